package desk

import (
	"slices"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Equipment is the room of the register: things, their movements and
// inspections, and what is due.
type Equipment struct{ core *core }

// EquipmentFilter chooses things of the register. The zero filter gives what is
// in the books now.
type EquipmentFilter struct {
	Text      string // code, name, brand, serial, IP, titik, agency; words in any order
	AgencyID  ulid.ULID
	Kind      string
	District  string
	Condition sop.Condition
	IDs       []ulid.ULID // only these; nil = no matter which
	Gone      bool        // also what was removed or handed over
	Trash     bool        // only the trash
}

// EquipmentRow is one line of the list.
type EquipmentRow struct {
	ID, AgencyID, SiteID, CameraID ulid.ULID

	Code, Kind, KindName, Name string
	Make                       string // brand and model
	Serial                     string
	Agency, Site, District     string
	Media, CameraType          string
	Year                       int
	State                      sop.EquipmentState // as of today
	Relay                      relay.State        // of the camera that it is; "" when it is none, or nobody looks
	Due                        []sop.Reminder
	Trashed                    time.Time

	find string // what a Search looks through
}

// Equipment says whether a thing has what is searched: code, name, brand,
// serial number, address, titik, agency.
func (s Search) Equipment(r EquipmentRow) bool { return s.in(r.find) }

// EquipmentMove is a movement with the names of the places it is about.
type EquipmentMove struct {
	sop.Moved
	FromSite, ToSite string
}

// EquipmentView is one thing with everything its sheet shows.
type EquipmentView struct {
	Item    sop.Equipment
	Kind    sop.EquipmentKind
	Agency  sop.Agency
	Spot    sop.Spot
	State   sop.EquipmentState // as of today; of a relay's camera, as the engine sees it
	Relay   relay.CameraStatus // of the camera that it is
	Camera  string             // that camera's name, "" when it is none
	Moves   []EquipmentMove    // newest first
	Offers  []db.Outage        // of the outage book, not yet noted as inspections; newest first
	Due     []sop.Reminder
	Notices []*FieldError // worth a look
	Trail   []db.AuditEntry
}

// List gives the things of a filter by code.
func (r *Equipment) List(f EquipmentFilter) ([]EquipmentRow, error) {
	var rows []EquipmentRow
	err := r.core.store.Read(func(tx *db.Tx) (err error) {
		rows, err = r.core.register.rows(tx, r.core.now())
		return err
	})
	if err != nil {
		return nil, err
	}
	r.core.overlay(rows)
	keep := f.keeper()
	return slices.DeleteFunc(rows, func(row EquipmentRow) bool { return !keep(row) }), nil
}

// overlay puts what the engine sees of the relay's cameras over what was last
// noted of them: a status is never typed twice.
func (c *core) overlay(rows []EquipmentRow) {
	if c.engine == nil {
		return
	}
	status := c.statuses()
	for i := range rows {
		if s, ok := status[rows[i].CameraID]; ok && rows[i].CameraID != (ulid.ULID{}) {
			rows[i].Relay = s.State
			seen(&rows[i].State, s)
		}
	}
}

// seen takes over what the engine knows. A camera that is switched off, or has
// not been tried yet, stays as it was last found.
func seen(s *sop.EquipmentState, status relay.CameraStatus) {
	if !s.Held() {
		return
	}
	switch status.State {
	case relay.Live:
		s.Operation, s.Cause = sop.Online, ""
	case relay.Stalled, relay.Waiting, relay.Refused, relay.Unsupported:
		kind := relay.FaultKind("")
		if status.Fault != nil {
			kind = status.Fault.Kind
		}
		s.Operation, s.Cause = sop.Offline, causeOf(string(kind))
	}
}

// causeOf guesses from a fault of the relay what the city calls the cause. It
// is a proposal: from far away a pulled plug and a cut fibre look alike.
func causeOf(fault string) string {
	switch relay.FaultKind(fault) {
	case relay.FaultNoRoute, relay.FaultTimeout, relay.FaultName:
		return "media"
	case relay.FaultPortClosed, relay.FaultNotRTSP, relay.FaultNoPackets, relay.FaultNoKeyPicture, relay.FaultNoVideo,
		relay.FaultClosedByCamera, relay.FaultSilent, relay.FaultProtocol:
		return "cctv"
	}
	return sop.ReasonOther
}

// keeper says of each row whether the filter wants it.
func (f EquipmentFilter) keeper() func(EquipmentRow) bool {
	search := NewSearch(f.Text)
	var ids map[ulid.ULID]bool
	if f.IDs != nil {
		ids = make(map[ulid.ULID]bool, len(f.IDs))
		for _, id := range f.IDs {
			ids[id] = true
		}
	}
	return func(row EquipmentRow) bool {
		return (ids == nil || ids[row.ID]) && f.takes(row) && search.Equipment(row)
	}
}

func (f EquipmentFilter) takes(row EquipmentRow) bool {
	switch {
	case f.Trash != !row.Trashed.IsZero():
		return false
	case !f.Gone && !f.Trash && !row.State.Held():
		return false
	case f.AgencyID != (ulid.ULID{}) && row.AgencyID != f.AgencyID:
		return false
	case f.Kind != "" && row.Kind != f.Kind:
		return false
	case f.District != "" && row.District != f.District:
		return false
	case f.Condition != "" && row.State.Condition != f.Condition:
		return false
	}
	return true
}

// Get gives one thing.
func (r *Equipment) Get(id ulid.ULID) (EquipmentView, error) {
	var v EquipmentView
	err := r.core.store.Read(func(tx *db.Tx) (err error) {
		v, err = r.core.equipmentView(tx, id)
		return err
	})
	return v, err
}

// Find gives the id of a code (CAM-0001).
func (r *Equipment) Find(code string) (ulid.ULID, error) {
	id, ok := ulid.ULID{}, false
	err := r.core.store.Read(func(tx *db.Tx) error {
		taken, err := r.core.register.taken(tx, r.core.now())
		if err == nil {
			id, ok = taken.ByCode(code)
		}
		return err
	})
	if err == nil && !ok {
		err = db.ErrNotFound
	}
	return id, err
}

// OfCamera gives the thing that a camera of the relay is; false when it stands
// in no register yet.
func (r *Equipment) OfCamera(camera ulid.ULID) (EquipmentRow, bool, error) {
	rows, err := r.List(EquipmentFilter{Gone: true})
	for _, row := range rows {
		if row.CameraID == camera && camera != (ulid.ULID{}) {
			return row, true, nil
		}
	}
	return EquipmentRow{}, false, err
}

// Due lists what is due now, the longest overdue first: warranties, internet,
// inspections, the SOP's review.
func (r *Equipment) Due() ([]sop.Reminder, error) {
	var out []sop.Reminder
	err := r.core.store.Read(func(tx *db.Tx) error {
		rows, err := r.core.register.rows(tx, r.core.now())
		if err != nil {
			return err
		}
		for _, row := range rows {
			out = append(out, row.Due...)
		}
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		if due, ok := reviewDue(set); ok && due.Before(r.core.now().Add(reviewAhead)) {
			out = append(out, sop.Reminder{Kind: sop.RemindSOP, Code: set.SOP.Name, Name: set.SOP.Title.Text, Due: due})
		}
		return nil
	})
	slices.SortStableFunc(out, func(a, b sop.Reminder) int { return a.Due.Compare(b.Due) })
	return out, err
}

// equipmentView gathers what the sheet of a thing shows.
func (c *core) equipmentView(tx *db.Tx, id ulid.ULID) (EquipmentView, error) {
	e, err := tx.Equipment().Get(tx, id)
	if err != nil {
		return EquipmentView{}, err
	}
	now := c.now()
	v := EquipmentView{Item: e, State: e.At(now), Due: sop.Reminders(e, now)}
	set, err := tx.Settings()
	if err != nil {
		return v, err
	}
	v.Kind = sop.KindOf(kindsOf(set), e.Kind)
	if v.Agency, err = getOrZero(tx.Agencies(), tx, e.Owned.AgencyID); err != nil {
		return v, err
	}
	spots := map[ulid.ULID]sop.Spot{}
	name := func(id ulid.ULID) (string, error) {
		if spot, ok := spots[id]; ok {
			return spot.Name, nil
		}
		spot, err := getOrZero(tx.Spots(), tx, id)
		spots[id] = spot
		return spot.Name, err
	}
	for _, h := range slices.Backward(e.History()) {
		from, err1 := name(h.From.SiteID)
		to, err2 := name(h.To.SiteID)
		if err1 != nil || err2 != nil {
			return v, err1
		}
		v.Moves = append(v.Moves, EquipmentMove{h, from, to})
	}
	v.Spot = spots[v.State.SiteID]
	if err := c.viewRelay(tx, &v); err != nil {
		return v, err
	}
	for _, f := range sop.CheckEquipment(e, kindsOf(set), now) {
		if f.Warning {
			v.Notices = append(v.Notices, fieldOf(f))
		}
	}
	v.noticeWorking()
	v.Trail, err = trail(tx, id, 200)
	return v, err
}

// noticeWorking warns of a thing that is broken by the books and gives pictures
// by the relay: what was noted last may say otherwise.
func (v *EquipmentView) noticeWorking() {
	working := v.State.Held() && v.State.Condition == sop.HeavyFault && v.State.Operation == sop.Online
	is := func(f *FieldError) bool { return f.Rule == FieldRule(sop.FlawWorking) }
	v.Notices = slices.DeleteFunc(v.Notices, is)
	if working {
		v.Notices = append(v.Notices, &FieldError{Field: "kondisi", Rule: FieldRule(sop.FlawWorking)})
	}
}

// viewRelay adds what the engine and the outage book know of a thing that is a
// camera of the relay.
func (c *core) viewRelay(tx *db.Tx, v *EquipmentView) error {
	if v.Item.CameraID == (ulid.ULID{}) {
		return nil
	}
	cam, err := getOrZero(tx.Cameras(), tx, v.Item.CameraID)
	if err != nil {
		return err
	}
	v.Camera = cam.Name
	if c.engine != nil {
		v.Relay = statusOf(c.statuses(), cam.ID, cam.Name, cam.Path)
		seen(&v.State, v.Relay)
	}
	v.Offers, err = c.offers(tx, v.Item)
	return err
}

// The least length of an outage that is worth an inspection, how far back they
// are offered, and how many at a time.
const (
	offerLeast = 5 * time.Minute
	offerBack  = 180 * 24 * time.Hour
	offerMost  = 10
)

// offers are outages of the thing's camera that nobody has noted yet.
func (c *core) offers(tx *db.Tx, e sop.Equipment) ([]db.Outage, error) {
	noted := map[ulid.ULID]bool{}
	for _, i := range e.Inspections {
		noted[i.OutageID] = true
	}
	now := c.now()
	all, err := outagesOf(tx, OutageFilter{CameraID: e.CameraID, Limit: 200})
	var out []db.Outage
	for _, o := range all {
		end := o.To
		if end.IsZero() {
			end = now
		}
		if !noted[o.ID] && end.Sub(o.From) >= offerLeast && o.From.After(now.Add(-offerBack)) && len(out) < offerMost {
			out = append(out, o)
		}
	}
	return out, err
}

// fieldOf makes of a flaw of the register an error at its field.
func fieldOf(f sop.Flaw) *FieldError {
	return &FieldError{Field: f.Field, Rule: FieldRule(f.Rule), Value: f.Value, Other: f.Other, Choices: f.Choices}
}
