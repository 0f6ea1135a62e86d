package desk_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"log/slog"
	"math/rand/v2"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/oklog/ulid/v2"
	"github.com/pion/rtp"

	"github.com/diskominfo-pontianak/cctvdesk/assets"
	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// scenery stands in for the decoder: one scene for each codec, so that equal
// cameras give equal pictures and others do not.
func scenery(_ context.Context, f format.Format, _ []*rtp.Packet) (*image.RGBA, error) {
	img := image.NewRGBA(image.Rect(0, 0, 320, 180))
	for y := range 180 {
		for x := range 320 {
			v := uint8(x / 2)
			if f.Codec() == "M-JPEG" {
				v = uint8(y)
			}
			v += uint8(rand.IntN(5)) // a sensor's noise
			img.SetRGBA(x, y, color.RGBA{v, v, v, 255})
		}
	}
	return img, nil
}

// shop starts a camera that shows a clip of the city.
func shop(t *testing.T, clip string, fault simcam.Fault) *simcam.Camera {
	t.Helper()
	cam, err := simcam.Open(simcam.Spec{
		Clip: clip, User: "operator", Password: "r4hasia", Auth: "digest", Clips: assets.Clips(), KeyAtPlay: true,
	}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cam.Close() })
	if fault != "" {
		if err := cam.Set(fault); err != nil {
			t.Fatal(err)
		}
	}
	return cam
}

func openSight(t *testing.T) *desk.Desk {
	t.Helper()
	d, err := desk.Open(desk.Config{Dir: t.TempDir(), Listen: "127.0.0.1:0", Still: scenery})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

func login(address, password string) string {
	return strings.Replace(address, "rtsp://", "rtsp://operator:"+password+"@", 1)
}

func TestTry_tests_every_row_and_keeps_nothing_before_it_is_told_to(t *testing.T) {
	d := openSight(t)
	ours := shop(t, "duga-air", "")
	id, err := d.Cameras.Publish(t.Context(), desk.CameraDraft{Name: "Simpang Garuda", Address: login(ours.URL(), "r4hasia"), Enabled: true})
	if err != nil {
		t.Fatal(err)
	}
	await(t, "our camera is live", func() bool { return stateOf(d, id) == relay.Live })
	shut, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = shut.Close()
	good, wrong, silent, same := shop(t, "pasar", ""), shop(t, "lobi", ""), shop(t, "taman", simcam.NoVideo), shop(t, "duga-air", "")
	rows := []struct {
		name, url string
		state     desk.TrialState
		cause     camera.Cause
	}{
		{"Pasar Flamboyan", login(good.URL(), "r4hasia"), desk.TrialGood, ""},
		{"Lobi", login(wrong.URL(), "salah"), desk.TrialFailed, camera.CauseLogin},
		{"Taman", login(silent.URL(), "r4hasia"), desk.TrialFailed, camera.CauseNoVideo},
		{"Garuda lagi", login(ours.URL(), "r4hasia"), desk.TrialTwice, ""},
		{"Pasar lagi", login(good.URL(), "r4hasia") + "?", desk.TrialTwice, ""},
		{"Garuda lewat NVR", login(same.URL(), "r4hasia"), desk.TrialLook, ""},
		{"Mati", "rtsp://" + shut.Addr().String() + "/1", desk.TrialFailed, camera.CauseRefused},
		{"", "rtsp://10.10.5.21/1", desk.TrialBad, ""},
	}
	file := "nama;url\n"
	for _, r := range rows {
		file += r.name + ";" + r.url + "\n"
	}
	told := map[int]int{}
	trial, err := d.Cameras.Try(t.Context(), strings.NewReader(file), "kamera.csv", func(r desk.TrialRow) { told[r.Line]++ })
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range rows {
		got := trial.Rows[i]
		if got.State() != want.state || got.Verdict != nil && got.Verdict.Cause != want.cause {
			t.Errorf("%s: %s, %+v, twin %+v", want.name, got.State(), got.Verdict, got.Twin)
		}
		if told[got.Line] == 0 {
			t.Errorf("%s: nobody was told", want.name)
		}
		if got.State() == desk.TrialGood && (got.Verdict.Picture == nil || got.Verdict.Picture.Rect.Dx() > 320) {
			t.Errorf("%s: no thumbnail", want.name)
		}
	}
	if tw := trial.Rows[3].Twin; tw == nil || tw.Name != "Simpang Garuda" || tw.ID != id || tw.Line != 0 {
		t.Errorf("twin of ours: %+v", tw)
	}
	if tw := trial.Rows[4].Twin; tw == nil || tw.Line != 2 {
		t.Errorf("twin in the file: %+v", tw)
	}
	if tw := trial.Rows[5].Twin; tw == nil || tw.Why != desk.TwinSight || tw.Sure || tw.Name != "Simpang Garuda" {
		t.Errorf("twin by its picture: %+v", tw)
	}
	if all, _ := d.Cameras.List(desk.CameraFilter{}); len(all) != 1 {
		t.Fatalf("the dry run kept %d cameras", len(all)-1)
	}
	checkRest(t, trial)
	n, err := trial.Apply(t.Context())
	if err != nil || n != 2 {
		t.Fatalf("%d kept, %v", n, err)
	}
	all, _ := d.Cameras.List(desk.CameraFilter{})
	var names []string
	for _, row := range all {
		names = append(names, row.Name)
	}
	if !slices.Equal(names, []string{"Garuda lewat NVR", "Pasar Flamboyan", "Simpang Garuda"}) {
		t.Errorf("kept %q", names)
	}
	again, err := d.Cameras.Try(t.Context(), strings.NewReader("nama;url\nPasar Flamboyan;"+login(good.URL(), "r4hasia")+"\n"), "kamera.csv", func(desk.TrialRow) {})
	if err != nil || again.Rows[0].State() != desk.TrialTwice || again.Rows[0].Take {
		t.Errorf("a table that is read a second time: %v, %+v", err, again.Rows)
	}
	if _, err := d.Acts.Undo(); err != nil {
		t.Fatal(err)
	}
	if all, _ := d.Cameras.List(desk.CameraFilter{}); len(all) != 1 {
		t.Errorf("taken back, and %d are left", len(all))
	}
}

// checkRest reads the file of what was not kept as a new import would.
func checkRest(t *testing.T, trial *desk.Trial) {
	t.Helper()
	why := func(r desk.TrialRow) string { return "=" + string(r.State()) }
	for _, format := range []string{"csv", "xlsx"} {
		var rest bytes.Buffer
		if err := trial.WriteRest(&rest, format, why); err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(rest.Bytes(), []byte("r4hasia")) || bytes.Contains(rest.Bytes(), []byte("salah@")) {
			t.Errorf("%s: a password is in the file", format)
		}
		if format == "csv" && (!strings.Contains(rest.String(), "rtsp://operator@") || strings.Contains(rest.String(), ";=")) {
			t.Errorf("csv: %s", rest.String())
		}
		d := openSight(t)
		report, err := d.Cameras.Import(t.Context(), &rest, "sisa."+format, false)
		if err != nil || len(report.Rows) != 6 || len(report.Missing) != 0 {
			t.Errorf("%s read again: %+v, %v", format, report, err)
		}
	}
}

func TestTry_can_be_cancelled(t *testing.T) {
	d := openSight(t)
	file := "nama;url\n"
	for i := range 20 {
		file += fmt.Sprintf("Kamera %d;%s\n", i, shop(t, "pasar", simcam.HangDescribe).URL())
	}
	ctx, cancel := context.WithCancel(t.Context())
	trial, err := d.Cameras.Try(ctx, strings.NewReader(file), "kamera.csv", func(desk.TrialRow) { cancel() })
	if err == nil || trial.Count(desk.TrialWaiting) != 20 {
		t.Errorf("%v, %d not tested", err, trial.Count(desk.TrialWaiting))
	}
	for _, r := range trial.Rows {
		if r.Take || r.Running {
			t.Errorf("%+v", r)
		}
	}
}

// TestTry_is_polite: whatever the cameras do, no more than eight are being
// connected, and what only has to be watched makes room.
func TestTry_is_polite(t *testing.T) {
	d := openSight(t)
	file := "nama;url\n"
	for i := range 12 {
		file += fmt.Sprintf("Kamera %d;%s\n", i, shop(t, "pasar", simcam.HangDescribe).URL())
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	running, most := map[int]bool{}, 0
	_, err := d.Cameras.Try(ctx, strings.NewReader(file), "kamera.csv", func(r desk.TrialRow) {
		if running[r.Line] = r.Running; !r.Running {
			delete(running, r.Line)
		}
		most = max(most, len(running))
		if r.Verdict != nil {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || most != 8 {
		t.Errorf("%d at once, %v", most, err)
	}
	for n, want := range map[int][2]time.Duration{
		1:   {5 * time.Second, 0},
		60:  {5 * time.Second, 0},
		100: {2800 * time.Millisecond, 5 * time.Second},
		200: {time.Second, 4800 * time.Millisecond},
		900: {time.Second, 3 * time.Second},
	} {
		if measure, patience := desk.TrialWatch(n); measure != want[0] || patience != want[1] {
			t.Errorf("%d rows: %v, %v", n, measure, patience)
		}
	}
}

func TestTemplate_is_a_table_that_an_import_takes(t *testing.T) {
	d := openSight(t)
	for _, format := range []string{"csv", "xlsx"} {
		var file bytes.Buffer
		if err := d.Cameras.CameraTemplate(&file, format); err != nil {
			t.Fatal(err)
		}
		report, err := d.Cameras.Import(t.Context(), &file, "contoh."+format, false)
		if err != nil || !report.OK() || len(report.Rows) != 2 || len(report.Unknown) != 0 {
			t.Errorf("%s: %+v, %v", format, report, err)
		}
	}
}

func TestRetest_proves_all_cameras_of_an_agency(t *testing.T) {
	d := openSight(t)
	dishub := agency(t, d, "Dishub")
	for i, clip := range []string{"pasar", "taman"} {
		cam := shop(t, clip, "")
		if _, err := d.Cameras.Publish(t.Context(), desk.CameraDraft{Name: fmt.Sprint("Kamera ", i), Address: login(cam.URL(), "r4hasia"), Enabled: true, AgencyID: dishub}); err != nil {
			t.Fatal(err)
		}
	}
	off := desk.CameraDraft{Name: "Mati", Address: "rtsp://127.0.0.1:1/1", AgencyID: dishub}
	if _, err := d.Cameras.Publish(t.Context(), off); err != nil {
		t.Fatal(err)
	}
	await(t, "both are live", func() bool { return d.Pulse().Live == 2 })
	var mu sync.Mutex // several tests tell at once
	begun := map[ulid.ULID]bool{}
	all, err := d.Cameras.RetestAgency(t.Context(), dishub, func(r desk.Retest) {
		mu.Lock()
		defer mu.Unlock()
		begun[r.ID] = begun[r.ID] || r.Running
	})
	if err != nil || len(all) != 2 {
		t.Fatalf("%+v, %v", all, err)
	}
	for _, one := range all {
		if one.Proof.Result != "berhasil" || one.Proof.UDP != "terbaca" || one.Err != nil || !begun[one.ID] {
			t.Errorf("%+v", one)
		}
	}
}

func TestDraft_is_kept_sealed_and_forgotten(t *testing.T) {
	dir := t.TempDir()
	d, err := desk.Open(desk.Config{Dir: dir, Offline: true})
	if err != nil {
		t.Fatal(err)
	}
	url, err := camera.ParseAddress("rtsp://10.10.5.21:554/Streaming/Channels/101")
	if err != nil {
		t.Fatal(err)
	}
	kept := db.Draft{URL: url, User: "pengamat", Password: secret.NewText("r4h@s!a"), Name: "Simpang Garuda", Transport: "tcp"}
	if err := d.Cameras.KeepDraft(kept); err != nil {
		t.Fatal(err)
	}
	if _, found, _ := d.Cameras.Draft(ulid.Make()); found {
		t.Error("a draft of a request that has none")
	}
	if done, some := d.Acts.Last(); some {
		t.Errorf("a draft is no act: %+v", done)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if d, err = desk.Open(desk.Config{Dir: dir, Offline: true}); err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	got, found, err := d.Cameras.Draft(ulid.ULID{})
	if err != nil || !found || got.URL.String() != url.String() || got.User != "pengamat" || got.Name != "Simpang Garuda" ||
		got.Password.Reveal() != "r4h@s!a" || time.Since(got.Saved) > time.Hour {
		t.Errorf("%+v %v %v", got, found, err)
	}
	for range 2 {
		if err := d.Cameras.DropDraft(ulid.ULID{}); err != nil {
			t.Fatal(err)
		}
	}
	if _, found, _ := d.Cameras.Draft(ulid.ULID{}); found {
		t.Error("still there")
	}
}
