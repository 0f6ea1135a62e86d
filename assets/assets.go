// Package assets holds what travels inside the program: the words of both
// languages, the fonts of the printed papers, the clips of the simulated
// cameras and the icon. It holds nothing that changes.
package assets

import (
	"embed"
	"io/fs"
)

//go:embed lang/*.json
var lang embed.FS

//go:embed fonts/*
var fonts embed.FS

//go:embed clips/*
var clips embed.FS

//go:embed icon.png
var icon []byte

// Lang returns the catalogues, named <area>.<language>.json at the root.
func Lang() fs.FS { return under(lang, "lang") }

// Fonts returns the fonts that are embedded in printed papers (Liberation Sans,
// OFL, metric-compatible with Arial).
func Fonts() fs.FS { return under(fonts, "fonts") }

// Clips returns the simulated cameras' clips; clips.json tells what each is.
func Clips() fs.FS { return under(clips, "clips") }

// Icon returns the program's icon as PNG.
func Icon() []byte { return icon }

// under narrows an embedded tree to one folder whose name is known to exist.
func under(files embed.FS, dir string) fs.FS {
	sub, err := fs.Sub(files, dir)
	if err != nil {
		// fs.Sub fails only for an invalid name, and ours are constants.
		return files
	}
	return sub
}
