package e2e

import (
	"errors"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/diskominfo-pontianak/cctvdesk/assets"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// The command line is a contract: these scripts read like a terminal session
// and are what outside scripts may rely on.
func TestThe_command_line_keeps_its_contract(t *testing.T) {
	program, err := filepath.Abs(binary(t))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:      "testdata/script",
		Deadline: time.Now().Add(5 * time.Minute),
		Setup: func(env *testscript.Env) error {
			env.Setenv("PATH", filepath.Dir(program)+string(os.PathListSeparator)+env.Getenv("PATH"))
			env.Setenv("XDG_DATA_HOME", filepath.Join(env.WorkDir, "xdg"))
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
			env.Setenv("DISPLAY", "")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "camera": openCamera, "busy": busyPort, "free": freePorts, "hold": holdStore, "live": awaitLive,
		},
	})
}

// exits CODE PROGRAM ARGS… runs a program that must end with exactly this code
// and, when it fails, with exactly one line on stderr.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARGS…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		got = failed.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("ended with %d, not %d", got, want)
	}
	said := strings.TrimRight(ts.ReadFile("stderr"), "\n")
	if got != 0 && strings.Contains(said, "\n") {
		ts.Fatalf("more than one sentence on stderr:\n%s", said)
	}
}

// camera VAR CODEC [USER PASSWORD] starts a simulated camera and puts its
// address, with the login, into $VAR.
func openCamera(ts *testscript.TestScript, _ bool, args []string) {
	spec := simcam.City()[0]
	spec.Listen, spec.Codec, spec.User, spec.Password, spec.Auth = "127.0.0.1:0", args[1], "", "", ""
	spec.Clips, spec.Audio = assets.Clips(), ""
	if len(args) == 4 {
		spec.User, spec.Password, spec.Auth = args[2], args[3], "digest"
	}
	cam, err := simcam.Open(spec, slog.New(slog.DiscardHandler))
	ts.Check(err)
	ts.Defer(func() { cam.Close() })
	url := cam.URL()
	if spec.User != "" {
		url = strings.Replace(url, "://", "://"+spec.User+":"+spec.Password+"@", 1)
	}
	ts.Setenv(args[0], url)
	ts.Setenv(args[0]+"_HOST", cam.Addr())
}

// busy VAR puts an address into $VAR at which something listens that is not RTSP.
func busyPort(ts *testscript.TestScript, _ bool, args []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = conn.Write([]byte("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"))
			_ = conn.Close()
		}
	}()
	ts.Defer(func() { _ = l.Close(); <-done })
	ts.Setenv(args[0], l.Addr().String())
}

// free VAR… puts addresses into variables at which nothing listens.
func freePorts(ts *testscript.TestScript, _ bool, args []string) {
	for _, name := range args {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		ts.Check(err)
		ts.Setenv(name, l.Addr().String())
		ts.Check(l.Close())
	}
}

// hold DIR opens a data folder as another program would.
func holdStore(ts *testscript.TestScript, _ bool, args []string) {
	d, err := desk.Open(desk.Config{Dir: ts.MkAbs(args[0]), Offline: true})
	ts.Check(err)
	ts.Defer(func() { _ = d.Close() })
}

// live STATUS N waits until the status server tells of N live cameras.
func awaitLive(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[1])
	ts.Check(err)
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		if allLive(cameras(args[0]), want) {
			return
		}
		<-time.After(100 * time.Millisecond)
	}
	ts.Fatalf("%s never told of %d live cameras", args[0], want)
}
