package camera

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

func openStreet(t *testing.T, devices ...*simcam.ONVIF) (*simcam.Street, []Network) {
	t.Helper()
	s, err := simcam.OpenStreet("127.0.0.1:0", nil, nil, devices...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s, []Network{{Name: "lo", Local: netip.MustParseAddr("127.0.0.1"), Target: s.Addr()}}
}

func TestDiscover_finds_who_answers_and_asks_nothing_more(t *testing.T) {
	t.Parallel()
	a := openONVIF(t, simcam.ONVIFSpec{Maker: "Khatulistiwa", Model: "KT 1", Serial: "A"}, simcam.Spec{Site: "Simpang Garuda"})
	b := openONVIF(t, simcam.ONVIFSpec{Maker: "Kapuas", Model: "KP-2", Serial: "B"}, simcam.Spec{})
	street, networks := openStreet(t, a, b)
	told := 0
	found, err := Discover(t.Context(), networks, func(Found) { told++ })
	if err != nil || len(found) != 2 || told != 2 {
		t.Fatalf("%d told, %v: %+v", told, err, found)
	}
	for _, f := range found {
		want := a
		if f.Endpoint == b.Spec().Endpoint {
			want = b
		}
		if f.Host != "127.0.0.1" || f.Service != want.Service() || f.Model != want.Spec().Model || f.Name != want.Spec().Maker+" "+want.Spec().Model {
			t.Errorf("%+v", f)
		}
	}
	if street.Calls() != 2 {
		t.Errorf("%d calls, want one for each of the two types", street.Calls())
	}
	if a.Asked("GetSystemDateAndTime")+a.Asked("GetDeviceInformation") != 0 {
		t.Error("a device was contacted before anybody chose it")
	}
}

func TestDiscover_bears_hostile_answers(t *testing.T) {
	for fault, want := range map[simcam.StreetFault]int{
		simcam.StreetEmpty: 0, simcam.StreetNoise: 0, simcam.StreetLarge: 0, simcam.StreetForeign: 0, simcam.StreetFlood: maxFound,
	} {
		t.Run(string(fault), func(t *testing.T) {
			t.Parallel()
			street, networks := openStreet(t)
			if err := street.Set(fault); err != nil {
				t.Fatal(err)
			}
			start := time.Now()
			found, err := Discover(t.Context(), networks, nil)
			if err != nil || len(found) != want {
				t.Errorf("%d found, want %d (%v)", len(found), want, err)
			}
			if took := time.Since(start); took > discoveryLimit+time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

func TestDiscover_ends_when_the_caller_leaves(t *testing.T) {
	t.Parallel()
	_, networks := openStreet(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	start := time.Now()
	if _, err := Discover(ctx, networks, nil); !errors.Is(err, context.Canceled) || time.Since(start) > time.Second {
		t.Error(err, time.Since(start))
	}
	if _, err := Discover(t.Context(), nil, nil); !errors.Is(err, ErrNoNetwork) {
		t.Error(err)
	}
}

func TestParseRange_understands_what_people_type(t *testing.T) {
	for in, want := range map[string]string{
		"10.10.5.0/24":           "10.10.5.1-10.10.5.254",
		"10.10.5.7":              "10.10.5.7",
		"10.10.5.1-254":          "10.10.5.1-10.10.5.254",
		" 10.10.5.1 – 10.10.6.9": "10.10.5.1-10.10.6.9",
		"10.10.5.1 s.d. 20":      "10.10.5.1-10.10.5.20",
		"10.10.5.1-4:8554":       "10.10.5.1-10.10.5.4:8554",
		"10.10.5.7/32":           "10.10.5.7",
		"10.10.4.0/22":           "10.10.4.1-10.10.7.254",
	} {
		if r, err := ParseRange(in); err != nil || r.String() != want {
			t.Errorf("%q: %v, %v", in, r, err)
		}
	}
	for in, want := range map[string]error{
		"": ErrRange, "kamera": ErrRange, "10.10.5": ErrRange, "10.10.5.9-3": ErrRange, "10.10.5.1-300": ErrRange, "::1": ErrRange,
		"10.10.5.1:0": ErrRange, "10.10.5.1:x": ErrRange, "224.0.0.1": ErrRange, "0.0.0.0": ErrRange, "255.255.255.255": ErrRange,
		"10.0.0.0/8": ErrRangeLarge, "10.0.0.1-10.0.9.1": ErrRangeLarge, "fe80::/64": ErrRange, "0.0.0.1-223.255.255.254": ErrRangeLarge,
	} {
		if r, err := ParseRange(in); !errors.Is(err, want) {
			t.Errorf("%q: %v, %v; want %v", in, r, err, want)
		}
	}
}

func TestScan_finds_cameras_and_devices_in_the_typed_range(t *testing.T) {
	t.Parallel()
	sim := openONVIF(t, simcam.ONVIFSpec{}, simcam.Spec{})
	for what, addr := range map[string]string{"rtsp": sim.Camera().Addr(), "onvif": sim.Addr()} {
		_, port, _ := net.SplitHostPort(addr)
		r, err := ParseRange("127.0.0.1-127.0.0.3:" + port)
		if err != nil {
			t.Fatal(err)
		}
		last := 0
		found, err := Scan(t.Context(), r, nil, func(n int) { last = n })
		if err != nil || len(found) != 1 || last != 3 {
			t.Fatalf("%s: %v, %d visited: %+v", what, err, last, found)
		}
		f := found[0]
		n, _ := strconv.Atoi(port)
		if f.Host != "127.0.0.1" || what == "rtsp" && (f.RTSP != n || f.Service != "") || what == "onvif" && (f.RTSP != 0 || f.Service != sim.Service()) {
			t.Errorf("%s: %+v", what, f)
		}
	}
	if sim.Refused() != 0 {
		t.Error("a login was tried")
	}
}

func TestScan_ends_when_the_caller_leaves(t *testing.T) {
	t.Parallel()
	r, err := ParseRange("127.0.0.1-254:1")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	found, err := Scan(ctx, r, nil, func(n int) {
		if n == 10 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || len(found) != 0 {
		t.Error(err, found)
	}
}

func FuzzProbeReply(f *testing.F) {
	from := netip.MustParseAddr("10.10.5.7")
	f.Add([]byte(`<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><ProbeMatches><ProbeMatch><EndpointReference><Address>urn:uuid:a</Address></EndpointReference><Scopes>onvif://www.onvif.org/name/A%20b</Scopes><XAddrs>http://10.10.5.7/onvif/device_service http://10.9.9.9/x</XAddrs></ProbeMatch></ProbeMatches></e:Body></e:Envelope>`))
	f.Add([]byte(nil))
	f.Add([]byte("\x00\xff<a"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, m := range readMatches(data, from, nil) {
			if m.Host != from.String() || !strings.Contains(m.Service, "10.10.5.7") {
				t.Errorf("another host: %+v", m)
			}
			if strings.ContainsAny(m.Name+m.Model+m.Place+m.Endpoint, "\n\x00\x1b\u202e") {
				t.Errorf("not fit to be shown: %+v", m)
			}
		}
	})
}

func FuzzParseRange(f *testing.F) {
	for _, s := range []string{"10.10.5.0/24", "10.10.5.1-9:554", "1.2.3.4 s.d. 1.2.3.9", "-", ":", "/", "1.2.3.4-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := ParseRange(s)
		if err != nil {
			return
		}
		if r.Size() < 1 || r.Size() > MaxRange {
			t.Errorf("%q: %d addresses", s, r.Size())
		}
		if again, err := ParseRange(r.String()); err != nil || again != r {
			t.Errorf("%q: %v is not read again: %v, %v", s, r, again, err)
		}
	})
}

// The way a call takes on a real network, by multicast out of a chosen
// interface: here the one that leaves no computer.
func TestDiscover_calls_a_group_out_of_the_chosen_interface(t *testing.T) {
	t.Parallel()
	lo, err := net.InterfaceByName("lo")
	if err != nil {
		t.Skip("no interface lo: ", err)
	}
	sim := openONVIF(t, simcam.ONVIFSpec{}, simcam.Spec{})
	street, err := simcam.OpenStreet("127.0.0.1:0", lo, nil, sim)
	if err != nil {
		t.Skip("no multicast on lo: ", err)
	}
	t.Cleanup(street.Close)
	group := netip.AddrPortFrom(netip.MustParseAddr("239.255.255.250"), street.Addr().Port())
	found, err := Discover(t.Context(), []Network{{Name: "lo", Local: netip.MustParseAddr("127.0.0.1"), Target: group}}, nil)
	if err != nil || len(found) != 1 || found[0].Service != sim.Service() {
		t.Errorf("%v: %+v", err, found)
	}
	networks, err := Networks()
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range networks {
		if n.Local.IsLoopback() || !n.Target.Addr().IsMulticast() || n.Target.Port() != discoveryPort {
			t.Errorf("%+v", n)
		}
	}
}
