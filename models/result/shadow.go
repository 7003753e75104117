package result

import (
	"fmt"
	"io"
	"math"
)

// Shadow is what formulas say beside what was simulated: of every pool Erlang A
// for each hour by itself, of every line the fluid backlog day by day; and where
// they mislead most.
type Shadow struct {
	Pools []PoolShadow // firm by firm, pool by pool
	Lines []LineShadow // in the order of the run's lines
}

// PoolShadow is Erlang A of a pool.
type PoolShadow struct {
	Firm, Pool int
	Hours      []HourShadow // of the window, from its first midnight
	Gaps       []Gap        // the largest, first the worst
}

// HourShadow is one hour of a pool as Erlang A has it. Its contacts are first
// attempts, the mean over replications; agents and what they can do are those on
// duty. Where nobody is on duty or nobody comes, and in a slow pool, the shares are NaN.
type HourShadow struct {
	Contacts     float64 // first attempts
	Erlangs      float64 // work that they ask for, in places of agents busy all the time
	Places       float64 // agents on duty times the contacts that each has at once
	ServiceLevel float64 // in [0, 1], of all offered
	Abandonment  float64 // in [0, 1]
	Waiting      float64 // contacts that waited when the hour began, simulated
}

// Slow says that a pool's contacts are to be answered within more than an hour, as
// letters are: a steady hour says nothing of a clock of hours or days, so that Erlang
// A tells its offered load alone.
func (p *PoolHead) Slow() bool { return p.Target > 3600*second }

// LineShadow is the fluid backlog of a line: mean arrivals and capacity of the
// replications, hour by hour from the start of the run, read at midnight.
type LineShadow struct {
	Days []float64 // of the window, parcels at the end of the day
	Gaps []Gap
}

// Gap is where a formula and the simulation part: an hour of a pool, counted from
// the window's first midnight, or a day of a line.
type Gap struct {
	At                 int
	Simulated, Formula float64 // share answered in time; or parcels waiting
	// Amount is what the formula says too much: contacts answered in time in that
	// hour, or parcels waiting, the mean of a season; below 0 too little.
	Amount  float64
	Reasons []string // found in the figures of that hour or day
}

// WriteShadow writes shadow.csv: a row for every pool, date and hour of the
// window in which somebody comes or is on duty. contacts are first attempts and
// offered_load_erlangs the work they ask for, places the agents on duty times
// the contacts each has at once, means over replications; waiting_at_start is
// simulated. Simulated figures are those of pools.csv; where nobody is on duty shares
// are blank, and those of Erlang A in a slow pool too.
func (r *Run) WriteShadow(w io.Writer) error {
	header := []string{"firm", "pool", "date", "hour", "contacts", "offered_load_erlangs", "places", "waiting_at_start",
		"service_level_simulated", "service_level_erlang_a", "abandonment_simulated", "abandonment_erlang_a"}
	return r.table(w, header, func(write func([]string) error) error {
		for i := range r.Shadow.Pools {
			p := &r.Shadow.Pools[i]
			firm := r.Firms[p.Firm]
			for k := range p.Hours {
				h, sum := &p.Hours[k], r.poolHour(p.Firm, p.Pool, r.From*24+k)
				if sum == (PoolHour{}) {
					continue
				}
				inTime, gaveUp := r.PoolHourShares(p.Firm, p.Pool, r.From*24+k)
				if h.Places == 0 { // who gives up after hours is no service of that hour
					inTime, gaveUp = math.NaN(), math.NaN()
				}
				if err := write([]string{firm.Name, firm.Pools[p.Pool].Name, r.Date(r.From + k/24), fmt.Sprintf("%02d:00", k%24),
					cell(h.Contacts), cell(h.Erlangs), cell(h.Places), cell(h.Waiting),
					cell(inTime), cell(h.ServiceLevel), cell(gaveUp), cell(h.Abandonment)}); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// WriteLineShadow writes shadow-lines.csv: a row for every line and date of the
// window with its arrivals, capacity and the parcels that wait at the end of the
// day, simulated and as a fluid; means over replications.
func (r *Run) WriteLineShadow(w io.Writer) error {
	header := []string{"line", "kind", "date", "entered", "capacity", "waiting_simulated", "waiting_fluid"}
	return r.table(w, header, func(write func([]string) error) error {
		for l := range r.Shadow.Lines {
			for k, fluid := range r.Shadow.Lines[l].Days {
				d := r.LineMean(l, r.From+k)
				if err := write([]string{r.Lines[l].Name, r.Lines[l].Kind, r.Date(r.From + k), cell(d.Entered), cell(d.Capacity), cell(d.Waiting), cell(fluid)}); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// LineMeans are the means over replications of a line's day, in parcels.
type LineMeans struct{ Entered, Left, Capacity, Waiting float64 }

// LineMean gives the means of a line on a day since the start.
func (r *Run) LineMean(line, day int) (m LineMeans) {
	n := float64(len(r.Trials))
	for i := range r.Trials {
		if days := r.Trials[i].Lines[line].Days; day < len(days) {
			d := &days[day]
			m.Entered += float64(d.Entered) / n
			m.Left += float64(d.Left) / n
			m.Capacity += d.Capacity / n
			m.Waiting += float64(d.Queue) / n
		}
	}
	return m
}

// PoolHourShares are the simulated shares of an hour since the start, over all
// replications: answered in time, and given up, of the contacts resolved in it.
func (r *Run) PoolHourShares(firm, pool, hour int) (inTime, gaveUp float64) {
	sum := r.poolHour(firm, pool, hour)
	if sum.resolved() == 0 {
		return math.NaN(), math.NaN()
	}
	return sum.serviceLevel(), sum.abandonment()
}
