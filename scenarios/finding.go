package scenarios

import (
	"strconv"
	"strings"
)

// oneOf begins what models say would be right where a name is called that
// nothing has.
const oneOf = "one of "

// remedy puts what models say would be right, a noun such as "100%", into
// words that follow what is wrong. Of a name that nothing has it says which
// one was most likely meant.
func remedy(path, wrong, right string) string {
	if right == "" {
		return ""
	}
	rest, reference := strings.CutPrefix(right, oneOf)
	if !reference {
		return "right would be " + right
	}
	names := strings.Split(rest, ", ")
	if near := Suggest(called(path, wrong), names); near != "" {
		return "did you mean " + near + "?"
	}
	if len(names) == 1 {
		return "the only one is " + rest
	}
	return "right would be one of " + some(names)
}

// called is the name that a finding is about: what it quotes, or else the key
// of a table at which it stands.
func called(path, wrong string) string {
	if quoted, err := strconv.QuotedPrefix(wrong); err == nil {
		if name, err := strconv.Unquote(quoted); err == nil {
			return name
		}
	}
	return path[strings.LastIndexByte(path, '.')+1:]
}
