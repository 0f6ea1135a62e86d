package ui

import (
	"bytes"
	"context"
	"errors"
	"image"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// cameraImport takes cameras from a table: every row is read and its camera
// tested, eight at a time, with a verdict and a thumbnail. Nothing is kept
// before Terapkan; what is not kept can be saved with the reason.
type cameraImport struct {
	env   *env
	leave func()

	path    *kit.Entry
	file    *kit.Field
	list    *kit.DataList[desk.TrialRow]
	summary *widget.Label
	test    *kit.Button
	stop    *kit.Button
	rest    *kit.Button
	apply   *kit.Button
	root    fyne.CanvasObject

	task  *kit.Task
	trial *desk.Trial     // nil until a test has ended
	rows  []desk.TrialRow // as they are shown
}

func newCameraImport(e *env, leave func()) *cameraImport {
	v := &cameraImport{env: e, leave: leave}
	v.path = kit.NewEntry("/home/kasi/Dokumen/kamera.xlsx")
	v.path.OnSubmitted = func(string) { v.start() }
	v.file = kit.NewField(lang.X("cameras.import.file", "Berkas CSV atau XLSX"), v.path,
		lang.X("cameras.import.hint", "Kolom wajib: nama, url. Boleh ada: jalur, opd, titik, kecamatan, url_sub, transport, aktif."))
	v.summary = kit.Paragraph(v.begin())
	v.test = kit.NewButton(lang.X("cameras.import.check", "Uji semua baris"), v.start)
	v.stop = kit.NewButton(lang.X("cameras.test.stop", "Hentikan"), func() { v.task.Cancel() })
	v.rest = kit.NewButton(lang.X("cameras.import.rest", "Simpan baris lain…"), nil)
	v.rest.OnTapped = func() { popUp(v.rest, v.restMenu()) }
	v.apply = kit.NewPrimary(lang.X("requests.import.apply", "Terapkan"), v.askApply)
	template := kit.NewButton(lang.X("cameras.import.template", "Berkas contoh…"), nil)
	template.OnTapped = func() { popUp(template, v.templateMenu()) }
	v.list = v.newList()
	v.ready(false)
	head := kit.PageHead(lang.X("cameras.import.title", "Impor Kamera"),
		lang.X("cameras.import.subtitle", "Setiap baris diuji; tidak ada yang disimpan sebelum Terapkan"),
		kit.NewButton(lang.X("requests.form.cancel", "Batal"), leave), v.rest, v.apply)
	buttons := container.NewHBox(kit.NewButton(lang.X("requests.import.browse", "Pilih berkas…"), v.browse), v.test, v.stop, template)
	beside := container.New(kit.Margins(8, 21, 0, 0), container.NewVBox(buttons)) // on the line of the field itself
	top := container.New(kit.Tight(2), kit.NewCard(container.NewBorder(nil, nil, nil, beside, v.file.Object())), v.summary)
	v.root = container.NewBorder(container.NewVBox(head, top), nil, nil, nil, container.New(kit.Margins(0, 8, 0, 0), v.list.Object()))
	return v
}

func (v *cameraImport) begin() string {
	return lang.X("cameras.import.start", "Pilih atau seret berkasnya ke sini, lalu tekan Uji semua baris.")
}

func (v *cameraImport) newList() *kit.DataList[desk.TrialRow] {
	only := func(states ...desk.TrialState) func(desk.TrialRow) bool {
		return func(r desk.TrialRow) bool {
			for _, s := range states {
				if r.State() == s {
					return true
				}
			}
			return false
		}
	}
	list := kit.NewDataList(kit.ListConfig[desk.TrialRow]{
		Columns: []kit.Column[desk.TrialRow]{
			{Title: lang.X("requests.import.line", "Baris"), Width: 78, Trailing: true,
				Cell:    func(r desk.TrialRow) kit.Cell { return kit.Cell{Text: say.Number(r.Line), Quiet: true} },
				Compare: func(a, b desk.TrialRow) int { return a.Line - b.Line }},
			{Title: lang.X("cameras.import.picture", "Gambar"), Width: 104, Height: 58, Cell: func(r desk.TrialRow) kit.Cell { return kit.Cell{Image: thumbOf(r)} }},
			{Title: lang.X("requests.import.verdict", "Putusan"), Width: 128, Cell: func(r desk.TrialRow) kit.Cell { return kit.Cell{Chip: trialChip(r)} },
				Compare: func(a, b desk.TrialRow) int { return strings.Compare(string(a.State()), string(b.State())) }},
			{Title: lang.X("cameras.import.take", "Disimpan"), Width: 92, Cell: func(r desk.TrialRow) kit.Cell { return kit.Cell{Text: takeWord(r)} }},
			{Title: lang.X("cameras.col.name", "Nama"), Width: 130, Share: 0.8, Cell: func(r desk.TrialRow) kit.Cell { return kit.Cell{Text: r.Name, Bold: true} },
				Compare: func(a, b desk.TrialRow) int { return strings.Compare(a.Name, b.Name) }},
			{Title: lang.X("cameras.import.host", "Alamat"), Width: 140, Cell: func(r desk.TrialRow) kit.Cell { return kit.Cell{Text: r.Host, Quiet: true} }},
			{Title: lang.X("requests.import.why", "Keterangan"), Width: 160, Share: 2, Cell: func(r desk.TrialRow) kit.Cell { return kit.Cell{Text: say.TrialRow(r, false)} }},
		},
		Words:  func(r desk.TrialRow) []string { return []string{r.Name, r.Host, say.TrialRow(r, false)} },
		Search: lang.X("cameras.import.search", "Cari nama, alamat, atau keterangan…"),
		Filters: []kit.Filter[desk.TrialRow]{
			{Key: "siap", Word: say.TrialState(desk.TrialGood), Keep: only(desk.TrialGood)},
			{Key: "perhatikan", Word: say.TrialState(desk.TrialLook), Keep: only(desk.TrialLook)},
			{Key: "ada", Word: say.TrialState(desk.TrialTwice), Keep: only(desk.TrialTwice)},
			{Key: "gagal", Word: say.TrialState(desk.TrialFailed), Keep: only(desk.TrialFailed)},
			{Key: "belum", Word: say.TrialState(desk.TrialWaiting), Keep: only(desk.TrialWaiting, desk.TrialRunning)},
			{Key: "salah", Word: say.TrialState(desk.TrialBad), Keep: only(desk.TrialBad)},
		},
		Open: v.look,
		Key:  func(r desk.TrialRow) string { return say.Number(r.Line) },
		Empty: kit.Empty{Icon: kit.IconCamera, Title: lang.X("cameras.import.empty", "Belum ada yang diuji"),
			Text: lang.X("cameras.import.empty.text", "Setiap baris akan tampil di sini dengan gambarnya. Berkas contoh memuat kolom-kolom yang dikenal.")},
	})
	list.Set(nil)
	return list
}

// thumbOf is the picture of a row; nil must be a nil interface.
func thumbOf(r desk.TrialRow) image.Image {
	if r.Verdict == nil || r.Verdict.Picture == nil {
		return nil
	}
	return r.Verdict.Picture
}

func takeWord(r desk.TrialRow) string {
	if r.Take {
		return lang.X("cameras.import.taken", "ya")
	}
	return lang.X("cameras.import.left", "tidak")
}

func trialChip(r desk.TrialRow) kit.ChipState {
	c := kit.ChipState{Word: say.TrialState(r.State()), Tone: kit.ToneQuiet, Shape: kit.ShapeRing}
	switch r.State() {
	case desk.TrialGood:
		c.Tone, c.Shape = kit.ToneGood, kit.ShapeCheck
	case desk.TrialLook, desk.TrialTwice:
		c.Tone, c.Shape = kit.ToneWarn, kit.ShapeWarning
	case desk.TrialBad, desk.TrialFailed:
		c.Tone, c.Shape = kit.ToneBad, kit.ShapeCross
	case desk.TrialRunning:
		c.Tone, c.Shape = kit.ToneInfo, kit.ShapeHalf
	}
	return c
}

func (v *cameraImport) browse() { chooseFile(v.env, []string{".csv", ".xlsx"}, v.take) }

// take tests a file that was chosen or dragged here.
func (v *cameraImport) take(path string) {
	v.path.SetText(path)
	v.start()
}

// start reads the file and tests every row of it.
func (v *cameraImport) start() {
	path := strings.TrimSpace(v.path.Text)
	v.task.Cancel()
	v.file.SetRefusal("")
	v.trial, v.rows = nil, nil
	v.list.Set(nil)
	v.ready(true)
	v.summary.SetText(lang.X("cameras.import.reading", "Membaca berkas…"))
	var mine *kit.Task
	mine = kit.RunSteps(v.env.Tasks, func(ctx context.Context, tell func(desk.TrialRow)) (*desk.Trial, error) {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		return v.env.Cameras.Try(ctx, bytes.NewReader(data), filepath.Base(path), tell)
	}, func(r desk.TrialRow) {
		if v.task == mine {
			v.step(r)
		}
	}, func(t *desk.Trial, err error) {
		if v.task == mine {
			v.ended(t, err)
		}
	})
	v.task = mine
}

// step shows how one row goes.
func (v *cameraImport) step(r desk.TrialRow) {
	known, done := false, 0
	for i := range v.rows {
		if v.rows[i].Line == r.Line {
			v.rows[i], known = r, true
		}
		if s := v.rows[i].State(); s != desk.TrialWaiting && s != desk.TrialRunning {
			done++
		}
	}
	if !known {
		v.rows = append(v.rows, r)
	}
	v.list.Set(v.rows)
	v.summary.SetText(lang.X("cameras.import.testing", "Diuji {{.Done}} dari {{.All}}, delapan disambungkan sekaligus…", map[string]any{"Done": done, "All": len(v.rows)}))
}

// ended shows the whole; a test that was stopped keeps what it found.
func (v *cameraImport) ended(t *desk.Trial, err error) {
	if err != nil && !errors.Is(err, context.Canceled) {
		v.file.SetRefusal(say.Error(err).String())
		v.summary.SetText(v.begin())
		v.ready(false)
		return
	}
	v.trial = t
	v.show()
}

func (v *cameraImport) show() {
	v.rows = v.trial.Rows
	v.list.Set(v.rows)
	v.ready(false)
	what := map[string]any{
		"N": len(v.rows), "Took": say.Took(v.trial.Took), "Taken": v.taken(), "Failed": v.trial.Count(desk.TrialFailed, desk.TrialWaiting),
		"Twice": v.trial.Count(desk.TrialTwice), "Bad": v.trial.Count(desk.TrialBad), "Columns": strings.Join(v.trial.Report.Missing, ", "),
	}
	switch {
	case len(v.trial.Report.Missing) > 0:
		v.summary.SetText(lang.X("cameras.import.missing", "Kolom yang kurang: {{.Columns}}. Tulis nama kolom di baris pertama; lihat berkas contoh.", what))
	case len(v.rows) == 0:
		v.summary.SetText(lang.X("requests.import.norows", "Berkas tidak memuat baris data."))
	default:
		v.summary.SetText(lang.X("cameras.import.done", "{{.N}} baris dalam {{.Took}}: {{.Taken}} akan disimpan, {{.Failed}} gagal diuji, {{.Twice}} sudah ada, {{.Bad}} salah isi. Klik satu baris untuk melihat saran atau mengubah pilihannya.", what))
	}
}

// ready says which buttons can be pressed.
func (v *cameraImport) ready(running bool) {
	v.test.SetEnabled(!running)
	v.stop.SetEnabled(running)
	v.apply.SetEnabled(!running && v.taken() > 0)
	v.rest.SetEnabled(!running && v.trial != nil && v.taken() < len(v.rows))
}

func (v *cameraImport) taken() int {
	n := 0
	if v.trial != nil {
		for _, r := range v.trial.Rows {
			if r.Take {
				n++
			}
		}
	}
	return n
}

// look shows one row in full and lets the choice be changed.
func (v *cameraImport) look(r desk.TrialRow) {
	body := container.New(kit.Tight(4), strongWrapped(joined(" · ", r.Name, r.Host)), kit.Paragraph(say.TrialRow(r, true)))
	if thumbOf(r) != nil {
		body.Add(v.pictures(r))
	}
	ask := kit.Ask{Title: lang.X("requests.import.row", "Baris {{.N}}", map[string]any{"N": r.Line}), Body: body, Width: 560}
	if v.trial != nil && len(r.Problems) == 0 {
		ask.Do = lang.X("cameras.import.take.do", "Ikut simpan")
		if r.Take {
			ask.Do = lang.X("cameras.import.leave.do", "Jangan simpan")
		}
		ask.OK = func(d *kit.Dialog) {
			d.Close()
			for i := range v.trial.Rows {
				if v.trial.Rows[i].Line == r.Line {
					v.trial.Rows[i].Take = !r.Take
				}
			}
			v.show()
		}
	}
	v.env.Dialogs.Ask(ask)
}

// pictures are that of a row and, beside it, that of the row that it doubles.
func (v *cameraImport) pictures(r desk.TrialRow) fyne.CanvasObject {
	for _, other := range v.rows {
		if r.Twin != nil && r.Twin.Line == other.Line && thumbOf(other) != nil {
			titled := func(r desk.TrialRow) fyne.CanvasObject {
				line := kit.Caption(lang.X("requests.import.row", "Baris {{.N}}", map[string]any{"N": r.Line}))
				return container.New(kit.Tight(-4), line, sharp(r, 256, 144))
			}
			return container.NewGridWithColumns(2, titled(r), titled(other))
		}
	}
	return sharp(r, 320, 180)
}

// sharp is the picture of a row, at most at its own size.
func sharp(r desk.TrialRow, width, height float32) fyne.CanvasObject {
	img := canvas.NewImageFromImage(r.Verdict.Picture)
	thumbnail(img, width, height)
	img.ScaleMode = canvas.ImageScaleSmooth // it stands still
	return container.NewCenter(img)
}

func (v *cameraImport) askApply() {
	n := map[string]any{"N": v.taken(), "File": v.trial.Report.File}
	v.env.Dialogs.Confirm(kit.Confirm{
		Title: lang.X("cameras.import.ask", "Simpan {{.N}} kamera?", n),
		Text:  lang.X("cameras.import.ask.text", "Kamera dari {{.File}} disimpan sebagai satu tindakan dan langsung ditarik relay. Tindakan ini dapat diurungkan dengan Ctrl+Z.", n),
		Do:    lang.X("requests.import.apply", "Terapkan"), OK: v.keep,
	})
}

func (v *cameraImport) keep() {
	trial := v.trial
	v.ready(true)
	kit.Run(v.env.Tasks, trial.Apply, func(n int, err error) {
		v.ready(false)
		if err != nil {
			v.env.Fail(err)
			return
		}
		v.env.Done(lang.X("cameras.import.applied", "{{.N}} kamera diimpor.", map[string]any{"N": n}))
		v.leave()
	})
}

// restMenu saves the rows that are not kept, with the reason in a column more.
func (v *cameraImport) restMenu() []*fyne.MenuItem {
	trial := v.trial
	why := func(r desk.TrialRow) string { return joined(": ", say.TrialState(r.State()), say.TrialRow(r, true)) }
	return v.fileMenu(lang.X("cameras.import.rest.title", "Simpan baris yang belum diimpor"), "kamera-belum-diimpor", func(b *bytes.Buffer, format string) error {
		return trial.WriteRest(b, format, why)
	})
}

func (v *cameraImport) templateMenu() []*fyne.MenuItem {
	return v.fileMenu(lang.X("cameras.import.template.title", "Simpan berkas contoh"), "contoh-kamera", func(b *bytes.Buffer, format string) error {
		return v.env.Cameras.CameraTemplate(b, format)
	})
}

func (v *cameraImport) fileMenu(title, name string, write func(*bytes.Buffer, string) error) []*fyne.MenuItem {
	item := func(format string) *fyne.MenuItem {
		return fyne.NewMenuItem(strings.ToUpper(format)+"…", func() {
			askPath(v.env, title, name+"."+format, func(path string) error {
				var b bytes.Buffer
				if err := write(&b, format); err != nil {
					return err
				}
				return desk.WriteFile(path, b.Bytes())
			})
		})
	}
	return []*fyne.MenuItem{item("xlsx"), item("csv")}
}
