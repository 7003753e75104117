package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// Exit codes; scripts rely on them. 1 and 5 come of scenarios that set targets.
const (
	exitDone      = 0   // and READY, where the scenario sets targets
	exitNotReady  = 1   // a target fails
	exitUndecided = 5   // none fails, but more seasons are needed to show that all hold
	exitUsage     = 2   // the command line is wrong, or the place for the files
	exitRejected  = 3   // the scenario is wrong
	exitInternal  = 4   // an audit is broken, a trial failed, a file cannot be written
	exitStopped   = 130 // stopped by Ctrl-C, as shells count it
)

// failure is an error with its exit code. A nil err has been told already.
type failure struct {
	code int
	err  error
}

func (f *failure) Error() string {
	if f.err == nil {
		return fmt.Sprintf("exit code %d", f.code)
	}
	return f.err.Error()
}

func (f *failure) Unwrap() error { return f.err }

func usage(format string, args ...any) error {
	return &failure{exitUsage, fmt.Errorf(format, args...)}
}

func internal(err error) error { return &failure{exitInternal, err} }

// between checks the number of arguments and says what is missing in words.
func between(least, most int, what, example string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return fmt.Errorf("%s needs %s, as in: peakready %s", c.Name(), what, example)
		case len(args) > most:
			return fmt.Errorf("%s takes %s; too much: %s", c.Name(), what, strings.Join(args[most:], " "))
		}
		return nil
	}
}
