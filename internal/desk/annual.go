package desk

import (
	"context"
	"io"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/report"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Annual is the room of the yearly report (D13) and of the two lists that are
// part of it: Daftar Jumlah (D11) and Daftar Rinci (D12). Its figures are
// counted anew from dated records each time, until the report is locked: then
// its files are kept and never made again.
type Annual struct{ core *core }

// The papers of the register, by the names of the command line.
const (
	PaperCounts = "daftar-jumlah"   // D11
	PaperDetail = "daftar-rinci"    // D12
	PaperAnnual = "laporan-tahunan" // D13
)

// RegisterPapers lists the papers that this room makes.
func RegisterPapers() []string { return []string{PaperCounts, PaperDetail, PaperAnnual} }

// RegisterFormats lists how a paper of this room can be written.
func RegisterFormats(name string) []string {
	if name == PaperDetail {
		return []string{"pdf", "xlsx", "csv", "json"}
	}
	return []string{"pdf", "xlsx"}
}

// InventoryOptions choose what D11 and D12 say.
type InventoryOptions struct {
	Day     time.Time // its end counts; zero = now
	Public  bool      // D12: no serial numbers, places and addresses
	Network bool      // D12: with IP and MAC, unless Public
	CSV     report.CSVStyle
}

// AnnualNotes are the texts and targets of a year as they stand.
type AnnualNotes struct {
	db.AnnualNotes
	Inherited int // the year whose notes these are, 0 = its own (or none yet)
}

// Years lists the years that a report can be made of, newest first: from the
// first record to this year.
func (r *Annual) Years() ([]int, error) {
	first := r.core.now()
	err := r.core.store.Read(func(tx *db.Tx) error {
		for req, err := range each(tx.Requests(), tx) {
			if err != nil {
				return err
			}
			first = earlier(first, cmpTime(req.Registered, first))
		}
		for e, err := range each(tx.Equipment(), tx) {
			if err != nil {
				return err
			}
			for _, m := range e.Movements {
				first = earlier(first, cmpTime(m.Date, first))
			}
		}
		for o, err := range each(tx.Outages(), tx) {
			if err != nil {
				return err
			}
			first = earlier(first, o.From)
		}
		return nil
	})
	var out []int
	for year := yearOf(r.core.now()); year >= max(yearOf(first), yearOf(r.core.now())-30); year-- {
		out = append(out, year)
	}
	return out, err
}

// Notes gives what was written for a year; a year without notes has those of
// the newest year before it.
func (r *Annual) Notes(year int) (out AnnualNotes, err error) {
	err = r.core.store.Read(func(tx *db.Tx) error {
		out, err = notesOf(tx, year)
		return err
	})
	return out, err
}

func notesOf(tx *db.Tx, year int) (AnnualNotes, error) {
	var best AnnualNotes
	for n, err := range each(tx.AnnualNotes(), tx) {
		if err != nil {
			return best, err
		}
		if n.Year <= year && n.Year > best.Year {
			best.AnnualNotes = n
		}
	}
	if best.Year != year {
		best.Inherited = best.Year
		best.ID, best.Year = ulid.ULID{}, year
	}
	return best, nil
}

// SaveNotes keeps what was written for a year. A text that is empty, or is the
// one that would stand there anyway, is left to the program.
func (r *Annual) SaveNotes(n db.AnnualNotes) error {
	if n.Year < 1990 || n.Year > yearOf(r.core.now())+1 {
		return &FieldError{Field: "tahun", Rule: FieldCount}
	}
	for key, target := range n.Targets {
		if target < 0 || sop.SharedIndicator(key) && target > 1 {
			return &FieldError{Field: key, Rule: FieldCount, Value: strconv.FormatFloat(target, 'f', -1, 64)}
		}
	}
	return r.core.write("ubah-laporan-tahunan", "", time.Time{}, func(tx *db.Tx) error {
		was, err := notesOf(tx, n.Year)
		if err != nil {
			return err
		}
		if n.ID = was.ID; n.ID == (ulid.ULID{}) {
			n.ID = ulid.Make()
		}
		maps.DeleteFunc(n.Texts, func(_, text string) bool { return text == "" })
		return tx.AnnualNotes().Put(tx, n.ID, n)
	})
}

// Report gives the report of a year as it would be printed now.
func (r *Annual) Report(ctx context.Context, year int, public bool) (report.LaporanTahunan, error) {
	d, err := r.gather(ctx, year)
	if err != nil {
		return report.LaporanTahunan{}, err
	}
	return d.paper(public, "Konsep"), nil
}

// Write writes the report of a year as pdf or xlsx, as it stands now.
func (r *Annual) Write(ctx context.Context, w io.Writer, year int, public bool, format string) error {
	if !slices.Contains(RegisterFormats(PaperAnnual), format) {
		return ErrFormat
	}
	d, err := r.Report(ctx, year, public)
	if err != nil {
		return err
	}
	return report.WriteLaporanTahunan(w, d, format)
}

// Inventory writes D11 or D12.
func (r *Annual) Inventory(w io.Writer, name, format string, o InventoryOptions) error {
	if !slices.Contains(RegisterFormats(name), format) {
		return ErrFormat
	}
	until := r.core.now()
	if day := sop.Day(o.Day); !o.Day.IsZero() {
		until = earlier(day.AddDate(0, 0, 1), until)
		if day.After(r.core.now()) {
			return &FieldError{Field: "tanggal", Rule: FieldDate}
		}
	}
	var d annualDesk
	err := r.core.store.Read(func(tx *db.Tx) (err error) {
		d, err = r.core.registerDesk(tx, until)
		return err
	})
	if err != nil {
		return err
	}
	day := until.Add(-time.Second)
	switch name {
	case PaperCounts:
		return report.WriteDaftarJumlah(w, report.DaftarJumlah{
			Head: d.head, Figures: sop.Tally(d.stockOnly(until)), Signer: d.signer(sop.RoleKasi, d.now), Approver: d.signer(sop.RoleKabid, d.now), Printed: d.now,
		}, format)
	case PaperDetail:
		return report.WriteDaftarRinci(w, report.DaftarRinci{
			Head: d.head, Day: day, Public: o.Public, Network: o.Network, Items: d.inventory(until), CSV: o.CSV,
			Signer: d.signer(sop.RoleKasi, d.now), Approver: d.signer(sop.RoleKabid, d.now), Printed: d.now,
		}, format)
	}
	return ErrUnknownPaper
}

// AnnualView is what a window shows of a year's report.
type AnnualView struct {
	Figures sop.Yearly
	Last    *sop.Yearly // nil when nothing is known of last year
	Targets map[string]float64
	Notes   AnnualNotes
	Texts   map[string]string // the program's own, where nobody wrote others
}

// View counts a year anew.
func (r *Annual) View(ctx context.Context, year int) (AnnualView, error) {
	d, err := r.gather(ctx, year)
	return AnnualView{Figures: d.figures, Last: d.last, Targets: d.notes.Targets, Notes: d.notes, Texts: d.texts}, err
}

// AnnualTexts are the names of the report's texts, in its order.
func AnnualTexts() []string { return report.TextKeys() }

// IndicatorWord names an indicator, in the Indonesian of papers.
func IndicatorWord(key string) string { return report.IndicatorWord(key) }

// FaultWords says which sums do not add up.
func FaultWords(faults []sop.SumFault) []string { return report.FaultWords(faults) }

// TroubleWord names an obstacle of table 13, in the Indonesian of papers.
func TroubleWord(t sop.TroubleRow) string { return report.TroubleWord(t, causeWord) }
