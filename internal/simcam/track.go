package simcam

import (
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"time"

	"github.com/bluenviron/gortsplib/v4"
	"github.com/bluenviron/gortsplib/v4/pkg/description"
	"github.com/pion/rtp"
)

// track sends one reel over and over. Its timestamps go on where the clip
// begins anew. Only the device's pace uses it.
type track struct {
	reel   reel
	media  *description.Media
	stream *gortsplib.ServerStream
	start  time.Time
	sent   int64       // units due so far
	turned int64       // units left out of the clip so that a viewer begins with a key picture
	asked  atomic.Bool // for a key picture
	base   uint32      // of the timestamps, random as RFC 3550 asks
	seq    uint16
	loss   float64 // share
	dice   *rand.Rand
}

func newTrack(r reel, m *description.Media, start time.Time, loss float64) *track {
	return &track{
		reel: r, media: m, start: start, loss: loss / 100,
		base: rand.Uint32(), seq: uint16(rand.Uint32()),
		dice: rand.New(rand.NewPCG(1, 2)), // the same packets get lost in every run
	}
}

// due says when the next unit leaves.
func (t *track) due() time.Time {
	seconds, rest := t.at(t.sent)
	return t.start.Add(time.Duration(seconds)*time.Second + time.Duration(rest)*time.Second/time.Duration(t.reel.clock))
}

// at splits the media time of unit n into whole seconds and ticks, so that no
// product overflows however long a camera runs.
func (t *track) at(n int64) (seconds, ticks int64) {
	all, clock := n*int64(t.reel.step), int64(t.reel.clock)
	return all / clock, all % clock
}

// turn turns the clip on to its next key picture.
func (t *track) turn() {
	for range t.reel.units {
		if t.reel.units[(t.sent+t.turned)%int64(len(t.reel.units))].key {
			return
		}
		t.turned++
	}
}

// spoil copies a payload and writes eight wrong bytes behind its headers.
func (t *track) spoil(payload []byte) []byte {
	const headers = 24 // of the payload format and the slice
	out := slices.Clone(payload)
	for range 8 {
		if len(out) > headers {
			out[headers+t.dice.IntN(len(out)-headers)] ^= byte(1 + t.dice.IntN(255))
		}
	}
	return out
}

// send sends the next unit, or what the fault makes of it.
func (t *track) send(f Fault, due time.Time) {
	if t.asked.CompareAndSwap(true, false) {
		t.turn()
	}
	u := t.reel.units[(t.sent+t.turned)%int64(len(t.reel.units))]
	stamp := t.base + uint32(t.sent*int64(t.reel.step))
	seconds, _ := t.at(t.sent)
	t.sent++
	switch {
	case f == Silence, f == NoKeyPictures && t.reel.video && u.key:
		return
	case f == Repeat && t.reel.video:
		u = t.reel.firstKey()
	case f == JumpTimestamps && seconds/3%2 == 1:
		stamp += uint32(3600 * t.reel.clock)
	}
	for _, p := range u.packets {
		if f == Corrupt && t.reel.video {
			p.payload = t.spoil(p.payload)
		}
		t.seq++
		if f == Loss && t.dice.Float64() < t.loss {
			continue
		}
		packet := rtp.Packet{
			Header: rtp.Header{
				Version: 2, PayloadType: t.reel.payloadType, SequenceNumber: t.seq,
				Timestamp: stamp, Marker: p.marker,
			},
			Payload: p.payload,
		}
		// It fails only when the stream is closed, and then pace ends too; a
		// reader whose queue is full is reported to the handler.
		_ = t.stream.WritePacketRTPWithNTP(t.media, &packet, due)
	}
}
