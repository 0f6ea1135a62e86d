package desk

import (
	"cmp"
	"context"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// Finder is the room where cameras are looked for before anybody knows their
// address. It calls only when it is told to, remembers what it found until the
// program ends, and keeps nothing in the store.
type Finder struct {
	core   *core
	nearby []camera.Network // set by Open, never changed

	// guarded by mu
	mu   sync.Mutex
	seen []camera.Found // newest search
	when time.Time
}

// Sighting is something that was found, and which of our cameras it is.
type Sighting struct {
	camera.Found
	Known   string // name of our camera at that place, empty when it is new
	KnownID ulid.ULID
}

// Twin is a camera of ours that seems to be the one at hand.
type Twin struct {
	Row  CameraRow
	Why  TwinReason
	Sure bool // the same stream; otherwise the same device, perhaps another lens of it
}

// TwinReason says by what a twin was recognised.
type TwinReason string

// The ways to recognise a camera, the surest first.
const (
	TwinDevice TwinReason = "device"  // the device's lasting name
	TwinSerial TwinReason = "serial"  // maker's serial number
	TwinPlace  TwinReason = "address" // host, port and path
	TwinSight  TwinReason = "picture" // the same picture now; a hint, never sure
)

// Networks lists where devices can be called.
func (r *Finder) Networks() ([]camera.Network, error) {
	own, err := camera.Networks()
	return append(slices.Clone(r.nearby), own...), err
}

// Call calls for devices and remembers who answers.
func (r *Finder) Call(ctx context.Context, networks []camera.Network, tell func(Sighting)) ([]Sighting, error) {
	mark, err := r.marker()
	if err != nil {
		return nil, err
	}
	found, err := camera.Discover(ctx, networks, func(f camera.Found) { tell(mark(f)) })
	return r.keep(found, mark), err
}

// Scan visits the addresses of a range that somebody typed.
func (r *Finder) Scan(ctx context.Context, where camera.Range, tell func(Sighting), visited func(int)) ([]Sighting, error) {
	mark, err := r.marker()
	if err != nil {
		return nil, err
	}
	found, err := camera.Scan(ctx, where, func(f camera.Found) { tell(mark(f)) }, visited)
	return r.keep(found, mark), err
}

// Last gives what the newest search found, marked anew, and when that was;
// the zero time when nobody has searched yet.
func (r *Finder) Last() ([]Sighting, time.Time, error) {
	mark, err := r.marker()
	if err != nil {
		return nil, time.Time{}, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return marked(r.seen, mark), r.when, nil
}

// keep remembers a search; one that was broken off adds to the one before.
func (r *Finder) keep(found []camera.Found, mark func(camera.Found) Sighting) []Sighting {
	r.mu.Lock()
	defer r.mu.Unlock()
	fresh := map[string]bool{}
	for _, f := range found {
		fresh[f.Key()] = true
	}
	for _, old := range r.seen {
		if !fresh[old.Key()] && len(found) < 512 {
			found = append(found, old)
		}
	}
	r.seen, r.when = found, r.core.now()
	return marked(found, mark)
}

func marked(found []camera.Found, mark func(camera.Found) Sighting) []Sighting {
	out := make([]Sighting, len(found))
	for i, f := range found {
		out[i] = mark(f)
	}
	return out
}

// marker reads our cameras once and recognises what is found: by the device's
// lasting name, then by its RTSP port, then by its host when only one of our
// cameras is there and no port was found.
func (r *Finder) marker() (func(camera.Found) Sighting, error) {
	all, err := r.cameras()
	if err != nil {
		return nil, err
	}
	return func(f camera.Found) Sighting {
		s := Sighting{Found: f}
		var here []db.Camera
		for _, cam := range all {
			host, port, _ := net.SplitHostPort(cam.URL.Host())
			switch {
			case f.Endpoint != "" && cam.Device == f.Endpoint:
				return s.as(cam)
			case f.Endpoint != "" && cam.Device != "": // the same host, but certainly another device
			case f.RTSP != 0 && sameHost(host, f.Host) && port == strconv.Itoa(f.RTSP), f.RTSP == 0 && sameHost(host, f.Host):
				here = append(here, cam)
			}
		}
		if len(here) == 1 || len(here) > 0 && f.RTSP != 0 {
			return s.as(here[0])
		}
		return s
	}, nil
}

func (s Sighting) as(cam db.Camera) Sighting {
	s.Known, s.KnownID = cam.Name, cam.ID
	return s
}

func sameHost(a, b string) bool {
	x, err := netip.ParseAddr(a)
	y, err2 := netip.ParseAddr(b)
	if err == nil && err2 == nil {
		return x.Unmap() == y.Unmap()
	}
	return strings.EqualFold(a, b)
}

// cameras reads every camera that is not in the trash.
func (r *Finder) cameras() ([]db.Camera, error) {
	var all []db.Camera
	err := r.core.store.Read(func(tx *db.Tx) error {
		for cam, err := range each(tx.Cameras(), tx) {
			if err != nil {
				return err
			}
			if cam.Trashed.IsZero() {
				all = append(all, cam)
			}
		}
		return nil
	})
	slices.SortFunc(all, func(a, b db.Camera) int { return cmp.Compare(a.Name, b.Name) })
	return all, err
}

// Inspect asks one chosen device what it is.
func (r *Finder) Inspect(ctx context.Context, a camera.Access) (camera.Device, error) {
	return camera.Inspect(ctx, a)
}

// Twin finds the camera of ours that a draft would double: by the device it
// belongs to, then by where its stream is. except is left out.
func (r *Finder) Twin(d CameraDraft, except ulid.ULID) (*Twin, error) {
	all, err := r.cameras()
	if err != nil {
		return nil, err
	}
	var best *db.Camera
	var why TwinReason
	sure := false
	for i, cam := range all {
		if cam.ID == except {
			continue
		}
		reason, certain := twinOf(cam, d)
		if reason != "" && (best == nil || certain && !sure) {
			best, why, sure = &all[i], reason, certain
		}
	}
	if best == nil {
		return nil, nil
	}
	rows, err := (&Cameras{r.core}).List(CameraFilter{})
	for _, row := range rows {
		if row.ID == best.ID {
			return &Twin{Row: row, Why: why, Sure: sure}, err
		}
	}
	return nil, err
}

// twinOf compares one camera with a draft. Streams are the same when their
// canonical addresses are, whatever the login and the order of the query; a
// device that moved to another address keeps its paths.
func twinOf(cam db.Camera, d CameraDraft) (TwinReason, bool) {
	samePath := !d.URL.IsZero() && (canonical(cam.URL) == canonical(d.URL) || canonical(cam.SubURL) == canonical(d.URL))
	switch {
	case d.Device != "" && cam.Device == d.Device:
		return TwinDevice, samePath
	case d.Serial != "" && cam.Serial == d.Serial && (cam.Device == "" || d.Device == ""):
		return TwinSerial, samePath
	case !samePath:
		return "", false
	}
	h1, p1, _ := net.SplitHostPort(cam.URL.Host())
	h2, p2, _ := net.SplitHostPort(d.URL.Host())
	if p1 == p2 && sameHost(h1, h2) {
		return TwinPlace, true
	}
	return "", false
}

// canonical is a stream's path with its query in order.
func canonical(u secret.URL) string {
	path, query, _ := strings.Cut(u.Path(), "?")
	parts := strings.Split(query, "&")
	slices.Sort(parts)
	return strings.TrimSuffix(path, "/") + "?" + strings.Join(parts, "&")
}
