package relay

import (
	"slices"
	"sync/atomic"
	"time"
)

// meter counts what comes in. The packet path writes atomics only; the monitor
// turns them into rates.
type meter struct {
	bytes, packets, lost atomic.Uint64
	pictures             atomic.Uint64
	lastPacket           atomic.Int64 // Unix nanoseconds; 0 = none in this session
	lastPicture          atomic.Int64
	lastKey              atomic.Int64
	keyEvery             atomic.Int64 // nanoseconds between the newest two key pictures
	keyUsual             atomic.Int64 // the distance they usually have, see picture
	size                 atomic.Uint64
	seen                 [16]atomic.Int64 // when each warning was last true, by its place
}

// begin forgets the times of the session before; totals stay.
func (m *meter) begin() {
	m.lastPacket.Store(0)
	m.lastPicture.Store(0)
	m.lastKey.Store(0)
	m.keyEvery.Store(0)
	m.keyUsual.Store(0)
	for i := range m.seen {
		m.seen[i].Store(0)
	}
}

// picture counts one. The usual distance of key pictures follows a longer one at
// once and a shorter one slowly: some cameras send them rarely while nothing
// moves, and are well all the same.
func (m *meter) picture(u *unit) {
	at := u.at.UnixNano()
	m.pictures.Add(1)
	m.lastPicture.Store(at)
	if u.key {
		if before := m.lastKey.Swap(at); before != 0 {
			every, usual := at-before, m.keyUsual.Load()
			m.keyEvery.Store(every)
			m.keyUsual.Store(max(every, usual-(usual-every)/16))
		}
	}
}

// warn notes that a warning is true now. It is for rare events only.
func (m *meter) warn(now time.Time, w string) {
	if i := slices.Index(Warnings(), w); i >= 0 {
		m.seen[i].Store(now.UnixNano())
	}
}

// warnings lists what was true within the last minute; what is true of the whole
// session is noted with a time far ahead.
func (m *meter) warnings(now time.Time) (list []string) {
	for i, w := range Warnings() {
		if at := m.seen[i].Load(); at != 0 && now.UnixNano()-at < int64(time.Minute) {
			list = append(list, w)
		}
	}
	return list
}

func (m *meter) setSize(w, h int) {
	if w > 0 && h > 0 {
		m.size.Store(uint64(w)<<32 | uint64(uint32(h)))
	}
}

func (m *meter) width() int  { return int(m.size.Load() >> 32) }
func (m *meter) height() int { return int(uint32(m.size.Load())) }

// rate is the smoothed speed of a stream, owned by the monitor.
type rate struct {
	at              time.Time
	bytes, pictures uint64
	fps, kbps       float64
	filled          bool
}

// next takes the counters of now; it smooths over about three seconds.
func (r rate) next(now time.Time, bytes, pictures uint64) rate {
	d := now.Sub(r.at).Seconds()
	if r.at.IsZero() || d <= 0 || bytes < r.bytes || pictures < r.pictures {
		return rate{at: now, bytes: bytes, pictures: pictures}
	}
	if d < 0.9 {
		return r
	}
	fps, kbps := float64(pictures-r.pictures)/d, float64(bytes-r.bytes)*8/1000/d
	if r.filled {
		const w = 0.35
		fps, kbps = r.fps+(fps-r.fps)*w, r.kbps+(kbps-r.kbps)*w
	}
	return rate{at: now, bytes: bytes, pictures: pictures, fps: fps, kbps: kbps, filled: true}
}

func unixTime(ns int64) time.Time {
	if ns == 0 {
		return time.Time{}
	}
	return time.Unix(0, ns)
}
