package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// finishForm is "Selesaikan Langkah": kelengkapan, bukti keluaran, when it
// ended. What the procedure still asks for (out of hours, cause of lateness)
// is asked in the same form.
type finishForm struct {
	sheet *requestSheet
	step  sop.Step

	at      *kit.DateClock
	checks  []sop.Check
	proof   *evidenceForm
	note    *kit.Entry
	outside *kit.Check
	cause   *kit.Choice
	late    *kit.Field
	body    *fyne.Container
	fields  fields
	asked   bool // about working out of hours; "no" is an answer, too
}

func (s *requestSheet) askFinish(v *desk.StepView) {
	f := &finishForm{sheet: s, step: v.Step, at: s.when(), proof: newEvidenceForm(s.env, s.view.Request, v.Step)}
	f.build(v)
	s.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("requests.finish.title", "Selesaikan langkah {{.N}}: {{.Short}}", map[string]any{"N": v.Step.N, "Short": v.Activity.Short}),
		Body:  f.body, Do: say.ActKind(sop.ActFinish), Width: f.proof.width(560), Focus: f.proof.focus(),
		OK: f.send,
	})
}

func (f *finishForm) build(v *desk.StepView) {
	f.note = kit.NewText("", 2)
	f.note.SetText(v.Step.Note)
	more := kit.NewField(lang.X("requests.remark", "Keterangan"), f.note, "")
	f.outside = kit.NewCheck(lang.X("requests.outside", "Dikerjakan di luar jam kerja"), nil)
	f.outside.SetChecked(v.Step.OutOfHours)
	hours := kit.NewField(lang.X("requests.outside.name", "Jam kerja"), f.outside, "")
	f.cause = kit.NewChoice(options(sop.LateCauses(), say.Reason), nil)
	f.late = kit.NewField(lang.X("requests.late", "Penyebab keterlambatan"), f.cause, "")
	ticks := f.ticks()
	f.fields = fields{"kelengkapan": ticks, "selesai": f.at.Field, "waktu": f.at.Field, "keterangan": more,
		"luar-jam": hours, "penyebab": f.late, elsewhere: f.at.Field}
	f.proof.places(f.fields)
	f.body = kit.Form(ticks.Object())
	if v.Step.N == sop.ProofStep {
		results := kit.NewField(lang.X("requests.proofs", "Hasil uji tayang"), f.results(), "")
		f.fields["hasil-uji"], f.fields["kamera"] = results, results
		f.body.Add(results.Object())
	}
	for _, o := range f.proof.objects() {
		f.body.Add(o)
	}
	f.body.Add(kit.FormRow(f.at.Field, hours))
	f.body.Add(f.late.Object())
	f.body.Add(more.Object())
	if v.Judgement.Badge != sop.Late {
		f.late.Object().Hide()
	}
}

// ticks are the items of kelengkapan as they stand; they are kept together
// with the end of the activity.
func (f *finishForm) ticks() *kit.Field {
	row := container.New(layout.NewRowWrapLayout())
	f.checks = append(f.checks, f.step.Checks...)
	for i := range f.checks {
		tick := kit.NewCheck(checkWord(f.checks[i]), nil)
		tick.SetChecked(f.checks[i].Met)
		tick.OnChanged = func(on bool) {
			f.checks[i].Met = on
			f.fields["kelengkapan"].SetRefusal("")
		}
		row.Add(tick)
	}
	return kit.NewField(lang.X("requests.checks", "Kelengkapan (* wajib)"), row, "")
}

// results tells in words what the tests of the cameras gave.
func (f *finishForm) results() fyne.CanvasObject {
	box := container.New(kit.Tight(2))
	for _, ref := range f.sheet.view.Request.Cameras {
		box.Add(container.NewBorder(nil, nil, nil, container.NewCenter(kit.NewChip(proofChip(ref.Proof))), kit.Paragraph(ref.Name)))
	}
	if len(box.Objects) == 0 {
		box.Add(kit.Muted(lang.X("requests.proofs.nothing", "Belum ada kamera.")))
	}
	return box
}

func (f *finishForm) send(d *kit.Dialog) {
	t, ok := f.at.Value()
	evidence, good := f.proof.value()
	if !ok || !good {
		return
	}
	a := sop.Act{Kind: sop.ActFinish, Step: f.step.N, At: t, Checks: f.checks, Evidence: evidence, Note: f.note.Text}
	if f.late.Object().Visible() {
		a.LateCause = f.cause.Value()
	}
	if on := f.outside.Checked; on || f.asked {
		a.OutOfHours = &on
	}
	f.fields.clear()
	f.sheet.env.unlessTaken(evidenceNumber(f.sheet.view.Request, f.step.N, evidence), func() {
		f.sheet.act(a, func(r *sop.Refusal) bool {
			switch r.Rule {
			case sop.RuleOutsideHours:
				f.asked = true
			case sop.RuleLateCause:
				f.late.Object().Show()
				f.body.Refresh()
			}
			return f.fields.refuse(r)
		}, d.Close)
	})
}

// checkWord is an item of kelengkapan; a star marks what is mandatory.
func checkWord(c sop.Check) string {
	if c.Mandatory {
		return lang.X("requests.check.mandatory", "{{.Label}} *", map[string]any{"Label": c.Label})
	}
	return c.Label
}
