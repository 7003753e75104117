package main

import (
	"cmp"
	"slices"
	"strings"

	"peakready/models/result"
)

// rankedFrom is the number of firms with orders from which they are ranked.
const rankedFrom = 4

// ranking appends, where there are many firms, a table of them by complaints per
// million orders to the firm, which are enough to tell firms apart; those to the
// authority are a hundredfold fewer. Firms whose intervals overlap much may stand
// in an order of chance.
func ranking(b *strings.Builder, s result.Summary) {
	var firms []result.FirmSummary
	for _, f := range s.Firms {
		if f.Orders.Intentions.Mean > 0 {
			firms = append(firms, f)
		}
	}
	if len(firms) < rankedFrom {
		return
	}
	slices.SortStableFunc(firms, func(x, y result.FirmSummary) int {
		p, q := x.Complaints, y.Complaints
		return cmp.Or(
			descending(p.ToFirm.PerMillion.Mean, q.ToFirm.PerMillion.Mean),
			descending(p.ToAuthority.PerMillion.Mean, q.ToAuthority.PerMillion.Mean),
		)
	})
	b.WriteString("\nFirms by complaints per million orders, the most complained of first\n\n")
	t := newTable("firm", "to the firm", "", "to the authority", "", "orders", "late")
	for _, f := range firms {
		orders := f.Orders.Millions()
		cells := addressed(f.Name, result.Rare(f.Complaints.ToFirm.PerMillion, orders), result.Rare(f.Complaints.ToAuthority.PerMillion, orders))
		t.Row(append(cells, whole(f.Orders.Placed.Mean), percent(f.Delivery.LateShare.Mean))...)
	}
	show(b, t)
}

// descending compares figures, the greater first, what is not known last.
func descending(x, y float64) int {
	return cmp.Compare(y, x) // to which NaN is less than any number
}
