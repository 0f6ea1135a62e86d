package ui

import (
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// headingForm are the fields of the office's heading; the first-run assistant
// asks the same.
type headingForm struct {
	government, office, division, section *kit.Entry
	address, phone, web, email, city      *kit.Entry
	user, reports                         *kit.Entry
}

func newHeadingForm() *headingForm {
	f := &headingForm{}
	for _, e := range f.entries() {
		*e = kit.NewEntry("")
	}
	f.government.SetPlaceHolder(lang.X("office.heading.government.eg", "Pemerintah Kota Pontianak"))
	f.office.SetPlaceHolder(lang.X("office.heading.office.eg", "Dinas Komunikasi dan Informatika"))
	f.city.SetPlaceHolder(lang.X("office.heading.city.eg", "Pontianak"))
	return f
}

func (f *headingForm) entries() []**kit.Entry {
	return []**kit.Entry{&f.government, &f.office, &f.division, &f.section, &f.address, &f.phone, &f.web, &f.email, &f.city, &f.user, &f.reports}
}

// values pairs each field with its place in the settings.
func (f *headingForm) values(s *db.Settings) []struct {
	entry *kit.Entry
	value *string
} {
	return []struct {
		entry *kit.Entry
		value *string
	}{
		{f.government, &s.Government}, {f.office, &s.Office}, {f.division, &s.Division}, {f.section, &s.Section},
		{f.address, &s.Address}, {f.phone, &s.Phone}, {f.web, &s.Web}, {f.email, &s.Email}, {f.city, &s.City},
		{f.user, &s.UserName}, {f.reports, &s.ReportFolder},
	}
}

func (f *headingForm) show(s db.Settings) {
	for _, v := range f.values(&s) {
		v.entry.SetText(*v.value)
	}
}

func (f *headingForm) into(s *db.Settings) {
	for _, v := range f.values(s) {
		*v.value = v.entry.Text
	}
}

func (f *headingForm) differs(s db.Settings) bool {
	for _, v := range f.values(&s) {
		if v.entry.Text != *v.value {
			return true
		}
	}
	return false
}

func officePart(e *env, changed func()) *settingsPart {
	form := newHeadingForm()
	var kept db.Settings
	var loaded bool
	part := &settingsPart{key: "kantor", title: lang.X("office.heading", "Kop kantor")}
	part.show = func(s db.Settings) { kept, loaded = s, true; form.show(s) }
	part.dirty = func() bool { return loaded && form.differs(kept) }
	part.save = func() {
		var set db.Settings
		form.into(&set)
		e.Act(func() error {
			return e.Office.ChangeSettings(func(s *db.Settings) { copyHeading(s, set) })
		}, func() {
			copyHeading(&kept, set)
			e.Toasts.Show(say.Saved())
			changed()
		})
	}
	name := lang.X("office.heading.office", "Nama dinas")
	part.object = container.New(kit.Tight(12),
		kit.Section(lang.X("office.heading.letter", "Kop surat"), kit.Form(
			kit.Muted(lang.X("office.heading.hint", "Tercetak pada nota dinas dan laporan.")),
			kit.FormRow(kit.NewField(lang.X("office.heading.government", "Pemerintah"), form.government, ""), kit.NewField(name, form.office, "")),
			kit.NewField(lang.X("office.heading.division", "Bidang"), form.division, "").Object(),
			kit.NewField(lang.X("office.heading.section", "Seksi"), form.section, "").Object(),
			kit.NewField(lang.X("office.heading.address", "Alamat"), form.address, "").Object(),
			kit.FormRow(kit.NewField(lang.X("office.heading.phone", "Telepon"), form.phone, ""), kit.NewField(lang.X("office.heading.city", "Kota pada tanggal surat"), form.city, "")),
			kit.FormRow(kit.NewField(lang.X("office.heading.web", "Laman"), form.web, ""), kit.NewField(lang.X("office.heading.email", "Pos-el"), form.email, "")),
		)),
		kit.Section(lang.X("office.heading.desk", "Meja ini"), kit.Form(
			kit.FormRow(kit.NewField(lang.X("office.heading.user", "Nama yang mencatat"), form.user, lang.X("office.heading.user.hint", "Tertulis pada jejak audit.")),
				kit.NewField(lang.X("office.heading.reports", "Folder laporan"), form.reports, lang.X("office.heading.reports.hint", "Kosong = folder Dokumen."))))))
	part.action = kit.NewPrimary(lang.X("office.save", "Simpan"), part.save)
	return part
}

func copyHeading(to *db.Settings, from db.Settings) {
	to.Government, to.Office, to.Division, to.Section = from.Government, from.Office, from.Division, from.Section
	to.Address, to.Phone, to.Web, to.Email, to.City = from.Address, from.Phone, from.Web, from.Email, from.City
	to.UserName, to.ReportFolder = from.UserName, from.ReportFolder
}

// What the settings keep for the language.
const (
	languageIndonesian = "id"
	languageEnglish    = "en"
)

func languageOptions() []kit.Option {
	return []kit.Option{
		{Value: languageIndonesian, Word: lang.X("office.language.id", "Bahasa Indonesia")},
		{Value: languageEnglish, Word: lang.X("office.language.en", "English")},
	}
}

// speak keeps the language and offers to open the program again in it. It asks
// in that language too: whoever chooses it may not read the other.
func (e *env) speak(language string) {
	later := lang.X("office.language.later", "Bahasa berlaku saat aplikasi dibuka lagi.")
	e.Act(func() error {
		return e.Office.ChangeSettings(func(s *db.Settings) { s.Language = language })
	}, func() {
		if e.House.Reopen == nil || language == lang.X("office.language.spoken", "id") {
			e.Toasts.Show(later)
			return
		}
		c := kit.Confirm{OK: e.House.Reopen, Title: lang.X("office.language.again.id", "Bahasa Indonesia"),
			Text: lang.X("office.language.again.id.text", "Buka lagi cctvdesk sekarang agar berbahasa Indonesia? Tanpa itu, bahasa berganti pada pembukaan berikutnya."),
			Do:   lang.X("office.language.again.id.do", "Buka Lagi")}
		if language == languageEnglish {
			c.Title, c.Text = lang.X("office.language.again.en", "English"),
				lang.X("office.language.again.en.text", "Open cctvdesk again now, in English? Otherwise the language changes the next time it is opened.")
			c.Do = lang.X("office.language.again.en.do", "Open Again")
		}
		e.Dialogs.Confirm(c)
	})
}

// lookPart keeps each choice at once: the look is seen immediately, the
// language from the next start on, because words are made when pages are built.
func lookPart(e *env) *settingsPart {
	part := &settingsPart{key: "tampilan", title: lang.X("office.look", "Tampilan dan bahasa")}
	holder := container.NewStack()
	part.object = holder
	part.show = func(s db.Settings) {
		look := themeDark
		if s.Theme == themeLight {
			look = themeLight
		}
		theme := kit.NewRadio([]kit.Option{
			{Value: themeDark, Word: lang.X("office.look.dark", "Gelap, untuk ruang kendali")},
			{Value: themeLight, Word: lang.X("office.look.light", "Terang, untuk ruang kerja")},
		}, look, func(v string) { e.House.SetLight(v == themeLight) })
		speech := s.Language
		if speech == "" {
			speech = languageIndonesian
		}
		words := kit.NewRadio(languageOptions(), speech, e.speak)
		fillStack(holder, container.New(kit.Tight(12),
			kit.Section(lang.X("office.look.theme", "Warna"), theme),
			kit.Section(lang.X("office.language", "Bahasa"), kit.Form(words, kit.Muted(lang.X("office.language.hint", "Berlaku saat aplikasi dibuka lagi. Surat dan laporan selalu berbahasa Indonesia."))))))
	}
	return part
}
