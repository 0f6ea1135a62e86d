package relay

import (
	"encoding/binary"
	"time"
)

// wallClock relates the camera's clock to ours within one session.
type wallClock struct {
	known bool
	shift time.Duration // what to add to the camera's time
}

// said is the newest report of a track, in outward numbers.
type said struct {
	at time.Time
	ts uint32
}

// clockStep is how far a camera's clock and its stream's time may part between
// two reports; more means that somebody has set the clock.
const clockStep = 2 * time.Second

// follow gives a camera's time as readers get it: moved as a whole when it is
// far from the truth, and without a step when the camera's clock is set. It is
// measured by the stream's own time, because a report, too, may be held up.
func (c *wallClock) follow(at, now time.Time, ts uint32, clock int, last *said) time.Time {
	if off := now.Sub(at); !c.known && (off > 10*time.Second || off < -10*time.Second) {
		c.shift = off
	}
	c.known = true
	if !last.at.IsZero() && clock > 0 {
		want := last.at.Add(time.Duration(int32(ts-last.ts)) * time.Second / time.Duration(clock))
		if step := want.Sub(at.Add(c.shift)); step > clockStep || step < -clockStep {
			c.shift += step
		}
	}
	*last = said{at.Add(c.shift), ts}
	return last.at
}

const (
	ntpEpoch    = 2208988800
	reportEvery = 5 * time.Second
)

// cameraReport passes a camera's sender report on in our numbers. Its time is
// kept when it is near the truth and moved as a whole when it is not, so that
// picture and sound stay together.
func (s *stream) cameraReport(i int, b []byte, now time.Time) {
	if len(b) < 28 || b[0]>>6 != 2 || b[1] != 200 {
		return
	}
	sec, frac := binary.BigEndian.Uint32(b[8:]), binary.BigEndian.Uint32(b[12:])
	at := time.Unix(int64(sec)-ntpEpoch, int64(frac)*int64(time.Second)>>32)
	s.mu.Lock()
	if i >= len(s.tracks) || !s.tracks[i].cont.running || binary.BigEndian.Uint32(b[4:]) != s.tracks[i].cont.inSSRC {
		s.mu.Unlock()
		return
	}
	t := s.tracks[i]
	ts := t.cont.outward(binary.BigEndian.Uint32(b[16:]))
	sr := t.report(s.clock.follow(at, now, ts, t.clock, &t.sent.said), ts)
	sinks := s.sinks
	s.mu.Unlock()
	for _, k := range sinks {
		k.report(i, sr)
	}
}

// beat sends reports of our own for cameras that send none, and a sign of life
// for tracks that have nothing to send: UDP readers, and TCP ones with a read
// limit, would else take the path for dead. Called by the monitor.
func (s *stream) beat(now time.Time) {
	type voice struct {
		track int
		sr    []byte
	}
	var list []voice
	s.mu.Lock()
	for i, t := range s.tracks {
		if now.Sub(t.sent.reported) < reportEvery {
			continue
		}
		if !s.state.live || t.needKey {
			t.sent.reported = now
			list = append(list, voice{i, signOfLife(t.cont.ssrc)})
			continue
		}
		if s.clock.known {
			continue // the camera's own reports are better; two voices would contradict
		}
		if t.cont.running && now.Sub(s.state.since) >= 6*time.Second {
			t.sent.reported = now
			list = append(list, voice{i, t.report(t.cont.at, t.cont.ts)})
		}
	}
	sinks := s.sinks
	s.mu.Unlock()
	for _, l := range list {
		for _, k := range sinks {
			k.report(l.track, l.sr)
		}
	}
}

// report writes a sender report in our numbers.
func (t *track) report(at time.Time, ts uint32) []byte {
	b := []byte{0x80, 200, 0, 6}
	b = binary.BigEndian.AppendUint32(b, t.cont.ssrc)
	b = binary.BigEndian.AppendUint32(b, uint32(at.Unix()+ntpEpoch))
	b = binary.BigEndian.AppendUint32(b, uint32(int64(at.Nanosecond())<<32/int64(time.Second)))
	b = binary.BigEndian.AppendUint32(b, ts)
	b = binary.BigEndian.AppendUint32(b, t.sent.packets)
	return binary.BigEndian.AppendUint32(b, t.sent.bytes)
}

// signOfLife is a receiver report about nobody (RFC 3550 §6.4.2): legal from a
// sender with nothing to tell, and enough for a reader to see that we are there.
func signOfLife(ssrc uint32) []byte {
	return binary.BigEndian.AppendUint32([]byte{0x80, 201, 0, 1}, ssrc)
}

// lostBy reads from a reader's receiver report how many packets have not reached
// it (RFC 3550 §6.4.1); doubles may make that negative, which is none.
func lostBy(b []byte) (n uint32, ok bool) {
	if len(b) < 32 || b[0]>>6 != 2 || b[0]&0x1f == 0 || b[1] != 201 {
		return 0, false
	}
	n = uint32(b[13])<<16 | uint32(b[14])<<8 | uint32(b[15])
	if n&0x800000 != 0 {
		return 0, true
	}
	return n, true
}
