package scenarios_test

import (
	"errors"
	"fmt"
	"os"
	"testing/fstest"

	"peakready/scenarios"
)

// A scenario extends a shipped one and changes three values; two of them are
// wrong, and both are reported.
func Example() {
	folder := fstest.MapFS{"mine.yaml": {Data: []byte(`extends: small.yaml
consumers: {voice: 130%}
replicatons: 10
seed: 8
`)}}
	_, err := scenarios.LoadFS(folder, "mine.yaml", nil)
	var wrong *scenarios.Diagnostics
	if errors.As(err, &wrong) {
		wrong.Render(os.Stdout, false)
	}

	folder["mine.yaml"].Data = []byte("extends: small.yaml\nconsumers: {voice: 30%}\nreplications: 10\nseed: 8\n")
	loaded, err := scenarios.LoadFS(folder, "mine.yaml", nil)
	fmt.Println(loaded.Files, loaded.Scenario.Replications, loaded.Scenario.Seed, err)
	// Output:
	// mine.yaml:2:20: consumers.voice: is 130%, more than the whole; a share lies between 0 and 1, written 30% or 0.3
	//     2 | consumers: {voice: 130%}
	//       |                    ^^^^
	// mine.yaml:3:1: replicatons: is a key that is not known here; did you mean replications?
	//     3 | replicatons: 10
	//       | ^^^^^^^^^^^
	// [small.yaml mine.yaml] 10 8 <nil>
}
