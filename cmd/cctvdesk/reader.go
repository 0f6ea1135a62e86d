package main

import (
	"fyne.io/fyne/v2/lang"
)

// readerCmd keeps the accounts that may read from the relay.
type readerCmd struct {
	Add readerAddCmd `cmd:""`
}

// readerAddCmd makes one.
type readerAddCmd struct {
	Name  string   `arg:""`
	Paths []string `sep:","`
}

// Run prints the password, this once.
func (c readerAddCmd) Run(p *program) (err error) {
	h, err := p.build(plan{offline: true})
	if err != nil {
		return err
	}
	defer func() {
		if failed := h.Close(); err == nil {
			err = failed
		}
	}()
	password, err := h.desk.Cameras.AddReader(c.Name, c.Paths)
	if err != nil {
		return err
	}
	p.printf("%s", lang.X("cli.reader.added", "Akun {{.Name}} dibuat. Kata sandi (dicetak sekali ini saja): {{.Password}}", map[string]any{
		"Name": c.Name, "Password": password.Reveal(),
	}))
	return nil
}
