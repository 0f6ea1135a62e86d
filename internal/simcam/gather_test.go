package simcam

import (
	"errors"
	"net"
	"slices"
	"testing"
)

// sink remembers each write.
type sink struct {
	net.Conn
	writes []string
	err    error
}

func (s *sink) Write(p []byte) (int, error) {
	s.writes = append(s.writes, string(p))
	return len(p), s.err
}

// frame is an interleaved frame whose RTP has a payload type and a marker.
func frame(channel, kind byte, marker bool, text string) []byte {
	if marker {
		kind |= 0x80
	}
	return append([]byte{'$', channel, 0, byte(12 + len(text)), 0x80, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, text...)
}

func TestGather_writes_a_picture_at_once_and_nothing_late_or_out_of_order(t *testing.T) {
	first, last := frame(0, videoType, false, "first"), frame(0, videoType, true, "last")
	sound, report := frame(2, 8, false, "sound"), []byte("$\x01\x00\x00report")
	answer, big := []byte("RTSP/1.0 200 OK\r\n\r\n"), frame(0, 26, false, string(make([]byte, gatherAt)))
	for name, row := range map[string]struct {
		in   [][]byte
		want []string
	}{
		"picture":        {[][]byte{first, first, last}, []string{string(first) + string(first) + string(last)}},
		"single packet":  {[][]byte{last, last}, []string{string(last), string(last)}},
		"sound":          {[][]byte{sound, sound}, []string{string(sound), string(sound)}},
		"sound between":  {[][]byte{first, sound, last}, []string{string(first) + string(sound), string(last)}},
		"report between": {[][]byte{first, report}, []string{string(first) + string(report)}},
		"answer between": {[][]byte{first, answer}, []string{string(first) + string(answer)}},
		"too much":       {[][]byte{first, big}, []string{string(first) + string(big)}},
	} {
		var s sink
		g := &gather{Conn: &s}
		for _, p := range row.in {
			if n, err := g.Write(p); n != len(p) || err != nil {
				t.Errorf("%s: wrote %d of %d, %v", name, n, len(p), err)
			}
		}
		if !slices.Equal(s.writes, row.want) {
			t.Errorf("%s: %d writes %q", name, len(s.writes), s.writes)
		}
	}
}

func TestGather_tells_that_the_connection_is_gone(t *testing.T) {
	gone := errors.New("gone")
	g := &gather{Conn: &sink{err: gone}}
	for _, p := range [][]byte{frame(0, videoType, true, "x"), append(frame(0, videoType, false, "x"), 0)} {
		_, err := g.Write(p)
		if _, err2 := g.Write(frame(0, videoType, true, "x")); !errors.Is(errors.Join(err, err2), gone) {
			t.Errorf("%v, %v", err, err2)
		}
	}
}
