package say_test

import (
	"os"
	"strings"
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
)

// The guide's table "Bila kamera tidak tersambung" says of every cause what
// the screen says.
func TestThe_guide_has_every_cause_in_the_words_of_the_screen(t *testing.T) {
	if err := say.Load("id"); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../../docs/panduan.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(text), "### Bila kamera tidak tersambung")
	if !found {
		t.Fatal("the guide has no such chapter")
	}
	table, _, _ = strings.Cut(table, "\n## ")
	for _, c := range camera.Causes() {
		s := say.Cause(c)
		who := strings.TrimSuffix(strings.TrimPrefix(s.Who, "Yang dapat membantu: "), ".")
		row := "| `" + string(c) + "` | " + s.What + " | " + s.Do + " | " + who + " |"
		if s.What == "" || s.Do == "" || who == "" || !strings.Contains(table, row) {
			t.Errorf("the guide lacks the row\n%s", row)
		}
	}
	if rows := strings.Count(table, "\n| `"); rows != len(camera.Causes()) {
		t.Errorf("%d rows for %d causes", rows, len(camera.Causes()))
	}
}
