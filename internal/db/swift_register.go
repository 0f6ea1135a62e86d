package db

import (
	"encoding/json"
	"fmt"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// readEquipment reads a thing of the register. A test compares each field with
// what package json makes of it: a field that is forgotten here would still be
// read, only slowly.
func readEquipment(id ulid.ULID, data []byte) (sop.Equipment, error) {
	payload, err := payloadOf(bucketEquipment, id[:], data)
	if err != nil {
		return sop.Equipment{}, err
	}
	r := swift{data: payload}
	var e sop.Equipment
	if r.equipment(&e); !r.odd && r.at == len(payload) {
		return e, nil
	}
	e = sop.Equipment{}
	if err := json.Unmarshal(payload, &e); err != nil {
		return sop.Equipment{}, fmt.Errorf("%w: %s/%x: %v", ErrDamaged, bucketEquipment, id[:], err)
	}
	return e, nil
}

func (r *swift) equipment(e *sop.Equipment) {
	r.fields(func(name string) bool {
		if text := equipmentText(e, name); text != nil {
			*text = r.text()
			return true
		}
		switch name {
		case "ID":
			e.ID = r.id()
		case "CameraID":
			e.CameraID = r.id()
		case "Installed":
			e.Installed = r.moment()
		case "Created":
			e.Created = r.moment()
		case "Trashed":
			e.Trashed = r.moment()
		case "Camera":
			r.camera(&e.Camera)
		case "Owned":
			r.ownership(&e.Owned)
		case "Link":
			r.connection(&e.Link)
		case "Files":
			e.Files = swiftList(r, r.attachment)
		case "Movements":
			e.Movements = swiftList(r, r.movement)
		case "Inspections":
			e.Inspections = swiftList(r, r.inspection)
		default:
			return false
		}
		return true
	})
}

// equipmentText is the place of a text of a thing, nil when name is none.
func equipmentText(e *sop.Equipment, name string) *string {
	switch name {
	case "Code":
		return &e.Code
	case "Kind":
		return &e.Kind
	case "ItemCode":
		return &e.ItemCode
	case "Register":
		return &e.Register
	case "Name":
		return &e.Name
	case "Brand":
		return &e.Brand
	case "Model":
		return &e.Model
	case "Serial":
		return &e.Serial
	case "Spec":
		return &e.Spec
	case "Unit":
		return &e.Unit
	case "Note":
		return &e.Note
	}
	return nil
}

func (r *swift) camera(c *sop.CameraSpec) {
	r.fields(func(name string) bool {
		switch name {
		case "Type":
			c.Type = r.text()
		case "Resolution":
			c.Resolution = r.text()
		case "Infrared":
			c.Infrared = r.yes()
		default:
			return false
		}
		return true
	})
}

func (r *swift) ownership(o *sop.Ownership) {
	r.fields(func(name string) bool {
		switch name {
		case "AgencyID":
			o.AgencyID = r.id()
		case "Manager":
			o.Manager = r.text()
		case "Keeper":
			o.Keeper = r.text()
		case "Year":
			o.Year = int(r.whole())
		case "Acquired":
			o.Acquired = r.text()
		case "Fund":
			o.Fund = r.text()
		case "Price":
			o.Price = r.whole()
		case "Warranty":
			o.Warranty = r.moment()
		default:
			return false
		}
		return true
	})
}

func (r *swift) connection(c *sop.Connection) {
	r.fields(func(name string) bool {
		switch name {
		case "Media":
			c.Media = r.text()
		case "Provider":
			c.Provider = r.text()
		case "Customer":
			c.Customer = r.text()
		case "Due":
			c.Due = r.moment()
		case "IP":
			c.IP = r.text()
		case "MAC":
			c.MAC = r.text()
		default:
			return false
		}
		return true
	})
}

func (r *swift) attachment(a *sop.Attachment) {
	r.fields(func(name string) bool {
		switch name {
		case "ID":
			a.ID = r.id()
		case "Name":
			a.Name = r.text()
		case "Size":
			a.Size = r.whole()
		case "SHA":
			a.SHA = r.text()
		case "Added":
			a.Added = r.moment()
		case "By":
			a.By = r.text()
		default:
			return false
		}
		return true
	})
}

func (r *swift) movement(m *sop.Movement) {
	r.fields(func(name string) bool {
		switch name {
		case "ID":
			m.ID = r.id()
		case "Date":
			m.Date = r.moment()
		case "Kind":
			m.Kind = sop.MovementKind(r.text())
		case "SiteID":
			m.SiteID = r.id()
		case "Condition":
			m.Condition = sop.Condition(r.text())
		case "Quantity":
			m.Quantity = int(r.whole())
		case "HandedTo":
			m.HandedTo = r.text()
		case "Basis":
			m.Basis = r.text()
		case "Note":
			m.Note = r.text()
		case "By":
			m.By = r.text()
		case "Recorded":
			m.Recorded = r.moment()
		default:
			return false
		}
		return true
	})
}

func (r *swift) inspection(i *sop.Inspection) {
	r.fields(func(name string) bool {
		switch name {
		case "ID":
			i.ID = r.id()
		case "At":
			i.At = r.moment()
		case "Found":
			i.Found = sop.Operation(r.text())
		case "Cause":
			i.Cause = r.text()
		case "Officer":
			i.Officer = r.text()
		case "Note":
			i.Note = r.text()
		case "OutageID":
			i.OutageID = r.id()
		case "Recorded":
			i.Recorded = r.moment()
		default:
			return false
		}
		return true
	})
}
