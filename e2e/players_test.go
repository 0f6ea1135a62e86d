package e2e

import (
	"fmt"
	"image"
	_ "image/png" // what GStreamer, mpv and VLC write their pictures as
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

const vlcPlugins = "/usr/lib/*/vlc/plugins/access/"

// Every kind of camera of a foreign server (with sound, with a login by digest)
// is relayed, and FFmpeg, GStreamer, VLC and mpv decode its pictures over TCP
// and over UDP.
func TestForeign_players_decode_foreign_cameras(t *testing.T) {
	tool(t, "/usr/bin/python3", "ffmpeg", "gst-launch-1.0", "vlc", "mpv", "setpriv", "gcc")
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
			t.Run("mpv/"+transport+"/"+name, func(t *testing.T) {
				t.Parallel()
				mpvDecodes(t, address, transport)
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

// mpvDecodes has mpv show twelve pictures, as files.
func mpvDecodes(t *testing.T, address, transport string) {
	dir := t.TempDir()
	out, err := run(t, nil, "mpv", "--no-config", "--ao=null", "--vo=image", "--vo-image-format=png", "--vo-image-outdir="+dir,
		"--frames=12", "--rtsp-transport="+transport, address)
	if err != nil {
		t.Fatalf("mpv: %v\n%s", err, out)
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
