package desk_test

import (
	"errors"
	"net"
	"net/netip"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// openStreet starts two cameras with device services and the street that
// answers for them.
func openStreet(t *testing.T) (first, second *simcam.ONVIF, network camera.Network) {
	t.Helper()
	device := func(serial string) *simcam.ONVIF {
		cam, err := simcam.Open(simcam.Spec{User: "operator", Password: "rahasia", Sub: true}, nil)
		must(t, err)
		t.Cleanup(cam.Close)
		d, err := simcam.OpenONVIF(simcam.ONVIFSpec{Maker: "Khatulistiwa", Model: "KT-" + serial, Serial: serial}, cam, nil)
		must(t, err)
		t.Cleanup(d.Close)
		return d
	}
	first, second = device("A1"), device("B2")
	street, err := simcam.OpenStreet("127.0.0.1:0", nil, nil, first, second)
	must(t, err)
	t.Cleanup(street.Close)
	return first, second, camera.Network{Name: "lo", Local: netip.MustParseAddr("127.0.0.1"), Target: street.Addr()}
}

func portOf(t *testing.T, addr string) string {
	t.Helper()
	_, port, err := net.SplitHostPort(addr)
	must(t, err)
	return port
}

func TestFinder_marks_known_cameras_and_remembers_what_it_found(t *testing.T) {
	first, second, network := openStreet(t)
	d, _ := openOffice(t)
	id, err := d.Cameras.Publish(t.Context(), desk.CameraDraft{Name: "Simpang Garuda", Address: first.Camera().URL(), Device: first.Spec().Endpoint, Serial: "A1"})
	must(t, err)
	if seen, when, err := d.Finder.Last(); err != nil || len(seen) != 0 || !when.IsZero() {
		t.Error(seen, when, err)
	}
	told := 0
	seen, err := d.Finder.Call(t.Context(), []camera.Network{network}, func(desk.Sighting) { told++ })
	must(t, err)
	if len(seen) != 2 || told != 2 {
		t.Fatalf("%d told: %+v", told, seen)
	}
	for _, s := range seen {
		if known := s.Endpoint == first.Spec().Endpoint; known != (s.KnownID == id) || known != (s.Known == "Simpang Garuda") {
			t.Errorf("%+v", s)
		}
	}
	must(t, d.Cameras.Trash(id))
	last, when, err := d.Finder.Last()
	if err != nil || when.IsZero() || len(last) != 2 || last[0].Known+last[1].Known != "" {
		t.Errorf("after the camera was thrown away: %+v, %v", last, err)
	}
	where, err := camera.ParseRange("127.0.0.1:" + portOf(t, second.Camera().Addr()))
	must(t, err)
	all, err := d.Finder.Scan(t.Context(), where, func(desk.Sighting) {}, nil)
	if err != nil || len(all) != 3 {
		t.Errorf("a search adds to the one before: %+v, %v", all, err)
	}
}

func TestFinder_recognises_the_camera_a_draft_would_double(t *testing.T) {
	d, _ := openOffice(t)
	id, err := d.Cameras.Publish(t.Context(), desk.CameraDraft{
		Name: "Simpang Garuda", Address: "rtsp://u:p@10.10.5.21/cam/realmonitor?channel=1&subtype=0",
		SubAddress: "rtsp://u:p@10.10.5.21/cam/realmonitor?channel=1&subtype=1", Device: "urn:uuid:a", Serial: "SN1",
	})
	must(t, err)
	for name, tc := range map[string]struct {
		draft desk.CameraDraft
		why   desk.TwinReason
		sure  bool
	}{
		"the same address":               {desk.CameraDraft{Address: "rtsp://10.10.5.21:554/cam/realmonitor?channel=1&subtype=0"}, desk.TwinPlace, true},
		"the query in another order":     {desk.CameraDraft{Address: "rtsp://x:y@10.10.5.21/cam/realmonitor?subtype=0&channel=1"}, desk.TwinPlace, true},
		"its sub stream":                 {desk.CameraDraft{Address: "rtsp://10.10.5.21/cam/realmonitor?channel=1&subtype=1"}, desk.TwinPlace, true},
		"another channel":                {desk.CameraDraft{Address: "rtsp://10.10.5.21/cam/realmonitor?channel=2&subtype=0"}, "", false},
		"another host":                   {desk.CameraDraft{Address: "rtsp://10.10.5.22/cam/realmonitor?channel=1&subtype=0"}, "", false},
		"the same device, moved":         {desk.CameraDraft{Address: "rtsp://10.10.9.9/cam/realmonitor?channel=1&subtype=0", Device: "urn:uuid:a"}, desk.TwinDevice, true},
		"another channel of the device":  {desk.CameraDraft{Address: "rtsp://10.10.5.21/cam/realmonitor?channel=2&subtype=0", Device: "urn:uuid:a"}, desk.TwinDevice, false},
		"the serial number, moved":       {desk.CameraDraft{Address: "rtsp://10.10.9.9/cam/realmonitor?channel=1&subtype=0", Serial: "SN1"}, desk.TwinSerial, true},
		"another device with its serial": {desk.CameraDraft{Address: "rtsp://10.10.9.9/x", Serial: "SN1", Device: "urn:uuid:b"}, "", false},
	} {
		tc.draft.URL, err = camera.ParseAddress(tc.draft.Address)
		must(t, err)
		twin, err := d.Finder.Twin(tc.draft, ulid.ULID{})
		must(t, err)
		switch {
		case tc.why == "" && twin != nil:
			t.Errorf("%s: %+v", name, twin)
		case tc.why != "" && (twin == nil || twin.Why != tc.why || twin.Sure != tc.sure || twin.Row.ID != id):
			t.Errorf("%s: %+v", name, twin)
		}
		if twin, err := d.Finder.Twin(tc.draft, id); twin != nil || err != nil {
			t.Errorf("%s: is its own twin: %+v, %v", name, twin, err)
		}
	}
}

func TestFinder_keeps_the_offices_own_table_of_brands(t *testing.T) {
	d, _ := openOffice(t)
	shipped, err := d.Finder.Brands()
	must(t, err)
	if diff := cmp.Diff(camera.Brands(), shipped); diff != "" {
		t.Error(diff)
	}
	must(t, d.Finder.PutBrand(camera.Brand{Name: " Kapuas  Vision ", Main: "/live/{c}", Sub: "/live/{c}/sub", Habits: []camera.Habit{camera.HabitFewReaders}, Note: "reset tiap Senin"}))
	all, err := d.Finder.Brands()
	must(t, err)
	own := all[len(all)-1]
	if len(all) != len(shipped)+1 || own.Key != "kapuas-vision" || own.Name != "Kapuas Vision" || own.Note == "" || len(own.Habits) != 1 {
		t.Errorf("%+v", own)
	}
	own.Main = "/video/{cc}"
	must(t, d.Finder.PutBrand(own))
	for field, bad := range map[string]camera.Brand{
		"name": {Main: "/a"}, "main": {Name: "X", Main: "a"}, "port": {Name: "X", Main: "/a", Port: 70000},
	} {
		var refusal *desk.FieldError
		if err := d.Finder.PutBrand(bad); !errors.As(err, &refusal) || refusal.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	var twice *desk.FieldError
	if err := d.Finder.PutBrand(camera.Brand{Name: "kapuas vision", Main: "/a"}); !errors.As(err, &twice) || twice.Rule != desk.FieldTaken {
		t.Error(err)
	}
	must(t, d.Finder.RemoveBrand("axis"))
	if after, _ := d.Finder.Brands(); len(after) != len(all)-1 || after[len(after)-1].Main != "/video/{cc}" {
		t.Errorf("%+v", after)
	}
	must(t, d.Finder.ResetBrands())
	if after, _ := d.Finder.Brands(); len(after) != len(shipped) {
		t.Errorf("%d lines", len(after))
	}
}
