package e2e

import (
	"image"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// A camera that nobody here wrote (GStreamer's RTSP server, Digest) goes from
// an empty assistant to the proof in activity 5, driven by keys and clicks. The
// screen tells at which step the assistant stands, the relay's status what is
// published and read, the store what was noted. Fields and presses are counted
// for docs/benchmarks.md.
func TestThe_assistant_connects_a_foreign_camera_from_nothing_to_proof(t *testing.T) {
	tool(t, "/usr/bin/python3")
	program := binary(t)
	gst := start(t, nil, "/usr/bin/python3", "testdata/gst_cameras.py", "digest")
	gst.awaitLine(t, "ready")
	for _, codec := range []string{"h264", "h265"} {
		t.Run(codec, func(t *testing.T) {
			address := ""
			for _, line := range gst.said() {
				if rest, ok := strings.CutPrefix(line, codec+"-digest "); ok {
					address = rest
				}
			}
			if address == "" {
				t.Fatalf("no address in %q", gst.said())
			}
			connect(t, program, codec, address)
		})
	}
}

// connect drives one camera through the assistant and looks at what it left.
func connect(t *testing.T, program, codec, address string) {
	data := filepath.Join(t.TempDir(), "data")
	request := activity5(t, data)
	display := screen(t, "1366x768")
	rtsp, status := freePort(t), freePort(t)
	window := start(t, []string{display}, program, "--data", data, "--rtsp", rtsp, "--status", status)
	h := &wizardHand{t: t, env: []string{display}, display: display}
	h.fill()

	h.openAssistant()
	shot(t, display, "hubungkan-"+codec+"-1-alamat")

	h.fields, h.presses = 0, 0
	began := time.Now()
	h.click(addressField())
	h.write(address)
	h.fields++
	h.key("Return") // Uji Kamera
	h.presses++
	h.until("the test", func() bool { return h.step() == 2 })
	h.until("the camera is tested", func() bool { return h.goesOn() })
	tested := time.Since(began)
	shot(t, display, "hubungkan-"+codec+"-2-uji")
	h.press("the name", func() bool { return h.step() == 3 })
	h.until("a path was proposed", func() bool { return h.goesOn() })
	shot(t, display, "hubungkan-"+codec+"-3-nama")
	h.press("the proof", func() bool { return h.step() == 4 })
	await(t, "the camera is live in the relay", patience, func() bool { return allLive(cameras(status), 1) })
	h.until("the proof is made", func() bool { return h.goesOn() })
	proven := time.Since(began)
	shot(t, display, "hubungkan-"+codec+"-4-bukti")
	t.Logf("%s: %d field, %d presses; tested after %.1f s, proven after %.1f s", codec, h.fields, h.presses, tested.Seconds(), proven.Seconds())

	h.press("the request again", func() bool { return h.step() == 0 })
	shot(t, display, "hubungkan-"+codec+"-5-permintaan")
	if list := cameras(status); len(list) != 1 || list[0].Codec != strings.ToUpper(codec) {
		t.Errorf("the relay says %+v", list)
	}
	window.stop(syscall.SIGTERM)
	lookAtProof(t, data, request, codec)
}

// activity5 opens an office with a request whose activity 5 is running.
func activity5(t *testing.T, data string) ulid.ULID {
	t.Helper()
	d, err := desk.Open(desk.Config{Dir: data, Offline: true})
	must(t, err)
	defer func() { must(t, d.Close()) }()
	must(t, d.Office.FirstRun(desk.FirstRunInput{Language: "id", UserName: "Uji"}))
	agencies, err := d.Office.Agencies(false)
	must(t, err)
	began := time.Now().Add(-time.Hour)
	for role, name := range map[sop.Role]string{sop.RoleKadis: "Kadis Satu", sop.RoleKabid: "Kabid Satu", sop.RoleKasi: "Kasi Satu"} {
		_, err := d.Office.PutOfficial(sop.Official{Role: role, Title: string(role), Name: name, From: began.AddDate(-2, 0, 0)})
		must(t, err)
	}
	id, err := d.Requests.Create(sop.Facts{Origin: sop.AskedByOffice, AgencyID: agencies[0].ID, Subject: "Relay Simpang Garuda", Sites: []sop.Site{{Name: "Simpang Garuda"}}})
	must(t, err)
	late := true // whatever the hour is: it counts as done outside the office's hours
	do := func(a sop.Act) {
		a.OutOfHours = &late
		_, err := d.Requests.Act(id, a)
		must(t, err)
	}
	do(sop.Act{Kind: sop.ActStart, At: began})
	for n := 1; n <= sop.ProofStep; n++ {
		at := began.Add(time.Duration(n) * 5 * time.Minute)
		do(sop.Act{Kind: sop.ActBegin, Step: n, At: at})
		if n == sop.ProofStep {
			break
		}
		checks := sop.DefaultVersion().Activity(n).Checks
		for i := range checks {
			checks[i].Met = true
		}
		do(sop.Act{Kind: sop.ActFinish, Step: n, At: at.Add(3 * time.Minute), Checks: checks, Evidence: &sop.Evidence{Number: "B/1", Date: at, Text: "Lakukan setting relay"}})
	}
	return id
}

// lookAtProof reads in the store what the assistant noted in activity 5.
func lookAtProof(t *testing.T, data string, request ulid.ULID, codec string) {
	t.Helper()
	d, err := desk.Open(desk.Config{Dir: data, Offline: true})
	must(t, err)
	defer func() { must(t, d.Close()) }()
	v, err := d.Requests.Get(request)
	must(t, err)
	if len(v.Request.Cameras) != 1 || v.Request.Cameras[0].Proof == nil {
		t.Fatalf("no proof is noted: %+v", v.Request.Cameras)
	}
	p := v.Request.Cameras[0].Proof
	if p.Result != sop.Success || p.Codec != strings.ToUpper(codec) || p.UDP != sop.UDPRead || p.Picture == "" || p.Measured < 9*time.Second || p.Received == 0 {
		t.Errorf("the proof is thin: %+v", p)
	}
	if v.CameraDraft {
		t.Error("a draft is left behind")
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Places of the window at 1366x768 with its menu bar, in pixels from the upper
// left corner.

// goOn is the right end of the button that goes on; its words differ in length.
func goOn() image.Point { return image.Pt(1318, 687) }

// firstRow is in the first row of a page's list.
func firstRow() image.Point { return image.Pt(500, 264) }

// addressField is the first field of the assistant.
func addressField() image.Point { return image.Pt(700, 246) }

// rail is a place beside the name of a step of the assistant.
func rail(step int) image.Point { return image.Pt(460, 95+37*(step-1)) }

// isLit says whether a colour is that of the chosen step, isBright that of a
// button that can be pressed.
func isLit(r, g, b uint32) bool    { return b > r+25 && g > r }
func isBright(r, g, b uint32) bool { return b > 180 && r < 150 && g > 120 }

// wizardHand drives the window by keys and clicks, and looks where it stands.
type wizardHand struct {
	t               *testing.T
	env             []string
	display         string
	fields, presses int
}

func (h *wizardHand) do(args ...string) {
	h.t.Helper()
	if out, err := run(h.t, h.env, "xdotool", args...); err != nil {
		h.t.Fatalf("xdotool %q: %v\n%s", args, err, out)
	}
}

func (h *wizardHand) key(name string)   { h.do("key", "--clearmodifiers", name) }
func (h *wizardHand) write(text string) { h.do("type", "--delay", "20", text) }
func (h *wizardHand) click(at image.Point) {
	h.do("mousemove", strconv.Itoa(at.X), strconv.Itoa(at.Y), "click", "1")
}

// fill makes the window as large as the screen.
func (h *wizardHand) fill() {
	h.until("the window", func() bool {
		_, err := run(h.t, h.env, "xdotool", "search", "--name", "cctvdesk", "windowmove", "0", "0", "windowsize", "1366", "768", "windowfocus")
		return err == nil
	})
}

// openAssistant opens the request, the only row of the list, and from it the
// assistant by its key.
func (h *wizardHand) openAssistant() {
	h.t.Helper()
	h.until("the request", func() bool {
		h.key("alt+2")
		h.click(firstRow())
		_, err := run(h.t, h.env, "xdotool", "search", "--name", "RLY-")
		return err == nil
	})
	h.until("the assistant", func() bool {
		h.key("h")
		return h.step() == 1
	})
}

func (h *wizardHand) until(what string, done func() bool) {
	h.t.Helper()
	await(h.t, what, patience, done)
}

// press presses the button that goes on until the window shows that it did.
func (h *wizardHand) press(what string, done func() bool) {
	h.t.Helper()
	h.presses++
	h.click(goOn())
	h.until(what, done)
}

// look takes a picture of the screen.
func (h *wizardHand) look() image.Image {
	f, err := os.Open(shot(h.t, h.display, "hubungkan-kini"))
	must(h.t, err)
	defer f.Close()
	img, _, err := image.Decode(f)
	must(h.t, err)
	return img
}

// step is the step of the assistant that is lit, 0 when none is.
func (h *wizardHand) step() int {
	img := h.look()
	for n := 1; n <= 4; n++ {
		if r, g, b, _ := img.At(rail(n).X, rail(n).Y).RGBA(); isLit(r>>8, g>>8, b>>8) {
			return n
		}
	}
	return 0
}

// goesOn says whether the button that goes on can be pressed.
func (h *wizardHand) goesOn() bool {
	r, g, b, _ := h.look().At(goOn().X, goOn().Y-12).RGBA()
	return isBright(r>>8, g>>8, b>>8)
}
