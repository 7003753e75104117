package main

import (
	"fmt"
	"strings"

	"peakready/models/result"
)

// authorities appends what the authorities see, where the scenario has enough
// of it to speak of: other complaints that share their docket, or many firms.
func authorities(b *strings.Builder, s result.Summary) {
	a := s.Authority
	others := false
	for _, d := range a.Dockets {
		others = others || d.Ecommerce.Mean+d.Other.Mean > 0
	}
	if !others && len(s.Firms) < rankedFrom {
		return
	}
	b.WriteString("\nThe authorities, by the dates of the window\n\n")
	t := newTable("docket", "cases", "of the firms", "of other e-commerce", "of other trade", "settled by firms", "decided", "most open at once")
	for _, d := range a.Dockets {
		t.Row(d.Route, whole(d.Opened.Mean), whole(d.Firms.Mean), whole(d.Ecommerce.Mean), whole(d.Other.Mean),
			whole(d.Settled.Mean), whole(d.Decided.Mean), whole(d.Peak.Mean))
	}
	show(b, t)
	fmt.Fprintf(b, "  e-commerce is %s %s of the consumer authority's cases; %s %s of referred cases are answered in time;\n  %s %s mass incidents a season\n\n",
		percent(a.EcommerceShare.Mean), interval(a.EcommerceShare, 1, percent),
		percent(a.ReplyWithin2h.Mean), interval(a.ReplyWithin2h, 1, percent),
		count(a.MassIncidents.Mean), interval(a.MassIncidents, 1e18, count))
	if len(s.Firms) < rankedFrom {
		return
	}
	t = newTable("to call in", "complaints per million", "", "rank", "among the first "+fmt.Sprint(a.CallIn.Places)+" in")
	for i, f := range a.CallIn.Firms {
		if i == 2*a.CallIn.Places {
			break
		}
		rank := fmt.Sprint(f.RankLo)
		if f.RankHi > f.RankLo {
			rank += fmt.Sprintf(" to %d", f.RankHi)
		}
		t.Row(f.Firm, count(f.PerMillion.Mean), interval(f.PerMillion, 1e18, count), rank, percent(f.Called.Mean)+" of seasons")
	}
	show(b, t)
}
