package main

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"peakready/scenarios"
)

// start is the scenario that says most about itself.
//
//go:embed start.yaml
var start []byte

func newInit() *cobra.Command {
	var from string
	c := &cobra.Command{
		Use:   "init [FILE]",
		Short: "Write a commented scenario to start from",
		Long: `Writes a scenario with a comment on each key to FILE (scenario.yaml unless you
name another). A file that is there is never overwritten. Change what differs in
your firm; a key that you take out goes back to its default.

` + shippedList(),
		Example: `  peakready init my.yaml
  peakready init desk.yaml --from service-desk`,
		Args: between(0, 1, "at most one file", "init my.yaml"),
		RunE: func(c *cobra.Command, args []string) error {
			return begin(append(args, "scenario.yaml")[0], from, c.ErrOrStderr())
		},
	}
	c.Flags().StringVar(&from, "from", "", "begin with the shipped scenario `NAME`, which has fewer comments")
	return c
}

// shipped are the names of the scenarios that peakready brings along.
func shipped() []string {
	files, err := fs.Glob(scenarios.Files, "*.yaml")
	if err != nil {
		panic("the pattern is a constant: " + err.Error())
	}
	for i := range files {
		files[i] = strings.TrimSuffix(files[i], ".yaml")
	}
	return files
}

func shippedList() string {
	return "Shipped scenarios: " + strings.Join(shipped(), ", ") + "."
}

// begin writes the file, whole or not at all.
func begin(file, from string, notes io.Writer) error {
	text := start
	if from != "" {
		var err error
		if text, err = fs.ReadFile(scenarios.Files, strings.TrimSuffix(from, ".yaml")+".yaml"); err != nil {
			return usage("--from %s: there is no scenario of that name. %s", from, shippedList())
		}
	}
	w, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	switch {
	case errors.Is(err, fs.ErrExist):
		return usage("%s is there already and stays as it is; name another file", file)
	case errors.Is(err, fs.ErrNotExist):
		return usage("%s: the folder %s is not there", file, filepath.Dir(file))
	case err != nil:
		return usage("%w", err)
	}
	_, err = w.Write(text)
	if err := errors.Join(err, w.Close()); err != nil {
		return internal(errors.Join(err, os.Remove(file)))
	}
	fmt.Fprintf(notes, "%s is written. What it means: peakready check %s\n", file, quoted(file))
	return nil
}
