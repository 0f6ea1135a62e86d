package desk

import (
	"math"
	"time"
)

// outageSheet is the outage book, each outage with how often it came back at
// once, then when the program itself was off, which is nobody's outage, then
// what follows from both for each camera, each agency and all.
func (r *Papers) outageSheet(o ListOptions) (sheet, error) {
	s := sheet{title: "Gangguan Kamera", columns: append([]string{"kamera", "jalur", "opd", "mulai", "selesai", "menit", "keadaan", "sebab", "baris", "putus"}, availabilityColumns()...)}
	ledger := &Ledger{r.core}
	rows, err := ledger.Outages(OutageFilter{From: o.From, To: o.To})
	if err != nil {
		return s, err
	}
	for _, row := range rows {
		s.rows = append(s.rows, append([]any{
			row.Camera, row.Path, row.Agency, stamp(row.From), stamp(row.To), minutesOf(row.From, row.To, r.core.now()), row.Kind, row.Cause, "gangguan", row.Again + 1,
		}, noAvailability()...))
	}
	absences, err := ledger.Absences(o.From, o.To)
	if err != nil {
		return s, err
	}
	for _, a := range absences {
		s.rows = append(s.rows, append([]any{
			"", "", "", stamp(a.From), stamp(a.To), minutesOf(a.From, a.To, r.core.now()), "", "", "cctvdesk-mati", "",
		}, noAvailability()...))
	}
	report, err := ledger.Availability(o.From, o.To)
	add := func(kind string, list ...Availability) {
		for _, a := range list {
			s.rows = append(s.rows, append([]any{
				a.Camera, a.Path, a.Agency, stamp(report.From), stamp(report.To), int(a.Down.Minutes()), "", "", kind, a.Outages,
			}, availabilityCells(a)...))
		}
	}
	add("ketersediaan-kamera", report.Cameras...)
	add("ketersediaan-opd", report.Agencies...)
	add("ketersediaan-semua", report.All)
	return s, err
}

// availabilitySheet is the availability alone.
func (r *Papers) availabilitySheet(o ListOptions) (sheet, error) {
	s := sheet{title: "Ketersediaan Kamera", columns: append([]string{"kamera", "jalur", "opd", "jumlah_kamera", "dari", "sampai", "gangguan", "gangguan_menit"}, availabilityColumns()...)}
	report, err := (&Ledger{r.core}).Availability(o.From, o.To)
	list := append(append(report.Cameras, report.Agencies...), report.All)
	for i, a := range list {
		if i == len(list)-1 {
			a.Agency = "Semua"
		}
		s.rows = append(s.rows, append([]any{
			a.Camera, a.Path, a.Agency, a.Cameras, stamp(report.From), stamp(report.To), a.Outages, int(a.Down.Minutes()),
		}, availabilityCells(a)...))
	}
	return s, err
}

func availabilityColumns() []string {
	return []string{"dipantau_menit", "cctvdesk_mati_menit", "dipantau_persen", "ketersediaan_persen"}
}

func noAvailability() []any { return []any{"", "", "", ""} }

// availabilityCells leaves empty what nobody knows.
func availabilityCells(a Availability) []any {
	share, known := a.Share()
	if !known {
		return []any{int(a.Watched.Minutes()), int(a.Off.Minutes()), percent(a.WatchedShare()), ""}
	}
	return []any{int(a.Watched.Minutes()), int(a.Off.Minutes()), percent(a.WatchedShare()), percent(share)}
}

// percent rounds down, so that a camera that failed is never 100 % available.
func percent(share float64) float64 { return math.Floor(share*10_000) / 100 }

// minutesOf measures a stretch whose end, and whose beginning, may not be known.
func minutesOf(from, to, now time.Time) any {
	if from.IsZero() {
		return ""
	}
	if to.IsZero() {
		to = now
	}
	return int(to.Sub(from).Minutes())
}
