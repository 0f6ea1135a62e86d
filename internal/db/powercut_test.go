package db_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// live is the life of an office on a disk whose power will go: acts,
// attachments, backups; what has succeeded is told.
func live(s *db.Store, dir string) error {
	if err := tell(dir, "open"); err != nil {
		return err
	}
	for n := range acts {
		number, err := writeOne(s)
		if err != nil {
			return err
		}
		if err := tell(dir, fmt.Sprint("act ", number)); err != nil {
			return err
		}
		if n%10 != 9 {
			continue
		}
		name := fmt.Sprintf("cadangan-%d", n)
		if err := s.Backup(filepath.Join(filepath.Dir(dir), name), secret.Text{}); err != nil {
			return err
		}
		if err := tell(dir, "backup "+name); err != nil {
			return err
		}
	}
	return nil
}

// TestPower_cut_loses_nothing_that_was_acknowledged (R2) makes, of one life on
// a disk that forgets, what the disk holds had the power gone at each moment:
// from the first creation on, every act and backup that was told is there.
func TestPower_cut_loses_nothing_that_was_acknowledged(t *testing.T) {
	tape := lifeOnTape(t, "live")
	most := 0
	n := eachCut(t, tape, func(t *testing.T, left string, words []string) {
		told := map[int]bool{}
		backup := ""
		for _, w := range words {
			var number int
			if _, err := fmt.Sscanf(w, "act %d", &number); err == nil {
				told[number] = true
			}
			if name, ok := strings.CutPrefix(w, "backup "); ok {
				backup = name
			}
		}
		most = max(most, len(told))
		dir := filepath.Join(left, "data")
		if len(words) > 0 {
			if _, err := os.Stat(filepath.Join(dir, "cctvdesk.db")); err != nil {
				t.Fatal(err)
			}
		}
		lookUp(t, dir, told)
		if backup != "" {
			again := quickDir(t)
			copyKey(t, dir, again)
			if err := db.Restore(filepath.Join(left, backup), again, secret.Text{}); err != nil {
				t.Errorf("%s was told, but: %v", backup, err)
			}
		}
	})
	t.Logf("R2: %d cuts of a life with %d events and %d acts: none lost, none torn", n, len(tape), most)
}

func copyKey(t *testing.T, from, to string) {
	t.Helper()
	key, err := os.ReadFile(filepath.Join(from, "key"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(to, "key"), key, 0o600); err != nil {
		t.Fatal(err)
	}
}

// migrateTold makes a store, and brings it two schemas ahead.
func migrateTold(dir string) error {
	s, err := db.Open(db.Config{Dir: dir, Keeper: db.KeyFile(dir)})
	if err != nil {
		return err
	}
	for range 3 {
		if _, err := writeOne(s); err != nil {
			return err
		}
	}
	if err := errors.Join(s.Close(), tell(dir, "before"), db.MigrateAhead(dir)); err != nil {
		return err
	}
	return tell(dir, "after")
}

// TestPower_cut_of_a_migration (R6): whenever it comes, the store has the old
// schema or a new one, whole, and the copy that was made before is whole too.
func TestPower_cut_of_a_migration(t *testing.T) {
	tape := lifeOnTape(t, "migrate")
	seen := map[uint64]int{}
	eachCut(t, tape, func(t *testing.T, left string, words []string) {
		dir := filepath.Join(left, "data")
		if len(words) == 0 {
			return // the making of the store is another test's
		}
		schema, err := db.AheadOf(dir)
		if err != nil {
			t.Fatal(err)
		}
		if words[len(words)-1] == "after" && schema != db.AheadSchema {
			t.Errorf("schema %d after the migration was told", schema)
		}
		seen[schema]++
		if schema == db.Schema {
			lookUp(t, dir, map[int]bool{1: true, 2: true, 3: true})
			return
		}
		if _, err := db.Open(db.Config{Dir: dir, Keeper: db.KeyFile(dir)}); !errors.Is(err, db.ErrNewerSchema) {
			t.Errorf("this version opens schema %d: %v", schema, err)
		}
		old := t.TempDir()
		copyKey(t, dir, old)
		copied, err := os.ReadFile(filepath.Join(dir, "backups", fmt.Sprintf("schema-%d.db", db.Schema)))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(old, "cctvdesk.db"), copied, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS(filepath.Join(old, "attachments"), os.DirFS(filepath.Join(dir, "attachments"))); err != nil {
			t.Fatal(err)
		}
		lookUp(t, old, map[int]bool{1: true, 2: true, 3: true})
	})
	for schema := uint64(db.Schema); schema <= db.AheadSchema; schema++ {
		if seen[schema] == 0 {
			t.Errorf("no cut left schema %d: %v", schema, seen)
		}
	}
}

// lifeOnTape lets another process do a job on a recorded disk to its end.
func lifeOnTape(t *testing.T, job string) []event {
	t.Helper()
	disk := mount(t)
	cmd, out := startChild(t, job, filepath.Join(disk.path, "data"))
	for out.Scan() {
		t.Error(out.Text())
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	return disk.events()
}

// eachCut cuts the power before syncs, where nothing but what was synced is
// left, and at any event, where some of the rest is left too.
func eachCut(t *testing.T, tape []event, look func(t *testing.T, left string, words []string)) (n int) {
	t.Helper()
	var syncs []int
	for i, e := range tape {
		if e.kind == synced {
			syncs = append(syncs, i)
		}
	}
	rand.Shuffle(len(syncs), func(i, j int) { syncs[i], syncs[j] = syncs[j], syncs[i] })
	lucky := map[int]uint64{len(tape): 0} // place on the tape → seed, 0 for no luck
	for _, at := range syncs[:min(cuts/2, len(syncs))] {
		lucky[at] = 0
	}
	for len(lucky) < min(cuts, len(tape)) {
		lucky[rand.IntN(len(tape))] = 1 + rand.Uint64()>>1
	}
	disk := newPlate()
	for i, e := range append(slices.Clone(tape), event{kind: said, data: []byte("end")}) {
		if seed, cut := lucky[i]; cut {
			left, words := quickDir(t), slices.Clone(disk.said)
			var luck *rand.Rand
			if seed != 0 {
				luck = rand.New(rand.NewPCG(seed, 0))
			}
			disk.leave(t, left, luck)
			t.Run(fmt.Sprintf("event-%d-luck-%x", i, seed), func(t *testing.T) { look(t, left, words) })
			n++
		}
		disk.play(e)
	}
	return n
}

// obey does what it is told, line by line, and answers with the kind of error.
func obey(s *db.Store) error {
	fmt.Println("open")
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		var err error
		number := 0
		word, path, _ := strings.Cut(in.Text(), " ")
		switch word {
		case "act":
			number, err = writeOne(s)
		case "backup":
			err = s.Backup(path, secret.Text{})
		}
		switch {
		case err == nil:
			fmt.Println("ok", number)
		case errors.Is(err, db.ErrFull):
			fmt.Printf("full %q\n", err)
		default:
			fmt.Printf("fault %q\n", err)
		}
	}
	return in.Err()
}

// servant is a process that obeys.
type servant struct {
	cmd *exec.Cmd
	in  io.Writer
	out *bufio.Scanner
}

// ask gives one order and returns the answer, split at its first blank.
func (s servant) ask(t *testing.T, order string) (word, rest string) {
	t.Helper()
	if _, err := fmt.Fprintln(s.in, order); err != nil {
		t.Fatal(err)
	}
	if !s.out.Scan() {
		t.Fatalf("the process ended at %q: %v", order, s.cmd.Wait())
	}
	word, rest, _ = strings.Cut(s.out.Text(), " ")
	return word, rest
}

// TestEvery_step_may_fail (R3): the disk is full, or gives an error, at every
// step of an act and of a backup in turn. Nothing that was told is lost, and
// the next try works once there is room again.
func TestEvery_step_may_fail(t *testing.T) {
	for _, errno := range []syscall.Errno{syscall.ENOSPC, syscall.EIO} {
		for _, order := range []string{"act", "backup"} {
			t.Run(fmt.Sprint(order, "-", errno), func(t *testing.T) {
				disk := mount(t)
				dir := filepath.Join(disk.path, "data")
				told := map[int]bool{}
				steps := 0
				for ; ; steps++ {
					s := startServant(t, dir)
					if failed := tryStep(t, disk, s, order, steps+1, errno, told); !failed {
						break
					}
					// The process goes on, and what it does then is kept.
					act(t, s, told)
					end(t, s)
				}
				if steps < 2 {
					t.Errorf("only %d steps were tried", steps)
				}
				left, plate := t.TempDir(), newPlate()
				for _, e := range disk.events() {
					plate.play(e)
				}
				plate.leave(t, left, nil)
				lookUp(t, filepath.Join(left, "data"), told)
				t.Logf("R3: %d steps of %s failed with %v", steps, order, errno)
			})
		}
	}
}

// tryStep lets one order fail at its n-th step.
func tryStep(t *testing.T, disk *recorder, s servant, order string, n int, errno syscall.Errno, told map[int]bool) (failed bool) {
	t.Helper()
	backup := filepath.Join(disk.path, fmt.Sprint("cadangan-", n))
	disk.fail(n, errno)
	if order == "backup" {
		order += " " + backup
	}
	word, rest := s.ask(t, order)
	failed = disk.heal()
	switch {
	case word == "ok" && strings.HasPrefix(order, "act"):
		told[number(t, rest)] = true
	case word == "ok":
	case !failed:
		t.Fatalf("nothing failed at step %d, but %s: %s", n, word, rest)
	case errno == syscall.ENOSPC && word != "full":
		t.Errorf("disk full at step %d: %s %s", n, word, rest)
	default:
		wholeOrNone(t, filepath.Join(disk.path, "data"), backup)
	}
	return failed
}

// wholeOrNone looks at a backup that was told to have failed: only the very
// last step, the sync of its name, may leave it there, and then it is whole.
func wholeOrNone(t *testing.T, dir, backup string) {
	t.Helper()
	if _, err := os.Stat(backup); errors.Is(err, fs.ErrNotExist) {
		return
	}
	again := t.TempDir()
	copyKey(t, dir, again)
	if err := db.Restore(backup, again, secret.Text{}); err != nil {
		t.Errorf("half a backup was left under its name: %v", err)
	}
}

func act(t *testing.T, s servant, told map[int]bool) {
	t.Helper()
	word, rest := s.ask(t, "act")
	if word != "ok" {
		t.Fatalf("after the disk was well again: %s %s", word, rest)
	}
	n := number(t, rest)
	if n != len(told)+1 {
		t.Errorf("an act that was told to have failed took number %d", n-1)
	}
	told[n] = true
}

func number(t *testing.T, text string) (n int) {
	t.Helper()
	if _, err := fmt.Sscan(text, &n); err != nil {
		t.Fatal(err)
	}
	return n
}

func startServant(t *testing.T, dir string) servant {
	t.Helper()
	s := servant{}
	s.cmd, s.in, s.out = startChildWith(t, "obey", dir)
	if !s.out.Scan() || s.out.Text() != "open" {
		t.Fatalf("the process does not open: %s", s.out.Text())
	}
	return s
}

func end(t *testing.T, s servant) {
	t.Helper()
	if err := s.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = s.cmd.Wait()
}

// TestFirst_creation_may_fail (R3): a store that could not be made whole is
// not there, and is made at the next start.
func TestFirst_creation_may_fail(t *testing.T) {
	disk := mount(t)
	for n := 1; ; n++ {
		dir := filepath.Join(disk.path, fmt.Sprint("data-", n))
		disk.fail(n, []syscall.Errno{syscall.ENOSPC, syscall.EIO}[n%2])
		cmd, out := startChild(t, "hold", dir)
		opened := out.Scan() && out.Text() == "open"
		failed := disk.heal()
		if opened {
			end(t, servant{cmd: cmd})
		} else {
			_ = cmd.Wait()
		}
		if !failed {
			t.Logf("R3: %d steps of the first creation failed", n-1)
			if n < 8 || !opened {
				t.Errorf("only %d steps were tried, opened: %v", n-1, opened)
			}
			return
		}
		again, out := startChild(t, "hold", dir)
		if !out.Scan() || out.Text() != "open" {
			t.Errorf("step %d failed, and then: %s", n, out.Text())
		}
		end(t, servant{cmd: again})
	}
}
