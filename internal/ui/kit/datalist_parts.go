package kit

import (
	"image"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

func searchIcon() fyne.Resource {
	return theme.NewColoredResource(theme.SearchIcon(), theme.ColorNamePlaceHolder)
}

// EmptyState fills a room in which nothing is yet, and says how to begin.
func EmptyState(e Empty) fyne.CanvasObject {
	title := Strong(e.Title)
	title.Alignment = fyne.TextAlignCenter
	text := Muted(e.Text)
	text.Alignment = fyne.TextAlignCenter
	box := container.New(Tight(2))
	if e.Icon != "" {
		picture := canvas.NewImageFromResource(IconIn(e.Icon, theme.ColorNameDisabled))
		picture.SetMinSize(fyne.NewSquareSize(44))
		picture.FillMode = canvas.ImageFillContain
		box.Add(picture)
	}
	box.Add(title)
	if e.Text != "" {
		box.Add(container.New(AtLeast(420, 0), text))
	}
	if e.Action != "" {
		box.Add(container.New(Margins(0, 10, 0, 0), container.NewHBox(layout.NewSpacer(), NewPrimary(e.Action, e.Do), layout.NewSpacer())))
	}
	return container.NewCenter(box)
}

// rowList is Fyne's list; Enter opens, Home, End and the page keys move, the
// menu key or F10 shows what can be done with the row.
type rowList struct {
	widget.List
	at   int
	menu func(i int)
}

func (l *rowList) TypedKey(ev *fyne.KeyEvent) {
	const page = 12
	last := l.Length() - 1
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		l.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	case fyne.KeyHome:
		l.Highlight(0)
	case fyne.KeyEnd:
		l.Highlight(last)
	case fyne.KeyPageDown:
		l.Highlight(min(l.at+page, last))
	case fyne.KeyPageUp:
		l.Highlight(max(l.at-page, 0))
	case desktop.KeyMenu, fyne.KeyF10:
		l.menu(l.at)
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF5, fyne.KeyF11:
		passOn(l, ev)
	default:
		l.List.TypedKey(ev)
	}
}

func (d *DataList[T]) buildRows(geometry *columns) {
	l := &rowList{}
	l.Length = func() int { return len(d.shown) }
	l.CreateItem = func() fyne.CanvasObject { return d.newRow(geometry) }
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) { d.fillRow(i, o.(*listRow)) }
	l.OnSelected = func(i widget.ListItemID) { d.open(i) }
	l.OnHighlighted = func(i widget.ListItemID) { l.at = i }
	l.menu = d.menuOf
	l.ExtendBaseWidget(l)
	d.list = l
}

// listRow is the recycled picture of one row.
type listRow struct {
	widget.BaseWidget
	cells  []listCell
	object *fyne.Container
	tapped func()
	menu   func(at fyne.Position)
}

type listCell struct {
	label *widget.Label
	chip  *Chip
	spark *Sparkline    // made when a row first has one
	image *canvas.Image // the same
	stack *fyne.Container
}

// write shows the words of a cell. Setting text costs more than all the rest
// of a list, so what stands there already is left alone.
func (c *listCell) write(shown Cell) {
	importance := widget.MediumImportance
	if shown.Quiet {
		importance = widget.LowImportance
	}
	if c.label.Text == shown.Text && c.label.Importance == importance && c.label.TextStyle.Bold == shown.Bold {
		return
	}
	c.label.Importance, c.label.TextStyle.Bold = importance, shown.Bold
	c.label.SetText(shown.Text)
}

// course shows a course over time, in rows that have one.
func (c *listCell) course(values []float32) {
	if c.spark == nil {
		if len(values) == 0 {
			return
		}
		c.spark = NewSparkline()
		c.stack.Add(container.New(Margins(6, 6, 8, 8), c.spark))
	}
	c.spark.Set(values)
}

// thumbnail shows a picture, in rows that have one.
func (c *listCell) thumbnail(img image.Image) {
	if c.image == nil {
		if img == nil {
			return
		}
		c.image = &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleFastest}
		c.stack.Add(container.New(Margins(2, 3, 2, 3), c.image))
	}
	c.image.Hidden = img == nil
	if c.image.Image != img {
		c.image.Image = img
		c.image.Refresh()
	}
}

func (r *listRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.object) }

// Tapped opens the row. Fyne gives a click to the topmost object that takes
// any kind of click, so a row with a menu must take the plain one too.
func (r *listRow) Tapped(*fyne.PointEvent) {
	if r.tapped != nil {
		r.tapped()
	}
}

// TappedSecondary opens the row's menu.
func (r *listRow) TappedSecondary(ev *fyne.PointEvent) {
	if r.menu != nil {
		r.menu(ev.AbsolutePosition)
	}
}

func (d *DataList[T]) newRow(geometry *columns) *listRow {
	r := &listRow{object: container.New(geometry)}
	for _, c := range d.config.Columns {
		cell := listCell{label: widget.NewLabel(""), chip: NewChip(ChipState{})}
		cell.label.Truncation = fyne.TextTruncateEllipsis
		if c.Trailing {
			cell.label.Alignment = fyne.TextAlignTrailing
		}
		var words fyne.CanvasObject = cell.label
		if d.tall() {
			words = container.NewVBox(layout.NewSpacer(), cell.label, layout.NewSpacer())
		}
		cell.stack = container.NewStack(words, container.New(Margins(6, 0, 2, 0), cell.chip))
		if c.Height > 0 {
			cell.stack.Add(container.New(AtLeast(0, c.Height)))
		}
		r.cells = append(r.cells, cell)
		r.object.Add(cell.stack)
	}
	r.ExtendBaseWidget(r)
	return r
}

// tall says whether rows are higher than a line; words stand in the middle then.
func (d *DataList[T]) tall() bool {
	return slices.ContainsFunc(d.config.Columns, func(c Column[T]) bool { return c.Height > 0 })
}

func (d *DataList[T]) fillRow(i int, r *listRow) {
	if i < 0 || i >= len(d.shown) {
		return
	}
	row := d.shown[i]
	for n, c := range d.config.Columns {
		cell, shown := &r.cells[n], c.Cell(row)
		cell.chip.Hidden = shown.Chip.Word == ""
		cell.chip.SetState(shown.Chip)
		cell.write(shown)
		cell.course(shown.Spark)
		cell.thumbnail(shown.Image)
	}
	r.tapped = func() {
		d.list.at = i
		d.open(i)
	}
	r.menu = nil
	if d.config.Menu != nil {
		r.menu = func(at fyne.Position) { d.showMenu(row, at) }
	}
}

func (d *DataList[T]) showMenu(row T, at fyne.Position) {
	c := fyne.CurrentApp().Driver().CanvasForObject(d.list)
	if items := d.config.Menu(row); c != nil && len(items) > 0 {
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, at)
	}
}

// menuOf shows the menu of a row for the keyboard, beneath the row.
func (d *DataList[T]) menuOf(i int) {
	if d.config.Menu == nil || i < 0 || i >= len(d.shown) {
		return
	}
	row := d.list.MinSize().Height + theme.Padding() // the least height of a list is one row
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(d.list)
	down := (row*float32(i+1) - d.list.GetScrollOffset())
	d.showMenu(d.shown[i], at.AddXY(40, max(0, min(down, d.list.Size().Height))))
}

// listHead is the row of column titles; pressing one sorts.
type listHead struct {
	object *fyne.Container
	box    *fyne.Container // with the line beneath
	titles []*headTitle
}

func (d *DataList[T]) buildHead(geometry *columns) {
	h := &listHead{object: container.New(geometry)}
	for i, c := range d.config.Columns {
		t := newHeadTitle(c.Title, c.Trailing)
		if c.Compare != nil {
			t.tapped = func() { d.sort(i) }
		}
		h.titles = append(h.titles, t)
		h.object.Add(t)
	}
	h.box = container.NewVBox(h.object, widget.NewSeparator())
	d.head = h
	d.markOrder()
}

func (d *DataList[T]) sort(column int) {
	if d.sortBy == column {
		d.down = !d.down
	} else {
		d.sortBy, d.down = column, false
	}
	d.markOrder()
	d.order()
	d.apply()
}

func (d *DataList[T]) markOrder() {
	for i, t := range d.head.titles {
		switch {
		case i != d.sortBy || t.tapped == nil:
			t.order(nil)
		case d.down:
			t.order(IconIn(IconDown, theme.ColorNamePlaceHolder))
		default:
			t.order(IconIn(IconUp, theme.ColorNamePlaceHolder))
		}
	}
}

type headTitle struct {
	widget.BaseWidget
	label  *widget.Label
	icon   *widget.Icon
	object *fyne.Container
	tapped func()
}

func newHeadTitle(text string, trailing bool) *headTitle {
	t := &headTitle{label: Caption(text), icon: widget.NewIcon(nil)}
	t.label.TextStyle.Bold = true
	if trailing {
		t.label.Alignment = fyne.TextAlignTrailing
	}
	t.icon.Hide()
	t.object = container.NewBorder(nil, nil, nil, container.NewCenter(container.NewGridWrap(fyne.NewSquareSize(12), t.icon)), t.label)
	t.ExtendBaseWidget(t)
	return t
}

func (t *headTitle) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.object) }

// Tapped sorts by the column.
func (t *headTitle) Tapped(*fyne.PointEvent) {
	if t.tapped != nil {
		t.tapped()
	}
}

// Cursor shows that a title can be pressed.
func (t *headTitle) Cursor() desktop.Cursor {
	if t.tapped == nil {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

func (t *headTitle) order(icon fyne.Resource) {
	t.icon.Hidden = icon == nil
	if icon != nil {
		t.icon.SetResource(icon)
	}
	t.Refresh()
}

// filterRow is the row of chips above a list.
type filterRow struct {
	object *fyne.Container
	chips  map[string]*Toggle
	choose func(key string)
}

func newFilterRow(choose func(string)) *filterRow {
	return &filterRow{object: container.New(layout.NewRowWrapLayout()), chips: map[string]*Toggle{}, choose: choose}
}

func (f *filterRow) set(key, word string, count int, on bool) {
	chip, ok := f.chips[key]
	if !ok {
		chip = NewToggle(word, func() { f.choose(key) })
		f.chips[key] = chip
		f.object.Add(chip)
	}
	chip.Set(on, strconv.Itoa(count))
}
