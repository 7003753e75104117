package result

// Run is an experiment of one point: all trials in index order, and the head
// that says what was run.
type Run struct {
	Scenario string // name in the scenario
	File     string // base name of the scenario file
	Plans    []string
	Digest   string // hash of the resolved scenario
	Version  string
	Seed     uint64
	// Command is the line that made the run, as a shell takes it, with the base
	// names of files and without what changes no figure; empty where there is none.
	Command string
	// Scale by which demand and every capacity were multiplied; 0 and 1 are the
	// scenario as it is. Small teams pool less well: any other is approximate.
	Scale float64
	// Approximate says why the figures are only approximate, in words for every
	// page and table; empty for a simulation that followed every order.
	Approximate string
	Asked       int // replications asked for; len(Trials) were completed
	Firms       []FirmHead
	Lines       []LineHead
	CallIn      int // firms that the authority calls in
	Incident    IncidentRule
	Start       int32 // date of day 0, days since 1970-01-01
	From, To    int   // window as day indexes, both included
	NDays       int   // days simulated
	Events      []CalendarEvent
	Trials      []Trial

	Targets []Target // what the season must keep
	Looks   Looks    // after which seasons it is decided

	Rules     []RuleHead  // contingency rules, firm by firm
	Published []Published // what the scenario's file says was found elsewhere

	// Studies of the same seasons, where they were asked for.
	Comparisons []Comparison // plans against the scenario as it is
	Spill       []Spillover  // firms left out in turn
	Explained   *Explanation // capacities without limits, causes taken away
	Headroom    []Headroom   // by strain
	// Shadow is what formulas say of the same seasons; nil where it was not asked for.
	Shadow *Shadow
}

// FirmHead names a firm and its pools.
type FirmHead struct {
	Name  string
	Pools []PoolHead
}

// PoolHead names a pool.
type PoolHead struct {
	Name    string
	Channel string
	Target  int64 // answered within, ms
	Thin    bool  // its team is less than a head at times, at the run's scale, and works slower instead
}

// LineHead names a line.
type LineHead struct {
	Name string
	Kind string // "warehouse", "hub", "station", "inspection"
	Firm int    // index of the firm, or -1 when shared
}

// CalendarEvent is a span of days to mark in a figure.
type CalendarEvent struct {
	Name     string // "双11", "Black Friday", "双12", "年货节", "春节"
	From, To int    // day indexes, both included
}
