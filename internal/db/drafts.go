package db

import (
	"fmt"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// Draft is a camera that somebody has begun to connect and not yet published:
// what stands in the assistant, so that it can be continued after the window,
// the program or the computer went away. Addresses and password are sealed.
type Draft struct {
	ID          ulid.ULID // of the request it is for, or the one draft without a request
	RequestID   ulid.ULID // zero without one
	Saved       time.Time
	URL, SubURL secret.URL // without a login
	User        string
	Password    secret.Text
	Transport   string
	AllowBasic  bool
	Name, Path  string
	AgencyID    ulid.ULID
	Site        string
	District    string
	Village     string
	Category    string
	Serial      string
	Device      string
}

// ObjectDraft names drafts in Report.Records; the trail has no line of them.
const ObjectDraft = "draft"

const bucketDrafts = "drafts"

// Drafts are cameras in the making. Nothing has happened yet, so nothing of it
// is audited.
func (tx *Tx) Drafts() Coll[Draft] {
	return Coll[Draft]{bucket: bucketDrafts, object: ObjectDraft, name: func(d Draft) string { return d.Name },
		disk: tx.seals.sealDraft, load: tx.seals.openDraft, quiet: true}
}

type sealedDraft struct {
	Draft
	URL, SubURL, Password []byte
}

func (s sealer) sealDraft(id ulid.ULID, d Draft) any {
	return sealedDraft{d,
		s.seal(place{bucketDrafts, id, "URL"}, d.URL.Reveal()),
		s.seal(place{bucketDrafts, id, "SubURL"}, d.SubURL.Reveal()),
		s.seal(place{bucketDrafts, id, "Password"}, d.Password.Reveal())}
}

func (s sealer) openDraft(id ulid.ULID, data []byte) (Draft, error) {
	var d sealedDraft
	if err := unpack(bucketDrafts, id[:], data, &d); err != nil {
		return Draft{}, err
	}
	var err error
	if d.Draft.URL, err = s.openURL(place{bucketDrafts, id, "URL"}, d.URL); err != nil {
		return Draft{}, err
	}
	if d.Draft.SubURL, err = s.openURL(place{bucketDrafts, id, "SubURL"}, d.SubURL); err != nil {
		return Draft{}, err
	}
	text, err := s.open(place{bucketDrafts, id, "Password"}, d.Password)
	d.Draft.Password = secret.NewText(text)
	return d.Draft, err
}

// openURL gives back a sealed address, the zero one for nothing.
func (s sealer) openURL(at place, sealed []byte) (secret.URL, error) {
	text, err := s.open(at, sealed)
	if err != nil || text == "" {
		return secret.URL{}, err
	}
	u, err := secret.ParseURL(text)
	if err != nil {
		return secret.URL{}, fmt.Errorf("%w: %s/%s: %s: %v", ErrDamaged, at.bucket, at.id, at.field, err)
	}
	return u, nil
}
