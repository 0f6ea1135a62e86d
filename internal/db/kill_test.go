package db_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
)

// TestKill_loses_nothing_that_was_acknowledged kills a writing process again
// and again and looks up every number it had told.
func TestKill_loses_nothing_that_was_acknowledged(t *testing.T) {
	dir := quickDir(t) // a killed process loses the same whatever is below
	told := map[int]bool{}
	for n := range kills {
		cmd, out := startChild(t, "write", dir)
		for wanted := 1 + rand.IntN(25); wanted > 0 && out.Scan(); wanted-- {
			told[toldNumber(t, out.Text(), told)] = true
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for out.Scan() { // what it told before it died
			var n int
			if _, err := fmt.Sscanf(out.Text()+"\n", "%d\n", &n); err == nil {
				told[n] = true
			}
		}
		_ = cmd.Wait()
		if n%10 == 9 { // what is lost once does not come back
			lookUp(t, dir, told)
		}
	}
	t.Logf("%d kills, %d acknowledged acts, none lost", kills, len(told))
}

func toldNumber(t *testing.T, line string, told map[int]bool) (n int) {
	t.Helper()
	if _, err := fmt.Sscan(line, &n); err != nil {
		t.Fatalf("the child said %q", line)
	}
	if told[n] {
		t.Fatalf("number %d was given twice", n)
	}
	return n
}

func lookUp(t *testing.T, dir string, told map[int]bool) {
	t.Helper()
	s, err := db.Open(db.Config{Dir: dir, Keeper: db.KeyFile(dir)})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	noted := map[string]int{}
	for _, e := range trail(t, s) {
		noted[e.Name]++
	}
	read(t, s, func(tx *db.Tx) error {
		for n := range told {
			r, err1 := tx.Requests().Get(tx, numbered(n))
			a, err2 := tx.Agencies().Get(tx, numbered(n))
			if err1 != nil || err2 != nil || a.Name != r.Number || noted[r.Number] != 2 {
				t.Errorf("acknowledged act %d: %v, %v, %d lines in the trail", n, err1, err2, noted[r.Number])
			}
		}
		if tx.Requests().Count(tx) != tx.Agencies().Count(tx) {
			t.Error("half an act")
		}
		return nil
	})
	report, err := s.Check()
	if err != nil || !report.OK() {
		t.Errorf("check: %v %+v", err, report.Problems)
	}
}
