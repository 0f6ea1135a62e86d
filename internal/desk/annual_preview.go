package desk

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"strconv"
)

// ErrNoPreview means that this computer cannot draw pages of a PDF: pdftoppm of
// poppler-utils is not installed.
var ErrNoPreview = errors.New("desk: no program to draw pages")

// PagePicture draws one page (from 1) of a PDF as PNG, as wide as so many
// pixels. It asks pdftoppm, with which most desktops print too; the paper goes
// through a pipe and into no file.
func (r *Annual) PagePicture(ctx context.Context, pdf []byte, page, width int) ([]byte, error) {
	tool, err := exec.LookPath("pdftoppm")
	if err != nil {
		return nil, ErrNoPreview
	}
	n := strconv.Itoa(page)
	cmd := exec.CommandContext(ctx, tool, "-png", "-f", n, "-l", n, "-scale-to-x", strconv.Itoa(width), "-scale-to-y", "-1", "-singlefile", "-")
	var out, complaint bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(pdf), &out, &complaint
	if err := cmd.Run(); err != nil {
		r.core.log.Warn("preview: a page could not be drawn", "page", page, "err", err, "said", complaint.String())
		return nil, errors.Join(ErrNoPreview, ctx.Err())
	}
	return out.Bytes(), nil
}

// PageCount counts the pages of a PDF of ours.
func PageCount(pdf []byte) int { return bytes.Count(pdf, []byte("/Type /Page\n")) }
