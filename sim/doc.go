// Package sim answers "what happens next?": a clock, two calendars of pending events, and
// a loop that fires them in one total order. It knows nothing of shops.
package sim
