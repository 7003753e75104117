package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"peakready/models"
)

// size is a number of bytes given by a flag, as 4GiB or 500MB.
type size struct {
	bytes float64
	given bool
}

var _ pflag.Value = (*size)(nil)

var sizeUnits = []struct {
	name  string
	bytes float64
}{
	{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"TiB", 1 << 40},
	{"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12},
}

func (x *size) Set(s string) error {
	for _, u := range sizeUnits {
		if len(s) <= len(u.name) || !strings.EqualFold(s[len(s)-len(u.name):], u.name) {
			continue
		}
		v, err := strconv.ParseFloat(strings.TrimSpace(s[:len(s)-len(u.name)]), 64)
		if err == nil && v*u.bytes >= 1<<20 && v*u.bytes <= 1<<50 {
			x.bytes, x.given = v*u.bytes, true
			return nil
		}
	}
	return errors.New("it takes a size of 1 MiB or more with its unit, such as 4GiB or 500MB")
}

func (x *size) String() string {
	if !x.given {
		return ""
	}
	return inBytes(x.bytes)
}

func (x *size) Type() string { return "SIZE" }

const memoryUsage = "take no more than `SIZE` of memory, such as 4GiB, by running fewer seasons at once; default is what is free"

// inBytes is a size for people.
func inBytes(b float64) string {
	if b < 1<<30 {
		return fmt.Sprintf("%.0f MiB", b/(1<<20))
	}
	return fmt.Sprintf("%.1f GiB", b/(1<<30))
}

// fits says how many seasons may be simulated at once in the memory that is
// there: as many as there are workers, or fewer, which it tells; the results are
// the same. Where not even one fits, the error says what would. Of the plans to be
// compared, the one that needs most counts.
func (p *prepared) fits(seasons, workers int, limit size, asked studies, notes io.Writer) (int, error) {
	have, of := limit.bytes, "allowed by --memory"
	if !limit.given {
		if have, of = freeMemory(), "free"; have <= 0 {
			return workers, nil // the system does not say
		}
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(int64(have)) // garbage makes way before that
	}
	most := &p.scenario
	look := models.Look(most)
	for i := range asked.plans {
		if sc := asked.plans[i].Scenario; i > 0 {
			if other := models.Look(sc); other.Needs(workers, seasons) > look.Needs(workers, seasons) {
				most, look = sc, other
			}
		}
	}
	if look.Needs(workers, seasons) <= have {
		return workers, nil
	}
	if fewer := min(workers, look.Workers(have, seasons)); fewer > 0 {
		fmt.Fprintf(notes, "Note: %s at once need about %s of memory and %s are %s: simulating %s at a time. The results are the same.\n",
			plural(min(workers, seasons), "season"), inBytes(look.Needs(workers, seasons)), inBytes(have), of, plural(fewer, "season"))
		return fewer, nil
	}
	would := "nothing smaller would fit"
	if n := fewerSeasons(look, have, seasons); n > 0 {
		would = fmt.Sprintf("with -n %d it would fit", n)
	} else if x := smallerScale(most, have); x > 0 {
		would = fmt.Sprintf("with -n 1 --scale %s it would fit", asPercent(x))
	}
	one := ""
	if seasons > 1 {
		one = ", one at a time,"
	}
	return 0, usage("%s does not fit in memory: %s%s would take about %s and %s are %s; %s. To try all the same, say --memory %.0fMiB",
		p.file, plural(seasons, "season"), one, inBytes(look.Needs(1, seasons)), inBytes(have), of, would, look.Needs(1, seasons)/(1<<20)+1)
}

// fewerSeasons is how many fit one at a time, each leaving its results; 0 if none.
func fewerSeasons(look models.Outlook, have float64, seasons int) int {
	if have < look.Needs(1, 1) {
		return 0
	}
	n := 1 + int((have-look.Needs(1, 1))/max(1, look.Kept))
	return min(n, seasons)
}

// smallerScale is the largest round scale at which one season fits; 0 if none.
func smallerScale(sc *models.Scenario, have float64) float64 {
	for _, x := range []float64{0.5, 0.2, 0.1, 0.05, 0.02, 0.01} {
		smaller := models.Scaled(*sc, x)
		if models.Look(&smaller).Needs(1, 1) <= have {
			return x
		}
	}
	return 0
}
