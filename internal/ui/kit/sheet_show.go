package kit

import (
	"fyne.io/fyne/v2"
)

// Show scrolls the right side just so far that o is seen whole, or its top
// when it is taller than the window; nil scrolls to the beginning.
func (s *Sheet) Show(o fyne.CanvasObject) {
	if o == nil {
		s.scroll.ScrollToTop()
		return
	}
	s.scroll.Refresh() // what was just replaced gets its size only now
	top, ok := offsetIn(s.scroll.Content, o)
	if !ok {
		return
	}
	const room = 8 // a little of what stands before it
	bottom, seen := top+o.Size().Height+room, s.scroll.Size().Height
	y := s.scroll.Offset.Y
	switch {
	case top-room < y || o.Size().Height > seen:
		y = top - room
	case bottom > y+seen:
		y = bottom - seen
	}
	s.scroll.ScrollToOffset(fyne.NewPos(0, max(0, y)))
}

// offsetIn is how far below the top of root o stands.
func offsetIn(root, o fyne.CanvasObject) (float32, bool) {
	if root == o {
		return 0, true
	}
	box, ok := root.(*fyne.Container)
	if !ok {
		return 0, false
	}
	for _, child := range box.Objects {
		if y, ok := offsetIn(child, o); ok {
			return y + child.Position().Y, true
		}
	}
	return 0, false
}
