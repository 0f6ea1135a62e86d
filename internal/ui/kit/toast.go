package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Toasts shows that something was done, for a moment and without asking for
// the focus. It owns no clock: the shell's beat takes old ones away.
type Toasts struct {
	now   func() time.Time
	box   *fyne.Container
	root  *fyne.Container
	until []time.Time // one for each object of box
}

// toastLife is how long a message stays: time enough to read one sentence.
const toastLife = 4 * time.Second

// NewToasts returns an empty overlay.
func NewToasts(now func() time.Time) *Toasts {
	box := container.NewVBox()
	t := &Toasts{now: now, box: box}
	t.root = container.New(Margins(0, 0, 20, 20), container.NewVBox(layout.NewSpacer(), container.NewHBox(layout.NewSpacer(), box)))
	return t
}

// Object returns the overlay; put it on top of the page in a Stack.
func (t *Toasts) Object() fyne.CanvasObject { return t.root }

// Show tells one sentence, "Tersimpan." for example.
func (t *Toasts) Show(text string) { t.show(text, "", nil) }

// ShowWith tells one sentence and offers one act, to open what was saved for
// example.
func (t *Toasts) ShowWith(text, label string, do func()) { t.show(text, label, do) }

func (t *Toasts) show(text, label string, do func()) {
	row := container.NewHBox(widget.NewIcon(IconIn(IconName(ShapeCheck), theme.ColorNameSuccess)), widget.NewLabel(text))
	life := toastLife
	if do != nil {
		row.Add(NewQuiet(label, nil, do))
		life *= 2
	}
	card := NewCard(row).Pad(12, 2)
	card.fill, card.border = ColorGoodSoft, theme.ColorNameSuccess
	t.box.Add(card)
	t.until = append(t.until, t.now().Add(life))
	if len(t.until) > 3 {
		t.drop(1)
	}
	t.root.Refresh()
}

// Clear takes everything away.
func (t *Toasts) Clear() {
	t.drop(len(t.until))
	t.root.Refresh()
}

// Beat takes away what has been seen long enough.
func (t *Toasts) Beat() {
	n := 0
	for n < len(t.until) && !t.now().Before(t.until[n]) {
		n++
	}
	if n > 0 {
		t.drop(n)
		t.root.Refresh()
	}
}

func (t *Toasts) drop(n int) {
	t.until = t.until[n:]
	t.box.Objects = t.box.Objects[n:]
}
