package queueing

import (
	"errors"
	"math"
	"slices"

	"gonum.org/v1/gonum/integrate/quad"
)

// points is how many nodes a panel of Gauss-Legendre quadrature has.
const points = 12

// gauss holds the rule on [0, 1]: nodes, weights of the whole, and weights of
// the integral up to each node, of the polynomial through all nodes:
//
//	w_j sum over k of P_k(x_j) (P_k+1(x_i) - P_k-1(x_i)) / 2
var gauss = newRule()

type rule struct {
	node, weight [points]float64
	upTo         [points][points]float64
}

func newRule() *rule {
	r := new(rule)
	x, w := make([]float64, points), make([]float64, points)
	quad.Legendre{}.FixedLocations(x, w, -1, 1)
	for i := range points {
		pi := legendreP(x[i])
		for j := range points {
			pj := legendreP(x[j])
			sum := (x[i] + 1) * pj[0]
			for k := 1; k < points; k++ {
				sum += pj[k] * (pi[k+1] - pi[k-1])
			}
			r.upTo[i][j] = w[j] * sum / 4
		}
		r.node[i], r.weight[i] = (x[i]+1)/2, w[i]/2
	}
	return r
}

// legendreP is the Legendre polynomials of degree 0 to points at x.
func legendreP(x float64) (p [points + 1]float64) {
	p[0], p[1] = 1, x
	for k := 1; k < points; k++ {
		p[k+1] = (float64(2*k+1)*x*p[k] - float64(k)*p[k-1]) / float64(k+1)
	}
	return p
}

var errRough = errors.New("the integral does not settle: the function is not smooth between the breaks given, or not finite")

// integrate is the integral of f from a to b to a relative error of about
// 1e-12 of scale, or of the integral if that is larger.
func integrate(f func(float64) float64, a, b, scale float64) (float64, error) {
	whole := panel(f, a, b)
	return refine(f, a, b, whole, math.Max(scale, math.Abs(whole)), 40)
}

func panel(f func(float64) float64, a, b float64) float64 {
	sum := 0.0
	for i, x := range gauss.node {
		sum += gauss.weight[i] * f(a+(b-a)*x)
	}
	return sum * (b - a)
}

func refine(f func(float64) float64, a, b, whole, scale float64, depth int) (float64, error) {
	mid := a + (b-a)/2
	left, right := panel(f, a, mid), panel(f, mid, b)
	switch off := math.Abs(left + right - whole); {
	case off <= 1e-12*scale:
		return left + right, nil
	case depth == 0 || !(off < math.Inf(1)):
		return math.NaN(), errRough
	}
	l, err := refine(f, a, mid, left, scale, depth-1)
	if err != nil {
		return l, err
	}
	r, err := refine(f, mid, b, right, scale, depth-1)
	return l + r, err
}

// between are the breaks that lie inside (a, b), sorted, with a before and b
// after them.
func between(breaks []float64, a, b float64) []float64 {
	cuts := []float64{a}
	for _, x := range slices.Sorted(slices.Values(breaks)) {
		if x > cuts[len(cuts)-1] && x < b {
			cuts = append(cuts, x)
		}
	}
	return append(cuts, b)
}
