package desk

import (
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
)

// Acts is the room of taking back: the acts of this sitting, newest first. To
// take one back is an act of its own with lines of its own in the trail; the
// lines of the first one stay.
type Acts struct{ core *core }

// DoneAct is an act that can be taken back, or was.
type DoneAct struct {
	N      int      // counts the acts of this sitting
	Action string   // constant, as in the trail
	Names  []string // of what it changed, at most a few
	At     time.Time
}

// ErrNothingToUndo means that nothing was done in this sitting that could be
// taken back.
var ErrNothingToUndo = errors.New("desk: nothing to take back")

// The trail's constants for taking back and for doing again; their reason is
// the constant of the act.
const (
	ActionUndo = "urungkan"
	ActionRedo = "ulangi"
)

// Bounds of what is kept for taking back.
const (
	keptActs  = 50
	keptBytes = 64 << 20
)

// actStack is what can be taken back.
type actStack struct {
	mu     sync.Mutex
	acts   []doneAct // what was done, oldest first
	undone []doneAct // what was taken back since the last act
	n      int       // acts so far
}

type doneAct struct {
	DoneAct
	journal *db.Journal
}

// background are acts of the program itself: they are no step of anybody.
func background() []string {
	return []string{"gangguan", "tutup-gangguan", "cadangan", "pemberitahuan", actionDraft, actionPin, actionWay, actionLock, ActionRetest}
}

// final are acts behind which nobody can step back.
func final() []string { return []string{"isi-awal", "mulai-pertama", actionErase} }

// journaled writes and keeps what was changed for taking back.
func (c *core) journaled(meta db.Meta, f func(*db.Tx) error) error {
	var j *db.Journal
	err := c.store.Write(meta, func(tx *db.Tx) error {
		j = tx.Journal()
		return f(tx)
	})
	switch {
	case err != nil || j.Empty():
	case slices.Contains(background(), meta.Action):
		c.acts.follow(j)
	default:
		c.acts.push(doneAct{DoneAct{Action: meta.Action, Names: j.Names(), At: c.now()}, j})
	}
	return err
}

// follow lets the acts that can be taken back know what the program wrote since.
func (s *actStack) follow(j *db.Journal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.acts {
		a.journal.Follow(j)
	}
}

func (s *actStack) push(a doneAct) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.undone = nil
	if slices.Contains(final(), a.Action) {
		s.acts = nil
		return
	}
	s.n++
	a.N = s.n
	s.acts = append(s.acts, a)
	size := 0
	for i := len(s.acts) - 1; i >= 0; i-- {
		if size += s.acts[i].journal.Size(); size > keptBytes && i < len(s.acts)-1 || len(s.acts)-i > keptActs {
			s.acts = slices.Clone(s.acts[i+1:])
			return
		}
	}
}

// Last gives the act that Undo would take back.
func (r *Acts) Last() (DoneAct, bool) {
	s := &r.core.acts
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.acts) == 0 {
		return DoneAct{}, false
	}
	return s.acts[len(s.acts)-1].DoneAct, true
}

// Undo takes the newest act back and brings the relay into agreement. When
// something of it was changed since (db.ErrChangedSince), nothing happens and
// the act is no longer offered.
func (r *Acts) Undo() (DoneAct, error) {
	s := &r.core.acts
	s.mu.Lock()
	defer s.mu.Unlock()
	return r.core.step(ActionUndo, &s.acts, &s.undone)
}

// Redo does again what Undo took back last, as long as nothing else was done
// since.
func (r *Acts) Redo() (DoneAct, error) {
	s := &r.core.acts
	s.mu.Lock()
	defer s.mu.Unlock()
	return r.core.step(ActionRedo, &s.undone, &s.acts)
}

// step reverts the newest act of one pile and lays what that changed on the
// other.
func (c *core) step(action string, from, to *[]doneAct) (DoneAct, error) {
	if len(*from) == 0 {
		return DoneAct{}, ErrNothingToUndo
	}
	act := (*from)[len(*from)-1]
	meta := db.Meta{Who: c.who(), Action: action, Reason: act.Action, Happened: c.now().UTC()}
	var back *db.Journal
	err := c.store.Write(meta, func(tx *db.Tx) error {
		back = tx.Journal()
		return act.journal.Revert(tx)
	})
	if err == nil || errors.Is(err, db.ErrChangedSince) {
		*from = (*from)[:len(*from)-1]
	}
	if err != nil {
		return act.DoneAct, err
	}
	*to = append(*to, doneAct{act.DoneAct, back})
	return act.DoneAct, c.agree(back)
}

// agree hands the relay what the store now has of the cameras and accounts
// that a journal touched.
func (c *core) agree(j *db.Journal) error {
	if c.engine == nil {
		return nil
	}
	var failed error
	for _, id := range j.Touched(db.ObjectCamera) {
		failed = errors.Join(failed, c.agreeOn(id))
	}
	if len(j.Touched(db.ObjectAccount)) > 0 {
		failed = errors.Join(failed, c.setAccounts())
	}
	return failed
}

func (c *core) agreeOn(id ulid.ULID) error {
	var cam db.Camera
	err := c.store.Read(func(tx *db.Tx) (err error) {
		cam, err = tx.Cameras().Get(tx, id)
		return err
	})
	switch {
	case errors.Is(err, db.ErrNotFound):
		c.engine.Remove(id)
		return nil
	case err != nil:
		return err
	}
	return c.put(cam)
}
