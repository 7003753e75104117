package flow

import "testing"

// The oracles are trusted because they notice faults: each of these builds one into a
// block and requires that the check which passes without it fails.
func TestOraclesNoticeFaults(t *testing.T) {
	over := func() error { return checkDeterministicPatience(t, "MMNG-Dover", 60, 0.5, 113) }
	underMutant(t, patienceStretched, "patience 10% longer, by M/M/n+D,", over)
	underMutant(t, patienceStretched, "patience 10% longer, by Erlang A,", func() error { return checkErlangAOverloaded(t) })
	underMutant(t, lastInFirstOut, "last in, first out, by the waits of Erlang C,", func() error { return checkErlangC(t) })
	underMutant(t, lastInFirstOut, "last in, first out, by M/M/n+D,", over)
	underMutant(t, shiftEndIgnored, "a shift end ignored", func() error { return checkShiftGap(t) })
	underMutant(t, slowdownIgnored, "the slow-down of chats ignored", func() error { return checkChats(t) })
	underMutant(t, priorityIgnored, "priority ignored", func() error { return checkPriorities(t) })
	underMutant(t, balkIgnored, "balking ignored", func() error { return checkRetrial(t, "RETRY-1", 1, .6, .5, 115) })
	underMutant(t, redialForgotten, "redialling forgotten", func() error { return checkRetrial(t, "RETRY-1", 1, .6, .5, 115) })
	underMutant(t, workRestarted, "service restarted instead of resumed", checkResume)
	underMutant(t, workRestarted, "service restarted after a breakdown", func() error { return checkBreakdowns(t) })
	underMutant(t, carryLost, "work of an ended minute forgotten", func() error { return checkFluid(t) })
	underMutant(t, carryLost, "work of an ended minute forgotten, by Pollaczek-Khinchine,", func() error { return checkLineWait(t, "PK-MD1", constant(1), 131) })
	underMutant(t, weightsIgnored, "weights ignored", checkShares)
	underMutant(t, lostUseCapacity, "those who timed out use capacity", func() error { return checkGateRecursion(steadyGate) })
	underMutant(t, syncAlways, "a display that is never stale", checkOversell)
}
