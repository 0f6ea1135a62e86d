package ui

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// letterForm is one letter of the agenda books. The number is never touched:
// not trimmed, not turned into capitals.
type letterForm struct {
	env                            *env
	was                            sop.Letter
	number, agenda, party, address *kit.Entry
	subject, disposition, note     *kit.Entry
	cc, attachments                *kit.Entry
	kind, source, nature, urgency  *kit.Choice
	request                        *kit.Choice
	class                          *classChoice
	date, moved                    *kit.DateClock
	at                             map[string]*kit.Field
	body                           *fyne.Container
	loaded                         bool // the requests to choose from are there
}

func (p *agendaPage) edit(l sop.Letter) {
	f := newLetterForm(p.env, l)
	title := lang.X("letters.edit", "Ubah Surat")
	if l.ID == (ulid.ULID{}) {
		title = newLetterWord(l.Way)
	}
	p.env.Dialogs.Ask(kit.Ask{Title: title, Body: f.body, Do: lang.X("letters.save", "Simpan"), Width: 760, Focus: f.number, OK: func(d *kit.Dialog) {
		f.save(func() {
			d.Close()
			p.env.Saved()
			p.Reload()
		})
	}})
}

func newLetterForm(e *env, l sop.Letter) *letterForm {
	f := &letterForm{env: e, was: l}
	f.number, f.agenda, f.party, f.address = entryWith(l.Number), entryWith(l.Agenda), entryWith(l.Party), entryWith(l.Address)
	f.disposition, f.note, f.cc = entryWith(l.Disposition), entryWith(l.Note), entryWith(strings.Join(l.CC, "; "))
	f.subject = kit.NewText("", 2)
	f.subject.SetText(l.Subject)
	f.attachments = entryWith("")
	if l.Attachments > 0 {
		f.attachments.SetText(strconv.Itoa(l.Attachments))
	}
	choice := func(values []string, word func(string) string, value string) *kit.Choice {
		c := kit.NewChoice(options(values, word), nil)
		c.Set(value)
		return c
	}
	f.kind, f.source = choice(sop.LetterKinds(), say.LetterKind, l.Kind), choice(sop.NumberSources(), say.NumberSource, l.Source)
	f.nature, f.urgency = choice(sop.Natures(), say.Nature, l.Nature), choice(sop.Urgencies(), say.Urgency, l.Urgency)
	f.class = newClassChoice(e, l.Classification, l.Way == sop.LetterOut)
	f.request = kit.NewChoice([]kit.Option{{Value: "", Word: lang.X("letters.request.none", "Tidak terkait permintaan")}}, nil)
	f.request.Set("")
	f.date = kit.NewDay(lang.X("letters.date", "Tanggal surat"), "", sop.WIB(), e.Now)
	f.date.Set(l.Date)
	f.moved = kit.NewDay(lang.X("letters.received.day", "Tanggal terima"), "", sop.WIB(), e.Now)
	if l.Way == sop.LetterOut {
		f.moved = kit.NewDay(lang.X("letters.sent.day", "Tanggal kirim"), lang.X("letters.sent.hint", "Kosong bila belum dikirim."), sop.WIB(), e.Now)
	}
	f.moved.Set(l.Moved)
	f.lay()
	f.loadRequests()
	return f
}

func (f *letterForm) lay() {
	party := lang.X("letters.sender", "Pengirim")
	if f.was.Way == sop.LetterOut {
		party = lang.X("letters.addressee", "Dikirim kepada")
	}
	number := kit.NewField(lang.X("letters.number", "Nomor surat"), f.number, lang.X("letters.number.hint", "Ditulis apa adanya dari surat, TU, atau SRIKANDI."))
	who := kit.NewField(party, f.party, "")
	subject := kit.NewField(lang.X("letters.subject", "Isi ringkas"), f.subject, "")
	agenda := kit.NewField(lang.X("letters.agenda", "No. agenda"), f.agenda, "")
	count := kit.NewField(lang.X("letters.attachments", "Jumlah lampiran"), f.attachments, "")
	source := kit.NewField(lang.X("letters.source", "Sumber nomor"), f.source, "")
	f.at = map[string]*kit.Field{
		sop.LetterNumberMissing: number, sop.LetterDateMissing: f.date.Field, sop.LetterPartyMissing: who, sop.LetterSubjectMissing: subject,
		sop.LetterMovedFirst: f.moved.Field, "lampiran": count,
	}
	f.body = kit.Form(kit.FormRow(number, source, f.class.field()))
	days := kit.FormRow(f.date.Field, f.moved.Field, agenda)
	if f.was.Way == sop.LetterOut {
		f.body.Add(container.NewHBox(f.env.draftButton(f.number, f.source, f.nature.Value, f.class.code, f.date)))
		days = kit.FormRow(f.date.Field, f.moved.Field, kit.NewField(lang.X("letters.cc", "Tembusan (pisahkan dengan ;)"), f.cc, ""))
	}
	f.body.Add(days)
	f.body.Add(kit.FormRow(who, kit.NewField(lang.X("letters.address", "Alamat"), f.address, "")))
	f.body.Add(subject.Object())
	f.body.Add(kit.FormRow(kit.NewField(lang.X("letters.kind", "Jenis naskah"), f.kind, ""), kit.NewField(lang.X("letters.nature", "Sifat"), f.nature, ""),
		kit.NewField(lang.X("letters.urgency", "Urgensi"), f.urgency, ""), count))
	if f.was.Way == sop.LetterIn {
		f.body.Add(kit.NewField(lang.X("letters.disposition", "Disposisi"), f.disposition, "").Object())
	}
	f.body.Add(kit.FormRow(kit.NewField(lang.X("letters.request", "Permintaan"), f.request, ""), kit.NewField(lang.X("letters.note", "Keterangan"), f.note, "")))
}

// loadRequests offers what the letter may be about: what is on the desk, and
// what it is about already.
func (f *letterForm) loadRequests() {
	kit.Run(f.env.Tasks, func(context.Context) ([]desk.RequestRow, error) {
		return f.env.Requests.List(desk.RequestFilter{Archived: true})
	}, func(rows []desk.RequestRow, err error) {
		if err != nil {
			f.env.Fail(err)
			return
		}
		choices := []kit.Option{{Value: "", Word: lang.X("letters.request.none", "Tidak terkait permintaan")}}
		const most = 200
		for i, row := range rows {
			if i < most || row.ID == f.was.RequestID {
				choices = append(choices, kit.Option{Value: row.ID.String(), Word: joined(" · ", row.Number, row.Agency)})
			}
		}
		f.request.SetChoices(choices)
		f.loaded = true
		if f.was.RequestID != (ulid.ULID{}) {
			f.request.Set(f.was.RequestID.String())
		}
	})
}

// value reads the form; false when something in it cannot be read.
func (f *letterForm) value() (sop.Letter, bool) {
	l := f.was
	date, ok1 := f.date.Value()
	moved, ok2 := f.moved.Value()
	l.Number, l.Agenda, l.Party, l.Address = f.number.Text, strings.TrimSpace(f.agenda.Text), strings.TrimSpace(f.party.Text), strings.TrimSpace(f.address.Text)
	l.Subject, l.Disposition, l.Note = strings.TrimSpace(f.subject.Text), strings.TrimSpace(f.disposition.Text), strings.TrimSpace(f.note.Text)
	l.Date, l.Moved = date, moved
	l.Kind, l.Source, l.Nature, l.Urgency = f.kind.Value(), f.source.Value(), f.nature.Value(), f.urgency.Value()
	l.Classification = f.class.code()
	l.CC = nil
	for part := range strings.SplitSeq(f.cc.Text, ";") {
		if part = strings.TrimSpace(part); part != "" {
			l.CC = append(l.CC, part)
		}
	}
	if f.loaded {
		l.RequestID = ulid.ULID{}
	}
	if id, err := ulid.ParseStrict(f.request.Value()); err == nil {
		l.RequestID = id
	}
	l.Attachments = 0
	if text := strings.TrimSpace(f.attachments.Text); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || n > 999 {
			f.at["lampiran"].SetRefusal(lang.X("letters.attachments.bad", "Tulis jumlah lampiran dengan angka, atau kosongkan."))
			return l, false
		}
		l.Attachments = n
	}
	return l, ok1 && ok2
}

// save keeps the letter; numbers that another letter has are asked about.
func (f *letterForm) save(done func()) {
	for _, field := range f.at {
		field.SetRefusal("")
	}
	l, ok := f.value()
	if !ok {
		return
	}
	var checks []numberCheck
	if l.Number != f.was.Number || l.ID == (ulid.ULID{}) {
		checks = append(checks, numberCheck{number: l.Number, at: desk.NumberPlace{Way: l.Way, LetterID: l.ID}})
	}
	if l.Agenda != f.was.Agenda {
		checks = append(checks, numberCheck{number: l.Agenda, at: desk.NumberPlace{Way: l.Way, LetterID: l.ID}, agenda: true, day: l.Day()})
	}
	f.env.Try(func() error { return f.env.Letters.Check(l) }, func(err error) {
		if f.refused(err) {
			return
		}
		f.env.unlessTaken(checks, func() {
			f.env.Try(func() error { _, err := f.env.Letters.Put(l); return err }, func(err error) {
				if !f.refused(err) {
					done()
				}
			})
		})
	})
}

// refused shows why a letter was not kept, and says whether there was a reason.
func (f *letterForm) refused(err error) bool {
	if err != nil && !f.refuse(err) {
		f.env.Fail(err)
	}
	return err != nil
}

// refuse says at the field what cannot be kept.
func (f *letterForm) refuse(err error) bool {
	var wrong *desk.FieldError
	if !errors.As(err, &wrong) || f.at[wrong.Field] == nil {
		return false
	}
	words := map[string]string{
		sop.LetterNumberMissing:  lang.X("letters.bad.number", "Isi nomor surat seperti tertulis. Bila belum ada, usulkan nomor konsep."),
		sop.LetterDateMissing:    lang.X("letters.bad.date", "Isi tanggal surat."),
		sop.LetterPartyMissing:   lang.X("letters.bad.party", "Isi pengirim atau tujuan surat."),
		sop.LetterSubjectMissing: lang.X("letters.bad.subject", "Isi ringkas surat wajib diisi."),
		sop.LetterMovedFirst:     lang.X("letters.bad.moved", "Surat tidak dapat diterima atau dikirim sebelum tanggal suratnya."),
	}
	sentence := words[wrong.Field]
	if wrong.Rule == desk.FieldDate {
		sentence = lang.X("letters.bad.future", "Tanggal ini belum tiba. Isi tanggal hari ini atau sebelumnya.")
	}
	f.at[wrong.Field].SetRefusal(sentence)
	return true
}
