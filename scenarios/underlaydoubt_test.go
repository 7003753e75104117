package scenarios

import (
	"strings"
	"testing"
)

// TestADoubtOfTheDefaultsIsADoubtOfEveryFirm: what firm_defaults would have said
// is not known where it has a mistake, so that the firms are not blamed for
// what they seem to lack.
func TestADoubtOfTheDefaultsIsADoubtOfEveryFirm(t *testing.T) {
	town := strings.Replace(townText, "    categories: [{name: goods, orders: 100/day, faulty: 3%}]\n", "    <<: 5\n", 1)
	town = strings.Replace(town, "  - name: 东\n", "  - name: 东\n    demand: {forecast_error: 0.2}\n", 1)
	_, err := openTown(t, town)
	if err == nil {
		t.Fatal("it is taken")
	}
	text := err.Error()
	if !strings.Contains(text, "<< has no block of keys") || strings.Contains(text, "categories") {
		t.Errorf("got\n%s", text)
	}
}
