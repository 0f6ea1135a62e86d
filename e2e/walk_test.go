//go:build soak

package e2e

import (
	"fmt"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/assets"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

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
	h.lit = h.colour()
	h.act("1 Menunggu", func(r sop.Request) bool { return r.Status == sop.Running }, func() { h.keys("Return") })
	h.tieCamera()
	h.picture("dimulai")
	h.begin(1, "08.00")
	h.finish(1, "08.12", func() { h.write("B/500.12/27/DISKOMINFO/2026", walkDay); h.keys("Tab", "Tab", "Tab", "Tab") })
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
	h.finish(6, "10.55", func() { h.write("B/500.12/31/DISKOMINFO/2026", walkDay); h.keys("Tab", "Tab", "Tab", "Tab") })
	h.picture("akhir")
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

// draft fills in the form of a new request.
func (h *hand) draft() {
	h.t.Helper()
	h.act("RLY-2026-0001 · Draf", func(r sop.Request) bool { return r.Status == sop.Draft }, func() {
		h.keys("ctrl+shift+p")
		await(h.t, "the form of a new request", patience, func() bool { return h.shows("Permintaan Baru") })
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
		h.picture("draf")
		h.keys("ctrl+s")
	})
}

// picture keeps what is on the screen: docs/panduan.md shows some of them
// (scripts/shots perjalanan).
func (h *hand) picture(name string) {
	<-time.After(time.Second) // what was typed last is drawn by then
	shot(h.t, h.env[0], "perjalanan-"+name)
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
		if !h.opens("Return") {
			return
		}
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
		if !h.opens("Return") {
			return
		}
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
		h.picture(fmt.Sprint("langkah-", n))
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
		if !h.opens("j") {
			return
		}
		h.choose("listrik")
		h.keys("Tab")
		h.write("Listrik di simpang padam")
		h.keys("Tab")
		h.at(clock)
		h.picture("tunda")
		h.keys("Return")
	})
}

func (h *hand) resume(n int, clock string) {
	h.t.Helper()
	h.act(fmt.Sprint(n, " Diproses"), func(r sop.Request) bool { return r.StepState(n) == sop.StepRunning }, func() {
		if !h.opens("Return") {
			return
		}
		h.keys("Tab")
		h.at(clock)
		h.keys("Return")
	})
}

// sendBack returns activity n to 2, which the form proposes.
func (h *hand) sendBack(n int, clock string) {
	h.t.Helper()
	h.act("2 Menunggu", func(r sop.Request) bool { return len(r.History) == 2 && r.CurrentStep() == 2 }, func() {
		if !h.opens("k") {
			return
		}
		h.keys("Tab")
		h.choose("dibuka")
		h.keys("Tab")
		h.write("Alamat tidak dapat dibuka dari Data Center")
		h.keys("Tab")
		h.at(clock)
		h.picture("kembalikan")
		h.keys("Return")
	})
}

// tieCamera ties the relay's only camera.
func (h *hand) tieCamera() {
	h.t.Helper()
	h.act("1 Menunggu", func(r sop.Request) bool { return len(r.Cameras) == 1 }, func() {
		if h.opens("c") {
			h.keys("space", "Tab", "Tab", "Return")
		}
	})
}

// prove tests the camera through the relay in activity 5, and closes what it
// showed.
func (h *hand) prove() {
	h.t.Helper()
	h.act("5 Diproses", func(r sop.Request) bool { return len(r.Cameras) == 1 && r.Cameras[0].Proof != nil }, func() {
		h.opens("u")
	})
	h.picture("uji")
	h.keys("Escape")
}
