package models

import "peakready/sim"

// Default is the scenario from which a file's keys depart: no firms, no
// carriers, no regions; a public and an authority.
func Default() Scenario {
	return Scenario{
		Season:       Season{WarmUp: 42 * sim.Day, CoolDown: 7 * sim.Day, Drain: 60 * sim.Day},
		Seed:         42,
		Replications: 20,
		Consumers:    DefaultConsumers(),
		Authority:    DefaultAuthority(),
	}
}

// Defaults of a firm: no goods, no warehouse, no desk.
func (Firm) Defaults() Firm {
	return Firm{
		Demand: DefaultDemand(), Storefront: Storefront{}.Defaults(), Stock: StockPlan{}.Defaults(),
		Shipping: DefaultShipping(), Service: DefaultService(), Returns: DefaultReturns(),
		Policy: DefaultPolicy(), Prices: DefaultPrices(),
	}
}
