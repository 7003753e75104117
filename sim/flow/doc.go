// Package flow answers: what do limited capacities do to a stream of orders and
// contacts? It holds the blocks from which a season is built, each with a closed form or
// a published run as its oracle in the tests.
//
//	            room, rate/s                     rate/min, ring            no limit
//	visitor --> Gate --admitted--> ... order --> Line --released--> ... --> Delay --out--> ...
//	              \--timedOut                      \--Dropped (cancelled)
//
//	contact --> Pool (groups of agents, classes of contacts) --Served--> ...
//	              \--Abandoned, perhaps redials
//
//	Stock: true and displayed levels; Supply: its (s, S) replenishment
//	Schedule: a capacity over time, which all of them read
//
// Every block counts what enters, leaves and stays, integrates the number inside over
// time, and compares that area with the sum of the single sojourns in its Audit: Little's
// law, exact, in integer ticks. Nothing here knows a shop: the meaning of a record and of
// a contact is the model's.
//
// Start with schedule.go, then line.go; the pool begins in pool.go with the words it
// uses, contacts.go follows a contact, agents.go an agent.
package flow
