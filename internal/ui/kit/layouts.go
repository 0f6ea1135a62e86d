package kit

import "fyne.io/fyne/v2"

// tight stacks objects from top to bottom with a chosen distance; Fyne's VBox
// knows the theme's only.
type tight struct{ gap float32 }

// Tight returns a column whose rows stand gap apart; a negative gap takes
// back the room that labels bring along.
func Tight(gap float32) fyne.Layout { return tight{gap} }

func (t tight) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	var y float32
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		// Wrapped text knows its height only at its width.
		if o.Size().Width != size.Width {
			o.Resize(fyne.NewSize(size.Width, o.Size().Height))
		}
		h := o.MinSize().Height
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h + t.gap
	}
}

func (t tight) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	n := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		size.Width = max(size.Width, m.Width)
		size.Height += m.Height
		n++
	}
	if n > 1 {
		size.Height += t.gap * float32(n-1)
	}
	return size
}

// measure keeps its object at most width wide, at the left; long lines of a
// form are hard to read on a wide screen.
type measure struct{ width float32 }

// Measure returns a layout for one object that is never wider than width.
func Measure(width float32) fyne.Layout { return measure{width} }

func (m measure) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(fyne.NewSize(min(size.Width, m.width), size.Height))
	}
}

func (m measure) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

// fixed gives its object at least a width and a height.
type fixed struct{ size fyne.Size }

// AtLeast returns a layout for objects that get no less than the given size.
func AtLeast(width, height float32) fyne.Layout { return fixed{fyne.NewSize(width, height)} }

func (f fixed) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

func (f fixed) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := f.size
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

// columns shares the width between columns of a minimum width each and a
// share of what is left; rows and header of a DataList use the same one.
type columns struct {
	min, share []float32
	gap        float32
}

func (c *columns) widths(total float32) []float32 {
	n := len(c.min)
	out := make([]float32, n)
	spare := total - c.gap*float32(max(n-1, 0))
	var shares float32
	for i := range n {
		out[i] = c.min[i]
		spare -= c.min[i]
		shares += c.share[i]
	}
	if spare > 0 && shares > 0 {
		for i := range n {
			out[i] += spare * c.share[i] / shares
		}
	}
	return out
}

func (c *columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	var x float32
	for i, w := range c.widths(size.Width) {
		if i >= len(objects) {
			return
		}
		objects[i].Move(fyne.NewPos(x, 0))
		objects[i].Resize(fyne.NewSize(w, size.Height))
		x += w + c.gap
	}
}

func (c *columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for i := range c.min {
		size.Width += c.min[i]
	}
	size.Width += c.gap * float32(max(len(c.min)-1, 0))
	for _, o := range objects {
		size.Height = max(size.Height, o.MinSize().Height)
	}
	return size
}

// fit lays objects out in equal cells, as many beside each other as have the
// minimum width.
type fit struct {
	width, gap float32
	rows       int // of the last Layout: a grid knows its height only at its width
}

// Fit returns a layout of equal cells at least width wide, gap apart.
func Fit(width, gap float32) fyne.Layout { return &fit{width: width, gap: gap} }

func (f *fit) columns(n int, total float32) int {
	c := int((total + f.gap) / (f.width + f.gap))
	return max(1, min(c, n))
}

func (f *fit) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	n := f.columns(len(objects), size.Width)
	// A last row of one tile looks lost; two rows of three do not.
	if rows := (len(objects) + n - 1) / n; rows > 0 {
		n = (len(objects) + rows - 1) / rows
	}
	rows := (len(objects) + n - 1) / n
	f.rows = rows
	w := (size.Width - f.gap*float32(n-1)) / float32(n)
	h := (size.Height - f.gap*float32(rows-1)) / float32(rows)
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i%n)*(w+f.gap), float32(i/n)*(h+f.gap)))
		o.Resize(fyne.NewSize(w, h))
	}
}

func (f *fit) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(f.width, 0)
	for _, o := range objects {
		size.Height = max(size.Height, o.MinSize().Height)
	}
	rows := float32(max(f.rows, 1))
	size.Height = size.Height*rows + f.gap*(rows-1)
	return size
}

// shares puts objects side by side with fixed shares of the width.
type shares struct {
	gap   float32
	parts []float32
}

// Shares returns a layout for one object per part, gap apart.
func Shares(gap float32, parts ...float32) fyne.Layout { return shares{gap, parts} }

func (s shares) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	var sum float32
	for _, p := range s.parts {
		sum += p
	}
	total := size.Width - s.gap*float32(len(s.parts)-1)
	var x float32
	for i, o := range objects {
		if i >= len(s.parts) {
			return
		}
		w := total * s.parts[i] / sum
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(w, size.Height))
		x += w + s.gap
	}
}

func (s shares) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		m := o.MinSize()
		size.Width += m.Width
		size.Height = max(size.Height, m.Height)
	}
	size.Width += s.gap * float32(max(len(objects)-1, 0))
	return size
}
