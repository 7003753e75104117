package models

import "peakready/sim/rng"

// Every draw of the season by name. One purpose a draw: a new stage takes a
// new name and moves nobody else's luck.
var (
	// of a source and minute, of a firm and day, of a firm and season
	drawCount    = rng.Name("demand/count")
	drawDay      = rng.Name("demand/day")
	drawForecast = rng.Name("demand/forecast")

	// of an order
	drawOffset      = rng.Name("order/offset")
	drawRegion      = rng.Name("order/region")
	drawCarrier     = rng.Name("order/carrier")
	drawWarehouse   = rng.Name("order/warehouse")
	drawItems       = rng.Name("order/items")
	drawSKU         = rng.Name("order/sku")
	drawDeposit     = rng.Name("order/deposit")
	drawBalance     = rng.Name("order/balance")
	drawQuestion    = rng.Name("order/question")
	drawLeaves      = rng.Name("order/leaves-unanswered")
	drawCheckout    = rng.Name("order/checkout-patience")
	drawPrice       = rng.Name("order/price-error")
	drawPayment     = rng.Name("order/payment")
	drawBroken      = rng.Name("order/promotion-broken")
	drawBrokenAt    = rng.Name("order/promotion-broken-seen")
	drawShopDelay   = rng.Name("order/shop-cancels-after")
	drawLineHaul    = rng.Name("order/line-haul")
	drawLostBox     = rng.Name("order/lost")
	drawDamage      = rng.Name("order/damage")
	drawAttempt     = rng.Name("order/attempt")
	drawAsks        = rng.Name("order/asks-where")
	drawAskAfter    = rng.Name("order/asks-after")
	drawMinds       = rng.Name("order/minds-delay")
	drawVoices      = rng.Name("order/voices-delay")
	drawTolerance   = rng.Name("order/tolerance")
	drawFaulty      = rng.Name("order/faulty")
	drawUnlike      = rng.Name("order/unlike")
	drawMisled      = rng.Name("order/misled")
	drawMind        = rng.Name("order/change-of-mind")
	drawMindAfter   = rng.Name("order/change-of-mind-after")
	drawSeen        = rng.Name("order/problem-seen-after")
	drawActs        = rng.Name("order/acts")
	drawSelf        = rng.Name("order/return-self-service")
	drawSendBack    = rng.Name("order/sends-back-after")
	drawReverse     = rng.Name("order/reverse-transit")
	drawRepair      = rng.Name("order/repair-or-refund")
	drawRepairing   = rng.Name("order/repair-time")
	drawRefundAsk   = rng.Name("order/asks-refund-after")
	drawStays       = rng.Name("order/persists")
	drawEnds        = rng.Name("order/compensation-ends")
	drawTurnedAway  = rng.Name("order/turned-away")
	drawComesAgain  = rng.Name("order/turned-away-comes-again")
	drawLeavesLater = rng.Name("order/leaves-for-later-date")
	drawSpare       = rng.Name("order/spare-carrier")
	drawSpared      = rng.Name("order/message-spares-question")
	drawWithdraws   = rng.Name("order/cancels-while-waiting")

	// of a contact (order, reason, nth)
	drawContact  = rng.Name("contact")
	drawBot      = rng.Name("contact/bot")
	drawPool     = rng.Name("contact/pool")
	drawOpening  = rng.Name("contact/after-opening")
	drawResolved = rng.Name("contact/resolved")
	drawAgain    = rng.Name("contact/again-after")
	drawAngry    = rng.Name("contact/complains-of-waiting")

	// of a complaint (order, problem)
	drawComplaint = rng.Name("complaint")
	drawExample   = rng.Name("complaint/example")
	drawEscalates = rng.Name("complaint/escalates")
	drawGoesOn    = rng.Name("complaint/goes-on-after")

	// of a case at the authority: the luck of its complaint
	drawReferredTo  = rng.Name("case/referred-to-pool")
	drawCaseSettled = rng.Name("case/settled-by-firm")
	drawMediation   = rng.Name("case/mediation")
	drawAccepted    = rng.Name("case/accepted-after")
	drawDecided     = rng.Name("case/decided-after")

	// of an incident; of an order, by incident
	drawHappens   = rng.Name("incident/happens")
	drawHappensAt = rng.Name("incident/happens-at")
	drawLasts     = rng.Name("incident/lasts")
	drawSeverity  = rng.Name("incident/severity")
	drawRefused   = rng.Name("incident/parcel-refused")
	drawDefect    = rng.Name("incident/defect")
	drawRecall    = rng.Name("incident/recall")

	// of an hour of complaints about others
	drawOthers = rng.Name("authority/others")
)
