// Command bench-wall measures the video wall of the built program, on an Xvfb
// without a graphics card: what it takes of the processor, how late a picture
// stands on the glass, how soon other tiles show something, and how fast it
// gives way when the machine is wanted by others. mpv shows the same streams
// from the same relay for comparison.
//
//	go run ./scripts/bench-wall [-seconds 15] [-only 16x1080p15]
//
// The cameras are a process of their own (this program, called "cams"), so that
// their work does not count as ours. The clips are made by ffmpeg in build/.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// scenario is a wall of so many cameras of a kind.
type scenario struct {
	name   string
	tiles  int
	layout string
	clip   clipSpec
	target float64 // cores
	mpv    bool    // is shown by mpv too: one process for each camera
}

func scenarios() []scenario {
	return []scenario{
		{"64xCIF10", 64, "64", clipSpec{"cif", 352, 288, 10, 256}, 1.0, false},
		{"16x360p15", 16, "16", clipSpec{"360p", 640, 360, 15, 512}, 0.6, true},
		{"16x1080p15", 16, "16", clipSpec{"1080p", 1920, 1080, 15, 4000}, 1.3, true},
	}
}

func main() {
	log.SetFlags(0)
	if len(os.Args) > 1 && os.Args[1] == "cams" {
		n, err := strconv.Atoi(os.Args[4])
		if err == nil {
			err = cams(os.Args[2], os.Args[3], n)
		}
		if err != nil {
			log.Fatal("bench-wall cams: ", err)
		}
		return
	}
	seconds := flag.Int("seconds", 15, "of each measurement")
	only := flag.String("only", "", "one scenario")
	program := flag.String("program", "build/cctvdesk", "the program")
	alone := flag.Bool("alone", false, "without mpv")
	flag.Parse()
	dir, err := os.MkdirTemp("", "bench-wall")
	if err != nil {
		log.Fatal(err)
	}
	b := &bench{dir: dir, clips: filepath.Join("build", "bench-clips"), program: *program, measure: time.Duration(*seconds) * time.Second, mpv: !*alone}
	stopped := make(chan os.Signal, 1)
	signal.Notify(stopped, syscall.SIGINT, syscall.SIGTERM)
	go func() { // as soon as somebody has had enough
		<-stopped
		b.end()
		os.Exit(1)
	}()
	err = b.all(*only)
	b.end()
	if failed := os.RemoveAll(dir); err == nil {
		err = failed
	}
	if err != nil {
		log.Fatal("bench-wall: ", err)
	}
}

// all runs the scenarios and prints a table that docs/benchmarks.md can take.
func (b *bench) all(only string) error {
	fmt.Println("| wall | cores | target | repaint p50, p95 ms | wait p99 ms | relay to glass p50, p95 ms | other tiles: shown, all with pictures ms | enlarged: to glass p95 ms | overload answered, all back s | mpv cores, ours ÷ mpv |")
	fmt.Println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
	for _, s := range scenarios() {
		if only != "" && s.name != only {
			continue
		}
		row, err := b.one(s)
		b.end()
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		fmt.Println(row)
	}
	return nil
}

// one builds the office of a scenario, opens its wall and measures.
func (b *bench) one(s scenario) (string, error) {
	office, err := b.open(s)
	if err != nil {
		return "", err
	}
	screen, err := b.screen()
	if err != nil {
		return "", err
	}
	desk, err := b.start([]string{"DISPLAY=" + screen, "LIBGL_ALWAYS_SOFTWARE=1"}, b.program,
		"--data", office.data, "--rtsp", office.rtsp, "--status", office.status, "--wall", "1")
	if err != nil {
		return "", err
	}
	if err := b.live(office, s.tiles, desk); err != nil {
		return "", err
	}
	time.Sleep(6 * time.Second) // streams that came up together are quiet
	// Other tiles first: the measurement after it is of a settled wall.
	change, fill, err := b.other(office, screen)
	if err != nil {
		return "", err
	}
	time.Sleep(3 * time.Second)
	before := desk.cpu()
	began := time.Now()
	time.Sleep(b.measure)
	cores := (desk.cpu() - before).Seconds() / time.Since(began).Seconds()
	w := look(office.status)
	if w == nil {
		return "", fmt.Errorf("the status server does not answer")
	}
	reduced := ""
	if n := w.reduced(); n > 0 {
		reduced = fmt.Sprintf(" (%d reduced)", n)
	}
	log.Printf("%s: %.2f cores%s, others shown after %.0f ms, all with pictures after %.0f ms, %v", s.name, cores, reduced, change, fill, w.Figures)
	focus, err := b.focus(office, screen)
	if err != nil {
		return "", err
	}
	answered, back := b.overload(office)
	log.Printf("%s: enlarged %.0f ms; overload %s s", s.name, focus, overloadWords(answered, back))
	beside := "–"
	if s.mpv && b.mpv {
		desk.stop()
		other, err := b.players(office, s)
		if err != nil {
			return "", err
		}
		beside = fmt.Sprintf("%.2f, **%.2f**", other, cores/other)
	}
	f := w.Figures
	return fmt.Sprintf("| %s | **%.2f**%s | ≤ %.1f | %.0f, %.0f | %.1f | %.0f, %.0f | %.0f, %.0f | %.0f | %s | %s |", s.name, cores, reduced, s.target,
		f["draw_p50"], f["draw_p95"], f["wait_p99"], f["glass_p50"], f["glass_p95"], change, fill, focus, overloadWords(answered, back), beside), nil
}

func overloadWords(answered, back time.Duration) string {
	if answered < 0 {
		return "not measured"
	}
	if back < 0 {
		return fmt.Sprintf("%.1f, not within a minute", answered.Seconds())
	}
	return fmt.Sprintf("%.1f, %.0f", answered.Seconds(), back.Seconds())
}
