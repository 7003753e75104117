package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/pflag"
)

// number is a whole number given by a flag, with the least value that makes
// sense. Its errors are in plain words.
type number struct {
	value uint64
	least uint64
	given bool
}

var _ pflag.Value = (*number)(nil)

func (n *number) Set(s string) error {
	v, err := strconv.ParseUint(s, 10, 64)
	if err != nil || v < n.least {
		return fmt.Errorf("it takes a whole number of %d or more", n.least)
	}
	n.value, n.given = v, true
	return nil
}

func (n *number) String() string {
	if !n.given {
		return ""
	}
	return strconv.FormatUint(n.value, 10)
}

func (n *number) Type() string { return "N" }

// scale is a factor given by a flag, as a percentage or a number.
type scale struct {
	value float64
	given bool
}

var _ pflag.Value = (*scale)(nil)

func (x *scale) Set(s string) error {
	text, isPercent := strings.CutSuffix(s, "%")
	v, err := strconv.ParseFloat(text, 64)
	if isPercent {
		v /= 100
	}
	if err != nil || !(v > 0 && v <= 1e6) {
		return errors.New("it takes a share above 0 such as 10%, or a factor such as 3")
	}
	x.value, x.given = v, true
	return nil
}

func (x *scale) String() string {
	if !x.given {
		return ""
	}
	return asPercent(x.value)
}

func (x *scale) Type() string { return "SHARE" }

// factor is a scale that is written as a number: 2, not 200%.
type factor struct{ scale }

func (x *factor) String() string {
	if !x.given {
		return ""
	}
	return strconv.FormatFloat(x.value, 'g', 12, 64)
}
