package main

import (
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// readerCmd keeps the accounts that may read from the relay.
type readerCmd struct {
	Add    readerAddCmd    `cmd:""`
	List   readerListCmd   `cmd:""`
	Remove readerRemoveCmd `cmd:""`
}

// readerAddCmd makes one.
type readerAddCmd struct {
	Name     string   `arg:""`
	Paths    []string `sep:","`
	Networks []string `sep:","`
	Expires  string   `placeholder:"2026-12-31"`
	Sessions int
}

// Run prints the password, this once.
func (c readerAddCmd) Run(p *program) error {
	d := desk.ReaderDraft{Name: c.Name, Paths: c.Paths, Networks: c.Networks, Sessions: c.Sessions}
	if c.Expires != "" {
		day, err := time.ParseInLocation("2006-01-02", c.Expires, sop.WIB())
		if err != nil {
			return &usageError{lang.X("cli.export.date", "Tanggal ditulis seperti 2026-01-31.")}
		}
		d.Expires = day.AddDate(0, 0, 1) // the day itself still counts
	}
	return p.offline(func(h *house) error {
		password, err := h.desk.Cameras.AddReader(d)
		if err != nil {
			return err
		}
		p.printf("%s", lang.X("cli.reader.added", "Akun {{.Name}} dibuat. Kata sandi (dicetak sekali ini saja): {{.Password}}", map[string]any{
			"Name": c.Name, "Password": password.Reveal(),
		}))
		return nil
	})
}

// readerListCmd lists them.
type readerListCmd struct{}

// Run prints one line for each account, its parts divided by tabs. Passwords
// are not among them: nobody can look them up.
func (readerListCmd) Run(p *program) error {
	return p.offline(func(h *house) error {
		accounts, err := h.desk.Cameras.Readers()
		for _, a := range accounts {
			p.printf("%s", readerLine(a, time.Now()))
		}
		return err
	})
}

func readerLine(a db.Account, now time.Time) string {
	paths, networks := lang.X("cli.reader.paths", "semua jalur"), lang.X("cli.reader.networks", "semua jaringan")
	if len(a.Paths) > 0 {
		paths = strings.Join(a.Paths, ",")
	}
	if len(a.Networks) > 0 {
		networks = strings.Join(a.Networks, ",")
	}
	until, sessions := lang.X("cli.reader.always", "tanpa batas waktu"), lang.X("cli.reader.sessions.any", "tanpa batas sambungan")
	if !a.Expires.IsZero() {
		until = lang.X("cli.reader.until", "sampai {{.Day}}", map[string]any{"Day": a.Expires.Add(-time.Second).In(sop.WIB()).Format("2006-01-02")})
		if !now.Before(a.Expires) {
			until = lang.X("cli.reader.ended", "berakhir")
		}
	}
	if a.Sessions > 0 {
		sessions = lang.X("cli.reader.sessions", "{{.Count}} sambungan", map[string]any{"Count": a.Sessions})
	}
	if a.Disabled {
		until = lang.X("cli.reader.off", "nonaktif")
	}
	return strings.Join([]string{a.Name, paths, networks, sessions, until}, "\t")
}

// readerRemoveCmd takes one away.
type readerRemoveCmd struct {
	Name string `arg:""`
}

// Run removes the account with that name.
func (c readerRemoveCmd) Run(p *program) error {
	return p.offline(func(h *house) error {
		accounts, err := h.desk.Cameras.Readers()
		if err != nil {
			return err
		}
		for _, a := range accounts {
			if strings.EqualFold(a.Name, c.Name) {
				if err := h.desk.Cameras.RemoveReader(a.ID); err != nil {
					return err
				}
				p.printf("%s", lang.X("cli.reader.removed", "Akun {{.Name}} dihapus.", map[string]any{"Name": a.Name}))
				return nil
			}
		}
		return said(lang.X("cli.reader.unknown", "Tidak ada akun dengan nama itu. Lihat daftarnya dengan: cctvdesk reader list"), db.ErrNotFound)
	})
}

// offline opens the office without a relay for one act and closes it again.
func (p *program) offline(act func(*house) error) (err error) {
	h, err := p.build(plan{offline: true})
	if err != nil {
		return err
	}
	defer func() {
		if failed := h.Close(); err == nil {
			err = failed
		}
	}()
	return act(h)
}
