package ui

import (
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/assets"
	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// TestWizard_has_a_page_for_every_cause: whatever a test finds, its page says
// one sentence, one advice and who to ask, and nothing of it is cut off on
// either screen. With CCTVDESK_LOOKS=FOLDER each page is left there as a picture
// in both looks, for a person to look at; the assertions read the same screens.
func TestWizard_has_a_page_for_every_cause(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	w := h.tested("rtsp://pengamat:r4hasia@kamera-simpang-garuda.pontianak.go.id:554/Streaming/Channels/101")
	pages := pagesOfTheTest(t)
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		v := pages[name]
		w.test.ended(v)
		for n, size := range screens() {
			h.shell.Window().Resize(screens()[1-n]) // words that wrap take their height from the layout before
			h.shell.Window().Resize(size)
			h.pump.Run()
			saysAll(t, h, name, v)
			nothingIsCut(t, h, fmt.Sprintf("%s at %v", name, size))
			photographedIn(t, h, fmt.Sprintf("uji-%s-%d", name, n))
		}
	}
}

// saysAll reads the three parts of a failure on the page.
func saysAll(t *testing.T, h *testHouse, name string, v camera.Verdict) {
	t.Helper()
	var words []string
	for _, o := range onScreen(h.top()) {
		if label, ok := o.(*widget.Label); ok {
			words = append(words, label.Text)
		}
	}
	s := say.Cause(v.Cause)
	for _, want := range []string{s.What, s.Do, s.Who} {
		if v.Cause != camera.NoCause && (want == "" || !slices.Contains(words, want)) {
			t.Errorf("%s: the page does not say %q: %q", name, want, words)
		}
	}
	for _, warning := range v.Warnings {
		if warning != camera.WarnLongKeys && !slices.Contains(words, say.Warning(warning)) {
			t.Errorf("%s: the page does not warn: %q", name, say.Warning(warning))
		}
	}
}

// onScreen is everything that is drawn, as it is drawn: test.LaidOutObjects lays
// out a second set of renderers, and what is photographed afterwards is the first.
func onScreen(o fyne.CanvasObject) []fyne.CanvasObject {
	if !o.Visible() {
		return nil
	}
	out, inside := []fyne.CanvasObject{o}, []fyne.CanvasObject(nil)
	switch o := o.(type) {
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	case *fyne.Container:
		inside = o.Objects
	}
	for _, child := range inside {
		out = append(out, onScreen(child)...)
	}
	return out
}

// nothingIsCut looks at every label on the page: it has the room that its words
// take, and lies within the window and above the assistant's buttons.
func nothingIsCut(t *testing.T, h *testHouse, where string) {
	t.Helper()
	driver, window := fyne.CurrentApp().Driver(), h.shell.Window().Canvas().Size()
	foot := window.Height
	seen := onScreen(h.top())
	for _, o := range seen {
		if b, ok := o.(*kit.Button); ok && b.Text == "Kembali" {
			foot = driver.AbsolutePositionForObject(b).Y
		}
	}
	for _, o := range seen {
		label, ok := o.(*widget.Label)
		if !ok || label.Text == "" || !label.Visible() {
			continue
		}
		at, need := driver.AbsolutePositionForObject(label), label.MinSize()
		below := at.Y+need.Height > window.Height+0.5 || at.Y < foot && at.Y+need.Height > foot+0.5
		if below || at.X+need.Width > window.Width+0.5 || label.Size().Width+0.5 < need.Width || label.Size().Height+0.5 < need.Height {
			t.Errorf("%s: %q has %v of %v at %v", where, label.Text, label.Size(), need, at)
		}
	}
}

// photographedIn leaves a picture of the window in both looks, when asked for.
func photographedIn(t *testing.T, h *testHouse, name string) {
	dir := os.Getenv("CCTVDESK_LOOKS")
	if dir == "" {
		return
	}
	must(t, os.MkdirAll(dir, 0o755))
	settings := h.shell.config.App.Settings()
	was := settings.Theme()
	for _, light := range []bool{false, true} {
		settings.SetTheme(kit.NewTheme(light))
		file, err := os.Create(filepath.Join(dir, fmt.Sprintf("%s-%v.png", name, light)))
		must(t, err)
		must(t, png.Encode(file, h.shell.Window().Canvas().Capture()))
		must(t, file.Close())
	}
	settings.SetTheme(was)
}

// pagesOfTheTest are verdicts as a test gives them: one for each cause at the
// hop where it shows, a good one, and those with something to look at first.
func pagesOfTheTest(t *testing.T) map[string]camera.Verdict {
	t.Helper()
	at := map[camera.Cause]camera.HopName{
		camera.CauseName: camera.HopResolve, camera.CauseRoute: camera.HopPort, camera.CauseRefused: camera.HopPort, camera.CauseFiltered: camera.HopPort,
		camera.CauseNotRTSP: camera.HopRTSP, camera.CauseTLSExpected: camera.HopRTSP, camera.CauseTLSUnexpected: camera.HopPort, camera.CauseCertificate: camera.HopPort,
		camera.CauseLogin: camera.HopLogin, camera.CauseLoginMethod: camera.HopLogin, camera.CauseLocked: camera.HopLogin, camera.CausePath: camera.HopDescription,
		camera.CauseNoVideo: camera.HopDescription, camera.CauseCodec: camera.HopKeyPicture, camera.CauseRedirect: camera.HopDescription,
		camera.CauseNoPackets: camera.HopPackets, camera.CauseNoKeyPicture: camera.HopKeyPicture, camera.CauseRareKeys: camera.HopMeasure, camera.CauseTooMany: camera.HopPlay,
	}
	out := map[string]camera.Verdict{}
	for _, c := range camera.Causes() {
		hop, known := at[c]
		if !known {
			t.Errorf("cause %s has no page here", c)
		}
		out[string(c)] = verdictAt(hop, c, nil)
	}
	out["login-held"] = verdictAt(camera.HopLogin, camera.CauseLogin, []string{camera.WarnHeld})
	good := verdictAt("", camera.NoCause, []string{camera.WarnAdmin, camera.WarnTCPOnly, camera.WarnLongKeys})
	good.KeyInterval, good.Kbps, good.Clock, good.ClockKnown = 6*time.Second, 8200, -7*time.Minute, true
	out["baik"] = good
	for _, warning := range camera.SightWarnings() {
		out[warning] = verdictAt("", camera.NoCause, []string{warning})
	}
	for name, v := range out {
		if v.OK || v.Cause == camera.CauseRareKeys {
			v.Picture = streetPicture(t)
			out[name] = v
		}
	}
	return out
}

// verdictAt ended at a hop; at none when all went well.
func verdictAt(hop camera.HopName, cause camera.Cause, warnings []string) camera.Verdict {
	v := camera.Verdict{OK: cause == camera.NoCause, Cause: cause, Hop: hop, Warnings: warnings}
	v.Relayable = v.OK || slices.Contains([]camera.Cause{camera.CauseCodec, camera.CauseRareKeys}, cause)
	if v.Relayable {
		v.Codec, v.AudioCodec, v.Width, v.Height, v.FPS, v.Kbps = "H265", "AAC", 2560, 1440, 25, 4816
		v.KeyInterval, v.Measured, v.Received, v.Lost, v.Jitter, v.Transport = 2*time.Second, 5*time.Second, 2180, 3, 12*time.Millisecond, "tcp"
	}
	switch cause {
	case camera.CauseCodec:
		v.Codec, v.FPS, v.KeyInterval = "MPEG-4 Video", 0, 0
	case camera.CauseRareKeys:
		v.KeyInterval = 0
	}
	result := camera.Done
	for i, name := range camera.Hops() {
		h := camera.Hop{Name: name, Result: result, Took: time.Duration(7+41*i) * time.Millisecond}
		if name == hop && cause != camera.CauseCodec {
			h.Result, h.Cause, result = camera.Failed, cause, camera.Skipped
		}
		if name == hop && cause == camera.CauseCodec {
			h.Result = camera.Skipped
		}
		v.Hops = append(v.Hops, h)
	}
	return v
}

// streetPicture is a picture of the simulated city, as a camera sends it.
func streetPicture(t *testing.T) *image.RGBA {
	t.Helper()
	file, err := assets.Clips().Open("duga-air-main.mjpeg")
	must(t, err)
	defer file.Close()
	picture, err := jpeg.Decode(file)
	must(t, err)
	out := image.NewRGBA(picture.Bounds())
	draw.Draw(out, out.Bounds(), picture, picture.Bounds().Min, draw.Src)
	return out
}
