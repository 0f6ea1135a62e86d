package kit_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

func numbers(rows []sample) string {
	s := ""
	for _, r := range rows {
		s += r.number[len(r.number)-1:]
	}
	return s
}

func TestDataList_searches_filters_and_sorts_together(t *testing.T) {
	test.NewTempApp(t)
	list := sampleList(nil)
	list.Set(samples())
	if got := numbers(list.Shown()); got != "1234" {
		t.Fatalf("sorted by number: %s", got)
	}
	list.SetFilter("late")
	if got := numbers(list.Shown()); got != "3" {
		t.Fatalf("late only: %s", got)
	}
	list.SetSearch("alun kapuas")
	if got := numbers(list.Shown()); got != "" {
		t.Fatalf("late and Alun Kapuas: %s, want none", got)
	}
	list.SetFilter("")
	if got := numbers(list.Shown()); got != "2" {
		t.Fatalf("words in any order, any case: %s, want 2", got)
	}
	list.SetSearch("")
	list.Set(samples()[:2])
	if got := numbers(list.Shown()); got != "13" {
		t.Fatalf("after Set: %s", got)
	}
}

func TestDataList_opens_by_keyboard(t *testing.T) {
	test.NewTempApp(t)
	var opened []string
	list := sampleList(func(s sample) { opened = append(opened, s.number) })
	list.Set(samples())
	w := test.NewTempWindow(t, container.NewStack(list.Object()))
	w.Resize(fyne.NewSize(900, 500))
	list.FocusSearch(w.Canvas())
	search := w.Canvas().Focused()
	search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	rows := w.Canvas().Focused()
	if rows == search {
		t.Fatal("Down did not go from the search field to the rows")
	}
	rows.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	rows.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	rows.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	rows.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	rows.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnter})
	want := []string{"RLY-2026-0001", "RLY-2026-0002", "RLY-2026-0002", "RLY-2026-0004"}
	if len(opened) != len(want) {
		t.Fatalf("opened %v, want %v", opened, want)
	}
	for i := range want {
		if opened[i] != want[i] {
			t.Fatalf("opened %v, want %v", opened, want)
		}
	}
}

func TestDataList_opens_by_click(t *testing.T) {
	test.NewTempApp(t)
	var opened []string
	list := sampleList(func(s sample) { opened = append(opened, s.number) })
	list.Set(samples())
	w := test.NewTempWindow(t, container.NewStack(list.Object()))
	w.Resize(fyne.NewSize(900, 500))
	test.TapCanvas(w.Canvas(), fyne.NewPos(300, 190))
	if len(opened) != 1 {
		t.Fatalf("opened %v by one click", opened)
	}
}

func TestDataList_escape_empties_the_search_first(t *testing.T) {
	test.NewTempApp(t)
	list := sampleList(nil)
	list.Set(samples())
	w := test.NewTempWindow(t, container.NewStack(list.Object()))
	passed := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { passed++ })
	list.SetSearch("nothing like it")
	list.FocusSearch(w.Canvas())
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(list.Shown()) != 4 || passed != 0 {
		t.Fatalf("shown %d, passed on %d", len(list.Shown()), passed)
	}
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if passed != 1 {
		t.Fatal("Escape in an empty search field did not reach the window")
	}
}

func TestDataList_narrows_and_finds_its_own_way(t *testing.T) {
	test.NewTempApp(t)
	d := kit.NewDataList(kit.ListConfig[string]{
		Columns: []kit.Column[string]{{Title: "Nama", Width: 100, Cell: func(s string) kit.Cell { return kit.Cell{Text: s} }, Compare: strings.Compare}},
		Find:    func(text string) func(string) bool { return func(s string) bool { return strings.Contains(s, text) } },
		SortBy:  0, Descending: true,
	})
	w := test.NewTempWindow(t, d.Object())
	w.Resize(fyne.NewSize(400, 300))
	d.Set([]string{"anggrek", "mawar", "melati"})
	d.Narrow(func(s string) bool { return strings.HasPrefix(s, "m") })
	if got := d.Shown(); !slices.Equal(got, []string{"melati", "mawar"}) {
		t.Errorf("narrowed: %v", got)
	}
	d.SetSearch("war")
	if got := d.Shown(); !slices.Equal(got, []string{"mawar"}) || d.SearchText() != "war" {
		t.Errorf("found: %v", got)
	}
	d.SetSearch("")
	d.Narrow(nil)
	if got := d.Shown(); !slices.Equal(got, []string{"melati", "mawar", "anggrek"}) {
		t.Errorf("everything: %v", got)
	}
}

func TestToasts_Clear_takes_everything_away(t *testing.T) {
	test.NewTempApp(t)
	toasts := kit.NewToasts(time.Now)
	w := test.NewTempWindow(t, toasts.Object())
	toasts.Show("Tersimpan.")
	toasts.ShowWith("Diurungkan", "Ulangi", func() {})
	before := len(test.LaidOutObjects(w.Content()))
	toasts.Clear()
	if after := len(test.LaidOutObjects(w.Content())); after >= before {
		t.Errorf("%d objects, then %d", before, after)
	}
}
