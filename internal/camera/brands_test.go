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
