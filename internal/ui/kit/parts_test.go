package kit_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

func TestIcons_are_all_there(t *testing.T) {
	test.NewTempApp(t)
	names := []kit.IconName{kit.IconHome, kit.IconRequests, kit.IconWall, kit.IconCamera, kit.IconAgency, kit.IconReport, kit.IconLetter, kit.IconAudit,
		kit.IconSettings, kit.IconBackup, kit.IconLock, kit.IconBack, kit.IconUp, kit.IconDown}
	for _, s := range []kit.Shape{kit.ShapeDot, kit.ShapeRing, kit.ShapeHalf, kit.ShapePause, kit.ShapeCheck, kit.ShapeWarning, kit.ShapeCross, kit.ShapeClock, kit.ShapeBox} {
		names = append(names, kit.IconName(s))
	}
	for _, n := range names {
		if got := kit.Icon(n).Name(); got != "foreground_cctvdesk-"+string(n)+".svg" {
			t.Errorf("icon %s is %s", n, got)
		}
	}
}

func TestDateClock_reads_what_people_write(t *testing.T) {
	test.NewTempApp(t)
	wib := time.FixedZone("WIB", 7*3600)
	at := time.Date(2026, 9, 8, 8, 5, 0, 0, wib)
	for name, row := range map[string]struct {
		text string
		ok   bool
	}{
		"as the office writes it": {"08-09-2026 08.05", true},
		"short":                   {"8-9-2026 8.05", true},
		"with slashes and colon":  {"08/09/2026 08:05", true},
		"with the zone":           {"08-09-2026 08.05 WIB", true},
		"day alone":               {"08-09-2026", false},
		"31 February":             {"31-02-2026 08.05", false},
		"hour 25":                 {"08-09-2026 25.05", false},
		"words":                   {"kemarin", false},
	} {
		d := kit.NewDateClock("", "", wib, nil)
		w := test.NewTempWindow(t, d.Object())
		entry := findEntry(t, d.Object())
		w.Canvas().Focus(entry)
		entry.SetText(row.text)
		got, ok := d.Value()
		if ok != row.ok || (ok && !got.Equal(at)) {
			t.Errorf("%s: %q read as %v, %v", name, row.text, got, ok)
		}
		if d.Refused() == row.ok {
			t.Errorf("%s: refusal shown is %v", name, d.Refused())
		}
	}
}

func TestDateClock_steps_by_the_part_under_the_cursor(t *testing.T) {
	test.NewTempApp(t)
	d := kit.NewDateClock("", "", time.UTC, nil)
	entry := findEntry(t, d.Object())
	d.Set(time.Date(2026, 9, 30, 23, 59, 0, 0, time.UTC))
	entry.CursorColumn = 1
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	if entry.Text != "01-10-2026 23.59" {
		t.Fatalf("a day later: %s", entry.Text)
	}
	entry.CursorColumn = 14
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if entry.Text != "01-10-2026 23.58" {
		t.Fatalf("a minute earlier: %s", entry.Text)
	}
}

func findEntry(t *testing.T, o fyne.CanvasObject) *kit.Entry {
	t.Helper()
	var found *kit.Entry
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch v := o.(type) {
		case *kit.Entry:
			found = v
		case *fyne.Container:
			for _, c := range v.Objects {
				walk(c)
			}
		}
	}
	walk(o)
	if found == nil {
		t.Fatal("no entry")
	}
	return found
}

func TestChoice_answers_constants_and_stays_quiet_when_set(t *testing.T) {
	test.NewTempApp(t)
	var heard []string
	c := kit.NewChoice([]kit.Option{{Value: "a", Word: "Kata"}, {Value: "b", Word: "Lain"}}, func(v string) { heard = append(heard, v) })
	c.Set("b")
	if len(heard) != 0 {
		t.Fatal("Set was heard")
	}
	if c.Value() != "b" {
		t.Fatalf("set to b, answers %q", c.Value())
	}
	c.SetSelectedIndex(0)
	if len(heard) != 1 || heard[0] != "a" {
		t.Fatalf("heard %v", heard)
	}
}

func TestChoice_finds_what_was_typed_before_its_options_came(t *testing.T) {
	test.NewTempApp(t)
	var heard []string
	c := kit.NewChoice(nil, func(v string) { heard = append(heard, v) })
	test.Type(c, "dishub")
	c.FocusLost()
	c.SetChoices([]kit.Option{{Value: "a", Word: "Dinas Kesehatan (Dinkes)"}, {Value: "b", Word: "Dinas Perhubungan (Dishub)"}})
	if c.Value() != "b" || len(heard) != 1 || heard[0] != "b" {
		t.Fatalf("%q, heard %v", c.Value(), heard)
	}
}

// The option that begins with what is typed stands before one that only has a
// word like it.
func TestChoice_prefers_the_option_that_begins_so(t *testing.T) {
	test.NewTempApp(t)
	c := kit.NewChoice([]kit.Option{{Value: "u", Word: "Usul hapus"}, {Value: "h", Word: "Hapus"}, {Value: "r", Word: "Rusak berat"}}, nil)
	for typed, want := range map[string]string{"hapus": "h", "usul": "u", "berat": "r"} {
		c.FocusLost()
		if test.Type(c, typed); c.Value() != want {
			t.Errorf("%q chose %q", typed, c.Value())
		}
	}
}

func TestAssistant_keeps_what_was_typed_and_asks_before_going_on(t *testing.T) {
	test.NewTempApp(t)
	built, finished := 0, false
	entry := kit.NewEntry("")
	var proceedLater func()
	a := kit.NewAssistant(kit.AssistantConfig{Done: "Selesai", Finish: func() { finished = true }, Steps: []kit.Step{
		{Name: "satu", Body: func() fyne.CanvasObject { built++; return entry }, Next: func(p func()) { proceedLater = p }},
		{Name: "dua", Body: func() fyne.CanvasObject { return widget.NewLabel("") }},
	}})
	entry.SetText("konsep")
	a.Go(1)
	if a.At() != 0 {
		t.Fatal("a step that was not reached could be opened")
	}
	next := nextButton(t, a)
	next.Tapped(nil)
	if a.At() != 0 || proceedLater == nil {
		t.Fatal("went on without asking the step")
	}
	a.SetBusy("Memeriksa…")
	proceedLater()
	if a.At() != 1 {
		t.Fatal("a good answer did not go on")
	}
	a.Go(0)
	if a.At() != 0 || built != 1 || entry.Text != "konsep" {
		t.Fatalf("back: step %d, built %d times, text %q", a.At(), built, entry.Text)
	}
	a.Go(1)
	nextButton(t, a).Tapped(nil)
	if !finished {
		t.Fatal("the last button did not finish")
	}
}

// nextButton is the last enabled primary button of the assistant.
func nextButton(t *testing.T, a *kit.Assistant) *kit.Button {
	t.Helper()
	w := test.NewTempWindow(t, container.NewStack(a.Object()))
	w.Resize(fyne.NewSize(800, 500))
	var found *kit.Button
	for _, o := range test.LaidOutObjects(w.Content()) {
		if b, ok := o.(*kit.Button); ok && b.Importance == widget.HighImportance {
			found = b
		}
	}
	if found == nil {
		t.Fatal("no button to go on")
	}
	return found
}

func TestToasts_go_away_by_the_beat(t *testing.T) {
	test.NewTempApp(t)
	now := time.Date(2026, 9, 8, 8, 0, 0, 0, time.UTC)
	toasts := kit.NewToasts(func() time.Time { return now })
	toasts.Show("Tersimpan.")
	with := toasts.Object().MinSize()
	toasts.Beat()
	if toasts.Object().MinSize() != with {
		t.Fatal("gone before its time")
	}
	now = now.Add(5 * time.Second)
	toasts.Beat()
	if toasts.Object().MinSize().Height >= with.Height {
		t.Fatal("still there after its time")
	}
}

func TestDialogs_escape_closes_one_at_a_time(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, widget.NewLabel(""))
	w.Resize(fyne.NewSize(900, 600))
	d := kit.NewDialogs(w)
	done := 0
	d.Ask(kit.Ask{Title: "Formulir", Body: kit.NewEntry(""), Do: "Simpan", OK: func(*kit.Dialog) {}})
	d.Confirm(kit.Confirm{Title: "Hapus?", Text: "Sungguh?", Do: "Hapus", Danger: true, OK: func() { done++ }})
	if n := len(w.Canvas().Overlays().List()); n != 2 {
		t.Fatalf("%d dialogs on screen", n)
	}
	if !d.Escape() || len(w.Canvas().Overlays().List()) != 1 || !d.Open() {
		t.Fatal("Escape did not close exactly one")
	}
	if !d.Escape() || d.Escape() || d.Open() || done != 0 {
		t.Fatal("Escape did not close the last, or it acted")
	}
	d.Confirm(kit.Confirm{Title: "Hapus?", Do: "Hapus", OK: func() { done++ }})
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if done != 1 || d.Open() {
		t.Fatal("Enter on the verb did not act and close")
	}
}

// However long a dialog is, its title and its buttons stay on the screen.
func TestDialogs_keep_their_buttons_in_sight(t *testing.T) {
	app := test.NewTempApp(t)
	w := test.NewTempWindow(t, widget.NewLabel(""))
	w.Resize(fyne.NewSize(900, 600))
	d := kit.NewDialogs(w)
	form := kit.Form()
	for range 40 {
		form.Add(kit.NewField("Nama", kit.NewEntry(""), "").Object())
	}
	d.Ask(kit.Ask{Title: "Panjang", Body: form, Do: "Simpan", OK: func(*kit.Dialog) {}})
	seen := 0
	for _, o := range test.LaidOutObjects(w.Canvas().Overlays().Top()) {
		button, isButton := o.(*kit.Button)
		label, isLabel := o.(*widget.Label)
		if isButton && button.Text != "" || isLabel && label.Text == "Panjang" {
			seen++
			if y := app.Driver().AbsolutePositionForObject(o).Y; y < 0 || y+o.Size().Height > 600 {
				t.Errorf("at %v, %v high", y, o.Size().Height)
			}
		}
	}
	if seen != 3 {
		t.Errorf("%d of title and two buttons", seen)
	}
	first := form.Objects[0]
	at := func() float32 { return app.Driver().AbsolutePositionForObject(first).Y }
	top := at()
	d.Key(fyne.KeyPageDown)
	if at() >= top {
		t.Error("PageDown showed nothing more")
	}
	d.Key(fyne.KeyPageUp)
	d.Key(fyne.KeyPageUp)
	if at() != top {
		t.Errorf("PageUp went to %v, not to %v", at(), top)
	}
}

// Wherever the focus is in a dialog, Escape closes it; the arrows choose.
func TestTicks_leave_escape_to_the_window(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, widget.NewLabel(""))
	w.Resize(fyne.NewSize(900, 600))
	d := kit.NewDialogs(w)
	w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { d.Key(ev.Name) })
	tick := kit.NewCheck("Nonaktif", nil)
	var chosen []string
	radio := kit.NewRadio([]kit.Option{{Value: "a", Word: "Satu"}, {Value: "b", Word: "Dua"}}, "a", func(v string) { chosen = append(chosen, v) })
	open := func() {
		d.Ask(kit.Ask{Title: "Formulir", Body: kit.Form(tick, radio), Do: "Simpan", OK: func(*kit.Dialog) {}})
	}
	key := func(name fyne.KeyName) { w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name}) }

	open()
	w.Canvas().Focus(tick)
	key(fyne.KeyEscape)
	if d.Open() {
		t.Fatal("a tick kept Escape to itself")
	}
	open()
	radio.Choose("Satu")
	key(fyne.KeyDown)
	key(fyne.KeyDown) // there is no third
	key(fyne.KeyEscape)
	if d.Open() || radio.Value() != "b" || len(chosen) != 1 {
		t.Fatalf("open %v, chosen %q, told %q", d.Open(), radio.Value(), chosen)
	}
}
