package scenarios

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"peakready/models"
)

// townText is a scenario of two firms with all that they have in common in
// firm_defaults.
const townText = `extends: shop.yaml
firm_defaults:
  storefront: {capacity: 7/s, room: 90}
  demand:
    forecast_error: 0.3
    categories: [{name: goods, orders: 100/day, faulty: 3%}]
    hours: [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]
  warehouses: [{name: hall, capacity: {shifts: [{from: "08:00", to: "22:00", rate: 220/h}]}}]
  shipping: {contracts: [{carrier: courier, share: 100%}], days: 4}
  returns: {inspection: {shifts: [{from: "09:00", to: "17:00", rate: 45/h}]}}
  service:
    pools:
      - name: chat
        reasons: [question, where, return, faulty, unlike, cancelled, refund, terms, complaint]
        staffing: {shifts: [{from: "08:00", to: "23:00", agents: 4}]}
firms:
  - name: 东
  - name: 西
    storefront: {room: 5}
    demand:
      hours: [2,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]
      categories: [{name: goods, orders: 300/day}, {name: books, orders: 50/day}]
    warehouses: [{name: hall, share: 60%}, {name: barn, share: 40%, capacity: {shifts: [{from: "08:00", to: "22:00", rate: 9/h}]}}]
    service: {pools: [{name: chat, staffing: {shrinkage: 10%}}]}
`

// openTown reads town.yaml, and plans upon it, beside the sound scenario of
// the corpus less its firm.
func openTown(t *testing.T, town string, plans ...string) (*Loaded, error) {
	t.Helper()
	shop, err := os.ReadFile(badFolder + "/base/shop.yaml")
	if err != nil {
		t.Fatal(err)
	}
	base, _, _ := strings.Cut(string(shop), "firms:\n")
	fsys := fstest.MapFS{"shop.yaml": {Data: []byte(base)}, "town.yaml": {Data: []byte(town)}}
	var names []string
	for i, text := range plans {
		names = append(names, fmt.Sprintf("plan%d.yaml", i))
		fsys[names[i]] = &fstest.MapFile{Data: []byte(text)}
	}
	return LoadFS(fsys, "town.yaml", names)
}

func TestFirmDefaultsLieUnderEveryFirm(t *testing.T) {
	l, err := openTown(t, townText)
	if err != nil {
		t.Fatal(err)
	}
	east, west := l.Scenario.Firms[0], l.Scenario.Firms[1]
	for _, c := range []struct {
		says      string
		got, want any
	}{
		{"a firm keeps its name", east.Name + west.Name, "东西"},
		{"a firm that says nothing has it all", east.Storefront.Room, 90},
		{"of a block the firm says only what differs", west.Storefront.Room, 5},
		{"and has the rest", west.Storefront.Capacity, models.Rate(7 * 86400)},
		{"what nobody says has the model's default", west.Storefront.PaymentTrouble, models.Share(0.0003)},
		{"a list without names is the firm's own", west.Demand.Hours[0], 2.0},
		{"or the common one", east.Demand.Hours[0], 1.0},
		{"lists of named blocks are joined by name", len(west.Demand.Categories), 2},
		{"the common item first", west.Demand.Categories[0].Name, "goods"},
		{"with the firm's figures", west.Demand.Categories[0].Orders, models.Rate(300)},
		{"and the common ones", west.Demand.Categories[0].Faulty, models.Share(0.03)},
		{"without a trace in another firm", len(east.Demand.Categories), 1},
		{"a warehouse of one's own", west.Warehouses[1].Name, "barn"},
		{"four levels down", west.Service.Pools[0].Staffing.Shrinkage, models.Share(0.1)},
		{"beside what is common there", len(west.Service.Pools[0].Staffing.Shifts), 1},
	} {
		t.Run(c.says, func(t *testing.T) {
			if !reflect.DeepEqual(c.got, c.want) {
				t.Errorf("got %v, want %v", c.got, c.want)
			}
		})
	}
	t.Run("the resolved scenario holds no firm_defaults and reads back", func(t *testing.T) {
		text, err := Resolved(l.Scenario)
		if err != nil || strings.Contains(string(text), commonKey) {
			t.Errorf("%v\n%s", err, text)
		}
	})
	t.Run("writing it out for each firm is the same scenario", func(t *testing.T) {
		text, err := Resolved(l.Scenario)
		if err != nil {
			t.Fatal(err)
		}
		again, err := LoadFS(fstest.MapFS{"r.yaml": {Data: text}}, "r.yaml", nil)
		if err != nil || again.Digest != l.Digest {
			t.Errorf("%v", err)
		}
	})
}

func TestFirmDefaultsUnderPlans(t *testing.T) {
	for _, c := range []struct {
		says, plan string
		rooms      []int
	}{
		{"a plan that changes them changes the firms that are silent", "firm_defaults: {storefront: {room: 8}}", []int{8, 5}},
		{"a plan that changes a firm changes that one", "firms: [{name: 东, storefront: {room: 8}}]", []int{8, 5}},
		{"a plan may do both", "firm_defaults: {storefront: {room: 8}}\nfirms: [{name: 西, storefront: {room: 9}}]", []int{8, 9}},
		{"a firm that a plan adds has them too", "firms: [{name: 南}]", []int{90, 5, 90}},
	} {
		t.Run(c.says, func(t *testing.T) {
			l, err := openTown(t, townText, c.plan)
			if err != nil {
				t.Fatal(err)
			}
			var rooms []int
			for _, f := range l.Scenario.Firms {
				rooms = append(rooms, f.Storefront.Room)
			}
			if !slices.Equal(rooms, c.rooms) {
				t.Errorf("got %v, want %v", rooms, c.rooms)
			}
		})
	}
}

func TestMistakesInFirmDefaults(t *testing.T) {
	for _, c := range []struct {
		says, plan string
		want       []string // one a mistake, in order
	}{
		{"are told once, where they stand", "firm_defaults: {storefront: {room: many}}",
			[]string{`plan0.yaml:1:36: firm_defaults.storefront.room: is "many"`}},
		{"of a key too", "firm_defaults: {storefornt: {room: 1}}",
			[]string{"plan0.yaml:1:17: firm_defaults.storefornt: is a key that is not known here; did you mean storefront?"}},
		{"that a check finds too", "firm_defaults: {stock: {sync: 1s}}",
			[]string{"plan0.yaml:1:31: firm_defaults.stock.sync: is under a minute"}},
		{"do not hide those of a firm", "firm_defaults: {storefront: {room: many}}\nfirms: [{name: 东, stock: {sync: 1s}}]",
			[]string{`plan0.yaml:1:36: firm_defaults.storefront.room`, `plan0.yaml:2:33: firms[0].stock.sync`}},
		{"that every firm repairs are none", "firm_defaults: {storefront: {room: many}}\nfirms: [{name: 东, storefront: {room: 1}}]", nil},
		{"as another kind of value", "firm_defaults: 3",
			[]string{`plan0.yaml:1:16: firm_defaults: is "3"; a block of keys belongs here: demand, storefront`}},
		{"as a common name", "firm_defaults: {name: 东}",
			[]string{"plan0.yaml:1:17: firm_defaults.name: would be the name of every firm; give each firm its own"}},
		{"in their own name", "firm_default: {storefront: {room: 8}}",
			[]string{"plan0.yaml:1:1: firm_default: is a key that is not known here; did you mean firm_defaults?"}},
		{"in their place", "firms: [{name: 东, firm_defaults: {stock: {sync: 1h}}}]",
			[]string{"plan0.yaml:1:19: firms[0].firm_defaults: is a key that is not known here; it stands at the top of a file"}},
		{"in a name that a firm repeats", "firms: [{name: 东, demand: {categories: [{name: goodz, orders: 1/day}]}}]",
			[]string{`plan0.yaml:1:48: firms[0].demand.categories[0].name: firm_defaults has no category "goodz"; did you mean goods?`}},
	} {
		t.Run(c.says, func(t *testing.T) {
			_, err := openTown(t, townText, c.plan)
			var d *Diagnostics
			if errors.As(err, &d) != (c.want != nil) || err != nil && d == nil {
				t.Fatalf("got %v, want %q", err, c.want)
			}
			if d == nil {
				return
			}
			if len(d.Items) != len(c.want) {
				t.Fatalf("got %d:\n%v\nwant %q", len(d.Items), err, c.want)
			}
			for i, item := range d.Items {
				if !strings.HasPrefix(item.String(), c.want[i]) {
					t.Errorf("got  %s\nwant %s", item, c.want[i])
				}
			}
		})
	}
	t.Run("what a firm lacks is missing in the firm", func(t *testing.T) {
		_, err := openTown(t, strings.Replace(townText, "  - name: 东\n", "  - storefront: {room: 2}\n", 1))
		if err == nil || !strings.HasPrefix(err.Error(), "town.yaml:17:5: firms[0].name: is missing") || strings.Contains(err.Error(), "\n") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("without firms they are read for their mistakes", func(t *testing.T) {
		head, _, _ := strings.Cut(townText, "firms:\n")
		_, err := openTown(t, strings.Replace(head, "room: 90", "room: many", 1))
		if err == nil || !strings.Contains(err.Error(), `town.yaml:3:37: firm_defaults.storefront.room: is "many"`) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("under a host of firms they end", func(t *testing.T) {
		var b strings.Builder
		b.WriteString(townText)
		for i := range 9000 {
			fmt.Fprintf(&b, "  - name: f%d\n", i)
		}
		_, err := openTown(t, b.String())
		if err == nil || !strings.Contains(err.Error(), "town.yaml:2:1: firm_defaults: laid under every firm unfolds to more than 200,000 values") {
			t.Errorf("got %.300v", err)
		}
	})
}
