package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// share lays its first object over the whole width and its second over a part
// of it: how much of the standard time is used up.
type share struct{ part float32 }

// timeBarHeight is enough to be seen and too little to be mistaken for a button.
const timeBarHeight = 6

func (s share) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for i, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		width := size.Width
		if i > 0 {
			width *= s.part
		}
		o.Resize(fyne.NewSize(width, size.Height))
	}
}

func (s share) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(40, timeBarHeight) }

// newTimeBar shows the minutes of an activity against its standard, in the
// colour of its badge; the words stand beside it.
func newTimeBar(j sop.Judgement) fyne.CanvasObject {
	colour := theme.ColorNamePrimary
	switch j.Badge {
	case sop.NearLimit:
		colour = theme.ColorNameWarning
	case sop.Late:
		colour = theme.ColorNameError
	}
	part := min(1, float32(j.Minutes)/float32(max(j.Standard, 1)))
	nothing := func() fyne.CanvasObject { return container.NewWithoutLayout() }
	return container.New(share{part}, kit.NewPanel(theme.ColorNameSeparator, nothing()), kit.NewPanel(colour, nothing()))
}
