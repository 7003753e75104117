package queueing

import "math"

// Service is what the mean waits of a single server depend on of a service time.
type Service struct {
	Mean float64 // above 0
	SCV  float64 // variance / mean^2, 0 or more: 0 constant, 1 exponential, 1/k Erlang-k
}

func (s Service) sound() bool {
	return s.Mean > 0 && !math.IsInf(s.Mean, 1) && s.SCV >= 0 && !math.IsInf(s.SCV, 1)
}

// second is the second moment, E[S^2].
func (s Service) second() float64 { return s.Mean * s.Mean * (1 + s.SCV) }

// MG1 is M/G/1, first come first served: Poisson arrivals, one server, any
// service time.
type MG1 struct {
	Lambda  float64 // arrivals a unit of time, above 0
	Service Service
}

// Occupancy is the share of time that the server is at work, at most 1.
func (q MG1) Occupancy() float64 {
	if !(q.Lambda > 0) || !q.Service.sound() {
		return math.NaN()
	}
	return math.Min(1, q.Lambda*q.Service.Mean)
}

// MeanWait is the mean time in queue of all, lambda E[S^2] / (2 (1 - rho)):
// Pollaczek 1930, Khinchine 1932; Kleinrock, Queueing Systems I (1975), section
// 5.6.
func (q MG1) MeanWait() float64 {
	rho := q.Occupancy()
	if rho == 1 {
		return math.Inf(1)
	}
	return q.Lambda * q.Service.second() / (2 * (1 - rho))
}

// MeanSojourn is the mean time from arrival to the end of service.
func (q MG1) MeanSojourn() float64 { return q.MeanWait() + q.Service.Mean }

// MeanQueue is the mean number waiting (Little's law).
func (q MG1) MeanQueue() float64 { return q.Lambda * q.MeanWait() }

// MeanNumber is the mean number waiting or in service.
func (q MG1) MeanNumber() float64 { return q.Lambda * q.MeanSojourn() }

// LeeLongton approximates the mean wait of M/G/c, of which no closed form is
// known, by that of M/M/c with the same mean service time:
//
//	(1 + scv) / 2 times the wait of c
//
// Lee and Longton, "Queueing processes associated with airline passenger
// check-in", Operational Research Quarterly 10 (1959) 56-71. It is exact for one
// server and for exponential service, good in heavy traffic, and crude for many
// idle servers or an scv far from 1.
func LeeLongton(c ErlangC, scv float64) float64 {
	if !(scv >= 0) {
		return math.NaN()
	}
	return (1 + scv) / 2 * c.MeanWait()
}
