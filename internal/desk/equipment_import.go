package desk

import (
	"cmp"
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// ImportMode says what an import of equipment may do.
type ImportMode string

// The modes of domain 12. Rows are known again by kode_internal, or by merk and
// nomor_seri.
const (
	ModeBoth   ImportMode = "keduanya" // the zero mode too
	ModeAdd    ImportMode = "tambah"
	ModeUpdate ImportMode = "perbarui"
)

// ImportModes lists the modes.
func ImportModes() []ImportMode { return []ImportMode{ModeBoth, ModeAdd, ModeUpdate} }

// EquipmentImport says how a table of equipment is to be read.
type EquipmentImport struct {
	Columns Mapping
	Mode    ImportMode
	// ClearBlank empties what a row leaves blank; otherwise a blank cell says
	// nothing.
	ClearBlank bool
}

// EquipmentTable reads the head of a table of equipment and guesses its
// columns.
func (r *Equipment) EquipmentTable(rows io.Reader) (TableHead, error) {
	tables, err := equipmentTables(rows)
	if err != nil {
		return TableHead{}, err
	}
	t := tables[0]
	if isMoves(t) {
		return t.head(MoveColumns(), moveAliases), nil
	}
	return t.head(EquipmentColumns(), equipmentAliases), nil
}

// equipmentTables reads the table of things, and the table of movements when
// there is one. A file that is a table of movements alone is one too.
func equipmentTables(rows io.Reader) ([]*table, error) {
	limits := registerLimits()
	sheets, err := readSheets(rows, limits, true)
	if err != nil {
		return nil, err
	}
	known := knownColumns()
	var out []*table
	for i, sheet := range sheets {
		t, err := tableWithHead(sheet, limits, known)
		if i == 0 && err != nil {
			return nil, err
		}
		if err == nil && (i == 0 || isMoves(t)) {
			out = append(out, t)
		}
	}
	return out, nil
}

// knownColumns says of a cell whether it names a column of ours.
func knownColumns() func(string) bool {
	names := map[string]bool{}
	for _, c := range equipmentColumns() {
		for _, n := range append(c.aliases, c.name) {
			names[joined(n)] = true
		}
	}
	for _, c := range MoveColumns() {
		for _, n := range append(moveAliases(c.Name), c.Name) {
			names[joined(n)] = true
		}
	}
	return func(cell string) bool { return len(cell) < 60 && names[joined(cell)] }
}

func equipmentAliases(column string) []string {
	for _, c := range equipmentColumns() {
		if c.name == column {
			return c.aliases
		}
	}
	return nil
}

// Import takes equipment, and movements from a second sheet or a table of their
// own. Without apply it is a dry run. With apply all rows are kept as one act,
// or none (ErrBadRows).
func (r *Equipment) Import(ctx context.Context, rows io.Reader, name string, o EquipmentImport, apply bool) (ImportReport, error) {
	report := ImportReport{File: name}
	tables, err := equipmentTables(rows)
	if err != nil {
		return report, err
	}
	return r.core.importEquipment(ctx, &report, tables, o, actionImportItems, apply)
}

// importEquipment runs tables of things and of movements as one act.
func (c *core) importEquipment(ctx context.Context, report *ImportReport, tables []*table, o EquipmentImport, action string, apply bool) (ImportReport, error) {
	for i, t := range tables {
		if i > 0 {
			o.Columns = nil // what was chosen was chosen for the first sheet
		}
		if err := t.prepare(report, o); err != nil {
			return *report, err
		}
	}
	if len(report.Missing) > 0 {
		return *report, nil
	}
	err := c.stage(ctx, report, action, apply, func(tx *db.Tx) error {
		in := &equipmentImport{core: c, tx: tx, options: o, report: report, now: c.now()}
		if err := in.prepare(); err != nil {
			return err
		}
		for i, t := range tables {
			if err := in.table(ctx, i, t); err != nil {
				return err
			}
		}
		if !apply || !report.OK() {
			return nil // a dry run need not write what nobody keeps
		}
		return in.keep()
	})
	return *report, err
}

// prepare names the columns of one table as ours are named.
func (t *table) prepare(report *ImportReport, o EquipmentImport) error {
	columns, required, alias := EquipmentColumns(), equipmentRequired(), equipmentAliases
	if isMoves(t) {
		columns, required, alias = MoveColumns(), moveRequired(), moveAliases
	} else if o.Mode == ModeUpdate {
		required = nil
	}
	if o.Columns == nil {
		o.Columns = t.head(columns, alias).Guess
	}
	var names []string
	for _, c := range columns {
		names = append(names, c.Name)
	}
	if err := report.compare(t, o.Columns, required, names); err != nil {
		return err
	}
	if o.Mode == ModeUpdate && !isMoves(t) && !t.has("kode_internal") && !t.has("nomor_seri") {
		report.Missing = append(report.Missing, "kode_internal")
	}
	return nil
}

// equipmentImport is one run over tables of the register.
type equipmentImport struct {
	core      *core
	tx        *db.Tx
	options   EquipmentImport
	report    *ImportReport
	now       time.Time
	who       string
	kinds     []sop.EquipmentKind
	columns   []equipmentColumn
	directory directory
	agencies  map[ulid.ULID]sop.Agency
	spots     spotIndex
	places    map[ulid.ULID]sop.Spot
	taken     *sop.Taken
	cameras   map[string]db.Camera // by relay path and joined name
	paths     map[ulid.ULID]string

	items map[ulid.ULID]*sop.Equipment // that this run changes
	order []ulid.ULID
	lines map[ulid.ULID]int  // of the file, by the thing it was about
	fresh map[ulid.ULID]bool // made by this run
}

func (in *equipmentImport) prepare() error {
	set, err := in.tx.Settings()
	if err != nil {
		return err
	}
	in.who, in.kinds, in.columns = cmp.Or(set.UserName, in.core.login), kindsOf(set), equipmentColumns()
	in.items, in.lines, in.fresh = map[ulid.ULID]*sop.Equipment{}, map[ulid.ULID]int{}, map[ulid.ULID]bool{}
	if in.directory, err = newDirectory(in.tx); err != nil {
		return err
	}
	if in.agencies, err = allOf(in.tx.Agencies(), in.tx); err != nil {
		return err
	}
	if in.spots, err = newSpotIndex(in.tx); err != nil {
		return err
	}
	in.places = map[ulid.ULID]sop.Spot{}
	for _, all := range in.spots {
		for _, s := range all {
			in.places[s.ID] = s
		}
	}
	if in.taken, err = in.core.register.taken(in.tx, in.now); err != nil {
		return err
	}
	in.cameras, in.paths = map[string]db.Camera{}, map[ulid.ULID]string{}
	for cam, err := range each(in.tx.Cameras(), in.tx) {
		if err != nil {
			return err
		}
		in.cameras[joined(cam.Name)], in.cameras[joined(cam.Path)] = cam, cam
		in.paths[cam.ID] = cam.Path
	}
	return nil
}

// table judges the rows of one table.
func (in *equipmentImport) table(ctx context.Context, sheet int, t *table) error {
	if isMoves(t) {
		return in.moves(sheet, t)
	}
	for i, row := range t.rows {
		if i%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		out := ImportRow{Line: row.line, Sheet: sheet}
		if row.bad != nil {
			out.Problems = []*FieldError{row.bad}
		} else if err := in.row(t, row, &out); err != nil {
			return err
		}
		in.report.Rows = append(in.report.Rows, out)
	}
	return nil
}

// row judges one row and notes what becomes of its thing.
func (in *equipmentImport) row(t *table, row tableRow, out *ImportRow) error {
	get := func(column string) string { return t.cell(row, column) }
	out.Name = strings.TrimSpace(get("kode_internal") + " " + get("nama"))
	for i, cell := range row.cells {
		if i < len(t.columns) && t.columns[i] != "" && failedFormula(cell) {
			out.Problems = append(out.Problems, &FieldError{Field: t.columns[i], Rule: FieldFormula, Value: cell})
		}
	}
	if len(out.Problems) > 0 {
		return nil
	}
	e, found, err := in.find(get)
	if err != nil {
		return err
	}
	if first, twice := in.lines[e.ID]; found && twice {
		out.Problems = append(out.Problems, &FieldError{Field: in.key(get), Rule: FieldTwice, Row: first})
		return nil
	}
	switch {
	case found && in.options.Mode == ModeAdd:
		out.Verb, out.ID = VerbSkip, e.ID
		out.Hints = append(out.Hints, &FieldError{Field: in.key(get), Rule: FieldTaken, Other: e.Code})
		return nil
	case !found && in.options.Mode == ModeUpdate:
		out.Problems = append(out.Problems, &FieldError{Field: in.key(get), Rule: FieldNone, Value: cmp.Or(get("kode_internal"), get("nomor_seri"))})
		return nil
	}
	before := in.cells(e)
	in.facts(t, get, &e, found, out)
	if found {
		err = in.update(get, &e, out)
	} else {
		err = in.add(get, &e, out)
	}
	if err != nil {
		return err
	}
	return in.judge(before, e, found, row.line, out)
}

// failedFormula says that a cell holds what a spreadsheet writes when it cannot
// count, or a formula that nobody has counted.
func failedFormula(cell string) bool {
	cell = strings.TrimSpace(cell)
	switch {
	case cell == formulaMark, strings.HasPrefix(cell, "="):
		return true
	case strings.HasPrefix(cell, "#"):
		return slices.Contains([]string{"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}, strings.ToUpper(cell))
	}
	return false
}

// key is the column by which a row is known again.
func (in *equipmentImport) key(get func(string) string) string {
	if get("kode_internal") == "" && get("nomor_seri") != "" {
		return "nomor_seri"
	}
	return "kode_internal"
}

// find gives the thing that a row is about: of the register, of an earlier row,
// or a new one.
func (in *equipmentImport) find(get func(string) string) (sop.Equipment, bool, error) {
	id, ok := in.taken.ByCode(get("kode_internal"))
	if !ok && get("kode_internal") == "" {
		id, ok = in.taken.BySerial(get("merk"), get("nomor_seri"))
	}
	if !ok {
		return sop.Equipment{ID: ulid.Make()}, false, nil
	}
	e, err := in.item(id)
	return e, true, err
}

// item gives a thing as this run has left it.
func (in *equipmentImport) item(id ulid.ULID) (sop.Equipment, error) {
	if e, ok := in.items[id]; ok {
		return *e, nil
	}
	return in.tx.Equipment().Get(in.tx, id)
}

// facts reads the cells that are facts of the thing itself.
func (in *equipmentImport) facts(t *table, get func(string) string, e *sop.Equipment, found bool, out *ImportRow) {
	for _, c := range in.columns {
		if c.set == nil || !t.has(c.name) {
			continue
		}
		cell := get(c.name)
		if cell == "" {
			if found && in.options.ClearBlank && c.clear != nil {
				c.clear(e)
			}
			continue
		}
		// What is wrong with a cell is a FieldError; the store is not asked.
		_ = out.problem(c.name, c.set(in, e, cell))
	}
	if path := get("jalur"); path != "" {
		cam, ok := in.cameras[joined(path)]
		if !ok {
			out.Hints = append(out.Hints, &FieldError{Field: "jalur", Rule: FieldUnknown, Value: path})
			return
		}
		e.CameraID = cam.ID
	}
}

// judge checks what a row has made of a thing, and notes it.
func (in *equipmentImport) judge(before equipmentCells, e sop.Equipment, found bool, line int, out *ImportRow) error {
	if len(out.Problems) > 0 {
		return nil
	}
	if err := in.core.completeItem(in.tx, &e, in.kinds, in.taken); err != nil {
		return err
	}
	for _, f := range slices.Concat(sop.CheckEquipment(e, in.kinds, in.now), in.taken.Check(e)) {
		if f.Warning {
			out.Hints = append(out.Hints, fieldOf(f))
			continue
		}
		out.Problems = append(out.Problems, fieldOf(f))
	}
	if len(out.Problems) > 0 {
		return nil
	}
	out.ID, out.Name = e.ID, strings.TrimSpace(e.Code+" "+e.Name)
	out.Verb = VerbAdd
	if found {
		out.Verb, out.Changes = VerbChange, in.changes(before, in.cells(e))
		if len(out.Changes) == 0 {
			out.Verb = VerbKeep
		}
		in.taken.Remove(before.item)
	}
	in.taken.Add(e)
	in.lines[e.ID] = line
	if out.Verb != VerbKeep {
		in.note(e, !found)
	}
	return nil
}

// note remembers what is to be kept.
func (in *equipmentImport) note(e sop.Equipment, fresh bool) {
	if _, had := in.items[e.ID]; !had {
		in.order = append(in.order, e.ID)
	}
	if fresh {
		in.fresh[e.ID] = true
	}
	in.items[e.ID] = &e
}

// keep writes what the run has made.
func (in *equipmentImport) keep() error {
	for _, id := range in.order {
		e := in.items[id]
		if err := in.core.moveCamera(in.tx, *e); err != nil {
			return err
		}
		if err := in.tx.Equipment().Put(in.tx, id, *e); err != nil {
			return err
		}
	}
	return nil
}

// cells are those of one thing as an export would write them now.
func (in *equipmentImport) cells(e sop.Equipment) equipmentCells {
	s := e.At(in.now)
	return equipmentCells{item: e, state: s, kind: sop.KindOf(in.kinds, e.Kind), agency: in.agencies[e.Owned.AgencyID],
		spot: in.places[s.SiteID], path: in.paths[e.CameraID]}
}

// changes are the columns that differ.
func (in *equipmentImport) changes(before, after equipmentCells) []db.Change {
	var out []db.Change
	for _, c := range in.columns {
		old, now := textOf(c.get(before)), textOf(c.get(after))
		if old != now {
			out = append(out, db.Change{Field: c.name, Old: old, New: now})
		}
	}
	return out
}
