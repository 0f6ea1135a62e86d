package cctvdesk_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestPapers_name_only_what_exists(t *testing.T) {
	papers, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	link := regexp.MustCompile(`\]\(([^)#]+)(#[^)]*)?\)`)
	for _, paper := range append(papers, more...) {
		text, err := os.ReadFile(paper)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			target := m[1]
			if strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(paper), target)); err != nil {
				t.Errorf("%s points to %s, which does not exist", paper, target)
			}
		}
	}
	for _, must := range []string{"README.md", "ARCHITECTURE.md", "CHANGELOG.md", "docs/panduan.md"} {
		if _, err := os.Stat(must); err != nil {
			t.Errorf("%s is missing", must)
		}
	}
}
