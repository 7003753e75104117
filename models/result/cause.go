package result

// Cause is the ground of a complaint as the consumer authority counts them:
// the six groups named before Double 11 2013 (contract, after-sales and
// delivery, goods quality, advertising, handling of disputes, terms).
type Cause uint8

const (
	Cancelled   Cause = iota // the shop cancelled the order or did not honour the promotion
	Delay                    // late delivery, late refund or repair
	Quality                  // faulty or damaged goods
	Description              // goods unlike their page
	Service                  // waiting itself: nobody answered, the dispute was left lying
	Terms                    // "no returns" terms and "100%" claims
	Causes      = 6
)

var causeNames = [Causes]string{"cancelled", "delay", "quality", "description", "service", "terms"}

func (c Cause) String() string { return causeNames[c] }
