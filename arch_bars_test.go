package cctvdesk_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
)

// Ceilings, not goals: a file tells one story, a function fits on a screen.
const (
	maxFileLines     = 450
	maxFunctionLines = 80
	maxStructFields  = 26
	maxInterfaces    = 14
	maxInterfaceSize = 5
)

// exceptions to the bars, each with its reason and the day it was granted.
var exceptions = map[string]string{
	"internal/ui/password.go:Reveal": "2026-11-23: a reader's new password is shown once, in its own dialog",
}

func excused(what string) bool { _, ok := exceptions[what]; return ok }

func TestFiles_tell_one_story(t *testing.T) {
	for _, f := range parseTree(t) {
		if lines := strings.Count(f.text, "\n"); lines > maxFileLines && !excused(f.path) {
			t.Errorf("%s has %d lines, more than %d: it tells two stories", f.path, lines, maxFileLines)
		}
	}
}

func TestFunctions_fit_on_a_screen(t *testing.T) {
	type long struct {
		where string
		lines int
	}
	var worst []long
	for _, f := range parseTree(t) {
		for _, decl := range f.ast.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			lines := f.fset.Position(fn.End()).Line - f.fset.Position(fn.Pos()).Line + 1
			where := f.path + ":" + fn.Name.Name
			worst = append(worst, long{where, lines})
			if lines > maxFunctionLines && !f.test && !excused(where) {
				t.Errorf("%s has %d lines, more than %d", where, lines, maxFunctionLines)
			}
		}
	}
	sort.Slice(worst, func(i, j int) bool { return worst[i].lines > worst[j].lines })
	for _, w := range worst[:min(10, len(worst))] {
		t.Logf("%4d lines  %s", w.lines, w.where)
	}
}

func TestGoroutines_have_an_owner_who_waits(t *testing.T) {
	for _, f := range parseTree(t) {
		if f.test || !strings.HasPrefix(f.path, "internal/") {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if g, ok := n.(*ast.GoStmt); ok {
				t.Errorf("%s: a go statement; start it with wg.Go on a field of its owner", f.fset.Position(g.Pos()))
			}
			return true
		})
	}
}

func TestFyne_do_is_called_in_one_file(t *testing.T) {
	for _, f := range parseTree(t) {
		ast.Inspect(f.ast, func(n ast.Node) bool {
			call, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, ok := call.X.(*ast.Ident)
			if !ok || x.Name != "fyne" {
				return true
			}
			if call.Sel.Name == "DoAndWait" || call.Sel.Name == "Do" && f.path != "internal/ui/kit/main.go" {
				t.Errorf("%s: fyne.%s; post through kit.Main", f.fset.Position(call.Pos()), call.Sel.Name)
			}
			return true
		})
	}
}

func TestPackages_have_no_variables_and_no_init(t *testing.T) {
	for _, f := range parseTree(t) {
		if f.test || strings.HasPrefix(f.path, "scripts/") {
			continue
		}
		for _, decl := range f.ast.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s: init function", f.path)
			}
			gen, ok := decl.(*ast.GenDecl)
			if !ok || gen.Tok != token.VAR {
				continue
			}
			for _, spec := range gen.Specs {
				checkVariable(t, f, gen, spec.(*ast.ValueSpec))
			}
		}
	}
}

// checkVariable allows what cannot change by accident: sentinels, embeds,
// compiled patterns, interface assertions, and what main is told by the linker.
func checkVariable(t *testing.T, f goFile, gen *ast.GenDecl, spec *ast.ValueSpec) {
	t.Helper()
	if gen.Doc != nil && strings.Contains(gen.Doc.Text()+fmt.Sprint(gen.Doc.List[len(gen.Doc.List)-1].Text), "go:embed") {
		return
	}
	for i, name := range spec.Names {
		if name.Name == "_" || excused(f.path+":"+name.Name) {
			continue
		}
		if f.ast.Name.Name == "main" && name.Name == "version" {
			continue
		}
		if i < len(spec.Values) {
			if call, ok := spec.Values[i].(*ast.CallExpr); ok {
				if sel, ok := call.Fun.(*ast.SelectorExpr); ok && slices.Contains([]string{"New", "MustCompile", "Errorf"}, sel.Sel.Name) {
					continue
				}
			}
		}
		t.Errorf("%s: package variable %s; state belongs to an owner", f.fset.Position(name.Pos()), name.Name)
	}
}

func TestTests_wait_for_events_on_their_own_ports(t *testing.T) {
	fixedPort := regexp.MustCompile(`Listen:\s+"127\.0\.0\.1:[1-9][0-9]*"|net\.Listen\("tcp", "[^"]*:[1-9][0-9]*"\)`)
	sleeps := 0
	for _, f := range parseTree(t) {
		if !f.test || strings.HasPrefix(f.path, "arch_") {
			continue
		}
		if strings.Contains(f.text, "time.Sleep(") && !strings.Contains(f.text, "synctest.Test(") {
			sleeps++
			t.Errorf("%s: time.Sleep in a test: wait for the event", f.path)
		}
		if at := fixedPort.FindString(f.text); at != "" {
			t.Errorf("%s: fixed port (%s): ask for :0", f.path, at)
		}
	}
}

func TestSecrets_are_revealed_in_few_places(t *testing.T) {
	allowed := []string{"internal/secret", "internal/relay", "internal/camera", "internal/db", "internal/desk", "cmd/cctvdesk"}
	for _, f := range parseTree(t) {
		if f.test || slices.Contains(allowed, f.room()) || excused(f.path+":Reveal") {
			continue
		}
		if strings.Contains(f.text, ".Reveal()") {
			t.Errorf("%s reveals a secret; only %v may", f.path, allowed)
		}
	}
}

func TestExported_names_are_explained(t *testing.T) {
	for _, f := range parseTree(t) {
		if f.test || !strings.HasPrefix(f.path, "internal/") {
			continue
		}
		for _, decl := range f.ast.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) && !wellKnown(d.Name.Name) {
					t.Errorf("%s: %s has no comment", f.fset.Position(d.Pos()), d.Name.Name)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if ts, ok := spec.(*ast.TypeSpec); ok && ts.Name.IsExported() && d.Doc == nil && ts.Doc == nil {
						t.Errorf("%s: type %s has no comment", f.fset.Position(ts.Pos()), ts.Name.Name)
					}
				}
			}
		}
	}
}

// wellKnown are methods whose meaning the standard library or Fyne fixes.
func wellKnown(name string) bool {
	return slices.Contains([]string{"Error", "String", "Unwrap", "Is", "MarshalJSON", "UnmarshalJSON", "MarshalText", "UnmarshalText",
		"LogValue", "GoString", "Format", "Close", "CreateRenderer", "MinSize", "Layout", "Refresh", "Objects", "Destroy", "Resize", "Move",
		"Tapped", "TappedSecondary", "DoubleTapped", "MouseDown", "MouseUp", "MouseIn", "MouseOut", "MouseMoved", "FocusGained", "FocusLost",
		"TypedRune", "TypedKey", "TypedShortcut", "Scrolled", "Dragged", "DragEnd", "Cursor", "Color", "Font", "Icon", "Size", "Enable", "Disable",
		"Disabled", "Read", "Write", "Len", "Less", "Swap", "ServeHTTP", "Addr", "Accept", "SetMinSize", "KeyDown", "KeyUp"}, name)
}

func exportedReceiver(fn *ast.FuncDecl) bool {
	if fn.Recv == nil {
		return true
	}
	kind := fn.Recv.List[0].Type
	for {
		switch k := kind.(type) {
		case *ast.StarExpr:
			kind = k.X
		case *ast.IndexExpr:
			kind = k.X
		case *ast.Ident:
			return k.IsExported()
		default:
			return false
		}
	}
}

func TestInterfaces_are_few_and_small(t *testing.T) {
	count := 0
	for _, f := range parseTree(t) {
		if f.test || !strings.HasPrefix(f.path, "internal/") || f.path == "internal/ui/page.go" {
			continue // what a page can do besides is many tiny interfaces on purpose
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			ts, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			in, ok := ts.Type.(*ast.InterfaceType)
			if !ok || constraint(in) {
				return true
			}
			count++
			if in.Methods.NumFields() > maxInterfaceSize {
				t.Errorf("%s: interface %s has more than %d methods", f.fset.Position(ts.Pos()), ts.Name.Name, maxInterfaceSize)
			}
			return true
		})
	}
	if count > maxInterfaces {
		t.Errorf("%d interfaces; more than %d: each is earned by a second implementation that exists today", count, maxInterfaces)
	}
}

// constraint tells a type parameter's constraint from an interface of methods.
func constraint(in *ast.InterfaceType) bool {
	for _, m := range in.Methods.List {
		if _, ok := m.Type.(*ast.FuncType); ok {
			return false
		}
	}
	return true
}

func TestStructs_with_behaviour_stay_narrow(t *testing.T) {
	type place struct{ dir, name string }
	behaves := map[place]bool{}
	files := parseTree(t)
	for _, f := range files {
		for _, decl := range f.ast.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Recv == nil {
				continue
			}
			if star, ok := fn.Recv.List[0].Type.(*ast.StarExpr); ok { // values with methods are records
				if name, ok := star.X.(*ast.Ident); ok {
					behaves[place{f.dir(), name.Name}] = true
				}
			}
		}
	}
	for _, f := range files {
		if f.test {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			ts, ok := n.(*ast.TypeSpec)
			if !ok || !behaves[place{f.dir(), ts.Name.Name}] || excused(f.path+":"+ts.Name.Name) {
				return true
			}
			if st, ok := ts.Type.(*ast.StructType); ok && st.Fields.NumFields() > maxStructFields {
				t.Errorf("%s: %s has %d fields, more than %d", f.fset.Position(ts.Pos()), ts.Name.Name, st.Fields.NumFields(), maxStructFields)
			}
			return true
		})
	}
}
