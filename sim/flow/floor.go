package flow

import "peakready/sim"

// Floor is the memory in which the records of several lines and piles of one kernel
// wait. Those that are full at different hours, a dock before its pickup, a hub by night
// and its stations by day, take turns in it.
type Floor struct{ spare spare[held] }

// Pile holds records on a floor in the order in which they were put down. Nothing
// happens to them: the model takes them up. The zero Pile is empty; it stays on the floor
// of its first record.
type Pile struct{ q backlog[held] }

// Len is the number of records.
func (p *Pile) Len() int { return p.q.n }

// Put lays a copy of r behind the others.
func (p *Pile) Put(f *Floor, r *sim.Record) { p.q.push(&f.spare, held{rec: *r}) }

// First is the record that has lain longest; there must be one. The pointer is good until
// the next Drop.
func (p *Pile) First() *sim.Record { return &p.q.peek().rec }

// Drop takes the first record away; there must be one.
func (p *Pile) Drop(f *Floor) { p.q.pop(&f.spare) }
