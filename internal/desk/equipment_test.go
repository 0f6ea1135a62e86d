package desk_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// oneCamera enters a camera and gives its id.
func oneCamera(t *testing.T, d *desk.Desk, serial string, site ulid.ULID) ulid.ULID {
	t.Helper()
	id, err := d.Equipment.Add(sop.Equipment{
		Kind: "kamera", Name: "Kamera " + serial, Brand: "Axis", Serial: serial, Camera: sop.CameraSpec{Type: "statis"},
		Owned: sop.Ownership{AgencyID: agency(t, d, "Dishub"), Year: 2024},
	}, sop.Movement{Date: wib(0, 0).AddDate(-2, 0, 0), SiteID: site, Condition: sop.Good, Basis: "BA 1"})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func oneSpot(t *testing.T, d *desk.Desk, name string) ulid.ULID {
	t.Helper()
	id, err := d.Register.PutSpot(sop.Spot{Site: sop.Site{Name: name, District: "Pontianak Kota", Purpose: "lalu-lintas"}})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// fieldsOf are the fields an act was refused at.
func fieldsOf(err error) (out []string) {
	for _, f := range desk.FieldErrors(err) {
		out = append(out, f.Field+":"+string(f.Rule))
	}
	return out
}

func TestEquipment_lives_through_its_movements_and_can_be_taken_back(t *testing.T) {
	d, _ := openOffice(t)
	garuda, flamboyan := oneSpot(t, d, "Simpang Garuda"), oneSpot(t, d, "Pasar Flamboyan")
	id := oneCamera(t, d, "A1", garuda)
	v, err := d.Equipment.Move(id, sop.Movement{Kind: sop.MoveSite, Date: wib(0, 0).AddDate(-1, 0, 0), SiteID: flamboyan, Basis: "SK 2"})
	if err != nil || v.Spot.Name != "Pasar Flamboyan" || v.Moves[0].FromSite != "Simpang Garuda" || len(v.Moves) != 2 {
		t.Fatalf("%+v, %v", v, err)
	}
	if _, err := d.Equipment.Move(id, sop.Movement{Kind: sop.MoveSite, Date: wib(0, 0), SiteID: flamboyan}); len(fieldsOf(err)) != 1 {
		t.Errorf("moved to where it stands: %v", err)
	}
	v, err = d.Equipment.Inspect(id, sop.Inspection{At: wib(9, 0), Found: sop.Offline, Cause: "listrik"})
	if err != nil || v.State.Operation != sop.Offline || v.Item.Inspections[0].Officer == "" {
		t.Fatalf("%+v, %v", v.State, err)
	}
	if _, err := d.Equipment.Move(id, sop.Movement{Kind: sop.MoveRemove, Date: wib(0, 0), Basis: "SK 3"}); err != nil {
		t.Fatal(err)
	}
	rows, err := d.Equipment.List(desk.EquipmentFilter{})
	if err != nil || len(rows) != 0 {
		t.Errorf("removed, and listed: %+v, %v", rows, err)
	}
	undo(t, d, "mutasi-peralatan")
	undo(t, d, "periksa-peralatan")
	rows, err = d.Equipment.List(desk.EquipmentFilter{Text: "flamboyan axis"})
	if err != nil || len(rows) != 1 || rows[0].State.Operation != "" || rows[0].Code != "CAM-0001" || rows[0].KindName != "Kamera" {
		t.Errorf("%+v, %v", rows, err)
	}
	if v, err = d.Equipment.Get(id); err != nil || len(v.Trail) < 6 {
		t.Errorf("%d lines in the trail, %v", len(v.Trail), err)
	}
}

func TestEquipment_what_is_one_things_alone_and_where_it_is_refused(t *testing.T) {
	d, _ := openOffice(t)
	first := oneCamera(t, d, "A1", ulid.ULID{})
	_, err := d.Equipment.Add(sop.Equipment{Kind: "kamera", Name: " ", Brand: "axis", Serial: "a-1", Owned: sop.Ownership{Year: 1950}}, sop.Movement{Date: wib(0, 0), Condition: sop.Good})
	want := []string{"nama:kosong", "tipe_kamera:kosong", "opd:kosong", "tahun_perolehan:tahun", "nomor_seri:sudah-ada"}
	if diff := cmp.Diff(want, fieldsOf(err)); diff != "" {
		t.Error(diff)
	}
	if err := d.Equipment.Trash(first); err != nil {
		t.Fatal(err)
	}
	second := oneCamera(t, d, "A1", ulid.ULID{})
	if v, err := d.Equipment.Get(second); err != nil || v.Item.Code != "CAM-0002" {
		t.Errorf("a code of the trash was given again: %s, %v", v.Item.Code, err)
	}
	if err := d.Equipment.Restore(first); !cmp.Equal(fieldsOf(err), []string{"nomor_seri:sudah-ada"}) {
		t.Errorf("restored beside its double: %v", err)
	}
	if err := d.Equipment.Erase(second); !errors.Is(err, desk.ErrInUse) {
		t.Errorf("erased outside the trash: %v", err)
	}
	if err := d.Equipment.Erase(first); err != nil {
		t.Error(err)
	}
	if id := oneCamera(t, d, "A2", ulid.ULID{}); id == (ulid.ULID{}) {
		t.Error("no third")
	} else if v, _ := d.Equipment.Get(id); v.Item.Code != "CAM-0003" {
		t.Errorf("code %s", v.Item.Code)
	}
}

func TestEquipment_and_relay_cameras_are_one_thing(t *testing.T) {
	d, c := openOffice(t)
	if _, err := d.Cameras.Publish(t.Context(), desk.CameraDraft{Name: "Simpang Garuda", Address: "rtsp://10.0.0.1/1", Site: "Simpang Garuda", District: "Pontianak Kota", AgencyID: agency(t, d, "Dishub")}); err != nil {
		t.Fatal(err)
	}
	untied, err := d.Equipment.Untied()
	if err != nil || len(untied) != 1 {
		t.Fatalf("%+v, %v", untied, err)
	}
	cam := untied[0].ID
	id, err := d.Equipment.FromCamera(cam, "ptz")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := d.Equipment.FromCamera(cam, "ptz"); err != nil || again != id {
		t.Errorf("entered twice: %v", err)
	}
	v, err := d.Equipment.Get(id)
	if err != nil || v.Camera != "Simpang Garuda" || v.Spot.Name != "Simpang Garuda" || v.Agency.Short != "Dishub" {
		t.Errorf("%+v, %v", v, err)
	}
	// Its place is typed once: the camera goes with it.
	pasar := oneSpot(t, d, "Pasar Flamboyan")
	c.set(wib(16, 0).AddDate(0, 0, 1))
	if _, err := d.Equipment.Move(id, sop.Movement{Kind: sop.MoveSite, Date: c.now(), SiteID: pasar}); err != nil {
		t.Fatal(err)
	}
	if cv, err := d.Cameras.Get(cam); err != nil || cv.Camera.Site != "Pasar Flamboyan" {
		t.Errorf("%s, %v", cv.Camera.Site, err)
	}
	other := oneCamera(t, d, "A1", ulid.ULID{})
	if _, err := d.Equipment.Tie(other, cam); !cmp.Equal(fieldsOf(err), []string{"jalur:sudah-ada"}) {
		t.Errorf("a camera is two things: %v", err)
	}
	if n, err := d.Equipment.FromCameras("statis"); err != nil || n != 0 {
		t.Errorf("%d, %v", n, err)
	}
	if row, ok, err := d.Equipment.OfCamera(cam); err != nil || !ok || row.ID != id {
		t.Errorf("%+v, %v", row, err)
	}
}

func TestEquipment_outages_of_the_engine_become_inspections(t *testing.T) {
	d, _ := openOffice(t)
	id := oneCamera(t, d, "A1", ulid.ULID{})
	long := db.Outage{ID: ulid.Make(), From: wib(9, 0), To: wib(11, 0), Cause: "no-route"}
	v, err := d.Equipment.InspectOutages(id, []db.Outage{long}, "")
	if err != nil || len(v.Item.Inspections) != 2 {
		t.Fatalf("%+v, %v", v.Item.Inspections, err)
	}
	off, on := v.Item.Inspections[0], v.Item.Inspections[1]
	if off.Found != sop.Offline || off.Cause != "media" || off.OutageID != long.ID || on.Found != sop.Online || !on.At.Equal(long.To) {
		t.Errorf("%+v %+v", off, on)
	}
}

func TestRegister_tables_cannot_lose_what_is_used(t *testing.T) {
	d, _ := openOffice(t)
	spot := oneSpot(t, d, "Simpang Garuda")
	oneCamera(t, d, "A1", spot)
	if err := d.Register.RemoveSpot(spot); !errors.Is(err, desk.ErrInUse) {
		t.Errorf("a titik with a camera: %v", err)
	}
	kinds, err := d.Register.Kinds()
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Register.SetKinds(kinds[1:]); !errors.Is(err, desk.ErrInUse) {
		t.Errorf("the kind of a camera: %v", err)
	}
	kinds = append(kinds, sop.EquipmentKind{Name: "Sirene", Prefix: "srn"})
	if err := d.Register.SetKinds(kinds); err != nil {
		t.Fatal(err)
	}
	kinds, err = d.Register.Kinds()
	if last := kinds[len(kinds)-1]; err != nil || last.Key != "sirene" || last.Prefix != "SRN" {
		t.Errorf("%+v, %v", last, err)
	}
	if err := d.Register.SetItemCodes([]sop.ItemCode{{Code: "CCTV"}}); len(fieldsOf(err)) != 1 {
		t.Errorf("%v", err)
	}
	if _, err := d.Register.PutSpot(sop.Spot{Site: sop.Site{Name: "simpang garuda", District: "Pontianak Kota"}}); !cmp.Equal(fieldsOf(err), []string{"titik:sudah-ada"}) {
		t.Errorf("%v", err)
	}
}

func TestEquipment_due(t *testing.T) {
	d, c := openOffice(t)
	id := oneCamera(t, d, "A1", ulid.ULID{})
	due, err := d.Equipment.Due()
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]bool{}
	for _, r := range due {
		kinds[r.Kind] = true
	}
	if !kinds[sop.RemindInspection] || !kinds[sop.RemindSOP] || len(due) != 2 {
		t.Errorf("%+v", due)
	}
	if _, err := d.Equipment.Inspect(id, sop.Inspection{At: c.now(), Found: sop.Online}); err != nil {
		t.Fatal(err)
	}
	if err := d.Register.ReviewedSOP(c.now()); err != nil {
		t.Fatal(err)
	}
	if due, err = d.Equipment.Due(); err != nil || len(due) != 0 {
		t.Errorf("%+v, %v", due, err)
	}
	c.set(c.now().AddDate(0, 7, 0))
	if due, err = d.Equipment.Due(); err != nil || len(due) != 1 || due[0].ID != id {
		t.Errorf("seven months later: %+v, %v", due, err)
	}
}

func TestEquipment_public_lists_tell_no_address_and_no_serial(t *testing.T) {
	d, _ := openOffice(t)
	spot, err := d.Register.PutSpot(sop.Spot{Site: sop.Site{Name: "Simpang Garuda"}, Lat: -0.0263, Lon: 109.3425})
	if err != nil {
		t.Fatal(err)
	}
	id := oneCamera(t, d, "SERI-9", spot)
	v, _ := d.Equipment.Get(id)
	v.Item.Name, v.Item.Link = "Kamera Garuda", sop.Connection{IP: "10.9.8.7", MAC: "00:11:22:33:44:55", Customer: "PLG-77"}
	if err := d.Equipment.Update(v.Item); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"csv", "json", "pdf", "xlsx"} {
		var b bytes.Buffer
		if err := d.Papers.List(&b, "equipment", format, desk.ListOptions{Public: true}); err != nil {
			t.Errorf("%s: %v", format, err)
		}
		for _, secret := range []string{"10.9.8.7", "SERI-9", "00:11", "PLG-77", "109,3425"} {
			if strings.Contains(b.String(), secret) {
				t.Errorf("%s tells %s", format, secret)
			}
		}
	}
	var b bytes.Buffer
	if err := d.Papers.List(&b, "equipment", "csv", desk.ListOptions{Public: true, Coordinates: true}); err != nil || !strings.Contains(b.String(), "109,3425") {
		t.Errorf("coordinates were asked for: %s, %v", b.String(), err)
	}
	b.Reset()
	if err := d.Papers.List(&b, "equipment", "csv", desk.ListOptions{}); err != nil || !strings.Contains(b.String(), "10.9.8.7") || !strings.Contains(b.String(), "SERI-9") {
		t.Errorf("internal: %s, %v", b.String(), err)
	}
	b.Reset()
	if err := d.Papers.List(&b, "label-peralatan", "pdf", desk.ListOptions{}); err != nil || !bytes.HasPrefix(b.Bytes(), []byte("%PDF")) {
		t.Errorf("labels: %v", err)
	}
}

func TestEquipment_exported_and_imported_elsewhere_is_the_same(t *testing.T) {
	d, _ := openOffice(t)
	a, b := oneSpot(t, d, "Simpang Garuda"), oneSpot(t, d, "Pasar Flamboyan")
	for n := range 3 {
		id := oneCamera(t, d, fmt.Sprintf("S%d", n), a)
		if _, err := d.Equipment.Move(id, sop.Movement{Kind: sop.MoveSite, Date: wib(0, 0).AddDate(-1, 0, n), SiteID: b, Basis: "SK pindah"}); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Equipment.Move(id, sop.Movement{Kind: sop.MoveCondition, Date: wib(0, 0).AddDate(0, -2, n), Condition: sop.LightFault}); err != nil {
			t.Fatal(err)
		}
	}
	var book bytes.Buffer
	if err := d.Papers.List(&book, "equipment", "xlsx", desk.ListOptions{}); err != nil {
		t.Fatal(err)
	}
	other, _ := openOffice(t)
	report, err := other.Equipment.Import(t.Context(), bytes.NewReader(book.Bytes()), "peralatan.xlsx", desk.EquipmentImport{}, true)
	if err != nil || !report.Applied {
		t.Fatalf("%+v, %v", rules(report), err)
	}
	for _, list := range []string{"equipment", "equipment-mutasi"} {
		var was, is bytes.Buffer
		if err := errors.Join(d.Papers.List(&was, list, "csv", desk.ListOptions{}), other.Papers.List(&is, list, "csv", desk.ListOptions{})); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(was.String(), is.String()); diff != "" {
			t.Errorf("%s:\n%s", list, diff)
		}
	}
	// The same file once more changes nothing.
	rev := other.Rev()
	report, err = other.Equipment.Import(t.Context(), bytes.NewReader(book.Bytes()), "peralatan.xlsx", desk.EquipmentImport{}, false)
	if err != nil || !report.OK() || other.Rev() != rev {
		t.Fatalf("%+v, %v", rules(report), err)
	}
	for _, row := range report.Rows {
		if row.Verb != desk.VerbKeep {
			t.Errorf("row %d: %s %+v", row.Line, row.Verb, row.Changes)
		}
	}
}

func TestExample_inventory_has_the_citys_figures(t *testing.T) {
	d, _ := openOffice(t)
	var file, again bytes.Buffer
	if err := errors.Join(d.Papers.List(&file, "contoh-peralatan", "csv", desk.ListOptions{}), d.Papers.List(&again, "contoh-peralatan", "csv", desk.ListOptions{})); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(file.Bytes(), again.Bytes()) {
		t.Error("another one each time")
	}
	report, err := d.Equipment.Import(t.Context(), &file, "contoh.csv", desk.EquipmentImport{}, true)
	if err != nil || !report.Applied {
		t.Fatalf("%+v, %v", rules(report), err)
	}
	rows, err := d.Equipment.List(desk.EquipmentFilter{})
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	sites := map[ulid.ULID]string{}
	for _, r := range rows {
		count[string(r.State.Operation)]++
		count[r.Media]++
		count[r.CameraType]++
		sites[r.SiteID] = r.Agency
	}
	for _, owner := range sites {
		count[owner]++
	}
	want := map[string]int{"online": 136, "offline": 11, "fiber-optic": 138, "wireless": 9, "ptz": 30, "statis": 117, "Dishub": 41, "Diskominfo": 10}
	if diff := cmp.Diff(want, count); diff != "" || len(rows) != 147 {
		t.Errorf("%d cameras:\n%s", len(rows), diff)
	}
	undo(t, d, "impor-peralatan")
	if rows, err = d.Equipment.List(desk.EquipmentFilter{Gone: true}); err != nil || len(rows) != 0 {
		t.Errorf("%d are left, %v", len(rows), err)
	}
	if spots, err := d.Register.Spots(); err != nil || len(spots) != 0 {
		t.Errorf("%d titik are left, %v", len(spots), err)
	}
}

func TestEquipment_changed_in_bulk(t *testing.T) {
	d, _ := openOffice(t)
	ids := []ulid.ULID{oneCamera(t, d, "A1", ulid.ULID{}), oneCamera(t, d, "A2", ulid.ULID{})}
	values := map[string]string{"media": "FO", "kondisi": "rusak ringan", "garansi_sampai": "31-12-2027"}
	rev := d.Rev()
	report, err := d.Equipment.BulkChange(t.Context(), ids, values, false)
	if err != nil || !report.OK() || d.Rev() != rev {
		t.Fatalf("%+v, %v", rules(report), err)
	}
	want := []db.Change{{Field: "garansi_sampai", New: "31-12-2027"}, {Field: "media", New: "fiber-optic"}, {Field: "kondisi", Old: "B", New: "RR"}}
	if diff := cmp.Diff(want, report.Rows[1].Changes); diff != "" {
		t.Error(diff)
	}
	if report, err = d.Equipment.BulkChange(t.Context(), ids, values, true); err != nil || !report.Applied || d.Rev() != rev+1 {
		t.Fatalf("%+v, %v", report, err)
	}
	v, err := d.Equipment.Get(ids[0])
	if err != nil || v.State.Condition != sop.LightFault || len(v.Moves) != 2 || !v.Moves[0].Movement.Date.Equal(time.Date(2026, 9, 6, 17, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v, %v", v.Moves, err)
	}
	if report, err = d.Equipment.BulkChange(t.Context(), ids, map[string]string{"kondisi": "remuk"}, true); !errors.Is(err, desk.ErrBadRows) || report.Bad() != 2 {
		t.Errorf("%+v, %v", rules(report), err)
	}
	undo(t, d, "ubah-massal-peralatan")
	if v, err = d.Equipment.Get(ids[0]); err != nil || v.State.Condition != sop.Good || v.Item.Link.Media != "" {
		t.Errorf("%+v, %v", v.State, err)
	}
}
