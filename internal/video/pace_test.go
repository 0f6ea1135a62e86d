package video

import (
	"context"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/pion/rtp"
)

// film is a feed that hands out pictures at a distance of its own time; it ends
// with its last one.
type film struct {
	*reel
	frames [][]*rtp.Packet
	at     time.Time
	step   time.Duration
	done   chan struct{}
}

func (f *film) Read(ctx context.Context) ([]*rtp.Packet, time.Time, error) {
	if len(f.frames) == 0 {
		close(f.done)
		return f.reel.Read(ctx)
	}
	next := f.frames[0]
	f.frames, f.at = f.frames[1:], f.at.Add(f.step)
	return next, f.at, nil
}

// tally counts what reaches the decoder.
type tally struct {
	Decoder
	units *int
}

func (t tally) Decode(unit []byte) (int, error) { *t.units++; return t.Decoder.Decode(unit) }

// decodedAt plays a clip three times at a pace, and says how many of its
// pictures, fifteen a second, were decoded.
func decodedAt(t *testing.T, pace Pace) (units, all int, truth Truth) {
	f, pictures := clip(t)
	reel := &film{reel: newReel(f), at: time.Now(), step: time.Second / 15, done: make(chan struct{})}
	for range 3 {
		reel.frames = append(reel.frames, pictures...)
	}
	all = len(reel.frames)
	end := reel.at.Add(time.Duration(all) * reel.step)
	p := Play(PlayerConfig{Feed: reel, Pace: pace, Now: func() time.Time { return end }, Open: func(f format.Format) (Decoder, error) {
		d, err := openAV(f)
		return tally{d, &units}, err
	}})
	<-reel.done
	truth = p.Truth()
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return units, all, truth
}

func TestAt_a_pace_only_key_pictures_are_decoded(t *testing.T) {
	every, all, truth := decodedAt(t, All)
	if every != all || truth.Sparse {
		t.Errorf("%d of %d pictures, sparse %v", every, all, truth.Sparse)
	}
	keys, _, truth := decodedAt(t, KeysOnly)
	if seconds := all / 15; keys < seconds/3 || keys > seconds {
		t.Errorf("%d key pictures in %d seconds", keys, seconds)
	}
	if !truth.Sparse || truth.Limit < 3*time.Second {
		t.Errorf("with key pictures only: %+v", truth)
	}
	stills, _, truth := decodedAt(t, Stills)
	if stills < 1 || stills > all/15/8 {
		t.Errorf("%d stills in %d seconds", stills, all/15)
	}
	if truth.Limit < 20*time.Second {
		t.Errorf("with stills: %+v", truth)
	}
}

// The scenes of the demo are loops; none of them may count as frozen.
func TestThe_eye_sees_the_clip_as_clear(t *testing.T) {
	f, pictures := clip(t)
	u, err := newUnits(f)
	if err != nil {
		t.Fatal(err)
	}
	d, err := openAV(f)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	var s scene
	at := start()
	for i := range 200 * len(pictures) / 10 {
		packets := pictures[i%len(pictures)]
		unit, key, err := u.assemble(packets)
		if err != nil {
			t.Fatal(err)
		}
		at = at.Add(time.Second / 15)
		if i < len(pictures) || key {
			if _, err := d.Decode(unit); err != nil {
				t.Fatal(err)
			}
		}
		if key && s.due(at) {
			grey, err := d.Grey(sampleW, sampleH, nil)
			if err != nil {
				t.Fatal(err)
			}
			s.look(at, grey)
		}
		if s.said != Clear {
			t.Fatalf("after %v: %s", at.Sub(start()), s.said)
		}
	}
	if at.Sub(start()) < frozenAfter {
		t.Fatal("not long enough to tell")
	}
}
