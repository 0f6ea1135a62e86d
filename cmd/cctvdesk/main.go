// Command cctvdesk is the desk of a city office that relays the cameras of
// other agencies: a window, and a command line for what scripts and server
// rooms need. It builds the house, opens one door, and takes the house down in
// reverse.
//
// Exit 0: done. Exit 1: failed, one sentence on stderr. Exit 2: wrong usage.
package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"syscall"

	"fyne.io/fyne/v2/lang"
	"github.com/alecthomas/kong"
	"golang.org/x/sys/unix"

	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
)

// version is set by the linker.
var version = "dev"

// The exit codes that scripts rely on.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// arguments is the command line as design.md's contract has it. The flags of
// the window hold for serve too.
type arguments struct {
	Data    string `placeholder:"DIR"`
	Demo    bool
	Rtsp    string `placeholder:"ADDR"`
	Status  string `placeholder:"ADDR"`
	Lang    string `enum:"id,en," default:""`
	Wall    string `placeholder:"VIEW"`
	Verbose bool

	Window  windowCmd  `cmd:"" default:"1" hidden:""`
	Serve   serveCmd   `cmd:""`
	Probe   probeCmd   `cmd:""`
	Import  importCmd  `cmd:""`
	Export  exportCmd  `cmd:""`
	Reader  readerCmd  `cmd:""`
	Backup  backupCmd  `cmd:""`
	Restore restoreCmd `cmd:""`
	Check   checkCmd   `cmd:""`
	Version versionCmd `cmd:""`
}

// program is what every command gets: the global flags and the three ends of
// the terminal.
type program struct {
	args   *arguments
	ctx    context.Context
	in     io.Reader
	out    io.Writer
	errOut io.Writer
	reopen []string // arguments of the program that follows this one, nil for none
}

func main() {
	quiet()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// quiet keeps secrets out of what a crash leaves behind: no core file, and a
// trace of the failed goroutine only.
func quiet() {
	debug.SetTraceback("single")
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
}

// run is the whole program, from words to exit code.
func run(ctx context.Context, words []string, in io.Reader, out, errOut io.Writer) int {
	if err := say.Load(language(words)); err != nil {
		_, _ = io.WriteString(errOut, err.Error()+"\n")
		return exitFailed
	}
	p := &program{args: &arguments{}, ctx: ctx, in: in, out: out, errOut: errOut}
	code := -1
	parser, err := kong.New(p.args, kong.Name("cctvdesk"), kong.Writers(out, errOut),
		kong.Exit(func(c int) { code = c }), kong.Help(help), kong.Bind(p))
	if err != nil {
		_, _ = io.WriteString(errOut, err.Error()+"\n")
		return exitFailed
	}
	parsed, err := parser.Parse(words)
	if code >= 0 { // --help has answered
		return code
	}
	if err != nil {
		p.complain(wrongUsage(err))
		return exitUsage
	}
	return p.finish(parsed.Run(p))
}

// finish turns what a command returned into one sentence and an exit code.
func (p *program) finish(err error) int {
	var usage *usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errSilent):
		return exitFailed
	case errors.As(err, &usage):
		p.complain(usage.sentence)
		return exitUsage
	}
	p.complain(sentence(err))
	return exitFailed
}

func (p *program) complain(text string) { _, _ = io.WriteString(p.errOut, text+"\n") }

// errSilent fails a command whose output has said everything already.
var errSilent = errors.New("cctvdesk: failed, and said so")

// usageError is a wrong use that kong cannot see.
type usageError struct{ sentence string }

// Error is the sentence.
func (e *usageError) Error() string { return e.sentence }

// language finds the language before anything is parsed, so that a wrong usage
// is answered in it too: --lang, then the settings of the office are not open
// yet, so Indonesian.
func language(words []string) string {
	for i, w := range words {
		switch {
		case w == "--lang" && i+1 < len(words):
			return known(words[i+1])
		case len(w) > 7 && w[:7] == "--lang=":
			return known(w[7:])
		}
	}
	return "id"
}

func known(l string) string {
	if l == "en" {
		return l
	}
	return "id"
}

// dataDir is where the office lives: --data, or the folder that was chosen in
// the assistant, or the place the desktop's rules name; the demo city has its own.
func (p *program) dataDir() (string, error) {
	if p.args.Data != "" {
		return filepath.Abs(p.args.Data)
	}
	if chosen := chosenFolder(); chosen != "" && !p.args.Demo {
		return chosen, nil
	}
	base := os.Getenv("XDG_DATA_HOME")
	if !filepath.IsAbs(base) {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", err
		}
		base = filepath.Join(home, ".local", "share")
	}
	if p.args.Demo {
		return filepath.Join(base, "cctvdesk-demo"), nil
	}
	return filepath.Join(base, "cctvdesk"), nil
}

// versionCmd prints which cctvdesk this is.
type versionCmd struct{}

// Run prints one line.
func (versionCmd) Run(p *program) error {
	_, err := io.WriteString(p.out, lang.X("cli.version", "cctvdesk {{.Version}}", map[string]any{"Version": version})+"\n")
	return err
}
