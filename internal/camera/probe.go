package camera

import (
	"context"
	"image"
	"slices"
	"strings"
	"time"

	"github.com/bluenviron/gortsplib/v4"
	"github.com/bluenviron/gortsplib/v4/pkg/base"
	"github.com/bluenviron/gortsplib/v4/pkg/description"
	"github.com/bluenviron/gortsplib/v4/pkg/format"
)

// Probe travels to the camera hop by hop, tells on (which may be nil) about
// each, and returns what it found. It ends within fifteen seconds, five of
// measuring included (whoever asks for more gets it on top), or as soon as ctx
// does, and leaves nothing behind.
func Probe(ctx context.Context, t Target, still Still, on func(Hop)) Verdict {
	return probe(ctx, t, still, on, usual())
}

func probe(ctx context.Context, t Target, still Still, on func(Hop), l limits) Verdict {
	if on == nil {
		on = func(Hop) {}
	}
	p := &trip{target: t, still: still, on: on, limits: l}
	for _, name := range Hops() {
		p.v.Hops = append(p.v.Hops, Hop{Name: name, Result: Waiting})
	}
	p.wire = &wire{limits: l, hostPort: t.URL.Host(), secure: t.URL.Scheme() == "rtsps"}
	p.wire.host = hostOnly(p.wire.hostPort)
	defer p.wire.drop()

	whole, cancel := context.WithTimeout(ctx, l.whole+max(0, p.measureTime()-l.measure))
	defer cancel()
	p.travel(whole)
	if ctx.Err() != nil && !p.v.OK {
		p.v.Cancelled, p.v.Cause = true, NoCause
	}
	return p.v
}

// trip is one probe under way. Only the goroutine of Probe touches it.
type trip struct {
	target Target
	still  Still
	on     func(Hop)
	limits limits
	wire   *wire
	weak   bool // the digest by SHA-256 was refused: from now on the one by MD5
	v      Verdict

	hop   int // the one being travelled
	since time.Time

	media  *description.Media
	format format.Format
	look   look
	meter  *meter
	played time.Time
	sight  sight     // of the first picture
	seen   time.Time // when that had come
}

// travel goes from hop to hop until one fails.
func (p *trip) travel(ctx context.Context) {
	defer p.leave()
	look, cancel := context.WithTimeout(ctx, p.limits.whole) // ends the questions; measuring may go on
	defer cancel()

	p.enter(HopResolve)
	if cause := p.wire.resolve(look); cause != NoCause {
		p.fail(cause)
		return
	}
	p.enter(HopPort)
	cause := p.wire.knock(look, p.target.Fingerprint)
	p.v.Fingerprint = p.wire.fingerprint
	if cause != NoCause {
		p.fail(cause)
		return
	}
	if p.wire.secure && p.target.Fingerprint == "" {
		p.warn(WarnNewCert)
	}
	p.enter(HopRTSP)
	s, desc, cause := p.converse(ctx, look, p.transport(), p.enter)
	if cause != NoCause {
		p.fail(cause)
		return
	}
	defer func() { s.close() }()
	if cause := p.choose(desc); cause != NoCause {
		p.fail(cause)
		return
	}
	p.enter(HopPlay)
	if s, cause = p.stream(ctx, look, s, desc); cause != NoCause {
		p.fail(cause)
		return
	}
	p.v.Relayable = true
	p.watch(ctx, look, s)
}

// watch takes the first picture and measures, once packets come.
func (p *trip) watch(ctx, look context.Context, s *session) {
	if p.look == nil {
		p.v.Cause = CauseCodec
		p.skip(HopKeyPicture)
		p.measure(ctx, s)
		p.v.Hop = HopKeyPicture
		return
	}
	p.enter(HopKeyPicture)
	if !p.keyPicture(look, s) {
		p.fail(CauseNoKeyPicture)
		return
	}
	p.measure(ctx, s)
	p.v.OK = p.v.Cause == NoCause
}

// converse opens a session and gets the description, logging in if asked to.
func (p *trip) converse(ctx, look context.Context, transport gortsplib.Transport, asked func(HopName)) (*session, *description.Session, Cause) {
	for again := true; ; again = false {
		s, err := openSession(ctx, p.wire, p.target, transport)
		if err != nil {
			return nil, nil, CauseNotRTSP
		}
		s.weak = p.weak
		stop := context.AfterFunc(look, s.client.Close)
		desc, hop, cause := s.describe(p.target, asked)
		if stop() && cause == NoCause {
			p.noteLogin(s)
			p.v.PlainDigest = p.weak
			return s, desc, NoCause
		}
		res, sent, _ := s.lastAnswer()
		s.close()
		if cause == CauseCodec {
			p.v.Codec = unreadableVideo(res.Body)
		}
		if cause == CauseLogin && sent {
			p.v.refused++
		}
		switch {
		case look.Err() == nil && cause == CauseLogin && s.mayBeWeaker():
			p.weak = true
			continue
		case look.Err() == nil && again && hop != HopRTSP && !sent && res.StatusCode == base.StatusUnauthorized && cause == CauseNotRTSP:
			continue // hangs up after asking for a login: come back with a fresh connection
		case cause == CauseNotRTSP && hop == HopRTSP && !p.wire.secure && res.StatusCode == 0 && p.wire.speaksTLS(look):
			cause = CauseTLSExpected
		case cause == NoCause:
			cause = CauseNotRTSP // the time was over in the very moment it answered
		}
		return nil, nil, cause
	}
}

// noteLogin turns how the login went into warnings.
func (p *trip) noteLogin(s *session) {
	_, sent, _ := s.lastAnswer()
	if !sent {
		return
	}
	if s.sentBasic() && !p.wire.secure {
		p.warn(WarnBasicClear)
	}
	if IsAdmin(p.target.URL.User()) {
		p.warn(WarnAdmin)
	}
}

// choose picks the video of the description and its codec.
func (p *trip) choose(desc *description.Session) Cause {
	p.media, p.format, p.look = nil, nil, nil
	for _, m := range desc.Medias {
		if m.IsBackChannel || len(m.Formats) == 0 {
			continue
		}
		switch m.Type {
		case description.MediaTypeAudio:
			if p.v.AudioCodec == "" {
				p.v.AudioCodec = m.Formats[0].Codec()
			}
		case description.MediaTypeVideo:
			if p.look == nil {
				p.pick(m)
			}
		}
	}
	if p.format == nil {
		return CauseNoVideo
	}
	p.v.Codec, _ = lookFor(p.format)
	if p.look == nil {
		p.note(CauseCodec)
	}
	return NoCause
}

// pick takes the first format of m that can be shown, else its first.
func (p *trip) pick(m *description.Media) {
	for _, f := range m.Formats {
		if _, l := lookFor(f); l != nil {
			p.media, p.format, p.look = m, f, l
			return
		}
	}
	if p.format == nil {
		p.media, p.format = m, m.Formats[0]
	}
}

// keyPicture waits for a picture that can be decoded by itself.
func (p *trip) keyPicture(look context.Context, s *session) bool {
	ctx, cancel := context.WithTimeout(look, p.limits.key)
	defer cancel()
	for {
		select {
		case key := <-p.meter.keys:
			if p.decode(ctx, key) {
				return true
			}
		case <-s.ended:
			return false
		case <-ctx.Done():
			return false
		}
	}
}

// decode shows one key picture to the handed decoder. Without one the picture
// is believed unseen.
func (p *trip) decode(ctx context.Context, key keyPicture) bool {
	var pic *image.RGBA
	if p.still != nil {
		var err error
		if pic, err = p.still(ctx, p.format, key.packets); err != nil || pic == nil {
			return false
		}
	}
	p.v.Picture = pic
	p.v.FirstPicture = time.Since(p.played)
	r := p.meter.read(p.played, time.Now())
	p.v.Width, p.v.Height = r.width, r.height
	if pic != nil {
		p.v.Width, p.v.Height = pic.Rect.Dx(), pic.Rect.Dy()
		p.sight, p.seen = lookAt(pic), key.at
		p.warn(p.sight.judge())
	}
	return true
}

// lookAgain compares the first picture with the newest one and keeps the newer
// for the verdict. Without two pictures far enough apart it says that nothing
// can be said.
func (p *trip) lookAgain(ctx context.Context) {
	if p.sight == nil {
		return
	}
	select {
	case key := <-p.meter.keys:
		pic, err := p.still(ctx, p.format, key.packets)
		if err != nil || pic == nil {
			break
		}
		p.v.Picture = pic
		if key.at.Sub(p.seen) < p.limits.frozen {
			break
		}
		if p.sight.frozen(lookAt(pic)) {
			p.warn(WarnFrozen)
		}
		return
	default:
	}
	p.warn(WarnUnwatched)
}

// measureTime is how long to count pictures.
func (p *trip) measureTime() time.Duration {
	switch {
	case p.target.Measure < 0:
		return 0
	case p.target.Measure == 0:
		return p.limits.measure
	}
	return p.target.Measure
}

// wait goes on measuring until two key pictures were had, far enough apart to
// be compared, or it is known that they are too rare, or patience is over.
func (p *trip) wait(ctx context.Context, s *session, began time.Time, span time.Duration) {
	for p.look != nil {
		r := p.meter.read(began, time.Now())
		switch {
		case r.keys >= 2 && (p.sight == nil || r.newestKey.Sub(p.seen) >= p.limits.frozen):
			return
		case p.target.Patience > 0 && r.span >= p.target.Patience:
			return
		case p.target.Patience == 0 && (span < p.limits.measure || r.sinceKey > p.limits.key || r.span > span+p.limits.key):
			return
		case !p.pause(ctx, s, p.limits.key/40):
			return
		}
	}
}

// measure counts for a while. Unless the caller is in a hurry it goes on until
// it has seen two key pictures or knows that they are too rare.
func (p *trip) measure(ctx context.Context, s *session) {
	span := p.measureTime()
	if span == 0 {
		p.skip(HopMeasure)
		return
	}
	p.enter(HopMeasure)
	began := time.Now()
	p.meter.restart(began)
	if p.pause(ctx, s, span) {
		p.wait(ctx, s, began, span)
	}
	r := p.meter.read(began, time.Now())
	p.take(r)
	if p.v.Width == 0 {
		p.v.Width, p.v.Height = r.width, r.height
	}
	gap := r.keyInterval
	if r.keys > 0 {
		gap = max(gap, r.sinceKey)
	}
	switch {
	case p.look != nil && gap > p.limits.key:
		p.v.KeyInterval = gap
		p.fail(CauseRareKeys)
	case r.keyInterval > p.limits.long:
		p.warn(WarnLongKeys)
	}
	if p.v.Cause == NoCause {
		p.lookAgain(ctx)
	}
	if r.lost > 0 {
		p.warn(WarnLoss)
	}
}

// take writes a measurement into the verdict.
func (p *trip) take(r reading) {
	p.v.FPS, p.v.Kbps, p.v.KeyInterval = r.fps, r.kbps, r.keyInterval
	p.v.Lost, p.v.Received, p.v.Jitter = r.lost, r.packets, r.jitter
	p.v.Clock, p.v.ClockKnown, p.v.Measured = r.ahead, r.clockKnown, r.span
	if r.clockKnown && r.ahead.Abs() >= p.limits.clock {
		p.warn(WarnClock)
	}
}

// pause waits for d; false when the camera or the caller ended it before.
func (p *trip) pause(ctx context.Context, s *session, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-s.ended:
		return false
	case <-ctx.Done():
		return false
	}
}

func (p *trip) warn(w string) {
	if w != "" && !slices.Contains(p.v.Warnings, w) {
		p.v.Warnings = append(p.v.Warnings, w)
	}
}

// IsAdmin recognises the names under which cameras keep their administrator;
// a relay should read with an account that can do nothing else.
func IsAdmin(user string) bool {
	switch strings.ToLower(user) {
	case "admin", "administrator", "root", "service", "888888", "666666", "supervisor":
		return true
	}
	return false
}
