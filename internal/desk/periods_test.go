package desk_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func periodPaper(t *testing.T, d *desk.Desk, name, format string, p desk.Period) string {
	t.Helper()
	var b bytes.Buffer
	if err := d.Papers.Period(&b, name, format, p); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if format == "pdf" {
		return strings.Join(strings.Fields(paperText(t, b.Bytes())), " ")
	}
	return b.String()
}

func TestPeriod_names_itself_as_papers_do(t *testing.T) {
	june := time.Date(2026, 6, 30, 23, 59, 0, 0, sop.WIB())
	for _, c := range []struct {
		p            desk.Period
		name, suffix string
	}{
		{desk.MonthOf(2026, time.November), "Bulan November 2026", "2026-11"},
		{desk.YearOf(2025), "Tahun 2025", "2025"},
		{desk.HalfOf(june), "Semester I Tahun 2026", "2026-01-01-2026-06-30"},
		{desk.HalfOf(june.Add(time.Minute)), "Semester II Tahun 2026", "2026-07-01-2026-12-31"},
		{desk.Period{From: june.Add(time.Minute), To: june.AddDate(0, 0, 3).Add(time.Minute)}, "1 Juli 2026 s.d. 3 Juli 2026", "2026-07-01-2026-07-03"},
		{desk.DefaultPeriod(desk.PaperMonth, june), "Bulan Juni 2026", "2026-06"},
		{desk.DefaultPeriod(desk.PaperMonitoring, june), "Semester I Tahun 2026", "2026-01-01-2026-06-30"},
		{desk.DefaultPeriod(desk.PaperAgendaIn, june), "Tahun 2026", "2026"},
	} {
		if got := c.p.String(); got != c.name || c.p.Suffix() != c.suffix {
			t.Errorf("%q %q, want %q %q", got, c.p.Suffix(), c.name, c.suffix)
		}
	}
}

// busyMonth has one request of each fate in September 2026, and one from
// August.
func busyMonth(t *testing.T, d *desk.Desk, c *clock) {
	t.Helper()
	c.set(wib(16, 0).AddDate(0, 0, -20))
	old := draft(t, d, "Dari Agustus")
	c.set(wib(16, 0))
	first := corresponded(t, d)
	act(t, d, first, sop.Act{Kind: sop.ActBegin, Step: 5, At: wib(9, 45)})
	act(t, d, first, sop.Act{Kind: sop.ActPause, Step: 5, At: wib(9, 50), Reason: "listrik-padam"})
	started := draft(t, d, "Dikembalikan")
	walk(t, d, started, 3)
	act(t, d, started, sop.Act{Kind: sop.ActReturn, Step: 4, To: 2, At: wib(10, 0), Reason: "akses-tidak-lengkap"})
	dropped := draft(t, d, "Dibatalkan")
	act(t, d, dropped, sop.Act{Kind: sop.ActCancel, Reason: "opd-menolak", At: wib(11, 0)})
	act(t, d, old, sop.Act{Kind: sop.ActStart, At: wib(11, 30)})
	draft(t, d, "Masih draf")
}

func TestMonth_balances_what_came_and_went(t *testing.T) {
	d, c := openOffice(t)
	busyMonth(t, d, c)
	rows := map[string]map[string]any{}
	var list []map[string]any
	if err := json.Unmarshal([]byte(periodPaper(t, d, desk.PaperMonth, "json", desk.MonthOf(2026, time.September))), &list); err != nil {
		t.Fatal(err)
	}
	for _, row := range list {
		rows[row["hal"].(string)] = row
	}
	if len(rows) != 4 || rows["Masih draf"] != nil {
		t.Fatalf("%+v", rows)
	}
	if got := rows["Dibatalkan"]; got["status"] != "Dibatalkan" || got["selesai"] != "07-09-2026" || got["keterangan"] != "Perangkat Daerah menolak" {
		t.Errorf("%+v", got)
	}
	if got := rows["Dikembalikan"]["status"]; got != "Berjalan, langkah 2" {
		t.Errorf("%v", got)
	}
	text := periodPaper(t, d, desk.PaperMonth, "pdf", desk.MonthOf(2026, time.September))
	tells(t, text, "REKAPITULASI BULANAN", "Bulan September 2026", "Sisa bulan lalu Masuk Selesai Dibatalkan Sisa akhir bulan Selesai tepat waktu % tepat waktu 1 3 0 1 3 0 -")
	tells(t, periodPaper(t, d, desk.PaperMonth, "pdf", desk.MonthOf(2026, time.July)), "0 0 0 0 0 0 -", "Nihil")
	tells(t, periodPaper(t, d, desk.PaperMonth, "pdf", desk.MonthOf(2026, time.August)), "0 1 0 0 1 0 -")
	tells(t, periodPaper(t, d, desk.PaperMonth, "pdf", desk.MonthOf(2026, time.October)), "3 0 0 0 3 0 -")
}

// What the months call on time (D8) is what the compliance report of the same
// month (D9) and the yearly report call on time: the sum of a request's times
// within the sum of its standards.
func TestMonth_and_compliance_judge_requests_alike(t *testing.T) {
	dir := t.TempDir()
	newWorld(t, dir, size{items: 1, cameras: 1, requests: 150, years: 2})
	d, _ := openYear(t, dir)
	rows := func(name string, p desk.Period) (out []map[string]any) {
		if err := json.Unmarshal([]byte(periodPaper(t, d, name, "json", p)), &out); err != nil {
			t.Fatal(err)
		}
		return out
	}
	finished, onTime, slower := 0.0, 0.0, 0
	for m := time.January; m <= time.December; m++ {
		p := desk.MonthOf(2026, m)
		count, good := 0.0, 0.0
		for _, row := range rows(desk.PaperMonth, p) {
			if row["status"] != "Selesai" {
				continue
			}
			count++
			whole := row["menit"].(float64) <= row["standar"].(float64)
			if whole != (row["nilai"] == "Tepat Waktu") {
				t.Errorf("%v", row)
			}
			if whole {
				good++
				if strings.Contains(row["keterangan"].(string), "melewati waktu baku") {
					slower++
				}
			}
		}
		all := rows(desk.PaperCompliance, p)[7]
		if all["jumlah"] != count || all["tepat"] != good {
			t.Errorf("%v: the recapitulation says %v of %v, the compliance report %v of %v", m, good, count, all["tepat"], all["jumlah"])
		}
		tells(t, periodPaper(t, d, desk.PaperMonth, "pdf", p), "jumlah waktu proses seluruh kegiatannya tidak melebihi jumlah waktu bakunya")
		finished, onTime = finished+count, onTime+good
	}
	if finished < 10 || onTime == 0 || onTime == finished || slower == 0 {
		t.Errorf("the year proves little: %v of %v on time, %d of them with an activity that was not", onTime, finished, slower)
	}
	v, err := d.Annual.View(t.Context(), 2026)
	if err != nil || float64(v.Figures.Whole.Count) != finished || float64(v.Figures.Whole.OnTime) != onTime {
		t.Errorf("the year says %+v: %v", v.Figures.Whole, err)
	}
}

func TestCompliance_counts_finished_activities_and_deviations(t *testing.T) {
	d, c := openOffice(t)
	busyMonth(t, d, c)
	var list []map[string]any
	if err := json.Unmarshal([]byte(periodPaper(t, d, desk.PaperCompliance, "json", desk.YearOf(2026))), &list); err != nil {
		t.Fatal(err)
	}
	if len(list) != 8 || list[0]["jumlah"] != 2.0 || list[0]["tepat"] != 2.0 || list[0]["rata_rata"] != 12.0 || list[4]["jumlah"] != 0.0 || list[7]["standar"] != 135.0 {
		t.Errorf("%+v", list)
	}
	text := periodPaper(t, d, desk.PaperCompliance, "pdf", desk.YearOf(2026))
	tells(t, text, "LAPORAN KEPATUHAN WAKTU BAKU", "Tahun 2026", "1 Kegiatan ditunda 1", "2 Permintaan dikembalikan 1", "3 Permintaan dibatalkan 1", "100 %")
	if strings.Contains(text, "Pertimbangkan") {
		t.Error("a standard that was kept is put into doubt")
	}
}

func TestMonitoring_proposes_a_judgement_by_the_offices_threshold(t *testing.T) {
	d, c := openOffice(t)
	busyMonth(t, d, c)
	half := desk.DefaultPeriod(desk.PaperMonitoring, c.now())
	text := periodPaper(t, d, desk.PaperMonitoring, "pdf", half)
	tells(t, text, "FORMULIR MONITORING SOP", "Semester II Tahun 2026", "sedikitnya 80 %", "2 dari 2 pelaksanaan tepat waktu (100 %)", "Belum ada pelaksanaan")
	if got := strings.Count(text, "√"); got != 4 {
		t.Errorf("%d ticks, want 4:\n%s", got, text)
	}
	if err := d.Office.ChangeSettings(func(s *db.Settings) { s.GoodShare = 0.95 }); err != nil {
		t.Fatal(err)
	}
	tells(t, periodPaper(t, d, desk.PaperEvaluation, "pdf", desk.YearOf(2026)), "FORMULIR EVALUASI SOP", "sedikitnya 95 %", "SOP mudah dilaksanakan")
}

func TestAgenda_of_a_year_on_paper(t *testing.T) {
	d, _ := openOffice(t)
	corresponded(t, d)
	tells(t, periodPaper(t, d, desk.PaperAgendaIn, "pdf", desk.YearOf(2026)), "AGENDA SURAT MASUK", "Dinas Perhubungan", "412/2026", "Nomor agenda yang tidak tercatat: 411.")
	tells(t, periodPaper(t, d, desk.PaperAgendaOut, "csv", desk.YearOf(2026)), "nomor_surat", "B/500.12/27/DISKOMINFO/2026", "RLY-2026-0001")
	tells(t, periodPaper(t, d, desk.PaperAgendaOut, "pdf", desk.YearOf(2025)), "Nihil")
	if name := d.Papers.SuggestName(desk.PaperAgendaIn, desk.YearOf(2026).Suffix(), "xlsx"); name != "agenda-masuk-2026.xlsx" {
		t.Error(name)
	}
	var b bytes.Buffer
	var refused *desk.FieldError
	if err := d.Papers.Period(&b, "entah", "pdf", desk.YearOf(2026)); !errors.Is(err, desk.ErrUnknownPaper) {
		t.Error(err)
	}
	if err := d.Papers.Period(&b, desk.PaperMonth, "doc", desk.YearOf(2026)); !errors.Is(err, desk.ErrFormat) {
		t.Error(err)
	}
	if err := d.Papers.Period(&b, desk.PaperMonth, "pdf", desk.Period{}); !errors.As(err, &refused) {
		t.Error(err)
	}
}
