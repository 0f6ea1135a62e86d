package desk

import (
	"context"
	"slices"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// The trail's constants for photos and papers of the register.
const (
	actionFileItem   = "lampirkan-peralatan"
	actionUnfileItem = "lepas-lampiran-peralatan"
)

// AttachFile copies a photo or a paper into the office and notes it on a thing.
func (r *Equipment) AttachFile(ctx context.Context, id ulid.ULID, path string) error {
	file, err := r.core.takeFile(ctx, path)
	if err != nil {
		return err
	}
	file.Added, file.By = r.core.now().UTC(), r.core.who()
	return r.core.write(actionFileItem, "", time.Time{}, func(tx *db.Tx) error {
		e, err := tx.Equipment().Get(tx, id)
		if err != nil {
			return err
		}
		if e.Files, err = sop.WithFile(e.Files, file); err != nil {
			return err
		}
		return tx.Equipment().Put(tx, id, e)
	})
}

// DetachFile takes a file off a thing. Its bytes stay, so that the act can be
// taken back.
func (r *Equipment) DetachFile(id, file ulid.ULID) error {
	return r.each([]ulid.ULID{id}, actionUnfileItem, func(tx *db.Tx, e *sop.Equipment) error {
		e.Files = slices.DeleteFunc(slices.Clone(e.Files), func(a sop.Attachment) bool { return a.ID == file })
		return tx.Equipment().Put(tx, id, *e)
	})
}

// File gives an attached file with its bytes.
func (r *Equipment) File(id, file ulid.ULID) (sop.Attachment, []byte, error) {
	var a sop.Attachment
	err := r.core.store.Read(func(tx *db.Tx) error {
		e, err := tx.Equipment().Get(tx, id)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(e.Files, func(a sop.Attachment) bool { return a.ID == file })
		if i < 0 {
			return db.ErrNotFound
		}
		a = e.Files[i]
		return nil
	})
	if err != nil {
		return a, nil, err
	}
	data, err := r.core.store.Blob(a.SHA)
	return a, data, err
}

// SaveFile writes an attached file to a path of the user's choice.
func (r *Equipment) SaveFile(id, file ulid.ULID, path string) error {
	_, data, err := r.File(id, file)
	if err != nil {
		return err
	}
	return WriteFile(path, data)
}

// ViewFile puts a copy of an attached file where another program can show it.
func (r *Equipment) ViewFile(id, file ulid.ULID) (string, error) {
	a, data, err := r.File(id, file)
	if err != nil {
		return "", err
	}
	return r.core.viewCopy(a, data)
}
