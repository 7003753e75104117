package scenarios

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Suggest gives the known word that was most likely meant by word, or "". The
// nearest wins, among equals the first in the alphabet, so that the answer does
// not depend on the order of known.
func Suggest(word string, known []string) string {
	return within(farthest(word), word, known)
}

// within is the nearest of known that is at most so many slips away, or "".
func within(slips int, word string, known []string) string {
	best, least := "", slips+1
	for _, k := range slices.Sorted(slices.Values(known)) {
		d := distance(fold(word), fold(k))
		if d < least && k != "" {
			best, least = k, d
		}
	}
	return best
}

// farthest is the number of slips that still make a suggestion: a short word
// with two changed letters is another word ("to", "at"), and three slips are
// too many for any.
func farthest(word string) int {
	switch n := utf8.RuneCountInString(word); {
	case n <= 2:
		return 0
	case n <= 4:
		return 1
	}
	return 2
}

// suggestName gives the name of a thing that was most likely meant by name, or
// "". It is stricter than Suggest, for names that differ little may both be
// meant: north and south, chat 1 and chat 2, 北京仓 and 南京仓. So names of other
// digits or other Chinese characters are other names.
func suggestName(name string, known []string) string {
	slips := 0
	switch n := utf8.RuneCountInString(name); {
	case n >= 8:
		slips = 2
	case n >= 4:
		slips = 1
	}
	var alike []string
	for _, k := range known {
		if k != name && telling(k) == telling(name) {
			alike = append(alike, k)
		}
	}
	return within(slips, name, alike)
}

// telling are the characters of a name in which nobody slips by one: digits,
// and all of a script without cases, such as Chinese.
func telling(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) || unicode.Is(unicode.Lo, r) {
			return r
		}
		return -1
	}, name)
}

// fold makes WarmUp, warm-up and "warm up" the same word as warm_up.
func fold(s string) []rune {
	return []rune(strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(s)))
}

// distance counts the slips between two words: letters put in, left out,
// changed, or swapped with their neighbour (the optimal string alignment
// distance of Damerau 1964). Words of more than 40 letters count as different:
// the work grows with the product of the lengths.
func distance(a, b []rune) int {
	if len(a) > 40 || len(b) > 40 {
		return 40
	}
	var before, above, row [41]int
	for j := range b {
		above[j+1] = j + 1
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			same := 1
			if a[i] == b[j] {
				same = 0
			}
			row[j+1] = min(above[j]+same, above[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, above = above, row
	}
	return above[len(b)]
}

// list writes words as a sentence would: "a, b or c".
func list(words []string, last string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	return fmt.Sprintf("%s %s %s", strings.Join(words[:len(words)-1], ", "), last, words[len(words)-1])
}

// shown quotes a planner's own text for a message, cut to a readable length.
func shown(text string) string {
	if utf8.RuneCountInString(text) > 40 {
		text = string([]rune(text)[:39]) + "…"
	}
	return fmt.Sprintf("%q", text)
}
