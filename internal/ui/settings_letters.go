package ui

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// numberingForm are the office's own tokens of a letter number, and from which
// share on an activity is said to go well.
type numberingForm struct {
	template, unit, share     *kit.Entry
	class                     *kit.Choice
	templateField, shareField *kit.Field
}

// lettersPart is how the office numbers its letters and judges its SOP.
func lettersPart(e *env, changed func()) *settingsPart {
	sheet := newPaperSheet(e, changed)
	f := &numberingForm{template: kit.NewEntry(sop.DefaultNumberTemplate), unit: kit.NewEntry(sop.DefaultUnitCode), share: kit.NewEntry("")}
	f.templateField = kit.NewField(lang.X("letters.set.template", "Pola nomor surat"), f.template, "")
	f.shareField = kit.NewField(lang.X("letters.set.share", "Berjalan dengan baik bila tepat waktu sedikitnya (%)"), f.share,
		lang.X("letters.set.share.hint", "Dipakai untuk mengusulkan penilaian pada formulir monitoring SOP."))
	preview := func(string) { f.preview(e) }
	f.template.OnChanged, f.unit.OnChanged, f.class = preview, preview, kit.NewChoice(nil, preview)
	var kept db.Settings
	var loaded bool
	part := &settingsPart{key: "surat", title: lang.X("letters.set", "Surat dan penomoran")}
	classes := newClassView(e, changed, func(s db.Settings) {
		kept.Classification = s.Classification
		f.offer(s)
	})
	part.show = func(s db.Settings) { kept, loaded = s, true; f.show(s); sheet.show(s); classes.show(s) }
	part.dirty = func() bool {
		now := kept
		return loaded && (!f.into(&now) || now.NumberTemplate != kept.NumberTemplate || now.Classification != kept.Classification ||
			now.UnitCode != kept.UnitCode || now.GoodShare != kept.GoodShare && f.share.Text != shareText(kept.GoodShare))
	}
	part.save = func() {
		var next db.Settings
		if !f.into(&next) {
			return
		}
		take := func(s *db.Settings) {
			s.NumberTemplate, s.Classification, s.UnitCode, s.GoodShare = next.NumberTemplate, next.Classification, next.UnitCode, next.GoodShare
		}
		e.Act(func() error { return e.Office.ChangeSettings(take) }, func() {
			take(&kept)
			e.Toasts.Show(say.Saved())
		})
	}
	part.action = kit.NewPrimary(lang.X("letters.save", "Simpan"), part.save)
	part.object = container.New(kit.Tight(12),
		kit.Section(lang.X("letters.set.number", "Nomor konsep"), kit.Form(
			kit.Muted(lang.X("letters.set.what", "Nomor resmi tetap diberikan TU atau SRIKANDI. Pola ini hanya mengusulkan nomor konsep dan membaca nomor urut.")),
			f.templateField.Object(),
			kit.Muted(lang.X("letters.set.tokens", "Isian: {derajat} {klas} {urut} {urut3} {unit} {bulan} {bulan_romawi} {tahun}")),
			kit.FormRow(kit.NewField(lang.X("letters.set.class", "Kode klasifikasi bawaan"), f.class, ""), kit.NewField(lang.X("letters.set.unit", "Kode unit"), f.unit, "")))),
		classes.object,
		sheet.object,
		kit.Section(lang.X("letters.set.monitoring", "Monitoring SOP"), f.shareField.Object()))
	return part
}

func (f *numberingForm) show(s db.Settings) {
	f.template.SetText(s.NumberTemplate)
	f.offer(s)
	f.class.Set(s.Classification)
	f.unit.SetText(s.UnitCode)
	f.share.SetText(shareText(s.GoodShare))
}

// offer fills the choice of the usual code from the table; what was chosen and
// is still there stays.
func (f *numberingForm) offer(s db.Settings) {
	f.class.SetChoices(classOptions(desk.ClassificationsOf(s), s.Classification))
	if f.class.Value() == "" {
		f.class.Set(s.Classification)
	}
}

// shareText is a share as it is typed: 80, or 87,5.
func shareText(share float64) string {
	if share <= 0 {
		share = sop.DefaultGoodShare
	}
	return strings.ReplaceAll(strconv.FormatFloat(share*100, 'f', -1, 64), ".", ",")
}

// preview shows beneath the template what it makes of today.
func (f *numberingForm) preview(e *env) {
	f.templateField.SetRefusal("")
	f.templateField.SetHint(lang.X("letters.set.example", "Contoh: {{.Number}}", map[string]any{"Number": sop.FormatNumber(f.template.Text, sop.NumberParts{
		Nature: sop.Natures()[0], Classification: f.class.Value(), Seq: 27, Unit: f.unit.Text, Date: e.Now()})}))
}

// into reads the form; what cannot be read is refused at its field.
func (f *numberingForm) into(s *db.Settings) bool {
	s.NumberTemplate, s.Classification, s.UnitCode = strings.TrimSpace(f.template.Text), f.class.Value(), strings.TrimSpace(f.unit.Text)
	if !strings.Contains(s.NumberTemplate, "{urut}") && !strings.Contains(s.NumberTemplate, "{urut3}") {
		f.templateField.SetRefusal(lang.X("letters.set.template.bad", "Pola harus memuat {urut} atau {urut3}, tempat nomor urut."))
		return false
	}
	percent, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(f.share.Text), "%")), ",", "."), 64)
	if err != nil || !(percent > 0 && percent <= 100) {
		f.shareField.SetRefusal(lang.X("letters.set.share.bad", "Tulis angka di atas 0 sampai 100, misalnya 80."))
		return false
	}
	f.shareField.SetRefusal("")
	s.GoodShare = percent / 100
	return true
}
