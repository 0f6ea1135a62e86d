package ui

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
)

// site is a place with cameras, as the map shows it.
type site struct {
	name, district string
	at             desk.Place
	exact          bool // by coordinates; otherwise the middle of its kecamatan
	ofSpot         bool // those of its titik in the register
	cameras        []desk.PulseCamera
	live, wanted   int
}

// sitesOf gathers the cameras by the site they stand at. One without a site is a
// site of its own. A site stands where the first of its cameras was put, or else
// where the register has it.
func sitesOf(cameras []desk.PulseCamera) []site {
	index := map[string]int{}
	var out []site
	for _, c := range cameras {
		key := strings.ToLower(strings.Join(strings.Fields(c.Site), " ")) + "\x00" + strings.ToLower(c.District)
		if c.Site == "" {
			key = c.ID.String()
		}
		i, ok := index[key]
		if !ok {
			i, index[key] = len(out), len(out)
			out = append(out, site{name: cmp.Or(c.Site, c.Name), district: c.District})
		}
		s := &out[i]
		s.cameras = append(s.cameras, c)
		if at := (desk.Place{Lat: c.Lat, Lon: c.Lon}); at.Known() && (!s.exact || s.ofSpot && !c.OfSpot) {
			s.at, s.exact, s.ofSpot = at, true, c.OfSpot
		}
		if c.Enabled {
			s.wanted++
			if c.Status.State == relay.Live {
				s.live++
			}
		}
	}
	spread(out)
	slices.SortStableFunc(out, func(a, b site) int {
		return cmp.Or(cmp.Compare(b.rank(), a.rank()), strings.Compare(a.name, b.name))
	})
	return out
}

// spread puts the sites without coordinates around the middle of their kecamatan,
// so that none hides another.
func spread(sites []site) {
	count := map[string]int{}
	for i := range sites {
		s := &sites[i]
		middle, ok := middleOf(s.district)
		if s.exact || !ok {
			continue
		}
		n := count[s.district]
		count[s.district]++
		angle, far := float64(n)*2.4, 0.0045*math.Sqrt(float64(n)+0.6)
		s.at = desk.Place{Lat: middle.Lat - 0.007 + far*math.Sin(angle)*0.8, Lon: middle.Lon + far*math.Cos(angle)}
	}
}

// rank orders sites by how much they want to be looked at.
func (s site) rank() int {
	switch {
	case s.wanted == 0:
		return 0
	case s.live == s.wanted:
		return 1
	case s.live > 0:
		return 2
	}
	return 3
}

// sign is the state's shape; colour is never alone.
func (s site) sign() string { return []string{"■", "●", "◐", "▲"}[s.rank()] }

// words tell the state.
func (s site) words() string {
	switch s.rank() {
	case 0:
		return lang.X("shell.map.off", "nonaktif")
	case 1:
		return lang.X("shell.map.live", "{{.N}} kamera tayang", map[string]any{"N": s.live})
	}
	return lang.X("shell.map.some", "{{.N}} dari {{.All}} kamera tayang", map[string]any{"N": s.live, "All": s.wanted})
}

func (s site) ids() []ulid.ULID {
	var out []ulid.ULID
	for _, c := range s.cameras {
		out = append(out, c.ID)
	}
	return out
}

// key tells sites apart from one pulse to the next.
func (s site) key() string { return s.cameras[0].ID.String() }
