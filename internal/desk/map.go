package desk

import (
	"bytes"
	"encoding/json"
	"errors"
	"image"
	_ "image/jpeg" // pictures of plans come as JPEG
	_ "image/png"  // or PNG
	"math"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
)

// Place is a point on the earth in degrees; the zero Place is none.
type Place struct{ Lat, Lon float64 }

// Known says whether there is one.
func (p Place) Known() bool { return p != Place{} }

// onEarth says whether a place is one, or none.
func onEarth(lat, lon float64) bool { return math.Abs(lat) <= 90 && math.Abs(lon) <= 180 }

// MapPicture is a picture behind the city's map: which points of it lie where.
// The points are shares of width and height from the upper left corner.
type MapPicture struct {
	SHA    string
	Points [2]struct{ X, Y float64 }
	Places [2]Place
}

// ErrMapPoints means that two reference points do not say where a picture lies:
// they are too near to each other, or not on the earth.
var ErrMapPoints = errors.New("desk: the reference points do not place the picture")

// maxMapPixels bounds a picture of a plan.
const maxMapPixels = 64 << 20

// box gives the places of the picture's upper left and lower right corners.
// North is up: the points only stretch and move it.
func (m MapPicture) box() (from, to Place, ok bool) {
	dx, dy := m.Points[1].X-m.Points[0].X, m.Points[1].Y-m.Points[0].Y
	lon, lat := m.Places[1].Lon-m.Places[0].Lon, m.Places[1].Lat-m.Places[0].Lat
	if math.Abs(dx) < 0.02 || math.Abs(dy) < 0.02 || lon/dx <= 0 || lat/dy >= 0 || math.IsNaN(lon+lat+dx+dy) ||
		!onEarth(m.Places[0].Lat, m.Places[0].Lon) || !onEarth(m.Places[1].Lat, m.Places[1].Lon) {
		return Place{}, Place{}, false
	}
	from = Place{m.Places[0].Lat - m.Points[0].Y*lat/dy, m.Places[0].Lon - m.Points[0].X*lon/dx}
	return from, Place{from.Lat + lat/dy, from.Lon + lon/dx}, true
}

// Box gives the places of the picture's upper left and lower right corners.
func (m MapPicture) Box() (from, to Place) {
	from, to, _ = m.box()
	return from, to
}

// Map gives the picture behind the map; nil when none was imported.
func (r *Office) Map() (*MapPicture, image.Image, error) {
	set, err := r.Settings()
	if err != nil || len(set.Map) == 0 {
		return nil, nil, err
	}
	var m MapPicture
	if json.Unmarshal(set.Map, &m) != nil || m.SHA == "" {
		return nil, nil, nil
	}
	data, err := r.core.store.Blob(m.SHA)
	if err != nil {
		return nil, nil, err
	}
	picture, _, err := image.Decode(bytes.NewReader(data))
	return &m, picture, err
}

// ReadMapPicture reads a file that is to lie behind the map. A *FileError says
// what is wrong with it.
func (r *Office) ReadMapPicture(path string) ([]byte, image.Image, error) {
	data, err := wholeFile(path)
	if err != nil {
		return nil, nil, &FileError{path, err}
	}
	size, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || size.Width < 16 || size.Height < 16 {
		return nil, nil, &FileError{path, ErrFileKind}
	}
	if size.Width*size.Height > maxMapPixels {
		return nil, nil, &FileError{path, ErrFileLarge}
	}
	picture, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, nil, &FileError{path, ErrFileKind}
	}
	return data, picture, nil
}

// SetMap puts a picture behind the map, nil data takes it away.
func (r *Office) SetMap(data []byte, m MapPicture) error {
	var packed json.RawMessage
	if data != nil {
		if _, _, ok := m.box(); !ok {
			return ErrMapPoints
		}
		sha, err := r.core.store.PutBlob(data)
		if err != nil {
			return err
		}
		m.SHA = sha
		if packed, err = json.Marshal(m); err != nil {
			return err
		}
	}
	return r.ChangeSettings(func(s *db.Settings) { s.Map = packed })
}
