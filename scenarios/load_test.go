package scenarios

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"peakready/models"
)

// overSmall is a folder with one file; small.yaml comes from the shipped ones.
func overSmall(text string) fstest.MapFS {
	return fstest.MapFS{"a.yaml": {Data: []byte(text)}}
}

func TestAShippedScenarioIsFoundWhenItIsNotOnDisk(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"small.yaml", "scenarios/small.yaml", "./small.yaml"} {
		l, err := Load(name, nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !reflect.DeepEqual(l.Shipped, []string{name}) || !reflect.DeepEqual(l.Files, []string{"small.yaml"}) || l.Scenario.Name == "" {
			t.Errorf("%s: shipped is %v, files are %v", name, l.Shipped, l.Files)
		}
	}
	if _, err := Load("elsewhere/small.yaml", nil); err == nil {
		t.Error("a path into a folder that does not exist was taken for the shipped scenario")
	}
	if err := os.WriteFile("small.yaml", []byte("nam: x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load("small.yaml", nil); err == nil || !strings.Contains(err.Error(), "small.yaml:1:1: nam: ") {
		t.Errorf("the file on disk does not come first: %v", err)
	}
}

func TestAScenarioMayExtendAShippedOne(t *testing.T) {
	folder := t.TempDir()
	file, plan := filepath.Join(folder, "mine.yaml"), filepath.Join(folder, "plan.yaml")
	for name, text := range map[string]string{file: "extends: small.yaml\nreplications: 3\n", plan: "seed: 99\n"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l, err := Load(file, []string{plan})
	if err != nil {
		t.Fatal(err)
	}
	if l.Scenario.Replications != 3 || l.Scenario.Seed != 99 || len(l.Scenario.Firms) == 0 || l.Shipped != nil || !reflect.DeepEqual(l.Taken, []string{"small.yaml"}) {
		t.Errorf("got %d replications, seed %d, %d firms, shipped %v", l.Scenario.Replications, l.Scenario.Seed, len(l.Scenario.Firms), l.Shipped)
	}
	if want := []string{"small.yaml", "mine.yaml", "plan.yaml"}; !reflect.DeepEqual(l.Files, want) {
		t.Errorf("files are %v, want %v", l.Files, want)
	}
}

// Keys are part of what a planner learns: lower case, words joined by _.
func TestEveryKeyOfAScenarioHasAGoodName(t *testing.T) {
	keys := Explain()
	if len(keys) < 50 {
		t.Fatalf("only %d keys", len(keys))
	}
	seen := map[string]bool{}
	for _, k := range keys {
		if seen[k.Path] {
			t.Errorf("%s comes twice", k.Path)
		}
		seen[k.Path] = true
		if strings.ToLower(k.Path) != k.Path || strings.ContainsAny(k.Path, " -") || strings.HasSuffix(k.Path, "extends") {
			t.Errorf("%s is no good name", k.Path)
		}
		if k.Kind == "" {
			t.Errorf("%s has no kind", k.Path)
		}
	}
	for _, path := range []string{"season.from", "firms[].name", "firms[].service.pools[].patience"} {
		if !seen[path] {
			t.Errorf("%s is missing", path)
		}
	}
}

func TestExplainGivesDefaultsAndKinds(t *testing.T) {
	got := map[string]Key{}
	for _, k := range explain(reflect.ValueOf(newShop())) {
		got[k.Path] = k
	}
	for _, want := range []Key{
		{Path: "orders", Kind: "rate", Write: wantRate, Default: "30k/day"},
		{Path: "aisles", Kind: "list"},
		{Path: "aisles[].to", Kind: "time of day", Write: wantClock, Default: "22:00"},
		{Path: "yard.area", Kind: "number", Write: "write a number such as 12 or 0.5", Default: "40"},
		{Path: "annex.area", Kind: "number", Write: "write a number such as 12 or 0.5", Default: "40"},
		{Path: "mood", Kind: "one of cheerful, gloomy", Write: "write cheerful or gloomy", Default: "cheerful"},
		{Path: "rates", Kind: "table"},
		{Path: "owner", Kind: "text", Write: "write text"},
	} {
		if got[want.Path] != want {
			t.Errorf("got  %+v\nwant %+v", got[want.Path], want)
		}
	}
	if _, ok := got["hidden"]; ok {
		t.Error("a field without a key is explained")
	}
}

// A type that the decoder does not know panics when a file gives it; better in
// this test than there.
func TestTheDecoderKnowsEveryTypeOfAScenario(t *testing.T) {
	var visit func(v reflect.Value, path string)
	visit = func(v reflect.Value, path string) {
		if _, leaf := formOf(v.Type()); leaf {
			return
		}
		switch v.Kind() {
		case reflect.Struct:
			for _, s := range slotsOf(v.Type()) {
				visit(v.FieldByIndex(s.index), path+"."+s.key)
			}
		case reflect.Slice, reflect.Array, reflect.Pointer:
			visit(fresh(v.Type().Elem()), path+"[]")
		case reflect.Map:
			if v.Type().Key().Kind() != reflect.String {
				t.Errorf("%s: a table has text keys", path)
			}
			visit(fresh(v.Type().Elem()), path+".*")
		default:
			t.Errorf("%s is a %s", path, v.Type())
		}
	}
	visit(reflect.ValueOf(models.Default()), "scenario")
}
