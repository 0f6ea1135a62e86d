package desk

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/report"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// A sheet is a list on its way to paper: names of columns, which are the same
// in CSV and JSON, and rows. No column holds a login; only the register's own has
// network addresses, and its public form has none.
type sheet struct {
	title   string
	columns []string
	rows    [][]any
}

// ListOptions narrow an exported list.
type ListOptions struct {
	Requests RequestFilter
	Cameras  CameraFilter
	From, To time.Time // outages, audit
	// Equipment, for papers that everybody may read: Public leaves out
	// addresses and serial numbers, and coordinates unless they are asked for.
	Equipment           EquipmentFilter
	Public, Coordinates bool
	CSV                 report.CSVStyle
	Audit               AuditFilter // audit; From and To above go before its own
	// Words makes people's words of an entry of the trail, given what records
	// are called; nil = constants, as other programs want them.
	Words func(e db.AuditEntry, names map[ulid.ULID]string) db.AuditEntry
}

// SaveList writes one of the lists to a path of the user's choice.
func (r *Papers) SaveList(path, name, format string, o ListOptions) error {
	var b bytes.Buffer
	if err := r.List(&b, name, format, o); err != nil {
		return err
	}
	return WriteFile(path, b.Bytes())
}

// List writes one of the lists (requests, cameras, outages,
// availability, audit) as xlsx,
// csv, json or pdf.
func (r *Papers) List(w io.Writer, name, format string, o ListOptions) error {
	if !slices.Contains(ListFormats(name), format) {
		return ErrFormat
	}
	if name == "requests" && format == "json" {
		return r.requestsJSON(w, o)
	}
	var s sheet
	var err error
	switch name {
	case "requests":
		s, err = r.requestSheet(o)
	case "cameras":
		s, err = r.cameraSheet(o)
	case "outages":
		s, err = r.outageSheet(o)
	case "availability":
		s, err = r.availabilitySheet(o)
	case "audit":
		s, err = r.auditSheet(o)
	case listEquipment:
		if format == "xlsx" {
			return r.equipmentBook(w, o)
		}
		s, err = r.equipmentSheet(o)
	case listMoves:
		s, err = r.movesSheet(o)
	case listLabels:
		return r.Labels(w, o.Equipment)
	case listTemplate:
		return r.EquipmentTemplate(w)
	case listExample:
		s = exampleSheet()
	default:
		return ErrUnknownPaper
	}
	if err != nil {
		return err
	}
	return report.WriteSheet(w, r.tableOf(s, o), format)
}

// tableOf is a sheet as package report takes it.
func (r *Papers) tableOf(s sheet, o ListOptions) report.Table {
	t := report.Table{Title: s.title, Rows: s.rows, Printed: r.core.now(), CSV: o.CSV}
	for _, c := range s.columns {
		t.Columns = append(t.Columns, report.Column{Name: c})
	}
	return t
}

// requestJSON is the contract of "export requests --out FILE.json".
type requestJSON struct {
	Number  string     `json:"nomor"`
	Agency  string     `json:"opd"`
	Subject string     `json:"hal"`
	Origin  string     `json:"asal"`
	Status  string     `json:"status"`
	Steps   []stepJSON `json:"langkah"`
}

type stepJSON struct {
	N        int    `json:"n"`
	Began    string `json:"mulai"`
	Ended    string `json:"selesai"`
	Minutes  int    `json:"menit"`
	Standard int    `json:"standar"`
	Verdict  string `json:"nilai"` // tepat, terlambat or empty
}

func (r *Papers) requestsJSON(w io.Writer, o ListOptions) error {
	out := []requestJSON{}
	err := r.walk(o.Requests, func(v RequestView) {
		j := requestJSON{
			Number: v.Request.Number, Agency: v.Agency.Name, Subject: v.Request.Subject,
			Origin: string(v.Request.Origin), Status: string(v.Request.Status), Steps: []stepJSON{},
		}
		for _, s := range v.Steps {
			j.Steps = append(j.Steps, stepJSON{
				N: s.Step.N, Began: stamp(s.Step.Began), Ended: stamp(s.Step.Ended),
				Minutes: s.Judgement.Minutes, Standard: s.Judgement.Standard, Verdict: verdict(s.Judgement),
			})
		}
		out = append(out, j)
	})
	if err != nil {
		return err
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

// verdict is the judgement of a time in the words of the exchange format. An
// activity still running is late as soon as it is over its time.
func verdict(j sop.Judgement) string {
	switch j.Badge {
	case sop.OnTime:
		return "tepat"
	case sop.Late:
		return "terlambat"
	}
	return ""
}

// walk gives every request of a filter as its sheet sees it, oldest first.
func (r *Papers) walk(f RequestFilter, each func(RequestView)) error {
	rows, err := (&Requests{r.core}).List(f)
	if err != nil {
		return err
	}
	return r.core.store.Read(func(tx *db.Tx) error {
		for i := len(rows) - 1; i >= 0; i-- {
			v, err := r.core.viewWithoutTrail(tx, rows[i].ID)
			if err != nil {
				return err
			}
			each(v)
		}
		return nil
	})
}

func (r *Papers) requestSheet(o ListOptions) (sheet, error) {
	s := sheet{title: "Permintaan Relay", columns: []string{
		"nomor", "tanggal", "opd", "hal", "asal", "lokasi", "status", "kamera", "nomor_surat", "nomor_laporan", "menit", "standar", "menit_tunggu",
	}}
	for n := 1; n <= sop.Activities; n++ {
		for _, c := range []string{"mulai", "selesai", "menit", "nilai"} {
			s.columns = append(s.columns, fmt.Sprintf("%s%d", c, n))
		}
	}
	s.columns = append(s.columns, "keterangan")
	err := r.walk(o.Requests, func(v RequestView) {
		q := v.Request
		var sites []string
		for _, site := range q.Sites {
			sites = append(sites, site.Name)
		}
		row := []any{
			q.Number, day(q.Registered), v.Agency.Name, q.Subject, string(q.Origin), strings.Join(sites, " | "),
			string(q.Status), len(q.Cameras), q.Step(1).Evidence.Number, q.Step(sop.Activities).Evidence.Number,
			v.Minutes, v.Standard, v.WaitingTotal,
		}
		for _, step := range v.Steps {
			row = append(row, stamp(step.Step.Began), stamp(step.Step.Ended), step.Judgement.Minutes, verdict(step.Judgement))
		}
		s.rows = append(s.rows, append(row, q.Note))
	})
	return s, err
}

func (r *Papers) cameraSheet(o ListOptions) (sheet, error) {
	s := sheet{title: "Kamera", columns: []string{
		"nama", "jalur", "alamat_relay", "opd", "titik", "kecamatan", "permintaan", "aktif", "status", "sejak", "sebab",
		"codec", "lebar", "tinggi", "fps", "kbps", "paket_hilang", "pembaca",
	}}
	rooms := &Cameras{r.core}
	rows, err := rooms.List(o.Cameras)
	for _, c := range rows {
		active, why := "tidak", ""
		if c.Enabled {
			active = "ya"
		}
		st := c.Status
		if st.Fault != nil {
			why = string(st.Fault.Kind)
		}
		state := string(st.State)
		if r.core.engine == nil {
			state = "" // nobody looks at the camera while only its record is open
		}
		s.rows = append(s.rows, []any{
			c.Name, c.Path, rooms.Address(c.Path), c.Agency, c.Site, c.District, c.Request, active, state, stamp(st.Since), why,
			cmp.Or(st.VideoCodec, c.Codec), cmp.Or(st.Width, c.Width), cmp.Or(st.Height, c.Height), st.FPS, st.Kbps, st.PacketsLost, st.Readers,
		})
	}
	return s, err
}

func (r *Papers) auditSheet(o ListOptions) (sheet, error) {
	s := sheet{title: "Jejak Audit", columns: []string{"dicatat", "terjadi", "oleh", "tindakan", "objek", "nama", "bidang", "lama", "baru", "alasan"}}
	filter := o.Audit
	if !o.From.IsZero() || !o.To.IsZero() {
		filter.From, filter.To = o.From, o.To
	}
	ledger := &Ledger{r.core}
	entries, err := ledger.Audit(filter)
	if err != nil {
		return s, err
	}
	names, err := ledger.Names()
	for _, e := range entries {
		if o.Words != nil {
			e = o.Words(e, names)
		}
		changes := e.Changes
		if len(changes) == 0 {
			changes = []db.Change{{}}
		}
		for _, c := range changes {
			s.rows = append(s.rows, []any{
				stamp(e.Recorded), stamp(e.Happened), e.Who, e.Action, e.Object, e.Name, c.Field, c.Old, c.New, e.Reason,
			})
		}
	}
	return s, err
}

// stamp is a time as tables carry it, the form that import reads again.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(sop.WIB()).Format("02-01-2006 15.04")
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(sop.WIB()).Format("02-01-2006")
}
