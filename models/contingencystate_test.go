package models

import (
	"testing"

	"peakready/sim"
)

// A trace is a reading every ten minutes: # the condition holds, . it does not.
// The rule answers F (is called), B (begins), X (both at once), E (ends).
func TestARuleGoesThroughItsStates(t *testing.T) {
	ten := ruleTick
	for _, c := range []struct {
		says        string
		long, after sim.Time // of when
		hold        sim.Time // of until
		lasts       sim.Time
		most        int
		noUntil     bool
		when        string
		until       string
		want        string
	}{
		{says: "it fires at the first reading if it need not hold for a while",
			when: "..##", until: "....", want: "..X."},
		{says: "what has held for thirty minutes is seen at the fourth reading",
			long: 3 * ten, when: ".#####", until: "......", want: "....X."},
		{says: "a break begins the time anew",
			long: 2 * ten, when: "##.###.", until: ".......", want: ".....X."},
		{says: "a condition that never holds for long enough never fires",
			long: 2 * ten, when: "##.##.##.", until: ".........", want: "........."},
		{says: "the lead time passes before it begins",
			after: 3 * ten, when: "#....", until: ".....", want: "F..B."},
		{says: "what is called for comes though the cause has gone",
			long: ten, after: 2 * ten, when: "##......", until: "........", want: ".F.B...."},
		{says: "until is of no account during the lead time",
			after: 2 * ten, hold: ten, when: "#......", until: "####...", want: "F.B...."},
		{says: "until must hold for its own while, without a break",
			hold: 2 * ten, when: "#........", until: ".##.####.", want: "X.....E.."},
		{says: "until is asked for from the reading after the beginning",
			when: "##..", until: "##..", want: "XE.."},
		{says: "between the two levels it goes on: no switching to and fro",
			when: "#.#.#.....", until: "........#.", want: "X.......E."},
		{says: "it is armed again and times anew",
			long: ten, when: "##..####", until: "....#...", want: ".X..E.X."},
		{says: "it may fire twice and no more",
			most: 2, when: "#.#.#.#.", until: ".#.#.#.#", want: "XEXE...."},
		{says: "it ends after what it lasts",
			lasts: 3 * ten, noUntil: true, when: "#......", until: ".......", want: "X..E..."},
		{says: "it ends before that if until comes first",
			lasts: 5 * ten, when: "#......", until: "..#....", want: "X.E...."},
		{says: "the season may end while it acts",
			hold: 9 * ten, when: "#...", until: ".###", want: "X..."},
		{says: "and while the lead time runs",
			after: 9 * ten, when: "#...", until: "....", want: "F..."},
	} {
		t.Run(c.says, func(t *testing.T) {
			rule := ContingencyRule{After: c.after, Lasts: c.lasts, AtMost: c.most, When: Condition{For: c.long}, Until: &Condition{For: c.hold}}
			if c.noUntil {
				rule.Until = nil
			}
			r := ruleState{rule: &rule}
			got := ""
			for i := range c.when {
				got += map[step]string{0: ".", fires: "F", begins: "B", fires | begins: "X", ends: "E"}[r.read(sim.Time(i)*ten, c.when[i] == '#', c.until[i] == '#')]
			}
			if got != c.want {
				t.Errorf("\nwhen  %s\nuntil %s\ngot   %s\nwant  %s", c.when, c.until, got, c.want)
			}
		})
	}
}
