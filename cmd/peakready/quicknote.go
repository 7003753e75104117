package main

import (
	"fmt"
	"io"
)

// quickLeast is the orders an hour, of an ordinary day, from which on a firm's quick run
// has been held against the simulation. Four seasons of scenarios/small.yaml
// (peakready quick-error scenarios/small.yaml --scale S -n 4), quick less exact:
//
//	scale   orders/h   placed   days to the door   delivered late   chat unanswered
//	100%    67         +0.2%    +0.5%              +0.4 pt           +0.6 pt
//	 50%    33         +0.2%    +0.1%              +0.2 pt           +1.0 pt
//	 20%    13         +0.1%    +0.3%              +0.3 pt           +1.0 pt
//	 10%    6.7        +0.2%    +0.4%              +0.4 pt           +2.5 pt
//	  5%    3.3        +0.2%     0.0%              +0.7 pt           +3.7 pt
//	  2%    1.3        +0.2%    -1.8%              -0.4 pt           +7.9 pt
//	  1%    0.7        +0.2%    -5.7%              -3.1 pt          +14.1 pt
//	0.5%    0.3        -0.2%   -13.5%              -8.8 pt          +21.6 pt
//
// Below it a contact is a large part of what a desk does in an hour, and below one order
// an hour a parcel is of what a warehouse does, which a flow of parts does not know.
const quickLeast = 13

// tellFew names a firm whose orders are too few for a quick run that was shown to be right.
func (p *prepared) tellFew(notes io.Writer) {
	few, least, name := 0, float64(quickLeast), ""
	for i := range p.scenario.Firms {
		f := &p.scenario.Firms[i]
		orders := 0.0
		for j := range f.Demand.Categories {
			orders += float64(f.Demand.Categories[j].Orders) * float64(f.Demand.Scale) / 24
		}
		if orders > 0 && orders < quickLeast {
			few++
			if orders < least {
				least, name = orders, f.Name
			}
		}
	}
	if few > 0 {
		fmt.Fprintf(notes, "Note: below %d orders an hour a quick run is not shown to be right, least of all for its desks; %s of %d below that, the least %s with %.2g on an ordinary day.\n",
			quickLeast, plural(few, "firm"), len(p.scenario.Firms), name, least)
	}
}
