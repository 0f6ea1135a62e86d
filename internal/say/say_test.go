package say_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/assets"
	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// speak loads a language for one test and goes back to Indonesian after it.
func speak(t *testing.T, language string) {
	t.Helper()
	if err := say.Load(language); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := say.Load("id"); err != nil {
			t.Error(err)
		}
	})
}

// both runs a test in both languages.
func both(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	for _, language := range say.Languages() {
		t.Run(language, func(t *testing.T) {
			speak(t, language)
			test(t)
		})
	}
}

func TestLoad_chooses_the_language_whatever_the_machine_speaks(t *testing.T) {
	for _, machine := range []string{"", "C", "POSIX", "de_DE.UTF-8", "en_US.UTF-8", "id_ID.UTF-8"} {
		t.Run(machine, func(t *testing.T) {
			t.Setenv("LC_ALL", machine)
			t.Setenv("LANGUAGE", "fr:de")
			for language, want := range map[string]string{"id": "Draf", "": "Draf", "fr": "Draf", "en": "Draft"} {
				speak(t, language)
				if got := say.Status(sop.Draft); got != want {
					t.Errorf("%q: %q, want %q", language, got, want)
				}
			}
			if os.Getenv("LC_ALL") != machine || os.Getenv("LANGUAGE") != "fr:de" {
				t.Error("the environment was left changed")
			}
		})
	}
}

// Fyne has some forty words of its own and speaks no Indonesian.
func TestLoad_teaches_Fyne_Indonesian(t *testing.T) {
	words := map[string]string{"Cancel": "Batal", "Open": "Buka", "file.name": "Nama", "monday.short": "Sen"}
	for key, want := range words {
		if got := lang.X(key, "?"); got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
	speak(t, "en")
	if got := lang.X("Cancel", "?"); got != "Cancel" {
		t.Errorf("in English: %q", got)
	}
}

// A key of Fyne's that we do not know would be shown in English. The list is
// that of v2.8.1; whoever raises Fyne's version looks at it again.
func TestFyne_has_no_word_we_do_not_translate(t *testing.T) {
	text, err := fs.ReadFile(assets.Lang(), "fyne.id.json")
	if err != nil {
		t.Fatal(err)
	}
	var have map[string]any
	if err := json.Unmarshal(text, &have); err != nil {
		t.Fatal(err)
	}
	want := strings.Fields(`Advanced Cancel Confirm Copy Cut Error Favourites File Folder No OK Open Paste Quit Redo Save Undo
		Yes file.name file.parent`)
	want = append(want, "Create Folder", "Enter filename", "New Folder", "Select all", "Show Hidden Files", "(Parent)")
	for day := range 7 {
		name := strings.ToLower(time.Weekday(day).String())
		want = append(want, name, name+".short")
	}
	for _, key := range want {
		if have[key] == nil {
			t.Errorf("%s has no Indonesian word", key)
		}
	}
}

func full(t *testing.T, name string, s say.Sentence) {
	t.Helper()
	if s.What == "" || s.Do == "" || s.Who == "" {
		t.Errorf("%s: what, what to do and who can help: %+v", name, s)
	}
	sound(t, name, s.String())
}

// sound refuses what a careless catalogue leaves behind.
func sound(t *testing.T, name, text string) {
	t.Helper()
	if text == "" || strings.Contains(text, "<no value>") || strings.Contains(text, "{{") || strings.Contains(text, "say.") {
		t.Errorf("%s: %q", name, text)
	}
}

func TestEvery_fault_has_a_short_word_of_its_own(t *testing.T) {
	both(t, func(t *testing.T) {
		seen := map[string]relay.FaultKind{}
		for _, kind := range relay.FaultKinds() {
			s := say.ShortFault(kind)
			if other, twice := seen[s]; twice || s == "" || len([]rune(s)) > 24 {
				t.Errorf("%s is called %q, like %q", kind, s, other)
			}
			seen[s] = kind
		}
	})
}

func TestEvery_fault_and_cause_has_a_sentence(t *testing.T) {
	both(t, func(t *testing.T) {
		bug := say.Error(errors.New("anything"))
		for _, kind := range relay.FaultKinds() {
			s := say.Fault(&relay.Fault{Kind: kind, Op: "dial", Err: errors.New("secret cause")})
			full(t, string(kind), s)
			if s == bug {
				t.Errorf("%s is called a mistake of ours", kind)
			}
			if got := say.Error(fmt.Errorf("desk: %w", &relay.Fault{Kind: kind})); got != s {
				t.Errorf("%s as an error: %v", kind, got)
			}
		}
		for _, cause := range camera.Causes() {
			s := say.Cause(cause)
			full(t, string(cause), s)
			if s == bug {
				t.Errorf("%s is called a mistake of ours", cause)
			}
		}
	})
	if say.Fault(nil) != (say.Sentence{}) || say.Cause(camera.NoCause) != (say.Sentence{}) || say.Error(nil) != (say.Sentence{}) {
		t.Error("nothing is wrong, yet something is said")
	}
	full(t, "unknown", say.Fault(&relay.Fault{Kind: "new"}))
	full(t, "unknown", say.Cause("new"))
}

func TestEvery_rule_has_a_sentence(t *testing.T) {
	both(t, func(t *testing.T) {
		bug := say.Error(errors.New("anything"))
		for _, rule := range sop.AllRules() {
			for step := 1; step <= sop.Activities; step++ {
				s := say.Refusal(&sop.Refusal{Rule: rule, Step: step, Items: []string{"kasi"}, Time: time.Now()})
				sound(t, string(rule), s.String())
				if s == bug && rule != sop.RuleUnknown {
					t.Errorf("%s is called a mistake of ours", rule)
				}
			}
		}
	})
}

// Domain 5.6, to the letter.
func TestRefusals_read_as_the_domain_says(t *testing.T) {
	when := time.Date(2026, 9, 7, 1, 15, 0, 0, time.UTC)
	saturday := time.Date(2026, 9, 5, 13, 0, 0, 0, time.UTC)
	rows := []struct {
		refusal sop.Refusal
		want    string
	}{
		{sop.Refusal{Rule: sop.RuleMandatoryMissing, Items: []string{"IP", "Internet"}}, "Langkah belum dapat diselesaikan. Kelengkapan belum dipenuhi: IP, Internet."},
		{sop.Refusal{Rule: sop.RuleOrder, Step: 3, Other: 2}, "Langkah 3 belum dapat dimulai karena langkah 2 belum selesai."},
		{sop.Refusal{Rule: sop.RuleEndBeforeBegin}, "Waktu selesai tidak boleh lebih awal daripada waktu mulai."},
		{sop.Refusal{Rule: sop.RuleBeforePrevious, Other: 2, Time: when}, "Waktu mulai tidak boleh lebih awal daripada selesainya langkah 2 (07-09-2026 08.15 WIB)."},
		{sop.Refusal{Rule: sop.RuleFuture}, "Waktu tidak boleh melebihi waktu sekarang."},
		{sop.Refusal{Rule: sop.RuleOutsideHours, Time: saturday}, `Waktu ini di luar jam kerja (Sabtu). Tandai "Dikerjakan di luar jam kerja"?`},
		{sop.Refusal{Rule: sop.RuleOutsideHours, Time: when}, `Waktu ini di luar jam kerja (Senin, 08.15 WIB). Tandai "Dikerjakan di luar jam kerja"?`},
		{sop.Refusal{Rule: sop.RuleLateCause, Step: 5, Standard: 60, Actual: 85}, "Langkah 5 melewati waktu baku 60 menit (realisasi 85 menit). Isi penyebab keterlambatan."},
		{sop.Refusal{Rule: sop.RuleAllFailed}, "Tidak ada kamera yang berhasil tayang. Tunda, kembalikan ke langkah 2, atau batalkan permintaan."},
		{sop.Refusal{Rule: sop.RuleReason}, "Alasan wajib diisi (minimal 10 huruf)."},
	}
	for _, row := range rows {
		if got := say.Error(fmt.Errorf("act: %w", &row.refusal)).String(); got != row.want {
			t.Errorf("%s:\n got %q\nwant %q", row.refusal.Rule, got, row.want)
		}
	}
	backup := time.Date(2026, 11, 20, 8, 40, 0, 0, time.UTC)
	messages := map[string]string{
		say.DuplicateNumber("B/500.12/12/DISKOMINFO/2026", "RLY-2026-0009"): "Nomor surat B/500.12/12/DISKOMINFO/2026 sudah dipakai pada RLY-2026-0009. Tetap simpan?",
		say.DuplicateCamera("RLY-2026-0004"):                                "Kamera ini sudah direlay melalui RLY-2026-0004. Lanjutkan?",
		say.BadIP():                                                         "Alamat IP tidak sah. Contoh: 10.10.5.21",
		say.HolidaysEmpty(2027):                                             "Hari libur tahun 2027 belum diisi. Perhitungan hanya memakai akhir pekan.",
		say.CancelConfirm("RLY-2026-0007"):                                  "Batalkan permintaan RLY-2026-0007? Data tetap tersimpan dan dapat dibuka kembali.",
		say.Saved():                                                         "Tersimpan.",
		say.SavedAt("/tmp/a.pdf"):                                           "Laporan disimpan di: /tmp/a.pdf",
		say.Open():                                                          "Data sedang dibuka oleh aplikasi lain.",
		say.LastBackup(backup, backup.AddDate(0, 0, 3)):                     "Cadangan terakhir: 20 November 2026 15.40 WIB (3 hari lalu).",
		say.LastBackup(time.Time{}, backup):                                 "Belum pernah dicadangkan.",
	}
	for got, want := range messages {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// worded checks that each constant has a word of its own in both languages.
func worded[T ~string](t *testing.T, list []T, word func(T) string) {
	t.Helper()
	both(t, func(t *testing.T) {
		seen := map[string]T{}
		for _, constant := range list {
			got := word(constant)
			sound(t, string(constant), got)
			if got == string(constant) {
				t.Errorf("%q is shown as it is stored", constant)
			}
			if other, twice := seen[got]; twice {
				t.Errorf("%q and %q are both called %q", constant, other, got)
			}
			seen[got] = constant
		}
	})
	if got := word("zzz"); got != "zzz" {
		t.Errorf("an unknown constant is shown as %q", got)
	}
}

func TestEvery_state_has_a_word(t *testing.T) {
	worded(t, relay.States(), say.State)
	worded(t, []relay.Transport{relay.Auto}, say.Transport)
	worded(t, camera.Hops(), say.Hop)
	worded(t, []camera.Result{camera.Waiting, camera.Running, camera.Done, camera.Failed, camera.Skipped}, say.HopResult)
	worded(t, sop.Statuses(), say.Status)
	worded(t, sop.StepStates(), say.StepState)
	worded(t, sop.Badges(), say.Badge)
	worded(t, sop.Roles(), say.Role)
	worded(t, sop.AllActs(), say.ActKind)
	worded(t, []sop.Origin{sop.AskedByOffice, sop.ProposedByAgency}, say.Origin)
	worded(t, []sop.Result{sop.Success, sop.Partial, sop.Failure, ""}, say.Result)
	worded(t, sop.NIPWarnings(), say.NIPWarning)
	if say.Transport(relay.TCP) != "TCP" || say.Transport(relay.UDP) != "UDP" {
		t.Error("transports are called wrongly")
	}
}

func TestEvery_list_entry_has_a_word(t *testing.T) {
	reasons := slices.Concat(sop.LateCauses(), sop.ReturnReasons(), sop.CancelReasons(), []string{sop.PauseCancelled})
	slices.Sort(reasons)
	worded(t, slices.Compact(reasons), say.Reason)
	worded(t, sop.SiteCategories(), say.Category)
	worded(t, sop.Purposes(), say.Purpose)
	worded(t, sop.Notices(), say.Notice)
	worded(t, sop.Natures(), say.Nature)
	worded(t, sop.Urgencies(), say.Urgency)
	worded(t, sop.AgencyKinds(), say.AgencyKind)
	worded(t, sop.NumberSources(), say.NumberSource)
	worded(t, sop.Instructions(), say.Instruction)
	worded(t, []string{sop.HolidayNational, sop.HolidayShared, sop.HolidayLocal}, say.HolidayKind)
	for _, day := range []time.Weekday{0, 1, 2, 3, 4, 5, 6} {
		if got := strings.ToLower(say.Weekday(day)); got != sop.Weekdays()[day] {
			t.Errorf("%v: %q", day, got)
		}
	}
	if got := say.Reason("lainnya: rapat"); got != "Lainnya: rapat" {
		t.Errorf("got %q", got)
	}
	if got := say.Reason("kabel putus: digigit tikus"); got != "kabel putus: digigit tikus" {
		t.Errorf("free text became %q", got)
	}
}

func TestEvery_warning_has_a_sentence(t *testing.T) {
	both(t, func(t *testing.T) {
		list := slices.Concat(relay.Warnings(), []string{camera.WarnBasicClear, camera.WarnTCPOnly, camera.WarnLongKeys,
			camera.WarnLoss, camera.WarnAdmin, camera.WarnNewCert})
		for _, w := range list {
			sound(t, w, say.Warning(w))
			if say.Warning(w) == w {
				t.Errorf("%s has no sentence", w)
			}
			if !strings.Contains(say.Warning(w), "; ") && strings.Count(say.Warning(w), ". ") == 0 {
				t.Errorf("%s has no advice: %s", w, say.Warning(w))
			}
		}
	})
}

func TestError_never_shows_the_text_of_an_error(t *testing.T) {
	const inside = "rtsp://admin:rahasia@10.0.0.1"
	list := []error{
		errors.New(inside),
		&relay.Fault{Kind: relay.FaultLogin, Op: inside, Err: errors.New(inside)},
		fmt.Errorf("%s: %w", inside, secret.ErrScheme),
		fmt.Errorf("%s: %w", inside, secret.ErrHost),
		fmt.Errorf("%s: %w", inside, secret.ErrSyntax),
		fmt.Errorf("%s: %w", inside, say.ErrDate),
		fmt.Errorf("%s: %w", inside, context.Canceled),
		fmt.Errorf("%s: %w", inside, context.DeadlineExceeded),
		&fs.PathError{Op: inside, Path: inside, Err: syscall.ENOSPC},
		&fs.PathError{Op: inside, Path: inside, Err: syscall.EACCES},
		&fs.PathError{Op: inside, Path: inside, Err: syscall.ENOENT},
	}
	both(t, func(t *testing.T) {
		seen := map[string]bool{}
		for _, err := range list {
			s := say.Error(err)
			sound(t, "error", s.String())
			if strings.Contains(s.String(), "rahasia") {
				t.Errorf("an error's text is shown: %q", s)
			}
			if seen[s.What] {
				t.Errorf("two errors are told alike: %q", s.What)
			}
			seen[s.What] = true
		}
	})
	if got := say.Error(errors.New(inside)).What; got != "Terjadi kesalahan dalam aplikasi." {
		t.Errorf("got %q", got)
	}
}
