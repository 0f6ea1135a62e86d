package ui

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// requestSheet shows one request: its facts at the left, its six activities
// with what to do next at the right, what happened beneath.
type requestSheet struct {
	env  *env
	page *requestsPage

	sheet   *kit.Sheet
	id      ulid.ULID
	view    desk.RequestView
	rev     uint64
	read    time.Time
	busy    bool        // an act is under way; its buttons wait
	loading bool        // the desk has been asked and has not answered
	shown   int         // the activity that was scrolled to
	first   *kit.Button // the likely next act on the activity under way; nil without one
}

func newRequestSheet(e *env, p *requestsPage) *requestSheet {
	s := &requestSheet{env: e, page: p}
	s.sheet = kit.NewSheet(kit.SheetConfig{Back: func() { e.Open("permintaan") }})
	return s
}

// Object returns what is laid out.
func (s *requestSheet) Object() fyne.CanvasObject { return s.sheet.Object() }

// open shows another request from its top.
func (s *requestSheet) open(id ulid.ULID) {
	s.shown = 0 // what is to be done is shown again, also when the sheet is come back to
	if s.id != id {
		s.id, s.view = id, desk.RequestView{}
		s.sheet.SetHead(lang.X("requests.loading", "Memuat…"), "", nil, nil)
		s.sheet.SetFacts(nil)
		s.sheet.SetNext(nil)
		s.sheet.SetHistory(nil)
		s.sheet.Top()
	}
	s.reload()
}

func (s *requestSheet) reload() {
	id := s.id
	s.rev, s.loading = s.env.Pulse().Rev, true
	kit.Run(s.env.Tasks, func(context.Context) (desk.RequestView, error) { return s.env.Requests.Get(id) }, func(v desk.RequestView, err error) {
		if id != s.id {
			return
		}
		s.loading = false
		if errors.Is(err, db.ErrNotFound) { // taken back, or erased from the trash
			s.env.Open("permintaan")
			return
		}
		if err != nil {
			s.env.Fail(err)
			s.env.Open("permintaan")
			return
		}
		s.show(v)
	})
}

// beat reads again after an act (also one of the wizard or of the command
// line), and when the minute has changed while something is running. Not beneath
// a dialog: the focus would come back from it to a button that is gone.
func (s *requestSheet) beat(p *desk.Pulse) {
	if s.env.Dialogs.Open() {
		return
	}
	running := s.view.Request.Status == sop.Running || s.view.Request.Status == sop.Paused
	if p.Rev != s.rev || running && !sameMinute(p.At, s.read) {
		s.reload()
	}
}

func (s *requestSheet) show(v desk.RequestView) {
	s.view, s.read, s.busy = v, s.env.Now(), false
	r, old := v.Request, s.first
	s.sheet.SetHead(r.Number, r.Subject, s.chips(), s.actions())
	s.sheet.SetFacts(s.facts())
	s.first = nil
	column, open := s.activities()
	s.sheet.SetNext(column)
	s.sheet.SetHistory(s.history())
	if c := s.env.Window.Canvas(); old != nil && s.first != nil && c.Focused() == fyne.Focusable(old) {
		c.Focus(s.first) // the minute has changed under the keyboard's hand
	}
	if v.Current != s.shown {
		s.shown = v.Current
		s.sheet.Show(open)
	}
}

func (s *requestSheet) chips() []kit.ChipState {
	chips := []kit.ChipState{statusChip(s.view.Request.Status)}
	if n := s.view.Current; n > 0 {
		if badge := badgeChip(s.view.Steps[n-1].Judgement.Badge); badge.Word != "" {
			chips = append(chips, badge)
		}
	}
	return chips
}

// act runs one act on the request and shows what came of it. A refusal goes to
// refused when the caller has a place for it, else to a dialog.
func (s *requestSheet) act(a sop.Act, refused func(*sop.Refusal) bool, done func()) {
	if s.busy {
		return
	}
	s.busy = true
	id := s.id
	kit.Run(s.env.Tasks, func(context.Context) (desk.RequestView, error) { return s.env.Requests.Act(id, a) }, func(v desk.RequestView, err error) {
		s.busy = false
		if err != nil {
			if r := refusalOf(err); r != nil && refused != nil && refused(r) {
				return
			}
			s.env.Fail(err)
			return
		}
		if done != nil {
			done()
		}
		s.page.saved()
		if id == s.id {
			s.rev = s.env.Pulse().Rev
			s.show(v)
			s.offer(a.Kind)
		}
	})
}

// offer puts the keyboard on what comes next, so that Enter goes on: after
// Mulai Permintaan the first activity, after an activity the one behind it.
func (s *requestSheet) offer(done sop.ActKind) {
	switch done {
	case sop.ActStart, sop.ActBegin, sop.ActFinish, sop.ActPause, sop.ActResume, sop.ActReturn, sop.ActReopen:
		if s.first != nil && !s.env.Dialogs.Open() {
			s.env.Window.Canvas().Focus(s.first)
		}
	}
}

// key does by one key what the sheet's buttons do: Enter the likely next act,
// J pauses, K sends back, C ties cameras, U tests them, P prints.
func (s *requestSheet) key(name fyne.KeyName) bool {
	if s.view.Request.ID != s.id || s.busy {
		return false
	}
	press := func(kind sop.ActKind) bool {
		n := s.view.Current
		if n == 0 || !s.working() || !slices.Contains(s.view.Steps[n-1].Allowed, kind) {
			return false
		}
		s.afterLetter(s.stepAct(&s.view.Steps[n-1], kind))
		return true
	}
	switch name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if slices.Contains(s.view.Allowed, sop.ActStart) {
			s.act(sop.Act{Kind: sop.ActStart}, nil, nil)
			return true
		}
		return press(sop.ActBegin) || press(sop.ActResume) || press(sop.ActFinish)
	case fyne.KeyJ:
		return press(sop.ActPause)
	case fyne.KeyK:
		return press(sop.ActReturn)
	case fyne.KeyC:
		if slices.Contains(s.view.Allowed, sop.ActAttach) {
			s.afterLetter(s.askCameras)
			return true
		}
	case fyne.KeyP:
		choosePaper(s.env, s.id)
		return true
	case fyne.KeyH:
		if s.mayConnect(s.view.Current) {
			s.afterLetter(s.connect)
			return true
		}
	case fyne.KeyU:
		n, refs := s.view.Current, s.view.Request.Cameras
		switch {
		case n > 0 && s.mayRetest(&s.view.Steps[n-1]):
			s.retest()
			return true
		case n > 0 && s.testing(&s.view.Steps[n-1]) && len(refs) == 1:
			s.prove(refs[0])
			return true
		case s.over():
			s.retest()
			return true
		}
	}
	return false
}

// afterLetter does something once the key that asked for it has also been told
// as a letter: what it opens would take that letter for its first.
func (s *requestSheet) afterLetter(do func()) {
	kit.Run(s.env.Tasks, func(context.Context) (struct{}, error) { return struct{}{}, nil }, func(struct{}, error) { do() })
}

// title names the request and where it stands, also in the desktop's list of
// windows.
func (s *requestSheet) title() string {
	r, n := s.view.Request, s.view.Current
	if n == 0 || !s.working() {
		return joined(" · ", r.Number, say.Status(r.Status))
	}
	return joined(" · ", r.Number, lang.X("requests.title.step", "{{.N}} {{.State}}", map[string]any{"N": n, "State": say.StepState(s.view.Steps[n-1].State)}))
}

// actions are the acts on the whole request. The likely one is primary, the
// rest stand in a menu, so that the head stays calm.
func (s *requestSheet) actions() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	var more []*fyne.MenuItem
	add := func(word string, do func()) { more = append(more, fyne.NewMenuItem(word, do)) }
	for _, kind := range s.view.Allowed {
		switch kind {
		case sop.ActStart:
			objects = append(objects, kit.NewPrimary(say.ActKind(kind), func() { s.act(sop.Act{Kind: sop.ActStart}, nil, nil) }))
		case sop.ActEdit:
			add(say.ActKind(kind), func() { s.env.Open("permintaan/ubah-" + s.id.String()) })
		case sop.ActEnterAll:
			add(say.ActKind(kind), s.askEnterAll)
		case sop.ActCancel:
			add(say.ActKind(kind), s.askCancel)
		case sop.ActReopen:
			add(say.ActKind(kind), s.askReopen)
		case sop.ActArchive:
			add(say.ActKind(kind), func() { s.act(sop.Act{Kind: sop.ActArchive}, nil, nil) })
		case sop.ActTrash:
			add(say.ActKind(kind), s.askTrash)
		case sop.ActRestore:
			objects = append(objects, kit.NewPrimary(say.ActKind(kind), func() { s.act(sop.Act{Kind: sop.ActRestore}, nil, nil) }))
		}
	}
	if desk.FollowUpPossible(s.view.Request) {
		objects = append(objects, kit.NewButton(lang.X("requests.followup", "Buat Permintaan Lanjutan"), func() { s.page.followUp(s.id) }))
	}
	add(lang.X("requests.copy", "Salin menjadi draf baru"), func() { s.page.copy(s.id) })
	if r := s.view.Request; !r.Trashed.IsZero() {
		add(lang.X("requests.erase.ask", "Hapus Selamanya…"), func() { s.page.erase(r.ID, r.Number, r.Subject) })
	}
	paper := kit.NewButton(lang.X("requests.print", "Cetak…"), nil).WithIcon(kit.Icon(kit.IconReport))
	paper.OnTapped = func() { popUp(paper, printItems(s.env, s.view)) }
	objects = append(objects, paper)
	button := kit.NewButton(lang.X("requests.more", "Tindakan lain"), nil)
	button.OnTapped = func() { popUp(button, more) }
	return append(objects, button)
}

func (s *requestSheet) facts() fyne.CanvasObject {
	r, a := s.view.Request, s.view.Agency
	facts := []kit.Fact{
		{Name: lang.X("requests.fact.agency", "Perangkat daerah"), Value: a.Name},
		{Name: lang.X("requests.fact.origin", "Asal permintaan"), Value: say.Origin(r.Origin)},
		{Name: lang.X("requests.fact.nature", "Sifat · urgensi"), Value: joined(" · ", say.Nature(r.Nature), say.Urgency(r.Urgency))},
		{Name: lang.X("requests.fact.contact", "Narahubung"), Value: joined("\n", joined(", ", r.Contact.Name, r.Contact.Position), r.Contact.Phone)},
	}
	if r.Reference.Number != "" {
		facts = append(facts, kit.Fact{Name: lang.X("requests.fact.reference", "Surat rujukan"), Value: joined(", ", r.Reference.Number, day(r.Reference.Date))})
	}
	facts = append(facts,
		kit.Fact{Name: lang.X("requests.fact.sites", "Lokasi"), Value: siteLines(r.Sites)},
		kit.Fact{Name: lang.X("requests.fact.registered", "Terdaftar"), Value: say.DateClock(r.Registered)},
	)
	if r.Reason != "" {
		facts = append(facts, kit.Fact{Name: lang.X("requests.fact.cancelled", "Alasan pembatalan"), Value: reasonLine(r.Reason)})
	}
	if r.Note != "" {
		facts = append(facts, kit.Fact{Name: lang.X("requests.fact.note", "Catatan"), Value: r.Note})
	}
	return container.New(kit.Tight(10), kit.Section(lang.X("requests.facts", "Data permintaan"), kit.Facts(facts...)), s.cameras(), s.files(), s.times())
}

// times is the card of minutes: worked against granted, and the queue beside it.
func (s *requestSheet) times() fyne.CanvasObject {
	v := s.view
	facts := []kit.Fact{
		{Name: lang.X("requests.time.worked", "Waktu proses"), Value: lang.X("requests.time.of", "{{.Worked}} dari baku {{.Standard}}",
			map[string]any{"Worked": say.Minutes(v.Minutes), "Standard": say.Minutes(v.Standard)})},
		{Name: lang.X("requests.time.waited", "Waktu tunggu (tidak dihitung)"), Value: say.Minutes(v.WaitingTotal)},
	}
	if !v.Request.Finished.IsZero() {
		facts = append(facts, kit.Fact{Name: lang.X("requests.time.finished", "Selesai"), Value: say.DateClock(v.Request.Finished)})
	}
	return kit.Section(lang.X("requests.times", "Waktu"), kit.Facts(facts...))
}

// history lists what was recorded, newest first.
func (s *requestSheet) history() fyne.CanvasObject {
	trail := kit.Section(lang.X("requests.history", "Riwayat"), trailView(s.env, s.view.Trail),
		kit.NewQuiet(lang.X("requests.history.all", "Jejak lengkap"), nil, func() { s.env.Open("audit/" + s.id.String()) }))
	if len(s.view.Request.History) == 0 {
		return trail
	}
	short := func(n int) string { return s.view.Steps[n-1].Activity.Short }
	return container.New(kit.Tight(12),
		kit.Section(lang.X("requests.rounds", "Putaran yang dikembalikan"), roundsView(s.view.Request.History, short)), trail)
}

func siteLines(sites []sop.Site) string {
	lines := make([]string, 0, len(sites))
	for _, site := range sites {
		lines = append(lines, joined(", ", site.Name, site.Village, site.District), privacyLine(site))
	}
	return strings.Join(lines, "\n")
}

// privacyLine says why pictures may be made there and whether the public is
// told (UU 27/2022 art. 17): who looks at a request sees what is missing.
func privacyLine(site sop.Site) string {
	if site.Purpose == "" {
		return lang.X("requests.site.nopurpose", "Tujuan pemrosesan belum diisi.")
	}
	return lang.X("requests.site.privacy", "Tujuan: {{.Purpose}}. Papan pemberitahuan: {{.Notice}}.",
		map[string]any{"Purpose": say.Purpose(site.Purpose), "Notice": cmp.Or(say.Notice(site.Notice), say.Notice("belum-dicek"))})
}

// reasonLine words a stored "constant: note".
func reasonLine(reason string) string {
	constant, note, _ := strings.Cut(reason, ": ")
	return joined(": ", say.Reason(constant), note)
}

// joined joins what is not empty.
func joined(sep string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, sep)
}

// day is a date for people, "" for none.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return say.ShortDate(t)
}
