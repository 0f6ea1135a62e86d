package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// workday finds office days back from today.
type workday struct {
	calendar *sop.Calendar
	today    time.Time
}

// back gives midnight of the n-th working day before today, in WIB.
func (w workday) back(n int) time.Time {
	t := w.today.In(sop.WIB())
	day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, sop.WIB())
	for limit := 0; n > 0 && limit < 2000; limit++ {
		day = day.AddDate(0, 0, -1)
		if w.calendar.Working(day.Add(9 * time.Hour)) {
			n--
		}
	}
	return day
}

// at gives a time of the n-th working day before today.
func (w workday) at(n int, hour, minute int) time.Time {
	return w.back(n).Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
}

func (m *demo) calendar() *sop.Calendar {
	cal, err := m.desk.Office.Calendar()
	if err != nil {
		return sop.NewCalendar(sop.DefaultCalendar())
	}
	return cal
}

// story is one request of the demo: its facts, when it was registered, and
// what happened to it.
type story struct {
	facts      sop.Facts
	registered time.Time
	cameras    []int // places in the city
	tell       func(s *teller)
}

// fill writes every story that is not there yet; a story is known by its
// subject.
func (m *demo) fill(ctx context.Context) error {
	rows, err := m.desk.Requests.List(desk.RequestFilter{Archived: true})
	if err != nil {
		return err
	}
	had := map[string]ulid.ULID{}
	for _, r := range rows {
		had[r.Subject] = r.ID
	}
	agencies, err := m.agencies()
	if err != nil {
		return err
	}
	for _, s := range m.stories(agencies) {
		id, known := had[s.facts.Subject]
		if !known {
			if id, err = m.desk.Requests.CreateAt(s.facts, s.registered); err != nil {
				return fmt.Errorf("%s: %w", s.facts.Subject, err)
			}
		}
		t := &teller{demo: m, ctx: ctx, id: id}
		if err := t.resume(s); err != nil {
			return fmt.Errorf("%s: %w", s.facts.Subject, err)
		}
	}
	return ctx.Err()
}

// teller writes one story act by act. A story that was cut short (kill -9) is
// told on from where it stopped: acts that were done already are skipped.
type teller struct {
	demo *demo
	ctx  context.Context
	id   ulid.ULID
	done int // acts that are in the trail already
	told int
	err  error
}

func (t *teller) resume(s story) error {
	v, err := t.demo.desk.Requests.Get(t.id)
	if err != nil {
		return err
	}
	t.done = actsOf(v)
	if len(s.cameras) > 0 && len(v.Request.Cameras) == 0 {
		for _, i := range s.cameras {
			if i < len(t.demo.ids) {
				t.keep(t.demo.desk.Cameras.Attach(t.id, t.demo.ids[i]))
			}
		}
	}
	s.tell(t)
	return t.err
}

// actsOf counts the acts that a story has left in the trail, without those of
// cameras, which are told in another way.
func actsOf(v desk.RequestView) int {
	n := 0
	for _, e := range v.Trail {
		switch e.Action {
		case "buat-permintaan", string(sop.ActAttach), string(sop.ActProve):
		default:
			n++
		}
	}
	return n
}

func (t *teller) keep(err error) {
	if t.err == nil {
		t.err = err
	}
}

// act does one act unless it was done before.
func (t *teller) act(a sop.Act) {
	t.told++
	if t.err != nil || t.told <= t.done {
		return
	}
	_, err := t.demo.desk.Requests.Act(t.id, a)
	t.keep(err)
}

// step does one activity as a careful office does: begin, tick, finish.
func (t *teller) step(n int, began, ended time.Time, evidence sop.Evidence, late string) {
	t.begin(n, began)
	t.finish(n, ended, evidence, late)
}

func (t *teller) begin(n int, at time.Time) {
	t.act(sop.Act{Kind: sop.ActBegin, Step: n, At: at, OutOfHours: t.outOfHours(at)})
}

func (t *teller) finish(n int, at time.Time, evidence sop.Evidence, late string) {
	t.act(sop.Act{Kind: sop.ActFinish, Step: n, At: at, Evidence: &evidence, LateCause: late,
		Checks: ticks(n), OutOfHours: t.outOfHours(at)})
}

// outOfHours answers rule T8 for a demo that is opened at night.
func (t *teller) outOfHours(at time.Time) *bool {
	out := !t.demo.calendar().Working(at)
	return &out
}

// ticks meets all kelengkapan of an activity.
func ticks(n int) []sop.Check {
	checks := sop.DefaultVersion().Activity(n).Checks
	for i := range checks {
		checks[i].Met = true
	}
	return checks
}

func letter(number string, date time.Time) sop.Evidence {
	return sop.Evidence{Number: number, Date: date, Source: sop.SourceTU}
}

func sheet(text string, date time.Time) sop.Evidence {
	return sop.Evidence{Text: text, Date: date, Source: sop.SourceTU}
}

func access(text string) sop.Evidence { return sop.Evidence{Text: text} }

// upToFour tells activities 1 to 4 on one morning, in good time.
func (t *teller) upToFour(w workday, day int, number string) {
	t.act(sop.Act{Kind: sop.ActStart, At: w.at(day, 7, 40)})
	t.step(1, w.at(day, 7, 45), w.at(day, 7, 57), letter(number, w.at(day, 7, 57)), "")
	t.step(2, w.at(day, 9, 10), w.at(day, 9, 22), access("Akses RTSP khusus baca diterima dari narahubung"), "")
	t.step(3, w.at(day, 10, 5), w.at(day, 10, 14), sheet("Telaah dan lakukan setting relay", w.at(day, 10, 14)), "")
	t.step(4, w.at(day, 10, 40), w.at(day, 10, 49), sheet("Lakukan setting relay", w.at(day, 10, 49)), "")
}

// prove waits until the cameras of a request are live and reads each of them
// back through the relay; two at a time would only slow a busy machine down,
// but one after the other takes too long for somebody who waits for a demo.
func (t *teller) prove(cameras []int) {
	if t.err != nil {
		return
	}
	v, err := t.demo.desk.Requests.Get(t.id)
	if t.keep(err); err != nil || v.Steps[4].State != sop.StepRunning {
		return
	}
	var wg sync.WaitGroup
	errs := make([]error, len(cameras))
	for n, i := range cameras {
		wg.Go(func() { errs[n] = t.demo.prove(t.ctx, t.demo.ids[i]) })
	}
	wg.Wait()
	t.keep(errors.Join(errs...))
}

func (m *demo) proveOne(ctx context.Context, id ulid.ULID) error {
	ctx, stop := context.WithTimeout(ctx, time.Minute)
	defer stop()
	for !m.live(id) {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
	}
	_, err := m.desk.Cameras.Prove(ctx, id, nil)
	return err
}

func (m *demo) live(id ulid.ULID) bool {
	for _, c := range m.desk.Pulse().Cameras {
		if c.ID == id {
			return c.Status.State == relay.Live
		}
	}
	return false
}
