package models

import (
	"fmt"
	"strings"
)

// weight is a firm's part of a carrier while all firms wait there: its quotas,
// or its ordinary parcels a day where none is given.
func (f *Firm) weight(carrier string) float64 {
	ordinary := 0.0
	for _, g := range f.Demand.Categories {
		ordinary += float64(g.Orders)
	}
	w := 0.0
	for _, k := range f.Shipping.Contracts {
		switch {
		case k.Carrier != carrier:
		case k.Quota != nil:
			w += float64(*k.Quota)
		default:
			w += float64(k.Share) * ordinary
		}
	}
	return w
}

// quotas refuses a carrier at which some contracts have a quota and others do
// not: the others would count by their parcels a day, so that a firm with
// quota 2 beside one with 20,000 parcels would wait for ever.
func (c checker) quotas(sc *Scenario, carrier string) {
	type at struct{ firm, contract int }
	var with, without []at
	for i := range sc.Firms {
		for j, k := range sc.Firms[i].Shipping.Contracts {
			switch {
			case k.Carrier != carrier:
			case k.Quota != nil:
				with = append(with, at{i, j})
			default:
				without = append(without, at{i, j})
			}
		}
	}
	if len(with) == 0 || len(without) == 0 {
		return
	}
	for _, a := range without {
		f := &sc.Firms[a.firm]
		c.report(fmt.Sprintf("firms[%d].shipping.contracts[%d].quota", a.firm, a.contract),
			fmt.Sprintf("is missing, but %s has a quota at %s: this one would weigh %.0f, its parcels a day", sc.Firms[with[0].firm].Name, carrier, f.weight(carrier)),
			fmt.Sprintf("a quota above 0 in every contract with %s, in the same measure, or in none", carrier))
	}
}

// Part is a firm's part of a carrier that it shares, while all firms wait there.
type Part struct {
	Carrier, Firm string
	Share         float64
	Parcels       float64 // its ordinary parcels a day there
	Quota         bool    // by quotas; else by the ordinary parcels
}

// parts lists the parts of every carrier that two firms or more share.
func (sc *Scenario) parts() []Part {
	var out []Part
	for _, k := range sc.Carriers {
		first, total := len(out), 0.0
		for i := range sc.Firms {
			f := &sc.Firms[i]
			w := f.weight(k.Name)
			if w == 0 {
				continue
			}
			p := Part{Carrier: k.Name, Firm: f.Name, Share: w}
			for _, g := range f.Demand.Categories {
				p.Parcels += float64(g.Orders) * float64(f.Demand.Scale) * f.contract(k.Name)
			}
			for _, contract := range f.Shipping.Contracts {
				p.Quota = p.Quota || contract.Carrier == k.Name && contract.Quota != nil
			}
			total += w
			out = append(out, p)
		}
		if len(out)-first < 2 {
			out = out[:first]
			continue
		}
		for i := range out[first:] {
			out[first+i].Share /= total
		}
	}
	return out
}

// partsText writes a line a carrier.
func partsText(b *strings.Builder, parts []Part) {
	if len(parts) == 0 {
		return
	}
	b.WriteString("\nA firm's part of a shared carrier while all its firms wait there\n")
	for i := 0; i < len(parts); {
		carrier, by := parts[i].Carrier, "their ordinary parcels a day"
		if parts[i].Quota {
			by = "their quotas"
		}
		var firms []string
		for ; i < len(parts) && parts[i].Carrier == carrier; i++ {
			firms = append(firms, fmt.Sprintf("%s %.1f%%", parts[i].Firm, 100*parts[i].Share))
		}
		fmt.Fprintf(b, "    %s, by %s: %s\n", carrier, by, strings.Join(firms, ", "))
	}
}
