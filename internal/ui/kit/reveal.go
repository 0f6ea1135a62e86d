package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Show scrolls the right side just so far that o is seen whole, or its top
// when it is taller than the window; nil scrolls to the beginning.
func (s *Sheet) Show(o fyne.CanvasObject) {
	if o == nil {
		s.scroll.ScrollToTop()
		return
	}
	s.scroll.Refresh() // what was just replaced gets its size only now
	if top, ok := offsetIn(s.scroll.Content, o); ok {
		scrollTo(s.scroll, o, top)
	}
}

// scrollTo scrolls just so far that o, which begins at top, is seen.
func scrollTo(scroll *container.Scroll, o fyne.CanvasObject, top float32) {
	const room = 8 // a little of what stands before it
	bottom, seen := top+o.Size().Height+room, scroll.Size().Height
	y := scroll.Offset.Y
	switch {
	case top-room < y || o.Size().Height > seen:
		y = top - room
	case bottom > y+seen:
		y = bottom - seen
	}
	scroll.ScrollToOffset(fyne.NewPos(0, max(0, y)))
}

// offsetIn is how far below the top of root o stands.
func offsetIn(root, o fyne.CanvasObject) (float32, bool) {
	if root == o {
		return 0, true
	}
	for _, child := range within(root) {
		if y, ok := offsetIn(child, o); ok {
			return y + child.Position().Y, true
		}
	}
	return 0, false
}

// within is what a box holds; nothing of a widget but of our own ground.
func within(o fyne.CanvasObject) []fyne.CanvasObject {
	switch box := o.(type) {
	case *fyne.Container:
		return box.Objects
	case *Panel:
		return []fyne.CanvasObject{box.content}
	case *container.Scroll:
		return []fyne.CanvasObject{box.Content}
	}
	return nil
}

// reveal scrolls to where the keyboard has gone: who fills in a form by Tab
// must see what he types. A field of which enough is seen stays where it is, so
// that nothing moves under the mouse.
func reveal(o fyne.CanvasObject) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil || o.Size().Height == 0 {
		return
	}
	root := c.Content()
	if top := c.Overlays().Top(); top != nil {
		root = top
	}
	scroll := scrollAround(root, o)
	if scroll == nil {
		return
	}
	if top, ok := offsetIn(scroll.Content, o); ok && (o.Size().Height <= scroll.Size().Height || top > scroll.Offset.Y+scroll.Size().Height) {
		scrollTo(scroll, o, top)
	}
}

// scrollAround is the innermost scroller that o stands in, nil for none.
func scrollAround(root, o fyne.CanvasObject) *container.Scroll {
	if _, ok := offsetIn(root, o); !ok {
		return nil
	}
	for _, child := range within(root) {
		if inner := scrollAround(child, o); inner != nil {
			return inner
		}
	}
	scroll, _ := root.(*container.Scroll)
	return scroll
}

// RevealRefused scrolls to the first of the fields that shows a refusal: one
// that nobody sees looks like a button that does nothing.
func RevealRefused(fields ...*Field) {
	var first *Field
	var highest float32
	for _, f := range fields {
		if !f.Refused() || !f.root.Visible() {
			continue
		}
		if y := fyne.CurrentApp().Driver().AbsolutePositionForObject(f.root).Y; first == nil || y < highest {
			first, highest = f, y
		}
	}
	if first != nil {
		reveal(first.root)
	}
}
