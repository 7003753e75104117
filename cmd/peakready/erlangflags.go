package main

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/spf13/pflag"
)

// Flags with units take what a scenario takes: 4m30s, 30%, 5k/day, 1,500/h; a
// test holds the two together.

// span is a length of time, in seconds.
type span struct {
	seconds float64
	text    string
	given   bool
}

var _ pflag.Value = (*span)(nil)

var errSpan = errors.New("write a length of time such as 48h, 7d, 90s, 5m or 1h30m")

func (s *span) Set(text string) error {
	v, err := readSpan(text)
	if err == nil {
		s.seconds, s.text, s.given = v, strings.TrimSpace(text), true
	}
	return err
}

func (s *span) String() string { return s.text }
func (s *span) Type() string   { return "TIME" }

// spanUnits are the units of time in seconds, longest first.
var spanUnits = []struct {
	words   string // between blanks
	seconds float64
}{
	{" w week weeks ", 7 * 86400}, {" d day days ", 86400}, {" h hour hours ", 3600},
	{" m min minute minutes ", 60}, {" s sec second seconds ", 1}, {" ms ", 0.001},
}

func unitOf(word string) (seconds float64, rank int) {
	for i, u := range spanUnits {
		if word != "" && strings.Contains(u.words, " "+word+" ") {
			return u.seconds, i
		}
	}
	return 0, -1
}

// readSpan reads numbers with their units, longer units first, up to 100 years.
func readSpan(text string) (float64, error) {
	rest, last, total := strings.TrimSpace(text), -1, 0.0
	if rest == "0" {
		return 0, nil
	}
	for first := true; first || rest != ""; first = false {
		v, unit, err := readNumber(rest)
		if err != nil {
			return 0, errSpan
		}
		end := strings.IndexFunc(unit, func(r rune) bool { return !unicode.IsLetter(r) })
		if end < 0 {
			end = len(unit)
		}
		seconds, rank := unitOf(unit[:end])
		if rank <= last {
			return 0, errSpan
		}
		rest, last, total = strings.TrimSpace(unit[end:]), rank, total+v*seconds
	}
	if total > 36_525*86400 {
		return 0, errors.New("that is more than 100 years; " + errSpan.Error())
	}
	return total, nil
}

// numberAtStart has an exponent only where digits follow: in 5 each it has none.
var numberAtStart = regexp.MustCompile(`^\+?[0-9.,]*([eE][-+]?[0-9]+)?`)

// readNumber reads a number of 0 or more, with commas between thousands if any,
// and gives what follows it.
func readNumber(text string) (v float64, unit string, err error) {
	text = strings.TrimSpace(text)
	digits := numberAtStart.FindString(text)
	unit = strings.TrimSpace(text[len(digits):])
	whole, _, _ := strings.Cut(strings.TrimLeft(digits, "+"), ".")
	for i, group := range strings.Split(whole, ",") {
		if i > 0 && len(group) != 3 || i == 0 && len(group) > 3 && strings.Contains(whole, ",") {
			return 0, "", errors.New("a comma parts thousands")
		}
	}
	v, err = strconv.ParseFloat(strings.ReplaceAll(digits, ",", ""), 64)
	return v, unit, err
}

// portion is a share from 0 to 1; least and most say which ends are out.
type portion struct {
	share       float64
	least, most string
	given       bool
}

var _ pflag.Value = (*portion)(nil)

func (p *portion) Set(text string) error {
	v, unit, err := readNumber(text)
	if unit == "%" || unit == "％" {
		v, unit = v/100, ""
	}
	switch {
	case err == nil && unit == "" && v >= 2 && v <= 100:
		return fmt.Errorf("a share lies between 0 and 1, written 30%% or 0.3; did you mean %s%%?", strings.TrimSpace(text))
	case err != nil || unit != "" || !(v >= 0 && v <= 1):
		return errors.New("a share lies between 0 and 1, written 30% or 0.3")
	case v == 0 && p.least != "":
		return fmt.Errorf("it takes a share %s, written 30%% or 0.3", p.least)
	case v == 1 && p.most != "":
		return fmt.Errorf("it takes a share %s, written 30%% or 0.3", p.most)
	}
	p.share, p.given = v, true
	return nil
}

func (p *portion) String() string {
	if !p.given {
		return ""
	}
	return asPercent(p.share)
}

func (p *portion) Type() string { return "SHARE" }

// flow is a number of things over a time: 100/30m, or a rate as in a scenario.
type flow struct {
	perSecond float64
	text      string
	want      string
	given     bool
}

var _ pflag.Value = (*flow)(nil)

// multiples are the words for thousands and more that a rate may have.
var multiples = map[string]float64{"": 1, "k": 1e3, "K": 1e3, "M": 1e6, "万": 1e4, "亿": 1e8}

func (f *flow) Set(text string) error {
	head, per, slashed := strings.Cut(text, "/")
	v, word, err := readNumber(head)
	times, known := multiples[word]
	if err != nil || !slashed || !known {
		return errors.New(f.want)
	}
	per = strings.TrimSpace(per)
	if per != "" && unicode.IsLetter([]rune(per)[0]) {
		per = "1" + per // a day is one day
	}
	seconds, err := readSpan(per)
	switch {
	case err == nil && seconds == 0:
		return fmt.Errorf("a time of 0 (%q) makes no rate; %s", per, f.want)
	case err != nil:
		if word := unknownUnit(per); word != "" {
			return fmt.Errorf("%q is no unit of time; those are ms, s, m, h, d and w; %s", word, f.want)
		}
		return fmt.Errorf("%q is no length of time; %s", per, f.want)
	case !(seconds > 0) || math.IsInf(v*times/seconds, 1):
		return errors.New(f.want)
	}
	f.perSecond, f.text, f.given = v*times/seconds, strings.TrimSpace(text), true
	return nil
}

// unknownUnit is the first word of a time that is no unit of time, or empty.
func unknownUnit(text string) string {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if _, rank := unitOf(word); rank < 0 {
			return word
		}
	}
	return ""
}

func (f *flow) String() string { return f.text }
func (f *flow) Type() string   { return "N/TIME" }
