package camera

import (
	"context"
	"errors"
	"math"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

const simUser, simPassword = "operator", "kata!@:sandi/%#ä"

// openONVIF starts a camera with its device service for one test.
func openONVIF(t *testing.T, spec simcam.ONVIFSpec, cam simcam.Spec) *simcam.ONVIF {
	t.Helper()
	cam.User, cam.Password, cam.Sub = simUser, simPassword, true
	c, err := simcam.Open(cam, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	if spec.Serial == "" {
		spec.Maker, spec.Model, spec.Firmware, spec.Serial = "Khatulistiwa", "KT-2040", "1.2.3", "SN0042"
	}
	d, err := simcam.OpenONVIF(spec, c, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	return d
}

func accessTo(d *simcam.ONVIF) Access {
	return Access{Service: d.Service(), User: simUser, Password: secret.NewText(simPassword)}
}

func TestInspect_reads_what_a_device_says_of_itself(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name  string
		spec  simcam.ONVIFSpec
		cam   simcam.Spec
		codec string
	}{
		{"both services, H.265, a clock seven minutes late", simcam.ONVIFSpec{PTZ: true, Clock: -7 * time.Minute}, simcam.Spec{Codec: "h265"}, "H265"},
		{"Media1 alone", simcam.ONVIFSpec{OldMedia: true}, simcam.Spec{Codec: "h264"}, "H264"},
		{"Media2 alone", simcam.ONVIFSpec{NewMedia: true}, simcam.Spec{Codec: "h264"}, "H264"},
		{"digest alone", simcam.ONVIFSpec{Login: "digest", Clock: 9 * 365 * 24 * time.Hour}, simcam.Spec{}, "H264"},
		{"token alone, a clock ten years early", simcam.ONVIFSpec{Login: "token", Clock: -10 * 365 * 24 * time.Hour}, simcam.Spec{}, "H264"},
		{"no login wanted", simcam.ONVIFSpec{Login: "none"}, simcam.Spec{}, "H264"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			sim := openONVIF(t, tc.spec, tc.cam)
			d, err := Inspect(t.Context(), accessTo(sim))
			if err != nil {
				t.Fatal(err)
			}
			if d.Maker != "Khatulistiwa" || d.Model != "KT-2040" || d.Serial != "SN0042" || d.Endpoint != sim.Spec().Endpoint {
				t.Errorf("device: %+v", d)
			}
			if !d.ClockKnown || math.Abs((d.Clock-tc.spec.Clock).Seconds()) > 2 {
				t.Errorf("clock %v, want %v", d.Clock, tc.spec.Clock)
			}
			if d.PTZ != tc.spec.PTZ {
				t.Errorf("PTZ %v", d.PTZ)
			}
			main, sub := d.MainAndSub()
			if len(d.Profiles) != 2 || main != 0 || sub != 1 {
				t.Fatalf("main %d, sub %d of %+v", main, sub, d.Profiles)
			}
			if p := d.Profiles[main]; p.URL.String() != sim.Camera().URL() || p.Codec != tc.codec || p.Width < d.Profiles[sub].Width || p.Foreign || !strings.HasPrefix(p.Snapshot, "http://"+sim.Addr()) {
				t.Errorf("main: %+v, want %s", p, sim.Camera().URL())
			}
			if got := d.Profiles[sub].URL.String(); got != sim.Camera().SubURL() {
				t.Errorf("sub at %s, want %s", got, sim.Camera().SubURL())
			}
		})
	}
}

func TestInspect_tries_a_wrong_login_once_in_each_way(t *testing.T) {
	for login, want := range map[string]int{"": 2, "digest": 1, "token": 1} {
		sim := openONVIF(t, simcam.ONVIFSpec{Login: login}, simcam.Spec{})
		a := accessTo(sim)
		a.Password = secret.NewText("salah")
		if _, err := Inspect(t.Context(), a); !errors.Is(err, ErrDeviceLogin) {
			t.Errorf("%q: %v", login, err)
		}
		if got := sim.Refused(); got != want {
			t.Errorf("%q: %d logins refused, want %d", login, got, want)
		}
	}
}

func TestInspect_asks_the_clock_before_any_login(t *testing.T) {
	sim := openONVIF(t, simcam.ONVIFSpec{Clock: 7 * time.Minute}, simcam.Spec{})
	ahead, err := Clock(t.Context(), sim.Addr())
	if err != nil || math.Abs((ahead-7*time.Minute).Seconds()) > 2 {
		t.Fatal(ahead, err)
	}
	if sim.Refused() != 0 || sim.Asked("GetDeviceInformation") != 0 {
		t.Error("more was asked than the clock")
	}
}

func TestInspect_ends_soon_and_small_whatever_is_answered(t *testing.T) {
	for fault, want := range map[simcam.ONVIFFault]error{
		simcam.ONVIFHuge: ErrDeviceAnswer, simcam.ONVIFSlow: ErrDeviceSilent, simcam.ONVIFNoise: ErrNotDevice,
		simcam.ONVIFEntities: ErrDeviceAnswer, simcam.ONVIFCrowd: ErrDeviceAnswer, simcam.ONVIFLocked: ErrDeviceLogin,
		simcam.ONVIFRedirect: ErrNotDevice,
	} {
		t.Run(string(fault), func(t *testing.T) {
			sim := openONVIF(t, simcam.ONVIFSpec{}, simcam.Spec{})
			if err := sim.Set(fault); err != nil {
				t.Fatal(err)
			}
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			start := time.Now()
			if _, err := Inspect(t.Context(), accessTo(sim)); !errors.Is(err, want) {
				t.Errorf("%v, want %v", err, want)
			}
			runtime.ReadMemStats(&after)
			if took := time.Since(start); took > callLimit+time.Second {
				t.Errorf("took %v", took)
			}
			if grown := int64(after.HeapInuse) - int64(before.HeapInuse); grown > 16<<20 {
				t.Errorf("%d MiB in use", grown>>20)
			}
		})
	}
}

func TestInspect_ends_when_the_caller_leaves(t *testing.T) {
	sim := openONVIF(t, simcam.ONVIFSpec{}, simcam.Spec{})
	if err := sim.Set(simcam.ONVIFSlow); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	if _, err := Inspect(ctx, accessTo(sim)); err == nil || time.Since(start) > 2*time.Second {
		t.Error(err, time.Since(start))
	}
}

func TestInspect_marks_streams_on_other_hosts_and_drops_their_pictures(t *testing.T) {
	sim := openONVIF(t, simcam.ONVIFSpec{}, simcam.Spec{})
	if err := sim.Set(simcam.ONVIFForeign); err != nil {
		t.Fatal(err)
	}
	d, err := Inspect(t.Context(), accessTo(sim))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range d.Profiles {
		if !p.Foreign || p.Snapshot != "" || !strings.Contains(p.URL.String(), "127.0.0.2") {
			t.Errorf("%+v", p)
		}
	}
	if len(d.Profiles) != 2 {
		t.Errorf("%d profiles", len(d.Profiles))
	}
}

func TestInspect_refuses_what_is_no_address(t *testing.T) {
	for _, s := range []string{"", "ftp://10.0.0.1", "http://", "http://operator:rahasia@10.0.0.1/", "10.0.0.256", "http://[::1", "a b"} {
		if _, err := Inspect(t.Context(), Access{Service: s}); !errors.Is(err, ErrDeviceAddress) {
			t.Errorf("%q: %v", s, err)
		}
	}
	cam, err := simcam.Open(simcam.Spec{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer cam.Close()
	if _, err := Inspect(t.Context(), Access{Service: cam.Addr()}); err == nil {
		t.Error("an RTSP port taken for a device")
	}
}

func FuzzUnderstand(f *testing.F) {
	f.Add(200, `<?xml version="1.0"?><env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body><x><Profiles token="a"><Configurations><VideoEncoder><Resolution><Width>1</Width></Resolution></VideoEncoder></Configurations></Profiles></x></env:Body></env:Envelope>`)
	f.Add(400, `<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><e:Fault><e:Code><e:Value>a</e:Value><e:Subcode><e:Value>ter:NotAuthorized</e:Value></e:Subcode></e:Code></e:Fault></e:Body></e:Envelope>`)
	f.Add(401, "")
	f.Add(200, strings.Repeat("<a>", 100))
	f.Add(200, `<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`)
	f.Fuzz(func(t *testing.T, status int, body string) {
		var one profileList1
		var two profileList2
		var list serviceList
		for _, reply := range []any{&one, &two, &list} {
			_ = understand(status, []byte(body), reply)
		}
		if n := len(two.Profiles); n > maxElements {
			t.Errorf("%d profiles", n)
		}
		for _, p := range two.Profiles {
			made := profileOf(p.Token, p.Name, p.Configurations.Source.SourceToken, p.Configurations.Encoder, false)
			if made.Width < 0 || made.Height < 0 || strings.ContainsAny(made.Name, "\n\x00\x1b") {
				t.Errorf("%+v", made)
			}
		}
	})
}
