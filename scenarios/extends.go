package scenarios

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// noFile reports a document that cannot be read: at the word that named it in
// another file, or else for the whole file.
func (l *loading) noFile(doc document, from place, err error) {
	key, subject := "extends", "names "+doc.name+", which "
	if from.source == nil {
		key, subject = "", ""
		from = place{source: &source{show: doc.show}}
	}
	if !errors.Is(err, fs.ErrNotExist) {
		l.rep.add(from, key, subject+unreadable(err), "")
		return
	}
	known := neighbours(doc.fsys, path.Dir(doc.name))
	right := "check the spelling"
	if near := Suggest(doc.name, append(shippedNames(), beside(doc.name, known)...)); near != "" {
		right = "did you mean " + near + "?"
	} else if len(known) > 0 {
		right = "the files there are " + some(known)
	} else if shipped := shippedNames(); len(shipped) > 0 {
		right = "peakready brings along " + list(shipped, "and")
	}
	l.rep.add(from, key, subject+"does not exist", right)
}

// beside gives names as paths in the folder of another.
func beside(name string, names []string) []string {
	var out []string
	for _, n := range names {
		out = append(out, path.Join(path.Dir(name), n))
	}
	return out
}

// neighbours lists the scenario files of a folder.
func neighbours(fsys fs.FS, folder string) []string {
	entries, err := fs.ReadDir(fsys, folder)
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if ext := path.Ext(e.Name()); !e.IsDir() && (ext == ".yaml" || ext == ".yml") {
			names = append(names, e.Name())
		}
	}
	return names
}

// base reads the document that `extends:` names; nil if there is none.
func (l *loading) base(doc document, extends *node, above []document) *node {
	if extends == nil {
		return nil
	}
	if extends.broken { // which is reported
		l.unread = true
		return nil
	}
	refuse := func(wrong, right string) *node {
		l.unread = true
		l.rep.add(extends.at, "extends", wrong, right)
		return nil
	}
	const want = "write the name of a file in the same folder, such as double11.yaml"
	if extends.shape != scalar {
		return refuse("is "+extends.inWords(), want)
	}
	name := extends.text
	switch {
	case strings.TrimSpace(name) == "":
		return refuse("is empty", want)
	case strings.Contains(name, `\`):
		return refuse("is "+shown(name)+", with a backslash", "part folders with /")
	case path.IsAbs(name) || len(name) > 1 && name[1] == ':':
		return refuse("is "+shown(name)+", which leaves the scenario's folder", "copy the file beside the scenario and write its name alone")
	}
	next, ok := l.reach(doc, name)
	if !ok {
		return refuse("is "+shown(name)+", which leaves the scenario's folder", "copy the file beside the scenario and write its name alone")
	}
	if _, err := fs.Stat(next.fsys, next.name); errors.Is(err, fs.ErrNotExist) {
		if known, ok := Shipped(name); ok {
			next = document{fsys: Files, name: known, show: known, shipped: true}
			if !doc.shipped {
				l.taken = append(l.taken, name)
			}
		}
	}
	if i := slices.IndexFunc(above, next.same); i >= 0 {
		return refuse("goes in a circle: "+circle(above[i:]), "let one of these files stand alone")
	}
	if len(above) > maxChain {
		return refuse(fmt.Sprintf("is the last of more than %d files that extend one another", maxChain), "join some of them")
	}
	return l.chain(next, above, extends.at)
}

// reach is the document that another names by a path. A path with .. leads out
// of the folder that is open, by name only: to a scenario file in the folder
// where it ends, which becomes a root of its own, so that no link leads any
// further and no other kind of file is ever read. Without a folder on disk
// there is no way out.
func (l *loading) reach(doc document, name string) (document, bool) {
	inside := path.Join(path.Dir(doc.name), name)
	if fs.ValidPath(inside) {
		show := strings.TrimSuffix(doc.show, doc.name) + inside
		return document{fsys: doc.fsys, name: inside, show: show, folder: doc.folder, shipped: doc.shipped}, true
	}
	if ext := path.Ext(inside); doc.folder == "" || ext != ".yaml" && ext != ".yml" {
		return document{}, false
	}
	return l.onDisk(filepath.Join(doc.folder, filepath.FromSlash(inside))), true
}

// same tells whether two documents are one file.
func (d document) same(o document) bool {
	return d.shipped == o.shipped && filepath.Join(d.folder, d.name) == filepath.Join(o.folder, o.name)
}

// circle names the files of an extends cycle in words.
func circle(files []document) string {
	var b strings.Builder
	for _, d := range files {
		fmt.Fprintf(&b, "%s extends ", path.Base(d.name))
	}
	return b.String() + path.Base(files[0].name)
}
