package ui

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// readerRow is one account with its rights in a line.
func (v *relayView) readerRow(a db.Account) fyne.CanvasObject {
	name := kit.Strong(a.Name)
	name.Truncation = fyne.TextTruncateEllipsis
	rights := kit.Caption(readerRights(a, v.env.Now()))
	rights.Truncation = fyne.TextTruncateEllipsis
	acts := container.NewHBox(kit.NewQuiet(lang.X("office.reader.change", "Ubah"), nil, func() { v.change(a) }),
		kit.NewQuiet(lang.X("office.remove", "Hapus"), nil, func() { v.remove(a) }))
	return container.NewBorder(nil, nil, container.NewGridWrap(fyne.NewSize(170, 36), name), acts, rights)
}

// readerRights says what an account may do: what, from where, how often, until
// when.
func readerRights(a db.Account, now time.Time) string {
	var parts []string
	switch {
	case a.Disabled:
		parts = append(parts, lang.X("office.reader.off", "nonaktif"))
	case !a.Expires.IsZero() && !now.Before(a.Expires):
		parts = append(parts, lang.X("office.reader.ended", "sudah berakhir"))
	}
	paths := lang.X("office.reader.all", "semua jalur")
	if len(a.Paths) > 0 {
		paths = strings.Join(a.Paths, ", ")
	}
	networks := lang.X("office.reader.anywhere", "semua jaringan")
	if len(a.Networks) > 0 {
		networks = lang.X("office.reader.from", "dari {{.Networks}}", map[string]any{"Networks": strings.Join(a.Networks, ", ")})
	}
	parts = append(parts, paths, networks)
	if a.Sessions > 0 {
		parts = append(parts, lang.X("office.reader.most", "paling banyak {{.Count}} sambungan", map[string]any{"Count": a.Sessions}))
	}
	if !a.Expires.IsZero() {
		parts = append(parts, lang.X("office.reader.until", "sampai {{.Day}}", map[string]any{"Day": say.ShortDate(lastDay(a.Expires))}))
	}
	return strings.Join(parts, " · ")
}

// lastDay is the last day on which an account holds.
func lastDay(expires time.Time) time.Time { return expires.Add(-time.Second).In(sop.WIB()) }

// readerForm is what an account may do, filled in by hand.
type readerForm struct {
	name, paths, networks, sessions *kit.Entry
	off                             *kit.Check
	until                           *kit.DateClock
	fields                          map[string]*kit.Field
	body                            *fyne.Container
	expires                         time.Time // as the account has it
}

func newReaderForm(a db.Account, known bool) *readerForm {
	f := &readerForm{
		name: kit.NewEntry(lang.X("office.reader.name.eg", "ruang-kendali")), paths: kit.NewEntry(lang.X("office.reader.paths.eg", "dishub/*, alun-kapuas")),
		networks: kit.NewEntry(lang.X("office.reader.networks.eg", "10.10.5.0/24")), sessions: kit.NewEntry(lang.X("office.reader.sessions.eg", "tanpa batas")),
		until:   kit.NewDay(lang.X("office.reader.expires", "Berlaku sampai"), lang.X("office.reader.expires.hint", "Hari terakhir. Kosong = tanpa batas waktu."), sop.WIB(), nil),
		expires: a.Expires,
	}
	f.name.SetText(a.Name)
	f.paths.SetText(strings.Join(a.Paths, ", "))
	f.networks.SetText(strings.Join(a.Networks, ", "))
	if a.Sessions > 0 {
		f.sessions.SetText(strconv.Itoa(a.Sessions))
	}
	if !a.Expires.IsZero() {
		f.until.Set(lastDay(a.Expires))
	}
	f.off = kit.NewCheck(lang.X("office.reader.disabled", "Nonaktifkan akun ini untuk sementara"), nil)
	f.off.SetChecked(a.Disabled)
	f.fields = map[string]*kit.Field{
		"name":  kit.NewField(lang.X("office.reader.name", "Nama akun"), f.name, ""),
		"paths": kit.NewField(lang.X("office.reader.paths", "Jalur yang boleh dibaca"), f.paths, lang.X("office.reader.paths.hint", "Pisahkan dengan koma. Kosong = semua jalur.")),
		"networks": kit.NewField(lang.X("office.reader.networks", "Jaringan yang boleh membaca"), f.networks,
			lang.X("office.reader.networks.hint", "Alamat atau jaringan (CIDR), pisahkan dengan koma. Kosong = dari mana saja.")),
		"sessions": kit.NewField(lang.X("office.reader.sessions", "Paling banyak sambungan"), f.sessions, lang.X("office.reader.sessions.hint", "Pada waktu yang sama. Kosong = tanpa batas.")),
		"expires":  f.until.Field,
	}
	for key, entry := range map[string]*kit.Entry{"name": f.name, "paths": f.paths, "networks": f.networks, "sessions": f.sessions} {
		entry.OnChanged = func(string) { f.fields[key].SetRefusal("") }
	}
	f.body = kit.Form(f.fields["name"].Object(), f.fields["paths"].Object(), f.fields["networks"].Object(), kit.FormRow(f.fields["expires"], f.fields["sessions"]))
	if known {
		f.body.Add(f.off)
		f.body.Add(kit.Muted(lang.X("office.reader.change.text", "Perubahan langsung berlaku: tayangan yang sedang dibuka dengan akun ini terputus dan dapat disambung lagi sesuai hak yang baru.")))
	}
	return f
}

// draft reads the form; what is no number or no day is told at its field.
func (f *readerForm) draft() (desk.ReaderDraft, bool) {
	d := desk.ReaderDraft{Name: f.name.Text, Paths: strings.Split(f.paths.Text, ","), Networks: strings.Split(f.networks.Text, ","), Disabled: f.off.Checked}
	day, ok := f.until.Value()
	if ok && !day.IsZero() {
		if d.Expires = day.AddDate(0, 0, 1); d.Expires.Equal(f.expires) {
			d.Expires = f.expires
		}
	}
	if text := strings.TrimSpace(f.sessions.Text); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			f.refuse(&desk.FieldError{Field: "sessions", Rule: desk.FieldCount})
			return d, false
		}
		d.Sessions = n
	}
	return d, ok
}

// refuse shows what the desk refuses at its field; false for any other error.
func (f *readerForm) refuse(err error) bool { return showFieldError(err, f.fields) }

// add makes an account and shows its password, this once.
func (v *relayView) add() {
	f := newReaderForm(db.Account{}, false)
	v.env.Dialogs.Ask(kit.Ask{Title: lang.X("office.reader.new", "Tambah Akun"), Body: f.body, Do: lang.X("office.reader.make", "Buat Akun"), Width: 560, Focus: f.name,
		OK: func(dialog *kit.Dialog) {
			draft, ok := f.draft()
			if !ok {
				return
			}
			kit.Run(v.env.Tasks, func(context.Context) (secret.Text, error) { return v.env.Cameras.AddReader(draft) }, func(password secret.Text, err error) {
				switch {
				case err != nil && !f.refuse(err):
					v.env.Fail(err)
				case err == nil:
					dialog.Close()
					v.load()
					v.env.ShowPassword(strings.TrimSpace(draft.Name), password)
				}
			})
		}})
}

// change edits an account; a new password can be made from there.
func (v *relayView) change(a db.Account) {
	f := newReaderForm(a, true)
	var dialog *kit.Dialog
	renew := kit.NewButton(lang.X("office.reader.renew", "Kata Sandi Baru"), func() {
		dialog.Close()
		v.renew(a)
	})
	dialog = v.env.Dialogs.Ask(kit.Ask{Title: lang.X("office.reader.change.title", "Ubah akun {{.Name}}", map[string]any{"Name": a.Name}), Body: f.body,
		Do: lang.X("office.reader.keep", "Simpan"), Width: 560, Focus: f.paths, Left: renew,
		OK: func(dialog *kit.Dialog) {
			draft, ok := f.draft()
			if !ok {
				return
			}
			kit.Run(v.env.Tasks, func(context.Context) (struct{}, error) { return struct{}{}, v.env.Cameras.UpdateReader(a.ID, draft) }, func(_ struct{}, err error) {
				switch {
				case err != nil && !f.refuse(err):
					v.env.Fail(err)
				case err == nil:
					dialog.Close()
					v.env.Toasts.Show(lang.X("office.reader.kept", "Akun disimpan."))
					v.load()
				}
			})
		}})
}

// renew gives an account a new password; the old one ends at once.
func (v *relayView) renew(a db.Account) {
	v.env.Dialogs.Confirm(kit.Confirm{
		Title: lang.X("office.reader.renew.title", "Buat kata sandi baru untuk {{.Name}}?", map[string]any{"Name": a.Name}),
		Text:  lang.X("office.reader.renew.text", "Kata sandi lama langsung tidak berlaku dan tayangan dengan akun ini terputus."),
		Do:    lang.X("office.reader.renew", "Kata Sandi Baru"), Danger: true,
		OK: func() {
			kit.Run(v.env.Tasks, func(context.Context) (secret.Text, error) { return v.env.Cameras.RenewReader(a.ID) }, func(password secret.Text, err error) {
				if errors.Is(err, db.ErrNotFound) {
					v.load()
				}
				if err != nil {
					v.env.Fail(err)
					return
				}
				v.env.ShowPassword(a.Name, password)
			})
		}})
}
