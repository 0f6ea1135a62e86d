package desk

import (
	"io"
	"strings"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/report"
)

// ReasonColumn is the column that a file of failed rows has more than the one
// that was read; an import leaves it out.
const ReasonColumn = "alasan"

// WriteRest writes the rows that Apply does not keep, in the columns of the
// file that was read and with why (in words) as a column more, as "csv" or
// "xlsx". Passwords are taken out of the addresses: a file is copied and sent.
func (t *Trial) WriteRest(w io.Writer, format string, why func(TrialRow) string) error {
	out := report.Table{Title: "Kamera yang belum diimpor", Printed: t.core.now()}
	for _, name := range t.table.raw {
		out.Columns = append(out.Columns, report.Column{Name: name})
	}
	out.Columns = append(out.Columns, report.Column{Name: ReasonColumn, Width: 60})
	for i, row := range t.Rows {
		if row.Take {
			continue
		}
		cells := make([]any, len(t.table.raw)+1)
		for j, name := range t.table.columns {
			text := ""
			if j < len(t.table.rows[i].cells) {
				text = plain(strings.TrimSpace(t.table.rows[i].cells[j]))
			}
			if name == ReasonColumn {
				continue // of an earlier round
			}
			cells[j] = withoutPassword(text)
		}
		cells[len(cells)-1] = why(row)
		out.Rows = append(out.Rows, cells)
	}
	return report.WriteSheet(w, out, format)
}

// withoutPassword takes the password out of a cell that is an address, or
// could have been meant as one.
func withoutPassword(cell string) string {
	if !strings.Contains(cell, "@") {
		return cell
	}
	if u, err := camera.ParseAddress(cell); err == nil {
		if u.User() == "" {
			return u.String()
		}
		scheme, rest, _ := strings.Cut(u.String(), "://")
		return scheme + "://" + u.User() + "@" + rest
	}
	head, tail := "", cell[strings.LastIndexByte(cell, '@'):]
	if scheme, _, found := strings.Cut(cell, "://"); found {
		head = scheme + "://"
	}
	return head + tail
}

// CameraTemplate writes an empty table of cameras with two examples, as "csv"
// or "xlsx".
func (r *Cameras) CameraTemplate(w io.Writer, format string) error {
	t := report.Table{Title: "Kamera untuk diimpor", Printed: r.core.now()}
	widths := map[string]float64{"nama": 26, "url": 60, "url_sub": 60, "titik": 26}
	for _, name := range cameraColumns() {
		t.Columns = append(t.Columns, report.Column{Name: name, Width: widths[name]})
	}
	t.Rows = [][]any{
		{"Simpang Garuda Utara", "rtsp://pengamat:sandi@10.10.5.21:554/Streaming/Channels/101", "", "Dinas Perhubungan", "Simpang Garuda", "Pontianak Kota", "rtsp://10.10.5.21:554/Streaming/Channels/102", "auto", "ya"},
		{"Pasar Flamboyan", "rtsp://10.10.6.30/stream1", "pasar-flamboyan", "", "Pasar Flamboyan", "Pontianak Selatan", "", "tcp", "ya"},
	}
	return report.WriteSheet(w, t, format)
}
