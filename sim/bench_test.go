//go:build unix

package sim

import (
	"fmt"
	"math"
	"math/bits"
	"syscall"
	"testing"
	"time"
)

// wyrand is a cheap local generator for the benchmarks (one multiplication), so
// that they time the calendars and not the luck.
type wyrand uint64

func (s *wyrand) bits() uint64 {
	*s += 0xa0761d6478bd642f
	hi, lo := bits.Mul64(uint64(*s), uint64(*s)^0xe7037ed1a0b428db)
	return hi ^ lo
}

// expTable holds 4096 quantiles of the unit exponential distribution.
var expTable = func() (a [4096]float64) {
	for i := range a {
		a[i] = -math.Log1p(-(float64(i) + 0.5) / 4096)
	}
	return a
}()

func (s *wyrand) exp(mean float64) Time { return Time(expTable[s.bits()>>52] * mean) }

var pendings = []int{10, 1e3, 16384, 1e5, 1e6, 1e7}

// cpuClock adds up the CPU time of this process, all threads: on shared machines the
// wall clock times the neighbours.
type cpuClock struct{ start, sum time.Duration }

func cpuNow() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func (c *cpuClock) run()  { c.start = cpuNow() }
func (c *cpuClock) hold() { c.sum += cpuNow() - c.start }

func (c *cpuClock) report(b *testing.B) {
	b.ReportMetric(float64(c.sum.Nanoseconds())/float64(b.N), "cpu-ns/event")
}

// BenchmarkHoldHeap: each event schedules one, an exponential time ahead.
func BenchmarkHoldHeap(b *testing.B) {
	for _, n := range pendings {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			k := New(0)
			luck := wyrand(7)
			left := min(2*n, 3_000_000)
			mean := 10 * float64(n)
			var hold Event[uint64]
			hold = On(k, "bench/hold", func(r uint64) {
				hold.After(luck.exp(mean), r)
				if left--; left == 0 {
					k.Stop()
				}
			})
			for i := range n {
				hold.At(luck.exp(mean), uint64(i))
			}
			k.Run(MaxTime)
			left = b.N
			b.ReportAllocs()
			b.ResetTimer()
			var cpu cpuClock
			cpu.run()
			k.Run(MaxTime)
			cpu.hold()
			cpu.report(b)
		})
	}
}

// BenchmarkHoldBuckets: the same with records, a day ahead on average (half an hour at
// 10 pending, so that most minutes are empty but a year holds some events).
func BenchmarkHoldBuckets(b *testing.B) {
	const horizon, margin = 365 * Day, 10 * Day // a delay is at most 9.01 means
	for _, n := range pendings {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			mean := float64(Day)
			if n < 100 {
				mean = float64(30 * Minute)
			}
			luck := wyrand(7)
			b.ReportAllocs()
			b.ResetTimer()
			var cpu cpuClock
			for rest := b.N; rest > 0; {
				b.StopTimer()
				k := New(horizon)
				left := 2 * n
				var hold Stage
				hold = OnRecord(k, "bench/hold", func(r *Record) {
					hold.After(luck.exp(mean), *r)
					if left--; left == 0 {
						k.Stop()
					}
				})
				for i := range n {
					hold.At(luck.exp(mean), Record{A: uint64(i)})
				}
				k.Run(horizon - margin)
				left = rest
				b.StartTimer()
				cpu.run()
				k.Run(horizon - margin)
				cpu.hold()
				rest = max(left, 0)
			}
			cpu.report(b)
		})
	}
}

// BenchmarkMM1: a single server at 90% load on the raw kernel.
func BenchmarkMM1(b *testing.B) {
	k := New(0)
	luck := wyrand(7)
	waiting, left := 0, b.N
	var served, arrived Event[uint32]
	arrived = On(k, "mm1/arrived", func(r uint32) {
		if waiting++; waiting == 1 {
			served.After(luck.exp(900), r)
		}
		arrived.After(luck.exp(1000), r+1)
		if left--; left <= 0 {
			k.Stop()
		}
	})
	served = On(k, "mm1/served", func(r uint32) {
		if waiting--; waiting > 0 {
			served.After(luck.exp(900), r+1)
		}
		if left--; left <= 0 {
			k.Stop()
		}
	})
	arrived.At(0, 0)
	b.ReportAllocs()
	b.ResetTimer()
	var cpu cpuClock
	cpu.run()
	k.Run(MaxTime)
	cpu.hold()
	cpu.report(b)
}
