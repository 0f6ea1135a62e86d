package desk_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// taken gives the kinds of what is told now.
func taken(t *testing.T, d *desk.Desk) []desk.NoticeKind {
	t.Helper()
	list, err := d.Requests.TakeNotices()
	if err != nil {
		t.Fatal(err)
	}
	var kinds []desk.NoticeKind
	for _, n := range list {
		if n.Number != "RLY-2026-0001" || n.Agency != "Dishub" || n.Step == 0 {
			t.Errorf("%+v", n)
		}
		kinds = append(kinds, n.Kind)
	}
	return kinds
}

func begun(t *testing.T, d *desk.Desk, at time.Time) ulid.ULID {
	t.Helper()
	officials(t, d)
	id := draft(t, d, "Relay Simpang Garuda")
	act(t, d, id, sop.Act{Kind: sop.ActStart, At: at})
	act(t, d, id, sop.Act{Kind: sop.ActBegin, Step: 1, At: at})
	return id
}

func TestTakeNotices_tells_near_and_late_once_each(t *testing.T) {
	d, c := openOffice(t)
	c.set(wib(8, 0))
	begun(t, d, wib(8, 0))
	for _, now := range []struct {
		at   time.Time
		want []desk.NoticeKind
	}{
		{wib(8, 11), nil},
		{wib(8, 12), []desk.NoticeKind{desk.NoticeNear}}, // T12: 80 % of 15 minutes
		{wib(8, 14), nil},
		{wib(8, 15), nil}, // T3: equality is on time
		{wib(8, 16), []desk.NoticeKind{desk.NoticeLate}},
		{wib(9, 30), nil},
		{wib(9, 30).AddDate(0, 0, 1), nil},
	} {
		c.set(now.at)
		if diff := cmp.Diff(now.want, taken(t, d)); diff != "" {
			t.Errorf("%v (-want +got):\n%s", now.at, diff)
		}
	}
	if _, err := d.Acts.Undo(); err != nil { // the last act of a person, not the telling
		t.Fatal(err)
	}
	if v, err := d.Requests.Get(mustFind(t, d, "RLY-2026-0001")); err != nil || !v.Request.Step(1).Began.IsZero() {
		t.Errorf("%+v, %v", v.Request.Step(1), err)
	}
}

func mustFind(t *testing.T, d *desk.Desk, number string) ulid.ULID {
	t.Helper()
	id, err := d.Requests.Find(number)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestTakeNotices_is_quiet_outside_working_time_and_when_nobody_wants_it(t *testing.T) {
	d, c := openOffice(t)
	c.set(wib(15, 30))
	begun(t, d, wib(15, 30))
	for _, quiet := range []time.Time{wib(15, 46), wib(20, 0), wib(12, 30).AddDate(0, 0, 1)} { // evening, break
		c.set(quiet)
		if got := taken(t, d); got != nil {
			t.Errorf("%v: %v", quiet, got)
		}
	}
	c.set(wib(7, 20).AddDate(0, 0, 1))
	if err := d.Office.ChangeSettings(func(s *db.Settings) { s.NoNotices = true }); err != nil {
		t.Fatal(err)
	}
	if got := taken(t, d); got != nil {
		t.Errorf("told although nobody wants it: %v", got)
	}
	if err := d.Office.ChangeSettings(func(s *db.Settings) { s.NoNotices = false }); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]desk.NoticeKind{desk.NoticeLate}, taken(t, d)); diff != "" {
		t.Errorf("what the evening kept back is not told in the morning:\n%s", diff)
	}
}

func TestTakeNotices_reminds_of_a_long_pause_and_the_pulse_counts_it(t *testing.T) {
	d, c := openOffice(t)
	c.set(wib(8, 5))
	id := begun(t, d, wib(8, 0))
	act(t, d, id, sop.Act{Kind: sop.ActPause, Step: 1, Reason: "listrik-padam"})
	c.set(wib(8, 5).AddDate(0, 0, 7)) // Monday again: five working days, not more
	if got := taken(t, d); got != nil || d.Pulse().LongPauses != 0 {
		t.Errorf("%v, %d", got, d.Pulse().LongPauses)
	}
	c.set(wib(8, 5).AddDate(0, 0, 9))
	if diff := cmp.Diff([]desk.NoticeKind{desk.NoticePause}, taken(t, d)); diff != "" || d.Pulse().LongPauses != 1 {
		t.Errorf("%s %d", diff, d.Pulse().LongPauses)
	}
	if got := taken(t, d); got != nil {
		t.Errorf("twice: %v", got)
	}
}

// Beranda reminds of the SOP twice a year by monitoring, and once a year, in the
// register's reminders, of its review; the form of evaluation is one.
func TestBeranda_reminds_of_monitoring_and_of_the_SOP_review(t *testing.T) {
	d, c := openOffice(t)
	c.set(wib(8, 0))
	if d.Pulse().MonitoringDue {
		t.Error("an office without requests")
	}
	begun(t, d, wib(8, 0))
	if err := d.Register.ReviewedSOP(wib(8, 0)); err != nil {
		t.Fatal(err)
	}
	after := func(months int, monitoring, review bool) {
		t.Helper()
		c.set(wib(9, 0).AddDate(0, months, 1))
		due, err := d.Equipment.Due()
		if err != nil {
			t.Fatal(err)
		}
		reviews := slices.ContainsFunc(due, func(r sop.Reminder) bool { return r.Kind == sop.RemindSOP })
		if got := d.Pulse().MonitoringDue; got != monitoring || reviews != review {
			t.Errorf("after %d months: monitoring %v, review %v", months, got, reviews)
		}
	}
	keep := func(paper string) {
		t.Helper()
		if err := d.Papers.Keep(t.TempDir()+"/form.pdf", paper, []byte("x")); err != nil {
			t.Fatal(err)
		}
	}
	after(5, false, false)
	after(6, true, false)
	keep(desk.PaperMonitoring)
	after(7, false, false)
	after(12, false, true)
	keep(desk.PaperEvaluation)
	after(13, false, false)
	after(19, true, false)
	after(24, true, true)
}
