package stats

import (
	"encoding/json"
	"math"
)

// Estimate is a figure with an interval: the mean (or share, or quantile) of N
// trials, and Lo and Hi around it. Where a figure cannot be known (an interval
// from one trial, a mean of none) it is NaN here and null in JSON.
type Estimate struct {
	Mean float64 `json:"mean"`
	Lo   float64 `json:"lo"`
	Hi   float64 `json:"hi"`
	N    int     `json:"n"`
}

// estimateJSON is Estimate as JSON writes it: a figure or null.
type estimateJSON struct {
	Mean *float64 `json:"mean"`
	Lo   *float64 `json:"lo"`
	Hi   *float64 `json:"hi"`
	N    int      `json:"n"`
}

var (
	_ json.Marshaler   = Estimate{}
	_ json.Unmarshaler = (*Estimate)(nil)
)

// MarshalJSON writes NaN and infinities as null, which JSON has no figure for.
func (e Estimate) MarshalJSON() ([]byte, error) {
	known := func(x float64) *float64 {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return nil
		}
		return &x
	}
	return json.Marshal(estimateJSON{Mean: known(e.Mean), Lo: known(e.Lo), Hi: known(e.Hi), N: e.N})
}

// UnmarshalJSON reads null as NaN.
func (e *Estimate) UnmarshalJSON(b []byte) error {
	var j estimateJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	figure := func(p *float64) float64 {
		if p == nil {
			return math.NaN()
		}
		return *p
	}
	*e = Estimate{Mean: figure(j.Mean), Lo: figure(j.Lo), Hi: figure(j.Hi), N: j.N}
	return nil
}
