package queueing

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"sort"
)

// ImpatientMMn is M/M/n+G: as ErlangA, but patience has any distribution.
// Solve integrates what Baccelli and Hebuterne ("On queues with impatient
// customers", Performance '81) found and Zeltyn and Mandelbaum ("Call centers
// with impatient customers: many-server asymptotics of the M/M/n+G queue",
// Queueing Systems 51 (2005) 361-402) wrote down: the wait V of
// a customer of endless patience has the density
//
//	lambda f(x) / (E + lambda J),  f(x) = exp(lambda H(x) - n mu x),  x > 0
//
// with H(x) the integral of Survival from 0 to x, J that of f over all x, and E
// = 1/B(n-1), Erlang's B of n-1 servers.
type ImpatientMMn struct {
	Lambda   float64 // arrivals a unit of time, above 0
	Mu       float64 // services a unit of time and server, above 0
	Servers  int     // 1 or more
	Survival func(t float64) float64
	// Survival is the share whose patience exceeds t >= 0: falling, in [0, 1].
	// Breaks are the times at which it jumps or bends; there it is taken from the
	// right.
	Breaks []float64
}

// Check says which parameter has no meaning, and what would be right.
func (q ImpatientMMn) Check() error {
	if q.Survival == nil {
		return errors.New("no distribution of patience: Survival is missing")
	}
	return check(q.Lambda, q.Mu, q.Servers)
}

// ImpatientSolution holds the integrals of an ImpatientMMn.
type ImpatientSolution struct {
	q                               ImpatientMMn
	panels                          []stretch // consecutive, from 0
	wait, abandon, mean, meanServed float64
}

// stretch is a panel of the quadrature: where it begins and what f, times
// Survival and x, adds up to in it.
type stretch struct {
	from, to           float64
	h, log             float64 // H and ln f at from
	peak               float64 // what the sums below are scaled by, exp(peak)
	f, fH, fG, fS, xfS float64 // integrals of f; with H; with 1-Survival; with Survival; with Survival and x
	after, through     float64 // of f from here on; of fS up to here; scaled alike for all panels
}

// mostPanels ends an integration of which no end is in sight; it takes about two
// seconds to come so far.
const mostPanels = 200_000

// Solve integrates, to a relative error below 1e-8. It fails where the
// queue grows without end because too few ever leave, and where Survival jumps
// between the breaks.
func (q ImpatientMMn) Solve() (*ImpatientSolution, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	s := &ImpatientSolution{q: q}
	if err := s.march(); err != nil {
		return nil, err
	}
	peak := math.Inf(-1)
	for _, p := range s.panels {
		peak = math.Max(peak, p.peak)
	}
	var fH, fG, fS, xfS, f float64
	for i := range s.panels {
		p := &s.panels[i]
		weight := math.Exp(p.peak - peak)
		p.through = fS
		p.f, p.fS = p.f*weight, p.fS*weight
		fH, fG, fS, xfS = fH+p.fH*weight, fG+p.fG*weight, fS+p.fS, xfS+p.xfS*weight
	}
	for i := range slices.Backward(s.panels) {
		f += s.panels[i].f
		s.panels[i].after = f
	}
	// E/(lambda J), in logarithms, since each may overflow.
	b := ErlangB(q.Lambda/q.Mu, q.Servers)
	rho := q.Lambda / (float64(q.Servers) * q.Mu)
	s.wait = 1 / (1 + math.Exp(math.Log(rho*(1-b)/b)-math.Log(q.Lambda*f)-peak))
	s.abandon, s.mean = s.wait*fG/f, s.wait*fH/f
	s.meanServed = s.wait * xfS / f / (1 - s.abandon)
	return s, nil
}

// march covers the time axis with panels, halved until a panel agrees with its
// halves, until what is left counts nothing.
func (s *ImpatientSolution) march() error {
	q := s.q
	drain := float64(q.Servers) * q.Mu
	if q.Lambda*q.Survival(math.MaxFloat64) >= drain {
		return errors.New("the queue grows without end: too few ever leave")
	}
	cuts := between(q.Breaks, 0, math.Inf(1))
	var h, log, sum float64 // sum: of f so far, scaled by exp(scale)
	scale := 0.0
	step := 1 / (drain + q.Lambda)
	for c := 1; c < len(cuts); c++ {
		for t := cuts[c-1]; t < cuts[c]; {
			to := math.Min(t+step, cuts[c])
			p, endH := q.stretch(t, to, h, log)
			first, midH := q.stretch(t, t+(to-t)/2, h, log)
			second, halvesH := q.stretch(t+(to-t)/2, to, midH, q.Lambda*midH-drain*(t+(to-t)/2))
			off := max(math.Abs(math.Exp(first.peak-p.peak)*first.f+math.Exp(second.peak-p.peak)*second.f-p.f)/p.f,
				math.Abs(endH-halvesH)/(to-t))
			switch {
			case !(off < math.Inf(1)) && to-t < 1e-9*step:
				return fmt.Errorf("patience at %v: %w", t, errRough)
			case !(off <= 1e-11):
				if step = (to - t) / 2; step < 1e-13*t || step == 0 {
					return fmt.Errorf("patience jumps or bends near %.6g: name that time in Breaks", t)
				}
				continue
			}
			if p.peak > scale {
				sum *= math.Exp(scale - p.peak)
				scale = p.peak
			}
			sum += p.f * math.Exp(p.peak-scale)
			s.panels = append(s.panels, p)
			if len(s.panels) > mostPanels {
				return fmt.Errorf("the wait is spread too far: after %.6g there is no end in sight", t)
			}
			t, h = to, halvesH
			log = q.Lambda*h - drain*t
			// ln f is concave, so that f falls from here on at least as fast as now.
			if fall := drain - q.Lambda*q.Survival(t); fall > 0 && math.Exp(log-scale)*(1+t*fall)/fall <= 1e-18*sum {
				return nil
			}
			if off < 1e-14 {
				step *= 2
			}
		}
	}
	return nil
}

// stretch is the panel from a to b, where H and ln f begin as given, and H at b.
func (q ImpatientMMn) stretch(a, b, h, log float64) (stretch, float64) {
	width := b - a
	p := stretch{from: a, to: b, h: h, log: log, peak: math.Inf(-1)}
	var survival, atH, atLog [points]float64
	for i, x := range gauss.node {
		survival[i] = q.Survival(a + width*x)
	}
	end := h
	for i := range points {
		atH[i] = h
		for j, v := range survival {
			atH[i] += width * gauss.upTo[i][j] * v
		}
		end += width * gauss.weight[i] * survival[i]
		atLog[i] = log + q.Lambda*(atH[i]-h) - float64(q.Servers)*q.Mu*width*gauss.node[i]
		p.peak = math.Max(p.peak, atLog[i])
	}
	for i, v := range survival {
		f := width * gauss.weight[i] * math.Exp(atLog[i]-p.peak)
		p.f += f
		p.fH += f * atH[i]
		p.fG += f * (1 - v)
		p.fS += f * v
		p.xfS += f * v * (a + width*gauss.node[i])
	}
	return p, end
}

// WaitProbability is the share of all offered that waits at all.
func (s *ImpatientSolution) WaitProbability() float64 { return s.wait }

// Abandonment is the share of all offered that leaves unserved: the chance that
// V exceeds patience.
func (s *ImpatientSolution) Abandonment() float64 { return s.abandon }

// MeanWait is the mean time in queue of all offered, served or not.
func (s *ImpatientSolution) MeanWait() float64 { return s.mean }

// MeanWaitServed is the mean wait of those who are served, the ones who do not
// wait included.
func (s *ImpatientSolution) MeanWaitServed() float64 { return s.meanServed }

// MeanQueue is the mean number waiting (Little's law).
func (s *ImpatientSolution) MeanQueue() float64 { return s.q.Lambda * s.mean }

// Occupancy is the share of time that a server is at work.
func (s *ImpatientSolution) Occupancy() float64 {
	return s.q.Lambda * (1 - s.abandon) / (float64(s.q.Servers) * s.q.Mu)
}

// at gives the panel that holds t, and what of it lies before t.
func (s *ImpatientSolution) at(t float64) (p, before stretch, ok bool) {
	i := sort.Search(len(s.panels), func(i int) bool { return s.panels[i].to > t })
	if i == len(s.panels) {
		return p, p, false
	}
	p = s.panels[i]
	if t > p.from {
		before, _ = s.q.stretch(p.from, t, p.h, p.log)
		whole, _ := s.q.stretch(p.from, p.to, p.h, p.log)
		weight := math.Exp(before.peak - whole.peak)
		before.f *= weight / whole.f * p.f
		if whole.fS > 0 {
			before.fS *= weight / whole.fS * p.fS
		}
	}
	return p, before, true
}

// WaitTail is the share of all offered that is in queue longer than t >= 0,
// served afterwards or not.
func (s *ImpatientSolution) WaitTail(t float64) float64 {
	if !(t >= 0) {
		return math.NaN()
	}
	p, before, ok := s.at(t)
	if !ok {
		return 0
	}
	return s.wait * s.q.Survival(t) * (p.after - before.f) / s.panels[0].after
}

// ServiceLevel is the share of all offered that is served after waiting at most t.
func (s *ImpatientSolution) ServiceLevel(t float64) float64 {
	if !(t >= 0) {
		return math.NaN()
	}
	p, before, ok := s.at(t)
	if !ok {
		return 1 - s.abandon
	}
	return 1 - s.wait + s.wait*(p.through+before.fS)/s.panels[0].after
}

// WaitQuantile is the time in queue that the share p, in [0, 1), of all offered
// does not exceed, served or not; 0 if so many do not wait at all.
func (s *ImpatientSolution) WaitQuantile(p float64) float64 {
	if !(p >= 0 && p < 1) {
		return math.NaN()
	}
	return quantile(s.WaitTail, 1-p, s.panels[len(s.panels)-1].to)
}
