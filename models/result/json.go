package result

import (
	"encoding/json"
	"io"
)

// WriteJSON writes the summary as indented JSON with a newline at its end.
// Chinese and signs stay as they are.
func (s Summary) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(s)
}
