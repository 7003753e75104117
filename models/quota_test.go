package models

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// pair is two shops at one courier with the given quotas, the second with
// thrice the orders of the first.
func pair(quotas ...Factor) *Scenario {
	sc := shop()
	one := sc.Firms[0]
	sc.Firms = nil
	for i, q := range quotas {
		f := one
		f.Name = fmt.Sprintf("firm %d", i)
		f.Demand.Categories = append([]Category(nil), one.Demand.Categories...)
		for j := range f.Demand.Categories {
			f.Demand.Categories[j].Orders *= Rate(1 + 2*i)
		}
		f.Shipping.Contracts = append([]Contract(nil), one.Shipping.Contracts...)
		for j := range f.Shipping.Contracts {
			if q > 0 {
				f.Shipping.Contracts[j].Quota = &q
			}
		}
		sc.Firms = append(sc.Firms, f)
	}
	return sc
}

func TestQuotasAreAllGivenOrNone(t *testing.T) {
	for _, c := range []struct {
		says   string
		quotas []Factor
		want   string
	}{
		{"none, by parcels a day", []Factor{0, 0}, "[]"},
		{"all of them", []Factor{2, 1}, "[]"},
		{"a firm without one beside a firm with 2 is told", []Factor{2, 0}, "[firms[1].shipping.contracts[0].quota]"},
		{"every firm without one is told", []Factor{0, 2, 0}, "[firms[0].shipping.contracts[0].quota firms[2].shipping.contracts[0].quota]"},
	} {
		t.Run(c.says, func(t *testing.T) {
			var got []string
			pair(c.quotas...).Check(func(path, wrong, right string) {
				if strings.HasSuffix(path, ".quota") {
					got = append(got, path)
				}
			})
			if fmt.Sprint(got) != c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}

func TestPartsOfASharedCarrier(t *testing.T) {
	for _, c := range []struct {
		says   string
		quotas []Factor
		want   []float64
	}{
		{"by ordinary parcels", []Factor{0, 0}, []float64{0.25, 0.75}},
		{"by quotas", []Factor{2, 1}, []float64{2. / 3, 1. / 3}},
		{"a firm alone shares nothing", []Factor{2}, nil},
	} {
		t.Run(c.says, func(t *testing.T) {
			o := Look(pair(c.quotas...))
			if len(o.Parts) != len(c.want) {
				t.Fatalf("got %+v", o.Parts)
			}
			for i, p := range o.Parts {
				if math.Abs(p.Share-c.want[i]) > 1e-12 || p.Quota != (c.quotas[0] > 0) {
					t.Errorf("got %+v, want %v", p, c.want[i])
				}
			}
			var b strings.Builder
			if err := o.Text(&b); err != nil || strings.Contains(b.String(), "part of a shared carrier") != (len(c.want) > 0) {
				t.Errorf("%v in\n%s", err, b.String())
			}
		})
	}
}
