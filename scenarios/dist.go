package scenarios

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"peakready/sim"
	"peakready/sim/rng"
)

const wantDist = "write a time such as 5m, or how it varies, such as lognormal(mean=5m, log_sd=0.9) or exponential(mean=5m)"

// family is one way in which a time may vary. Parameters that are times are
// written with a unit and kept in milliseconds.
type family struct {
	name     string
	params   []parameter
	bare     bool // the parameters may be given without names, in their order
	ordered  bool // all parameters are times, none before the one to its left
	assemble func(x []float64) (rng.Dist, error)
}

type parameter struct {
	name  string
	timed bool
}

var (
	mean     = parameter{"mean", true}
	families = []family{
		{"constant", []parameter{{"value", true}}, true, false, func(x []float64) (rng.Dist, error) { return rng.Constant(x[0]) }},
		{"exponential", []parameter{mean}, true, false, func(x []float64) (rng.Dist, error) { return rng.Exponential(x[0]) }},
		{"lognormal", []parameter{mean, {"log_sd", false}}, false, false, func(x []float64) (rng.Dist, error) { return rng.LognormalMean(x[0], x[1]) }},
		{"lognormal", []parameter{{"median", true}, {"log_sd", false}}, false, false, func(x []float64) (rng.Dist, error) { return rng.LognormalMedian(x[0], x[1]) }},
		{"weibull", []parameter{{"k", false}, {"scale", true}}, false, false, func(x []float64) (rng.Dist, error) { return rng.Weibull(x[0], x[1]) }},
		{"uniform", []parameter{{"lo", true}, {"hi", true}}, true, true, func(x []float64) (rng.Dist, error) { return rng.Uniform(x[0], x[1]) }},
		{"triangular", []parameter{{"lo", true}, {"mode", true}, {"hi", true}}, true, true, func(x []float64) (rng.Dist, error) { return rng.Triangular(x[0], x[1], x[2]) }},
		{"gamma", []parameter{mean, {"cv", false}}, false, false, func(x []float64) (rng.Dist, error) { return rng.Gamma(x[0], x[1]) }},
		{"erlang", []parameter{{"k", false}, mean}, false, false, erlang},
		{"never", nil, true, false, func([]float64) (rng.Dist, error) { return rng.Never() }},
	}
)

func erlang(x []float64) (rng.Dist, error) {
	k := int(min(max(x[0], 0), 1e7)) // beyond, rng.Erlang refuses it in any case
	if float64(k) != x[0] {
		return rng.Dist{}, fmt.Errorf("erlang: k is %v; it counts stages, a whole number from 1 to 1,000,000", x[0])
	}
	return rng.Erlang(k, x[1])
}

// form shows how a family is written.
func (f family) form() string {
	if f.params == nil {
		return f.name
	}
	var args []string
	for _, p := range f.params {
		example := "0.9"
		if p.timed {
			example = "5m"
		} else if p.name == "k" {
			example = "2"
		}
		args = append(args, p.name+"="+example)
	}
	if f.ordered {
		args = []string{"1h", "2h", "3h"}[:len(f.params)]
	}
	return f.name + "(" + strings.Join(args, ", ") + ")"
}

func readDist(text string) (rng.Dist, *fault) {
	text = strings.TrimSpace(text)
	if text == "" || isDigit(text[0]) || strings.ContainsAny(text[:1], "+-.") {
		ms, f := readSpan(text)
		if f != nil {
			return rng.Dist{}, &fault{f.wrong, wantDist}
		}
		v, _ := float(ms)
		return assembled(rng.Constant(v))
	}
	name, args, called := strings.Cut(text, "(")
	name = strings.TrimSpace(name)
	candidates := familiesOf(name)
	if len(candidates) == 0 {
		return rng.Dist{}, unknownFamily(text, name)
	}
	if called {
		var closed bool
		if args, closed = strings.CutSuffix(strings.TrimSpace(args), ")"); !closed {
			return rng.Dist{}, &fault{"is " + shown(text) + ", without the closing )", "write " + forms(candidates)}
		}
	}
	return readFamily(candidates, args)
}

func familiesOf(name string) []family {
	var out []family
	for _, f := range families {
		if f.name == name {
			out = append(out, f)
		}
	}
	return out
}

func unknownFamily(text, name string) *fault {
	var names []string
	for _, f := range families {
		if !slices.Contains(names, f.name) {
			names = append(names, f.name)
		}
	}
	right := wantDist
	if near := Suggest(name, names); near != "" {
		right = "did you mean " + near + "? Write " + forms(familiesOf(near))
	}
	return &fault{"is " + shown(text) + ", which is neither a time nor a known way to vary", right}
}

func forms(families []family) string {
	var all []string
	for _, f := range families {
		all = append(all, f.form())
	}
	return list(all, "or")
}

// readFamily reads the parameters and picks the family that has them all.
func readFamily(candidates []family, args string) (rng.Dist, *fault) {
	first := candidates[0]
	given := make(map[string]string)
	var order []string
	bare := 0
	if strings.TrimSpace(args) != "" {
		for _, arg := range strings.Split(args, ",") {
			key, value, named := strings.Cut(arg, "=")
			key, value = strings.TrimSpace(key), strings.TrimSpace(value)
			if !named {
				if !first.bare || bare >= len(first.params) {
					return rng.Dist{}, &fault{"has " + shown(key) + " without saying what it is", "write " + forms(candidates)}
				}
				key, value = first.params[bare].name, key
				bare++
			}
			if _, twice := given[key]; twice {
				return rng.Dist{}, &fault{"has " + key + " twice", "write " + forms(candidates)}
			}
			given[key] = value
			order = append(order, key)
		}
	}
	for _, f := range candidates {
		if f.accepts(given) {
			return f.read(given)
		}
	}
	return rng.Dist{}, misfit(candidates, given, order)
}

func (f family) accepts(given map[string]string) bool {
	for _, p := range f.params {
		if _, ok := given[p.name]; !ok {
			return false
		}
	}
	return len(given) == len(f.params)
}

// misfit says why no family takes the parameters: one is unknown, or one is missing.
func misfit(candidates []family, given map[string]string, order []string) *fault {
	var known []string
	for _, f := range candidates {
		for _, p := range f.params {
			known = append(known, p.name)
		}
	}
	write := "write " + forms(candidates)
	name := candidates[0].name
	for _, key := range order {
		if slices.Contains(known, key) {
			continue
		}
		if near := Suggest(key, known); near != "" {
			write = "did you mean " + near + "? W" + write[1:]
		}
		return &fault{fmt.Sprintf("gives %s the unknown parameter %s", name, shown(key)), write}
	}
	for _, p := range candidates[0].params {
		if _, ok := given[p.name]; !ok && len(candidates) == 1 {
			return &fault{fmt.Sprintf("gives %s no %s", name, p.name), write}
		}
	}
	return &fault{fmt.Sprintf("gives %s the wrong parameters", name), write}
}

// read turns the parameters into numbers, times into milliseconds.
func (f family) read(given map[string]string) (rng.Dist, *fault) {
	x := make([]float64, len(f.params))
	for i, p := range f.params {
		text, right := given[p.name], "write "+f.form()
		var value *big.Rat
		if p.timed {
			ms, flaw := readSpan(text)
			if flaw != nil {
				return rng.Dist{}, &fault{fmt.Sprintf("has a %s that %s", p.name, flaw.wrong), right}
			}
			value = ms
		} else {
			q, flaw := readQuantity(text, right)
			if flaw == nil && q.unit != "" {
				flaw = &fault{"is " + shown(text) + ", a plain number with " + shown(q.unit) + " after it", right}
			}
			if flaw != nil {
				return rng.Dist{}, &fault{fmt.Sprintf("has a %s that %s", p.name, flaw.wrong), right}
			}
			value = q.value
		}
		v, ok := float(value)
		if !ok {
			return rng.Dist{}, &fault{fmt.Sprintf("has a %s too large to mean anything", p.name), right}
		}
		x[i] = v
	}
	if f.ordered && !slices.IsSorted(x) {
		return rng.Dist{}, &fault{"runs backwards, from " + given[f.params[0].name] + " to " + given[f.params[len(x)-1].name], "write the shorter time first, as in " + f.form()}
	}
	return assembled(f.assemble(x))
}

// assembled turns the refusal of a constructor ("gamma: cv is 99; it must lie
// in [0.001, 10]") into a fault.
func assembled(d rng.Dist, err error) (rng.Dist, *fault) {
	if err == nil {
		return d, nil
	}
	family, text, _ := strings.Cut(err.Error(), ": ")
	wrong, right, _ := strings.Cut(text, "; ")
	return rng.Dist{}, &fault{fmt.Sprintf("gives %s impossible parameters: %s", family, wrong), right}
}

// writeDist writes a distribution with its times in planners' units. It takes
// the families and parameters from the distribution's own text, which has its
// times in milliseconds at full precision.
func writeDist(d rng.Dist) (string, bool) {
	name, args, called := strings.Cut(strings.TrimSuffix(d.String(), ")"), "(")
	if !called {
		return name, len(familiesOf(name)) > 0
	}
	if name == "constant" {
		v, err := strconv.ParseFloat(args, 64)
		return timeText(v), err == nil && v >= 0 && v <= float64(maxSpan)
	}
	var out []string
	for _, arg := range strings.Split(args, ", ") {
		key, text, _ := strings.Cut(arg, "=")
		v, err := strconv.ParseFloat(text, 64)
		if err != nil || !isFinite(v) {
			return "", false
		}
		if timed(name, key) {
			if v < 0 || v > float64(maxSpan) {
				return "", false
			}
			text = timeText(v)
		} else {
			text = decimal(v, 0)
		}
		out = append(out, key+"="+text)
	}
	return name + "(" + strings.Join(out, ", ") + ")", true
}

func timed(name, key string) bool {
	for _, f := range familiesOf(name) {
		for _, p := range f.params {
			if p.name == key {
				return p.timed
			}
		}
	}
	return false
}

// timeText writes milliseconds, whole or not, in the unit that makes the
// shortest text that reads back as the same float64.
func timeText(ms float64) string {
	if whole := sim.Time(ms); float64(whole) == ms {
		return span(whole)
	}
	best := decimal(ms, 0) + "ms"
	for _, u := range spanUnits[1:] {
		text := decimal(ms/float64(u.ticks), 0) + u.words[0]
		if back, f := readSpan(text); f == nil && len(text) < len(best) {
			if v, _ := float(back); v == ms {
				best = text
			}
		}
	}
	return best
}
