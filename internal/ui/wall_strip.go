package ui

import (
	"image/color"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/wall"
)

// wallStrip stands beside the wall while something is wrong, and gives the room
// back when all is well: exceptions come to the operator, who need not search.
type wallStrip struct {
	page   *wallPage
	watch  *wall.Watch
	rows   *fyne.Container
	object fyne.CanvasObject
	shown  string // what the rows say; they are built anew only when it changes
	open   bool
	newest time.Time // end of the newest trouble that is kept as over
}

const stripWidth = 264

func newWallStrip(p *wallPage) *wallStrip {
	s := &wallStrip{page: p, watch: wall.NewWatch(wall.HoldOff), rows: container.New(kit.Tight(6))}
	history := kit.NewQuiet(lang.X("shell.wall.strip.past", "Riwayat"), nil, s.history)
	tune := kit.NewQuiet(lang.X("shell.wall.strip.tune", "Atur"), nil, s.tune)
	head := container.NewBorder(nil, nil, kit.Strong(lang.X("shell.wall.strip", "Gangguan")), container.NewHBox(tune, history))
	s.object = container.New(kit.Margins(10, 0, 0, 0), container.New(kit.AtLeast(stripWidth, 0),
		container.NewBorder(head, nil, nil, nil, container.NewVScroll(s.rows))))
	return s
}

// look takes over how the cameras stand and says whether the strip came or
// went. Many that were lost at once are one message, not as many rows; what only
// the pictures of others show stands beside it.
func (s *wallStrip) look(now time.Time, cameras []wall.Camera, tiles []wall.TileState, mass *desk.MassFailure) (moved bool) {
	if s.watch.Look(now, cameras, tiles) {
		s.ring(now)
	}
	s.keep()
	list := s.watch.Now()
	many := ""
	if mass != nil {
		many = massWords(mass)
		list = slices.DeleteFunc(list, func(t wall.Trouble) bool { return !t.Pictured })
	}
	said := many
	for _, t := range list {
		said += t.ID.String() + string(t.State) + t.Name + t.Reason + t.Put.Reason + troubleSince(t, now) + unwatched(t)
	}
	if said != s.shown {
		s.shown, s.rows.Objects = said, nil
		if mass != nil {
			s.rows.Add(kit.Note(kit.ToneBad, many, nil))
		}
		for _, t := range list {
			s.rows.Add(newTroubleRow(s, t, now))
		}
		s.rows.Refresh()
	}
	before := s.open
	s.open = len(list) > 0 || mass != nil
	return s.open != before
}

// troubleSince tells since when, and how long that is, both times an operator needs.
func troubleSince(t wall.Trouble, now time.Time) string {
	return lang.X("shell.wall.strip.since", "sejak {{.At}} ({{.For}})", map[string]any{
		"At": say.Clock(t.Since), "For": say.Span(now.Sub(t.Since).Truncate(time.Minute))})
}

// unwatched tells that nobody looks at the pictures any more, "" when somebody
// does: the trouble may be over.
func unwatched(t wall.Trouble) string {
	if t.Unwatched.IsZero() {
		return ""
	}
	return lang.X("shell.wall.strip.unwatched", "tidak dipantau sejak {{.At}}", map[string]any{"At": say.Clock(t.Unwatched)})
}

// troubleRow is one trouble: a press shows its camera alone.
type troubleRow struct {
	widget.BaseWidget
	tapped func()
	root   fyne.CanvasObject
}

func newTroubleRow(s *wallStrip, t wall.Trouble, now time.Time) *troubleRow {
	r := &troubleRow{tapped: func() { s.page.wall.Enlarge(t.ID) }}
	sign := canvas.NewText(t.State.Sign(), t.State.Colour())
	sign.TextStyle.Bold = true
	body := container.New(kit.Tight(-14), strongWrapped(t.Name), kit.Muted(wall.StateWord(t.State)+" · "+troubleSince(t, now)))
	if t.Reason != "" {
		body.Add(kit.Muted(t.Reason))
	}
	if text := unwatched(t); text != "" {
		body.Add(kit.Muted(text))
	}
	if t.Put.Until.IsZero() {
		put := kit.NewQuiet(lang.X("shell.wall.strip.put", "Tangguhkan…"), nil, func() { s.ask(t) })
		body.Add(container.New(kit.Margins(0, 8, 0, 0), container.NewHBox(put)))
	} else {
		sign.Color = color.NRGBA{0xa9, 0xb6, 0xc2, 0xff}
		body.Add(kit.Muted(lang.X("shell.wall.strip.off", "Ditangguhkan sampai {{.At}}: {{.Reason}}", map[string]any{"At": say.DateClock(t.Put.Until), "Reason": t.Put.Reason})))
	}
	r.root = kit.NewCard(container.NewBorder(nil, nil, container.New(kit.Margins(2, 8, 0, 0), container.NewVBox(sign)), nil, body)).Pad(6, 0)
	r.ExtendBaseWidget(r)
	return r
}

// Tapped shows the camera alone.
func (r *troubleRow) Tapped(*fyne.PointEvent) { r.tapped() }

// Cursor shows that it can be pressed.
func (r *troubleRow) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer links the row to its card.
func (r *troubleRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.root) }

// The terms for which a trouble can be put off.
const (
	putQuarter  = "15m"
	putHour     = "1j"
	putTomorrow = "besok"
)

func putUntil(term string, now time.Time) time.Time {
	switch term {
	case putQuarter:
		return now.Add(15 * time.Minute)
	case putTomorrow:
		t := now.In(sop.WIB())
		return time.Date(t.Year(), t.Month(), t.Day()+1, 7, 0, 0, 0, sop.WIB())
	}
	return now.Add(time.Hour)
}

// ask puts a trouble off, for a reason and a time.
func (s *wallStrip) ask(t wall.Trouble) {
	reason := kit.NewEntry(lang.X("shell.wall.strip.reason.eg", "teknisi sedang di lokasi"))
	field := kit.NewField(lang.X("shell.wall.strip.reason", "Alasan"), reason, "")
	term := kit.NewRadio([]kit.Option{
		{Value: putQuarter, Word: lang.X("shell.wall.strip.quarter", "15 menit")},
		{Value: putHour, Word: lang.X("shell.wall.strip.hour", "1 jam")},
		{Value: putTomorrow, Word: lang.X("shell.wall.strip.tomorrow", "Sampai besok pukul 07.00")},
	}, putHour, nil)
	s.page.env.Dialogs.Ask(kit.Ask{Title: lang.X("shell.wall.strip.title", "Tangguhkan {{.Name}}", map[string]any{"Name": t.Name}), Width: 440, Focus: reason,
		Body: kit.Form(field.Object(), term), Do: lang.X("shell.wall.strip.do", "Tangguhkan"), OK: func(d *kit.Dialog) {
			text := strings.TrimSpace(reason.Text)
			if text == "" {
				field.SetRefusal(lang.X("shell.wall.strip.reason.missing", "Tulis alasannya, agar yang berjaga berikutnya tahu."))
				return
			}
			d.Close()
			until := putUntil(term.Value(), s.page.env.Now())
			s.watch.PutOff(t.ID, until, text)
			s.page.wall.PutOff(wall.Off{ID: t.ID, Until: until, Reason: text})
		}})
}

// restore takes over what was kept before the program ended: what was put off,
// what is over, and how troubles are told.
func (s *wallStrip) restore(setup wall.Setup, now time.Time) {
	s.watch.SetHold(setup.Alarm.HoldOff())
	s.watch.Remember(setup.Past)
	if len(setup.Past) > 0 {
		s.newest = setup.Past[0].To
	}
	for _, o := range setup.Off {
		if now.Before(o.Until) {
			s.watch.Expect(o.ID, wall.Putting{Until: o.Until, Reason: o.Reason})
		}
	}
}

// history lists the troubles that are over.
func (s *wallStrip) history() {
	rows := container.New(kit.Tight(-8))
	for _, p := range s.watch.Past() {
		rows.Add(kit.Paragraph(joined(" · ", p.Name, wall.StateWord(p.State),
			say.DateClock(p.Since)+" – "+say.Clock(p.To), say.Span(p.To.Sub(p.Since)), p.Put.Reason)))
	}
	if len(rows.Objects) == 0 {
		rows.Add(kit.Muted(lang.X("shell.wall.strip.none", "Belum ada gangguan yang berakhir. Putusnya kamera juga tercatat pada lembar kamera.")))
	}
	scroll := container.NewVScroll(rows)
	scroll.SetMinSize(fyne.NewSize(0, 320))
	s.page.env.Dialogs.Ask(kit.Ask{Title: lang.X("shell.wall.strip.past.title", "Gangguan yang sudah berakhir"), Body: container.NewBorder(nil, container.NewHBox(kit.NewButton(lang.X("shell.wall.alarm.title", "Cara gangguan diberitahukan"), s.tune)), nil, nil, scroll), Width: 640})
}

// alarmed are the cameras whose trouble is told and not put off.
func (s *wallStrip) alarmed() map[ulid.ULID]bool {
	ids := map[ulid.ULID]bool{}
	for _, t := range s.watch.Now() {
		if t.Put.Until.IsZero() {
			ids[t.ID] = true
		}
	}
	return ids
}

// told are the cameras whose trouble is told, put off or not.
func (s *wallStrip) told() map[ulid.ULID]bool {
	ids := map[ulid.ULID]bool{}
	for _, t := range s.watch.Now() {
		ids[t.ID] = true
	}
	return ids
}

// next is the camera whose trouble is the newest, or the next one after the camera
// that is looked at, for the key G.
func (s *wallStrip) next() (ulid.ULID, bool) {
	var list []ulid.ULID
	for _, t := range s.watch.Now() {
		if t.Put.Until.IsZero() {
			list = append(list, t.ID)
		}
	}
	if len(list) == 0 {
		return ulid.ULID{}, false
	}
	at := slices.IndexFunc(list, s.page.wall.Enlarged)
	return list[(at+1)%len(list)], true
}
