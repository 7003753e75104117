package models

import (
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"
)

// Text writes the outlook in plain words.
func (o Outlook) Text(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Window %s; %d days simulated with warm-up and drain, %d replications.\n", o.Season, o.Days, o.Replications)
	if len(o.Firms) > manyFirms {
		o.crowd(&b)
	} else {
		for i := range o.Firms {
			o.Firms[i].text(&b)
		}
	}
	if len(o.Shared) > 0 {
		b.WriteString("\nCarriers, all firms together\n")
		tabulate(&b, o.Shared)
		partsText(&b, o.Parts)
	}
	what := thousands(o.Orders) + " orders"
	if o.Orders == 0 {
		what = thousands(o.Contacts) + " contacts"
	}
	fmt.Fprintf(&b, "\nOne replication: about %s, %.1f s of CPU, %.0f MB of memory; all %d: %.0f s of CPU.\n",
		what, o.Seconds, o.Needs(1, 1)/1e6, o.Replications, o.Seconds*float64(o.Replications))
	_, err := io.WriteString(w, b.String())
	return err
}

// manyFirms is how many firms are told one by one, each with all its loads;
// more are told in a line each, with what is over capacity.
const manyFirms = 3

func (f *FirmOutlook) text(b *strings.Builder) {
	fmt.Fprintf(b, "\n%s\n", f.Name)
	if f.Ordinary > 0 {
		fmt.Fprintf(b, "  %s orders in the window; %s on an ordinary day, %s on the busiest (%s), up to %.1f a second.\n",
			thousands(f.Window), thousands(f.Ordinary), thousands(f.Busiest), f.BusiestDay, f.PeakMinute)
	}
	b.WriteString("  Forecast against capacity, by arithmetic (no chance, no feedback):\n")
	tabulate(b, f.Loads)
}

// crowd writes many firms: a line each with the fullest of its capacities, then
// all those that the forecast exceeds.
func (o Outlook) crowd(b *strings.Builder) {
	widest := 4
	for i := range o.Firms {
		widest = max(widest, columns(o.Firms[i].Name))
	}
	var over []Load
	fmt.Fprintf(b, "\n%d firms  (orders; the fullest of a firm's capacities by the forecast)\n", len(o.Firms))
	fmt.Fprintf(b, "  %s  %9s  %12s  %-22s  %8s  %s\n", padded("", widest), "in window", "ordinary day", "busiest day", "a second", "fullest")
	for i := range o.Firms {
		f := &o.Firms[i]
		fullest := ""
		most := -1.0
		for _, l := range f.Loads {
			if use := l.worst(); use > most {
				most, fullest = use, fmt.Sprintf("%s, %.0f%%", l.Name, 100*use)
			}
			if l.worst() > 1 {
				l.Name = f.Name + ", " + l.Name
				over = append(over, l)
			}
		}
		busiest := ""
		if f.Ordinary > 0 {
			busiest = fmt.Sprintf("%s on %s", thousands(f.Busiest), f.BusiestDay)
		}
		fmt.Fprintf(b, "  %s  %9s  %12s  %-22s  %8.1f  %s\n", padded(f.Name, widest), thousands(f.Window), thousands(f.Ordinary), busiest, f.PeakMinute, fullest)
	}
	if len(over) == 0 {
		b.WriteString("\nNo firm's own capacity is exceeded by the forecast, by arithmetic (no chance, no feedback).\n")
		return
	}
	b.WriteString("\nOver capacity by the forecast, by arithmetic (no chance, no feedback)\n")
	tabulate(b, over)
}

// worst is the use on the worst day or, for a team, in the worst hour.
func (l Load) worst() float64 {
	use := l.Use()
	if math.IsNaN(use) { // nothing comes, and nobody is there
		use = 0
	}
	return max(use, l.HourUse)
}

// columns is the width of a text in a terminal: Chinese characters and the
// full-width signs around them take two (Unicode Standard Annex 11).
func columns(s string) int {
	n := utf8.RuneCountInString(s)
	for _, r := range s {
		if r >= 0x1100 && r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe6f || r >= 0xff00 && r <= 0xff60 || r >= 0x20000 && r <= 0x3fffd {
			n++
		}
	}
	return n
}

// padded is a text with blanks up to a width.
func padded(s string, width int) string { return s + strings.Repeat(" ", max(0, width-columns(s))) }

func tabulate(b *strings.Builder, loads []Load) {
	widest := 22
	for _, l := range loads {
		widest = max(widest, columns(l.Name))
	}
	for _, l := range loads {
		fmt.Fprintf(b, "    %s ordinary day %7s of %7s %-16s worst day %s: %s of %s = %.0f%%%s\n",
			padded(l.Name, widest), thousands(l.Ordinary), thousands(l.Capacity), l.Unit+";", l.PeakDay, thousands(l.Peak), thousands(l.AtPeak), 100*l.Use(), l.remark())
	}
}

func (l Load) remark() string {
	if l.WorstHour != "" {
		return fmt.Sprintf("; worst hour %s: %.0f%%", l.WorstHour, 100*l.HourUse)
	}
	switch {
	case math.IsInf(l.ClearDays, 1):
		return "; the backlog is never worked off"
	case l.Use() > 1 && l.ClearDays >= 1:
		unit := "days"
		if math.Round(l.ClearDays) == 1 {
			unit = "day"
		}
		return fmt.Sprintf("; over capacity, longest backlog %.0f %s from %s", l.ClearDays, unit, l.ClearFrom)
	case l.Use() > 1:
		return "; over capacity"
	}
	return ""
}

// thousands writes a number with k or M as planners do.
func thousands(x float64) string {
	switch {
	case math.IsInf(x, 0):
		return "∞"
	case x >= 1e6:
		return fmt.Sprintf("%.2fM", x/1e6)
	case x >= 10e3:
		return fmt.Sprintf("%.0fk", x/1e3)
	case x >= 1e3:
		return fmt.Sprintf("%.1fk", x/1e3)
	case x >= 10:
		return fmt.Sprintf("%.0f", x)
	default:
		return fmt.Sprintf("%.2f", x)
	}
}
