package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
)

func TestCameraImport_after_its_rows_were_tested(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	h.shell.Open("kamera/" + importArg)
	v := h.shell.shown().(*camerasPage).table
	row := func(line int, name, host string) desk.TrialRow {
		return desk.TrialRow{ImportRow: desk.ImportRow{Line: line, Name: name}, Host: host}
	}
	good, twice, failed := row(2, "Simpang Garuda", "10.10.5.21:554"), row(3, "Simpang Garuda Barat", "10.10.5.21:554"), row(4, "Pasar Flamboyan", "10.10.5.30:554")
	good.Take, good.Verdict = true, &camera.Verdict{OK: true}
	twice.Verdict, twice.Twin = &camera.Verdict{OK: true}, &desk.TrialTwin{Name: good.Name, Line: good.Line, Sure: true}
	failed.Verdict = &camera.Verdict{Cause: camera.CauseLogin}
	v.trial = &desk.Trial{Report: desk.ImportReport{File: "kamera.csv"}, Rows: []desk.TrialRow{good, twice, failed}, Took: 12 * time.Second}
	v.path.SetText("/home/kasi/Dokumen/kamera.csv")
	v.show()
	h.until("the pulse", func() bool { return h.pulsed() && len(v.list.Shown()) == 3 })
	test.AssertRendersToImage(t, pictureName(themeDark, "kamera-impor", screens()[0]), h.shell.Window().Canvas())
}
