//go:build unix

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestCtrlC sends the process the signal that Ctrl-C sends.
func TestCtrlC(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "stopped")
	notes := interruptedAt(t, "Simulating", 500*time.Millisecond)
	var printed bytes.Buffer
	code := execute([]string{"run", filepath.Join("testdata", "tiny.yaml"), "-n", "5000", "-o", out}, &printed, notes)
	if code != exitStopped {
		t.Errorf("exit code: got %d, want %d", code, exitStopped)
	}
	said := notes.text.String()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case strings.Contains(said, "nothing is kept"): // a slow machine
		if len(entries) != 0 {
			t.Errorf("nothing was kept, but %s is there", entries[0].Name())
		}
	case strings.Contains(said, "of 5,000 seasons are kept"):
		if len(entries) != 1 || entries[0].Name() != "stopped" {
			t.Fatalf("got %v, want the folder and nothing else", entries)
		}
		if !hasFingerprint(filepath.Join(out, summaryFile)) {
			t.Error("the folder is not whole")
		}
		if _, err := os.Stat(filepath.Join(out, reportFile)); err != nil {
			t.Error(err)
		}
		if !strings.Contains(printed.String(), "of 5,000 seasons") {
			t.Errorf("the tables do not say that the run was stopped:\n%s", printed.String())
		}
	default:
		t.Errorf("notes do not say what was kept:\n%s", said)
	}
}

// TestCtrlCInASearchForHeadroom stops it in its first round: what is known then is
// kept, and marked.
func TestCtrlCInASearchForHeadroom(t *testing.T) {
	dir := t.TempDir()
	plan, out := filepath.Join(dir, "targets.yaml"), filepath.Join(dir, "stopped")
	if err := os.WriteFile(plan, []byte("targets:\n  - {name: few orders, metric: orders.placed, max: 12000}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	notes := interruptedAt(t, "round 1", 0)
	var printed bytes.Buffer
	code := execute([]string{"headroom", filepath.Join("testdata", "tiny.yaml"), "--plan", plan, "-n", "30", "--tolerance", "10%", "-o", out}, &printed, notes)
	if code != exitStopped {
		t.Errorf("exit code: got %d, want %d", code, exitStopped)
	}
	if said := notes.text.String(); !strings.Contains(said, "stopped; of the headroom of demand ") || !strings.Contains(said, "is shown") {
		t.Errorf("it does not say what is kept:\n%s", said)
	}
	if !strings.Contains(printed.String(), "STOPPED before the search was done") {
		t.Errorf("the tables do not say that they were stopped:\n%s", printed.String())
	}
	kept, err := os.ReadFile(filepath.Join(out, headroomFile))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(kept, []byte(`"unfinished": true`)) {
		t.Error("the file does not say that it is unfinished")
	}
	page, err := os.ReadFile(filepath.Join(out, reportFile))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(page, []byte("STOPPED before the search was done")) {
		t.Error("the report does not say that it is unfinished")
	}
}

// interruptedAt are notes that send this process Ctrl-C a while after they say that
// something begins.
func interruptedAt(t *testing.T, begins string, after time.Duration) *lines {
	notes := &lines{begins: begins, begun: make(chan struct{})}
	go func() {
		<-notes.begun
		time.Sleep(after)
		if err := syscall.Kill(os.Getpid(), syscall.SIGINT); err != nil {
			t.Error(err)
		}
	}()
	return notes
}

// lines collects notes and says when what is waited for begins.
type lines struct {
	text   bytes.Buffer
	begins string
	begun  chan struct{}
}

func (l *lines) Write(b []byte) (int, error) {
	if bytes.Contains(b, []byte(l.begins)) {
		close(l.begun)
	}
	return l.text.Write(b)
}
