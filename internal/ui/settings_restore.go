package ui

import (
	"errors"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// restoreForm asks for a backup and for the folder in which its office is to
// live. The folder in use is left as it is: nobody can lose today's data by
// looking at yesterday's.
type restoreForm struct {
	env               *env
	file, dir, phrase *kit.Entry
	fileField, place  *kit.Field
	word              *kit.Field
	busy              *widget.Label
	running, left     bool
}

func askRestore(e *env) {
	f := &restoreForm{env: e, file: kit.NewEntry(""), dir: kit.NewEntry(""), phrase: kit.NewPassword("")}
	f.dir.SetText(filepath.Join(filepath.Dir(e.House.DataDir), "cctvdesk-"+e.Now().In(sop.WIB()).Format("2006-01-02-1504")))
	f.fileField = kit.NewField(lang.X("office.restore.file", "Berkas cadangan"), f.file, lang.X("office.restore.file.hint", "Berakhiran .cadangan. Cadangan harian ada di folder data, di bawah backups."))
	f.word = kit.NewField(lang.X("office.backup.phrase", "Kata sandi cadangan"), f.phrase, lang.X("office.restore.phrase.hint", "Kosong bila cadangan dibuat tanpa kata sandi di komputer ini."))
	f.place = kit.NewField(lang.X("office.restore.dir", "Pulihkan ke folder"), f.dir, lang.X("office.restore.dir.hint", "Folder kosong atau yang belum ada."))
	browse := kit.NewButton(lang.X("office.import.browse", "Pilih berkas…"), func() {
		chooseFile(e, []string{".cadangan"}, func(path string) { f.file.SetText(path) })
	})
	f.busy = kit.Muted(lang.X("office.restore.busy", "Memulihkan… Bila dialog ini ditutup, pemulihan selesai tanpa dibuka."))
	f.busy.Hide()
	e.Dialogs.Ask(kit.Ask{
		Title: lang.X("office.restore.ask", "Pulihkan dari cadangan"), Width: 640, Focus: f.file,
		Body: kit.Form(f.fileField.Object(), container.NewHBox(browse), f.word.Object(), f.place.Object(), f.busy),
		Do:   lang.X("office.restore.go", "Pulihkan dan Buka"), OK: f.submit,
	}).OnClose(func() { f.left = true })
}

func (f *restoreForm) submit(d *kit.Dialog) {
	file, dir := strings.TrimSpace(f.file.Text), strings.TrimSpace(f.dir.Text)
	refuse(f.fileField, file == "", lang.X("office.restore.file.none", "Pilih berkas cadangannya."))
	refuse(f.place, !filepath.IsAbs(dir), lang.X("shell.first.folder.bad", "Tuliskan folder lengkap, misalnya /data/cctvdesk"))
	f.word.SetRefusal("")
	if f.running || file == "" || !filepath.IsAbs(dir) {
		return
	}
	f.running = true
	f.busy.Show()
	dir = filepath.Clean(dir)
	phrase := secret.NewText(f.phrase.Text)
	f.env.Try(func() error { return f.env.House.Restore(file, dir, phrase) }, func(err error) {
		f.running = false
		f.busy.Hide()
		if err == nil && !f.left {
			err = f.env.House.MoveData(dir)
		}
		switch {
		case err != nil && f.left:
			f.env.Fail(err)
		case err != nil:
			f.failed(err)
		case f.left: // whoever has closed the dialog stays here
			f.env.Toasts.Show(lang.X("office.restore.kept", "Cadangan dipulihkan di {{.Dir}}; kantor ini tetap terbuka.", map[string]any{"Dir": dir}))
		default:
			d.Close()
			f.env.House.Quit()
		}
	})
}

// failed puts the reason at the field that can mend it.
func (f *restoreForm) failed(err error) {
	switch {
	case errors.Is(err, db.ErrPassphrase):
		f.word.SetRefusal(lang.X("office.restore.phrase.wrong", "Kata sandi cadangan ini belum benar."))
	case errors.Is(err, db.ErrOccupied):
		f.place.SetRefusal(lang.X("office.restore.dir.full", "Folder ini sudah berisi data. Tuliskan folder lain."))
	case errors.Is(err, db.ErrNoWrite), errors.Is(err, db.ErrFull):
		f.place.SetRefusal(say.Error(err).String())
	case errors.Is(err, db.ErrNotFound):
		f.fileField.SetRefusal(lang.X("office.restore.file.missing", "Berkas ini tidak ada."))
	case errors.Is(err, db.ErrNoKey):
		f.fileField.SetRefusal(lang.X("office.restore.file.key", "Kuncinya tidak ditemukan. Letakkan berkas .kunci di samping cadangan, lalu ulangi."))
	case errors.Is(err, db.ErrDamaged):
		f.fileField.SetRefusal(lang.X("office.restore.file.bad", "Ini bukan cadangan cctvdesk, atau isinya rusak. Pilih yang lain."))
	default:
		f.env.Fail(err)
	}
}

func refuse(field *kit.Field, bad bool, why string) {
	if !bad {
		why = ""
	}
	field.SetRefusal(why)
}
