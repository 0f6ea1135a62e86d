package desk_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
)

// BenchmarkYearlyReport writes the report of a year, PDF and workbook, in an
// office of a tenth of the size that must be carried and in one of that size:
// 5,000 things with 50,000 movements, five years of outages of 500 cameras.
func BenchmarkYearlyReport(b *testing.B) {
	small := map[string]float64{}
	for _, s := range []size{
		{items: 500, moves: 5000, cameras: 50, outages: 5000, requests: 100, years: 5},
		{items: 5000, moves: 50_000, cameras: 500, outages: 50_000, requests: 1000, years: 5},
	} {
		dir := b.TempDir()
		newWorld(b, dir, s)
		d, _ := openYear(b, dir)
		for _, part := range []struct {
			name string
			do   func() error
		}{
			{"figures", func() error { _, err := d.Annual.View(b.Context(), 2026); return err }},
			{"pdf", func() error { return d.Annual.Write(b.Context(), &bytes.Buffer{}, 2026, false, "pdf") }},
			{"xlsx", func() error { return d.Annual.Write(b.Context(), &bytes.Buffer{}, 2026, false, "xlsx") }},
			{"detail", func() error {
				return d.Annual.Inventory(&bytes.Buffer{}, desk.PaperDetail, "pdf", desk.InventoryOptions{})
			}},
		} {
			b.Run(fmt.Sprintf("%s-%d", part.name, s.items), func(b *testing.B) {
				for b.Loop() {
					if err := part.do(); err != nil {
						b.Fatal(err)
					}
				}
				took := float64(b.Elapsed()) / float64(b.N)
				if was := small[part.name]; was > 0 {
					b.ReportMetric(took/was, "times-a-tenth")
				} else {
					small[part.name] = took
				}
			})
		}
	}
}
