package ui

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// Saved tells that an act is on the disk and offers to take it back.
func (e *env) Saved() { e.Done(lang.X("requests.saved", "Tersimpan.")) }

// Done tells what was done and offers to take it back.
func (e *env) Done(text string) {
	act, ok := e.Acts.Last()
	e.Toasts.Clear() // an older one would offer to take back something else
	if !ok {
		e.Toasts.Show(text)
		return
	}
	e.Toasts.ShowWith(text, lang.X("shell.undo", "Urungkan"), func() { e.undoStill(act) })
}

// undoStill takes back the act that a message was about, unless something else
// has been done since.
func (e *env) undoStill(act desk.DoneAct) {
	if last, ok := e.Acts.Last(); !ok || last.N != act.N {
		e.Toasts.Show(lang.X("shell.undo.later", "Sesudahnya sudah ada tindakan lain. Ctrl+Z mengurungkan yang terakhir."))
		return
	}
	e.Undo()
}

// Undo takes the last act back (Ctrl+Z); pages hear of it by their beat.
func (e *env) Undo() {
	e.step(e.Acts.Undo, func(act desk.DoneAct) {
		e.Toasts.Clear()
		e.Toasts.ShowWith(lang.X("shell.undo.done", "Diurungkan: {{.Act}}", map[string]any{"Act": doneWords(act)}),
			lang.X("shell.redo", "Ulangi"), e.Redo)
	})
}

// Redo does again what was taken back last (Ctrl+Y).
func (e *env) Redo() {
	e.step(e.Acts.Redo, func(act desk.DoneAct) {
		e.Done(lang.X("shell.redo.done", "Diulangi: {{.Act}}", map[string]any{"Act": doneWords(act)}))
	})
}

func (e *env) step(step func() (desk.DoneAct, error), done func(desk.DoneAct)) {
	kit.Run(e.Tasks, func(context.Context) (desk.DoneAct, error) { return step() }, func(act desk.DoneAct, err error) {
		switch {
		case errors.Is(err, desk.ErrNothingToUndo):
			e.Toasts.Show(say.Error(err).What)
		case err != nil:
			e.Fail(err)
		default:
			done(act)
		}
	})
}

// doneWords names an act and, as far as there is room, whom it was about.
func doneWords(act desk.DoneAct) string {
	const most = 2
	names := act.Names
	if len(names) > most {
		names = append(names[:most:most], "…")
	}
	return joined(" – ", actionWord(act.Action), strings.Join(names, ", "))
}

// Dropper takes files that were dragged onto the window while its page is
// shown.
type Dropper interface{ Drop(paths []string) }

// dropped hands files to the page that is open; nothing is taken while a
// dialog asks something.
func (s *Shell) dropped(_ fyne.Position, uris []fyne.URI) {
	page, ok := s.shown().(Dropper)
	if !ok || s.dialogs.Open() || s.done {
		return
	}
	var paths []string
	for _, u := range uris {
		if u.Scheme() == "file" {
			paths = append(paths, u.Path())
		}
	}
	if len(paths) > 0 {
		page.Drop(paths)
	}
}
