package verify

import (
	"fmt"

	"peakready/models/result"
	"peakready/sim"
)

const (
	simmer  = "simmer tests (github r-simmer/simmer @4891224)"
	ciw     = "Ciw tests (github CiwPython/Ciw @05f1727)"
	byHand  = "by hand"
	goyal   = "Goyal, Vin and Cheng, start-time fair queueing, IEEE/ACM ToN 5 (1997) 690-704, fluid limit"
	lawName = "Law and Kelton, Simulation Modeling and Analysis, section 1.4.2"
)

// traces are the cases in which nothing is left to chance.
func traces() []experimentCase {
	cases := []experimentCase{
		{id: "DET-renege", file: "renege", model: "reneging", inputs: "calls every 7 min, 11 min, patience 3 min", source: ciw,
			follow: []string{"calls-20260601-0014-1", "calls-20260601-0028-1"}, figures: []figure{
				over("second call leaves, min", 17, sim.Minute, "calls-20260601-0014-1"),
				over("fourth call leaves, min", 31, sim.Minute, "calls-20260601-0028-1"),
			}},
		{id: "DET-sched2", file: "shift-gap", model: "shift gap", inputs: "one agent 5-10 and from 15 min; three calls at 0, 5 min", source: simmer,
			follow: three, figures: []figure{
				over("first is served, min", 10, sim.Minute, three[0]),
				over("second is served, min", 20, sim.Minute, three[1]),
				over("third is served, min", 25, sim.Minute, three[2]),
			}},
		{id: "DET-sched", file: "schedule", model: "capacity schedule", inputs: "1, 3, 1 agents from 0, 1, 2 h; three calls at 0, 2 h", source: simmer,
			follow: three, figures: []figure{
				over("first is served, h", 2, sim.Hour, three[0]),
				over("second is served, h", 3, sim.Hour, three[1]),
				over("third is served, h", 3, sim.Hour, three[2]),
			}},
		{id: "DET-pri", file: "priority-trace", model: "priority", inputs: "2 h each; two low at 0, one high at 1 h", source: simmer,
			follow: []string{"calls-20260601-0100-1"}, figures: []figure{
				over("the high one is served, h", 4, sim.Hour, "calls-20260601-0100-1"),
				{"mean wait of the low ones, h", 2, func(p *played) float64 { return meanWaitOf(1)(p) / 3600 }},
			}},
		{id: "DET-util", file: "utilisation", model: "utilisation under a schedule", inputs: "calls at 2 6 10 10 17 h of 4 2 6 6 3 h; one agent to 9, two to 23", source: ciw,
			figures: []figure{{"occupancy", 21.0 / 37, occupancy}}},
		{id: "LK-hand", file: "law-kelton", model: "single server by hand", inputs: "arrivals .4 1.6 2.1 3.8 4.0 5.6 h, services 2.0 .7 .2 1.1 3.7 .6", source: lawName,
			follow: []string{"sixth-20260601-0536-1"}, figures: []figure{
				{"mean delay, h", 0.95, func(p *played) float64 { return meanQueueTime(p) / 3600 }},
				over("sixth is served, h", 9.2, sim.Hour, "sixth-20260601-0536-1"),
			}},
		{id: "DET-finish", file: "shift-finish", model: "shift end, finish", inputs: "4 h of work at 0; one agent to 3 h and from 5 h", source: byHand,
			follow: three[:1], figures: []figure{
				over("is served, h", 4, sim.Hour, three[0]),
				{"overtime, h", 1, func(p *played) float64 { return float64(p.desk().Overtime) / float64(sim.Hour) }},
			}},
		{id: "DET-preempt", file: "shift-preempt", model: "shift end, preempt", inputs: "the same, resumed", source: byHand,
			follow: three[:1], figures: []figure{
				over("is served, h", 6, sim.Hour, three[0]),
				{"overtime, h", 0, func(p *played) float64 { return float64(p.desk().Overtime) / float64(sim.Hour) }},
			}},
		{id: "DET-temp", file: "temp", model: "learning", inputs: "4 h of work, a temp at 40% of full speed", source: byHand,
			follow: three[:1], figures: []figure{over("is served, h", 10, sim.Hour, three[0])}},
		{id: "DET-chats", file: "two-chats", model: "two chats at once", inputs: "60 min each at 0 and 30 min, 25% longer while both are open", source: byHand,
			follow: []string{"calls-20260601-0000-1", "calls-20260601-0030-1"}, figures: []figure{
				over("first is served, min", 67.5, sim.Minute, "calls-20260601-0000-1"),
				over("second is served, min", 97.5, sim.Minute, "calls-20260601-0030-1"),
			}},
		{id: "DET-batch", file: "batch-waves", model: "batches of two", inputs: "orders at 1, 2, 3, 4 h, a wave of two at 2 and 4 h, half an hour each", source: simmer,
			// The source's clock begins an hour later; its batch takes an hour.
			follow: hourly, figures: []figure{
				over("first batch, first order is packed, h", 2.5, sim.Hour, hourly[0]),
				over("first batch is packed, h", 3, sim.Hour, hourly[1]),
				over("second batch, first order is packed, h", 4.5, sim.Hour, hourly[2]),
				over("second batch is packed, h", 5, sim.Hour, hourly[3]),
			}},
		{id: "DET-redial", file: "redial-trace", model: "redialling", inputs: "busy to 60 min; patience 5 min, again 20 min later", source: byHand,
			follow: []string{"second-20260601-0010-1"}, figures: []figure{
				// 10-15, 35-40 unanswered, 60 answered at once, 1 minute.
				over("is served, min", 61, sim.Minute, "second-20260601-0010-1"),
				{"attempts given up", 2, func(p *played) float64 { return float64(p.desk().Abandoned) }},
			}},
	}
	backlog := experimentCase{id: "FLUID-1", file: "fluid-desk", model: "fluid backlog of a desk", inputs: "10k/day, 30k on days 1-3, capacity 12k/day", source: "fluid limit (Newell 1982, chapter 2), computed"}
	for _, c := range []struct {
		day  int
		left float64
	}{{3, 54000}, {10, 40000}, {20, 20000}, {29, 2000}, {30, 0}} {
		backlog.figures = append(backlog.figures, figure{fmt.Sprintf("contacts in the queue after day %d", c.day), c.left, inQueueAfter(c.day)})
	}
	warehouse := experimentCase{id: "FLUID-W", file: "fluid-line", model: "fluid backlog of a warehouse", inputs: "42k/day on 3 days, 14k/day on 4, capacity 22k/day", source: byHand}
	// The k-th parcel leaves at k/22,000 of a day, so the last of a full day at
	// midnight, which is the next day.
	for day, left := range []float64{20001, 40001, 60001, 52001, 44001, 36001, 28001, 6001, 0} {
		warehouse.figures = append(warehouse.figures, figure{fmt.Sprintf("parcels in the warehouse after day %d", day+1), left, func(p *played) float64 {
			return float64(p.line("warehouse").Days[day].Queue)
		}})
	}
	// While both wait, four of the first firm leave for one of the second. The 40,000 of
	// days 2 to 6 are 8,000 whole turns, so that the fluid answer is exact wherever the
	// first of them begins.
	hub := experimentCase{id: "FLUID-Q", file: "fluid-hub", model: "quotas at a hub", inputs: "20k parcels a day of two firms each, capacity 8k/day, quotas 4 and 1", source: goyal, figures: []figure{
		{"parcels of the first firm on days 2 to 6", 32000, deliveredOn(0, 2, 6)},
		{"parcels of the second firm on days 2 to 6", 8000, deliveredOn(1, 2, 6)},
	}}
	cases = append(cases, backlog, warehouse, hub)
	for i := range cases {
		cases[i].kind = Trace
	}
	return cases
}

// hourly are four orders, in the minute before each full hour.
var hourly = []string{"goods-20260601-0059-1", "goods-20260601-0159-1", "goods-20260601-0259-1", "goods-20260601-0359-1"}

// deliveredOn is a firm's parcels brought to the door on some days of the window,
// counted from 1.
func deliveredOn(firm, from, to int) func(*played) float64 {
	return func(p *played) float64 {
		n := int64(0)
		for _, row := range p.Firms[firm].Days[p.head.From+from-1 : p.head.From+to] {
			n += row[result.Delivered]
		}
		return float64(n)
	}
}

// three contacts at midnight.
var three = []string{"calls-20260601-0000-1", "second-20260601-0000-1", "third-20260601-0000-1"}

// over is the time at which a contact or the packing of an order that is followed
// is over.
func over(metric string, expected float64, unit sim.Time, order string) figure {
	return figure{metric, expected, func(p *played) float64 { return float64(p.served[order]) / float64(unit) }}
}
