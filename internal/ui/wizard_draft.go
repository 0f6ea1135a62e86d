package ui

import (
	"context"
	"reflect"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// wizardDraft keeps what stands in the assistant on the disk while it is
// typed, at most twice a second, and brings it back when the assistant is
// opened again: after it was closed, and after the program died.
type wizardDraft struct {
	w    *wizard
	last db.Draft        // as it was kept
	busy bool            // one is being kept
	open bool            // what was kept before has been brought back: keeping may begin
	note *fyne.Container // says that a draft goes on
}

func newWizardDraft(w *wizard) *wizardDraft {
	return &wizardDraft{w: w, note: container.NewStack()}
}

// read is what stands in the fields now; the login that may still be inside
// the address stands apart.
func (d *wizardDraft) read() db.Draft {
	w := d.w
	f := w.draft()
	out := db.Draft{
		RequestID: w.request, User: f.User, Password: f.Password, Transport: f.Transport, AllowBasic: f.AllowBasic,
		Name: f.Name, Path: f.Path, AgencyID: f.AgencyID, Site: f.Site, District: f.District, Village: f.Village, Category: f.Category,
		Serial: f.Serial, Device: f.Device,
	}
	if url, err := camera.ParseAddress(w.address.address.Text); err == nil {
		if url.User() != "" {
			out.User, out.Password = url.User(), url.Password()
		}
		out.URL = url.WithLogin("", secret.Text{})
		if w.address.subOf == out.URL.String() {
			out.SubURL = w.address.sub
		}
	}
	return out
}

// worth says whether somebody has typed something that would be missed.
func worth(d db.Draft) bool { return !d.URL.IsZero() || d.User != "" || !d.Password.Empty() }

// pending is what is to be kept, false when nothing is.
func (d *wizardDraft) pending() (db.Draft, bool) {
	if !d.open || d.w.closed || d.w.kept != (ulid.ULID{}) {
		return db.Draft{}, false
	}
	now := d.read()
	return now, worth(now) && !reflect.DeepEqual(now, d.last)
}

// keep writes the draft when it has changed, off the UI goroutine.
func (d *wizardDraft) keep() {
	now, some := d.pending()
	if !some || d.busy {
		return
	}
	d.busy = true
	d.write(now, func() { d.busy = false })
}

// write keeps a draft and then goes on; that it could not be kept is said.
func (d *wizardDraft) write(now db.Draft, then func()) {
	w := d.w
	kit.Run(w.env.Tasks, func(context.Context) (struct{}, error) { return struct{}{}, w.env.Cameras.KeepDraft(now) }, func(_ struct{}, err error) {
		switch {
		case err != nil:
			w.env.Fail(err)
		case w.kept != (ulid.ULID{}):
			d.drop() // it was published meanwhile
		default:
			d.last = now
		}
		then()
	})
}

// leave keeps what is new and goes; the user is told where it went.
func (d *wizardDraft) leave(gone func()) {
	now, some := d.pending()
	if !some && !worth(d.last) || d.w.kept != (ulid.ULID{}) {
		gone()
		return
	}
	told := func() {
		d.w.env.Toasts.Show(lang.X("cameras.draft.kept", "Draf kamera disimpan. Buka lagi Hubungkan Kamera untuk melanjutkan."))
		gone()
	}
	if !some {
		told()
		return
	}
	d.write(now, told)
}

// drop forgets the draft: the camera is published, or begun anew.
func (d *wizardDraft) drop() {
	w := d.w
	d.last = db.Draft{}
	kit.Run(w.env.Tasks, func(context.Context) (struct{}, error) { return struct{}{}, w.env.Cameras.DropDraft(w.request) }, func(_ struct{}, err error) {
		if err != nil {
			w.env.Fail(err)
		}
	})
}

// resume fills the fields with what was kept. It comes after the request's own
// proposals and stands above them.
func (d *wizardDraft) resume(kept db.Draft, found bool) {
	d.open = true
	if !found || d.w.dirty {
		return // nothing was kept, or somebody types already
	}
	a, f := d.w.address, d.w.place.form
	if !kept.URL.IsZero() {
		a.fill(kept.URL, kept.SubURL)
	}
	a.user.SetText(kept.User)
	a.pastedKey = kept.Password
	if !kept.Password.Empty() {
		a.password.SetPlaceHolder(lang.X("cameras.password.draft", "dari draf"))
	}
	a.transport.Set(kept.Transport)
	a.basic.SetChecked(kept.AllowBasic)
	a.resumed = kept
	if kept.AgencyID != (ulid.ULID{}) {
		f.agency.Set(kept.AgencyID.String())
	}
	f.setSite(sop.Site{Name: kept.Site, Category: kept.Category, District: kept.District, Village: kept.Village})
	if kept.Name != "" {
		f.name.SetText(kept.Name)
	}
	if kept.Path != "" {
		f.path.SetText(kept.Path)
	}
	d.w.dirty = false
	d.last = d.read()
	d.show(kept.Saved)
}

// show says that a draft goes on, and lets it be thrown away.
func (d *wizardDraft) show(saved time.Time) {
	again := kit.NewButton(lang.X("cameras.draft.new", "Mulai baru"), func() {
		d.open = false
		d.drop()
		route := "kamera/baru"
		if d.w.request != (ulid.ULID{}) {
			route += "?" + d.w.request.String()
		}
		d.w.env.Open(route)
	})
	words := lang.X("cameras.draft.resumed", "Melanjutkan draf {{.When}}. Kamera belum diterbitkan.", map[string]any{"When": say.DateClock(saved)})
	d.note.Objects = []fyne.CanvasObject{container.New(kit.Margins(0, 0, 0, 6), kit.Note(kit.ToneInfo, words, again))}
	d.note.Refresh()
	if d.w.assist.At() == wizardStepAddress {
		d.w.assist.Go(wizardStepAddress) // the step is higher now
	}
}
