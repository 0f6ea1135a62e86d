package main

import (
	"errors"
	"log/slog"
	"slices"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/web"
)

// house is what one run of the program has built. Each thing pushes its Close
// on the stack when it stands; Close walks the stack backwards, after a failed
// build as after a good day.
type house struct {
	dir  string
	log  *slog.Logger
	desk *desk.Desk
	web  *web.Server // nil without --status
	wait *web.Waits  // how long the window lets posts wait, nil without a window
	seen frames      // what the window decoded
	demo *demo       // nil without --demo
	wall glass       // of the window

	stack []func() error
}

// plan says which parts of the house are wanted.
type plan struct {
	offline bool // the store without the relay
	window  bool // a busy port is no reason not to open; waits of the UI are counted
	serves  bool // --status and --demo count
}

// build builds the house: log → secrets → [cameras of the demo] → store →
// engine → desk → web → [requests of the demo]. The desk opens store and engine
// itself, because it answers for their agreement.
func (p *program) build(want plan) (_ *house, err error) {
	h := &house{}
	defer func() {
		if err != nil {
			err = errors.Join(err, h.Close())
		}
	}()
	if h.dir, err = p.dataDir(); err != nil {
		return nil, folderError(h.dir, err)
	}
	if err := makeFolder(h.dir); err != nil {
		return nil, folderError(h.dir, err)
	}
	log, closeLog := openLog(h.dir, p.args.Verbose, p.errOut)
	h.push(closeLog)
	h.log = log

	keeper := db.AutoKeeper(h.dir)

	if want.serves && p.args.Demo {
		h.demo = &demo{log: log, clock: time.Now}
		h.push(h.demo.fell)
		if err := h.demo.raise(h.dir, keeper); err != nil {
			log.Error("the demo city could not be raised", "err", err)
			return nil, p.openError(err)
		}
	}

	h.desk, err = desk.Open(desk.Config{
		Dir: h.dir, Keeper: keeper, Listen: p.args.Rtsp, AnyPort: want.window, Offline: want.offline,
		Log: log, Still: eye(), Nearby: h.demo.nearby(),
	})
	if err != nil {
		log.Error("the office could not be opened", "err", err)
		return nil, p.openError(err)
	}
	h.push(h.desk.Close)

	if want.serves && p.args.Status != "" {
		if want.window {
			h.wait = web.NewWaits()
		}
		h.web, err = web.Open(web.Config{Addr: p.args.Status, Looker: looker{h.desk, &h.seen}, Log: log, Waits: h.wait, Wall: h.wall.look(want.window)})
		if err != nil {
			return nil, statusError(p.args.Status, err)
		}
		h.push(h.web.Close)
	}
	if h.demo != nil {
		h.demo.begin(p.ctx, h.desk)
		h.push(h.demo.Close)
	}
	log.Info("open", "version", version, "dir", h.dir)
	return h, nil
}

func (h *house) push(closer func() error) { h.stack = append(h.stack, closer) }

// Close takes the house down in reverse; it may be called twice.
func (h *house) Close() error {
	var all error
	for _, closer := range slices.Backward(h.stack) {
		all = errors.Join(all, closer())
	}
	h.stack = nil
	return all
}
