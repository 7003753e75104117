package models

import (
	"fmt"
	"slices"

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

// mostAnHour of one stream is what the number of a complaint within its hour has
// room for; mostInMean, which the check lets through, lies 48 standard
// deviations of a Poisson number below it.
const (
	mostAnHour = 1 << 20
	mostInMean = 1_000_000
)

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

// busiest bounds the mean number of complaints in an hour, of a stream with the
// given rate: that of the busiest hour of the busiest day of the week, on the
// day on which the changes in force multiply to most, wherever that day falls;
// 0 where the hours have no weights.
func (b *Baseline) busiest(rate Rate) float64 {
	all := sum(b.Hours)
	if !(all > 0) || len(b.Weekdays) == 0 {
		return 0
	}
	most := 1.0
	for _, edge := range b.Changes {
		for _, day := range [2]Date{edge.From, edge.To + 1} { // it changes on no other days
			product := 1.0
			for _, ch := range b.Changes {
				if day >= ch.From && day <= ch.To {
					product *= float64(ch.Factor)
				}
			}
			most = max(most, product)
		}
	}
	return float64(rate) * slices.Max(b.Weekdays) * most * slices.Max(b.Hours) / all
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
