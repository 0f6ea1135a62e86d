package video

import (
	"context"
	"errors"
	"hash/maphash"
	"image"
	"log/slog"
	"sync"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/pion/rtp"
)

// Picture is one decoded picture in the size that was asked for. It is shared
// and must not be changed.
type Picture struct {
	*image.RGBA
	At     time.Time // when its packets arrived
	Serial uint64    // grows with each picture of the player
}

// PlayerConfig says what to play.
type PlayerConfig struct {
	Feed   Feed
	Open   Opener           // nil = FFmpeg in this process
	Now    func() time.Time // nil = time.Now
	Log    *slog.Logger     // nil = nothing is written
	Width  int              // of the pictures; 0 = as they come, up to 1920
	Height int
	Every  time.Duration // at most one picture is converted in this time; 0 = 100 ms
	Pace   Pace
	Memory Memory // what the player before this one had found wrong with the picture
}

// Player decodes a feed. The newest picture wins; nothing ever waits for a
// looker. Close ends its goroutine and the feed.
type Player struct {
	// Set by Play, never changed.
	feed   Feed
	open   Opener
	now    func() time.Time
	log    *slog.Logger
	cancel context.CancelFunc
	wg     sync.WaitGroup
	seed   maphash.Seed
	close  func() error

	// Owned by run.
	units   *units
	decoder Decoder
	synced  bool // a key picture was decoded since the decoder was made
	last    time.Time
	serial  uint64
	eye     eye
	follow  following

	mu     sync.Mutex
	newest *Picture
	spare  [][]byte // buffers that nobody looks at any more
	wish   wish
	proof  Evidence
	sight  sighting
	shape  Shape
	gap    time.Duration // between two pictures for the glass, a running mean
	keyGap time.Duration // between two key pictures, a running mean
	behind time.Duration // the most since it was asked for
	lens   lens          // the part that is shown, and who wants a whole picture
}

// Shape is what the stream is made of, and what showing it takes.
type Shape struct {
	Codec         string
	Width, Height int
	Decode        time.Duration // of one picture, a running mean
	Shown         float64       // pictures a second that were made for the glass
}

// wish is what the glass wants.
type wish struct {
	width, height int
	every         time.Duration
	pace          Pace
}

// following is how the stream is read.
type following struct {
	began   time.Time // to read; the group of pictures at the start is old by right
	caught  bool      // up with the camera since then
	keyAt   time.Time // the newest key picture arrived
	decoded time.Time // the newest picture that was decoded arrived
	anew    bool      // the decoder was dropped because of faults: the stream is the same
	torn    torn      // what the packets' numbers tell
}

// eye looks at key pictures now and then.
type eye struct {
	scene scene
	grey  []byte
}

// sighting is what the eye has found.
type sighting struct {
	kind   Sight
	since  time.Time
	memory Memory // zero while nothing is wrong
}

// mean takes one more measurement into a running mean over about sixteen.
func mean(old, new time.Duration) time.Duration {
	if old == 0 {
		return new
	}
	return old + (new-old)/16
}

// Play starts to decode.
func Play(c PlayerConfig) *Player {
	p := &Player{feed: c.Feed, open: c.Open, now: c.Now, log: c.Log, seed: maphash.MakeSeed(), wish: wish{c.Width, c.Height, c.Every, c.Pace}}
	if p.open == nil {
		p.open = openAV
	}
	p.open = counting(c.Feed, p.open)
	p.recall(c.Memory)
	if p.now == nil {
		p.now = time.Now
	}
	if p.log == nil {
		p.log = slog.New(slog.DiscardHandler)
	}
	if p.wish.every == 0 {
		p.wish.every = 100 * time.Millisecond
	}
	p.close = sync.OnceValue(c.Feed.Close)
	ctx, cancel := context.WithCancel(context.Background())
	p.cancel = cancel
	p.wg.Go(func() { p.run(ctx) })
	return p
}

// Close ends the player and waits; it may be called twice.
func (p *Player) Close() error {
	p.cancel()
	err := p.close()
	p.wg.Wait()
	return err
}

// Latest is the newest picture, nil while there is none. It never waits.
func (p *Player) Latest() *Picture {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.newest
}

// Recycle gives a picture's buffer back once it is off the glass.
func (p *Player) Recycle(old *Picture) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if old != nil && old != p.newest && len(p.spare) < 2 {
		p.spare = append(p.spare, old.Pix)
	}
}

// SetSize changes the size of the pictures to come, and how often they come.
func (p *Player) SetSize(width, height int, every time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wish.width, p.wish.height, p.wish.every = width, height, every
}

// Truth is what the newest picture may claim now.
func (p *Player) Truth() Truth {
	p.mu.Lock()
	defer p.mu.Unlock()
	t := p.proof.Judge(p.now())
	t.Sight, t.SightSince = p.sight.kind, p.sight.since
	return t
}

// Shape is what the stream is made of, as far as it is known.
func (p *Player) Shape() Shape {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.shape
}

// run reads until the feed ends or the player is closed.
func (p *Player) run(ctx context.Context) {
	defer p.drop()
	for {
		packets, arrived, err := p.feed.Read(ctx)
		if err != nil {
			return
		}
		if err := p.step(packets, arrived); err != nil {
			p.fault(err)
		}
	}
}

// step decodes one picture and converts it when it is due.
func (p *Player) step(packets []*rtp.Packet, arrived time.Time) error {
	p.lag(arrived)
	before, inside := p.follow.torn.take(packets)
	if err := p.adopt(p.feed.Format()); err != nil {
		return err
	}
	unit, key, err := p.units.assemble(packets)
	leans := p.follow.torn.judge(before || inside, err == nil && key && !inside && (!before || begins(p.units.format, unit)))
	if err != nil {
		return err
	}
	payload := maphash.Bytes(p.seed, unit)
	if !p.wanted(key, arrived) {
		p.skip(payload)
		return nil
	}
	began := time.Now()
	pictures, err := p.decode(unit)
	if pictures == 0 {
		return err
	}
	p.took(time.Since(began))
	if w, h := p.decoder.Size(); w > MaxWidth || h > MaxHeight {
		p.drop() // what Go could not read, FFmpeg could
		return ErrTooLarge
	}
	p.synced, p.follow.decoded = true, arrived
	if !p.note(arrived, payload, err != nil || leans) {
		return nil // the last good picture stays
	}
	if key && err == nil && !leans {
		p.look(arrived)
	}
	p.answer(arrived)
	return p.convert(arrived)
}

// adopt makes the decoder for the format, anew when another kind of stream
// begins. New parameter sets alone are the decoder's own business.
func (p *Player) adopt(f format.Format) error {
	if f == nil {
		return errUnit
	}
	if p.units != nil && p.decoder != nil && p.units.follows(f) {
		return nil
	}
	p.drop()
	p.blink(f.Codec())
	units, err := newUnits(f)
	if err != nil {
		return err
	}
	decoder, err := p.open(f)
	if err != nil {
		return err
	}
	p.units, p.decoder = units, decoder
	p.mu.Lock()
	p.shape.Codec = f.Codec()
	if !p.follow.anew {
		p.proof.Restart()
	}
	p.mu.Unlock()
	p.follow.anew = false
	return nil
}

// decode guards against a decoder that panics: it is thrown away, the stream
// goes on with a new one at its next key picture.
func (p *Player) decode(unit []byte) (pictures int, err error) {
	defer func() {
		if r := recover(); r != nil {
			p.log.Error("decoder panicked", "cause", r)
			p.decoder, p.units, p.synced = nil, nil, false
			pictures, err = 0, errUnit
		}
	}()
	return p.decoder.Decode(unit)
}

// took notes how long a picture took to decode.
func (p *Player) took(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.shape.Decode = mean(p.shape.Decode, d)
}

// note takes a picture into the evidence. One of which parts are guessed is
// shown for a moment, but it proves nothing.
func (p *Player) note(arrived time.Time, payload uint64, damaged bool) (show bool) {
	width, height := p.decoder.Size()
	p.mu.Lock()
	defer p.mu.Unlock()
	if damaged {
		p.proof.Fault()
	} else {
		p.proof.Picture(arrived, payload)
	}
	p.shape.Width, p.shape.Height = width, height
	return !damaged || age(arrived, p.proof.at) < time.Second
}

// convert makes the picture for the glass, at most one in its time: decoding
// is needed for the next picture, converting is not.
func (p *Player) convert(arrived time.Time) error {
	now := p.now()
	p.mu.Lock()
	width, height, every, view := p.wish.width, p.wish.height, p.wish.every, p.lens.view
	var buffer []byte
	if n := len(p.spare); n > 0 {
		buffer, p.spare = p.spare[n-1], p.spare[:n-1]
	}
	p.mu.Unlock()
	if since := now.Sub(p.last); since >= 0 && since < every-every/8 {
		p.keepSpare(buffer)
		return nil
	}
	gap := now.Sub(p.last)
	p.last = now
	rgba, err := p.render(width, height, view, buffer)
	if err != nil {
		return err
	}
	p.serial++
	p.mu.Lock()
	defer p.mu.Unlock()
	p.newest = &Picture{RGBA: rgba, At: arrived, Serial: p.serial}
	if gap > 0 && gap < time.Minute {
		p.gap = mean(p.gap, gap)
		p.shape.Shown = float64(time.Second) / float64(p.gap)
	}
	return nil
}

func (p *Player) keepSpare(buffer []byte) {
	if buffer == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.spare = append(p.spare, buffer)
}

// fit gives the size of a picture inside the room that was asked for, never
// larger than the picture itself: enlarging is the glass's work, not ours.
func fit(d Decoder, width, height int) (w, h int) {
	w, h = d.Size()
	if width <= 0 || height <= 0 {
		width, height = 1920, 1080
	}
	if w > width || h > height {
		if w*height > h*width {
			w, h = width, max(h*width/w, 1)
		} else {
			w, h = max(w*height/h, 1), height
		}
	}
	return max(w&^1, 2), max(h&^1, 2)
}

// fault counts a failure; after many the decoder is made anew.
func (p *Player) fault(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case errors.Is(err, ErrTooLarge):
		p.proof.TooLarge()
		return
	case errors.Is(err, ErrCodec):
		p.proof.Unsupported()
		return
	}
	p.proof.Fault()
	if p.proof.faults%(2*brokenFaults) == 0 {
		p.log.Debug("decoder made anew", "err", err)
		p.drop() // adopt makes another with the next picture
		p.follow.anew = true
	}
}

// drop frees the decoder.
func (p *Player) drop() {
	if p.decoder != nil {
		p.decoder.Close()
	}
	p.decoder, p.units, p.synced = nil, nil, false
}
