package scenarios

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// snippetColumns is the widest source line that is shown whole; of a longer
// one, the part around the mistake is shown.
const snippetColumns = 110

// snippet gives a source line as it is shown, the blanks that bring the caret
// below column col (from 1, in characters), and the carets below the word that
// stands there. A value that stands there in another way than it reads (over
// several lines, with escapes) gets one caret.
func snippet(line string, col int, word string) (text, pad, marks string) {
	runes := []rune(line)
	at := min(max(col-1, 0), len(runes))
	end := at + wordLength(string(runes[at:]), word)
	from, to := 0, len(runes)
	head, tail := "", ""
	if columns(runes) > snippetColumns {
		const before = 40
		if from = at; from > before {
			from, head = at-before, "…"
		} else {
			from = 0
		}
		to = from
		for used := 0; to < len(runes) && used < snippetColumns-before/2; to++ {
			used += runeColumns(runes[to])
		}
		if to < len(runes) {
			tail = "…"
		}
		end = min(end, to)
	}
	for i := from; i < to; i++ {
		runes[i] = visible(runes[i])
	}
	// A tab stays a tab in the padding: then both lines jump to the same stop,
	// wherever the terminal has its stops.
	var b strings.Builder
	b.WriteString(strings.Repeat(" ", columns([]rune(head))))
	for _, r := range runes[from:at] {
		if r == '\t' {
			b.WriteByte('\t')
		} else {
			b.WriteString(strings.Repeat(" ", runeColumns(r)))
		}
	}
	n := 1
	if end > at {
		n = max(columns(runes[at:end]), 1)
	}
	return head + string(runes[from:to]) + tail, b.String(), strings.Repeat("^", n)
}

// wordLength is the number of characters of word at the start of rest, with
// its quotes if it has some.
func wordLength(rest, word string) int {
	for _, quote := range []string{"", "'", `"`} {
		if written := quote + word + quote; written != "" && strings.HasPrefix(rest, written) {
			return utf8.RuneCountInString(written)
		}
	}
	return 0
}

// visible replaces what would move the cursor, recolour the terminal or turn
// the direction of the text: a scenario may come from anywhere.
func visible(r rune) rune {
	if r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
		return '·'
	}
	return r
}

// columns is the width of text in terminal columns, a tab counting one.
func columns(text []rune) int {
	n := 0
	for _, r := range text {
		n += runeColumns(r)
	}
	return n
}

// wide are the blocks whose characters take two columns: the classes W and F
// of Unicode's EastAsianWidth.txt, joined where only unassigned code points
// lie between.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x1100, Hi: 0x115F, Stride: 1}, // Hangul Jamo
		{Lo: 0x2E80, Hi: 0x303E, Stride: 1}, // radicals, CJK punctuation
		{Lo: 0x3041, Hi: 0x33FF, Stride: 1}, // kana, enclosed CJK
		{Lo: 0x3400, Hi: 0x4DBF, Stride: 1}, // ideographs, extension A
		{Lo: 0x4E00, Hi: 0x9FFF, Stride: 1}, // ideographs
		{Lo: 0xA000, Hi: 0xA4CF, Stride: 1}, // Yi
		{Lo: 0xAC00, Hi: 0xD7A3, Stride: 1}, // Hangul
		{Lo: 0xF900, Hi: 0xFAFF, Stride: 1}, // compatibility ideographs
		{Lo: 0xFE30, Hi: 0xFE6F, Stride: 1}, // compatibility forms
		{Lo: 0xFF01, Hi: 0xFF60, Stride: 1}, // full-width ASCII
		{Lo: 0xFFE0, Hi: 0xFFE6, Stride: 1}, // full-width signs
	},
	R32: []unicode.Range32{
		{Lo: 0x1F300, Hi: 0x1F64F, Stride: 1}, // pictographs
		{Lo: 0x1F900, Hi: 0x1F9FF, Stride: 1}, // pictographs
		{Lo: 0x20000, Hi: 0x3FFFD, Stride: 1}, // ideographs, extensions B on
	},
}

func runeColumns(r rune) int {
	switch {
	case r < 0x300: // no combining mark and nothing wide stands before; most text ends here
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case unicode.Is(wide, r):
		return 2
	}
	return 1
}
