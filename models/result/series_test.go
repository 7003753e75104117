package result_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"testing"
)

// read parses a written table into rows by column name.
func read(t *testing.T, write func(io.Writer) error) []map[string]string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	text, ok := strings.CutPrefix(b.String(), "\ufeff")
	if !ok {
		t.Fatal("the file does not begin with a byte order mark")
	}
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = cells[i]
		}
		if len(row) != len(cells) {
			t.Fatal("a column's name stands twice")
		}
		rows = append(rows, row)
	}
	return rows
}

func TestSeries(t *testing.T) {
	rows := read(t, handmade().WriteSeries)
	if len(rows) != 4 {
		t.Fatalf("got %d rows, want one a date", len(rows))
	}
	cases := []struct {
		name         string
		row          int
		column, want string
	}{
		{"dates run from the start", 0, "date", "2026-11-10"},
		{"the warm-up is marked", 0, "phase", "warm_up"},
		{"the window is marked", 1, "phase", "window"},
		{"the time after is marked", 3, "phase", "after"},
		{"a counter is its mean", 1, "placed", "200"},
		{"the 5% quantile is the smallest of three", 1, "placed_p05", "100"},
		{"the 95% quantile is the largest of three", 1, "placed_p95", "300"},
		{"a complaint stands on the date on which it was lodged", 3, "complaints_firm_delay", "5"},
		{"a shared hub is in the firm's row", 1, "hub_queue", "2"},
		{"capacity is its mean", 1, "hub_capacity", "50"},
		{"a firm's own line is in its row", 1, "warehouse_queue", "3"},
		{"a kind without a line is empty", 1, "station_queue", ""},
		{"pools are added", 1, "pools_offered", "20"},
		{"a channel stands apart", 1, "chat_answered", "16"},
		{"a channel without contacts has none", 1, "phone_offered", "0"},
		{"a channel without contacts has no wait", 1, "phone_mean_wait_s", ""},
		// waits of 10, 20, 30 s weighted by 8, 16, 24 answers
		{"a mean wait weighs every contact alike", 1, "chat_mean_wait_s", "23.3333"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, ok := rows[c.row][c.column]
			if !ok || got != c.want {
				t.Errorf("%s: got %q (there: %v), want %q", c.column, got, ok, c.want)
			}
		})
	}
}

func TestComplaintRows(t *testing.T) {
	rows := read(t, handmade().WriteComplaints)
	if len(rows) != 4*6 {
		t.Fatalf("got %d rows, want one a date and cause", len(rows))
	}
	t.Run("a date without an example has none", func(t *testing.T) {
		if got := rows[1]["example_order"] + rows[1]["example_replication"]; got != "" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("after the window the order date has no complaints", func(t *testing.T) {
		late := rows[3*6+1]
		if late["cause"] != "delay" || late["to_firm"] != "5" || late["to_firm_by_order_date"] != "0" {
			t.Errorf("got %v", late)
		}
	})
}

func TestTablesAreTheSameBytesEveryTime(t *testing.T) {
	var a, b bytes.Buffer
	for _, w := range []io.Writer{&a, &b} {
		r := handmade()
		if err := errors.Join(r.WriteSeries(w), r.WriteComplaints(w), r.Summary().WriteJSON(w)); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two writings of one run differ")
	}
}

func TestTablesReportAFullDisk(t *testing.T) {
	full := errors.New("no space left")
	for name, write := range map[string]func(io.Writer) error{
		"series": handmade().WriteSeries, "complaints": handmade().WriteComplaints,
	} {
		t.Run(name, func(t *testing.T) {
			if err := write(fullDisk{full}); !errors.Is(err, full) {
				t.Errorf("got %v, want %v", err, full)
			}
		})
	}
}

type fullDisk struct{ err error }

func (d fullDisk) Write([]byte) (int, error) { return 0, d.err }
