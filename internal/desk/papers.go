package desk

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/report"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Papers is the room of what leaves the office as a file: letters and lists.
// What is printed is the office's Indonesian, whatever the window speaks.
type Papers struct{ core *core }

// NotaDinas writes the nota dinas laporan hasil relay of a request: the
// report of activity 6 on activity 5, which must be finished. Without an
// official number it is marked as a draft.
func (r *Papers) NotaDinas(id ulid.ULID, w io.Writer) error {
	d, err := r.notaDinas(id)
	if err != nil {
		return err
	}
	return report.WriteNotaDinas(w, d)
}

// Keep writes a paper that was made to a file; a file that is there already is
// replaced only when the new one is whole. When it is a form of monitoring or
// evaluation, the office has done that now.
func (r *Papers) Keep(path, paper string, data []byte) error {
	if err := WriteFile(path, data); err != nil {
		return err
	}
	return r.core.reviewed(paper)
}

// View puts a copy of a paper where another program can show and print it and
// gives its path; the copies go when the office is closed.
func (r *Papers) View(name string, data []byte) (string, error) {
	dir, err := r.core.views.folder()
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, FileName(name))
	return path, WriteFile(path, data)
}

// SuggestName proposes a file name for a paper of a request.
func (r *Papers) SuggestName(document, number, extension string) string {
	clean := strings.Map(func(c rune) rune {
		if strings.ContainsRune(`/\:*?"<>| `, c) {
			return '-'
		}
		return c
	}, document+"-"+number)
	return clean + "." + strings.TrimPrefix(extension, ".")
}

// WriteFile puts data beside path, makes sure of it on the disk, and takes it
// into place: nobody ever opens half a document.
func WriteFile(path string, data []byte) error { return writeFile(path, data, 0o644) }

// WriteSecretFile is WriteFile for the owner's eyes only.
func WriteSecretFile(path string, data []byte) error { return writeFile(path, data, 0o600) }

func writeFile(path string, data []byte, mode os.FileMode) (err error) {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".cctvdesk-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = tmp.Close()
			_ = os.Remove(tmp.Name())
		}
	}()
	if _, err = tmp.Write(data); err != nil {
		return err
	}
	if err = tmp.Chmod(mode); err != nil {
		return err
	}
	if err = tmp.Sync(); err != nil {
		return err
	}
	if err = tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

// notaDinas gathers what the paper says.
func (r *Papers) notaDinas(id ulid.ULID) (report.NotaDinas, error) {
	c := r.core
	var d report.NotaDinas
	err := c.store.Read(func(tx *db.Tx) error {
		v, err := c.viewWithoutTrail(tx, id)
		if err != nil {
			return err
		}
		five, six := v.Steps[4], v.Steps[5]
		if five.State != sop.StepDone {
			return ErrNotReady
		}
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		evidence := six.Step.Evidence
		d = report.NotaDinas{
			Head: c.letterhead(set), Number: evidence.Number, Date: evidence.Date,
			Draft:   evidence.Number == "" || evidence.Source == sop.SourceDraft,
			Nature:  natureWord(v.Request.Nature),
			Subject: "Laporan Hasil Relay Tayangan Surveillance " + v.Agency.Name,
			Request: v.Request.Number, Agency: v.Agency.Name,
			DispositionDate: cmpTime(v.Steps[3].Step.Evidence.Date, v.Steps[3].Step.Ended),
			Minutes:         five.Judgement.Minutes, Standard: five.Judgement.Standard,
			LateCause: causeWord(five.Step.LateCause), Printed: c.now(), SOP: v.Request.Rules.SOPVersion,
		}
		if d.Number == "" {
			d.Number = draftNumber(set, v.Request.Nature, evidence.Classification, c.now())
		}
		if d.Date.IsZero() {
			d.Date = c.now()
		}
		if err := signers(tx, &d); err != nil {
			return err
		}
		d.Obstacles = obstacles(five.Step)
		d.Cameras = results(v.Request)
		d.Suggestions = suggestions(d.Cameras)
		return nil
	})
	if err != nil {
		return d, err
	}
	return d, r.pictures(&d, id)
}

// pictures adds the kept pictures; one that cannot be read any more is left
// out of the paper and named in the log.
func (r *Papers) pictures(d *report.NotaDinas, id ulid.ULID) error {
	req, err := (&Requests{r.core}).Get(id)
	if err != nil {
		return err
	}
	for i, ref := range req.Request.Cameras {
		if ref.Proof == nil || ref.Proof.Picture == "" {
			continue
		}
		data, err := r.core.store.Blob(ref.Proof.Picture)
		if err != nil {
			r.core.log.Error("paper: a proof's picture could not be read", "camera", ref.CameraID, "err", err)
			continue
		}
		d.Cameras[i].Picture = data
	}
	return nil
}

// letterhead is the kop of the office with its emblem. One that cannot be read
// any more is left out and named in the log.
func (c *core) letterhead(set db.Settings) report.Letterhead {
	var emblem []byte
	if set.Logo != "" {
		var err error
		if emblem, err = c.store.Blob(set.Logo); err != nil {
			c.log.Error("paper: the emblem could not be read", "err", err)
		}
	}
	var contact []string
	for _, s := range []string{set.Phone, set.Web, set.Email} {
		if s != "" {
			contact = append(contact, s)
		}
	}
	return report.Letterhead{
		Government: set.Government, Office: set.Office, Address: set.Address,
		Contact: strings.Join(contact, " · "), City: set.City, Logo: emblem, Paper: set.Paper,
	}
}

// signers fills from whom the report goes to whom, as of its date.
func signers(tx *db.Tx, d *report.NotaDinas) error {
	at, err := officialsAt(tx, d.Date)
	if err != nil {
		return err
	}
	kadis, kabid, kasi := at[sop.RoleKadis], at[sop.RoleKabid], at[sop.RoleKasi]
	d.To = cmp.Or(title(kadis), "Kepala Dinas Komunikasi dan Informatika")
	d.From = cmp.Or(title(kasi), "Kepala Seksi Sarana dan Prasarana TIK")
	d.CC = []string{cmp.Or(title(kabid), "Kepala Bidang TKPBET")}
	d.Disposition = d.CC[0]
	d.Signer = report.Signer{Title: d.From, Name: kasi.Name, Rank: kasi.Rank, NIP: kasi.NIP}
	return nil
}

// title is an official's jabatan as printed, with Plt. or Plh. before it.
func title(o sop.Official) string {
	if o.Acting == "" || o.Title == "" {
		return o.Title
	}
	return strings.ToUpper(o.Acting[:1]) + o.Acting[1:] + ". " + o.Title
}

func results(req sop.Request) []report.CameraResult {
	out := make([]report.CameraResult, 0, len(req.Cameras))
	for _, ref := range req.Cameras {
		c := report.CameraResult{Name: ref.Name, Site: ref.Site}
		if p := ref.Proof; p != nil {
			c.Path, c.Result, c.Codec, c.FPS, c.Kbps = p.Path, string(p.Result), p.Codec, p.FPS, p.Kbps
			c.At, c.FirstPicture, c.Cause = p.At, p.FirstPicture, cmp.Or(p.Note, p.Cause)
			c.Measured, c.Lost, c.Received, c.UDP = p.Measured, p.Lost, p.Received, p.UDP
			if p.Width > 0 {
				c.Size = fmt.Sprintf("%d×%d", p.Width, p.Height)
			}
		}
		out = append(out, c)
	}
	return out
}

// obstacles are the pauses of activity 5 and its late cause, in the words of
// the SOP's lists.
func obstacles(s sop.Step) []string {
	var out []string
	for _, p := range s.Pauses {
		out = append(out, cmp.Or(p.Note, causeWord(p.Reason)))
	}
	if s.LateCause != "" {
		out = append(out, causeWord(s.LateCause))
	}
	if s.Note != "" {
		out = append(out, s.Note)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// suggestions names the cameras that need another visit.
func suggestions(cameras []report.CameraResult) []string {
	var failed []string
	for _, c := range cameras {
		if c.Result != string(sop.Success) {
			failed = append(failed, c.Name)
		}
	}
	if len(failed) == 0 {
		return nil
	}
	return []string{"Menindaklanjuti kamera yang belum berhasil tayang bersama Perangkat Daerah: " + strings.Join(failed, ", ") + "."}
}

// draftNumber is the number the template proposes; the official one is given
// by TU or SRIKANDI.
func draftNumber(set db.Settings, nature, class string, now time.Time) string {
	return sop.FormatNumber(set.NumberTemplate, sop.NumberParts{
		Nature: nature, Classification: cmp.Or(class, usualClassification(set)), Unit: set.UnitCode, Date: now,
	})
}

// Documents are the papers of one request that Document makes.
func Documents() []string {
	return []string{PaperLetter, PaperDisposition, PaperRecord, PaperNote, PaperCard, PaperSOP}
}

// Lists are the lists that List makes.
func Lists() []string {
	return []string{"requests", "cameras", listEquipment, listMoves, listLabels, listTemplate, listExample, "outages", "availability", "audit"}
}

// ListFormats lists the formats that a list is written in.
func ListFormats(name string) []string {
	switch name {
	case listLabels:
		return []string{"pdf"}
	case listTemplate:
		return []string{"xlsx"}
	case listExample:
		return []string{"xlsx", "csv"}
	}
	return []string{"xlsx", "csv", "json", "pdf"}
}

// Document writes one paper of a request as PDF.
func (r *Papers) Document(name string, id ulid.ULID, w io.Writer) error {
	if name == PaperNote {
		return r.NotaDinas(id, w)
	}
	return r.sheet(name, id, w)
}
