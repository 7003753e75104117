package result_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"

	"peakready/models/result"
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
		{"a pool stands apart, by its name", 1, "chat_answered", "16"},
		{"a pool without contacts has none", 1, "hotline_offered", "0"},
		{"a pool without contacts has no wait", 1, "hotline_mean_wait_s", ""},
		{"a pool without contacts has no service level", 1, "hotline_service_level", ""},
		{"the service level is of resolved contacts", 1, "chat_service_level", "0.4"},
		{"the service level of all pools", 1, "pools_service_level", "0.4"},
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

func TestSeriesOfSeveralFirmsGoesByChannel(t *testing.T) {
	r := handmade()
	r.Firms = append(r.Firms, result.FirmHead{Name: "乙店"})
	for i := range r.Trials {
		r.Trials[i].Firms = append(r.Trials[i].Firms, result.FirmTrial{})
	}
	rows := read(t, r.WriteSeries)
	if len(rows) != 8 {
		t.Fatalf("got %d rows, want one a date and firm", len(rows))
	}
	for column, want := range map[string]string{"chat_answered": "16", "phone_offered": "0", "pools_offered": "20"} {
		if got, ok := rows[2][column]; !ok || got != want {
			t.Errorf("%s: got %q (there: %v), want %q", column, got, ok, want)
		}
	}
	if _, there := rows[2]["hotline_offered"]; there {
		t.Error("a pool has columns of its own, whose firm is not said")
	}
	if got := rows[3]["chat_answered"]; rows[3]["firm"] != "乙店" || got != "" {
		t.Errorf("a firm without the channel: got %q, want an empty cell", got)
	}
}

func TestAPoolMayBeCalledPools(t *testing.T) {
	r := handmade()
	r.Firms[0].Pools[1].Name = "pools"
	rows := read(t, r.WriteSeries) // which refuses a column that stands twice
	if got := rows[1]["pools_offered"] + " " + rows[1]["pool_pools_offered"]; got != "20 0" {
		t.Errorf("got %q, want the total and the pool's own", got)
	}
}

func TestPools(t *testing.T) {
	r := handmade()
	for i := range r.Trials {
		k := int64(i + 1)
		idle := &r.Trials[i].Firms[0].Pools[1].Hours[30]
		idle.Staffed, idle.Capacity = 2*hour, 3*hour
		late := &r.Trials[i].Firms[0].Pools[1].Hours[31] // nobody comes and nobody is there, but those who waited go
		late.Abandoned = k
	}
	rows := read(t, r.WritePools)
	if len(rows) != 4 {
		t.Fatalf("got %d rows, want those of the window in which something happens: %v", len(rows), rows)
	}
	cases := []struct {
		name         string
		row          int
		column, want string
	}{
		{"the first hour is that of the window", 0, "date", "2026-11-11"},
		{"an hour is a time of day", 0, "hour", "00:00"},
		{"the last hour is that of the window", 1, "date", "2026-11-12"},
		{"the last hour of a day", 1, "hour", "23:00"},
		{"the firm is named", 0, "firm", "甲店"},
		{"the pool is named", 0, "pool", "chat"},
		{"offered is a mean over replications", 0, "offered", "20"},
		{"fresh is a mean over replications", 0, "fresh", "18"},
		{"answered in time is a mean over replications", 0, "answered_within_target", "8"},
		{"the service level is of resolved contacts", 0, "service_level", "0.4"},
		{"a mean wait weighs every contact alike", 0, "mean_wait_s", "23.3333"},
		{"occupancy counts overtime as duty", 0, "occupancy", "0.75"},
		{"agents on duty are agent-hours of an hour", 0, "agents_on_duty", "0.5"},
		{"load is work over capacity", 0, "load", "1.25"},
		{"agents without contacts are a row", 2, "agents_on_duty", "2"},
		{"agents without contacts have no load", 2, "load", "0"},
		{"agents without contacts have no service level", 2, "service_level", ""},
		{"those who give up at night are not lost", 3, "abandoned", "2"},
		{"without capacity there is no load", 3, "load", ""},
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

func TestPoolsAddUpToTheSummary(t *testing.T) {
	r := handmade()
	sums := map[string]float64{}
	for _, row := range read(t, r.WritePools) {
		for _, column := range []string{"offered", "answered"} {
			v, err := strconv.ParseFloat(row[column], 64)
			if err != nil {
				t.Fatal(err)
			}
			sums[column] += v
		}
	}
	pool := r.Summary().Firms[0].Pools[0]
	if sums["offered"] != pool.Offered.Mean || sums["answered"] != pool.Answered.Mean {
		t.Errorf("got %v, want %v and %v", sums, pool.Offered.Mean, pool.Answered.Mean)
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
	t.Run("an interval of a count does not go below nothing", func(t *testing.T) {
		// 3, 6, 9 complaints: 6 less a half-width of 7.45.
		if row := rows[6+1]; row["to_firm"] != "6" || row["to_firm_lo"] != "0" || row["to_firm_hi"] != "13.4524" {
			t.Errorf("got %v", row)
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
		if err := errors.Join(r.WriteSeries(w), r.WritePools(w), r.WriteComplaints(w), r.Summary().WriteJSON(w)); err != nil {
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
		"series": handmade().WriteSeries, "complaints": handmade().WriteComplaints, "pools": handmade().WritePools,
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
