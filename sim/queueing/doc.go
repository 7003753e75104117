// Package queueing answers "what does theory say?": closed forms and numerical
// solutions for the queues that a season is built of, to check the simulator by
// and to size a desk without it.
//
//	ErlangB        calls that find no free line are lost
//	ErlangC        everybody waits as long as it takes
//	ErlangA        waiting ends when patience does, exponential; ImpatientMMn: any patience
//	MMcK           a waiting room of limited size
//	MG1            one server, any service time; LeeLongton: several, approximate
//	NonPreemptive, NonPreemptiveMMc, PreemptiveResume   priorities
//	OfferedLoad    arrivals that change with time, servers without end
//	TimeVarying    arrivals and servers that change with time, patience
//	Fluid          a backlog without luck
//	MinimumServersC, MinimumServersA, SquareRootStaffing   how many it takes
//
// One unit of time holds for a whole computation; the examples and the program
// use seconds, so that rates are a second. Parameters without meaning (a rate
// that is not above 0, NaN) give NaN, never a number that looks right. Where
// arrivals outrun the servers and nobody leaves there is no steady state: waits
// are then +Inf, the share that waits is 1, the service level 0.
//
// No formula subtracts numbers that nearly cancel or sums factorials, so that
// 100,000 servers are as exact as ten. Start reading at erlangb.go, on which C
// and A are built.
package queueing
