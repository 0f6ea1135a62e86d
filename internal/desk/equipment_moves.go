package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// MoveColumns lists the columns of a table of movements.
func MoveColumns() []ImportColumn {
	out := []ImportColumn{}
	for _, name := range []string{"kode_internal", "tanggal", "jenis_mutasi", "titik", "kecamatan", "kondisi", "jumlah", "diserahkan_kepada", "dasar", "keterangan"} {
		out = append(out, ImportColumn{name, slices.Contains(moveRequired(), name)})
	}
	return out
}

func moveRequired() []string { return []string{"kode_internal", "tanggal", "jenis_mutasi"} }

func moveAliases(column string) []string {
	switch column {
	case "kode_internal":
		return []string{"kode", "kode peralatan"}
	case "tanggal":
		return []string{"tgl", "tanggal mutasi", "tgl mutasi"}
	case "jenis_mutasi":
		return []string{"mutasi", "jenis mutasi barang"}
	case "titik":
		return []string{"lokasi", "titik tujuan", "ke"}
	case "dasar":
		return []string{"ba", "sk", "dasar mutasi", "nomor ba"}
	case "keterangan":
		return []string{"ket", "catatan"}
	}
	return nil
}

// isMoves says that a table is one of movements.
func isMoves(t *table) bool {
	if t.has("jenis_mutasi") {
		return true
	}
	_, ok := t.guess("jenis_mutasi", moveAliases("jenis_mutasi"))
	return ok && !t.has("nama")
}

// moves judges a table of movements. A Tambah for a thing that the same file
// brings stands for the one that was guessed; those come first, the rest by
// day, however the rows stand.
func (in *equipmentImport) moves(sheet int, t *table) error {
	type line struct {
		at   int // in the report
		id   ulid.ULID
		move sop.Movement
	}
	var lines []line
	for _, row := range t.rows {
		out := ImportRow{Line: row.line, Sheet: sheet, Verb: VerbMove}
		id, m, err := in.move(t, row, &out)
		if err != nil {
			return err
		}
		in.report.Rows = append(in.report.Rows, out)
		if len(out.Problems) == 0 {
			lines = append(lines, line{len(in.report.Rows) - 1, id, m})
		}
	}
	slices.SortStableFunc(lines, func(a, b line) int {
		first := func(l line) int {
			if l.move.Kind == sop.MoveAdd {
				return 0
			}
			return 1
		}
		return cmp.Or(first(a)-first(b), a.move.Date.Compare(b.move.Date))
	})
	for _, l := range lines {
		if err := in.apply(l.id, l.move, &in.report.Rows[l.at]); err != nil {
			return err
		}
	}
	return nil
}

// move reads one row of movements.
func (in *equipmentImport) move(t *table, row tableRow, out *ImportRow) (ulid.ULID, sop.Movement, error) {
	var m sop.Movement
	if row.bad != nil {
		out.Problems = []*FieldError{row.bad}
		return ulid.ULID{}, m, nil
	}
	get := func(column string) string { return t.cell(row, column) }
	out.Name = strings.TrimSpace(get("kode_internal") + " " + get("jenis_mutasi"))
	for _, column := range moveRequired() {
		if get(column) == "" {
			out.Problems = append(out.Problems, &FieldError{Field: column, Rule: FieldMissing})
		}
	}
	if len(out.Problems) > 0 {
		return ulid.ULID{}, m, nil
	}
	id, ok := in.taken.ByCode(get("kode_internal"))
	if !ok {
		out.Problems = append(out.Problems, &FieldError{Field: "kode_internal", Rule: FieldNone, Value: get("kode_internal")})
	}
	var kinds []string
	for _, k := range sop.MovementKinds() {
		kinds = append(kinds, string(k))
	}
	kind, err := pick(get("jenis_mutasi"), kinds, map[string]string{"pindah": "pindah-titik", "penghapusan": "hapus", "perbaikankerusakan": "perbaikan", "usulpenghapusan": "usul-hapus"})
	_ = out.problem("jenis_mutasi", err)
	date, err := dayOf(get("tanggal"))
	_ = out.problem("tanggal", err)
	p, err := in.placing(func(column string) string {
		switch column {
		case "titik", "kecamatan", "kondisi", "jumlah":
			return get(column)
		}
		return ""
	}, out)
	m = in.movement(sop.MovementKind(kind), date)
	m.SiteID, m.Condition, m.Quantity = p.site, p.condition, p.quantity
	m.HandedTo, m.Note, m.Basis = get("diserahkan_kepada"), get("keterangan"), get("dasar")
	if m.Kind == sop.MoveAdd {
		m.Condition = cmp.Or(m.Condition, sop.Good)
	}
	out.ID = id
	return id, m, err
}

// apply puts one movement into its thing.
func (in *equipmentImport) apply(id ulid.ULID, m sop.Movement, out *ImportRow) error {
	e, err := in.item(id)
	if err != nil {
		return err
	}
	all := slices.Clone(e.Movements)
	switch {
	case m.Kind == sop.MoveAdd && in.fresh[id] && len(all) == 1:
		all[0] = m // the guess has done its duty
	case slices.ContainsFunc(all, func(o sop.Movement) bool { return sameMovement(o, m) }):
		out.Verb = VerbKeep
		return nil
	default:
		all = append(all, m)
	}
	if m.Kind == sop.MoveSite && in.fresh[id] && all[0].SiteID == m.SiteID {
		all[0].SiteID = ulid.ULID{} // guessed from where the thing stands now: it came there by this movement
	}
	flaws := sop.CheckMovements(all, in.now)
	for _, f := range flaws {
		out.Problems = append(out.Problems, fieldOf(f))
	}
	if len(out.Problems) > 0 {
		return nil
	}
	before := in.cells(e)
	e.Movements = all
	out.Name = strings.TrimSpace(e.Code + " " + e.Name)
	out.Changes = in.changes(before, in.cells(e))
	in.note(e, false)
	return nil
}

// sameMovement says that two records tell of one movement.
func sameMovement(a, b sop.Movement) bool {
	return a.Kind == b.Kind && sop.Day(a.Date).Equal(sop.Day(b.Date)) && a.SiteID == b.SiteID && a.Condition == b.Condition &&
		max(a.Quantity, 1) == max(b.Quantity, 1) && a.HandedTo == b.HandedTo
}

// BulkChange changes the named columns of several things at once, as one act:
// the same rules as an import of a table with those columns. Without apply it
// shows what would change. An empty value empties the column.
func (r *Equipment) BulkChange(ctx context.Context, ids []ulid.ULID, values map[string]string, apply bool) (ImportReport, error) {
	report := ImportReport{}
	t := &table{columns: []string{"kode_internal"}}
	var columns []string
	for name := range values {
		columns = append(columns, name)
	}
	slices.Sort(columns)
	t.columns = append(t.columns, columns...)
	t.raw = t.columns
	err := r.core.store.Read(func(tx *db.Tx) error {
		for i, id := range ids {
			e, err := tx.Equipment().Get(tx, id)
			if err != nil {
				return err
			}
			row := tableRow{line: i + 1, cells: []string{e.Code}}
			for _, c := range columns {
				row.cells = append(row.cells, values[c])
			}
			t.rows = append(t.rows, row)
		}
		return nil
	})
	if err != nil {
		return report, err
	}
	return r.core.importEquipment(ctx, &report, []*table{t}, EquipmentImport{Mode: ModeUpdate, ClearBlank: true}, actionBulkItems, apply)
}
