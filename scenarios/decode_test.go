package scenarios

import (
	"reflect"
	"strings"
	"testing"

	"peakready/models"
	"peakready/sim"
	"peakready/sim/rng"
)

func TestDecode(t *testing.T) {
	got := mustOpen(t, lines(
		`name: 双十一`,
		`open: 2026-11-01`,
		`closed: none`,
		`seed: 18,446,744,073,709,551,615`,
		`tills: 0.03k`,
		`weight: -2.5e-3`,
		`outdoors: yes`,
		`reply: 1h30m`,
		`defects: 0.7%`,
		`peak: x0.8`,
		`orders: 1.2M/day`,
		`rent: ¥35.50`,
		`patience: lognormal(median=52h, log_sd=0.4)`,
		`walk: never`,
		`mood: gloomy`,
		`hours: [0, 0.5, 1e3]`,
		`words: [a, "2", yes]`,
		`rates: {tea: 30%, 糖: 0.5}`,
		`annex: {lease: 7d}`,
		`garage: none`,
		`yard: {area: 3}`,
		`owner: Wang`,
		`aisles:`,
		`  - name: food`,
		`    from: 08:30`,
		`    bins: [{name: a, size: 3}, {name: b}]`,
		`    likes: [gloomy, cheerful]`,
		`  - {name: toys, to: "24:00", speed: 150%}`,
	))
	const hour = 3_600_000
	want := shop{
		Name: "双十一", Open: models.Day(2026, 11, 1), Seed: 1<<64 - 1, Tills: 30, Weight: -0.0025, Outdoors: true,
		Reply: 90 * sim.Minute, Defects: 0.007, Peak: 0.8, Orders: 1_200_000, Rent: 3550,
		Patience: rng.MustLognormalMedian(52*hour, 0.4), Walk: rng.MustNever(), Mood: "gloomy",
		Hours: [3]float64{0, 0.5, 1000}, Words: []string{"a", "2", "yes"},
		Rates: map[string]models.Share{"tea": 0.3, "rice": 0.2, "糖": 0.5},
		Annex: &annex{Area: 40, Lease: 7 * sim.Day}, Yard: annex{Area: 3}, Owner: Owner{"Wang"},
		Aisles: []aisle{
			{Name: "food", From: 8.5 * hour, To: 22 * hour, Length: 10, Speed: 1, Store: annex{Area: 40}, Bins: []bin{{"a", 3}, {"b", 0}}, Likes: []mood{"gloomy", "cheerful"}},
			{Name: "toys", To: 24 * hour, Length: 10, Speed: 1.5, Store: annex{Area: 40}},
		},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestWhatAFileDoesNotSayKeepsItsDefault(t *testing.T) {
	got := mustOpen(t, "name: a\n")
	want := newShop()
	want.Name = "a"
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got.Yard.Area != 40 {
		t.Errorf("a block that is left out has area %v, want its own default 40", got.Yard.Area)
	}
	if empty := mustOpen(t, "yard: {}\n"); empty.Yard != got.Yard {
		t.Errorf("an empty block gives %v, a missing one %v", empty.Yard, got.Yard)
	}
}

func TestDecodingLeavesTheDefaultsAlone(t *testing.T) {
	keep := newShop()
	fsShop := keep
	var l loading
	src := newSource("a", "rates: {tea: 90%}\ngarage: {area: 99}\naisles: [{name: x}]\n")
	newDecoder(reflect.TypeFor[shop](), &l.rep).decode(src.tree(&l.rep, &l.spent), reflect.ValueOf(&fsShop).Elem(), nil)
	if err := l.rep.err(); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(keep, newShop()) {
		t.Errorf("reading into a copy changed the original: %+v", keep)
	}
	if fsShop.Garage.Area != 99 || fsShop.Rates["tea"] != 0.9 {
		t.Errorf("the copy did not take the new values: %+v", fsShop)
	}
}

func TestABlockThatMayBeAbsentKeepsItsDefaults(t *testing.T) {
	if got := mustOpen(t, "garage: {lease: 1d}\n").Garage; got == nil || *got != (annex{Area: 1, Lease: sim.Day}) {
		t.Errorf("got %+v, want the default area 1 and the new lease", got)
	}
	for _, text := range []string{"garage: none\n", "garage:\n", "garage: null\n"} {
		if got := mustOpen(t, text).Garage; got != nil {
			t.Errorf("%q leaves %+v", text, got)
		}
	}
}

func TestAnEmptyListTakesTheDefaultListAway(t *testing.T) {
	if got := mustOpen(t, "aisles: []\n"); got.Aisles != nil {
		t.Errorf("got %+v, want nil", got.Aisles)
	}
}

func TestAnchorsAndMerges(t *testing.T) {
	got := mustOpen(t, lines(
		`aisles:`,
		`  - &base {name: a, length: 3, fill: 20%}`,
		`  - <<: *base`,
		`    name: b`,
		`  - {<<: [*base, {fill: 99%, speed: 2}], name: c}`,
		`rent: &rent ¥5`,
		`words: [*rent]`,
	))
	want := []aisle{
		{Name: "a", To: 22 * 3_600_000, Length: 3, Fill: 0.2, Speed: 1, Store: annex{Area: 40}},
		{Name: "b", To: 22 * 3_600_000, Length: 3, Fill: 0.2, Speed: 1, Store: annex{Area: 40}},
		{Name: "c", To: 22 * 3_600_000, Length: 3, Fill: 0.2, Speed: 2, Store: annex{Area: 40}},
	}
	if !reflect.DeepEqual(got.Aisles, want) {
		t.Errorf("got  %+v\nwant %+v", got.Aisles, want)
	}
	if got.Words[0] != "¥5" {
		t.Errorf("words are %q", got.Words)
	}
}

func TestComplaints(t *testing.T) {
	for _, c := range []struct{ says, text, want string }{
		{"an unknown key gets the nearest known one", "tils: 3", `a.yaml:1:1: tils: is a key that is not known here; did you mean tills?`},
		{"case and dashes do not matter for the nearest key", "Out-Doors: yes", `a.yaml:1:1: Out-Doors: is a key that is not known here; did you mean outdoors?`},
		{"a key of another block is sent there", "yard:\n  bins: []", `bins belongs into aisles[]: check the indentation`},
		{"a key that no block knows gets the list", "yard: {window: 3}", `a.yaml:1:8: yard.window: is a key that is not known here; the keys here are area, lease`},
		{"a list where a value belongs", "tills: [3]", `a.yaml:1:8: tills: is a list where a single value belongs; write a whole number`},
		{"a block where a value belongs", "tills: {a: 3}", `tills: is a block of keys where a single value belongs`},
		{"a value where a list belongs", "aisles: food", `a.yaml:1:9: aisles: is "food"; a list belongs here: put`},
		{"nothing where a list belongs", "aisles:", `aisles: is empty; a list belongs here: put` + " `- ` before each item, or write [] for none"},
		{"a value where a block belongs", "yard: big", `yard: is "big"; a block of keys belongs here: area, lease`},
		{"a list where a block belongs", "yard: [1]", "take out the `- `"},
		{"no blank after the colon", "yard:\n  area:3", "yard: is \"area:3\"; write a blank after the colon"},
		{"a full-width colon", "yard:\n  area：3", "yard: is \"area：3\"; write an ordinary colon and a blank"},
		{"nothing where a value belongs", "tills:", "a.yaml:1:7: tills: is empty; write a whole number such as 12, 30k or 1.2M, or take the key out for the default"},
		{"a row that is too short", "hours: [1, 2]", "hours: has 2 values; exactly 3 belong here"},
		{"a row that is one value", "hours: 1", `hours: is "1"; a list of 3 values belongs here`},
		{"a table that is one value", "rates: 3", `rates: is "3"; a table belongs here`},
		{"a wrong value in a table", "rates: {tea: 3}", `a.yaml:1:14: rates.tea: is 3, more than the whole`},
		{"a wrong choice", "mood: gloomey", `mood: is "gloomey", which is none of the choices; did you mean gloomy? Write cheerful or gloomy`},
		{"a wrong switch", "outdoors: maybe", `outdoors: is "maybe", which is neither yes nor no`},
		{"a fraction where a count belongs", "tills: 1.5", `tills: is 1.5, not a whole number`},
		{"a count that does not fit", "small: 200", `small: is "200", too large; the largest here is 127`},
		{"a negative count without sign", "seed: -1", `seed: is -1, which is negative`},
		{"a count with a unit", "tills: 3 pcs", `tills: is "3 pcs", with "pcs" after the number`},
		{"a value that is no number", "weight: .nan", `weight: is not a number (.nan)`},
		{"an infinite value", "weight: -.inf", `weight: is infinite`},
		{"a number beyond all others", "weight: 1e999999999", `a number too long to mean anything`},
		{"extends inside a block", "yard: {extends: b.yaml}", `it stands at the top of a file`},
		{"a check names the value", "tills: 101", "a.yaml:1:8: tills: is over 100; right would be 100 or fewer"},
		{"a check of a missing key names the item", "aisles:\n  - {length: 3}", "a.yaml:2:5: aisles[0].name: is missing"},
		{"a check of a missing block names the file's start", "reply: 1ms", "a.yaml:1:1: annex.lease: is missing"},
		{"a type name", "tills: !!int 3", `tills: has the type name "!!int"; write the value alone`},
		{"a complicated key", "? [a]\n: 3", "has a list or a block where a key belongs"},
		{"an item after a broken one keeps its number", "words: [!x a, [b]]", `a.yaml:1:15: words[1]: is a list`},
		{"a key with control characters", `yard: {"a\e[31mb\n": 1}`, `a.yaml:1:8: yard.a·[31mb·: is a key`},
		{"a merge of nothing", "yard: {<<: 3}", "<< has no block of keys to take in"},
	} {
		t.Run(c.says, func(t *testing.T) {
			if got := complaintsOf(t, c.text+"\n"); !strings.Contains(got, c.want) {
				t.Errorf("%s\ngot  %s\nwant %s", c.text, got, c.want)
			}
		})
	}
}

func TestEveryMistakeIsReportedInOrder(t *testing.T) {
	got := complaintsOf(t, lines(
		`tils: 3`,
		`aisles:`,
		`  - {name: a, fill: 120%, from: 25:00}`,
		`  - {name: b, length: wide}`,
		`mood: angry`,
		`mood: gloomy`,
	))
	var at []string
	for _, line := range strings.Split(got, "\n") {
		at = append(at, strings.Join(strings.SplitN(line, ":", 4)[1:3], ":"))
	}
	want := []string{"1:1", "3:21", "3:33", "4:23", "5:7", "6:1"}
	if !reflect.DeepEqual(at, want) {
		t.Errorf("places are %v, want %v:\n%s", at, want, got)
	}
}
