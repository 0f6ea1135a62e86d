package desk_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
)

// openSecure opens an office whose relay takes any free ports.
func openSecure(t *testing.T, dir string) *desk.Desk {
	t.Helper()
	d, err := desk.Open(desk.Config{Dir: dir, Keeper: db.KeyFile(dir), Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestSecure_own_authority: chosen, running after the next start, trusted by
// whoever has the exported authority, and the same at the start after that.
func TestSecure_own_authority(t *testing.T) {
	dir := t.TempDir()
	d := openSecure(t, dir)
	if v, err := d.Office.Secure(); err != nil || v.Mode != "" || v.Address != "" || v.Authority {
		t.Errorf("%+v, %v", v, err)
	}
	if err := d.Office.SaveAuthority(filepath.Join(dir, "x.pem")); !errors.Is(err, db.ErrNotFound) {
		t.Errorf("an authority that is not there: %v", err)
	}
	if err := d.Office.ChangeSettings(func(s *db.Settings) { s.SecureListen = "127.0.0.1:0" }); err != nil {
		t.Fatal(err)
	}
	if err := d.Office.SetSecure(db.CertificateOwn); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	var prints []string
	for range 2 {
		d = openSecure(t, dir)
		v, err := d.Office.Secure()
		if err != nil || v.Address == "" || !v.Authority || v.NotAfter.Before(time.Now().AddDate(1, 0, 0)) {
			t.Errorf("%+v, %v", v, err)
		}
		prints = append(prints, v.Fingerprint)
		path := filepath.Join(t.TempDir(), "ca.pem")
		if err := d.Office.SaveAuthority(path); err != nil {
			t.Fatal(err)
		}
		pem, err := os.ReadFile(path)
		if err != nil || strings.Contains(string(pem), "PRIVATE") {
			t.Errorf("the exported file: %v", err)
		}
		pool := x509.NewCertPool()
		pool.AppendCertsFromPEM(pem)
		for _, name := range []string{"127.0.0.1", "localhost"} {
			c, err := tls.Dial("tcp", v.Address, &tls.Config{RootCAs: pool, ServerName: name})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if _, err := fmt.Fprint(c, "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n"); err != nil {
				t.Error(err)
			}
			answer := make([]byte, 64)
			if n, err := c.Read(answer); err != nil || !strings.HasPrefix(string(answer[:n]), "RTSP/1.0 ") {
				t.Errorf("%q, %v", answer[:n], err)
			}
			_ = c.Close()
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if prints[0] != prints[1] {
		t.Error("the certificate was made anew without a reason")
	}
}

func TestImportCertificate_takes_a_pair_and_nothing_else(t *testing.T) {
	source, dir := t.TempDir(), t.TempDir()
	d := openSecure(t, source)
	if err := d.Office.SetSecure(db.CertificateOwn); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	chain, key := pairOf(t, source, db.CertificateOwn)
	_, other := pairOf(t, source, db.CertificateCA)

	d = openSecure(t, dir)
	for name, pair := range map[string][2][]byte{
		"nothing": {}, "no key": {chain, nil}, "another key": {chain, other}, "the wrong way round": {key, chain}, "no PEM": {[]byte("x"), []byte("y")},
	} {
		var refusal *desk.FieldError
		if err := d.Office.ImportCertificate(pair[0], pair[1]); !errors.As(err, &refusal) || refusal.Field != "certificate" || refusal.Rule != desk.FieldPair {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := d.Office.SetSecure(db.CertificateImported); err == nil {
		t.Error("a certificate was chosen that nobody brought")
	}
	if v, err := d.Office.Secure(); err != nil || v.Mode != "" || v.Imported {
		t.Errorf("a refusal changed something: %+v, %v", v, err)
	}
	if err := d.Office.ImportCertificate(chain, key); err != nil {
		t.Fatal(err)
	}
	trail, err := d.Ledger.Audit(desk.AuditFilter{Text: desk.ActionCertificate})
	if text := fmt.Sprint(trail); err != nil || len(trail) == 0 || strings.Contains(text, "PRIVATE") {
		t.Errorf("%v, %v", text, err)
	}
	// Its port is taken: the plain relay runs all the same, and the office says so.
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	if err := d.Office.ChangeSettings(func(s *db.Settings) { s.SecureListen = taken.Addr().String() }); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d = openSecure(t, dir)
	defer d.Close()
	if v, err := d.Office.Secure(); err != nil || v.Mode != db.CertificateImported || !v.Imported || !v.Busy || v.Address != "" || d.Pulse().Listening == "" {
		t.Errorf("%+v, %v", v, err)
	}
}

// pairOf reads a certificate and its key out of a closed folder.
func pairOf(t *testing.T, dir, kind string) (chain, key []byte) {
	t.Helper()
	s, err := db.Open(db.Config{Dir: dir, Keeper: db.KeyFile(dir)})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.Read(func(tx *db.Tx) error {
		for c, err := range tx.Certificates().Each(tx) {
			if err != nil {
				return err
			}
			if c.Kind == kind {
				chain, key = []byte(c.Chain), []byte(c.Key.Reveal())
			}
		}
		return nil
	})
	if err != nil || chain == nil {
		t.Fatal("no such certificate", err)
	}
	return chain, key
}
