package relay

import (
	"errors"
	"net"
	"os"
	"time"
)

const firstBytesMax = 64 << 10

var errTooMuch = errors.New("too much before the first request")

// guard is a reader's connection under watch: who connects and says nothing, or
// one byte a second, is let go. One goroutine reads.
type guard struct {
	net.Conn
	until time.Time                // by when the next whole request must have come
	alive func() (time.Time, bool) // asked when until has passed: a new until?
	met   bool                     // a whole request came
	taken int
}

// Read gives what the reader says, until it has been silent for too long.
func (g *guard) Read(p []byte) (int, error) {
	for {
		if !g.met && g.taken > firstBytesMax {
			return 0, errTooMuch
		}
		if err := g.Conn.SetReadDeadline(g.until); err != nil {
			return 0, err
		}
		n, err := g.Conn.Read(p)
		g.taken += n
		if n > 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
			return n, err
		}
		until, ok := g.alive()
		if !ok {
			return 0, err
		}
		g.until = until
	}
}
