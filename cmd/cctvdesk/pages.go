package main

import (
	"context"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

// How a paper is drawn for the preview: readable on the screen, and no more
// pages than anybody scrolls through.
const (
	previewDPI   = "110"
	previewPages = "40"
)

// pages draws the pages of a PDF. Poppler does it, in a program of its own:
// what it makes of a file cannot reach ours.
func pages(ctx context.Context, pdf []byte) (_ []image.Image, err error) {
	dir, err := os.MkdirTemp("", "cctvdesk-pages-") // 0700
	if err != nil {
		return nil, err
	}
	defer func() {
		if gone := os.RemoveAll(dir); err == nil {
			err = gone
		}
	}()
	file := filepath.Join(dir, "paper.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		return nil, err
	}
	draw := exec.CommandContext(ctx, "pdftoppm", "-png", "-r", previewDPI, "-l", previewPages, file, filepath.Join(dir, "page"))
	if out, err := draw.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("pdftoppm: %w: %s", err, out)
	}
	names, err := filepath.Glob(filepath.Join(dir, "page-*.png"))
	if err != nil {
		return nil, err
	}
	slices.Sort(names) // the numbers have leading zeros
	var out []image.Image
	for _, name := range names {
		page, err := readPage(name)
		if err != nil {
			return nil, err
		}
		out = append(out, page)
	}
	return out, nil
}

func readPage(path string) (image.Image, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return png.Decode(f)
}
