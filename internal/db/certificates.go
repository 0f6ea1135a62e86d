package db

import (
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// What a certificate is for. The constants are also the choices of
// Settings.Secure, where CertificateCA means nothing.
const (
	CertificateCA       = "ca"   // the office's own authority, made by the program
	CertificateOwn      = "own"  // of the relay, signed by that authority
	CertificateImported = "file" // of the relay, brought by the office
)

// Certificate is a certificate with its key, which is sealed in the file.
type Certificate struct {
	ID    ulid.ULID
	Kind  string
	Chain string      // PEM, the certificate itself first
	Key   secret.Text // PEM, PKCS #8
}

// ObjectCertificate names certificates in the trail.
const ObjectCertificate = "certificate"

const bucketCertificates = "certificates"

// Certificates are those of readers' encrypted connections, with their keys
// sealed. The trail says what an act with one means; pages of letters do not.
func (tx *Tx) Certificates() Coll[Certificate] {
	return Coll[Certificate]{bucket: bucketCertificates, object: ObjectCertificate, name: func(c Certificate) string { return c.Kind },
		disk: tx.seals.sealCertificate, load: tx.seals.openCertificate, quiet: true}
}

type sealedCertificate struct {
	Certificate
	Key []byte
}

func (s sealer) sealCertificate(id ulid.ULID, c Certificate) any {
	return sealedCertificate{c, s.seal(place{bucketCertificates, id, "Key"}, c.Key.Reveal())}
}

func (s sealer) openCertificate(id ulid.ULID, data []byte) (Certificate, error) {
	var d sealedCertificate
	if err := unpack(bucketCertificates, id[:], data, &d); err != nil {
		return Certificate{}, err
	}
	text, err := s.open(place{bucketCertificates, id, "Key"}, d.Key)
	if err != nil {
		return Certificate{}, err
	}
	d.Certificate.Key = secret.NewText(text)
	return d.Certificate, nil
}
