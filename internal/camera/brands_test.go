package camera

import (
	"strings"
	"testing"
)

func Test_every_brand_gives_addresses_that_are_recognised_again(t *testing.T) {
	keys := map[string]bool{}
	for _, b := range Brands() {
		if keys[b.Key] {
			t.Errorf("%s twice", b.Key)
		}
		keys[b.Key] = true
		main, sub, err := b.Addresses("10.10.5.21:8554", 7)
		if err != nil {
			t.Fatalf("%s: %v", b.Key, err)
		}
		if main.Host() != "10.10.5.21:8554" || strings.ContainsAny(main.String()+sub.String(), "{}") {
			t.Errorf("%s: %s, %s", b.Key, main, sub)
		}
		if b.Sub != "" && (sub.IsZero() || sub == main) {
			t.Errorf("%s: the sub stream is %s", b.Key, sub)
		}
		switch b.Key {
		case "tplink", "tiandy", "other": // their paths could be anybody's
			if got, ok := BrandOf(main); ok {
				t.Errorf("%s taken for %s", b.Key, got.Key)
			}
		default:
			if got, ok := BrandOf(main); !ok || got.Key != b.Key {
				t.Errorf("%s taken for %q", b.Key, got.Key)
			}
		}
	}
	hik := Brands()[0]
	main, sub, _ := hik.Addresses("nvr.dishub.local", 0)
	if main.String() != "rtsp://nvr.dishub.local/Streaming/Channels/101" || sub.Path() != "/Streaming/Channels/102" {
		t.Errorf("%s %s", main, sub)
	}
	if _, _, err := hik.Addresses("", 1); err == nil {
		t.Error("no host was accepted")
	}
}

func Test_templates_that_make_no_address_are_refused(t *testing.T) {
	for _, b := range Brands() {
		if err := b.Check(); err != nil {
			t.Errorf("%s: %v", b.Key, err)
		}
	}
	for _, bad := range []Brand{
		{}, {Main: "stream1"}, {Main: "//10.0.0.9/stream1"}, {Main: "/a b"}, {Main: "/x@10.0.0.9/"}, {Main: "/a", Sub: "b"},
		{Main: "/a", Port: -1}, {Main: "/a", Port: 65536}, {Main: "/" + strings.Repeat("a", 300)},
	} {
		if err := bad.Check(); err == nil {
			t.Errorf("%+v accepted", bad)
		}
	}
	own := Brand{Main: "/live/{cc}", Port: 10554}
	if main, _, err := own.Addresses("10.10.5.21", 3); err != nil || main.String() != "rtsp://10.10.5.21:10554/live/03" {
		t.Error(main, err)
	}
	if main, _, err := own.Addresses("10.10.5.21:554", 3); err != nil || main.Host() != "10.10.5.21:554" {
		t.Error(main, err)
	}
}
