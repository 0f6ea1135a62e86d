package ui

import (
	"os"
	"syscall"
	"testing"

	"go.uber.org/goleak"

	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
)

func TestMain(m *testing.M) {
	patient()
	if err := say.Load("id"); err != nil {
		panic(err)
	}
	code := m.Run()
	if code == 0 {
		// Fyne's test app keeps goroutines of its own for the whole process.
		if err := goleak.Find(goleak.IgnoreAnyFunction("fyne.io/fyne/v2/internal/async.(*UnboundedChan[...]).processing")); err != nil {
			os.Stderr.WriteString(err.Error())
			code = 1
		}
	}
	os.Exit(code)
}

// patient begins the tests anew with FYNE_CACHE set. Fyne forgets the layout of
// widgets that were not looked at for a minute, and looks at the clock only when
// it draws a whole window: on a busy machine more than that lies between the
// picture of one test and that of the next, which then shows widgets without a
// layout. The variable is read before any function of ours runs.
func patient() {
	if os.Getenv("FYNE_CACHE") != "" {
		return
	}
	if self, err := os.Executable(); err == nil {
		_ = syscall.Exec(self, os.Args, append(os.Environ(), "FYNE_CACHE=24h")) // when it fails: tests as they were begun
	}
}
