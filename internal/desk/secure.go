package desk

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// ActionCertificate is the trail's constant for a certificate of the relay.
const ActionCertificate = "sertifikat"

// DefaultSecureListen is where readers by RTSPS find the relay.
const DefaultSecureListen = "127.0.0.1:8322"

// How long our own certificates hold. Players refuse certificates of more than
// 398 days; one that ends within a month is made anew at the next start.
const (
	authorityYears = 10
	ownDays        = 397
	ownRenewDays   = 30
)

// SecureView is what readers by RTSPS are shown.
type SecureView struct {
	Mode      string // "" = off, db.CertificateOwn, db.CertificateImported
	Address   string // where they connect now, "" while that is off
	Busy      bool   // its port was taken by another program at the start
	Authority bool   // the office has an authority of its own
	Imported  bool   // the office has brought a certificate
	// Of the certificate that Mode chooses; zero when there is none yet.
	Holder, Fingerprint string
	NotAfter            time.Time
}

// Secure gives what readers by RTSPS are shown.
func (r *Office) Secure() (SecureView, error) {
	var v SecureView
	err := r.core.store.Read(func(tx *db.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		v.Mode, v.Busy = set.Secure, r.core.secureBusy
		if r.core.engine != nil {
			v.Address = strings.Replace(r.core.engine.AddrTLS(), "[::]", "0.0.0.0", 1)
		}
		kept, err := certificatesOf(tx)
		if err != nil {
			return err
		}
		v.Authority, v.Imported = kept[db.CertificateCA].Chain != "", kept[db.CertificateImported].Chain != ""
		if leaf, err := leafOf(kept[v.Mode].Chain); err == nil {
			v.Holder, v.Fingerprint, v.NotAfter = leaf.Subject.CommonName, fingerprint(leaf), leaf.NotAfter
		}
		return nil
	})
	return v, err
}

// SetSecure chooses what readers by RTSPS are shown: "" switches that off,
// db.CertificateOwn makes what is missing, db.CertificateImported needs an
// imported certificate. It holds from the next start on.
func (r *Office) SetSecure(mode string) error {
	return r.core.write("ubah-pengaturan", "", time.Time{}, func(tx *db.Tx) error {
		switch mode {
		case "":
		case db.CertificateOwn:
			if _, err := r.core.ownCertificate(tx); err != nil {
				return err
			}
		case db.CertificateImported:
			kept, err := certificatesOf(tx)
			if err != nil {
				return err
			}
			if kept[mode].Chain == "" {
				return &FieldError{Field: "certificate", Rule: FieldMissing}
			}
		default:
			return &FieldError{Field: "certificate", Rule: FieldChoice, Choices: []string{db.CertificateOwn, db.CertificateImported}}
		}
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		set.Secure = mode
		return tx.PutSettings(set)
	})
}

// ImportCertificate keeps a certificate and its key (PEM, the key without a
// password) and chooses them from the next start on.
func (r *Office) ImportCertificate(chain, key []byte) error {
	pair, err := tls.X509KeyPair(chain, key)
	if err != nil {
		return &FieldError{Field: "certificate", Rule: FieldPair}
	}
	if !r.core.now().Before(pair.Leaf.NotAfter) {
		return &FieldError{Field: "certificate", Rule: FieldPast}
	}
	return r.core.write(ActionCertificate, "", time.Time{}, func(tx *db.Tx) error {
		err := keepCertificate(tx, db.CertificateImported, string(chain), secret.NewText(string(key)))
		if err != nil {
			return err
		}
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		set.Secure = db.CertificateImported
		return tx.PutSettings(set)
	})
}

// SaveAuthority writes the certificate of the office's own authority to a path
// of the user's choice, for the computers whose players should trust the relay.
// It holds no secret.
func (r *Office) SaveAuthority(path string) error {
	var chain string
	err := r.core.store.Read(func(tx *db.Tx) error {
		kept, err := certificatesOf(tx)
		chain = kept[db.CertificateCA].Chain
		return err
	})
	switch {
	case err != nil:
		return err
	case chain == "":
		return db.ErrNotFound
	}
	return WriteFile(path, []byte(chain))
}

// secureCertificate gives what the relay shows, nil when RTSPS is off. An own
// certificate that ends soon, or does not name an address of this computer, is
// made anew.
func (c *core) secureCertificate(mode string) (*tls.Certificate, error) {
	if mode == "" {
		return nil, nil
	}
	var kept db.Certificate
	err := c.write(ActionCertificate, "", time.Time{}, func(tx *db.Tx) (err error) {
		if mode == db.CertificateOwn {
			kept, err = c.ownCertificate(tx)
			return err
		}
		all, err := certificatesOf(tx)
		kept = all[mode]
		return err
	})
	if err != nil {
		return nil, err
	}
	pair, err := tls.X509KeyPair([]byte(kept.Chain), []byte(kept.Key.Reveal()))
	return &pair, err
}

// ownCertificate gives a certificate of our own that holds for a while and
// names this computer, and makes what is missing for it.
func (c *core) ownCertificate(tx *db.Tx) (db.Certificate, error) {
	kept, err := certificatesOf(tx)
	if err != nil {
		return db.Certificate{}, err
	}
	names, addresses := thisComputer()
	now := c.now()
	if leaf, err := leafOf(kept[db.CertificateOwn].Chain); err == nil && now.AddDate(0, 0, ownRenewDays).Before(leaf.NotAfter) && namesAll(leaf, names, addresses) {
		return kept[db.CertificateOwn], nil
	}
	authority := kept[db.CertificateCA]
	if leaf, err := leafOf(authority.Chain); err != nil || !now.AddDate(2, 0, 0).Before(leaf.NotAfter) {
		if authority, err = newCertificate(nil, &x509.Certificate{
			Subject: pkix.Name{CommonName: "cctvdesk CA", Organization: []string{"cctvdesk"}}, NotAfter: now.AddDate(authorityYears, 0, 0), NotBefore: now.Add(-time.Hour),
			IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
		}); err != nil {
			return authority, err
		}
		if err := keepCertificate(tx, db.CertificateCA, authority.Chain, authority.Key); err != nil {
			return authority, err
		}
	}
	own, err := newCertificate(&authority, &x509.Certificate{
		Subject: pkix.Name{CommonName: names[0]}, DNSNames: names, IPAddresses: addresses, NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(0, 0, ownDays),
		BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	})
	if err != nil {
		return own, err
	}
	return own, keepCertificate(tx, db.CertificateOwn, own.Chain, own.Key)
}

// newCertificate makes a key and its certificate, signed by an authority or,
// without one, by itself.
func newCertificate(authority *db.Certificate, form *x509.Certificate) (db.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return db.Certificate{}, fmt.Errorf("desk: certificate: %w", err)
	}
	serial := make([]byte, 16)
	_, _ = rand.Read(serial) // since Go 1.24 it never fails: it ends the program
	form.SerialNumber = new(big.Int).SetBytes(serial)
	parent, signer := form, any(key)
	after := ""
	if authority != nil {
		pair, err := tls.X509KeyPair([]byte(authority.Chain), []byte(authority.Key.Reveal()))
		if err != nil {
			return db.Certificate{}, fmt.Errorf("desk: certificate: %w", err)
		}
		parent, signer, after = pair.Leaf, pair.PrivateKey, authority.Chain
	}
	der, err := x509.CreateCertificate(rand.Reader, form, parent, key.Public(), signer)
	if err != nil {
		return db.Certificate{}, fmt.Errorf("desk: certificate: %w", err)
	}
	inner, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return db.Certificate{}, fmt.Errorf("desk: certificate: %w", err)
	}
	return db.Certificate{
		Chain: string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})) + after,
		Key:   secret.NewText(string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: inner}))),
	}, nil
}

// keepCertificate puts a certificate in the place of the one of its kind, and
// says in the trail whose it is.
func keepCertificate(tx *db.Tx, kind, chain string, key secret.Text) error {
	kept, err := certificatesOf(tx)
	if err != nil {
		return err
	}
	id := kept[kind].ID
	if id == (ulid.ULID{}) {
		id = ulid.Make()
	}
	leaf, err := leafOf(chain)
	if err != nil {
		return err
	}
	if err := tx.Certificates().Put(tx, id, db.Certificate{ID: id, Kind: kind, Chain: chain, Key: key}); err != nil {
		return err
	}
	return tx.Note(db.AuditEntry{Action: ActionCertificate, Object: db.ObjectCertificate, ObjectID: id, Name: leaf.Subject.CommonName, Changes: []db.Change{
		{Field: "Holder", New: leaf.Subject.CommonName}, {Field: "NotAfter", New: leaf.NotAfter.UTC().Format(time.RFC3339)}, {Field: "Fingerprint", New: fingerprint(leaf)},
	}})
}

// certificatesOf gives the certificates by kind.
func certificatesOf(tx *db.Tx) (map[string]db.Certificate, error) {
	out := map[string]db.Certificate{}
	for c, err := range each(tx.Certificates(), tx) {
		if err != nil {
			return nil, err
		}
		out[c.Kind] = c
	}
	return out, nil
}

// leafOf reads the first certificate of a chain.
func leafOf(chain string) (*x509.Certificate, error) {
	block, _ := pem.Decode([]byte(chain))
	if block == nil || block.Type != "CERTIFICATE" {
		return nil, &FieldError{Field: "certificate", Rule: FieldPair}
	}
	return x509.ParseCertificate(block.Bytes)
}

func fingerprint(c *x509.Certificate) string {
	sum := sha256.Sum256(c.Raw)
	return hex.EncodeToString(sum[:])
}

// thisComputer gives the names and addresses by which readers may call this
// computer.
func thisComputer() (names []string, addresses []net.IP) {
	if host, err := os.Hostname(); err == nil && host != "" {
		names = append(names, host)
	}
	if !slices.Contains(names, "localhost") {
		names = append(names, "localhost")
	}
	addresses = []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback}
	all, _ := net.InterfaceAddrs() // without them there are still the loopbacks
	for _, a := range all {
		if n, ok := a.(*net.IPNet); ok && !n.IP.IsLoopback() && !n.IP.IsLinkLocalUnicast() {
			addresses = append(addresses, n.IP)
		}
	}
	return names, addresses
}

// namesAll says whether a certificate names this computer whole.
func namesAll(c *x509.Certificate, names []string, addresses []net.IP) bool {
	for _, n := range names {
		if !slices.Contains(c.DNSNames, n) {
			return false
		}
	}
	return !slices.ContainsFunc(addresses, func(ip net.IP) bool {
		return !slices.ContainsFunc(c.IPAddresses, ip.Equal)
	})
}
