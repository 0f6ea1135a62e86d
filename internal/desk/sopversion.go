package desk

import (
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/report"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// mostMinutes bounds the standard time of one activity: a working month.
const mostMinutes = 10_000

// AdoptSOP puts a new version of the SOP in force. The one before is kept, and
// requests that have begun go on by the version they began with (rule T7).
func (r *Office) AdoptSOP(v sop.Version) error {
	v.Name, v.Number = strings.TrimSpace(v.Name), strings.TrimSpace(v.Number)
	return r.core.write("versi-sop", "", time.Time{}, func(tx *db.Tx) error {
		s, err := tx.Settings()
		if err != nil {
			return err
		}
		if err := checkVersion(v, s); err != nil {
			return err
		}
		s.SOPPast = append(slices.Clone(s.SOPPast), s.SOP)
		s.SOP = v
		return tx.PutSettings(s)
	})
}

func checkVersion(v sop.Version, s db.Settings) error {
	switch {
	case v.Name == "":
		return &FieldError{Field: "version", Rule: FieldMissing}
	case v.Number == "":
		return &FieldError{Field: "number", Rule: FieldMissing}
	}
	for _, old := range append(slices.Clone(s.SOPPast), s.SOP) {
		if strings.EqualFold(old.Name, v.Name) {
			return &FieldError{Field: "version", Rule: FieldTaken, Value: v.Name, Other: old.Number}
		}
	}
	for _, a := range v.Activities {
		switch field := strconv.Itoa(a.N); {
		case strings.TrimSpace(a.Text) == "":
			return &FieldError{Field: "activity" + field, Rule: FieldMissing}
		case a.Minutes < 1 || a.Minutes > mostMinutes:
			return &FieldError{Field: "minutes" + field, Rule: FieldChoice, Value: strconv.Itoa(a.Minutes)}
		}
	}
	return nil
}

// WriteSOP writes the sheet of the SOP in force (D14), with the words of the
// signed paper or the corrected ones.
func (r *Papers) WriteSOP(w io.Writer, verbatim bool) error {
	var set db.Settings
	err := r.core.store.Read(func(tx *db.Tx) (err error) {
		set, err = tx.Settings()
		return err
	})
	if err != nil {
		return err
	}
	return report.WriteSOP(w, set.SOP, set.Paper, verbatim, r.core.now())
}

// versionOf is the SOP a request goes by: the one it began with, the one in
// force while it is a draft.
func versionOf(set db.Settings, r sop.Request) sop.Version {
	for _, v := range set.SOPPast {
		if v.Name == r.Rules.SOPVersion {
			return v
		}
	}
	return set.SOP
}
