package scenarios

import (
	"fmt"
	"math"
	"math/big"
	"reflect"
	"strings"

	"peakready/models"
	"peakready/sim/rng"
)

// form is how the values of one type are written in a scenario. Everything
// that is not a list, a block of keys or a table has a form.
type form struct {
	kind  string // for Explain: "rate"
	want  string // what would be right: "write a rate such as 120/h"
	read  func(text string, into reflect.Value) *fault
	write func(v reflect.Value) (string, bool)
}

// written pairs a reader with its inverse.
func written[T any](kind, want string, read func(string) (T, *fault), write func(T) (string, bool)) form {
	return form{
		kind: kind,
		want: want,
		read: func(text string, into reflect.Value) *fault {
			v, f := read(text)
			if f == nil {
				into.Set(reflect.ValueOf(v))
			}
			return f
		},
		write: func(v reflect.Value) (string, bool) { return write(v.Interface().(T)) },
	}
}

// unitForms are the types of models/units.go, and rng.Dist.
var unitForms = map[reflect.Type]form{
	reflect.TypeFor[models.Duration](): written("length of time", wantDuration, readDuration, writeDuration),
	reflect.TypeFor[models.Share]():    written("share", wantShare, readShare, writeShare),
	reflect.TypeFor[models.Factor]():   written("factor", wantFactor, readFactor, writeFactor),
	reflect.TypeFor[models.Figure]():   written("number or share", wantFigure, readFigure, writeFigure),
	reflect.TypeFor[models.Limit]():    written("number, share, length of time or amount", wantLimit, readLimit, writeLimit),
	reflect.TypeFor[models.Rate]():     written("rate", wantRate, readRate, writeRate),
	reflect.TypeFor[models.Money]():    written("amount of money", wantMoney, readMoney, writeMoney),
	reflect.TypeFor[models.Clock]():    written("time of day", wantClock, readClock, writeClock),
	reflect.TypeFor[models.Date]():     written("date", wantDate, readDate, writeDate),
	reflect.TypeFor[models.Moment]():   written("date and time", wantMoment, readMoment, writeMoment),
	reflect.TypeFor[rng.Dist]():        written("time that may vary", wantDist, readDist, writeDist),
}

// chooser is a text of which only some values exist.
type chooser interface{ Values() []string }

// formOf gives the form of a type; false for lists, blocks and tables.
func formOf(t reflect.Type) (form, bool) {
	if f, ok := unitForms[t]; ok {
		return f, true
	}
	switch t.Kind() {
	case reflect.String:
		if c, ok := reflect.Zero(t).Interface().(chooser); ok {
			return choiceForm(c.Values()), true
		}
		return textForm, true
	case reflect.Bool:
		return switchForm, true
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return countForm(true), true
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return countForm(false), true
	case reflect.Float32, reflect.Float64:
		return numberForm, true
	}
	return form{}, false
}

var textForm = form{
	kind:  "text",
	want:  "write text",
	read:  func(text string, into reflect.Value) *fault { into.SetString(text); return nil },
	write: func(v reflect.Value) (string, bool) { return v.String(), true },
}

func choiceForm(values []string) form {
	want := "write " + list(values, "or")
	return form{
		kind: "one of " + strings.Join(values, ", "),
		want: want,
		read: func(text string, into reflect.Value) *fault {
			for _, v := range values {
				if v == text {
					into.SetString(text)
					return nil
				}
			}
			right := want
			if near := Suggest(text, values); near != "" {
				right = "did you mean " + near + "? W" + want[1:]
			}
			return &fault{"is " + shown(text) + ", which is none of the choices", right}
		},
		write: func(v reflect.Value) (string, bool) {
			for _, known := range values {
				if known == v.String() {
					return known, true
				}
			}
			return "", false
		},
	}
}

var switchForm = form{
	kind: "yes or no",
	want: "write yes or no",
	read: func(text string, into reflect.Value) *fault {
		switch strings.ToLower(text) {
		case "yes", "true", "on":
			into.SetBool(true)
		case "no", "false", "off":
			into.SetBool(false)
		default:
			return &fault{"is " + shown(text) + ", which is neither yes nor no", "write yes or no"}
		}
		return nil
	},
	write: func(v reflect.Value) (string, bool) {
		if v.Bool() {
			return "yes", true
		}
		return "no", true
	},
}

// countForm is a whole number; 30k and 1.2M are accepted where they are whole.
func countForm(signed bool) form {
	const want = "write a whole number such as 12, 30k or 1.2M"
	read := func(text string, into reflect.Value) *fault {
		q, f := readQuantity(text, want)
		if f != nil {
			return f
		}
		if q = q.multiplier(); q.unit != "" {
			return &fault{fmt.Sprintf("is %s, with %s after the number", shown(text), shown(q.unit)), want}
		}
		n := q.value.Num()
		switch {
		case !q.value.IsInt():
			return &fault{"is " + text + ", not a whole number", want}
		case !signed && n.Sign() < 0:
			return &fault{"is " + text + ", which is negative", want}
		case signed && (!n.IsInt64() || into.OverflowInt(n.Int64())),
			!signed && (!n.IsUint64() || into.OverflowUint(n.Uint64())):
			return &fault{"is " + shown(text) + ", too large", fmt.Sprintf("the largest here is %v", largest(into))}
		case signed:
			into.SetInt(n.Int64())
		default:
			into.SetUint(n.Uint64())
		}
		return nil
	}
	write := func(v reflect.Value) (string, bool) { return fmt.Sprint(v.Interface()), true }
	return form{kind: "whole number", want: want, read: read, write: write}
}

// largest is the largest whole number that a value can hold.
func largest(v reflect.Value) *big.Int {
	bits := uint(v.Type().Bits())
	if v.CanInt() {
		bits--
	}
	top := new(big.Int).Lsh(big.NewInt(1), bits)
	return top.Sub(top, big.NewInt(1))
}

var numberForm = form{
	kind: "number",
	want: "write a number such as 12 or 0.5",
	read: func(text string, into reflect.Value) *fault {
		const want = "write a number such as 12 or 0.5"
		q, f := readQuantity(text, want)
		if f != nil {
			return f
		}
		if q = q.multiplier(); q.unit != "" {
			return &fault{fmt.Sprintf("is %s, with %s after the number", shown(text), shown(q.unit)), want}
		}
		v, ok := float(q.value)
		if !ok || into.OverflowFloat(v) {
			return &fault{"is " + shown(text) + ", a number too large to mean anything", want}
		}
		into.SetFloat(v)
		return nil
	},
	write: func(v reflect.Value) (string, bool) {
		x := v.Float()
		return decimal(x, 0), !math.IsNaN(x) && !math.IsInf(x, 0)
	},
}
