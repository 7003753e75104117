package scenarios

import (
	"embed"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
)

// Files are the scenarios that peakready brings along, and their plans.
//
//go:embed *.yaml plans/*.yaml history/*.yaml
var Files embed.FS

// Shipped gives the name within Files that a planner means by a path, when he
// means a shipped scenario: double11.yaml, scenarios/double11.yaml,
// plans/late-temps.yaml.
func Shipped(name string) (string, bool) {
	inside := strings.TrimPrefix(path.Clean(filepath.ToSlash(name)), "scenarios/")
	if !fs.ValidPath(inside) || path.Ext(inside) != ".yaml" {
		return "", false
	}
	about, err := fs.Stat(Files, inside)
	return inside, err == nil && !about.IsDir()
}

// shippedNames lists the scenarios in Files, without the plans.
func shippedNames() []string {
	names, err := fs.Glob(Files, "*.yaml")
	if err != nil {
		panic("scenarios: " + err.Error()) // the pattern is a constant
	}
	return names
}
