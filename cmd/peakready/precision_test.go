package main

import (
	"bytes"
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
}
