package desk

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// What a row says of where a thing stands, in what condition and how many there
// are is history: of a new thing it makes the first movement, of a known one
// movements of today.

// conditionWords are the conditions as sheets have them.
func conditionWords() map[string]string {
	return map[string]string{"baik": "B", "rusakringan": "RR", "kb": "RR", "kurangbaik": "RR", "rusakberat": "RB", "rusak": "RB"}
}

func operationWords() map[string]string {
	return map[string]string{"aktif": "online", "hidup": "online", "nyala": "online", "on": "online", "menyala": "online",
		"tidakaktif": "offline", "mati": "offline", "off": "offline", "padam": "offline", "belumterpasang": "belum-dipasang"}
}

func causeWords() map[string]string {
	return map[string]string{"kamera": "cctv", "pln": "listrik", "internet": "media", "jaringan": "media", "fo": "media"}
}

// placing is what a row says of a thing's place and state.
type placing struct {
	site      ulid.ULID
	named     bool // a titik was given
	condition sop.Condition
	quantity  int
	status    sop.AssetStatus
	found     *sop.Inspection
}

// placing reads the cells that are no facts of the thing itself.
func (in *equipmentImport) placing(get func(string) string, out *ImportRow) (placing, error) {
	var p placing
	note := func(column string, err error) { _ = out.problem(column, err) }
	if cell := get("kondisi"); cell != "" {
		c, err := pick(cell, []string{"B", "RR", "RB"}, conditionWords())
		p.condition = sop.Condition(c)
		note("kondisi", err)
	}
	if cell := get("jumlah"); cell != "" {
		n, err := whole(cell)
		if err == nil && n < 1 {
			err = &FieldError{Rule: FieldCount, Value: cell}
		}
		p.quantity = n
		note("jumlah", err)
	}
	if cell := get("status_aset"); cell != "" {
		var all []string
		for _, s := range sop.AssetStatuses() {
			all = append(all, string(s))
		}
		s, err := pick(cell, all, nil)
		p.status = sop.AssetStatus(s)
		note("status_aset", err)
	}
	p.found = in.inspection(get, out)
	if get("titik") == "" {
		return p, nil
	}
	p.named = true
	spot, ok := in.spotOf(get, out)
	if !ok {
		return p, nil
	}
	if has, known := in.spots.find(spot.Name, spot.District); known {
		p.site = has.ID
		return p, in.fillSpot(has, spot)
	}
	id, _, err := in.core.spotNamed(in.tx, in.spots, spot)
	if err == nil {
		p.site, spot.ID = id, id
		in.places[id] = spot
	}
	return p, out.problem("titik", err)
}

// inspection reads what somebody found, and when; nil when the row tells
// nothing of it.
func (in *equipmentImport) inspection(get func(string) string, out *ImportRow) *sop.Inspection {
	if get("status_operasi") == "" {
		return nil
	}
	note := func(column string, err error) { _ = out.problem(column, err) }
	var all []string
	for _, o := range sop.Operations() {
		all = append(all, string(o))
	}
	i := sop.Inspection{ID: ulid.Make(), At: in.now.UTC(), Officer: in.who, Recorded: in.now.UTC()}
	found, err := pick(get("status_operasi"), all, operationWords())
	i.Found = sop.Operation(found)
	note("status_operasi", err)
	if cell := get("penyebab_offline"); cell != "" && i.Found == sop.Offline {
		i.Cause, err = pick(cell, sop.OfflineCauses(), causeWords())
		note("penyebab_offline", err)
	}
	if i.Found == sop.Offline && i.Cause == "" {
		i.Cause = sop.ReasonOther
	}
	if cell := get("tanggal_cek"); cell != "" {
		i.At, err = dayOf(cell)
		note("tanggal_cek", err)
	}
	return &i
}

// spotOf reads the cells of the titik.
func (in *equipmentImport) spotOf(get func(string) string, out *ImportRow) (sop.Spot, bool) {
	s := sop.Spot{Site: sop.Site{Name: strings.Join(strings.Fields(get("titik")), " "), Address: get("alamat_titik"), Village: get("kelurahan")}}
	wrong := len(out.Problems)
	note := func(column string, err error) { _ = out.problem(column, err) }
	var err error
	if cell := get("kecamatan"); cell != "" {
		s.District, err = district(cell)
		note("kecamatan", err)
	}
	if cell := get("kategori"); cell != "" {
		s.Category, err = pick(cell, append(sop.SiteCategories(), sop.ReasonOther), nil)
		note("kategori", err)
	}
	for column, to := range map[string]*float64{"lintang": &s.Lat, "bujur": &s.Lon} {
		if cell := get(column); cell != "" {
			*to, err = degrees(cell)
			note(column, err)
		}
	}
	for _, f := range sop.CheckSpot(s) {
		if f.Rule == sop.FlawBox {
			out.Hints = append(out.Hints, fieldOf(f))
		}
	}
	return s, len(out.Problems) == wrong
}

// fillSpot gives a known titik what it did not have.
func (in *equipmentImport) fillSpot(has, row sop.Spot) error {
	was := has
	has.Address, has.District = cmp.Or(has.Address, row.Address), cmp.Or(has.District, row.District)
	has.Village, has.Category = cmp.Or(has.Village, row.Village), cmp.Or(has.Category, row.Category)
	if !has.Located() {
		has.Lat, has.Lon = row.Lat, row.Lon
	}
	if has == was {
		return nil
	}
	list := in.spots[joined(has.Name)]
	list[slices.IndexFunc(list, func(s sop.Spot) bool { return s.ID == has.ID })] = has
	in.places[has.ID] = has
	return in.tx.Spots().Put(in.tx, has.ID, has)
}

// movement makes one that this import notes.
func (in *equipmentImport) movement(kind sop.MovementKind, day time.Time) sop.Movement {
	m := sop.Movement{ID: ulid.Make(), Kind: kind, Date: sop.Day(day), By: in.who, Recorded: in.now.UTC()}
	if in.report.File != "" {
		m.Basis = "Impor " + in.report.File
	}
	return m
}

// add makes the first movements of a new thing.
func (in *equipmentImport) add(get func(string) string, e *sop.Equipment, out *ImportRow) error {
	p, err := in.placing(get, out)
	if err != nil || len(out.Problems) > 0 {
		return err
	}
	first := in.movement(sop.MoveAdd, in.firstDay(get, *e, out))
	first.SiteID, first.Condition, first.Quantity = p.site, cmp.Or(p.condition, sop.Good), p.quantity
	if p.condition == "" {
		out.Hints = append(out.Hints, &FieldError{Field: "kondisi", Rule: FieldAssumed})
	}
	e.Movements = []sop.Movement{first}
	if p.found != nil {
		e.Inspections = []sop.Inspection{*p.found}
	}
	return in.stand(p.status, e)
}

// firstDay is when a new thing came into the books: as told, when it was put
// up, the first day of the year in which it was bought, or today.
func (in *equipmentImport) firstDay(get func(string) string, e sop.Equipment, out *ImportRow) time.Time {
	if cell := get("tanggal_tambah"); cell != "" {
		t, err := dayOf(cell)
		_ = out.problem("tanggal_tambah", err)
		return t
	}
	year := time.Date(max(e.Owned.Year, 1), 1, 1, 0, 0, 0, 0, sop.WIB())
	switch {
	case !e.Installed.IsZero() && !e.Installed.After(in.now):
		return e.Installed
	case e.Owned.Year >= sop.FirstYear && year.Before(in.now):
		return year
	}
	return in.now
}

// stand brings a thing to the stand in the books that a row names.
func (in *equipmentImport) stand(status sop.AssetStatus, e *sop.Equipment) error {
	if now := e.At(in.now).Status; status == "" || status == now || status == sop.AssetActive {
		return nil
	}
	m := in.movement(sop.MoveRemove, in.now)
	switch status {
	case sop.AssetProposed:
		m.Kind = sop.MovePropose
	case sop.AssetHanded:
		m.HandedTo = "-"
	}
	e.Movements = append(slices.Clone(e.Movements), m)
	return nil
}

// update adds the movements and inspections that make a known thing what the
// row says.
func (in *equipmentImport) update(get func(string) string, e *sop.Equipment, out *ImportRow) error {
	p, err := in.placing(get, out)
	if err != nil || len(out.Problems) > 0 {
		return err
	}
	s := e.At(in.now)
	e.Movements, e.Inspections = slices.Clone(e.Movements), slices.Clone(e.Inspections)
	if p.named && p.site != s.SiteID {
		m := in.movement(sop.MoveSite, in.now)
		m.SiteID = p.site
		e.Movements = append(e.Movements, m)
	}
	if p.condition != "" && p.condition != s.Condition {
		m := in.movement(sop.MoveCondition, in.now)
		m.Condition = p.condition
		e.Movements = append(e.Movements, m)
	}
	if p.quantity != 0 && s.Held() && p.quantity != s.Quantity {
		out.Hints = append(out.Hints, &FieldError{Field: "jumlah", Rule: FieldIgnored, Value: get("jumlah")})
	}
	if f := p.found; f != nil && (f.Found != s.Operation || get("tanggal_cek") != "" && day(f.At) != day(s.Inspected)) {
		e.Inspections = insertByTime(e.Inspections, *f)
	}
	return in.stand(p.status, e)
}
