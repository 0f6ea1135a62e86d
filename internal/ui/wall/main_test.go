package wall

import (
	"os"
	"testing"

	"go.uber.org/goleak"

	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
)

func TestMain(m *testing.M) {
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
