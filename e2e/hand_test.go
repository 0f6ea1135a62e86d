//go:build soak

package e2e

import (
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// hand works the window by keyboard and looks at the store for what came of it.
type hand struct {
	t    *testing.T
	env  []string
	data string
	lit  string // colour of the window where no dialog dims it
}

// opens presses a key and says whether a dialog has come of it: what is typed
// without one would be read as the page's own keys.
func (h *hand) opens(key string) bool {
	h.t.Helper()
	await(h.t, "no dialog is open", patience, func() bool { return h.colour() == h.lit })
	h.keys(key)
	for limit := time.Now().Add(walkPause); time.Now().Before(limit); <-time.After(100 * time.Millisecond) {
		if h.colour() != h.lit {
			return true
		}
	}
	return false
}

// colour is that of a spot beneath the navigation.
func (h *hand) colour() string {
	h.t.Helper()
	out, err := run(h.t, h.env, "import", "-window", "root", "-crop", "1x1+120+660", "-depth", "8", "txt:-")
	if err != nil {
		h.t.Fatalf("the colour of a spot: %v\n%s", err, out)
	}
	return out
}

// window fills the screen with it and gives it the keyboard.
func (h *hand) window() {
	h.t.Helper()
	await(h.t, "the window", patience, func() bool {
		_, err := run(h.t, h.env, "xdotool", "search", "--name", "cctvdesk", "windowmove", "0", "0", "windowsize", "1366", "768", "windowfocus")
		return err == nil
	})
}

func (h *hand) xdotool(args ...string) {
	h.t.Helper()
	if out, err := run(h.t, h.env, "xdotool", args...); err != nil {
		h.t.Fatalf("xdotool %v: %v\n%s", args, err, out)
	}
}

func (h *hand) keys(names ...string) {
	h.t.Helper()
	h.xdotool(append([]string{"key", "--delay", "60"}, names...)...)
}

// write fills one field after the other, from the one with the focus on, and
// leaves the focus in the last.
func (h *hand) write(texts ...string) {
	h.t.Helper()
	for i, text := range texts {
		if i > 0 {
			h.keys("Tab")
		}
		h.keys("ctrl+a")
		h.xdotool("type", "--delay", "25", text)
	}
}

// office opens a copy of the store as it is on the disk now.
func (h *hand) office() (*desk.Desk, error) { return copied(h.t, h.data) }

// request is the newest request on the disk, the zero one when there is none
// or the copy could not be read.
func (h *hand) request() sop.Request {
	h.t.Helper()
	d, err := h.office()
	if err != nil {
		return sop.Request{}
	}
	defer d.Close()
	rows, err := d.Requests.List(desk.RequestFilter{})
	if err != nil || len(rows) == 0 {
		return sop.Request{}
	}
	v, err := d.Requests.Get(rows[0].ID)
	if err != nil {
		return sop.Request{}
	}
	return v.Request
}

// act does something until the window's title shows what came of it and the
// store has it on the disk. A window that did not take it is asked again.
func (h *hand) act(shows string, done func(sop.Request) bool, do func()) {
	h.t.Helper()
	for range 4 {
		do()
		for pause := time.Now().Add(walkPause); time.Now().Before(pause); <-time.After(200 * time.Millisecond) {
			if h.shows(shows) && done(h.request()) {
				return
			}
		}
		shot(h.t, h.env[0], "walk-retry")
		h.reset()
	}
	h.t.Fatalf("in vain: %q\n%+v", shows, h.request())
}

// walkPause is how long one act may take on a machine that does much else.
const walkPause = 30 * time.Second

// shows says whether the window's title, which tells where the open request
// stands, has this in it.
func (h *hand) shows(words string) bool {
	_, err := run(h.t, h.env, "xdotool", "search", "--name", words)
	return err == nil
}

// reset brings the window back to the request: the list, its first row.
func (h *hand) reset() {
	h.t.Helper()
	h.keys("Escape", "Escape", "alt+1", "alt+2")
	await(h.t, "the list is open", patience, func() bool { return !h.shows("RLY-2026-0001") })
	await(h.t, "the request is open", patience, func() bool {
		h.xdotool("mousemove", "500", "264", "click", "1") // before the list has come from the store there is nothing
		return h.shows("RLY-2026-0001")
	})
}
