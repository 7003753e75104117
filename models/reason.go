package models

import (
	"peakready/models/result"
	"peakready/sim"
)

// Reason is why somebody contacts the service desk.
type Reason string

// Values lists the reasons, in the order of their internal numbers.
func (Reason) Values() []string { return reasonNames[:] }

var reasonNames = [...]string{"question", "where", "return", "faulty", "unlike", "cancelled", "refund", "terms", "other", "complaint"}

type reason uint8

const (
	askQuestion  reason = iota // before buying
	askWhere                   // where is my order
	askReturn                  // how do I send it back
	askFaulty                  // it is broken
	askUnlike                  // it is not what the page showed
	askCancelled               // you cancelled, you did not keep the promotion, my payment failed
	askRefund                  // where is my money, my repair
	askTerms                   // you refuse my return, you promised 100%
	askOther                   // contacts of a contact centre alone
	askComplaint               // a complaint to the firm
	reasons      = int(askComplaint) + 1
)

func (r Reason) index() reason {
	for i, n := range reasonNames {
		if n == string(r) {
			return reason(i)
		}
	}
	return askOther
}

// ByReason is a share for every reason of contact.
type ByReason struct {
	Question  Share `yaml:"question"`
	Where     Share `yaml:"where"`
	Return    Share `yaml:"return"`
	Faulty    Share `yaml:"faulty"`
	Unlike    Share `yaml:"unlike"`
	Cancelled Share `yaml:"cancelled"`
	Refund    Share `yaml:"refund"`
	Terms     Share `yaml:"terms"`
	Other     Share `yaml:"other"`
	Complaint Share `yaml:"complaint"`
}

func (b ByReason) table() [reasons]float64 {
	return [reasons]float64{float64(b.Question), float64(b.Where), float64(b.Return), float64(b.Faulty), float64(b.Unlike),
		float64(b.Cancelled), float64(b.Refund), float64(b.Terms), float64(b.Other), float64(b.Complaint)}
}

// Of every problem: the reason of its contact, the cause of its complaint.
var reasonOfProblem = [problems]reason{
	noProblem: askOther, problemQuestion: askQuestion, problemReturn: askReturn,
	problemShop: askCancelled, problemPayment: askCancelled, problemBroken: askCancelled,
	problemLate: askWhere, problemFaulty: askFaulty, problemUnlike: askUnlike,
	problemRefund: askRefund, problemRefused: askTerms, problemMisled: askTerms,
	problemWaiting: askOther, problemOther: askOther,
}

var causeOfProblem = [problems]result.Cause{
	noProblem: result.Service, problemQuestion: result.Service, problemReturn: result.Delay,
	problemShop: result.Cancelled, problemPayment: result.Cancelled, problemBroken: result.Cancelled,
	problemLate: result.Delay, problemFaulty: result.Quality, problemUnlike: result.Description,
	problemRefund: result.Delay, problemRefused: result.Terms, problemMisled: result.Terms,
	problemWaiting: result.Service, problemOther: result.Service,
}

func reasonOf(r *sim.Record) reason {
	if hasFlag(r, flagComplaint) {
		return askComplaint
	}
	return reasonOfProblem[problemOf(r)]
}
