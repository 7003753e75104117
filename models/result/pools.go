package result

import (
	"fmt"
	"io"
)

// hour in milliseconds.
const hour = 3600 * second

// WritePools writes pools.csv: one row a pool, date and hour of the window, so
// that staffing can be read against the work hour by hour.
//
// offered (attempts), fresh (first attempts, redials not counted), answered,
// abandoned and answered_within_target are means over replications. service_level and
// mean_wait_s (of the answered) are of the contacts resolved in the hour,
// occupancy is busy agent-time over agent-time on duty with overtime, load the
// work offered in the hour over what the agents on duty can do in it: above 1
// the queue grows. All four weigh every contact or minute of all replications
// alike, and are empty where there is nothing to divide by. agents_on_duty is
// the mean number at the desk as planned, shrinkage taken off, overtime apart.
//
// Hours in which nothing happens in any replication are left out.
func (r *Run) WritePools(w io.Writer) error {
	header := []string{
		"firm", "pool", "channel", "date", "hour",
		"offered", "fresh", "answered", "abandoned", "answered_within_target",
		"service_level", "mean_wait_s", "occupancy", "agents_on_duty", "load",
	}
	return r.table(w, header, func(write func([]string) error) error {
		for f, firm := range r.Firms {
			for p, pool := range firm.Pools {
				for h := r.From * 24; h < (r.To+1)*24; h++ {
					sum := r.poolHour(f, p, h)
					if sum == (PoolHour{}) {
						continue
					}
					row := []string{firm.Name, pool.Name, pool.Channel, r.Date(h / 24), fmt.Sprintf("%02d:00", h%24)}
					if err := write(append(row, r.hourCells(&sum)...)); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
}

// poolHour adds up one hour since the start of a pool, over all replications.
func (r *Run) poolHour(f, p, h int) PoolHour {
	var sum PoolHour
	for i := range r.Trials {
		if hours := r.Trials[i].Firms[f].Pools[p].Hours; h < len(hours) {
			sum.Add(&hours[h])
		}
	}
	return sum
}

// hourCells are the figures of an hour that is the sum over replications.
func (r *Run) hourCells(sum *PoolHour) []string {
	n := int64(len(r.Trials))
	return []string{
		cell(ratio(sum.Offered, n)), cell(ratio(sum.Fresh, n)),
		cell(ratio(sum.Answered, n)), cell(ratio(sum.Abandoned, n)), cell(ratio(sum.Within, n)),
		cell(sum.serviceLevel()), cell(sum.meanWait()), cell(sum.occupancy()),
		cell(ratio(sum.Staffed, n) / hour), cell(ratio(sum.WorkOffered, sum.Capacity)),
	}
}
