package main

import (
	"path/filepath"
	"strconv"
	"strings"
)

// commandLine is what a figure says it was made by, so that somebody who has the
// figure alone can make it again: files by their base names, as summary.json has
// them, without what changes no figure (workers, the folder).
type commandLine struct{ words []string }

// of begins a line: peakready VERB SCENARIO.
func (c *commandLine) of(verb, scenario string) {
	c.words = []string{"peakready", verb, quoted(filepath.Base(scenario))}
}

// files adds an option for each file.
func (c *commandLine) files(option string, paths []string) {
	for _, p := range paths {
		c.words = append(c.words, option, quoted(filepath.Base(p)))
	}
}

// names adds an option for each name.
func (c *commandLine) names(option string, names []string) {
	for _, n := range names {
		c.words = append(c.words, option, quotedName(n))
	}
}

// name adds an option with a name, unless it is empty.
func (c *commandLine) name(option, name string) {
	if name != "" {
		c.names(option, []string{name})
	}
}

// flag adds an option without a value.
func (c *commandLine) flag(option string, given bool) {
	if given {
		c.words = append(c.words, option)
	}
}

// number and share add an option that was given.
func (c *commandLine) number(option string, n number) {
	if n.given {
		c.words = append(c.words, option, strconv.FormatUint(n.value, 10))
	}
}

func (c *commandLine) share(option string, x scale) {
	if x.given {
		c.words = append(c.words, option, asPercent(x.value))
	}
}

func (c *commandLine) String() string { return strings.Join(c.words, " ") }

// quotedName is a name of a firm as a shell takes it; letters of any script need
// no quotes.
func quotedName(name string) string {
	if name != "" && !strings.ContainsAny(name, " \t\n'\"\\$`*?[]{}()<>|&;#!~=%^") {
		return name
	}
	return quoted(name)
}

// commandLine is the command of a run.
func (o *runOptions) commandLine() string {
	var c commandLine
	c.of("run", o.scenario)
	c.files("--plan", o.plans)
	c.number("-n", o.replications)
	c.number("--seed", o.seed)
	c.number("--replication", o.replication)
	c.share("--scale", o.scale)
	c.flag("--quick", o.fast)
	c.share("--precision", o.precision.share)
	c.name("--of", o.precision.of)
	c.name("--of-firm", o.precision.ofFirm)
	c.name("--of-pool", o.precision.ofPool)
	c.flag("--until-decided", o.decided)
	c.number("--max-seasons", o.most)
	c.files("--compare", o.compared)
	c.names("--spill", o.without)
	return c.String()
}

// commandLine is the command of a comparison.
func (o *compareOptions) commandLine() string {
	var c commandLine
	c.of("compare", o.scenario)
	c.files("--plan", o.tried)
	c.flag("--together", o.together)
	c.number("-n", o.replications)
	c.number("--seed", o.seed)
	c.share("--scale", o.scale)
	return c.String()
}

// commandLine is the command of a search for headroom.
func (o *headroomOptions) commandLine() string {
	var c commandLine
	c.of("headroom", o.scenario)
	c.files("--plan", o.plans)
	for _, what := range o.of {
		c.words = append(c.words, "--of", what)
	}
	c.names("--firm", o.firms)
	c.number("-n", o.replications)
	c.number("--seed", o.seed)
	c.share("--tolerance", o.step)
	if o.most.given {
		c.words = append(c.words, "--upto", strconv.FormatFloat(o.most.value, 'g', 12, 64))
	}
	c.share("--scale", o.scale)
	return c.String()
}
