// Package kit holds the window's own widgets and the one file that speaks to
// Fyne's thread. It knows no desk, no store and no rule of the procedure; it
// owns no goroutine but the ones of Tasks, and Tasks.Close waits for them.
//
// # Threads
//
// Everything but Main.Post, Latest.Put and the work inside Run belongs to the
// UI goroutine. A page never waits: it starts work and is told.
//
//	kit.Run(env.Tasks, func(ctx context.Context) ([]desk.AgencyRow, error) {
//		return office.Agencies(true) // slow, off the UI goroutine
//	}, func(rows []desk.AgencyRow, err error) {
//		if err != nil { env.Fail(err); return }
//		list.Set(rows) // on the UI goroutine
//	})
//
// RunSteps is the same for work that tells how far it is. Task.Cancel asks the
// work to end. A page takes its own env.Tasks (a Group): leaving the page
// drops it, so an answer that comes too late is not delivered.
//
// # The three shapes
//
//   - DataList[T]: give it columns (Cell, Compare), Words to search through,
//     Filters as chips, Open for Enter and click, Empty for the first act;
//     hand rows over with Set. It sorts, filters, counts and keeps its state.
//   - Sheet: one record. Facts at the left (kit.Facts in a kit.Section), what
//     to do next at the right, history beneath. Replace parts by SetHead,
//     SetFacts, SetNext, SetHistory after an act; do not build a new Sheet.
//   - Assistant: Steps with Body (built once, kept), Enter and Next. Next gets
//     proceed and calls it when the answer is good, at once or after a task;
//     SetBusy while it is checked, SetReady(false) while there is no answer,
//     Reach for a draft that was kept.
//
// # Forms and words
//
// Entry, NewText, NewPassword, Choice and Radio inside a Field: SetRefusal
// shows what is wrong beneath the input, SetRefusal("") takes it away. Choice
// and Radio store constants and show words. DateClock and Day read
// dd-mm-yyyy hh.mm; Value says false and shows the refusal itself. Form stacks,
// FormRow puts side by side.
//
// Dialogs.Confirm asks before an act and names the object; Dialogs.Ask shows
// a small form; Dialogs.Trouble tells what failed, what to do and who can help
// (kit.Trouble has the shape of say.Sentence: kit.Trouble(say.Error(err))).
// Toasts tells "Tersimpan." and goes away by itself. Chip tells a state by
// word, shape and colour; the tones and shapes mean the same everywhere.
//
// Heading, Subheading, Strong, Paragraph, Muted and Caption are the only
// styles of text; Section, NewCard and NewInset the only boxes; Note the line that
// asks for something; PageHead the title row; Tile one figure of Beranda.
// Colours are theme names, never values. Use kit.Button, kit.Entry and
// kit.Choice rather than Fyne's: they hand Escape to the window.
package kit
