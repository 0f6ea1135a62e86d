package desk_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"
	"go.uber.org/goleak"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childOffice); dir != "" {
		os.Exit(watchUntilKilled(dir))
	}
	goleak.VerifyTestMain(m)
}

// clock is a test's own time; it stands still until it is moved.
// The outage book's goroutine looks at it too.
type clock struct{ t atomic.Pointer[time.Time] }

func newClock(t time.Time) *clock {
	c := &clock{}
	c.set(t)
	return c
}

func (c *clock) now() time.Time  { return *c.t.Load() }
func (c *clock) set(t time.Time) { c.t.Store(&t) }

// wib gives a time of the office on 7 September 2026, a plain Monday.
func wib(hour, minute int) time.Time {
	return time.Date(2026, 9, 7, hour, minute, 0, 0, sop.WIB())
}

// openOffice opens a desk without a relay in a folder of its own. It is
// checked when the test ends.
func openOffice(t testing.TB) (*desk.Desk, *clock) {
	t.Helper()
	c := newClock(wib(16, 0))
	d, err := desk.Open(desk.Config{Dir: t.TempDir(), Offline: true, Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := d.Ledger.Check(); err != nil {
			t.Errorf("the store is not whole: %v", err)
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d, c
}

// officials fills the offices.
func officials(t *testing.T, d *desk.Desk) {
	t.Helper()
	for role, name := range map[sop.Role]string{sop.RoleKadis: "Kadis Satu", sop.RoleKabid: "Kabid Satu", sop.RoleKasi: "Kasi Satu"} {
		if _, err := d.Office.PutOfficial(sop.Official{Role: role, Title: string(role), Name: name, From: wib(8, 0).AddDate(-2, 0, 0)}); err != nil {
			t.Fatal(err)
		}
	}
}

func agency(t *testing.T, d *desk.Desk, short string) ulid.ULID {
	t.Helper()
	all, err := d.Office.Agencies(false)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		if a.Short == short {
			return a.ID
		}
	}
	t.Fatalf("the directory has no %s", short)
	return ulid.ULID{}
}

func draft(t *testing.T, d *desk.Desk, subject string) ulid.ULID {
	t.Helper()
	id, err := d.Requests.Create(sop.Facts{
		Origin: sop.AskedByOffice, AgencyID: agency(t, d, "Dishub"), Subject: subject, Sites: []sop.Site{{Name: "Simpang Garuda"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func act(t *testing.T, d *desk.Desk, id ulid.ULID, a sop.Act) desk.RequestView {
	t.Helper()
	v, err := d.Requests.Act(id, a)
	if err != nil {
		t.Fatalf("%s %d: %v", a.Kind, a.Step, err)
	}
	return v
}

func TestOpen_gives_a_new_office_its_directory_calendar_and_SOP_once(t *testing.T) {
	dir := t.TempDir()
	for range 2 {
		d, err := desk.Open(desk.Config{Dir: dir, Offline: true})
		if err != nil {
			t.Fatal(err)
		}
		agencies, err := d.Office.Agencies(true)
		if err != nil || len(agencies) != len(sop.DefaultAgencies()) {
			t.Errorf("%d agencies, %v", len(agencies), err)
		}
		set, err := d.Office.Settings()
		if err != nil || len(set.SOP.Activities) != sop.Activities || len(set.Holidays) == 0 || set.NearShare != 0.8 {
			t.Errorf("settings: %+v, %v", set, err)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		if err := d.Close(); err != nil {
			t.Errorf("a second Close: %v", err)
		}
	}
}

func TestOpen_refuses_a_store_that_is_open(t *testing.T) {
	dir := t.TempDir()
	d, err := desk.Open(desk.Config{Dir: dir, Offline: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if second, err := desk.Open(desk.Config{Dir: dir, Offline: true}); !errors.Is(err, db.ErrOpenElsewhere) {
		t.Errorf("%v, %v", second, err)
	}
}

func TestNumbers_are_given_once_a_year_and_never_again(t *testing.T) {
	d, c := openOffice(t)
	first, second := draft(t, d, "Relay pertama"), draft(t, d, "Relay kedua")
	act(t, d, second, sop.Act{Kind: sop.ActTrash})
	c.set(c.now().AddDate(1, 0, 0))
	third := draft(t, d, "Relay tahun depan")
	copied, err := d.Requests.Copy(first)
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[ulid.ULID]string{first: "RLY-2026-0001", second: "RLY-2026-0002", third: "RLY-2027-0001", copied: "RLY-2027-0002"} {
		v, err := d.Requests.Get(id)
		if err != nil || v.Request.Number != want {
			t.Errorf("%s: %s, %v", want, v.Request.Number, err)
		}
		if found, err := d.Requests.Find(strings.ToLower(want)); err != nil || found != id {
			t.Errorf("Find(%s): %v, %v", want, found, err)
		}
	}
}

// walk takes a request through activities 1 to n on 7 September.
func walk(t *testing.T, d *desk.Desk, id ulid.ULID, n int) desk.RequestView {
	t.Helper()
	v := act(t, d, id, sop.Act{Kind: sop.ActStart, At: wib(7, 30)})
	for step := 1; step <= n; step++ {
		act(t, d, id, sop.Act{Kind: sop.ActBegin, Step: step, At: wib(8, 20*step)})
		checks := sop.DefaultVersion().Activity(step).Checks
		for i := range checks {
			checks[i].Met = true
		}
		v = act(t, d, id, sop.Act{Kind: sop.ActFinish, Step: step, At: wib(8, 20*step+12), Checks: checks,
			Evidence: &sop.Evidence{Number: "B/500.12/1/DISKOMINFO/2026", Date: wib(8, 0), Text: "Lakukan setting relay"}})
	}
	return v
}

func TestAct_runs_the_procedure_and_leaves_a_trail(t *testing.T) {
	d, _ := openOffice(t)
	officials(t, d)
	id := draft(t, d, "Relay Simpang Garuda")
	before := d.Rev()
	v := walk(t, d, id, 3)
	if v.Current != 4 || v.Steps[3].State != sop.StepWaiting || v.Minutes != 36 {
		t.Errorf("at %d (%s), %d minutes", v.Current, v.Steps[3].State, v.Minutes)
	}
	if v.Steps[0].Step.Official != "Kadis Satu" {
		t.Errorf("activity 1 was done by %q", v.Steps[0].Step.Official)
	}
	if d.Rev() <= before {
		t.Error("the revision did not grow")
	}
	if len(v.Trail) < 8 || v.Trail[0].Action != string(sop.ActFinish) || !v.Trail[0].Happened.Equal(wib(9, 12)) {
		t.Errorf("trail: %+v", v.Trail)
	}
}

func TestAct_that_is_refused_changes_nothing(t *testing.T) {
	d, _ := openOffice(t)
	id := draft(t, d, "Relay tanpa pejabat")
	rev := d.Rev()
	_, err := d.Requests.Act(id, sop.Act{Kind: sop.ActStart})
	var refusal *sop.Refusal
	if !errors.As(err, &refusal) || refusal.Rule != sop.RuleOfficials {
		t.Fatalf("%v", err)
	}
	if d.Rev() != rev {
		t.Error("a refused act was committed")
	}
}

func TestList_filters_and_searches(t *testing.T) {
	d, c := openOffice(t)
	officials(t, d)
	late, idle := draft(t, d, "Relay Pasar Flamboyan"), draft(t, d, "Relay Taman Alun")
	walk(t, d, late, 0)
	act(t, d, late, sop.Act{Kind: sop.ActBegin, Step: 1, At: wib(8, 0)})
	c.set(wib(10, 0))
	for name, row := range map[string]struct {
		filter desk.RequestFilter
		want   []ulid.ULID
	}{
		"all, newest first": {desk.RequestFilter{}, []ulid.ULID{idle, late}},
		"late":              {desk.RequestFilter{OnlyLate: true}, []ulid.ULID{late}},
		"drafts":            {desk.RequestFilter{Statuses: []sop.Status{sop.Draft}}, []ulid.ULID{idle}},
		"by site":           {desk.RequestFilter{Text: "garuda alun"}, []ulid.ULID{idle}},
		"by agency":         {desk.RequestFilter{Text: "perhubungan flamboyan"}, []ulid.ULID{late}},
		"trash":             {desk.RequestFilter{Trash: true}, nil},
	} {
		rows, err := d.Requests.List(row.filter)
		if err != nil {
			t.Fatal(err)
		}
		var got []ulid.ULID
		for _, r := range rows {
			got = append(got, r.ID)
		}
		if len(got) != len(row.want) {
			t.Errorf("%s: %v", name, rows)
			continue
		}
		for i := range got {
			if got[i] != row.want[i] {
				t.Errorf("%s: %v", name, rows)
			}
		}
	}
	if p := d.Pulse(); p.Late != 1 || p.Drafts != 1 || p.Running != 1 {
		t.Errorf("pulse: late %d, drafts %d, running %d", p.Late, p.Drafts, p.Running)
	}
}

func TestPulse_grows_late_by_the_minute_without_an_act(t *testing.T) {
	d, c := openOffice(t)
	officials(t, d)
	id := draft(t, d, "Relay")
	act(t, d, id, sop.Act{Kind: sop.ActStart, At: wib(7, 30)})
	act(t, d, id, sop.Act{Kind: sop.ActBegin, Step: 1, At: wib(15, 20)})
	c.set(wib(15, 35))
	if p := d.Pulse(); p.Late != 0 {
		t.Errorf("late after exactly 15 minutes: %d", p.Late)
	}
	c.set(wib(15, 36))
	if p := d.Pulse(); p.Late != 1 {
		t.Errorf("not late after 16 minutes")
	}
}

func TestPutOfficial_ends_the_term_of_the_one_before(t *testing.T) {
	d, _ := openOffice(t)
	officials(t, d)
	change := wib(0, 0)
	if _, err := d.Office.PutOfficial(sop.Official{Role: sop.RoleKadis, Name: "Kadis Dua", From: change}); err != nil {
		t.Fatal(err)
	}
	for at, want := range map[time.Time]string{change.Add(-time.Hour): "Kadis Satu", change: "Kadis Dua"} {
		got, err := d.Office.OfficialsAt(at)
		if err != nil || got[sop.RoleKadis].Name != want {
			t.Errorf("%v: %q, %v", at, got[sop.RoleKadis].Name, err)
		}
	}
}

func TestReaders_have_a_password_that_is_shown_once(t *testing.T) {
	d, _ := openOffice(t)
	password, err := d.Cameras.AddReader(desk.ReaderDraft{Name: "polda", Paths: []string{"simpang/*", " "}})
	if err != nil || len(password.Reveal()) < 20 {
		t.Fatalf("%v, %v", password, err)
	}
	all, err := d.Cameras.Readers()
	if err != nil || len(all) != 1 || len(all[0].Paths) != 1 {
		t.Fatalf("%+v, %v", all, err)
	}
	var field *desk.FieldError
	if _, err := d.Cameras.AddReader(desk.ReaderDraft{Name: "POLDA"}); !errors.As(err, &field) || field.Rule != desk.FieldTaken {
		t.Errorf("the same name again: %v", err)
	}
	if _, err := d.Cameras.AddReader(desk.ReaderDraft{Name: "a:b@c"}); !errors.As(err, &field) || field.Rule != desk.FieldName {
		t.Errorf("a name that breaks addresses: %v", err)
	}
	if err := d.Cameras.RemoveReader(all[0].ID); err != nil {
		t.Error(err)
	}
}

func TestUpdate_keeps_the_login_that_was_not_typed_again(t *testing.T) {
	d, _ := openOffice(t)
	id, err := d.Cameras.Publish(t.Context(), desk.CameraDraft{Name: "Simpang", Address: "rtsp://admin:r4has!a@10.0.0.1/ch1", Enabled: true})
	if err != nil {
		t.Fatal(err)
	}
	pass := func() string {
		v, err := d.Cameras.Get(id)
		if err != nil {
			t.Fatal(err)
		}
		return v.Camera.URL.Password().Reveal()
	}
	for name, row := range map[string]struct {
		draft desk.CameraDraft
		want  string
	}{
		"nothing typed":  {desk.CameraDraft{Name: "Simpang", Path: "simpang"}, "r4has!a"},
		"the same user":  {desk.CameraDraft{Name: "Simpang", Path: "simpang", User: "admin", Address: "rtsp://10.0.0.1/ch2"}, "r4has!a"},
		"a new password": {desk.CameraDraft{Name: "Simpang", Path: "simpang", User: "admin", Password: secret.NewText("baru"), Address: "rtsp://10.0.0.1/ch2"}, "baru"},
		"another host":   {desk.CameraDraft{Name: "Simpang", Path: "simpang", Address: "rtsp://10.0.0.2/ch2"}, ""},
	} {
		if err := d.Cameras.Update(id, desk.CameraDraft{Name: "Simpang", Path: "simpang", Address: "rtsp://admin:r4has!a@10.0.0.1/ch1"}); err != nil {
			t.Fatal(err)
		}
		if err := d.Cameras.Update(id, row.draft); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := pass(); got != row.want {
			t.Errorf("%s: %q", name, got)
		}
	}
	v, err := d.Cameras.Get(id)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range v.Trail {
		for _, c := range e.Changes {
			if strings.Contains(c.Old+c.New, "r4has") {
				t.Errorf("the trail tells a password: %+v", c)
			}
		}
	}
}

func TestCheckPath_names_who_has_it(t *testing.T) {
	d, _ := openOffice(t)
	id, err := d.Cameras.Publish(t.Context(), desk.CameraDraft{Name: "Simpang Garuda", Address: "rtsp://10.0.0.1/1"})
	if err != nil {
		t.Fatal(err)
	}
	var field *desk.FieldError
	if err := d.Cameras.CheckPath("simpang-garuda", ulid.ULID{}); !errors.As(err, &field) || field.Other != "Simpang Garuda" {
		t.Errorf("%v", err)
	}
	if err := d.Cameras.CheckPath("simpang-garuda", id); err != nil {
		t.Errorf("its own path: %v", err)
	}
	if err := d.Cameras.CheckPath("Simpang Garuda", id); !errors.As(err, &field) || field.Rule != desk.FieldPath {
		t.Errorf("capitals: %v", err)
	}
	if got, err := d.Cameras.SuggestPath("Simpang Garuda"); err != nil || got != "simpang-garuda-2" {
		t.Errorf("suggested %q, %v", got, err)
	}
	if err := d.Cameras.Trash(id); err != nil {
		t.Fatal(err)
	}
	if got, err := d.Cameras.SuggestPath("Simpang Garuda"); err != nil || got != "simpang-garuda" {
		t.Errorf("suggested %q, %v", got, err)
	}
}

func TestWriteFile_replaces_whole_or_not_at_all(t *testing.T) {
	path := filepath.Join(t.TempDir(), "nota.pdf")
	for _, text := range []string{"satu", "dua"} {
		if err := desk.WriteFile(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != text {
			t.Errorf("%q, %v", got, err)
		}
	}
	if err := desk.WriteFile(filepath.Join(path, "tidak", "ada.pdf"), nil); err == nil {
		t.Error("written into a folder that does not exist")
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".cctvdesk-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
