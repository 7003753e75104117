package scenarios

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"peakready/models"
	"peakready/sim/rng"
)

// shop is a small configuration with every kind of field that a model may use.
type shop struct {
	Name     string                  `yaml:"name"`
	Open     models.Date             `yaml:"open"`
	Closed   models.Date             `yaml:"closed"`
	Seed     uint64                  `yaml:"seed"`
	Tills    int                     `yaml:"tills"`
	Small    int8                    `yaml:"small"`
	Weight   float64                 `yaml:"weight"`
	Outdoors bool                    `yaml:"outdoors"`
	Reply    models.Duration         `yaml:"reply"`
	Defects  models.Share            `yaml:"defects"`
	Peak     models.Factor           `yaml:"peak"`
	Orders   models.Rate             `yaml:"orders"`
	Rent     models.Money            `yaml:"rent"`
	Patience rng.Dist                `yaml:"patience"`
	Walk     rng.Dist                `yaml:"walk"` // no default
	Mood     mood                    `yaml:"mood"`
	Hours    [3]float64              `yaml:"hours"`
	Aisles   []aisle                 `yaml:"aisles"`
	Words    []string                `yaml:"words"`
	Rates    map[string]models.Share `yaml:"rates"`
	Annex    *annex                  `yaml:"annex"`
	Garage   *annex                  `yaml:"garage"`
	Yard     annex                   `yaml:"yard"`
	Owner    `yaml:",inline"`
	Hidden   int `yaml:"-"`
}

// Owner is inlined: its keys stand among the shop's.
type Owner struct {
	Owner string `yaml:"owner"`
}

type aisle struct {
	Name   string        `yaml:"name"`
	From   models.Clock  `yaml:"from"`
	To     models.Clock  `yaml:"to"`
	Length float64       `yaml:"length"`
	Bins   []bin         `yaml:"bins"`
	Likes  []mood        `yaml:"likes"`
	Fill   models.Share  `yaml:"fill"`
	Speed  models.Factor `yaml:"speed"`
	Store  annex         `yaml:"store"` // with defaults of its own
}

func (aisle) Defaults() aisle { return aisle{To: 22 * 3_600_000, Length: 10, Speed: 1} }

type bin struct {
	Name string `yaml:"name"`
	Size int    `yaml:"size"`
}

type annex struct {
	Area  float64         `yaml:"area"`
	Lease models.Duration `yaml:"lease"`
}

func (annex) Defaults() annex { return annex{Area: 40} }

type mood string

func (mood) Values() []string { return []string{"cheerful", "gloomy"} }

func newShop() shop {
	s := shop{
		Seed: 7, Tills: 2, Peak: 8, Orders: 30_000, Patience: rng.MustExponential(300_000), Mood: "cheerful",
		Hours: [3]float64{1, 2, 1}, Aisles: []aisle{{Name: "food", Length: 5, Speed: 1}},
		Rates: map[string]models.Share{"tea": 0.1, "rice": 0.2}, Garage: &annex{Area: 1},
	}
	fillIn(reflect.ValueOf(&s).Elem())
	return s
}

func (s shop) check(report func(path, wrong, right string)) {
	if s.Tills > 100 {
		report("tills", "is over 100", "100 or fewer")
	}
	for i, a := range s.Aisles {
		if a.Name == "" {
			report((&trail{key: "aisles"}).item(i).to("name").String(), "is missing", "a name")
		}
	}
	if s.Reply == 1 {
		report("annex.lease", "is missing", "a length of time")
	}
}

// openShop reads a.yaml and plans from texts in memory.
func openShop(files map[string]string, plans ...string) (shop, error) {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	var l loading
	layers := []document{{fsys: fsys, name: "a.yaml", show: "a.yaml"}}
	for _, p := range plans {
		layers = append(layers, document{fsys: fsys, name: p, show: p})
	}
	s := newShop()
	err := l.read(layers, reflect.ValueOf(&s).Elem(), func(report func(path, wrong, right string)) { s.check(report) }, nil)
	return s, err
}

// mustOpen reads one text that has to be right.
func mustOpen(t *testing.T, text string) shop {
	t.Helper()
	s, err := openShop(map[string]string{"a.yaml": text})
	if err != nil {
		t.Fatalf("%s\nis refused:\n%v", text, err)
	}
	return s
}

// complaintsOf reads one text and gives the diagnostics, one a line.
func complaintsOf(t *testing.T, text string) string {
	t.Helper()
	_, err := openShop(map[string]string{"a.yaml": text})
	if err == nil {
		t.Fatalf("%s\nis accepted", text)
	}
	var d *Diagnostics
	if !errors.As(err, &d) {
		t.Fatalf("error is %T, want *Diagnostics", err)
	}
	return err.Error()
}

// lines joins the lines of a text.
func lines(l ...string) string { return strings.Join(l, "\n") + "\n" }
