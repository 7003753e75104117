package plots

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"peakready/models/result"
	"peakready/sim/stats"
)

// table has a head and rows; a cell sorts by its value.
type table struct {
	Head []string
	Rows [][]cell
}

// Wordy says whether a column has sentences, which begin at its left edge.
func (t table) Wordy(column int) bool {
	return slices.ContainsFunc(t.Rows, func(row []cell) bool { return column < len(row) && row[column].Long })
}

type cell struct {
	Text  string
	Range string // the interval, "" without one
	Sort  string // what a click on the head sorts by; numbers in full, "" sorts last
	Link  string // id of the part of the page that the cell leads to
	Long  bool   // words that may break over lines
	Name  bool   // the first cell of a row, which names it
}

// text and number make cells.
func text(s string) cell { return cell{Text: s, Sort: s, Name: true} }

// sentence makes a cell of words that may break over lines.
func sentence(s string) cell { return cell{Text: s, Sort: s, Long: true} }

func number(e stats.Estimate, write func(float64) string) cell {
	if math.IsNaN(e.Mean) {
		return cell{Text: "–"}
	}
	c := cell{Text: write(e.Mean), Sort: sortKey(e.Mean)}
	if lo, hi := write(max(0, e.Lo)), write(e.Hi); known(e) && (lo != c.Text || hi != c.Text) {
		c.Range = "(" + lo + "–" + hi + ")"
		if e.Mean == 0 && e.Lo == 0 { // nothing was counted
			c.Range = "(up to " + hi + ")"
		}
	}
	return c
}

// share makes a cell of a share, whose interval ends at 0 and 1.
func share(e stats.Estimate) cell { return number(result.Clipped(e, 1), inPercent) }

// busy makes a cell of a share of working time, whose interval ends at 100% unless
// the mean itself is above.
func busy(e stats.Estimate) cell {
	if e.Mean > 1 {
		return number(e, inPercent)
	}
	return share(e)
}

func sortKey(v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// Writers of numbers with a unit.
func inDays(v float64) string     { return significant(v, 2) + " d" }
func inSeconds(v float64) string  { return span(v * 1000) }
func inYuan(v float64) string     { return "¥" + exact(round(v)) }
func whole(v float64) string      { return exact(round(v)) }
func inThousand(v float64) string { return significant(v, 1) }

// inPercent writes a share with a decimal, or as figures do where it is small.
func inPercent(share float64) string {
	if share < 0.0995 || share > 0.8995 {
		return pct(share)
	}
	return trim(strconv.FormatFloat(100*share, 'f', 1, 64)) + "%"
}

// exact writes a number with three digits that matter, one more than figures
// have, so that an interval shows: 843, 8.44k, 84.4k, 844k.
func exact(v float64) string {
	for _, s := range scales {
		if x := v / s.size; x >= 0.9995 {
			return trim(strconv.FormatFloat(x, 'f', max(0, 2-int(math.Log10(x*1.0005))), 64)) + s.unit
		}
	}
	return count(v)
}

// numberTable holds the key numbers of a firm.
func numberTable(s subject) table {
	f := s.summary()
	t := table{Head: []string{"Key number", "Mean (95% interval)"}}
	add := func(name string, e stats.Estimate, write func(float64) string) {
		t.Rows = append(t.Rows, []cell{text(name), number(e, write)})
	}
	if hasOrders(s.run, s.firm) {
		add("Orders placed", f.Orders.Placed, whole)
		add("Orders lost before they were placed", f.Orders.Lost, whole)
		add("Orders cancelled", f.Orders.Cancelled, whole)
		add("Orders delivered", f.Orders.Delivered, whole)
		add("Orders still open at the end", f.Orders.InFlight, whole)
		add("Deliveries past the promised date", result.Clipped(f.Delivery.LateShare, 1), inPercent)
		add("Order to door, mean", f.Delivery.Lead, inDays)
		add("Order to door, 95% within", f.Delivery.LeadP95, inDays)
		add("Days late of late deliveries, mean", f.Delivery.DaysLate, inDays)
		add("Complaints to the firm", f.Complaints.ToFirm.Total, whole)
		add("Complaints to the firm per million orders", f.Complaints.ToFirm.PerMillion, whole)
		add("Complaints to the authority", f.Complaints.ToAuthority.Total, whole)
		add("Complaints to the authority per million orders", f.Complaints.ToAuthority.PerMillion, whole)
		add("Refunds paid", f.Refund.Paid, whole)
		add("Refunds within 7 days of the goods’ arrival", result.Clipped(f.Refund.Within7d, 1), inPercent)
	}
	if !hasOrders(s.run, s.firm) {
		add("Complaints of waiting per 1,000 contacts", waitingComplaints(s), inThousand)
	}
	add("Cost of staff", f.Costs.Staff, inYuan)
	add("Cost of temporary staff", f.Costs.Temps, inYuan)
	if hasOrders(s.run, s.firm) {
		add("Cost of warehouses", f.Costs.Warehouse, inYuan)
		add("Cost of stock on the shelf", f.Costs.Stock, inYuan)
		add("Cost of the checkout", f.Costs.Storefront, inYuan)
		add("Cost of carriers", f.Costs.Carriers, inYuan)
		add("Cost of returns: inspection and write-down", f.Costs.Returns, inYuan)
		add("Compensation paid and not recovered", f.Costs.Compensation, inYuan)
		add("Margin of orders cancelled or refunded", f.Costs.Refunds, inYuan)
		add("Margin of orders never placed", f.Costs.LostMargin, inYuan)
	}
	if f.Costs.Contingency.Mean > 0 {
		add("Cost of contingency rules", f.Costs.Contingency, inYuan)
	}
	add("Cost in all", f.Costs.Total, inYuan)
	return t
}

// waitingComplaints is the number of complaints to the firm that have waiting
// itself for their cause, per 1,000 contacts of the window (redials are not
// contacts of their own). A contact centre alone has no orders to set them
// against.
func waitingComplaints(s subject) stats.Estimate {
	return estimate(s.run, func(t *result.Trial) float64 {
		var sum result.Row
		for day := s.run.From; day <= s.run.To; day++ {
			sum.Add(&t.Firms[s.firm].Cohorts[day])
		}
		return 1000 * float64(sum[result.FirmService]) / float64(sum[result.Contacts]) // NaN without contacts
	})
}

// causeTable holds complaints by cause.
func causeTable(s subject) table {
	c, orders := s.summary().Complaints, s.summary().Orders.Millions()
	t := table{Head: []string{"Complaints for", "To the firm", "per million orders", "To the authority", "per million orders"}}
	for k := range result.Cause(result.Causes) {
		t.Rows = append(t.Rows, []cell{text(causeNames[k]),
			number(c.ToFirm.ByCause.Of(k), whole), number(result.Rare(c.ToFirm.PerMillionByCause.Of(k), orders), whole),
			number(c.ToAuthority.ByCause.Of(k), whole), number(result.Rare(c.ToAuthority.PerMillionByCause.Of(k), orders), whole)})
	}
	return t
}

// poolTable holds the pools of a firm.
func poolTable(s subject) table {
	t := table{Head: []string{"Pool", "Answered in time", "Target", "Left unanswered", "Mean wait", "95% answered within", "Offered", "Occupancy", "Channel"}}
	for _, p := range s.summary().Pools {
		t.Rows = append(t.Rows, []cell{text(p.Name), share(p.ServiceLevel), {Text: inSeconds(p.Target), Sort: sortKey(p.Target)},
			share(p.Abandonment), number(p.MeanWait, inSeconds), number(p.P95Wait, inSeconds),
			number(p.Offered, whole), busy(p.Occupancy), {Text: p.Channel, Sort: p.Channel}})
	}
	return t
}

// lineTable holds all lines of the run.
func lineTable(sum *result.Summary) table {
	t := table{Head: []string{"Line", "Kind", "Firm", "Greatest backlog, parcels", "Utilisation"}}
	for _, l := range sum.Lines {
		owner := "shared"
		if l.Firm != nil {
			owner = *l.Firm
		}
		t.Rows = append(t.Rows, []cell{text(l.Name), {Text: l.Kind, Sort: l.Kind}, {Text: owner, Sort: owner},
			number(l.PeakQueue, whole), busy(l.Utilisation)})
	}
	return t
}

// trialTable holds the fingerprint of each replication.
func trialTable(run *result.Run) table {
	t := table{Head: []string{"Replication", "Events", "Fingerprint"}}
	for i := range run.Trials {
		k := &run.Trials[i]
		t.Rows = append(t.Rows, []cell{{Text: strconv.Itoa(k.Replication), Sort: strconv.Itoa(k.Replication), Name: true},
			{Text: count(float64(k.Events)), Sort: uintString(k.Events)}, {Text: fmt.Sprintf("%016x", k.Fingerprint), Sort: fmt.Sprintf("%016x", k.Fingerprint)}})
	}
	return t
}
