// Package scenarios answers "what did the planner ask for?": it reads scenario
// files written in YAML, checks them, and hands over a models.Scenario, or says
// everything that is wrong with them, with the line and the remedy.
//
//	file ─ source ─┐  bytes to lines: size, encoding, tabs
//	plan ─ source ─┤
//	               ├─ syntax     lines to YAML nodes; parser messages in plain words
//	               ├─ node       anchors and merges unfolded, duplicate keys
//	               ├─ load       extends: and plans, laid upon each other by overlay
//	               ├─ underlay   firm_defaults:, laid under every firm
//	               ├─ decode     nodes into models.Scenario, units by units, dist, forms
//	               └─ models     Check; its paths become lines through locate, its
//	                             words a remedy; what decode left in doubt is skipped
//
// Two keys at the top of a file are the reader's own and no part of the model:
// extends: names the file that this one changes. firm_defaults: holds keys of a
// firm, and every firm has what it says: a block key by key, a list of named
// blocks by name, any other value unless the firm gives its own. It is laid
// under the firms after all plans: a plan that changes firm_defaults changes
// the firms that do not speak of it themselves.
//
// Every pass goes on after a mistake and adds it to one report. Encoding is the
// same road backwards: encode, with the writers in format, and Resolved proves
// of each text that it reads back as the same scenario.
//
// The decoder works by reflection: a new key is a new field in models, with a
// yaml tag, and nothing here. Start reading at Load, then decode.go.
package scenarios
