package kit_test

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// luminance and contrast follow WCAG 2.1, 1.4.3.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	lin := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(r) + 0.7152*lin(g) + 0.0722*lin(b)
}

func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	if la < lb {
		la, lb = lb, la
	}
	return (la + 0.05) / (lb + 0.05)
}

func TestTheme_text_can_be_read_on_everything_it_stands_on(t *testing.T) {
	grounds := []fyne.ThemeColorName{theme.ColorNameBackground, kit.ColorSurface, kit.ColorRaised,
		theme.ColorNameInputBackground, theme.ColorNameOverlayBackground, theme.ColorNameMenuBackground, theme.ColorNameHeaderBackground}
	pairs := [][2]fyne.ThemeColorName{
		{theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary},
		{theme.ColorNameForegroundOnError, theme.ColorNameError},
		{theme.ColorNameForegroundOnWarning, theme.ColorNameWarning},
		{theme.ColorNameForegroundOnSuccess, theme.ColorNameSuccess},
		{theme.ColorNameForeground, theme.ColorNameButton},
		{theme.ColorNameDisabled, theme.ColorNameDisabledButton},
		{theme.ColorNamePrimary, kit.ColorPrimarySoft},
		{theme.ColorNameSuccess, kit.ColorGoodSoft},
		{theme.ColorNameWarning, kit.ColorWarnSoft},
		{theme.ColorNameError, kit.ColorBadSoft},
		{theme.ColorNamePlaceHolder, kit.ColorQuietSoft},
		{theme.ColorNameForeground, kit.ColorPrimarySoft},
	}
	for _, ink := range []fyne.ThemeColorName{theme.ColorNameForeground, theme.ColorNamePlaceHolder, theme.ColorNamePrimary,
		theme.ColorNameError, theme.ColorNameWarning, theme.ColorNameSuccess, theme.ColorNameDisabled} {
		for _, g := range grounds {
			pairs = append(pairs, [2]fyne.ThemeColorName{ink, g})
		}
	}
	for _, light := range []bool{false, true} {
		th := kit.NewTheme(light)
		for _, p := range pairs {
			got := contrast(th.Color(p[0], 0), th.Color(p[1], 0))
			if got < 4.5 {
				t.Errorf("light=%v: %s on %s has contrast %.2f, want at least 4.5", light, p[0], p[1], got)
			}
		}
	}
}
