package main

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"peakready/models"
	"peakready/scenarios"
)

var update = flag.Bool("update", false, "write the README's table of keys anew")

const (
	keysBegin = "<!-- keys: written by go test ./cmd/peakready -run TestREADME -update -->\n"
	keysEnd   = "<!-- end of keys -->\n"
)

// TestREADMEExplainsEveryKey keeps the README's tables of keys equal to what
// the models say of their own fields.
func TestREADMEExplainsEveryKey(t *testing.T) {
	path := filepath.Join("..", "..", "README.md")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), keysBegin)
	old, after, ok2 := strings.Cut(rest, keysEnd)
	if !ok || !ok2 {
		t.Fatalf("README.md lacks the marks %q and %q", keysBegin, keysEnd)
	}
	want := keyTables(t)
	if old == want {
		return
	}
	if !*update {
		t.Fatal("the README's tables of keys are not what models say; run go test ./cmd/peakready -run TestREADME -update")
	}
	if err := os.WriteFile(path, []byte(before+keysBegin+want+keysEnd+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

// explained is a block of keys: where it stands and what its model says.
type explained struct {
	path string
	kind reflect.Type
}

// keyTables is a table for every kind of block, in the order of the model.
func keyTables(t *testing.T) string {
	docs := fieldDocs(t)
	facts := map[string]scenarios.Key{}
	for _, k := range scenarios.Explain() {
		facts[k.Path] = k
	}
	var b strings.Builder
	for _, block := range blocksOf(reflect.TypeFor[models.Scenario](), "") {
		title := "`" + strings.TrimSuffix(block.path, ".") + "`"
		if block.path == "" {
			title = "The top of the file"
		}
		fmt.Fprintf(&b, "\n**%s**\n\n| key | is a | default | meaning |\n|---|---|---|---|\n", title)
		var row struct{ keys, defaults, kinds, doc string }
		flush := func() {
			if row.keys != "" {
				fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", row.keys, row.kinds, row.defaults, row.doc)
			}
		}
		for i := range block.kind.NumField() {
			f := block.kind.Field(i)
			key, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
			fact := facts[block.path+key]
			value := ""
			if fact.Default != "" {
				value = "`" + fact.Default + "`"
			}
			doc := docs[block.kind.Name()+"."+f.Name]
			if doc == "" && row.doc != "" && strings.Contains(row.doc, "`"+key+"`") { // told with the field before
				row.keys += "<br>`" + key + "`"
				row.defaults += "<br>" + value
				row.kinds += "<br>" + fact.Kind
				continue
			}
			flush()
			row.keys, row.defaults, row.kinds, row.doc = "`"+key+"`", value, fact.Kind, doc
		}
		flush()
	}
	return b.String() + "\n"
}

// blocksOf lists the structs below a type, each kind once, where it first stands.
func blocksOf(t reflect.Type, path string) []explained {
	seen := map[reflect.Type]bool{}
	var out []explained
	var walk func(t reflect.Type, path string)
	walk = func(t reflect.Type, path string) {
		switch t.Kind() {
		case reflect.Slice:
			walk(t.Elem(), strings.TrimSuffix(path, ".")+"[].")
		case reflect.Pointer:
			walk(t.Elem(), path)
		case reflect.Struct:
			if seen[t] || t.PkgPath() != reflect.TypeFor[models.Scenario]().PkgPath() {
				return
			}
			seen[t] = true
			out = append(out, explained{path, t})
			for i := range t.NumField() {
				key, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
				walk(t.Field(i).Type, path+key+".")
			}
		}
	}
	walk(t, path)
	return out
}

// fieldDocs is what the source of models says of every field, by type and
// field, with the names of fields turned into keys.
func fieldDocs(t *testing.T) map[string]string {
	files, err := filepath.Glob(filepath.Join("..", "..", "models", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	docs := map[string]string{}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			if st, ok := spec.Type.(*ast.StructType); ok {
				docFields(docs, spec.Name.Name, st)
			}
			return false
		})
	}
	return docs
}

var tagKey = regexp.MustCompile(`yaml:"([a-z0-9_]+)`)

func docFields(docs map[string]string, typeName string, st *ast.StructType) {
	var names []string
	for _, f := range st.Fields.List {
		if f.Tag == nil || len(f.Names) != 1 {
			continue
		}
		if m := tagKey.FindStringSubmatch(f.Tag.Value); m != nil {
			names = append(names, `\b`+f.Names[0].Name+`\b`, "`"+m[1]+"`")
		}
	}
	for _, f := range st.Fields.List {
		if f.Tag == nil || len(f.Names) != 1 {
			continue
		}
		text := strings.TrimSpace(f.Doc.Text() + " " + f.Comment.Text())
		text = strings.Join(strings.Fields(text), " ")
		for i := 0; i < len(names); i += 2 {
			text = regexp.MustCompile(names[i]).ReplaceAllString(text, names[i+1])
		}
		docs[typeName+"."+f.Names[0].Name] = strings.ReplaceAll(text, "|", "/")
	}
}
