package queueing

import (
	"errors"
	"fmt"
	"math"
)

// OfferedLoad is M_t/G/inf: arrivals at a rate that changes with time, as many
// servers as it takes. The number at work is Poisson; its mean is the load that a
// desk must be staffed for. Source: Eick, Massey and Whitt, "The physics of the
// M_t/G/inf queue", Operations Research 41 (1993) 731-742.
type OfferedLoad struct {
	Rate    func(t float64) float64 // arrivals a unit of time at t, 0 or more
	Service func(u float64) float64 // the share of services that lasts longer than u
	Start   float64                 // nobody is there at Start; -Inf: arrivals have come for ever
	// Breaks and ServiceBreaks are where Rate and Service jump or bend.
	Breaks, ServiceBreaks []float64
}

// At is the mean number at work at time t, 0 before Start:
//
//	m(t) = integral over u from 0 to t - Start of rate(t-u) P(S > u)
//
// (Eick, Massey and Whitt 1993, theorem 1), to a relative error of 1e-10. With
// Start -Inf it fails if the mean service time is not finite, or nearly so.
func (q OfferedLoad) At(t float64) (float64, error) {
	if q.Rate == nil || q.Service == nil || math.IsNaN(t) || math.IsNaN(q.Start) || math.IsInf(q.Start, 1) {
		return math.NaN(), errors.New("the offered load needs Rate, Service and a time")
	}
	f := func(u float64) float64 { return q.Rate(t-u) * q.Service(u) }
	breaks := append([]float64(nil), q.ServiceBreaks...)
	for _, b := range q.Breaks {
		breaks = append(breaks, t-b)
	}
	end := t - q.Start
	sum, from, to, idle := 0.0, 0.0, q.scale(), 0
	for from < end {
		for i, cuts := 1, between(breaks, from, math.Min(to, end)); i < len(cuts); i++ {
			v, err := integrate(f, cuts[i-1], cuts[i], sum)
			if err != nil {
				return math.NaN(), fmt.Errorf("offered load at %v: %w", t, err)
			}
			sum += v
		}
		// A rate may rest for a while; a service time that lasts so long may not.
		if q.Service(to)*to <= 1e-12*q.scale() {
			if idle++; idle == 2 {
				break
			}
		}
		if from, to = to, 2*to; math.IsInf(to, 1) {
			return math.NaN(), fmt.Errorf("offered load at %v: services do not end", t)
		}
	}
	return sum, nil
}

// scale is a time that about half of the services last, to a factor of 2.
func (q OfferedLoad) scale() float64 {
	u := 1.0
	for q.Service(u) > 0.5 && u < 1e300 {
		u *= 2
	}
	for q.Service(u) < 0.25 && u > 1e-300 {
		u /= 2
	}
	return u
}

// Sinusoid is an arrival rate Mean + Amplitude sin(Frequency t), at most as
// deep as Mean; Frequency is in radians a unit of time.
type Sinusoid struct{ Mean, Amplitude, Frequency float64 }

// Rate is the arrival rate at t.
func (s Sinusoid) Rate(t float64) float64 { return s.Mean + s.Amplitude*math.Sin(s.Frequency*t) }

// Load is the mean number at work at t of M_t/M/inf with service rate mu, if
// these arrivals have come for ever:
//
//	m(t) = mean/mu + amplitude (mu sin wt - w cos wt) / (mu^2 + w^2)
//
// Eick, Massey and Whitt, "M_t/G/inf queues with sinusoidal arrival rates",
// Management Science 39 (1993) 241-252.
func (s Sinusoid) Load(mu, t float64) float64 {
	sin, cos := math.Sincos(s.Frequency * t)
	return s.Mean/mu + s.Amplitude*(mu*sin-s.Frequency*cos)/(mu*mu+s.Frequency*s.Frequency)
}

// LoadAmplitude is how far the load swings about its mean.
func (s Sinusoid) LoadAmplitude(mu float64) float64 {
	return s.Amplitude / math.Hypot(mu, s.Frequency)
}

// Lag is how much later than the rate the load has its peak.
func (s Sinusoid) Lag(mu float64) float64 { return math.Atan2(s.Frequency, mu) / s.Frequency }
