package relay

import (
	"sync"
	"sync/atomic"
	"time"
)

// reader is one playing session: it takes a stream's units and sends them over
// TCP or UDP. Taking never waits.
type reader struct {
	conn     *conn
	out      *outbox
	udp      *udpOut // nil for TCP
	channels []int   // interleaved channel of each track; -1 = not asked for
	same     bool    // every channel is the one units are framed with
	bytes    atomic.Uint64
	lost     atomic.Uint64

	mu      sync.Mutex
	needKey bool // pictures wait for one that can be decoded
	began   bool // it has had a picture
	over    bool
}

// begin is told what it joins; answer goes out before everything else.
func (r *reader) begin(j join, answer []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.needKey, r.began = len(j.burst) == 0, len(j.burst) > 0
	var burst []parcel
	for _, u := range j.burst {
		if r.wants(u.track) {
			burst = append(burst, parcel{u: u, channel: byte(r.channels[u.track])})
			r.bytes.Add(uint64(len(u.wire)))
		}
	}
	if r.udp != nil {
		r.out.begin(answer, nil)
		r.udp.begin(j.burst)
		if len(j.burst) == 0 { // the next key picture may be further away than its patience
			for i, ssrc := range j.ssrcs {
				r.udp.report(i, signOfLife(ssrc))
			}
		}
		return
	}
	r.out.begin(answer, burst)
}

func (r *reader) wants(track int) bool { return track < len(r.channels) && r.channels[track] >= 0 }

// dress gives a unit's bytes with the channel this reader asked for.
func (r *reader) dress(u *unit) []byte {
	if r.same || r.udp != nil {
		return u.wire
	}
	return u.as(make([]byte, 0, len(u.wire)), byte(r.channels[u.track]))
}

func (r *reader) take(u *unit) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.over || !r.wants(u.track) {
		return
	}
	if u.video && r.needKey && !u.key {
		if r.began { // before its first picture nothing is missed
			r.lost.Add(1)
		}
		return
	}
	var sent bool
	if r.udp != nil {
		sent = r.udp.send(u)
	} else {
		sent = r.out.send(parcel{b: r.dress(u), due: u.at.Add(liveAge), video: u.video}, u.key)
	}
	if u.video {
		r.needKey, r.began = !sent, true
	}
	if sent {
		r.bytes.Add(uint64(len(u.wire)))
	}
}

func (r *reader) report(track int, sr []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.over || !r.wants(track):
	case r.udp != nil:
		r.udp.report(track, sr)
	default:
		b := append([]byte{'$', byte(r.channels[track] + 1), byte(len(sr) >> 8), byte(len(sr))}, sr...)
		r.out.send(parcel{b: b, due: time.Now().Add(liveAge)}, false)
	}
}

// stop makes the reader deaf; nothing is sent after it returns but what waits.
func (r *reader) stop() {
	r.mu.Lock()
	r.over = true
	r.mu.Unlock()
	if r.udp != nil {
		r.udp.stop()
	}
}

// end is told that the path has nothing more in this form: a clean goodbye.
func (r *reader) end() {
	r.stop()
	r.conn.farewell()
}

func (r *reader) dropped() uint64 {
	n := r.out.dropped.Load() + r.lost.Load()
	if r.udp != nil {
		n += r.udp.dropped.Load()
	}
	return n
}

// squeezed draws the group's timestamps together so that it ends at its true
// time and lasts a millisecond a picture: for players that would else stay
// behind by the length of the group.
func squeezed(burst []*unit, clock int) []*unit {
	if len(burst) < 2 {
		return burst
	}
	last := burst[len(burst)-1].ts
	span := int64(last - burst[0].ts)
	want := int64(len(burst)) * int64(clock) / 1000
	if span <= want || span > int64(clock)*60 {
		return burst
	}
	list := make([]*unit, len(burst))
	for i, u := range burst {
		back := int64(int32(last-u.ts)) * want / span
		list[i] = u.retimed(last - uint32(back))
	}
	return list
}
