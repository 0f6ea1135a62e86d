package kit_test

import (
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// Who goes through a long form by Tab sees each field, and a refusal that
// stands out of sight is scrolled to.
func TestForm_follows_the_keyboard_and_its_refusals(t *testing.T) {
	test.NewTempApp(t)
	form := kit.Form()
	var entries []*kit.Entry
	var fields []*kit.Field
	for i := range 30 {
		entries = append(entries, kit.NewEntry(""))
		fields = append(fields, kit.NewField("Isian "+strconv.Itoa(i), entries[i], ""))
		form.Add(fields[i].Object())
	}
	scroll := container.NewVScroll(container.New(kit.Tight(10), kit.Section("Barang", form)))
	w := test.NewTempWindow(t, scroll)
	w.Resize(fyne.NewSize(600, 400))
	seen := func(o fyne.CanvasObject) bool {
		y := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y
		return y >= 0 && y+o.Size().Height <= w.Canvas().Size().Height
	}
	w.Canvas().Focus(entries[0])
	if scroll.Offset.Y != 0 {
		t.Errorf("what is seen moved by %v", scroll.Offset.Y)
	}
	for i, e := range entries {
		w.Canvas().Focus(e)
		if !seen(e) {
			t.Fatalf("field %d has the keyboard out of sight", i)
		}
	}
	fields[20].SetRefusal("Wajib diisi.")
	fields[3].SetRefusal("Wajib diisi.")
	kit.RevealRefused(fields...)
	if !seen(fields[3].Object()) {
		t.Error("the first refusal is out of sight")
	}
	at := scroll.Offset.Y
	fields[3].SetRefusal("")
	fields[20].SetRefusal("")
	if kit.RevealRefused(fields...); scroll.Offset.Y != at {
		t.Error("scrolled without a refusal")
	}
}
