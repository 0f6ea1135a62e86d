package ui

import (
	"bytes"
	"context"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// tableMenu leads to tables, labels, titik and what is entered at once.
func (p *equipmentPage) tableMenu() []*fyne.MenuItem {
	e := p.env
	save := func(word, title, list, file, format string) *fyne.MenuItem {
		return fyne.NewMenuItem(word, func() {
			askPath(e, title, file, func(path string) error { return e.Papers.SaveList(path, list, format, desk.ListOptions{}) })
		})
	}
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(lang.X("register.import", "Impor peralatan atau mutasi…"), func() { e.Open("peralatan/impor") }),
		save(lang.X("register.template", "Simpan template XLSX…"), lang.X("register.template.title", "Simpan template"), "template-peralatan", "template-peralatan.xlsx", "xlsx"),
		save(lang.X("register.example", "Simpan contoh inventaris 147 kamera…"), lang.X("register.example.title", "Simpan contoh"), "contoh-peralatan", "contoh-peralatan.xlsx", "xlsx"),
		fyne.NewMenuItemSeparator(),
	}
	items = append(items, exportItems(e, lang.X("register.export.title", "Ekspor peralatan yang tampil"), "equipment", "peralatan", p.exported)...)
	public := exportItems(e, lang.X("register.export.public", "Ekspor untuk publik (tanpa IP dan nomor seri)"), "equipment", "peralatan-publik", func() desk.ListOptions {
		o := p.exported()
		o.Public = true
		return o
	})
	public[0].Label = lang.X("register.export.public.item", "Ekspor untuk publik ke XLSX…")
	return append(items, public[0], fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(lang.X("register.labels", "Label QR untuk yang tampil…"), func() { p.saveLabels(p.ids()) }),
		fyne.NewMenuItem(lang.X("register.spots", "Titik…"), func() { e.Open("pengaturan/peralatan") }),
		fyne.NewMenuItem(lang.X("register.enter", "Catat semua kamera relay…"), p.askEnterAll))
}

func (p *equipmentPage) ids() []ulid.ULID {
	ids := []ulid.ULID{}
	for _, row := range p.list.Shown() {
		ids = append(ids, row.ID)
	}
	return ids
}

// exported is what the list shows at the moment.
func (p *equipmentPage) exported() desk.ListOptions {
	return desk.ListOptions{Equipment: desk.EquipmentFilter{IDs: p.ids(), Gone: p.shelf.Value() == shelfArchive, Trash: p.shelf.Value() == shelfTrash}}
}

func (p *equipmentPage) saveLabels(ids []ulid.ULID) {
	filter := desk.EquipmentFilter{IDs: ids, Gone: true}
	p.env.offer(draftPaper{title: lang.X("register.labels.title", "Label QR (A4, 24 per lembar)"), file: "label-peralatan.pdf",
		write: func(w io.Writer) error { return p.env.Papers.Labels(w, filter) }})
}

// askEnterAll enters every camera of the relay that stands in no register.
func (p *equipmentPage) askEnterAll() {
	kit.Run(p.env.Tasks, func(context.Context) ([]desk.CameraRow, error) { return p.env.Equipment.Untied() }, func(rows []desk.CameraRow, err error) {
		switch {
		case err != nil:
			p.env.Fail(err)
			return
		case len(rows) == 0:
			p.env.Toasts.Show(lang.X("register.enter.none", "Semua kamera relay sudah tercatat."))
			return
		}
		kind := kit.NewChoice(options(sop.CameraTypes(), say.CameraType), nil)
		kind.Set("statis")
		p.env.Dialogs.Ask(kit.Ask{
			Title: lang.X("register.enter.title", "Catat {{.N}} kamera relay?", map[string]any{"N": len(rows)}), Width: 500, Focus: kind,
			Do: lang.X("register.enter.do", "Catat"),
			Body: kit.Form(kit.Paragraph(lang.X("register.enter.text", "Nama, pemilik, titik dan resolusi diambil dari relay. Yang PTZ dapat diubah sesudahnya.")),
				kit.NewField(say.FieldName("tipe_kamera"), kind, "").Object()),
			OK: func(d *kit.Dialog) {
				value := kind.Value()
				p.env.Act(func() error { _, err := p.env.Equipment.FromCameras(value); return err }, func() { d.Close(); p.saved() })
			},
		})
	})
}

// newEquipmentImport is the import of equipment and movements.
func newEquipmentImport(e *env, leave func()) *tableImport {
	mode := kit.NewChoice([]kit.Option{
		{Value: string(desk.ModeBoth), Word: lang.X("register.mode.both", "Tambah yang baru dan perbarui yang ada")},
		{Value: string(desk.ModeAdd), Word: lang.X("register.mode.add", "Tambah saja")},
		{Value: string(desk.ModeUpdate), Word: lang.X("register.mode.update", "Perbarui saja")},
	}, nil)
	mode.Set(string(desk.ModeBoth))
	blank := kit.NewCheck(lang.X("register.mode.blank", "Sel kosong mengosongkan isian"), nil)
	v := newTableImport(e, importConfig{
		title: lang.X("register.import.title", "Impor Peralatan"), example: "/home/kasi/Dokumen/peralatan.xlsx",
		subject: lang.X("register.import.subject", "Barang"), search: lang.X("register.import.search", "Cari barang atau keterangan…"),
		applied: func(n map[string]any) string { return lang.X("register.import.applied", "{{.N}} baris disimpan.", n) },
		ask:     func(n map[string]any) string { return lang.X("register.import.ask", "Simpan {{.N}} baris?", n) },
		columns: desk.EquipmentColumns, word: say.ColumnName,
		head: func(data []byte) (desk.TableHead, error) { return e.Equipment.EquipmentTable(bytes.NewReader(data)) },
		run: func(ctx context.Context, data []byte, name string, m desk.Mapping, apply bool) (desk.ImportReport, error) {
			return e.Equipment.Import(ctx, bytes.NewReader(data), name, desk.EquipmentImport{Columns: m, Mode: desk.ImportMode(mode.Value()), ClearBlank: blank.Checked}, apply)
		},
		options: kit.Section(lang.X("register.import.how", "Cara"), container.New(kit.Tight(2),
			kit.NewField(lang.X("register.import.mode", "Baris yang disimpan"), mode, lang.X("register.import.how.text", "Barang dikenali dari kode internal, atau merk dan nomor seri. Lembar Mutasi ikut dibaca.")).Object(), blank)),
	}, leave)
	mode.OnChanged = func(string) { v.run(false) }
	blank.OnChanged = func(bool) { v.run(false) }
	return v
}

// bulkColumns are what can be changed of many things at once.
func bulkColumns() []string {
	return []string{"kondisi", "opd", "pengelola", "penanggung_jawab", "media", "penyedia", "jatuh_tempo", "garansi_sampai", "sumber_dana",
		"cara_perolehan", "tahun_perolehan", "kode_barang", "titik", "keterangan"}
}

// bulkOptions are what a fact can be changed to, by their words in tables; nil
// when it is written freely.
func (p *equipmentPage) bulkOptions(column string, spots []desk.SpotRow) []kit.Option {
	var out []kit.Option
	switch column {
	case "kondisi":
		return conditionOptions()
	case "media":
		return optional(options(sop.Media(), say.Media))
	case "cara_perolehan":
		return optional(options(sop.Acquisitions(), say.Acquisition))
	case "opd":
		for _, a := range p.bar.agencies {
			out = append(out, kit.Option{Value: a.Name, Word: agencyWord(a)})
		}
	case "titik":
		for _, s := range spots {
			out = append(out, kit.Option{Value: s.Name, Word: joined(", ", s.Name, s.District)})
		}
	}
	return out
}

// askBulk changes one fact of everything that is shown, after a look at what
// would change.
func (p *equipmentPage) askBulk() {
	ids := p.ids()
	if len(ids) == 0 {
		p.env.Toasts.Show(lang.X("register.bulk.none", "Tidak ada peralatan yang tampil."))
		return
	}
	kit.Run(p.env.Tasks, func(context.Context) ([]desk.SpotRow, error) { return p.env.Register.Spots() }, func(spots []desk.SpotRow, err error) {
		if err != nil {
			p.env.Fail(err)
			return
		}
		p.showBulkForm(ids, spots)
	})
}

func (p *equipmentPage) showBulkForm(ids []ulid.ULID, spots []desk.SpotRow) {
	value, choice := kit.NewEntry(""), kit.NewChoice(nil, nil)
	written := kit.NewField(lang.X("register.bulk.value", "Menjadi"), value, lang.X("register.bulk.hint", "Kosong mengosongkan isian. Tanggal: 31-12-2027."))
	chosen := kit.NewField(lang.X("register.bulk.value", "Menjadi"), choice, "")
	field := chosen
	column := kit.NewChoice(options(bulkColumns(), say.ColumnName), nil)
	show := func(string) {
		all := p.bulkOptions(column.Value(), spots)
		if field = written; all != nil {
			field = chosen
			choice.SetChoices(all)
			choice.Set(all[0].Value)
		}
		field.SetRefusal("")
		chosen.Object().Hide()
		written.Object().Hide()
		field.Object().Show()
	}
	column.OnChanged = show
	column.Set("kondisi")
	show("")
	p.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("register.bulk.title", "Ubah {{.N}} peralatan yang tampil", map[string]any{"N": len(ids)}), Width: 620, Focus: column,
		Do: lang.X("register.bulk.look", "Lihat Perubahan"),
		Body: container.NewGridWithColumns(2, kit.NewField(lang.X("register.bulk.what", "Isian"), column, "").Object(),
			container.NewStack(chosen.Object(), written.Object())),
		OK: func(d *kit.Dialog) {
			text := value.Text
			if field == chosen {
				text = choice.Value()
			}
			p.lookBulk(d, field, ids, map[string]string{column.Value(): text})
		},
	})
}

// lookBulk asks what would change, and shows it unless something is refused.
func (p *equipmentPage) lookBulk(d *kit.Dialog, field *kit.Field, ids []ulid.ULID, values map[string]string) {
	kit.Run(p.env.Tasks, func(ctx context.Context) (desk.ImportReport, error) {
		return p.env.Equipment.BulkChange(ctx, ids, values, false)
	}, func(r desk.ImportReport, err error) {
		if err != nil {
			p.env.Fail(err)
			return
		}
		for _, row := range r.Rows {
			if len(row.Problems) > 0 {
				field.SetRefusal(joined(": ", row.Name, say.Field(row.Problems[0]).String()))
				return
			}
		}
		d.Close()
		p.showBulk(ids, values, r)
	})
}

// showBulk shows what would change, and does it.
func (p *equipmentPage) showBulk(ids []ulid.ULID, values map[string]string, r desk.ImportReport) {
	const most = 200
	box := container.New(kit.Tight(-8))
	n := 0
	for _, row := range r.Rows {
		if row.Verb != desk.VerbChange {
			continue
		}
		if n++; n <= most {
			box.Add(kit.Caption(joined(": ", row.Name, columnChanges(row.Changes))))
		}
	}
	if n == 0 {
		p.env.Toasts.Show(lang.X("register.bulk.same", "Semuanya sudah demikian; tidak ada yang berubah."))
		return
	}
	if n > most {
		box.Add(kit.Caption(lang.X("register.bulk.more", "… dan {{.N}} lagi", map[string]any{"N": n - most})))
	}
	scroll := container.NewVScroll(box)
	scroll.SetMinSize(fyne.NewSize(0, 300))
	p.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("register.bulk.ask", "{{.N}} peralatan akan berubah", map[string]any{"N": n}), Width: 720, Body: scroll,
		Do: lang.X("requests.import.apply", "Terapkan"),
		OK: func(d *kit.Dialog) {
			kit.Run(p.env.Tasks, func(ctx context.Context) (desk.ImportReport, error) {
				return p.env.Equipment.BulkChange(ctx, ids, values, true)
			}, func(_ desk.ImportReport, err error) {
				if err != nil {
					p.env.Fail(err)
					return
				}
				d.Close()
				p.saved()
			})
		},
	})
}
