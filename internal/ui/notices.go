package ui

import (
	"context"

	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// mostNotices is how many are told one by one; more at once, as after a
// holiday, are one sentence.
const mostNotices = 3

// tellTimes asks once a minute, and after each act, whether an activity nears
// or passes its standard, and tells the desktop and the window.
func (s *Shell) tellTimes(p *desk.Pulse) {
	minute := p.At.Unix() / 60
	if s.config.Notify == nil || s.told.busy || s.current == "" || s.told.minute == minute && s.told.rev == p.Rev {
		return
	}
	s.told.minute, s.told.rev, s.told.busy = minute, p.Rev, true
	kit.Run(s.tasks, func(context.Context) ([]desk.Notice, error) {
		list, err := s.config.Desk.Requests.TakeNotices()
		if err != nil {
			return nil, err
		}
		// Sent here, off the UI goroutine: the desktop's bus may be slow.
		for _, n := range noticeLines(list) {
			s.config.Notify(n.title, n.text)
		}
		return list, nil
	}, func(list []desk.Notice, err error) {
		s.told.busy = false
		if err != nil {
			s.config.Log.Error("notices could not be taken", "err", err)
			return
		}
		for _, n := range noticeLines(list) {
			s.toasts.ShowWith(n.text, lang.X("requests.menu.open", "Buka"), func() { s.Open(n.route) })
		}
	})
}

// times is what the window knows of telling them.
type times struct {
	minute int64
	rev    uint64
	busy   bool
}

// noticeLine is one notice in words, and the place that shows more.
type noticeLine struct{ title, text, route string }

func noticeLines(list []desk.Notice) []noticeLine {
	if len(list) > mostNotices {
		return []noticeLine{{
			title: lang.X("shell.notice.many.title", "Waktu baku permintaan relay"),
			text: lang.X("shell.notice.many", "{{.N}} permintaan mendekati atau melewati waktu baku, atau lama tertunda.",
				map[string]any{"N": requestsIn(list)}),
			route: "beranda",
		}}
	}
	lines := make([]noticeLine, len(list))
	for i, n := range list {
		lines[i] = noticeLine{title: say.TimeNoticeTitle(n), text: say.TimeNotice(n), route: "permintaan/" + n.Request.String()}
	}
	return lines
}

func requestsIn(list []desk.Notice) int {
	seen := map[ulid.ULID]bool{}
	for _, n := range list {
		seen[n.Request] = true
	}
	return len(seen)
}
