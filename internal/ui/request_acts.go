package ui

import (
	"errors"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// The small forms of the acts. Each shows a refusal of the procedure at the
// field it is about, and stays open until the act was accepted.

// refusalOf finds the procedure's refusal in an error.
func refusalOf(err error) *sop.Refusal {
	var r *sop.Refusal
	if errors.As(err, &r) {
		return r
	}
	return nil
}

// fields are the inputs of one form by the names the procedure uses for them.
type fields map[string]*kit.Field

// elsewhere is the field for refusals that are about no input of the form: it
// has since been finished by somebody else, say.
const elsewhere = ""

// refuse shows a refusal at its field and says whether there was one.
func (f fields) refuse(r *sop.Refusal) bool {
	field, ok := f[r.Field]
	if !ok {
		field, ok = f[elsewhere]
	}
	if !ok {
		return false
	}
	field.SetRefusal(say.Error(r).String())
	return true
}

func (f fields) clear() {
	for _, field := range f {
		field.SetRefusal("")
	}
}

// when is the moment an act happened: now, unless it is recorded afterwards.
func (s *requestSheet) when() *kit.DateClock {
	at := kit.NewDateClock(lang.X("requests.when", "Waktu kejadian"),
		lang.X("requests.when.hint", "Ubah bila dicatat kemudian; waktu pencatatan tersimpan terpisah."), sop.WIB(), s.env.Now)
	at.Set(s.env.Now())
	return at
}

// options words a list of constants.
func options(constants []string, word func(string) string) []kit.Option {
	out := make([]kit.Option, len(constants))
	for i, c := range constants {
		out[i] = kit.Option{Value: c, Word: word(c)}
	}
	return out
}

// submit runs an act from a form: the form's button waits for the answer.
func (s *requestSheet) submit(dialog *kit.Dialog, f fields, a sop.Act) {
	f.clear()
	s.act(a, f.refuse, dialog.Close)
}

func (s *requestSheet) askBegin(v *desk.StepView) {
	at := s.when()
	who := kit.NewEntry("")
	who.SetText(v.Step.Official)
	official := kit.NewField(lang.X("requests.official", "Pelaksana"), who,
		lang.X("requests.official.hint", "Kosongkan untuk memakai pejabat yang berlaku pada hari itu."))
	f := fields{"mulai": at.Field, "waktu": at.Field, elsewhere: at.Field}
	s.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("requests.begin.title", "Mulai langkah {{.N}}: {{.Short}}", map[string]any{"N": v.Step.N, "Short": v.Activity.Short}),
		Body:  kit.Form(at.Object(), official.Object()), Do: say.ActKind(sop.ActBegin), Width: 460,
		OK: func(d *kit.Dialog) {
			if t, ok := at.Value(); ok {
				s.submit(d, f, sop.Act{Kind: sop.ActBegin, Step: v.Step.N, At: t, Official: who.Text})
			}
		},
	})
}

func (s *requestSheet) askPause(v *desk.StepView) {
	at, reason, note := s.when(), kit.NewChoice(options(sop.PauseReasons(), say.Reason), nil), kit.NewText("", 2)
	why := kit.NewField(lang.X("requests.pause.reason", "Alasan"), reason, "")
	more := kit.NewField(lang.X("requests.note", "Catatan"), note, lang.X("requests.pause.note", "Wajib bila alasannya Lainnya (minimal 10 huruf)."))
	f := fields{"alasan": why, "waktu": at.Field, "jeda": at.Field, elsewhere: at.Field}
	s.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("requests.pause.title", "Tunda langkah {{.N}}", map[string]any{"N": v.Step.N}),
		Body:  kit.Form(why.Object(), more.Object(), at.Object()), Do: say.ActKind(sop.ActPause), Width: 460, Focus: reason,
		OK: func(d *kit.Dialog) {
			if t, ok := at.Value(); ok {
				s.submit(d, f, sop.Act{Kind: sop.ActPause, Step: v.Step.N, At: t, Reason: reason.Value(), Note: note.Text})
			}
		},
	})
}

func (s *requestSheet) askResume(v *desk.StepView) {
	at := s.when()
	f := fields{"waktu": at.Field, "jeda": at.Field, elsewhere: at.Field}
	s.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("requests.resume.title", "Lanjutkan langkah {{.N}}", map[string]any{"N": v.Step.N}),
		Body:  at.Object(), Do: say.ActKind(sop.ActResume), Width: 460,
		OK: func(d *kit.Dialog) {
			if t, ok := at.Value(); ok {
				s.submit(d, f, sop.Act{Kind: sop.ActResume, Step: v.Step.N, At: t})
			}
		},
	})
}

func (s *requestSheet) askReturn(v *desk.StepView) {
	var targets []kit.Option
	for n := v.Step.N - 1; n >= 1; n-- {
		targets = append(targets, kit.Option{Value: string(rune('0' + n)),
			Word: lang.X("requests.return.to", "{{.N}}. {{.Short}}", map[string]any{"N": n, "Short": s.view.Steps[n-1].Activity.Short})})
	}
	to := kit.NewChoice(targets, nil)
	if v.Step.N > 2 {
		to.Set("2") // where most of what is wrong can be mended
	} else {
		to.Set("1")
	}
	at, reason, note := s.when(), kit.NewChoice(options(sop.ReturnReasons(), say.Reason), nil), kit.NewText("", 2)
	target := kit.NewField(lang.X("requests.return.target", "Kembali ke langkah"), to, "")
	why := kit.NewField(lang.X("requests.pause.reason", "Alasan"), reason, "")
	more := kit.NewField(lang.X("requests.note", "Catatan"), note, lang.X("requests.pause.note", "Wajib bila alasannya Lainnya (minimal 10 huruf)."))
	f := fields{"alasan": why, "tujuan": target, "waktu": at.Field, elsewhere: at.Field}
	s.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("requests.return.title", "Kembalikan dari langkah {{.N}}", map[string]any{"N": v.Step.N}),
		Body:  kit.Form(target.Object(), why.Object(), more.Object(), at.Object()), Do: say.ActKind(sop.ActReturn), Width: 480, Focus: to,
		OK: func(d *kit.Dialog) {
			t, ok := at.Value()
			if !ok || to.Value() == "" {
				return
			}
			s.submit(d, f, sop.Act{Kind: sop.ActReturn, Step: v.Step.N, To: int(to.Value()[0] - '0'), At: t, Reason: reason.Value(), Note: note.Text})
		},
	})
}

// askEvidence adds the official number to an activity that is over.
func (s *requestSheet) askEvidence(v *desk.StepView) {
	proof := newEvidenceForm(s.env, s.view.Request, v.Step)
	f := proof.places(fields{elsewhere: proof.first()})
	s.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("requests.evidence.title", "Bukti keluaran langkah {{.N}}", map[string]any{"N": v.Step.N}),
		Body:  kit.Form(proof.objects()...), Do: lang.X("requests.save", "Simpan"), Width: proof.width(520),
		OK: func(d *kit.Dialog) {
			if evidence, ok := proof.value(); ok {
				s.env.unlessTaken(evidenceNumber(s.view.Request, v.Step.N, evidence), func() {
					s.submit(d, f, sop.Act{Kind: sop.ActCheck, Step: v.Step.N, Evidence: evidence})
				})
			}
		},
	})
}

func (s *requestSheet) askCorrect(v *desk.StepView) {
	began := kit.NewDateClock(lang.X("requests.correct.began", "Mulai"), "", sop.WIB(), nil)
	ended := kit.NewDateClock(lang.X("requests.correct.ended", "Selesai"), "", sop.WIB(), nil)
	began.Set(v.Step.Began)
	ended.Set(v.Step.Ended)
	reason := kit.NewText("", 2)
	why := kit.NewField(lang.X("requests.correct.reason", "Alasan koreksi"), reason,
		lang.X("requests.reason.hint", "Minimal 10 huruf. Waktu lama tetap tersimpan di Jejak Audit."))
	outside := kit.NewCheck(lang.X("requests.outside", "Dikerjakan di luar jam kerja"), nil)
	outside.SetChecked(v.Step.OutOfHours)
	cause := kit.NewChoice(options(sop.LateCauses(), say.Reason), nil)
	cause.Set(v.Step.LateCause)
	late := kit.NewField(lang.X("requests.late", "Penyebab keterlambatan"), cause, "")
	f := fields{"mulai": began.Field, "selesai": ended.Field, "waktu": ended.Field, "alasan": why, "penyebab": late, elsewhere: ended.Field}
	s.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("requests.correct.title", "Koreksi waktu langkah {{.N}}", map[string]any{"N": v.Step.N}),
		Body:  kit.Form(kit.FormRow(began.Field, ended.Field), why.Object(), late.Object(), outside),
		Do:    say.ActKind(sop.ActCorrect), Width: 520,
		OK: func(d *kit.Dialog) {
			from, ok := began.Value()
			to, good := ended.Value()
			if !ok || !good {
				return
			}
			on := outside.Checked
			s.submit(d, f, sop.Act{Kind: sop.ActCorrect, Step: v.Step.N, Began: from, Ended: to, Reason: reason.Text, OutOfHours: &on, LateCause: cause.Value()})
		},
	})
}

func (s *requestSheet) askCancel() {
	reason, note := kit.NewChoice(options(sop.CancelReasons(), say.Reason), nil), kit.NewText("", 2)
	why := kit.NewField(lang.X("requests.pause.reason", "Alasan"), reason, "")
	more := kit.NewField(lang.X("requests.note", "Catatan"), note, lang.X("requests.pause.note", "Wajib bila alasannya Lainnya (minimal 10 huruf)."))
	text := kit.Paragraph(lang.X("requests.cancel.text", "Batalkan permintaan {{.Number}}? Data tetap tersimpan dan dapat dibuka kembali.",
		map[string]any{"Number": s.view.Request.Number}))
	f := fields{"alasan": why, elsewhere: why}
	s.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("requests.cancel.title", "Batalkan {{.Number}}", map[string]any{"Number": s.view.Request.Number}),
		Body:  kit.Form(text, why.Object(), more.Object()), Do: lang.X("requests.cancel.do", "Batalkan Permintaan"), Width: 480, Focus: reason,
		OK: func(d *kit.Dialog) {
			s.submit(d, f, sop.Act{Kind: sop.ActCancel, Reason: reason.Value(), Note: note.Text})
		},
	}, true)
}

func (s *requestSheet) askReopen() {
	reason := kit.NewText("", 2)
	why := kit.NewField(lang.X("requests.pause.reason", "Alasan"), reason, lang.X("requests.reopen.hint", "Minimal 10 huruf."))
	f := fields{"alasan": why, elsewhere: why}
	s.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("requests.reopen.title", "Buka kembali {{.Number}}", map[string]any{"Number": s.view.Request.Number}),
		Body:  why.Object(), Do: say.ActKind(sop.ActReopen), Width: 480, Focus: reason,
		OK: func(d *kit.Dialog) { s.submit(d, f, sop.Act{Kind: sop.ActReopen, Reason: reason.Text}) },
	})
}

func (s *requestSheet) askTrash() {
	s.env.Dialogs.Confirm(kit.Confirm{
		Title: lang.X("requests.trash.title", "Hapus draf {{.Number}}?", map[string]any{"Number": s.view.Request.Number}),
		Text:  lang.X("requests.trash.text", "Draf dipindahkan ke tempat sampah dan dapat dipulihkan dari sana. Nomornya tidak dipakai lagi."),
		Do:    say.ActKind(sop.ActTrash), Danger: true,
		OK: func() {
			s.act(sop.Act{Kind: sop.ActTrash}, nil, func() { s.env.Open("permintaan") })
		},
	})
}
