package models

import (
	"math"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/flow"
	"peakready/sim/rng"
)

// batch is parcels that stand together: of one cohort, come in one hour.
type batch struct {
	cohort, hour int32
	n, work      float64
}

// fifo is batches in the order in which they came.
type fifo struct {
	b       []batch
	head    int
	n, work float64
}

func (f *fifo) push(cohort, hour int, n, work float64) {
	if n <= 0 {
		return
	}
	f.n += n
	f.work += work
	if last := len(f.b) - 1; last >= f.head && f.b[last].cohort == int32(cohort) && f.b[last].hour == int32(hour) {
		f.b[last].n += n
		f.b[last].work += work
		return
	}
	if f.head > 256 && f.head*2 > len(f.b) {
		f.b = append(f.b[:0], f.b[f.head:]...)
		f.head = 0
	}
	f.b = append(f.b, batch{int32(cohort), int32(hour), n, work})
}

// serve takes out as much as some work allows, the first come first.
func (f *fifo) serve(work float64, out func(b batch)) {
	for f.head < len(f.b) && work > 0 {
		b := &f.b[f.head]
		if b.work <= work {
			work -= b.work
			f.n -= b.n
			f.work -= b.work
			f.head++
			out(*b)
			continue
		}
		part := *b
		x := work / b.work
		part.n, part.work = b.n*x, work
		b.n -= part.n
		b.work -= part.work
		f.n -= part.n
		f.work -= part.work
		out(part)
		return
	}
	if f.head == len(f.b) {
		f.b, f.head, f.n, f.work = f.b[:0], 0, 0, 0
	}
}

// withdraw takes n parcels out at the head: the oldest give up first.
func (f *fifo) withdraw(n float64, out func(cohort int, n float64)) float64 {
	taken := 0.0
	for i := f.head; i < len(f.b) && n > 0; i++ {
		b := &f.b[i]
		x := min(n, b.n)
		if x <= 0 {
			continue
		}
		out(int(b.cohort), x)
		w := b.work * x / b.n
		b.n -= x
		b.work -= w
		f.n -= x
		f.work -= w
		n -= x
		taken += x
	}
	return taken
}

// quickLine is the day book of a line.
type quickLine struct {
	capacity []float64 // work of each hour
	days     []result.LineDay
	entered  float64
	left     float64
	rest     [2]float64 // rounding of entered and left
	offered  float64
}

func (q *quick) newLine(s flow.Schedule) quickLine {
	l := quickLine{capacity: make([]float64, q.days*24), days: make([]result.LineDay, 0, q.days)}
	for h := range l.capacity {
		at := sim.Time(h) * sim.Hour
		l.capacity[h] = s.Integral(at, at+sim.Hour) / float64(sim.Minute)
	}
	return l
}

// close books a day.
func (l *quickLine) close(queue, workPerParcel float64) {
	l.days = append(l.days, result.LineDay{
		Capacity: l.offered / workPerParcel, Entered: whole(l.entered, &l.rest[0]), Left: whole(l.left, &l.rest[1]), Queue: int64(math.Round(queue)),
	})
	l.entered, l.left, l.offered = 0, 0, 0
}

// whole is a number of things, what is cut off carried to the next call.
func whole(x float64, rest *float64) int64 {
	x += *rest
	n := math.Floor(x + 1e-6)
	*rest = x - n
	return int64(n)
}

// quickWarehouse is one warehouse of a firm.
type quickWarehouse struct {
	quickLine
	cfg    *Warehouse
	share  float64
	unwave fifo
	queue  fifo
	packed fifo // until the pickup
}

func (w *quickWarehouse) arrive(hour, cohort int, n, work float64) {
	if len(w.cfg.Waves) > 0 {
		w.unwave.push(cohort, hour, n, work)
		return
	}
	w.entered += n
	w.queue.push(cohort, hour, n, work)
}

// pack is an hour of the firm's warehouses and the pickups in it.
func (q *quick) pack(f *quickFirm) {
	q.shopCancels(f)
	clock := sim.Time(q.now%24) * sim.Hour
	for i := range f.stores {
		w := &f.stores[i]
		for _, t := range w.cfg.Waves {
			if t := sim.Time(t) % sim.Day; t >= clock && t < clock+sim.Hour {
				w.unwave.serve(math.Inf(1), func(b batch) {
					w.entered += b.n
					w.queue.push(int(b.cohort), int(b.hour), b.n, b.work)
				})
			}
		}
		capacity := w.capacity[q.now]
		w.offered += capacity
		work := min(capacity, w.queue.work)
		done := 0.0
		pack := func(part float64) {
			w.queue.serve(work*part, func(b batch) {
				done += b.n
				q.count(f, result.Packed, int(b.cohort), b.n)
				f.unshipped[b.cohort] -= b.n
				w.packed.push(int(b.cohort), int(b.hour), b.n, b.n)
			})
		}
		from := 0.0
		for _, p := range w.cfg.Pickups {
			t := sim.Time(p) % sim.Day // 24:00 is the next day's 00:00
			if t < clock || t >= clock+sim.Hour {
				continue
			}
			at := float64(t-clock) / float64(sim.Hour)
			pack(at - from)
			from = at
			q.pickUp(f, w, at)
		}
		if from < 1 {
			pack(1 - from)
		}
		w.left += done
	}
}

// pickUp hands what is packed to the carriers, at a part of the hour.
func (q *quick) pickUp(f *quickFirm, w *quickWarehouse, part float64) {
	limit := float64(q.now) + part - float64(f.cfg.Shipping.ShipBy)/float64(sim.Hour)
	w.packed.serve(math.Inf(1), func(b batch) {
		c := int(b.cohort)
		q.count(f, result.Shipped, c, b.n)
		if late := b.n * max(0, min(1, limit-float64(b.hour))); late > 0 {
			q.count(f, result.ShippedLate, c, late)
			if share := f.cfg.Policy.LateShipCompensation; share > 0 && q.inWindow(c) {
				f.money.compensation += late * q.meanOf(f, c, func(g *Category) float64 {
					return float64(min(Money(float64(g.Value)*float64(share)), f.cfg.Policy.LateShipCap))
				})
			}
		}
		if q.inWindow(c) {
			f.money.items += b.n * q.meanOf(f, c, func(g *Category) float64 { return g.Items })
		}
		for i, share := range f.contracts {
			if share == 0 {
				continue
			}
			k := &q.carriers[i]
			if q.inWindow(c) {
				f.money.freight += b.n * share * float64(k.cfg.Price)
			}
			k.hubIn += b.n * share
			k.hub.entered += b.n * share
			k.hubQueue[f.index].push(c, q.now, b.n*share, b.n*share)
		}
	})
}

// meanOf a figure of the categories over the orders of a cohort.
func (q *quick) meanOf(f *quickFirm, cohort int, of func(*Category) float64) float64 {
	n, t := 0.0, 0.0
	for i, x := range f.mix[cohort] {
		n += x
		t += x * of(&f.cfg.Demand.Categories[i])
	}
	if n == 0 {
		return 0
	}
	return t / n
}

// quickCarrier is one courier network.
type quickCarrier struct {
	cfg      *Carrier
	realm    rng.Purpose
	moves    moves // of this hour
	hub      quickLine
	hubQueue []fifo // by firm
	weights  []float64
	stations []quickStation
	fails    float64 // share of attempts that find nobody

	hubIn, hubOut, stationIn, strayed, atDoor, failed float64
}

// quickStation is the last mile of a region, and the road to it.
type quickStation struct {
	quickLine
	queue []fifo // by firm
	road  [][]quickRoad
	haul  []float64
	size  int // hours of a road's ring
	free  [][]float64
}

// quickRoad is parcels of a firm and cohort on their way, by hour of arrival.
type quickRoad struct {
	cohort int
	n      float64
	ring   []float64
}

func (q *quick) wireCarriers() {
	quotas := &season{sc: q.sc}
	for i := range q.sc.Carriers {
		c := &q.sc.Carriers[i]
		closed := c.shutdown(q.span)
		k := quickCarrier{cfg: c, realm: rng.Name("quick/carrier/" + c.Name), hub: q.newLine(c.Hub.rates(q.span, closed)), hubQueue: make([]fifo, len(q.sc.Firms))}
		if _, k.weights = quotas.quotas(c.Name); k.weights == nil {
			k.weights = []float64{1}
		}
		// As many failed attempts a parcel as with the limit, without the memory.
		again, p := 0.0, 1.0
		for range c.Attempts - 1 {
			p *= float64(c.NobodyHome)
			again += p
		}
		k.fails = again / (1 + again)
		for _, g := range q.sc.Regions {
			share := float64(g.Share)
			if f, ok := c.Spread[g.Name]; ok {
				share *= float64(f)
			}
			st := quickStation{
				quickLine: q.newLine(c.Stations.rates(q.span, func(day int) float64 { return share * closed(day) })),
				queue:     make([]fifo, len(q.sc.Firms)), road: make([][]quickRoad, len(q.sc.Firms)), haul: q.kernel(g.LineHaul),
			}
			st.size = max(len(st.haul), 34) + 1
			k.stations = append(k.stations, st)
		}
		q.carriers = append(q.carriers, k)
	}
}

// send puts parcels on the road: shares of them by hour from now.
func (st *quickStation) send(firm, cohort, now int, n float64, by []float64) {
	roads := st.road[firm]
	i := len(roads) - 1
	for i >= 0 && roads[i].cohort != cohort {
		i--
	}
	if i < 0 {
		var ring []float64
		if last := len(st.free) - 1; last >= 0 {
			ring, st.free = st.free[last], st.free[:last]
		} else {
			ring = make([]float64, st.size)
		}
		st.road[firm] = append(roads, quickRoad{cohort: cohort, ring: ring})
		roads, i = st.road[firm], len(roads)
	}
	r := &roads[i]
	r.n += n
	at := now % st.size
	ring := r.ring[at:]
	for j, w := range by {
		if j == len(ring) {
			for k, w := range by[j:] {
				r.ring[k] += n * w
			}
			return
		}
		ring[j] += n * w
	}
}

// shares divides a capacity among firms that wait, by weight: a firm that needs
// less leaves the rest to the others, as in flow.Line.
func shares(capacity float64, queue []fifo, weights, to []float64) []float64 {
	to = to[:0]
	total, weight := 0.0, 0.0
	for i := range queue {
		to = append(to, 0)
		total += queue[i].work
		if queue[i].work > 0 {
			weight += weights[i]
		}
	}
	if total <= capacity {
		for i := range queue {
			to[i] = queue[i].work
		}
		return to
	}
	for left := capacity; left > 1e-12*capacity && weight > 0; {
		level, next, used := left/weight, 0.0, 0.0
		for i := range queue {
			need := queue[i].work - to[i]
			if need <= 0 {
				continue
			}
			x := min(need, level*weights[i])
			to[i] += x
			used += x
			if x < need {
				next += weights[i]
			}
		}
		left -= used
		if next == weight {
			break
		}
		weight = next
	}
	return to
}

// hourOfCarriers moves parcels through hubs, roads and stations.
func (q *quick) hourOfCarriers() {
	var room [64]float64
	for i := range q.carriers {
		k := &q.carriers[i]
		k.moves = q.movesOf(k.realm)
		k.hub.offered += k.hub.capacity[q.now]
		for f, work := range shares(k.hub.capacity[q.now], k.hubQueue, k.weights, room[:0]) {
			if work == 0 {
				continue
			}
			firm := &q.firms[f]
			k.hubQueue[f].serve(work, func(b batch) {
				k.hub.left += b.n
				k.hubOut += b.n
				lost := k.moves.of(moveStrays, b.n, float64(k.cfg.Lost))
				k.strayed += lost
				firm.stray(i, q.now+int(k.cfg.LostAfter/sim.Hour), int(b.cohort), lost)
				for g := range k.stations {
					k.stations[g].send(f, int(b.cohort), q.now, (b.n-lost)*q.where[g], k.stations[g].haul)
				}
			})
		}
		for g := range k.stations {
			q.hourOfStation(k, g, room[:0])
		}
	}
}

// stray keeps parcels gone astray until they are declared lost.
func (f *quickFirm) stray(carrier, due, cohort int, n float64) {
	if n > 0 {
		f.strayed[carrier] = append(f.strayed[carrier], strayBatch{due, cohort, n})
		f.strayedN += n
	}
}

// tomorrow is a second attempt: at eight in the morning.
var tomorrow = func() (by [24][]float64) {
	for h := range by {
		by[h] = make([]float64, 33-h)
		by[h][32-h] = 1
	}
	return by
}()

func (q *quick) hourOfStation(k *quickCarrier, g int, room []float64) {
	st := &k.stations[g]
	at := q.now % st.size
	for f := range st.road {
		roads := st.road[f]
		kept := 0
		for i := range roads {
			r := &roads[i]
			if n := r.ring[at]; n > 0 {
				r.ring[at] = 0
				r.n -= n
				st.entered += n
				k.stationIn += n
				st.queue[f].push(r.cohort, q.now, n, n)
			}
			if r.n < 1e-9 { // what is left is rounding
				clear(r.ring)
				st.free = append(st.free, r.ring)
				continue
			}
			roads[kept] = *r
			kept++
		}
		st.road[f] = roads[:kept]
	}
	st.offered += st.capacity[q.now]
	if st.capacity[q.now] == 0 {
		return
	}
	for f, work := range shares(st.capacity[q.now], st.queue, k.weights, room) {
		if work == 0 {
			continue
		}
		firm := &q.firms[f]
		st.queue[f].serve(work, func(b batch) {
			st.left += b.n
			k.atDoor += b.n
			failed := k.moves.of(moveNobody, b.n, k.fails)
			if failed > 0 {
				k.failed += failed
				q.count(firm, result.AttemptsFailed, int(b.cohort), failed)
				st.send(f, int(b.cohort), q.now, failed, tomorrow[q.now%24])
			}
			q.deliver(firm, k, g, int(b.cohort), b.n-failed)
		})
	}
}
