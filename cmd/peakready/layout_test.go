package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// module is the name before every room's.
const module = "peakready/"

// room is a part of the house and what it may import beside the standard
// library. Arrows run down only: a room is listed after those it builds on.
type room struct {
	name    string
	rooms   []string // of this module; "sim/*" is every room below sim
	modules []string // of others
}

var rooms = []room{
	{name: "sim"},
	{name: "sim/rng"},
	{name: "sim/stats", modules: []string{"gonum.org/v1/gonum", "github.com/HdrHistogram/hdrhistogram-go", "github.com/DataDog/sketches-go"}},
	{name: "sim/flow", rooms: []string{"sim", "sim/rng", "sim/stats"}},
	{name: "sim/queueing", modules: []string{"gonum.org/v1/gonum"}},
	{name: "sim/experiment", rooms: []string{"sim", "sim/rng", "sim/stats"}},
	{name: "models/result", rooms: []string{"sim/stats"}},
	{name: "models", rooms: []string{"sim", "sim/*", "models/result"}},
	{name: "models/study", rooms: []string{"sim", "sim/*", "models", "models/result"}, modules: []string{"gonum.org/v1/gonum"}},
	// sim and sim/rng: a scenario's values are sim.Time and rng.Dist.
	{name: "scenarios", rooms: []string{"models", "sim", "sim/rng"}, modules: []string{"gopkg.in/yaml.v3"}},
	// The battery plays small scenarios as files are played.
	{name: "models/verify", rooms: []string{"sim", "sim/*", "models", "models/result", "scenarios"}, modules: []string{"gonum.org/v1/gonum"}},
	// sim/stats: results hold its estimates and sketches.
	{name: "plots", rooms: []string{"models/result", "sim/stats"}, modules: []string{"gonum.org/v1/plot", "gonum.org/v1/gonum", "golang.org/x/image"}},
	{
		name:    "cmd/peakready",
		rooms:   []string{"sim", "sim/*", "models", "models/result", "models/study", "models/verify", "scenarios", "plots", "cmd/peakready/serve"},
		modules: []string{"github.com/spf13/cobra", "github.com/spf13/pflag", "github.com/vbauerster/mpb/v8", "charm.land/lipgloss/v2"},
	},
	{name: "cmd/peakready/serve", rooms: []string{"sim", "sim/*", "models", "models/result", "models/study", "scenarios", "plots"}},
}

// onlyIn are modules that one room keeps from all others, tests included.
var onlyIn = map[string]string{
	"gopkg.in/yaml.v3":  "scenarios",
	"gonum.org/v1/plot": "plots",
}

// closed are rooms below which nothing of the named kind may lie, however far
// down.
var closed = map[string][]string{
	"sim":           {"a module", "another room"},
	"sim/rng":       {"a module", "another room"},
	"models/result": {"sim", "sim/flow", "models"},
	"plots":         {"sim", "sim/flow", "sim/rng", "sim/experiment", "models", "scenarios"},
	"models":        {"scenarios", "plots", "models/study", "models/verify"},
	"scenarios":     {"plots", "models/study", "models/verify"},
}

// entries are the names that the top of the house may hold. A run's output is
// not part of it.
var entries = []string{
	".ci", ".git", ".gitignore", "LICENSE", "README.md", "cmd", "docs", "go.mod", "go.sum",
	"models", "plots", "scenarios", "sim",
}

var ignored = []string{"peakready-out", "out", "dist"}

// listed is what `go list` says of a package.
type listed struct {
	ImportPath, Dir                    string
	Standard                           bool
	Module                             *struct{ Path string }
	Imports, TestImports, XTestImports []string
	Deps                               []string
}

func (p listed) room() string {
	if p.ImportPath == strings.TrimSuffix(module, "/") {
		return "the top"
	}
	return strings.TrimPrefix(p.ImportPath, module)
}

func (p listed) ours() bool { return strings.HasPrefix(p.ImportPath+"/", module) }

func list(t *testing.T, args ...string) map[string]listed {
	t.Helper()
	c := exec.Command("go", append([]string{"list", "-json=ImportPath,Dir,Standard,Module,Imports,TestImports,XTestImports,Deps"}, args...)...)
	c.Dir = top(t)
	var wrong bytes.Buffer
	c.Stderr = &wrong
	out, err := c.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, wrong.Bytes())
	}
	all := map[string]listed{}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all[p.ImportPath] = p
	}
}

// top is the folder of go.mod.
func top(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "go.mod")); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestRoomsImportDownOnly(t *testing.T) {
	all := list(t, "-deps", "-test", "./...")
	for _, p := range all {
		if !p.ours() || strings.ContainsAny(p.ImportPath, " ") || strings.HasSuffix(p.ImportPath, ".test") {
			continue // a test's own copy of a package
		}
		t.Run(p.room()+" keeps the rules of the house", func(t *testing.T) {
			for _, broken := range violations(p, all) {
				t.Error(broken)
			}
		})
	}
}

// violations are the imports of a package that its room does not allow.
func violations(p listed, all map[string]listed) []string {
	var broken []string
	i := slices.IndexFunc(rooms, func(r room) bool { return r.name == p.room() })
	if i < 0 {
		return []string{p.room() + " is no room of the house: give it a line in the table of rooms"}
	}
	r := rooms[i]
	for _, path := range p.Imports {
		q := all[path]
		switch {
		case q.Standard || path == "C" || path == "unsafe":
		case q.ours() && r.allows(q.room()):
		case !q.ours() && q.Module != nil && slices.Contains(r.modules, q.Module.Path):
		default:
			broken = append(broken, p.room()+" imports "+path)
		}
	}
	for _, path := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
		q := all[path]
		if q.ours() && strings.HasPrefix(q.room(), "cmd/") && !strings.HasPrefix(p.room(), "cmd/") {
			broken = append(broken, p.room()+" imports the command "+path)
		}
		if q.Module != nil {
			if only, kept := onlyIn[q.Module.Path]; kept && p.room() != only {
				broken = append(broken, p.room()+" imports "+path+", which belongs to "+only)
			}
		}
		if strings.HasPrefix(p.room()+"/", "sim/") && q.ours() && !strings.HasPrefix(q.room()+"/", "sim/") {
			broken = append(broken, p.room()+" (tests included) looks up to "+path)
		}
	}
	for _, path := range p.Deps {
		q, known := all[path]
		for _, no := range closed[p.room()] {
			switch {
			case !known || q.Standard:
			case no == "a module" && !q.ours(),
				no == "another room" && q.ours(),
				q.ours() && q.room() == no:
				broken = append(broken, p.room()+" depends, however far down, on "+path)
			}
		}
	}
	return broken
}

func (r room) allows(name string) bool {
	for _, pattern := range r.rooms {
		if ok, _ := path.Match(pattern, name); ok {
			return true
		}
	}
	return false
}

// TestViolationsAreFound shows that the test above can fail.
func TestViolationsAreFound(t *testing.T) {
	third := func(path string) listed { return listed{ImportPath: path, Module: &struct{ Path string }{path}} }
	all := map[string]listed{
		"fmt":                     {ImportPath: "fmt", Standard: true},
		"peakready/sim":           {ImportPath: "peakready/sim"},
		"peakready/sim/rng":       {ImportPath: "peakready/sim/rng"},
		"peakready/models":        {ImportPath: "peakready/models"},
		"peakready/models/result": {ImportPath: "peakready/models/result"},
		"peakready/cmd/peakready": {ImportPath: "peakready/cmd/peakready"},
		"gopkg.in/yaml.v3":        third("gopkg.in/yaml.v3"),
		"github.com/spf13/cobra":  third("github.com/spf13/cobra"),
	}
	cases := []struct {
		name string
		p    listed
		want int
	}{
		{"the kernel may use the standard library", listed{ImportPath: "peakready/sim", Imports: []string{"fmt"}}, 0},
		{"the kernel may not know the luck", listed{ImportPath: "peakready/sim", Imports: []string{"peakready/sim/rng"}}, 1},
		{"the kernel's tests may not know the models", listed{ImportPath: "peakready/sim", XTestImports: []string{"peakready/models"}}, 1},
		{"models may use every room below sim", listed{ImportPath: "peakready/models", Imports: []string{"peakready/sim", "peakready/sim/rng"}}, 0},
		{"results may not meet the kernel", listed{ImportPath: "peakready/models/result", Deps: []string{"peakready/sim"}}, 1},
		{"plots may not meet the kernel by a detour", listed{ImportPath: "peakready/plots", Imports: []string{"peakready/models/result"}, Deps: []string{"peakready/sim"}}, 1},
		{"YAML is read in one room only", listed{ImportPath: "peakready/cmd/peakready", Imports: []string{"gopkg.in/yaml.v3"}}, 2},
		{"no test reads YAML elsewhere", listed{ImportPath: "peakready/models", TestImports: []string{"gopkg.in/yaml.v3"}}, 1},
		{"nobody imports the command", listed{ImportPath: "peakready/scenarios", TestImports: []string{"peakready/cmd/peakready"}}, 1},
		{"flags are read in the command only", listed{ImportPath: "peakready/plots", Imports: []string{"github.com/spf13/cobra"}}, 1},
		{"a new room needs a line in the table", listed{ImportPath: "peakready/shed"}, 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := violations(c.p, all); len(got) != c.want {
				t.Errorf("got %q, want %d", got, c.want)
			}
		})
	}
}

// TestTopOfTheHouse looks at folders, and at the files that are the project's:
// a planner's own scenario beside them is no matter.
func TestTopOfTheHouse(t *testing.T) {
	found, err := os.ReadDir(top(t))
	if err != nil {
		t.Fatal(err)
	}
	tracked, err := exec.Command("git", "-C", top(t), "ls-files", "--", ":(top,glob)*").Output()
	if err != nil {
		t.Logf("git does not tell which files are the project's (%v); only folders are looked at", err)
	}
	for _, e := range found {
		if !e.IsDir() && !slices.Contains(strings.Fields(string(tracked)), e.Name()) {
			continue
		}
		if !slices.Contains(entries, e.Name()) && !slices.Contains(ignored, e.Name()) {
			t.Errorf("%s does not belong at the top of the project", e.Name())
		}
	}
	for _, needed := range []string{"README.md", "go.mod", "go.sum", ".gitignore", ".ci"} {
		if !slices.ContainsFunc(found, func(e os.DirEntry) bool { return e.Name() == needed }) {
			t.Errorf("%s is missing at the top of the project", needed)
		}
	}
}
