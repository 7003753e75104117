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
	notes := &lines{begun: make(chan struct{})}
	go func() {
		<-notes.begun
		time.Sleep(500 * time.Millisecond)
		if err := syscall.Kill(os.Getpid(), syscall.SIGINT); err != nil {
			t.Error(err)
		}
	}()
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

// lines collects notes and says when the simulation begins.
type lines struct {
	text  bytes.Buffer
	begun chan struct{}
}

func (l *lines) Write(b []byte) (int, error) {
	if bytes.Contains(b, []byte("Simulating")) {
		close(l.begun)
	}
	return l.text.Write(b)
}
