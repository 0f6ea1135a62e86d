package say_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func TestChanges_are_worded_by_field(t *testing.T) {
	agency, gone := ulid.ULID{1}, ulid.ULID{2}
	names := map[ulid.ULID]string{agency: "Dinas Perhubungan"}
	entry := db.AuditEntry{Object: db.ObjectRequest, Changes: []db.Change{
		{Field: "Steps.4.Ended", New: "2026-09-07T01:15:00Z"},
		{Field: "Status", Old: "draf", New: "berjalan"},
		{Field: "AgencyID", Old: gone.String(), New: agency.String()},
		{Field: "Steps.2.Checks.1.Met", New: "true"},
		{Field: "Sites.1.Purpose", Old: "keamanan", New: "lalu-lintas"},
		{Field: "Steps.5.Pauses.1.Reason", New: "listrik-padam"},
		{Field: "Steps.1.Evidence.Date", New: "2026-09-06T17:00:00Z"},
		{Field: "Attachments.1.Size", New: "2048"},
		{Field: "Attachments.1.SHA", New: strings.Repeat("ab", 32)},
		{Field: "Attachments.1.ID", New: gone.String()},
		{Field: "History.1.Began", New: "2026-09-07T01:15:00Z"},
		{Field: "Subject", Old: "Lama", New: "Baru"},
	}}
	want := []db.Change{
		{Field: "Kegiatan 4 · Selesai", New: "07-09-2026 08.15 WIB"},
		{Field: "Keadaan", Old: "Draf", New: "Berjalan"},
		{Field: "Perangkat daerah", Old: "Data yang sudah tidak ada", New: "Dinas Perhubungan"},
		{Field: "Kegiatan 2 · Kelengkapan 1 · Terpenuhi", New: "Ya"},
		{Field: "Lokasi 1 · Tujuan pemrosesan", Old: "Keamanan", New: "Lalu lintas"},
		{Field: "Kegiatan 5 · Jeda 1 · Alasan", New: "Listrik padam"},
		{Field: "Kegiatan 1 · Bukti keluaran · Tanggal", New: "07-09-2026"},
		{Field: "Lampiran 1 · Ukuran", New: "2,0 kB"},
		{Field: "Lampiran 1 · SHA-256", New: "abababababab"},
		{Field: "Hal", Old: "Lama", New: "Baru"},
	}
	if diff := cmp.Diff(want, say.Changes(entry, names)); diff != "" {
		t.Error(diff)
	}
}

func TestChanges_of_other_records(t *testing.T) {
	for _, test := range []struct {
		object string
		change db.Change
		want   db.Change
	}{
		{db.ObjectAgency, db.Change{Field: "Kind", New: "rsud"}, db.Change{Field: "Jenis", New: "RSUD"}},
		{db.ObjectSettings, db.Change{Field: "Holidays.3.Kind", New: sop.HolidayShared}, db.Change{Field: "Hari libur 3 · Jenis", New: "Cuti bersama"}},
		{db.ObjectSettings, db.Change{Field: "NearShare", Old: "0.8", New: "0.9"}, db.Change{Field: "Ambang mendekati batas", Old: "80,0 %", New: "90,0 %"}},
		{db.ObjectSettings, db.Change{Field: "Language", Old: "id", New: "en"}, db.Change{Field: "Bahasa", Old: "Bahasa Indonesia", New: "Bahasa Inggris"}},
		{db.ObjectOfficial, db.Change{Field: "Acting", New: "plt"}, db.Change{Field: "Plt./Plh.", New: "Plt."}},
		{db.ObjectRequest, db.Change{Field: "Cameras.1.Proof.FirstPicture", New: "1300000000"}, db.Change{Field: "Kamera 1 · Hasil uji · Gambar pertama", New: "1,3 detik"}},
		{db.ObjectRequest, db.Change{Field: "Cameras.1.Proof.FirstPicture", New: "abc"}, db.Change{Field: "Kamera 1 · Hasil uji · Gambar pertama", New: "abc"}},
		{db.ObjectRequest, db.Change{Field: "Entahlah", New: "x"}, db.Change{Field: "Isian lain", New: "x"}},
	} {
		got := say.Changes(db.AuditEntry{Object: test.object, Changes: []db.Change{test.change}}, nil)
		if diff := cmp.Diff([]db.Change{test.want}, got); diff != "" {
			t.Error(diff)
		}
	}
}

// Every field that a record can bring into the trail has a word: nobody reads
// an identifier of ours.
func TestFieldPath_knows_every_field_of_every_record(t *testing.T) {
	other, _ := say.FieldPath("Entahlah")
	seen := map[string]bool{}
	var walk func(t reflect.Type, visit func(string))
	walk = func(typ reflect.Type, visit func(string)) {
		for typ.Kind() == reflect.Slice || typ.Kind() == reflect.Pointer {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || typ == reflect.TypeFor[time.Time]() || typ == reflect.TypeFor[secret.URL]() || typ == reflect.TypeFor[secret.Text]() {
			return
		}
		for i := range typ.NumField() {
			if f := typ.Field(i); f.IsExported() {
				if !f.Anonymous {
					visit(f.Name)
				}
				walk(f.Type, visit)
			}
		}
	}
	both(t, func(t *testing.T) {
		other, _ = say.FieldPath("Entahlah")
		for _, record := range []any{sop.Request{}, db.Camera{}, sop.Agency{}, sop.Official{}, db.Account{}, db.Settings{}, sop.Equipment{}, sop.Spot{}} {
			walk(reflect.TypeOf(record), func(name string) {
				if word, shown := say.FieldPath(name); shown && word == other && !seen[name] {
					seen[name] = true
					t.Errorf("%T.%s has no word", record, name)
				}
			})
		}
	})
}
