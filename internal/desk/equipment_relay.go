package desk

import (
	"cmp"
	"errors"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// FromCamera enters a camera of the relay into the register, with what the
// relay knows of it, as ptz or statis. One that stands there already gives its
// id.
func (r *Equipment) FromCamera(camera ulid.ULID, cameraType string) (ulid.ULID, error) {
	var id ulid.ULID
	err := r.core.write(actionTieItem, "", time.Time{}, func(tx *db.Tx) error {
		tied, err := r.core.tiedCameras(tx)
		if err != nil {
			return err
		}
		if id = tied[camera]; id != (ulid.ULID{}) {
			return nil
		}
		cam, err := tx.Cameras().Get(tx, camera)
		if err != nil {
			return err
		}
		id, err = r.core.enterCamera(tx, cam, cameraType)
		return err
	})
	return id, err
}

// FromCameras enters every camera of the relay that stands in no register, as
// one act, and says how many.
func (r *Equipment) FromCameras(cameraType string) (int, error) {
	n := 0
	err := r.core.write(actionTieItem, "", time.Time{}, func(tx *db.Tx) error {
		tied, err := r.core.tiedCameras(tx)
		if err != nil {
			return err
		}
		cameras, err := listOf(tx.Cameras(), tx)
		if err != nil {
			return err
		}
		for _, cam := range cameras {
			if !cam.Trashed.IsZero() || tied[cam.ID] != (ulid.ULID{}) {
				continue
			}
			if _, err := r.core.enterCamera(tx, cam, cameraType); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}

// Tie says which camera of the relay a thing is; the zero id unties it. A
// camera is one thing only.
func (r *Equipment) Tie(id, camera ulid.ULID) (EquipmentView, error) {
	return r.changed(id, actionTieItem, "", func(tx *db.Tx, e *sop.Equipment) error {
		if camera == (ulid.ULID{}) {
			e.CameraID = camera
			return nil
		}
		tied, err := r.core.tiedCameras(tx)
		if err != nil {
			return err
		}
		if other := tied[camera]; other != (ulid.ULID{}) && other != id {
			has, err := tx.Equipment().Get(tx, other)
			if err != nil {
				return err
			}
			return &FieldError{Field: "jalur", Rule: FieldTaken, Other: has.Code}
		}
		if _, err := tx.Cameras().Get(tx, camera); err != nil {
			return err
		}
		e.CameraID = camera
		return nil
	})
}

// Untied lists the cameras of the relay that stand in no register, by name.
func (r *Equipment) Untied() ([]CameraRow, error) {
	rows, err := (&Cameras{r.core}).List(CameraFilter{})
	if err != nil {
		return nil, err
	}
	var tied map[ulid.ULID]ulid.ULID
	err = r.core.store.Read(func(tx *db.Tx) error {
		tied, err = r.core.tiedCameras(tx)
		return err
	})
	var out []CameraRow
	for _, row := range rows {
		if tied[row.ID] == (ulid.ULID{}) {
			out = append(out, row)
		}
	}
	return out, err
}

// tiedCameras gives the thing that each camera of the relay is.
func (c *core) tiedCameras(tx *db.Tx) (map[ulid.ULID]ulid.ULID, error) {
	rows, err := c.register.rows(tx, c.now())
	out := map[ulid.ULID]ulid.ULID{}
	for _, row := range rows {
		if row.CameraID != (ulid.ULID{}) && row.Trashed.IsZero() {
			out[row.CameraID] = row.ID
		}
	}
	return out, err
}

// enterCamera makes a thing of the register of one camera.
func (c *core) enterCamera(tx *db.Tx, cam db.Camera, cameraType string) (ulid.ULID, error) {
	set, err := tx.Settings()
	if err != nil {
		return ulid.ULID{}, err
	}
	kind := sop.EquipmentKind{}
	for _, k := range kindsOf(set) {
		if k.Camera {
			kind = k
			break
		}
	}
	var site ulid.ULID
	if cam.Site != "" {
		spots, err := newSpotIndex(tx)
		if err != nil {
			return ulid.ULID{}, err
		}
		spot := sop.Spot{Site: sop.Site{Name: cam.Site, District: cam.District, Village: cam.Village, Category: cam.Category}}
		if site, _, err = c.spotNamed(tx, spots, spot); err != nil {
			return ulid.ULID{}, err
		}
	}
	day := cam.Created
	if day.IsZero() || day.After(c.now()) {
		day = c.now()
	}
	e := sop.Equipment{
		ID: ulid.Make(), Kind: kind.Key, ItemCode: kind.ItemCode, Name: cam.Name, Serial: cam.Serial, CameraID: cam.ID,
		Camera: sop.CameraSpec{Type: cameraType}, Installed: day, Owned: sop.Ownership{AgencyID: cam.AgencyID},
		Movements: []sop.Movement{c.signed(sop.Movement{Kind: sop.MoveAdd, Date: day, SiteID: site, Condition: sop.Good})},
	}
	if cam.Width > 0 {
		e.Camera.Resolution = resolution(cam.Width, cam.Height)
	}
	if e.Owned.AgencyID == (ulid.ULID{}) { // of nobody yet: the office's own until somebody says otherwise
		if e.Owned.AgencyID, err = ownAgency(tx, set); err != nil {
			return ulid.ULID{}, err
		}
	}
	return e.ID, c.putItem(tx, &e)
}

// ownAgency finds the office itself in the directory.
func ownAgency(tx *db.Tx, set db.Settings) (ulid.ULID, error) {
	d, err := newDirectory(tx)
	if err != nil {
		return ulid.ULID{}, err
	}
	for _, name := range []string{set.Office, "Dinas Komunikasi dan Informatika", "Diskominfo"} {
		if id, err := d.find(name); err == nil {
			return id, nil
		}
	}
	return ulid.ULID{}, nil
}

// moveCamera brings the camera of the relay that a thing is to the thing's
// titik: a place is not typed twice.
func (c *core) moveCamera(tx *db.Tx, e sop.Equipment) error {
	if e.CameraID == (ulid.ULID{}) {
		return nil
	}
	cam, err := tx.Cameras().Get(tx, e.CameraID)
	if errors.Is(err, db.ErrNotFound) {
		return nil // erased
	}
	if err != nil {
		return err
	}
	spot, err := getOrZero(tx.Spots(), tx, e.At(c.now()).SiteID)
	if err != nil || spot.Name == "" {
		return err
	}
	cam.Site, cam.District, cam.Village = spot.Name, cmp.Or(spot.District, cam.District), cmp.Or(spot.Village, cam.Village)
	cam.Category = cmp.Or(spot.Category, cam.Category)
	return tx.Cameras().Put(tx, cam.ID, cam)
}

// spotIndex finds titik by their names.
type spotIndex map[string][]sop.Spot

func newSpotIndex(tx *db.Tx) (spotIndex, error) {
	out := spotIndex{}
	for s, err := range each(tx.Spots(), tx) {
		if err != nil {
			return nil, err
		}
		if s.Trashed.IsZero() {
			out.add(s)
		}
	}
	return out, nil
}

func (x spotIndex) add(s sop.Spot) { x[joined(s.Name)] = append(x[joined(s.Name)], s) }

// find gives the titik of a name, in a kecamatan when one is given.
func (x spotIndex) find(name, district string) (sop.Spot, bool) {
	for _, s := range x[joined(name)] {
		if district == "" || s.District == "" || s.District == district {
			return s, true
		}
	}
	return sop.Spot{}, false
}

// spotNamed finds a titik by its name, or makes it; fresh says which.
func (c *core) spotNamed(tx *db.Tx, x spotIndex, s sop.Spot) (id ulid.ULID, fresh bool, err error) {
	if has, ok := x.find(s.Name, s.District); ok {
		return has.ID, false, nil
	}
	s.ID, s.Created, s.Name = ulid.Make(), c.now().UTC(), strings.Join(strings.Fields(s.Name), " ")
	if err := fieldErrors(sop.CheckSpot(s)); err != nil {
		return ulid.ULID{}, false, err
	}
	x.add(s)
	return s.ID, true, tx.Spots().Put(tx, s.ID, s)
}
