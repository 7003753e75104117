package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"reflect"
	"strings"
	"unicode"
)

// writeOutlook writes an outlook, or a struct with one in it, as indented JSON, for scripts: fields in
// their order under their json tag, or else their name in lower case with _
// between words; dates as 2026-11-11. A date that is not set is null, and so is
// what is infinite, such as the days of a backlog that is never worked off.
func writeOutlook(w io.Writer, o any) error {
	var plain, indented bytes.Buffer
	if err := outlookJSON(&plain, reflect.ValueOf(o)); err != nil {
		return err
	}
	if err := json.Indent(&indented, plain.Bytes(), "", "  "); err != nil {
		return err
	}
	indented.WriteByte('\n')
	_, err := indented.WriteTo(w)
	return err
}

// outlookJSON appends one value. Package json alone refuses infinite numbers.
func outlookJSON(b *bytes.Buffer, v reflect.Value) error {
	if text, ok := v.Interface().(fmt.Stringer); ok {
		if v.IsZero() { // the date of nothing
			return appendJSON(b, nil)
		}
		return appendJSON(b, text.String())
	}
	switch v.Kind() {
	case reflect.Struct:
		return outlookFields(b, v)
	case reflect.Slice:
		b.WriteByte('[')
		for i := range v.Len() {
			if i > 0 {
				b.WriteByte(',')
			}
			if err := outlookJSON(b, v.Index(i)); err != nil {
				return err
			}
		}
		b.WriteByte(']')
		return nil
	case reflect.Float64:
		if x := v.Float(); math.IsInf(x, 0) || math.IsNaN(x) {
			return appendJSON(b, nil)
		}
	}
	return appendJSON(b, v.Interface())
}

func outlookFields(b *bytes.Buffer, v reflect.Value) error {
	b.WriteByte('{')
	first := true
	if err := appendFields(b, v, &first); err != nil {
		return err
	}
	b.WriteByte('}')
	return nil
}

// appendFields appends the fields, those of an embedded struct among them.
func appendFields(b *bytes.Buffer, v reflect.Value, first *bool) error {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Anonymous {
			if err := appendFields(b, v.Field(i), first); err != nil {
				return err
			}
			continue
		}
		key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if !f.IsExported() || key == "-" {
			continue
		}
		if key == "" {
			key = snakeCase(f.Name)
		}
		if !*first {
			b.WriteByte(',')
		}
		*first = false
		if err := appendJSON(b, key); err != nil {
			return err
		}
		b.WriteByte(':')
		if err := outlookJSON(b, v.Field(i)); err != nil {
			return err
		}
	}
	return nil
}

// appendJSON leaves Chinese and signs as they are.
func appendJSON(b *bytes.Buffer, v any) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// snakeCase turns PeakDay into peak_day.
func snakeCase(name string) string {
	var b strings.Builder
	for i, r := range name {
		if i > 0 && unicode.IsUpper(r) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
