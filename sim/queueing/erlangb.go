package queueing

import "math"

// ErlangB is the share of calls that are blocked when load (erlangs: arrivals
// during a mean holding time, 0 or more) is offered to servers lines and nobody
// waits: M/M/c/c, and by insensitivity M/G/c/c.
//
//	B(0) = 1,  B(n) = a B(n-1) / (n + a B(n-1))
//
// Jagerman, Bell System Technical Journal 53 (1974) 525-551, of Erlang's formula
// of 1917. Each step shrinks the error of the one before, at any size.
func ErlangB(load float64, servers int) float64 {
	if !(load >= 0) || math.IsInf(load, 1) || servers < 0 {
		return math.NaN()
	}
	b := 1.0
	for n := 1; n <= servers; n++ {
		b = load * b / (float64(n) + load*b)
	}
	return b
}

// ErlangBServers is the least number of lines that blocks at most the share
// blocking, in (0, 1], of load erlangs. It is -1 where the parameters have no
// meaning.
func ErlangBServers(load, blocking float64) int {
	if !(load >= 0) || math.IsInf(load, 1) || !(blocking > 0) {
		return -1
	}
	n := 0
	for b := 1.0; b > blocking; {
		n++
		b = load * b / (float64(n) + load*b)
	}
	return n
}
