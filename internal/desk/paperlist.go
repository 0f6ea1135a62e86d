package desk

import (
	"cmp"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/report"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// The papers of one request, by the names of the command line.
const (
	PaperLetter      = "surat-permintaan" // D1, activity 1
	PaperDisposition = "lembar-disposisi" // D2 and D3, activities 3 and 4
	PaperNote        = "nota-dinas"       // D4, activity 6
	PaperRecord      = "berita-acara"     // D5, optional
	PaperCard        = "kartu-kendali"    // D6, any time
	PaperSOP         = "sop"              // D14, any time
)

// ReadyDocuments names the papers that can be made of a request as it stands,
// in the order of the procedure. Document gives ErrNotReady for the others.
func ReadyDocuments(v RequestView) []string {
	ready := []string{PaperLetter}
	if len(dispositions(v)) > 0 {
		ready = append(ready, PaperDisposition)
	}
	if len(v.Request.Cameras) > 0 && (tested(v.Request) || v.Steps[1].State == sop.StepDone) {
		ready = append(ready, PaperRecord)
	}
	if v.Steps[sop.ProofStep-1].State == sop.StepDone {
		ready = append(ready, PaperNote)
	}
	return append(ready, PaperCard, PaperSOP)
}

// sheet writes the papers besides the nota dinas.
func (r *Papers) sheet(name string, id ulid.ULID, w io.Writer) error {
	f, err := r.file(id)
	if err != nil {
		return err
	}
	switch name {
	case PaperLetter:
		return report.WriteSuratPermintaan(w, f.letter())
	case PaperDisposition:
		sheets := f.dispositionSheets()
		if len(sheets) == 0 {
			return ErrNotReady
		}
		return report.WriteLembarDisposisi(w, sheets...)
	case PaperRecord:
		if len(f.view.Request.Cameras) == 0 {
			return ErrNotReady
		}
		return report.WriteBeritaAcara(w, f.record())
	case PaperCard:
		return report.WriteKartuKendali(w, f.card())
	case PaperSOP:
		return report.WriteSOP(w, versionOf(f.set, f.view.Request), f.set.Paper, false, f.now)
	}
	return ErrUnknownPaper
}

// paperFile is what lies on the table while a paper of a request is written.
type paperFile struct {
	head      report.Letterhead
	view      RequestView
	set       db.Settings
	officials []sop.Official
	near      float64
	now       time.Time
}

func (r *Papers) file(id ulid.ULID) (paperFile, error) {
	c := r.core
	f := paperFile{now: c.now()}
	err := c.store.Read(func(tx *db.Tx) (err error) {
		if f.view, err = c.viewWithoutTrail(tx, id); err != nil {
			return err
		}
		if f.set, err = tx.Settings(); err != nil {
			return err
		}
		f.near, f.head = f.set.NearShare, c.letterhead(f.set)
		f.officials, err = listOf(tx.Officials(), tx)
		return err
	})
	return f, err
}

// signer is who holds an office at t; the office's usual title stands in while
// nobody was entered.
func (f paperFile) signer(role sop.Role, t time.Time) report.Signer {
	o, _ := sop.HolderOf(f.officials, role, t)
	return report.Signer{Title: cmp.Or(o.PrintedTitle(), roleTitle(role)), Name: o.Name, Rank: o.Rank, NIP: o.NIP}
}

// letter is D1: the head of the office asks the agency for access.
func (f paperFile) letter() report.SuratPermintaan {
	req, agency := f.view.Request, f.view.Agency
	evidence := f.view.Steps[0].Step.Evidence
	d := report.SuratPermintaan{
		Head: f.head, Number: evidence.Number, Draft: evidence.Number == "" || evidence.Source == sop.SourceDraft,
		Date: evidence.Date, Nature: natureWord(req.Nature), Subject: "Permintaan Relay Tayangan Kamera Surveillance",
		To: f.addressee(agency), ToPlace: cmp.Or(f.set.City, "tempat"), Printed: f.now,
	}
	if d.Number == "" {
		d.Number = draftNumber(f.set, req.Nature, evidence.Classification, f.now)
	}
	if d.Date.IsZero() {
		d.Date = f.now
	}
	if ref := req.Reference; ref.Number != "" {
		d.Reference = "nomor " + ref.Number
		if !ref.Date.IsZero() {
			d.Reference += " tanggal " + sop.LetterDate(ref.Date)
		}
	}
	cameras := camerasBySite(req)
	for i, s := range req.Sites {
		d.Sites = append(d.Sites, report.SiteRow{Name: s.Name, Address: s.Address, District: s.District, Village: s.Village, Cameras: cameras[i]})
	}
	d.Signer = f.signer(sop.RoleKadis, d.Date)
	kasi := f.signer(sop.RoleKasi, d.Date)
	d.Contact = listed(" ", kasi.Title, f.set.Phone)
	d.CC = []string{f.signer(sop.RoleKabid, d.Date).Title}
	return d
}

// camerasBySite counts the request's cameras at each of its places. One whose
// place is called otherwise, or not at all, stands at the only place there is;
// among several nobody can tell.
func camerasBySite(req sop.Request) []int {
	counts := make([]int, len(req.Sites))
	for _, ref := range req.Cameras {
		i := slices.IndexFunc(req.Sites, func(s sop.Site) bool { return joined(s.Name) == joined(ref.Site) })
		if i < 0 && len(req.Sites) == 1 {
			i = 0
		}
		if i >= 0 {
			counts[i]++
		}
	}
	return counts
}

// addressee is whom the letter is for; the city's own offices carry its name.
func (f paperFile) addressee(a sop.Agency) string {
	if a.Name == "" {
		return "……………………"
	}
	line := a.AddressLine()
	switch a.Kind {
	case "dinas", "badan", "sekretariat", "inspektorat":
		if f.set.City != "" && !strings.Contains(line, f.set.City) {
			return line + " Kota " + f.set.City
		}
	}
	return line
}

// dispositions are the activities of which a sheet can be written: 3 and 4,
// from the moment in which it is their turn.
func dispositions(v RequestView) []StepView {
	var out []StepView
	for _, s := range v.Steps[2:4] {
		if s.State != sop.StepIdle {
			out = append(out, s)
		}
	}
	return out
}

// dispositionSheets are D2 (Kadis to Kabid) and D3 (Kabid to Kasi).
func (f paperFile) dispositionSheets() []report.LembarDisposisi {
	req, access := f.view.Request, f.view.Steps[1].Step
	var out []report.LembarDisposisi
	for _, s := range dispositions(f.view) {
		evidence := s.Step.Evidence
		from, to := dispositionWay(s.Step.N)
		at := cmpTime(evidence.Date, cmpTime(s.Step.Began, f.now))
		out = append(out, report.LembarDisposisi{
			Head: f.head, From: f.view.Agency.Name,
			LetterNumber: cmp.Or(access.Evidence.Number, req.Reference.Number), LetterDate: cmpTime(access.Evidence.Date, req.Reference.Date),
			Received: f.received(s.Step), Agenda: cmp.Or(evidence.Number, f.view.Steps[2].Step.Evidence.Number, req.Reference.Agenda),
			Urgency: req.Urgency, Secret: strings.Contains(req.Nature, "rahasia"), Subject: req.Subject,
			To:           []report.Tick{{Label: f.signer(to, at).Title, On: true}, {Label: "Sekretaris"}, {Label: "……………………………"}},
			Instructions: instructionTicks(evidence), Note: sheetNote(evidence), Deadline: evidence.Deadline, Date: evidence.Date,
			Signer: f.signer(from, at), Request: req.Number, Printed: f.now,
		})
	}
	return out
}

// received is when the letter came to who disposes of it.
func (f paperFile) received(step sop.Step) time.Time {
	before := cmpTime(f.view.Steps[step.N-2].Step.Ended, step.Began)
	if step.N == 3 && f.view.Steps[1].Step.Evidence.Number == "" && f.view.Request.Reference.Number != "" {
		return cmpTime(f.view.Request.Reference.Received, before)
	}
	return before
}

// record is D5: of the cameras' test when there was one, else of the handing
// over of access.
func (f paperFile) record() report.BeritaAcara {
	req, agency := f.view.Request, f.view.Agency
	at := f.view.Steps[1].Step.Ended
	for _, ref := range req.Cameras {
		if ref.Proof != nil && ref.Proof.At.After(at) {
			at = ref.Proof.At
		}
	}
	if at.IsZero() {
		at = f.now
	}
	contact := req.Contact
	if contact.Name == "" {
		contact = agency.Contact
	}
	d := report.BeritaAcara{
		Head: f.head, Number: draftNumber(f.set, req.Nature, "", at), Draft: true, Date: at, Handover: !tested(req),
		First:   report.Party{Signer: f.signer(sop.RoleKasi, at), Office: f.set.Office, Address: f.set.Address},
		Second:  report.Party{Signer: report.Signer{Title: contact.Position, Name: contact.Name}, Office: agency.Name, Address: agency.Address},
		Witness: f.signer(sop.RoleKadis, at), Place: listed(" Kota ", "Data Center", f.set.City),
		Request: req.Number, Agency: agency.Name, Cameras: results(req), Printed: f.now,
	}
	if d.Handover { // who had the access hands it over
		d.First, d.Second = d.Second, d.First
	}
	if note := f.view.Steps[sop.ProofStep-1].Step.Note; note != "" && !d.Handover {
		d.Notes = []string{note}
	}
	return d
}

// tested says whether a camera of the request was ever read through the relay.
func tested(req sop.Request) bool {
	for _, ref := range req.Cameras {
		if ref.Proof != nil {
			return true
		}
	}
	return false
}
