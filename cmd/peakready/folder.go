package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Files of a run, beside plots/*. A folder that holds anything else is not
// peakready's to replace.
const (
	summaryFile     = "summary.json"
	seriesFile      = "series.csv"
	poolsFile       = "pools.csv"
	shadowFile      = "shadow.csv"
	lineShadowFile  = "shadow-lines.csv"
	docketFile      = "docket.csv"
	complaintsFile  = "complaints.csv"
	resolvedFile    = "scenario.resolved.yaml"
	reportFile      = "report.html"
	comparisonFile  = "comparison.json"  // of compare alone
	explanationFile = "explanation.json" // of explain alone
	drillFile       = "drill.json"       // of drill alone
	headroomFile    = "headroom.json"    // of headroom alone
	spillFile       = "spill.json"       // of spill alone
	plotsFolder     = "plots"
)

// folder is where the files of a run go: whole, or not at all. They are
// written into a sibling folder that takes its place in one step.
type folder string

// wanted says whether any files are to be left.
func (f folder) wanted() bool { return f != "" && f != "-" }

// check refuses, before time is spent on a simulation, a place that cannot be
// used: a folder that peakready did not make, a file, or a place without
// permission to write. It changes nothing.
func (f folder) check() error {
	if !f.wanted() {
		return nil
	}
	if err := f.replaceable(); err != nil {
		return err
	}
	// The nearest folder that is there must let us write into it.
	parent := filepath.Dir(f.path())
	for {
		info, err := os.Stat(parent)
		if err == nil && !info.IsDir() {
			return usage("-o %s: %s is a file, not a folder", f, parent)
		}
		if err == nil {
			break
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return usage("-o %s: %w", f, err)
		}
		parent = filepath.Dir(parent)
	}
	probe, err := os.MkdirTemp(parent, ".peakready-*")
	if err != nil {
		return usage("-o %s: no files can be written there: %w", f, err)
	}
	return os.Remove(probe)
}

// told is the line that says where the files are.
func (f folder) told() string {
	return fmt.Sprintf("Files         %s (begin with %s)\n", f, reportFile)
}

// path is absolute and free of symbolic links, as far as it exists: renaming
// must replace the folder and not the link to it.
func (f folder) path() string {
	p, err := filepath.Abs(string(f))
	if err != nil {
		return string(f)
	}
	if real, err := filepath.EvalSymlinks(p); err == nil {
		return real
	}
	return p
}

// replaceable says whether the place is free, empty, or made by peakready.
func (f folder) replaceable() error {
	dir := f.path()
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return usage("-o %s: %w", f, err)
	case !info.IsDir():
		return usage("-o %s: this is a file; choose a folder", f)
	}
	if here, err := os.Getwd(); err == nil {
		if back, err := filepath.Rel(dir, here); err == nil && back != ".." && !strings.HasPrefix(back, ".."+string(filepath.Separator)) {
			return usage("-o %s: you are standing in this folder, it cannot be replaced; choose another", f)
		}
	}
	stranger, files, err := inspect(dir)
	switch {
	case err != nil:
		return usage("-o %s: %w", f, err)
	case stranger != "":
		return usage("-o %s: the folder is there and holds %s, which peakready did not write; choose another folder, or move that away", f, stranger)
	case files > 0 && !hasFingerprint(filepath.Join(dir, summaryFile)) && !isDrill(filepath.Join(dir, drillFile)):
		return usage("-o %s: the folder is there and has no %s of peakready; choose another folder, or delete it yourself", f, summaryFile)
	}
	return nil
}

// isDrill says whether a file is what drill left, which has no summary.
func isDrill(name string) bool {
	text, err := os.ReadFile(name)
	var d struct {
		Version string            `json:"version"`
		Plans   []json.RawMessage `json:"plans"`
	}
	return err == nil && json.Unmarshal(text, &d) == nil && d.Version != "" && len(d.Plans) > 0
}

// inspect names the first entry that peakready does not write, and counts the
// files.
func inspect(dir string) (stranger string, files int, err error) {
	own := []string{summaryFile, seriesFile, poolsFile, shadowFile, lineShadowFile, docketFile, complaintsFile, resolvedFile, reportFile, comparisonFile, explanationFile, drillFile, headroomFile, spillFile}
	litter := []string{".DS_Store", "Thumbs.db", "desktop.ini"} // left by file browsers
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		plot := filepath.Dir(name) == plotsFolder && slices.Contains([]string{".svg", ".png"}, filepath.Ext(name))
		switch {
		case d.IsDir() && name == plotsFolder:
			return nil
		case d.Type().IsRegular() && slices.Contains(litter, d.Name()):
			return nil
		case d.Type().IsRegular() && (plot || slices.Contains(own, name)):
			files++
			return nil
		}
		stranger = name
		return fs.SkipAll
	})
	return stranger, files, err
}

// hasFingerprint says whether a file is a summary.json of peakready.
func hasFingerprint(path string) bool {
	b, err := os.ReadFile(path)
	if err != nil {
		return false
	}
	var s struct {
		Fingerprint  string `json:"fingerprint"`
		Replications int    `json:"replications"`
	}
	return json.Unmarshal(b, &s) == nil && len(s.Fingerprint) == 16
}

// fill makes the folder by write, which is given an empty folder to write
// into. If write fails, what stood there before is untouched.
func (f folder) fill(write func(dir string) error) (err error) {
	dir := f.path()
	parent := filepath.Dir(dir)
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return err
	}
	// An outer folder, private to us, in which the new one is made with the
	// permissions that the user's mask gives, and to which the old one goes.
	outer, err := os.MkdirTemp(parent, ".peakready-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(outer)) }()
	fresh, old := filepath.Join(outer, "fresh"), filepath.Join(outer, "old")
	if err := os.Mkdir(fresh, 0o777); err != nil {
		return err
	}
	if err := write(fresh); err != nil {
		return err
	}
	// Once more, since a simulation takes its time: a file laid there
	// meanwhile is not ours to delete.
	if err := f.replaceable(); err != nil {
		return err
	}
	switch err := os.Rename(dir, old); {
	case errors.Is(err, fs.ErrNotExist):
		return os.Rename(fresh, dir)
	case err != nil:
		return err
	}
	if err := os.Rename(fresh, dir); err != nil {
		return errors.Join(fmt.Errorf("the folder was put back as it was: %w", err), os.Rename(old, dir))
	}
	return nil
}
