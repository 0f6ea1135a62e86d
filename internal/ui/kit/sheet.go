package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// SheetConfig describes a Sheet.
type SheetConfig struct {
	Title    string
	Subtitle string // one quiet line beneath the title
	Back     func() // nil = no way back is offered
	Chips    []ChipState
	Actions  []fyne.CanvasObject // at the right of the title
	Facts    fyne.CanvasObject   // left
	Next     fyne.CanvasObject   // right: what to do next
	History  fyne.CanvasObject   // below Next
}

// Sheet shows one record: facts at the left, what to do next at the right,
// the history beneath it. Its parts can be replaced while it is on screen.
type Sheet struct {
	title, subtitle *widget.Label
	chips           *fyne.Container
	actions         *fyne.Container
	facts           *fyne.Container
	next            *fyne.Container
	history         *fyne.Container
	scroll          *container.Scroll
	left            *container.Scroll
	root            *fyne.Container
}

// factsWidth is enough for a name and its value on one line, and leaves two
// thirds of the smallest screen to the work.
const factsWidth = 340

// NewSheet returns a sheet.
func NewSheet(c SheetConfig) *Sheet {
	s := &Sheet{title: Heading(c.Title), subtitle: Caption(c.Subtitle), chips: container.NewHBox(),
		actions: container.NewHBox(), facts: container.NewStack(), next: container.NewStack(), history: container.NewStack()}
	var back fyne.CanvasObject
	if c.Back != nil {
		back = container.NewCenter(NewQuiet(lang.X("shell.back", "Kembali"), Icon(IconBack), c.Back))
	}
	names := container.New(Tight(-14), s.title, s.subtitle)
	right := container.NewCenter(container.NewHBox(s.chips, s.actions))
	head := container.NewBorder(nil, nil, back, right, names)
	s.scroll = container.NewVScroll(container.New(Margins(0, 0, 2, 2), container.New(Tight(12), s.next, s.history)))
	s.left = container.NewVScroll(container.New(Margins(0, 0, 2, 2), container.New(Tight(12), s.facts)))
	s.left.SetMinSize(fyne.NewSize(factsWidth, 0))
	s.root = container.NewBorder(container.New(Margins(0, 0, 0, 8), head), nil, container.New(Margins(0, 0, 12, 0), s.left), nil, s.scroll)
	s.SetHead(c.Title, c.Subtitle, c.Chips, c.Actions)
	s.SetFacts(c.Facts)
	s.SetNext(c.Next)
	s.SetHistory(c.History)
	return s
}

// Object returns what is laid out.
func (s *Sheet) Object() fyne.CanvasObject { return s.root }

// SetHead replaces title, subtitle, chips and actions.
func (s *Sheet) SetHead(title, subtitle string, chips []ChipState, actions []fyne.CanvasObject) {
	s.title.SetText(title)
	s.subtitle.Hidden = subtitle == ""
	s.subtitle.SetText(subtitle)
	s.chips.Objects = nil
	for _, c := range chips {
		s.chips.Add(container.NewCenter(NewChip(c)))
	}
	s.actions.Objects = actions
	s.root.Refresh()
}

// SetFacts replaces the left side.
func (s *Sheet) SetFacts(o fyne.CanvasObject) {
	fill(s.facts, o)
	s.left.Refresh() // its bar follows the height of what is new
}

// SetNext replaces what is to be done.
func (s *Sheet) SetNext(o fyne.CanvasObject) {
	fill(s.next, o)
	s.scroll.Content.Refresh() // the history moves to beneath it
}

// SetHistory replaces what was done.
func (s *Sheet) SetHistory(o fyne.CanvasObject) {
	fill(s.history, o)
	s.scroll.Content.Refresh()
}

// Top scrolls the right side to its beginning.
func (s *Sheet) Top() { s.scroll.ScrollToTop() }

func fill(c *fyne.Container, o fyne.CanvasObject) {
	c.Objects = nil
	if o != nil {
		c.Objects = []fyne.CanvasObject{o}
	}
	c.Refresh()
}

// Fact is a name and its value; Object stands in for Value when it is set.
type Fact struct {
	Name   string
	Value  string
	Object fyne.CanvasObject
}

// Facts lists names and values, the name small above the value. An empty
// value is a dash, so that nothing seems forgotten.
func Facts(facts ...Fact) fyne.CanvasObject {
	box := container.New(Tight(-4))
	for _, f := range facts {
		value := f.Object
		if value == nil {
			text := f.Value
			if text == "" {
				text = "–"
			}
			label := Paragraph(text)
			label.Selectable = true
			value = label
		} else {
			value = indent(value)
		}
		box.Add(container.New(Tight(-14), Caption(f.Name), value))
	}
	return box
}

// Section is a card with a title, and actions at the right of it.
func Section(title string, body fyne.CanvasObject, actions ...fyne.CanvasObject) *Panel {
	head := container.NewHBox(Subheading(title), layout.NewSpacer())
	for _, a := range actions {
		head.Add(container.NewCenter(a))
	}
	return NewCard(container.New(Tight(2), head, body)).Pad(10, 8)
}

// PageHead is the title row of a page: title, a quiet line, actions.
func PageHead(title, subtitle string, actions ...fyne.CanvasObject) fyne.CanvasObject {
	names := container.New(Tight(-14), Heading(title))
	if subtitle != "" {
		names.Add(Caption(subtitle))
	}
	return container.New(Margins(0, 0, 0, 8), container.NewBorder(nil, nil, nil, container.NewCenter(container.NewHBox(actions...)), names))
}
