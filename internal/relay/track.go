package relay

import (
	"bytes"
	"math/rand/v2"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay/internal/rtpx"
)

const (
	// pictureMax bounds one picture; what is larger is not passed on.
	pictureMax = 4 << 20
	// payloadMax is what fits one datagram on an Ethernet line (1500 less the
	// heads of IP, UDP and RTP); larger payloads are cut, so that a UDP reader
	// gets them too.
	payloadMax = 1460
	// comingMax bounds what is being put together of all tracks: one of the
	// largest pictures in a buffer that grew with it, and usual ones beside it.
	comingMax = 6 << 20
	// pictureUsual is what a key picture rarely exceeds: the buffer of a larger
	// one is not kept.
	pictureUsual = 512 << 10
	// seqJump is a gap too wide to be loss: the camera counts anew.
	seqJump = 1000
	// timeJump is a step of a camera's clock that is joined, not passed on.
	timeJump = 5 * time.Second
	// timeBack is more than any order of pictures explains.
	timeBack = time.Second
)

// continuity maps a camera's numbers to outward ones that never jump: the first
// session's are kept, later ones go on at +1 and at wall-clock distance.
type continuity struct {
	ssrc    uint32 // outward
	running bool   // the offsets hold for the packets coming in
	ever    bool   // something went out already
	inSSRC  uint32
	inSeq   uint16
	inTS    uint32
	at      time.Time
	old     int // packets in a row that came from behind
	seqOff  uint16
	tsOff   uint32
	seq     uint16 // newest outward
	ts      uint32
}

// moved says what a packet did to the count.
type moved struct {
	drop                  bool
	lost                  int
	newSSRC, jump, newSeq bool
}

// step takes a packet in and sets seq and ts to its outward numbers.
func (c *continuity) step(h rtpx.Header, now time.Time, clock int) (m moved) {
	ticks := uint32(int64(now.Sub(c.at)) * int64(clock) / int64(time.Second))
	switch {
	case !c.running:
		if c.ever {
			c.seqOff, c.tsOff = c.seq+1-h.Seq, c.ts+max(ticks, 1)-h.Time
		}
	case h.SSRC != c.inSSRC:
		m.newSSRC = true
		c.seqOff, c.tsOff = c.seq+1-h.Seq, c.ts+max(ticks, 1)-h.Time
	default:
		if m = c.follow(h, ticks, clock); m.drop {
			return m
		}
	}
	c.inSSRC, c.inSeq, c.inTS, c.at = h.SSRC, h.Seq, h.Time, now
	c.seq = h.Seq + c.seqOff
	if ts := h.Time + c.tsOff; !c.ever || int32(ts-c.ts) > 0 {
		c.ts = ts
	}
	c.running, c.ever, c.old = true, true, 0
	return m
}

// follow is the step within one session.
func (c *continuity) follow(h rtpx.Header, ticks uint32, clock int) (m moved) {
	switch d := int(int16(h.Seq - c.inSeq)); {
	case d > 0 && d < seqJump:
		m.lost = d - 1
	case d > -seqJump && d <= 0:
		if c.old++; c.old < 8 {
			m.drop = true
			return m
		}
		fallthrough
	default:
		m.newSeq = true
		c.seqOff = c.seq + 1 - h.Seq
	}
	// Time that runs ahead of ours, or back, is a jump. Time that falls behind is
	// none: what was held up on its way still has its true times.
	step := int64(int32(h.Time - c.inTS))
	if ahead := step - int64(int32(ticks)); ahead > inTicks(timeJump, clock) || step < -inTicks(timeBack, clock) {
		m.jump = true
		c.tsOff = c.ts + max(ticks, 1) - h.Time
	}
	return m
}

func inTicks(d time.Duration, clock int) int64 {
	return int64(d) * int64(max(clock, 1)) / int64(time.Second)
}

// when gives the timestamp of a moment, by the newest packet's.
func (c *continuity) when(at time.Time, clock int) uint32 {
	return c.ts + uint32(int64(at.Sub(c.at))*int64(clock)/int64(time.Second))
}

// giveBack takes back the newest n numbers: their packets do not go out.
func (c *continuity) giveBack(n int) {
	c.seq -= uint16(n)
	c.seqOff -= uint16(n)
}

// outward gives the timestamp a packet of this session leaves with.
func (c *continuity) outward(in uint32) uint32 { return in + c.tsOff }

// assembly gathers the packets of one picture.
type assembly struct {
	buf     []byte
	ts      uint32 // as it came in
	seq     uint16
	outTS   uint32
	packets int
	key     bool
	slice   bool
	start   bool // holds the sets that open a sequence
	skip    bool // too large; wait for the next
}

// track is one medium of a stream. All of it is guarded by the stream's mutex.
type track struct {
	index  int
	video  bool
	codec  rtpx.Codec
	clock  int
	types  [128]bool
	cont   continuity
	asm    assembly
	params *paramSets
	sent   sent
	// needKey holds a picture back until one can be decoded by itself.
	needKey bool
	// inject are parameter sets that readers have not seen, put before key pictures.
	inject [][]byte
}

// sent is what sender reports tell.
type sent struct {
	packets, bytes uint32
	reported       time.Time
	said           said
}

func newTrack(index int, m *medium) *track {
	t := &track{index: index, video: m.video, codec: m.codec, clock: m.clock, needKey: m.video && m.codec.Keyed()}
	for _, p := range m.types {
		t.types[p&0x7f] = true
	}
	t.cont.ssrc = rand.Uint32()
	t.params = newParamSets(m.codec)
	return t
}

// lose forgets the session that ended; numbers go on.
func (t *track) lose() {
	t.cont.running = false
	t.sent.said = said{}
	t.asm = assembly{buf: reusable(t.asm.buf)}
	t.needKey = t.video && t.codec.Keyed()
}

// add takes one packet in its outward numbers and gives what became whole: at
// most the picture before it (which lacked a marker) and its own.
func (t *track) add(h rtpx.Header, packet []byte, now time.Time) (done [2]*unit) {
	a := &t.asm
	if !t.video {
		t.frame(packet, t.cont.seq, t.cont.outward(h.Time))
		done[0] = t.flush(now)
		return done
	}
	if a.packets > 0 && h.Time != a.ts && a.slice {
		done[0] = t.flush(now)
	}
	if h.Time != a.ts {
		a.skip = false
	}
	sight := rtpx.Look(t.codec, h.Payload)
	if sight.Params {
		t.params.learn(h.Payload)
	}
	t.params.sizeJPEG(h.Payload)
	a.start = a.start || sight.Start
	if sight.Key && !a.start && !a.slice && len(t.inject) > 0 {
		t.put(h.Type, h.Time)
	}
	a.ts = h.Time
	a.key = a.key || sight.Key || (sight.Slice && !a.slice && a.start)
	a.slice = a.slice || sight.Slice
	t.frame(packet, t.cont.seq, t.cont.outward(h.Time))
	if h.Marker && a.slice {
		done[1] = t.flush(now)
	}
	return done
}

// put frames the parameter sets that readers lack, in numbers of their own.
func (t *track) put(typ uint8, ts uint32) {
	for _, nal := range t.inject {
		p := append(rtpx.AppendHeader(nil, false, typ, 0, 0, 0), nal...)
		t.frame(p, t.cont.seq, t.cont.outward(ts))
		t.cont.seq++
		t.cont.seqOff++
	}
}

func (t *track) frame(packet []byte, seq uint16, ts uint32) {
	a := &t.asm
	if a.packets == 0 {
		a.seq, a.outTS = seq, ts
	}
	if a.skip = a.skip || len(a.buf)+len(packet) > pictureMax; a.skip {
		a.buf, a.packets = reusable(a.buf), 0
		return
	}
	var inside []byte
	a.buf, inside = rtpx.AppendFrame(a.buf, byte(2*t.index), packet)
	rtpx.Stamp(inside, seq, ts, t.cont.ssrc)
	a.packets++
}

// reusable is a buffer to be filled again, nil when it has grown too large to keep.
func reusable(buf []byte) []byte {
	if cap(buf) > pictureUsual {
		return nil
	}
	return buf[:0]
}

func (t *track) flush(now time.Time) *unit {
	a := &t.asm
	u := &unit{
		track: t.index, video: t.video, key: a.key || !t.video, at: now,
		seq: a.seq, ts: a.outTS, packets: a.packets, wire: a.buf,
	}
	keep := reusable(a.buf)
	if keep != nil {
		u.wire = bytes.Clone(a.buf)
	}
	*a = assembly{buf: keep, ts: a.ts, skip: a.skip}
	if u.packets == 0 {
		return nil
	}
	if t.needKey && !u.key {
		u.held = true
		t.cont.giveBack(u.packets)
	}
	t.needKey = t.needKey && u.held
	return u
}
