package plots

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"peakready/models/result"
)

// Figures computes all figures of a run: those about all firms and about what
// was tried on the season, then firm by firm in the run's order. With several
// firms the name of a firm's figure begins with its name. A firm without
// orders (a contact centre alone) has its contacts instead of the order
// figures. It panics if run's slices do not agree with its head; WriteAll and
// Report give that as an error.
func Figures(run *result.Run) []Figure {
	if err := shape(run); err != nil {
		panic(err.Error())
	}
	sum := run.Summary()
	figs := generalFigures(run, &sum)
	taken := map[string]bool{}
	for _, f := range figs {
		taken[f.Name] = true
	}
	for firm := range run.Firms {
		for _, f := range firmFigures(subject{run, &sum, firm}, false) {
			name := f.Name
			for n := 2; taken[strings.ToLower(f.Name)]; n++ {
				f.Name = fmt.Sprintf("%s-%d", name, n)
			}
			taken[strings.ToLower(f.Name)] = true
			figs = append(figs, f)
		}
	}
	return figs
}

// firmFigures computes the figures of a firm; in brief those that say how it
// fares, without those that say where.
func firmFigures(s subject, brief bool) (figs []Figure) {
	add := func(f Figure) { figs = append(figs, f) }
	if hasOrders(s.run, s.firm) {
		add(ordersFigure(s))
		add(complaintsFigure(s))
		if !brief {
			add(rateFigure(s))
		}
		add(lateFigure(s))
		if !brief {
			if lines := measureBacklog(s.run, s.firm); len(lines) > 0 {
				add(backlogFigure(s, lines))
			}
		}
	}
	if len(s.summary().Pools) > 0 {
		if !hasOrders(s.run, s.firm) {
			for _, f := range contactFigures(s) {
				add(f)
			}
		}
		if !brief {
			for _, f := range deskFigures(s) {
				add(f)
			}
		}
		add(poolsFigure(s))
	}
	if !brief && hasShadow(s) {
		add(shadowFigure(s))
	}
	return figs
}

// WriteAll writes every figure as plots/NAME.svg and plots/NAME.png under dir.
func WriteAll(dir string, run *result.Run) error {
	if err := shape(run); err != nil {
		return err
	}
	dir = filepath.Join(dir, "plots")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	for _, f := range Figures(run) {
		if err := writeFile(filepath.Join(dir, f.Name+".svg"), f.WriteSVG); err != nil {
			return err
		}
		if err := writeFile(filepath.Join(dir, f.Name+".png"), f.WritePNG); err != nil {
			return err
		}
	}
	return nil
}

// subject is the firm of a run that a figure is about.
type subject struct {
	run  *result.Run
	sum  *result.Summary
	firm int
}

func (s subject) summary() *result.FirmSummary { return &s.sum.Firms[s.firm] }

func (s subject) name() string { return s.run.Firms[s.firm].Name }

// page begins a figure of the subject.
func (s subject) page(name, headline string) page {
	if len(s.run.Firms) > 1 {
		prefix := fileName(s.name())
		if prefix == "" {
			prefix = fmt.Sprintf("firm%d", s.firm+1)
		}
		name = prefix + "-" + name
	}
	return page{name: name, headline: headline, source: source(s.run)}
}

// sub begins a subtitle with the firm.
func (s subject) sub(text string) string {
	return elide(subtitleStyle, s.name(), 160) + "  •  " + text
}

// sample names the statistic and its interval, if there is more than one
// replication to compute it from.
func (s subject) sample(statistic, interval string) string {
	if n := len(s.run.Trials); n > 1 {
		return fmt.Sprintf(", %s of %d replications with %s", statistic, n, interval)
	}
	return ", one replication"
}

// spread names the curve and the band of figures over time.
func (s subject) spread() string {
	switch n := len(s.run.Trials); {
	case n == 1:
		return ", one replication"
	case n < fewest:
		return fmt.Sprintf(", median and range of %d replications", n)
	default:
		return fmt.Sprintf(", median of %d replications with 5–95%% band", n)
	}
}

// ends writes the ends of a band behind its middle.
func (s subject) ends(lo, hi float64) string {
	switch n := len(s.run.Trials); {
	case n == 1:
		return ""
	case n < fewest:
		return fmt.Sprintf(" (%s–%s)", count(lo), count(hi))
	}
	return fmt.Sprintf(" (5–95%%: %s–%s)", count(lo), count(hi))
}

// window writes the days that are shown.
func (s subject) window() string {
	from, to := date(s.run.Start, s.run.From), date(s.run.Start, s.run.To)
	return from.Format("2 Jan 2006") + " to " + to.Format("2 Jan 2006")
}

func uintString(v uint64) string { return strconv.FormatUint(v, 10) }

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
