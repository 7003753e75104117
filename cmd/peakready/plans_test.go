package main

import (
	"path/filepath"
	"strings"
	"testing"

	"peakready/scenarios"
)

// TestShippedPlansFitTheirScenario: every plan that is shipped can be laid over
// the scenario that its first line names.
func TestShippedPlansFitTheirScenario(t *testing.T) {
	plans, err := filepath.Glob(filepath.Join("..", "..", "scenarios", "plans", "*.yaml"))
	if err != nil || len(plans) == 0 {
		t.Fatalf("no plans: %v", err)
	}
	for _, plan := range plans {
		base := filepath.Base(plan)
		t.Run(base, func(t *testing.T) {
			text, err := scenarios.Files.ReadFile("plans/" + base)
			if err != nil {
				t.Fatalf("it is not in the program: %v", err)
			}
			first, _, _ := strings.Cut(string(text), "\n")
			_, after, ok := strings.Cut(first, "plan for ")
			name, _, ok2 := strings.Cut(after, ".yaml:")
			if !ok || !ok2 || strings.ContainsAny(name, " :") {
				t.Fatalf("its first line does not hold `plan for NAME.yaml:`: %s", first)
			}
			name += ".yaml"
			scenario := filepath.Join("..", "..", "scenarios", name)
			with, err := scenarios.Load(scenario, []string{plan})
			if err != nil {
				t.Fatal(err)
			}
			without, err := scenarios.Load(scenario, nil)
			if err != nil {
				t.Fatal(err)
			}
			if with.Digest == without.Digest {
				t.Errorf("laid over %s it changes nothing", name)
			}
			if len(with.Scenario.Firms) != len(without.Scenario.Firms) {
				t.Errorf("laid over %s it makes %d firms of %d", name, len(with.Scenario.Firms), len(without.Scenario.Firms))
			}
		})
	}
}
