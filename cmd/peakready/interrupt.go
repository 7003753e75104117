package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// interrupts turns Ctrl-C (and a polite kill) into two steps. The first ends
// the simulation: whole replications are kept and written. The second gives up
// the writing as well, so that nothing is left.
type interrupts struct {
	simulate context.Context // done at the first
	write    context.Context // done at the second
}

// watch begins to take interrupts; the function that it gives ends that.
func watch() (interrupts, func()) {
	simulate, stopSimulating := context.WithCancel(context.Background())
	write, stopWriting := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	ended := make(chan struct{})
	go func() {
		for _, stop := range []context.CancelFunc{stopSimulating, stopWriting} {
			select {
			case <-signals:
				stop()
			case <-ended:
				return
			}
		}
	}()
	return interrupts{simulate, write}, func() {
		signal.Stop(signals)
		close(ended)
		stopSimulating()
		stopWriting()
	}
}
