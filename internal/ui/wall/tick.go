package wall

import (
	"context"
	"image"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/video"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video/budget"
)

// slot is what the tick keeps for a tile on screen.
type slot struct {
	path   string
	player *video.Player
	old    *video.Player // the stream before, until the new one has a picture
	retry  time.Time     // when opening a feed failed
	last   *video.Picture
	from   *video.Player // of last, while it decodes
	grey   *image.RGBA   // of last, made once
	shown  face
	rung   budget.Rung
	why    budget.Reason
	lost   uint64 // pictures that players before this one lost
	said   said
	memory video.Memory // what was wrong with what the camera shows, from player to player
}

// face is what a tile shows; equal faces need no paint.
type face struct {
	picture *video.Picture // in colour
	grey    *image.RGBA    // instead of picture
	state   State
	line    string // the state in words
	reason  string // a second line, "" for none
	info    [3]string
	hops    [hopCount]hop
	owner   *video.Player
	claim   TileState // the same for whoever asks
}

func (a face) same(b face) bool {
	return a.picture == b.picture && a.grey == b.grey && a.state == b.state && a.line == b.line && a.reason == b.reason && a.info == b.info && a.hops == b.hops
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
	every := tickEvery
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.govern.wake:
		case <-beat.C:
		}
		if next := w.look(); next != every {
			every = next
			beat.Reset(every)
		}
	}
}

// stir makes the tick look at once.
func (w *Wall) stir() {
	select {
	case w.govern.wake <- struct{}{}:
	default:
	}
}

// look brings the players in line with what is on screen, collects what changed
// on it, and says when to look again.
func (w *Wall) look() time.Duration {
	w.mu.Lock()
	wants, forgotten := w.wants, w.glass.forgotten
	w.glass.forgotten = nil
	w.mu.Unlock()
	now := w.now()
	w.steer(wants, now)
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
		if forgotten[id] {
			s.shown = face{}
		}
		s.rung, s.why = w.govern.ladder.Of(id)
		w.follow(s, want, now)
		if want.ahead {
			continue // its place comes
		}
		f, state := s.judge(want.camera, now)
		if want.info {
			f.info = s.details(want)
		}
		if want.hops {
			f.hops = s.hops(want, now)
		}
		states = append(states, state)
		if !f.same(s.shown) {
			s.shown, f.claim = f, state
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
	return w.rhythm(wants)
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
	w.glass.judged = states
	for id, f := range changed {
		w.glass.pending[id] = f
	}
	post := len(w.glass.pending) > 0 && !w.glass.posted
	w.glass.posted = w.glass.posted || post
	w.mu.Unlock()
	if post {
		w.govern.meter.post()
		w.main.Post(w.paint)
	}
}

// paint puts the newest faces on the glass, on the UI goroutine.
func (w *Wall) paint() {
	w.mu.Lock()
	w.glass.posted = false
	w.mu.Unlock()
	w.catchUp()
}

// catchUp puts on the glass what waits for the outstanding post. The board does
// so before it changes: a face that waits for a tile which has left by then is
// lost, and with it the picture that the tile would have kept.
func (w *Wall) catchUp() {
	w.mu.Lock()
	faces := w.glass.pending
	w.glass.pending = map[ulid.ULID]face{}
	visible := w.visible
	w.mu.Unlock()
	if !visible {
		return // hidden tiles claim nothing
	}
	var arrived []time.Time
	for id, f := range faces {
		t := w.tiles[id]
		if t == nil || !w.root.holds(t) {
			continue
		}
		if f.picture != nil && f.picture != t.face.picture && f.state != Reduced {
			arrived = append(arrived, f.picture.At)
		}
		t.show(f)
		w.noted(id, &f.claim)
	}
	w.govern.meter.put(arrived, w.filled())
	w.root.pulse.Refresh()
}

// noted keeps what a tile shows now; nil = nothing any more.
func (w *Wall) noted(id ulid.ULID, s *TileState) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if s == nil {
		delete(w.glass.shown, id)
		if w.glass.forgotten == nil {
			w.glass.forgotten = map[ulid.ULID]bool{}
		}
		w.glass.forgotten[id] = true
		return
	}
	w.glass.shown[id] = s
}

// filled says whether every tile on the board has a picture.
func (w *Wall) filled() bool {
	for _, p := range w.places {
		if t := w.tiles[p.camera.ID]; p.filled && (t == nil || t.face.picture == nil && t.face.grey == nil) {
			return false
		}
	}
	return len(w.places) > 0
}

// follow gives a slot the player that its tile wants. A new stream is opened
// beside the old one, which is shown until the new one has a picture: no black.
func (w *Wall) follow(s *slot, want want, now time.Time) {
	if want.camera.State == statePutAside || s.rung == budget.Paused {
		s.end(w)
		return
	}
	want, pace := reduced(want, s.rung)
	if s.path != want.path || s.player == nil {
		w.change(s, want, now)
	}
	if s.old != nil { // it is on the glass until the new one has a picture
		s.old.SetSize(want.width, want.height, want.every)
	}
	if s.player != nil {
		s.player.SetSize(want.width, want.height, want.every)
		s.player.SetPace(pace)
		s.player.SetView(want.view)
		if s.old != nil && s.player.Latest() != nil {
			s.retire(w, s.old)
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
	if s.player != nil {
		s.memory = s.player.Memory()
	}
	switch {
	case s.old == nil:
		s.old = s.player
	case s.player.Latest() == nil: // the wish changed before it had a picture: the old one stays on the glass
		s.retire(w, s.player)
	default:
		s.retire(w, s.old)
		s.old = s.player
	}
	s.path = want.path
	s.player = video.Play(video.PlayerConfig{Feed: feed, Now: w.now, Log: w.log, Width: want.width, Height: want.height, Every: want.every, Memory: s.memory})
}

// retire ends a player and keeps what it lost.
func (s *slot) retire(w *Wall, p *video.Player) {
	_, drops := p.Load()
	s.lost += drops
	if p == s.player {
		s.memory = p.Memory()
	}
	if err := p.Close(); err != nil {
		w.log.Debug("feed closed", "err", err)
	}
}

func (s *slot) close(w *Wall) {
	s.end(w)
	s.shown = face{}
}

// end ends the slot's players; what was shown stays.
func (s *slot) end(w *Wall) {
	for _, p := range []*video.Player{s.old, s.player} {
		if p != nil {
			s.retire(w, p)
		}
	}
	s.old, s.player, s.from, s.path = nil, nil, nil, ""
}

// judge says what the tile shows now.
func (s *slot) judge(c Camera, now time.Time) (face, TileState) {
	var truth video.Truth
	truth.State = video.Waiting
	player := s.player
	if s.old != nil && (player == nil || player.Latest() == nil) {
		player = s.old
	}
	if player != nil {
		truth = player.Truth()
		if p := player.Latest(); p != nil && p != s.last {
			s.last, s.from, s.grey = p, player, nil
		}
	}
	if s.last == nil && truth.State == video.Live {
		truth.State = video.Waiting // decoded, and not yet made for the glass
	}
	f := face{state: lowered(stateOf(c, truth, now), s.rung)}
	f.line, f.reason = s.said.words(c, truth, f.state, s, now)
	claim := TileState{ID: c.ID, Name: c.Name, State: f.state, Line: f.line, Reason: f.reason, Age: truth.Age, Rung: s.rung, Why: s.why}
	claim.source, claim.last = s.from, s.last
	claim.live = f.state == Live || f.state == Reduced && s.rung <= budget.Keys && truth.State == video.Live
	if s.last == nil {
		return f, claim
	}
	if f.state.colour() {
		f.picture, f.owner, claim.Colour = s.last, player, true
		return f, claim
	}
	if s.grey == nil {
		s.grey = video.Grey(s.last.RGBA)
	}
	f.grey = s.grey
	return f, claim
}
