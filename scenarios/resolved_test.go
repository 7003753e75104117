package scenarios

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"peakready/models"
	"peakready/sim/rng"
)

func TestEveryShippedScenarioReadsBackAsItself(t *testing.T) {
	names := shippedNames()
	if len(names) == 0 {
		t.Fatal("no shipped scenarios")
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			loaded, err := LoadFS(Files, name, nil)
			if err != nil {
				t.Fatal(err)
			}
			checkReadsBack(t, loaded.Scenario)
		})
	}
}

// Words of a planner that YAML could take for something else.
var awkward = []string{"", " ", "a: b", "- a", "# a", "a #b", "yes", "null", "~", "none", "12", "1e3", "2026-11-11", "08:30", "'", `"`, `\`, "a\nb", "\t", "%a", "@a", "&a", "*a", "!a", "[a", "{a}", "a, b", "双十一", "<<", "=", "|", ">", "?", ": ", "\u0085", "\ufeff", "\u2028", "e\u0301", "🚚", "a ", " a", "never(", "x(a: b)", "---", "...", ".nan"}

// The encoder and the decoder against any shop that has a text.
func TestAnyShopReadsBackAsItself(t *testing.T) {
	word := rapid.OneOf(rapid.SampledFrom(awkward), rapid.StringMatching(`[ -~±-ſ一-丿]{0,12}`))
	share := rapid.Custom(func(t *rapid.T) models.Share { return models.Share(rapid.Float64Range(0, 1).Draw(t, "share")) })
	room := rapid.Custom(func(t *rapid.T) annex {
		return annex{Area: rapid.Float64Range(-1e9, 1e9).Draw(t, "area"), Lease: models.Duration(rapid.Int64Range(0, 1e11).Draw(t, "lease"))}
	})
	row := rapid.Custom(func(t *rapid.T) aisle {
		a := aisle{
			Name: word.Draw(t, "name"), From: models.Clock(rapid.Int64Range(0, 86_400_000).Draw(t, "from")), Length: 3,
			Likes: rapid.SliceOfN(rapid.SampledFrom([]mood{"cheerful", "gloomy"}), 0, 3).Draw(t, "likes"), Fill: share.Draw(t, "fill"),
		}
		for _, size := range rapid.SliceOfN(rapid.Int(), 0, 3).Draw(t, "bins") {
			a.Bins = append(a.Bins, bin{word.Draw(t, "bin"), size})
		}
		return a
	})
	rapid.Check(t, func(t *rapid.T) {
		s := newShop()
		s.Name, s.Owner.Owner, s.Seed = word.Draw(t, "shop"), word.Draw(t, "owner"), rapid.Uint64().Draw(t, "seed")
		s.Outdoors, s.Small = rapid.Bool().Draw(t, "outdoors"), rapid.Int8().Draw(t, "small")
		s.Aisles, s.Words = rapid.SliceOfN(row, 0, 3).Draw(t, "aisles"), rapid.SliceOfN(word, 0, 4).Draw(t, "words")
		for key, v := range rapid.MapOfN(word, share, 0, 4).Draw(t, "rates") {
			s.Rates[key] = v
		}
		if rapid.Bool().Draw(t, "annexed") {
			r := room.Draw(t, "annex")
			s.Annex, s.Garage = &r, nil
		}
		tidy(reflect.ValueOf(&s).Elem())
		text, err := encode(reflect.ValueOf(&s).Elem())
		if err != nil {
			t.Fatal(err)
		}
		back := newShop()
		if err := reread(text, reflect.ValueOf(&back).Elem()); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if !reflect.DeepEqual(back, s) {
			t.Fatalf("%v\ngot  %+v\nwant %+v\n%s", difference(reflect.ValueOf(back), reflect.ValueOf(s), nil), back, s, text)
		}
	})
}

func TestResolvedRefusesWhatHasNoText(t *testing.T) {
	loaded, err := LoadFS(Files, "small.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	sc := loaded.Scenario
	sc.Consumers.Voice = 1.7
	if _, err := Resolved(sc); err == nil || !strings.Contains(err.Error(), "consumers.voice: 1.7 cannot be written") {
		t.Errorf("got %v", err)
	}
	sc = loaded.Scenario
	sc.Consumers.Tolerance = rng.MustConstant(-5)
	if _, err := Resolved(sc); err == nil || !strings.Contains(err.Error(), "consumers.tolerance") {
		t.Errorf("got %v", err)
	}
	sc = loaded.Scenario
	sc.Consumers.Tolerance = rng.Dist{} // left out, it would read back as the default
	if _, err := Resolved(sc); err == nil || !strings.Contains(err.Error(), "consumers.tolerance does not read back as it was") {
		t.Errorf("got %v", err)
	}
}

func TestTheDigestIsOfTheMeaningNotOfTheWriting(t *testing.T) {
	digest := func(text string) string {
		t.Helper()
		l, err := LoadFS(overSmall(text), "a.yaml", nil)
		if err != nil {
			t.Fatal(err)
		}
		return l.Digest
	}
	a := digest("extends: small.yaml\nseed: 5\n")
	if b := digest("# a remark\nseed: 5\nextends: \"small.yaml\"\nconsumers: {}\n"); a != b {
		t.Errorf("the same scenario in other words has digest %s, want %s", b, a)
	}
	if c := digest("extends: small.yaml\nseed: 6\n"); a == c {
		t.Error("another seed has the same digest")
	}
}
