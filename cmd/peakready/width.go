package main

import (
	"cmp"
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
)

// widest is how many columns of a terminal a line of a table may take. A table that
// needs more gives up columns that lie in the files too, or breaks its long texts.
const widest = 120

// elsewhere says where the rest of a study's figures is.
func elsewhere(file string) string { return file + " and report.html of -o FOLDER" }

// narrowed appends a table of figures, as newTable makes it, with as many of the
// spare columns as there is room for, of which those named first come first; it gives
// the headers of those left out. Where there is no room even without them, the
// texts in the given columns are broken.
func narrowed(b *strings.Builder, headers []string, rows [][]string, spare [][]int, texts ...int) (left []string) {
	all := widths(headers, rows)
	out := make([]bool, len(headers))
	for _, group := range spare {
		for _, c := range group {
			out[c] = true
		}
	}
	room := widest
	for c, w := range all {
		if !out[c] {
			room -= w + 2
		}
	}
	for _, group := range spare {
		needs := 0
		for _, c := range group {
			needs += all[c] + 2
		}
		if needs > room {
			left = append(left, cmp.Or(headers[group[0]], "intervals of "+headers[group[0]-1]))
			continue
		}
		room -= needs
		for _, c := range group {
			out[c] = false
		}
	}
	kept := func(cells []string) (k []string) {
		for c := range cells {
			if !out[c] {
				k = append(k, cells[c])
			}
		}
		return k
	}
	headers = kept(headers)
	for i := range rows {
		rows[i] = kept(rows[i])
	}
	broken(headers, rows, texts...)
	show(b, newTable(headers...).Rows(rows...))
	return left
}

// widths are those of the columns, a Chinese character taking two.
func widths(headers []string, rows [][]string) []int {
	all := make([]int, len(headers))
	for c, h := range headers {
		all[c] = lipgloss.Width(h)
		for _, r := range rows {
			if c < len(r) {
				all[c] = max(all[c], lipgloss.Width(r[c]))
			}
		}
	}
	return all
}

// broken breaks the texts of a table's columns, the widest of those named first,
// until it is no wider than the terminal or each is as narrow as may be read.
func broken(headers []string, rows [][]string, texts ...int) {
	const least = 20
	all := widths(headers, rows)
	sum := 0
	for _, w := range all {
		sum += w + 2
	}
	for ; sum > widest && len(texts) > 0; sum-- {
		at := texts[0]
		for _, c := range texts {
			if all[c] > all[at] {
				at = c
			}
		}
		if all[at] <= least {
			break
		}
		all[at]--
	}
	for _, r := range rows {
		for _, c := range texts {
			if c < len(r) {
				r[c] = lipgloss.Wrap(r[c], all[c], "")
			}
		}
	}
}

// paragraph is a text in lines that fit the terminal, each indented by two. Words are
// not broken: -o FOLDER's hyphen begins one.
func paragraph(text string) string {
	var b strings.Builder
	at := 0
	for _, word := range strings.Fields(text) {
		switch w := lipgloss.Width(word); {
		case at == 0:
			b.WriteString("  " + word)
			at = 2 + w
		case at+1+w > widest:
			b.WriteString("\n  " + word)
			at = 2 + w
		default:
			b.WriteString(" " + word)
			at += 1 + w
		}
	}
	return b.String() + "\n"
}

// leftOut is a note of the columns that a table had no room for.
func leftOut(left []string, file string) string {
	if len(left) == 0 {
		return ""
	}
	return paragraph(fmt.Sprintf("no room here for %s; they are in %s", strings.Join(left, ", "), elsewhere(file)))
}
