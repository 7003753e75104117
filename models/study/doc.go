// Package study answers questions that one season cannot: it simulates seasons
// that differ in one thing, with the same luck, and compares them pair by pair.
//
//	compare   what does each plan change?
//	explain   which capacity and which cause does the harm come from?
//	drill     what does an incident do, for how long, and what showed it first?
//	headroom  how much more of a strain until each target fails?
//	shadow    where do formulas mislead?
//	spill     what do a firm's orders cost the others that share its carriers?
//
// A study is a set of trials for sim/experiment. Each trial is reduced to its
// figures where it was run, so that a study of many seasons needs the memory of
// a few. Start reading at Compare, Drill, Dissect, Headroom, Spill or Shadow.
package study
