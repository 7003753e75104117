package rng

import "testing"

// Sinks keep the compiler from dropping a benchmarked call.
var (
	sinkBits  uint64
	sinkFloat float64
	sinkInt   int64
	sinkLuck  Luck
)

// benchPurposes stand for the draws of one order.
var benchPurposes = [8]Purpose{
	Name("order/category"), Name("order/region"), Name("order/patience"), Name("order/defect"),
	Name("order/temper"), Name("order/basket"), Name("order/late"), Name("order/return"),
}

func BenchmarkEntity(b *testing.B) {
	k := NewKey(1, 2)
	var n uint64
	for b.Loop() {
		l := k.Entity(3, n)
		n++
		sinkLuck = l
	}
}

func BenchmarkBits(b *testing.B) {
	l := NewKey(1, 2).Entity(3, 4)
	var sum, n uint64
	for b.Loop() {
		sum += l.Bits(benchPurposes[n&7])
		n++
	}
	sinkBits = sum
}

// BenchmarkOrder25 is an order's share of luck: one Entity, 25 uniforms.
func BenchmarkOrder25(b *testing.B) {
	k := NewKey(1, 2)
	var n uint64
	var sum float64
	for b.Loop() {
		l := k.Entity(3, n)
		n++
		for j := range 25 {
			sum += l.U(benchPurposes[j&7] + Purpose(j))
		}
	}
	sinkFloat = sum
}

// BenchmarkChain makes each draw wait for the one before: latency, the worst case.
func BenchmarkChain(b *testing.B) {
	l := NewKey(1, 2).Entity(3, 4)
	p := Purpose(1)
	for b.Loop() {
		p = Purpose(l.Bits(p))
	}
	sinkBits = uint64(p)
}

func BenchmarkSub(b *testing.B) {
	l := NewKey(1, 2).Entity(3, 4)
	var n uint64
	for b.Loop() {
		sinkLuck = l.Sub(benchPurposes[0], n)
		n++
	}
}

func BenchmarkPhilox(b *testing.B) {
	var n, sum uint64
	for b.Loop() {
		a, _ := philox2x64(n, 1, 2)
		sum += a
		n++
	}
	sinkBits = sum
}

// BenchmarkQuantile includes the uniform that it inverts.
func BenchmarkQuantile(b *testing.B) {
	for _, d := range []Dist{
		MustConstant(3), MustUniform(1, 2), MustExponential(300), MustLognormalMean(300, 0.9),
		MustWeibull(0.7, 300), MustTriangular(1, 2, 4), MustGamma(1, 0.3), MustErlang(3, 300),
	} {
		b.Run(d.String(), func(b *testing.B) {
			s := NewKey(1, 2).Entity(3, 4).Stream(5)
			var sum float64
			for b.Loop() {
				sum += d.Quantile(s.U())
			}
			sinkFloat = sum
		})
	}
	b.Run("standard normal", func(b *testing.B) {
		s := NewKey(1, 2).Entity(3, 4).Stream(5)
		var sum float64
		for b.Loop() {
			sum += s.Norm()
		}
		sinkFloat = sum
	})
}

func BenchmarkDraw(b *testing.B) {
	for _, d := range []Dist{MustLognormalMean(300, 0.9), MustGamma(1, 0.3), MustErlang(3, 300)} {
		b.Run(d.String(), func(b *testing.B) {
			k := NewKey(1, 2)
			var n uint64
			var sum float64
			for b.Loop() {
				sum += d.Draw(k.Entity(1, n), 7)
				n++
			}
			sinkFloat = sum
		})
	}
}

func BenchmarkPoisson(b *testing.B) {
	for _, c := range []struct {
		name string
		mean float64
	}{{"mean 0.1", 0.1}, {"mean 3", 3}, {"mean 20", 20}, {"mean 100", 100}, {"mean 101", 101}, {"mean 700", 700}, {"mean 1e4", 1e4}, {"mean 1e6", 1e6}} {
		b.Run(c.name, func(b *testing.B) {
			s := NewKey(1, 2).Entity(3, 4).Stream(5)
			var sum int64
			for b.Loop() {
				sum += Poisson(s.U(), c.mean)
			}
			sinkInt = sum
		})
	}
}
