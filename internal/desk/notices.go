package desk

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// NoticeKind says what the desktop is told of a request.
type NoticeKind string

// The notices, each at most once for a round of an activity, and once for each
// pause.
const (
	NoticeNear  NoticeKind = "mendekati-batas" // T12
	NoticeLate  NoticeKind = "terlambat"       // T3
	NoticePause NoticeKind = "jeda-panjang"    // T13
)

// NoticeKinds lists every kind.
func NoticeKinds() []NoticeKind { return []NoticeKind{NoticeNear, NoticeLate, NoticePause} }

// Notice is one thing to tell somebody who is looking elsewhere.
type Notice struct {
	Kind              NoticeKind
	Request           ulid.ULID
	Number, Agency    string
	Step              int
	Minutes, Standard int       // working minutes
	Since             time.Time // NoticePause: when the pause began
}

// TakeNotices gives what has not been told yet and keeps in the store that it
// has been now, so that nothing is told twice, not even after a restart.
// Outside working time there is nothing to tell: minutes do not grow then, and
// what was missed waits for the next morning.
func (r *Requests) TakeNotices() ([]Notice, error) {
	c := r.core
	var fresh []Notice
	var told []string
	err := c.store.Read(func(tx *db.Tx) (err error) {
		fresh, told, err = c.untold(tx)
		return err
	})
	if err != nil || len(fresh) == 0 {
		return nil, err
	}
	err = c.write("pemberitahuan", "", time.Time{}, func(tx *db.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		if set.Told, err = json.Marshal(told); err != nil {
			return err
		}
		return tx.PutSettings(set)
	})
	if err != nil {
		return nil, err
	}
	return fresh, nil
}

// untold gives the notices that are due, and every key that counts as told
// from now on; keys of requests that are over are forgotten.
func (c *core) untold(tx *db.Tx) (fresh []Notice, told []string, err error) {
	set, err := tx.Settings()
	if err != nil {
		return nil, nil, err
	}
	cal, now := calendarOf(set), c.now()
	if set.NoNotices || !cal.Working(now) {
		return nil, nil, nil
	}
	var before []string
	if len(set.Told) > 0 {
		if err := json.Unmarshal(set.Told, &before); err != nil {
			c.log.Warn("notices: what was told could not be read", "err", err)
		}
	}
	rows, err := c.requestRows(tx)
	if err != nil {
		return nil, nil, err
	}
	for _, row := range rows {
		if row.Step == 0 || !row.Trashed.IsZero() || row.Badge != sop.NearLimit && row.LateStep != row.Step && !row.LongPause {
			continue
		}
		req, err := tx.Requests().Get(tx, row.ID)
		if err != nil {
			return nil, nil, err
		}
		n, key := noticeOf(req, row, cal, now, set.NearShare)
		switch {
		case key == "":
			continue
		case !slices.Contains(before, key):
			fresh = append(fresh, n)
		}
		told = append(told, key)
	}
	return fresh, told, nil
}

// noticeOf is what there is to tell of one open request, with the key by which
// it is told once; "" for nothing.
func noticeOf(req sop.Request, row RequestRow, cal *sop.Calendar, now time.Time, near float64) (Notice, string) {
	s := req.Step(row.Step)
	j := sop.Judge(s, cal, now, near)
	n := Notice{Request: req.ID, Number: req.Number, Agency: row.Agency, Step: s.N, Minutes: j.Minutes, Standard: j.Standard}
	stage := 0
	switch state := req.StepState(s.N); {
	case state == sop.StepPaused && row.LongPause:
		n.Kind, n.Since, stage = NoticePause, s.Pauses[len(s.Pauses)-1].Began, len(s.Pauses)
	case state == sop.StepRunning && j.Badge == sop.Late:
		n.Kind = NoticeLate
	case state == sop.StepRunning && j.Badge == sop.NearLimit:
		n.Kind = NoticeNear
	default:
		return n, ""
	}
	return n, fmt.Sprintf("%s/%d/%d/%s/%d", req.ID, s.N, s.Round, n.Kind, stage)
}
