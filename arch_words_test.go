package cctvdesk_test

import (
	"encoding/json"
	"go/ast"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/diskominfo-pontianak/cctvdesk/assets"
)

// A sentence for people is written as a pair in the code, key and Indonesian
// wording: lang.X("area.place", "Kalimat"). These tests hold the pairs and the
// two catalogues together.

type pair struct {
	key, fallback string
	at            token.Position
}

func catalogues(t *testing.T, language string) map[string]string {
	t.Helper()
	all := map[string]string{}
	names, err := fs.Glob(assets.Lang(), "*."+language+".json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no catalogues for %s: %v", language, err)
	}
	for _, name := range names {
		if strings.HasPrefix(name, "fyne.") {
			continue // Fyne's own words have Fyne's own keys
		}
		text, err := fs.ReadFile(assets.Lang(), name)
		if err != nil {
			t.Fatal(err)
		}
		words := map[string]string{}
		if err := json.Unmarshal(text, &words); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		area, _, _ := strings.Cut(name, ".")
		for key, sentence := range words {
			if !strings.HasPrefix(key, area+".") {
				t.Errorf("%s: key %s does not begin with the area", name, key)
			}
			if strings.TrimSpace(sentence) == "" {
				t.Errorf("%s: key %s is empty", name, key)
			}
			all[key] = sentence
		}
	}
	return all
}

func keyPattern(t *testing.T) *regexp.Regexp {
	t.Helper()
	names, err := fs.Glob(assets.Lang(), "*.id.json")
	if err != nil {
		t.Fatal(err)
	}
	var areas []string
	for _, name := range names {
		area, _, _ := strings.Cut(filepath.Base(name), ".")
		areas = append(areas, area)
	}
	return regexp.MustCompile(`^(` + strings.Join(areas, "|") + `)(\.[A-Za-z0-9_-]+)+$`)
}

// literal returns the text of a string literal, also of literals joined by +.
func literal(e ast.Expr) (string, bool) {
	switch v := e.(type) {
	case *ast.BasicLit:
		if v.Kind != token.STRING {
			return "", false
		}
		s, err := strconv.Unquote(v.Value)
		return s, err == nil
	case *ast.BinaryExpr:
		left, ok := literal(v.X)
		right, ok2 := literal(v.Y)
		return left + right, ok && ok2 && v.Op == token.ADD
	}
	return "", false
}

// pairs finds every key followed by its wording, and every key that stands alone.
func pairs(files []goFile, isKey *regexp.Regexp) (found []pair, mentioned map[string]bool) {
	mentioned = map[string]bool{}
	for _, f := range files {
		if f.test {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			var list []ast.Expr
			switch v := n.(type) {
			case *ast.CallExpr:
				list = v.Args
			case *ast.CompositeLit:
				for _, e := range v.Elts {
					if kv, ok := e.(*ast.KeyValueExpr); ok {
						list = append(list, kv.Value)
						continue
					}
					list = append(list, e)
				}
			case *ast.ReturnStmt:
				list = v.Results
			case *ast.BasicLit:
				if s, ok := literal(v); ok && isKey.MatchString(s) {
					mentioned[s] = true
				}
			}
			for i, e := range list {
				key, ok := literal(e)
				if !ok || !isKey.MatchString(key) || i+1 >= len(list) {
					continue
				}
				if fallback, ok := literal(list[i+1]); ok && !isKey.MatchString(fallback) {
					found = append(found, pair{key, fallback, f.fset.Position(e.Pos())})
				}
			}
			return true
		})
	}
	return found, mentioned
}

func TestWords_are_the_same_in_code_and_catalogues(t *testing.T) {
	id, en := catalogues(t, "id"), catalogues(t, "en")
	isKey := keyPattern(t)
	found, mentioned := pairs(parseTree(t), isKey)
	for _, p := range found {
		if _, ok := en[p.key]; !ok {
			t.Errorf("%s: %s has no English sentence", p.at, p.key)
		}
		switch sentence, ok := id[p.key]; {
		case !ok:
			t.Errorf("%s: %s is not in the Indonesian catalogue", p.at, p.key)
		case sentence != p.fallback:
			t.Errorf("%s: %s reads %q here and %q in the catalogue", p.at, p.key, p.fallback, sentence)
		}
	}
	for key := range id {
		if !mentioned[key] {
			t.Errorf("%s is in the catalogue, but nothing says it", key)
		}
	}
}

func TestWords_have_the_same_places_in_both_languages(t *testing.T) {
	id, en := catalogues(t, "id"), catalogues(t, "en")
	place := regexp.MustCompile(`\{\{[^}]*\}\}`)
	places := func(s string) []string {
		found := place.FindAllString(s, -1)
		sort.Strings(found)
		return slices.Compact(found)
	}
	for key, sentence := range id {
		other, ok := en[key]
		if !ok {
			t.Errorf("%s has no English sentence", key)
			continue
		}
		if !slices.Equal(places(sentence), places(other)) {
			t.Errorf("%s: %q and %q name different values", key, sentence, other)
		}
	}
	for key := range en {
		if _, ok := id[key]; !ok {
			t.Errorf("%s has no Indonesian sentence", key)
		}
	}
}

func TestWindows_speak_only_through_the_catalogues(t *testing.T) {
	constructors := []string{"NewLabel", "NewLabelWithStyle", "NewButton", "NewButtonWithIcon", "NewCheck", "NewHyperlink", "NewText", "NewMenu",
		"NewMenuItem", "NewFormItem", "NewCard", "NewTabItem", "NewAccordionItem", "NewRichTextFromMarkdown", "ShowInformation", "ShowConfirm",
		"NewConfirm", "NewInformation", "NewCustom", "NewCustomConfirm", "SetPlaceHolder", "SetText", "NewWindow"}
	for _, f := range parseTree(t) {
		if f.test || !strings.HasPrefix(f.path, "internal/ui") {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || !slices.Contains(constructors, sel.Sel.Name) {
				return true
			}
			for _, arg := range call.Args {
				if s, ok := literal(arg); ok && words(s) {
					t.Errorf("%s: %s(%q): take it from the catalogue", f.fset.Position(arg.Pos()), sel.Sel.Name, s)
				}
			}
			return true
		})
	}
}

// words tells a sentence or a word from signs, units and the program's name.
func words(s string) bool {
	if slices.Contains([]string{"cctvdesk", "CCTV", "PTZ", "RTSP", "ONVIF", "IP", "TCP", "UDP", "auto", "tcp", "udp"}, s) {
		return false
	}
	letters := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters >= 3
}
