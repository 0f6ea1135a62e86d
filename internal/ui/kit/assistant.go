package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Step is one question of an Assistant.
type Step struct {
	Name  string                   // in the list at the left
	Title string                   // the question
	Help  string                   // one or two quiet sentences; may be ""
	Body  func() fyne.CanvasObject // built when the step is first shown, kept after
	Enter func()                   // each time the step is shown; may be nil

	// Next is asked when the user wants to go on and calls proceed when the
	// answer is good: at once, or when a Task has checked it. nil = always good.
	Next func(proceed func())
	// Label of the button; "" = Lanjut, on the last step AssistantConfig.Done.
	Label string
	// Optional steps offer Lewati beside Lanjut.
	Optional bool
}

// AssistantConfig describes an Assistant.
type AssistantConfig struct {
	Title  string
	Steps  []Step
	Done   string // the last button: the verb of the whole
	Finish func()
	Cancel func() // nil = no Batal button
	Left   string // word of the Cancel button; "" = Batal
}

// Assistant asks one question at a time. The steps stand at the left; every
// step that was reached can be gone back to, and what was typed stays,
// because a step's body is built once and kept.
type Assistant struct {
	config  AssistantConfig
	at      int
	reached int
	busy    bool
	ready   bool
	bodies  []fyne.CanvasObject

	rail  *fyne.Container
	items []*railItem
	title *widget.Label
	help  *widget.Label
	body  *fyne.Container
	page  *container.Scroll
	back  *Button
	skip  *Button
	next  *Button
	note  *widget.Label
	root  *fyne.Container
}

// NewAssistant shows the first step.
func NewAssistant(c AssistantConfig) *Assistant {
	a := &Assistant{config: c, bodies: make([]fyne.CanvasObject, len(c.Steps)), ready: true,
		title: Subheading(""), help: Muted(""), body: container.NewStack(), note: widget.NewLabel("")}
	a.title.Wrapping = fyne.TextWrapWord
	a.note.Truncation = fyne.TextTruncateEllipsis
	a.rail = container.New(Tight(2))
	for i, s := range c.Steps {
		item := newRailItem(strconv.Itoa(i+1), s.Name, func() { a.Go(i) })
		a.items = append(a.items, item)
		a.rail.Add(item)
	}
	a.back = NewButton(lang.X("shell.back", "Kembali"), func() { a.Go(a.at - 1) })
	a.skip = NewQuiet(lang.X("shell.assistant.skip", "Lewati"), nil, func() { a.forward() })
	a.next = NewPrimary("", a.press)
	buttons := container.NewHBox()
	if c.Cancel != nil {
		word := c.Left
		if word == "" {
			word = lang.X("shell.cancel", "Batal")
		}
		buttons.Add(NewQuiet(word, nil, c.Cancel))
	}
	foot := container.NewBorder(widget.NewSeparator(), nil, buttons, container.NewHBox(a.back, a.skip, a.next), a.note)
	a.page = container.NewVScroll(container.New(Measure(780), container.New(Tight(4), a.title, a.help, a.body)))
	left := container.New(Margins(0, 0, 12, 0), container.New(AtLeast(220, 0), container.NewVBox(Caption(c.Title), a.rail)))
	card := NewCard(container.NewBorder(nil, container.New(Margins(0, 8, 0, 0), foot), nil, nil, a.page))
	a.root = container.NewBorder(nil, nil, left, nil, card)
	a.Go(0)
	return a
}

// Object returns what is laid out.
func (a *Assistant) Object() fyne.CanvasObject { return a.root }

// At returns the step that is shown.
func (a *Assistant) At() int { return a.at }

// Go shows a step that was reached before.
func (a *Assistant) Go(i int) {
	if i < 0 || i >= len(a.config.Steps) || i > a.reached || a.busy {
		return
	}
	a.at = i
	a.show()
}

// Reach allows going to step i and the ones before it: for a kept draft.
func (a *Assistant) Reach(i int) {
	a.reached = max(a.reached, min(i, len(a.config.Steps)-1))
	a.mark()
}

// SetReady enables or disables going on: a step whose answer is not there yet.
func (a *Assistant) SetReady(ready bool) {
	a.ready = ready
	a.mark()
}

// SetBusy blocks the buttons while something is checked and says what; ""
// frees them.
func (a *Assistant) SetBusy(what string) {
	a.busy = what != ""
	a.note.SetText(what)
	a.mark()
}

// Advance goes to the next step as if the button had been pressed and the
// answer were good.
func (a *Assistant) Advance() { a.forward() }

func (a *Assistant) show() {
	step := a.config.Steps[a.at]
	a.ready = true
	if a.bodies[a.at] == nil {
		a.bodies[a.at] = step.Body()
	}
	a.title.SetText(step.Title)
	a.help.Hidden = step.Help == ""
	a.help.SetText(step.Help)
	fill(a.body, a.bodies[a.at])
	a.page.ScrollToTop()
	a.mark()
	if step.Enter != nil {
		step.Enter()
	}
}

func (a *Assistant) mark() {
	step, last := a.config.Steps[a.at], a.at == len(a.config.Steps)-1
	label := step.Label
	switch {
	case label != "":
	case last:
		label = a.config.Done
	default:
		label = lang.X("shell.assistant.next", "Lanjut")
	}
	a.next.SetText(label)
	a.next.SetEnabled(a.ready && !a.busy)
	a.back.Hidden = a.at == 0
	a.back.SetEnabled(!a.busy)
	a.skip.Hidden = !step.Optional || last
	a.skip.SetEnabled(!a.busy)
	for i, item := range a.items {
		item.set(i == a.at, i < a.reached && i != a.at, i <= a.reached && !a.busy)
	}
	a.root.Refresh()
}

func (a *Assistant) press() {
	if !a.ready || a.busy {
		return
	}
	if next := a.config.Steps[a.at].Next; next != nil {
		next(a.forward)
		return
	}
	a.forward()
}

func (a *Assistant) forward() {
	a.busy = false
	a.note.SetText("")
	if a.at == len(a.config.Steps)-1 {
		a.config.Finish()
		return
	}
	a.reached = max(a.reached, a.at+1)
	a.at++
	a.show()
}

// railItem is one line of the list of steps: a number or a check, and a name.
type railItem struct {
	widget.BaseWidget
	number string
	ground *Panel
	sign   *widget.Icon
	digit  *widget.Label
	name   *widget.Label
	tapped func()
	open   bool
}

func newRailItem(number, name string, tapped func()) *railItem {
	r := &railItem{number: number, tapped: tapped, sign: widget.NewIcon(nil), digit: Caption(number), name: widget.NewLabel(name)}
	r.digit.Alignment = fyne.TextAlignCenter
	r.digit.Truncation = fyne.TextTruncateOff
	r.name.Wrapping = fyne.TextWrapWord
	sign := container.NewStack(container.NewCenter(container.NewGridWrap(fyne.NewSquareSize(16), r.sign)), container.NewCenter(r.digit))
	r.ground = NewPanel(theme.ColorNameBackground, container.NewBorder(nil, nil, container.New(AtLeast(28, 0), sign), nil, r.name))
	r.ground.radius = 6
	r.ExtendBaseWidget(r)
	return r
}

func (r *railItem) set(current, done, open bool) {
	r.open = open
	ground := theme.ColorNameBackground
	r.name.TextStyle.Bold = current
	r.name.Importance = widget.MediumImportance
	if current {
		ground = ColorPrimarySoft
	}
	if !open {
		r.name.Importance = widget.LowImportance
	}
	r.ground.SetFill(ground)
	r.sign.Hidden, r.digit.Hidden = !done, done
	if done {
		r.sign.SetResource(IconIn(IconName(ShapeCheck), theme.ColorNameSuccess))
	}
	r.name.Refresh()
	r.Refresh()
}

// Tapped goes to the step when it was reached before.
func (r *railItem) Tapped(*fyne.PointEvent) {
	if r.open {
		r.tapped()
	}
}

// Cursor shows that the step can be gone to.
func (r *railItem) Cursor() desktop.Cursor {
	if r.open {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

func (r *railItem) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.ground) }
