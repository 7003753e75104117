package queueing

import (
	"fmt"
	"math"
)

// MMcK is M/M/c/K: as ErlangC, but who finds Capacity customers in the system,
// waiting or in service, is turned away. With Capacity = Servers it is Erlang's
// B. Source: Gross, Shortle, Thompson and Harris, Fundamentals of Queueing Theory
// (4th ed. 2008), section 2.5.
type MMcK struct {
	Lambda   float64 // arrivals a unit of time, above 0
	Mu       float64 // services a unit of time and server, above 0
	Servers  int     // 1 or more
	Capacity int     // Servers or more
}

// Check says which parameter has no meaning, and what would be right.
func (q MMcK) Check() error {
	if err := check(q.Lambda, q.Mu, q.Servers); err != nil {
		return err
	}
	if q.Capacity < q.Servers {
		return fmt.Errorf("room for %d in the system with %d servers: it takes at least one place a server", q.Capacity, q.Servers)
	}
	return nil
}

// Probabilities of 0 to Capacity in the system, from the balance p(k) lambda =
// p(k+1) min(k+1, c) mu, begun at the likeliest number so that nothing
// overflows. Nil if the parameters have no meaning.
func (q MMcK) Probabilities() []float64 {
	if q.Check() != nil {
		return nil
	}
	load := q.Lambda / q.Mu
	mode := q.Capacity
	if load < float64(q.Servers) {
		mode = int(load)
	}
	p := make([]float64, q.Capacity+1)
	p[mode] = 1
	sum := 1.0
	for k := mode + 1; k <= q.Capacity; k++ {
		p[k] = p[k-1] * load / float64(min(k, q.Servers))
		sum += p[k]
	}
	for k := mode; k > 0; k-- {
		p[k-1] = p[k] * float64(min(k, q.Servers)) / load
		sum += p[k-1]
	}
	for k := range p {
		p[k] /= sum
	}
	return p
}

// mean is that of a figure over the number in the system.
func (q MMcK) mean(figure func(k int) float64) float64 {
	p := q.Probabilities()
	if p == nil {
		return math.NaN()
	}
	sum := 0.0
	for k, v := range p {
		sum += v * figure(k)
	}
	return sum
}

// Empty is the share of time that nobody is in the system.
func (q MMcK) Empty() float64 {
	return q.mean(func(k int) float64 { return indicator(k == 0) })
}

// Blocking is the share of all offered that is turned away.
func (q MMcK) Blocking() float64 {
	return q.mean(func(k int) float64 { return indicator(k == q.Capacity) })
}

func indicator(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// MeanNumber is the mean number waiting or in service.
func (q MMcK) MeanNumber() float64 { return q.mean(func(k int) float64 { return float64(k) }) }

// MeanQueue is the mean number waiting.
func (q MMcK) MeanQueue() float64 {
	return q.mean(func(k int) float64 { return float64(max(0, k-q.Servers)) })
}

// Throughput is how many are admitted, and served, a unit of time.
func (q MMcK) Throughput() float64 {
	return q.Lambda * q.mean(func(k int) float64 { return indicator(k < q.Capacity) })
}

// Occupancy is the share of time that a server is at work.
func (q MMcK) Occupancy() float64 { return q.Throughput() / (float64(q.Servers) * q.Mu) }

// MeanWait is the mean time in queue of the admitted (Little's law).
func (q MMcK) MeanWait() float64 { return q.MeanQueue() / q.Throughput() }

// MeanSojourn is the mean time in the system of the admitted.
func (q MMcK) MeanSojourn() float64 { return q.MeanNumber() / q.Throughput() }

// WaitProbability is the share of the admitted that waits at all.
func (q MMcK) WaitProbability() float64 {
	waits := q.mean(func(k int) float64 { return indicator(k >= q.Servers && k < q.Capacity) })
	return waits / (q.Throughput() / q.Lambda)
}

// ServiceLevel is the share of the admitted that waits at most t >= 0: who finds
// k >= c in the system waits for k-c+1 services at rate c mu, and longer than t
// when a Poisson number of mean c mu t is at most k-c.
func (q MMcK) ServiceLevel(t float64) float64 {
	if !(t >= 0) {
		return math.NaN()
	}
	mean := float64(q.Servers) * q.Mu * t
	atMost, longer := 0.0, make([]float64, max(0, q.Capacity-q.Servers))
	for i := range longer {
		lg, _ := math.Lgamma(float64(i) + 1)
		term := math.Exp(float64(i)*math.Log(mean) - mean - lg)
		if i == 0 {
			term = math.Exp(-mean)
		}
		atMost += term
		longer[i] = math.Min(1, atMost)
	}
	waits := q.mean(func(k int) float64 {
		if k < q.Servers || k == q.Capacity {
			return 0
		}
		return longer[k-q.Servers]
	})
	return 1 - waits/(q.Throughput()/q.Lambda)
}
