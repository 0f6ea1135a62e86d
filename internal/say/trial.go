package say

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
)

// TrialState names how a row of a table of cameras stands.
func TrialState(s desk.TrialState) string {
	switch s {
	case desk.TrialBad:
		return lang.X("say.trial.bad", "Salah isi")
	case desk.TrialWaiting:
		return lang.X("say.trial.waiting", "Belum diuji")
	case desk.TrialRunning:
		return lang.X("say.trial.running", "Diuji…")
	case desk.TrialFailed:
		return lang.X("say.trial.failed", "Gagal diuji")
	case desk.TrialTwice:
		return lang.X("say.trial.twice", "Sudah ada")
	case desk.TrialLook:
		return lang.X("say.trial.look", "Perhatikan")
	}
	return lang.X("say.trial.good", "Siap")
}

// TrialRow says why a row stands as it does; long gives the advice too.
func TrialRow(r desk.TrialRow, long bool) string {
	var out []string
	for _, f := range r.Problems {
		if r.State() != desk.TrialBad {
			continue // it is one of ours, as the twin says
		}
		named := *f
		if named.Field == "jalur" { // in the register the column means the camera
			named.Field = "path"
		}
		out = append(out, Field(&named).String())
	}
	if v := r.Verdict; v != nil && len(r.Problems) == 0 && !v.Cancelled {
		if v.Cause != camera.NoCause {
			trouble := Cause(v.Cause)
			if !long {
				trouble = Sentence{What: trouble.What}
			}
			out = append(out, trouble.String())
		}
		for _, w := range v.Warnings {
			out = append(out, Warning(w))
		}
	}
	if r.Twin != nil {
		out = append(out, twin(*r.Twin))
	}
	if v := r.Verdict; v != nil && v.Relayable {
		out = append(out, stream(*v))
	}
	return strings.Join(out, " ")
}

// twin says which camera a row doubles.
func twin(t desk.TrialTwin) string {
	v := values{"Name": t.Name, "Line": strconv.Itoa(t.Line)}
	switch {
	case t.Why == desk.TwinSight && t.Line > 0:
		return lang.X("say.trial.twin.sight.line", "Gambarnya sama dengan baris {{.Line}} ({{.Name}}) saat ini.", v)
	case t.Why == desk.TwinSight:
		return lang.X("say.trial.twin.sight", "Gambarnya sama dengan {{.Name}} saat ini.", v)
	case t.Line > 0:
		return lang.X("say.trial.twin.line", "Alamatnya sama dengan baris {{.Line}} ({{.Name}}).", v)
	}
	return lang.X("say.trial.twin", "Sudah direlay sebagai {{.Name}}.", v)
}

// stream is codec, size and rate in one line.
func stream(v camera.Verdict) string {
	parts := []string{v.Codec}
	if v.Width > 0 {
		parts = append(parts, strconv.Itoa(v.Width)+"×"+strconv.Itoa(v.Height))
	}
	if v.Kbps > 0 {
		parts = append(parts, Kbps(v.Kbps))
	}
	return strings.Join(parts, " · ") + "."
}
