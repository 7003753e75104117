package flow

import (
	"fmt"
	"testing"

	"peakready/sim"
	"peakready/sim/rng"
)

// benchmarkPool runs Poisson contacts through a pool as a season does: luck by entity,
// fingerprint on, every statistic kept.
func benchmarkPool(b *testing.B, spec PoolSpec, gap float64) {
	k := sim.New(0)
	spec.Name = "pool"
	p := NewPool(k, spec, 10_000)
	gaps, key := stream(190, 0, "arrivals"), rng.NewKey(190, 0)
	var arrival sim.Event[uint64]
	next := 0.0
	arrival = sim.On(k, "arrival", func(n uint64) {
		next += gaps.Exp() * gap
		arrival.At(sim.Time(next), n+1)
		p.Offer(&Contact{Luck: key.Entity(2, n)})
	})
	arrival.At(0, 0)
	now := sim.Hour
	k.Run(now)
	events := k.Events()
	b.ReportAllocs()
	used := cpu(b)
	b.ResetTimer()
	for k.Events()-events < uint64(b.N) {
		now += sim.Minute
		k.Run(now)
	}
	b.StopTimer()
	used = cpu(b) - used
	n := float64(k.Events() - events)
	b.ReportMetric(float64(used)/n, "cpu-ns/event")
	b.ReportMetric(n/used.Seconds()/1e6, "Mevents/cpu-s")
	if err := p.Audit(k.Now()); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkPool(b *testing.B) {
	service := rng.MustExponential(10_000)
	b.Run("M/M/1", func(b *testing.B) {
		benchmarkPool(b, PoolSpec{
			Classes: []ClassSpec{{Name: "call", Service: service, Patience: forever}},
			Groups:  []GroupSpec{one(Always(1), 1)}}, 10_000/.9)
	})
	for _, c := range []float64{50, 1000} {
		b.Run(fmt.Sprintf("M/M/%v+M", c), func(b *testing.B) {
			benchmarkPool(b, PoolSpec{
				Classes: []ClassSpec{{Name: "call", Service: service, Patience: Patience{Dist: rng.MustExponential(20_000)}}},
				Groups:  []GroupSpec{one(Always(c), 1)}}, 10_000/c)
		})
	}
	b.Run("chat", func(b *testing.B) {
		g := one(Always(30), 1)
		g.Concurrency, g.Slowdown = 4, .15
		benchmarkPool(b, PoolSpec{
			Classes: []ClassSpec{{Name: "chat", Service: rng.MustLognormalMean(10_000, .9), Patience: Patience{Dist: rng.MustExponential(20_000)}}},
			Groups:  []GroupSpec{g}}, 10_000/70.)
	})
}

// BenchmarkLine holds a backlog at its length: as much enters as leaves. An operation is
// a record: entered, released, handled.
func BenchmarkLine(b *testing.B) {
	for _, n := range []int{1_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprintf("backlog=%d", n), func(b *testing.B) {
			const rate = 10_000 // a minute
			minutes := int64(b.N/rate + 10)
			k := sim.New(sim.Time(minutes+int64(n)/rate+10) * sim.Minute)
			var l *Line
			again := sim.OnRecord(k, "released", func(r *sim.Record) { l.Enter(r) })
			l = NewLine(k, LineSpec{Name: "line", Rate: Always(rate)}, again)
			for i := range n {
				l.Enter(&sim.Record{A: uint64(i)})
			}
			k.Run(2 * sim.Minute)
			now, events := k.Now(), k.Events()
			b.ReportAllocs()
			used := cpu(b)
			b.ResetTimer()
			for k.Events()-events < uint64(b.N) {
				now += sim.Minute
				k.Run(now)
			}
			b.StopTimer()
			b.ReportMetric(float64(cpu(b)-used)/float64(k.Events()-events), "cpu-ns/record")
			if err := l.Audit(k.Now()); err != nil {
				b.Fatal(err)
			}
		})
	}
}

// BenchmarkIdleLines opens minutes of a hundred lines that have nothing to do: what a
// season pays for each line whatever its load.
func BenchmarkIdleLines(b *testing.B) {
	const lines = 100
	k := sim.New(sim.Time(b.N/lines+2) * sim.Minute)
	out := sim.OnRecord(k, "released", func(*sim.Record) {})
	for i := range lines {
		NewLine(k, LineSpec{Name: fmt.Sprint(i), Rate: Always(1)}, out)
	}
	used := cpu(b)
	b.ResetTimer()
	k.Run(sim.Time(b.N/lines+1) * sim.Minute)
	b.StopTimer()
	b.ReportMetric(float64(cpu(b)-used)/float64(b.N), "cpu-ns/line-minute")
}
