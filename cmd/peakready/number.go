package main

import (
	"fmt"
	"strconv"

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
