package e2e

import (
	"bufio"
	"fmt"
	"image"
	_ "image/png" // what GStreamer and VLC write their pictures as
	"io"
	"net"
	"net/textproto"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

const vlcPlugins = "/usr/lib/*/vlc/plugins/access/"

// Every kind of camera of a foreign server (with sound, with a login by digest)
// is relayed, and FFmpeg, GStreamer and VLC decode its pictures over TCP and
// over UDP.
func TestForeign_players_decode_foreign_cameras(t *testing.T) {
	tool(t, "/usr/bin/python3", "ffmpeg", "gst-launch-1.0", "vlc", "setpriv", "gcc")
	program := binary(t)
	sound := map[string]bool{"h264-aac": true, "h265-pcma": true, "mjpeg": false, "h264-digest": true}
	rtsp := relayed(t, program, gstCameras(t, "common"), len(sound))
	vlc := newVLC(t)
	for name, audio := range sound {
		address := fmt.Sprintf("rtsp://%s/%s", rtsp, name)
		for _, transport := range []string{"tcp", "udp"} {
			t.Run("FFmpeg/"+transport+"/"+name, func(t *testing.T) {
				t.Parallel()
				ffmpegDecodes(t, address, transport, audio)
			})
			t.Run("GStreamer/"+transport+"/"+name, func(t *testing.T) {
				t.Parallel()
				gstDecodes(t, address, transport)
			})
			t.Run("VLC/"+transport+"/"+name, func(t *testing.T) {
				t.Parallel()
				vlc.decodes(t, address, transport)
			})
		}
	}
}

// Formats that the relay does not understand are carried as they are.
func TestRare_formats_are_carried_untouched(t *testing.T) {
	tool(t, "/usr/bin/python3", "ffmpeg")
	ffmpegReads(t, "rare", map[string]bool{"vp8-opus": true, "vp9-pcmu": true, "h264-g726": true})
}

// Cameras that send by UDP only are found out about and relayed over both.
func TestForeign_cameras_by_UDP_are_relayed(t *testing.T) {
	tool(t, "/usr/bin/python3", "ffmpeg")
	ffmpegReads(t, "udp", map[string]bool{"h264-aac": true, "mjpeg": false, "h265-digest": true})
}

// ffmpegReads has cameras of a foreign server relayed, and FFmpeg decode each
// over TCP and UDP; sound says which of them have it.
func ffmpegReads(t *testing.T, kinds string, sound map[string]bool) {
	t.Helper()
	rtsp := relayed(t, binary(t), gstCameras(t, kinds), len(sound))
	for name, audio := range sound {
		for _, transport := range []string{"tcp", "udp"} {
			t.Run(transport+"/"+name, func(t *testing.T) {
				t.Parallel()
				ffmpegDecodes(t, fmt.Sprintf("rtsp://%s/%s", rtsp, name), transport, audio)
			})
		}
	}
}

// gstCameras starts the foreign cameras and returns their rows of a table.
func gstCameras(t *testing.T, kinds string) string {
	t.Helper()
	server := start(t, nil, "/usr/bin/python3", filepath.Join("testdata", "gst_cameras.py"), kinds)
	server.awaitLine(t, "ready")
	table := "nama;url;jalur\n"
	for _, line := range server.said() {
		if name, address, ok := strings.Cut(line, " rtsp://"); ok {
			table += fmt.Sprintf("%s;rtsp://%s;%s\n", name, address, name)
		}
	}
	return table
}

// relayed imports n cameras, serves them, waits until all are live and returns
// the address of the relay.
func relayed(t *testing.T, program, table string, n int) string {
	t.Helper()
	data, file := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "kamera.csv")
	if err := os.WriteFile(file, []byte(table), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := run(t, nil, program, "import", "cameras", file, "--apply", "--data", data); err != nil {
		t.Fatalf("import: %v\n%s", err, out)
	}
	rtsp, status := freePort(t), freePort(t)
	start(t, nil, program, "serve", "--data", data, "--rtsp", rtsp, "--status", status)
	await(t, "every camera is live", patience, func() bool { return allLive(cameras(status), n) })
	return rtsp
}

// ffmpegDecodes has FFmpeg decode twelve pictures, and as many pieces of sound.
func ffmpegDecodes(t *testing.T, address, transport string, sound bool) {
	args := []string{"-v", "error", "-rtsp_transport", transport, "-i", address, "-map", "0:v:0", "-frames:v", "12"}
	if sound {
		args = append(args, "-map", "0:a:0", "-frames:a", "12")
	}
	out, err := run(t, nil, "ffmpeg", append(args, "-f", "framecrc", "-")...)
	if err != nil {
		t.Fatalf("ffmpeg: %v\n%s", err, out)
	}
	sums := map[string]map[string]bool{"0": {}, "1": {}}
	for line := range strings.Lines(out) {
		// stream, dts, pts, duration, size, checksum
		if f := strings.Split(strings.TrimSpace(line), ","); len(f) == 6 && sums[f[0]] != nil {
			sums[f[0]][f[5]] = true
		}
	}
	if len(sums["0"]) < 3 {
		t.Errorf("%d different pictures of a moving ball:\n%s", len(sums["0"]), out)
	}
	if got := len(sums["1"]) > 0; got != sound {
		t.Errorf("sound decoded: %v, the camera has it: %v\n%s", got, sound, out)
	}
}

// gstDecodes has GStreamer decode twelve pictures and write them down.
func gstDecodes(t *testing.T, address, transport string) {
	dir := t.TempDir()
	out, err := run(t, nil, "gst-launch-1.0", "-q", "rtspsrc", "location="+address, "protocols="+transport, "latency=200", "name=s",
		"s.", "!", "application/x-rtp,media=video", "!", "decodebin", "!", "videoconvert", "!",
		"identity", "eos-after=13", "!", "pngenc", "!", "multifilesink", "location="+filepath.Join(dir, "%03d.png"))
	if err != nil {
		t.Fatalf("gst-launch: %v\n%s", err, out)
	}
	if n := moving(t, dir); n < 3 {
		t.Errorf("%d different pictures of a moving ball\n%s", n, out)
	}
}

// vlc knows how this machine's VLC reads RTSP.
type vlc struct {
	plugins string // a folder of ours, empty when VLC has its own client
	home    string // may be read and written by the one VLC runs as
}

// newVLC prepares VLC. It refuses to run as root, so its folder is open to
// everybody.
func newVLC(t *testing.T) vlc {
	t.Helper()
	home, err := os.MkdirTemp("", "vlc")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(home) })
	if err = os.Chmod(home, 0o777); err != nil {
		t.Fatal(err)
	}
	v := vlc{home: home}
	if own, _ := filepath.Glob(vlcPlugins + "liblive555_plugin.so"); len(own) > 0 {
		return v
	}
	v.plugins = home
	module := filepath.Join(home, "librtsp_address_plugin.so")
	if out, err := run(t, nil, "gcc", "-shared", "-fPIC", "-O1", "-I/usr/include/vlc/plugins", "-o", module,
		filepath.Join("testdata", "rtsp_address.c")); err != nil {
		t.Fatalf("gcc: %v\n%s", err, out)
	}
	return v
}

// decodes has VLC show the camera until it has written three different pictures.
func (v vlc) decodes(t *testing.T, address, transport string) {
	dir, err := os.MkdirTemp(v.home, "gambar")
	if err != nil {
		t.Fatal(err)
	}
	if err = os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	args := []string{"env", "HOME=" + v.home, "VLC_PLUGIN_PATH=" + v.plugins, "vlc", "-I", "dummy", "--no-audio", "--no-dbus",
		"--vout", "dummy", "--video-filter", "scene", "--scene-path", dir, "--scene-format", "png", "--scene-ratio", "3"}
	switch {
	case v.plugins != "":
		args = append(args, "--demux", "avformat", "--avformat-format", "rtsp", address+"?"+transport)
	case transport == "tcp":
		args = append(args, "--rtsp-tcp", address)
	default:
		args = append(args, address)
	}
	name := args[0]
	args = args[1:]
	if os.Geteuid() == 0 {
		name, args = "setpriv", append([]string{"--reuid", "65534", "--regid", "65534", "--clear-groups", name}, args...)
	}
	player := start(t, nil, name, args...)
	await(t, "VLC writes three different pictures", patience, func() bool { return moving(t, dir) >= 3 })
	player.stop(syscall.SIGTERM)
}

// moving counts the different whole pictures in a folder that show what the
// cameras show: a bright ball on black, 320x240. A file still being written
// does not count.
func moving(t *testing.T, dir string) int {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.png"))
	if err != nil {
		t.Fatal(err)
	}
	centres := map[image.Point]bool{}
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		picture, _, err := image.Decode(f)
		f.Close()
		if err != nil {
			continue
		}
		if c, ok := ball(picture); ok {
			centres[c] = true
		}
	}
	return len(centres)
}

// ball finds the middle of what is bright. VLC's scene filter writes the
// decoder's margin, too.
func ball(picture image.Image) (image.Point, bool) {
	const margin = 32
	size := picture.Bounds().Size().Sub(image.Pt(320, 240))
	if size.X < 0 || size.X > margin || size.Y < 0 || size.Y > margin {
		return image.Point{}, false
	}
	var sum image.Point
	n := 0
	for y := range 240 {
		for x := range 320 {
			if _, g, _, _ := picture.At(x, y).RGBA(); g > 0x8000 {
				sum, n = sum.Add(image.Pt(x, y)), n+1
			}
		}
	}
	if n == 0 || n > 320*240/4 {
		return image.Point{}, false
	}
	return sum.Div(n), true
}

// VLC as its makers build it has a client of its own (live555), which Debian's
// VLC lacks; so its requests are spoken here in its manner; written from memory, not from a capture: over TCP and UDP
// they set up both tracks, get packets of both, keep the session alive and end
// it.
func TestRequests_in_the_manner_of_live555_are_answered(t *testing.T) {
	tool(t, "/usr/bin/python3")
	rtsp := relayed(t, binary(t), gstCameras(t, "common"), 4)
	for _, name := range []string{"h264-aac", "h265-pcma"} {
		t.Run("tcp/"+name, func(t *testing.T) {
			c := dialLive555(t, rtsp, name)
			c.play(t, "RTP/AVP/TCP;unicast;interleaved=0-1", "RTP/AVP/TCP;unicast;interleaved=2-3")
			seen := map[byte]int{}
			for seen[0] < 5 || seen[2] < 5 {
				seen[c.frame(t)]++
			}
			c.end(t)
		})
		t.Run("udp/"+name, func(t *testing.T) {
			c := dialLive555(t, rtsp, name)
			video, audio := listenPair(t), listenPair(t)
			c.play(t, video.transport(), audio.transport())
			video.receive(t, 5)
			audio.receive(t, 5)
			c.end(t)
		})
	}
}

// live555 speaks RTSP as that library does.
type live555 struct {
	conn    net.Conn
	r       *bufio.Reader
	base    string
	session string
	cseq    int
}

func dialLive555(t *testing.T, rtsp, name string) *live555 {
	t.Helper()
	conn, err := net.Dial("tcp", rtsp)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	_ = conn.SetDeadline(time.Now().Add(patience))
	return &live555{conn: conn, r: bufio.NewReader(conn), base: "rtsp://" + rtsp + "/" + name, cseq: 1}
}

// do sends one request and returns the head and body of its answer, which must
// be 200; frames that come before it are let pass.
func (c *live555) do(t *testing.T, method, address string, lines ...string) (textproto.MIMEHeader, string) {
	t.Helper()
	c.cseq++
	request := fmt.Sprintf("%s %s RTSP/1.0\r\nCSeq: %d\r\nUser-Agent: LibVLC/3.0.21 (LIVE555 Streaming Media v2016.11.28)\r\n", method, address, c.cseq)
	if c.session != "" {
		request += "Session: " + c.session + "\r\n"
	}
	for _, line := range lines {
		request += line + "\r\n"
	}
	if _, err := c.conn.Write([]byte(request + "\r\n")); err != nil {
		t.Fatal(err)
	}
	for {
		if first, err := c.r.Peek(1); err != nil {
			t.Fatalf("%s: %v", method, err)
		} else if first[0] != '$' {
			break
		}
		c.frame(t)
	}
	text := textproto.NewReader(c.r)
	status, err := text.ReadLine()
	if err != nil || !strings.HasPrefix(status, "RTSP/1.0 200 ") {
		t.Fatalf("%s %s: %q, %v", method, address, status, err)
	}
	head, err := text.ReadMIMEHeader()
	if err != nil || head.Get("CSeq") != strconv.Itoa(c.cseq) {
		t.Fatalf("%s %s: %v, %v", method, address, head, err)
	}
	length, _ := strconv.Atoi(head.Get("Content-Length"))
	body := make([]byte, length)
	if _, err = io.ReadFull(c.r, body); err != nil {
		t.Fatal(err)
	}
	return head, string(body)
}

// frame reads one interleaved frame and returns its channel.
func (c *live555) frame(t *testing.T) byte {
	t.Helper()
	var head [4]byte
	if _, err := io.ReadFull(c.r, head[:]); err != nil || head[0] != '$' {
		t.Fatalf("no interleaved frame: % x, %v", head, err)
	}
	if _, err := c.r.Discard(int(head[2])<<8 | int(head[3])); err != nil {
		t.Fatal(err)
	}
	return head[1]
}

// play goes from OPTIONS to PLAY with one transport for each track.
func (c *live555) play(t *testing.T, transports ...string) {
	t.Helper()
	if public, _ := c.do(t, "OPTIONS", c.base); !strings.Contains(public.Get("Public"), "GET_PARAMETER") {
		t.Errorf("no GET_PARAMETER among %q; live555 would not keep the session alive with it", public.Get("Public"))
	}
	head, sdp := c.do(t, "DESCRIBE", c.base, "Accept: application/sdp")
	base := strings.TrimSuffix(head.Get("Content-Base"), "/")
	if base == "" {
		base = c.base
	}
	tracks := regexp.MustCompile(`(?m)^a=control:(\S*trackID=\d+)\r?$`).FindAllStringSubmatch(sdp, -1)
	if len(tracks) != len(transports) {
		t.Fatalf("%d tracks in\n%s", len(tracks), sdp)
	}
	for i, track := range tracks {
		address := track[1]
		if !strings.HasPrefix(address, "rtsp://") {
			address = base + "/" + address
		}
		head, _ = c.do(t, "SETUP", address, "Transport: "+transports[i])
		c.session, _, _ = strings.Cut(head.Get("Session"), ";")
	}
	c.do(t, "PLAY", base+"/", "Range: npt=0.000-")
	c.base = base
}

// end keeps the session alive once, as live555 does now and then, and leaves.
func (c *live555) end(t *testing.T) {
	t.Helper()
	c.do(t, "GET_PARAMETER", c.base+"/")
	c.do(t, "TEARDOWN", c.base+"/")
}

// pair is the two ports of one track by UDP.
type pair struct{ rtp, rtcp net.PacketConn }

func listenPair(t *testing.T) pair {
	t.Helper()
	for range 100 {
		rtp, err := net.ListenPacket("udp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		port := rtp.LocalAddr().(*net.UDPAddr).Port
		rtcp, err := net.ListenPacket("udp", fmt.Sprintf("127.0.0.1:%d", port+1))
		if port%2 == 1 || err != nil {
			_ = rtp.Close()
			if err == nil {
				_ = rtcp.Close()
			}
			continue
		}
		t.Cleanup(func() { _, _ = rtp.Close(), rtcp.Close() })
		return pair{rtp, rtcp}
	}
	t.Fatal("no even port free")
	return pair{}
}

func (p pair) transport() string {
	port := p.rtp.LocalAddr().(*net.UDPAddr).Port
	return fmt.Sprintf("RTP/AVP;unicast;client_port=%d-%d", port, port+1)
}

// receive waits for n packets of RTP.
func (p pair) receive(t *testing.T, n int) {
	t.Helper()
	_ = p.rtp.SetReadDeadline(time.Now().Add(patience))
	buffer := make([]byte, 2048)
	for range n {
		if size, _, err := p.rtp.ReadFrom(buffer); err != nil || size < 12 || buffer[0]>>6 != 2 {
			t.Fatalf("no packet of RTP: % x, %v", buffer[:min(size, 16)], err)
		}
	}
}
