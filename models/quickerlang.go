package models

import "math"

// erlangPool is a pool in a steady state: contacts that come at one rate.
type erlangPool struct {
	lambda      float64 // an hour
	mu          float64 // contacts an hour of one agent with one in hand
	theta       float64 // 1 / mean patience, an hour
	agents      int
	concurrency int
	slowdown    float64
	balk        float64
	target      float64 // hours

	left, balked   float64 // shares of the offered
	wait, waitLeft float64 // mean of the answered and of those who leave, hours
	within         float64 // share of the offered answered within the target
	busy           float64 // places taken, in agents
	all            float64 // chance that all places are taken
	tail           []float64
	first          int // number in the system of tail[0]
}

// rate of service with n in hand, spread evenly over the agents.
func (e *erlangPool) rate(n int) float64 {
	k, more := n/e.agents, n%e.agents
	r := func(k int) float64 { return float64(k) / (1 + e.slowdown*float64(k-1)) }
	x := float64(e.agents-more) * r(k)
	if k == 0 {
		x = 0
	}
	if more > 0 {
		x += float64(more) * r(k+1)
	}
	return x * e.mu
}

// solve finds the steady state of the birth-and-death process: Erlang A (Palm
// 1957) with agents who have several contacts in hand, each the slower for it.
// States are followed from the likeliest out until their share is below 1e-9.
func (e *erlangPool) solve() {
	e.left, e.balked, e.wait, e.waitLeft, e.within, e.busy, e.all = 0, 0, 0, 0, 1, 0, 0
	if e.lambda == 0 {
		return
	}
	if e.agents == 0 {
		e.left, e.within = 1, 0
		e.waitLeft = 1 / e.theta
		return
	}
	full := e.agents * e.concurrency
	top := e.rate(full)
	birth := func(n int) float64 {
		if n >= full {
			return e.lambda * (1 - e.balk)
		}
		return e.lambda
	}
	death := func(n int) float64 {
		if n <= full {
			return e.rate(n)
		}
		return top + float64(n-full)*e.theta
	}
	var mode int
	if e.lambda < top { // births and deaths level
		mode = int(e.lambda / e.mu)
		for mode < full && death(mode+1) < e.lambda {
			mode++
		}
		// Far below: nobody waits.
		if room := float64(full - mode); room > 7*math.Sqrt(float64(mode)+1)+10 {
			e.busy = float64(mode) / float64(e.concurrency)
			return
		}
	} else if e.theta > 0 {
		mode = full + int((e.lambda*(1-e.balk)-top)/e.theta)
	} else { // nobody leaves: as far as the states are followed
		mode = full + 1000000
	}
	const least = 1e-9
	down := e.tail[:0]
	p, sum := 1.0, 0.0
	for n := mode; n > 0; n-- {
		p *= death(n) / birth(n-1)
		if p < least {
			break
		}
		down = append(down, p)
	}
	low := mode - len(down)
	// In rising order.
	for i, j := 0, len(down)-1; i < j; i, j = i+1, j-1 {
		down[i], down[j] = down[j], down[i]
	}
	all := append(down, 1)
	p = 1
	for n := mode; p >= least && n < mode+2000000; n++ {
		p *= birth(n) / death(n+1)
		all = append(all, p)
	}
	for _, x := range all {
		sum += x
	}
	queue, waits, within, busy, served := 0.0, 0.0, 0.0, 0.0, 0.0
	inQueue := queueWait{top: top, theta: e.theta}
	// Of those who find j before them in the queue, answered in time if more than
	// j places are freed by then: a Poisson number.
	freed := top * e.target
	pj, cum := math.Exp(-freed), 0.0
	if freed > 600 {
		pj = 0 // normal below
	}
	for i, x := range all {
		x /= sum
		all[i] = x
		n := low + i
		busy += x * float64(min(n, full))
		if n < full {
			within += x
			continue
		}
		j := n - full
		queue += x * float64(j)
		waits += x
		inQueue.behind(j)
		served += x * (1 - e.balk) * inQueue.answered * inQueue.mean
		var inTime float64
		if freed <= 600 {
			if j == 0 || i == 0 {
				cum = 0
				pj = math.Exp(-freed)
				for k := 0; k <= j; k++ {
					cum += pj
					pj *= freed / float64(k+1)
				}
			} else {
				cum += pj
				pj *= freed / float64(j+1)
			}
			inTime = 1 - cum
		} else {
			inTime = 0.5 * math.Erfc((float64(j)+0.5-freed)/math.Sqrt(2*freed))
		}
		within += x * (1 - e.balk) * max(0, inTime)
	}
	e.all = waits
	e.balked = waits * e.balk
	e.left = min(1, e.balked+queue*e.theta/e.lambda)
	// All waiting, an hour, is that of the answered and of those who leave.
	if e.left < 1e-5 { // as good as nobody
		e.left, e.balked = 0, 0
		e.wait = queue / e.lambda
	} else {
		e.wait = min(served, queue/e.lambda) / max(1-e.left, 1e-12)
		e.waitLeft = max(0, queue/e.lambda-served) / e.left
	}
	e.within = min(within, 1-e.left)
	e.busy = busy / float64(e.concurrency)
	e.tail, e.first = all, low
}

// queueWait is the wait of one who is answered after having found j in the queue.
// The j before and he himself leave it one by one, at the rate of all places and
// of the patience of those who are left; he is answered if he is not the one whose
// patience ends. Given that he is, the j+1 steps are exponential at the rates
// top+theta, top+2 theta, ... (Palm 1957: the density of the virtual wait times
// the chance exp(-theta wait) to bear it).
type queueWait struct {
	top, theta float64
	answered   float64 // chance of being answered, having found j
	mean       float64 // hours
	variance   float64
	steps      int
}

// behind moves on to j in the queue, no fewer than before.
func (w *queueWait) behind(j int) {
	for w.steps <= j {
		w.steps++
		step := 1 / (w.top + float64(w.steps)*w.theta)
		w.mean += step
		w.variance += step * step
	}
	w.answered = w.top / (w.top + float64(j+1)*w.theta)
}

// queueOf is the mean number waiting, while all places are taken, of the contacts
// of the first classes, which come at a rate and are answered before all others.
// Every place that frees goes to one of them while any waits, so j of them become
// j+1 at their own rate and j-1 at that of all places and of their patience, whatever
// else waits; and the places are all taken, or not, only while j is 0. By level
// crossing the shares of j are those of this birth-and-death process: exact where
// services and patience are exponential and the same for all classes.
func (e *erlangPool) queueOf(lambda float64) float64 {
	const least = 1e-9
	top := e.rate(e.agents * e.concurrency)
	lambda *= 1 - e.balk
	if e.theta == 0 {
		return 0 // nobody leaves: it is not asked
	}
	mode := max(0, int((lambda-top)/e.theta))
	sum, queue := 1.0, float64(mode)
	p := 1.0
	for j := mode; j > 0 && p >= least; j-- {
		p *= (top + float64(j)*e.theta) / lambda
		sum += p
		queue += p * float64(j-1)
	}
	p = 1
	for j := mode + 1; p >= least; j++ {
		p *= lambda / (top + float64(j)*e.theta)
		sum += p
		queue += p * float64(j)
	}
	return queue / sum
}
