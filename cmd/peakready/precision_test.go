package main

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

func TestPrecision(t *testing.T) {
	small := []string{"run", "../../scenarios/small.yaml", "-o", "-", "-n", "3", "--scale", "20%"}
	play := func(t *testing.T, args ...string) (fingerprint, notes string) {
		var out, told bytes.Buffer
		if code := execute(append(small, args...), &out, &told); code != exitNotReady { // by the targets of small.yaml
			t.Fatalf("exit code %d: %s", code, told.String())
		}
		return regexp.MustCompile(`Fingerprint +(\w+)`).FindString(out.String()), told.String()
	}
	t.Run("rounds are whole and the same for any number of workers", func(t *testing.T) {
		one, notes := play(t, "--precision", "60%", "--workers", "1")
		two, _ := play(t, "--precision", "60%", "--workers", "2")
		if one != two {
			t.Errorf("%s with one worker, %s with two", one, two)
		}
		rounds := regexp.MustCompile(`After (\d+) seasons`).FindAllStringSubmatch(notes, -1)
		if len(rounds) < 2 || rounds[0][1] != "3" || rounds[1][1] != "6" {
			t.Errorf("rounds %v", rounds)
		}
		n := rounds[len(rounds)-1][1]
		if again, _ := play(t, "-n", n); again != one {
			t.Errorf("%s seasons asked for at once give %s, in rounds %s", n, again, one)
		}
	})
	t.Run("the cap ends it and is told", func(t *testing.T) {
		if _, notes := play(t, "--precision", "0.1%", "--max-seasons", "5"); !strings.Contains(notes, "After 5 seasons") || !strings.Contains(notes, "not reached") {
			t.Errorf("%s", notes)
		}
	})
	t.Run("a cap without a precision is a mistake", func(t *testing.T) {
		var out, told bytes.Buffer
		if code := execute(append(small, "--max-seasons", "5"), &out, &told); code != exitUsage {
			t.Errorf("exit code %d: %s", code, told.String())
		}
	})
	t.Run("of a figure of one firm and pool: the mean that summary.json has", func(t *testing.T) {
		var out, told bytes.Buffer
		args := []string{"--precision", "20%", "--of", "pools.service_level", "--of-firm", "小店", "--of-pool", "chat", "--max-seasons", "6", "--json"}
		if code := execute(append(small, args...), &out, &told); code != exitNotReady {
			t.Fatalf("exit code %d: %s", code, told.String())
		}
		var s struct {
			Firms []struct {
				Pools []struct {
					Name         string
					ServiceLevel struct{ Mean float64 } `json:"service_level"`
				}
			}
		}
		if err := json.Unmarshal(out.Bytes(), &s); err != nil {
			t.Fatal(err)
		}
		p := s.Firms[0].Pools[0]
		if want := "After 6 seasons: pools.service_level of 小店, chat " + threeDigits(p.ServiceLevel.Mean); p.Name != "chat" || !strings.Contains(told.String(), want) {
			t.Errorf("pool %s, want %q in\n%s", p.Name, want, told.String())
		}
	})
	t.Run("with --until-decided, until both are reached", func(t *testing.T) {
		_, notes := play(t, "--precision", "200%", "--until-decided", "--max-seasons", "9")
		looks := regexp.MustCompile(`(?m)^After (\d+) seasons(?: \(at a scale of 20%, approximate\))?: (of \d+ targets|complaints)`).FindAllStringSubmatch(notes, -1)
		if len(looks) != 6 || looks[5][1] != "9" { // some target of small.yaml stays open for long
			t.Errorf("%d looks:\n%s", len(looks), notes)
		}
		if strings.Contains(notes, "precision asked for is not reached") || !strings.Contains(notes, "the most that is allowed") {
			t.Errorf("the targets were not decided, the precision was reached:\n%s", notes)
		}
	})
	for _, c := range []struct {
		name, said string
		args       []string
	}{
		{"an unknown figure is a mistake, with what is like it", "did you mean delivery.late_share?", []string{"--precision", "5%", "--of", "delivery.late_shar"}},
		{"an unknown firm is a mistake", "there is no firm of that name", []string{"--precision", "5%", "--of-firm", "Nobody"}},
		{"a pool of a figure that has none is a mistake", "is of no pool", []string{"--precision", "5%", "--of", "delivery.late_share", "--of-pool", "chat"}},
		{"a month has no precision", "no mean", []string{"--precision", "5%", "--of", "authority.dockets.courier.peak_month"}},
		{"a figure without a precision is a mistake", "give it too", []string{"--of", "delivery.late_share"}},
		{"a quick run has no precision: its error is no luck", "by more than luck", []string{"--quick", "--precision", "5%"}},
		{"a quick run decides nothing", "by more than luck", []string{"--quick", "--until-decided"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out, told bytes.Buffer
			if code := execute(append(small, c.args...), &out, &told); code != exitUsage || !strings.Contains(told.String(), c.said) {
				t.Errorf("exit code %d: %s", code, told.String())
			}
		})
	}
}
