package ui

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// wallTree lists the cameras beside the wall, by agency. They are put on the
// wall by dragging, by a double click, or by Space and Enter.
type wallTree struct {
	page   *wallPage
	search *kit.Entry
	narrow treeNarrowing
	chips  *fyne.Container
	list   *treeList
	count  *widget.Label
	object fyne.CanvasObject
	all    []desk.PulseCamera
	lines  []treeLine
}

// treeLine is one line: an agency, or one of its cameras.
type treeLine struct {
	agency string
	camera desk.PulseCamera
	head   bool
}

const treeWidth = 250

func newWallTree(p *wallPage) *wallTree {
	t := &wallTree{page: p, count: kit.Caption("")}
	t.search = kit.NewEntry(lang.X("shell.wall.tree.search", "Cari nama, perangkat daerah, lokasi"))
	t.search.OnChanged = func(string) { t.filter() }
	t.search.OnSubmitted = func(string) { t.addFirst() }
	t.chips = container.New(layout.NewRowWrapLayout())
	t.search.OnKey = func(key fyne.KeyName) bool {
		if key == fyne.KeyDown && len(t.lines) > 0 {
			p.env.Window.Canvas().Focus(t.list)
			return true
		}
		return false
	}
	t.list = newTreeList(t)
	t.list.HideSeparators = true
	t.list.OnSelected = func(i widget.ListItemID) { // Space on the keyboard
		t.list.Unselect(i)
		if i < len(t.lines) && !t.lines[i].head {
			p.wall.Add(t.lines[i].camera.ID)
		}
	}
	t.object = container.New(kit.Margins(0, 0, 10, 0), container.New(kit.AtLeast(treeWidth, 0),
		container.NewBorder(container.NewVBox(t.search, t.chips), t.count, nil, nil, t.list)))
	t.showChips()
	return t
}

// treeList is Fyne's list; Enter does as Space, and the keys that mean something
// to the window get there.
type treeList struct{ widget.List }

func newTreeList(t *wallTree) *treeList {
	l := &treeList{}
	l.Length = func() int { return len(t.lines) }
	l.CreateItem = func() fyne.CanvasObject { return newTreeRow(t) }
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) { o.(*treeRow).set(t.lines[i]) }
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey adds on Enter too, and hands on what is not the list's.
func (l *treeList) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		l.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF11:
		if c := fyne.CurrentApp().Driver().CanvasForObject(l); c != nil && c.OnTypedKey() != nil {
			c.OnTypedKey()(ev)
		}
	default:
		l.List.TypedKey(ev)
	}
}

// show takes over the cameras.
func (t *wallTree) show(cameras []desk.PulseCamera) {
	if !t.page.wall.Setup().Tree {
		return
	}
	t.all = slices.DeleteFunc(slices.Clone(cameras), func(c desk.PulseCamera) bool { return !c.Enabled })
	t.filter()
}

// filter keeps the lines that the search finds, under their agencies.
func (t *wallTree) filter() {
	words := strings.Fields(strings.ToLower(t.search.Text))
	found := slices.DeleteFunc(slices.Clone(t.all), func(c desk.PulseCamera) bool {
		if !t.narrow.keeps(c) {
			return true
		}
		text := strings.ToLower(strings.Join([]string{c.Name, c.Agency, c.AgencyName, c.Site, c.District, c.Path, say.State(c.Status.State)}, " "))
		return slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
	})
	slices.SortStableFunc(found, func(a, b desk.PulseCamera) int {
		if c := strings.Compare(a.Agency, b.Agency); c != 0 {
			return c
		}
		return strings.Compare(a.Name, b.Name)
	})
	before := t.lines
	t.lines = nil
	for i, c := range found {
		if i == 0 || found[i-1].Agency != c.Agency {
			t.lines = append(t.lines, treeLine{agency: c.Agency, head: true})
		}
		t.lines = append(t.lines, treeLine{agency: c.Agency, camera: c})
	}
	t.count.SetText(lang.X("shell.wall.tree.count", "{{.N}} dari {{.All}} kamera", map[string]any{"N": len(found), "All": len(t.all)}))
	if !slices.EqualFunc(before, t.lines, sameLine) {
		t.list.Refresh()
	}
}

func sameLine(a, b treeLine) bool {
	return a.head == b.head && a.agency == b.agency && a.camera.ID == b.camera.ID && a.camera.Name == b.camera.Name && a.camera.Status.State == b.camera.Status.State
}

// addFirst puts the first camera found on the wall: a name and Enter suffice.
func (t *wallTree) addFirst() {
	for _, l := range t.lines {
		if !l.head {
			t.page.wall.Add(l.camera.ID)
			t.search.SetText("")
			return
		}
	}
}

// treeRow is a line that can be dragged onto the wall.
type treeRow struct {
	widget.BaseWidget
	tree    *wallTree
	line    treeLine
	sign    *canvas.Text
	word    *widget.Label
	row     *fyne.Container
	pressed time.Time
	dragged fyne.Position
}

func newTreeRow(t *wallTree) *treeRow {
	r := &treeRow{tree: t, sign: canvas.NewText("", nil), word: widget.NewLabel("")}
	r.word.Truncation = fyne.TextTruncateEllipsis
	r.row = container.NewBorder(nil, nil, container.New(kit.Margins(12, 0, 0, 0), container.NewCenter(r.sign)), nil, r.word)
	r.ExtendBaseWidget(r)
	return r
}

func (r *treeRow) set(l treeLine) {
	r.line = l
	r.word.TextStyle.Bold = l.head
	text, sign, tone := l.camera.Name, "●", theme.ColorNameSuccess
	switch {
	case l.head:
		text, sign, tone = l.agency, "", theme.ColorNameForeground
		if text == "" {
			text = lang.X("shell.wall.tree.none", "Tanpa perangkat daerah")
		}
	case l.camera.Status.State != relay.Live:
		sign, tone = "▲", theme.ColorNameError
	}
	r.sign.Text, r.sign.Color = sign, r.Theme().Color(tone, fyne.CurrentApp().Settings().ThemeVariant())
	r.sign.Refresh()
	r.word.SetText(text)
}

// camera is the line's camera, false for an agency.
func (r *treeRow) camera() (ulid.ULID, bool) { return r.line.camera.ID, !r.line.head }

// MouseDown takes note; the second press within a moment puts it on the wall.
func (r *treeRow) MouseDown(ev *desktop.MouseEvent) {
	id, ok := r.camera()
	now := time.Now()
	switch {
	case !ok || ev.Button != desktop.MouseButtonPrimary:
	case now.Sub(r.pressed) < 400*time.Millisecond:
		r.pressed = time.Time{}
		r.tree.page.wall.Add(id)
	default:
		r.pressed = now
	}
}

// MouseUp is needed to be a mouse's target.
func (r *treeRow) MouseUp(*desktop.MouseEvent) {}

// Tapped keeps a single click from choosing the line, which would add it.
func (r *treeRow) Tapped(*fyne.PointEvent) {}

// Dragged shows on the wall where the camera would come to stand.
func (r *treeRow) Dragged(ev *fyne.DragEvent) {
	r.pressed, r.dragged = time.Time{}, ev.AbsolutePosition
	if _, ok := r.camera(); ok {
		r.tree.page.wall.Over(ev.AbsolutePosition)
	}
}

// DragEnd puts the camera there.
func (r *treeRow) DragEnd() {
	if id, ok := r.camera(); ok {
		r.tree.page.wall.Drop(id, r.dragged)
	}
}

// CreateRenderer links the row to its parts.
func (r *treeRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.row) }
