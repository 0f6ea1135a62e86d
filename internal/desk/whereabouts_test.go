package desk_test

import (
	"testing"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func TestPulse_puts_cameras_where_the_register_has_their_titik(t *testing.T) {
	d, _ := openOffice(t)
	spot := func(name string, lat float64) ulid.ULID {
		id, err := d.Register.PutSpot(sop.Spot{Site: sop.Site{Name: name, District: "Pontianak Kota"}, Lat: lat, Lon: 109.33})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	spot("Simpang Garuda", -0.01)
	market := spot("Pasar Flamboyan", -0.02)
	spot("Taman Alun", -0.03)
	request, err := d.Requests.Create(sop.Facts{Origin: sop.AskedByOffice, AgencyID: agency(t, d, "Dishub"), Subject: "Relay taman", Sites: []sop.Site{{Name: "taman  alun"}}})
	if err != nil {
		t.Fatal(err)
	}
	publish := func(draft desk.CameraDraft) ulid.ULID {
		draft.Address = "rtsp://10.0.0.1/" + draft.Name
		id, err := d.Cameras.Publish(t.Context(), draft)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	own := publish(desk.CameraDraft{Name: "sendiri", Site: "Simpang Garuda", Lat: -0.05, Lon: 109.31})
	named := publish(desk.CameraDraft{Name: "bernama", Site: "simpang garuda"})
	thing := publish(desk.CameraDraft{Name: "barang", Site: "di mana-mana"})
	asked := publish(desk.CameraDraft{Name: "diminta", RequestID: request})
	lost := publish(desk.CameraDraft{Name: "hilang", Site: "Tidak Ada"})
	if _, err := d.Equipment.Tie(oneCamera(t, d, "P1", market), thing); err != nil {
		t.Fatal(err)
	}
	at := func(id ulid.ULID) desk.PulseCamera {
		for _, c := range d.Pulse().Cameras {
			if c.ID == id {
				return c
			}
		}
		t.Fatal("no such camera")
		return desk.PulseCamera{}
	}
	for name, row := range map[string]struct {
		id     ulid.ULID
		lat    float64
		ofSpot bool
	}{
		"put there itself": {own, -0.05, false}, "by the name of its site": {named, -0.01, true}, "as a thing of the register": {thing, -0.02, true},
		"by its request's only site": {asked, -0.03, true}, "at no titik": {lost, 0, false},
	} {
		if c := at(row.id); c.Lat != row.lat || c.OfSpot != row.ofSpot {
			t.Errorf("%s: %v, of the titik: %v", name, c.Lat, c.OfSpot)
		}
	}
	if c := at(asked); c.Site != "taman  alun" && c.Site != "taman alun" {
		t.Errorf("its request's site: %q", c.Site)
	}
	// Moved in the register, it moves on the map.
	if _, err := d.Register.PutSpot(sop.Spot{ID: market, Site: sop.Site{Name: "Pasar Flamboyan", District: "Pontianak Kota"}, Lat: -0.07, Lon: 109.34}); err != nil {
		t.Fatal(err)
	}
	if c := at(thing); c.Lat != -0.07 {
		t.Errorf("after the titik was moved: %v", c.Lat)
	}
}

func TestLocate_gives_its_place_to_a_titik_without_one(t *testing.T) {
	d, _ := openOffice(t)
	garuda := oneSpot(t, d, "Simpang Garuda")
	var ids []ulid.ULID
	for _, name := range []string{"utara", "selatan"} {
		id, err := d.Cameras.Publish(t.Context(), desk.CameraDraft{Name: name, Address: "rtsp://10.0.0.1/" + name, Site: "Simpang Garuda"})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	spot := func() sop.Spot {
		rows, err := d.Register.Spots()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			if r.ID == garuda {
				return r.Spot
			}
		}
		t.Fatal("no titik")
		return sop.Spot{}
	}
	if err := d.Cameras.Locate(ids, desk.Place{Lat: -0.026, Lon: 109.34}); err != nil {
		t.Fatal(err)
	}
	if s := spot(); s.Lat != -0.026 || s.Lon != 109.34 {
		t.Errorf("the titik stands at %v, %v", s.Lat, s.Lon)
	}
	if _, err := d.Acts.Undo(); err != nil {
		t.Fatal(err)
	}
	if s := spot(); s.Located() {
		t.Error("taken back, the titik still has the place")
	}
	if err := d.Cameras.Locate(ids, desk.Place{Lat: -0.026, Lon: 109.34}); err != nil {
		t.Fatal(err)
	}
	if err := d.Cameras.Locate(ids[:1], desk.Place{Lat: -0.03, Lon: 109.35}); err != nil {
		t.Fatal(err)
	}
	if s := spot(); s.Lat != -0.026 {
		t.Error("one camera that stands elsewhere has moved the titik")
	}
	if err := d.Cameras.Locate(ids, desk.Place{}); err != nil {
		t.Fatal(err)
	}
	for _, c := range d.Pulse().Cameras {
		if !c.OfSpot || c.Lat != -0.026 {
			t.Errorf("without a place of its own %s stands at %v", c.Name, c.Lat)
		}
	}
	if s := spot(); !s.Located() {
		t.Error("taking cameras off the map has taken the titik's place")
	}
}
