package desk_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func TestAdoptSOP_keeps_the_version_before_and_refuses_what_is_none(t *testing.T) {
	d, err := desk.Open(desk.Config{Dir: t.TempDir(), Offline: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	revised := func(edit func(*sop.Version)) sop.Version {
		v := sop.DefaultVersion()
		v.Name, v.Number = "2026", "065/12/TKPBET/2026"
		v.Activities = append([]sop.Activity(nil), v.Activities...)
		v.Activities[4].Minutes = 90
		edit(&v)
		return v
	}
	for name, row := range map[string]struct {
		edit  func(*sop.Version)
		field string
		rule  desk.FieldRule
	}{
		"no name":       {func(v *sop.Version) { v.Name = " " }, "version", desk.FieldMissing},
		"no number":     {func(v *sop.Version) { v.Number = "" }, "number", desk.FieldMissing},
		"the same name": {func(v *sop.Version) { v.Name = sop.DefaultVersion().Name }, "version", desk.FieldTaken},
		"no time":       {func(v *sop.Version) { v.Activities[2].Minutes = 0 }, "minutes3", desk.FieldChoice},
		"a year":        {func(v *sop.Version) { v.Activities[0].Minutes = 500_000 }, "minutes1", desk.FieldChoice},
		"no words":      {func(v *sop.Version) { v.Activities[5].Text = "\n" }, "activity6", desk.FieldMissing},
	} {
		var refusal *desk.FieldError
		if err := d.Office.AdoptSOP(revised(row.edit)); !errors.As(err, &refusal) || refusal.Field != row.field || refusal.Rule != row.rule {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := d.Office.AdoptSOP(revised(func(*sop.Version) {})); err != nil {
		t.Fatal(err)
	}
	s, err := d.Office.Settings()
	if err != nil {
		t.Fatal(err)
	}
	if s.SOP.Total() != 165 || len(s.SOPPast) != 1 || s.SOPPast[0].Total() != 135 {
		t.Errorf("in force %d minutes, %d before", s.SOP.Total(), len(s.SOPPast))
	}
	var b bytes.Buffer
	if err := d.Papers.WriteSOP(&b, true); err != nil || !bytes.HasPrefix(b.Bytes(), []byte("%PDF-")) {
		t.Errorf("the sheet: %v", err)
	}
}
