package relay

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/format"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay/internal/rtpx"
)

// stream is what one path gives: the description, the newest group of pictures,
// and those who take it. It outlives the camera's sessions.
//
// Lock discipline: mu is held for looking and copying, never while anything is
// handed to a sink that writes. What a sink gets at a join and what comes after
// have no gap and no double, because the group is read and the sink entered in
// the same critical section in which units are added to the group.
type stream struct {
	// set at birth
	title  string
	limits Limits
	meter  meter

	mu     sync.Mutex
	state  streamState
	tracks []*track
	lead   int // the video track whose group is kept, -1 = none
	group  group
	clock  wallClock
	sinks  []sink // replaced, never altered
	stir   chan struct{}
}

// streamState is what the stream knows of its source.
type streamState struct {
	offer     offer
	signature string
	sdp       []byte
	live      bool
	since     time.Time // the session began
	gone      bool      // the path was removed
}

// group is the newest key picture and what followed it.
type group struct {
	units []*unit // replaced at a key picture; appended otherwise
	bytes int
	off   bool // too much; wait for the next key picture
}

func newStream(title string, l Limits) *stream {
	return &stream{title: title, limits: l, lead: -1, stir: make(chan struct{})}
}

// begin opens a session with what the camera offers. Takers stay when the
// formats are the same; otherwise they get a clean end.
func (s *stream) begin(o offer, now time.Time) error {
	s.mu.Lock()
	sig := o.signature()
	var ended []sink
	if sig != s.state.signature || s.tracks == nil {
		ended, s.sinks, s.tracks, s.lead = s.sinks, nil, nil, -1
		for i, m := range o.media {
			s.tracks = append(s.tracks, newTrack(i, m))
			if s.lead < 0 && m.video && m.codec.Keyed() {
				s.lead = i
			}
		}
	}
	for i, m := range o.media {
		t := s.tracks[i]
		before := t.params.list()
		t.params.from(m.source.Formats[0])
		if t.params.fresh && before != nil && ended == nil && t.cont.ever {
			t.inject = t.params.list()
		}
	}
	s.state.offer, s.state.signature, s.state.live, s.state.since = o, sig, true, now
	s.clock = wallClock{}
	err := s.refresh()
	s.mu.Unlock()
	for _, k := range ended {
		k.end()
	}
	return err
}

// refresh writes the description anew and wakes who waits for it. mu is held.
func (s *stream) refresh() (err error) {
	for i, t := range s.tracks {
		t.params.fresh = false
		if i == s.lead || (s.lead < 0 && t.video) {
			s.meter.setSize(t.params.width, t.params.height)
		}
	}
	s.state.sdp, err = publish(s.title, s.state.offer, s.tracks)
	close(s.stir)
	s.stir = make(chan struct{})
	return err
}

// lose says that the source is lost: what was kept is old from this moment.
func (s *stream) lose() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state.live = false
	s.group = group{}
	for _, t := range s.tracks {
		t.lose()
	}
}

// remove ends the path for everybody.
func (s *stream) remove() {
	s.lose()
	s.mu.Lock()
	s.state.gone = true
	ended := s.sinks
	s.sinks = nil
	close(s.stir)
	s.stir = make(chan struct{})
	s.mu.Unlock()
	for _, k := range ended {
		k.end()
	}
}

// packet takes one RTP packet of a track, from the camera's goroutine.
func (s *stream) packet(i int, b []byte, now time.Time) {
	s.meter.bytes.Add(uint64(len(b)))
	s.meter.packets.Add(1)
	s.meter.lastPacket.Store(now.UnixNano())
	h, ok := rtpx.Parse(b)
	if !ok {
		s.meter.warn(now, WarnUnknownPackets)
		return
	}
	if len(h.Payload) > payloadMax {
		s.large(i, h, b, now)
		return
	}
	s.one(i, h, b, now)
}

// large cuts a packet that no datagram would hold.
func (s *stream) large(i int, h rtpx.Header, b []byte, now time.Time) {
	s.mu.Lock()
	var codec rtpx.Codec
	if i < len(s.tracks) {
		codec = s.tracks[i].codec
	}
	s.mu.Unlock()
	parts := rtpx.Repack(codec, h, payloadMax)
	if parts == nil {
		s.one(i, h, b, now)
		return
	}
	s.meter.warn(now, WarnOversize)
	for n, p := range parts {
		rtpx.Stamp(p, h.Seq, h.Time, h.SSRC)
		ph, _ := rtpx.Parse(p)
		if n > 0 {
			s.shift(i)
		}
		s.one(i, ph, p, now)
	}
}

// shift makes room for one more outward packet than came in.
func (s *stream) shift(i int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i < len(s.tracks) {
		s.tracks[i].cont.seqOff++
		s.tracks[i].cont.inSeq--
	}
}

func (s *stream) one(i int, h rtpx.Header, b []byte, now time.Time) {
	done, sinks, m, known := s.admit(i, h, b, now)
	if !known {
		s.meter.warn(now, WarnUnknownPackets)
		return
	}
	if m != (moved{}) {
		s.note(m, now)
	}
	for _, u := range done {
		if u == nil {
			continue
		}
		for _, k := range sinks {
			k.take(u)
		}
	}
}

// admit is the part of a packet's way that needs the lock.
func (s *stream) admit(i int, h rtpx.Header, b []byte, now time.Time) (done [2]*unit, sinks []sink, m moved, known bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i >= len(s.tracks) || !s.state.live {
		return done, nil, m, true
	}
	t := s.tracks[i]
	if !t.types[h.Type] {
		return done, nil, m, false
	}
	if m = t.cont.step(h, now, t.clock); m.drop {
		return done, nil, moved{}, true
	}
	done = t.add(h, b, now)
	if cap(t.asm.buf) > pictureUsual/4 {
		s.bound(t)
	}
	if t.params.fresh {
		s.meter.warn(now, WarnParamsInBand)
		_ = s.refresh() // the offer was published before; only parameter sets differ
	}
	if t.params.resized {
		t.params.resized = false
		s.meter.setSize(t.params.width, t.params.height)
	}
	for n, u := range done {
		if u != nil && !s.enter(t, u) {
			done[n] = nil
		}
	}
	return done, s.sinks, m, true
}

// bound keeps what a path holds of its camera within its limit while a large
// picture comes in: the group goes first, then the picture itself. mu is held.
func (s *stream) bound(t *track) {
	coming := 0
	for _, o := range s.tracks {
		coming += cap(o.asm.buf)
	}
	if coming+s.group.bytes > s.limits.CacheBytes {
		s.group = group{off: true}
	}
	if coming > comingMax {
		t.asm.buf, t.asm.packets, t.asm.skip = nil, 0, true
	}
}

func (s *stream) note(m moved, now time.Time) {
	if m.lost > 0 {
		s.meter.lost.Add(uint64(m.lost))
		s.meter.warn(now, WarnPacketLoss)
	}
	if m.newSSRC || m.newSeq {
		s.meter.warn(now, WarnSSRCChanged)
	}
	if m.jump {
		s.meter.warn(now, WarnTimestampJump)
	}
}

// enter counts a unit, keeps it in the group, and says whether it goes out. mu is held.
func (s *stream) enter(t *track, u *unit) bool {
	if t.video {
		s.meter.picture(u)
		if u.held {
			return false
		}
	} else if s.lead >= 0 && s.tracks[s.lead].needKey {
		t.cont.giveBack(u.packets)
		return false // sound alone is no return
	}
	t.sent.packets += uint32(u.packets)
	t.sent.bytes += uint32(len(u.wire) - 16*u.packets)
	if t.index == s.lead {
		s.keep(u)
	}
	return true
}

func (s *stream) keep(u *unit) {
	g := &s.group
	if u.key {
		*g = group{}
	}
	if g.off || (len(g.units) == 0 && !u.key) {
		return
	}
	size := cap(u.wire) + unitCost
	if g.bytes+size > s.limits.CacheBytes || (len(g.units) > 0 && u.at.Sub(g.units[0].at) > s.limits.CacheAge) {
		*g = group{off: true}
		return
	}
	g.units, g.bytes = append(g.units, u), g.bytes+size
}

// join is what a sink is handed when it enters.
type join struct {
	places []place
	burst  []*unit // from the newest key picture to now; empty when there is none
	ssrcs  []uint32
}

// attach enters a sink. ready is called before anything is given to it, under
// the stream's lock: it may only take note.
func (s *stream) attach(k sink, start startMode, ready func(join)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	j := join{places: make([]place, len(s.tracks))}
	if start != startLive && s.lead >= 0 {
		lead := s.tracks[s.lead]
		j.burst = s.group.units[:len(s.group.units):len(s.group.units)]
		if start == startNow {
			j.burst = squeezed(j.burst, lead.clock)
		}
		if n := len(j.burst); n > 0 {
			span := time.Duration(j.burst[n-1].ts-j.burst[0].ts) * time.Second / time.Duration(max(lead.clock, 1))
			now = j.burst[n-1].at.Add(-span)
		}
	}
	for i, t := range s.tracks {
		j.ssrcs = append(j.ssrcs, t.cont.ssrc)
		if i == s.lead && len(j.burst) > 0 {
			j.places[i] = place{known: true, numbered: true, seq: j.burst[0].seq, ts: j.burst[0].ts}
		} else if t.cont.ever && s.state.live {
			j.places[i] = place{known: true, numbered: !t.video, seq: t.cont.seq + 1, ts: t.cont.when(now, t.clock)}
		}
	}
	ready(j)
	s.sinks = append(slices.Clone(s.sinks), k)
}

func (s *stream) detach(k sink) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sinks = slices.DeleteFunc(slices.Clone(s.sinks), func(o sink) bool { return o == k })
}

// description gives what DESCRIBE answers, and how long it waited for it: for a
// session, until ctx ends; patient takes an old description at once.
func (s *stream) description(ctx context.Context, patient bool) (sdp []byte, waited time.Duration, ok bool) {
	for {
		s.mu.Lock()
		st, stir, complete := s.state, s.stir, true
		for _, t := range s.tracks {
			if (t.codec == rtpx.H264 || t.codec == rtpx.H265) && t.params.list() == nil {
				complete = false
			}
		}
		s.mu.Unlock()
		grace := 2*time.Second - time.Since(st.since)
		switch {
		case st.gone:
			return nil, waited, false
		case st.sdp != nil && (patient || st.live && (complete || grace <= 0)):
			return st.sdp, waited, true
		}
		wait := time.Hour
		if st.live && grace > 0 {
			wait = grace
		}
		timer, since := time.NewTimer(wait), time.Now()
		select {
		case <-stir:
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
		waited += time.Since(since)
		if ctx.Err() != nil {
			return nil, waited, false
		}
	}
}

// format gives the format of the video track, with the newest parameter sets.
func (s *stream) format() format.Format {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, m := range s.state.offer.media {
		if m.video && i < len(s.tracks) {
			return s.tracks[i].params.fill(m.source.Formats[0])
		}
	}
	return nil
}

// shape tells which tracks there are to be set up.
func (s *stream) shape() (signature string, tracks int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state.gone {
		return "", 0
	}
	return s.state.signature, len(s.tracks)
}

func (s *stream) ssrc(i int) uint32 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i >= len(s.tracks) {
		return 0
	}
	return s.tracks[i].cont.ssrc
}

// videoTrack is the track taps follow. mu is held by the caller, see attach.
func (s *stream) videoTrack() int {
	for i, t := range s.tracks {
		if t.video {
			return i
		}
	}
	return 0
}

// keyed says whether key pictures of the video can be told apart.
func (s *stream) keyed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lead >= 0
}

func (s *stream) isGone() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state.gone
}

// codecs names what the camera sends.
func (s *stream) codecs() (video, audio string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range s.state.offer.media {
		switch name := codecName(m.source.Formats[0]); {
		case m.video && video == "":
			video = name
		case m.source.Type == "audio" && audio == "":
			audio = name
		}
	}
	return video, audio
}
