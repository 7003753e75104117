package main

import (
	"context"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"peakready/sim/experiment"
	"peakready/sim/stats"
)

func tiny(t *testing.T) *prepared {
	t.Helper()
	p, err := prepare(filepath.Join("testdata", "tiny.yaml"), nil, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// silent is work that nobody watches or interrupts but ctx.
func silent(ctx context.Context, workers int) *working {
	return &working{interrupts: interrupts{simulate: ctx, write: ctx}, workers: workers, shown: &progress{}}
}

func TestOneReplicationAloneIsTheSameAsAmongMany(t *testing.T) {
	p := tiny(t)
	all, err := p.simulate(silent(context.Background(), 2), p.replications())
	if err != nil {
		t.Fatal(err)
	}
	alone, err := p.simulate(silent(context.Background(), 1), []int{1})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := alone.Trials[0].Fingerprint, all.Trials[1].Fingerprint; got != want {
		t.Errorf("fingerprint %x alone, %x among %d", got, want, len(all.Trials))
	}
}

func TestStoppedRunKeepsWholeReplicationsInOrder(t *testing.T) {
	p := tiny(t)
	p.scenario.Replications = 1000
	ctx, stop := context.WithTimeout(context.Background(), 700*time.Millisecond)
	defer stop()
	found, err := p.simulate(silent(ctx, 2), p.replications())
	if err != nil {
		t.Fatal(err)
	}
	if n := len(found.Trials); n == 1000 {
		t.Fatalf("all %d replications were simulated in spite of the stop", n)
	}
	if found.Asked != 1000 {
		t.Errorf("asked: got %d, want 1000", found.Asked)
	}
	for i := range found.Trials {
		if got := found.Trials[i].Replication; got != i {
			t.Fatalf("kept replication %d in place %d", got, i)
		}
	}
}

func TestFailedReplicationSaysHowToSeeItAgain(t *testing.T) {
	p := tiny(t)
	p.file, p.plans, p.scenario.Seed = "my file.yaml", []string{"plan.yaml"}, 17
	err := p.failed(4, &experiment.TrialError{Index: 0, Err: errors.New("books do not balance")})
	for _, want := range []string{
		"replication 4 failed: books do not balance",
		"peakready run 'my file.yaml' --plan plan.yaml --seed 17 --replication 4",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("got %q, which lacks %q", err, want)
		}
	}
}

func TestFolderIsWholeOrUntouched(t *testing.T) {
	t.Run("an error in writing leaves nothing", func(t *testing.T) {
		dir := t.TempDir()
		to := folder(filepath.Join(dir, "deep", "new"))
		broken := errors.New("no space left")
		err := to.fill(func(fresh string) error {
			return errors.Join(os.WriteFile(filepath.Join(fresh, seriesFile), nil, 0o666), broken)
		})
		if !errors.Is(err, broken) {
			t.Errorf("got %v, want %v", err, broken)
		}
		if left, _ := os.ReadDir(filepath.Join(dir, "deep")); len(left) != 0 {
			t.Errorf("left behind: %v", left)
		}
	})
	t.Run("an error in writing leaves the earlier run", func(t *testing.T) {
		dir := t.TempDir()
		to := folder(filepath.Join(dir, "run"))
		if err := to.fill(made); err != nil {
			t.Fatal(err)
		}
		broken := errors.New("no space left")
		if err := to.fill(func(string) error { return broken }); !errors.Is(err, broken) {
			t.Errorf("got %v, want %v", err, broken)
		}
		if !hasFingerprint(filepath.Join(dir, "run", summaryFile)) {
			t.Error("the earlier run is gone")
		}
	})
	t.Run("a file laid into the folder during the simulation is not deleted", func(t *testing.T) {
		dir := t.TempDir()
		to := folder(filepath.Join(dir, "run"))
		if err := to.fill(made); err != nil {
			t.Fatal(err)
		}
		note := filepath.Join(dir, "run", "note.txt")
		err := to.fill(func(fresh string) error {
			return errors.Join(made(fresh), os.WriteFile(note, []byte("mine"), 0o666))
		})
		if err == nil {
			t.Error("the folder was replaced")
		}
		if _, err := os.Stat(note); err != nil {
			t.Error(err)
		}
	})
	t.Run("a link to the folder goes on to point at it", func(t *testing.T) {
		dir := t.TempDir()
		real, link := filepath.Join(dir, "real"), filepath.Join(dir, "link")
		if err := errors.Join(folder(real).fill(made), os.Symlink(real, link), folder(link).fill(made)); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
			t.Errorf("the link was replaced (%v, %v)", info, err)
		}
	})
	t.Run("stopping between two files leaves nothing", func(t *testing.T) {
		p := tiny(t)
		found, err := p.simulate(silent(context.Background(), 1), []int{0})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(context.Background())
		stop()
		dir := t.TempDir()
		err = folder(filepath.Join(dir, "run")).fill(func(fresh string) error { return p.write(ctx, fresh, found, found.Summary()) })
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want %v", err, context.Canceled)
		}
		if left, _ := os.ReadDir(dir); len(left) != 0 {
			t.Errorf("left behind: %v", left)
		}
	})
}

// made writes the least that a folder of peakready holds.
func made(dir string) error {
	return os.WriteFile(filepath.Join(dir, summaryFile), []byte(`{"fingerprint":"0123456789abcdef","replications":1}`), 0o666)
}

func TestNumbersAreReadable(t *testing.T) {
	cases := []struct {
		name, got, want string
	}{
		{"thousands stand apart", whole(1234567.4), "1,234,567"},
		{"a small number stays", whole(999), "999"},
		{"a negative one keeps its sign", whole(-1234), "-1,234"},
		{"no minus before zero", whole(-0.2), "0"},
		{"no minus before a zero share", percent(-0.0001), "0.0%"},
		{"a share", percent(0.123), "12.3%"},
		{"a share's interval ends at nothing and at all", interval(stats.Estimate{Mean: 0.9, Lo: -0.1, Hi: 1.2, N: 2}, 1, percent), "(0.0% to 100.0%)"},
		{"a count's interval ends at nothing", interval(stats.Estimate{Mean: 900, Lo: -100, Hi: 1900, N: 2}, math.Inf(1), whole), "(0 to 1,900)"},
		{"one season has no interval", interval(stats.Estimate{Mean: 900, Lo: math.NaN(), Hi: math.NaN(), N: 1}, math.Inf(1), whole), ""},
		{"a negative share", percent(-0.123), "-12.3%"},
		{"a wait of seconds", wait(61), "61 s"},
		{"a wait of minutes", wait(600), "10 min"},
		{"a wait of hours", wait(9000), "2.5 h"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if c.got != c.want {
				t.Errorf("got %q, want %q", c.got, c.want)
			}
		})
	}
}
