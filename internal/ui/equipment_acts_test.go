package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

const paperInventory = "Kode;Nama Barang;Jenis Barang;Pemilik;Merek;No Seri;PTZ/Statis;Tahun\n" +
	"CAM-0002;Kamera Pasar Flamboyan sisi timur;Kamera;Dishub;Hikvision;HK2;statis;2023\n" +
	";Kamera Jembatan Kapuas;Kamera;Dishub;Axis;AX77;ptz;1980\n"

// choice is the list on screen that offers a value.
func (h *testHouse) choice(value string) *kit.Choice {
	h.t.Helper()
	for _, o := range test.LaidOutObjects(h.top()) {
		if c, ok := o.(*kit.Choice); ok && c.Visible() {
			before := c.Value()
			c.Set(value)
			found := c.Value() == value
			c.Set(before)
			if found {
				return c
			}
		}
	}
	h.t.Fatalf("no list offers %q", value)
	return nil
}

// chooses takes from a list as a hand does: the listener is told.
func (h *testHouse) chooses(value string) {
	h.t.Helper()
	c := h.choice(value)
	c.Set(value)
	c.OnChanged("")
}

// openThing shows the sheet of a thing of the register.
func (h *testHouse) openThing(code string) *equipmentSheet {
	h.t.Helper()
	id, err := h.desk.Equipment.Find(code)
	must(h.t, err)
	h.shell.Open("peralatan/" + id.String())
	p := h.shell.shown().(*equipmentPage)
	h.until(code, func() bool { return p.sheet.view.Item.Code == code })
	return p.sheet
}

func TestEquipmentImport_in_the_window_maps_checks_applies_and_undoes(t *testing.T) {
	h := openHouse(t, screens()[0], registerOffice)
	h.shell.Open("peralatan/impor")
	p := h.shell.shown().(*equipmentPage)
	h.drop("alat.csv", paperInventory)
	h.until("the verdict", func() bool { return len(p.table.verdicts.Shown()) == 2 })
	if !p.table.apply.Disabled() {
		t.Fatal("a file with a wrong year can be applied")
	}
	h.drop("alat.csv", strings.Replace(paperInventory, "1980", "2024", 1))
	h.until("all rows are good", func() bool { return !p.table.apply.Disabled() })
	rows := p.table.verdicts.Shown()
	if rows[0].Verb != desk.VerbChange || rows[1].Verb != desk.VerbAdd || len(rows[0].Changes) != 2 {
		t.Errorf("verdicts: %+v", rows)
	}
	h.chooses(string(desk.ModeAdd))
	h.until("what is there is refused", func() bool {
		return len(p.table.verdicts.Shown()[0].Problems) > 0 || p.table.verdicts.Shown()[0].Verb != desk.VerbChange
	})
	h.chooses(string(desk.ModeBoth))
	h.until("all rows are good again", func() bool {
		return !p.table.apply.Disabled() && p.table.verdicts.Shown()[0].Verb == desk.VerbChange
	})
	h.press("Terapkan")
	h.press("Terapkan") // the question
	h.until("the list", func() bool { return p.table == nil && len(p.list.Shown()) == 4 })
	h.shell.env().Undo()
	h.until("taken back", func() bool {
		rows, err := h.desk.Equipment.List(desk.EquipmentFilter{})
		must(t, err)
		return len(rows) == 3 && rows[1].Name == "Kamera Pasar Flamboyan"
	})
}

func TestEquipmentImportPage_after_a_dry_run(t *testing.T) {
	shows(t, "peralatan-impor", "peralatan/impor", registerOffice, func(h *testHouse) bool {
		p := h.shell.shown().(*equipmentPage)
		if p.table.data == nil && !p.table.busy {
			data := []byte(paperInventory)
			head, err := h.desk.Equipment.EquipmentTable(strings.NewReader(paperInventory))
			must(h.t, err)
			p.table.data, p.table.name = data, "alat.csv"
			p.table.path.SetText("/home/kasi/Dokumen/alat.csv")
			p.table.showColumns(head)
			p.table.check.Enable()
			p.table.run(false)
		}
		return h.pulsed() && len(p.table.verdicts.Shown()) == 2
	})
}

func TestEquipmentSheet_of_a_thing(t *testing.T) {
	shows(t, "peralatan-lembar", "peralatan", registerOffice, func(h *testHouse) bool {
		p := h.shell.shown().(*equipmentPage)
		if p.shown == (ulid.ULID{}) {
			h.openThing("CAM-0002")
		}
		return h.pulsed() && p.sheet.view.Item.Code == "CAM-0002" && p.sheet.rev == h.shell.pulse.Rev
	})
}

func TestEquipment_is_moved_and_what_is_refused_stands_at_its_field(t *testing.T) {
	h := openHouse(t, screens()[0], registerOffice)
	s := h.openThing("CAM-0001")
	open := func() {
		h.press("Catat Mutasi")
		h.until("the dialog", h.shell.dialogs.Open)
	}
	open()
	h.press("Simpan") // to where it stands already
	h.until("refused", func() bool { return h.shell.dialogs.Open() && len(s.view.Moves) == 1 && h.refused() })
	h.chooses(string(sop.MoveCondition))
	h.chooses(string(sop.HeavyFault))
	h.press("Simpan")
	h.until("the condition", func() bool { return s.view.State.Condition == sop.HeavyFault && !h.shell.dialogs.Open() })
	open()
	h.chooses(string(sop.MoveRemove))
	var count *kit.Entry
	fields, _ := h.entries()
	for _, e := range fields {
		if count == nil && e.Text == "" && e.PlaceHolder == "" {
			count = e
		}
	}
	count.SetText("dua")
	h.press("Simpan")
	h.until("refused", h.refused)
	count.SetText("")
	h.press("Simpan")
	h.until("gone", func() bool { return s.view.State.Status == sop.AssetRemoved && !h.shell.dialogs.Open() })
	open()
	if h.choice(string(sop.MoveAdd)).Value() != string(sop.MoveAdd) {
		t.Error("what is gone can only be added again")
	}
}

// refused says that a field of the dialog shows a refusal.
func (h *testHouse) refused() bool {
	for _, w := range h.words() {
		if strings.HasSuffix(w, ".") && (strings.Contains(w, "mutasi") || strings.Contains(w, "Mutasi") || strings.Contains(w, "angka") || strings.Contains(w, "berubah")) {
			return true
		}
	}
	return false
}

// watchedThing is a register and a camera of the relay.
func watchedThing(t *testing.T, d *desk.Desk) {
	registerOffice(t, d)
	u, err := secret.ParseURL("rtsp://10.10.5.20/s")
	must(t, err)
	agencies, err := d.Office.Agencies(false)
	must(t, err)
	_, err = d.Cameras.Publish(t.Context(), desk.CameraDraft{Name: "Simpang Garuda", URL: u, Enabled: true, AgencyID: agencies[0].ID})
	must(t, err)
}

func TestEquipment_is_tied_to_a_camera_of_the_relay(t *testing.T) {
	h := openHouse(t, screens()[0], watchedThing)
	s := h.openThing("CAM-0002")
	untied, err := h.desk.Equipment.Untied()
	must(t, err)
	s.askTie()
	h.until("the cameras", h.shell.dialogs.Open)
	h.chooses(untied[0].ID.String())
	h.press("Simpan")
	h.until("tied", func() bool { return s.view.Camera == "Simpang Garuda" && !h.shell.dialogs.Open() })
	s.askTie()
	h.until("the cameras", h.shell.dialogs.Open)
	h.chooses("")
	h.press("Simpan")
	h.until("free again", func() bool { return s.view.Camera == "" && !h.shell.dialogs.Open() })
}

func TestEquipment_is_changed_in_bulk_after_a_look(t *testing.T) {
	h := openHouse(t, screens()[0], registerOffice)
	h.shell.Open("peralatan")
	p := h.shell.shown().(*equipmentPage)
	h.until("the list", func() bool { return len(p.list.Shown()) == 3 })
	p.list.SetFilter("online")
	h.press("Ubah yang tampil…")
	h.until("the form", h.shell.dialogs.Open)
	h.chooses("tahun_perolehan")
	fields, _ := h.entries()
	fields[len(fields)-1].SetText("1980")
	h.press("Lihat Perubahan")
	h.until("refused", func() bool {
		return strings.Contains(strings.Join(h.words(), "\n"), "1990")
	})
	fields[len(fields)-1].SetText("2024")
	h.press("Lihat Perubahan")
	h.until("the look", func() bool { return strings.Contains(strings.Join(h.words(), "\n"), "2 peralatan akan berubah") })
	h.press("Terapkan")
	h.until("changed", func() bool {
		rows, err := h.desk.Equipment.List(desk.EquipmentFilter{})
		must(t, err)
		return rows[0].Year == 2024 && rows[1].Year == 2023 && rows[2].Year == 2024
	})
	h.until("closed", func() bool { return !h.shell.dialogs.Open() })
	h.shell.env().Undo()
	h.until("taken back", func() bool {
		rows, err := h.desk.Equipment.List(desk.EquipmentFilter{})
		must(t, err)
		return rows[0].Year == 2023 && rows[2].Year == 2023
	})
}

func TestEquipment_labels_of_what_is_shown(t *testing.T) {
	h := openHouse(t, screens()[0], registerOffice)
	h.shell.Open("peralatan")
	p := h.shell.shown().(*equipmentPage)
	h.until("the list", func() bool { return len(p.list.Shown()) == 3 })
	for _, item := range p.tableMenu() {
		if strings.HasPrefix(item.Label, "Label QR") {
			item.Action()
		}
	}
	if got := h.savedAs("label-peralatan.pdf"); !strings.HasPrefix(string(got), "%PDF") {
		t.Errorf("%d bytes", len(got))
	}
}
