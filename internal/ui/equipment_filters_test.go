package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// A choice of equipment gets a name, is put on and off by its chip, and is
// forgotten.
func TestEquipment_filter_with_a_name(t *testing.T) {
	h := openHouse(t, screens()[0], registerOffice)
	h.shell.Open("peralatan")
	p := h.shell.shown().(*equipmentPage)
	h.until("the list", func() bool { return len(p.list.Shown()) == 3 && len(p.bar.kinds) > 0 })
	h.press("Saring…")
	h.chooses("ups")
	h.press("Terapkan")
	if got := p.list.Shown(); len(got) != 1 || got[0].Kind != "ups" {
		t.Fatalf("%+v", got)
	}
	h.press("Simpan saringan…")
	h.press("Simpan")
	if !h.reads("Isi nama saringan.") {
		t.Error("a filter without a name")
	}
	fields, _ := h.entries()
	fields[0].SetText("UPS saja")
	h.press("Simpan")
	h.until("kept", func() bool { return len(p.bar.saved) == 1 && p.bar.applied == "UPS saja" })
	p.bar.toggle(p.bar.saved[0])
	if len(p.list.Shown()) != 3 {
		t.Error("the filter cannot be put off")
	}
	p.bar.toggle(p.bar.saved[0])
	if len(p.list.Shown()) != 1 {
		t.Error("the filter cannot be put on")
	}
	h.press("Hapus saringan ini")
	h.until("forgotten", func() bool { return len(p.bar.saved) == 0 })
}

// A kind that the office adds is refused at its fields, kept, and offered.
func TestRegister_settings_add_a_kind(t *testing.T) {
	h := openHouse(t, screens()[0], registerOffice)
	h.shell.Open("pengaturan/peralatan")
	h.until("the tables", func() bool { return h.reads("Jenis peralatan") })
	h.press("Tambah Jenis")
	h.press("Simpan")
	h.until("refused", func() bool { return strings.Contains(strings.Join(h.words(), "\n"), "wajib diisi") })
	fields, _ := h.entries()
	fields[0].SetText("Lampu Jalan")
	fields[1].SetText("LMP")
	h.press("Simpan")
	h.until("kept", func() bool { return !h.shell.dialogs.Open() })
	kinds, err := h.desk.Register.Kinds()
	must(t, err)
	if k, ok := sop.FindKind(kinds, "Lampu Jalan"); !ok || k.Prefix != "LMP" {
		t.Errorf("%+v", kinds)
	}
}

// chips are the words of the states that are shown.
func (h *testHouse) chips() (words []string) {
	for _, o := range test.LaidOutObjects(h.top()) {
		if c, ok := o.(*kit.Chip); ok {
			words = append(words, c.State().Word)
		}
	}
	return words
}

// What has gone says no longer whether it works.
func TestEquipment_that_has_gone_is_not_looked_at(t *testing.T) {
	h := openHouse(t, screens()[0], registerOffice)
	s := h.openThing("CAM-0001")
	online := func() bool { return strings.Contains(strings.Join(h.chips(), "\n"), "Online") }
	if !online() {
		t.Fatalf("chips: %q", h.chips())
	}
	_, err := h.desk.Equipment.Move(s.id, sop.Movement{Kind: sop.MoveRemove, Date: houseNow()})
	must(t, err)
	s.reload()
	h.until("gone", func() bool { return s.view.State.Status == sop.AssetRemoved })
	if online() {
		t.Errorf("chips: %q", h.chips())
	}
}
