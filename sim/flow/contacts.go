package flow

import (
	"fmt"
	"math"

	"peakready/sim"
	"peakready/sim/rng"
)

// What a contact draws, from its luck or from that of its later attempt.
var (
	purposeService = rng.Name("flow/service")
	purposePatient = rng.Name("flow/patience")
	purposeBalk    = rng.Name("flow/balk")
	purposeRedial  = rng.Name("flow/redial")
	purposeDelay   = rng.Name("flow/redial-delay")
	purposeAttempt = rng.Name("flow/attempt")
)

// Contact is one matter that a customer wants settled, through all its attempts.
// 64 bytes.
type Contact struct {
	Order   sim.Record
	Luck    rng.Luck // of this contact: (order, reason, nth)
	Class   uint8
	Reason  uint8 // the model's
	Nth     uint8 // the model's: which contact of the order for this reason
	Attempt uint8 // set by the pool: 0 the first, 255 also for all later ones
	Tag     uint32
	Born    sim.Time // set by the pool: first attempt
	Arrived sim.Time // set by the pool: this attempt
}

type contactState uint8

const (
	vacant contactState = iota
	waiting
	inHand
	orbiting // will redial
)

// slot holds a contact while it is the pool's.
type slot struct {
	c     Contact
	since sim.Time // the present state began
	wait  sim.Time // until first answered
	seq   uint64   // order of joining; a pre-empted contact keeps its own
	// work is what remains, ms at full speed; in hand: the agent's progress at which
	// nothing remains.
	work     float64
	agent    int32
	tries    uint32 // attempts before this one
	gen      uint16 // of the pending event; an event of another generation is stale
	state    contactState
	timed    bool // an impatient event is pending
	answered bool
}

// contactRef is gen:16 | slot:24.
type contactRef uint64

const (
	slotBits = 24
	slotMask = 1<<slotBits - 1
)

// spareSlots bounds the reuse of generations: so many slots are free at least whenever one
// is taken, first freed, first taken, so a slot comes back after as many others. A (slot,
// generation) pair comes again after 128 x 65,536 = 8.4 million timed contacts, far more
// than arrive while a stale event of the first is pending.
const spareSlots = 128

func (p *Pool) ref(i int32) contactRef {
	return contactRef(p.slots[i].gen)<<slotBits | contactRef(i)
}

// Place is where the pool will keep the contact that is offered next. Who fills in all that
// is the caller's and gives it to Offer at once spares a copy; it holds an earlier contact.
func (p *Pool) Place() *Contact {
	p.upTo(p.k.Now()) // a shift's end may have hooks called that offer contacts too
	if p.free.n() <= spareSlots {
		p.growSlots()
	}
	return &p.slots[p.free.first()].c
}

// Offer brings a contact to the pool now. The pool keeps a copy of c, in which it sets
// Attempt, Born and Arrived. The luck decides service (the same at every attempt), and
// for each attempt whether it balks, its patience and whether it redials.
func (p *Pool) Offer(c *Contact) {
	now := p.k.Now()
	p.upTo(now)
	if p.free.n() <= spareSlots {
		p.growSlots()
	}
	i := p.free.pop()
	s := &p.slots[i]
	if c != &s.c {
		s.c.set(c)
	}
	s.c.Born, s.c.Attempt = now, 0
	s.tries, s.answered, s.timed = 0, false, false
	cl := &p.class[c.Class]
	var work float64
	if cl.service > 0 {
		work = cl.service * c.Luck.Exp(purposeService)
	} else {
		work = cl.Service.Draw(c.Luck, purposeService)
	}
	if !(work >= 0 && work <= math.MaxFloat64) {
		panic(fmt.Sprintf("flow: pool %s at %v: service of contact %#x is %v ms; it must be finite and not negative", p.spec.Name, now, c.Order.Who(), work))
	}
	s.work = work
	h := p.hour
	h.Fresh++
	h.WorkOffered += work
	p.attempt(i, s, cl, now)
}

// set copies what the caller of Offer fills in, field by field: the caller has just
// written the fields, and a processor that reads two of them by one wider load has to
// wait until both writes have reached the cache, some 5 ns.
func (c *Contact) set(from *Contact) {
	c.Order.A, c.Order.B, c.Order.C = from.Order.A, from.Order.B, from.Order.C
	c.Luck = from.Luck
	c.Class, c.Reason, c.Nth = from.Class, from.Reason, from.Nth
	c.Tag = from.Tag
}

// attempt lets contact i in: it is answered, joins its queue, or balks.
func (p *Pool) attempt(i int32, s *slot, c *class, now sim.Time) {
	s.c.Arrived = now
	p.hour.Offered++
	for _, g := range c.groups {
		if a := g.freeAgent(); a >= 0 {
			p.answer(i, a, now)
			return
		}
	}
	if c.Patience.Balk > 0 && s.luck().Chance(purposeBalk, c.Patience.Balk) {
		p.hour.Balked++
		p.lose(i, 0, now)
		return
	}
	s.seq = p.seq
	p.seq++
	s.state, s.since = waiting, now
	c.queue.pushBack(p.slotLinks, i)
	p.waiting.add(1, now)
	if c.patient {
		return
	}
	var d float64
	if c.patience > 0 {
		d = c.patience * s.luck().Exp(purposePatient)
	} else {
		d = c.Patience.Dist.Draw(s.luck(), purposePatient)
	}
	d *= p.stretch
	if !(d >= 0) {
		panic(fmt.Sprintf("flow: pool %s at %v: patience of contact %#x is %v ms; it must not be negative", p.spec.Name, now, s.c.Order.Who(), d))
	}
	if d < float64(sim.MaxTime-now) {
		s.timed = true
		p.impatient.At(now+sim.Time(d+0.5), p.ref(i))
	}
}

// luck is that of this attempt.
func (s *slot) luck() rng.Luck {
	if s.tries == 0 {
		return s.c.Luck
	}
	return s.c.Luck.Sub(purposeAttempt, uint64(s.tries))
}

// dequeue takes contact i, of slot s, out of its queue.
func (p *Pool) dequeue(i int32, s *slot, now sim.Time) {
	p.class[s.c.Class].queue.remove(p.slotLinks, i)
	p.waiting.add(-1, now)
	p.waited += now - s.since
	if s.timed { // its impatience is stale from here on
		s.timed = false
		s.gen++
	}
}

func (p *Pool) onImpatient(r contactRef) {
	i := int32(r & slotMask)
	if p.slots[i].gen != uint16(r>>slotBits) {
		return
	}
	now := p.k.Now()
	p.upTo(now)
	if p.slots[i].gen != uint16(r>>slotBits) {
		return // a shift that began at this instant has answered it
	}
	if s := &p.slots[i]; s.state != waiting || !s.timed {
		panic(fmt.Sprintf("flow: pool %s at %v: contact %#x loses patience that it does not have", p.spec.Name, now, s.c.Order.Who()))
	}
	p.dequeue(i, &p.slots[i], now)
	p.lose(i, now-p.slots[i].c.Arrived, now)
}

// lose lets contact i go unanswered, for good or to redial.
func (p *Pool) lose(i int32, waited, now sim.Time) {
	s := &p.slots[i]
	p.hour.Abandoned++
	p.hour.WaitAbandoned += waited
	if p.keepWaits {
		k := &p.class[s.c.Class].kept
		k.Abandoned++
		k.WaitAbandoned += waited
	}
	r := &p.class[s.c.Class].Redial
	redials := r.Max > 0 && uint64(s.tries) < uint64(r.Max) && s.luck().Chance(purposeRedial, r.Probability)
	if redials {
		d := r.Delay.Draw(s.luck(), purposeDelay)
		if !(d >= 0) {
			panic(fmt.Sprintf("flow: pool %s at %v: redial delay of contact %#x is %v ms; it must not be negative", p.spec.Name, now, s.c.Order.Who(), d))
		}
		s.state = orbiting
		p.orbiting++
		p.redialled.After(sim.Time(d+0.5), p.ref(i))
	}
	if p.spec.Abandoned != nil {
		p.spec.Abandoned(&s.c, waited, redials)
	}
	if !redials {
		p.slots[i].state = vacant
		p.free.push(i)
	}
}

func (p *Pool) onRedialled(r contactRef) {
	now := p.k.Now()
	p.upTo(now)
	i := int32(r & slotMask)
	s := &p.slots[i]
	p.orbiting--
	s.tries++
	s.c.Attempt = uint8(min(s.tries, math.MaxUint8))
	p.attempt(i, s, &p.class[s.c.Class], now)
}

// ring is a FIFO of slots with room for all of them.
type ring struct {
	at       []int32 // its length is a power of two
	out, end uint32  // counts; at[out % len(at)] is the first
}

func (r *ring) n() int { return int(r.end - r.out) }

func (r *ring) push(i int32) {
	r.at[r.end&uint32(len(r.at)-1)] = i
	r.end++
}

// first is the slot that pop gives next.
func (r *ring) first() int32 { return r.at[r.out&uint32(len(r.at)-1)] }

func (r *ring) pop() int32 {
	i := r.first()
	r.out++
	return i
}

// growSlots makes as many more slots as there are, when none is free.
func (p *Pool) growSlots() {
	old, free := len(p.slots), p.free.n()
	n := min(max(2*spareSlots, 2*old), slotMask+1)
	if n == old {
		if free == 0 {
			panic(fmt.Sprintf("flow: pool %s at %v: %d contacts at once are the limit", p.spec.Name, p.k.Now(), n))
		}
		return
	}
	p.slots = append(p.slots, make([]slot, n-old)...)
	p.slotLinks = append(p.slotLinks, make([]link, n-old)...)
	grown := ring{at: make([]int32, n)} // n is a power of two
	for range free {
		grown.push(p.free.pop())
	}
	for i := old; i < n; i++ {
		grown.push(int32(i))
	}
	p.free = grown
}
