package main

import (
	"context"
	"io"
	"log"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"

	"gopkg.in/natefinch/lumberjack.v2"
)

// login finds what must never be written: the login inside an address, and
// the passwords some cameras want in a query. Passwords that nobody escaped
// may hold a slash or an @, so everything up to the last @ is the login.
var login = regexp.MustCompile(`(?i)(://)[^\s"]*@|((?:password|passwd|pwd|pass|auth|token)=)[^&\s"]+`)

func redact(s string) string { return login.ReplaceAllString(s, "${1}${2}•••@") }

// redacting is the first handler of the house: whatever is logged passes here.
// The types of package secret print as dots by themselves; this is for text
// that somebody else made, such as an error of a foreign library.
type redacting struct{ next slog.Handler }

// Enabled asks the next handler.
func (h redacting) Enabled(ctx context.Context, l slog.Level) bool { return h.next.Enabled(ctx, l) }

// Handle hands on a clean copy.
func (h redacting) Handle(ctx context.Context, r slog.Record) error {
	clean := slog.NewRecord(r.Time, r.Level, redact(r.Message), r.PC)
	r.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(cleanAttr(a))
		return true
	})
	return h.next.Handle(ctx, clean)
}

// WithAttrs keeps clean attributes.
func (h redacting) WithAttrs(attrs []slog.Attr) slog.Handler {
	clean := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		clean[i] = cleanAttr(a)
	}
	return redacting{h.next.WithAttrs(clean)}
}

// WithGroup opens a group.
func (h redacting) WithGroup(name string) slog.Handler { return redacting{h.next.WithGroup(name)} }

func cleanAttr(a slog.Attr) slog.Attr {
	v := a.Value.Resolve()
	switch v.Kind() {
	case slog.KindString:
		return slog.String(a.Key, redact(v.String()))
	case slog.KindGroup:
		group := v.Group()
		clean := make([]slog.Attr, len(group))
		for i, g := range group {
			clean[i] = cleanAttr(g)
		}
		return slog.Attr{Key: a.Key, Value: slog.GroupValue(clean...)}
	case slog.KindAny:
		return slog.String(a.Key, redact(v.String()))
	}
	return slog.Attr{Key: a.Key, Value: v}
}

// openLog writes to logs/ of the data folder, a few files of a few megabytes;
// with verbose to stderr as well.
func openLog(dir string, verbose bool, stderr io.Writer) (*slog.Logger, func() error) {
	file := &lumberjack.Logger{Filename: filepath.Join(dir, "logs", "cctvdesk.log"), MaxSize: 5, MaxBackups: 6}
	options := &slog.HandlerOptions{Level: slog.LevelInfo}
	var to io.Writer = file
	if verbose {
		options.Level = slog.LevelDebug
		to = io.MultiWriter(file, stderr)
	}
	return slog.New(redacting{slog.NewTextHandler(to, options)}), file.Close
}

// hearToolkit puts what the toolkit has to say into our log: it writes to the
// standard logger, and a terminal full of its words would worry people. It
// also wants a cache folder that bare machines do not have.
func (h *house) hearToolkit() {
	if dir, err := os.UserCacheDir(); err == nil {
		_ = os.MkdirAll(dir, 0o700) // without it only the cache is missing
	}
	log.SetFlags(0)
	log.SetOutput(slog.NewLogLogger(h.log.Handler(), slog.LevelWarn).Writer())
}

// makeFolder makes the data folder for its owner alone, and tries whether
// something can be written there.
func makeFolder(dir string) error {
	if err := os.MkdirAll(filepath.Join(dir, "logs"), 0o700); err != nil {
		return err
	}
	probe, err := os.CreateTemp(dir, ".tulis-*")
	if err != nil {
		return err
	}
	_ = probe.Close()
	return os.Remove(probe.Name())
}
