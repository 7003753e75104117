// Package stats answers the question "how much, and how sure?": it counts and
// measures inside a trial, merges trials, and puts intervals on the estimates.
//
//	inside a trial                 merged over trials       across trials
//	Count   how many               added                    Proportion
//	Tally   mean, spread, range    Tally.Merge              MeanCI, PairedCI, WelchCI
//	Level   area under a step      (read before merging)    MeanCI of the means
//	Sketch  quantiles of times     Sketch.Merge             QuantileCI of a figure a trial
//
// Observations inside one trial depend on one another (a long wait follows a
// long wait), so intervals are made from one figure a trial, never from the
// observations of one.
//
// Start reading at tally.go for measuring and at interval.go for intervals.
package stats
