package models

import (
	"fmt"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// others is one stream of complaints about firms that are not in the scenario.
type others struct {
	party party
	realm uint64 // of its luck
	rate  Rate   // on an ordinary working day
}

// mostAnHour of one stream.
const mostAnHour = 1 << 20

func (s *season) wireBaseline() {
	b := &s.sc.Authority.Baseline
	s.docket.other = [2]others{
		{party: partyEcommerce, realm: uint64(rng.Name("authority/baseline/ecommerce")), rate: b.Ecommerce},
		{party: partyOther, realm: uint64(rng.Name("authority/baseline/other")), rate: b.Other},
	}
}

// dayFactor of the complaints about others.
func (b *Baseline) dayFactor(d Date) float64 {
	day := (int(d.Weekday()) + 6) % 7 // from Monday
	if springWeek(d) {
		day = 6
	}
	f := b.Weekdays[day]
	for _, ch := range b.Changes {
		if d >= ch.From && d <= ch.To {
			f *= float64(ch.Factor)
		}
	}
	return f
}

// openHour lets the complaints of an hour come: a Poisson number, at times that
// are uniform within the hour. Their luck is numbered by the calendar's hour.
func (s *season) openHour(hour int64) {
	b := &s.sc.Authority.Baseline
	for i := range s.docket.other {
		o := &s.docket.other[i]
		mean := float64(o.rate) * b.dayFactor(s.date(int(hour/24))) * b.Hours[hour%24] / sum(b.Hours)
		if mean == 0 {
			continue
		}
		l := s.key.Entity(o.realm, s.firstMinute()/60+uint64(hour))
		n := rng.Poisson(l.U(drawOthers), mean)
		if n >= mostAnHour {
			panic(fmt.Sprintf("authority: %d complaints about others in one hour; at most %d", n, mostAnHour-1))
		}
		for j := range n {
			c := l.Sub(drawOthers, uint64(j))
			at := sim.Time(hour)*sim.Hour + sim.Time(c.U(drawOthers)*float64(sim.Hour))
			s.send(s.docket.otherLodged, at, sim.Record{A: uint64(i)<<40 | uint64(hour)<<20 | uint64(j)})
		}
	}
}

// onOtherLodged: somebody complains about a firm that is not in the scenario.
func (s *season) onOtherLodged(r *sim.Record) {
	o := &s.docket.other[get(r.A, 40, 8)]
	l := s.key.Entity(o.realm, s.firstMinute()/60+get(r.A, 20, 20))
	s.lodge(docketCase{
		firm: -1, party: o.party, route: result.ConsumerAuthority, luck: l.Sub(drawOthers, get(r.A, 0, 20)),
	})
}
