package ui

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// readersView lists who reads from the relay now, of all cameras, on a page of
// its own.
type readersView struct {
	env   *env
	list  *kit.DataList[readerRow]
	rates outRates
	root  fyne.CanvasObject
}

// readerRow is one reader with what it takes.
type readerRow struct {
	relay.ReaderStatus
	camera string
	kbps   float64
}

// newReadersPage lists the readers of all cameras.
func newReadersPage(e *env) *readersView {
	v := &readersView{env: e}
	v.build()
	back := kit.NewButton(lang.X("cameras.readers.back", "Ke daftar kamera"), func() { e.Open("kamera") })
	head := kit.PageHead(lang.X("cameras.readers.title", "Pembaca tersambung"),
		lang.X("cameras.readers.subtitle", "Program lain yang sedang menonton melalui relay"), back)
	v.root = container.NewBorder(head, nil, nil, nil, v.list.Object())
	return v
}

func (v *readersView) build() {
	columns := []kit.Column[readerRow]{
		{Title: lang.X("cameras.readers.account", "Akun"), Width: 130, Share: 1,
			Cell:    func(r readerRow) kit.Cell { return kit.Cell{Text: accountWord(r.Account), Bold: r.Account != ""} },
			Compare: func(a, b readerRow) int { return strings.Compare(a.Account, b.Account) }},
		{Title: lang.X("cameras.readers.address", "Alamat"), Width: 160, Share: 0.6,
			Cell:    func(r readerRow) kit.Cell { return kit.Cell{Text: r.Remote} },
			Compare: func(a, b readerRow) int { return strings.Compare(a.Remote, b.Remote) }},
		{Title: lang.X("cameras.readers.camera", "Kamera"), Width: 150, Share: 1.2,
			Cell:    func(r readerRow) kit.Cell { return kit.Cell{Text: r.camera} },
			Compare: func(a, b readerRow) int { return strings.Compare(a.camera, b.camera) }},
		{Title: lang.X("cameras.now.transport", "Cara kirim"), Width: 92,
			Cell: func(r readerRow) kit.Cell { return kit.Cell{Text: say.Transport(relay.Transport(r.Transport))} }},
		{Title: lang.X("cameras.readers.since", "Sejak"), Width: 140,
			Cell:    func(r readerRow) kit.Cell { return kit.Cell{Text: say.DateClock(r.Since), Quiet: true} },
			Compare: func(a, b readerRow) int { return a.Since.Compare(b.Since) }},
		{Title: lang.X("cameras.col.rate", "Laju"), Width: 88, Trailing: true,
			Cell:    func(r readerRow) kit.Cell { return kit.Cell{Text: say.Kbps(r.kbps), Quiet: true} },
			Compare: func(a, b readerRow) int { return cmp.Compare(a.kbps, b.kbps) }},
		{Title: lang.X("cameras.readers.sent", "Terkirim"), Width: 92, Trailing: true,
			Cell:    func(r readerRow) kit.Cell { return kit.Cell{Text: say.Bytes(int64(r.BytesOut)), Quiet: true} },
			Compare: func(a, b readerRow) int { return cmp.Compare(a.BytesOut, b.BytesOut) }},
		{Title: lang.X("cameras.readers.skipped", "Dilewati"), Width: 86, Trailing: true,
			Cell:    func(r readerRow) kit.Cell { return kit.Cell{Text: say.Number(r.Dropped), Quiet: true} },
			Compare: func(a, b readerRow) int { return cmp.Compare(a.Dropped, b.Dropped) }},
		{Title: lang.X("cameras.col.lost", "Hilang"), Width: 74, Trailing: true,
			Cell:    func(r readerRow) kit.Cell { return kit.Cell{Text: say.Number(r.Lost), Quiet: true} },
			Compare: func(a, b readerRow) int { return cmp.Compare(a.Lost, b.Lost) }},
	}
	v.list = kit.NewDataList(kit.ListConfig[readerRow]{Columns: columns,
		Words:  func(r readerRow) []string { return []string{accountWord(r.Account), r.Remote, r.camera, r.Path} },
		Search: lang.X("cameras.readers.search", "Cari akun, alamat, kamera…"),
		Open:   v.ask, Menu: func(r readerRow) []*fyne.MenuItem {
			return []*fyne.MenuItem{fyne.NewMenuItem(lang.X("cameras.readers.cut", "Putuskan…"), func() { v.ask(r) })}
		},
		Key: func(r readerRow) string { return r.ID },
		Empty: kit.Empty{Icon: kit.IconCamera, Title: lang.X("cameras.readers.empty", "Belum ada pembaca"),
			Text:   lang.X("cameras.readers.empty.text", "Salin alamat kamera dan buka di VLC, VMS, atau NVR; pembacanya tampil di sini."),
			Action: lang.X("cameras.readers.back", "Ke daftar kamera"), Do: func() { v.env.Open("kamera") }},
	})
}

// missing tells what a reader by UDP reports as lost on its way; by TCP nothing is.
func missing(r relay.ReaderStatus) string {
	if relay.Transport(r.Transport) != relay.UDP {
		return ""
	}
	return lang.X("cameras.readers.missing", "{{.N}} paket hilang", map[string]any{"N": say.Number(r.Lost)})
}

func accountWord(account string) string {
	if account == "" {
		return lang.X("cameras.readers.local", "komputer ini, tanpa akun")
	}
	return account
}

// show brings the list up to date.
func (v *readersView) show(p *desk.Pulse) {
	v.rates.look(p)
	names := make(map[string]string, len(p.Cameras))
	for _, c := range p.Cameras {
		names[c.Path] = c.Name
		if c.SubPath != "" {
			names[c.SubPath] = lang.X("cameras.readers.sub", "{{.Name}} (aliran kecil)", map[string]any{"Name": c.Name})
		}
	}
	rows := make([]readerRow, 0, len(p.Relay.Readers))
	for _, r := range p.Relay.Readers {
		rows = append(rows, readerRow{ReaderStatus: r, camera: cmp.Or(names[r.Path], r.Path), kbps: v.rates.kbps[r.ID]})
	}
	v.list.Set(rows)
}

// ask disconnects a reader after a question that names it.
func (v *readersView) ask(r readerRow) { askDisconnect(v.env, r.ReaderStatus, r.camera) }

func askDisconnect(e *env, r relay.ReaderStatus, camera string) {
	e.Dialogs.Confirm(kit.Confirm{
		Title: lang.X("cameras.readers.cut.title", "Putuskan {{.Reader}}?", map[string]any{"Reader": readerName(r)}),
		Text: lang.X("cameras.readers.cut.text", "Tayangan {{.Camera}} pada pembaca ini berhenti. Ia dapat menyambung lagi selama akunnya masih berlaku; untuk melarangnya, hapus akunnya di Pengaturan.",
			map[string]any{"Camera": camera}),
		Do: lang.X("cameras.readers.cut.do", "Putuskan"), Danger: true,
		OK: func() {
			e.Act(func() error { return e.Cameras.Disconnect(r.ID) }, func() {
				e.Toasts.Show(lang.X("cameras.readers.cut.done", "Pembaca {{.Reader}} diputuskan.", map[string]any{"Reader": readerName(r)}))
			})
		}})
}

func readerName(r relay.ReaderStatus) string {
	if r.Account == "" {
		return r.Remote
	}
	return r.Account
}

// cameraReaders are the readers of one camera, for its sheet: rows that stay
// the same objects while somebody presses a button.
type cameraReaders struct {
	env    *env
	rates  outRates
	rows   map[string]*readerLine
	order  string
	box    *fyne.Container
	object fyne.CanvasObject
}

type readerLine struct {
	figures *widget.Label
	object  fyne.CanvasObject
}

func newCameraReaders(e *env) *cameraReaders {
	v := &cameraReaders{env: e, rows: map[string]*readerLine{}, box: container.New(kit.Tight(-8)), order: "-"}
	v.object = v.box
	return v
}

func (v *cameraReaders) show(p *desk.Pulse, c desk.PulseCamera) {
	v.rates.look(p)
	var list []relay.ReaderStatus
	order := ""
	for _, r := range p.Relay.Readers {
		if readsFrom(r, c) {
			list, order = append(list, r), order+" "+r.ID
		}
	}
	if order != v.order {
		v.order = order
		v.build(list, c)
	}
	for _, r := range list {
		v.rows[r.ID].figures.SetText(joined(" · ", r.Remote, say.Transport(relay.Transport(r.Transport)), say.Kbps(v.rates.kbps[r.ID]), say.Bytes(int64(r.BytesOut)),
			lang.X("cameras.readers.from", "sejak {{.At}}", map[string]any{"At": say.Clock(r.Since)}),
			lang.X("cameras.readers.lost", "{{.N}} gambar dilewati", map[string]any{"N": say.Number(r.Dropped)}), missing(r)))
	}
}

func (v *cameraReaders) build(list []relay.ReaderStatus, c desk.PulseCamera) {
	v.box.Objects = nil
	v.rows = map[string]*readerLine{}
	if len(list) == 0 {
		v.box.Add(kit.Muted(lang.X("cameras.way.readers.none", "Tidak ada pembaca.")))
	}
	for _, r := range list {
		line := &readerLine{figures: kit.Caption("")}
		line.figures.Truncation = fyne.TextTruncateEllipsis
		cut := kit.NewQuiet(lang.X("cameras.readers.cut.do", "Putuskan"), nil, func() { askDisconnect(v.env, r, c.Name) })
		line.object = container.NewBorder(nil, nil, nil, container.NewCenter(cut),
			container.New(kit.Tight(-16), kit.Strong(accountWord(r.Account)), line.figures))
		v.rows[r.ID] = line
		v.box.Add(line.object)
	}
	v.box.Refresh()
}
