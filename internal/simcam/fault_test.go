package simcam

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4"
	"github.com/bluenviron/gortsplib/v4/pkg/description"
	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/pion/rtp"
)

// watched opens a camera and a reader that has received a key picture.
func watched(t *testing.T, spec Spec, transport gortsplib.Transport) (*Camera, *reader) {
	t.Helper()
	cam := open(t, spec)
	r := play(t, withLogin(cam, cam.URL()), transport)
	r.until("a key picture", func(p []*rtp.Packet, _ int) bool {
		for _, pic := range r.pictures(p) {
			if pic.key {
				return true
			}
		}
		return false
	})
	return cam, r
}

func TestSilence_keeps_the_connection_and_None_ends_it(t *testing.T) {
	t.Parallel()
	cam, r := watched(t, Spec{Clip: "terminal", Audio: "pcma"}, gortsplib.TransportTCP)
	must(t, cam.Set(Silence))
	quiet := time.NewTimer(600 * time.Millisecond)
	defer quiet.Stop()
	drained := time.NewTimer(200 * time.Millisecond) // what was on its way
	defer drained.Stop()
	<-drained.C
	r.forget()
	select {
	case err := <-r.ended:
		t.Fatalf("the connection ended: %v", err)
	case <-quiet.C:
	}
	r.mu.Lock()
	n := len(r.packets) + r.sound
	r.mu.Unlock()
	if n > 0 {
		t.Errorf("%d packets in silence", n)
	}
	must(t, cam.Set(None))
	r.until("a picture after the silence", func(p []*rtp.Packet, _ int) bool { return len(p) > 0 })
}

func TestRepeat_shows_the_same_picture_at_later_times(t *testing.T) {
	t.Parallel()
	for _, codec := range []string{"h264", "h265", "mjpeg"} {
		t.Run(codec, func(t *testing.T) {
			t.Parallel()
			cam, r := watched(t, Spec{Codec: codec}, gortsplib.TransportTCP)
			must(t, cam.Set(Repeat))
			r.until("the same picture five times", func(p []*rtp.Packet, _ int) bool {
				pics := r.pictures(p)
				if len(pics) < 5 {
					return false
				}
				last := pics[len(pics)-5:]
				for i := 1; i < 5; i++ {
					if !bytes.Equal(bytes.Join(last[i].parts, nil), bytes.Join(last[0].parts, nil)) || last[i].stamp <= last[i-1].stamp {
						return false
					}
				}
				return true
			})
		})
	}
}

func TestLoss_leaves_gaps(t *testing.T) {
	t.Parallel()
	cam, r := watched(t, Spec{Clip: "pasar", FPS: 30, Loss: 20}, gortsplib.TransportUDP)
	must(t, cam.Set(Loss))
	r.forget()
	lost, all := 0, 0
	r.until("four hundred packets", func(p []*rtp.Packet, _ int) bool {
		if len(p) < 2 {
			return false
		}
		all = int(p[len(p)-1].SequenceNumber-p[0].SequenceNumber) + 1
		lost = all - len(p)
		return all >= 400
	})
	if share := float64(lost) / float64(all); share < 0.1 || share > 0.3 {
		t.Errorf("%d of %d packets lost, not about a fifth", lost, all)
	}
}

func TestJumpTimestamps_jumps_an_hour(t *testing.T) {
	t.Parallel()
	cam, r := watched(t, Spec{Clip: "lobi"}, gortsplib.TransportTCP)
	must(t, cam.Set(JumpTimestamps))
	r.until("a jump on and one back", func(p []*rtp.Packet, _ int) bool {
		on, back := false, false
		for i := 1; i < len(p); i++ {
			d := int32(p[i].Timestamp - p[i-1].Timestamp)
			on, back = on || d > 3599*90000, back || d < -3599*90000
		}
		return on && back
	})
}

func TestNoKeyPictures_leaves_only_the_others(t *testing.T) {
	t.Parallel()
	cam, r := watched(t, Spec{Clip: "terminal"}, gortsplib.TransportTCP) // one each second
	must(t, cam.Set(NoKeyPictures))
	r.until("two seconds without a key picture", func(p []*rtp.Packet, _ int) bool {
		pics := r.pictures(p)
		n := 0
		for i := len(pics) - 1; i >= 0 && !pics[i].key; i-- {
			n++
		}
		return n > 48
	})
}

func TestDrop_closes_the_port_and_None_opens_it_again(t *testing.T) {
	t.Parallel()
	cam, r := watched(t, Spec{}, gortsplib.TransportTCP)
	must(t, cam.Set(Drop))
	r.over()
	if c, err := net.DialTimeout("tcp", cam.Addr(), time.Second); err == nil {
		_ = c.Close()
		t.Fatal("the port is still open")
	}
	must(t, cam.Set(None))
	play(t, cam.URL(), gortsplib.TransportTCP).until("a picture", func(p []*rtp.Packet, _ int) bool { return len(p) > 0 })
	must(t, cam.Set(Drop))
	must(t, cam.Start()) // ends Drop as well
	if cam.Fault() != None || status(t, cam.URL()) != "200" {
		t.Errorf("after start: %s, %s", cam.Fault(), status(t, cam.URL()))
	}
}

func TestRefusing_faults_end_the_connection_and_answer_with_their_status(t *testing.T) {
	t.Parallel()
	for fault, code := range map[Fault]string{
		RefuseLogin: "401", Locked: "403", TooMany: "453", Busy: "503", NotFound: "404",
	} {
		for _, transport := range []gortsplib.Transport{gortsplib.TransportTCP, gortsplib.TransportUDP} {
			t.Run(string(fault)+" "+transport.String(), func(t *testing.T) {
				t.Parallel()
				cam, r := watched(t, Spec{User: "admin", Password: "p@ss:w/ö#rd!", Auth: "digest"}, transport)
				must(t, cam.Set(fault))
				r.over()
				if got := status(t, withLogin(cam, cam.URL())); got != code {
					t.Errorf("answers %q, not %s", got, code)
				}
				must(t, cam.Set(None))
				if got := status(t, withLogin(cam, cam.URL())); got != "200" {
					t.Errorf("afterwards answers %q", got)
				}
			})
		}
	}
}

func TestRefuseLogin_works_on_a_camera_without_login(t *testing.T) {
	t.Parallel()
	cam := open(t, Spec{})
	must(t, cam.Set(RefuseLogin))
	if got := status(t, cam.URL()); got != "401" && !strings.Contains(got, "401") {
		t.Errorf("answers %q", got)
	}
}

func TestLogins(t *testing.T) {
	t.Parallel()
	for _, auth := range []string{"", "digest", "basic", "digest-256", "digest-both"} {
		cam := open(t, Spec{User: "admin", Password: "p@ss:w/ö#rd!", Auth: auth})
		if got := status(t, withLogin(cam, cam.URL())); got != "200" {
			t.Errorf("%q: the right password gets %q", auth, got)
		}
		if got := status(t, strings.Replace(cam.URL(), "rtsp://", "rtsp://admin:wrong@", 1)); got != "401" {
			t.Errorf("%q: a wrong password gets %q", auth, got)
		}
		offers := wireAnswer(t, cam, "DESCRIBE "+cam.URL()+" RTSP/1.0\r\nCSeq: 1\r\n\r\n")
		if strings.Contains(offers, "Basic") != (auth == "" || auth == "basic") || strings.Contains(offers, "Digest") != (auth != "basic") ||
			strings.Contains(offers, "SHA-256") != strings.HasPrefix(auth, "digest-") || strings.Contains(offers, "MD5") == (auth == "basic" || auth == "digest-256") {
			t.Errorf("%q offers %s", auth, offers)
		}
	}
}

// wireAnswer says something to a camera and returns the head of its answer.
func wireAnswer(t *testing.T, cam *Camera, words string) string {
	t.Helper()
	c, err := net.DialTimeout("tcp", cam.Addr(), patience)
	must(t, err)
	defer func() { _ = c.Close() }()
	must(t, c.SetDeadline(time.Now().Add(patience)))
	_, err = c.Write([]byte(words))
	must(t, err)
	var head strings.Builder
	for lines := bufio.NewScanner(c); lines.Scan() && lines.Text() != ""; {
		head.WriteString(lines.Text() + "\n")
	}
	return head.String()
}

func TestNewResolution_restarts_with_another_size(t *testing.T) {
	t.Parallel()
	for _, scene := range []string{"parkir", "jembatan", "duga-air"} {
		t.Run(scene, func(t *testing.T) {
			t.Parallel()
			cam, r := watched(t, Spec{Clip: scene, Sub: true}, gortsplib.TransportTCP)
			must(t, cam.Set(NewResolution))
			r.over()
			want := clipOf(t, scene, streamSub)
			again := play(t, cam.URL(), gortsplib.TransportTCP)
			var pics []picture
			again.until("a picture", func(p []*rtp.Packet, _ int) bool { pics = again.pictures(p); return len(pics) > 0 })
			if w, h := again.size(pics); w != want.Width || h != want.Height {
				t.Errorf("%dx%d, not %dx%d", w, h, want.Width, want.Height)
			}
			must(t, cam.Set(None))
			again.over()
		})
	}
}

func TestHangDescribe_and_Mute_answer_nothing_until_they_end(t *testing.T) {
	t.Parallel()
	for fault, words := range map[Fault]string{HangDescribe: "DESCRIBE", Mute: "OPTIONS"} {
		cam := open(t, Spec{})
		must(t, cam.Set(fault))
		c, err := net.DialTimeout("tcp", cam.Addr(), patience)
		must(t, err)
		_, err = c.Write([]byte(words + " " + cam.URL() + " RTSP/1.0\r\nCSeq: 1\r\n\r\n"))
		must(t, err)
		must(t, c.SetReadDeadline(time.Now().Add(400*time.Millisecond)))
		var timeout net.Error
		if n, err := c.Read(make([]byte, 64)); !errors.As(err, &timeout) || !timeout.Timeout() {
			t.Errorf("%s: read %d bytes, %v", fault, n, err)
		}
		must(t, cam.Set(None))
		_ = c.Close()
		if got := status(t, cam.URL()); got != "200" {
			t.Errorf("after %s: %q", fault, got)
		}
	}
}

func TestClose_frees_those_who_hang(t *testing.T) {
	t.Parallel()
	for _, fault := range []Fault{HangDescribe, Mute} {
		cam := open(t, Spec{})
		must(t, cam.Set(fault))
		c, err := net.DialTimeout("tcp", cam.Addr(), patience)
		must(t, err)
		_, err = c.Write([]byte("DESCRIBE " + cam.URL() + " RTSP/1.0\r\nCSeq: 1\r\n\r\n"))
		must(t, err)
		begin := time.Now()
		cam.Close()
		if d := time.Since(begin); d > 5*time.Second {
			t.Errorf("%s: close took %v", fault, d)
		}
		_ = c.Close()
	}
}

func TestNotRTSP_answers_as_a_web_server(t *testing.T) {
	t.Parallel()
	cam := open(t, Spec{})
	must(t, cam.Set(NotRTSP))
	if got := wireAnswer(t, cam, "OPTIONS "+cam.URL()+" RTSP/1.0\r\nCSeq: 1\r\n\r\n"); !strings.HasPrefix(got, "HTTP/1.1 400") {
		t.Errorf("answers %q", got)
	}
}

func TestRedirect_sends_elsewhere(t *testing.T) {
	t.Parallel()
	cam := open(t, Spec{RedirectTo: "rtsp://127.0.0.3:554/x"})
	must(t, cam.Set(Redirect))
	got := wireAnswer(t, cam, "DESCRIBE "+cam.URL()+" RTSP/1.0\r\nCSeq: 1\r\n\r\n")
	if !strings.HasPrefix(got, "RTSP/1.0 302") || !strings.Contains(got, "rtsp://127.0.0.3:554/x") {
		t.Errorf("answers %q", got)
	}
}

func TestNoVideo_describes_sound_only(t *testing.T) {
	t.Parallel()
	for _, audio := range []string{"", "aac"} {
		cam, before := watched(t, Spec{Audio: audio}, gortsplib.TransportTCP)
		must(t, cam.Set(NoVideo))
		before.over()
		r := play(t, cam.URL(), gortsplib.TransportTCP)
		if len(r.desc.Medias) != 1 || r.desc.Medias[0].Type != description.MediaTypeAudio {
			t.Errorf("%q: describes %+v", audio, r.desc.Medias)
		}
		r.until("sound", func(_ []*rtp.Packet, sound int) bool { return sound > 2 })
	}
}

func TestUnsupportedCodec_is_MPEG4_part_2(t *testing.T) {
	t.Parallel()
	cam, before := watched(t, Spec{}, gortsplib.TransportTCP)
	must(t, cam.Set(UnsupportedCodec))
	before.over()
	r := play(t, cam.URL(), gortsplib.TransportTCP)
	if _, ok := r.video().(*format.MPEG4Video); !ok {
		t.Fatalf("it is %T", r.video())
	}
	r.until("three pictures", func(p []*rtp.Packet, _ int) bool { return len(r.pictures(p)) >= 3 })
	plain := open(t, Spec{Codec: "mpeg4"})
	play(t, plain.URL(), gortsplib.TransportTCP).until("a picture", func(p []*rtp.Packet, _ int) bool { return len(p) > 0 })
}

func TestSet_refuses_a_fault_it_does_not_know(t *testing.T) {
	t.Parallel()
	cam := open(t, Spec{})
	if err := cam.Set("earthquake"); !errors.Is(err, ErrFault) {
		t.Errorf("%v", err)
	}
	for _, f := range Faults() {
		must(t, cam.Set(f))
		if cam.Fault() != f {
			t.Errorf("set %s, is %s", f, cam.Fault())
		}
	}
	must(t, cam.Set(""))
	if cam.Fault() != None || status(t, cam.URL()) != "200" {
		t.Errorf("after all faults: %s, %q", cam.Fault(), status(t, cam.URL()))
	}
}

func TestTLS_camera_shows_its_own_certificate(t *testing.T) {
	t.Parallel()
	cam := open(t, Spec{TLS: true, User: "admin", Password: "x"})
	if !strings.HasPrefix(cam.URL(), "rtsps://") {
		t.Errorf("address %s", cam.URL())
	}
	c, err := tls.Dial("tcp", cam.Addr(), &tls.Config{InsecureSkipVerify: true})
	must(t, err)
	if seen := c.ConnectionState().PeerCertificates[0]; !seen.Equal(cam.Certificate()) {
		t.Error("another certificate than it says")
	}
	_ = c.Close()
	if open(t, Spec{}).Certificate() != nil {
		t.Error("a plain camera has a certificate")
	}
}
