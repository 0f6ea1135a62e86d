package web

import (
	"encoding/json"
	"net/http"
	"time"
)

// Tile is one tile of the wall as it stands on the glass at this moment.
type Tile struct {
	ID     string        `json:"id"`
	Name   string        `json:"name"`
	State  string        `json:"state"` // live, late, stale, repeated …
	Words  string        `json:"words"` // as the tile says it
	Reason string        `json:"reason"`
	Age    time.Duration `json:"-"` // of its picture when the tile was painted
	AgeMS  int64         `json:"age_ms"`
	Colour bool          `json:"colour"` // the picture stands there in colour
	Rung   int           `json:"rung"`   // of the ladder; 0 is all of it
	Why    string        `json:"why"`    // it is reduced
}

// Wall is the video wall: its tiles, and what it has measured of itself
// (durations in milliseconds).
type Wall struct {
	Tiles   []Tile             `json:"tiles"`
	Figures map[string]float64 `json:"figures"`
}

// wall answers /v1/wall; it is there while there is a window.
func (s *Server) wall(look func() Wall) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		out := look()
		if out.Tiles == nil {
			out.Tiles = []Tile{}
		}
		for i := range out.Tiles {
			out.Tiles[i].AgeMS = out.Tiles[i].Age.Milliseconds()
		}
		for name, f := range out.Figures {
			out.Figures[name] = finite(f)
		}
		body, err := json.MarshalIndent(out, "", "  ")
		if err != nil {
			s.log.Error("wall as json", "err", err)
			http.Error(w, "internal error", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		_, _ = w.Write(append(body, '\n'))
	}
}
