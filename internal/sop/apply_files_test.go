package sop_test

import (
	"testing"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func filing(a sop.Attachment) func(*sop.Act) { return func(act *sop.Act) { act.File = &a } }

func scan(n byte) sop.Attachment {
	return sop.Attachment{ID: ulid.ULID{n}, Name: "surat bertanda tangan.pdf", Size: 1000, SHA: string(rune('a' + n))}
}

func TestFiles_come_and_go_with_their_request(t *testing.T) {
	s := tell(t)
	events := s.do(sop.ActFile, "07-09-2026 08.00", filing(scan(1)))
	if len(events) != 1 || events[0].Field != "lampiran" || events[0].New != "surat bertanda tangan.pdf" {
		t.Errorf("noted: %+v", events)
	}
	if a := s.r.Attachments; len(a) != 1 || a[0].By != "Kasi" || a[0].Added.IsZero() {
		t.Errorf("kept: %+v", a)
	}
	s.refused(sop.RuleFileTwice, sop.ActFile, "07-09-2026 08.01", filing(scan(1)))
	s.do(sop.ActFile, "07-09-2026 08.02", filing(scan(2)))
	s.do(sop.ActUnfile, "07-09-2026 08.03", filing(sop.Attachment{ID: ulid.ULID{1}}))
	if a := s.r.Attachments; len(a) != 1 || a[0].ID != (ulid.ULID{2}) {
		t.Errorf("left: %+v", a)
	}
	s.refused(sop.RuleUnknown, sop.ActUnfile, "07-09-2026 08.04", filing(sop.Attachment{ID: ulid.ULID{1}}))
	s.do(sop.ActTrash, "07-09-2026 08.05")
	s.refused(sop.RuleStatus, sop.ActFile, "07-09-2026 08.06", filing(scan(3)))
}

func TestFiles_that_are_none_are_refused(t *testing.T) {
	for name, test := range map[string]struct {
		rule sop.Rule
		edit func(*sop.Attachment)
	}{
		"runs":      {sop.RuleFile, func(a *sop.Attachment) { a.Name = "surat.pdf.sh" }},
		"no ending": {sop.RuleFile, func(a *sop.Attachment) { a.Name = "surat" }},
		"too large": {sop.RuleFile, func(a *sop.Attachment) { a.Size = sop.MaxAttachment + 1 }},
		"empty":     {sop.RuleFile, func(a *sop.Attachment) { a.Size = 0 }},
		"no bytes":  {sop.RuleUnknown, func(a *sop.Attachment) { a.SHA = "" }},
		"no name":   {sop.RuleUnknown, func(a *sop.Attachment) { a.Name = " " }},
		"no id":     {sop.RuleUnknown, func(a *sop.Attachment) { a.ID = ulid.ULID{} }},
	} {
		t.Run(name, func(t *testing.T) {
			a := scan(1)
			test.edit(&a)
			tell(t).refused(test.rule, sop.ActFile, "07-09-2026 08.00", filing(a))
		})
	}
	tell(t).refused(sop.RuleUnknown, sop.ActFile, "07-09-2026 08.00")
}
