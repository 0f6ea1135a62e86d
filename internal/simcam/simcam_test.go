package simcam

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"net"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/bluenviron/gortsplib/v4"
	"github.com/pion/rtp"
	"go.uber.org/goleak"

	"github.com/diskominfo-pontianak/cctvdesk/assets"
)

func TestMain(m *testing.M) {
	// These tests wait for pictures and compute next to nothing: more of them
	// at once than there are processors. -parallel still has the last word.
	if err := flag.Set("test.parallel", "12"); err != nil {
		panic(err)
	}
	goleak.VerifyTestMain(m)
}

// open starts a camera for one test and checks that it can be closed twice.
func open(t *testing.T, spec Spec) *Camera {
	t.Helper()
	c, err := Open(spec, nil)
	if err != nil {
		t.Fatalf("open %q: %v (go run ./scripts/make-clips draws the clips)", spec.Clip, err)
	}
	t.Cleanup(func() {
		c.Close()
		c.Close()
	})
	return c
}

// clipOf returns what clips.json says of a camera's stream.
func clipOf(t *testing.T, scene, stream string) clip {
	t.Helper()
	l, err := openLibrary(nil)
	must(t, err)
	c, ok := l.find(scene, stream)
	if !ok {
		t.Fatalf("no %s of %s", stream, scene)
	}
	return c
}

func TestCity_is_eight_cameras_of_four_agencies_and_says_what_its_clips_are(t *testing.T) {
	agencies, names, paths, codecs, sounds := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, s := range City() {
		agencies[s.Agency], names[s.Name], paths[s.Path] = true, true, true
		codecs[s.Codec], sounds[s.Audio] = true, true
		c := clipOf(t, s.Clip, streamMain)
		if c.Codec != s.Codec || c.FPS != s.FPS || c.keyInterval() != s.KeyInterval {
			t.Errorf("%s: says %s %d/s, a key picture every %v; its clip is %s %d/s, %v",
				s.Name, s.Codec, s.FPS, s.KeyInterval, c.Codec, c.FPS, c.keyInterval())
		}
		if s.Site == "" || s.District == "" || s.Village == "" || s.Category == "" {
			t.Errorf("%s: nobody knows where it stands", s.Name)
		}
	}
	if len(names) != 8 || len(paths) != 8 || len(agencies) != 4 || len(codecs) != 3 || len(sounds) != 3 {
		t.Errorf("%d names, %d paths, %d agencies, %d codecs, %d kinds of sound", len(names), len(paths), len(agencies), len(codecs), len(sounds))
	}
}

func TestClips_are_at_most_4_MiB(t *testing.T) {
	var total int64
	must(t, fs.WalkDir(assets.Clips(), ".", func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		total += info.Size()
		return err
	}))
	if total > 4<<20 {
		t.Errorf("%d bytes", total)
	}
	t.Logf("%d KiB", total>>10)
}

// All are opened at once and each looked at when its turn comes: a key picture
// may be four seconds away, and waiting for thirty of them is waiting once.
func TestEvery_camera_of_the_city_plays_over_tcp_and_udp(t *testing.T) {
	type reading struct {
		stream    string
		transport gortsplib.Transport
		reader    *reader
	}
	readings := map[string][]reading{}
	for _, spec := range City() {
		cam := open(t, spec)
		for _, transport := range []gortsplib.Transport{gortsplib.TransportTCP, gortsplib.TransportUDP} {
			for stream, address := range map[string]string{streamMain: cam.URL(), streamSub: cam.SubURL()} {
				r := reading{stream, transport, play(t, withLogin(cam, address), transport)}
				readings[spec.Name] = append(readings[spec.Name], r)
			}
		}
	}
	for _, spec := range City() {
		t.Run(spec.Name, func(t *testing.T) {
			for _, reading := range readings[spec.Name] {
				want, r := clipOf(t, spec.Clip, reading.stream), reading.reader
				r.t = t
				var pics []picture
				r.until("a key picture", func(p []*rtp.Packet, _ int) bool {
					pics = r.pictures(p)
					return len(pics) > 0 && slices.ContainsFunc(pics, func(p picture) bool { return p.key })
				})
				if w, h := r.size(pics); w != want.Width || h != want.Height {
					t.Errorf("%v %s is %dx%d, not %dx%d", reading.transport, reading.stream, w, h, want.Width, want.Height)
				}
				if spec.Audio != "" && reading.stream == streamMain {
					r.until("sound", func(_ []*rtp.Packet, sound int) bool { return sound > 3 })
				}
				r.client.Close()
			}
		})
	}
}

func TestFFprobe_reads_every_camera_of_the_city(t *testing.T) {
	if _, err := exec.LookPath("ffprobe"); err != nil {
		t.Skip("ffprobe is not installed: the check by a foreign reader is left out (apt-get install ffmpeg)")
	}
	for i, spec := range City() {
		t.Run(spec.Name, func(t *testing.T) {
			t.Parallel()
			cam := open(t, spec)
			transport := []string{"tcp", "udp"}[i%2] // both were read above; this is about the foreign reader
			addresses := map[string]string{streamMain: cam.URL(), streamSub: cam.SubURL()}
			type answer struct {
				out []byte
				err error
			}
			answers := map[string]chan answer{}
			var wg sync.WaitGroup
			defer wg.Wait()
			for stream, address := range addresses {
				reply := make(chan answer, 1)
				answers[stream] = reply
				wg.Go(func() {
					out, err := exec.CommandContext(t.Context(), "ffprobe", "-v", "error", "-rtsp_transport", transport,
						"-analyzeduration", "1500000", "-show_entries", "stream=codec_name,width,height", "-of", "compact=nk=1:p=0", withLogin(cam, address)).CombinedOutput()
					reply <- answer{out, err}
				})
			}
			for stream := range addresses {
				want := clipOf(t, spec.Clip, stream)
				got := <-answers[stream]
				out, err := got.out, got.err
				name := map[string]string{"h265": "hevc"}[want.Codec]
				if name == "" {
					name = want.Codec
				}
				line := name + "|" + strconv.Itoa(want.Width) + "|" + strconv.Itoa(want.Height)
				if err != nil || !strings.Contains(string(out), line) {
					t.Errorf("%s over %s: %v, wanted %s, got %s", stream, transport, err, line, out)
				}
				if sound := map[string]string{"pcma": "pcm_alaw", "aac": "aac"}[spec.Audio]; stream == streamMain && !strings.Contains(string(out), sound) {
					t.Errorf("no %s in %s", sound, out)
				}
			}
		})
	}
}

func TestTimestamps_run_on_where_the_clip_begins_anew(t *testing.T) {
	t.Parallel()
	cam := open(t, Spec{Clip: "lobi", FPS: 100}) // 120 pictures, played ten times faster
	r := play(t, cam.URL(), gortsplib.TransportTCP)
	var got []*rtp.Packet
	r.until("two rounds", func(p []*rtp.Packet, _ int) bool {
		got = p
		return len(p) > 0 && p[len(p)-1].Timestamp-p[0].Timestamp > 240*900
	})
	for i := 1; i < len(got); i++ {
		if got[i].SequenceNumber != got[i-1].SequenceNumber+1 {
			t.Fatalf("packet %d follows %d", got[i].SequenceNumber, got[i-1].SequenceNumber)
		}
		if d := got[i].Timestamp - got[i-1].Timestamp; d != 0 && d != 900 || (d == 0) == got[i-1].Marker {
			t.Fatalf("packet %d is %d ticks after the one before, marker %v", i, d, got[i-1].Marker)
		}
	}
}

func TestPictures_leave_on_time(t *testing.T) {
	t.Parallel()
	cam := open(t, Spec{Clip: "terminal"})
	r := play(t, cam.URL(), gortsplib.TransportTCP)
	r.until("the first picture", func(p []*rtp.Packet, _ int) bool { return len(p) > 0 })
	begin := time.Now()
	var media time.Duration
	r.until("two seconds of pictures", func(p []*rtp.Packet, _ int) bool {
		media = time.Duration(p[len(p)-1].Timestamp-p[0].Timestamp) * time.Second / 90000
		return media >= 2*time.Second
	})
	if d := time.Since(begin) - media; d.Abs() > 1500*time.Millisecond {
		t.Errorf("%v of pictures took %v", media, time.Since(begin))
	}
}

func TestStart_brings_the_camera_back_on_its_port(t *testing.T) {
	t.Parallel()
	cam := open(t, Spec{Clip: "parkir", Sub: true})
	addr := cam.Addr()
	r := play(t, cam.URL(), gortsplib.TransportTCP)
	r.until("a picture", func(p []*rtp.Packet, _ int) bool { return len(p) > 0 })
	cam.Stop()
	cam.Stop()
	r.over()
	if c, err := net.DialTimeout("tcp", addr, time.Second); err == nil {
		_ = c.Close()
		t.Error("the port is still open")
	}
	must(t, cam.Start())
	must(t, cam.Start())
	if cam.Addr() != addr || !strings.Contains(cam.URL(), addr) {
		t.Errorf("was at %s, is at %s", addr, cam.URL())
	}
	again := play(t, cam.SubURL(), gortsplib.TransportUDP)
	again.until("a picture", func(p []*rtp.Packet, _ int) bool { return len(p) > 0 })
}

func TestClose_is_the_end(t *testing.T) {
	t.Parallel()
	cam := open(t, Spec{})
	r := play(t, cam.URL(), gortsplib.TransportUDP)
	cam.Close()
	r.over()
	if err := cam.Start(); !errors.Is(err, ErrClosed) {
		t.Errorf("start after close: %v", err)
	}
	if err := cam.Set(Silence); !errors.Is(err, ErrClosed) {
		t.Errorf("set after close: %v", err)
	}
}

func TestOpen_refuses_what_it_cannot_show(t *testing.T) {
	t.Parallel()
	broken := fstest.MapFS{
		"clips.json": {Data: []byte(`[{"file":"a","scene":"a","stream":"main","codec":"h264","fps":10},
			{"file":"b","scene":"b","stream":"main","codec":"h265","fps":10},{"file":"c","scene":"c","stream":"main","codec":"mjpeg","fps":10},
			{"file":"d","scene":"d","stream":"main","codec":"vp8","fps":10},{"file":"gone","scene":"e","stream":"main","codec":"h264","fps":10}]`)},
		"a": {Data: []byte("no clip")}, "b": {Data: bytes.Repeat([]byte{0, 0, 1, 0x41}, 9)}, "c": {Data: []byte{0xFF, 0xD8, 0xFF}}, "d": {},
	}
	for name, spec := range map[string]Spec{
		"no such scene":        {Clip: "bulan"},
		"scene in other codec": {Clip: "lobi", Codec: "h265"},
		"no such sound":        {Audio: "opus"},
		"wrong key distance":   {Clip: "lobi", KeyInterval: time.Second},
		"odd rate":             {Clip: "lobi", FPS: 7},
		"no clips.json":        {Clips: fstest.MapFS{}},
		"damaged clips.json":   {Clips: fstest.MapFS{"clips.json": {Data: []byte("[{")}}},
		"damaged h264":         {Clips: broken, Clip: "a"},
		"damaged h265":         {Clips: broken, Clip: "b"},
		"damaged mjpeg":        {Clips: broken, Clip: "c"},
		"unknown codec":        {Clips: broken, Clip: "d"},
		"missing file":         {Clips: broken, Clip: "e"},
	} {
		c, err := Open(spec, nil)
		if err == nil {
			c.Close()
			t.Errorf("%s: opened", name)
		} else if !errors.Is(err, ErrClip) && !errors.Is(err, ErrSpec) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOpen_tells_when_the_port_is_taken(t *testing.T) {
	t.Parallel()
	first := open(t, Spec{})
	if second, err := Open(Spec{Listen: first.Addr()}, nil); err == nil {
		second.Close()
		t.Error("two cameras on one port")
	}
}
