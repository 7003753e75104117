package flow

// mutant is a deliberate fault of a block. A test that sets one and sees its oracle
// check still pass knows that the check is too weak to be trusted.
type mutant uint8

const (
	sound mutant = iota
	patienceStretched
	lastInFirstOut
	shiftEndIgnored
	slowdownIgnored
	priorityIgnored
	balkIgnored
	redialForgotten
	workRestarted // pool: a pre-empted contact begins again
	carryLost     // line: work done on the record in hand is forgotten when a minute ends
	weightsIgnored
	lostUseCapacity // gate: a record that timed out takes its turn all the same
	syncAlways      // stock: the display is never stale
)

// mutation is read when a block is built and never after. Only tests set it.
var mutation = sound
