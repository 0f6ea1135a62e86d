package desk

import (
	"slices"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Requests is the room of the procedure: relay requests from draft to archive.
type Requests struct{ core *core }

// RequestFilter chooses requests. The zero filter gives everything that is
// neither archived nor in the trash.
type RequestFilter struct {
	Text     string // number, agency, subject, site, camera, letter; words in any order
	Statuses []sop.Status
	AgencyID ulid.ULID
	District string      // kecamatan of one of its sites
	Step     int         // only those standing at this activity
	OnlyLate bool        // an activity of it is over its time
	IDs      []ulid.ULID // only these; nil = no matter which
	Archived bool        // the archived ones too
	Trash    bool        // only the trash
	From, To time.Time   // registered in [From, To)
}

// RequestRow is one line of the list.
type RequestRow struct {
	ID         ulid.ULID
	Number     string
	Agency     string
	Subject    string
	Status     sop.Status
	Step       int // where it stands, 0 in a draft or when finished
	StepState  sop.StepState
	Badge      sop.Badge
	LateStep   int // the first activity over its time, 0 = none
	Registered time.Time
	Finished   time.Time
	Cameras    int
	Sites      []string
	Minutes    int       // working minutes of all activities so far
	Standard   int       // their standard, 135 in the SOP
	Deadline   time.Time // of the activity under way
	AgencyID   ulid.ULID
	Districts  []string  // kecamatan of the sites, each once
	Trashed    time.Time // zero unless in the trash
	LongPause  bool      // on hold for more than five working days (T13)

	find string // what a Search looks through
}

// StepView is one activity as the sheet shows it.
type StepView struct {
	Step      sop.Step
	State     sop.StepState
	Judgement sop.Judgement
	Waiting   int // minutes since the previous activity ended (rule T2)
	Allowed   []sop.ActKind
	Activity  sop.Activity
}

// RequestView is one request with everything its sheet shows.
type RequestView struct {
	Request      sop.Request
	Agency       sop.Agency
	Steps        []StepView // six
	Allowed      []sop.ActKind
	Current      int // the activity to work on, 0 = none
	Minutes      int
	Standard     int
	WaitingTotal int
	CameraDraft  bool            // a camera for it was begun in the assistant and not published
	Later        db.Retests      // tests of its cameras after activity 5
	Trail        []db.AuditEntry // newest first
}

// List gives the requests of a filter, newest registration first.
func (r *Requests) List(f RequestFilter) ([]RequestRow, error) {
	var rows []RequestRow
	err := r.core.store.Read(func(tx *db.Tx) (err error) {
		rows, err = r.core.book.rows(tx, r.core.now(), f.keeper())
		return err
	})
	return rows, err
}

// keeper says of each row whether the filter wants it.
func (f RequestFilter) keeper() func(*RequestRow) bool {
	search := NewSearch(f.Text)
	var ids map[ulid.ULID]bool
	if f.IDs != nil {
		ids = make(map[ulid.ULID]bool, len(f.IDs))
		for _, id := range f.IDs {
			ids[id] = true
		}
	}
	return func(row *RequestRow) bool {
		return (ids == nil || ids[row.ID]) && f.takes(row) && search.in(row.find)
	}
}

func (f *RequestFilter) takes(row *RequestRow) bool {
	switch {
	case f.Trash != !row.Trashed.IsZero():
		return false
	case row.Status == sop.Archived && !f.Archived && !slices.Contains(f.Statuses, sop.Archived):
		return false
	case len(f.Statuses) > 0 && !slices.Contains(f.Statuses, row.Status):
		return false
	case f.AgencyID != (ulid.ULID{}) && row.AgencyID != f.AgencyID:
		return false
	case f.District != "" && !slices.Contains(row.Districts, f.District):
		return false
	case f.Step != 0 && row.Step != f.Step:
		return false
	case f.OnlyLate && row.LateStep == 0:
		return false
	case !f.From.IsZero() && row.Registered.Before(f.From):
		return false
	case !f.To.IsZero() && !row.Registered.Before(f.To):
		return false
	}
	return true
}

// Get gives one request with its activities judged as of now.
func (r *Requests) Get(id ulid.ULID) (RequestView, error) {
	var v RequestView
	err := r.core.store.Read(func(tx *db.Tx) (err error) {
		v, err = r.core.view(tx, id)
		return err
	})
	return v, err
}

// Find gives the id of a registration number (RLY-2026-0001).
func (r *Requests) Find(number string) (ulid.ULID, error) {
	var id ulid.ULID
	err := r.core.store.Read(func(tx *db.Tx) error {
		rows, err := r.core.requestRows(tx)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if strings.EqualFold(row.Number, strings.TrimSpace(number)) {
				id = row.ID
				return nil
			}
		}
		return db.ErrNotFound
	})
	return id, err
}

// Create keeps a new draft under the next registration number of the year.
func (r *Requests) Create(f sop.Facts) (ulid.ULID, error) { return r.CreateAt(f, r.core.now()) }

// CreateAt keeps a draft that was registered on an earlier day and is entered
// afterwards (rule T11); its number is of that day's year.
func (r *Requests) CreateAt(f sop.Facts, registered time.Time) (ulid.ULID, error) {
	if registered.After(r.core.now().Add(futureSlack)) {
		return ulid.ULID{}, &FieldError{Field: "registered", Rule: FieldDate}
	}
	var id ulid.ULID
	err := r.core.write("buat-permintaan", "", registered, func(tx *db.Tx) error {
		req, err := r.core.draft(tx, f, registered)
		if err != nil {
			return err
		}
		id = req.ID
		return tx.Requests().Put(tx, req.ID, req)
	})
	return id, err
}

// Act changes a request the only way there is: sop.Apply. Who, when it is
// recorded, who holds the office, and the rules are filled in; a zero At means
// now. The view that comes back is the request after the act.
func (r *Requests) Act(id ulid.ULID, a sop.Act) (RequestView, error) {
	var v RequestView
	if a.At.IsZero() {
		a.At = r.core.now()
	}
	err := r.core.write(string(a.Kind), a.Reason, a.At, func(tx *db.Tx) error {
		if _, err := r.core.apply(tx, id, a); err != nil {
			return err
		}
		var err error
		v, err = r.core.view(tx, id)
		return err
	})
	return v, err
}

// FollowUp makes a new draft for the cameras of a finished request that did
// not come on air: its facts, the places of those cameras, and the cameras
// themselves, to be tested again. Without such cameras there is none
// (ErrNothingFailed).
func (r *Requests) FollowUp(id ulid.ULID) (ulid.ULID, error) {
	var fresh ulid.ULID
	err := r.core.write("lanjutan-permintaan", "", time.Time{}, func(tx *db.Tx) error {
		old, err := tx.Requests().Get(tx, id)
		if err != nil {
			return err
		}
		if !FollowUpPossible(old) {
			return ErrNothingFailed
		}
		req, err := r.core.draft(tx, sop.FollowUp(old), r.core.now())
		if err != nil {
			return err
		}
		fresh, req.Cameras = req.ID, untested(old.Failed())
		return tx.Requests().Put(tx, req.ID, req)
	})
	return fresh, err
}

// FollowUpPossible says whether a request is finished and left cameras behind
// that did not come on air.
func FollowUpPossible(r sop.Request) bool {
	return (r.Status == sop.Done || r.Status == sop.Archived && r.Before != sop.Cancelled) && len(r.Failed()) > 0
}

func untested(refs []sop.CameraRef) []sop.CameraRef {
	for i := range refs {
		refs[i].Proof = nil
	}
	return refs
}

// Copy makes a new draft with the facts of an earlier request (Salin).
func (r *Requests) Copy(id ulid.ULID) (ulid.ULID, error) {
	var fresh ulid.ULID
	err := r.core.write("salin-permintaan", "", time.Time{}, func(tx *db.Tx) error {
		old, err := tx.Requests().Get(tx, id)
		if err != nil {
			return err
		}
		req, err := r.core.draft(tx, sop.FactsOf(old), r.core.now())
		if err != nil {
			return err
		}
		fresh = req.ID
		return tx.Requests().Put(tx, req.ID, req)
	})
	return fresh, err
}
