package flow

import (
	"fmt"
	"testing"

	"peakready/sim"
)

func TestLineIsFIFOInEachClass(t *testing.T) {
	st := stream(132, 0, "x")
	class := func(q *sim.Record) int { return int(q.C) }
	classOf := []int{}
	r := newLineRun(3*sim.Hour, LineSpec{
		Rate: steps(sim.Minute, 0, 3, 20, 0, 40, 9, 90, 400), Class: class, Weights: []float64{1, 3},
		Work: func(q *sim.Record) float64 { return float64(q.Who()%7) / 3 },
	})
	newSource(r.k, "arrival", poisson(&st, float64(10*sim.Second)), func(uint64) {
		c := int(st.Bits() & 1)
		classOf = append(classOf, c)
		r.enter(c)
	})
	for m := range sim.Time(179) {
		r.k.Run(m * sim.Minute)
		if err := r.line.Audit(r.k.Now()); err != nil {
			t.Fatal(err)
		}
	}
	last := []int{-1, -1}
	for _, i := range r.order {
		if c := classOf[i]; i < last[c] {
			t.Fatalf("record %d leaves after %d of its class", i, last[c])
		} else {
			last[c] = i
		}
	}
	if len(r.order) < 900 {
		t.Errorf("only %d records left", len(r.order))
	}
}

func TestLineCarriesWorkOverRateChanges(t *testing.T) {
	for _, c := range []struct {
		name string
		rate Schedule
		work []float64
		want []sim.Time // departures, seconds
	}{
		{"work spans several minutes at one rate", Always(1), []float64{2.5, 1}, []sim.Time{150, 210}},
		{"a slower minute takes what is left", steps(sim.Minute, 0, 1, 1, .5), []float64{1.5, .25}, []sim.Time{120, 150}},
		{"a stop holds the record in hand", steps(sim.Minute, 0, 1, 1, 0, 3, 1), []float64{1.5}, []sim.Time{210}},
		{"no rate at first", steps(sim.Minute, 2, 4), []float64{1, 1, 0, 1}, []sim.Time{135, 150, 150, 165}},
		{"a step within a minute counts by its mean", steps(sim.Second, 0, 1, 90, 3), []float64{1, 1, 1}, []sim.Time{60, 90, 120}},
		{"an end at the very border", Always(2), []float64{1, 1, 1, 1}, []sim.Time{30, 60, 90, 120}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newLineRun(sim.Hour, LineSpec{Rate: c.rate, Work: func(q *sim.Record) float64 { return c.work[q.Who()] }})
			for range c.work {
				r.enter(0) // at 0, before the run
			}
			for m := range sim.Time(59) {
				r.k.Run(m * sim.Minute)
				if err := r.line.Audit(r.k.Now()); err != nil {
					t.Fatal(err)
				}
			}
			for i, want := range c.want {
				if got := r.left[i]; got != want*sim.Second {
					t.Errorf("record %d leaves at %v, want %v", i, got, want*sim.Second)
				}
			}
		})
	}
}

func TestFactorHoldsFromTheNextMinute(t *testing.T) {
	r := newLineRun(sim.Hour, LineSpec{Rate: Always(60)})
	at := func(s sim.Time, f float64) {
		sim.On(r.k, fmt.Sprint("factor at ", s), func(uint32) { r.line.SetFactor(f) }).At(s*sim.Second, 0)
	}
	at(30, 0)
	at(150, .5)
	for range 90 {
		r.enter(0)
	}
	r.k.Run(sim.Hour - 1)
	// 60 in minute 0, the last of them at its end; none in minutes 1 and 2; then one each 2 s.
	for i, want := range map[int]sim.Time{58: 59, 59: 60, 60: 182, 89: 240} {
		if got := r.left[i]; got != want*sim.Second {
			t.Errorf("record %d leaves at %v, want %v", i, got, want*sim.Second)
		}
	}
}

func TestDeadRecordsUseNoCapacityAndLeaveTheQueueAtOnce(t *testing.T) {
	dead := map[uint64]bool{}
	var dropped []uint64
	r := newLineRun(sim.Hour, LineSpec{Rate: Always(6),
		Dead:    func(q *sim.Record) bool { return dead[q.Who()] },
		Dropped: func(q *sim.Record) { dropped = append(dropped, q.Who()) }})
	for range 20 {
		r.enter(0)
	}
	sim.On(r.k, "cancel", func(uint32) {
		// At 45 s: 0 to 3 are out, 4 has its departure at 50 s settled, the rest waits.
		for _, n := range []uint64{4, 8, 9} {
			dead[n] = true
			r.line.Withdrawn(0)
		}
		if got := r.line.Queue(); got != 13 {
			t.Errorf("%d visible after the withdrawals, want 13", got)
		}
	}).At(45*sim.Second, 0)
	r.k.Run(90 * sim.Second)
	r.line.ReleasedDead(0) // 4 came out dead, as the handler of released would see
	// 6 at 70 s, 7 at 80 s, then 10 at 90 s in the place of 8.
	if got, want := r.left[10], 90*sim.Second; got != want {
		t.Errorf("record 10 leaves at %v, want %v", got, want)
	}
	if got := r.line.Queue(); got != 9 {
		t.Errorf("%d visible at 90 s, want 9", got)
	}
	r.k.Run(sim.Hour - 1)
	if len(dropped) != 2 || dropped[0] != 8 || dropped[1] != 9 {
		t.Errorf("dropped %v, want [8 9]", dropped)
	}
	if b := r.line.Flow(); b.Left != 18 || b.Dropped != 2 || r.line.Queue() != 0 {
		t.Errorf("%d left, %d dropped, %d visible; want 18, 2, 0", b.Left, b.Dropped, r.line.Queue())
	}
	if used := r.line.Used(); used != 18 {
		t.Errorf("work done is %v, want 18", used)
	}
	if err := r.line.Audit(r.k.Now()); err != nil {
		t.Error(err)
	}
}

// A hook that was registered before the line's, as a demand source's is, enters records as
// the minute opens: they queue up behind the backlog and leave within the minute.
func TestRecordsMayEnterFromAnEarlierHook(t *testing.T) {
	k := sim.New(sim.Hour)
	var l *Line
	var out []uint64
	var at []sim.Time
	k.OnMinute(func(m int64) {
		for i := range uint64(3) {
			l.Enter(&sim.Record{A: 3*uint64(m) + i})
		}
	})
	l = NewLine(k, LineSpec{Name: "line", Rate: steps(sim.Minute, 0, 2, 1, 6)}, sim.OnRecord(k, "out", func(r *sim.Record) {
		out, at = append(out, r.Who()), append(at, k.Now())
	}))
	k.Run(2*sim.Minute - 1)
	const s = sim.Second
	if got, want := fmt.Sprint(out, at), fmt.Sprint([]uint64{0, 1, 2, 3, 4, 5}, []sim.Time{30 * s, 60 * s, 70 * s, 80 * s, 90 * s, 100 * s}); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if err := l.Audit(k.Now()); err != nil {
		t.Error(err)
	}
}

func TestLineAuditNoticesABrokenAccount(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(l *Line)
	}{
		{"a record lost from the count", func(l *Line) { l.flow.Left-- }},
		{"a tick lost from the sojourns", func(l *Line) { l.flow.Sojourn-- }},
		{"a record lost from the ring", func(l *Line) { l.class[0].q.pop(&l.floor.spare); l.waiting-- }},
		{"more work than the capacity", func(l *Line) { l.used = 2*l.offered + 1 }},
		{"more withdrawn than inside", func(l *Line) { l.class[0].withdrawn = 99 }},
	} {
		t.Run(c.name+" is noticed", func(t *testing.T) {
			r := newLineRun(sim.Hour, LineSpec{Rate: Always(1)})
			for range 20 {
				r.enter(0)
			}
			r.k.Run(10*sim.Minute + 7)
			if err := r.line.Audit(r.k.Now()); err != nil {
				t.Fatal(err)
			}
			c.spoil(r.line)
			if r.line.Audit(r.k.Now()) == nil {
				t.Error("the audit passes")
			}
		})
	}
}

func TestExtraWorkServesTheQueueAtTheRateTogether(t *testing.T) {
	for _, c := range []struct {
		says  string
		extra float64
		at    sim.Time // s
		back  sim.Time // s, 0: never
		want  map[int]sim.Time
	}{
		// Two a minute; from minute 1 on six, so that the fourth takes 10 s more.
		{"what waits is served sooner from the next minute on", 4, 30, 0, map[int]sim.Time{0: 30, 1: 60, 2: 70, 3: 80, 9: 140}},
		// The second is half done at the end of minute 1 (work 0.5 of 1 at 1.5 a minute in 60 s).
		{"a record half done goes on at the new rate", 1.5, 30, 70, map[int]sim.Time{1: 60, 2: 77143, 4: 111429, 5: 135000}},
		{"nothing is added by nothing", 0, 30, 0, map[int]sim.Time{1: 60, 2: 90, 9: 300}},
	} {
		t.Run(c.says, func(t *testing.T) {
			r := newLineRun(sim.Hour, LineSpec{Rate: Always(2)})
			set := func(s sim.Time, x float64) {
				sim.On(r.k, fmt.Sprint("extra at ", s), func(uint32) { r.line.SetExtra(x) }).At(s*sim.Second, 0)
			}
			set(c.at, c.extra)
			if c.back > 0 {
				set(c.back, 0)
			}
			for range 10 {
				r.enter(0)
			}
			r.k.Run(sim.Hour - 1)
			for i, want := range c.want {
				if want < 1000 {
					want *= sim.Second
				}
				if got := r.left[i]; got != want {
					t.Errorf("record %d leaves at %v, want %v", i, got, want)
				}
			}
			if err := r.line.Audit(r.k.Now()); err != nil {
				t.Error(err)
			}
		})
	}
	t.Run("a line that is stopped has no night shift", func(t *testing.T) {
		r := newLineRun(sim.Hour, LineSpec{Rate: Always(2)})
		r.line.SetExtra(10)
		r.line.SetFactor(0)
		r.enter(0)
		r.k.Run(sim.Hour - 1)
		if r.line.Queue() != 1 || r.line.Offered() != 0 {
			t.Errorf("%d wait, %v offered", r.line.Queue(), r.line.Offered())
		}
	})
}
