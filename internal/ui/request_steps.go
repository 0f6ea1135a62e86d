package ui

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// activities draws the six activities in the SOP's order. The one to work on
// is open, with its ticks and buttons; the others are two or three lines each.
// The open one is also returned, so that the sheet can scroll to it.
func (s *requestSheet) activities() (column *fyne.Container, open fyne.CanvasObject) {
	column = container.New(kit.Tight(6))
	if s.view.Request.Status == sop.Draft {
		column.Add(s.draftNote())
	}
	for i := range s.view.Steps {
		card := s.activity(&s.view.Steps[i])
		column.Add(card)
		if s.view.Steps[i].Step.N == s.view.Current {
			open = card
		}
	}
	return column, open
}

// draftNote says what a draft still waits for.
func (s *requestSheet) draftNote() fyne.CanvasObject {
	return kit.NewCard(kit.Paragraph(lang.X("requests.draft.note",
		"Draf ini belum dimulai. Periksa lokasi dan narahubung, lalu tekan Mulai Permintaan: waktu baku SOP dicatat sejak saat itu."))).Pad(10, 4)
}

func (s *requestSheet) activity(v *desk.StepView) fyne.CanvasObject {
	if v.Step.N != s.view.Current || !s.working() {
		return kit.NewCard(s.stepHead(v, s.stepSummary(v))).Pad(8, 3)
	}
	body := container.New(kit.Tight(-6), s.stepHead(v, nil))
	body.Add(container.New(kit.Tight(-6), kit.Muted(v.Activity.Text), s.stepTime(v)))
	if v.State != sop.StepIdle {
		body.Add(s.checklist(v))
	}
	if v.Step.N == sop.ProofStep {
		body.Add(s.cameraResults(v))
	}
	body.Add(container.New(kit.Margins(6, 4, 0, 2), s.stepButtons(v)))
	card := kit.NewCard(body).Pad(8, 4)
	card.SetFill(kit.ColorRaised)
	return card
}

// working says whether somebody still has to do something on this request; a
// cancelled one shows where it stood, without anything to press.
func (s *requestSheet) working() bool {
	return s.view.Request.Status == sop.Running || s.view.Request.Status == sop.Paused
}

// stepHead is the line number · what · who · state, with a line beneath it.
func (s *requestSheet) stepHead(v *desk.StepView, beneath fyne.CanvasObject) fyne.CanvasObject {
	number := kit.Subheading(strconv.Itoa(v.Step.N))
	title := kit.Strong(v.Activity.Short)
	title.Truncation = fyne.TextTruncateEllipsis
	who := joined(" · ", say.Role(v.Step.Executor), v.Step.Official)
	if v.Step.Round > 1 {
		who = joined(" · ", who, lang.X("requests.round", "putaran {{.N}}", map[string]any{"N": v.Step.Round}))
	}
	chips := container.NewHBox(container.NewCenter(kit.NewChip(stepChip(v.State))))
	if badge := badgeChip(v.Judgement.Badge); badge.Word != "" {
		chips.Add(container.NewCenter(kit.NewChip(badge)))
	}
	if menu := s.stepMenu(v); len(menu) > 0 && v.Step.N != s.view.Current {
		more := kit.NewQuiet("", theme.MoreVerticalIcon(), nil)
		more.OnTapped = func() { popUp(more, menu) }
		chips.Add(more)
	}
	lines := container.New(kit.Tight(-18), container.NewBorder(nil, nil, nil, chips, title), kit.Caption(who))
	if beneath != nil {
		lines.Add(beneath)
	}
	return container.NewBorder(nil, nil, container.NewVBox(number), nil, lines)
}

// stepSummary is the one line of an activity that is over or not yet there.
func (s *requestSheet) stepSummary(v *desk.StepView) fyne.CanvasObject {
	st := v.Step
	if st.Began.IsZero() {
		return kit.Caption(lang.X("requests.step.standard", "Waktu baku {{.Minutes}}", map[string]any{"Minutes": say.Minutes(st.Standard)}))
	}
	line := joined("  ·  ", spanLine(st),
		lang.X("requests.time.of", "{{.Worked}} dari baku {{.Standard}}",
			map[string]any{"Worked": say.Minutes(v.Judgement.Minutes), "Standard": say.Minutes(st.Standard)}),
		evidenceLine(st.Evidence))
	if st.LateCause != "" {
		line = joined("  ·  ", line, lang.X("requests.step.cause", "penyebab: {{.Cause}}", map[string]any{"Cause": reasonLine(st.LateCause)}))
	}
	return wrapped(line)
}

// spanLine is from when to when; the day is written once when it is the same.
func spanLine(st sop.Step) string {
	switch {
	case st.Ended.IsZero():
		return say.DateClock(st.Began) + " – …"
	case say.ShortDate(st.Began) == say.ShortDate(st.Ended):
		return say.DateClock(st.Began) + " – " + say.Clock(st.Ended)
	}
	return say.DateClock(st.Began) + " – " + say.DateClock(st.Ended)
}

func evidenceLine(e sop.Evidence) string {
	words := []string{e.Number, day(e.Date)}
	for _, i := range e.Instructions {
		words = append(words, say.Instruction(i))
	}
	line := joined(", ", append(words, e.Text)...)
	if e.Deadline.IsZero() {
		return line
	}
	return joined(" · ", line, lang.X("letters.deadline.line", "batas {{.Day}}", map[string]any{"Day": say.ShortDate(e.Deadline)}))
}

// stepTime is what the clock says about the activity under way.
func (s *requestSheet) stepTime(v *desk.StepView) fyne.CanvasObject {
	j := v.Judgement
	switch v.State {
	case sop.StepWaiting:
		return kit.Caption(lang.X("requests.step.waiting", "Menunggu {{.Waited}} · waktu baku {{.Standard}}",
			map[string]any{"Waited": say.Minutes(v.Waiting), "Standard": say.Minutes(v.Step.Standard)}))
	case sop.StepIdle:
		return kit.Caption("")
	}
	spent := lang.X("requests.time.of", "{{.Worked}} dari baku {{.Standard}}",
		map[string]any{"Worked": say.Minutes(j.Minutes), "Standard": say.Minutes(v.Step.Standard)})
	line := lang.X("requests.step.began", "Mulai {{.Began}} · batas waktu {{.Deadline}}",
		map[string]any{"Began": say.DateClock(v.Step.Began), "Deadline": say.DateClock(j.Deadline)})
	if v.State == sop.StepPaused {
		p := v.Step.Pauses[len(v.Step.Pauses)-1]
		line = lang.X("requests.step.paused", "Ditunda sejak {{.Since}}: {{.Reason}}",
			map[string]any{"Since": say.DateClock(p.Began), "Reason": joined(": ", say.Reason(p.Reason), p.Note)})
	}
	return container.New(kit.Tight(-4), container.New(kit.Margins(8, 6, 8, 0), newTimeBar(j)), wrapped(joined("  ·  ", spent, line)))
}

// checklist is the kelengkapan; a tick is kept at once.
func (s *requestSheet) checklist(v *desk.StepView) fyne.CanvasObject {
	row := container.New(layout.NewRowWrapLayout())
	for _, c := range v.Step.Checks {
		tick := kit.NewCheck(checkWord(c), nil)
		tick.SetChecked(c.Met)
		tick.OnChanged = func(on bool) {
			c.Met = on
			s.act(sop.Act{Kind: sop.ActCheck, Step: v.Step.N, Checks: []sop.Check{c}}, nil, nil)
		}
		row.Add(tick)
	}
	return container.New(kit.Tight(-8), kit.Caption(lang.X("requests.checks", "Kelengkapan (* wajib)")), row)
}

// stepButtons offers the acts on the activity, the likely one first.
func (s *requestSheet) stepButtons(v *desk.StepView) fyne.CanvasObject {
	row := container.NewHBox()
	for i, kind := range v.Allowed {
		do := s.stepAct(v, kind)
		if do == nil {
			continue
		}
		if i == 0 {
			s.first = kit.NewPrimary(say.ActKind(kind), do)
			row.Add(s.first)
			continue
		}
		row.Add(kit.NewButton(say.ActKind(kind), do))
	}
	if s.mayConnect(v.Step.N) {
		word := lang.X("requests.connect", "Hubungkan Kamera…")
		if s.view.CameraDraft {
			word = lang.X("requests.connect.draft", "Lanjutkan Draf Kamera…")
		}
		row.Add(kit.NewButton(word, s.connect).WithIcon(kit.Icon(kit.IconCamera)))
	}
	return row
}

// mayConnect says whether the assistant belongs to an activity: what agencies
// are asked for in the second, and the fifth itself.
func (s *requestSheet) mayConnect(step int) bool {
	return s.working() && (step == 2 || step == sop.ProofStep)
}

// connect opens the assistant for this request, or goes on with its draft.
func (s *requestSheet) connect() { s.env.Open("kamera/baru?" + s.id.String()) }

// stepMenu is the same for an activity that is not the current one.
func (s *requestSheet) stepMenu(v *desk.StepView) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, kind := range v.Allowed {
		word := say.ActKind(kind)
		if kind == sop.ActCheck {
			word = lang.X("requests.evidence.menu", "Bukti Keluaran")
		}
		if do := s.stepAct(v, kind); do != nil {
			items = append(items, fyne.NewMenuItem(word, do))
		}
	}
	return items
}

// stepAct is what a button does; nil for acts that have their own place.
func (s *requestSheet) stepAct(v *desk.StepView, kind sop.ActKind) func() {
	switch kind {
	case sop.ActBegin:
		return func() { s.askBegin(v) }
	case sop.ActFinish:
		return func() { s.askFinish(v) }
	case sop.ActPause:
		return func() { s.askPause(v) }
	case sop.ActResume:
		return func() { s.askResume(v) }
	case sop.ActReturn:
		return func() { s.askReturn(v) }
	case sop.ActCorrect:
		return func() { s.askCorrect(v) }
	case sop.ActCheck:
		if v.State == sop.StepDone && v.Step.N != sop.ProofStep { // the proof of activity 5 are its tests
			return func() { s.askEvidence(v) }
		}
	}
	return nil
}

// cameraResults lists the cameras of the request with the result of their
// newest test through the relay.
func (s *requestSheet) cameraResults(v *desk.StepView) fyne.CanvasObject {
	head := kit.Caption(lang.X("requests.proofs", "Hasil uji tayang"))
	box := container.New(kit.Tight(-4), head)
	if s.mayRetest(v) {
		all := kit.NewQuiet(lang.X("cameras.retest", "Uji ulang semua"), nil, s.retest)
		box.Objects[0] = container.NewBorder(nil, nil, nil, all, head)
	}
	if len(s.view.Request.Cameras) == 0 {
		box.Add(kit.Paragraph(lang.X("requests.proofs.none", "Belum ada kamera. Tekan Hubungkan Kamera untuk menguji, menerbitkan, dan membuktikan relay.")))
		return box
	}
	for _, ref := range s.view.Request.Cameras {
		name := widget.NewHyperlink(ref.Name, nil)
		name.OnTapped = func() { s.env.Open("kamera/" + ref.CameraID.String()) }
		right := container.NewHBox(container.NewCenter(kit.NewChip(proofChip(ref.Proof))))
		if v.State == sop.StepRunning || v.State == sop.StepPaused {
			right.Add(kit.NewQuiet(lang.X("requests.prove", "Uji ulang"), nil, func() { s.prove(ref) }))
		}
		box.Add(container.NewBorder(nil, nil, name, right, kit.Caption(proofLine(ref.Proof))))
	}
	return box
}

// mayRetest says whether there are several cameras to be proven together.
func (s *requestSheet) mayRetest(v *desk.StepView) bool {
	return s.testing(v) && len(s.view.Request.Cameras) > 1
}

// testing says whether the cameras' tests are what is worked on.
func (s *requestSheet) testing(v *desk.StepView) bool {
	return v.Step.N == sop.ProofStep && (v.State == sop.StepRunning || v.State == sop.StepPaused)
}

// retest proves all cameras of the request anew.
func (s *requestSheet) retest() {
	id, cameras := s.id, s.env.Cameras
	retestAll(s.env, s.view.Request.Number, s.over(), func(ctx context.Context, tell func(desk.Retest)) ([]desk.Retest, error) {
		return cameras.RetestRequest(ctx, id, tell)
	}, s.reload)
}

// proofChip tells a test's result; a camera that was never tested waits.
func proofChip(p *sop.Proof) kit.ChipState {
	if p == nil {
		return kit.ChipState{Word: lang.X("requests.untested", "Belum diuji"), Tone: kit.ToneQuiet, Shape: kit.ShapeRing}
	}
	c := kit.ChipState{Word: say.Result(p.Result), Tone: kit.ToneGood, Shape: kit.ShapeCheck}
	switch p.Result {
	case sop.Partial:
		c.Tone, c.Shape = kit.ToneWarn, kit.ShapeHalf
	case sop.Failure:
		c.Tone, c.Shape = kit.ToneBad, kit.ShapeCross
	}
	return c
}

func proofLine(p *sop.Proof) string {
	if p == nil {
		return ""
	}
	size := ""
	if p.Width > 0 {
		size = strconv.Itoa(p.Width) + "×" + strconv.Itoa(p.Height)
	}
	return joined("  ·  ", p.Codec, size, say.DateClock(p.At))
}

// popUp opens a menu beneath a button.
func popUp(under fyne.CanvasObject, items []*fyne.MenuItem) {
	c := fyne.CurrentApp().Driver().CanvasForObject(under)
	if c == nil {
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(under)
	menu := widget.NewPopUpMenu(fyne.NewMenu("", items...), c)
	at.Y += under.Size().Height
	at.X = max(0, min(at.X, c.Size().Width-menu.MinSize().Width-8))
	menu.ShowAtPosition(at)
}

// thumbnail shows a picture at most as large as a card, never stretched.
func thumbnail(img *canvas.Image, width, height float32) fyne.CanvasObject {
	img.FillMode = canvas.ImageFillContain
	img.ScaleMode = canvas.ImageScaleFastest
	img.SetMinSize(fyne.NewSize(width, height))
	return img
}
