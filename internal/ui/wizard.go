package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// wizard connects one camera: address, test, path, and the proof that it can be
// watched through the relay. It is activity 5 of the SOP when it was opened
// from a request. No camera is kept before "Terbitkan"; what is typed is, as a
// draft.
type wizard struct {
	env     *env
	request ulid.ULID // zero when opened from the menu
	done    func(camera ulid.ULID)

	address  *wizardAddress
	test     *wizardTest
	place    *wizardPlace
	proof    *wizardProof
	drafts   *wizardDraft
	assist   *kit.Assistant
	dirty    bool
	closed   bool
	kept     ulid.ULID // the camera once it is published
	agencies []sop.Agency
	view     desk.RequestView // of the request, when there is one
}

// The steps of the assistant.
const (
	wizardStepAddress = iota
	wizardStepTest
	wizardStepPlace
	wizardStepProof
)

func newWizard(e *env, request ulid.ULID, done func(ulid.ULID), leave func()) *wizard {
	w := &wizard{env: e, request: request, done: done}
	w.address = newWizardAddress(w)
	w.test = newWizardTest(w)
	w.place = newWizardPlace(w)
	w.proof = newWizardProof(w)
	w.drafts = newWizardDraft(w)
	w.assist = kit.NewAssistant(kit.AssistantConfig{
		Title:  lang.X("cameras.wizard", "Hubungkan Kamera"),
		Steps:  w.steps(),
		Done:   lang.X("cameras.wizard.done", "Selesai"),
		Finish: func() { w.done(w.kept) },
		Cancel: leave,
		Left:   lang.X("cameras.wizard.close", "Tutup"),
	})
	w.load()
	return w
}

func (w *wizard) steps() []kit.Step {
	return []kit.Step{
		{
			Name:  lang.X("cameras.wizard.address", "Alamat"),
			Title: lang.X("cameras.wizard.address.title", "Di mana kameranya?"),
			Help:  lang.X("cameras.wizard.address.help", "Cari kameranya, tempelkan alamat dari teknisi perangkat daerah, atau pilih mereknya. Kata sandi di dalam alamat dipisahkan dan disembunyikan."),
			Body:  w.address.body, Next: w.address.next, Label: lang.X("cameras.wizard.test.do", "Uji Kamera"),
		},
		{
			Name:  lang.X("cameras.wizard.test", "Uji"),
			Title: lang.X("cameras.wizard.test.title", "Menguji kamera, ruas demi ruas"),
			Help:  lang.X("cameras.wizard.test.help", "Pengujian paling lama lima belas detik dan tidak menyimpan apa pun."),
			Body:  w.test.body, Enter: w.test.start, Next: w.test.next,
		},
		{
			Name:  lang.X("cameras.wizard.place", "Nama dan jalur"),
			Title: lang.X("cameras.wizard.place.title", "Apa namanya, dan milik siapa?"),
			Help:  lang.X("cameras.wizard.place.help", "Jalur adalah alamat kamera ini di relay. Setelah dipakai pembaca, sebaiknya tidak diubah lagi."),
			Body:  w.place.body, Enter: w.place.enter, Next: w.place.next, Label: lang.X("cameras.wizard.publish", "Terbitkan dan Buktikan"),
		},
		{
			Name:  lang.X("cameras.wizard.proof", "Bukti relay"),
			Title: lang.X("cameras.wizard.proof.title", "Dibaca kembali melalui relay"),
			Help:  lang.X("cameras.wizard.proof.help", "cctvdesk membaca kamera ini dari relay sendiri, seperti pembaca lain, dan menyimpan gambarnya sebagai bukti."),
			Body:  w.proof.body, Enter: w.proof.start,
		},
	}
}

// load fetches the directory and, for a request, whose cameras these are.
func (w *wizard) load() {
	type answer struct {
		agencies []sop.Agency
		view     desk.RequestView
		draft    db.Draft
		kept     bool
	}
	kit.Run(w.env.Tasks, func(context.Context) (a answer, err error) {
		if a.agencies, err = w.env.Office.Agencies(false); err != nil {
			return a, err
		}
		if w.request != (ulid.ULID{}) {
			if a.view, err = w.env.Requests.Get(w.request); err != nil {
				return a, err
			}
		}
		a.draft, a.kept, err = w.env.Cameras.Draft(w.request)
		return a, err
	}, func(a answer, err error) {
		if err != nil {
			w.env.Fail(err)
			return
		}
		w.agencies, w.view = a.agencies, a.view
		w.place.fill()
		w.drafts.resume(a.draft, a.kept)
	})
}

// Object returns what is laid out.
func (w *wizard) Object() fyne.CanvasObject { return w.assist.Object() }

// close ends what is under way: a search or a test that nobody looks at any more.
func (w *wizard) close() {
	w.closed = true
	w.address.ways.find.task.Cancel()
	w.test.task.Cancel()
	w.test.peek.Cancel()
	w.proof.task.Cancel()
}

// draft is the camera as it is known so far.
func (w *wizard) draft() desk.CameraDraft {
	d := w.address.draft()
	w.place.into(&d)
	d.RequestID = w.request
	d.Enabled = true
	if v := w.test.verdict; v != nil {
		d.Verdict, d.Fingerprint = v, v.Fingerprint
		if v.Transport != "" && d.Transport == "auto" && v.Propose != "" {
			d.Transport = v.Propose
		}
	}
	return d
}
