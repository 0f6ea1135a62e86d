//go:build soak

package e2e

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/diskominfo-pontianak/cctvdesk/assets"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

var update = flag.Bool("update", false, "write the golden papers anew")

// The day of the walk: Monday 7 September 2026. Every time is typed, as by
// somebody who enters the day's work in the evening, so that the papers are
// the same whenever this runs.
const walkDay = "07-09-2026"

// A request goes through all six activities in the real window, worked by
// keyboard: one pause, one return, the proof of a camera. Then every paper of
// it is made, checked by programs that we did not write, and compared with the
// one that was looked at.
func TestA_request_is_walked_through_all_six_activities(t *testing.T) {
	tool(t, "qpdf", "pdftotext", "pdftoppm")
	program, display, data := binary(t), screen(t, "1366x768"), filepath.Join(t.TempDir(), "data")
	spec := simcam.City()[0]
	spec.Codec, spec.Audio, spec.Clips, spec.User, spec.Password, spec.Auth = "h264", "", assets.Clips(), "", "", ""
	spec.Listen = "127.0.0.1:0"
	cam, err := simcam.Open(spec, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cam.Close)
	prepareWalk(t, data, cam)

	status := freePort(t)
	window := start(t, []string{display}, program, "--data", data, "--rtsp", freePort(t), "--status", status, "--lang", "id")
	await(t, "the camera is live in the relay", patience, func() bool { return allLive(cameras(status), 1) })
	h := &hand{t: t, env: []string{display}, data: data}
	h.window()

	h.draft()
	h.act("1 Menunggu", func(r sop.Request) bool { return r.Status == sop.Running }, func() { h.keys("Return") })
	h.tieCamera()
	h.begin(1, "08.00")
	h.finish(1, "08.12", func() { h.write("B/500.12/27/DISKOMINFO/2026", walkDay); h.keys("Tab", "Tab", "Tab") })
	h.begin(2, "08.15")
	h.finish(2, "08.27", func() { h.write("Alamat RTSP kamera dan akun khusus baca", "412/DISHUB/2026", walkDay); h.keys("Tab") })
	h.begin(3, "08.30")
	h.sendBack(3, "08.35")
	h.begin(2, "08.40")
	h.finish(2, "08.50", func() { h.write("Alamat RTSP yang sudah diperbaiki", "413/DISHUB/2026", walkDay); h.keys("Tab") })
	h.begin(3, "08.55")
	h.finish(3, "09.05", h.disposition("Mohon segera diproses", "31"))
	h.begin(4, "09.10")
	h.finish(4, "09.20", h.disposition("Lakukan setting relay", "32"))
	h.begin(5, "09.30")
	h.pause(5, "09.40")
	h.resume(5, "10.10")
	h.prove()
	h.finish(5, "10.40", func() {})
	h.begin(6, "10.45")
	shot(t, display, "walk-before-report")
	h.finish(6, "10.55", func() { h.write("B/500.12/31/DISKOMINFO/2026", walkDay); h.keys("Tab", "Tab", "Tab") })
	shot(t, display, "walk-done")
	if r := h.request(); r.Status != sop.Done || len(r.History) != 2 || r.Step(2).Round != 2 || len(r.Step(5).Pauses) != 1 {
		t.Fatalf("%s, %d old rounds, %+v", r.Status, len(r.History), r.Step(5).Pauses)
	}
	window.stop(syscall.SIGTERM)
	papersOf(t, program, data)
}

// prepareWalk opens an office whose offices are held, with one camera.
func prepareWalk(t *testing.T, data string, cam *simcam.Camera) {
	t.Helper()
	d, err := desk.Open(desk.Config{Dir: data, Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}()
	since := time.Date(2026, 1, 5, 0, 0, 0, 0, sop.WIB())
	in := desk.FirstRunInput{Language: "id", UserName: "Kasi SPTIK", Address: "Jl. Rahadi Usman Nomor 3 Pontianak", Phone: "(0561) 733041",
		Officials: []sop.Official{
			{Role: sop.RoleKadis, Name: "Syamsul Hadi, S.T., M.M.", Title: "Kepala Dinas Komunikasi dan Informatika", Rank: "Pembina Utama Muda", NIP: "197003121996031002", From: since},
			{Role: sop.RoleKabid, Name: "Ratna Dewi, S.Kom.", Title: "Kepala Bidang TKPBET", Rank: "Pembina", NIP: "197508202000122001", From: since},
			{Role: sop.RoleKasi, Name: "Andi Pratama, S.T.", Title: "Kepala Seksi SPTIK", Rank: "Penata Tingkat I", NIP: "198206152008011004", From: since},
		}}
	if err := d.Office.FirstRun(in); err != nil {
		t.Fatal(err)
	}
	agencies, err := d.Office.Agencies(false)
	if err != nil {
		t.Fatal(err)
	}
	draft := desk.CameraDraft{Name: "Simpang Garuda Utara", Address: cam.URL(), Password: secret.NewText(""), AllowBasic: true, Enabled: true, Site: "Simpang Garuda"}
	for _, a := range agencies {
		if a.Short == "Dishub" {
			draft.AgencyID = a.ID
			a.Contact = sop.Contact{Name: "Budi Santoso", Position: "Kepala Seksi Rekayasa", Phone: "0812-5555-0101"}
			if _, err := d.Office.PutAgency(a); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := d.Cameras.Publish(t.Context(), draft); err != nil {
		t.Fatal(err)
	}
}

// hand works the window by keyboard and looks at the store for what came of it.
type hand struct {
	t    *testing.T
	env  []string
	data string
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

// office opens a copy of the store as it is on the disk now: the window holds
// the original. A copy that was taken in the middle of a write does not open.
func (h *hand) office() (*desk.Desk, error) {
	dir := filepath.Join(h.t.TempDir(), "copy")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	for _, name := range []string{"cctvdesk.db", "key"} {
		if err := copyFile(filepath.Join(h.data, name), filepath.Join(dir, name)); err != nil {
			return nil, err
		}
	}
	return desk.Open(desk.Config{Dir: dir, Offline: true})
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

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
const walkPause = 20 * time.Second

// shows says whether the window's title, which tells where the open request
// stands, has this in it.
func (h *hand) shows(words string) bool {
	_, err := run(h.t, h.env, "xdotool", "search", "--name", words)
	return err == nil
}

// reset brings the window back to the request: the list, its first row.
func (h *hand) reset() {
	h.t.Helper()
	h.keys("Escape", "Escape", "ctrl+1", "ctrl+2")
	h.xdotool("mousemove", "500", "264", "click", "1")
	await(h.t, "the request is open", patience, func() bool { return h.shows("RLY-2026-0001") })
}

// draft fills in the form of a new request.
func (h *hand) draft() {
	h.t.Helper()
	h.act("RLY-2026-0001 · Draf", func(r sop.Request) bool { return r.Status == sop.Draft }, func() {
		h.keys("ctrl+shift+p")
		<-time.After(2 * time.Second) // the agencies come from the store
		h.choose("dishub")
		h.keys("Tab")
		h.write("Relay tayangan kamera Simpang Garuda")
		h.keys("Tab", "Tab", "Tab", "Tab", "Tab")
		h.write(walkDay)
		h.keys("Tab", "Tab", "Tab") // past the buttons for today and for another place
		h.write("Simpang Garuda", "Jl. Tanjungpura")
		for _, word := range []string{"simpang", "selatan", "tokaya", "lalu"} {
			h.keys("Tab")
			h.choose(word)
		}
		h.keys("ctrl+s")
	})
}

// choose types the beginning of a word into the list that has the focus.
func (h *hand) choose(word string) {
	h.t.Helper()
	h.xdotool("type", "--delay", "60", word)
}

// at types the moment an act happened into the field with the focus.
func (h *hand) at(clock string) { h.write(walkDay + " " + clock) }

func (h *hand) begin(n int, clock string) {
	h.t.Helper()
	h.act(fmt.Sprint(n, " Diproses"), func(r sop.Request) bool { return r.StepState(n) == sop.StepRunning }, func() {
		h.keys("Return")
		h.keys("Tab") // from the button to the first field
		h.at(clock)
		h.keys("Return")
	})
}

// ticks are the mandatory items of kelengkapan, which stand before the first
// field of the form.
func ticks(n int) int { return len(sop.DefaultVersion().Activity(n).Checks) }

// finish ticks everything, lets evidence be filled in, which ends on the field
// before the time, types the time and presses the button.
func (h *hand) finish(n int, clock string, evidence func()) {
	h.t.Helper()
	next := fmt.Sprint(n+1, " Menunggu")
	if n == sop.Activities {
		next = "Selesai"
	}
	h.act(next, func(r sop.Request) bool {
		return r.StepState(n) == sop.StepDone || r.CurrentStep() > n || r.Status == sop.Done
	}, func() {
		h.keys("Return")
		if n == sop.ProofStep { // nothing has the focus but the button: go round to the first tick
			h.keys("Tab")
		} else {
			for range ticks(n) {
				h.keys("shift+Tab")
			}
		}
		for range ticks(n) {
			h.keys("space", "Tab")
		}
		if n == sop.ProofStep {
			h.keys("shift+Tab")
		}
		evidence()
		h.keys("Tab")
		h.at(clock)
		shot(h.t, h.env[0], fmt.Sprint("walk-finish-", n))
		h.keys("Return")
	})
}

// disposition ticks the first instruction and fills in what stands behind them.
func (h *hand) disposition(note, agenda string) func() {
	return func() {
		h.keys("space")
		for range sop.Instructions() {
			h.keys("Tab")
		}
		h.write(note, walkDay)
		h.keys("Tab") // past the button for today
		h.keys("Tab")
		h.write(agenda, "08-09-2026")
	}
}

func (h *hand) pause(n int, clock string) {
	h.t.Helper()
	h.act(fmt.Sprint(n, " Ditunda"), func(r sop.Request) bool { return r.StepState(n) == sop.StepPaused }, func() {
		h.keys("j")
		h.choose("listrik")
		h.keys("Tab")
		h.write("Listrik di simpang padam")
		h.keys("Tab")
		h.at(clock)
		h.keys("Return")
	})
}

func (h *hand) resume(n int, clock string) {
	h.t.Helper()
	h.act(fmt.Sprint(n, " Diproses"), func(r sop.Request) bool { return r.StepState(n) == sop.StepRunning }, func() {
		h.keys("Return")
		h.keys("Tab")
		h.at(clock)
		h.keys("Return")
	})
}

// sendBack returns activity n to 2, which the form proposes.
func (h *hand) sendBack(n int, clock string) {
	h.t.Helper()
	h.act("2 Menunggu", func(r sop.Request) bool { return len(r.History) == 2 && r.CurrentStep() == 2 }, func() {
		h.keys("k")
		h.keys("Tab")
		h.choose("dibuka")
		h.keys("Tab")
		h.write("Alamat tidak dapat dibuka dari Data Center")
		h.keys("Tab")
		h.at(clock)
		h.keys("Return")
	})
}

// papersOf makes every paper of the request by command, checks it with foreign
// programs and compares its words with those that were looked at. What depends
// on the day of this run is left out.
func papersOf(t *testing.T, program, data string) {
	t.Helper()
	out := filepath.Join("..", "build", "e2e", "papers")
	if err := os.MkdirAll(out, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range desk.Documents() {
		file := filepath.Join(out, name+".pdf")
		if said, err := run(t, nil, program, "export", name, "--request", "RLY-2026-0001", "--out", file, "--data", data); err != nil {
			t.Errorf("export %s: %v\n%s", name, err, said)
			continue
		}
		if said, err := run(t, nil, "qpdf", "--check", file); err != nil {
			t.Errorf("%s: %v\n%s", name, err, said)
		}
		if said, err := run(t, nil, "pdftoppm", "-png", "-r", "70", file, filepath.Join(out, name)); err != nil {
			t.Errorf("%s: %v\n%s", name, err, said)
		}
		text, err := exec.Command("pdftotext", "-layout", file, "-").Output()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		golden(t, name, lasting(string(text)))
	}
}

// lasting replaces what another run cannot repeat: when it was printed, when
// the camera was tested, and what the test measured.
func lasting(text string) string {
	for _, r := range []struct{ what, with string }{
		{`Dicetak dari cctvdesk – .* WIB`, "Dicetak dari cctvdesk – <sekarang>"},
		{`\d{2}-\d{2}-\d{4} \d{2}\.\d{2}( WIB)?`, "$0"},
		{`\d+,\d fps`, "<fps>"}, {`[\d.]+ kbps`, "<laju>"}, {`[\d,]+ detik`, "<lama>"},
	} {
		text = regexp.MustCompile(r.what).ReplaceAllString(text, r.with)
	}
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "papers", name+".txt")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-golden +got):\n%s", name, diff)
	}
}

// tieCamera ties the relay's only camera by the card "Kamera".
func (h *hand) tieCamera() {
	h.t.Helper()
	h.act("1 Menunggu", func(r sop.Request) bool { return len(r.Cameras) == 1 }, func() {
		h.xdotool("mousemove", "533", "589", "click", "1")
		<-time.After(2 * time.Second) // the cameras come from the store
		h.keys("Tab", "space")
		h.keys("Tab", "Tab", "Return")
		<-time.After(2 * time.Second) // until the dialog has gone; the title does not tell
	})
}

// prove tests the camera through the relay, by "Uji ulang" in activity 5.
func (h *hand) prove() {
	h.t.Helper()
	h.act("5 Diproses", func(r sop.Request) bool { return len(r.Cameras) == 1 && r.Cameras[0].Proof != nil }, func() {
		h.xdotool("mousemove", "1320", "652", "click", "1")
	})
}
