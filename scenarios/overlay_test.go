package scenarios

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func TestPlansLieOnTheScenario(t *testing.T) {
	got, err := openShop(map[string]string{
		"a.yaml":        lines("extends: lib/base.yaml", "tills: 3", "yard: {area: 5}", "words: [x]"),
		"lib/base.yaml": lines("extends: root.yaml", "seed: 5", "tills: 9", "aisles: [{name: a, length: 1}, {name: b, length: 2}]"),
		"lib/root.yaml": lines("weight: 4", "seed: 4", "words: [p, q]", "yard: {lease: 2d}"),
		"plan.yaml":     lines("aisles:", "  - {name: b, length: 20}", "  - {name: c, length: 30}"),
		"late.yaml":     lines("tills: 4", "aisles: [{name: a, fill: 10%}]"),
	}, "plan.yaml", "late.yaml")
	if err != nil {
		t.Fatal(err)
	}
	want := newShop()
	want.Tills, want.Seed, want.Weight, want.Words = 4, 5, 4, []string{"x"}
	want.Yard = annex{Area: 5, Lease: 2 * 86_400_000}
	want.Aisles = []aisle{
		{Name: "a", To: 22 * 3_600_000, Length: 1, Fill: 0.1, Speed: 1, Store: annex{Area: 40}},
		{Name: "b", To: 22 * 3_600_000, Length: 20, Speed: 1, Store: annex{Area: 40}},
		{Name: "c", To: 22 * 3_600_000, Length: 30, Speed: 1, Store: annex{Area: 40}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestAMistakeIsReportedWhereItWasWritten(t *testing.T) {
	for _, c := range []struct{ says, base, plan, want string }{
		{"a wrong value of a plan", "tills: 3", "tills: x", `plan.yaml:1:8: tills: is "x"`},
		{"a wrong value of the scenario under a plan", "tills: x", "name: n", `a.yaml:1:8: tills: is "x"`},
		{"a wrong value that a plan repairs is no mistake any more", "tills: x", "tills: 3", ""},
		{"an unknown key inside a block of both", "yard: {area: 3}", "yard: {aera: 3}", `plan.yaml:1:8: yard.aera: is a key that is not known here; did you mean area?`},
		{"a wrong value in an item merged by name", "aisles: [{name: a}, {name: b}]", "aisles: [{name: b, length: wide}]", `plan.yaml:1:28: aisles[1].length: is "wide"`},
		{"a check of a value that a plan set", "tills: 3", "tills: 101", `plan.yaml:1:8: tills: is over 100`},
		{"a check of an item that a plan added", "aisles: [{name: a}]", "aisles: [{name: ''}]", `plan.yaml:1:17: aisles[1].name: is missing`},
		{"a syntax error in a plan", "tills: 3", "tills: [3", `plan.yaml:1:1: has a list [ ... ] with a missing comma or no ]`},
		{"the mistakes of all files", "tils: 3", "tols: 3", "plan.yaml:1:1: tols"},
	} {
		t.Run(c.says, func(t *testing.T) {
			_, err := openShop(map[string]string{"a.yaml": c.base + "\n", "plan.yaml": c.plan + "\n"}, "plan.yaml")
			switch {
			case c.want == "" && err != nil:
				t.Errorf("got %v, want no error", err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestANameInAnOverlayThatLooksLikeASlip(t *testing.T) {
	for _, c := range []struct{ says, base, plan, want string }{
		{"is refused", "aisles: [{name: dairy}, {name: apparel}]", "aisles: [{name: aparel, length: 3}]",
			`plan.yaml:1:17: aisles[1].name: the scenario has no aisle "aparel"; did you mean apparel? (to add one, give it a name of its own)`},
		{"is refused deeper down", "aisles: [{name: dairy, bins: [{name: milk}]}]", "aisles: [{name: dairy, bins: [{name: mlik}]}]",
			`plan.yaml:1:38: aisles[0].bins[0].name: the scenario has no bin "mlik"; did you mean milk?`},
		{"does not hide what else is wrong with it", "aisles: [{name: apparel}]", "aisles: [{name: aparel, length: wide}]", `aisles[0].length: is "wide"`},
		{"but is far from all adds", "aisles: [{name: apparel}]", "aisles: [{name: dairy}]", ""},
		{"but has another number adds", "aisles: [{name: aisle 1}]", "aisles: [{name: aisle 2}]", ""},
		{"but is another Chinese word adds", "aisles: [{name: 北京冷冻仓库}]", "aisles: [{name: 南京冷冻仓库}]", ""},
		{"but is a short word adds", "aisles: [{name: tea}]", "aisles: [{name: pea}]", ""},
		{"beside the name itself adds", "aisles: [{name: apparel}]", "aisles: [{name: apparel}, {name: aparel}]", ""},
	} {
		t.Run(c.says, func(t *testing.T) {
			got, err := openShop(map[string]string{"a.yaml": c.base + "\n", "plan.yaml": c.plan + "\n"}, "plan.yaml")
			switch {
			case c.want == "" && err != nil:
				t.Errorf("got %v, want no error", err)
			case c.want == "" && len(got.Aisles) != 2:
				t.Errorf("got %d aisles, want 2", len(got.Aisles))
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
	_, err := openShop(map[string]string{"a.yaml": "extends: b.yaml\naisles: [{name: aparel}]\n", "b.yaml": "aisles: [{name: apparel}]\n"})
	if err == nil || !strings.Contains(err.Error(), `a.yaml:2:17: aisles[0].name: the scenario has no aisle "aparel"`) {
		t.Errorf("under extends: got %v", err)
	}
}

func TestExtendsIsRefused(t *testing.T) {
	for _, c := range []struct {
		says, want string
		files      map[string]string
	}{
		{"to itself", "a.yaml:1:10: extends: goes in a circle: a.yaml extends a.yaml;", map[string]string{"a.yaml": "extends: a.yaml"}},
		{"in a circle", "c.yaml:1:10: extends: goes in a circle: a.yaml extends b.yaml extends c.yaml extends a.yaml;", map[string]string{"a.yaml": "extends: b.yaml", "b.yaml": "extends: c.yaml", "c.yaml": "extends: ./a.yaml"}},
		{"to a file that is not there", "a.yaml:1:10: extends: names bas.yaml, which does not exist; did you mean base.yaml?", map[string]string{"a.yaml": "extends: bas.yaml", "base.yaml": "tills: 3"}},
		{"upwards", `a.yaml:1:10: extends: is "../base.yaml", which leaves the scenario's folder`, map[string]string{"a.yaml": "extends: ../base.yaml"}},
		{"upwards in disguise", "leaves the scenario's folder", map[string]string{"a.yaml": "extends: x/../../base.yaml"}},
		{"to an absolute path", "leaves the scenario's folder", map[string]string{"a.yaml": "extends: /etc/passwd"}},
		{"to another drive", "leaves the scenario's folder", map[string]string{"a.yaml": "extends: C:/base.yaml"}},
		{"with a backslash", "with a backslash", map[string]string{"a.yaml": `extends: lib\base.yaml`}},
		{"to nothing", "a.yaml:1:9: extends: is empty", map[string]string{"a.yaml": "extends:"}},
		{"to a list", "extends: is a list", map[string]string{"a.yaml": "extends: [b.yaml]"}},
		{"to a folder", "names lib, which is a folder, not a file", map[string]string{"a.yaml": "extends: lib", "lib/x.yaml": "tills: 3"}},
		{"to a file with mistakes", "b.yaml:1:8: tills:", map[string]string{"a.yaml": "extends: b.yaml", "b.yaml": "tills: x"}},
	} {
		t.Run(c.says, func(t *testing.T) {
			_, err := openShop(c.files)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestALongChainOfExtendsEnds(t *testing.T) {
	files := map[string]string{"a.yaml": "extends: n0.yaml"}
	for i := range 40 {
		files[fmt.Sprintf("n%d.yaml", i)] = fmt.Sprintf("extends: n%d.yaml", i+1)
	}
	if _, err := openShop(files); err == nil || !strings.Contains(err.Error(), "more than 16 files") {
		t.Errorf("got %v", err)
	}
}

func TestFilesOnDisk(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) string {
		full := filepath.Join(folder, name)
		if err := os.WriteFile(full, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return full
	}
	outside := filepath.Join(t.TempDir(), "secret.yaml")
	if err := os.WriteFile(outside, []byte("name: secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(folder, "link.yaml")); err != nil {
		t.Skip("no links here: ", err)
	}
	for _, c := range []struct{ says, path, want string }{
		{"a link that leaves the folder", write("a.yaml", "extends: link.yaml\n"), "a.yaml:1:10: extends: names link.yaml, which is a link that leaves the scenario's folder"},
		{"a file that is not there", filepath.Join(folder, "b.yaml"), "b.yaml: does not exist"},
		{"a folder that is not there", filepath.Join(folder, "no", "b.yaml"), "b.yaml: does not exist"},
		{"a folder", folder, "is a folder, not a file"},
	} {
		t.Run(c.says, func(t *testing.T) {
			_, err := Load(c.path, nil)
			var d *Diagnostics
			if !errors.As(err, &d) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

// TestExtendsLeadsOutOfTheFolderByName: a file of a folder may extend one of the
// folder above, which may not lead back, by a link, or to any other kind of file.
func TestExtendsLeadsOutOfTheFolderByName(t *testing.T) {
	top := t.TempDir()
	folder := filepath.Join(top, "history")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	base, err := Files.ReadFile("small.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"small.yaml": string(base) + "\nreplications: 7\n", "notes.txt": "name: secret\n", "back.yaml": "extends: history/round.yaml\n",
		"history/a.yaml": "extends: ../small.yaml\nseed: 5\n", "history/small.yaml": "extends: ../small.yaml\nseed: 6\n",
		"history/txt.yaml": "extends: ../notes.txt\n", "history/round.yaml": "extends: ../back.yaml\n", "history/gone.yaml": "extends: ../gone.yaml\n",
	} {
		if name == "small.yaml" {
			text = strings.Replace(string(base), "replications:", "replications: 7 #", 1)
		}
		if err := os.WriteFile(filepath.Join(top, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		says, file, wrong string
		seed              uint64
	}{
		{"the file above is read from disk", "a.yaml", "", 5},
		{"also one of the same name", "small.yaml", "", 6},
		{"no file that is no scenario", "txt.yaml", "leaves the scenario's folder", 0},
		{"a circle is found", "round.yaml", "goes in a circle", 0},
		{"one that is not there is named", "gone.yaml", "which does not exist", 0},
	} {
		t.Run(c.says, func(t *testing.T) {
			l, err := Load(filepath.Join(folder, c.file), nil)
			switch {
			case c.wrong != "":
				if err == nil || !strings.Contains(err.Error(), c.wrong) {
					t.Errorf("got %v, want %s", err, c.wrong)
				}
			case err != nil:
				t.Fatal(err)
			case uint64(l.Scenario.Seed) != c.seed || l.Scenario.Replications != 7 || l.Taken != nil:
				t.Errorf("got seed %d, %d replications, taken %v", l.Scenario.Seed, l.Scenario.Replications, l.Taken)
			}
		})
	}
}

func TestOverlayChangesNeitherSide(t *testing.T) {
	var rep report
	spent := 0
	parse := func(text string) *node { return newSource("x", text).tree(&rep, &spent) }
	base, over := parse("yard: {area: 1}\naisles: [{name: a}]\n"), parse("yard: {area: 2, lease: 1d}\naisles: [{name: a, length: 3}, {name: b}]\n")
	rep.overlay(base, over, nil)
	if got := len(base.get("aisles").items); got != 1 || base.get("yard").get("area").text != "1" || base.get("yard").get("lease") != nil {
		t.Errorf("the base was changed")
	}
	if len(over.get("aisles").items) != 2 || over.get("yard").get("area").text != "2" {
		t.Errorf("the overlay was changed")
	}
}

func TestLocate(t *testing.T) {
	var rep report
	root := newSource("x", lines("a.b: {c: 1}", "a: {b: 2}", "list:", "  - {name: p}", "  - name: q", "    deep: [1, 2]")).tree(&rep, new(int))
	for path, want := range map[string][2]int{
		"a.b.c": {1, 10}, "a": {2, 1}, "list[1].deep": {6, 5}, "list[0].name": {4, 12}, "list[1].deep[1]": {6, 15}, "list[1].missing.more": {5, 5},
		"list[7]": {3, 1}, "list[x]": {3, 1}, "nowhere": {1, 1}, "a.x": {2, 1}, "": {1, 1}, "list[1].deep[9]": {6, 5}, "list[": {3, 1}, "[0]": {1, 1},
	} {
		if at := locate(root, path); at.line != want[0] || at.col != want[1] {
			t.Errorf("%q is at %d:%d, want %d:%d", path, at.line, at.col, want[0], want[1])
		}
	}
}

func TestLoadFSNamesItsFiles(t *testing.T) {
	fsys := fstest.MapFS{
		"s/a.yaml": {Data: []byte("extends: b.yaml\nseed: 3\n")}, "s/b.yaml": {Data: []byte("seed: 4\n")}, "plan.yaml": {Data: []byte("replications: 5\n")},
	}
	_, err := LoadFS(fsys, "s/a.yaml", []string{"plan.yaml", "gone.yaml"})
	if err == nil || !strings.Contains(err.Error(), "gone.yaml: does not exist; did you mean") && !strings.Contains(err.Error(), "gone.yaml: does not exist; the files there are plan.yaml") {
		t.Errorf("got %v", err)
	}
}

// Two long lists of names that all resemble each other a little are laid upon
// each other in bounded time.
func TestManyNamesTakeBoundedTime(t *testing.T) {
	var base, plan strings.Builder
	for i := range 8000 {
		// Letters alone, since names of other digits are not compared.
		word := strings.NewReplacer("0", "q", "1", "w", "2", "e", "3", "r", "4", "t", "5", "z", "6", "u", "7", "i", "8", "o", "9", "p").Replace(fmt.Sprintf("%036d", i*104729))
		fmt.Fprintf(&base, "  - {name: a%s}\n", word)
		fmt.Fprintf(&plan, "  - {name: %sbbb}\n", word)
	}
	begun := time.Now()
	got, err := openShop(map[string]string{"a.yaml": "aisles:\n" + base.String(), "plan.yaml": "aisles:\n" + plan.String()}, "plan.yaml")
	if err != nil || len(got.Aisles) != 16000 {
		t.Errorf("got %d aisles and %v, want 16,000", len(got.Aisles), err)
	}
	// Half a second on a busy core; without a bound, minutes.
	if took := time.Since(begun); took > 15*time.Second {
		t.Errorf("took %v", took)
	}
}
