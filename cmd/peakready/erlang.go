package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"peakready/sim/queueing"
)

func newErlang() *cobra.Command {
	o := erlangOptions{
		contacts:     flow{want: "write contacts over a time, such as 100/30m, 200/h or 5k/day"},
		within:       span{seconds: 20},
		agents:       number{least: 1},
		lines:        number{least: 1},
		maxOccupancy: portion{least: "above 0%"},
		target:       portion{least: "above 0%", most: "below 100%"},
		shrinkage:    portion{most: "below 100%"},
	}
	c := &cobra.Command{
		Use:   "erlang --contacts N/TIME --aht TIME [--agents N | --target SHARE | --lines N]",
		Short: "How long do contacts wait with so many agents? An Erlang table, nothing is simulated",
		Long: `Computes what a steady stream of contacts meets, by formula and at once:

  Erlang C   nobody leaves the queue                       --agents N
  Erlang A   some lose patience and leave                  --agents N --patience TIME
  Erlang B   no queue: who finds no free line is lost      --lines N

With --target instead of --agents it finds the fewest agents who answer that share
of all contacts within --within. A table also shows some agents fewer and more.

With --json agents_needed are these fewest, and stand there only with --target.
agents_for_stability are the fewest with whom a queue that nobody leaves does not
grow without end; null with --patience or --lines, where it never does. With fewer
agents all wait, none is answered in time, agents are always busy, and waits are null.

The formulas know one steady half hour: contacts come at random (Poisson), each
agent serves one at a time, handling times vary like an exponential, patience
too, and the queue has settled. For surges, shifts, several chats at once, redials
and whatever comes back, simulate: peakready run.`,
		Example: `  peakready erlang --contacts 100/30m --aht 3m --agents 14
  peakready erlang --contacts 100/30m --aht 3m --agents 14 --patience 5m
  peakready erlang --contacts 100/30m --aht 3m --target 80% --within 20s --max-occupancy 85% --shrinkage 30%
  peakready erlang --contacts 200/h --aht 3m --lines 17`,
		Args: between(0, 0, "no arguments, all is said by flags", "erlang --contacts 100/30m --aht 3m --agents 14"),
		RunE: func(c *cobra.Command, _ []string) error {
			return erlang(o, c.OutOrStdout())
		},
	}
	f := c.Flags()
	f.SortFlags = false
	f.Var(&o.contacts, "contacts", "contacts that come, over a time: 100/30m, 200/h, 5k/day")
	f.Var(&o.aht, "aht", "mean `TIME` an agent spends on one (average handling time), such as 3m or 4m30s")
	f.Var(&o.agents, "agents", "`N` agents at their desks")
	f.Var(&o.patience, "patience", "mean `TIME` until somebody who waits gives up; without it nobody does")
	f.Var(&o.within, "within", "a contact is answered in time if it waits at most `TIME` (default 20s)")
	f.Var(&o.shrinkage, "shrinkage", "`SHARE` of paid time not at the desk (breaks, training, illness), such as 30%")
	f.Var(&o.target, "target", "`SHARE` of all contacts to be answered in time, such as 80%: finds the fewest agents")
	f.Var(&o.maxOccupancy, "max-occupancy", "with --target: agents may be busy at most this `SHARE` of the time, such as 85%")
	f.Var(&o.lines, "lines", "`N` lines and no queue (Erlang B): how many contacts find none free?")
	f.BoolVar(&o.json, "json", false, "print one object of JSON instead of the text; times in seconds")
	return c
}

type erlangOptions struct {
	contacts                        flow
	aht, patience, within           span
	agents, lines                   number
	shrinkage, target, maxOccupancy portion
	json                            bool
}

// check says which flags are missing or do not go together.
func (o *erlangOptions) check() error {
	switch {
	case !o.contacts.given:
		return errors.New("how many contacts come? Give --contacts, such as --contacts 100/30m")
	case !(o.contacts.perSecond > 0):
		return errors.New("--contacts: with no contacts nobody waits; give a number above 0, such as 100/30m")
	case !o.aht.given:
		return errors.New("how long does one take? Give --aht, such as --aht 3m")
	case !(o.aht.seconds > 0):
		return errors.New("--aht: a contact takes some time; give more than 0, such as 3m")
	case o.patience.given && !(o.patience.seconds > 0):
		return errors.New("--patience: a mean patience of 0 lets nobody wait; give more than 0, such as 5m, or --lines N for desks without a queue")
	case o.lines.given && (o.agents.given || o.patience.given || o.target.given || o.maxOccupancy.given):
		return errors.New("--lines is for desks without a queue: it takes no --agents, --patience, --target or --max-occupancy")
	case !o.lines.given && !o.agents.given && !o.target.given:
		return errors.New("with how many agents? Give --agents N, or --target SHARE to find the least number, or --lines N for desks without a queue")
	case max(o.agents.value, o.lines.value) > mostAgents:
		return fmt.Errorf("more than %s agents or lines are not looked into", whole(mostAgents))
	case o.contacts.perSecond*o.aht.seconds > mostAgents:
		return fmt.Errorf("the contacts keep %s agents busy; more than %s are not looked into", whole(o.contacts.perSecond*o.aht.seconds), whole(mostAgents))
	}
	return nil
}

// mostAgents bounds the time that a table takes to a second or so; a desk of a
// million is a slip.
const mostAgents = 1_000_000

// desk is what the formulas say of one number of agents, or of lines.
type desk struct {
	agents                                int
	wait, level, abandoned, blocked, busy float64 // shares
	meanWait, meanWaitAnswered, p95Wait   float64 // seconds
	stable                                bool
}

// at computes a desk by the formula that the flags ask for.
func (o *erlangOptions) at(agents int) desk {
	lambda, mu := o.contacts.perSecond, 1/o.aht.seconds
	switch {
	case o.lines.given:
		blocked := queueing.ErlangB(lambda/mu, agents)
		return desk{
			agents: agents, stable: true, blocked: blocked, level: 1 - blocked,
			busy: lambda / mu * (1 - blocked) / float64(agents),
		}
	case o.patience.given:
		q := queueing.ErlangA{Lambda: lambda, Mu: mu, Theta: 1 / o.patience.seconds, Servers: agents}
		return desk{
			agents: agents, stable: true, wait: q.WaitProbability(), level: q.ServiceLevel(o.within.seconds),
			abandoned: q.Abandonment(), busy: q.Occupancy(),
			meanWait: q.MeanWait(), meanWaitAnswered: q.MeanWaitServed(), p95Wait: q.WaitQuantile(0.95),
		}
	}
	q := queueing.ErlangC{Lambda: lambda, Mu: mu, Servers: agents}
	return desk{
		agents: agents, stable: q.Stable(), wait: q.WaitProbability(), level: q.ServiceLevel(o.within.seconds),
		busy: q.Occupancy(), meanWait: q.MeanWait(), meanWaitAnswered: q.MeanWait(), p95Wait: q.WaitQuantile(0.95),
	}
}

// load is how many agents the contacts keep busy.
func (o *erlangOptions) load() float64 { return o.contacts.perSecond * o.aht.seconds }

// meets tells whether a desk reaches what is asked of it.
func (o *erlangOptions) meets(d desk) bool {
	return d.stable && (!o.target.given || d.level >= o.target.share) &&
		(!o.maxOccupancy.given || d.busy <= o.maxOccupancy.share)
}

// least is the least number of agents that does: for the target or, without
// one, so that the queue does not grow without end; 0 where none ever does.
func (o *erlangOptions) least() (int, error) {
	lambda, mu := o.contacts.perSecond, 1/o.aht.seconds
	goal := queueing.Target{Level: o.target.share, Within: o.within.seconds, MaxOccupancy: o.maxOccupancy.share}
	switch {
	case o.target.given && o.patience.given:
		return queueing.MinimumServersA(lambda, mu, 1/o.patience.seconds, goal)
	case o.target.given:
		return queueing.MinimumServersC(lambda, mu, goal)
	case o.lines.given, o.patience.given:
		return 0, nil
	}
	return o.settling(), nil
}

// settling is the least number of agents with whom a queue that nobody leaves does
// not grow without end.
func (o *erlangOptions) settling() int {
	n := max(1, int(o.load()))
	for !(queueing.ErlangC{Lambda: o.contacts.perSecond, Mu: 1 / o.aht.seconds, Servers: n}).Stable() {
		n++
	}
	return n
}

// answer is a desk with what stands beside it.
type answer struct {
	desk   desk
	least  int // agents; see least
	beside []desk
}

func erlang(o erlangOptions, out io.Writer) error {
	if err := o.check(); err != nil {
		return &failure{exitUsage, err}
	}
	least, err := o.least()
	if err != nil {
		return &failure{exitUsage, err}
	}
	n := int(max(o.agents.value, o.lines.value))
	if n == 0 {
		n = least
	}
	a := answer{desk: o.at(n), least: least}
	if o.json {
		err = writeErlang(out, o, a)
	} else {
		// Three fewer, to see what is lost, and five more, to see what is won.
		for k := max(1, n-3); k <= n+5; k++ {
			a.beside = append(a.beside, o.at(k))
		}
		_, err = io.WriteString(out, erlangText(o, a))
	}
	if err != nil {
		return internal(fmt.Errorf("printing the Erlang table: %w", err))
	}
	return nil
}
