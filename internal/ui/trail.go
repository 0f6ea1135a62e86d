package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// trailView is the history beneath a sheet: newest first, what, who, when,
// and on demand which fields.
func trailView(e *env, entries []db.AuditEntry) fyne.CanvasObject {
	const most = 30 // the audit page shows the rest
	if len(entries) == 0 {
		return kit.Muted(lang.X("office.trail.none", "Belum ada yang dicatat."))
	}
	box := container.New(kit.Tight(-8))
	for i, entry := range entries {
		if i == most {
			box.Add(kit.Muted(lang.X("office.trail.more", "Yang lebih lama ada di Jejak Audit.")))
			break
		}
		box.Add(trailLine(e, entry))
	}
	return box
}

func trailLine(e *env, entry db.AuditEntry) fyne.CanvasObject {
	when := kit.Caption(say.DateClock(entry.Recorded))
	what := widget.NewLabel(actionWord(entry.Action))
	what.Truncation = fyne.TextTruncateEllipsis
	who := kit.Caption(entry.Who)
	who.Alignment = fyne.TextAlignTrailing
	right := container.NewHBox(container.NewGridWrap(fyne.NewSize(150, 32), who))
	if len(entry.Changes) > 0 || entry.Reason != "" {
		right.Add(kit.NewQuiet(lang.X("office.trail.detail", "Rincian"), nil, func() { showEntry(e, entry) }))
	}
	return container.NewBorder(nil, nil, container.NewGridWrap(fyne.NewSize(160, 36), when), right, what)
}

// showEntry shows one entry whole: who, when recorded, when it happened, and
// what changed from what to what, all in words.
func showEntry(e *env, entry db.AuditEntry) {
	kit.Run(e.Tasks, func(context.Context) (map[ulid.ULID]string, error) { return e.Ledger.Names() }, func(names map[ulid.ULID]string, err error) {
		if err != nil {
			e.Fail(err)
			return
		}
		showWorded(e, entry, say.Changes(entry, names))
	})
}

func showWorded(e *env, entry db.AuditEntry, changes []db.Change) {
	facts := []kit.Fact{
		{Name: lang.X("office.audit.who", "Oleh"), Value: entry.Who},
		{Name: lang.X("office.audit.recorded", "Dicatat pada"), Value: say.DateClock(entry.Recorded)},
	}
	if apart(entry) {
		facts = append(facts, kit.Fact{Name: lang.X("office.audit.happened", "Waktu kejadian"), Value: say.DateClock(entry.Happened)})
	}
	if entry.Object != "" {
		facts = append(facts, kit.Fact{Name: lang.X("office.audit.object", "Mengenai"), Value: joined(" ", objectWord(entry.Object), entry.Name)})
	}
	if entry.Reason != "" {
		facts = append(facts, kit.Fact{Name: lang.X("office.audit.reason", "Alasan"), Value: reasonOf(entry)})
	}
	body := container.New(kit.Tight(4), kit.Facts(facts...))
	if len(changes) > 0 {
		body.Add(kit.Strong(lang.X("office.audit.changes", "Yang berubah")))
	}
	for _, c := range changes {
		body.Add(kit.Facts(kit.Fact{Name: c.Field, Value: changeWords(c)}))
	}
	ask := kit.Ask{Title: actionWord(entry.Action), Body: body, Width: 560}
	var shown *kit.Dialog
	if desk.IsImport(entry) {
		ask.Left = kit.NewButton(lang.X("office.audit.import.undo", "Urungkan impor ini…"), func() {
			shown.Close()
			askUndoImport(e, entry)
		})
	}
	shown = e.Dialogs.Ask(ask)
}

// askUndoImport asks before a whole table is taken back, also one that was
// applied in another sitting or without a window.
func askUndoImport(e *env, entry db.AuditEntry) {
	e.Dialogs.Confirm(kit.Confirm{
		Title: lang.X("office.audit.import.undo.title", "Urungkan impor {{.File}}?", map[string]any{"File": entry.Reason}),
		Text:  lang.X("office.audit.import.undo.text", "Semua data yang masuk melalui impor itu dihapus lagi. Bila salah satunya sudah diubah sesudahnya, tidak ada yang dihapus."),
		Do:    lang.X("shell.undo", "Urungkan"), Danger: true,
		OK: func() {
			kit.Run(e.Tasks, func(context.Context) (int, error) { return e.Acts.UndoImport(entry) }, func(n int, err error) {
				if err != nil {
					e.Fail(err)
					return
				}
				e.Done(lang.X("office.audit.import.undone", "{{.N}} data impor dihapus lagi.", map[string]any{"N": n}))
			})
		},
	})
}

// apart says that something happened at another minute than it was recorded.
func apart(entry db.AuditEntry) bool {
	return !entry.Happened.IsZero() && !sameMinute(entry.Happened, entry.Recorded)
}

// reasonOf words why something was done; of what was taken back it names the act.
func reasonOf(entry db.AuditEntry) string {
	switch entry.Action {
	case desk.ActionUndo, desk.ActionRedo:
		return actionWord(entry.Reason)
	}
	return reasonLine(entry.Reason)
}

// wordedEntry is an entry for a table that people read.
func wordedEntry(e db.AuditEntry, names map[ulid.ULID]string) db.AuditEntry {
	e.Changes = say.Changes(e, names)
	e.Reason = reasonOf(e)
	e.Action, e.Object = actionWord(e.Action), objectWord(e.Object)
	return e
}

func changeWords(c db.Change) string {
	switch {
	case c.Old == "":
		return c.New
	case c.New == "":
		return lang.X("office.audit.gone", "{{.Old}}, lalu dikosongkan", map[string]any{"Old": c.Old})
	}
	return lang.X("office.audit.change", "{{.Old}} menjadi {{.New}}", map[string]any{"Old": c.Old, "New": c.New})
}
