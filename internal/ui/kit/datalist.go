package kit

import (
	"image"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// Column is one column of a DataList.
type Column[T any] struct {
	Title    string
	Width    float32 // at least
	Share    float32 // of the width that is left over; 0 = stays at Width
	Trailing bool    // numbers stand at the right
	Height   float32 // a row is at least so high; for thumbnails
	Cell     func(T) Cell
	Compare  func(a, b T) int // nil = cannot be sorted by this column
}

// Cell is what a column shows of one row: words, or a chip when Chip has a
// word.
type Cell struct {
	Text  string
	Quiet bool
	Bold  bool
	Chip  ChipState
	Spark []float32   // a course over time instead of words
	Image image.Image // a thumbnail instead of words
}

// Filter is one chip above the list; one is chosen at a time.
type Filter[T any] struct {
	Key  string // constant; "" is kept for "all"
	Word string
	Keep func(T) bool
}

// Empty is what an empty list says, and the act that fills it.
type Empty struct {
	Icon   IconName
	Title  string
	Text   string
	Action string // "" = no button
	Do     func()
}

// ListConfig describes a DataList. Only Columns is required.
type ListConfig[T any] struct {
	Columns    []Column[T]
	Words      func(T) []string // what the search looks through; nil = no search field
	Search     string           // placeholder of the search field
	Filters    []Filter[T]
	Open       func(T)                  // Enter, or a click
	Menu       func(T) []*fyne.MenuItem // secondary click; may be nil
	Key        func(T) string           // identity, so that the marked row survives Set
	Empty      Empty
	Actions    []fyne.CanvasObject // at the right of the search field
	SortBy     int
	Descending bool
	NoCount    bool // a short list beside others needs no count
	// Find makes of what was typed the question that each row answers; nil =
	// every word must stand in Words.
	Find func(text string) func(T) bool
	// Extra stands beneath the chips: what narrows the list further (Narrow).
	Extra fyne.CanvasObject
	// Clear is told when everything is to be shown again; may be nil.
	Clear func()
}

// DataList is the house's list: search, filter chips, sortable columns,
// virtualised rows, a count, and an empty state that offers the first act.
// It belongs to the UI goroutine and never asks for data: Set hands it over.
type DataList[T any] struct {
	config ListConfig[T]

	all    []T
	shown  []T
	filter string
	narrow func(T) bool // nil = everything
	sortBy int
	down   bool
	marked string // Key of the row opened last

	search  *Entry
	chips   *filterRow
	head    *listHead
	list    *rowList
	count   *widget.Label
	empty   *fyne.Container
	body    *fyne.Container
	frame   *fyne.Container // head and body
	root    *fyne.Container
	loading bool
}

// NewDataList returns a list that waits for its first Set.
func NewDataList[T any](config ListConfig[T]) *DataList[T] {
	d := &DataList[T]{config: config, sortBy: config.SortBy, down: config.Descending, loading: true}
	geometry := &columns{gap: 4}
	for _, c := range config.Columns {
		geometry.min = append(geometry.min, c.Width)
		geometry.share = append(geometry.share, c.Share)
	}
	d.count = Caption("")
	d.count.Truncation = fyne.TextTruncateOff
	d.buildHead(geometry)
	d.buildRows(geometry)
	d.empty = container.NewStack()
	d.body = container.NewStack(d.list, d.empty)
	d.frame = container.NewBorder(d.head.box, nil, nil, nil, d.body)
	table := NewCard(d.frame).Pad(8, 4)
	d.count.Hidden = config.NoCount
	d.root = container.NewBorder(d.bar(), container.NewHBox(d.count), nil, nil, table)
	d.apply()
	return d
}

// Object returns what is laid out.
func (d *DataList[T]) Object() fyne.CanvasObject { return d.root }

// Set replaces the rows; search, filter, order and the marked row stay.
func (d *DataList[T]) Set(rows []T) {
	d.loading = false
	d.all = slices.Clone(rows)
	d.order()
	d.apply()
}

// SetEmpty changes what the empty list says.
func (d *DataList[T]) SetEmpty(e Empty) {
	if same := d.config.Empty.Title == e.Title; !same {
		d.config.Empty = e
		d.showCount()
	}
}

// Shown returns the rows as they are on screen, for an export of what is seen.
func (d *DataList[T]) Shown() []T { return slices.Clone(d.shown) }

// SetFilter chooses a chip by its key, "" for all.
func (d *DataList[T]) SetFilter(key string) {
	d.filter = key
	d.apply()
}

// Filter returns the chosen chip's key.
func (d *DataList[T]) Filter() string { return d.filter }

// Narrow leaves out what keep does not want, besides search and chip; nil
// shows everything again.
func (d *DataList[T]) Narrow(keep func(T) bool) {
	d.narrow = keep
	d.apply()
}

// SearchText returns what is written in the search field.
func (d *DataList[T]) SearchText() string {
	if d.search == nil {
		return ""
	}
	return d.search.Text
}

// SetSearch writes into the search field.
func (d *DataList[T]) SetSearch(text string) {
	if d.search != nil {
		d.search.SetText(text)
	}
}

// FocusSearch puts the cursor into the search field (Ctrl+F).
func (d *DataList[T]) FocusSearch(c fyne.Canvas) {
	if d.search != nil {
		c.Focus(d.search)
	}
}

// FocusRows puts the keyboard on the rows.
func (d *DataList[T]) FocusRows(c fyne.Canvas) {
	if len(d.shown) > 0 {
		c.Focus(d.list)
	}
}

// Refresh shows the rows again, after words or theme have changed.
func (d *DataList[T]) Refresh() { d.list.Refresh() }

func (d *DataList[T]) bar() fyne.CanvasObject {
	right := container.NewHBox(d.config.Actions...)
	var top fyne.CanvasObject = container.NewBorder(nil, nil, nil, right)
	if d.config.Words != nil || d.config.Find != nil {
		hint := d.config.Search
		if hint == "" {
			hint = lang.X("shell.list.search", "Cari…")
		}
		d.search = NewEntry(hint)
		d.search.SetIcon(searchIcon())
		d.search.OnChanged = func(string) { d.apply() }
		d.search.OnSubmitted = func(string) {
			if len(d.shown) > 0 {
				d.open(0)
			}
		}
		d.search.OnKey = d.searchKey
		top = container.NewBorder(nil, nil, nil, right, container.New(Measure(460), d.search))
	}
	rows := container.New(Tight(8), top)
	if len(d.config.Filters) > 0 {
		d.chips = newFilterRow(func(key string) { d.SetFilter(key) })
		rows.Add(d.chips.object)
	}
	if d.config.Extra != nil {
		rows.Add(d.config.Extra)
	}
	return container.New(Margins(0, 0, 0, 8), rows)
}

func (d *DataList[T]) searchKey(key fyne.KeyName) bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(d.root)
	switch {
	case key == fyne.KeyDown && c != nil && len(d.shown) > 0:
		c.Focus(d.list)
	case key == fyne.KeyEscape && d.search.Text != "":
		d.search.SetText("")
	default:
		return false
	}
	return true
}

// apply brings the rows in line with search, filter and order.
func (d *DataList[T]) apply() {
	found := d.finder()
	counts := make(map[string]int, len(d.config.Filters)+1)
	d.shown = d.shown[:0]
	for _, row := range d.all {
		if d.narrow != nil && !d.narrow(row) || !found(row) {
			continue
		}
		counts[""]++
		keep := d.filter == ""
		for _, f := range d.config.Filters {
			if f.Keep(row) {
				counts[f.Key]++
				keep = keep || f.Key == d.filter
			}
		}
		if keep {
			d.shown = append(d.shown, row)
		}
	}
	d.showChips(counts)
	d.showCount()
	d.list.Refresh()
}

// finder is the question that the search field asks of each row.
func (d *DataList[T]) finder() func(T) bool {
	words := strings.Fields(strings.ToLower(d.SearchText()))
	switch {
	case len(words) == 0:
		return func(T) bool { return true }
	case d.config.Find != nil:
		return d.config.Find(d.search.Text)
	}
	return func(row T) bool {
		text := strings.ToLower(strings.Join(d.config.Words(row), "\n"))
		for _, w := range words {
			if !strings.Contains(text, w) {
				return false
			}
		}
		return true
	}
}

// order sorts all rows, so that a letter typed into the search costs no sorting:
// what is left out does not change the order of the rest.
func (d *DataList[T]) order() {
	if d.sortBy < 0 || d.sortBy >= len(d.config.Columns) {
		return
	}
	compare := d.config.Columns[d.sortBy].Compare
	if compare == nil {
		return
	}
	slices.SortStableFunc(d.all, func(a, b T) int {
		if d.down {
			return compare(b, a)
		}
		return compare(a, b)
	})
}

func (d *DataList[T]) showChips(counts map[string]int) {
	if d.chips == nil {
		return
	}
	d.chips.set("", lang.X("shell.list.all", "Semua"), counts[""], d.filter == "")
	for _, f := range d.config.Filters {
		d.chips.set(f.Key, f.Word, counts[f.Key], d.filter == f.Key)
	}
}

func (d *DataList[T]) showCount() {
	count := lang.X("shell.list.count", "{{.Shown}} dari {{.Total}} ditampilkan", map[string]any{"Shown": len(d.shown), "Total": len(d.all)})
	if d.loading {
		count = lang.X("shell.list.loading", "Memuat…")
	}
	d.count.SetText(count)
	was := len(d.empty.Objects) > 0
	d.empty.Objects = nil
	switch {
	case d.loading || len(d.shown) > 0:
	case len(d.all) == 0:
		d.empty.Objects = []fyne.CanvasObject{EmptyState(d.config.Empty)}
	default:
		d.empty.Objects = []fyne.CanvasObject{EmptyState(Empty{
			Title:  lang.X("shell.list.none", "Tidak ada yang cocok"),
			Text:   lang.X("shell.list.none.text", "Ubah kata pencarian atau pilih saringan lain."),
			Action: lang.X("shell.list.clear", "Tampilkan semua"),
			Do:     d.clear,
		})}
	}
	d.list.Hidden = len(d.empty.Objects) > 0
	if hidden := len(d.all) == 0 && !d.loading; hidden != d.head.box.Hidden {
		d.head.box.Hidden = hidden
		d.frame.Refresh() // the rows move up or down
	}
	if was || len(d.empty.Objects) > 0 {
		d.body.Refresh()
	}
}

func (d *DataList[T]) clear() {
	d.filter = ""
	if d.config.Clear != nil {
		d.config.Clear()
	}
	if d.search != nil && d.search.Text != "" {
		d.search.SetText("")
		return
	}
	d.apply()
}

func (d *DataList[T]) open(i int) {
	if i < 0 || i >= len(d.shown) {
		return
	}
	row := d.shown[i]
	if d.config.Key != nil {
		d.marked = d.config.Key(row)
	}
	d.list.UnselectAll()
	if d.config.Open != nil {
		d.config.Open(row)
	}
}
