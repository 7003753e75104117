package models

import (
	"fmt"
	"math"
	"testing"

	"peakready/models/result"
)

// found is the shop with one published figure, changed.
func found(change func(p *Published)) *Scenario {
	half := Figure(0.5)
	return with(shop(), func(sc *Scenario) {
		p := Published{Metric: "pools.service_level", Firm: sc.Firms[0].Name, Pool: "chat", Value: &half, Year: 2012, Source: "a book"}
		change(&p)
		sc.Published = []Published{p}
	})
}

func TestCheckOfPublishedFigures(t *testing.T) {
	figure := func(v float64) *Figure { f := Figure(v); return &f }
	first, last := shop().Season.From, shop().Season.To
	for _, c := range []struct {
		says string
		path string // "" for nothing
		f    func(p *Published)
	}{
		{"a figure of a pool", "", func(p *Published) {}},
		{"a ratio of two windows", "", func(p *Published) {
			p.From, p.To, p.Per = first, first, &DateSpan{last, last}
			p.Value = figure(2.5)
		}},
		{"a lower bound alone", "", func(p *Published) { p.Value, p.Low = nil, figure(0.5) }},
		{"bounds about a value", "", func(p *Published) { p.Low, p.High = figure(0.4), figure(0.5) }},
		{"no metric", "metric", func(p *Published) { p.Metric = "" }},
		{"an unknown metric", "metric", func(p *Published) { p.Metric = "pools.speed" }},
		{"an unknown firm", "firm", func(p *Published) { p.Firm = "nobody" }},
		{"a firm's share of all trade", "firm", func(p *Published) { p.Metric, p.Pool = "authority.ecommerce_share", "" }},
		{"an unknown pool", "pool", func(p *Published) { p.Pool = "nowhere" }},
		{"a pool's deliveries", "pool", func(p *Published) { p.Metric = "delivery.late_share" }},
		{"a first day without a last", "to", func(p *Published) { p.From = first }},
		{"a day of the warm-up", "from", func(p *Published) { p.From, p.To = first-1, first }},
		{"a day after the season", "to", func(p *Published) { p.From, p.To = first, last+1 }},
		{"a ratio to days after the season", "per.to", func(p *Published) { p.Per = &DateSpan{last, last + 1} }},
		{"dates of a mean", "", func(p *Published) { p.Metric, p.Pool, p.From, p.To = "delivery.lead_d", "", first, last }},
		{"dates of a figure of the whole season", "from", func(p *Published) { p.Metric, p.Pool, p.From, p.To = "orders.in_flight", "", first, last }},
		{"a ratio of a figure of the whole season", "per", func(p *Published) { p.Metric, p.Pool, p.Per = "orders.in_flight", "", &DateSpan{first, last} }},
		{"a ratio of months", "per", func(p *Published) {
			p.Metric, p.Firm, p.Pool, p.Per = "authority.dockets.courier.peak_month", "", "", &DateSpan{first, last}
		}},
		{"nothing published", "value", func(p *Published) { p.Value = nil }},
		{"a share above the whole", "value", func(p *Published) { p.Value = figure(61.6) }},
		{"not a number", "value", func(p *Published) { p.Value = figure(math.NaN()) }},
		{"bounds the wrong way round", "high", func(p *Published) { p.Value, p.Low, p.High = nil, figure(0.5), figure(0.4) }},
		{"a value outside its bounds", "value", func(p *Published) { p.Low = figure(0.6) }},
		{"no year", "year", func(p *Published) { p.Year = 0 }},
		{"no source", "source", func(p *Published) { p.Source = " " }},
	} {
		t.Run(c.says, func(t *testing.T) {
			var got []string
			found(c.f).Check(func(path, wrong, right string) {
				got = append(got, path)
				if wrong == "" || right == "" {
					t.Errorf("%s: %q, %q", path, wrong, right)
				}
			})
			want := "[]"
			if c.path != "" {
				want = fmt.Sprintf("[published[0].%s]", c.path)
			}
			if fmt.Sprint(got) != want {
				t.Errorf("got %v, want %s", got, want)
			}
		})
	}
}

func TestPublishedFiguresBecomeIndexes(t *testing.T) {
	sc := found(func(p *Published) {})
	first := sc.Season.From
	sc.Published = append(sc.Published, Published{
		Metric: "lodged.to_firm.total", From: first + 2, To: first + 3, Per: &DateSpan{first, first + 1}, Year: 2012, Basis: "calibrated",
	})
	run := HeadOf(sc)
	one, two := run.Published[0], run.Published[1]
	if one.Place != (result.Place{Firm: 0, Pool: "chat", From: run.From, To: run.To}) || one.Per != nil || one.Value != 0.5 || !math.IsNaN(one.Low) {
		t.Errorf("got %+v", one)
	}
	if two.Place != (result.Place{Firm: -1, From: run.From + 2, To: run.From + 3}) || *two.Per != (result.Place{Firm: -1, From: run.From, To: run.From + 1}) || two.Basis != result.Calibrated || one.Basis != result.Uncalibrated {
		t.Errorf("got %+v per %+v", two, two.Per)
	}
}

func TestPublishedFiguresLeaveTheSeasonAlone(t *testing.T) {
	with, without := play(t, found(func(p *Published) {}), 0), play(t, shop(), 0)
	if with.Fingerprint != without.Fingerprint {
		t.Errorf("fingerprint %x with a published figure, %x without", with.Fingerprint, without.Fingerprint)
	}
}

func TestOneCalibratedFigureAtMost(t *testing.T) {
	for _, c := range []struct {
		says  string
		bases []Basis
		want  string
	}{
		{"one is fitted", []Basis{"input", "calibrated", "uncalibrated", ""}, "[]"},
		{"a second and a third are refused", []Basis{"calibrated", "input", "calibrated", "calibrated"}, "[published[2].basis published[3].basis]"},
	} {
		t.Run(c.says, func(t *testing.T) {
			sc := found(func(*Published) {})
			one := sc.Published[0]
			sc.Published = nil
			for _, b := range c.bases {
				one.Basis = b
				sc.Published = append(sc.Published, one)
			}
			var got []string
			sc.Check(func(path, _, _ string) { got = append(got, path) })
			if fmt.Sprint(got) != c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}
