// Package cctvdesk_test holds the rules of the house as tests: which package
// may reach which (this file), the figures of taste (arch_bars_test.go), the
// words (arch_words_test.go) and the papers (arch_papers_test.go).
package cctvdesk_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/diskominfo-pontianak/cctvdesk/"

// arrows says which of our packages a package may import. design.md draws the
// same picture; whoever needs a new arrow changes it there (ARCHITECTURE.md)
// and here, with the reason.
var arrows = map[string][]string{
	"assets":          {},
	"internal/secret": {},
	"internal/sop":    {},
	"internal/db":     {"internal/sop", "internal/secret"},
	"internal/relay":  {"internal/secret"},
	"internal/camera": {"internal/secret"},
	"internal/simcam": {"assets"},
	"internal/report": {"internal/sop", "assets"},
	"internal/web":    {},
	"internal/desk":   {"internal/sop", "internal/db", "internal/relay", "internal/camera", "internal/report", "internal/secret", "assets"},
	"internal/say":    {"internal/sop", "internal/db", "internal/relay", "internal/camera", "internal/secret", "internal/desk", "internal/web", "assets"},
	"internal/video":  {},
	// the ladder of the wall: rules without a decoder, so that a test can play a machine for it
	"internal/video/budget": {},
	"internal/ui/kit":       {"internal/say", "assets"},
	"internal/ui/wall":      {"internal/video", "internal/video/budget", "internal/ui/kit", "internal/say", "assets"},
	"internal/ui": {"internal/ui/kit", "internal/ui/wall", "internal/desk", "internal/say", "internal/video", "assets",
		// plain values that the desk's rooms take and give
		"internal/sop", "internal/db", "internal/relay", "internal/camera", "internal/secret"},
	"cmd/cctvdesk": {"*"},
}

// foreign says which of our packages may import a library.
var foreign = map[string][]string{
	"github.com/bluenviron/gortsplib/v4":  {"internal/relay", "internal/camera", "internal/simcam", "internal/video"},
	"github.com/asticode/go-astiav":       {"internal/video/internal/av"},
	"go.etcd.io/bbolt":                    {"internal/db"},
	"golang.org/x/crypto":                 {"internal/db"},
	"filippo.io/age":                      {"internal/db"},
	"fyne.io/fyne/v2":                     {"internal/ui", "internal/ui/kit", "internal/ui/wall", "cmd/cctvdesk", "internal/say", "internal/desk/nothing"},
	"codeberg.org/go-pdf/fpdf":            {"internal/report"},
	"gonum.org/v1/plot":                   {"internal/report"},
	"github.com/prometheus/client_golang": {"internal/web"},
	"github.com/kerberos-io/onvif":        {"internal/camera"},
}

// goFile is one parsed file of the tree.
type goFile struct {
	path string // slash-separated, from the root
	test bool
	ast  *ast.File
	fset *token.FileSet
	text string
}

func (f goFile) dir() string { return filepath.ToSlash(filepath.Dir(f.path)) }

// room is the package of the house a file belongs to: private packages below
// a room (relay/internal/…) count as the room itself.
func (f goFile) room() string {
	dir := f.dir()
	if i := strings.Index(dir[min(len(dir), len("internal/")):], "/internal"); i >= 0 {
		return dir[:i+len("internal/")]
	}
	return dir
}

func parseTree(t *testing.T) []goFile {
	t.Helper()
	var files []goFile
	fset := token.NewFileSet()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); name != "." && (strings.HasPrefix(name, ".") || name == "build" || name == "testdata" || name == "node_modules") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		parsed, err := parser.ParseFile(fset, path, text, parser.ParseComments)
		if err != nil {
			return err
		}
		files = append(files, goFile{filepath.ToSlash(path), strings.HasSuffix(path, "_test.go"), parsed, fset, string(text)})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 20 {
		t.Fatalf("only %d Go files found: the test looks in the wrong place", len(files))
	}
	return files
}

func imports(f goFile) []string {
	var paths []string
	for _, spec := range f.ast.Imports {
		paths = append(paths, strings.Trim(spec.Path.Value, `"`))
	}
	return paths
}

func TestPackages_reach_only_where_the_house_allows(t *testing.T) {
	for _, f := range parseTree(t) {
		if f.test || strings.HasPrefix(f.path, "scripts/") || strings.HasPrefix(f.path, "e2e/") {
			continue // tests may bring real neighbours (simcam, a store)
		}
		allowed, known := arrows[f.room()]
		if !known {
			t.Errorf("%s: package %s is not in the house; give it a room in ARCHITECTURE.md and arch_test.go", f.path, f.room())
			continue
		}
		for _, path := range imports(f) {
			ours, ok := strings.CutPrefix(path, module)
			if !ok || slices.Contains(allowed, "*") {
				continue
			}
			target := goFile{path: ours + "/x.go"}.room()
			if target != f.room() && !slices.Contains(allowed, target) {
				t.Errorf("%s imports %s: %s may only reach %v", f.path, ours, f.room(), allowed)
			}
		}
	}
}

func TestLibraries_stay_in_their_rooms(t *testing.T) {
	for _, f := range parseTree(t) {
		if f.test || strings.HasPrefix(f.path, "scripts/") || strings.HasPrefix(f.path, "e2e/") {
			continue
		}
		for _, path := range imports(f) {
			for library, rooms := range foreign {
				if path != library && !strings.HasPrefix(path, library+"/") {
					continue
				}
				if !libraryAllowed(f, path, rooms) {
					t.Errorf("%s imports %s: that library belongs to %v only", f.path, path, rooms)
				}
			}
		}
	}
}

func libraryAllowed(f goFile, path string, rooms []string) bool {
	switch f.room() {
	case "internal/say": // words need the catalogue reader, nothing else of Fyne
		if strings.HasPrefix(path, "fyne.io/") {
			return path == "fyne.io/fyne/v2/lang"
		}
	case "internal/video": // the decoder needs the formats, not the protocol
		if strings.HasPrefix(path, "github.com/bluenviron/gortsplib") {
			return strings.HasSuffix(path, "/pkg/format") || strings.Contains(path, "/pkg/format/")
		}
	}
	return slices.Contains(rooms, f.room()) || slices.Contains(rooms, f.dir())
}
