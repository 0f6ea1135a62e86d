package e2e

import (
	"bytes"
	"encoding/base64"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/assets"
	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// draftPassword is typed in the middle of an address and must stand nowhere.
const draftPassword = "r4h@s!a"

// The program is killed while somebody types an address with its login. What
// was typed is on the disk, with the password sealed, and the next start goes on
// with it: the camera is tested without a word being typed again.
func TestThe_assistants_draft_outlives_the_program(t *testing.T) {
	program := binary(t)
	cam, err := simcam.Open(simcam.Spec{Clip: "pasar", Clips: assets.Clips(), User: "pengamat", Password: draftPassword, Auth: "digest"}, nil)
	must(t, err)
	t.Cleanup(cam.Close)
	data := filepath.Join(t.TempDir(), "data")
	request := activity5(t, data)
	display := screen(t, "1366x768")
	open := func() (*process, *wizardHand) {
		p := start(t, []string{display}, program, "--data", data, "--rtsp", freePort(t))
		h := &wizardHand{t: t, env: []string{display}, display: display}
		h.fill()
		h.openAssistant()
		return p, h
	}

	window, h := open()
	h.click(addressField())
	h.write("rtsp://pengamat:" + draftPassword + "@" + cam.Addr() + cam.Spec().Main)
	h.until("the draft is on the disk", func() bool {
		d, found := draftOf(t, data, request)
		return found && d.URL.String() == cam.URL() && d.User == "pengamat" && d.Password.Reveal() == draftPassword
	})
	shot(t, display, "draf-sebelum-mati")
	window.stop(syscall.SIGKILL)
	noSecretIn(t, data, draftPassword)

	window, h = open()
	shot(t, display, "draf-sesudah-mati")
	h.key("Return") // Uji Kamera: the focus is in the address
	h.until("the test", func() bool { return h.step() == 2 })
	h.until("the camera is tested with the login that was kept", func() bool { return h.goesOn() })
	window.stop(syscall.SIGTERM)
}

// draftOf reads a draft from a copy of the store: the window holds the original.
// A copy that was taken in the middle of a write does not open.
func draftOf(t *testing.T, data string, request ulid.ULID) (db.Draft, bool) {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"cctvdesk.db", "key"} {
		content, err := os.ReadFile(filepath.Join(data, name))
		if err != nil {
			return db.Draft{}, false
		}
		must(t, os.WriteFile(filepath.Join(dir, name), content, 0o600))
	}
	d, err := desk.Open(desk.Config{Dir: dir, Offline: true})
	if err != nil {
		return db.Draft{}, false
	}
	defer d.Close()
	draft, found, err := d.Cameras.Draft(request)
	return draft, found && err == nil
}

// noSecretIn looks for a password in every file of a folder.
func noSecretIn(t *testing.T, dir, password string) {
	t.Helper()
	must(t, filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		for _, form := range []string{password, url.QueryEscape(password), base64.StdEncoding.EncodeToString([]byte(password))} {
			if bytes.Contains(content, []byte(form)) {
				t.Errorf("%s holds the password as %q", path, form)
			}
		}
		return err
	}))
}
