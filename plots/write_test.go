package plots

import (
	"bytes"
	"encoding/xml"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"peakready/models/result"

	"gonum.org/v1/plot/vg"
)

func smallSeason() synth {
	s := swamped()
	s.days, s.reps, s.regions = 14, 3, []string{"华东"}
	s.start, s.events = "2026-11-05", []result.CalendarEvent{{Name: "双11", From: 5, To: 7}}
	return s
}

func TestFilesAreTheSameBytesEveryTime(t *testing.T) {
	draw := func() map[string][]byte {
		dir := t.TempDir()
		if err := WriteAll(dir, smallSeason().run()); err != nil {
			t.Fatal(err)
		}
		names, err := filepath.Glob(filepath.Join(dir, "plots", "*"))
		if err != nil {
			t.Fatal(err)
		}
		files := map[string][]byte{}
		for _, n := range names {
			b, err := os.ReadFile(n)
			if err != nil {
				t.Fatal(err)
			}
			files[filepath.Base(n)] = b
		}
		return files
	}
	first, second := draw(), draw()
	for _, name := range []string{"orders", "complaints", "complaint-rate", "days-late", "backlog", "desk-load", "desk-load-phone", "pools"} {
		for _, ext := range []string{".svg", ".png"} {
			if len(first[name+ext]) == 0 {
				t.Errorf("%s was not written", name+ext)
			}
		}
	}
	for name, b := range first {
		if !bytes.Equal(b, second[name]) {
			t.Errorf("%s differs from run to run", name)
		}
	}
	if len(first) != len(second) || len(first) != 16 {
		t.Errorf("%d and %d files, want 16", len(first), len(second))
	}
}

func TestFigureFiles(t *testing.T) {
	f := Figures(smallSeason().run())[0]
	t.Run("a PNG has 192 dots an inch", func(t *testing.T) {
		var b bytes.Buffer
		if err := f.WritePNG(&b); err != nil {
			t.Fatal(err)
		}
		c, err := png.DecodeConfig(&b)
		if err != nil {
			t.Fatal(err)
		}
		if want := int(f.W/vg.Inch*192 + 0.5); c.Width != want {
			t.Errorf("got %d pixels across, want %d", c.Width, want)
		}
	})
	var b bytes.Buffer
	if err := f.WriteSVG(&b); err != nil {
		t.Fatal(err)
	}
	t.Run("an SVG is well-formed and every reference has its glyph", func(t *testing.T) {
		ids, uses := map[string]bool{}, map[string]bool{}
		d := xml.NewDecoder(bytes.NewReader(b.Bytes()))
		for {
			tok, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			e, ok := tok.(xml.StartElement)
			if !ok {
				continue
			}
			if e.Name.Local == "text" {
				t.Error("text is left to the viewer's fonts")
			}
			for _, a := range e.Attr {
				switch a.Name.Local {
				case "id":
					ids[a.Value] = true
				case "href":
					uses[strings.TrimPrefix(a.Value, "#")] = true
				}
			}
		}
		if len(uses) < 20 {
			t.Errorf("only %d glyphs are used", len(uses))
		}
		for u := range uses {
			if !ids[u] {
				t.Errorf("glyph %s is used but not defined", u)
			}
		}
	})
	t.Run("title and description carry the words", func(t *testing.T) {
		for _, want := range []string{"<title id=\"figure-t\">" + f.Headline, "<desc id=\"figure-d\">Curves of orders placed"} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("the SVG does not say %q", want)
			}
		}
	})
}

func TestTransformsOfTheSVGCanvas(t *testing.T) {
	s := newSVG(100, 50, newGlyphSet())
	s.Push()
	s.Translate(vg.Point{X: 10, Y: 20})
	s.Scale(2, 2)
	s.Rotate(1.5707963267948966) // x runs upwards now
	var p vg.Path
	p.Move(vg.Point{})
	p.Line(vg.Point{X: 5})
	s.Stroke(p)
	s.Pop()
	s.Stroke(p)
	got := s.body.String()
	for _, want := range []string{`stroke-width="2" d="M10 30L10 20"`, `stroke-width="1" d="M0 50L5 50"`} {
		if !strings.Contains(got, want) {
			t.Errorf("got %s, want it to hold %s", got, want)
		}
	}
}

func TestWrongShapesAreErrors(t *testing.T) {
	for _, c := range []struct {
		name, want string
		spoil      func(*result.Run)
	}{
		{"no trial", "no completed replication", func(r *result.Run) { r.Trials = nil }},
		{"a window outside the days", "does not lie in", func(r *result.Run) { r.To = r.NDays }},
		{"a firm too few", "has 0 firms, not 1", func(r *result.Run) { r.Trials[1].Firms = nil }},
		{"a day too few", "days of 华北优选", func(r *result.Run) { f := &r.Trials[1].Firms[0]; f.Days = f.Days[1:] }},
		{"a cohort too few", "cohorts of 华北优选", func(r *result.Run) { f := &r.Trials[1].Firms[0]; f.Cohorts = f.Cohorts[1:] }},
		{"a line too few", "lines, not 3", func(r *result.Run) { r.Trials[0].Lines = r.Trials[0].Lines[1:] }},
		{"a line's day too few", "days of line", func(r *result.Run) { l := &r.Trials[0].Lines[0]; l.Days = l.Days[1:] }},
		{"an hour too few", "hours of pool chat", func(r *result.Run) { p := &r.Trials[0].Firms[0].Pools[0]; p.Hours = p.Hours[1:] }},
		{"a day of a docket too few", "days in the docket of the courier regulator", func(r *result.Run) {
			for i := range r.Trials {
				r.Trials[i].Docket.Days = [2][]result.DocketDay{make([]result.DocketDay, r.NDays), make([]result.DocketDay, r.NDays)}
			}
			r.Trials[1].Docket.Days[1] = make([]result.DocketDay, r.NDays-1)
		}},
		{"a docket too few", "has 0 days in the docket", func(r *result.Run) {
			for i := range r.Trials {
				r.Trials[i].Docket.Days = [2][]result.DocketDay{make([]result.DocketDay, r.NDays), make([]result.DocketDay, r.NDays)}
			}
			r.Trials[1].Docket.Days[0] = nil
		}},
		{"a pool too few", "pools of 华北优选", func(r *result.Run) { f := &r.Trials[0].Firms[0]; f.Pools = f.Pools[1:] }},
	} {
		t.Run(c.name, func(t *testing.T) {
			run := smallSeason().run()
			c.spoil(run)
			for what, err := range map[string]error{"WriteAll": WriteAll(t.TempDir(), run), "Report": Report(io.Discard, run)} {
				if err == nil || !strings.Contains(err.Error(), c.want) {
					t.Errorf("%s: got %v, want an error with %q", what, err, c.want)
				}
			}
		})
	}
}

func TestNamesOfFigures(t *testing.T) {
	for _, c := range []struct {
		name  string
		firms []string
		want  string
	}{
		{"one firm has no prefix", []string{"华北优选"}, "orders"},
		{"of several firms each is named", []string{"华北优选", "B"}, "华北优选-orders"},
		{"a name that is no file name is made one", []string{"../A/B: Shop*", "B"}, "A-B-Shop-orders"},
		{"a name without letters becomes a number", []string{"***", "B"}, "firm1-orders"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := smallSeason()
			s.firms = c.firms
			var names []string
			for _, f := range Figures(s.run()) {
				names = append(names, f.Name)
			}
			if !slices.Contains(names, c.want) {
				t.Errorf("got %q, want %q among them", names, c.want)
			}
		})
	}
	t.Run("firms of one name do not overwrite each other", func(t *testing.T) {
		s := smallSeason()
		s.firms = []string{"A", "a"}
		seen := map[string]bool{}
		for _, f := range Figures(s.run()) {
			if seen[strings.ToLower(f.Name)] {
				t.Errorf("%s comes twice", f.Name)
			}
			seen[strings.ToLower(f.Name)] = true
		}
	})
	t.Run("a contact centre alone has contacts and no order figures", func(t *testing.T) {
		s := smallSeason()
		s.orders, s.regions, s.pools = 0, nil, []string{"热线"}
		var names []string
		for _, f := range Figures(s.run()) {
			names = append(names, f.Name)
		}
		if got := list(names); got != "contacts, desk-load and pools" {
			t.Errorf("got %s", got)
		}
	})
}
