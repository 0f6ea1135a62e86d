package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// gstCamera is a camera that nobody here wrote: GStreamer's RTSP server. It
// prints its address as soon as it listens.
const gstCamera = `
import gi, sys
gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import Gst, GstRtspServer, GLib
Gst.init(None)
server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service("0")
factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch("( videotestsrc is-live=true pattern=ball ! video/x-raw,width=640,height=360,framerate=15/1 "
    "! x264enc tune=zerolatency bitrate=600 key-int-max=30 speed-preset=ultrafast ! rtph264pay name=pay0 pt=96 )")
factory.set_shared(True)
server.get_mount_points().add_factory("/kamera", factory)
server.attach(None)
print("rtsp://127.0.0.1:%d/kamera" % server.get_bound_port(), flush=True)
GLib.MainLoop().run()
`

// A camera served by GStreamer is imported by CSV, relayed by serve, and read
// back by FFmpeg over TCP and UDP.
func TestA_foreign_camera_is_imported_relayed_and_read_back(t *testing.T) {
	tool(t, "ffprobe", "/usr/bin/python3")
	program := binary(t)

	gst := start(t, nil, "/usr/bin/python3", "-c", gstCamera)
	gst.awaitLine(t, "rtsp://127.0.0.1:")
	source := ""
	for _, line := range gst.said() {
		if strings.HasPrefix(line, "rtsp://") {
			source = line
		}
	}

	data := filepath.Join(t.TempDir(), "data")
	csv := filepath.Join(t.TempDir(), "kamera.csv")
	row := "nama;url;opd;titik\nSimpang GStreamer;" + source + ";Dinas Perhubungan;Simpang Garuda\n"
	if err := os.WriteFile(csv, []byte(row), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := run(t, nil, program, "import", "cameras", csv, "--data", data); err != nil {
		t.Fatalf("dry run: %v\n%s", err, out)
	}
	if out, err := run(t, nil, program, "import", "cameras", csv, "--apply", "--data", data); err != nil {
		t.Fatalf("import: %v\n%s", err, out)
	}

	rtsp, status := freePort(t), freePort(t)
	start(t, nil, program, "serve", "--data", data, "--rtsp", rtsp, "--status", status)
	await(t, "the camera is live", patience, func() bool { return allLive(cameras(status), 1) })

	path := cameras(status)[0].Path
	for _, transport := range []string{"tcp", "udp"} {
		got, err := ffprobe(t, transport, fmt.Sprintf("rtsp://%s/%s", rtsp, path))
		if err != nil {
			t.Fatal(err)
		}
		if got != (stream{"h264", 640, 360}) {
			t.Errorf("%s: read back %+v", transport, got)
		}
	}
}
