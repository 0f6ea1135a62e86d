package db

import (
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// The buckets of the equipment register.
const (
	bucketEquipment = "equipment"
	bucketSpots     = "spots"
)

// Objects of the register in the trail.
const (
	ObjectEquipment = "equipment"
	ObjectSpot      = "spot"
)

// RegisterSettings are the office's own tables of the equipment register.
type RegisterSettings struct {
	Kinds       []sop.EquipmentKind // jenis; empty: those of the program
	ItemCodes   []sop.ItemCode      // kode barang; empty: those of the program
	Filters     []EquipmentFilter   // of the list of equipment, by name
	SOPReviewed time.Time           // day on which the SOP was looked at last; zero = not noted
}

// EquipmentFilter is a choice of equipment that somebody has given a name.
type EquipmentFilter struct {
	Name, Text, State string
	Shelf             string
	AgencyID          ulid.ULID
	District          string
	Kind              string
	Condition         string
	Media             string
}

// Equipment is the register, a thing with its movements and inspections in one
// record.
func (tx *Tx) Equipment() Coll[sop.Equipment] {
	return Coll[sop.Equipment]{bucket: bucketEquipment, object: ObjectEquipment, name: func(e sop.Equipment) string { return e.Code }, load: readEquipment}
}

// Spots are the titik where equipment stands.
func (tx *Tx) Spots() Coll[sop.Spot] {
	return Coll[sop.Spot]{bucket: bucketSpots, object: ObjectSpot, name: func(s sop.Spot) string { return s.Name }}
}
