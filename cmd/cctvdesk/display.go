//go:build !headless

package main

import (
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"
)

// checkDisplay finds out whether a window can open before the toolkit tries:
// it would end the program with its own words.
func checkDisplay() error {
	display := os.Getenv("DISPLAY")
	if display != "" && displayAnswers(display) {
		return nil
	}
	return said(lang.X("cli.no-display", "Tidak ada layar untuk membuka jendela. Jalankan dari desktop, atau gunakan: cctvdesk serve"), nil)
}

// displayAnswers dials the X server that DISPLAY names ([host]:number[.screen]).
func displayAnswers(display string) bool {
	host, number, ok := strings.Cut(display, ":")
	if !ok {
		return false
	}
	number, _, _ = strings.Cut(number, ".")
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 || n > 50_000 {
		return false
	}
	type way struct{ network, address string }
	socket := filepath.Join("/tmp/.X11-unix", "X"+number)
	ways := []way{{"unix", "@" + socket}, {"unix", socket}}
	if host != "" && host != "unix" {
		ways = []way{{"tcp", net.JoinHostPort(host, strconv.Itoa(6000+n))}}
	}
	for _, w := range ways {
		conn, err := net.DialTimeout(w.network, w.address, 3*time.Second)
		if err == nil {
			_ = conn.Close()
			return true
		}
	}
	return false
}

// executable is this program's own file.
func executable() string {
	path, err := os.Executable()
	if err != nil {
		return os.Args[0]
	}
	return path
}
