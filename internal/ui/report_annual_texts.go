package ui

import (
	"context"
	"maps"
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// annualTextWord names a text of the report with its chapter.
func annualTextWord(key string) string {
	switch key {
	case desk.TextPreface:
		return lang.X("annual.text.preface", "Kata Pengantar")
	case desk.TextReason:
		return lang.X("annual.text.reason", "BAB I – A. Latar Belakang")
	case desk.TextBasis:
		return lang.X("annual.text.basis", "BAB I – B. Dasar Hukum")
	case desk.TextPurpose:
		return lang.X("annual.text.purpose", "BAB I – C. Maksud dan Tujuan")
	case desk.TextScope:
		return lang.X("annual.text.scope", "BAB I – D. Ruang Lingkup")
	case desk.TextOffice:
		return lang.X("annual.text.office", "BAB II – A. Bidang dan Seksi")
	case desk.TextTasks:
		return lang.X("annual.text.tasks", "BAB II – B. Tugas")
	case desk.TextEquipment:
		return lang.X("annual.text.equipment", "BAB III – H. Uraian peralatan")
	case desk.TextRelay:
		return lang.X("annual.text.relay", "BAB IV – D. Uraian relay")
	case desk.TextTroubles:
		return lang.X("annual.text.troubles", "BAB V – B. Permasalahan")
	case desk.TextNextSteps:
		return lang.X("annual.text.next", "BAB V – C. Tindak Lanjut")
	case desk.TextSummary:
		return lang.X("annual.text.summary", "BAB VI – A. Simpulan")
	}
	return lang.X("annual.text.advice", "BAB VI – B. Saran")
}

// annualTexts is the sheet on which the texts of the report are written.
type annualTexts struct {
	view     *annualView
	which    *kit.Choice
	text     *kit.Entry
	note     *widget.Label
	saved    db.AnnualNotes
	now      map[string]string // as typed; a text of the program is not in it
	defaults map[string]string
	root     fyne.CanvasObject
}

func newAnnualTexts(v *annualView) *annualTexts {
	t := &annualTexts{view: v, now: map[string]string{}, note: kit.Muted("")}
	var options []kit.Option
	for _, key := range desk.AnnualTexts() {
		options = append(options, kit.Option{Value: key, Word: annualTextWord(key)})
	}
	t.which = kit.NewChoice(options, func(string) { t.show() })
	t.which.Set(desk.TextPreface)
	t.text = kit.NewText("", 12)
	t.text.OnChanged = t.typed
	help := kit.Muted(lang.X("annual.text.help", "Baris kosong memisahkan paragraf. Awali baris dengan \"1.\" atau \"-\" untuk butir."))
	buttons := container.NewHBox(
		kit.NewPrimary(lang.X("annual.text.save", "Simpan Teks"), v.saveNotes),
		kit.NewButton(lang.X("annual.text.reset", "Pakai Teks Bawaan"), func() { delete(t.now, t.which.Value()); t.show() }), t.note)
	top := container.New(kit.Tight(2), container.NewGridWrap(fyne.NewSize(380, 64), kit.NewField(lang.X("annual.text.which", "Bagian"), t.which, "").Object()), help)
	t.root = container.NewBorder(top, container.New(kit.Margins(6, 6, 0, 0), buttons), nil, nil, t.text)
	return t
}

// set takes what the store holds.
func (t *annualTexts) set(notes desk.AnnualNotes, defaults map[string]string) {
	t.saved, t.defaults, t.now = notes.AnnualNotes, defaults, maps.Clone(notes.Texts)
	if t.now == nil {
		t.now = map[string]string{}
	}
	t.show()
	if notes.Inherited > 0 {
		t.note.SetText(lang.X("annual.text.inherited", "Teks dari tahun {{.Year}} dipakai sampai Anda menyimpan yang baru.", map[string]any{"Year": notes.Inherited}))
	}
}

// show puts the chosen text into the field.
func (t *annualTexts) show() {
	key := t.which.Value()
	text, own := t.now[key]
	if !own {
		text = t.defaults[key]
	}
	t.text.SetText(text)
	word := lang.X("annual.text.default", "Teks bawaan, mengikuti angka tahun ini.")
	if own {
		word = lang.X("annual.text.own", "Teks Anda; dipakai lagi tahun depan.")
	}
	t.note.SetText(word)
}

// typed keeps a text that is not the program's.
func (t *annualTexts) typed(text string) {
	key := t.which.Value()
	if text == t.defaults[key] || strings.TrimSpace(text) == "" {
		delete(t.now, key)
		return
	}
	t.now[key] = text
}

func (t *annualTexts) dirty() bool {
	return !maps.Equal(t.now, t.saved.Texts) && len(t.now)+len(t.saved.Texts) > 0
}

// saveNotes keeps what is written for the year that is shown, texts and targets
// together, and counts anew.
func (v *annualView) saveNotes() {
	if v.report.Figures.Year == 0 {
		return
	}
	notes, ok := v.goals.read()
	if !ok {
		v.choose("target")
		return
	}
	notes.Year, notes.Texts = v.report.Figures.Year, maps.Clone(v.texts.now)
	fields := v.goals.fields
	kit.Run(v.env.Tasks, func(context.Context) (struct{}, error) { return struct{}{}, v.env.Annual.SaveNotes(notes) }, func(_ struct{}, err error) {
		if showFieldError(err, fields) {
			v.choose("target")
			return
		}
		if err != nil {
			v.env.Fail(err)
			return
		}
		v.env.Toasts.Show(lang.X("annual.saved", "Tersimpan untuk laporan tahun {{.Year}}.", map[string]any{"Year": notes.Year}))
		v.load()
	})
}

// annualGoals is the sheet of targets and of what was done about obstacles.
type annualGoals struct {
	view    *annualView
	saved   db.AnnualNotes
	fields  map[string]*kit.Field
	targets map[string]*kit.Entry
	follow  map[string]*kit.Entry
	root    *fyne.Container
}

// shownTroubles is how many obstacles are offered for a follow-up: the most
// frequent.
const shownTroubles = 15

func newAnnualGoals(v *annualView) *annualGoals {
	return &annualGoals{view: v, root: container.NewVBox()}
}

// object is the sheet; how to keep it stays in sight below the fields.
func (g *annualGoals) object() fyne.CanvasObject {
	save := container.NewHBox(kit.NewPrimary(lang.X("annual.goal.save", "Simpan Target dan Tindak Lanjut"), g.view.saveNotes))
	return container.NewBorder(nil, container.New(kit.Margins(6, 6, 0, 0), save), nil, nil, scrolled(g.root))
}

// set builds the fields from what the store holds.
func (g *annualGoals) set(r desk.AnnualView) {
	notes := r.Notes
	g.saved, g.fields, g.targets, g.follow = notes.AnnualNotes, map[string]*kit.Field{}, map[string]*kit.Entry{}, map[string]*kit.Entry{}
	goals := kit.Form()
	var row []*kit.Field
	for _, key := range sop.IndicatorKeys() {
		entry := kit.NewEntry("")
		hint := lang.X("annual.goal.count", "Jumlah. Realisasi: {{.Now}}", map[string]any{"Now": indicatorText(r.Figures.Indicator(key))})
		if sop.SharedIndicator(key) {
			hint = lang.X("annual.goal.share", "Persen. Realisasi: {{.Now}}", map[string]any{"Now": indicatorText(r.Figures.Indicator(key))})
		}
		entry.SetText(goalText(key, notes.Targets[key]))
		g.targets[key], g.fields[key] = entry, kit.NewField(desk.IndicatorWord(key), entry, hint)
		if row = append(row, g.fields[key]); len(row) == 2 {
			goals.Add(kit.FormRow(row...))
			row = nil
		}
	}
	if len(row) > 0 {
		goals.Add(kit.FormRow(row...))
	}
	troubles := kit.Form()
	for i, t := range r.Figures.Troubles {
		if i == shownTroubles {
			break
		}
		entry := kit.NewEntry(lang.X("annual.follow.hint", "Apa yang sudah atau akan dilakukan"))
		entry.SetText(notes.FollowUps[t.Key()])
		g.follow[t.Key()] = entry
		troubles.Add(kit.NewField(lang.X("annual.follow.name", "{{.Trouble}} ({{.Count}} kali)", map[string]any{"Trouble": desk.TroubleWord(t), "Count": say.Number(t.Count)}), entry, "").Object())
	}
	if len(r.Figures.Troubles) == 0 {
		troubles.Add(kit.Muted(lang.X("annual.follow.none", "Tidak ada kendala yang tercatat pada tahun ini.")))
	}
	g.root.Objects = []fyne.CanvasObject{kit.Section(lang.X("annual.goals", "Target indikator"), goals), kit.Section(lang.X("annual.follow", "Tindak lanjut kendala"), troubles)}
	g.root.Refresh()
}

// goalText is a target as it is typed: per cent for shares.
func goalText(key string, value float64) string {
	if value == 0 {
		return ""
	}
	if sop.SharedIndicator(key) {
		value = math.Round(value*1e6) / 1e4
	}
	return strings.Replace(strconv.FormatFloat(value, 'f', -1, 64), ".", ",", 1)
}

// read takes the fields; a target that is no number is refused at its field.
func (g *annualGoals) read() (db.AnnualNotes, bool) {
	notes, ok := g.saved, true
	notes.Targets, notes.FollowUps = map[string]float64{}, maps.Clone(g.saved.FollowUps)
	if notes.FollowUps == nil {
		notes.FollowUps = map[string]string{}
	}
	for key, entry := range g.targets {
		g.fields[key].SetRefusal("")
		text := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(entry.Text), "%"))
		if text == "" {
			continue
		}
		value, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
		shared := sop.SharedIndicator(key)
		if err != nil || value < 0 || value > 100 && shared || value > 1e6 {
			g.fields[key].SetRefusal(lang.X("annual.goal.bad", "Tulis angka, misalnya 95 atau 87,5; persen paling banyak 100."))
			ok = false
			continue
		}
		if shared {
			value /= 100
		}
		notes.Targets[key] = value
	}
	for key, entry := range g.follow {
		if text := strings.TrimSpace(entry.Text); text != "" {
			notes.FollowUps[key] = text
		} else {
			delete(notes.FollowUps, key)
		}
	}
	return notes, ok
}

func (g *annualGoals) dirty() bool {
	if g.targets == nil {
		return false
	}
	notes, _ := g.read()
	same := len(notes.Targets) == len(g.saved.Targets) && len(notes.FollowUps) == len(g.saved.FollowUps)
	for key, value := range notes.Targets {
		same = same && goalText(key, value) == goalText(key, g.saved.Targets[key])
	}
	for key, text := range notes.FollowUps {
		same = same && text == g.saved.FollowUps[key]
	}
	return !same
}
