package say

import (
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Refusal says which rule says no and what would mend it (domain 5.6).
func Refusal(r *sop.Refusal) Sentence {
	v := values{"Step": r.Step, "Other": r.Other, "Standard": r.Standard, "Actual": r.Actual, "Time": DateClock(r.Time)}
	if s, ok := refusalOfTime(r, v); ok {
		return s
	}
	if s, ok := refusalOfFacts(r, v); ok {
		return s
	}
	if s, ok := refusalOfFile(r); ok {
		return s
	}
	return refusalOfState(r, v)
}

// refusalOfTime are the rules about times.
func refusalOfTime(r *sop.Refusal, v values) (Sentence, bool) {
	switch r.Rule {
	case sop.RuleEndBeforeBegin:
		return Sentence{What: lang.X("say.rule.end-before-begin", "Waktu selesai tidak boleh lebih awal daripada waktu mulai.")}, true
	case sop.RuleBeforePrevious:
		return Sentence{What: lang.X("say.rule.before-previous", "Waktu mulai tidak boleh lebih awal daripada selesainya langkah {{.Other}} ({{.Time}}).", v)}, true
	case sop.RuleAfterNext:
		return Sentence{What: lang.X("say.rule.after-next", "Waktu selesai tidak boleh lebih akhir daripada mulainya langkah {{.Other}} ({{.Time}}).", v)}, true
	case sop.RuleBeforeReturn:
		return Sentence{What: lang.X("say.rule.before-return", "Waktu mulai tidak boleh lebih awal daripada saat langkah {{.Step}} dikembalikan ({{.Time}}).", v)}, true
	case sop.RuleFuture:
		return Sentence{What: lang.X("say.rule.future", "Waktu tidak boleh melebihi waktu sekarang.")}, true
	case sop.RuleTime:
		return Sentence{What: lang.X("say.rule.time", "Waktu wajib diisi.")}, true
	case sop.RuleDeadline:
		return Sentence{What: lang.X("say.rule.deadline", "Batas waktu disposisi tidak boleh lebih awal daripada tanggal disposisi ({{.Date}}).", values{"Date": ShortDate(r.Time)})}, true
	case sop.RulePauseOrder:
		return Sentence{
			What: lang.X("say.rule.pause-order", "Waktu ini tidak sesuai dengan jeda yang sudah dicatat ({{.Time}}).", v),
			Do:   lang.X("say.rule.pause-order.do", "Isi waktu setelah jeda tersebut."),
		}, true
	case sop.RuleOutsideHours:
		v["When"] = whenOutside(r)
		return Sentence{
			What: lang.X("say.rule.outside-hours", "Waktu ini di luar jam kerja ({{.When}}).", v),
			Do:   lang.X("say.rule.outside-hours.do", "Tandai \"Dikerjakan di luar jam kerja\"?"),
		}, true
	case sop.RuleLateCause:
		return Sentence{
			What: lang.X("say.rule.late", "Langkah {{.Step}} melewati waktu baku {{.Standard}} menit (realisasi {{.Actual}} menit).", v),
			Do:   lang.X("say.rule.late.do", "Isi penyebab keterlambatan."),
		}, true
	}
	return Sentence{}, false
}

// whenOutside names the day; on working days that alone would puzzle, so the
// time stands beside it.
func whenOutside(r *sop.Refusal) string {
	day := Weekday(r.Time.In(sop.WIB()).Weekday())
	if weekday := r.Time.In(sop.WIB()).Weekday(); weekday == time.Saturday || weekday == time.Sunday {
		return day
	}
	return strings.Join([]string{day, Clock(r.Time)}, ", ")
}

// refusalOfFacts are the rules about what must be filled in.
func refusalOfFacts(r *sop.Refusal, v values) (Sentence, bool) {
	switch r.Rule {
	case sop.RuleMandatoryMissing:
		v["Items"] = strings.Join(r.Items, ", ")
		return Sentence{What: lang.X("say.rule.mandatory", "Langkah belum dapat diselesaikan. Kelengkapan belum dipenuhi: {{.Items}}.", v)}, true
	case sop.RuleEvidence:
		return Sentence{
			What: lang.X("say.rule.evidence", "Langkah {{.Step}} belum dapat diselesaikan karena bukti keluaran belum lengkap.", v),
			Do:   evidenceOf(r.Step),
		}, true
	case sop.RuleReason:
		return Sentence{What: lang.X("say.rule.reason", "Alasan wajib diisi (minimal 10 huruf).")}, true
	case sop.RuleAgency:
		return Sentence{What: lang.X("say.rule.agency", "Perangkat Daerah wajib dipilih.")}, true
	case sop.RuleSubject:
		return Sentence{What: lang.X("say.rule.subject", "Hal wajib diisi.")}, true
	case sop.RuleSite:
		return Sentence{What: lang.X("say.rule.site", "Sedikitnya satu lokasi wajib diisi.")}, true
	case sop.RuleOfficials:
		var roles []string
		for _, role := range r.Items {
			roles = append(roles, Role(sop.Role(role)))
		}
		v["Roles"] = strings.Join(roles, ", ")
		return Sentence{
			What: lang.X("say.rule.officials", "Belum ada pejabat untuk: {{.Roles}}.", v),
			Do:   lang.X("say.rule.officials.do", "Isi nama pejabat di Pengaturan."),
		}, true
	case sop.RuleNote:
		return Sentence{
			What: lang.X("say.rule.note", "Sebagian kamera belum tayang dan belum ada keterangannya."),
			Do:   lang.X("say.rule.note.do", "Isi keterangan langkah 5 sebelum menyelesaikannya."),
		}, true
	case sop.RuleNotTested:
		return Sentence{
			What: lang.X("say.rule.not-tested", "Belum ada kamera yang diuji."),
			Do:   lang.X("say.rule.not-tested.do", "Uji sedikitnya satu kamera melalui panduan kamera."),
		}, true
	case sop.RuleAllFailed:
		return Sentence{
			What: lang.X("say.rule.all-failed", "Tidak ada kamera yang berhasil tayang."),
			Do:   lang.X("say.rule.all-failed.do", "Tunda, kembalikan ke langkah 2, atau batalkan permintaan."),
		}, true
	case sop.RuleCamera:
		return Sentence{
			What: lang.X("say.rule.camera", "Kamera ini belum dikaitkan dengan permintaan."),
			Do:   lang.X("say.rule.camera.do", "Kaitkan kamera dengan permintaan, lalu uji lagi."),
		}, true
	}
	return Sentence{}, false
}

// evidenceOf says which evidence an activity leaves behind (domain 5.5).
func evidenceOf(step int) string {
	switch step {
	case 1:
		return lang.X("say.evidence.letter", "Isi nomor dan tanggal surat.")
	case 2:
		return lang.X("say.evidence.access", "Kaitkan sedikitnya satu kamera atau isi data aksesnya.")
	case 3, 4:
		return lang.X("say.evidence.sheet", "Isi tanggal dan instruksi lembar disposisi.")
	case 6:
		return lang.X("say.evidence.report", "Isi nomor dan tanggal nota dinas.")
	}
	return lang.X("say.evidence.any", "Isi bukti keluaran.")
}

// refusalOfState are the rules about what may be done now.
func refusalOfState(r *sop.Refusal, v values) Sentence {
	switch r.Rule {
	case sop.RuleOrder:
		return Sentence{What: lang.X("say.rule.order", "Langkah {{.Step}} belum dapat dimulai karena langkah {{.Other}} belum selesai.", v)}
	case sop.RuleStatus:
		v["Status"] = Status(sop.Status(r.Text))
		return Sentence{
			What: lang.X("say.rule.status", "Tindakan ini tidak dapat dilakukan pada permintaan berstatus {{.Status}}.", v),
			Do:   lang.X("say.rule.status.do", "Segarkan halaman untuk melihat keadaan terbaru."),
		}
	case sop.RuleOpenPause:
		return Sentence{
			What: lang.X("say.rule.open-pause", "Langkah {{.Step}} sedang ditunda.", v),
			Do:   lang.X("say.rule.open-pause.do", "Lanjutkan langkah ini terlebih dahulu."),
		}
	case sop.RuleNotRunning:
		return Sentence{What: lang.X("say.rule.not-running", "Langkah {{.Step}} tidak sedang berjalan.", v)}
	case sop.RuleAlreadyBegun:
		return Sentence{What: lang.X("say.rule.already-begun", "Langkah {{.Step}} sudah dimulai.", v)}
	case sop.RuleAlreadyDone:
		return Sentence{
			What: lang.X("say.rule.already-done", "Langkah {{.Step}} sudah selesai.", v),
			Do:   lang.X("say.rule.already-done.do", "Gunakan Koreksi Waktu bila waktunya keliru."),
		}
	case sop.RuleReturnTarget:
		return Sentence{What: lang.X("say.rule.return-target", "Permintaan hanya dapat dikembalikan ke langkah yang lebih awal.")}
	case sop.RuleVersion:
		return Sentence{
			What: lang.X("say.rule.version", "Versi SOP yang berlaku tidak memuat enam langkah dengan waktu baku."),
			Do:   lang.X("say.rule.version.do", "Perbaiki versi SOP di Pengaturan."),
		}
	case sop.RuleUnknown:
		return unexpected()
	}
	return unexpected()
}
