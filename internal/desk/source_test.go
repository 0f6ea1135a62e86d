package desk_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
)

// TestSource_may_be_another_relay: one office pulls the path of another, with
// its account there; an address that leads back to the own path is refused at
// its field, directly or over another camera.
func TestSource_may_be_another_relay(t *testing.T) {
	cam := openCamera(t)
	province, city := openRelay(t, t.TempDir()), openRelay(t, t.TempDir())
	first, err := city.Cameras.Publish(t.Context(), desk.CameraDraft{
		Name: "Simpang", Path: "simpang", Address: strings.Replace(cam.URL(), "://", "://operator:r4hasia@", 1), Enabled: true})
	if err != nil {
		t.Fatal(err)
	}
	await(t, "the city's camera is live", func() bool { return statusNow(t, city, first).Status.State == relay.Live })
	password, err := city.Cameras.AddReader(desk.ReaderDraft{Name: "provinsi", Paths: []string{"simpang"}})
	if err != nil {
		t.Fatal(err)
	}
	second, err := province.Cameras.Publish(t.Context(), desk.CameraDraft{
		Name: "Simpang", Path: "kota/simpang", Address: city.Cameras.Address("simpang"), User: "provinsi", Password: password, Enabled: true})
	if err != nil {
		t.Fatal(err)
	}
	await(t, "it is live at the province", func() bool { return statusNow(t, province, second).Status.State == relay.Live })
	await(t, "the city sees its reader", func() bool { return statusNow(t, city, first).Status.Readers == 1 })

	own := func(path string) string { return city.Cameras.Address(path) }
	for name, d := range map[string]desk.CameraDraft{
		"itself":           {Name: "a", Path: "a", Address: own("a")},
		"its sub stream":   {Name: "a", Path: "a", Address: own("a/sub?x=1")},
		"as a sub stream":  {Name: "a", Path: "a", Address: cam.URL(), SubAddress: own("a")},
		"by another name":  {Name: "a", Path: "a", Address: strings.Replace(own("a"), "127.0.0.1", "localhost", 1)},
		"over another one": {Name: "b", Path: "lewat", Address: own("putar")},
	} {
		if name == "over another one" {
			if _, err := city.Cameras.Publish(t.Context(), desk.CameraDraft{Name: "p", Path: "putar", Address: own("lewat")}); err != nil {
				t.Fatal(err)
			}
		}
		var refusal *desk.FieldError
		if _, err := city.Cameras.Publish(t.Context(), d); !errors.As(err, &refusal) || refusal.Rule != desk.FieldLoop {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := city.Cameras.Publish(t.Context(), desk.CameraDraft{Name: "salinan", Path: "salinan", Address: own("simpang")}); err != nil {
		t.Errorf("a second path of the same camera: %v", err)
	}
}
