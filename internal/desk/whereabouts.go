package desk

import (
	"slices"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// whereabouts tells at which titik of the register a camera of the relay stands:
// at that of the thing which it is, or else at the one that is called as its site.
type whereabouts struct {
	spots  map[ulid.ULID]sop.Spot
	names  spotIndex
	stands map[ulid.ULID]ulid.ULID // camera to titik
}

func (c *core) whereabouts(tx *db.Tx) (*whereabouts, error) {
	w := &whereabouts{}
	var err error
	if w.spots, err = allOf(tx.Spots(), tx); err != nil {
		return nil, err
	}
	if len(w.spots) == 0 {
		return w, nil // the register need not be read
	}
	if w.names, err = newSpotIndex(tx); err != nil {
		return nil, err
	}
	w.stands, err = c.register.stands(tx, c.now())
	return w, err
}

// of gives a camera's titik; site and district are its own, or its request's.
func (w *whereabouts) of(camera ulid.ULID, site, district string) (sop.Spot, bool) {
	if spot, ok := w.spots[w.stands[camera]]; ok && spot.Trashed.IsZero() {
		return spot, true
	}
	if site == "" {
		return sop.Spot{}, false
	}
	return w.names.find(site, district)
}

// place says where a camera is: where it was put itself, or where its titik is.
func (w *whereabouts) place(p *PulseCamera) {
	if (Place{p.Lat, p.Lon}).Known() {
		return
	}
	if spot, ok := w.of(p.ID, p.Site, p.District); ok && spot.Located() {
		p.Lat, p.Lon, p.OfSpot = spot.Lat, spot.Lon, true
		if p.District == "" {
			p.District = spot.District
		}
	}
}

// siteOf is the site of a camera, by its request when that has only one.
func siteOf(cam db.Camera, request *RequestRow) (site, district string) {
	if cam.Site != "" || request == nil || len(request.Sites) != 1 {
		return cam.Site, cam.District
	}
	if cam.District == "" && len(request.Districts) == 1 {
		return request.Sites[0], request.Districts[0]
	}
	return request.Sites[0], cam.District
}

// stands gives the titik of every camera of the relay that is a thing of the
// register and stands somewhere.
func (b *equipmentBook) stands(tx *db.Tx, now time.Time) (map[ulid.ULID]ulid.ULID, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.update(tx, now); err != nil {
		return nil, err
	}
	out := map[ulid.ULID]ulid.ULID{}
	for _, line := range b.order {
		if line.row.CameraID != (ulid.ULID{}) && line.row.Trashed.IsZero() && line.row.State.Held() {
			out[line.row.CameraID] = line.row.SiteID
		}
	}
	return out, nil
}

// Locate says where cameras stand, all in one act; the zero Place takes them off
// the map. Their titik gets the place too when the register has none for it: it
// is not typed twice.
func (r *Cameras) Locate(ids []ulid.ULID, at Place) error {
	if !onEarth(at.Lat, at.Lon) {
		return &FieldError{Field: "koordinat", Rule: FieldCount}
	}
	return r.core.write("letakkan-kamera", "", time.Time{}, func(tx *db.Tx) error {
		w, err := r.core.whereabouts(tx)
		if err != nil {
			return err
		}
		var filled []ulid.ULID
		for _, id := range ids {
			cam, err := tx.Cameras().Get(tx, id)
			if err != nil {
				return err
			}
			cam.Lat, cam.Lon = at.Lat, at.Lon
			if err := tx.Cameras().Put(tx, id, cam); err != nil {
				return err
			}
			spot, ok := w.of(id, cam.Site, cam.District)
			if !ok || spot.Located() || !at.Known() || slices.Contains(filled, spot.ID) {
				continue
			}
			spot.Lat, spot.Lon = at.Lat, at.Lon
			if err := tx.Spots().Put(tx, spot.ID, spot); err != nil {
				return err
			}
			filled = append(filled, spot.ID)
		}
		return nil
	})
}
