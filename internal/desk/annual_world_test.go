package desk_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// world is an office with years of work in it, made from a fixed seed, and the
// raw records it was made of.
type world struct {
	rand      *rand.Rand
	agencies  []sop.Agency
	spots     []sop.Spot
	items     []sop.Equipment
	cameras   []db.Camera
	outages   []db.Outage
	absences  []db.Absence
	requests  []sop.Request
	cancelled map[string]time.Time // by request
}

// size says how much of a world there is.
type size struct{ items, moves, cameras, outages, requests, years int }

// startOf is midnight of a day of the office.
func startOf(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, sop.WIB())
}

// minute is any whole minute of [from, to).
func (w *world) minute(from, to time.Time) time.Time {
	return from.Add(time.Duration(w.rand.Int64N(int64(to.Sub(from)/time.Minute))) * time.Minute).UTC()
}

func pick[T any](w *world, list ...T) T { return list[w.rand.IntN(len(list))] }

// newWorld fills the store in dir. Equipment that is there already (an import)
// is moved and looked at like the rest. The years end with 2026.
func newWorld(t testing.TB, dir string, s size) *world {
	t.Helper()
	w := &world{rand: rand.New(rand.NewPCG(2026, 12)), cancelled: map[string]time.Time{}}
	first := startOf(2027-s.years, 1, 1)
	d, err := desk.Open(desk.Config{Dir: dir, Keeper: db.KeyFile(dir), Offline: true, Now: func() time.Time { return first }})
	if err != nil {
		t.Fatal(err)
	}
	if w.agencies, err = d.Office.Agencies(false); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	clock := first
	store, err := db.Open(db.Config{Dir: dir, Keeper: db.KeyFile(dir), Now: func() time.Time { return clock }})
	if err != nil {
		t.Fatal(err)
	}
	write := func(f func(*db.Tx) error) {
		if err := store.Write(db.Meta{Action: "uji", Happened: first}, f); err != nil {
			t.Fatal(err)
		}
	}
	write(func(tx *db.Tx) error { return w.register(tx, s, first) })
	write(func(tx *db.Tx) error { return w.watch(tx, s, first) })
	w.ask(t, store, s, first)
	clock = startOf(2027, 1, 5)
	if err := store.StayAlive(); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	return w
}

// register makes titik, cameras of the relay and things with their movements
// and checks.
func (w *world) register(tx *db.Tx, s size, first time.Time) error {
	for _, spot := range tx.Spots().All(tx) {
		w.spots = append(w.spots, spot)
	}
	for i := len(w.spots); i < 60; i++ {
		spot := sop.Spot{ID: ulid.Make(), Site: sop.Site{Name: fmt.Sprintf("Titik %d", i), District: pick(w, append(districts(), "")...)}}
		w.spots = append(w.spots, spot)
		if err := tx.Spots().Put(tx, spot.ID, spot); err != nil {
			return err
		}
	}
	for range s.cameras {
		c := db.Camera{ID: ulid.Make(), Name: fmt.Sprintf("Kamera %03d", len(w.cameras)), Path: fmt.Sprintf("k/%d", len(w.cameras)), Enabled: w.rand.IntN(12) > 0,
			OnDemand: w.rand.IntN(15) == 0, AgencyID: pick(w, w.agencies[:5]...).ID, District: pick(w, append(districts(), "")...), Created: first}
		w.cameras = append(w.cameras, c)
		if err := tx.Cameras().Put(tx, c.ID, c); err != nil {
			return err
		}
	}
	for _, e := range tx.Equipment().All(tx) {
		w.items = append(w.items, e)
	}
	for i := len(w.items); i < s.items; i++ {
		w.items = append(w.items, w.thing(i, first))
	}
	for i := range w.items {
		w.live(&w.items[i], s, first)
		if i%3 == 0 && i/3 < len(w.cameras) && w.items[i].Kind == "kamera" {
			w.items[i].CameraID = w.cameras[i/3].ID
		}
		if err := tx.Equipment().Put(tx, w.items[i].ID, w.items[i]); err != nil {
			return err
		}
	}
	return nil
}

func districts() []string {
	var out []string
	for _, d := range sop.Districts() {
		out = append(out, d.Name)
	}
	return out
}

// thing is a new thing of the register, with its Tambah.
func (w *world) thing(i int, first time.Time) sop.Equipment {
	kind := pick(w, "kamera", "kamera", "kamera", "nvr", "switch", "ups", "tiang")
	e := sop.Equipment{ID: ulid.Make(), Code: fmt.Sprintf("X-%05d", i), Kind: kind, Name: "Barang " + kind, Brand: pick(w, "Hikvision", "Dahua", "Axis"), Serial: fmt.Sprintf("SN%06d", i), Unit: "unit"}
	e.Owned = sop.Ownership{AgencyID: pick(w, append(w.agencies[:6:6], sop.Agency{})...).ID, Year: pick(w, 0, 2018, 2020, 2021, 2022, 2023, 2024, 2025, 2026), Acquired: "pembelian", Price: 4_500_000}
	e.Link.Media = pick(w, "fiber-optic", "fiber-optic", "wireless", "seluler", "lan", "")
	if kind == "kamera" {
		e.Camera.Type = pick(w, "ptz", "statis", "statis", "")
	}
	n := 1
	if kind == "tiang" {
		n = 1 + w.rand.IntN(4)
	}
	e.Movements = []sop.Movement{{ID: ulid.Make(), Date: sop.Day(w.minute(first.AddDate(-3, 0, 0), startOf(2026, 12, 31))), Kind: sop.MoveAdd, SiteID: pick(w, w.spots...).ID,
		Condition: pick(w, sop.Good, sop.Good, sop.LightFault), Quantity: n, Basis: "BA-1"}}
	return e
}

// live moves a thing and looks at it.
func (w *world) live(e *sop.Equipment, s size, first time.Time) {
	day := first
	if len(e.Movements) > 0 {
		day = e.Movements[len(e.Movements)-1].Date
	}
	for range s.moves / s.items {
		day = day.Add(time.Duration(20+w.rand.IntN(300)) * 24 * time.Hour)
		if !day.Before(startOf(2027, 1, 5)) {
			break
		}
		m := sop.Movement{ID: ulid.Make(), Date: sop.Day(day), Kind: pick(w, sop.MoveSite, sop.MoveSite, sop.MoveCondition, sop.MoveCondition, sop.MoveRepair, sop.MovePropose, sop.MoveRemove)}
		switch m.Kind {
		case sop.MoveSite:
			m.SiteID = pick(w, w.spots...).ID
		case sop.MoveCondition:
			m.Condition = pick(w, sop.Good, sop.LightFault, sop.HeavyFault)
		case sop.MoveRepair:
			m.Condition = sop.Good
		case sop.MoveRemove:
			m.HandedTo = pick(w, "", "Dinas Sosial")
		}
		e.Movements = append(e.Movements, m)
		if m.Kind == sop.MoveRemove {
			break
		}
	}
	for range w.rand.IntN(4) {
		i := sop.Inspection{ID: ulid.Make(), At: w.minute(startOf(2025, 1, 1), startOf(2027, 1, 4)), Found: pick(w, sop.Online, sop.Online, sop.Offline, sop.Dismantled)}
		if i.Found == sop.Offline {
			i.Cause = pick(w, "cctv", "listrik", "media", "lainnya", "")
		}
		e.Inspections = append(e.Inspections, i)
	}
}

// watch makes the outage book: whole minutes, one outage of a camera after the
// other, and nights in which the program was off.
func (w *world) watch(tx *db.Tx, s size, first time.Time) error {
	free := map[ulid.ULID]time.Time{}
	each := int(startOf(2027, 1, 5).Sub(first)/time.Minute) * len(w.cameras) / max(s.outages, 1)
	for i := range s.outages {
		c := w.cameras[i%len(w.cameras)]
		from := cmpZero(free[c.ID], first).Add(time.Duration(1+w.rand.IntN(each*3/2)) * time.Minute)
		o := db.Outage{ID: ulid.Make(), CameraID: c.ID, From: from.UTC(), To: from.Add(time.Duration(1+w.rand.IntN(600)) * time.Minute).UTC(), Kind: "waiting", Cause: pick(w, "timeout", "port-closed", "no-route", "login", "")}
		if !o.To.Before(startOf(2027, 1, 5)) {
			continue
		}
		free[c.ID] = o.To
		w.outages = append(w.outages, o)
		if err := tx.Outages().Put(tx, o.ID, o); err != nil {
			return err
		}
	}
	for day := first; day.Before(startOf(2027, 1, 4)); day = day.AddDate(0, 0, 1+w.rand.IntN(4)) {
		a := db.Absence{ID: ulid.Make(), From: day.Add(18 * time.Hour).UTC(), To: day.Add(time.Duration(18*60+w.rand.IntN(700)) * time.Minute).UTC()}
		w.absences = append(w.absences, a)
		if err := tx.Absences().Put(tx, a.ID, a); err != nil {
			return err
		}
	}
	return nil
}

func cmpZero(a, b time.Time) time.Time {
	if a.IsZero() {
		return b
	}
	return a
}

// ask makes requests. Activities lie in the morning of working days, so that
// their working minutes are their minutes.
func (w *world) ask(t testing.TB, store *db.Store, s size, first time.Time) {
	for i := range s.requests {
		r, cancelled := w.request(i, first)
		meta := db.Meta{Action: "uji", Happened: r.Registered}
		if !cancelled.IsZero() {
			w.cancelled[r.Number] = cancelled
			meta = db.Meta{Action: string(sop.ActCancel), Happened: cancelled}
		}
		w.requests = append(w.requests, r)
		if err := store.Write(meta, func(tx *db.Tx) error { return tx.Requests().Put(tx, r.ID, r) }); err != nil {
			t.Fatal(err)
		}
	}
}

// workday is the next Monday to Thursday on which every office works.
func workday(day time.Time) time.Time {
	_, holidays := sop.DefaultCalendar()
	for {
		day = day.AddDate(0, 0, 1)
		free := day.Weekday() == time.Friday || day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
		for _, h := range holidays {
			free = free || h.Date == day.In(sop.WIB()).Format("2006-01-02")
		}
		if !free {
			return day
		}
	}
}

func (w *world) request(i int, first time.Time) (sop.Request, time.Time) {
	day := sop.Day(w.minute(first, startOf(2026, 12, 31))).In(sop.WIB())
	r := sop.Request{ID: ulid.Make(), Number: fmt.Sprintf("RLY-%04d", i), Registered: day.Add(8 * time.Hour).UTC(), AgencyID: pick(w, w.agencies[:8]...).ID, Subject: fmt.Sprintf("Relay %d", i), Status: sop.Running}
	for range w.rand.IntN(5) {
		c := sop.CameraRef{CameraID: ulid.Make(), Name: "Kamera"}
		if w.rand.IntN(4) > 0 {
			c.Proof = &sop.Proof{Result: pick(w, sop.Success, sop.Partial, sop.Failure), At: w.minute(day, day.AddDate(0, 0, 40))}
		}
		r.Cameras = append(r.Cameras, c)
	}
	finished := w.rand.IntN(7)
	if finished == 0 {
		finished = sop.Activities
	}
	v := sop.DefaultVersion()
	for n := 1; n <= sop.Activities; n++ {
		a := v.Activity(n)
		step := sop.Step{N: n, Round: 1, Executor: a.Executor, Standard: a.Minutes}
		if n <= finished {
			day = workday(day)
			w.carryOut(&step, day)
		}
		r.Steps = append(r.Steps, step)
	}
	switch last := r.Steps[sop.Activities-1].Ended; {
	case !last.IsZero():
		r.Status, r.Finished = sop.Done, last
		if w.rand.IntN(3) == 0 {
			r.Status, r.Before = sop.Archived, sop.Done
		}
	case w.rand.IntN(3) == 0:
		r.Status, r.Reason = sop.Cancelled, "opd-menolak"
		return r, workday(day).Add(9 * time.Hour).UTC()
	}
	return r, time.Time{}
}

func (w *world) carryOut(step *sop.Step, day time.Time) {
	step.Began = day.Add(8*time.Hour + 30*time.Minute).UTC()
	step.Ended = step.Began.Add(time.Duration(2+w.rand.IntN(step.Standard*3/2)) * time.Minute)
	if w.rand.IntN(5) == 0 {
		p := sop.Pause{Began: step.Began.Add(time.Minute), Reason: pick(w, "listrik-padam", "menunggu-opd", "gangguan-jaringan")}
		p.Ended = p.Began.Add(time.Duration(1+w.rand.IntN(50)) * time.Minute)
		step.Pauses = []sop.Pause{p}
		step.Ended = step.Ended.Add(p.Ended.Sub(p.Began))
	}
	if spent(*step) > step.Standard {
		step.LateCause = pick(w, "kamera-banyak", "antrean-pekerjaan", "")
	}
}

// spent is how many minutes an activity of this world took.
func spent(s sop.Step) int {
	d := s.Ended.Sub(s.Began)
	for _, p := range s.Pauses {
		d -= p.Ended.Sub(p.Began)
	}
	return int(d / time.Minute)
}
