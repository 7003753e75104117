package scenarios

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// fault is what is wrong with the text of one value, for a message.
type fault struct{ wrong, right string }

// quantity is a number as written, exact, with what follows it.
type quantity struct {
	value *big.Rat
	unit  string // what follows the number, without blanks around
}

// readQuantity reads a decimal number at the start of text. Digits may stand
// in groups of three (30,000) and carry an exponent (5e-5). The value is exact:
// it is rounded once, at the end, so that 30% and 0.3 are the same number.
func readQuantity(text string, right string) (quantity, *fault) {
	text = strings.TrimSpace(text)
	if f := notFinite(text, right); f != nil {
		return quantity{}, f
	}
	n := numberLength(text)
	digits, unit := text[:n], strings.TrimSpace(text[n:])
	if strings.Trim(digits, "+-.,") == "" {
		return quantity{}, &fault{"is " + shown(text) + ", which is no number", right}
	}
	if strings.Contains(digits, ",") {
		if !isGrouped(digits) {
			return quantity{}, &fault{"is " + shown(text) + ", with a comma that does not part thousands", "write 1.5 for one and a half, 1,500 or 1500 for fifteen hundred"}
		}
		digits = strings.ReplaceAll(digits, ",", "")
	}
	if len(digits) > 60 || hugeExponent(digits) {
		return quantity{}, &fault{"is " + shown(text) + ", a number too long to mean anything", right}
	}
	value, ok := new(big.Rat).SetString(digits)
	if !ok {
		return quantity{}, &fault{"is " + shown(text) + ", which is no number", right}
	}
	return quantity{value, unit}, nil
}

// numberLength is how many bytes of text belong to its leading number. An e is
// part of it only before digits: in 5 eggs it is not.
func numberLength(text string) int {
	i := 0
	if i < len(text) && (text[i] == '+' || text[i] == '-') {
		i++
	}
	for i < len(text) && (isDigit(text[i]) || text[i] == '.' || text[i] == ',') {
		i++
	}
	if i < len(text) && (text[i] == 'e' || text[i] == 'E') {
		j := i + 1
		if j < len(text) && (text[j] == '+' || text[j] == '-') {
			j++
		}
		if j < len(text) && isDigit(text[j]) {
			for i = j; i < len(text) && isDigit(text[i]); i++ {
			}
		}
	}
	return i
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// isGrouped tells whether the commas part groups of three: 1,234,567.5 does.
func isGrouped(digits string) bool {
	whole, fraction, _ := strings.Cut(strings.TrimLeft(digits, "+-"), ".")
	groups := strings.Split(whole, ",")
	for i, g := range groups {
		if strings.ContainsAny(g, "eE") || len(g) != 3 && (i > 0 || len(g) == 0 || len(g) > 3) {
			return false
		}
	}
	return !strings.Contains(fraction, ",")
}

// hugeExponent guards the exact arithmetic: 1e999999999 is eleven characters
// and a gigabyte. float64 ends at 1e308 and 5e-324.
func hugeExponent(digits string) bool {
	_, exponent, found := strings.Cut(strings.ToLower(digits), "e")
	if !found {
		return false
	}
	e, err := strconv.Atoi(exponent)
	return err != nil || e > 310 || e < -400
}

// notFinite catches the words for no number and for infinity, which YAML knows.
func notFinite(text, right string) *fault {
	switch strings.TrimLeft(strings.ToLower(text), "+-.") {
	case "nan":
		return &fault{"is not a number (" + text + ")", right}
	case "inf", "infinity", "∞":
		return &fault{"is infinite", right}
	}
	return nil
}

// multiplier takes a word for thousands or millions from the start of a unit:
// k, M, and 万 (10,000) and 亿 (100,000,000).
func (q quantity) multiplier() quantity {
	r, n := utf8.DecodeRuneInString(q.unit)
	times := map[rune]int64{'k': 1e3, 'K': 1e3, 'M': 1e6, '万': 1e4, '亿': 1e8}[r]
	if next, _ := utf8.DecodeRuneInString(q.unit[n:]); times == 0 || unicode.IsLetter(next) && n == 1 {
		return q
	}
	return quantity{new(big.Rat).Mul(q.value, big.NewRat(times, 1)), strings.TrimSpace(q.unit[n:])}
}

// float rounds an exact value to the nearest float64; false if it is too large.
func float(value *big.Rat) (float64, bool) {
	f, _ := value.Float64()
	return f, !math.IsInf(f, 0)
}

// whole gives an exact value as an integer; false if it has a fraction or does
// not fit into 63 bits.
func whole(value *big.Rat) (int64, bool) {
	if !value.IsInt() || !value.Num().IsInt64() {
		return 0, false
	}
	return value.Num().Int64(), true
}

// parseIndex reads the index of a list item in a path.
func parseIndex(text string) (int, error) {
	i, err := strconv.ParseUint(text, 10, 31)
	return int(i), err
}
