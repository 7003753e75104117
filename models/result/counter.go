package result

// Counter names one thing that is counted by day, for a firm, once by the
// date on which it happened and once by the date of the order it belongs to.
type Counter uint8

const (
	Intentions     Counter = iota // purchase intentions, before anything can be lost
	LostQuestion                  // lost: a question before the sale went unanswered
	LostCheckout                  // lost: the checkout timed out or refused
	LostSoldOut                   // lost: the page said sold out
	LostDeposit                   // lost: a deposit was not completed
	LostTurnedAway                // lost: turned away by a contingency rule, or left for its later date
	Placed                        // orders paid
	PaymentTrouble                // placed, but the payment had to be put right
	Oversold                      // placed on stock that was not there
	PriceErrors                   // placed at a wrong price
	Broken                        // promotion promised and not honoured
	CancelledShop                 // placed orders that the shop cancelled
	CancelledBuyer                // placed orders that the consumer cancelled before dispatch
	Packed                        // left the warehouse line
	Shipped                       // handed to the carrier
	ShippedLate                   // handed over after the ship-by promise
	Delivered                     // received by the consumer
	DeliveredLate                 // received after the promised date
	AttemptsFailed                // delivery attempts that found nobody
	LostParcels                   // declared lost by the carrier
	Damaged                       // damaged on the road (input rate)
	Faulty                        // delivered goods with a defect (input rate)
	Unlike                        // delivered goods unlike their page (input rate)
	Misled                        // buyers misled by a "100%" claim (input rate)
	ReturnsAsked                  // returns asked for
	ReturnsRefused                // returns refused by the firm's terms
	Returned                      // goods back at the firm and inspected
	Repaired                      // repairs given back
	Refunded                      // refunds paid
	RefundsLate                   // refunds or repairs after their limit
	Compensated                   // advance compensations paid
	Contacts                      // contacts with the service desk, redials not counted again
	BotContacts                   // questions answered by the bot
	Unanswered                    // contacts given up without an answer
	Repeats                       // contacts that ask again
	FirmCancelled                 // complaints to the firm, cause cancelled; the six stand in the order of Cause
	FirmDelay
	FirmQuality
	FirmDescription
	FirmService
	FirmTerms
	FirmSettled        // complaints that the firm settled
	FirmUnsettled      // complaints that the firm did not settle
	AuthorityCancelled // complaints to the authority, in the order of Cause
	AuthorityDelay
	AuthorityQuality
	AuthorityDescription
	AuthorityService
	AuthorityTerms
	CasesReferred  // complaints that the consumer authority referred to the firm
	RepliesInTime  // of them, answered by the firm within its clock
	RepliesOverdue // of them, not answered when the clock ran out
	CasesSettled   // of them, settled by the firm
	CasesDecided   // complaints to the authority closed by mediation or by the courier regulator
	Counters
)

// ToFirm is the counter of complaints to the firm with a cause.
func ToFirm(c Cause) Counter { return FirmCancelled + Counter(c) }

// ToAuthority is the counter of complaints to the authority with a cause.
func ToAuthority(c Cause) Counter { return AuthorityCancelled + Counter(c) }

var counterNames = [Counters]string{
	"intentions", "lost_question", "lost_checkout", "lost_sold_out", "lost_deposit", "lost_turned_away",
	"placed", "payment_trouble", "oversold", "price_errors", "promotion_broken", "cancelled_by_shop", "cancelled_by_buyer",
	"packed", "shipped", "shipped_late", "delivered", "delivered_late", "attempts_failed", "lost_parcels",
	"damaged", "faulty", "unlike_page", "misled",
	"returns_asked", "returns_refused", "returned", "repaired", "refunded", "refunds_late", "compensated",
	"contacts", "bot_contacts", "unanswered", "repeat_contacts",
	"complaints_firm_cancelled", "complaints_firm_delay", "complaints_firm_quality",
	"complaints_firm_description", "complaints_firm_service", "complaints_firm_terms",
	"complaints_settled", "complaints_unsettled",
	"complaints_authority_cancelled", "complaints_authority_delay", "complaints_authority_quality",
	"complaints_authority_description", "complaints_authority_service", "complaints_authority_terms",
	"cases_referred", "replies_in_time", "replies_overdue", "cases_settled_by_firm", "cases_decided",
}

func (c Counter) String() string { return counterNames[c] }

// Row is one day of counters.
type Row [Counters]int64

// Add adds another row.
func (r *Row) Add(o *Row) {
	for i := range r {
		r[i] += o[i]
	}
}

// Lost is all intentions that were lost.
func (r *Row) Lost() int64 {
	return r[LostQuestion] + r[LostCheckout] + r[LostSoldOut] + r[LostDeposit] + r[LostTurnedAway]
}

// FirmComplaints is all complaints to the firm.
func (r *Row) FirmComplaints() int64 {
	var n int64
	for c := Cause(0); c < Causes; c++ {
		n += r[ToFirm(c)]
	}
	return n
}

// AuthorityComplaints is all complaints to the authority.
func (r *Row) AuthorityComplaints() int64 {
	var n int64
	for c := Cause(0); c < Causes; c++ {
		n += r[ToAuthority(c)]
	}
	return n
}
