package sop

import (
	"path"
	"slices"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"
)

// Attachment is a file that belongs to a request: a signed scan, an access
// sheet. The bytes lie elsewhere under SHA; here stands what they are called.
type Attachment struct {
	ID    ulid.ULID
	Name  string // as the file was called
	Size  int64
	SHA   string // SHA-256, hexadecimal
	Added time.Time
	By    string
}

// MaxAttachment is how large one attachment may be (domain 12).
const MaxAttachment = 20 << 20

// AttachmentTypes lists the endings of files that may be attached: papers and
// pictures, nothing that runs.
func AttachmentTypes() []string {
	return []string{".pdf", ".jpg", ".jpeg", ".png", ".docx", ".xlsx", ".doc", ".xls", ".odt", ".ods", ".txt", ".csv"}
}

// Attachable says whether a file of that name may be attached.
func Attachable(name string) bool {
	return slices.Contains(AttachmentTypes(), strings.ToLower(path.Ext(name)))
}

// FilesOpen says whether attachments may come and go: not in the trash, and
// not while the request is archived.
func (r Request) FilesOpen() bool { return r.Trashed.IsZero() && r.Status != Archived }

// file adds an attachment.
func (c *change) file() error {
	if c.act.File == nil {
		return &Refusal{Rule: RuleUnknown, Field: "lampiran"}
	}
	added := *c.act.File
	added.Added, added.By = c.act.At, c.act.By
	files, err := WithFile(c.r.Attachments, added)
	if err != nil {
		return err
	}
	c.r.Attachments = files
	c.note(0, "lampiran", "", added.Name)
	return nil
}

// WithFile gives files with one more, or a *Refusal: the same bytes are kept
// once for each record.
func WithFile(files []Attachment, a Attachment) ([]Attachment, error) {
	if a.ID.IsZero() || a.SHA == "" || strings.TrimSpace(a.Name) == "" {
		return nil, &Refusal{Rule: RuleUnknown, Field: "lampiran"}
	}
	if !Attachable(a.Name) || a.Size < 1 || a.Size > MaxAttachment {
		return nil, &Refusal{Rule: RuleFile, Field: "lampiran", Text: a.Name}
	}
	for _, has := range files {
		if has.SHA == a.SHA || has.ID == a.ID {
			return nil, &Refusal{Rule: RuleFileTwice, Field: "lampiran", Text: has.Name}
		}
	}
	return append(slices.Clone(files), a), nil
}

// unfile takes an attachment off the request; its bytes stay where they are,
// so that the act can be taken back.
func (c *change) unfile() error {
	i := slices.IndexFunc(c.r.Attachments, func(a Attachment) bool { return c.act.File != nil && a.ID == c.act.File.ID })
	if i < 0 {
		return &Refusal{Rule: RuleUnknown, Field: "lampiran"}
	}
	c.note(0, "lampiran", c.r.Attachments[i].Name, "")
	c.r.Attachments = slices.Delete(c.r.Attachments, i, i+1)
	return nil
}
