package verify

import (
	"peakready/models/result"
	"peakready/sim/queueing"
)

// Where the figures come from.
const (
	pyworkforce = "pyworkforce tests/docs (github rodrigo-arenas/pyworkforce @ca48925), digits computed"
	cobham      = "Cobham, Operations Research 2 (1954) 70-76, computed"
	khinchine   = "Pollaczek-Khinchine, computed"
	balance     = "balance equations of the birth-death chain, computed"
	zeltyn      = "Zeltyn and Mandelbaum, Queueing Systems 51 (2005) 361-402; Baccelli and Hebuterne 1981, computed"
	forwardEq   = "forward (Kolmogorov) equations, computed"
)

// desks are the cases of the service desk. Figures that no source prints are
// computed by sim/queueing or, where it has no such model, by balance or
// integral equations; a test computes them anew.
func desks() []experimentCase {
	weibullAbandonment, weibullQueueTime, surgeWaiting := exact()
	angryShare := 0.3 * queueing.ErlangA{Lambda: 60, Mu: 1, Theta: 0.5, Servers: 50}.Abandonment()
	return simulated([]experimentCase{
		{id: "PK-MM1", file: "mm1", model: "M/M/1", inputs: "8 calls/min, 6 s", source: khinchine, figures: []figure{
			{"mean wait, s", 24, meanQueueTime}, {"share that waits", 0.8, waited}, {"occupancy", 0.8, occupancy},
		}},
		{id: "PK-MD1", file: "md1", model: "M/D/1", inputs: "8 calls/min, exactly 6 s", source: khinchine, figures: []figure{
			{"mean wait, s", 12, meanQueueTime},
		}},
		{id: "PK-ME41", file: "me4", model: "M/E4/1", inputs: "8 calls/min, Erlang of 4 stages, 6 s", source: khinchine, figures: []figure{
			{"mean wait, s", 15, meanQueueTime},
		}},
		{id: "PK-MLN1", file: "mln1", model: "M/lognormal/1", inputs: "8 calls/min, mean 6 s, log-sd 0.8", source: khinchine, figures: []figure{
			{"mean wait, s", 22.75777055165942, meanQueueTime},
		}},
		{id: "EC-pw", file: "erlang-c", model: "Erlang C", inputs: "200 calls/h, 3 min, 20 scheduled with shrinkage 30%: 14", source: pyworkforce, figures: []figure{
			{"share that waits", 0.17413193, waited}, {"answered in 20 s", 0.88835002, within},
			{"mean wait, s", 0.13059895 * 60, meanQueueTime}, {"occupancy", 0.71428571, occupancy},
			{"waits longer than 56.151 s, its 95% point", 0.05, func(p *played) float64 { return p.Firms[0].Pools[0].Waits.Above(56151) }},
		}},
		{id: "EA-pw14", file: "erlang-a", model: "Erlang A", inputs: "200 calls/h, 3 min, patience 5 min, 14 agents", source: pyworkforce, figures: []figure{
			{"share that waits", 0.14526011, waited}, {"share that gives up", 0.013983744, abandoned},
			{"mean time in queue, s", 0.069918721 * 60, meanQueueTime},
			{"answered in 20 s of all", 0.91679209, within}, {"occupancy", 0.70429733, occupancy},
		}},
		{id: "EA-crit", file: "erlang-a-even", model: "Erlang A", inputs: "100 calls/min, 1 min, patience 1 min, 100 agents", source: "P(Poisson(100) >= 100), computed", figures: []figure{
			{"share that waits", 0.5132988, waited}, {"mean queue", 3.9860997, meanQueue},
		}},
		{id: "EA-ED", file: "erlang-a-over", model: "Erlang A", inputs: "120 calls/min, 1 min, patience 2 min, 100 agents", source: "Palm 1957; Garnett, Mandelbaum and Reiman 2002, computed", figures: []figure{
			{"mean queue", 40.029751, meanQueue}, {"share that gives up", 0.16679063, abandoned},
		}},
		{id: "MMNG-D0.1", file: "patience-d01", model: "M/M/50+D", inputs: "48 calls/min, 1 min, patience exactly 6 s", source: zeltyn, figures: []figure{
			{"share that waits", 0.3272477298, waited}, {"share that gives up", 0.0500756321, abandoned},
			{"mean time in queue, s", 0.0184045235 * 60, meanQueueTime},
		}},
		{id: "MMNG-Dover", file: "patience-dover", model: "M/M/50+D", inputs: "60 calls/min, 1 min, patience exactly 30 s", source: zeltyn, figures: []figure{
			{"share that gives up", 0.1669240248, abandoned}, {"mean time in queue, s", 0.4178724247 * 60, meanQueueTime},
		}},
		{id: "MMNG-W", file: "patience-weibull", model: "M/M/50+Weibull", inputs: "52 calls/min, 1 min, patience Weibull k 0.96, scale 130 s", source: zeltyn, figures: []figure{
			{"share that gives up", weibullAbandonment, abandoned}, {"mean time in queue, s", weibullQueueTime, meanQueueTime},
		}},
		{id: "EB-10-14", file: "erlang-b", model: "Erlang B", inputs: "10 erlangs, 14 lines", source: "B(n) = A B(n-1)/(n + A B(n-1)), computed", figures: []figure{
			{"share turned away", 0.056819143, abandoned},
		}},
		{id: "BALK-10", file: "balking", model: "M/M/10 with balking", inputs: "10 erlangs, 30% do not wait", source: balance, figures: []figure{
			{"share that leaves", 0.14298891708537118, abandoned}, {"mean queue", 1.1121360217751088, meanQueue},
		}},
		{id: "RETRY-1", file: "retrial-1", model: "M/M/1 retrial queue", inputs: "6 calls/min, 6 s, again after 12 s", source: "rho^2/(1-rho) + lambda rho/(nu (1-rho)) (Falin and Templeton 1997), computed", figures: []figure{
			{"mean number about to redial", 2.7, orbit(12)}, {"occupancy", 0.6, occupancy},
		}},
		{id: "RETRY-5", file: "retrial-5", model: "M/M/5 retrial queue", inputs: "4 calls/min, 1 min, again after 30 s", source: "truncated two-dimensional chain, computed", figures: []figure{
			{"mean number about to redial", 3.8001, orbit(30)},
		}},
		{id: "CHAT-3", file: "chats", model: "one agent with three chats", inputs: "140 chats/h; 150, 200, 225 an hour with 1, 2, 3 open", source: balance, figures: []figure{
			{"share that waits", 0.29379014989293345, waited}, {"mean wait, s", 12.442876936641898, meanQueueTime},
			{"occupancy of the three places", 0.497644539614561, occupancy},
		}},
		// rho/(1-rho) of M/M/1, whatever the law of the work; 6.666 s for 6 2/3.
		{id: "PS-mm1", file: "sharing", model: "M/M/1 processor sharing", inputs: "4 chats/min, 9/min could be served, of k at once each k times slower", source: "Kleinrock, Queueing Systems II (1976), section 4.4, computed", figures: []figure{
			{"mean number in hand", 4 * 6.666 / 60 / (1 - 4*6.666/60), func(p *played) float64 { return 20 * occupancy(p) }},
		}},
		{id: "PRI-2", file: "priority", model: "M/M/1, 2 priorities", inputs: "3 and 5 calls/min, 6 s", source: cobham, figures: []figure{
			{"mean wait of the first, s", 1.14285714 * 6, meanWaitOf(0)}, {"mean wait of the second, s", 5.71428571 * 6, meanWaitOf(1)},
		}},
		{id: "PRI-mix", file: "priority-mix", model: "M/G/1, 2 priorities", inputs: "2/min exponential 3 s before 4/min exactly 7.5 s", source: cobham, figures: []figure{
			{"mean wait of the first, s", 0.402777778 * 6, meanWaitOf(0)}, {"mean wait of the second, s", 1.00694444 * 6, meanWaitOf(1)},
		}},
		{id: "PRI-mmc", file: "priority-6", model: "M/M/6, 2 priorities", inputs: "20 and 30 calls/min, 6 s", source: cobham, figures: []figure{
			{"share that waits", 0.58751645, waited},
			{"mean wait of the first, s", 0.14687911 * 6, meanWaitOf(0)}, {"mean wait of the second, s", 0.88127468 * 6, meanWaitOf(1)},
		}},
		{id: "TEAMS", file: "teams", model: "M/M/2 and M/M/1 in one pool", inputs: "16 and 6 calls/min, 6 s, two teams with one skill each", source: "Erlang C, computed", figures: []figure{
			{"mean wait at the two, s", 6 * 0.64 / 0.36, meanWaitOf(0)}, {"mean wait at the one, s", 9, meanWaitOf(1)},
		}},
		{id: "TV1", file: "surge", model: "M_t/M/8", inputs: "20 calls/h, 60/h from 02:00 to 04:00, 20/h to 08:00, 15 min", source: forwardEq, figures: []figure{
			{"waiting a day, h", surgeWaiting, waitADay},
		}},
		{id: "TV-60", file: "wave", model: "M_t/M/60+M", inputs: "100 + 80 sin(2 pi t/24) calls/h by ten minutes, half an hour, patience half an hour", source: "N(t) is Poisson; 0.16564 for the smooth curve; computed", figures: []figure{
			{"share that gives up", 0.16560317428548085, abandoned},
		}},
		{id: "CMP-2", file: "angry", model: "complaints of waiting", inputs: "60 calls/min, 1 min, patience 2 min, 50 agents; 30% of those who give up complain", source: "0.3 P(abandon) of Erlang A, computed", figures: []figure{
			{"complaints a call", angryShare, func(p *played) float64 {
				t := p.total(0)
				return share(t[result.FirmService], p.desk().Fresh)
			}},
		}},
	})
}

func simulated(cases []experimentCase) []experimentCase {
	for i := range cases {
		cases[i].kind = Simulation
	}
	return cases
}

// exact are the figures of sim/queueing for cases that no source prints.
func exact() (weibullAbandonment, weibullQueueTime, surgeWaiting float64) {
	const minute = 60.0
	q := queueing.ImpatientMMn{Lambda: 52 / minute, Mu: 1 / minute, Servers: 50, Survival: queueing.WeibullSurvival(0.96, 130)}
	s, err := q.Solve()
	if err != nil {
		panic(err) // the parameters are constants
	}
	day, err := surgeOfTV1().Run([]float64{24})
	if err != nil {
		panic(err)
	}
	return s.Abandonment(), s.MeanWait(), day[0].MeanQueue * 24
}
