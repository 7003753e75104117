package verify

import (
	"math"

	"peakready/sim/queueing"
)

// formula is a figure of sim/queueing.
type formula struct {
	id, model, inputs, metric, source string
	expected, tolerance               float64
	got                               func() float64
}

func (f formula) row() Row {
	r := Row{
		ID: f.id, Model: f.model, Inputs: f.inputs, Metric: f.metric, Source: f.source, Kind: Formula,
		Expected: f.expected, Got: f.got(), Tolerance: f.tolerance, SE: math.NaN(), Z: math.NaN(), Verdict: Failed,
	}
	if math.Abs(r.Got-r.Expected) <= r.Tolerance {
		r.Verdict = Proven
	}
	return r
}

func minimumC(lambda, mu float64, t queueing.Target) float64 {
	return orNaN(queueing.MinimumServersC(lambda, mu, t))
}

func minimumA(lambda, mu, theta float64, t queueing.Target) float64 {
	return orNaN(queueing.MinimumServersA(lambda, mu, theta, t))
}

// orNaN is a number that could not be computed, and so agrees with none.
func orNaN(n int, err error) float64 {
	if err != nil {
		return math.NaN()
	}
	return float64(n)
}

// constant is 50 agents, a service of 1 and patience of exactly d.
func constant(lambda, d float64) *queueing.ImpatientSolution {
	s, err := queueing.ImpatientMMn{Lambda: lambda, Mu: 1, Servers: 50, Survival: queueing.DeterministicSurvival(d), Breaks: []float64{d}}.Solve()
	if err != nil {
		panic(err) // the parameters are constants
	}
	return s
}

// surge is the mean queue at t hours of TV1.
func surge(t float64) float64 {
	q, err := surgeOfTV1().Run([]float64{t})
	if err != nil {
		panic(err)
	}
	return q[0].AtEnd.Queue
}

// surgeOfTV1: 20 calls an hour, 60 from 2 to 4 h, 20 to 8 h, none after; 15
// minutes each, 8 agents.
func surgeOfTV1() queueing.TimeVarying {
	return queueing.TimeVarying{
		Lambda: func(t float64) float64 {
			switch {
			case t >= 2 && t < 4:
				return 60
			case t < 8:
				return 20
			}
			return 0
		},
		Servers: func(float64) int { return 8 }, Mu: 4, Breaks: []float64{2, 4, 8},
	}
}

func fluid() *queueing.FluidPath {
	p, err := queueing.Fluid{Steps: []queueing.FluidStep{{Length: 3, Arrivals: 30000, Capacity: 12000}, {Length: 27, Arrivals: 10000, Capacity: 12000}}}.Path()
	if err != nil {
		panic(err)
	}
	return p
}

// formulas hold sim/queueing against published figures; tolerances are the
// reference's own or a
// unit of the last digits that it prints.
func formulas() []formula {
	return []formula{
		{"EB-1-1", "Erlang B", "1 erlangs, 1 lines", "blocking", pyworkforce, 0.5, 1e-12, func() float64 { return queueing.ErlangB(1, 1) }},
		{"EB-1-2", "Erlang B", "1 erlangs, 2 lines", "blocking", pyworkforce, 0.2, 1e-12, func() float64 { return queueing.ErlangB(1, 2) }},
		{"EB-10-10", "Erlang B", "10 erlangs, 10 lines", "blocking", "B(n) = A B(n-1)/(n + A B(n-1))", 0.21458234, 1e-8, func() float64 { return queueing.ErlangB(10, 10) }},
		{"EB-10-14", "Erlang B", "10 erlangs, 14 lines", "blocking", "B(n) = A B(n-1)/(n + A B(n-1))", 0.056819143, 1e-8, func() float64 { return queueing.ErlangB(10, 14) }},
		{"EB-10-17", "Erlang B", "10 erlangs, 17 lines", "blocking", "B(n) = A B(n-1)/(n + A B(n-1))", 0.012948875, 1e-8, func() float64 { return queueing.ErlangB(10, 17) }},
		{"EB-20-30", "Erlang B", "20 erlangs, 30 lines", "blocking", "B(n) = A B(n-1)/(n + A B(n-1))", 0.0084574983, 1e-8, func() float64 { return queueing.ErlangB(20, 30) }},
		{"EB-100-100", "Erlang B", "100 erlangs, 100 lines", "blocking", "B(n) = A B(n-1)/(n + A B(n-1))", 0.075700453, 1e-8, func() float64 { return queueing.ErlangB(100, 100) }},
		{"EB-req-10-0.02", "Erlang B sizing", "10 erlangs, at most 2% blocked", "lines", pyworkforce, 17, 0, func() float64 { return float64(queueing.ErlangBServers(10, 0.02)) }},
		{"EB-req-8-0.01", "Erlang B sizing", "8 erlangs, at most 1% blocked", "lines", pyworkforce, 15, 0, func() float64 { return float64(queueing.ErlangBServers(8, 0.01)) }},
		{"EB-req-12-0.02", "Erlang B sizing", "12 erlangs, at most 2% blocked", "lines", pyworkforce, 19, 0, func() float64 { return float64(queueing.ErlangBServers(12, 0.02)) }},
		{"EB-req-shrink", "positions", "17 agents, shrinkage 30%", "positions", pyworkforce, 25, 0, func() float64 { return float64(queueing.Positions(17, 0.3)) }},
		{"EC-pw", "Erlang C", "100 contacts in 30 min, 3 min, 14 agents", "P(wait)", pyworkforce, 0.17413193, 1e-8, func() float64 {
			return queueing.ErlangC{Lambda: 100.0 / 30, Mu: 1.0 / 3, Servers: 14}.WaitProbability()
		}},
		{"EC-pw", "Erlang C", "100 contacts in 30 min, 3 min, 14 agents", "P(wait <= 20 s)", pyworkforce, 0.88835002, 1e-8, func() float64 {
			return queueing.ErlangC{Lambda: 100.0 / 30, Mu: 1.0 / 3, Servers: 14}.ServiceLevel(1.0 / 3)
		}},
		{"EC-pw", "Erlang C", "100 contacts in 30 min, 3 min, 14 agents", "occupancy", pyworkforce, 0.71428571, 1e-8, func() float64 { return queueing.ErlangC{Lambda: 100.0 / 30, Mu: 1.0 / 3, Servers: 14}.Occupancy() }},
		{"EC-pw", "Erlang C", "100 contacts in 30 min, 3 min, 14 agents", "mean wait, min", pyworkforce, 0.13059895, 1e-8, func() float64 { return queueing.ErlangC{Lambda: 100.0 / 30, Mu: 1.0 / 3, Servers: 14}.MeanWait() }},
		{"EC-pw", "Erlang C", "100 contacts in 30 min, 3 min, 14 agents", "95% point of the wait, min", pyworkforce, 0.93584268, 1e-7, func() float64 {
			return queueing.ErlangC{Lambda: 100.0 / 30, Mu: 1.0 / 3, Servers: 14}.WaitQuantile(0.95)
		}},
		{"EC-pw-15", "Erlang C", "same, 15 agents", "P(wait)", pyworkforce, 0.10204237, 1e-8, func() float64 {
			return queueing.ErlangC{Lambda: 100.0 / 30, Mu: 1.0 / 3, Servers: 15}.WaitProbability()
		}},
		{"EC-pw-raw", "Erlang C sizing", "same, 80% in 20 s, occupancy at most 85%", "agents", pyworkforce, 14, 0, func() float64 {
			return minimumC(100.0/30, 1.0/3, queueing.Target{Level: 0.8, Within: 1.0 / 3, MaxOccupancy: 0.85})
		}},
		{"MMC-9-5-2", "M/M/2", "lambda 9, mu 5", "Lq", "GNU Octave queueing package tests (github mmarzolla/queueing @5de78ea)", 7.6736842, 1e-7, func() float64 { return queueing.ErlangC{Lambda: 9, Mu: 5, Servers: 2}.MeanQueue() }},
		{"MMC-9-5-2", "M/M/2", "lambda 9, mu 5", "W", "GNU Octave queueing package tests (github mmarzolla/queueing @5de78ea)", 1.0526316, 1e-7, func() float64 { return queueing.ErlangC{Lambda: 9, Mu: 5, Servers: 2}.MeanSojourn() }},
		{"MMC-9-5-4", "M/M/4", "lambda 9, mu 5", "Lq", "GNU Octave queueing package tests (github mmarzolla/queueing @5de78ea)", 0.10516389, 1e-7, func() float64 { return queueing.ErlangC{Lambda: 9, Mu: 5, Servers: 4}.MeanQueue() }},
		{"MMC-9-5-4", "M/M/4", "lambda 9, mu 5", "W", "GNU Octave queueing package tests (github mmarzolla/queueing @5de78ea)", 0.21168488, 1e-7, func() float64 { return queueing.ErlangC{Lambda: 9, Mu: 5, Servers: 4}.MeanSojourn() }},
		{"MMC-1-1.25-1", "M/M/1", "lambda 1, mu 1.25", "Wq", "inputs of the Ciw and queuecomputer tutorials, computed", 3.2, 1e-7, func() float64 { return queueing.ErlangC{Lambda: 1, Mu: 1.25, Servers: 1}.MeanWait() }},
		{"MMC-1-1.25-3", "M/M/3", "lambda 1, mu 1.25", "Wq", "inputs of the Ciw and queuecomputer tutorials, computed", 0.018920916, 1e-7, func() float64 { return queueing.ErlangC{Lambda: 1, Mu: 1.25, Servers: 3}.MeanWait() }},
		{"MMC-1-0.4-3", "M/M/3", "lambda 1, mu 0.4", "Wq", "inputs of the Ciw and queuecomputer tutorials, computed", 3.511236, 1e-7, func() float64 { return queueing.ErlangC{Lambda: 1, Mu: 0.4, Servers: 3}.MeanWait() }},
		{"MMC-0.2-0.1-3", "M/M/3", "lambda 0.2, mu 0.1", "Wq", "inputs of the Ciw and queuecomputer tutorials, computed", 4.4444444, 1e-7, func() float64 { return queueing.ErlangC{Lambda: 0.2, Mu: 0.1, Servers: 3}.MeanWait() }},
		{"MMC-0.2-0.1-4", "M/M/4", "lambda 0.2, mu 0.1", "Wq", "inputs of the Ciw and queuecomputer tutorials, computed", 0.86956522, 1e-7, func() float64 { return queueing.ErlangC{Lambda: 0.2, Mu: 0.1, Servers: 4}.MeanWait() }},
		{"LK-mm1-099", "M/M/1", "interarrival 1/1.98, service 0.5 min", "Wq, min", "Law and Kelton, section 1.4.7", 49.5, 1e-9, func() float64 { return queueing.ErlangC{Lambda: 1.98, Mu: 2, Servers: 1}.MeanWait() }},
		{"EA-pw14", "Erlang A", "100 contacts in 30 min, 3 min, 14 agents, patience 5 min", "P(wait)", pyworkforce, 0.14526011, 1e-8, func() float64 {
			return queueing.ErlangA{Lambda: 100.0 / 30, Mu: 1.0 / 3, Theta: 0.2, Servers: 14}.WaitProbability()
		}},
		{"EA-pw14", "Erlang A", "100 contacts in 30 min, 3 min, 14 agents, patience 5 min", "P(abandon)", pyworkforce, 0.013983744, 1e-8, func() float64 {
			return queueing.ErlangA{Lambda: 100.0 / 30, Mu: 1.0 / 3, Theta: 0.2, Servers: 14}.Abandonment()
		}},
		{"EA-pw14", "Erlang A", "100 contacts in 30 min, 3 min, 14 agents, patience 5 min", "occupancy", pyworkforce, 0.70429733, 1e-8, func() float64 {
			return queueing.ErlangA{Lambda: 100.0 / 30, Mu: 1.0 / 3, Theta: 0.2, Servers: 14}.Occupancy()
		}},
		{"EA-pw14", "Erlang A", "100 contacts in 30 min, 3 min, 14 agents, patience 5 min", "mean time in queue, min", pyworkforce, 0.069918721, 1e-8, func() float64 {
			return queueing.ErlangA{Lambda: 100.0 / 30, Mu: 1.0 / 3, Theta: 0.2, Servers: 14}.MeanWait()
		}},
		{"EA-pw14", "Erlang A", "100 contacts in 30 min, 3 min, 14 agents, patience 5 min", "P(served within 20 s)", pyworkforce, 0.91679209, 1e-8, func() float64 {
			return queueing.ErlangA{Lambda: 100.0 / 30, Mu: 1.0 / 3, Theta: 0.2, Servers: 14}.ServiceLevel(1.0 / 3)
		}},
		{"EA-pw13", "Erlang A", "same, 13 agents", "P(abandon)", pyworkforce, 0.024963304, 1e-8, func() float64 {
			return queueing.ErlangA{Lambda: 100.0 / 30, Mu: 1.0 / 3, Theta: 0.2, Servers: 13}.Abandonment()
		}},
		{"EA-crit", "Erlang A", "lambda 100, mu 1, theta 1, 100 agents", "P(wait)", "P(Poisson(100) >= 100)", 0.5132988, 1e-7, func() float64 { return queueing.ErlangA{Lambda: 100, Mu: 1, Theta: 1, Servers: 100}.WaitProbability() }},
		{"EA-ED", "Erlang A", "lambda 120, mu 1, theta 0.5, 100 agents", "mean queue", "computed; fluid limit 40", 40.029751, 1e-6, func() float64 { return queueing.ErlangA{Lambda: 120, Mu: 1, Theta: 0.5, Servers: 100}.MeanQueue() }},
		{"STAFF-C-60", "Erlang C sizing", "60 contacts/h, 300 s, 80% in 20 s", "agents", "computed", 8, 0, func() float64 {
			return minimumC(60.0/3600, 1.0/300, queueing.Target{Level: 0.8, Within: 20, MaxOccupancy: 1})
		}},
		{"STAFF-A-60", "Erlang A sizing", "60 contacts/h, 300 s, patience 120 s, 80% in 20 s", "agents", "computed", 7, 0, func() float64 {
			return minimumA(60.0/3600, 1.0/300, 1.0/120, queueing.Target{Level: 0.8, Within: 20, MaxOccupancy: 1})
		}},
		{"STAFF-C-300", "Erlang C sizing", "300 contacts/h, 300 s, 80% in 20 s", "agents", "computed", 30, 0, func() float64 {
			return minimumC(300.0/3600, 1.0/300, queueing.Target{Level: 0.8, Within: 20, MaxOccupancy: 1})
		}},
		{"STAFF-A-300", "Erlang A sizing", "300 contacts/h, 300 s, patience 120 s, 80% in 20 s", "agents", "computed", 27, 0, func() float64 {
			return minimumA(300.0/3600, 1.0/300, 1.0/120, queueing.Target{Level: 0.8, Within: 20, MaxOccupancy: 1})
		}},
		{"STAFF-C-1200", "Erlang C sizing", "1200 contacts/h, 300 s, 80% in 20 s", "agents", "computed", 108, 0, func() float64 {
			return minimumC(1200.0/3600, 1.0/300, queueing.Target{Level: 0.8, Within: 20, MaxOccupancy: 1})
		}},
		{"STAFF-A-1200", "Erlang A sizing", "1200 contacts/h, 300 s, patience 120 s, 80% in 20 s", "agents", "computed", 98, 0, func() float64 {
			return minimumA(1200.0/3600, 1.0/300, 1.0/120, queueing.Target{Level: 0.8, Within: 20, MaxOccupancy: 1})
		}},
		{"HW-0.25", "Halfin-Whitt", "beta 0.25", "limit of P(wait)", "Halfin and Whitt 1981, equation 2.3", 0.72093211, 1e-8, func() float64 { return queueing.HalfinWhitt(0.25) }},
		{"HW-0.5", "Halfin-Whitt", "beta 0.5", "limit of P(wait)", "Halfin and Whitt 1981, equation 2.3", 0.50453864, 1e-8, func() float64 { return queueing.HalfinWhitt(0.5) }},
		{"HW-1", "Halfin-Whitt", "beta 1", "limit of P(wait)", "Halfin and Whitt 1981, equation 2.3", 0.22336127, 1e-8, func() float64 { return queueing.HalfinWhitt(1) }},
		{"HW-2", "Halfin-Whitt", "beta 2", "limit of P(wait)", "Halfin and Whitt 1981, equation 2.3", 0.026881362, 1e-8, func() float64 { return queueing.HalfinWhitt(2) }},
		{"GAR-0.2--1", "Garnett", "theta/mu 0.2, beta -1", "limit of P(wait)", "Garnett, Mandelbaum and Reiman 2002", 0.990368, 1e-7, func() float64 { return queueing.Garnett(-1, 0.2) }},
		{"GAR-0.2-1", "Garnett", "theta/mu 0.2, beta 1", "limit of P(wait)", "Garnett, Mandelbaum and Reiman 2002", 0.19928697, 1e-8, func() float64 { return queueing.Garnett(1, 0.2) }},
		{"GAR-1--1", "Garnett", "theta/mu 1, beta -1", "limit of P(wait)", "Garnett, Mandelbaum and Reiman 2002", 0.84134475, 1e-8, func() float64 { return queueing.Garnett(-1, 1) }},
		{"GAR-1-1", "Garnett", "theta/mu 1, beta 1", "limit of P(wait)", "Garnett, Mandelbaum and Reiman 2002", 0.15865525, 1e-8, func() float64 { return queueing.Garnett(1, 1) }},
		{"GAR-5-0", "Garnett", "theta/mu 5, beta 0", "limit of P(wait)", "Garnett, Mandelbaum and Reiman 2002", 0.30901699, 1e-8, func() float64 { return queueing.Garnett(0, 5) }},
		{"GAR-5-1", "Garnett", "theta/mu 5, beta 1", "limit of P(wait)", "Garnett, Mandelbaum and Reiman 2002", 0.10445663, 1e-8, func() float64 { return queueing.Garnett(1, 5) }},
		{"MMNG-D0.1", "M/M/50+D", "48/min, 1 min, patience exactly 0.1 min", "P(wait)", zeltyn, 0.3272477298, 1e-6, func() float64 { return constant(48, 0.1).WaitProbability() }},
		{"MMNG-D0.1", "M/M/50+D", "48/min, 1 min, patience exactly 0.1 min", "P(abandon)", zeltyn, 0.0500756321, 1e-6, func() float64 { return constant(48, 0.1).Abandonment() }},
		{"MMNG-D0.1", "M/M/50+D", "48/min, 1 min, patience exactly 0.1 min", "mean time in queue, min", zeltyn, 0.0184045235, 1e-6, func() float64 { return constant(48, 0.1).MeanWait() }},
		{"MMNG-D0.5", "M/M/50+D", "48/min, 1 min, patience exactly 0.5 min", "P(wait)", zeltyn, 0.595167693, 1e-6, func() float64 { return constant(48, 0.5).WaitProbability() }},
		{"MMNG-D0.5", "M/M/50+D", "48/min, 1 min, patience exactly 0.5 min", "P(abandon)", zeltyn, 0.0135397564, 1e-6, func() float64 { return constant(48, 0.5).Abandonment() }},
		{"MMNG-D0.5", "M/M/50+D", "48/min, 1 min, patience exactly 0.5 min", "mean time in queue, min", zeltyn, 0.1283368912, 1e-6, func() float64 { return constant(48, 0.5).MeanWait() }},
		{"MMNG-Dover", "M/M/50+D", "60/min, 1 min, patience exactly 0.5 min", "P(wait)", zeltyn, 0.9959205226, 1e-6, func() float64 { return constant(60, 0.5).WaitProbability() }},
		{"MMNG-Dover", "M/M/50+D", "60/min, 1 min, patience exactly 0.5 min", "P(abandon)", zeltyn, 0.1669240248, 1e-6, func() float64 { return constant(60, 0.5).Abandonment() }},
		{"MMNG-Dover", "M/M/50+D", "60/min, 1 min, patience exactly 0.5 min", "mean time in queue, min", zeltyn, 0.4178724247, 1e-6, func() float64 { return constant(60, 0.5).MeanWait() }},
		{"MMCK-40-30", "M/M/3/7", "lambda 40, mu 30", "p0", "GNU Octave queueing package tests (github mmarzolla/queueing @5de78ea)", 0.25503688, 1e-7, func() float64 { return queueing.MMcK{Lambda: 40, Mu: 30, Servers: 3, Capacity: 7}.Empty() }},
		{"MMCK-40-30", "M/M/3/7", "lambda 40, mu 30", "W", "GNU Octave queueing package tests (github mmarzolla/queueing @5de78ea)", 0.036517008, 1e-7, func() float64 { return queueing.MMcK{Lambda: 40, Mu: 30, Servers: 3, Capacity: 7}.MeanSojourn() }},
		{"MMCK-50-10", "M/M/4/6", "lambda 50, mu 10", "pK", "GNU Octave queueing package tests (github mmarzolla/queueing @5de78ea)", 0.29354299, 1e-7, func() float64 { return queueing.MMcK{Lambda: 50, Mu: 10, Servers: 4, Capacity: 6}.Blocking() }},
		{"MMCK-3-2", "M/M/2/5", "lambda 3, mu 2", "pK", "GNU Octave queueing package tests (github mmarzolla/queueing @5de78ea)", 0.085113835, 1e-7, func() float64 { return queueing.MMcK{Lambda: 3, Mu: 2, Servers: 2, Capacity: 5}.Blocking() }},
		{"MMCK-3-2", "M/M/2/5", "lambda 3, mu 2", "L", "GNU Octave queueing package tests (github mmarzolla/queueing @5de78ea)", 2.0059545, 1e-7, func() float64 { return queueing.MMcK{Lambda: 3, Mu: 2, Servers: 2, Capacity: 5}.MeanNumber() }},
		{"MMCK-3-2", "M/M/2/5", "lambda 3, mu 2", "Wq", "GNU Octave queueing package tests (github mmarzolla/queueing @5de78ea)", 0.23085758, 1e-7, func() float64 { return queueing.MMcK{Lambda: 3, Mu: 2, Servers: 2, Capacity: 5}.MeanWait() }},
		{"PK-MD1", "M/D/1", "lambda 0.8, mean service 1", "Wq", khinchine, 2, 1e-9, func() float64 {
			return queueing.MG1{Lambda: 0.8, Service: queueing.Service{Mean: 1, SCV: 0}}.MeanWait()
		}},
		{"PK-ME41", "M/E4/1", "lambda 0.8, mean service 1", "Wq", khinchine, 2.5, 1e-9, func() float64 {
			return queueing.MG1{Lambda: 0.8, Service: queueing.Service{Mean: 1, SCV: 0.25}}.MeanWait()
		}},
		{"PK-ME21", "M/E2/1", "lambda 0.8, mean service 1", "Wq", khinchine, 3, 1e-9, func() float64 {
			return queueing.MG1{Lambda: 0.8, Service: queueing.Service{Mean: 1, SCV: 0.5}}.MeanWait()
		}},
		{"PK-MM1", "M/M/1", "lambda 0.8, mean service 1", "Wq", khinchine, 4, 1e-9, func() float64 {
			return queueing.MG1{Lambda: 0.8, Service: queueing.Service{Mean: 1, SCV: 1}}.MeanWait()
		}},
		{"PRI-2", "M/M/1, 2 priorities", "lambda .3 .5, service 1", "Wq of the first", cobham, 1.14285714, 1e-8, func() float64 {
			return queueing.NonPreemptive{Classes: []queueing.Class{{Lambda: 0.3, Service: queueing.Service{Mean: 1, SCV: 1}}, {Lambda: 0.5, Service: queueing.Service{Mean: 1, SCV: 1}}}}.Waits()[0]
		}},
		{"PRI-2", "M/M/1, 2 priorities", "lambda .3 .5, service 1", "Wq of the second", cobham, 5.71428571, 1e-8, func() float64 {
			return queueing.NonPreemptive{Classes: []queueing.Class{{Lambda: 0.3, Service: queueing.Service{Mean: 1, SCV: 1}}, {Lambda: 0.5, Service: queueing.Service{Mean: 1, SCV: 1}}}}.Waits()[1]
		}},
		{"PRI-mix", "M/G/1, 2 priorities", ".2 exponential .5, .4 exactly 1.25", "Wq of the first", cobham, 0.402777778, 1e-8, func() float64 {
			return queueing.NonPreemptive{Classes: []queueing.Class{{Lambda: 0.2, Service: queueing.Service{Mean: 0.5, SCV: 1}}, {Lambda: 0.4, Service: queueing.Service{Mean: 1.25, SCV: 0}}}}.Waits()[0]
		}},
		{"PRI-mix", "M/G/1, 2 priorities", ".2 exponential .5, .4 exactly 1.25", "Wq of the second", cobham, 1.00694444, 1e-8, func() float64 {
			return queueing.NonPreemptive{Classes: []queueing.Class{{Lambda: 0.2, Service: queueing.Service{Mean: 0.5, SCV: 1}}, {Lambda: 0.4, Service: queueing.Service{Mean: 1.25, SCV: 0}}}}.Waits()[1]
		}},
		{"PRI-mmc", "M/M/6, 2 priorities", "lambda 2 3, mu 1", "Wq of the first", cobham, 0.14687911, 1e-7, func() float64 {
			return queueing.NonPreemptiveMMc{Lambdas: []float64{2, 3}, Mu: 1, Servers: 6}.Waits()[0]
		}},
		{"PRI-mmc", "M/M/6, 2 priorities", "lambda 2 3, mu 1", "Wq of the second", cobham, 0.88127468, 1e-7, func() float64 {
			return queueing.NonPreemptiveMMc{Lambdas: []float64{2, 3}, Mu: 1, Servers: 6}.Waits()[1]
		}},
		{"PRI-pre", "M/M/1, preemptive resume", "lambda .3 .5, service 1", "W of the first", "White and Christie 1958, computed", 1.42857143, 1e-8, func() float64 {
			return queueing.PreemptiveResume{Classes: []queueing.Class{{Lambda: 0.3, Service: queueing.Service{Mean: 1, SCV: 1}}, {Lambda: 0.5, Service: queueing.Service{Mean: 1, SCV: 1}}}}.Sojourns()[0]
		}},
		{"PRI-pre", "M/M/1, preemptive resume", "lambda .3 .5, service 1", "W of the second", "White and Christie 1958, computed", 7.14285714, 1e-8, func() float64 {
			return queueing.PreemptiveResume{Classes: []queueing.Class{{Lambda: 0.3, Service: queueing.Service{Mean: 1, SCV: 1}}, {Lambda: 0.5, Service: queueing.Service{Mean: 1, SCV: 1}}}}.Sojourns()[1]
		}},
		{"JMMW", "M_t/M/inf offered load", "30 + 20 sin 5t, mu 1", "amplitude", "Eick, Massey and Whitt 1993; Jennings et al. 1996", 3.9223227, 1e-8, func() float64 { return queueing.Sinusoid{Mean: 30, Amplitude: 20, Frequency: 5}.LoadAmplitude(1) }},
		{"JMMW", "M_t/M/inf offered load", "30 + 20 sin 5t, mu 1", "lag", "Eick, Massey and Whitt 1993; Jennings et al. 1996", 0.27468015, 1e-8, func() float64 { return queueing.Sinusoid{Mean: 30, Amplitude: 20, Frequency: 5}.Lag(1) }},
		{"JMMW", "M_t/M/inf offered load", "30 + 20 sin 5t, mu 1", "load at 1", "Eick, Massey and Whitt 1993; Jennings et al. 1996", 28.17135754, 1e-7, func() float64 { return queueing.Sinusoid{Mean: 30, Amplitude: 20, Frequency: 5}.Load(1, 1) }},
		{"TV1", "M_t/M/8, a surge", "20/h, 60/h in [2,4), 20/h; mu 4/h; empty at 0", "E[Q] at 2 h", "forward equations, Runge-Kutta with sharp jumps", 0.267202, 2e-6, func() float64 { return surge(2) }},
		{"TV1", "M_t/M/8, a surge", "20/h, 60/h in [2,4), 20/h; mu 4/h; empty at 0", "E[Q] at 3 h", "forward equations, Runge-Kutta with sharp jumps", 26.354388, 2e-6, func() float64 { return surge(3) }},
		{"TV1", "M_t/M/8, a surge", "20/h, 60/h in [2,4), 20/h; mu 4/h; empty at 0", "E[Q] at 4 h", "forward equations, Runge-Kutta with sharp jumps", 54.354036, 2e-6, func() float64 { return surge(4) }},
		{"TV1", "M_t/M/8, a surge", "20/h, 60/h in [2,4), 20/h; mu 4/h; empty at 0", "E[Q] at 6 h", "forward equations, Runge-Kutta with sharp jumps", 30.587848, 2e-6, func() float64 { return surge(6) }},
		{"TV1", "M_t/M/8, a surge", "20/h, 60/h in [2,4), 20/h; mu 4/h; empty at 0", "E[Q] at 8 h", "forward equations, Runge-Kutta with sharp jumps", 11.502538, 2e-6, func() float64 { return surge(8) }},
		{"FLUID-1", "fluid backlog", "10k/day, 30k on 3 days, capacity 12k/day", "peak", "computed", 54000, 1e-9, func() float64 { return fluid().Peak }},
		{"FLUID-1", "fluid backlog", "10k/day, 30k on 3 days, capacity 12k/day", "clear on day", "computed", 30, 1e-9, func() float64 { return fluid().ClearAt }},
		{"FLUID-1", "fluid backlog", "10k/day, 30k on 3 days, capacity 12k/day", "parcel-days", "computed", 810000, 1e-9, func() float64 { return fluid().BacklogTime }},
		{"FLUID-1", "fluid backlog", "10k/day, 30k on 3 days, capacity 12k/day", "mean delay, days", "computed", 2.25, 1e-9, func() float64 { return fluid().MeanDelay }},
		{"FLUID-1", "fluid backlog", "10k/day, 30k on 3 days, capacity 12k/day", "longest delay, days", "computed", 4.5, 1e-9, func() float64 { return fluid().MaxDelay }},
	}
}
