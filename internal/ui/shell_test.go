package ui

import (
	"strconv"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

func screens() []fyne.Size { return []fyne.Size{fyne.NewSize(1366, 768), fyne.NewSize(1920, 1080)} }

func pictureName(look, page string, size fyne.Size) string {
	return look + "/" + page + "-" + strconv.Itoa(int(size.Width)) + ".png"
}

// shows opens a page of a busy office in both looks and both sizes and
// compares it with the approved picture.
func shows(t *testing.T, page, route string, prepare func(*testing.T, *desk.Desk), ready func(*testHouse) bool) {
	t.Helper()
	for _, look := range []string{themeDark, themeLight} {
		for _, size := range screens() {
			t.Run(pictureName(look, page, size), func(t *testing.T) {
				h := openHouse(t, size, func(t *testing.T, d *desk.Desk) {
					prepare(t, d)
					must(t, d.Office.ChangeSettings(func(s *db.Settings) { s.Theme = look }))
				})
				if route != "" {
					h.shell.Open(route)
				}
				h.until(page, func() bool { return !h.shell.pulse.At.IsZero() && ready(h) })
				test.AssertRendersToImage(t, pictureName(look, page, size), h.shell.Window().Canvas())
			})
		}
	}
}

func TestHome_of_a_busy_office(t *testing.T) {
	shows(t, "beranda", "", busyOffice, func(h *testHouse) bool {
		p, ok := h.shell.shown().(*homePage)
		return ok && len(p.next.Shown()) == 4 && h.shell.pulse.Late == 1
	})
}

// A page that was hidden while the look changed comes back in the new colours.
func TestLook_changes_hidden_pages_too(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	p := h.shell.shown().(*homePage)
	h.until("the work to do", func() bool { return len(p.next.Shown()) == 4 && h.shell.pulse.Late == 1 })
	h.shell.Open("opd")
	h.until("the directory", func() bool { return len(h.shell.shown().(*agenciesPage).list.Shown()) > 0 })
	h.shell.SetLight(true)
	h.shell.Open("beranda")
	test.AssertRendersToImage(t, pictureName(themeLight, "beranda", screens()[0]), h.shell.Window().Canvas())
}

func TestFirstRun_of_a_new_office(t *testing.T) {
	shows(t, "mulai", "", newOffice, func(h *testHouse) bool { return !h.shell.pulse.At.IsZero() })
}

func TestSettings_of_the_office(t *testing.T) {
	shows(t, "pengaturan", "pengaturan/kantor", busyOffice, func(h *testHouse) bool {
		p, ok := h.shell.shown().(*settingsPage)
		return ok && p.rev != 0 && p.at.dirty != nil && !p.at.dirty() && p.loads > 0
	})
}

func TestOfficials_with_their_terms(t *testing.T) {
	shows(t, "pejabat", "opd?pejabat", busyOffice, func(h *testHouse) bool {
		p, ok := h.shell.shown().(*agenciesPage)
		return ok && len(p.officials.list.Shown()) == 3 && p.rev != 0
	})
}

func TestQuit_waits_for_everything_and_ends_once(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	for _, sec := range sections() {
		h.shell.Open(sec.route)
	}
	h.shell.Quit()
	h.shell.Quit()
	if h.quit != 1 {
		t.Fatalf("ended %d times", h.quit)
	}
	h.pump.Run() // what was still queued must not touch a page
	h.shell.Open("beranda")
}

func TestQuit_asks_while_a_draft_is_open(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	h.shell.Open("pengaturan/kantor")
	p := h.shell.shown().(*settingsPage)
	h.until("the settings", func() bool { return p.loads > 0 })
	form := p.parts[0]
	if form.dirty() {
		t.Fatal("dirty before anything was typed")
	}
	typeInto(t, p, "Dinas Komunikasi dan Informatika", "Dinas lain")
	if !form.dirty() {
		t.Fatal("what was typed was not noticed")
	}
	h.shell.Quit()
	if h.quit != 0 || !h.shell.dialogs.Open() {
		t.Fatal("ended without asking")
	}
	h.shell.Window().Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if h.shell.dialogs.Open() || h.quit != 0 {
		t.Fatal("Escape did not go back to the draft")
	}
	p.Save()
	h.until("saved", func() bool { return !form.dirty() })
	set, err := h.desk.Office.Settings()
	if err != nil || set.Office != "Dinas lain" {
		t.Fatalf("kept %q, %v", set.Office, err)
	}
	h.shell.Quit()
	if h.quit != 1 {
		t.Fatal("a kept draft still asks")
	}
}

func TestWindow_has_the_size_it_was_left_with(t *testing.T) {
	app := test.NewTempApp(t)
	if got := keptSize(app); got != screens()[0] {
		t.Fatalf("first size %v", got)
	}
	h := openHouse(t, screens()[1], busyOffice)
	h.shell.QuitNow()
	if got := keptSize(h.shell.config.App); got != screens()[1] {
		t.Fatalf("kept %v", got)
	}
}

func typeInto(t *testing.T, p *settingsPage, old, text string) {
	t.Helper()
	for _, o := range test.LaidOutObjects(p.Object()) {
		if e, ok := o.(*kit.Entry); ok && e.Text == old {
			e.SetText(text)
			return
		}
	}
	t.Fatal("no field holds ", old)
}

func TestShell_goes_back_the_way_it_came(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	h.shell.Open("opd?pejabat")
	h.shell.Open("pengaturan/libur")
	h.shell.Back()
	if got := h.shell.shown().Route(); got != "opd?pejabat" {
		t.Fatalf("back to %s", got)
	}
	h.shell.Back()
	if got := h.shell.shown().Route(); got != "beranda" {
		t.Fatalf("back to %s", got)
	}
	h.shell.Back()
	h.shell.Open("tidak/ada")
	if got := h.shell.shown().Route(); got != "beranda" {
		t.Fatalf("an unknown place led to %s", got)
	}
}

func TestFirstRun_is_kept_and_can_be_opened_again(t *testing.T) {
	h := openHouse(t, screens()[0], newOffice)
	if h.shell.shown() != nil {
		t.Fatal("a new office does not begin with the assistant")
	}
	view := firstRunOf(h)
	view.officials[0].name.SetText("Dra. Contoh")
	view.heading.government.SetText("Pemerintah Kota Pontianak")
	view.finish()
	h.until("the office", func() bool { _, ok := h.shell.shown().(*homePage); return ok })
	set, err := h.desk.Office.Settings()
	must(t, err)
	if !set.FirstRunDone || set.Government != "Pemerintah Kota Pontianak" {
		t.Fatalf("kept %+v", set)
	}
	officials, err := h.desk.Office.Officials()
	must(t, err)
	if len(officials) != 1 || officials[0].Name != "Dra. Contoh" {
		t.Fatalf("officials %+v; those without a name must be left out", officials)
	}
	h.shell.FirstRun()
	h.until("the assistant again", func() bool { return h.shell.shown() == nil })
	h.shell.first.heading.city.SetText("Pontianak Kota")
	h.shell.Open("opd")
	if h.shell.shown() == nil || h.shell.shown().Route() != "opd" {
		t.Fatal("a page opened from the menu did not take the assistant's place")
	}
	h.shell.FirstRun()
	if h.shell.shown() != nil || h.shell.first.heading.city.Text != "Pontianak Kota" {
		t.Fatal("the draft of the assistant was not kept")
	}
}

// Who chooses the other language is asked in it, and sees it at once.
func TestLanguage_is_changed_by_opening_again(t *testing.T) {
	h := openHouse(t, screens()[0], newOffice)
	view := firstRunOf(h)
	view.language.Choose("English")
	h.until("the question", h.shell.dialogs.Open)
	h.press("Open Again")
	if h.reopened != 1 || h.quit != 1 {
		t.Errorf("opened again %d times, ended %d times", h.reopened, h.quit)
	}
	set, err := h.desk.Office.Settings()
	must(t, err)
	if set.Language != languageEnglish || set.FirstRunDone {
		t.Errorf("kept %+v", set)
	}
}

// Whoever asks is told what the program stands on.
func TestAbout_names_FFmpeg_and_the_libraries(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	h.shell.About()
	for _, part := range []string{"FFmpeg 5", "GPL", "gortsplib", "fyne", "bbolt"} {
		if !h.sees(part) {
			t.Errorf("%q is not named: %q", part, h.words())
		}
	}
}

// firstRunOf opens the assistant anew and returns its view.
func firstRunOf(h *testHouse) *firstRunView {
	set, err := h.desk.Office.Settings()
	must(h.t, err)
	return h.shell.firstRun(set)
}

func TestAgency_dialog_asks_for_what_is_missing(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	h.shell.Open("opd")
	p := h.shell.shown().(*agenciesPage)
	h.until("the directory", func() bool { return len(p.list.Shown()) > 0 })
	p.Create()
	test.AssertRendersToImage(t, pictureName(themeDark, "opd-dialog", screens()[0]), h.shell.Window().Canvas())
	var save *kit.Button
	for _, o := range test.LaidOutObjects(h.shell.Window().Canvas().Overlays().Top()) {
		if b, ok := o.(*kit.Button); ok && b.Text == "Simpan" {
			save = b
		}
	}
	if save == nil {
		t.Fatal("no button to save")
	}
	before := len(p.list.Shown())
	save.Tapped(nil)
	refused := func() bool {
		for _, o := range test.LaidOutObjects(h.shell.Window().Canvas().Overlays().Top()) {
			if l, ok := o.(*widget.Label); ok && l.Importance == widget.DangerImportance && !l.Hidden {
				return true
			}
		}
		return false
	}
	h.until("a refusal at the field", refused)
	if !h.shell.dialogs.Open() || len(p.list.Shown()) != before {
		t.Fatal("an agency without a name was kept")
	}
}

func TestHome_tile_opens_what_was_finished_this_month_and_nothing_else(t *testing.T) {
	now := time.Date(2026, 9, 8, 10, 0, 0, 0, sop.WIB())
	rows := map[string]desk.RequestRow{
		"finished this month": {Status: sop.Done, Finished: now.AddDate(0, 0, -7), Registered: now.AddDate(0, -3, 0)},
		"in the archive":      {Status: sop.Archived, Finished: now.AddDate(0, 0, -1), Registered: now.AddDate(0, 0, -2)},
		"finished in August":  {Status: sop.Done, Finished: now.AddDate(0, 0, -8), Registered: now.AddDate(0, -3, 0)},
		"still at work":       {Status: sop.Running, Registered: now.AddDate(0, 0, -1)},
	}
	h := openHouse(t, screens()[0], busyOffice)
	h.until("Beranda", h.pulsed)
	h.shell.shown().(*homePage).tiles["done"].Tapped(nil)
	p, ok := h.shell.shown().(*requestsPage)
	if !ok {
		t.Fatalf("the tile opens %T", h.shell.shown())
	}
	if chips := p.bar.narrow.parts(""); len(chips) != 1 || chips[0].word != "Selesai: Bulan ini" {
		t.Errorf("what the list is narrowed by: %+v", chips)
	}
	h.until("an empty list", func() bool { return len(p.list.Shown()) == 0 })
	keep := p.bar.narrow.keep(now)
	for name, want := range map[string]bool{"finished this month": true, "in the archive": true, "finished in August": false, "still at work": false} {
		if got := keep(rows[name]); got != want {
			t.Errorf("%s: shown %v, want %v", name, got, want)
		}
	}
	if p.shelf.Value() != shelfArchive || p.list.Filter() != "" {
		t.Errorf("shelf %q, filter %q", p.shelf.Value(), p.list.Filter())
	}
}

func TestAgencies_import_has_a_button(t *testing.T) {
	h := openHouse(t, screens()[0], busyOffice)
	h.shell.Open("opd")
	h.press("Impor…")
	if !h.shell.dialogs.Open() || !h.reads("Impor perangkat daerah") {
		t.Errorf("the button does not ask for the table: %q", h.words())
	}
}
