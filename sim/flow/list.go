package flow

// link ties item i of a slab into at most one list.
type link struct{ next, prev int32 }

// list is a doubly linked list of slab indices; -1 ends it. Its links stand in a slice
// that all lists of one kind of item share.
type list struct{ head, tail, n int32 }

func emptyList() list { return list{-1, -1, 0} }

// pushBack appends item i.
func (q *list) pushBack(l []link, i int32) {
	l[i] = link{-1, q.tail}
	if q.tail >= 0 {
		l[q.tail].next = i
	} else {
		q.head = i
	}
	q.tail = i
	q.n++
}

// insertBefore puts item i in front of item at; at -1 means at the end.
func (q *list) insertBefore(l []link, i, at int32) {
	if at < 0 {
		q.pushBack(l, i)
		return
	}
	prev := l[at].prev
	l[i] = link{at, prev}
	l[at].prev = i
	if prev >= 0 {
		l[prev].next = i
	} else {
		q.head = i
	}
	q.n++
}

// remove takes item i out; it must be in this list.
func (q *list) remove(l []link, i int32) {
	e := l[i]
	if e.prev >= 0 {
		l[e.prev].next = e.next
	} else {
		q.head = e.next
	}
	if e.next >= 0 {
		l[e.next].prev = e.prev
	} else {
		q.tail = e.prev
	}
	q.n--
}
