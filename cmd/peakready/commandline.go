package main

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// The flags that change no figure: how fast, where to, and how it is shown.
var figureless = []string{"workers", "memory", "quiet", "output", "json", "top"}

// commandLine is what a figure says it was made by, so that somebody who has the
// figure alone can make it again: the command, its scenario, and every flag that
// was given and bears on a figure, in the order of the help. Files stand by their
// base names, as in summary.json.
func commandLine(c *cobra.Command, scenario string) string {
	words := []string{"peakready", c.Name(), quoted(filepath.Base(scenario))}
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Changed || slices.Contains(figureless, f.Name) {
			return
		}
		option := "--" + f.Name
		if f.Shorthand != "" {
			option = "-" + f.Shorthand
		}
		if f.Value.Type() == "bool" {
			if f.Value.String() == "true" {
				words = append(words, option)
			}
			return
		}
		values := []string{f.Value.String()}
		if several, ok := f.Value.(pflag.SliceValue); ok {
			values = several.GetSlice()
		}
		what, _ := pflag.UnquoteUsage(f)
		for _, v := range values {
			if what == "FILE" {
				words = append(words, option, quoted(filepath.Base(v)))
			} else {
				words = append(words, option, quotedName(v))
			}
		}
	})
	return strings.Join(words, " ")
}

// quotedName is a name of a firm or a value as a shell takes it; letters of any
// script need no quotes, nor does a percentage.
func quotedName(name string) string {
	if name != "" && !strings.ContainsAny(name, " \t\n'\"\\$`*?[]{}()<>|&;#!~=^") {
		return name
	}
	return quoted(name)
}
