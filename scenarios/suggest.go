package scenarios

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// suggest gives the known word that was most likely meant by word, or "". The
// nearest wins, among equals the first in the alphabet, so that the answer does
// not depend on the order of known.
func suggest(word string, known []string) string {
	best, least := "", farthest(word)+1
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
