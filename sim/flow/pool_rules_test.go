package flow

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"peakready/sim"
	"peakready/sim/rng"
)

func TestPoolRefusesASpecThatBreaksARule(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(s *PoolSpec)
		want  string
	}{
		{"no service", func(s *PoolSpec) { s.Classes[0].Service = rng.Dist{} }, "no distribution of service"},
		{"no patience", func(s *PoolSpec) { s.Classes[0].Patience.Dist = rng.Dist{} }, "no distribution of patience"},
		{"balk over 1", func(s *PoolSpec) { s.Classes[0].Patience.Balk = 1.5 }, "balk is 1.5"},
		{"balk not a number", func(s *PoolSpec) { s.Classes[0].Patience.Balk = math.NaN() }, "balk is NaN"},
		{"redial without a delay", func(s *PoolSpec) { s.Classes[0].Redial = Redial{Probability: 1, Max: 1} }, "no finite delay"},
		{"no place", func(s *PoolSpec) { s.Groups[0].Concurrency = 0 }, "concurrency is 0"},
		{"negative slow-down", func(s *PoolSpec) { s.Groups[0].Slowdown = -1 }, "slow-down is -1"},
		{"a skill that is no class", func(s *PoolSpec) { s.Groups[0].Skills = []int{1} }, "skill 1, but there are 1 classes"},
		{"a class without agents", func(s *PoolSpec) { s.Groups[0].Skills = nil }, "no group has the skill"},
		{"a speed that is not finite", func(s *PoolSpec) { s.Groups[0].Speeds = func(int) float64 { return math.Inf(1) } }, "total speed with 1 in hand"},
	} {
		t.Run(c.name, func(t *testing.T) {
			defer func() {
				if got := fmt.Sprint(recover()); !strings.Contains(got, c.want) {
					t.Errorf("panic %q, want %q in it", got, c.want)
				}
			}()
			s := simple(1, 1, forever, 0)
			c.spoil(&s)
			NewPool(sim.New(0), s, 1)
		})
	}
}

func TestBalkingMassIsDrawnOnlyByThoseWhoWouldWait(t *testing.T) {
	spec := simple(1, 1, Patience{Balk: .3, Dist: rng.MustNever()}, 0)
	spec.Name = "pool"
	balked, waited := 0, 0
	spec.Abandoned = func(c *Contact, w sim.Time, redials bool) {
		balked++
		if w != 0 || redials {
			t.Errorf("a balking contact waited %v, redials %v", w, redials)
		}
	}
	k := sim.New(0)
	p := NewPool(k, spec, 1)
	key := rng.NewKey(200, 0)
	const n = 20_000
	for i := range uint64(n) {
		if p.Waiting() == 0 && p.Busy() == 0 { // free: the first
			p.Offer(&Contact{Luck: key.Entity(2, i)})
			if balked != 0 {
				t.Fatal("a contact balked though the agent was free")
			}
			continue
		}
		before := p.Waiting()
		p.Offer(&Contact{Luck: key.Entity(2, i)})
		waited += p.Waiting() - before
	}
	if h := p.Total(); int(h.Balked) != balked || int(h.Abandoned) != balked || waited+balked != n-1 {
		t.Errorf("%d balked by the hook, account %+v", balked, h)
	}
	share, se := float64(balked)/(n-1), math.Sqrt(.3*.7/(n-1))
	if math.Abs(share-.3) > maxSE*se {
		t.Errorf("%v balked, want 0.3 within %v", share, maxSE*se)
	}
}

func TestRedialStopsAtItsMaximum(t *testing.T) {
	spec := simple(1, 0, Patience{Balk: 1, Dist: rng.MustNever()}, 0)
	spec.Name = "pool"
	spec.Classes[0].Redial = Redial{Probability: 1, Delay: constant(10), Max: 3}
	k := sim.New(0)
	var attempts []string
	spec.Abandoned = func(c *Contact, _ sim.Time, redials bool) {
		attempts = append(attempts, fmt.Sprintf("%d at %v born %v %v", c.Attempt, minutes(c.Arrived), minutes(c.Born), redials))
	}
	p := NewPool(k, spec, 1)
	newSource(k, "call", trace(float64(unit), 2), func(uint64) { p.Offer(&Contact{}) })
	k.Run(100 * unit)
	want := "[0 at 2 born 2 true 1 at 12 born 2 true 2 at 22 born 2 true 3 at 32 born 2 false]"
	if got := fmt.Sprint(attempts); got != want {
		t.Errorf("attempts %s, want %s", got, want)
	}
	if h := p.Total(); h.Offered != 4 || h.Fresh != 1 || h.Balked != 4 {
		t.Errorf("account %+v, want 4 offered, 1 fresh, 4 balked", h)
	}
	if err := p.Audit(k.Now()); err != nil {
		t.Error(err)
	}
}

// The same contact has the same service, patience and temper under every plan: compare a
// thin staff with one half as large again, contact by contact.
func TestLuckOfAContactDoesNotDependOnTheStaff(t *testing.T) {
	run := func(agents float64) (map[uint64]sim.Time, map[uint64]sim.Time) {
		k := sim.New(0)
		service, left := map[uint64]sim.Time{}, map[uint64]sim.Time{}
		started := map[uint64]sim.Time{}
		spec := simple(3, agents, Patience{Dist: exponential(1)}, 0)
		spec.Name = "pool"
		spec.Answered = func(c *Contact, _ sim.Time) { started[c.Order.Who()] = k.Now() }
		spec.Served = func(c *Contact, _ sim.Time) { service[c.Order.Who()] = k.Now() - started[c.Order.Who()] }
		spec.Abandoned = func(c *Contact, w sim.Time, _ bool) { left[c.Order.Who()] = w }
		p := NewPool(k, spec, 1)
		gaps, key := stream(201, 0, "a"), rng.NewKey(201, 0)
		newSource(k, "arrival", poisson(&gaps, float64(unit)/4), func(n uint64) { p.Offer(&Contact{Luck: key.Entity(2, n), Order: sim.Record{A: n}}) })
		k.Run(1000 * unit)
		return service, left
	}
	s1, l1 := run(8)
	s2, l2 := run(12)
	both := func(name string, a, b map[uint64]sim.Time) {
		n := 0
		for who, v := range a {
			if w, ok := b[who]; ok {
				n++
				// One is at a time when the other is too: rounding to ticks may differ by one.
				if d := v - w; d < -1 || d > 1 {
					t.Errorf("%s of contact %d: %v and %v", name, who, v, w)
				}
			}
		}
		if n < 30 {
			t.Errorf("%s: only %d contacts in common", name, n)
		}
	}
	both("service", s1, s2)
	both("patience", l1, l2)
}

func TestChatsGoToTheLeastBusyAgentAndGroupsAreFilledInOrder(t *testing.T) {
	g := GroupSpec{Name: "first", Skills: []int{0}, Staff: Always(2), Concurrency: 2}
	h := g
	h.Name, h.Staff = "second", Always(1)
	spec := simple(1, 1, forever, 0)
	spec.Name, spec.Groups = "pool", []GroupSpec{g, h}
	spec.Classes[0].Service = constant(100)
	p := NewPool(sim.New(0), spec, 1)
	var got []int32
	for range 7 {
		p.Offer(&Contact{})
	}
	for i := range 6 {
		got = append(got, p.slots[i].agent)
	}
	if fmt.Sprint(got) != "[0 1 0 1 2 2]" || p.Waiting() != 1 {
		t.Errorf("agents %v and %d waiting, want [0 1 0 1 2 2] and 1", got, p.Waiting())
	}
}

// One generalist; classes 0 and 1 share a priority, class 2 is more urgent.
func TestAFreedAgentTakesTheUrgentThenWhoeverCameFirst(t *testing.T) {
	calls := []call{{0, 10, 0}, {1, 1, 1}, {2, 1, 0}, {3, 1, 1}, {4, 1, 2}, {5, 1, 0}, {6, 1, 2}}
	r, err := play(calls, Always(1), Finish, []int{5, 5, 1}, forever, 30)
	if err != nil {
		t.Error(err)
	}
	if err := same("starts", r.start, []float64{0, 12, 13, 14, 10, 15, 11}); err != nil {
		t.Error(err)
	}
}

func TestSpecialistsAndGeneralistsTakeWhatTheyCan(t *testing.T) {
	spec := PoolSpec{Name: "pool", Classes: []ClassSpec{
		{Name: "a", Service: constant(10), Patience: forever}, {Name: "b", Service: constant(10), Patience: forever}},
		Groups: []GroupSpec{
			{Name: "a only", Skills: []int{0}, Staff: Always(1), Concurrency: 1},
			{Name: "both", Skills: []int{1, 0}, Staff: Always(1), Concurrency: 1}}}
	k := sim.New(0)
	var order []uint32
	spec.Answered = func(c *Contact, _ sim.Time) { order = append(order, c.Tag) }
	p := NewPool(k, spec, 1)
	class := []uint8{0, 0, 0, 1, 1, 0} // by arrival, at 0 to 5
	newSource(k, "call", trace(float64(unit), 0, 1, 2, 3, 4, 5), func(n uint64) { p.Offer(&Contact{Class: class[n], Tag: uint32(n)}) })
	k.Run(60 * unit)
	// 0 to the specialist, 1 to the generalist; at 10 the specialist takes 2, at 11 the
	// generalist 3; at 20 the specialist 5, at 21 the generalist 4.
	if got, want := fmt.Sprint(order), "[0 1 2 3 5 4]"; got != want {
		t.Errorf("answered in order %s, want %s", got, want)
	}
	if err := p.Audit(k.Now()); err != nil {
		t.Error(err)
	}
}

func TestAuditNoticesABrokenAccount(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(p *Pool)
	}{
		{"a contact lost from the count", func(p *Pool) { p.hour.Answered-- }},
		{"a contact lost from the queue", func(p *Pool) { p.waiting.n-- }},
		{"a wait that is too long", func(p *Pool) { p.waited++ }},
		{"handling that is too short", func(p *Pool) { p.handled-- }},
		{"an agent's span that is wrong", func(p *Pool) { p.worked++ }},
		{"staffed time lost", func(p *Pool) { p.hours[0].Staffed = 0 }},
		{"a free place kept from a waiting contact", func(p *Pool) {
			g := &p.group[0]
			a := p.newAgent(0)
			g.level[0].pushBack(p.agentLinks, a)
		}},
	} {
		t.Run(c.name+" is noticed", func(t *testing.T) {
			spec := simple(3, 2, forever, 0)
			spec.Name = "pool"
			k := sim.New(0)
			p := NewPool(k, spec, 1)
			key := rng.NewKey(202, 0)
			newSource(k, "arrival", func() float64 { return float64(unit) }, func(n uint64) { p.Offer(&Contact{Luck: key.Entity(2, n)}) })
			k.Run(30*unit + unit/2)
			if err := p.Audit(k.Now()); err != nil {
				t.Fatal(err)
			}
			if p.Waiting() == 0 {
				t.Fatal("nobody waits: the case tests nothing")
			}
			c.spoil(p)
			if p.Audit(k.Now()) == nil {
				t.Error("the audit passes")
			}
		})
	}
}

func TestHoursGrowWithARunAndSumToItsTotal(t *testing.T) {
	spec := simple(3, 2, forever, 0)
	spec.Name = "pool"
	k := sim.New(0)
	p := NewPool(k, spec, 2)
	p.Offer(&Contact{Luck: rng.NewKey(1, 1).Entity(1, 1)})
	k.Run(5*sim.Hour + sim.Minute)
	h := p.Hours()
	if len(h) != 6 || h[0].Offered != 1 || h[4].Staffed != 2*sim.Hour || h[5].Staffed != 2*sim.Minute {
		t.Errorf("hours %+v", h)
	}
}

func TestWaitsAreKeptOnlyWhileAskedFor(t *testing.T) {
	k := sim.New(0)
	spec := simple(1, 1, forever, 0)
	spec.Name = "desk"
	spec.Classes[0].Service = constant(1)
	p := NewPool(k, spec, 1)
	newSource(k, "call", trace(float64(unit), 0, 0, 0, 0), func(uint64) { p.Offer(&Contact{}) }) // answered at 0, 1, 2, 3
	k.Run(unit / 2)
	p.KeepWaits(false)
	k.Run(unit + unit/2)
	p.KeepWaits(true)
	k.Run(10 * unit)
	if w := p.Waits(); w.Count() != 3 || w.Mean() != float64(5*unit)/3 {
		t.Errorf("%d waits of mean %v ms, want those of 0, 2 and 3 minutes", w.Count(), w.Mean())
	}
	if h := p.Total(); h.Answered != 4 || h.WaitSum != 6*unit {
		t.Errorf("%d answered after %v in all by the hours, want 4 after six minutes", h.Answered, h.WaitSum)
	}
}
