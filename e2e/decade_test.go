//go:build soak

package e2e

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// A decade's office: 10,000 requests and 24 cameras. It opens soon after a
// crash, and its backup comes back whole in another folder; both times are
// printed, the targets are 3 s and 10 s.
func TestDecade_opens_after_a_crash_and_is_restored(t *testing.T) {
	bin, dir := binary(t), t.TempDir()
	data := filepath.Join(dir, "kantor")
	requests := "opd;hal;tanggal;asal;lokasi;mulai1;selesai1\n"
	for i := range 10_000 {
		requests += fmt.Sprintf("Dishub;Relay kamera %d;04-09-2026;diminta;Simpang %d;04-09-2026 08.00;04-09-2026 08.12\n", i, i)
	}
	cams := "nama;url;jalur\n"
	for i := range 24 {
		cam, err := simcam.Open(simcam.Spec{Name: fmt.Sprint("k", i), Codec: "h264"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(cam.Close)
		cams += fmt.Sprintf("k%d;%s;k%d\n", i, cam.URL(), i)
	}
	for what, table := range map[string]string{"requests": requests, "cameras": cams} {
		file := filepath.Join(dir, what+".csv")
		if err := os.WriteFile(file, []byte(table), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := run(t, nil, bin, "import", what, file, "--apply", "--data", data); err != nil {
			t.Fatalf("import %s: %v\n%s", what, err, out[max(0, len(out)-500):])
		}
	}
	display := screen(t, "1366x768")
	open := func() (*process, time.Duration) {
		status := freePort(t)
		began := time.Now()
		desk := start(t, []string{display}, bin, "--data", data, "--rtsp", freePort(t), "--status", status)
		await(t, "an answer of the window's program", patience, func() bool {
			answer, err := http.Get("http://" + status + "/healthz")
			if err != nil {
				return false
			}
			answer.Body.Close()
			return answer.StatusCode == http.StatusOK
		})
		await(t, "a window", patience, func() bool {
			out, err := run(t, []string{display}, "xdotool", "search", "--onlyvisible", "--name", "cctvdesk")
			return err == nil && strings.TrimSpace(out) != ""
		})
		return desk, time.Since(began)
	}
	desk, first := open()
	<-time.After(2 * time.Second)
	desk.stop(syscall.SIGKILL)
	desk, again := open()
	t.Logf("window after a clean end %v, after kill -9 %v", first, again)
	desk.stop(syscall.SIGTERM)

	backup, there := filepath.Join(dir, "kantor.cadangan"), filepath.Join(dir, "pulih")
	phrase := filepath.Join(dir, "sandi")
	if err := os.WriteFile(phrase, []byte("tujuh kata sandi\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if out, err := run(t, nil, bin, "backup", backup, "--passphrase-file", phrase, "--data", data); err != nil {
		t.Fatal(err, out)
	}
	saved := time.Since(began)
	began = time.Now()
	if out, err := run(t, nil, bin, "restore", backup, "--passphrase-file", phrase, "--data", there); err != nil {
		t.Fatal(err, out)
	}
	t.Logf("backup %v, restore %v", saved, time.Since(began))
	for _, list := range []string{"requests", "cameras"} {
		var files [2][]byte
		for i, from := range []string{data, there} {
			out := filepath.Join(dir, fmt.Sprint(list, i, ".csv"))
			if said, err := run(t, nil, bin, "export", list, "--out", out, "--data", from); err != nil {
				t.Fatal(err, said)
			}
			files[i], _ = os.ReadFile(out)
		}
		if len(files[0]) == 0 || !bytes.Equal(files[0], files[1]) {
			t.Errorf("%s differ after the restore: %d and %d bytes", list, len(files[0]), len(files[1]))
		}
	}
}
