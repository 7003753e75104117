package plots

import (
	"cmp"
	"image/color"
	"slices"
	"strings"
	"unicode"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// style is how a piece of text looks; size in points.
type style struct {
	size  float64
	bold  bool
	color color.NRGBA
}

func (s style) face() font.Face { return face(s.size, s.bold) }

func (s style) width(txt string) vg.Length {
	f := s.face()
	return f.Width(txt)
}

// align says which part of a text stands at its x.
type align uint8

const (
	left align = iota
	centre
	right
)

// capMiddle is half the height of a digit of the embedded fonts, in parts of
// the size: text centred on it looks centred, whatever its descenders.
const capMiddle = 0.366

// put draws text with its baseline at y.
func put(c draw.Canvas, s style, x, y vg.Length, a align, txt string) {
	txt = drawable(txt)
	if txt == "" {
		return
	}
	switch a {
	case centre:
		x -= s.width(txt) / 2
	case right:
		x -= s.width(txt)
	}
	c.SetColor(s.color)
	c.FillString(s.face(), vg.Point{X: x, Y: y}, txt)
}

// putMiddle draws text with the middle of its digits at y.
func putMiddle(c draw.Canvas, s style, x, y vg.Length, a align, txt string) {
	put(c, s, x, y-vg.Points(capMiddle*s.size), a, txt)
}

// elide shortens a text with an ellipsis until it fits a width.
func elide(s style, txt string, width vg.Length) string {
	txt = drawable(txt)
	if s.width(txt) <= width {
		return txt
	}
	r := []rune(txt)
	for n := len(r) - 1; n > 0; n-- {
		if cut := strings.TrimRight(string(r[:n]), " ") + "…"; s.width(cut) <= width {
			return cut
		}
	}
	return "…"
}

// wrap breaks a text into at most most lines of a width, at spaces and between
// Chinese characters, and makes the lines about as long as each other; what is
// left over is elided.
func wrap(s style, txt string, width vg.Length, most int) []string {
	lines := fillLines(s, txt, width, most)
	if len(lines) < 2 || strings.HasSuffix(lines[len(lines)-1], "…") {
		return lines
	}
	for narrow := width - 10; narrow > width/2; narrow -= 10 {
		try := fillLines(s, txt, narrow, most+1)
		if len(try) > len(lines) {
			break
		}
		lines = try
	}
	return lines
}

// fillLines breaks a text greedily.
func fillLines(s style, txt string, width vg.Length, most int) []string {
	var lines []string
	line := ""
	words := pieces(drawable(txt))
	for i, w := range words {
		if line == "" || s.width(strings.TrimRight(line+w, " ")) <= width {
			line += w
			continue
		}
		if len(lines) == most-1 {
			return append(lines, elide(s, line+strings.Join(words[i:], ""), width))
		}
		lines = append(lines, elide(s, strings.TrimRight(line, " "), width))
		line = w
	}
	if line = strings.TrimRight(line, " "); line != "" {
		lines = append(lines, elide(s, line, width))
	}
	return lines
}

// pieces cuts a text where a line may end: after a space (but not between a
// number and its unit or month), and before or after a Chinese character (but
// not before punctuation). Joined, the pieces are the text.
func pieces(txt string) []string {
	var out []string
	begin := 0
	var prev, last rune // before r, and the last before it that is no space
	for i, r := range txt {
		han := unicode.Is(unicode.Han, r) || unicode.Is(unicode.Han, prev)
		if i > begin && (prev == ' ' && r != ' ' && !unicode.IsDigit(last) || han && r != ' ' && !unicode.IsPunct(r) && !unicode.IsDigit(r)) {
			out = append(out, txt[begin:i])
			begin = i
		}
		if prev = r; r != ' ' {
			last = r
		}
	}
	if begin < len(txt) {
		out = append(out, txt[begin:])
	}
	return out
}

// spread moves wanted positions as little as possible (least squares) so that
// neighbours stand at least gap apart and all lie in [lo, hi]. The order of
// the wanted positions is kept; equal ones keep their order in the slice.
// Least squares under an order is isotonic regression of y[i] - i*gap, solved
// by pooling adjacent violators (Barlow et al. 1972).
func spread(want []vg.Length, gap, lo, hi vg.Length) []vg.Length {
	order := make([]int, len(want))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(want[a], want[b]) })
	type pool struct {
		sum vg.Length
		n   int
	}
	var pools []pool
	for rank, i := range order {
		pools = append(pools, pool{want[i] - vg.Length(rank)*gap, 1})
		for len(pools) > 1 {
			a, b := pools[len(pools)-2], pools[len(pools)-1]
			if a.sum/vg.Length(a.n) <= b.sum/vg.Length(b.n) {
				break
			}
			pools = append(pools[:len(pools)-2], pool{a.sum + b.sum, a.n + b.n})
		}
	}
	out := make([]vg.Length, len(want))
	top := hi - vg.Length(len(want)-1)*gap
	rank := 0
	for _, p := range pools {
		at := max(lo, min(top, p.sum/vg.Length(p.n)))
		for range p.n {
			out[order[rank]] = at + vg.Length(rank)*gap
			rank++
		}
	}
	return out
}
