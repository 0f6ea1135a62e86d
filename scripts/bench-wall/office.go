package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// clipSpec is what a camera sends.
type clipSpec struct {
	name          string
	width, height int
	fps, kbps     int
}

// clipSeconds is the length of a loop; a key picture comes every two seconds.
const clipSeconds = 8

// make encodes the clip as a camera would, once: a moving test picture with a
// sensor's noise.
func (c clipSpec) make(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	file := filepath.Join(dir, c.name+".h264")
	if _, err := os.Stat(file); err != nil {
		rate := fmt.Sprintf("%dk", c.kbps)
		cmd := exec.Command("ffmpeg", "-v", "error", "-y", "-f", "lavfi",
			"-i", fmt.Sprintf("testsrc2=size=%dx%d:rate=%d,noise=alls=6:allf=t", c.width, c.height, c.fps), "-t", strconv.Itoa(clipSeconds),
			"-c:v", "libx264", "-preset", "veryfast", "-profile:v", "main", "-pix_fmt", "yuv420p", "-bf", "0",
			"-g", strconv.Itoa(2*c.fps), "-keyint_min", strconv.Itoa(2*c.fps), "-sc_threshold", "0",
			"-b:v", rate, "-maxrate", rate, "-bufsize", rate, "-f", "h264", file+".new")
		cmd.Stderr = os.Stderr
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("ffmpeg: %w", err)
		}
		if err := os.Rename(file+".new", file); err != nil {
			return err
		}
	}
	list, err := json.Marshal([]map[string]any{{"file": c.name + ".h264", "scene": c.name, "stream": "main", "codec": "h264",
		"width": c.width, "height": c.height, "fps": c.fps, "key": 2 * c.fps}})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "clips.json"), list, 0o644)
}

// cams is the other process: n cameras that loop a clip, their addresses on
// standard output.
func cams(dir, name string, n int) error {
	for range n {
		cam, err := simcam.Open(simcam.Spec{Clip: name, Clips: os.DirFS(dir)}, slog.New(slog.DiscardHandler))
		if err != nil {
			return err
		}
		defer cam.Close()
		fmt.Println(cam.URL())
	}
	fmt.Println("ready")
	end := make(chan os.Signal, 1)
	signal.Notify(end, syscall.SIGTERM, syscall.SIGINT)
	<-end
	return nil
}

// office is a data folder with cameras, and where its program will listen.
type office struct{ data, rtsp, status string }

// open makes the cameras and an office that relays them, with two kept views:
// all of them in the scenario's layout, and sixteen others of them.
func (b *bench) open(s scenario) (*office, error) {
	if err := s.clip.make(b.clips); err != nil {
		return nil, err
	}
	urls, err := b.cameras(s)
	if err != nil {
		return nil, err
	}
	o := &office{data: filepath.Join(b.dir, s.name), rtsp: freePort(), status: freePort()}
	if err := os.MkdirAll(o.data, 0o700); err != nil {
		return nil, err
	}
	d, err := desk.Open(desk.Config{Dir: o.data, Keeper: db.AutoKeeper(o.data), Offline: true, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	if err := d.Office.FirstRun(desk.FirstRunInput{Language: "id", UserName: "Bench"}); err != nil {
		return nil, err
	}
	err = d.Office.ChangeSettings(func(set *db.Settings) {
		set.Wall = json.RawMessage(fmt.Sprintf(`{"views":[{"number":1,"name":"bench","kind":"semua","layout":%q},{"number":2,"name":"lain","kind":"semua","layout":"13"}],`+
			`"now":{"number":1,"name":"bench","kind":"semua","layout":%q},"tour":{}}`, s.layout, s.layout))
	})
	if err != nil {
		return nil, err
	}
	if err := d.Close(); err != nil {
		return nil, err
	}
	table := filepath.Join(b.dir, s.name+".csv")
	var rows strings.Builder
	rows.WriteString("nama;url;jalur\n")
	for i, url := range urls {
		fmt.Fprintf(&rows, "Kamera %02d;%s;cam%02d\n", i+1, url, i+1)
	}
	if err := os.WriteFile(table, []byte(rows.String()), 0o600); err != nil {
		return nil, err
	}
	if out, err := exec.Command(b.program, "import", "cameras", table, "--apply", "--data", o.data).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("import: %w: %s", err, out)
	}
	return o, nil
}

// cameras starts the other process and reads the addresses.
func (b *bench) cameras(s scenario) ([]string, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(self, "cams", b.clips, s.clip.name, strconv.Itoa(s.tiles))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := b.run(cmd); err != nil {
		return nil, err
	}
	var urls []string
	for lines := bufio.NewScanner(out); lines.Scan() && lines.Text() != "ready"; {
		urls = append(urls, lines.Text())
	}
	if len(urls) != s.tiles {
		return nil, fmt.Errorf("%d cameras instead of %d", len(urls), s.tiles)
	}
	return urls, nil
}

// freePort is a loopback address that nobody listens on now.
func freePort() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "127.0.0.1:0"
	}
	defer l.Close()
	return l.Addr().String()
}
