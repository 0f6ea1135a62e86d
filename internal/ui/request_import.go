package ui

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// importConfig says what an import is about.
type importConfig struct {
	title, example, subject, search string
	applied, ask                    func(n map[string]any) string // words with how many rows
	columns                         func() []desk.ImportColumn
	word                            func(column string) string
	head                            func(data []byte) (desk.TableHead, error)
	run                             func(ctx context.Context, data []byte, name string, m desk.Mapping, apply bool) (desk.ImportReport, error)
	options                         fyne.CanvasObject // besides the columns; may be nil
	actions                         []fyne.CanvasObject
}

// tableImport takes records from a table in three stages: the file, what its
// columns mean, and a verdict on each row. Nothing is kept before all rows are
// good, and then all of them as one act.
type tableImport struct {
	env    *env
	config importConfig
	leave  func()

	path     *kit.Entry
	file     *kit.Field
	columns  *fyne.Container
	side     *fyne.Container // file and columns
	choices  map[string]*kit.Choice
	verdicts *kit.DataList[desk.ImportRow]
	summary  *widget.Label
	check    *kit.Button
	apply    *kit.Button
	root     fyne.CanvasObject

	data []byte // of the file, as it was read: what was checked is what is kept
	name string
	rows int // of the last verdict
	busy bool
}

// newRequestImport is the import of relay requests.
func newRequestImport(e *env, leave func()) *tableImport {
	return newTableImport(e, importConfig{
		title: lang.X("requests.import.title", "Impor Permintaan"), example: "/home/kasi/Dokumen/permintaan.xlsx",
		subject: lang.X("requests.col.subject", "Hal"), search: lang.X("requests.import.search", "Cari hal atau keterangan…"),
		applied: func(n map[string]any) string {
			return lang.X("requests.import.applied", "{{.N}} permintaan diimpor.", n)
		},
		ask:     func(n map[string]any) string { return lang.X("requests.import.ask", "Simpan {{.N}} permintaan?", n) },
		columns: desk.RequestColumns, word: importColumnWord,
		head: func(data []byte) (desk.TableHead, error) { return e.Requests.RequestTable(bytes.NewReader(data)) },
		run: func(ctx context.Context, data []byte, name string, m desk.Mapping, apply bool) (desk.ImportReport, error) {
			return e.Requests.ImportMapped(ctx, bytes.NewReader(data), name, m, apply)
		},
	}, leave)
}

func newTableImport(e *env, c importConfig, leave func()) *tableImport {
	v := &tableImport{env: e, config: c, leave: leave, choices: map[string]*kit.Choice{}}
	v.path = kit.NewEntry(c.example)
	v.path.OnSubmitted = func(string) { v.read() }
	v.file = kit.NewField(lang.X("requests.import.file", "Berkas CSV atau XLSX"), v.path,
		lang.X("requests.import.file.hint", "Nama kolom di baris pertama. Berkas juga dapat diseret ke jendela ini."))
	v.columns = container.New(kit.Tight(2), kit.Muted(lang.X("requests.import.columns.none", "Kolom-kolomnya tampil di sini setelah berkas dibaca.")))
	v.summary = kit.Paragraph(lang.X("requests.import.start", "Belum ada yang diperiksa. Tidak ada yang disimpan sebelum tombol Terapkan ditekan."))
	v.check = kit.NewButton(lang.X("requests.import.check", "Periksa"), func() { v.run(false) })
	v.apply = kit.NewPrimary(lang.X("requests.import.apply", "Terapkan"), v.askApply)
	v.check.Disable()
	v.apply.Disable()
	v.verdicts = v.newVerdicts()
	head := kit.PageHead(c.title,
		lang.X("requests.import.subtitle", "Berkas, arti kolom, putusan tiap baris, lalu terapkan sebagai satu tindakan"),
		append(slices.Clone(c.actions), kit.NewButton(lang.X("requests.form.cancel", "Batal"), leave), v.check, v.apply)...)
	v.side = container.New(kit.Tight(10),
		kit.Section(lang.X("requests.import.one", "1. Berkas"), kit.Form(v.file.Object(), container.NewHBox(
			kit.NewButton(lang.X("requests.import.browse", "Pilih berkas…"), v.browse), kit.NewButton(lang.X("requests.import.read", "Baca"), v.read)))))
	if c.options != nil {
		v.side.Add(c.options)
	}
	v.side.Add(
		kit.Section(lang.X("requests.import.two", "2. Arti kolom"), v.columns))
	left := container.NewVScroll(container.New(kit.Margins(0, 0, 8, 2), v.side))
	left.SetMinSize(fyne.NewSize(440, 0))
	right := container.NewBorder(kit.Section(lang.X("requests.import.three", "3. Putusan tiap baris"), v.summary), nil, nil, nil,
		container.New(kit.Margins(0, 10, 0, 0), v.verdicts.Object()))
	v.root = container.NewBorder(head, nil, container.New(kit.Margins(0, 0, 12, 0), left), nil, right)
	return v
}

func (v *tableImport) newVerdicts() *kit.DataList[desk.ImportRow] {
	bad := func(r desk.ImportRow) bool { return len(r.Problems) > 0 }
	look := func(r desk.ImportRow) bool { return !bad(r) && len(r.Hints) > 0 }
	list := kit.NewDataList(kit.ListConfig[desk.ImportRow]{
		Columns: []kit.Column[desk.ImportRow]{
			{Title: lang.X("requests.import.line", "Baris"), Width: 64, Trailing: true,
				Cell:    func(r desk.ImportRow) kit.Cell { return kit.Cell{Text: say.Number(r.Line), Quiet: true} },
				Compare: func(a, b desk.ImportRow) int { return a.Line - b.Line }},
			{Title: lang.X("requests.import.verdict", "Putusan"), Width: 124, Cell: func(r desk.ImportRow) kit.Cell { return kit.Cell{Chip: verdictChip(r)} }},
			{Title: v.config.subject, Width: 130, Share: 1, Cell: func(r desk.ImportRow) kit.Cell { return kit.Cell{Text: r.Name} }},
			{Title: lang.X("requests.import.why", "Keterangan"), Width: 160, Share: 2, Cell: func(r desk.ImportRow) kit.Cell { return kit.Cell{Text: verdictWords(r), Quiet: !bad(r)} }},
		},
		Words:  func(r desk.ImportRow) []string { return []string{r.Name, verdictWords(r)} },
		Search: v.config.search,
		Filters: []kit.Filter[desk.ImportRow]{
			{Key: "salah", Word: lang.X("requests.import.bad", "Salah"), Keep: bad},
			{Key: "perhatikan", Word: lang.X("requests.import.look", "Perhatikan"), Keep: look},
			{Key: "siap", Word: lang.X("requests.import.good", "Siap"), Keep: func(r desk.ImportRow) bool { return !bad(r) && !look(r) }},
		},
		Open: func(r desk.ImportRow) {
			v.env.Dialogs.Ask(kit.Ask{Title: lang.X("requests.import.row", "Baris {{.N}}", map[string]any{"N": r.Line}), Body: kit.Paragraph(joined("\n\n", r.Name, verdictWords(r))), Width: 520})
		},
		Empty: kit.Empty{Icon: kit.IconRequests, Title: lang.X("requests.import.empty", "Belum ada putusan"),
			Text: lang.X("requests.import.empty.text", "Pilih berkas, tentukan arti kolomnya, lalu tekan Periksa.")},
	})
	list.Set(nil)
	return list
}

func verdictChip(r desk.ImportRow) kit.ChipState {
	switch {
	case len(r.Problems) > 0:
		return kit.ChipState{Word: lang.X("requests.import.bad", "Salah"), Tone: kit.ToneBad, Shape: kit.ShapeCross}
	case len(r.Hints) > 0:
		return kit.ChipState{Word: lang.X("requests.import.look", "Perhatikan"), Tone: kit.ToneWarn, Shape: kit.ShapeWarning}
	}
	return kit.ChipState{Word: cmp.Or(say.ImportVerb(r.Verb), lang.X("requests.import.good", "Siap")), Tone: kit.ToneGood, Shape: kit.ShapeCheck}
}

func verdictWords(r desk.ImportRow) string {
	var out []string
	if len(r.Problems) == 0 {
		out = append(out, columnChanges(r.Changes))
	}
	for _, f := range slices.Concat(r.Problems, r.Hints) {
		out = append(out, say.Field(f).String())
		if f.Value != "" {
			out = append(out, lang.X("requests.import.value", "Tertulis: {{.Value}}.", map[string]any{"Value": short(f.Value)}))
		}
	}
	return joined(" ", out...)
}

// columnChanges are what a row changes, column by column.
func columnChanges(changes []db.Change) string {
	var out []string
	for _, c := range changes {
		out = append(out, lang.X("register.change", "{{.Field}}: {{.Old}} menjadi {{.New}}.",
			map[string]any{"Field": say.ColumnName(c.Field), "Old": cmp.Or(c.Old, "–"), "New": cmp.Or(c.New, "–")}))
	}
	return strings.Join(out, " ")
}

func (v *tableImport) browse() { chooseFile(v.env, []string{".csv", ".xlsx"}, v.take) }

// take reads a file that was chosen or dragged here.
func (v *tableImport) take(path string) {
	v.path.SetText(path)
	v.read()
}

// read shows what the file says of itself.
func (v *tableImport) read() {
	path := strings.TrimSpace(v.path.Text)
	type content struct {
		data []byte
		head desk.TableHead
	}
	kit.Run(v.env.Tasks, func(context.Context) (content, error) {
		data, err := os.ReadFile(path)
		if err != nil {
			return content{}, err
		}
		head, err := v.config.head(data)
		return content{data, head}, err
	}, func(c content, err error) {
		v.file.SetRefusal("")
		v.reset()
		if err != nil {
			v.data = nil
			v.check.Disable()
			v.file.SetRefusal(say.Error(err).String())
			return
		}
		v.data, v.name = c.data, filepath.Base(path)
		v.showColumns(c.head)
		v.check.Enable()
		v.run(false)
	})
}

// reset forgets the verdict: it was on something else.
func (v *tableImport) reset() {
	v.apply.Disable()
	v.verdicts.Set(nil)
	v.summary.SetText(lang.X("requests.import.start", "Belum ada yang diperiksa. Tidak ada yang disimpan sebelum tombol Terapkan ditekan."))
}

// showColumns lets each of our columns be one of the file's.
func (v *tableImport) showColumns(head desk.TableHead) {
	options := []kit.Option{{Word: lang.X("requests.import.nocolumn", "– tidak ada –")}}
	for i, name := range head.Columns {
		if name == "" || slices.Contains(head.Columns[:i], name) {
			continue
		}
		word := name
		if len(head.Sample) > 0 && head.Sample[0][i] != "" {
			word = lang.X("requests.import.sample", "{{.Column}} (mis. {{.Sample}})", map[string]any{"Column": name, "Sample": short(head.Sample[0][i])})
		}
		options = append(options, kit.Option{Value: name, Word: word})
	}
	v.choices = map[string]*kit.Choice{}
	v.columns.Objects = nil
	for _, c := range v.config.columns() {
		choice := kit.NewChoice(options, func(string) { v.reset() })
		choice.Set(head.Guess[c.Name])
		v.choices[c.Name] = choice
		name := v.config.word(c.Name)
		if c.Required {
			name += " *"
		}
		label := widget.NewLabel(name)
		label.Truncation = fyne.TextTruncateEllipsis
		v.columns.Add(container.NewBorder(nil, nil, container.NewGridWrap(fyne.NewSize(200, 36), label), nil, choice))
	}
	v.side.Refresh() // the card grows with them
}

// short is the beginning of a sample that fits beside its column's name.
func short(s string) string {
	const most = 18
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// importColumnWord names a column of the import for people.
func importColumnWord(column string) string {
	words := map[string]string{
		"opd":           lang.X("requests.col.agency", "Perangkat Daerah"),
		"hal":           lang.X("requests.col.subject", "Hal"),
		"tanggal":       lang.X("requests.import.col.date", "Tanggal registrasi"),
		"asal":          lang.X("requests.import.col.origin", "Asal permintaan"),
		"lokasi":        lang.X("requests.import.col.sites", "Lokasi (pisah ;)"),
		"kecamatan":     lang.X("requests.site.district", "Kecamatan"),
		"sifat":         lang.X("requests.form.nature", "Sifat"),
		"urgensi":       lang.X("requests.form.urgency", "Urgensi"),
		"narahubung":    lang.X("requests.fact.contact", "Narahubung"),
		"telepon":       lang.X("requests.form.phone", "Telepon"),
		"surat_rujukan": lang.X("requests.fact.reference", "Surat rujukan"),
		"kamera":        lang.X("requests.import.col.cameras", "Kamera (nama/jumlah)"),
		"nomor_surat":   lang.X("requests.import.col.letter", "Nomor surat"),
		"nomor_laporan": lang.X("requests.import.col.report", "Nomor nota dinas"),
		"keterangan":    lang.X("requests.import.why", "Keterangan"),
	}
	if word, ok := words[column]; ok {
		return word
	}
	if n, ok := strings.CutPrefix(column, "mulai"); ok {
		return lang.X("requests.import.col.began", "Mulai kegiatan {{.N}}", map[string]any{"N": n})
	}
	return lang.X("requests.import.col.ended", "Selesai kegiatan {{.N}}", map[string]any{"N": strings.TrimPrefix(column, "selesai")})
}

// mapping is what the user has chosen.
func (v *tableImport) mapping() desk.Mapping {
	m := desk.Mapping{}
	for ours, choice := range v.choices {
		if raw := choice.Value(); raw != "" {
			m[ours] = raw
		}
	}
	return m
}

// run makes the dry run, or applies what was found good.
func (v *tableImport) run(apply bool) {
	if v.busy || v.data == nil {
		return
	}
	v.busy = true
	data, name, columns := v.data, v.name, v.mapping()
	kit.Run(v.env.Tasks, func(ctx context.Context) (desk.ImportReport, error) {
		return v.config.run(ctx, data, name, columns, apply)
	}, func(r desk.ImportReport, err error) {
		v.busy = false
		if err != nil && !errors.Is(err, desk.ErrBadRows) {
			v.reset()
			v.env.Fail(err)
			return
		}
		if r.Applied {
			v.env.Done(v.config.applied(map[string]any{"N": len(r.Rows)}))
			v.leave()
			return
		}
		v.show(r)
	})
}

func (v *tableImport) show(r desk.ImportReport) {
	v.rows = len(r.Rows)
	v.verdicts.Set(r.Rows)
	v.apply.SetEnabled(r.OK())
	what := map[string]any{"N": len(r.Rows), "Bad": r.Bad()}
	switch {
	case len(r.Missing) > 0:
		var names []string
		for _, c := range r.Missing {
			names = append(names, v.config.word(c))
		}
		what["Columns"] = strings.Join(names, ", ")
		v.summary.SetText(lang.X("requests.import.missing", "Kolom wajib belum ditentukan: {{.Columns}}. Pilih kolomnya, lalu tekan Periksa.", what))
	case len(r.Rows) == 0:
		v.summary.SetText(lang.X("requests.import.norows", "Berkas tidak memuat baris data."))
	case r.Bad() > 0:
		v.summary.SetText(lang.X("requests.import.somebad", "{{.Bad}} dari {{.N}} baris salah. Perbaiki berkasnya, lalu baca lagi; tidak ada yang disimpan.", what))
	default:
		v.summary.SetText(lang.X("requests.import.ready", "{{.N}} baris siap. Tekan Terapkan untuk menyimpan semuanya sebagai satu tindakan.", what))
	}
}

func (v *tableImport) askApply() {
	n := map[string]any{"N": v.rows, "File": v.name}
	v.env.Dialogs.Confirm(kit.Confirm{
		Title: v.config.ask(n),
		Text:  lang.X("requests.import.ask.text", "Semua baris {{.File}} disimpan sebagai satu tindakan. Tindakan ini dapat diurungkan dengan Ctrl+Z.", n),
		Do:    lang.X("requests.import.apply", "Terapkan"),
		OK:    func() { v.run(true) },
	})
}
