package desk

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// maxName bounds a camera's name: it stands on a tile and in a table.
const maxName = 80

// publish keeps a new camera inside a transaction and notes its path as used.
func (c *core) publish(tx *db.Tx, d CameraDraft, used usedPaths) (db.Camera, error) {
	cam := db.Camera{ID: ulid.Make(), Created: c.now().UTC()}
	if err := c.fill(tx, &cam, d, used); err != nil {
		return cam, err
	}
	used[cam.Path] = cam
	if err := learnWay(tx, cam, d.Verdict); err != nil {
		return cam, err
	}
	return cam, tx.Cameras().Put(tx, cam.ID, cam)
}

// fill checks a draft and writes it into a record; nothing is written when
// something is wrong with it.
func (c *core) fill(tx *db.Tx, cam *db.Camera, d CameraDraft, used usedPaths) error {
	url, sub, err := d.addresses(*cam)
	if err != nil {
		return err
	}
	name := strings.Join(strings.Fields(d.Name), " ")
	if name == "" {
		return &FieldError{Field: "name", Rule: FieldMissing}
	}
	if len([]rune(name)) > maxName {
		return &FieldError{Field: "name", Rule: FieldName, Value: name}
	}
	path := strings.Trim(strings.TrimSpace(d.Path), "/")
	if path == "" {
		path = used.suggest(camera.Slug(name))
	}
	if err := relay.CheckPath(path); err != nil {
		return &FieldError{Field: "path", Rule: FieldPath, Value: path, Err: err}
	}
	if err := used.free(path, cam.ID); err != nil {
		return err
	}
	for field, u := range map[string]secret.URL{"address": url, "sub": sub} {
		if !u.IsZero() && c.loops(u, path, used) {
			return &FieldError{Field: field, Rule: FieldLoop}
		}
	}
	transport := cmp.Or(d.Transport, "auto")
	switch transport {
	case "auto", "tcp", "udp":
	default:
		return &FieldError{Field: "transport", Rule: FieldChoice, Value: d.Transport, Choices: []string{"auto", "tcp", "udp"}}
	}
	if !onEarth(d.Lat, d.Lon) {
		return &FieldError{Field: "koordinat", Rule: FieldCount}
	}
	if err := known(tx, d); err != nil {
		return err
	}
	movedHost := !cam.URL.IsZero() && (cam.URL.Host() != url.Host() || cam.URL.Scheme() != url.Scheme())
	cam.Name, cam.Path, cam.URL, cam.SubURL, cam.Transport = name, path, url, sub, transport
	cam.AllowBasic, cam.Enabled, cam.OnDemand, cam.Wait = d.AllowBasic, d.Enabled, d.OnDemand, d.Wait
	cam.AgencyID, cam.RequestID = d.AgencyID, d.RequestID
	cam.Site, cam.District, cam.Village, cam.Category = d.Site, d.District, d.Village, d.Category
	cam.Lat, cam.Lon = d.Lat, d.Lon
	cam.Tags, cam.Serial, cam.Device, cam.Note = d.Tags, d.Serial, d.Device, d.Note
	if cam.Fingerprint == d.Fingerprint && movedHost {
		d.Fingerprint = "" // it was another device's
	}
	cam.Fingerprint = d.Fingerprint
	if v := d.Verdict; v != nil && v.Codec != "" {
		cam.Codec, cam.Width, cam.Height, cam.FPS, cam.Kbps = v.Codec, v.Width, v.Height, v.FPS, v.Kbps
	}
	return nil
}

// known refuses an agency or a request that the store does not have.
func known(tx *db.Tx, d CameraDraft) error {
	var zero ulid.ULID
	if d.AgencyID != zero {
		if _, err := tx.Agencies().Get(tx, d.AgencyID); err != nil {
			return &FieldError{Field: "agency", Rule: FieldUnknown, Err: err}
		}
	}
	if d.RequestID != zero {
		if _, err := tx.Requests().Get(tx, d.RequestID); err != nil {
			return &FieldError{Field: "request", Rule: FieldUnknown, Err: err}
		}
	}
	return nil
}

// addresses gives the two addresses of a draft with their logins; old is the
// record it changes, zero for a new camera.
func (d CameraDraft) addresses(old db.Camera) (url, sub secret.URL, err error) {
	url, err = address("address", d.Address, d.URL)
	if err != nil {
		return url, sub, err
	}
	if url.IsZero() {
		url = old.URL
	}
	if url.IsZero() {
		return url, sub, &FieldError{Field: "address", Rule: FieldMissing}
	}
	url = d.withLogin(url, old.URL)
	sub, err = address("sub", d.SubAddress, d.SubURL)
	switch {
	case err != nil:
		return url, sub, err
	case d.NoSub:
		return url, secret.URL{}, nil
	case sub.IsZero():
		sub = old.SubURL
	}
	if !sub.IsZero() && sub.User() == "" && url.User() != "" && sub.Host() == url.Host() {
		sub = sub.WithLogin(url.User(), url.Password())
	}
	return url, sub, nil
}

func address(field, pasted string, ready secret.URL) (secret.URL, error) {
	if strings.TrimSpace(pasted) == "" {
		return ready, nil
	}
	url, err := camera.ParseAddress(pasted)
	if err != nil {
		return url, &FieldError{Field: field, Rule: FieldAddress, Err: err}
	}
	return url, nil
}

// withLogin puts the draft's login into an address. Without one, or with the
// same user and no password, the old login of the same host stays.
func (d CameraDraft) withLogin(url, old secret.URL) secret.URL {
	if d.User != "" && !d.Password.Empty() {
		return url.WithLogin(d.User, d.Password)
	}
	same := !old.IsZero() && old.Host() == url.Host() && url.Password().Empty()
	if same && (d.User == "" || d.User == old.User()) && (url.User() == "" || url.User() == old.User()) {
		return url.WithLogin(old.User(), old.Password())
	}
	if d.User != "" {
		return url.WithLogin(d.User, cmp.Or(d.Password, url.Password()))
	}
	return url
}

// usedPaths are the cameras that are not in the trash, by path. It is read
// once for each act: an import asks it for each of its rows.
type usedPaths map[string]db.Camera

func pathsOf(tx *db.Tx) (usedPaths, error) {
	used := usedPaths{}
	for cam, err := range each(tx.Cameras(), tx) {
		if err != nil {
			return nil, err
		}
		if cam.Trashed.IsZero() {
			used[cam.Path] = cam
		}
	}
	return used, nil
}

// free refuses a path that another camera has. A path below a camera's own, or
// above it, would hide its sub stream and is refused by the relay's grammar.
func (u usedPaths) free(path string, except ulid.ULID) error {
	if cam, ok := u[path]; ok && cam.ID != except {
		return &FieldError{Field: "path", Rule: FieldTaken, Value: path, Other: cam.Name}
	}
	return nil
}

// suggest gives path, or path-2, path-3 … whichever is the first that no
// camera has.
func (u usedPaths) suggest(path string) string {
	path = cmp.Or(path, "kamera")
	try := path
	for n := 2; ; n++ {
		if _, ok := u[try]; !ok {
			return try
		}
		try = path + "-" + strconv.Itoa(n)
	}
}

func (c *core) requestNumbers(tx *db.Tx) (map[ulid.ULID]string, error) {
	rows, err := c.requestRows(tx)
	out := make(map[ulid.ULID]string, len(rows))
	for _, row := range rows {
		out[row.ID] = row.Number
	}
	return out, err
}

// DraftOf is a camera's record as a draft, for a form that edits it.
func DraftOf(cam db.Camera) CameraDraft {
	return CameraDraft{
		Name: cam.Name, Path: cam.Path, URL: cam.URL, SubURL: cam.SubURL, Transport: cam.Transport,
		AllowBasic: cam.AllowBasic, Enabled: cam.Enabled, OnDemand: cam.OnDemand, Wait: cam.Wait,
		AgencyID: cam.AgencyID, RequestID: cam.RequestID, Site: cam.Site, District: cam.District,
		Village: cam.Village, Category: cam.Category, Tags: cam.Tags, Lat: cam.Lat, Lon: cam.Lon,
		Fingerprint: cam.Fingerprint, Serial: cam.Serial, Device: cam.Device, Note: cam.Note,
	}
}
