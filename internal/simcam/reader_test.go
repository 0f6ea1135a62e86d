package simcam

import (
	"context"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4"
	"github.com/bluenviron/gortsplib/v4/pkg/base"
	"github.com/bluenviron/gortsplib/v4/pkg/description"
	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h265"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/jpeg"
	"github.com/pion/rtp"
)

// patience is how long a test waits for what must come.
const patience = 15 * time.Second

// reader plays one stream as any client does.
type reader struct {
	t      *testing.T
	client *gortsplib.Client
	desc   *description.Session
	ended  chan error

	mu      sync.Mutex
	packets []*rtp.Packet // of the picture
	sound   int
	news    chan struct{}
}

// withLogin puts a camera's login into an address.
func withLogin(c *Camera, address string) string {
	u, _ := url.Parse(address)
	if c.spec.User != "" {
		u.User = url.UserPassword(c.spec.User, c.spec.Password)
	}
	return u.String()
}

// play connects and fails the test when it cannot.
func play(t *testing.T, address string, transport gortsplib.Transport) *reader {
	t.Helper()
	r, err := tryPlay(t, address, transport)
	if err != nil {
		t.Fatalf("play %s: %v", address, err)
	}
	return r
}

func tryPlay(t *testing.T, address string, transport gortsplib.Transport) (*reader, error) {
	t.Helper()
	r := &reader{t: t, news: make(chan struct{}, 1), ended: make(chan error, 1)}
	r.client = &gortsplib.Client{
		Transport: &transport, ReadTimeout: patience, WriteTimeout: patience,
		OnPacketsLost: func(uint64) {}, OnDecodeError: func(error) {},
		OnTransportSwitch: func(error) {},
	}
	if transport == gortsplib.TransportUDP {
		r.client.ReadTimeout = 3 * time.Second
	}
	u, err := base.ParseURL(address)
	if err != nil {
		return nil, err
	}
	r.client.Scheme, r.client.Host = u.Scheme, u.Host
	if err := r.client.Start2(); err != nil {
		return nil, err
	}
	t.Cleanup(r.client.Close)
	if r.desc, _, err = r.client.Describe(u); err != nil {
		return nil, err
	}
	if err := r.client.SetupAll(r.desc.BaseURL, r.desc.Medias); err != nil {
		return nil, err
	}
	r.client.OnPacketRTPAny(func(m *description.Media, _ format.Format, p *rtp.Packet) {
		r.mu.Lock()
		defer r.mu.Unlock()
		if m.Type == description.MediaTypeVideo {
			r.packets = append(r.packets, p)
		} else {
			r.sound++
		}
		select {
		case r.news <- struct{}{}:
		default:
		}
	})
	if _, err := r.client.Play(nil); err != nil {
		return nil, err
	}
	var wg sync.WaitGroup
	wg.Go(func() { r.ended <- r.client.Wait() })
	t.Cleanup(wg.Wait)
	t.Cleanup(r.client.Close)
	return r, nil
}

// until waits until what has been received satisfies ok.
func (r *reader) until(what string, ok func(packets []*rtp.Packet, sound int) bool) {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for {
		r.mu.Lock()
		done, n := ok(r.packets, r.sound), len(r.packets)
		r.mu.Unlock()
		if done {
			return
		}
		select {
		case <-r.news:
		case err := <-r.ended:
			r.t.Fatalf("waiting for %s: the camera ended the connection: %v", what, err)
		case <-ctx.Done():
			r.t.Fatalf("waiting for %s: not within %v, %d packets came", what, patience, n)
		}
	}
}

// forget throws away what has been received.
func (r *reader) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.packets, r.sound = nil, 0
}

// over waits until the camera ends the connection.
func (r *reader) over() {
	r.t.Helper()
	select {
	case <-r.ended:
	case <-time.After(patience):
		r.t.Fatalf("the connection is still open after %v", patience)
	}
}

// picture is one access unit as it came.
type picture struct {
	stamp uint32
	parts [][]byte
	key   bool
}

// pictures puts whole pictures together with the library's own decoders.
func (r *reader) pictures(packets []*rtp.Packet) []picture {
	r.t.Helper()
	var all []picture
	forma := r.video()
	decode := decoderOf(r.t, forma)
	for _, p := range packets {
		parts, err := decode(p)
		if err != nil {
			continue // more to come, or lost
		}
		pic := picture{stamp: p.Timestamp, parts: parts}
		switch forma.(type) {
		case *format.H264:
			pic.key = h264.IsRandomAccess(parts)
		case *format.H265:
			pic.key = h265.IsRandomAccess(parts)
		default:
			pic.key = true
		}
		all = append(all, pic)
	}
	return all
}

func decoderOf(t *testing.T, forma format.Format) func(*rtp.Packet) ([][]byte, error) {
	t.Helper()
	switch f := forma.(type) {
	case *format.H264:
		d, err := f.CreateDecoder()
		must(t, err)
		return d.Decode
	case *format.H265:
		d, err := f.CreateDecoder()
		must(t, err)
		return d.Decode
	case *format.MJPEG:
		d, err := f.CreateDecoder()
		must(t, err)
		return func(p *rtp.Packet) ([][]byte, error) { b, err := d.Decode(p); return [][]byte{b}, err }
	case *format.MPEG4Video:
		d, err := f.CreateDecoder()
		must(t, err)
		return func(p *rtp.Packet) ([][]byte, error) { b, err := d.Decode(p); return [][]byte{b}, err }
	}
	t.Fatalf("no decoder for %T", forma)
	return nil
}

// video returns the format of the picture.
func (r *reader) video() format.Format {
	r.t.Helper()
	for _, m := range r.desc.Medias {
		if m.Type == description.MediaTypeVideo {
			return m.Formats[0]
		}
	}
	r.t.Fatal("no picture in the description")
	return nil
}

// size reads the size from the description, or of MJPEG from a picture.
func (r *reader) size(pics []picture) (int, int) {
	switch f := r.video().(type) {
	case *format.H264:
		var sps h264.SPS
		must(r.t, sps.Unmarshal(f.SPS))
		return sps.Width(), sps.Height()
	case *format.H265:
		var sps h265.SPS
		must(r.t, sps.Unmarshal(f.SPS))
		return sps.Width(), sps.Height()
	case *format.MJPEG:
		data := pics[0].parts[0]
		for i := 2; i+4 < len(data); i += 2 + int(data[i+2])<<8 + int(data[i+3]) {
			if data[i+1] == jpeg.MarkerStartOfFrame1 {
				return int(data[i+7])<<8 | int(data[i+8]), int(data[i+5])<<8 | int(data[i+6])
			}
		}
	}
	return 0, 0
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// status says with which status code a camera answers DESCRIBE.
func status(t *testing.T, address string) string {
	t.Helper()
	r, err := tryPlay(t, address, gortsplib.TransportTCP)
	if err == nil {
		r.client.Close()
		return "200"
	}
	text := err.Error()
	if i := strings.Index(text, "bad status code: "); i >= 0 {
		return strings.Fields(text[i+len("bad status code: "):])[0]
	}
	return text
}
