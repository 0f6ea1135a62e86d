package relay

import (
	"cmp"
	"crypto/tls"
	"net"
	"slices"
	"strconv"
	"time"
)

// status is a camera as the snapshot shows it.
func (c *camera) status(now time.Time, readers map[*path]int) CameraStatus {
	st := c.pulls[0].status(c, now, readers)
	if c.pulls[1].path != nil {
		sub := c.pulls[1].status(c, now, readers)
		st.Sub = &sub
	}
	return st
}

func (p pull) status(c *camera, now time.Time, readers map[*path]int) CameraStatus {
	st := CameraStatus{ID: c.record.ID, Name: c.record.Name, State: Disabled, Since: c.since}
	if p.path == nil {
		return st
	}
	m := &p.path.stream.meter
	st.Path, st.Readers = p.path.name, readers[p.path]
	st.VideoCodec, st.AudioCodec = p.path.stream.codecs()
	st.Width, st.Height = m.width(), m.height()
	st.BytesIn, st.PacketsIn, st.PacketsLost = m.bytes.Load(), m.packets.Load(), m.lost.Load()
	st.LastPacket, st.LastPicture = unixTime(m.lastPacket.Load()), unixTime(m.lastPicture.Load())
	st.KeyInterval = time.Duration(m.keyEvery.Load())
	s := p.source
	if s == nil {
		return st
	}
	now2 := s.standing.Load()
	st.State, st.Since, st.Fault = now2.state, now2.since, now2.fault
	st.Attempt, st.NextTry = now2.attempt, now2.nextTry
	st.Transport, st.Fingerprint, st.Offered = now2.transport, now2.fingerprint, now2.offered
	st.PlainDigest = now2.plainDigest
	st.Reconnects = int(s.reconnects.Load())
	if now2.state == Live || now2.state == Stalled {
		r := s.rate.Load()
		st.FPS, st.Kbps = r.fps, r.kbps
		st.Warnings = m.warnings(now)
	}
	return st
}

// readers lists who plays, counts them by path, and sums what went out.
func (s *server) readers(count map[*path]int) (list []ReaderStatus, bytes uint64) {
	bytes = s.bytes.Load()
	for _, c := range s.list() {
		bytes += c.out.bytes.Load() + c.udpBytes()
		ses := c.session.Load()
		if ses == nil || ses.reader == nil {
			continue
		}
		count[ses.path]++
		transport := TCP
		if ses.udp != nil {
			transport = UDP
		}
		list = append(list, ReaderStatus{
			ID: c.id, Account: ses.account.Name, Remote: c.remote, Path: ses.path.name,
			Transport: string(transport), Since: ses.since,
			BytesOut: ses.reader.bytes.Load(), Dropped: ses.reader.dropped(), Lost: s.lostAt(ses.udp),
		})
	}
	slices.SortFunc(list, func(a, b ReaderStatus) int {
		return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(a.ID, b.ID))
	})
	return list, bytes
}

// lostAt sums what a UDP reader reports as lost on its way.
func (s *server) lostAt(o *udpOut) (n uint64) {
	if o == nil {
		return 0
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, at := range o.rtcp {
		n += uint64(s.lost[at])
	}
	return n
}

// sizeBuffer bounds what the system may hold for a reader to four fifths of a
// second of its path (the system doubles what it is told), or it would hold ten
// seconds, and hand them over later as if they were live.
func sizeBuffer(nc net.Conn, p *path) {
	if sealed, ok := nc.(*tls.Conn); ok {
		nc = sealed.NetConn()
	}
	t, ok := nc.(*net.TCPConn)
	if !ok {
		return
	}
	kbps := 2000.0
	if s := p.source.Load(); s != nil {
		if r := s.rate.Load(); r.kbps > 0 {
			kbps = r.kbps
		}
	}
	_ = t.SetWriteBuffer(min(max(int(kbps*1000/8*2/5), 48<<10), 1<<20))
}

func portString(n int) string { return strconv.Itoa(n) }
