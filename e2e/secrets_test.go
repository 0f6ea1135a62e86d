package e2e

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// awkward are signs that have broken somebody's masking of passwords before.
var awkward = []string{"!", "@", ":", "/", "%", "#", "ä", "?", "&", "=", "+", ";", ",", "$", "'", "(", ")", "*", "~", "^", "|", `\`,
	"[", "]", "{", "}", "<", ">", "`", "%41", "%40", "@@", "://", " ", `"`, "ß€", "…", "a:b@c", "../", "${HOME}"}

// password number n has a beginning and an end that are found wherever they
// stand, however its awkward middle was written.
func password(n int) string {
	return fmt.Sprintf("Kunci%02d%sTamat%02d", n, awkward[n%len(awkward)], n)
}

// The hunt: forty awkward passwords go through everything the program does, at
// debug level; afterwards nobody finds one of them, in any spelling, in logs,
// output, exports, backups, the store, the desktop's folders, or in what the
// system tells of the running program (R21).
func TestPasswords_are_nowhere(t *testing.T) {
	tool(t, "ffprobe", "pdftotext", "qpdf")
	h := newHunt(t)
	h.seesWhatIsThere()

	h.command("", "import", "cameras", h.table(false), "--apply")
	h.command("", "import", "cameras", h.table(true)) // rows that are wrong in every way
	h.probes()
	h.readers()
	status := h.serves()
	h.window()
	for _, page := range status {
		h.keep("status server", page)
	}
	h.exports()
	h.backups()
	h.search()
}

// hunt is one run of everything.
type hunt struct {
	t       *testing.T
	program string
	in      string // what we hand the program: not searched
	out     string // what it leaves: data, exports, the desktop's folders
	env     []string
	needles []needle
	words   []string // what it said, with where
	cams    []string // addresses without login, by number of password
	closed  string
}

func newHunt(t *testing.T) *hunt {
	t.Helper()
	h := &hunt{t: t, program: binary(t), in: t.TempDir(), out: t.TempDir()}
	home := filepath.Join(h.out, "home")
	if err := os.MkdirAll(home, 0o700); err != nil {
		t.Fatal(err)
	}
	h.env = []string{"HOME=" + home, "XDG_CONFIG_HOME=", "XDG_CACHE_HOME=", "XDG_DATA_HOME=", "DBUS_SESSION_BUS_ADDRESS=", "DISPLAY="}
	h.closed = freePort(t)
	for n := range awkward {
		h.needles = append(h.needles, spellings(password(n))...)
		h.cams = append(h.cams, h.camera(n))
	}
	return h
}

// camera n answers: the first six know their password, the next six another
// one, and the rest are not there.
func (h *hunt) camera(n int) string {
	if n >= 12 {
		return h.closed + "/jalur"
	}
	spec := simcam.Spec{Name: fmt.Sprint("kamera-", n), User: "operator", Password: password(n)}
	if n >= 6 {
		spec.Password = "lain"
	}
	cam, err := simcam.Open(spec, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(cam.Close)
	return cam.Addr() + "/Streaming/Channels/101"
}

// address is a camera's, with its login escaped or as a person would type it.
func (h *hunt) address(n int, raw bool) string {
	if raw {
		return "rtsp://operator:" + password(n) + "@" + h.cams[n]
	}
	return "rtsp://" + url.UserPassword("operator", password(n)).String() + "@" + h.cams[n]
}

// table writes a CSV of all cameras; a bad one is wrong in many ways.
func (h *hunt) table(bad bool) string {
	var b strings.Builder
	b.WriteString("nama;url;transport\n")
	for n := range awkward {
		row := []string{fmt.Sprint("Kamera ", n), h.address(n, false), "auto"}
		if bad {
			switch n % 4 {
			case 0:
				row[1] = strings.Replace(h.address(n, true), "rtsp", "http", 1)
			case 1:
				row[0], row[1] = "", h.address(n, true)
			case 2:
				row[1] = "rtsp://operator:" + password(n) + "@"
			case 3:
				row[1], row[2] = h.address(n, true), password(n) // the wrong cell
			}
		}
		for i, cell := range row {
			row[i] = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		b.WriteString(strings.Join(row, ";") + "\n")
	}
	path := filepath.Join(h.in, fmt.Sprintf("kamera-%v.csv", bad))
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		h.t.Fatal(err)
	}
	return path
}

func (h *hunt) data() string { return filepath.Join(h.out, "data") }

// command runs one command and keeps what it said.
func (h *hunt) command(stdin string, args ...string) string {
	h.t.Helper()
	args = append(args, "--data", h.data(), "--verbose")
	out := runWith(h.t, h.env, stdin, h.program, args...)
	h.keep("cctvdesk "+strings.Join(args[:2], " "), out)
	return out
}

func (h *hunt) keep(where, text string) { h.words = append(h.words, where+"\x00"+text) }

// probes asks for one camera of each kind, and for addresses that are none.
func (h *hunt) probes() {
	for n := range awkward {
		h.command(h.address(n, true)+"\n", "probe", "-")
		if n%5 == 0 {
			h.command(h.address(n, false)+"\n", "probe", "-", "--json")
			h.command(strings.TrimPrefix(h.address(n, true), "rtsp:")+"\n", "probe", "-")
		}
	}
}

// readers makes an account; its password is said once, and nowhere else.
func (h *hunt) readers() {
	out := runWith(h.t, h.env, "", h.program, "reader", "add", "polda", "--data", h.data())
	_, said, ok := strings.Cut(strings.TrimSpace(out), "): ")
	if !ok {
		h.t.Fatalf("no password in %q", out)
	}
	h.needles = append(h.needles, whole(said)...)
}

// serves relays for a while, with readers whose logins are wrong, and gives
// what the status server told.
func (h *hunt) serves() (pages []string) {
	rtsp, status := freePort(h.t), freePort(h.t)
	p := start(h.t, h.env, h.program, "serve", "--data", h.data(), "--rtsp", rtsp, "--status", status, "--verbose")
	await(h.t, "six live cameras and six refused ones", patience, func() bool {
		count := map[string]int{}
		for _, c := range cameras(status) {
			count[c.State]++
		}
		return count["live"] == 6 && count["refused"] == 6
	})
	path := cameras(status)[0].Path
	for _, n := range []int{1, 8, 20} {
		_, _ = ffprobe(h.t, "tcp", "rtsp://"+url.UserPassword("polda", password(n)).String()+"@"+rtsp+"/"+path)
		_, _ = ffprobe(h.t, "tcp", "rtsp://"+rtsp+"/"+url.PathEscape(password(n))+"?pass="+url.QueryEscape(password(n)))
	}
	for _, page := range []string{"healthz", "v1/cameras", "metrics", "v1/" + url.PathEscape(password(2))} {
		pages = append(pages, get(h.t, "http://"+status+"/"+page))
	}
	h.process("serve", p)
	p.stop(syscall.SIGTERM)
	h.keep("serve", strings.Join(p.said(), "\n"))
	return pages
}

// window opens the wall, and an address is pasted into the assistant.
func (h *hunt) window() {
	display := screen(h.t, "1366x768")
	env := append(h.env, display)
	p := start(h.t, env, h.program, "--data", h.data(), "--rtsp", freePort(h.t), "--verbose")
	await(h.t, "the window", patience, func() bool {
		_, err := run(h.t, env, "xdotool", "search", "--name", "cctvdesk", "windowmove", "0", "0", "windowsize", "1366", "768", "windowfocus")
		return err == nil
	})
	for _, keys := range []string{"alt+3", "alt+4", "ctrl+shift+k"} {
		if out, err := run(h.t, env, "xdotool", "key", "--delay", "200", keys); err != nil {
			h.t.Fatal(out, err)
		}
	}
	if out, err := run(h.t, env, "xdotool", "sleep", "1", "type", "--delay", "30", h.address(2, true)); err != nil {
		h.t.Fatal(out, err)
	}
	shot(h.t, display, "secrets-assistant")
	if out, err := run(h.t, env, "xdotool", "key", "Return", "sleep", "3"); err != nil {
		h.t.Fatal(out, err)
	}
	shot(h.t, display, "secrets-tested")
	h.process("window", p)
	p.stop(syscall.SIGTERM)
	h.keep("window", strings.Join(p.said(), "\n"))
}

// process keeps what the system shows of a running program, and looks that it
// would leave no memory image behind.
func (h *hunt) process(name string, p *process) {
	h.t.Helper()
	proc := fmt.Sprint("/proc/", p.cmd.Process.Pid)
	for _, file := range []string{"cmdline", "environ", "limits"} {
		text, err := os.ReadFile(filepath.Join(proc, file))
		if err != nil {
			h.t.Fatal(err)
		}
		h.keep(name+" "+file, string(text))
		if file == "limits" && !strings.Contains(strings.Join(strings.Fields(string(text)), " "), "Max core file size 0 0") {
			h.t.Errorf("%s may leave a core file:\n%s", name, text)
		}
	}
}

func (h *hunt) exports() {
	dir := filepath.Join(h.out, "ekspor")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		h.t.Fatal(err)
	}
	for _, list := range []string{"cameras", "requests", "outages", "availability", "audit", "agenda-masuk", "kepatuhan"} {
		for _, end := range []string{"csv", "json", "xlsx", "pdf"} {
			h.command("", "export", list, "--out", filepath.Join(dir, list+"."+end))
		}
	}
}

func (h *hunt) backups() {
	phrase := filepath.Join(h.in, "kalimat")
	if err := os.WriteFile(phrase, []byte(password(7)+"\n"), 0o600); err != nil {
		h.t.Fatal(err)
	}
	for name, args := range map[string][]string{"polos": nil, "segel": {"--passphrase-file", phrase}} {
		file := filepath.Join(h.out, name+".cadangan")
		h.command("", append([]string{"backup", file}, args...)...)
		out := runWith(h.t, h.env, "", h.program, append([]string{"restore", file, "--data", filepath.Join(h.out, name)}, args...)...)
		h.keep("restore", out)
		if _, err := os.Stat(filepath.Join(h.out, name, "cctvdesk.db")); err != nil {
			h.t.Fatalf("%v\n%s", err, out)
		}
	}
	h.command("", "check")
}

// search looks for every spelling in all that was kept and left.
func (h *hunt) search() {
	for _, w := range h.words {
		where, text, _ := strings.Cut(w, "\x00")
		h.look(where, []byte(text))
	}
	files := 0
	err := filepath.WalkDir(h.out, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		for name, text := range layers(h.t, path) {
			h.look(name, text)
		}
		return nil
	})
	if err != nil || files < 30 {
		h.t.Errorf("only %d files were searched: %v", files, err)
	}
	log, err := os.ReadFile(filepath.Join(h.data(), "logs", "cctvdesk.log"))
	if err != nil || !strings.Contains(string(log), "refused") {
		h.t.Errorf("the log tells nothing of refused cameras: %v", err)
	}
	h.t.Logf("R21: %d passwords in %d spellings were looked for in %d files and %d texts", len(awkward), len(h.needles), files, len(h.words))
}

func (h *hunt) look(where string, text []byte) {
	h.t.Helper()
	for _, found := range search(h.needles, text) {
		h.t.Errorf("%s: %s", where, found)
	}
}

// seesWhatIsThere is the proof that the hunt can find something.
func (h *hunt) seesWhatIsThere() {
	for n := range awkward {
		p := password(n)
		quoted, _ := json.Marshal(p)
		for _, text := range []string{p, url.QueryEscape(p), string(quoted), "x" + b64("a:"+p), b64("ab:" + p), b64(p), ha1("operator", "ipcam", p)} {
			if len(search(h.needles, []byte("level=INFO "+text+" akhir"))) == 0 {
				h.t.Fatalf("%q would not be found", text)
			}
		}
	}
}

func get(t *testing.T, address string) string {
	t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
