package simcam

import (
	"net"
	"sync"
)

// gather is a connection that sends the packets of a picture with one write,
// as cameras do. The library writes each packet for itself, and with eight
// cameras these calls were most of what the demo cost.
type gather struct {
	net.Conn

	// guarded by mu
	mu   sync.Mutex
	held []byte
}

// gatherAt most so many bytes are held back.
const gatherAt = 32 << 10

// Write sends p, or keeps it until the packet that ends its picture. Whatever
// is no interleaved RTP goes out at once, with what was held before it.
func (g *gather) Write(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if waits(p) && len(g.held)+len(p) < gatherAt {
		g.held = append(g.held, p...)
		return len(p), nil
	}
	if len(g.held) == 0 {
		return g.Conn.Write(p)
	}
	g.held = append(g.held, p...)
	_, err := g.Conn.Write(g.held)
	g.held = g.held[:0]
	if err != nil {
		return 0, err
	}
	return len(p), nil
}

// waits says whether an interleaved frame ($, channel, length, RTP) is followed
// by another of the same picture: the last one has the marker.
func waits(p []byte) bool {
	if len(p) < 16 || p[0] != '$' || p[1]%2 != 0 {
		return false // an answer, a report, or cut short
	}
	marker, kind := p[5]&0x80 != 0, p[5]&0x7F
	return !marker && (kind == videoType || kind == 26)
}
