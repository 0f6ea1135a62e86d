package ui

import (
	"bytes"
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// paperSheet is what papers look like besides their words: the emblem and the
// size of the sheet. Each choice is kept at once.
type paperSheet struct {
	env     *env
	changed func()
	object  *kit.Panel
	body    *fyne.Container
}

func newPaperSheet(e *env, changed func()) *paperSheet {
	p := &paperSheet{env: e, changed: changed, body: container.NewStack()}
	p.object = kit.Section(lang.X("office.paper", "Kertas dan lambang"), p.body)
	return p
}

func (p *paperSheet) show(s db.Settings) {
	size := kit.NewRadio([]kit.Option{
		{Value: "", Word: lang.X("office.paper.a4", "A4 (210 × 297 mm)")},
		{Value: db.PaperF4, Word: lang.X("office.paper.f4", "F4/folio (215 × 330 mm)")},
	}, s.Paper, func(v string) {
		p.env.Act(func() error { return p.env.Office.ChangeSettings(func(s *db.Settings) { s.Paper = v }) }, p.saved)
	})
	buttons := container.NewHBox(kit.NewButton(lang.X("office.logo.choose", "Pilih Lambang…"), p.choose))
	words := kit.Muted(lang.X("office.logo.none", "Belum ada lambang. Pilih gambar PNG atau JPEG, misalnya lambang kota."))
	var left fyne.CanvasObject
	if s.Logo != "" {
		words.SetText(lang.X("office.logo.where", "Tercetak di kiri kop surat."))
		buttons.Add(kit.NewQuiet(lang.X("office.logo.drop", "Tanpa Lambang"), nil, func() { p.env.Act(p.env.Office.DropEmblem, p.saved) }))
		emblem := container.NewStack()
		p.draw(emblem)
		left = container.NewGridWrap(fyne.NewSize(72, 84), emblem)
	}
	fillStack(p.body, kit.Form(size, container.NewBorder(nil, nil, left, nil, container.NewVBox(words, buttons))))
}

// draw shows the emblem as it is kept.
func (p *paperSheet) draw(into *fyne.Container) {
	kit.Run(p.env.Tasks, func(context.Context) ([]byte, error) { return p.env.Office.Emblem() }, func(data []byte, err error) {
		if err != nil {
			p.env.Fail(err)
			return
		}
		if len(data) == 0 {
			return
		}
		picture := canvas.NewImageFromReader(bytes.NewReader(data), "emblem")
		picture.FillMode = canvas.ImageFillContain
		fillStack(into, picture)
	})
}

func (p *paperSheet) choose() {
	chooseFile(p.env, []string{".png", ".jpg", ".jpeg"}, func(path string) {
		p.env.Act(func() error { return p.env.Office.PutEmblem(path) }, p.saved)
	})
}

func (p *paperSheet) saved() {
	p.env.Saved()
	p.changed()
}

// timesPart is when the office is warned of its own standards; it stands below
// the working hours.
func timesPart(e *env, changed func()) *settingsPart {
	part := &settingsPart{}
	near := kit.NewEntry("80")
	field := kit.NewField(lang.X("office.times.near", "Mendekati Batas mulai (% waktu baku)"), near,
		lang.X("office.times.near.hint", "Bawaan 80 %: pada langkah 15 menit, peringatan muncul setelah 12 menit kerja."))
	holder := container.NewStack()
	var kept db.Settings
	part.show = func(s db.Settings) {
		kept = s
		near.SetText(strings.ReplaceAll(strconv.FormatFloat(s.NearShare*100, 'f', -1, 64), ".", ","))
		tell := kit.NewRadio([]kit.Option{
			{Value: "", Word: lang.X("office.times.tell", "Beri tahu lewat desktop, hanya pada jam kerja")},
			{Value: "diam", Word: lang.X("office.times.quiet", "Jangan beri tahu; cukup di Beranda")},
		}, quietWord(s.NoNotices), func(v string) {
			e.Act(func() error { return e.Office.ChangeSettings(func(s *db.Settings) { s.NoNotices = v != "" }) }, func() { e.Saved(); changed() })
		})
		fillStack(holder, container.New(kit.Tight(12),
			kit.Section(lang.X("office.times.limit", "Peringatan"), field.Object()),
			kit.Section(lang.X("office.times.notices", "Pemberitahuan"), kit.Form(
				kit.Muted(lang.X("office.times.notices.what", "Satu kali untuk setiap langkah yang mendekati atau melewati waktu baku, dan untuk jeda lebih dari 5 hari kerja.")), tell))))
	}
	read := func() (float64, bool) {
		n, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(near.Text), ",", "."), 64)
		return n / 100, err == nil && n > 0 && n <= 100
	}
	part.dirty = func() bool { n, ok := read(); return kept.NearShare != 0 && (!ok || n != kept.NearShare) }
	part.save = func() {
		n, ok := read()
		if !ok {
			field.SetRefusal(lang.X("letters.set.share.bad", "Tulis angka di atas 0 sampai 100, misalnya 80."))
			return
		}
		field.SetRefusal("")
		e.Act(func() error { return e.Office.ChangeSettings(func(s *db.Settings) { s.NearShare = n }) }, func() {
			kept.NearShare = n
			e.Toasts.Show(say.Saved())
			changed()
		})
	}
	part.object = holder
	part.action = kit.NewPrimary(lang.X("office.save", "Simpan"), part.save)
	return part
}

func quietWord(quiet bool) string {
	if quiet {
		return "diam"
	}
	return ""
}
