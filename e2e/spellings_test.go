package e2e

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
)

// needle is one way in which a password could stand somewhere.
type needle struct {
	text []byte
	what string
}

// search gives what it found.
func search(needles []needle, text []byte) (found []string) {
	for _, n := range needles {
		if i := bytes.Index(text, n.text); i >= 0 {
			found = append(found, fmt.Sprintf("%s in …%q…", n.what, text[max(0, i-60):min(len(text), i+60)]))
		}
	}
	return found
}

// spellings of a password of password(n): its plain beginning and end are the
// same under every escape, so they stand for quoted, %-escaped, JSON and XML.
func spellings(p string) []needle {
	all := append(whole(p[:len("Kunci00")]), whole(p[len(p)-len("Tamat00"):])...)
	for _, user := range []string{"operator", "polda"} {
		for _, realm := range []string{"ipcam", "cctvdesk", "onvif-simcam"} {
			secret := user + ":" + realm + ":" + p
			long := sha256.Sum256([]byte(secret))
			all = append(all, needle{[]byte(ha1(user, realm, p)), "digest of " + p},
				needle{[]byte(hex.EncodeToString(long[:])), "SHA-256 digest of " + p})
		}
	}
	return all
}

// whole are the ways in which one text could stand somewhere.
func whole(p string) []needle {
	all := []needle{{[]byte(p), "plain " + p}, {[]byte(hex.EncodeToString([]byte(p))), "hex of " + p},
		{[]byte(strings.ToUpper(hex.EncodeToString([]byte(p)))), "hex of " + p}, {wide(p), "UTF-16 of " + p}}
	for shift := range 3 {
		// What stands before and behind changes the first and the last signs.
		inner := b64(strings.Repeat("x", shift) + p)
		inner = inner[(shift*8+5)/6 : len(inner)-len("=")-3]
		all = append(all, needle{[]byte(inner), fmt.Sprintf("base64 of %s, %d off", p, shift)})
	}
	return all
}

func wide(s string) (out []byte) {
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

func ha1(user, realm, password string) string {
	sum := md5.Sum([]byte(user + ":" + realm + ":" + password))
	return hex.EncodeToString(sum[:])
}

// layers are a file as it lies there, and what is packed inside it.
func layers(t *testing.T, path string) map[string][]byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{path: text}
	switch filepath.Ext(path) {
	case ".xlsx":
		book, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range book.File {
			r, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			if all[path+"/"+part.Name], err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
	case ".pdf":
		for name, args := range map[string][]string{"pdftotext": {path, "-"}, "qpdf": {"--qdf", path, "-"}} {
			if all[path+"/"+name], err = exec.Command(name, args...).Output(); err != nil {
				t.Fatal(name, err)
			}
		}
	}
	return all
}

// runWith runs a program to its end and gives what it wrote, whether it failed
// or not.
func runWith(t *testing.T, env []string, stdin, name string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env, cmd.Stdin = append(os.Environ(), env...), strings.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	if ctx.Err() != nil {
		t.Fatalf("%s did not end: %v\n%s", name, err, out)
	}
	return string(out)
}
