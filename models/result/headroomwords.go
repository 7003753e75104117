package result

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// The words of a headroom: tables, figures and reports say the same.

// LevelWords are a level of the strain: ×1.06 of demand, 12% of agents.
func (s Strain) LevelWords(level float64) string {
	if s == Demand {
		return "×" + strconv.FormatFloat(level, 'f', 2, 64)
	}
	return strings.TrimSuffix(strconv.FormatFloat(100*level, 'f', 1, 64), ".0") + "%"
}

// Words are the headroom of a threshold of the search.
func (h *Headroom) Words(x Threshold) string {
	level := h.Of.LevelWords
	switch {
	case x.Open && math.IsNaN(x.Value) && math.IsNaN(x.Fails):
		return "not known yet"
	case x.Open && math.IsNaN(x.Fails):
		return level(x.Value) + " or more"
	case x.Open && math.IsNaN(x.Value):
		return "under " + level(x.Fails)
	case x.Open:
		return level(x.Value) + " to under " + level(x.Fails)
	case x.Under() && h.Of != Demand:
		return "none"
	case x.Under():
		return "under " + level(h.Least)
	case x.Over():
		return "over " + level(h.Most)
	}
	return level(x.Value)
}

// IntervalWords are its interval. One that is open at an end says what it does say:
// with the confidence of the other end.
func (h *Headroom) IntervalWords(x Threshold) string {
	lo, hi := !math.IsNaN(x.Lo), !math.IsNaN(x.Hi)
	switch {
	case lo && hi:
		return h.Of.LevelWords(x.Lo) + " to " + h.Of.LevelWords(x.Hi)
	case lo:
		return "not below " + h.Of.LevelWords(x.Lo)
	case hi:
		return "not above " + h.Of.LevelWords(x.Hi)
	}
	return "no interval"
}

// FailsWords are the level at which it fails.
func (h *Headroom) FailsWords(x Threshold) string {
	switch {
	case !math.IsNaN(x.Fails):
		return h.Of.LevelWords(x.Fails)
	case x.Open:
		return "not known yet"
	}
	return "not up to " + h.Of.LevelWords(h.Most)
}

// FallsShort says that not even the plan keeps it.
func (h *Headroom) FallsShort(x Threshold) bool { return x.FailsAt(h.Of.Planned()) }

// FirmWords are a firm's name, or that of the targets of the whole run.
func (f *FirmHeadroom) FirmWords() string {
	if f.Firm == "" {
		return "all firms together"
	}
	return f.Firm
}

// UndefinedWords say what became of seasons in which the figure did not exist: how
// many counted as kept, and, where a run of the same seasons judges the plan
// otherwise, how. Empty where it existed everywhere.
func (t *TargetHeadroom) UndefinedWords(of Strain) string {
	var parts []string
	if t.Undefined > 0 {
		parts = append(parts, fmt.Sprintf("%s without such a figure at some level, counted as kept there", seasonsOf(t.Undefined)))
	}
	if n := t.AsPlanned; t.Unlike(of) {
		if with := n.Held + n.Missed; with == 0 {
			parts = append(parts, "no season as planned has the figure, so that run gives no verdict and this headroom says nothing of the plan")
		} else {
			parts = append(parts, fmt.Sprintf("NOT AS RUN COUNTS: run leaves out %s as planned; of the %d with the figure %d keep the target, asked for in %s",
				seasonsOf(n.Undefined), with, n.Held, Absent.LevelWords(t.Target.In)))
		}
	}
	return strings.Join(parts, "; ")
}

// seasonsOf is a number of seasons.
func seasonsOf(n int) string {
	if n == 1 {
		return "1 season"
	}
	return strconv.Itoa(n) + " seasons"
}

// Notes explain what tables and figures do not say by themselves, a sentence each:
// what a stopped search leaves, what so few seasons do not give, seasons that healed
// and such without a figure.
func (h *Headroom) Notes() (lines []string) {
	if h.Unfinished {
		open, all := h.Open()
		lines = append(lines, fmt.Sprintf("STOPPED before the search was done: of %d targets %d are not found yet; of these a level known to keep the target and one known to fail it stand, as far as there are any. Nothing rests on a quick run", all, open))
	}
	reversed := 0
	type share struct {
		in float64
		n  int
	}
	told := map[share]bool{}
	for f := range h.Firms {
		for i := range h.Firms[f].Targets {
			x := &h.Firms[f].Targets[i]
			reversed += x.Reversed
			of := share{x.Target.In, x.Level.N}
			if told[of] || SeasonsForBothEnds(of.in) <= of.n || math.IsNaN(x.Level.Value) { // no headroom is shown
				continue
			}
			told[of] = true
			if lower := SeasonsForLowerEnd(of.in); lower > of.n {
				lines = append(lines, fmt.Sprintf("a target asked for in %s of the seasons: with 95%% confidence its headroom is not above the upper end; a lower end takes %d seasons (-n %d). %s say no more than this: at the headroom shown, %s or more of all seasons keep it",
					Absent.LevelWords(of.in), lower, lower, seasonsOf(of.n), Absent.LevelWords(math.Floor(100*SureShare(of.n, of.in))/100)))
			} else {
				lines = append(lines, fmt.Sprintf("a target asked for in %s of the seasons: with 95%% confidence its headroom is not below the lower end; an upper end takes %d seasons (-n %d)",
					Absent.LevelWords(of.in), SeasonsForBothEnds(of.in), SeasonsForBothEnds(of.in)))
			}
		}
	}
	if reversed > 0 {
		lines = append(lines, fmt.Sprintf("%s kept a target at a level above one at which they failed it; the lowest level seen to fail counts there", seasonsOf(reversed)))
	}
	return lines
}
