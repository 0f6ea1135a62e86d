package relay

import (
	"encoding/binary"
	"time"

	"github.com/pion/rtp"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay/internal/rtpx"
)

// unit is one whole picture, or one packet of a track that is not video, framed
// once for every TCP reader. It is never changed after it was made.
type unit struct {
	track   int
	video   bool
	key     bool
	held    bool      // not for readers: it cannot be decoded without what was lost
	at      time.Time // arrival of its last packet
	seq     uint16    // of the first packet, outward
	ts      uint32    // outward
	packets int
	wire    []byte // "$", 2×track, length, packet; one after the other
	restamp bool   // wire has another time than ts, see retimed
}

// unitCost is what a unit costs beside its bytes: a camera that sends very small
// ones must not fill the memory with them.
const unitCost = 192

// rtp gives the unit as RTP packets whose payloads are views into it.
func (u *unit) rtp() []*rtp.Packet {
	list := make([]*rtp.Packet, 0, u.packets)
	rtpx.Frames(u.wire, func(_ int, b []byte) bool {
		p := &rtp.Packet{}
		if p.Unmarshal(b) == nil {
			list = append(list, p)
		}
		return true
	})
	return list
}

// as appends the unit's bytes as a reader gets them: with the channel it asked
// for, and with the unit's own time.
func (u *unit) as(b []byte, channel byte) []byte {
	from := len(b)
	b = append(b, u.wire...)
	rtpx.Frames(b[from:], func(at int, packet []byte) bool {
		b[from+at+1] = channel
		if u.restamp && len(packet) >= 12 {
			binary.BigEndian.PutUint32(packet[4:], u.ts)
		}
		return true
	})
	return b
}

// part gives a part of the unit's bytes with the unit's time.
func (u *unit) part(wire []byte) []byte {
	if !u.restamp {
		return wire
	}
	c := *u
	c.wire = wire
	return c.as(make([]byte, 0, len(wire)), byte(2*u.track))
}

// sink takes units: a reader or a tap. take is called from the camera's
// goroutine and never waits; end says that the path has nothing more in this form.
type sink interface {
	take(u *unit)
	report(track int, sr []byte)
	end()
}

// place is where a track stands at a join, for RTP-Info.
type place struct {
	known    bool
	numbered bool // the next packet's number is known too
	seq      uint16
	ts       uint32
}

// retimed gives the unit with another time. Its bytes are shared with the unit
// that it was made of; the time is written when they go out, because a reader
// that joins takes megabytes, and others wait meanwhile.
func (u *unit) retimed(ts uint32) *unit {
	c := *u
	c.ts, c.restamp = ts, true
	return &c
}
