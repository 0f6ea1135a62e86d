package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// evidenceForm asks for the bukti keluaran of one activity (domain 5.5): a
// letter, a disposition with its instructions, or the access that was given.
type evidenceForm struct {
	number, text   *kit.Entry
	source         *kit.Choice
	date, deadline *kit.DateClock
	asked          map[string]*kit.Check // instructions by their constant
	instructions   *kit.Field
	class          *classChoice
	draft          *kit.Button // proposes a number; only where the office gives one
	fields         []*kit.Field
	step           int
}

func newEvidenceForm(e *env, req sop.Request, st sop.Step) *evidenceForm {
	f := &evidenceForm{number: kit.NewEntry(""), text: kit.NewText("", 2), source: kit.NewChoice(options(sop.NumberSources(), say.NumberSource), nil), step: st.N}
	f.date = kit.NewDay(lang.X("requests.evidence.date", "Tanggal"), "", sop.WIB(), e.Now)
	f.deadline = kit.NewDay(lang.X("letters.deadline", "Batas waktu"), "", sop.WIB(), nil)
	f.number.SetText(st.Evidence.Number)
	f.text.SetText(st.Evidence.Text)
	f.source.Set(st.Evidence.Source)
	f.date.Set(st.Evidence.Date)
	f.deadline.Set(st.Evidence.Deadline)
	if st.Evidence.Date.IsZero() && st.N != 2 { // the agency's letter has a date of its own, or there is none
		f.date.Set(e.Now())
	}
	hint := lang.X("requests.evidence.number.hint", "Nomor dari TU atau SRIKANDI ditulis apa adanya.")
	if st.N == 3 || st.N == 4 {
		hint = ""
	}
	number := kit.NewField(numberWord(st.N), f.number, hint)
	source := kit.NewField(lang.X("requests.evidence.source", "Sumber nomor"), f.source, "")
	text := kit.NewField(textWord(st.N), f.text, "")
	switch st.N {
	case 1, 6:
		f.fields = []*kit.Field{number, f.date.Field, source}
		f.class = newClassChoice(e, st.Evidence.Classification, true)
		f.draft = e.draftButton(f.number, f.source, func() string { return req.Nature }, f.class.code, f.date)
	case 3, 4:
		f.instructions = kit.NewField(lang.X("letters.instructions", "Dengan hormat harap"), f.ticks(st.Evidence.Instructions), "")
		f.fields = []*kit.Field{text, f.date.Field, number, f.deadline.Field}
	case 2:
		f.fields = []*kit.Field{text, number, f.date.Field}
	}
	return f
}

// ticks are the instructions of a disposition.
func (f *evidenceForm) ticks(chosen []string) fyne.CanvasObject {
	row := container.New(layout.NewRowWrapLayout())
	f.asked = map[string]*kit.Check{}
	on := map[string]bool{}
	for _, i := range chosen {
		on[i] = true
	}
	for _, i := range sop.Instructions() {
		tick := kit.NewCheck(say.Instruction(i), func(bool) { f.instructions.SetRefusal("") })
		tick.Checked = on[i]
		f.asked[i] = tick
		row.Add(tick)
	}
	return row
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
	return lang.X("letters.disposition.note", "Catatan disposisi")
}

func (f *evidenceForm) objects() []fyne.CanvasObject {
	if len(f.fields) < 2 {
		return nil
	}
	out := []fyne.CanvasObject{f.fields[0].Object(), kit.FormRow(f.fields[1:]...)}
	if f.instructions != nil {
		out = append([]fyne.CanvasObject{f.instructions.Object()}, out...)
	}
	if f.draft != nil {
		out = append(out, f.class.field().Object(), container.NewHBox(f.draft))
	}
	return out
}

// first is where a missing proof is shown; activity 5 has none of its own, its
// proof are the tests of the cameras.
func (f *evidenceForm) first() *kit.Field {
	switch {
	case f.instructions != nil:
		return f.instructions
	case len(f.fields) == 0:
		return f.date.Field
	}
	return f.fields[0]
}

// places adds where the procedure's refusals about the proof are shown.
func (f *evidenceForm) places(at fields) fields {
	at["bukti"] = f.first()
	if f.instructions != nil {
		at["instruksi"], at["batas"] = f.instructions, f.deadline.Field
	}
	return at
}

// focus is the first input; nil for activity 5, whose form asks for nothing.
func (f *evidenceForm) focus() fyne.Focusable {
	switch f.step {
	case 1, 6:
		return f.number
	case 2:
		return f.text
	case 3, 4:
		return f.asked[sop.Instructions()[0]]
	}
	return nil
}

// width is that of a dialog around the form: a disposition asks for more.
func (f *evidenceForm) width(usual float32) float32 {
	if f.instructions != nil {
		return 780
	}
	return usual
}

// value reads the form; nil for activity 5.
func (f *evidenceForm) value() (*sop.Evidence, bool) {
	if len(f.fields) == 0 {
		return nil, true
	}
	date, ok := f.date.Value()
	e := &sop.Evidence{Number: f.number.Text, Source: f.source.Value(), Text: f.text.Text, Date: date}
	if f.class != nil {
		e.Classification = f.class.code()
	}
	if f.instructions == nil {
		return e, ok
	}
	for _, i := range sop.Instructions() {
		if f.asked[i].Checked {
			e.Instructions = append(e.Instructions, i)
		}
	}
	deadline, good := f.deadline.Value()
	e.Deadline = deadline
	return e, ok && good
}
