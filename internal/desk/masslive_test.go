package desk_test

import (
	"fmt"
	"log/slog"
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/assets"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// TestMassFailure_of_real_cameras: all cameras of a data centre go at once and
// come back; there is one message and one line of the trail.
func TestMassFailure_of_real_cameras(t *testing.T) {
	d := openRelay(t, t.TempDir())
	open := func(listen string) *simcam.Camera {
		spec := simcam.City()[0]
		spec.Listen, spec.User, spec.Password, spec.Auth = listen, "", "", ""
		spec.Clips, spec.Audio = assets.Clips(), ""
		cam, err := simcam.Open(spec, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		return cam
	}
	var cams []*simcam.Camera
	t.Cleanup(func() {
		for _, c := range cams {
			c.Close()
		}
	})
	for i := range 4 {
		cams = append(cams, open("127.0.0.1:0"))
		_, err := d.Cameras.Publish(t.Context(), desk.CameraDraft{
			Name: fmt.Sprint("Kamera ", i), Address: cams[i].URL(), Enabled: true, AgencyID: agency(t, d, "Dishub"),
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	await(t, "all are live", func() bool { return d.Pulse().Live == 4 })
	if m := d.Pulse().Mass; m != nil {
		t.Fatalf("a mass failure of live cameras: %+v", m)
	}
	for _, c := range cams {
		c.Close()
	}
	await(t, "the mass failure is told", func() bool { m := d.Pulse().Mass; return m != nil && m.Lost == 4 && m.Away == 4 && m.Total == 4 })
	for i, c := range cams {
		cams[i] = open(c.Addr())
	}
	for _, c := range d.Pulse().Cameras { // waiting for the next knock would only cost the test time
		_ = d.Cameras.Reconnect(c.ID)
	}
	await(t, "all are back", func() bool { return d.Pulse().Live == 4 && d.Pulse().Mass == nil })
	entries, err := d.Ledger.Audit(desk.AuditFilter{Text: "gangguan-massal"})
	if err != nil || len(entries) != 1 || entries[0].Who != "cctvdesk" {
		t.Errorf("the trail has %+v, %v", entries, err)
	}
	for _, c := range d.Pulse().Cameras {
		if c.Status.State != relay.Live {
			t.Errorf("%s is %s", c.Name, c.Status.State)
		}
	}
}
