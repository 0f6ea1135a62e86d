package main

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/report"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// exportCmd writes a paper of one request, or a list.
type exportCmd struct {
	Document string `arg:""`
	Request  string `placeholder:"RLY-2026-0001"`
	Year     int
	Month    int
	From     string `placeholder:"2026-01-01"`
	To       string `placeholder:"2026-12-31"`
	Out      string `required:"" placeholder:"FILE"`
	// How a CSV is written: what Excel in Indonesian opens by a double click, or
	// what other programs read.
	Csv string `enum:"excel,koma" default:"excel"`
	// Equipment for everybody to read: without addresses and serial numbers,
	// and without coordinates unless they are asked for.
	Public      bool
	Coordinates bool
	// The register on any day, with IP and MAC only when asked for and never in
	// what everybody may read.
	Date    string `placeholder:"2026-12-31"`
	Network bool
	// The yearly report as it stands now, also when its year is locked.
	Draft bool
}

// Run writes one file.
func (c exportCmd) Run(p *program) (err error) {
	format := strings.TrimPrefix(strings.ToLower(filepath.Ext(c.Out)), ".")
	options, err := c.span()
	if err != nil {
		return err
	}
	switch {
	case slices.Contains(desk.Documents(), c.Document):
		if format != "pdf" {
			return wrongFormat("pdf")
		}
		if c.Request == "" {
			return &usageError{lang.X("cli.export.request", "Dokumen ini dibuat per permintaan. Tambahkan --request RLY-2026-0001.")}
		}
	case slices.Contains(desk.Lists(), c.Document):
		if have := desk.ListFormats(c.Document); !slices.Contains(have, format) {
			return wrongFormat(strings.Join(have, ", "))
		}
	case slices.Contains(desk.PeriodPapers(), c.Document):
		if !slices.Contains([]string{"xlsx", "csv", "json", "pdf"}, format) {
			return wrongFormat("pdf, xlsx, csv, json")
		}
	case slices.Contains(desk.RegisterPapers(), c.Document):
		if have := desk.RegisterFormats(c.Document); !slices.Contains(have, format) {
			return wrongFormat(strings.Join(have, ", "))
		}
	default:
		return &usageError{lang.X("cli.export.unknown", "Nama dokumen tidak dikenal. Yang tersedia: {{.Have}}.", map[string]any{"Have": documentNames()})}
	}
	options.Public, options.Coordinates = c.Public, c.Coordinates
	options.CSV.Comma, options.CSV.NoBOM = c.Csv == "koma", c.Csv == "koma"
	h, err := p.build(plan{offline: true})
	if err != nil {
		return err
	}
	defer func() {
		if failed := h.Close(); err == nil {
			err = failed
		}
	}()
	var b bytes.Buffer
	if slices.Contains(desk.RegisterPapers(), c.Document) {
		if err := c.register(&b, h.desk.Annual, format, options.CSV); err != nil {
			return err
		}
	} else if slices.Contains(desk.PeriodPapers(), c.Document) {
		if err := h.desk.Papers.Period(&b, c.Document, format, c.period(options)); err != nil {
			return err
		}
	} else if slices.Contains(desk.Documents(), c.Document) {
		id, err := h.desk.Requests.Find(c.Request)
		if err != nil {
			return said(lang.X("cli.export.not-found", "Permintaan {{.Number}} tidak ada. Lihat nomornya dengan: cctvdesk export requests --out daftar.csv",
				map[string]any{"Number": c.Request}), err)
		}
		if err := h.desk.Papers.Document(c.Document, id, &b); err != nil {
			return err
		}
	} else if err := h.desk.Papers.List(&b, c.Document, format, options); err != nil {
		return err
	}
	if err := desk.WriteFile(c.Out, b.Bytes()); err != nil {
		return fileError(c.Out, err)
	}
	return nil
}

// register writes Daftar Jumlah, Daftar Rinci or Laporan Tahunan.
func (c exportCmd) register(b *bytes.Buffer, annual *desk.Annual, format string, csv report.CSVStyle) error {
	if c.Document == desk.PaperAnnual {
		year := c.Year
		if year == 0 {
			year = time.Now().In(sop.WIB()).Year()
		}
		return annual.Print(context.Background(), b, year, c.Public, format, c.Draft)
	}
	o := desk.InventoryOptions{Public: c.Public, Network: c.Network, CSV: csv}
	if c.Date != "" {
		day, err := time.ParseInLocation("2006-01-02", c.Date, sop.WIB())
		if err != nil || day.After(time.Now()) {
			return &usageError{lang.X("cli.export.day", "--date ditulis seperti 2026-12-31 dan tidak boleh sesudah hari ini.")}
		}
		o.Day = day
	}
	return annual.Inventory(b, c.Document, format, o)
}

func documentNames() string {
	return strings.Join(slices.Concat(desk.Documents(), desk.PeriodPapers(), desk.RegisterPapers(), desk.Lists()), ", ")
}

func wrongFormat(have string) error {
	return &usageError{lang.X("cli.export.format", "Akhiran berkas --out harus salah satu dari: {{.Have}}.", map[string]any{"Have": have})}
}

// period is what was asked for, or the period the paper is usually made of.
func (c exportCmd) period(o desk.ListOptions) desk.Period {
	p := desk.Period{From: o.From, To: o.To}
	usual := desk.DefaultPeriod(c.Document, time.Now())
	switch {
	case p.From.IsZero() && p.To.IsZero():
		p = usual
	case p.From.IsZero():
		p.From = desk.YearOf(p.To.In(sop.WIB()).AddDate(0, 0, -1).Year()).From
	case p.To.IsZero():
		p.To = time.Now().In(sop.WIB())
	}
	p.CSV = o.CSV
	return p
}

// span reads --year and --month, or --from and --to: whole days of the office.
func (c exportCmd) span() (desk.ListOptions, error) {
	var o desk.ListOptions
	var from, to time.Time
	if c.Month < 0 || c.Month > 12 {
		return o, &usageError{lang.X("cli.export.month", "Bulan ditulis dengan angka 1 sampai 12.")}
	}
	if c.Year != 0 {
		p := desk.YearOf(c.Year)
		from, to = p.From, p.To
	}
	if c.Month != 0 {
		year := c.Year
		if year == 0 {
			year = time.Now().In(sop.WIB()).Year()
		}
		p := desk.MonthOf(year, time.Month(c.Month))
		from, to = p.From, p.To
	}
	for _, f := range []struct {
		text string
		to   *time.Time
		add  int
	}{{c.From, &from, 0}, {c.To, &to, 1}} {
		if f.text == "" {
			continue
		}
		t, err := time.ParseInLocation("2006-01-02", f.text, sop.WIB())
		if err != nil {
			return o, &usageError{lang.X("cli.export.date", "Tanggal ditulis seperti 2026-01-31.")}
		}
		*f.to = t.AddDate(0, 0, f.add)
	}
	if !from.IsZero() && !to.IsZero() && !from.Before(to) {
		return o, &usageError{lang.X("cli.export.span", "Tanggal --from harus tidak sesudah --to.")}
	}
	o.From, o.To = from, to
	o.Requests = desk.RequestFilter{From: from, To: to, Archived: true}
	return o, nil
}
