package plots

import (
	"math"
	"math/rand/v2"
	"time"

	"peakready/models/result"
	"peakready/sim/stats"
)

// synth describes an invented season: enough structure (bursts, queues,
// lateness that follows from queues) for figures to look like themselves.
type synth struct {
	firms    []string
	pools    []string
	start    string // first day of the window
	days     int    // of the window
	warmup   int
	reps     int
	orders   float64 // an ordinary day
	capacity float64 // of the warehouse, in ordinary days of orders
	mile     float64 // of the last mile, likewise
	agents   float64 // staffing against ordinary work
	trouble  float64 // complaints a late or faulty order, multiplied
	night    bool    // no staff from 0 to 8
	shared   bool    // last mile shared by the firms
	regions  []string
	events   []result.CalendarEvent // day indexes from the window's first day
}

// ready and swamped are two opposite seasons of one firm.
func ready() synth {
	return synth{
		firms: []string{"华北优选"}, pools: []string{"chat", "phone", "tickets"},
		start: "2026-11-01", days: 120, warmup: 42, reps: 8, orders: 30000,
		capacity: 12, mile: 14, agents: 14, trouble: 1, regions: []string{"华东", "华南", "华北", "西南"},
		events: []result.CalendarEvent{{Name: "双11", From: 9, To: 11}, {Name: "Black Friday", From: 26, To: 29},
			{Name: "双12", From: 40, To: 41}, {Name: "年货节", From: 78, To: 87}, {Name: "春节", From: 92, To: 106}},
	}
}

func swamped() synth {
	s := ready()
	s.capacity, s.mile, s.agents, s.trouble, s.night = 2.2, 2.0, 1.3, 4, true
	return s
}

func (s synth) run() *result.Run {
	first, err := time.Parse(time.DateOnly, s.start)
	if err != nil {
		panic(err)
	}
	run := &result.Run{
		Scenario: "Double 11 双11 2026", File: "double11.yaml", Digest: "9f2c41d07be3a155", Version: "0.1.0", Seed: 42, Asked: s.reps,
		Start: int32(first.Unix()/86400) - int32(s.warmup), From: s.warmup, To: s.warmup + s.days - 1, NDays: s.warmup + s.days + 30,
	}
	for _, e := range s.events {
		run.Events = append(run.Events, result.CalendarEvent{Name: e.Name, From: e.From + s.warmup, To: e.To + s.warmup})
	}
	for f, name := range s.firms {
		head := result.FirmHead{Name: name}
		for i, p := range s.pools {
			head.Pools = append(head.Pools, result.PoolHead{Name: p, Channel: []string{"chat", "phone", "ticket"}[i%3], Target: []int64{30000, 20000, 4 * 3600000}[i%3]})
		}
		run.Firms = append(run.Firms, head)
		if s.orders > 0 {
			run.Lines = append(run.Lines, result.LineHead{Name: name + " warehouse", Kind: warehouse, Firm: f},
				result.LineHead{Name: name + " inspection", Kind: inspection, Firm: f})
		}
	}
	owner := 0
	if s.shared {
		owner = -1
	}
	for _, r := range s.regions {
		if s.orders > 0 {
			run.Lines = append(run.Lines, result.LineHead{Name: "京畿快递 " + r, Kind: station, Firm: owner})
		}
	}
	for r := range s.reps {
		run.Trials = append(run.Trials, s.trial(run, r))
	}
	return run
}

// profile is the demand of a day of the window against an ordinary one.
func (s synth) profile(run *result.Run, day int) float64 {
	v := 1.0
	for _, e := range run.Events {
		switch {
		case e.Name == "春节" && day >= e.From && day <= e.To:
			v *= 0.25
		case day >= e.From && day <= e.To:
			v *= 1 + 54/math.Max(9, float64(1+e.From-run.From))*math.Exp(-math.Abs(float64(day-e.To+1))/1.5)
		case day > e.To && day < e.To+5:
			v *= 1.2
		}
	}
	return v
}

func (s synth) trial(run *result.Run, rep int) result.Trial {
	rng := rand.New(rand.NewPCG(7, uint64(rep)))
	season := 1 + 0.08*rng.NormFloat64()
	t := result.Trial{Replication: rep, Fingerprint: rng.Uint64(), Events: uint64(s.orders * 1000), Audit: result.Audit{Checks: 41}}
	t.Lines = make([]result.LineTrial, len(run.Lines))
	for i := range t.Lines {
		t.Lines[i].Days = make([]result.LineDay, run.NDays)
	}
	pass := func(l, day int, in, room float64) float64 {
		q := 0.0
		if day > 0 {
			q = float64(t.Lines[l].Days[day-1].Queue)
		}
		out := math.Min(in+q, room)
		t.Lines[l].Days[day] = result.LineDay{Capacity: room, Entered: int64(in), Left: int64(out), Queue: int64(in + q - out)}
		return out
	}
	for f := range run.Firms {
		firm := result.FirmTrial{Days: make([]result.Row, run.NDays), Cohorts: make([]result.Row, run.NDays),
			Late: stats.NewSketch(), Lead: stats.NewSketch(), Refund: stats.NewSketch(), LateDays: make([]int64, 16)}
		house, back := 2*f, 2*f+1
		for day := range run.NDays {
			row := &firm.Days[day]
			placed := s.orders * season * s.profile(run, day) * (1 + 0.05*rng.NormFloat64())
			if day > run.To {
				placed = 0
			}
			row[result.Placed] = int64(placed)
			row[result.Intentions] = int64(placed * 1.06)
			if s.orders > 0 {
				packed := pass(house, day, placed, s.capacity*s.orders)
				row[result.Packed], row[result.Shipped] = int64(packed), int64(packed)
				delivered := 0.0
				for i := range s.regions {
					room := s.mile * s.orders / float64(len(s.regions)) * (1 + 0.1*float64(i))
					if e := eventOn(run, day); e == "春节" {
						room = 0
					}
					delivered += pass(2*len(run.Firms)+i, day, packed/float64(len(s.regions)), room)
				}
				row[result.Delivered] = int64(delivered)
				pass(back, day, 0.1*delivered, 0.15*s.mile*s.orders)
				waiting := float64(t.Lines[house].Days[day].Queue) / s.capacity
				late := math.Min(0.9, 0.01+0.2*waiting/s.orders) * delivered
				row[result.DeliveredLate] = int64(late)
				firm.LateDays[0] += int64(delivered - late)
				for k := 1; k < len(firm.LateDays); k++ {
					n := int64(late * 0.45 * math.Pow(0.6, float64(k-1)))
					firm.LateDays[k] += n
					firm.Late.RecordN(int64((float64(k)-0.5)*864e5), uint64(n))
				}
				firm.Lead.RecordN(int64((3+waiting/s.orders)*864e5), uint64(delivered))
				for c, rate := range []float64{0.0008, 0.0004, 0.0011, 0.0009, 0.0003, 0.0002} {
					n := rate*delivered*s.trouble + map[bool]float64{true: 0.05 * late * s.trouble}[c == 1]
					row[result.ToFirm(result.Cause(c))] = int64(n * (1 + 0.1*rng.NormFloat64()))
					row[result.ToAuthority(result.Cause(c))] = int64(n * 0.011)
				}
			}
			firm.Cohorts[day] = *row
			firm.Cohorts[day][result.Delivered] = row[result.Placed]
		}
		for range run.Firms[f].Pools {
			firm.Pools = append(firm.Pools, s.pool(run, rng, season))
		}
		firm.Costs = result.Costs{Staff: int64(s.orders * 4000), Temps: int64(s.orders * 900), Carriers: int64(s.orders * 40000)}
		t.Firms = append(t.Firms, firm)
	}
	return t
}

func (s synth) pool(run *result.Run, rng *rand.Rand, season float64) result.PoolTrial {
	p := result.PoolTrial{Hours: make([]result.PoolHour, run.NDays*24), Waits: stats.NewSketch()}
	volume := math.Max(s.orders, 2400) / 240
	for h := range p.Hours {
		hour := float64(h % 24)
		if h/24 > run.To+3 {
			break
		}
		offered := volume * season * s.profile(run, h/24) * (0.3 + math.Exp(-(hour-15)*(hour-15)/30)) * (1 + 0.1*rng.NormFloat64())
		work := offered * 400e3
		staff := s.agents * volume / 9 * (0.4 + math.Exp(-(hour-14)*(hour-14)/40))
		if s.night && hour < 8 {
			staff = 0
		}
		room := staff * 3600e3
		lost := math.Max(0, math.Min(0.9, 1-room/work*0.97)) * offered
		x := &p.Hours[h]
		*x = result.PoolHour{Offered: int64(offered), Fresh: int64(offered * 0.9), Abandoned: int64(lost * 0.9), Balked: int64(lost * 0.1),
			WorkOffered: int64(work), Capacity: int64(room), Staffed: int64(room), Busy: int64(math.Min(work, room))}
		x.Answered = x.Offered - x.Abandoned
		x.Within = int64(float64(x.Answered) * (1 - lost/math.Max(1, offered)))
		wait := int64(5e3 + 200e3*lost/math.Max(1, offered))
		x.WaitSum = wait * x.Answered
		p.Waits.RecordN(wait, uint64(x.Answered))
	}
	return p
}
