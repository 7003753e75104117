// Package verify answers the question "is the engine right?": it holds what
// peakready computes and simulates against published and exact results.
//
//	formula     a closed form or numerical method of sim/queueing, to a tolerance
//	simulation  a small scenario, read by package scenarios and simulated by
//	            models.RunTrial like any season; replications, a standard error,
//	            a score z of the distance from the exact result
//	trace       a scenario in which nothing is left to chance, against a
//	            calculation by hand: equal to the millisecond and the parcel
//
// The scenarios are the files of cases/. Nothing here simulates on its own:
// what is verified is the decoder, the wiring of the season and the blocks that
// every run uses.
//
// Coverage measures how often intervals hold the truth, on cases whose truth is
// known, and how far sketches are from exact quantiles.
//
// Start reading at battery.go; the cases are in desks.go, goods.go, traces.go
// and formulas.go.
package verify
