package desk

import (
	"cmp"
	"context"
	"net"
	"slices"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Cameras is the room of the relay's cameras: found out about, published,
// proven, changed, switched off and thrown away.
type Cameras struct{ core *core }

// CameraFilter chooses cameras; the zero filter gives all but the trash.
type CameraFilter struct {
	Text     string // name, path, site, agency, district, host; words in any order
	AgencyID ulid.ULID
	States   []relay.State
	Trash    bool
}

// CameraRow is one line of the list.
type CameraRow struct {
	ID, AgencyID, RequestID ulid.ULID
	Name, Path              string
	Host                    string // host:port of the camera, never its login
	Agency                  string
	Request                 string // registration number
	Site, District          string
	Enabled                 bool
	Codec                   string
	Width, Height           int
	Status                  relay.CameraStatus
	Trashed                 time.Time
}

// CameraView is one camera with everything its sheet shows. The login inside
// its addresses does not print.
type CameraView struct {
	Camera  db.Camera
	Agency  sop.Agency
	Request string // registration number
	Status  relay.CameraStatus
	Address string      // where readers find it
	Outages []db.Outage // newest first, at most 50
	Trail   []db.AuditEntry
	// The thing of the register that the camera is; no code when it stands in none.
	EquipmentID ulid.ULID
	Equipment   string
}

// CameraDraft is a camera as the assistant or a table knows it.
type CameraDraft struct {
	Name, Path string
	// Address is what was pasted; a login inside is split off. URL is used when
	// Address is empty. Both empty in Update: the address stays.
	Address string
	URL     secret.URL
	// SubAddress and SubURL: the same for the sub stream. NoSub takes it away.
	SubAddress string
	SubURL     secret.URL
	NoSub      bool
	// User and Password override a login inside the address. In Update an empty
	// password for the same user on the same host keeps the old one.
	User      string
	Password  secret.Text
	Transport string // auto (or empty), tcp, udp

	AllowBasic, Enabled               bool
	OnDemand                          bool // pulled only while somebody watches
	Wait                              bool // readers may wait while it is away
	AgencyID, RequestID               ulid.ULID
	Site, District, Village, Category string
	Lat, Lon                          float64 // both 0 = not known
	Tags                              []string
	Fingerprint, Serial, Note         string
	Device                            string // lasting name of the ONVIF device
	// Verdict is what the probe found, kept as the camera's codec and size.
	Verdict *camera.Verdict
}

// List gives the cameras of a filter by name.
func (r *Cameras) List(f CameraFilter) ([]CameraRow, error) {
	var rows []CameraRow
	match := matcher(f.Text)
	status := r.core.statuses()
	err := r.core.store.Read(func(tx *db.Tx) error {
		agencies, err := allOf(tx.Agencies(), tx)
		if err != nil {
			return err
		}
		numbers, err := r.core.requestNumbers(tx)
		if err != nil {
			return err
		}
		for cam, err := range each(tx.Cameras(), tx) {
			if err != nil {
				return err
			}
			agency := agencies[cam.AgencyID]
			row := CameraRow{
				ID: cam.ID, AgencyID: cam.AgencyID, RequestID: cam.RequestID,
				Name: cam.Name, Path: cam.Path, Host: cam.URL.Host(), Agency: shortName(agency),
				Request: numbers[cam.RequestID], Site: cam.Site, District: cam.District,
				Enabled: cam.Enabled, Codec: cam.Codec, Width: cam.Width, Height: cam.Height,
				Status: statusOf(status, cam.ID, cam.Name, cam.Path), Trashed: cam.Trashed,
			}
			text := []string{cam.Name, cam.Path, cam.Site, cam.District, cam.Village, agency.Name, agency.Short, row.Host, row.Request}
			if f.takes(row) && match(text) {
				rows = append(rows, row)
			}
		}
		return nil
	})
	slices.SortFunc(rows, func(a, b CameraRow) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Path, b.Path))
	})
	return rows, err
}

func (f CameraFilter) takes(row CameraRow) bool {
	switch {
	case f.Trash != !row.Trashed.IsZero():
		return false
	case f.AgencyID != (ulid.ULID{}) && row.AgencyID != f.AgencyID:
		return false
	case len(f.States) > 0 && !slices.Contains(f.States, row.Status.State):
		return false
	}
	return true
}

// Get gives one camera.
func (r *Cameras) Get(id ulid.ULID) (CameraView, error) {
	var v CameraView
	status := r.core.statuses()
	err := r.core.store.Read(func(tx *db.Tx) error {
		cam, err := tx.Cameras().Get(tx, id)
		if err != nil {
			return err
		}
		v = CameraView{Camera: cam, Status: statusOf(status, cam.ID, cam.Name, cam.Path), Address: r.Address(cam.Path)}
		if v.Agency, err = getOrZero(tx.Agencies(), tx, cam.AgencyID); err != nil {
			return err
		}
		req, err := getOrZero(tx.Requests(), tx, cam.RequestID)
		if err != nil {
			return err
		}
		v.Request = req.Number
		items, err := r.core.register.rows(tx, r.core.now())
		if err != nil {
			return err
		}
		for _, item := range items {
			if item.CameraID == id && item.Trashed.IsZero() {
				v.EquipmentID, v.Equipment = item.ID, item.Code
			}
		}
		if v.Outages, err = outagesOf(tx, OutageFilter{CameraID: id, Limit: 50}); err != nil {
			return err
		}
		v.Trail, err = trail(tx, id, 200)
		return err
	})
	return v, err
}

// Probe finds out whether a draft's address leads to a picture. Nothing is kept.
func (r *Cameras) Probe(ctx context.Context, d CameraDraft, on func(camera.Hop)) camera.Verdict {
	url, _, err := d.addresses(db.Camera{})
	if err != nil {
		return camera.Verdict{Cause: camera.CauseName, Hop: camera.HopResolve}
	}
	return r.ProbeURL(ctx, camera.Target{
		URL: url, Transport: d.Transport, AllowBasic: d.AllowBasic, Fingerprint: d.Fingerprint,
	}, on)
}

// ProbeURL probes one address with this office's decoder. A login that a
// camera has refused twice is not sent to it again for a while.
func (r *Cameras) ProbeURL(ctx context.Context, t camera.Target, on func(camera.Hop)) camera.Verdict {
	if on == nil {
		on = func(camera.Hop) {}
	}
	return r.core.guard.Probe(ctx, t, r.core.still, on)
}

// Publish keeps a new camera and hands it to the relay.
func (r *Cameras) Publish(_ context.Context, d CameraDraft) (ulid.ULID, error) {
	var cam db.Camera
	err := r.core.write("terbitkan-kamera", "", time.Time{}, func(tx *db.Tx) error {
		used, err := pathsOf(tx)
		if err != nil {
			return err
		}
		cam, err = r.core.publish(tx, d, used)
		return err
	})
	if err != nil {
		return ulid.ULID{}, err
	}
	return cam.ID, r.core.put(cam)
}

// Update changes a camera; empty addresses and passwords keep the old ones.
func (r *Cameras) Update(id ulid.ULID, d CameraDraft) error {
	return r.change(id, "ubah-kamera", func(tx *db.Tx, cam *db.Camera) error {
		used, err := pathsOf(tx)
		if err != nil {
			return err
		}
		return r.core.fill(tx, cam, d, used)
	})
}

// SetEnabled switches a camera on or off.
func (r *Cameras) SetEnabled(id ulid.ULID, on bool) error {
	action := "matikan-kamera"
	if on {
		action = "nyalakan-kamera"
	}
	return r.change(id, action, func(_ *db.Tx, cam *db.Camera) error {
		cam.Enabled = on
		return nil
	})
}

// Trash takes a camera out of the relay and keeps its record in the trash.
func (r *Cameras) Trash(id ulid.ULID) error {
	return r.change(id, "buang-kamera", func(_ *db.Tx, cam *db.Camera) error {
		cam.Trashed = r.core.now().UTC()
		return nil
	})
}

// Restore takes a camera out of the trash; its path must be free.
func (r *Cameras) Restore(id ulid.ULID) error {
	return r.change(id, "pulihkan-kamera", func(tx *db.Tx, cam *db.Camera) error {
		cam.Trashed = time.Time{}
		used, err := pathsOf(tx)
		if err != nil {
			return err
		}
		return used.free(cam.Path, cam.ID)
	})
}

// Reconnect asks the relay to try a camera at once.
func (r *Cameras) Reconnect(id ulid.ULID) error {
	if r.core.engine == nil {
		return ErrNoRelay
	}
	r.core.engine.Reconnect(id)
	return nil
}

// Address is where readers find a path.
func (r *Cameras) Address(path string) string {
	return "rtsp://" + reachable(r.core.listening()) + "/" + path
}

// reachable names this computer where a relay listens on all its addresses:
// nobody can type 0.0.0.0 on another computer.
func reachable(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsUnspecified() {
		return addr
	}
	all, err := net.InterfaceAddrs()
	if err != nil {
		return addr
	}
	for _, a := range all {
		if n, ok := a.(*net.IPNet); ok && n.IP.To4() != nil && n.IP.IsGlobalUnicast() {
			return net.JoinHostPort(n.IP.String(), port)
		}
	}
	return net.JoinHostPort("127.0.0.1", port)
}

// SuggestPath proposes a free relay path for a camera's name.
func (r *Cameras) SuggestPath(name string) (string, error) {
	path := camera.Slug(name)
	err := r.core.store.Read(func(tx *db.Tx) error {
		used, err := pathsOf(tx)
		path = used.suggest(path)
		return err
	})
	return path, err
}

// CheckPath says whether a path may be used by a camera (except: the camera
// that already has it).
func (r *Cameras) CheckPath(path string, except ulid.ULID) error {
	if err := relay.CheckPath(path); err != nil {
		return &FieldError{Field: "path", Rule: FieldPath, Value: path, Err: err}
	}
	return r.core.store.Read(func(tx *db.Tx) error {
		used, err := pathsOf(tx)
		if err != nil {
			return err
		}
		return used.free(path, except)
	})
}

// change edits one camera's record and brings the relay into agreement.
func (r *Cameras) change(id ulid.ULID, action string, edit func(*db.Tx, *db.Camera) error) error {
	var cam db.Camera
	err := r.core.write(action, "", time.Time{}, func(tx *db.Tx) (err error) {
		if cam, err = tx.Cameras().Get(tx, id); err != nil {
			return err
		}
		if err = edit(tx, &cam); err != nil {
			return err
		}
		return tx.Cameras().Put(tx, id, cam)
	})
	if err != nil {
		return err
	}
	return r.core.put(cam)
}
