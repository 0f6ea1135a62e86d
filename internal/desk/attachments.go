package desk

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// What can be wrong with a file that somebody wants to attach. They come as a
// *FileError, which names the file.
var (
	// ErrFileGone means that a file vanished or changed while it was copied.
	ErrFileGone = errors.New("desk: the file vanished or changed while it was copied")
	// ErrFileLarge means that a file is larger than sop.MaxAttachment.
	ErrFileLarge = errors.New("desk: the file is too large")
	// ErrFileEmpty means that a file has no bytes.
	ErrFileEmpty = errors.New("desk: the file is empty")
	// ErrFileKind means that a file is neither paper nor picture, or a folder.
	ErrFileKind = errors.New("desk: this kind of file is not attached")
)

// FileError is an error about a file outside the office's own folder.
type FileError struct {
	Name string // of the file, without its folder
	Err  error
}

// Error names file and cause.
func (e *FileError) Error() string { return e.Name + ": " + e.Err.Error() }

// Unwrap gives the cause.
func (e *FileError) Unwrap() error { return e.Err }

// AttachFile copies a file into the office, byte for byte under its SHA-256,
// and notes it on the request. Either both happen or neither is seen.
func (r *Requests) AttachFile(ctx context.Context, id ulid.ULID, path string) (RequestView, error) {
	file, err := r.core.takeFile(ctx, path)
	if err != nil {
		return RequestView{}, err
	}
	return r.Act(id, sop.Act{Kind: sop.ActFile, File: &file})
}

// takeFile copies a file's bytes into the office and gives what to note of it.
func (c *core) takeFile(ctx context.Context, path string) (sop.Attachment, error) {
	name := filepath.Base(path)
	data, err := wholeFile(path)
	if err != nil {
		return sop.Attachment{}, &FileError{name, err}
	}
	if err := ctx.Err(); err != nil {
		return sop.Attachment{}, err
	}
	sha, err := c.store.PutBlob(data)
	return sop.Attachment{ID: ulid.Make(), Name: name, Size: int64(len(data)), SHA: sha}, err
}

// DetachFile takes an attachment off a request. Its bytes stay, so that the
// act can be taken back.
func (r *Requests) DetachFile(id, file ulid.ULID) (RequestView, error) {
	return r.Act(id, sop.Act{Kind: sop.ActUnfile, File: &sop.Attachment{ID: file}})
}

// File gives an attachment with its bytes, as they were when it was attached:
// db.ErrDamaged when they are not that any more.
func (r *Requests) File(id, file ulid.ULID) (sop.Attachment, []byte, error) {
	var a sop.Attachment
	err := r.core.store.Read(func(tx *db.Tx) error {
		req, err := tx.Requests().Get(tx, id)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(req.Attachments, func(a sop.Attachment) bool { return a.ID == file })
		if i < 0 {
			return db.ErrNotFound
		}
		a = req.Attachments[i]
		return nil
	})
	if err != nil {
		return a, nil, err
	}
	data, err := r.core.store.Blob(a.SHA)
	return a, data, err
}

// SaveFile writes an attachment to a path of the user's choice.
func (r *Requests) SaveFile(id, file ulid.ULID, path string) error {
	_, data, err := r.File(id, file)
	if err != nil {
		return err
	}
	return WriteFile(path, data)
}

// ViewFile puts a copy of an attachment where another program can show it and
// gives its path. The original is out of that program's reach; the copies go
// when the office is closed.
func (r *Requests) ViewFile(id, file ulid.ULID) (string, error) {
	a, data, err := r.File(id, file)
	if err != nil {
		return "", err
	}
	return r.core.viewCopy(a, data)
}

// viewCopy puts a copy of an attachment where another program can show it.
func (c *core) viewCopy(a sop.Attachment, data []byte) (string, error) {
	dir, err := c.views.folder()
	if err != nil {
		return "", err
	}
	// Two records may have a file of one name each.
	dir = filepath.Join(dir, a.ID.String())
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	path := filepath.Join(dir, FileName(a.Name))
	return path, WriteFile(path, data)
}

// FileName is a name that every desktop takes: no folder, no control
// characters, not hidden.
func FileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, name)
	name = strings.TrimLeft(strings.TrimSpace(name), ".")
	if name == "" {
		return "lampiran"
	}
	return name
}

// wholeFile reads a file that may lie on a stick or a share: all of it as it
// was at one moment, or an error.
func wholeFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errors.Join(ErrFileGone, err)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return wholeOf(f, path, func() (fs.FileInfo, error) { return os.Stat(path) })
}

// wholeOf reads f and looks afterwards, with again, whether the file is still
// what was read.
func wholeOf(f fs.File, path string, again func() (fs.FileInfo, error)) ([]byte, error) {
	was, err := f.Stat()
	switch {
	case err != nil:
		return nil, errors.Join(ErrFileGone, err)
	case !was.Mode().IsRegular() || !sop.Attachable(path):
		return nil, ErrFileKind
	case was.Size() > sop.MaxAttachment:
		return nil, ErrFileLarge
	case was.Size() == 0:
		return nil, ErrFileEmpty
	}
	data, err := io.ReadAll(io.LimitReader(f, sop.MaxAttachment+1))
	if err != nil {
		return nil, errors.Join(ErrFileGone, err)
	}
	is, err := again()
	if err != nil || is.Size() != was.Size() || !is.ModTime().Equal(was.ModTime()) || int64(len(data)) != was.Size() {
		return nil, errors.Join(ErrFileGone, err)
	}
	return data, nil
}
