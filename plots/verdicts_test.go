package plots

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"testing"

	"peakready/models/result"
)

// judgedFirms is a summary of firms with so many targets each; failing[i] of those
// of firm i fail, the others are not decided.
func judgedFirms(each int, failing ...int) *result.Summary {
	sum := &result.Summary{Firms: make([]result.FirmSummary, len(failing))}
	for e := range each {
		for f, n := range failing {
			v := result.Undecided
			if e < n {
				v = result.NotReady
			}
			g := judgedBy(v).Targets[0]
			name := fmt.Sprintf("firm %c", 'A'+f)
			g.Firm, g.Entry = &name, e
			sum.Targets = append(sum.Targets, g)
		}
	}
	return sum
}

func TestManyVerdictsAreFoldedByFirm(t *testing.T) {
	t.Run("a table holds what is read in one", func(t *testing.T) {
		for _, sum := range []*result.Summary{judgedFirms(10, 1, 2, 3), judgedFirms(31, 4), judgedBy(result.Ready)} {
			if open, folds := verdictTables(sum); len(open.Rows) != len(sum.Targets) || folds != nil {
				t.Errorf("of %d targets %d stand open, %d folds", len(sum.Targets), len(open.Rows), len(folds))
			}
		}
	})
	sum := judgedFirms(8, 0, 1, 5, 1)
	of := judgedBy(result.Ready).Targets[0]
	of.Firm = nil
	sum.Targets = append(sum.Targets, of)
	open, folds := verdictTables(sum)
	t.Run("a target of no firm stands open", func(t *testing.T) {
		if len(open.Rows) != 1 {
			t.Errorf("%d rows", len(open.Rows))
		}
	})
	t.Run("the firm with most to mend comes first, equals in the order of the scenario", func(t *testing.T) {
		var got []string
		for _, f := range folds {
			got = append(got, f.Name+": "+f.Verdict+", "+f.Words)
			if len(f.Table.Rows) != 8 {
				t.Errorf("%s has %d rows", f.Name, len(f.Table.Rows))
			}
			if title := f.Table.Rows[0][0].Text; title != "delivered late" {
				t.Errorf("the row of a firm's own table is %q", title)
			}
		}
		want := []string{"firm C: NOT READY, 5 of 8 targets fail, 3 undecided", "firm B: NOT READY, 1 of 8 targets fails, 7 undecided",
			"firm D: NOT READY, 1 of 8 targets fails, 7 undecided", "firm A: UNDECIDED, 8 of 8 targets undecided"}
		if !slices.Equal(got, want) {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	})
	t.Run("the summary keeps the firms of its targets", func(t *testing.T) {
		if sum.Targets[0].Firm == nil {
			t.Error("a target has lost its firm")
		}
	})
}

func TestLimitsHaveTheirUnit(t *testing.T) {
	for _, c := range []struct {
		unit              result.Unit
		limit             float64
		words, card, mean string
	}{
		{result.PerMillion, 95, "at most 95 per million orders", "at most 95 a million", "127 a million"},
		{result.PerMillionParcels, 95, "at most 95 per million parcels", "at most 95 a million", "127 a million"},
		{result.PerDay, 95, "at most 95 a day", "at most 95 a day", "127 a day"},
		{result.Days, 3, "at most 3 d", "at most 3 d", "127 d"},
		{result.CNY, 500, "at most 500 CNY", "at most 500 CNY", "127 CNY"},
		{result.Number, 1, "at most 1", "at most 1", "127"},
	} {
		g := judgedBy(result.NotReady).Targets[0]
		g.Unit, g.Limit, g.Value.Mean = c.unit, c.limit, 127
		write := g.Write
		cell := limitCell(&g, write)
		if got := strings.TrimSpace(cell.Text + " " + cell.Range); got != c.words || limitWords(&g, write) != c.words {
			t.Errorf("%s: the table says %q, the sentence %q, want %q", c.unit, got, limitWords(&g, write), c.words)
		}
		if got := boundText(&g, write) + shortUnit(g.Unit); got != c.card {
			t.Errorf("%s: the card says %q, want %q", c.unit, got, c.card)
		}
		if got := targetMean(&g, write).Text; got != c.mean {
			t.Errorf("%s: the mean is %q, want %q", c.unit, got, c.mean)
		}
	}
}

func TestTheReportKeepsAnOptionWithItsValue(t *testing.T) {
	run := smallSeason().run()
	run.Command = "peakready run city.yaml --plan 'a plan.yaml' -n 4 --scale 5%"
	want := `<span class="option">peakready run city.yaml</span> <span class="option">--plan 'a plan.yaml'</span> <span class="option">-n 4</span> <span class="option">--scale 5%</span></dd>`
	if !strings.Contains(html.UnescapeString(report(t, run)), want) {
		t.Errorf("the report lacks %q", want)
	}
}

func TestFindingsOfTheOnlyFirmAreOneList(t *testing.T) {
	count := func(run *result.Run) int {
		page := report(t, run)
		page = page[strings.Index(page, "<h2>Findings</h2>"):]
		page = page[:strings.Index(page, "</section>")]
		return strings.Count(page, `<ul class="findings">`)
	}
	alone := smallSeason().run()
	alone.Explained = explanationOf(5, 4)
	if n := count(alone); n != 1 {
		t.Errorf("%d lists for one firm", n)
	}
	two := smallSeason()
	two.firms = []string{"A", "B"}
	if n := count(two.run()); n != 3 {
		t.Errorf("%d lists for all and each of two firms", n)
	}
}

func TestManyHeadroomsAreFoldedByFirm(t *testing.T) {
	few := cityOf(3, 2)
	if open, folds := headroomTables(few); len(open.Rows) == 0 || folds != nil {
		t.Errorf("%d rows open and %d folds of few", len(open.Rows), len(folds))
	}
	many := cityOf(16, 2)
	all := headroomTable(many, "")
	open, folds := headroomTables(many)
	if len(all.Rows) <= mostRowsOpen {
		t.Fatalf("only %d rows: nothing to fold", len(all.Rows))
	}
	if words := folds[0].Words; !strings.Contains(words, ", first: answered in 30 s, chat") {
		t.Errorf("the line of a firm is %q", words)
	}
	x := &result.TargetHeadroom{Title: "late, 优选, 9–13 Nov"}
	if ownTitle(x, "优选") != "late, 9–13 Nov" || ownTitle(x, "") != x.Title || ownTitle(x, "别家") != x.Title {
		t.Error("the title beside its firm is not without it, or another's is")
	}
	rows := 0
	for _, f := range folds {
		rows += len(f.Table.Rows)
		for _, r := range f.Table.Rows {
			if len(r) != len(f.Table.Head) || len(r) != len(all.Head)-1 {
				t.Errorf("%s: %d cells under %d heads", f.Name, len(r), len(f.Table.Head))
			}
		}
	}
	if len(open.Rows) != 0 || rows != len(all.Rows) || len(folds) != 17 { // a city of 16 has targets of no firm as well
		t.Errorf("%d rows open, %d of %d in %d folds", len(open.Rows), rows, len(all.Rows), len(folds))
	}
}

func TestSentencesBeginAtTheLeft(t *testing.T) {
	words := table{Head: []string{"a", "b"}, Rows: [][]cell{{text("x"), sentence("y")}, {text("z")}}}
	if words.Wordy(0) || !words.Wordy(1) || words.Wordy(2) {
		t.Error("the second column alone has sentences")
	}
	if page := report(t, tried()); strings.Contains(page, `class="words"`) {
		t.Error("a table of figures has a column of words")
	}
	run := smallSeason().run()
	run.Explained = explanationOf(5, 4)
	if page := report(t, run); !strings.Contains(page, `<th scope="col" class="words"><button type="button">What was changed</button></th>`) {
		t.Error("the head over sentences does not begin where they do")
	}
}
