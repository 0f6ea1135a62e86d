package desk

import (
	"bytes"
	"errors"
	"image"
	_ "image/jpeg" // emblems are PNG or JPEG
	_ "image/png"
	"os"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
)

// Bounds of an emblem: what a scanner gives, not a poster.
const (
	maxEmblemBytes = 4 << 20
	maxEmblemSide  = 6000
)

// ErrNotPicture means that a file is no PNG or JPEG of a believable size.
var ErrNotPicture = errors.New("desk: not a picture that can be printed")

// PutEmblem keeps the picture of a file as the emblem of all papers.
func (r *Office) PutEmblem(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() || info.Size() > maxEmblemBytes {
		return ErrNotPicture
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	conf, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || conf.Width < 1 || conf.Height < 1 || conf.Width > maxEmblemSide || conf.Height > maxEmblemSide {
		return ErrNotPicture
	}
	if _, _, err := image.Decode(bytes.NewReader(data)); err != nil {
		return ErrNotPicture
	}
	sha, err := r.core.store.PutBlob(data)
	if err != nil {
		return err
	}
	return r.ChangeSettings(func(s *db.Settings) { s.Logo = sha })
}

// DropEmblem prints papers without one again.
func (r *Office) DropEmblem() error {
	return r.ChangeSettings(func(s *db.Settings) { s.Logo = "" })
}

// Emblem gives the picture that papers carry, nil for none.
func (r *Office) Emblem() ([]byte, error) {
	set, err := r.Settings()
	if err != nil || set.Logo == "" {
		return nil, err
	}
	return r.core.store.Blob(set.Logo)
}

// ChangeProfiles edits the patterns of working hours; one that nobody could
// work by is refused at its field.
func (r *Office) ChangeProfiles(edit func(*db.Settings)) error {
	return r.core.write("ubah-jam-kerja", "", time.Time{}, func(tx *db.Tx) error {
		s, err := tx.Settings()
		if err != nil {
			return err
		}
		edit(&s)
		if err := checkProfiles(s); err != nil {
			return err
		}
		return tx.PutSettings(s)
	})
}

func checkProfiles(s db.Settings) error {
	if len(s.Profiles) == 0 {
		return &FieldError{Field: "hours", Rule: FieldMissing}
	}
	for _, p := range s.Profiles {
		switch {
		case p.Name == "":
			return &FieldError{Field: "name", Rule: FieldMissing}
		case !p.From.IsZero() && !p.To.IsZero() && p.To.Before(p.From):
			return &FieldError{Field: "to", Rule: FieldIncomplete}
		}
		minutes := 0
		for _, spans := range p.Days {
			for _, span := range spans {
				minutes += span.To - span.From
			}
		}
		if minutes <= 0 {
			return &FieldError{Field: "hours", Rule: FieldMissing}
		}
	}
	return nil
}
