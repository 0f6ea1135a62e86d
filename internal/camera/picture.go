package camera

import (
	"sync"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h265"
	"github.com/pion/rtp"
)

// Names of codecs as they are shown and stored.
const (
	codecH264  = "H264"
	codecH265  = "H265"
	codecMJPEG = "MJPEG"
)

// maxPicture bounds the packets kept of one picture (about 6 MB).
const maxPicture = 4096

// parts is what one RTP packet tells about its picture.
type parts struct {
	key           bool // holds (the beginning of) a picture that stands by itself
	width, height int  // 0 = not told here
}

// look reads one payload of the codec without decoding anything. It never
// changes the payload.
type look func(payload []byte) parts

// lookFor returns the reader of a codec's packets, nil for codecs that cannot
// be shown.
func lookFor(f format.Format) (codec string, l look) {
	switch f.(type) {
	case *format.H264:
		return codecH264, lookH264
	case *format.H265:
		return codecH265, lookH265
	case *format.MJPEG:
		return codecMJPEG, lookMJPEG
	}
	return f.Codec(), nil
}

func lookH264(p []byte) parts {
	if len(p) < 2 {
		return parts{}
	}
	switch typ := p[0] & 0x1f; typ {
	case 24: // STAP-A: several units in one packet
		var all parts
		eachUnit(p[1:], func(unit []byte) { all = all.with(unitH264(unit, unit[0]&0x1f)) })
		return all
	case 28: // FU-A: only the first fragment counts
		if p[1]&0x80 == 0 {
			return parts{}
		}
		return unitH264(nil, p[1]&0x1f)
	default:
		return unitH264(p, typ)
	}
}

func unitH264(unit []byte, typ byte) parts {
	switch h264.NALUType(typ) {
	case h264.NALUTypeIDR:
		return parts{key: true}
	case h264.NALUTypeSPS:
		var sps h264.SPS
		if unit != nil && sps.Unmarshal(unit) == nil {
			return parts{width: sps.Width(), height: sps.Height()}
		}
	}
	return parts{}
}

func lookH265(p []byte) parts {
	if len(p) < 3 {
		return parts{}
	}
	switch typ := (p[0] >> 1) & 0x3f; typ {
	case 48: // aggregation packet
		var all parts
		eachUnit(p[2:], func(unit []byte) { all = all.with(unitH265(unit, (unit[0]>>1)&0x3f)) })
		return all
	case 49: // fragment
		if p[2]&0x80 == 0 {
			return parts{}
		}
		return unitH265(nil, p[2]&0x3f)
	default:
		return unitH265(p, typ)
	}
}

func unitH265(unit []byte, typ byte) parts {
	switch {
	case typ >= 16 && typ <= 21: // BLA, IDR, CRA: decoding may begin here
		return parts{key: true}
	case h265.NALUType(typ) == h265.NALUType_SPS_NUT:
		var sps h265.SPS
		if unit != nil && sps.Unmarshal(unit) == nil {
			return parts{width: sps.Width(), height: sps.Height()}
		}
	}
	return parts{}
}

func lookMJPEG(p []byte) parts {
	if len(p) < 8 || p[1] != 0 || p[2] != 0 || p[3] != 0 {
		return parts{} // not the first fragment
	}
	return parts{key: true, width: int(p[6]) * 8, height: int(p[7]) * 8}
}

// eachUnit walks the length-prefixed units of an aggregation packet.
func eachUnit(p []byte, do func(unit []byte)) {
	for len(p) > 2 {
		n := int(p[0])<<8 | int(p[1])
		p = p[2:]
		if n == 0 || n > len(p) {
			return
		}
		do(p[:n])
		p = p[n:]
	}
}

func (p parts) with(q parts) parts {
	p.key = p.key || q.key
	if q.width > 0 && q.height > 0 {
		p.width, p.height = q.width, q.height
	}
	return p
}

// meter listens to a stream: it announces the first packet and each complete
// key picture, and counts. The library's goroutine writes, the probe reads.
type meter struct {
	look  look
	clock int // RTP clock rate
	first chan struct{}
	keys  chan keyPicture // newest complete key picture, room for one

	mu      sync.Mutex
	packets uint64
	seq     uint16
	size    parts
	now     receiving
	sum     tally
	keyAt   time.Time     // when the newest key picture was complete
	keyGap  time.Duration // the longest distance between two
	keyHad  int
	newest  time.Time // when the newest whole one was, of those that can be shown

	ahead      time.Duration // the camera's clock less ours, of its newest sender report
	clockKnown bool
}

// keyPicture is a whole picture that stands by itself, and when it had come.
type keyPicture struct {
	packets []*rtp.Packet
	at      time.Time
}

// receiving is the picture under way.
type receiving struct {
	started   bool
	broken    bool // something of it is missing
	key       bool
	timestamp uint32
	packets   []*rtp.Packet
}

// tally is what one measurement counts.
type tally struct {
	bytes, lost, packets  uint64
	began                 time.Time // when the first packet of the newest picture came
	beganStamp            uint32
	jitter                float64 // seconds
	pictures              int
	firstAt, lastAt       time.Time
	firstStamp, lastStamp uint32
}

func newMeter(f format.Format, l look) *meter {
	return &meter{
		look: l, clock: f.ClockRate(), size: sizeOf(f),
		first: make(chan struct{}), keys: make(chan keyPicture, 1),
	}
}

// sizeOf reads the picture size from the description, zero when it is silent.
func sizeOf(f format.Format) parts {
	switch f := f.(type) {
	case *format.H264:
		if sps, _ := f.SafeParams(); len(sps) > 0 {
			return unitH264(sps, sps[0]&0x1f)
		}
	case *format.H265:
		if _, sps, _ := f.SafeParams(); len(sps) > 1 {
			return unitH265(sps, (sps[0]>>1)&0x3f)
		}
	}
	return parts{}
}

// put takes one packet as it arrives.
func (m *meter) put(pkt *rtp.Packet, now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.packets++
	m.sum.packets++
	m.sum.bytes += uint64(len(pkt.Payload))
	gap := false
	if m.packets == 1 {
		close(m.first)
	} else if missed := pkt.SequenceNumber - m.seq - 1; missed != 0 && missed < 0x8000 {
		m.sum.lost += uint64(missed)
		gap = true
	}
	m.seq = pkt.SequenceNumber
	if m.now.started && pkt.Timestamp != m.now.timestamp {
		m.finish(now) // no marker came: the timestamp parts the pictures
	}
	if !m.now.started {
		m.uneven(pkt.Timestamp, now)
		m.now = receiving{started: true, timestamp: pkt.Timestamp, broken: gap, packets: m.now.packets[:0]}
	} else if gap {
		m.now.broken = true
	}
	if m.look != nil {
		p := m.look(pkt.Payload)
		m.now.key = m.now.key || p.key
		m.size = m.size.with(p)
		if len(m.now.packets) < maxPicture {
			m.now.packets = append(m.now.packets, pkt)
		} else {
			m.now.broken = true
		}
	}
	if pkt.Marker {
		m.finish(now)
	}
}

// uneven takes the arrival of a picture's first packet into the jitter of RFC
// 3550. The other packets of a picture share its timestamp: to count them
// would measure how large pictures are. A clock that jumped is left out.
func (m *meter) uneven(stamp uint32, now time.Time) {
	if m.clock > 0 && !m.sum.began.IsZero() {
		media := float64(int32(stamp-m.sum.beganStamp)) / float64(m.clock)
		if d := now.Sub(m.sum.began).Seconds() - media; media >= 0 && media < 2 && d > -2 && d < 2 {
			m.sum.jitter += (max(d, -d) - m.sum.jitter) / 16
		}
	}
	m.sum.began, m.sum.beganStamp = now, stamp
}

// report takes the wall clock of a sender report. Reports that count from
// another beginning than 1900 (many cameras count from when they were switched
// on) say nothing about the clock.
func (m *meter) report(ntp uint64, now time.Time) {
	const to1970 = 2_208_988_800 // seconds from NTP's beginning to Unix's
	seconds, fraction := int64(ntp>>32), int64(ntp&0xffffffff)
	at := time.Unix(seconds-to1970, fraction*1_000_000_000>>32)
	ahead := at.Sub(now)
	m.mu.Lock()
	defer m.mu.Unlock()
	if ahead.Abs() < 366*24*time.Hour {
		m.ahead, m.clockKnown = ahead.Round(time.Millisecond), true
	}
}

// finish closes the picture that was being received.
func (m *meter) finish(now time.Time) {
	m.now.started = false
	m.sum.pictures++
	if m.sum.pictures == 1 {
		m.sum.firstAt, m.sum.firstStamp = now, m.now.timestamp
	}
	m.sum.lastAt, m.sum.lastStamp = now, m.now.timestamp
	if !m.now.key {
		return
	}
	m.keyHad++
	if m.keyHad > 1 {
		m.keyGap = max(m.keyGap, now.Sub(m.keyAt))
	}
	m.keyAt = now
	if m.now.broken {
		return
	}
	select {
	case <-m.keys: // an older one nobody wanted
	default:
	}
	m.newest = now
	m.keys <- keyPicture{append([]*rtp.Packet(nil), m.now.packets...), now} // the packets are ours: the library makes each anew
}

// restart begins a new measurement without losing the picture under way.
func (m *meter) restart(now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sum = tally{firstAt: now, lastAt: now}
}

// reading is what a measurement found.
type reading struct {
	fps, kbps     float64
	keyInterval   time.Duration
	sinceKey      time.Duration
	newestKey     time.Time // that can be shown
	keys          int
	lost, packets uint64
	jitter        time.Duration
	ahead         time.Duration
	clockKnown    bool
	span          time.Duration
	width, height int
}

// read sums up the time from since to now.
func (m *meter) read(since, now time.Time) reading {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := reading{
		keyInterval: m.keyGap, keys: m.keyHad, lost: m.sum.lost,
		packets: m.sum.packets, jitter: time.Duration(m.sum.jitter * float64(time.Second)),
		ahead: m.ahead, clockKnown: m.clockKnown, span: now.Sub(since),
		width: m.size.width, height: m.size.height, newestKey: m.newest,
	}
	if m.keyHad > 0 {
		r.sinceKey = now.Sub(m.keyAt)
	}
	if span := now.Sub(since).Seconds(); span > 0 {
		r.kbps = float64(m.sum.bytes) * 8 / 1000 / span
	}
	r.fps = m.fps()
	return r
}

// fps counts by the camera's own clock when that clock is believable, since
// pictures arrive in bursts; else by arrival.
func (m *meter) fps() float64 {
	if m.sum.pictures < 2 {
		return 0
	}
	arrival := m.sum.lastAt.Sub(m.sum.firstAt).Seconds()
	if arrival <= 0 {
		return 0
	}
	if m.clock > 0 {
		media := float64(m.sum.lastStamp-m.sum.firstStamp) / float64(m.clock)
		if media > 0.8*arrival && media < 1.25*arrival {
			return float64(m.sum.pictures-1) / media
		}
	}
	return float64(m.sum.pictures-1) / arrival
}
