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
}

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

// rechannel gives the unit's bytes with another channel.
func (u *unit) rechannel(channel byte) []byte {
	b := append(make([]byte, 0, len(u.wire)), u.wire...)
	rtpx.Frames(b, func(at int, _ []byte) bool {
		b[at+1] = channel
		return true
	})
	return b
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

// retimed gives a copy of the unit with another time.
func (u *unit) retimed(ts uint32) *unit {
	c := *u
	c.ts = ts
	c.wire = append(make([]byte, 0, len(u.wire)), u.wire...)
	rtpx.Frames(c.wire, func(_ int, b []byte) bool {
		if len(b) >= 12 {
			binary.BigEndian.PutUint32(b[4:], ts)
		}
		return true
	})
	return &c
}
