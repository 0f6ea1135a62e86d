package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// evidenceForm asks for the bukti keluaran of one activity (domain 5.5).
type evidenceForm struct {
	number, text *kit.Entry
	source       *kit.Choice
	date         *kit.DateClock
	fields       []*kit.Field
	step         int
}

func newEvidenceForm(e *env, st sop.Step) *evidenceForm {
	f := &evidenceForm{number: kit.NewEntry(""), text: kit.NewText("", 2), source: kit.NewChoice(options(sop.NumberSources(), say.NumberSource), nil), step: st.N}
	f.date = kit.NewDay(lang.X("requests.evidence.date", "Tanggal"), "", sop.WIB(), e.Now)
	f.number.SetText(st.Evidence.Number)
	f.text.SetText(st.Evidence.Text)
	f.source.Set(st.Evidence.Source)
	if st.Evidence.Date.IsZero() {
		f.date.Set(e.Now())
	} else {
		f.date.Set(st.Evidence.Date)
	}
	number := kit.NewField(numberWord(st.N), f.number, lang.X("requests.evidence.number.hint", "Nomor dari TU atau SRIKANDI ditulis apa adanya."))
	source := kit.NewField(lang.X("requests.evidence.source", "Sumber nomor"), f.source, "")
	text := kit.NewField(textWord(st.N), f.text, "")
	switch st.N {
	case 1, 6:
		f.fields = []*kit.Field{number, f.date.Field, source}
	case 3, 4:
		f.fields = []*kit.Field{text, f.date.Field, number}
	case 2:
		f.fields = []*kit.Field{text, number}
	}
	return f
}

// numberWord names the paper an activity leaves behind.
func numberWord(n int) string {
	switch n {
	case 1:
		return lang.X("requests.evidence.letter", "Nomor surat permintaan")
	case 6:
		return lang.X("requests.evidence.report", "Nomor nota dinas")
	case 3, 4:
		return lang.X("requests.evidence.agenda", "Nomor agenda lembar disposisi")
	}
	return lang.X("requests.evidence.other", "Nomor surat atau berita acara (bila ada)")
}

func textWord(n int) string {
	if n == 2 {
		return lang.X("requests.evidence.access", "Data akses yang diberikan (tanpa kata sandi)")
	}
	return lang.X("requests.evidence.instruction", "Instruksi disposisi")
}

func (f *evidenceForm) objects() []fyne.CanvasObject {
	if len(f.fields) < 2 {
		return nil
	}
	return []fyne.CanvasObject{f.fields[0].Object(), kit.FormRow(f.fields[1:]...)}
}

// first is where a missing proof is shown; activity 5 has none of its own, its
// proof are the tests of the cameras.
func (f *evidenceForm) first() *kit.Field {
	if len(f.fields) == 0 {
		return f.date.Field
	}
	return f.fields[0]
}

// focus is the first input; nil for activity 5, whose form asks for nothing.
func (f *evidenceForm) focus() fyne.Focusable {
	switch f.step {
	case 1, 6:
		return f.number
	case 2, 3, 4:
		return f.text
	}
	return nil
}

// value reads the form; nil for activity 5.
func (f *evidenceForm) value() (*sop.Evidence, bool) {
	if len(f.fields) == 0 {
		return nil, true
	}
	date, ok := f.date.Value()
	e := &sop.Evidence{Number: f.number.Text, Source: f.source.Value(), Text: f.text.Text}
	if f.step != 2 {
		e.Date = date
	}
	return e, ok || f.step == 2
}
