package desk

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What is looked through is each text as joined makes it, whatever is in it.
func TestFindable_is_every_text_joined(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOf(rapid.OneOf(rapid.StringN(0, 12, -1), rapid.StringMatching(`[ -~]{0,20}`))).Draw(t, "texts")
		var want strings.Builder
		for _, text := range texts {
			want.WriteString(joined(text) + "\n")
		}
		if got := findable(texts); got != want.String() {
			t.Fatalf("%q, want %q", got, want.String())
		}
	})
}
