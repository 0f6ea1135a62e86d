package camera

import (
	"image"
	"slices"
)

// The grid on which pictures are looked at: coarse enough to be quick, fine
// enough that a person crossing a street changes points of it.
const (
	sightColumns = 160
	sightRows    = 90
)

// sight is the light of a picture at the points of the grid, 0 black to 255
// white, without the strips at the top and the bottom: cameras write name and
// time there, and a clock that runs over a dead picture proves nothing.
type sight []uint8

// lookAt reads the grid off a picture.
func lookAt(img *image.RGBA) sight {
	width, height := img.Rect.Dx(), img.Rect.Dy()
	if width == 0 || height == 0 {
		return nil
	}
	strip := sightRows / 8
	out := make(sight, 0, sightColumns*(sightRows-2*strip))
	for row := strip; row < sightRows-strip; row++ {
		y := (2*row + 1) * height / (2 * sightRows)
		for column := range sightColumns {
			x := (2*column + 1) * width / (2 * sightColumns)
			out = append(out, lightAt(img, x, y))
		}
	}
	return out
}

// lightAt weighs the colours of one point as Rec. 601 does.
func lightAt(img *image.RGBA, x, y int) uint8 {
	i := y*img.Stride + 4*x
	return uint8((int(img.Pix[i])*77 + int(img.Pix[i+1])*150 + int(img.Pix[i+2])*29) >> 8)
}

// judge says what is wrong with the picture itself: WarnBlack when nearly no
// point has light, WarnCovered when all points are nearly alike (a lens behind
// paint, a wall or a cloth, a recorder's input without a signal), "" when
// there is something to be seen. A night with one lamp is neither.
func (s sight) judge() string {
	if len(s) == 0 {
		return ""
	}
	sorted := slices.Clone(s)
	slices.Sort(sorted)
	dark, light := sorted[len(sorted)/200], sorted[len(sorted)-1-len(sorted)/200]
	switch {
	case light < 32:
		return WarnBlack
	case light-dark < 20:
		return WarnCovered
	}
	return ""
}

// frozen says whether two pictures taken some seconds apart are the same one.
// The noise of a sensor changes nearly every point, even at night; an encoder
// that is fed one picture again and again changes none by more than a step.
func (s sight) frozen(later sight) bool {
	if len(s) == 0 || len(s) != len(later) {
		return false
	}
	moved := 0
	for i, v := range s {
		if d := int(v) - int(later[i]); d > 1 || d < -1 {
			moved++
		}
	}
	return moved*1000 <= len(s)
}

// Likeness is a coarse image of a picture, to find the same scene behind two
// addresses whatever their size and codec.
type Likeness struct{ cells [16 * 9]uint8 }

// LikenessOf takes the likeness of a picture; nil gives one that is like none.
func LikenessOf(img *image.RGBA) Likeness {
	var l Likeness
	if img == nil || img.Rect.Dx() < 16 || img.Rect.Dy() < 9 {
		return l
	}
	var sums, counts [16 * 9]int
	for row := range sightRows {
		y := (2*row + 1) * img.Rect.Dy() / (2 * sightRows)
		for column := range sightColumns {
			x := (2*column + 1) * img.Rect.Dx() / (2 * sightColumns)
			cell := row*9/sightRows*16 + column*16/sightColumns
			sums[cell] += int(lightAt(img, x, y))
			counts[cell]++
		}
	}
	for i := range l.cells {
		l.cells[i] = uint8(sums[i] / max(counts[i], 1))
	}
	return l
}

// Like says whether two pictures seem to show the same scene now. Flat
// pictures are like nothing: all black ones look the same.
func (l Likeness) Like(o Likeness) bool {
	if l.flat() || o.flat() {
		return false
	}
	apart := 0
	for i, v := range l.cells {
		d := int(v) - int(o.cells[i])
		apart += max(d, -d)
	}
	return apart < 4*len(l.cells)
}

func (l Likeness) flat() bool {
	return slices.Max(l.cells[:])-slices.Min(l.cells[:]) < 20
}
