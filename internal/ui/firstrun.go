package ui

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// firstRunView is the assistant of a new office. Everything it asks can be
// skipped and found again: in Pengaturan, under Pejabat, or by opening it once
// more from the help menu.
type firstRunView struct {
	shell     *Shell
	env       *env
	assistant *kit.Assistant
	language  *kit.Radio
	heading   *headingForm
	officials []*firstOfficial
	reach     *kit.Radio
	settings  db.Settings
}

// firstOfficial asks for one of the office's three officials.
type firstOfficial struct {
	role             sop.Role
	name, title, nip *kit.Entry
	nipField         *kit.Field
	since            *kit.DateClock
	acting           *kit.Choice
}

// FirstRun opens the assistant again: with the draft that was put aside, or
// with what the store holds.
func (s *Shell) FirstRun() {
	if s.first != nil {
		s.first.show()
		return
	}
	e := s.env()
	set := db.Settings{}
	e.Act(func() (err error) {
		set, err = e.Office.Settings()
		return err
	}, func() { s.firstRun(set) })
}

func (s *Shell) firstRun(set db.Settings) *firstRunView {
	v := &firstRunView{shell: s, env: s.env(), settings: set, heading: newHeadingForm()}
	v.heading.show(set)
	speech := set.Language
	if speech == "" {
		speech = languageIndonesian
	}
	v.language = kit.NewRadio(languageOptions(), speech, v.env.speak)
	reach := reachHere
	if set.OpenToNetwork {
		reach = reachNetwork
	}
	v.reach = kit.NewRadio(reachOptions(), reach, nil)
	for _, role := range []sop.Role{sop.RoleKadis, sop.RoleKabid, sop.RoleKasi, sop.RoleAgency} {
		v.officials = append(v.officials, newFirstOfficial(v.env, role, set))
	}
	v.assistant = kit.NewAssistant(kit.AssistantConfig{
		Title:  lang.X("shell.first", "Panduan mulai"),
		Steps:  v.steps(),
		Done:   lang.X("shell.first.done", "Mulai Bekerja"),
		Finish: v.finish,
		Cancel: v.skipAll,
		Left:   lang.X("shell.first.later", "Isi nanti"),
	})
	s.first = v
	v.show()
	return v
}

// show puts the assistant in place of the office.
func (v *firstRunView) show() {
	s := v.shell
	s.leaveCurrent()
	s.frame.Objects = []fyne.CanvasObject{container.NewStack(container.New(kit.Margins(32, 24, 32, 24), v.assistant.Object()), s.toasts.Object())}
	s.frame.Refresh()
	s.window.SetTitle(windowTitle(lang.X("shell.first", "Panduan mulai")))
}

func newFirstOfficial(e *env, role sop.Role, set db.Settings) *firstOfficial {
	o := &firstOfficial{role: role, name: kit.NewEntry(""), title: kit.NewEntry(""), nip: kit.NewEntry("")}
	o.title.SetText(defaultTitle(role, set))
	o.nipField = kit.NewField(lang.X("office.official.nip", "NIP"), o.nip, "")
	o.nip.OnChanged = func(text string) { o.nipField.SetHint(nipWords(text)) }
	o.acting = kit.NewChoice(actingOptions(), nil)
	o.acting.Set("")
	o.since = kit.NewDay(lang.X("office.official.since", "Menjabat sejak"), "", sop.WIB(), nil)
	year := e.Now().In(sop.WIB())
	o.since.Set(year.AddDate(0, 1-int(year.Month()), 1-year.Day()))
	return o
}

// defaultTitle is the title as it would be printed; what the office has
// already written in its heading is used.
func defaultTitle(role sop.Role, set db.Settings) string {
	of := map[sop.Role]string{sop.RoleKadis: set.Office, sop.RoleKabid: set.Division, sop.RoleKasi: set.Section}[role]
	if of == "" {
		return say.Role(role)
	}
	switch role {
	case sop.RoleKadis:
		return lang.X("office.title.kadis", "Kepala {{.Of}}", map[string]any{"Of": of})
	case sop.RoleKabid:
		return lang.X("office.title.kabid", "Kepala {{.Of}}", map[string]any{"Of": of})
	}
	return lang.X("office.title.kasi", "Kepala {{.Of}}", map[string]any{"Of": of})
}

func (v *firstRunView) steps() []kit.Step {
	return []kit.Step{
		{Name: lang.X("shell.first.language", "Bahasa"), Title: lang.X("shell.first.language.title", "Bahasa apa yang dipakai di meja ini?"),
			Help: lang.X("office.language.hint", "Berlaku saat aplikasi dibuka lagi. Surat dan laporan selalu berbahasa Indonesia."),
			Body: v.languageBody},
		{Name: lang.X("shell.first.heading", "Kop kantor"), Title: lang.X("shell.first.heading.title", "Apa kop surat kantor ini?"), Optional: true,
			Help: lang.X("office.heading.hint", "Tercetak pada nota dinas dan laporan."), Body: v.headingBody},
		{Name: lang.X("shell.first.officials", "Pejabat"), Title: lang.X("shell.first.officials.title", "Siapa yang menjalankan SOP?"), Optional: true,
			Help: lang.X("shell.first.officials.help", "Empat pelaksana SOP: tiga pejabat di kantor ini, dan perangkat daerah pemilik kamera yang diisi pada setiap permintaan. Yang belum diketahui boleh dikosongkan."),
			Body: v.officialsBody, Next: v.officialsGood},
		{Name: lang.X("shell.first.relay", "Relay"), Title: lang.X("shell.first.relay.title", "Siapa yang boleh menjangkau relay?"),
			Help: lang.X("shell.first.relay.help", "Bila dibuka ke jaringan, setiap pembaca wajib memakai akun yang dibuat di Pengaturan. Tanpa akun tidak ada yang dapat menonton."),
			Body: func() fyne.CanvasObject { return container.New(kit.Margins(4, 0, 0, 0), v.reach) }},
		{Name: lang.X("shell.first.data", "Data"), Title: lang.X("shell.first.data.title", "Di sini data kantor disimpan"),
			Help: lang.X("shell.first.data.help", "Video tidak direkam. Yang disimpan: permintaan, kamera, pejabat, jejak audit, dan gambar bukti."),
			Body: v.dataBody},
	}
}

func (v *firstRunView) languageBody() fyne.CanvasObject {
	box := container.New(kit.Tight(16), container.New(kit.Margins(4, 0, 0, 0), v.language))
	if v.shell.config.OpenDemo != nil {
		box.Add(kit.Note(kit.ToneInfo, lang.X("shell.first.demo", "Ingin melihat dulu? Kota demo berisi delapan kamera simulasi dan beberapa permintaan, terpisah dari data kantor."),
			kit.NewButton(lang.X("shell.first.demo.do", "Buka Demo"), v.shell.config.OpenDemo)))
	}
	if v.shell.config.MoveData != nil {
		box.Add(kit.Note(kit.ToneInfo, lang.X("shell.first.folder", "Data kantor disimpan di {{.Folder}}", map[string]any{"Folder": v.env.House.DataDir}),
			kit.NewButton(lang.X("shell.first.folder.do", "Folder Lain…"), v.askFolder)))
	}
	if v.env.House.Restore != nil {
		box.Add(kit.Note(kit.ToneInfo, lang.X("shell.first.restore", "Pindah komputer, atau data hilang? Lanjutkan dari cadangan kantor."),
			kit.NewButton(lang.X("office.restore.do", "Pulihkan dari Cadangan…"), func() { askRestore(v.env) })))
	}
	return box
}

// askFolder takes the office to another folder. It is asked on the first
// page, because the answers belong to the folder in which they are given.
func (v *firstRunView) askFolder() {
	place := kit.NewEntry("")
	place.SetText(v.env.House.DataDir)
	field := kit.NewField(lang.X("shell.about.folder", "Folder data"), place,
		lang.X("shell.first.folder.hint", "Folder yang belum ada akan dibuat. Aplikasi dibuka kembali di sana; folder yang sekarang tidak diubah."))
	v.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("shell.first.folder.title", "Simpan data kantor di folder lain"), Body: field.Object(), Width: 620, Focus: place,
		Do: lang.X("shell.first.folder.move", "Pakai Folder Ini"),
		OK: func(d *kit.Dialog) {
			dir := strings.TrimSpace(place.Text)
			if !filepath.IsAbs(dir) {
				field.SetRefusal(lang.X("shell.first.folder.bad", "Tuliskan folder lengkap, misalnya /data/cctvdesk"))
				return
			}
			v.env.Try(func() error { return v.shell.config.MoveData(filepath.Clean(dir)) }, func(err error) {
				if err != nil {
					field.SetRefusal(say.Error(err).String())
					return
				}
				d.Close()
				v.shell.QuitNow()
			})
		},
	})
}

func (v *firstRunView) headingBody() fyne.CanvasObject {
	f := v.heading
	return kit.Form(
		kit.FormRow(kit.NewField(lang.X("office.heading.government", "Pemerintah"), f.government, ""), kit.NewField(lang.X("office.heading.office", "Nama dinas"), f.office, "")),
		kit.NewField(lang.X("office.heading.division", "Bidang"), f.division, "").Object(),
		kit.NewField(lang.X("office.heading.section", "Seksi"), f.section, "").Object(),
		kit.NewField(lang.X("office.heading.address", "Alamat"), f.address, "").Object(),
		kit.FormRow(kit.NewField(lang.X("office.heading.phone", "Telepon"), f.phone, ""), kit.NewField(lang.X("office.heading.city", "Kota pada tanggal surat"), f.city, "")),
		kit.FormRow(kit.NewField(lang.X("office.heading.web", "Laman"), f.web, ""), kit.NewField(lang.X("office.heading.email", "Pos-el"), f.email, "")),
		kit.NewField(lang.X("office.heading.user", "Nama yang mencatat"), f.user, lang.X("office.heading.user.hint", "Tertulis pada jejak audit.")).Object())
}

func (v *firstRunView) officialsBody() fyne.CanvasObject {
	box := container.New(kit.Tight(10))
	for _, o := range v.officials {
		head := container.New(kit.Tight(-10), kit.Strong(say.Role(o.role)))
		if o.role == sop.RoleAgency {
			head.Add(kit.Muted(lang.X("shell.first.agency", "Hanya bila satu orang selalu mewakili perangkat daerah. Biasanya kosong: narahubung tiap permintaan yang dipakai.")))
		}
		box.Add(kit.NewInset(kit.Form(head,
			kit.FormRow(kit.NewField(lang.X("office.official.name.full", "Nama dengan gelar"), o.name, ""), kit.NewField(lang.X("office.official.title", "Jabatan pada surat"), o.title, "")),
			kit.FormRow(o.nipField, kit.NewField(lang.X("office.official.acting", "Status jabatan"), o.acting, ""), o.since.Field))))
	}
	return box
}

func (v *firstRunView) officialsGood(proceed func()) {
	good := true
	for _, o := range v.officials {
		_, ok := o.since.Value()
		good = good && ok
	}
	if good {
		proceed()
	}
}

func (v *firstRunView) dataBody() fyne.CanvasObject {
	return kit.Form(kit.Facts(
		kit.Fact{Name: lang.X("office.data.where", "Lokasi"), Value: v.env.House.DataDir},
		kit.Fact{Name: lang.X("office.backup.title", "Cadangan"), Value: lang.X("office.backup.daily", "Cadangan harian dibuat sendiri di folder data. Salin juga ke tempat lain.")},
		kit.Fact{Name: lang.X("shell.first.key", "Sandi kamera"), Value: lang.X("shell.first.key.text", "Disegel dengan kunci yang tidak berada di dalam basis data.")}),
		container.NewHBox(kit.NewButton(lang.X("office.data.open", "Buka Folder"), func() { v.env.OpenFile(v.env.House.DataDir) })))
}

// finish keeps what was asked and opens the office.
func (v *firstRunView) finish() {
	in := v.input()
	v.assistant.SetBusy(lang.X("shell.saving", "Menyimpan…"))
	v.env.Try(func() error { return v.env.Office.FirstRun(in) }, func(err error) {
		v.assistant.SetBusy("")
		if err != nil {
			v.env.Fail(err)
			return
		}
		v.shell.first = nil
		v.open()
	})
}

func (v *firstRunView) input() desk.FirstRunInput {
	var set db.Settings
	v.heading.into(&set)
	in := desk.FirstRunInput{Language: v.language.Value(), Government: set.Government, Name: set.Office, Division: set.Division, Section: set.Section,
		Address: set.Address, Phone: set.Phone, Web: set.Web, Email: set.Email, City: set.City, UserName: set.UserName,
		OpenToNetwork: v.reach.Value() == reachNetwork, ReportFolder: v.settings.ReportFolder}
	for _, o := range v.officials {
		since, _ := o.since.Value()
		in.Officials = append(in.Officials, sop.Official{Role: o.role, Name: o.name.Text, Title: o.title.Text, NIP: o.nip.Text, Acting: o.acting.Value(), From: since})
	}
	return in
}

// skipAll opens the office as it is. The draft is kept while the program runs;
// the assistant comes back at the next start until it was finished once.
func (v *firstRunView) skipAll() { v.open() }

func (v *firstRunView) open() { v.shell.Open("beranda") }
