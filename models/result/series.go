package result

import (
	"bufio"
	"encoding/csv"
	"io"
	"math"
	"slices"
	"strconv"

	"peakready/sim/stats"
)

// byteOrderMark makes spreadsheets read the file as UTF-8.
const byteOrderMark = "\ufeff"

// lineKinds are the kinds of line in series.csv, in an order's own order.
var lineKinds = [...]string{"warehouse", "hub", "station", "inspection"}

// WriteSeries writes series.csv: one row a date and firm, every simulated date
// included (column phase: warm_up, window, after).
//
// A counter's column is its mean over replications, by the date on which it
// happened; placed_p05 and placed_p95 are quantiles of placed over
// replications. Queues (parcels waiting when the day ends) and capacities (work
// units a day) are of the firm's lines and of those that firms share, whose
// figures therefore stand in every firm's row.
//
// Contacts of the service desk are given for all pools together (pools_*) and
// for each pool by its name; in a run of several firms, whose pools differ, by
// channel instead. A mean wait is that of all contacts answered on the date, a
// service level the share answered in time of all those resolved on it (answered
// or given up), each against its own pool's target. pools.csv has the hours.
func (r *Run) WriteSeries(w io.Writer) error {
	groups := r.poolGroups()
	header := []string{"date", "phase", "firm"}
	for c := Counter(0); c < Counters; c++ {
		header = append(header, c.String())
	}
	header = append(header, "placed_p05", "placed_p95")
	for _, kind := range lineKinds {
		header = append(header, kind+"_queue", kind+"_capacity")
	}
	for _, g := range groups {
		header = append(header, g.column+"_offered", g.column+"_answered", g.column+"_abandoned", g.column+"_service_level", g.column+"_mean_wait_s")
	}
	return r.table(w, header, func(write func([]string) error) error {
		for d := range r.NDays {
			for f := range r.Firms {
				row := []string{r.Date(d), r.phase(d), r.Firms[f].Name}
				row = append(row, r.counterCells(f, d)...)
				row = append(row, r.lineCells(f, d)...)
				for _, g := range groups {
					row = append(row, r.poolCells(f, d, g)...)
				}
				if err := write(row); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// WriteComplaints writes complaints.csv: one row a date, firm and cause.
//
// to_firm is the mean over replications of complaints lodged with the firm on
// the date, with its interval (no lower than 0), and to_authority that of complaints lodged with
// the authority; the columns by_order_date count them on the date of their
// order instead. example_order is the number of an order that complained on the
// date in replication example_replication: `peakready trace` tells its story.
func (r *Run) WriteComplaints(w io.Writer) error {
	header := []string{
		"date", "phase", "firm", "cause",
		"to_firm", "to_firm_lo", "to_firm_hi", "to_authority", "to_authority_lo", "to_authority_hi",
		"to_firm_by_order_date", "to_authority_by_order_date", "example_order", "example_replication",
	}
	return r.table(w, header, func(write func([]string) error) error {
		for d := range r.NDays {
			for f := range r.Firms {
				for c := Cause(0); c < Causes; c++ {
					firm := r.lodged(f, d, ToFirm(c))
					authority := r.lodged(f, d, ToAuthority(c))
					order, replication := r.example(f, d, c)
					if err := write([]string{
						r.Date(d), r.phase(d), r.Firms[f].Name, c.String(),
						cell(firm.Mean), cell(firm.Lo), cell(firm.Hi),
						cell(authority.Mean), cell(authority.Lo), cell(authority.Hi),
						cell(r.ordered(f, d, ToFirm(c))), cell(r.ordered(f, d, ToAuthority(c))),
						order, replication,
					}); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
}

// table writes the mark, a header and rows, as comma-separated UTF-8. Those of an
// approximate run say so in a last column of every row, so that a row keeps it
// wherever it is copied to.
func (r *Run) table(w io.Writer, header []string, rows func(write func([]string) error) error) error {
	b := bufio.NewWriter(w)
	if _, err := b.WriteString(byteOrderMark); err != nil {
		return err
	}
	c := csv.NewWriter(b)
	write := c.Write
	if r.Approximate != "" {
		header = append(header, "approximate")
		write = func(row []string) error { return c.Write(append(row, "quick run")) }
	}
	if err := c.Write(header); err != nil {
		return err
	}
	if err := rows(write); err != nil {
		return err
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return err
	}
	return b.Flush()
}

// cell writes a figure with at most four decimals; NaN is an empty cell.
func cell(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	s := strconv.FormatFloat(math.Round(v*1e4)/1e4, 'f', -1, 64)
	if s == "-0" {
		return "0"
	}
	return s
}

// phase says on which side of the window a day lies.
func (r *Run) phase(d int) string {
	switch {
	case d < r.From:
		return "warm_up"
	case d > r.To:
		return "after"
	}
	return "window"
}

// nothing is the row of a day that a trial does not have.
var nothing Row

// happened is firm f's counters of trial i by the date on which it happened.
func (r *Run) happened(i, f, d int) *Row { return rowAt(r.Trials[i].Firms[f].Days, d) }

// lodged estimates a counter of firm f on day d.
func (r *Run) lodged(f, d int, c Counter) stats.Estimate {
	return Clipped(r.over(func(i int) float64 { return float64(r.happened(i, f, d)[c]) }), math.Inf(1))
}

// ordered is the mean of a counter of firm f's orders placed on day d.
func (r *Run) ordered(f, d int, c Counter) float64 {
	var n int64
	for i := range r.Trials {
		n += rowAt(r.Trials[i].Firms[f].Cohorts, d)[c]
	}
	return ratio(n, int64(len(r.Trials)))
}

func rowAt(rows []Row, d int) *Row {
	if d >= len(rows) {
		return &nothing
	}
	return &rows[d]
}

// poolGroup is the pools that share columns of series.csv.
type poolGroup struct {
	column string // before _offered and so on
	holds  func(PoolHead) bool
}

// poolGroups are all pools together, and then each pool of the one firm, or
// each channel of several firms, in order of first appearance.
func (r *Run) poolGroups() []poolGroup {
	groups := []poolGroup{{"pools", func(PoolHead) bool { return true }}}
	taken := []string{"pools"}
	for _, f := range r.Firms {
		for _, p := range f.Pools {
			if len(r.Firms) > 1 {
				if !slices.Contains(taken, p.Channel) {
					taken = append(taken, p.Channel)
					groups = append(groups, poolGroup{p.Channel, func(q PoolHead) bool { return q.Channel == p.Channel }})
				}
				continue
			}
			column := p.Name
			for slices.Contains(taken, column) { // a pool that is called "pools"
				column = "pool_" + column
			}
			taken = append(taken, column)
			groups = append(groups, poolGroup{column, func(q PoolHead) bool { return q.Name == p.Name }})
		}
	}
	return groups
}

// counterCells are the means of the counters and the spread of placed orders.
func (r *Run) counterCells(f, d int) []string {
	var sum Row
	placed := make([]float64, len(r.Trials))
	for i := range r.Trials {
		row := r.happened(i, f, d)
		sum.Add(row)
		placed[i] = float64(row[Placed])
	}
	cells := make([]string, 0, Counters+2)
	for _, n := range sum {
		cells = append(cells, cell(ratio(n, int64(len(r.Trials)))))
	}
	slices.Sort(placed)
	return append(cells, cell(ranked(placed, 0.05)), cell(ranked(placed, 0.95)))
}

// ranked is the q-quantile of sorted values, the one of rank ceil(q n).
func ranked(sorted []float64, q float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	return sorted[max(1, int(math.Ceil(q*float64(len(sorted)))))-1]
}

// lineCells are the mean queue and capacity of each kind of line, of firm f's
// own lines and the shared ones together. No line of the kind: empty cells.
func (r *Run) lineCells(f, d int) []string {
	var cells []string
	for _, kind := range lineKinds {
		found := false
		var queue int64
		var capacity float64
		for l, head := range r.Lines {
			if head.Kind != kind || (head.Firm != f && head.Firm >= 0) {
				continue
			}
			found = true
			for i := range r.Trials {
				if days := r.Trials[i].Lines[l].Days; d < len(days) {
					queue += days[d].Queue
					capacity += days[d].Capacity
				}
			}
		}
		if n := len(r.Trials); found && n > 0 {
			cells = append(cells, cell(float64(queue)/float64(n)), cell(capacity/float64(n)))
		} else {
			cells = append(cells, "", "")
		}
	}
	return cells
}

// poolCells are the date's contacts of firm f's pools of a group.
func (r *Run) poolCells(f, d int, g poolGroup) []string {
	found := false
	var sum PoolHour
	for p, head := range r.Firms[f].Pools {
		if !g.holds(head) {
			continue
		}
		found = true
		for h := d * 24; h < (d+1)*24; h++ {
			hour := r.poolHour(f, p, h)
			sum.Add(&hour)
		}
	}
	if !found {
		return []string{"", "", "", "", ""}
	}
	n := int64(len(r.Trials))
	return []string{
		cell(ratio(sum.Offered, n)), cell(ratio(sum.Answered, n)), cell(ratio(sum.Abandoned, n)),
		cell(sum.serviceLevel()), cell(sum.meanWait()),
	}
}

// example is the first kept complaint of a cause that firm f's consumers
// lodged on day d, in the lowest replication that has one.
func (r *Run) example(f, d int, c Cause) (order, replication string) {
	for i := range r.Trials {
		for _, e := range r.Trials[i].Firms[f].Examples[c] {
			if int(e.Day) == d {
				return e.Order, strconv.Itoa(r.Trials[i].Replication)
			}
		}
	}
	return "", ""
}
