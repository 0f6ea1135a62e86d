package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// bench holds what is running.
type bench struct {
	dir, clips, program string
	measure             time.Duration
	mpv                 bool
	running             []*child
}

// child is a program that was started here.
type child struct {
	cmd  *exec.Cmd
	over chan struct{}
}

func (b *bench) start(env []string, name string, args ...string) (*child, error) {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), env...)
	log, err := os.Create(filepath.Join(b.dir, filepath.Base(name)+".log"))
	if err != nil {
		return nil, err
	}
	cmd.Stdout, cmd.Stderr = log, log
	err = b.run(cmd)
	_ = log.Close() // the child has its own
	if err != nil {
		return nil, err
	}
	return b.running[len(b.running)-1], nil
}

func (b *bench) run(cmd *exec.Cmd) error {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := cmd.Start(); err != nil {
		return err
	}
	c := &child{cmd, make(chan struct{})}
	go func() { _ = cmd.Wait(); close(c.over) }()
	b.running = append(b.running, c)
	return nil
}

// stop ends a child and waits.
func (c *child) stop() {
	_ = c.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-c.over:
	case <-time.After(10 * time.Second):
		_ = c.cmd.Process.Kill()
		<-c.over
	}
}

// end ends all that was started here.
func (b *bench) end() {
	for i := len(b.running) - 1; i >= 0; i-- {
		b.running[i].stop()
	}
	b.running = nil
}

// cpu is the processor time that a child has used.
func (c *child) cpu() time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", c.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	var ticks int64
	for _, i := range []int{11, 12} { // utime, stime
		n, err := strconv.ParseInt(fields[i], 10, 64)
		if err != nil {
			return 0
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond // USER_HZ is 100
}

// screen starts an Xvfb of 1920x1080.
func (b *bench) screen() (string, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return "", err
	}
	defer r.Close()
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-noreset")
	cmd.ExtraFiles = []*os.File{w}
	if err := b.run(cmd); err != nil {
		return "", err
	}
	w.Close()
	number, err := bufio.NewReader(r).ReadString('\n')
	return ":" + strings.TrimSpace(number), err
}

// wall is the status server's /v1/wall.
type wall struct {
	Tiles []struct {
		State string
		Rung  int
	}
	Figures map[string]float64
}

// look asks for it, nil while nobody answers.
func look(address string) *wall {
	client := http.Client{Timeout: 3 * time.Second}
	answer, err := client.Get("http://" + address + "/v1/wall")
	if err != nil {
		return nil
	}
	defer answer.Body.Close()
	var w wall
	if json.NewDecoder(answer.Body).Decode(&w) != nil {
		return nil
	}
	return &w
}

// reduced counts the tiles that are not on the highest rung, one more when the
// whole window paints slower.
func (w *wall) reduced() int {
	n := int(w.Figures["slow"])
	for _, t := range w.Tiles {
		if t.Rung > 0 {
			n++
		}
	}
	return n
}

// until waits for something of the wall.
func until(o *office, limit time.Duration, ready func(*wall) bool) (time.Duration, bool) {
	began := time.Now()
	for time.Since(began) < limit {
		if w := look(o.status); w != nil && ready(w) {
			return time.Since(began), true
		}
		time.Sleep(50 * time.Millisecond)
	}
	return time.Since(began), false
}

// live waits until every tile is live, and a while for none to be reduced: on a
// machine that others use it may never come to that, and the table says so.
func (b *bench) live(o *office, tiles int, desk *child) error {
	began := time.Now()
	_, ok := until(o, 2*time.Minute, func(w *wall) bool {
		for _, t := range w.Tiles {
			if t.State != "live" && t.State != "reduced" {
				return false
			}
		}
		return len(w.Tiles) == tiles && (w.reduced() == 0 || time.Since(began) > 25*time.Second)
	})
	if !ok {
		log, _ := os.ReadFile(filepath.Join(b.dir, filepath.Base(b.program)+".log"))
		w := look(o.status)
		return fmt.Errorf("not every tile became live within two minutes: %+v\n%s", w, log)
	}
	return nil
}

func key(screen, name string) error {
	cmd := exec.Command("xdotool", "key", name)
	cmd.Env = append(os.Environ(), "DISPLAY="+screen)
	return cmd.Run()
}

// other shows another view five times and back: the median time until it stands
// on the screen, and until each of its tiles has a picture, from the relay's
// memory; both as the window measures them, from the change to the repaint.
func (b *bench) other(o *office, screen string) (change, fill float64, err error) {
	var changes, fills []float64
	for range 6 {
		if err := key(screen, "v"); err != nil {
			return 0, 0, err
		}
		time.Sleep(2500 * time.Millisecond)
		w := look(o.status)
		if w == nil {
			return 0, 0, fmt.Errorf("the status server does not answer")
		}
		changes, fills = append(changes, w.Figures["change"]), append(fills, w.Figures["fill"])
	}
	return median(changes), median(fills), nil
}

// focus enlarges the first tile for a while.
func (b *bench) focus(o *office, screen string) (float64, error) {
	if err := key(screen, "1"); err != nil {
		return 0, err
	}
	time.Sleep(8 * time.Second)
	w := look(o.status)
	if w == nil || len(w.Tiles) != 1 {
		return 0, fmt.Errorf("the tile was not enlarged")
	}
	if err := key(screen, "Escape"); err != nil {
		return 0, err
	}
	time.Sleep(3 * time.Second)
	return w.Figures["glass_p95"], nil
}

// overload lets six busy loops have the machine, and gives the time until the
// wall gave way and the time until all was back after their end; negative when
// that did not happen.
func (b *bench) overload(o *office) (answered, back time.Duration) {
	answered, back = -1, -1
	if w := look(o.status); w == nil || w.reduced() > 0 {
		return answered, back // it has given way before
	}
	var loops []*child
	for range 6 {
		if c, err := b.start(nil, "sh", "-c", "while :; do :; done"); err == nil {
			loops = append(loops, c)
		}
	}
	if d, ok := until(o, 15*time.Second, func(w *wall) bool { return w.reduced() > 0 }); ok {
		answered = d
	}
	time.Sleep(5 * time.Second)
	for _, c := range loops {
		_ = c.cmd.Process.Kill()
		<-c.over
	}
	if d, ok := until(o, time.Minute, func(w *wall) bool { return w.reduced() == 0 }); ok {
		back = d
	}
	return answered, back
}

// players shows the same streams with one mpv for each, from the same relay
// without a window: the cores that relay and players take together.
func (b *bench) players(o *office, s scenario) (float64, error) {
	screen, err := b.screen()
	if err != nil {
		return 0, err
	}
	relay, err := b.start(nil, b.program, "serve", "--data", o.data, "--rtsp", o.rtsp)
	if err != nil {
		return 0, err
	}
	time.Sleep(5 * time.Second)
	all := []*child{relay}
	for i := range s.tiles {
		at := fmt.Sprintf("480x270+%d+%d", i%4*480, i/4*270)
		c, err := b.start([]string{"DISPLAY=" + screen}, "mpv", "--no-config", "--really-quiet", "--no-audio", "--vo=x11", "--no-border", "--hwdec=no",
			"--vd-lavc-threads=1", "--osc=no", "--profile=low-latency", "--geometry="+at, "--rtsp-transport=tcp", fmt.Sprintf("rtsp://%s/cam%02d", o.rtsp, i+1))
		if err != nil {
			return 0, err
		}
		all = append(all, c)
	}
	time.Sleep(12 * time.Second)
	sum := func() (d time.Duration) {
		for _, c := range all {
			d += c.cpu()
		}
		return d
	}
	before, began := sum(), time.Now()
	time.Sleep(b.measure)
	return (sum() - before).Seconds() / time.Since(began).Seconds(), nil
}

func median(list []float64) float64 {
	if len(list) == 0 {
		return 0
	}
	return slices.Sorted(slices.Values(list))[len(list)/2]
}
