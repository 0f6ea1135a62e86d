// Command branches measures branch coverage, which `go test -cover` does not:
// that every condition of the state machine and the calendar was both true and
// false while the tests ran. It prints those that were not, and fails.
//
//	go run ./scripts/branches
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

const pkg = "internal/sop"

// measured are the files whose conditions count.
func measured() []string {
	return []string{"apply*.go", "calendar.go", "judge.go", "status.go"}
}

// condition is one that is asked: a leaf of what an if, a for, a case, or an
// && decides by.
type condition struct {
	at       token.Position
	text     string
	from, to int // byte offsets in its file
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	work, err := os.MkdirTemp("", "branches-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	root, err := filepath.Abs(".")
	if err != nil {
		return err
	}
	replace := map[string]string{}
	var all []condition
	for _, pattern := range measured() {
		files, err := filepath.Glob(filepath.Join(pkg, pattern))
		if err != nil {
			return err
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			text, found, err := instrument(file, len(all))
			if err != nil {
				return err
			}
			all = append(all, found...)
			copied := filepath.Join(work, filepath.Base(file))
			if err := os.WriteFile(copied, text, 0o600); err != nil {
				return err
			}
			replace[filepath.Join(root, file)] = copied
		}
	}
	seen := filepath.Join(work, "seen")
	probe := filepath.Join(work, "probe.go")
	if err := os.WriteFile(probe, []byte(probeSource), 0o600); err != nil {
		return err
	}
	replace[filepath.Join(root, pkg, "branch_probe.go")] = probe
	overlay := filepath.Join(work, "overlay.json")
	data, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return err
	}
	if err := os.WriteFile(overlay, data, 0o600); err != nil {
		return err
	}
	// What only chance takes counts as not taken: one random history, always the same.
	test := exec.Command("go", "test", "-count=1", "-overlay", overlay, "./"+pkg, "-rapid.checks=1", "-rapid.seed=5")
	test.Env = append(os.Environ(), "CGO_ENABLED=0", "BRANCHES="+seen)
	if out, err := test.CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	return report(all, seen)
}

// probeSource notes each answer of each condition once.
const probeSource = `package sop

import (
	"fmt"
	"os"
	"sync"
)

var branchSeen sync.Map

func branch(id int, answer bool) bool {
	if _, again := branchSeen.LoadOrStore([2]any{id, answer}, true); !again {
		f, err := os.OpenFile(os.Getenv("BRANCHES"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			panic(err)
		}
		fmt.Fprintln(f, id, answer)
		f.Close()
	}
	return answer
}
`

// instrument wraps each condition of a file; numbers go on from first.
func instrument(file string, first int) ([]byte, []condition, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, file, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, nil, err
	}
	var found []condition
	add := func(e ast.Expr) {
		for _, leaf := range leaves(e) {
			from, to := fset.Position(leaf.Pos()), fset.Position(leaf.End())
			c := condition{from, string(text[from.Offset:to.Offset]), from.Offset, to.Offset}
			if !slices.ContainsFunc(found, func(o condition) bool { return o.from == c.from && o.to == c.to }) {
				found = append(found, c)
			}
		}
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt:
			add(n.Cond)
		case *ast.ForStmt:
			if n.Cond != nil {
				add(n.Cond)
			}
		case *ast.BinaryExpr:
			if n.Op == token.LAND || n.Op == token.LOR {
				add(n)
			}
		case *ast.SwitchStmt:
			if n.Tag == nil {
				for _, s := range n.Body.List {
					for _, e := range s.(*ast.CaseClause).List {
						add(e)
					}
				}
			}
		}
		return true
	})
	return wrap(text, found, first), found, nil
}

// leaves takes a condition apart at && and ||, through ! and brackets.
func leaves(e ast.Expr) []ast.Expr {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return leaves(e.X)
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			return leaves(e.X)
		}
	case *ast.BinaryExpr:
		if e.Op == token.LAND || e.Op == token.LOR {
			return append(leaves(e.X), leaves(e.Y)...)
		}
	}
	return []ast.Expr{e}
}

func wrap(text []byte, found []condition, first int) []byte {
	before, after := map[int]string{}, map[int]string{}
	for i, c := range found {
		before[c.from] += fmt.Sprintf("branch(%d, ", first+i)
		after[c.to] += ")"
	}
	var out bytes.Buffer
	for i := range len(text) + 1 {
		out.WriteString(after[i] + before[i])
		if i < len(text) {
			out.WriteByte(text[i])
		}
	}
	return out.Bytes()
}

func report(all []condition, seen string) error {
	data, err := os.ReadFile(seen)
	if err != nil {
		return err
	}
	answers := map[string]bool{}
	for line := range strings.SplitSeq(string(data), "\n") {
		answers[line] = true
	}
	missing := 0
	for i, c := range all {
		for _, answer := range []bool{true, false} {
			if !answers[fmt.Sprint(i, " ", answer)] {
				missing++
				fmt.Printf("%s: never %v: %s\n", c.at, answer, c.text)
			}
		}
	}
	fmt.Printf("%d of %d branches of the state machine and the calendar were taken\n", 2*len(all)-missing, 2*len(all))
	if missing > 0 {
		return fmt.Errorf("%d branches were not", missing)
	}
	return nil
}
