//go:build !headless

package main

import (
	"bytes"
	"context"
	"image"
	"image/png"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
)

// How a paper is drawn for the preview: readable on the screen, and no more
// pages than anybody scrolls through.
const (
	previewWidth = 960
	previewPages = 40
)

// pages draws the pages of a PDF.
func (w *window) pages(ctx context.Context, pdf []byte) ([]image.Image, error) {
	var out []image.Image
	for n := 1; n <= min(desk.PageCount(pdf), previewPages); n++ {
		data, err := w.house.desk.Annual.PagePicture(ctx, pdf, n, previewWidth)
		if err != nil {
			return nil, err
		}
		page, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			return nil, err
		}
		out = append(out, page)
	}
	return out, nil
}
