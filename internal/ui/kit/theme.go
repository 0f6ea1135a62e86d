package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// The colours that Fyne has no name for. They are asked of the theme like
// Fyne's own, so a change of theme reaches everything that is on screen.
const (
	ColorSurface     fyne.ThemeColorName = "cctvdesk-surface"      // cards, navigation, status line
	ColorRaised      fyne.ThemeColorName = "cctvdesk-raised"       // what lies on a card
	ColorPrimarySoft fyne.ThemeColorName = "cctvdesk-primary-soft" // chosen row of the navigation, info chips
	ColorGoodSoft    fyne.ThemeColorName = "cctvdesk-good-soft"
	ColorWarnSoft    fyne.ThemeColorName = "cctvdesk-warn-soft"
	ColorBadSoft     fyne.ThemeColorName = "cctvdesk-bad-soft"
	ColorQuietSoft   fyne.ThemeColorName = "cctvdesk-quiet-soft"
)

// Theme is the look of the program: one palette, chosen by the office and not
// by the desktop's own preference, because a control room is dark at noon too.
type Theme struct {
	light  bool
	colors map[fyne.ThemeColorName]color.Color
}

// NewTheme returns the control-room look, or the light one.
func NewTheme(light bool) *Theme {
	if light {
		return &Theme{light: true, colors: lightPalette()}
	}
	return &Theme{colors: darkPalette()}
}

// Light says which of the two it is.
func (t *Theme) Light() bool { return t.light }

// Color answers from the palette; what the palette does not name is Fyne's.
func (t *Theme) Color(n fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if c, ok := t.colors[n]; ok {
		return c
	}
	v := theme.VariantDark
	if t.light {
		v = theme.VariantLight
	}
	return theme.DefaultTheme().Color(n, v)
}

// Font keeps Fyne's fonts: they cover Indonesian and are in the program.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource { return theme.DefaultTheme().Font(s) }

// Icon keeps Fyne's icons; our own are drawn in icons.go.
func (t *Theme) Icon(n fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(n) }

// Size gives text and edges a little more room than Fyne does.
func (t *Theme) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case theme.SizeNameCaptionText:
		return 12
	case theme.SizeNameSubHeadingText:
		return 17
	case theme.SizeNameHeadingText:
		return 22
	case theme.SizeNameInlineIcon:
		return 18
	case theme.SizeNameInputRadius, theme.SizeNameButtonRadius, theme.SizeNameSelectionRadius:
		return 6
	case theme.SizeNameCardRadius, theme.SizeNameDialogRadius, theme.SizeNamePopupRadius:
		return 10
	case theme.SizeNameScrollBar:
		return 10
	}
	return theme.DefaultTheme().Size(n)
}

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff} //nolint:gosec // cut on purpose: one byte each
}

func alpha(v uint32, a uint8) color.NRGBA {
	c := rgb(v)
	c.A = a
	return c
}

func darkPalette() map[fyne.ThemeColorName]color.Color {
	return map[fyne.ThemeColorName]color.Color{
		theme.ColorNameBackground:          rgb(0x0f151b),
		theme.ColorNameForeground:          rgb(0xe4ebf1),
		theme.ColorNamePlaceHolder:         rgb(0x98a9b8),
		theme.ColorNameDisabled:            rgb(0x8997a6),
		theme.ColorNameButton:              rgb(0x263340),
		theme.ColorNameDisabledButton:      rgb(0x1a232c),
		theme.ColorNameInputBackground:     rgb(0x121a22),
		theme.ColorNameInputBorder:         rgb(0x3d4e5e),
		theme.ColorNameHover:               alpha(0xa9c7e0, 0x14),
		theme.ColorNamePressed:             alpha(0xa9c7e0, 0x30),
		theme.ColorNameSelection:           alpha(0x4aa3e8, 0x40),
		theme.ColorNameFocus:               alpha(0x5eb3f2, 0x66),
		theme.ColorNamePrimary:             rgb(0x5eb3f2),
		theme.ColorNameHyperlink:           rgb(0x7cc2f6),
		theme.ColorNameForegroundOnPrimary: rgb(0x07131e),
		theme.ColorNameSuccess:             rgb(0x56c991),
		theme.ColorNameForegroundOnSuccess: rgb(0x06170f),
		theme.ColorNameWarning:             rgb(0xf0b94d),
		theme.ColorNameForegroundOnWarning: rgb(0x1c1303),
		theme.ColorNameError:               rgb(0xff857a),
		theme.ColorNameForegroundOnError:   rgb(0x22070a),
		theme.ColorNameSeparator:           rgb(0x273441),
		theme.ColorNameScrollBar:           alpha(0x9fb3c6, 0x80),
		theme.ColorNameShadow:              alpha(0x000000, 0x70),
		theme.ColorNameMenuBackground:      rgb(0x202c38),
		theme.ColorNameOverlayBackground:   rgb(0x18212a),
		theme.ColorNameHeaderBackground:    rgb(0x18212a),
		ColorSurface:                       rgb(0x161e27),
		ColorRaised:                        rgb(0x1f2933),
		ColorPrimarySoft:                   rgb(0x16314a),
		ColorGoodSoft:                      rgb(0x14342a),
		ColorWarnSoft:                      rgb(0x3a2e14),
		ColorBadSoft:                       rgb(0x41211f),
		ColorQuietSoft:                     rgb(0x26313c),
	}
}

func lightPalette() map[fyne.ThemeColorName]color.Color {
	return map[fyne.ThemeColorName]color.Color{
		theme.ColorNameBackground:          rgb(0xf1f4f7),
		theme.ColorNameForeground:          rgb(0x17212b),
		theme.ColorNamePlaceHolder:         rgb(0x51616f),
		theme.ColorNameDisabled:            rgb(0x5f6d7a),
		theme.ColorNameButton:              rgb(0xe0e6ec),
		theme.ColorNameDisabledButton:      rgb(0xebeff2),
		theme.ColorNameInputBackground:     rgb(0xffffff),
		theme.ColorNameInputBorder:         rgb(0x94a3b1),
		theme.ColorNameHover:               alpha(0x1d4f78, 0x12),
		theme.ColorNamePressed:             alpha(0x1d4f78, 0x2a),
		theme.ColorNameSelection:           alpha(0x2b82c9, 0x38),
		theme.ColorNameFocus:               alpha(0x2b82c9, 0x55),
		theme.ColorNamePrimary:             rgb(0x0a5ea8),
		theme.ColorNameHyperlink:           rgb(0x0a5ea8),
		theme.ColorNameForegroundOnPrimary: rgb(0xffffff),
		theme.ColorNameSuccess:             rgb(0x14683c),
		theme.ColorNameForegroundOnSuccess: rgb(0xffffff),
		theme.ColorNameWarning:             rgb(0x855000),
		theme.ColorNameForegroundOnWarning: rgb(0xffffff),
		theme.ColorNameError:               rgb(0xb02318),
		theme.ColorNameForegroundOnError:   rgb(0xffffff),
		theme.ColorNameSeparator:           rgb(0xd4dce3),
		theme.ColorNameScrollBar:           alpha(0x4c5d6c, 0x80),
		theme.ColorNameShadow:              alpha(0x1b2a38, 0x40),
		theme.ColorNameMenuBackground:      rgb(0xffffff),
		theme.ColorNameOverlayBackground:   rgb(0xffffff),
		theme.ColorNameHeaderBackground:    rgb(0xe8edf1),
		ColorSurface:                       rgb(0xffffff),
		ColorRaised:                        rgb(0xf1f4f7),
		ColorPrimarySoft:                   rgb(0xdbeaf7),
		ColorGoodSoft:                      rgb(0xdcf1e5),
		ColorWarnSoft:                      rgb(0xfaecd1),
		ColorBadSoft:                       rgb(0xfbe1de),
		ColorQuietSoft:                     rgb(0xe3e9ee),
	}
}
