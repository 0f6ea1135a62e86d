//go:build !headless

package main

import (
	"context"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// appID is how the desktop knows the program.
const appID = "id.go.pontianak.diskominfo.cctvdesk"

// windowCmd is the window: what happens without a command.
type windowCmd struct{}

// Run opens the window and returns when it is closed.
func (windowCmd) Run(p *program) (err error) {
	if err := checkDisplay(); err != nil {
		return err
	}
	h, err := p.build(plan{window: true, serves: true})
	if err != nil {
		return err
	}
	defer func() {
		if failed := h.Close(); err == nil {
			err = failed
		}
		if p.reopen != nil && err == nil {
			err = detached(executable(), p.reopen...).Run()
		}
	}()
	if err := p.speak(h); err != nil {
		return err
	}
	h.hearToolkit()
	fyneApp := app.NewWithID(appID)
	main := kit.NewFyne()
	w := &window{program: p, house: h, main: main}
	looping := true
	w.shell = ui.New(ui.Config{
		App: fyneApp, Desk: h.desk, Main: main, Log: h.log, Demo: h.controls(), OnQuit: func() {
			if looping { // afterwards there is no window left to close
				stopEarly(fyneApp)
				fyneApp.Quit()
			}
		},
		OpenDemo: w.openDemo, MoveData: w.mover(), Restore: w.restorer(), Reopen: w.reopen, OpenFile: w.openFile, Pages: w.pages,
		Notify: w.notify(fyneApp), Version: version, DataDir: h.dir, Decoded: h.seen.add, Sound: w.sounder(),
	})
	h.wall.shell.Store(w.shell)
	if h.demo != nil {
		p.printAddresses(h.desk, p.described(h.desk))
		w.shell.Open("dinding")
	}
	if p.args.Wall != "" {
		w.shell.Kiosk(p.args.Wall)
	}
	ctx, stop := context.WithCancel(p.ctx)
	main.Post(func() { ownSignals(stop) }) // runs in the loop, when the toolkit has taken the signals
	w.follow(ctx)
	w.shell.Show()
	fyneApp.Run()
	looping = false
	main.Close() // nothing may be posted once the loop has returned
	w.shell.QuitNow()
	stop()
	w.wg.Wait()
	return nil
}

// stopEarly does now what the toolkit leaves for the end of its loop (it writes
// its preferences) and takes it off the list: at the end it can meet the loop's
// closed queue, and that panic would end the program before the store is closed.
func stopEarly(a fyne.App) {
	l, ok := a.Lifecycle().(interface {
		OnStopped() func()
		SetOnStoppedHookExecuted(func())
	})
	if !ok {
		return
	}
	if stopped := l.OnStopped(); stopped != nil {
		stopped()
		l.SetOnStoppedHookExecuted(nil)
	}
}

// ownSignals takes SIGINT and SIGTERM back from the toolkit, which would end
// its loop at once: the one way out asks and stops everything that posts first.
func ownSignals(stop func()) {
	signal.Reset(syscall.SIGINT, syscall.SIGTERM)
	ended, _ := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	context.AfterFunc(ended, stop)
}

// speak takes the language of the settings unless the command line named one.
func (p *program) speak(h *house) error {
	if p.args.Lang != "" {
		return nil
	}
	set, err := h.desk.Office.Settings()
	if err != nil {
		return err
	}
	return say.Load(known(set.Language))
}

// controls are the faults of the demo menu, nil outside the demo.
func (h *house) controls() *ui.DemoControls {
	if h.demo == nil {
		return nil
	}
	return &ui.DemoControls{Cameras: h.demo.names(), Faults: h.demo.faults(), Set: h.demo.set}
}

// window is what lives beside the shell while the window is open.
type window struct {
	program *program
	house   *house
	main    *kit.Fyne
	shell   *ui.Shell

	wg sync.WaitGroup
}

// follow waits, off the UI goroutine, for the end that the system asks for,
// and in the demo for the moment at which every tile is live.
func (w *window) follow(ctx context.Context) {
	p := w.program
	w.wg.Go(func() {
		<-ctx.Done()
		w.main.Post(w.shell.QuitNow)
	})
	if w.house.wait != nil {
		w.wg.Go(func() { w.measure(ctx) })
	}
	if w.house.demo == nil {
		return
	}
	w.wg.Go(func() {
		live := make(chan bool, 1)
		p.announce(ctx, w.house, func() bool {
			w.main.Post(func() {
				select {
				case live <- w.shell.WallLive():
				default:
				}
			})
			select {
			case yes := <-live:
				return yes
			case <-time.After(time.Second):
				return false
			}
		}, lang.X("cli.demo.live", "Semua {{.N}} ubin menampilkan gambar langsung.", map[string]any{"N": len(w.house.demo.ids)}))
	})
}

// measure posts once a second and counts how long the UI goroutine let the
// post wait: what a hand on the mouse would feel.
func (w *window) measure(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case sent := <-tick.C:
			w.main.Post(func() { w.house.wait.Observe(time.Since(sent)) })
		}
	}
}

// openDemo starts the demo city in a program of its own, beside this office.
func (w *window) openDemo() {
	w.start(executable(), "--demo")
}

// mover is the way to another data folder; nil where the folder was named on
// the command line, which always wins.
func (w *window) mover() func(string) error {
	if w.program.args.Data != "" || w.program.args.Demo {
		return nil
	}
	return w.moveData
}

// restorer is the way to an office out of a backup; nil like mover.
func (w *window) restorer() func(path, dir string, phrase secret.Text) error {
	if w.mover() == nil {
		return nil
	}
	return restoreData
}

// openFile shows a file with the desktop's own program.
func (w *window) openFile(path string) { w.start("xdg-open", path) }

// notify tells the desktop something. Without a bus of the desktop nobody
// listens; to look for one would start programs.
func (w *window) notify(app fyne.App) func(title, text string) {
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") == "" {
		return func(title, text string) { w.house.log.Info("notice, and no desktop to tell it", "title", title) }
	}
	return func(title, text string) { app.SendNotification(fyne.NewNotification(title, text)) }
}

// start runs a program that outlives this one. The shell in between ends at
// once, so that nobody has to wait for the other program's end.
func (w *window) start(name string, args ...string) {
	cmd := detached(name, args...)
	w.wg.Go(func() {
		if err := cmd.Run(); err != nil {
			w.house.log.Error("another program could not be started", "name", name, "err", err)
		}
	})
}
