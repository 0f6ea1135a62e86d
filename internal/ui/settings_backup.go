package ui

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// backupView makes backups, checks the store and tells how to restore.
type backupView struct {
	env    *env
	path   *kit.Entry
	phrase *kit.Entry
	where  *kit.Field
	make   *kit.Button
	check  *kit.Button
	holder *fyne.Container
}

func backupPart(e *env) *settingsPart {
	v := &backupView{env: e, holder: container.NewStack(), path: kit.NewEntry(""), phrase: kit.NewPassword("")}
	v.where = kit.NewField(lang.X("office.backup.path", "Simpan ke berkas"), v.path, lang.X("office.backup.path.hint", "Sebaiknya di luar komputer ini: diska lepas atau folder jaringan."))
	v.make = kit.NewPrimary(lang.X("office.backup.do", "Cadangkan Sekarang"), v.backup)
	v.check = kit.NewButton(lang.X("office.backup.check", "Periksa Data"), v.examine)
	return &settingsPart{key: "cadangan", title: lang.X("office.backup", "Cadangan dan data"), object: v.holder, show: v.build}
}

func (v *backupView) build(s db.Settings) {
	if v.path.Text == "" {
		folder := s.ReportFolder
		if folder == "" {
			folder = v.env.House.DataDir
		}
		v.path.SetText(filepath.Join(folder, "cctvdesk-"+v.env.Now().In(sop.WIB()).Format("2006-01-02-1504")+".cadangan"))
	}
	last := lang.X("office.backup.never", "Belum pernah")
	if !s.LastBackup.IsZero() {
		last = lang.X("office.backup.last.value", "{{.When}} ({{.Ago}})", map[string]any{"When": say.DateClock(s.LastBackup), "Ago": say.Ago(v.env.Now().Sub(s.LastBackup))})
	}
	folder := v.env.House.DataDir
	fillStack(v.holder, container.New(kit.Tight(12),
		kit.Section(lang.X("office.backup.title", "Cadangan"), kit.Form(
			kit.Facts(kit.Fact{Name: lang.X("office.backup.last", "Cadangan terakhir"), Value: last}),
			kit.Muted(lang.X("office.backup.daily", "Cadangan harian dibuat sendiri di folder data. Salin juga ke tempat lain.")),
			v.where.Object(),
			kit.NewField(lang.X("office.backup.phrase", "Kata sandi cadangan"), v.phrase, lang.X("office.backup.phrase.hint", "Diperlukan agar cadangan dapat dipulihkan di komputer lain. Kosong = hanya dapat dipulihkan di komputer ini.")).Object(),
			container.NewHBox(v.make))),
		v.restoring(),
		kit.Section(lang.X("office.data", "Folder data"), kit.Form(
			kit.Facts(kit.Fact{Name: lang.X("office.data.where", "Lokasi"), Value: folder}),
			container.NewHBox(v.check, kit.NewButton(lang.X("office.data.open", "Buka Folder"), func() { v.env.OpenFile(folder) }))))))
}

// restoring offers what the program can do by itself; an office whose folder
// was named on the command line is restored there too.
func (v *backupView) restoring() fyne.CanvasObject {
	title := lang.X("office.restore.title", "Memulihkan")
	if v.env.House.Restore == nil {
		return kit.Section(title, kit.Muted(lang.X("office.restore.hint", "Tutup aplikasi, lalu jalankan: cctvdesk restore BERKAS --data FOLDER-KOSONG. Data yang ada tidak pernah ditimpa.")))
	}
	return kit.Section(title, kit.Form(
		kit.Muted(lang.X("office.restore.window", "Isi cadangan dipulihkan ke folder lain dan dibuka di sana. Data yang sekarang tidak diubah.")),
		container.NewHBox(kit.NewButton(lang.X("office.restore.do", "Pulihkan dari Cadangan…"), func() { askRestore(v.env) }))))
}

func (v *backupView) backup() {
	path := strings.TrimSpace(v.path.Text)
	if path == "" {
		v.where.SetRefusal(lang.X("office.missing", "Wajib diisi."))
		return
	}
	v.where.SetRefusal("")
	phrase := secret.NewText(v.phrase.Text)
	v.make.SetEnabled(false)
	kit.Run(v.env.Tasks, func(context.Context) (struct{}, error) { return struct{}{}, v.env.Ledger.Backup(path, phrase) }, func(_ struct{}, err error) {
		v.make.SetEnabled(true)
		if err != nil {
			v.env.Fail(err)
			return
		}
		v.phrase.SetText("")
		v.path.SetText("")
		v.env.Toasts.ShowWith(lang.X("office.backup.done", "Cadangan disimpan di: {{.Path}}", map[string]any{"Path": path}),
			lang.X("office.data.open", "Buka Folder"), func() { v.env.OpenFile(filepath.Dir(path)) })
	})
}

func (v *backupView) examine() {
	v.check.SetEnabled(false)
	kit.Run(v.env.Tasks, func(context.Context) (struct{}, error) {
		report, err := v.env.Ledger.Check()
		if err == nil && !report.OK() {
			err = db.ErrDamaged
		}
		return struct{}{}, err
	}, func(_ struct{}, err error) {
		v.check.SetEnabled(true)
		if err != nil {
			v.env.Fail(err)
			return
		}
		v.env.Toasts.Show(lang.X("office.check.good", "Data utuh."))
	})
}
