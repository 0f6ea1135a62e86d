package desk

import (
	"cmp"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
)

// actionPin is the trail's constant for a certificate that was kept at its
// first use.
const actionPin = "catat-sertifikat"

// pin keeps the certificate that a camera showed when it was first connected,
// so that another one is noticed after a restart, too. What somebody approved
// is never replaced here.
func (c *core) pin(id ulid.ULID, shown string) {
	if shown == "" {
		return
	}
	known := false
	err := c.store.Read(func(tx *db.Tx) error {
		cam, err := tx.Cameras().Get(tx, id)
		known = cam.Fingerprint != ""
		return err
	})
	if err == nil && !known {
		err = c.journaled(db.Meta{Who: programName, Action: actionPin, Happened: c.now().UTC()}, func(tx *db.Tx) error {
			cam, err := tx.Cameras().Get(tx, id)
			if err != nil || cam.Fingerprint != "" || cam.URL.Scheme() != "rtsps" {
				return err
			}
			cam.Fingerprint = shown
			return tx.Cameras().Put(tx, id, cam)
		})
	}
	if err != nil {
		c.log.Error("camera: its certificate could not be kept", "camera", id, "err", err)
	}
}

// TrustCertificate accepts the certificate that a camera shows now in place of
// the one that was kept; fingerprint is what the user has seen, SHA-256 in hex.
// ErrCertificateChanged when the camera shows another one meanwhile.
func (r *Cameras) TrustCertificate(id ulid.ULID, fingerprint string) error {
	if r.core.engine == nil {
		return ErrNoRelay
	}
	if offered := r.Offered(id); offered == "" || offered != fingerprint {
		return ErrCertificateChanged
	}
	return r.change(id, "percayai-sertifikat", func(_ *db.Tx, cam *db.Camera) error {
		cam.Fingerprint = fingerprint
		return nil
	})
}

// Offered is the SHA-256 in hex of the certificate that a camera shows instead
// of the one that is trusted; empty when it shows none or the same.
func (r *Cameras) Offered(id ulid.ULID) string {
	for _, s := range r.core.snapshot().Cameras {
		if s.ID != id {
			continue
		}
		if s.Sub != nil {
			return cmp.Or(s.Offered, s.Sub.Offered)
		}
		return s.Offered
	}
	return ""
}
