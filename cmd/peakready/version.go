package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"
)

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Long:  "Prints the version of peakready and the system that it was built for. Every result names the version that made it.",
		Args:  between(0, 0, "no arguments", "version"),
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := fmt.Fprintf(c.OutOrStdout(), "peakready %s (%s/%s)\n", version, runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}
