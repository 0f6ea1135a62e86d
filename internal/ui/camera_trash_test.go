package ui

import (
	"strings"
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
)

func TestCameras_leave_the_trash_by_name(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	_, err := h.desk.Cameras.Import(t.Context(), strings.NewReader("nama;url\nSimpang A;rtsp://10.0.0.1/1\n"), "k.csv", true)
	must(t, err)
	rows, err := h.desk.Cameras.List(desk.CameraFilter{})
	must(t, err)
	must(t, h.desk.Cameras.Trash(rows[0].ID))
	h.shell.Open("kamera")
	p := h.shell.shown().(*camerasPage)
	p.trash.Set(shelfTrash)
	p.Reload()
	h.until("the trash", func() bool { return len(p.list.Shown()) == 1 })
	for _, item := range p.menu(p.list.Shown()[0]) {
		if item.Label == "Hapus Selamanya…" {
			item.Action()
		}
	}
	if !h.begins("Simpang A – simpang-a dihapus dari tempat sampah dan tidak dapat dipulihkan.") {
		t.Fatalf("asked: %q", h.words())
	}
	h.press("Hapus Selamanya")
	h.until("gone", func() bool {
		rows, err := h.desk.Cameras.List(desk.CameraFilter{Trash: true})
		must(t, err)
		return len(rows) == 0 && len(p.list.Shown()) == 0
	})
}
