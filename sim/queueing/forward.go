package queueing

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"
)

// flows are integrals over time: of arrivals, of those who find all busy and
// who are served in time, of the numbers waiting and in service.
type flows struct{ arrivals, waits, inTime, queue, busy float64 }

func (a *flows) add(b flows, by float64) {
	a.arrivals += by * b.arrivals
	a.waits += by * b.waits
	a.inTime += by * b.inTime
	a.queue += by * b.queue
	a.busy += by * b.busy
}

// forward is the state of an integration: p[i] is the probability of low+i in
// the system.
type forward struct {
	q       TimeVarying
	low     int
	p       []float64
	flows   flows
	step    float64
	stage   [7][]float64
	at      []float64
	inTime  []float64 // by number waiting ahead, for servers
	servers int
}

func newForward(q TimeVarying) *forward {
	return &forward{q: q, low: q.Initial, p: []float64{1}, servers: -1}
}

// Numbers less likely than negligible at the edge are let fall; the edge is kept
// margin away from the rest, further than a step can carry anything of weight.
const (
	negligible = 1e-17
	margin     = 40
)

// window moves the edges with the probability.
func (f *forward) window() {
	first, last := 0, len(f.p)-1
	for first < last && f.p[first] < negligible {
		first++
	}
	for last > first && f.p[last] < negligible {
		last--
	}
	low, high := max(0, f.low+first-margin), f.low+last+margin
	if low == f.low && high == f.low+len(f.p)-1 {
		return
	}
	p := make([]float64, high-low+1)
	copy(p[f.low+first-low:], f.p[first:last+1])
	f.low, f.p = low, p
	if cap(f.at) < len(p) {
		f.at = make([]float64, len(p), 2*len(p))
		for i := range f.stage {
			f.stage[i] = make([]float64, len(p), 2*len(p))
		}
	}
	f.at = f.at[:len(p)]
	for i := range f.stage {
		f.stage[i] = f.stage[i][:len(p)]
	}
}

// The tableau of Dormand and Prince: times, stages, and the difference of the
// two formulas; the last row of stages is the result of order 5.
var (
	dpTime  = [7]float64{0, 1. / 5, 3. / 10, 4. / 5, 8. / 9, 1, 1}
	dpStage = [7][6]float64{
		{},
		{1. / 5},
		{3. / 40, 9. / 40},
		{44. / 45, -56. / 15, 32. / 9},
		{19372. / 6561, -25360. / 2187, 64448. / 6561, -212. / 729},
		{9017. / 3168, -355. / 33, 46732. / 5247, 49. / 176, -5103. / 18656},
		{35. / 384, 0, 500. / 1113, 125. / 192, -2187. / 6784, 11. / 84},
	}
	dpError = [7]float64{71. / 57600, 0, -71. / 16695, 71. / 1920, -17253. / 339200, 22. / 525, -1. / 40}
)

// cross integrates from a to b, between which nothing jumps.
func (f *forward) cross(a, b float64) error {
	last := math.Nextafter(b, a) // so that a jump at b is not yet seen
	servers := f.q.Servers(a)
	if servers < 0 {
		return fmt.Errorf("%d servers at %v: it must be 0 or more", servers, a)
	}
	f.staff(servers)
	if f.step == 0 {
		f.step = b - a
	}
	for t := a; t < b; {
		f.window()
		// These steps are stable down to -3.3 h; no rate of decay exceeds twice the
		// fastest rate at which a number is left (Gershgorin).
		fastest := f.q.Lambda(t) + f.leaves(f.low+len(f.p)-1)
		h := math.Min(f.step, 1.65/fastest)
		full := t+h >= b
		if full {
			h = b - t
		}
		off, change, err := f.try(t, h, last)
		if err != nil {
			return err
		}
		if !(off <= f.q.Tolerance) && h > 1e-12*(1+t) {
			f.step = h / 5
			if shrink := 0.9 * math.Pow(f.q.Tolerance/off, 0.2); shrink > 0.2 {
				f.step = h * shrink
			}
			continue
		}
		copy(f.p, f.at)
		f.flows.add(change, h)
		if t += h; full {
			t = b
		}
		grown := h * math.Min(4, 0.9*math.Pow(f.q.Tolerance/math.Max(off, 1e-300), 0.2))
		if !full || grown > f.step {
			f.step = grown
		}
	}
	return nil
}

// try makes one step into f.at; it gives the sum of the errors of the
// probabilities and the mean rates of the flows.
func (f *forward) try(t, h, last float64) (off float64, change flows, err error) {
	for i := range f.stage {
		f.combine(i, h)
		at := math.Min(t+dpTime[i]*h, last)
		rate := f.q.Lambda(at)
		if !(rate >= 0) || math.IsInf(rate, 1) {
			return 0, change, fmt.Errorf("arrivals of %v at %v: the rate must be 0 or more and finite", rate, at)
		}
		if n := f.q.Servers(at); n != f.servers {
			return 0, change, fmt.Errorf("servers change from %d to %d before %v: name the time in Breaks", f.servers, n, at)
		}
		r := f.slope(rate, f.at, f.stage[i])
		if i < 6 {
			change.add(r, dpStage[6][i])
		}
	}
	k := &f.stage
	for n := range f.at {
		off += math.Abs(dpError[0]*k[0][n] + dpError[2]*k[2][n] + dpError[3]*k[3][n] + dpError[4]*k[4][n] + dpError[5]*k[5][n] + dpError[6]*k[6][n])
	}
	return h * off, change, nil
}

// combine puts p and the stages before i, by their weights, into f.at, in one
// sweep: the sweeps are most of the time that Run takes.
func (f *forward) combine(i int, h float64) {
	var w [6]float64
	var k [6][]float64
	for j := range k {
		w[j], k[j] = h*dpStage[i][j], f.stage[j][:len(f.p)]
	}
	at := f.at[:len(f.p)]
	switch {
	case i == 0:
		copy(at, f.p)
	case i <= 2:
		for n, v := range f.p {
			at[n] = v + w[0]*k[0][n] + w[1]*k[1][n]
		}
	default:
		for n, v := range f.p {
			at[n] = v + w[0]*k[0][n] + w[1]*k[1][n] + w[2]*k[2][n] + w[3]*k[3][n] + w[4]*k[4][n] + w[5]*k[5][n]
		}
	}
}

// leaves is d(n), the rate at which n becomes n-1.
func (f *forward) leaves(n int) float64 {
	return float64(min(n, f.servers))*f.q.Mu + float64(max(0, n-f.servers))*f.q.Theta
}

// slope puts the derivative of p into d and gives the rates of the flows.
func (f *forward) slope(rate float64, p, d []float64) flows {
	var r flows
	below := 0.0 // what comes up from the number before
	leave := f.leaves(f.low)
	for i, v := range p {
		n := f.low + i
		above, next := 0.0, f.leaves(n+1)
		if i+1 < len(p) {
			above = next * p[i+1]
		}
		d[i] = below + above - (rate+leave)*v
		below, leave = rate*v, next
		if ahead := n - f.servers; ahead < 0 {
			r.busy += v * float64(n)
			r.inTime += v
		} else {
			r.busy += v * float64(f.servers)
			r.queue += v * float64(ahead)
			r.waits += v
			r.inTime += v * f.level(ahead)
		}
	}
	r.arrivals, r.waits, r.inTime = rate, rate*r.waits, rate*r.inTime
	return r
}

// staff sets the servers on duty.
func (f *forward) staff(servers int) {
	if servers != f.servers {
		f.servers, f.inTime = servers, f.inTime[:0]
	}
}

// level is the chance to be served after at most Within of who finds so many
// waiting ahead: the sum of ahead+1 exponential times of rates s mu + k theta, k =
// 0 to ahead, ends before Within and before patience. exp(-theta V) is Beta(s mu/
// theta, ahead+1), and being served tilts it (Riordan, Stochastic Service Systems,
// 1962, for the pure death process).
func (f *forward) level(ahead int) float64 {
	for k := len(f.inTime); k <= ahead; k++ {
		a := float64(f.servers) * f.q.Mu
		v := 0.0
		switch {
		case f.servers == 0 || f.q.Within == 0:
		case f.q.Theta == 0:
			v = mathext.GammaIncReg(float64(k+1), a*f.q.Within)
		default:
			x := a / f.q.Theta
			v = x / (x + float64(k+1)) * (1 - mathext.RegIncBeta(x+1, float64(k+1), math.Exp(-f.q.Theta*f.q.Within)))
		}
		f.inTime = append(f.inTime, v)
	}
	return f.inTime[ahead]
}
