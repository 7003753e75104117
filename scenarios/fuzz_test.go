package scenarios

import (
	"errors"
	"io"
	"os"
	"reflect"
	"testing"
	"testing/fstest"
	"time"

	"peakready/models"
)

// FuzzLoad gives any text as a scenario, and as a plan upon a sound one: it is
// accepted or refused with places inside the file, without a panic and in
// bounded time; what is accepted can be written and read back.
func FuzzLoad(f *testing.F) {
	for _, file := range badFiles(f) {
		if text, err := os.ReadFile(file); err == nil && len(text) < 32<<10 {
			f.Add(text)
		}
	}
	for _, name := range shippedNames() {
		text, err := Files.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	for _, text := range []string{"a: [\n", "? \n", "&a *a", "<<: *a", "- - - -", "extends: a.yaml", "\"\\", "a:\n - b\n  c", "#", "%YAML 1.1\n---\na", "a: !!binary x", "? a\n? b", "{a: {<<: [{b: c}]}}", "|\n x", "a: >-\n\n\tb"} {
		f.Add([]byte(text))
	}
	sound, err := os.ReadFile(badFolder + "/base/shop.yaml")
	if err != nil {
		f.Fatal(err)
	}
	// The slowest input of the corpus takes 0.7 s on a busy core; a text that
	// takes time out of proportion to its length takes minutes.
	const limit = 10 * time.Second
	f.Fuzz(func(t *testing.T, text []byte) {
		fsys := fstest.MapFS{"a.yaml": {Data: text}, "sound.yaml": {Data: sound}}
		start := time.Now()
		for _, files := range [][]string{{"a.yaml"}, {"sound.yaml", "a.yaml"}} {
			loaded, err := LoadFS(fsys, files[0], files[1:])
			var d *Diagnostics
			switch {
			case errors.As(err, &d):
				checkPlaces(t, d, fsys)
			case err != nil:
				t.Fatalf("error is no Diagnostics: %v", err)
			default:
				checkReadsBack(t, loaded.Scenario)
			}
		}
		if took := time.Since(start); took > limit {
			t.Errorf("took %v", took)
		}
	})
}

func checkPlaces(t *testing.T, d *Diagnostics, fsys fstest.MapFS) {
	t.Helper()
	if len(d.Items) == 0 {
		t.Error("refused without a reason")
	}
	for _, item := range d.Items {
		src := newSource(item.File, string(fsys[item.File].Data))
		if item.Wrong == "" || item.Line < 1 || item.Line > max(len(src.lines), 1)+1 || item.Col < 1 {
			t.Errorf("a diagnostic without sense: %+v", item)
		}
	}
	if err := d.Render(io.Discard, true); err != nil {
		t.Error(err)
	}
}

func checkReadsBack(t *testing.T, sc models.Scenario) {
	t.Helper()
	text, err := Resolved(sc)
	if err != nil {
		t.Fatal(err)
	}
	again, err := LoadFS(fstest.MapFS{"r.yaml": {Data: text}}, "r.yaml", nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if !reflect.DeepEqual(again.Scenario, sc) {
		t.Fatalf("got  %+v\nwant %+v", again.Scenario, sc)
	}
}

// FuzzQuantities reads any text as a value of every form: what is accepted is
// written and read back as the same value.
func FuzzQuantities(f *testing.F) {
	for _, text := range []string{
		"48h", "1h30m", "30%", "x0.8", "120/h", "1.2M/day", "¥35", "1.2k CNY", "08:30", "2026-11-11", "none", "never", "5m",
		"lognormal(mean=5m, log_sd=0.9)", "uniform(1h, 3h)", "erlang(k=2, mean=1ms)", "1e-400", "1e308", "30万", "-0", "1,000,000", "yes", "cheerful",
	} {
		f.Add(text)
	}
	shape := reflect.TypeFor[shop]()
	f.Fuzz(func(t *testing.T, text string) {
		for i := range shape.NumField() {
			form, ok := formOf(shape.Field(i).Type)
			if !ok {
				continue
			}
			v, back := reflect.New(shape.Field(i).Type).Elem(), reflect.New(shape.Field(i).Type).Elem()
			if flaw := form.read(text, v); flaw != nil {
				if flaw.wrong == "" || flaw.right == "" {
					t.Errorf("%q as %s is refused without words: %+v", text, form.kind, *flaw)
				}
				continue
			}
			written, ok := form.write(v)
			if !ok {
				t.Fatalf("%q is read as %s %v, which cannot be written", text, form.kind, v)
			}
			if flaw := form.read(written, back); flaw != nil || !reflect.DeepEqual(v.Interface(), back.Interface()) {
				t.Fatalf("%q is read as %s %v, written %q and read back as %v: %+v", text, form.kind, v, written, back, flaw)
			}
		}
	})
}
