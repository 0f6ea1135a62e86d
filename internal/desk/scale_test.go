package desk_test

import (
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// decade opens an office with n requests over ten years, most of them done.
func decade(b *testing.B, n int) *desk.Desk {
	b.Helper()
	dir := b.TempDir()
	open := func() *desk.Desk {
		d, err := desk.Open(desk.Config{Dir: dir, Keeper: db.KeyFile(dir), Offline: true})
		if err != nil {
			b.Fatal(err)
		}
		return d
	}
	d := open()
	agencies, err := d.Office.Agencies(false)
	if err != nil {
		b.Fatal(err)
	}
	if err := d.Close(); err != nil {
		b.Fatal(err)
	}
	store, err := db.Open(db.Config{Dir: dir, Keeper: db.KeyFile(dir)})
	if err != nil {
		b.Fatal(err)
	}
	for from := 0; from < n; from += 1000 {
		err := store.Write(db.Meta{Action: "impor-permintaan"}, func(tx *db.Tx) error {
			for i := from; i < min(from+1000, n); i++ {
				r := oldRequest(i, agencies[i%len(agencies)].ID)
				if err := tx.Requests().Put(tx, r.ID, r); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := store.Close(); err != nil {
		b.Fatal(err)
	}
	d = open()
	b.Cleanup(func() {
		if err := d.Close(); err != nil {
			b.Error(err)
		}
	})
	return d
}

// oldRequest is the i-th of ten years; one of fifty is still at work.
func oldRequest(i int, agency ulid.ULID) sop.Request {
	year := 2016 + i%10
	day := time.Date(year, time.Month(1+i/10%12), 1+i%27, 1, 0, 0, 0, time.UTC)
	r := sop.Request{ID: ulid.Make(), Number: fmt.Sprintf("RLY-%d-%04d", year, i), Registered: day, AgencyID: agency, Origin: sop.AskedByOffice,
		Subject: fmt.Sprintf("Relay CCTV Simpang nomor %d", i), Status: sop.Done,
		Sites:   []sop.Site{{Name: fmt.Sprintf("Simpang %d", i), District: sop.Districts()[i%6].Name}},
		Cameras: []sop.CameraRef{{CameraID: ulid.Make(), Name: fmt.Sprintf("Kamera Simpang %d", i)}},
		Rules:   sop.RulesUsed{SOPVersion: "2020", Standards: []int{15, 15, 15, 15, 60, 15}},
	}
	for n := 1; n <= sop.Activities; n++ {
		began := day.Add(time.Duration(n) * time.Hour)
		r.Steps = append(r.Steps, sop.Step{N: n, Round: 1, Executor: sop.RoleKasi, Standard: 15, Began: began, Ended: began.Add(12 * time.Minute),
			Checks: []sop.Check{{Key: "surat", Label: "Surat memuat lokasi", Mandatory: true, Met: true}}, Evidence: sop.Evidence{Number: fmt.Sprintf("B/%d/DISKOMINFO/%d", i, year)}})
	}
	r.Finished = r.Steps[5].Ended
	if i%50 == 0 {
		r.Status, r.Finished, r.Steps[5].Ended = sop.Running, time.Time{}, time.Time{}
	}
	return r
}

// grows measures an act in an office of a hundred, a thousand and ten thousand
// requests, and reports beside the last how many times longer it takes than in
// the others: 200 and 13 are n log n. The smallest office fits the processor's
// cache, so that the second figure is the one that tells of growth.
func grows(b *testing.B, prepare func(b *testing.B, d *desk.Desk, n int) (each, before func())) {
	took := map[int]float64{}
	for _, n := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			each, before := prepare(b, decade(b, n), n)
			for b.Loop() {
				if before != nil {
					b.StopTimer()
					before()
					b.StartTimer()
				}
				each()
			}
			took[n] = float64(b.Elapsed()) / float64(b.N)
			if n == 10_000 {
				b.ReportMetric(took[n]/took[100], "times-100")
				b.ReportMetric(took[n]/took[1_000], "times-1000")
			}
		})
	}
}

// BenchmarkList opens the list, as often as somebody looks at it.
func BenchmarkList(b *testing.B) {
	grows(b, func(b *testing.B, d *desk.Desk, n int) (each, before func()) {
		d.Pulse() // the window has one before anybody opens a list
		return func() {
			if rows, err := d.Requests.List(desk.RequestFilter{}); err != nil || len(rows) != n {
				b.Fatal(len(rows), err)
			}
		}, nil
	})
}

// BenchmarkListAfterAct opens the list after one request has changed.
func BenchmarkListAfterAct(b *testing.B) {
	grows(b, func(b *testing.B, d *desk.Desk, _ int) (each, before func()) {
		rows, err := d.Requests.List(desk.RequestFilter{Statuses: []sop.Status{sop.Running}})
		if err != nil {
			b.Fatal(err)
		}
		return func() {
				if _, err := d.Requests.List(desk.RequestFilter{}); err != nil {
					b.Fatal(err)
				}
			}, func() {
				if _, err := d.Requests.Act(rows[0].ID, sop.Act{Kind: sop.ActCheck, Step: 6, Note: ulid.Make().String()}); err != nil {
					b.Fatal(err)
				}
			}
	})
}

// BenchmarkSearch is one letter typed into the search box.
func BenchmarkSearch(b *testing.B) {
	grows(b, func(b *testing.B, d *desk.Desk, _ int) (each, before func()) {
		rows, err := d.Requests.List(desk.RequestFilter{})
		if err != nil {
			b.Fatal(err)
		}
		return func() {
			search, found := desk.NewSearch("kamera simpang 77"), 0
			for _, row := range rows {
				if search.Request(row) {
					found++
				}
			}
			if found == 0 {
				b.Fatal("nothing is found")
			}
		}, nil
	})
}

// BenchmarkAgenda opens the book of letters out of a year.
func BenchmarkAgenda(b *testing.B) {
	grows(b, func(b *testing.B, d *desk.Desk, _ int) (each, before func()) {
		d.Pulse() // the window has one before anybody opens a book
		year := desk.YearOf(2025)
		return func() {
			if rows, err := d.Letters.Book(desk.LetterFilter{Way: sop.LetterOut, From: year.From, To: year.To}); err != nil || len(rows) == 0 {
				b.Fatal(len(rows), err)
			}
		}, nil
	})
}

// BenchmarkFirstPulse is what a start pays for the lines of all requests.
func BenchmarkFirstPulse(b *testing.B) {
	grows(b, func(b *testing.B, d *desk.Desk, _ int) (each, before func()) {
		return func() {
			if d.Pulse().Running == 0 {
				b.Fatal("nothing runs")
			}
		}, func() { desk.ForgetLines(d) }
	})
}

// BenchmarkCompliance writes the compliance report of a year, of which the office
// has a tenth of its requests, as PDF and as a workbook.
func BenchmarkCompliance(b *testing.B) {
	for _, format := range []string{"pdf", "xlsx"} {
		b.Run(format, func(b *testing.B) {
			grows(b, func(b *testing.B, d *desk.Desk, _ int) (each, before func()) {
				return func() {
					if err := d.Papers.Period(io.Discard, desk.PaperCompliance, format, desk.YearOf(2025)); err != nil {
						b.Fatal(err)
					}
				}, nil
			})
		})
	}
}
