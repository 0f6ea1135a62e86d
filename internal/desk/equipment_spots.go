package desk

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Register is the room of the register's tables: titik, jenis, kode barang.
type Register struct{ core *core }

// SpotRow is one titik with what stands there now.
type SpotRow struct {
	sop.Spot
	Cameras, Others int
	Notices         []*FieldError // worth a look
}

// Spots lists the titik by name, with how much stands at each.
func (r *Register) Spots() ([]SpotRow, error) {
	var out []SpotRow
	err := r.core.store.Read(func(tx *db.Tx) error {
		rows, err := r.core.register.rows(tx, r.core.now())
		if err != nil {
			return err
		}
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		cameras, others := map[ulid.ULID]int{}, map[ulid.ULID]int{}
		for _, row := range rows {
			switch {
			case !row.Trashed.IsZero() || !row.State.Held():
			case sop.KindOf(kindsOf(set), row.Kind).Camera:
				cameras[row.SiteID] += row.State.Quantity
			default:
				others[row.SiteID] += row.State.Quantity
			}
		}
		for s, err := range each(tx.Spots(), tx) {
			if err != nil {
				return err
			}
			if !s.Trashed.IsZero() {
				continue
			}
			row := SpotRow{Spot: s, Cameras: cameras[s.ID], Others: others[s.ID]}
			for _, f := range sop.CheckSpot(s) {
				row.Notices = append(row.Notices, fieldOf(f))
			}
			out = append(out, row)
		}
		return nil
	})
	slices.SortFunc(out, func(a, b SpotRow) int { return cmp.Or(strings.Compare(a.Name, b.Name), a.ID.Compare(b.ID)) })
	return out, err
}

// PutSpot keeps a titik, a new one when its id is zero, and gives its id.
func (r *Register) PutSpot(s sop.Spot) (ulid.ULID, error) {
	s.Name = strings.Join(strings.Fields(s.Name), " ")
	if err := fieldErrors(sop.CheckSpot(s)); err != nil {
		return ulid.ULID{}, err
	}
	if s.ID == (ulid.ULID{}) {
		s.ID, s.Created = ulid.Make(), r.core.now().UTC()
	}
	err := r.core.write("simpan-titik", "", time.Time{}, func(tx *db.Tx) error {
		for other, err := range each(tx.Spots(), tx) {
			if err != nil {
				return err
			}
			if other.ID != s.ID && other.Trashed.IsZero() && joined(other.Name) == joined(s.Name) && other.District == s.District {
				return &FieldError{Field: "titik", Rule: FieldTaken, Value: s.Name, Other: other.Name}
			}
		}
		return tx.Spots().Put(tx, s.ID, s)
	})
	return s.ID, err
}

// RemoveSpot takes a titik out of the lists. One where something stands stays
// (ErrInUse); what stood there once keeps its name.
func (r *Register) RemoveSpot(id ulid.ULID) error {
	return r.core.write("hapus-titik", "", time.Time{}, func(tx *db.Tx) error {
		rows, err := r.core.register.rows(tx, r.core.now())
		if err != nil {
			return err
		}
		for _, row := range rows {
			if row.SiteID == id && row.Trashed.IsZero() && row.State.Held() {
				return ErrInUse
			}
		}
		s, err := tx.Spots().Get(tx, id)
		if err != nil {
			return err
		}
		s.Trashed = r.core.now().UTC()
		return tx.Spots().Put(tx, id, s)
	})
}

// Kinds gives the office's table of jenis.
func (r *Register) Kinds() ([]sop.EquipmentKind, error) {
	set, err := (&Office{r.core}).Settings()
	return kindsOf(set), err
}

// ItemCodes gives the office's table of kode barang.
func (r *Register) ItemCodes() ([]sop.ItemCode, error) {
	set, err := (&Office{r.core}).Settings()
	return itemCodesOf(set), err
}

// SetKinds keeps the table of jenis. A kind that something in the register is
// of cannot go (ErrInUse); names and prefixes must differ.
func (r *Register) SetKinds(kinds []sop.EquipmentKind) error {
	kinds = slices.Clone(kinds)
	names := map[string]bool{}
	for i := range kinds {
		k := &kinds[i]
		k.Name, k.Prefix, k.ItemCode, k.Unit = strings.TrimSpace(k.Name), strings.ToUpper(strings.TrimSpace(k.Prefix)), strings.TrimSpace(k.ItemCode), strings.TrimSpace(k.Unit)
		switch {
		case k.Name == "":
			return &FieldError{Field: "jenis", Rule: FieldMissing, Row: i + 1}
		case k.Prefix == "" || len(k.Prefix) > 6 || joined(k.Prefix) != strings.ToLower(k.Prefix):
			return &FieldError{Field: "awalan", Rule: FieldName, Value: k.Prefix, Row: i + 1}
		case names[joined(k.Name)] || names["\x00"+k.Prefix]:
			return &FieldError{Field: "jenis", Rule: FieldTaken, Value: k.Name, Other: k.Name, Row: i + 1}
		}
		names[joined(k.Name)], names["\x00"+k.Prefix] = true, true
		if k.Key == "" {
			k.Key = joined(k.Name)
			for n := 2; slices.ContainsFunc(kinds[:i], func(o sop.EquipmentKind) bool { return o.Key == k.Key }); n++ {
				k.Key = joined(k.Name) + strconv.Itoa(n)
			}
		}
	}
	return r.core.write("ubah-pengaturan", "", time.Time{}, func(tx *db.Tx) error {
		rows, err := r.core.register.rows(tx, r.core.now())
		if err != nil {
			return err
		}
		for _, row := range rows {
			if !slices.ContainsFunc(kinds, func(k sop.EquipmentKind) bool { return k.Key == row.Kind }) {
				return ErrInUse
			}
		}
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		set.Register.Kinds = kinds
		return tx.PutSettings(set)
	})
}

// SetItemCodes keeps the table of kode barang.
func (r *Register) SetItemCodes(codes []sop.ItemCode) error {
	codes = slices.Clone(codes)
	had := map[string]bool{}
	for i := range codes {
		c := &codes[i]
		c.Code, c.Name = strings.TrimSpace(c.Code), strings.TrimSpace(c.Name)
		switch {
		case !sop.IsItemCode(c.Code):
			return &FieldError{Field: "kode_barang", Rule: FieldRule(sop.FlawItemCode), Value: c.Code, Row: i + 1}
		case had[c.Code]:
			return &FieldError{Field: "kode_barang", Rule: FieldTaken, Value: c.Code, Other: c.Code, Row: i + 1}
		}
		had[c.Code] = true
	}
	return (&Office{r.core}).ChangeSettings(func(s *db.Settings) { s.Register.ItemCodes = codes })
}

// ReviewedSOP notes that the SOP has been looked at on a day.
func (r *Register) ReviewedSOP(day time.Time) error {
	if day.After(r.core.now()) {
		return &FieldError{Field: "tanggal", Rule: FieldRule(sop.FlawFuture)}
	}
	return (&Office{r.core}).ChangeSettings(func(s *db.Settings) { s.Register.SOPReviewed = sop.Day(day) })
}

func resolution(width, height int) string {
	return strconv.Itoa(width) + "x" + strconv.Itoa(height)
}
