package scenarios

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"reflect"

	"peakready/models"
)

// Loaded is a scenario that has passed every check.
type Loaded struct {
	Scenario models.Scenario
	Files    []string     // names of the files read, the base first, the last plan last
	Shipped  []string     // of the files named, those that are not on disk: the ones that peakready brings along were taken
	Taken    []string     // of the files that a file on disk extends, those that were likewise taken from the program
	Doubts   *Diagnostics // what is no mistake but has no effect; nil if there is nothing
	Digest   string       // SHA-256 of Resolved: equal for equal scenarios, however they were written
}

// maxChain is how many files may extend one another.
const maxChain = 16

// Load reads a scenario file and lays the plans upon it, in their order. A
// path that is not on disk may name a shipped scenario or plan. The error is
// *Diagnostics when the files are to blame.
func Load(path string, plans []string) (*Loaded, error) {
	var l loading
	defer l.close()
	var layers []document
	for i, name := range append([]string{path}, plans...) {
		doc := l.open(name)
		doc.plan = i > 0
		layers = append(layers, doc)
	}
	return l.load(layers)
}

// LoadFS is Load from a file system; name and plans are paths within it.
func LoadFS(fsys fs.FS, name string, plans []string) (*Loaded, error) {
	var l loading
	var layers []document
	for i, n := range append([]string{name}, plans...) {
		layers = append(layers, document{fsys: fsys, name: path.Clean(n), show: n, plan: i > 0})
	}
	return l.load(layers)
}

// document is a file to read: where it is and how the planner calls it.
type document struct {
	fsys    fs.FS
	name    string // within fsys
	show    string // in messages
	folder  string // of fsys, on disk; empty if it is not on disk or not there
	shipped bool   // fsys is Files
	plan    bool   // laid over a scenario
}

// loading is the state of one Load: what was read and what was wrong.
type loading struct {
	rep    report
	unread bool // one of the files could not be read
	spent  int  // nodes unfolded
	files  []string
	taken  []string // from the program, though the file that extends them is on disk
	doubts *Diagnostics
	roots  []*os.Root
}

func (l *loading) close() {
	for _, r := range l.roots {
		r.Close()
	}
}

// open finds a file on disk, else among the shipped ones. The folder becomes a
// root that nothing read through it can leave, not even by a link.
func (l *loading) open(name string) document {
	_, err := os.Stat(name)
	if inside, ok := Shipped(name); ok && errors.Is(err, fs.ErrNotExist) {
		return document{fsys: Files, name: inside, show: name, shipped: true}
	}
	return l.onDisk(name)
}

// onDisk is a file within the root of its folder.
func (l *loading) onDisk(name string) document {
	doc := document{name: filepath.Base(name), show: name}
	root, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		doc.fsys = noFiles{}
		return doc
	}
	l.roots = append(l.roots, root)
	doc.fsys, doc.folder = root.FS(), filepath.Dir(name)
	return doc
}

// noFiles is a folder that does not exist.
type noFiles struct{}

func (noFiles) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

func (l *loading) load(layers []document) (*Loaded, error) {
	out := &Loaded{Scenario: defaults()}
	for _, doc := range layers {
		if doc.shipped {
			out.Shipped = append(out.Shipped, doc.show)
		}
	}
	err := l.read(layers, reflect.ValueOf(&out.Scenario).Elem(), func(report func(path, wrong, right string)) {
		out.Scenario.Check(report)
	}, out.Scenario.Doubts)
	if err != nil {
		return nil, err
	}
	out.Scenario = models.Completed(out.Scenario)
	out.Files, out.Taken, out.Doubts = l.files, l.taken, l.doubts
	text, err := Resolved(out.Scenario)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(text)
	out.Digest = hex.EncodeToString(sum[:])
	return out, nil
}

// read lays the documents upon each other and puts them into a configuration,
// which holds the defaults. What could be read is checked, so that the planner
// hears of all mistakes at once, except where a check would only find again
// what could not be read.
func (l *loading) read(layers []document, into reflect.Value, check, doubt func(report func(path, wrong, right string))) error {
	var root *node
	for _, doc := range layers {
		root = l.rep.overlay(root, l.chain(doc, nil, place{}), nil)
	}
	if root == nil {
		return l.rep.err()
	}
	d := newDecoder(into.Type(), &l.rep)
	root = l.spread(root, into.Type(), d)
	d.decode(root, into, nil)
	tidy(into)
	// Without one of the files, there is no telling what is amiss.
	if l.unread || len(l.rep.items) >= keptAtMost {
		return l.rep.err()
	}
	check(func(path, wrong, right string) {
		if !d.doubt.cover(path, wrong, right) && !l.rep.full() {
			l.rep.add(locate(root, path), path, wrong, remedy(path, wrong, right))
		}
	})
	if err := l.rep.err(); err != nil || doubt == nil {
		return err
	}
	aside := report{common: l.rep.common}
	doubt(func(path, wrong, right string) {
		if !aside.full() {
			aside.add(locate(root, path), path, wrong, remedy(path, wrong, right))
		}
	})
	errors.As(aside.err(), &l.doubts)
	return nil
}

// chain reads a document and lays it upon the one that it extends. above are
// the documents that extend this one; from is where the last of them says so.
func (l *loading) chain(doc document, above []document, from place) *node {
	src, err := readSource(doc.fsys, doc.name, doc.show)
	if err != nil {
		l.unread = true
		l.noFile(doc, from, err)
		return nil
	}
	src.plan = doc.plan
	tree := src.tree(&l.rep, &l.spent)
	if tree == nil {
		l.unread = true
		return nil
	}
	if tree.shape != mapping {
		l.unread = true
		l.rep.add(tree.at, "", "is "+tree.inWords(), src.should("a scenario is a block of keys such as name: and season:"))
		return nil
	}
	base := l.base(doc, tree.get("extends"), append(above, doc))
	l.files = append(l.files, path.Base(doc.name))
	return l.rep.overlay(base, tree.without("extends"), nil)
}
