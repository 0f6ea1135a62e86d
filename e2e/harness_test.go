// Package e2e starts the built program as its users do and speaks to it with
// programs we did not write: FFmpeg and GStreamer as cameras and readers, Xvfb
// as the screen, xdotool as the hand, ImageMagick as the eye.
package e2e

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
)

// patience is how long a scenario waits for anything: long enough for two busy
// cores, short enough that a hanging program is a failure and not a time-out.
const patience = 90 * time.Second

// binary returns the program under test: what the make verb built, or a build
// of this tree.
func binary(t *testing.T) string {
	t.Helper()
	if path := os.Getenv("CCTVDESK_BIN"); path != "" {
		return path
	}
	path := filepath.Join(t.TempDir(), "cctvdesk")
	build := exec.Command("go", "build", "-tags", "migrated_fynedo,x11", "-o", path, "../cmd/cctvdesk")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return path
}

// tool skips the test when a foreign program is not installed; `make test`
// installs them all.
func tool(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		if _, err := exec.LookPath(name); err != nil {
			if os.Getenv("CI") != "" {
				t.Fatalf("%s is missing; scripts/need test installs it", name)
			}
			t.Skipf("%s is missing; scripts/need test installs it", name)
		}
	}
}

// freePort returns a loopback address that nobody listens on.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// await polls until done says so, and fails with what when it never does.
func await(t *testing.T, what string, limit time.Duration, done func() bool) {
	t.Helper()
	deadline := time.Now().Add(limit)
	for !done() {
		if time.Now().After(deadline) {
			t.Fatalf("waited %v in vain: %s", limit, what)
		}
		<-time.After(100 * time.Millisecond)
	}
}

// process is a started program whose output is kept.
type process struct {
	cmd   *exec.Cmd
	done  chan struct{}
	mu    sync.Mutex
	lines []string
}

// start runs a program until the test ends; output goes to the test's log when
// it fails.
func start(t *testing.T, env []string, name string, args ...string) *process {
	t.Helper()
	p := &process{cmd: exec.Command(name, args...), done: make(chan struct{})}
	p.cmd.Env = append(os.Environ(), env...)
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	r, w := io.Pipe()
	p.cmd.Stdout, p.cmd.Stderr = w, w
	if err := p.cmd.Start(); err != nil {
		t.Fatalf("start %s: %v", name, err)
	}
	go func() {
		scanner := bufio.NewScanner(r)
		for scanner.Scan() {
			p.mu.Lock()
			p.lines = append(p.lines, scanner.Text())
			p.mu.Unlock()
		}
	}()
	go func() { _ = p.cmd.Wait(); w.Close(); close(p.done) }()
	t.Cleanup(func() {
		if t.Failed() {
			lastPicture(t, env)
		}
		if t.Failed() && os.Getenv("STACKS") != "" {
			p.stop(syscall.SIGQUIT)
		}
		p.stop(syscall.SIGTERM)
		if t.Failed() {
			t.Logf("%s said:\n%s", filepath.Base(name), strings.Join(p.said(), "\n"))
		}
	})
	return p
}

// stop sends a signal and waits; a program that does not end in 20 s is killed.
func (p *process) stop(sig syscall.Signal) {
	_ = p.cmd.Process.Signal(sig)
	select {
	case <-p.done:
	case <-time.After(20 * time.Second):
		_ = p.cmd.Process.Kill()
		<-p.done
	}
}

func (p *process) said() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.lines...)
}

// has says whether a line of output contains part.
func (p *process) has(part string) bool {
	return slices.ContainsFunc(p.said(), func(line string) bool { return strings.Contains(line, part) })
}

// ended says whether the program is over.
func (p *process) ended() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// awaitLine waits for a line of output that contains part.
func (p *process) awaitLine(t *testing.T, part string) {
	t.Helper()
	await(t, fmt.Sprintf("a line with %q", part), patience, func() bool {
		if p.ended() && !p.has(part) {
			t.Fatalf("the program ended (%v) before it said %q:\n%s", p.cmd.ProcessState, part, strings.Join(p.said(), "\n"))
		}
		return p.has(part)
	})
}

// screen starts a virtual screen and returns its DISPLAY setting. It does not
// start afresh when its last program ends (-noreset): while it does, one in
// fourteen connections is thrown out, the next start of the program among them.
func screen(t *testing.T, size string) string {
	t.Helper()
	tool(t, "Xvfb", "xdotool", "import")
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", size+"x24", "-nolisten", "tcp", "-noreset")
	cmd.ExtraFiles = []*os.File{w}
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb did not start: %v", err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	return "DISPLAY=:" + strings.TrimSpace(number)
}

// run runs a program to its end and returns what it wrote.
func run(t *testing.T, env []string, name string, args ...string) (string, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// shot takes a picture of the whole screen; the file stays in build/e2e so
// that a person can look at it.
func shot(t *testing.T, display, name string) string {
	t.Helper()
	dir := filepath.Join("..", "build", "e2e")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, name+".png")
	if out, err := run(t, []string{display}, "import", "-window", "root", path); err != nil {
		t.Fatalf("screenshot: %v\n%s", err, out)
	}
	return path
}

// lastPicture is what stood on the screen when a test failed.
func lastPicture(t *testing.T, env []string) {
	for _, setting := range env {
		if strings.HasPrefix(setting, "DISPLAY=") {
			_, _ = run(t, env, "import", "-window", "root", filepath.Join("..", "build", "e2e", "failed-"+t.Name()+".png"))
		}
	}
}

// stream is what ffprobe says of one video stream.
type stream struct {
	Codec  string `json:"codec_name"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

// ffprobe reads an address as a foreign reader does.
func ffprobe(t *testing.T, transport, address string) (stream, error) {
	t.Helper()
	out, err := run(t, nil, "ffprobe", "-v", "error", "-rtsp_transport", transport, "-select_streams", "v:0",
		"-show_entries", "stream=codec_name,width,height", "-of", "json", address)
	if err != nil {
		return stream{}, fmt.Errorf("ffprobe %s %s: %w: %s", transport, address, err, out)
	}
	var answer struct{ Streams []stream }
	if i := strings.Index(out, "{"); i > 0 {
		out = out[i:]
	}
	if err := json.Unmarshal([]byte(out), &answer); err != nil || len(answer.Streams) == 0 {
		return stream{}, fmt.Errorf("ffprobe %s %s: no stream in %q (%v)", transport, address, out, err)
	}
	return answer.Streams[0], nil
}

// camera is one line of the status server's /v1/cameras.
type camera struct {
	Name   string `json:"name"`
	Path   string `json:"path"`
	State  string `json:"state"`
	Reason string `json:"reason"`
	Codec  string `json:"codec"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

// cameras asks the status server; nil while it does not answer.
func cameras(address string) []camera {
	client := http.Client{Timeout: 5 * time.Second}
	answer, err := client.Get("http://" + address + "/v1/cameras")
	if err != nil {
		return nil
	}
	defer answer.Body.Close()
	var list []camera
	if json.NewDecoder(answer.Body).Decode(&list) != nil {
		return nil
	}
	return list
}

// allLive says whether n cameras are there and all of them live.
func allLive(list []camera, n int) bool {
	for _, c := range list {
		if c.State != "live" {
			return false
		}
	}
	return len(list) == n
}

// copied opens a copy of the store as it is on the disk now: the window holds
// the original. A copy that was taken in the middle of a write does not open.
func copied(t *testing.T, data string) (*desk.Desk, error) {
	dir := filepath.Join(t.TempDir(), "copy")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	for _, name := range []string{"cctvdesk.db", "key"} {
		if err := copyFile(filepath.Join(data, name), filepath.Join(dir, name)); err != nil {
			return nil, err
		}
	}
	return desk.Open(desk.Config{Dir: dir, Offline: true})
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
