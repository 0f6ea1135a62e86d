package kit_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/assets"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

func TestMain(m *testing.M) {
	// Fyne takes the language from the environment and offers no setter.
	for _, name := range []string{"LC_ALL", "LANG", "LANGUAGE"} {
		if err := os.Setenv(name, "id_ID.UTF-8"); err != nil {
			panic(err)
		}
	}
	for _, area := range []string{"shell", "fyne"} {
		data, err := assets.Lang().Open(area + ".id.json")
		if err != nil {
			panic(err)
		}
		var b strings.Builder
		buf := make([]byte, 64<<10)
		for {
			n, err := data.Read(buf)
			b.Write(buf[:n])
			if err != nil {
				break
			}
		}
		if err := lang.AddTranslationsForLocale([]byte(b.String()), "id"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

type sample struct {
	number, agency, subject string
	minutes                 int
	state                   kit.ChipState
}

func samples() []sample {
	return []sample{
		{"RLY-2026-0003", "Dinas Perhubungan", "Relay CCTV Simpang Empat Tanjungpura dan Pahlawan", 85, kit.ChipState{Word: "Terlambat", Tone: kit.ToneBad, Shape: kit.ShapeWarning}},
		{"RLY-2026-0001", "Kecamatan Pontianak Kota", "Relay CCTV kantor camat", 12, kit.ChipState{Word: "Diproses", Tone: kit.ToneInfo, Shape: kit.ShapeHalf}},
		{"RLY-2026-0002", "Satuan Polisi Pamong Praja", "Relay CCTV Taman Alun Kapuas", 0, kit.ChipState{Word: "Ditunda", Tone: kit.ToneWarn, Shape: kit.ShapePause}},
		{"RLY-2026-0004", "BPBD", "Relay CCTV duga air", 140, kit.ChipState{Word: "Selesai", Tone: kit.ToneGood, Shape: kit.ShapeCheck}},
	}
}

func sampleList(open func(sample)) *kit.DataList[sample] {
	return kit.NewDataList(kit.ListConfig[sample]{
		Columns: []kit.Column[sample]{
			{Title: "Nomor", Width: 130, Cell: func(s sample) kit.Cell { return kit.Cell{Text: s.number, Bold: true} }, Compare: func(a, b sample) int { return strings.Compare(a.number, b.number) }},
			{Title: "Perangkat Daerah", Width: 180, Share: 1, Cell: func(s sample) kit.Cell { return kit.Cell{Text: s.agency} }, Compare: func(a, b sample) int { return strings.Compare(a.agency, b.agency) }},
			{Title: "Hal", Width: 180, Share: 2, Cell: func(s sample) kit.Cell { return kit.Cell{Text: s.subject, Quiet: true} }},
			{Title: "Menit", Width: 80, Trailing: true, Cell: func(s sample) kit.Cell { return kit.Cell{Text: time.Duration(s.minutes).String()} }, Compare: func(a, b sample) int { return a.minutes - b.minutes }},
			{Title: "Keadaan", Width: 140, Cell: func(s sample) kit.Cell { return kit.Cell{Chip: s.state} }},
		},
		Words:   func(s sample) []string { return []string{s.number, s.agency, s.subject} },
		Filters: []kit.Filter[sample]{{Key: "late", Word: "Terlambat", Keep: func(s sample) bool { return s.state.Tone == kit.ToneBad }}, {Key: "paused", Word: "Ditunda", Keep: func(s sample) bool { return s.state.Tone == kit.ToneWarn }}},
		Open:    open,
		Key:     func(s sample) string { return s.number },
		Empty:   kit.Empty{Icon: kit.IconRequests, Title: "Belum ada permintaan", Text: "Buat permintaan pertama.", Action: "Permintaan baru", Do: func() {}},
		Actions: []fyne.CanvasObject{kit.NewPrimary("Permintaan baru", func() {})},
	})
}

// gallery shows every shape of the kit with the same words in both looks.
func gallery() map[string]fyne.CanvasObject {
	list := sampleList(nil)
	list.Set(samples())
	empty := sampleList(nil)
	empty.Set(nil)
	sheet := kit.NewSheet(kit.SheetConfig{Title: "RLY-2026-0003", Subtitle: "Dinas Perhubungan · diminta 7 September 2026", Back: func() {},
		Chips:   []kit.ChipState{{Word: "Berjalan", Tone: kit.ToneInfo, Shape: kit.ShapeHalf}, {Word: "Terlambat", Tone: kit.ToneBad, Shape: kit.ShapeWarning}},
		Actions: []fyne.CanvasObject{kit.NewButton("Salin", func() {})},
		Facts:   kit.Section("Data permintaan", kit.Facts(kit.Fact{Name: "Hal", Value: "Relay CCTV Simpang Empat Tanjungpura dan Pahlawan"}, kit.Fact{Name: "Narahubung", Value: "Budi, 0812 0000 0000"}, kit.Fact{Name: "Catatan"})),
		Next:    kit.Section("Langkah 5: Relay dan uji tayang", container.NewVBox(kit.Paragraph("Uji tiap kamera melalui relay."), container.NewHBox(kit.NewPrimary("Selesaikan langkah", func() {}), kit.NewButton("Tunda", func() {}))), kit.NewQuiet("Ubah", nil, func() {})),
		History: kit.Section("Riwayat", kit.Muted("Belum ada.")),
	})
	when := kit.NewDateClock("Waktu mulai", "Waktu kejadian, bukan waktu pencatatan.", time.UTC, func() time.Time { return time.Date(2026, 9, 8, 8, 15, 0, 0, time.UTC) })
	name := kit.NewField("Nama kamera", kit.NewEntry("Simpang Tanjungpura"), "")
	name.SetRefusal("Nama wajib diisi.")
	assistant := kit.NewAssistant(kit.AssistantConfig{Title: "Sambungkan kamera", Done: "Selesai", Finish: func() {}, Cancel: func() {},
		Steps: []kit.Step{
			{Name: "Alamat", Title: "Di mana kamera itu?", Help: "Tempel alamat RTSP dari perangkat daerah.", Body: func() fyne.CanvasObject {
				return kit.Form(kit.FormRow(name, when.Field), kit.NewField("Mode", kit.NewChoice([]kit.Option{{Value: "auto", Word: "Otomatis"}}, nil), "Boleh dibiarkan.").Object())
			}},
			{Name: "Uji sambungan", Title: "Uji", Body: func() fyne.CanvasObject { return widget.NewLabel("") }},
			{Name: "Terbitkan", Title: "Terbitkan", Body: func() fyne.CanvasObject { return widget.NewLabel("") }},
		}})
	return map[string]fyne.CanvasObject{"daftar": list.Object(), "daftar-kosong": empty.Object(), "lembar": sheet.Object(), "panduan": assistant.Object()}
}

func TestGallery_looks_as_it_was_approved(t *testing.T) {
	for _, look := range []string{"gelap", "terang"} {
		test.NewTempApp(t)
		fyne.CurrentApp().Settings().SetTheme(kit.NewTheme(look == "terang"))
		for name, object := range gallery() {
			w := test.NewTempWindow(t, container.New(kit.Margins(16, 12, 16, 12), object))
			w.SetPadded(false)
			w.Resize(fyne.NewSize(1100, 560))
			test.AssertRendersToImage(t, look+"/"+name+".png", w.Canvas())
		}
	}
}
