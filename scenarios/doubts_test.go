package scenarios

import (
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"gopkg.in/yaml.v3"
)

// One value that cannot be read is one mistake: whatever is spoilt in a sound
// scenario, no check adds to it.
func TestOneThingThatCannotBeReadIsOneMistake(t *testing.T) {
	sound, err := os.ReadFile(badFolder + "/base/shop.yaml")
	if err != nil {
		t.Fatal(err)
	}
	texts := [][]byte{sound}
	for _, name := range []string{"service-desk.yaml", "small.yaml"} {
		text, err := Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, text)
	}
	for _, text := range texts {
		var doc yaml.Node
		if err := yaml.Unmarshal(text, &doc); err != nil {
			t.Fatal(err)
		}
		spoil(doc.Content[0], "", func(what string) {
			text, err := yaml.Marshal(&doc)
			if err != nil {
				t.Fatal(err)
			}
			_, err = LoadFS(fstest.MapFS{"a.yaml": {Data: text}}, "a.yaml", nil)
			var d *Diagnostics
			if !errors.As(err, &d) {
				t.Fatalf("%s: got %v, want diagnostics", what, err)
			}
			if len(d.Items) != 1 {
				t.Errorf("%s makes %d mistakes:\n%v", what, len(d.Items), err)
			}
		})
	}
}

// spoil changes one thing below n at a time, calls try, and puts it right.
func spoil(n *yaml.Node, path string, try func(what string)) {
	with := func(m *yaml.Node, wrong yaml.Node, what string) {
		right := *m
		*m = wrong
		try(what)
		*m = right
	}
	word := func(text string) yaml.Node { return yaml.Node{Kind: yaml.ScalarNode, Value: text} }
	with(n, yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{{Kind: yaml.SequenceNode}}}, path+" as a list of lists")
	for i, child := range n.Content {
		switch {
		case n.Kind == yaml.SequenceNode:
			with(child, yaml.Node{Kind: yaml.SequenceNode}, path+"[] as a list")
			spoil(child, path+"[]", try)
		case i%2 == 0:
			with(child, word(child.Value+"zzz"), path+"."+child.Value+" under an unknown key")
			with(child, word(child.Value+"z"), path+"."+child.Value+" misspelt")
		default:
			spoil(child, path+"."+n.Content[i-1].Value, try)
		}
	}
}

func TestChecksRunBesideWhatCannotBeRead(t *testing.T) {
	const tills = "tills: 101\n" // which a check refuses
	for _, c := range []struct {
		says, text  string
		want, never []string
	}{
		{"a wrong value elsewhere", tills + "seed: x\n", []string{"seed: is", "tills: is over"}, nil},
		{"a wrong value at the same place", "tills: x\n", []string{"tills: is"}, []string{"over"}},
		{"a key that resembles another hides only that", tills + "sed: 3\n", []string{"sed: is a key", "tills: is over"}, nil},
		{"a key that resembles the checked one", "tlls: 101\n", []string{"tlls: is a key"}, []string{"over"}},
		{"an unknown key puts its block in doubt", tills + "nonsense: 3\n", []string{"nonsense: is a key"}, []string{"over"}},
		{"an unknown key of a block does not reach out of it", tills + "yard: {nonsense: 3}\n", []string{"yard.nonsense: is a key", "tills: is over"}, nil},
		{"a value with a type name says nothing", "tills: !!int 101\naisles: [{name: !!str a}]\n", []string{"tills: has the type", "name: has the type"}, []string{"over", "is missing"}},
		{"a key given twice says nothing for sure", "tills: 101\ntills: 3\n", []string{"given twice"}, []string{"over"}},
		{"a file that cannot be read", tills + "extends: gone.yaml\n", []string{"does not exist"}, []string{"over"}},
		{"no list where a list belongs", tills + "aisles: {name: a}\n", []string{"aisles: is a block", "tills: is over"}, nil},
		{"an item that is no block", "aisles: [a, {name: ''}]\n", []string{"aisles[0]: is", "aisles[1].name: is missing"}, nil},
	} {
		t.Run(c.says, func(t *testing.T) {
			got := complaintsOf(t, c.text)
			for _, want := range c.want {
				if !strings.Contains(got, want) {
					t.Errorf("got\n%s\nwhich lacks %q", got, want)
				}
			}
			for _, never := range c.never {
				if strings.Contains(got, never) {
					t.Errorf("got\n%s\nwhich says %q", got, never)
				}
			}
		})
	}
}

func TestRelated(t *testing.T) {
	for _, c := range []struct {
		path, pattern string
		want          bool
	}{
		{"a.b", "a.b", true}, {"a", "a.b", true}, {"a.b[2].c", "a.b", true}, {"", "a", true}, {"a", "", true},
		{"a.bc", "a.b", false}, {"a.b", "a.bc", false}, {"a.b[1]", "a.b[2]", false}, {"a.b[1]", "a.b[12]", false},
		{"a[3].b", "a[].b", true}, {"a[3]", "a[].b", true}, {"a[3].c", "a[].b", false}, {"a[3].b[0].c", "a[].b", true}, {"a.b", "a[].b", false},
	} {
		if got := related(c.path, c.pattern); got != c.want {
			t.Errorf("%q and %q: got %v, want %v", c.path, c.pattern, got, c.want)
		}
	}
}

func TestRemedies(t *testing.T) {
	for _, c := range []struct{ says, path, wrong, right, want string }{
		{"a noun", "regions", "the shares add up to 120%", "shares that add up to 100%", "right would be shares that add up to 100%"},
		{"a name that resembles one", "c[0].carrier", `"couriers" is no carrier`, "one of courier, express", "did you mean courier?"},
		{"a key that resembles a name", "carriers[0].spread.nera", "is no region", "one of near, far", "did you mean near?"},
		{"a name that resembles none", "c[0].carrier", `"Red Kite" is no carrier`, "one of courier, express", "right would be one of courier, express"},
		{"the only name", "c[0].carrier", `"Red Kite" is no carrier`, "one of courier", "the only one is courier"},
		{"a name with a quote in it", "c[0].carrier", `"cou\"rier" is no carrier`, "one of courier, express", "did you mean courier?"},
		{"nothing", "a", "is wrong", "", ""},
	} {
		t.Run(c.says, func(t *testing.T) {
			if got := remedy(c.path, c.wrong, c.right); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
