package wall

import (
	"encoding/json"
	"errors"
	"slices"

	"github.com/oklog/ulid/v2"
)

// ErrViews means that a file holds no views of a wall.
var ErrViews = errors.New("wall: no views in this file")

// viewsFile is kept views as a file: cameras by their path, which another office
// with the same cameras has too.
type viewsFile struct {
	Kind  string         `json:"cctvdesk"`
	Views []exchangeView `json:"views"`
}

type exchangeView struct {
	Number int      `json:"number"`
	Name   string   `json:"name"`
	Kind   Kind     `json:"kind"`
	Agency string   `json:"agency,omitempty"`
	Layout string   `json:"layout,omitempty"`
	Dwell  int      `json:"dwell,omitempty"`
	Places []string `json:"places,omitempty"` // "" = an empty cell
}

const viewsKind = "tampilan-dinding"

// maxViews bounds what a file may bring: numbers go up to 99.
const maxViews = 99

// ExportViews writes kept views as a file that ImportViews reads.
func ExportViews(views []View, cameras []Camera) ([]byte, error) {
	paths := make(map[ulid.ULID]string, len(cameras))
	for _, c := range cameras {
		paths[c.ID] = c.Path
	}
	f := viewsFile{Kind: viewsKind}
	for _, v := range views {
		out := exchangeView{v.Number, v.Name, v.Kind, v.Agency, v.Layout, v.Dwell, nil}
		for _, id := range v.Places {
			out.Places = append(out.Places, paths[id])
		}
		f.Views = append(f.Views, out)
	}
	return json.MarshalIndent(f, "", "  ")
}

// ImportViews reads such a file; missing counts the cameras that this office
// does not have, whose cells stay empty. ErrViews means that nothing in it can be
// used.
func ImportViews(data []byte, cameras []Camera) (views []View, missing int, err error) {
	var f viewsFile
	if err := json.Unmarshal(data, &f); err != nil || f.Kind != viewsKind || len(f.Views) > maxViews {
		return nil, 0, errors.Join(ErrViews, err)
	}
	ids := make(map[string]ulid.ULID, len(cameras))
	for _, c := range cameras {
		ids[c.Path] = c.ID
	}
	for _, in := range f.Views {
		v := View{Number: in.Number, Name: in.Name, Kind: in.Kind, Agency: in.Agency, Layout: in.Layout, Dwell: in.Dwell}
		for _, path := range in.Places {
			id, ok := ids[path]
			if !ok && path != "" {
				missing++
			}
			v.Places = append(v.Places, id)
		}
		if !v.valid() || v.Number < 1 || v.Number > maxViews || v.Name == "" || len([]rune(v.Name)) > 60 ||
			slices.ContainsFunc(views, func(o View) bool { return o.Number == v.Number }) {
			return nil, 0, ErrViews
		}
		views = append(views, v)
	}
	if len(views) == 0 {
		return nil, 0, ErrViews
	}
	return views, missing, nil
}
