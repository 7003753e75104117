package models

import (
	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// quickCarrier is one courier network.
type quickCarrier struct {
	cfg      *Carrier
	realm    rng.Purpose
	moves    moves // of this hour
	hub      quickLine
	hubQueue []fifo // by firm
	weights  []float64
	stations []quickStation
	fails    float64       // share of attempts that find nobody
	served   []cohortCount // of one firm in this hour, by cohort

	hubIn, hubOut, stationIn, strayed, atDoor, failed float64
}

// quickStation is the last mile of a region, and the road to it.
type quickStation struct {
	quickLine
	realm uint64 // of the region
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
				realm:     uint64(rng.Name("quick/region/" + g.Name)),
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
			luck := k.moves.among(firm.realm, 0)
			for _, b := range k.serve(&k.hubQueue[f], work) {
				k.hub.left += b.n
				k.hubOut += b.n
				lost := luck.of(moveStrays, q.dateOf(b.cohort), b.n, float64(k.cfg.Lost))
				k.strayed += lost
				firm.stray(i, q.now+int(k.cfg.LostAfter/sim.Hour), b.cohort, lost)
				for g := range k.stations {
					k.stations[g].send(f, b.cohort, q.now, (b.n-lost)*q.where[g], k.stations[g].haul)
				}
			}
		}
		for g := range k.stations {
			q.hourOfStation(k, g, room[:0])
		}
	}
}

// serve takes out of a queue as much as some work allows, and gives it by cohort:
// chance is drawn once for each. The list is good until the next call.
func (k *quickCarrier) serve(queue *fifo, work float64) []cohortCount {
	k.served = k.served[:0]
	queue.serve(work, func(b batch) {
		for i := len(k.served) - 1; i >= 0; i-- {
			if k.served[i].cohort == int(b.cohort) {
				k.served[i].n += b.n
				return
			}
		}
		k.served = append(k.served, cohortCount{int(b.cohort), b.n})
	})
	return k.served
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
		luck := k.moves.among(firm.realm, st.realm)
		for _, b := range k.serve(&st.queue[f], work) {
			st.left += b.n
			k.atDoor += b.n
			failed := luck.of(moveNobody, q.dateOf(b.cohort), b.n, k.fails)
			if failed > 0 {
				k.failed += failed
				q.count(firm, result.AttemptsFailed, b.cohort, failed)
				st.send(f, b.cohort, q.now, failed, tomorrow[q.now%24])
			}
			q.deliver(firm, k, g, b.cohort, b.n-failed)
		}
	}
}
