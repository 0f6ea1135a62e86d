package wall

import (
	"context"
	"image"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/video"
)

// slot is what the tick keeps for a tile on screen.
type slot struct {
	path   string
	player *video.Player
	old    *video.Player // the stream before, until the new one has a picture
	retry  time.Time     // when opening a feed failed
	last   *video.Picture
	grey   *image.RGBA // of last, made once
	shown  face
}

// face is what a tile shows; equal faces need no paint.
type face struct {
	picture *video.Picture // in colour
	grey    *image.RGBA    // instead of picture
	state   State
	line    string // the state in words
	reason  string // a second line, "" for none
	info    [3]string
	owner   *video.Player
}

func (a face) same(b face) bool {
	return a.picture == b.picture && a.grey == b.grey && a.state == b.state && a.line == b.line && a.reason == b.reason && a.info == b.info
}

// tick is the wall's one goroutine.
func (w *Wall) tick(ctx context.Context) {
	beat := time.NewTicker(tickEvery)
	defer beat.Stop()
	defer func() {
		for _, s := range w.slots {
			s.close(w)
		}
	}()
	for {
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
			w.look()
		}
	}
}

// look brings the players in line with what is on screen and collects what
// changed on it.
func (w *Wall) look() {
	w.mu.Lock()
	wants := w.wants
	w.mu.Unlock()
	now := w.now()
	on := make(map[ulid.ULID]bool, len(wants))
	states := make([]TileState, 0, len(wants))
	changed := map[ulid.ULID]face{}
	for _, want := range wants {
		id := want.camera.ID
		on[id] = true
		s, ok := w.slots[id]
		if !ok {
			s = &slot{}
			w.slots[id] = s
		}
		w.follow(s, want, now)
		if want.ahead {
			continue // its place comes
		}
		f, age := s.judge(want.camera, now)
		if want.info {
			f.info = s.details(want)
		}
		states = append(states, TileState{ID: id, Name: want.camera.Name, State: f.state, Line: f.line, Age: age})
		if !f.same(s.shown) {
			s.shown = f
			changed[id] = f
		}
	}
	for id, s := range w.slots {
		if on[id] {
			continue
		}
		s.close(w) // what nobody sees is not decoded; its last picture stays
		if !w.exists(id) {
			delete(w.slots, id)
		}
	}
	w.hand(changed, states)
}

// exists says whether the office still has the camera.
func (w *Wall) exists(id ulid.ULID) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.known[id]
}

// hand gives what changed to the UI goroutine. While a post is outstanding the
// newest face of each tile waits; nothing queues up.
func (w *Wall) hand(changed map[ulid.ULID]face, states []TileState) {
	w.mu.Lock()
	w.states = states
	for id, f := range changed {
		w.pending[id] = f
	}
	post := len(w.pending) > 0 && !w.posted
	w.posted = w.posted || post
	w.mu.Unlock()
	if post {
		w.main.Post(w.paint)
	}
}

// paint puts the newest faces on the glass, on the UI goroutine.
func (w *Wall) paint() {
	w.mu.Lock()
	faces := w.pending
	w.pending = map[ulid.ULID]face{}
	w.posted = false
	visible := w.visible
	w.mu.Unlock()
	if !visible {
		return // hidden tiles claim nothing
	}
	for id, f := range faces {
		if t := w.tiles[id]; t != nil && w.root.holds(t) {
			t.show(f)
		}
	}
}

// follow gives a slot the player that its tile wants. A new stream is opened
// beside the old one, which is shown until the new one has a picture: no black.
func (w *Wall) follow(s *slot, want want, now time.Time) {
	if s.path != want.path || s.player == nil {
		w.change(s, want, now)
	}
	if s.player != nil {
		s.player.SetSize(want.width, want.height, want.every)
		if s.old != nil && s.player.Latest() != nil {
			w.end(s.old)
			s.old = nil
		}
	}
}

func (w *Wall) change(s *slot, want want, now time.Time) {
	if want.camera.State == stateDisabled || now.Before(s.retry) {
		return
	}
	feed, err := w.feed(want.path)
	if err != nil {
		w.log.Debug("feed not open", "path", want.path, "err", err)
		s.retry = now.Add(time.Second)
		return
	}
	if s.old != nil {
		w.end(s.old)
	}
	s.old, s.path = s.player, want.path
	s.player = video.Play(video.PlayerConfig{Feed: feed, Now: w.now, Log: w.log, Width: want.width, Height: want.height, Every: want.every})
}

func (w *Wall) end(p *video.Player) {
	if err := p.Close(); err != nil {
		w.log.Debug("feed closed", "err", err)
	}
}

func (s *slot) close(w *Wall) {
	for _, p := range []*video.Player{s.old, s.player} {
		if p != nil {
			w.end(p)
		}
	}
	s.old, s.player, s.path, s.shown = nil, nil, "", face{}
}

// judge says what the tile shows now.
func (s *slot) judge(c Camera, now time.Time) (face, time.Duration) {
	var truth video.Truth
	truth.State = video.Waiting
	player := s.player
	if s.old != nil && (player == nil || player.Latest() == nil) {
		player = s.old
	}
	if player != nil {
		truth = player.Truth()
		if p := player.Latest(); p != nil && p != s.last {
			s.last, s.grey = p, nil
		}
	}
	f := face{state: stateOf(c, truth, now)}
	f.line, f.reason = words(c, truth, f.state, s.last, now)
	if s.last == nil {
		return f, truth.Age
	}
	if f.state.colour() {
		f.picture, f.owner = s.last, player
		return f, truth.Age
	}
	if s.grey == nil {
		s.grey = video.Grey(s.last.RGBA)
	}
	f.grey = s.grey
	return f, truth.Age
}
