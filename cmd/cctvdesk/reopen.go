//go:build !headless

package main

import (
	"os"
	"os/exec"
	"syscall"
)

// moveData opens the office in another folder: in a program of its own, once
// this one has closed everything, so that the relay finds its port free.
func (w *window) moveData(dir string) error {
	if err := chooseFolder(dir); err != nil {
		return err
	}
	w.follows(dir, w.program.args.Lang)
	return nil
}

// reopen opens the same office again, in the language of its settings.
func (w *window) reopen() { w.follows(w.house.dir, "") }

// follows names the program that follows this one: the office in dir, with
// what was said on the command line.
func (w *window) follows(dir, language string) {
	given := w.program.args
	args := []string{"--data", dir}
	for _, a := range []struct{ flag, value string }{
		{"--rtsp", given.Rtsp}, {"--status", given.Status}, {"--lang", language}, {"--wall", given.Wall},
	} {
		if a.value != "" {
			args = append(args, a.flag, a.value)
		}
	}
	if given.Demo {
		args = append(args, "--demo")
	}
	w.program.reopen = args
}

// detached is a program that lives on when this one ends.
func detached(name string, args ...string) *exec.Cmd {
	cmd := exec.Command("/bin/sh", append([]string{"-c", `"$0" "$@" >/dev/null 2>&1 &`, name}, args...)...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Env = os.Environ()
	return cmd
}
