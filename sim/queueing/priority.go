package queueing

import "math"

// Class is one kind of customers at a server that knows priorities.
type Class struct {
	Lambda  float64 // arrivals a unit of time, above 0
	Service Service
}

// loads are the sums of rho over classes before each and through each, the sum
// of lambda E[S^2]/2 through each, and whether all parameters have a meaning.
func loads(classes []Class) (before, through, residual []float64, ok bool) {
	var rho, r float64
	for _, c := range classes {
		if !(c.Lambda > 0) || !c.Service.sound() {
			return nil, nil, nil, false
		}
		before = append(before, rho)
		rho += c.Lambda * c.Service.Mean
		r += c.Lambda * c.Service.second() / 2
		through, residual = append(through, rho), append(residual, r)
	}
	return before, through, residual, true
}

// NonPreemptive is M/G/1 with classes, the most urgent first. The server takes
// the most urgent waiting, in each class the first come, and ends what it has
// begun.
type NonPreemptive struct{ Classes []Class }

// Waits are the mean times in queue by class:
//
//	W(k) = R / ((1 - s(k-1)) (1 - s(k))),  R = sum over all classes of lambda E[S^2]/2
//
// with s(k) the load of classes 1 to k. Cobham, "Priority assignment in waiting
// line problems", Operations Research 2 (1954) 70-76. A class
// whose load with the more urgent ones is 1 or more waits without end; then
// those above it find a server that is never idle, and R is no longer that sum:
// the waits of all classes but the endless ones are NaN unless all are stable.
// Nil if a parameter has no meaning.
func (q NonPreemptive) Waits() []float64 {
	before, through, residual, ok := loads(q.Classes)
	if !ok || len(through) == 0 {
		return nil
	}
	stable := through[len(through)-1] < 1
	waits := make([]float64, len(through))
	for k := range waits {
		waits[k] = residual[len(residual)-1] / ((1 - before[k]) * (1 - through[k]))
		switch {
		case !(through[k] < 1):
			waits[k] = math.Inf(1)
		case !stable:
			waits[k] = math.NaN()
		}
	}
	return waits
}

// NonPreemptiveMMc is M/M/c with classes that differ in urgency only, the most
// urgent first; service begun is ended.
type NonPreemptiveMMc struct {
	Lambdas []float64 // arrivals a unit of time, above 0
	Mu      float64   // services a unit of time and server, above 0
	Servers int       // 1 or more
}

func (q NonPreemptiveMMc) all() ErlangC {
	total := 0.0
	for _, l := range q.Lambdas {
		if !(l > 0) {
			return ErlangC{}
		}
		total += l
	}
	return ErlangC{total, q.Mu, q.Servers}
}

// WaitProbability is the share that waits at all, the same for every class: that
// of ErlangC with all arrivals.
func (q NonPreemptiveMMc) WaitProbability() float64 { return q.all().WaitProbability() }

// Waits are the mean times in queue by class:
//
//	W(k) = C / (c mu (1 - s(k-1)) (1 - s(k)))
//
// with s(k) the load of classes 1 to k a server and C Erlang's of all classes;
// 1 if the classes below outrun the servers, which are then always busy (Cobham
// 1954). +Inf for a class whose load with the more urgent ones is 1
// or more. Nil if a parameter has no meaning.
func (q NonPreemptiveMMc) Waits() []float64 {
	all := q.all()
	if all.Check() != nil {
		return nil
	}
	c := all.WaitProbability()
	drain := float64(q.Servers) * q.Mu
	waits := make([]float64, len(q.Lambdas))
	before := 0.0
	for k, l := range q.Lambdas {
		through := before + l/drain
		waits[k] = math.Inf(1)
		if through < 1 {
			waits[k] = c / (drain * (1 - before) * (1 - through))
		}
		before = through
	}
	return waits
}

// PreemptiveResume is M/G/1 with classes, the most urgent first. A more urgent
// arrival interrupts service, which goes on later where it stopped. With
// exponential service (SCV 1) it is M/M/1.
type PreemptiveResume struct{ Classes []Class }

// Sojourns are the mean times from arrival to the end of service by class:
//
//	T(k) = E[S(k)] / (1 - s(k-1)) + R(k) / ((1 - s(k-1)) (1 - s(k)))
//
// with R(k) the sum of lambda E[S^2]/2 and s(k) the load, of classes 1 to k.
// Bertsekas and Gallager, Data Networks (2nd ed. 1992), section 3.5.3, after
// White and Christie 1958. Less urgent classes do not matter. +Inf for a class
// whose load with the more urgent ones is 1 or more. Nil if a parameter has no
// meaning.
func (q PreemptiveResume) Sojourns() []float64 {
	before, through, residual, ok := loads(q.Classes)
	if !ok {
		return nil
	}
	times := make([]float64, len(through))
	for k, c := range q.Classes {
		times[k] = math.Inf(1)
		if through[k] < 1 {
			times[k] = c.Service.Mean/(1-before[k]) + residual[k]/((1-before[k])*(1-through[k]))
		}
	}
	return times
}
