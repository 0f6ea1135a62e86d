package desk_test

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func TestImportHolidays_fills_a_year_after_a_dry_run(t *testing.T) {
	d, _ := openOffice(t)
	csv := "\ufeffTanggal;Nama;Jenis\r\n01-01-2027;Tahun Baru 2027;nasional\r\n2027-02-06;Imlek;Libur Nasional\r\n08-02-2027;Cuti bersama Imlek;Cuti Bersama\r\n"
	r, err := d.Office.ImportHolidays(t.Context(), strings.NewReader(csv), "libur.csv", false)
	if err != nil || !r.OK() || r.Applied || len(r.Rows) != 3 {
		t.Fatalf("%+v, %v", r, err)
	}
	if cal, _ := d.Office.Calendar(); !cal.Empty(2027) {
		t.Error("the dry run left holidays behind")
	}
	r, err = d.Office.ImportHolidays(t.Context(), strings.NewReader(csv), "libur.csv", true)
	if err != nil || !r.Applied {
		t.Fatalf("%+v, %v", r, err)
	}
	cal, _ := d.Office.Calendar()
	if name, off := cal.Holiday(time.Date(2027, 2, 8, 5, 0, 0, 0, time.UTC)); cal.Empty(2027) || !off || name != "Cuti bersama Imlek" {
		t.Errorf("%q %v", name, off)
	}
	if name, off := cal.Holiday(time.Date(2026, 8, 17, 5, 0, 0, 0, time.UTC)); !off {
		t.Errorf("the other years are gone: %q", name)
	}
	if _, err := d.Acts.Undo(); err != nil {
		t.Fatal(err)
	}
	if cal, _ := d.Office.Calendar(); !cal.Empty(2027) {
		t.Error("the import cannot be taken back")
	}
	bad := "tanggal,nama,jenis\n31-02-2027,Tidak ada,nasional\n01-03-2027,,nasional\n02-03-2027,A,entah\n03-03-2027,B,\n03-03-2027,C,\n"
	r, err = d.Office.ImportHolidays(t.Context(), strings.NewReader(bad), "salah.csv", true)
	if !errors.Is(err, desk.ErrBadRows) || r.Bad() != 4 || len(r.Rows) != 5 {
		t.Errorf("%d of %d bad, %v", r.Bad(), len(r.Rows), err)
	}
	if r, err := d.Office.ImportHolidays(t.Context(), strings.NewReader("hari,apa\n1,2\n"), "x.csv", true); err != nil || len(r.Missing) != 2 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestImportAgencies_adds_and_brings_up_to_date(t *testing.T) {
	d, _ := openOffice(t)
	dishub := agency(t, d, "Dishub")
	csv := "nama,singkatan,jenis,sebutan_kepala,alamat,narahubung,hp,aktif\n" +
		"Dinas Perhubungan,,,,Jl. Ahmad Yani,Rudi,0812,\n" +
		"Kelurahan Akcaya,Akcaya,kelurahan,Lurah,,,,ya\n" +
		"Polresta Pontianak,,Vertikal,Kapolresta,,,,tidak\n"
	r, err := d.Office.ImportAgencies(t.Context(), strings.NewReader(csv), "opd.csv", true)
	if err != nil || !r.Applied || len(r.Rows[0].Hints) == 0 || len(r.Rows[1].Hints) != 0 {
		t.Fatalf("%+v, %v", r, err)
	}
	old, err := d.Office.Agency(dishub)
	if err != nil || old.Address != "Jl. Ahmad Yani" || old.Contact.Name != "Rudi" || old.Short != "Dishub" || old.HeadTitle != "Kepala Dinas" {
		t.Errorf("%+v, %v: an empty cell must not erase", old, err)
	}
	fresh, err := d.Office.Agency(agency(t, d, "Akcaya"))
	if err != nil || fresh.AddressLine() != "Lurah Akcaya" && !strings.Contains(fresh.AddressLine(), "Lurah") {
		t.Errorf("%q, %v", fresh.AddressLine(), err)
	}
	for _, bad := range []string{"nama,jenis\n,dinas\n", "nama,jenis\nX,entah\n", "nama\nDishub\nDinas Perhubungan\n", "nama,aktif\nX,mungkin\n"} {
		if r, err := d.Office.ImportAgencies(t.Context(), strings.NewReader(bad), "opd.csv", true); !errors.Is(err, desk.ErrBadRows) || r.Bad() != 1 {
			t.Errorf("%q: %+v, %v", bad, r, err)
		}
	}
}

func TestPapers_carry_the_emblem_and_the_size_of_the_sheet(t *testing.T) {
	d, _ := openOffice(t)
	officials(t, d)
	id := draft(t, d, "Relay")
	written := func() []byte {
		t.Helper()
		var b bytes.Buffer
		if err := d.Papers.Document(desk.PaperLetter, id, &b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	plain := written()
	file := filepath.Join(t.TempDir(), "lambang.png")
	var pic bytes.Buffer
	if err := png.Encode(&pic, image.NewRGBA(image.Rect(0, 0, 60, 80))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, pic.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := d.Office.PutEmblem(file); err != nil {
		t.Fatal(err)
	}
	if data, err := d.Office.Emblem(); err != nil || !bytes.Equal(data, pic.Bytes()) {
		t.Errorf("%d bytes, %v", len(data), err)
	}
	if !bytes.Contains(written(), []byte("/Subtype /Image")) || bytes.Contains(plain, []byte("/Subtype /Image")) {
		t.Error("the emblem is not on the letter")
	}
	if err := d.Office.ChangeSettings(func(s *db.Settings) { s.Paper = db.PaperF4 }); err != nil {
		t.Fatal(err)
	}
	if err := d.Office.DropEmblem(); err != nil {
		t.Fatal(err)
	}
	if long := written(); !bytes.Contains(long, []byte("609.45 935.43")) || bytes.Contains(long, []byte("/Subtype /Image")) {
		t.Error("the letter is not on F4, or still has its emblem")
	}
	for _, bad := range []string{filepath.Join(t.TempDir(), "tidak-ada.png"), t.TempDir(), os.Args[0]} {
		if err := d.Office.PutEmblem(bad); err == nil {
			t.Errorf("%s is taken for a picture", bad)
		}
	}
}

func TestFollowUp_takes_up_the_cameras_that_failed(t *testing.T) {
	d, _ := openOffice(t)
	officials(t, d)
	id, err := d.Requests.Create(sop.Facts{AgencyID: agency(t, d, "Dishub"), Subject: "Relay dua simpang",
		Sites: []sop.Site{{Name: "Garuda"}, {Name: "Kota Baru"}}})
	if err != nil {
		t.Fatal(err)
	}
	good, bad := sop.CameraRef{CameraID: ulid.Make(), Name: "A", Site: "Garuda"}, sop.CameraRef{CameraID: ulid.Make(), Name: "B", Site: "Kota Baru"}
	if _, err := d.Requests.FollowUp(id); !errors.Is(err, desk.ErrNothingFailed) {
		t.Errorf("of a draft: %v", err)
	}
	act(t, d, id, sop.Act{Kind: sop.ActAttach, At: wib(7, 20), Cameras: []sop.CameraRef{good, bad}})
	through(t, d, id, []sop.Proof{{Result: sop.Success}, {Result: sop.Failure, Cause: "timeout"}}, good, bad)
	next, err := d.Requests.FollowUp(id)
	if err != nil {
		t.Fatal(err)
	}
	v, err := d.Requests.Get(next)
	if err != nil {
		t.Fatal(err)
	}
	r := v.Request
	if r.Number != "RLY-2026-0002" || r.Status != sop.Draft || r.Subject != "Tindak lanjut: Relay dua simpang" || len(r.Cameras) != 1 ||
		r.Cameras[0].Name != "B" || r.Cameras[0].Proof != nil || len(r.Sites) != 1 || r.Sites[0].Name != "Kota Baru" || !strings.Contains(r.Note, "RLY-2026-0001") {
		t.Errorf("%+v", r)
	}
	again := sop.FollowUp(sop.Request{Number: "RLY-2026-0002", Subject: r.Subject})
	if again.Subject != r.Subject {
		t.Errorf("%q: the prefix stands twice", again.Subject)
	}
}

// through walks a request from draft to its end with these proofs.
func through(t *testing.T, d *desk.Desk, id ulid.ULID, proofs []sop.Proof, refs ...sop.CameraRef) {
	t.Helper()
	act(t, d, id, sop.Act{Kind: sop.ActStart, At: wib(7, 30)})
	for n := 1; n <= sop.Activities; n++ {
		at := wib(8, 15*(n-1))
		act(t, d, id, sop.Act{Kind: sop.ActBegin, Step: n, At: at})
		checks := sop.DefaultVersion().Activity(n).Checks
		for i := range checks {
			checks[i].Met = true
		}
		if n == sop.ProofStep {
			for i, p := range proofs {
				act(t, d, id, sop.Act{Kind: sop.ActProve, At: at, Camera: refs[i].CameraID, Proof: &p})
			}
		}
		act(t, d, id, sop.Act{Kind: sop.ActFinish, Step: n, At: at.Add(10 * time.Minute), Checks: checks,
			Evidence: &sop.Evidence{Number: "B/1", Date: at, Text: "Lakukan setting relay"}})
	}
}

func TestRequests_keep_the_wording_of_their_SOP(t *testing.T) {
	d, _ := openOffice(t)
	officials(t, d)
	id := draft(t, d, "Lama")
	act(t, d, id, sop.Act{Kind: sop.ActStart, At: wib(8, 0)})
	v2 := sop.DefaultVersion()
	v2.Name, v2.Number = "2026", "001/2026"
	v2.Activities[0].Short, v2.Activities[0].Text = "Mengirim undangan", "Mengirim undangan kepada perangkat daerah"
	if err := d.Office.AdoptSOP(v2); err != nil {
		t.Fatal(err)
	}
	v, err := d.Requests.Get(id)
	if err != nil || v.Steps[0].Activity.Short != sop.DefaultVersion().Activity(1).Short {
		t.Errorf("%q: a new version has rewritten a running request, %v", v.Steps[0].Activity.Short, err)
	}
	tells(t, printed(t, d, desk.PaperSOP, id), "menyurati Perangkat Daerah")
	fresh := draft(t, d, "Baru")
	if v, err := d.Requests.Get(fresh); err != nil || v.Steps[0].Activity.Short != "Mengirim undangan" {
		t.Errorf("%q, %v", v.Steps[0].Activity.Short, err)
	}
}

func TestChangeProfiles_refuses_hours_nobody_can_work_by(t *testing.T) {
	d, _ := openOffice(t)
	day := map[time.Weekday][]sop.Span{time.Monday: {{From: 8 * 60, To: 9 * 60}}}
	for field, p := range map[string]sop.Profile{
		"name":  {Days: day},
		"to":    {Name: "A", Days: day, From: wib(8, 0), To: wib(8, 0).AddDate(0, 0, -1)},
		"hours": {Name: "A"},
	} {
		var refused *desk.FieldError
		err := d.Office.ChangeProfiles(func(s *db.Settings) { s.Profiles = append(s.Profiles, p) })
		if !errors.As(err, &refused) || refused.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	if err := d.Office.ChangeProfiles(func(s *db.Settings) { s.Profiles = nil }); err == nil {
		t.Error("an office without any working time")
	}
	err := d.Office.ChangeProfiles(func(s *db.Settings) {
		s.Profiles = append(s.Profiles, sop.Profile{ID: "r27", Name: "Ramadan 2027", Days: day, From: time.Date(2027, 2, 8, 0, 0, 0, 0, sop.WIB()), To: time.Date(2027, 3, 9, 0, 0, 0, 0, sop.WIB())})
	})
	if err != nil {
		t.Fatal(err)
	}
	if cal, _ := d.Office.Calendar(); cal.Profile(time.Date(2027, 2, 15, 3, 0, 0, 0, time.UTC)) != "r27" || cal.Minutes(time.Date(2027, 2, 15, 0, 0, 0, 0, time.UTC), time.Date(2027, 2, 16, 0, 0, 0, 0, time.UTC)) != 60 {
		t.Error("the new profile does not count")
	}
}

func TestClassifications_are_the_offices_own_table(t *testing.T) {
	d, _ := openOffice(t)
	codes := func() string {
		t.Helper()
		list, usual, err := d.Office.Classifications()
		if err != nil || usual != sop.DefaultClassification && usual != "500.12.16" {
			t.Fatalf("%q, %v", usual, err)
		}
		var out []string
		for _, c := range list {
			out = append(out, c.Code)
		}
		return strings.Join(out, " ")
	}
	if got := codes(); got != "000.8.3.3 500.11 500.12" {
		t.Fatalf("at first: %s", got)
	}
	for _, bad := range []sop.Classification{{Name: "X"}, {Code: "500.x", Name: "X"}, {Code: "500.", Name: "X"}, {Code: "600"}, {Code: "500.11", Name: "X"}} {
		if err := d.Office.PutClassification("", bad); len(fieldsOf(err)) != 1 {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	if err := d.Office.PutClassification("", sop.Classification{Code: " 500.2 ", Name: "Perdagangan"}); err != nil {
		t.Fatal(err)
	}
	if got := codes(); got != "000.8.3.3 500.2 500.11 500.12" {
		t.Errorf("codes are ordered as numbers: %s", got)
	}
	// The usual code is what others follow: renamed it stays the usual one, and
	// it cannot go.
	if err := d.Office.RemoveClassification("500.12"); !errors.Is(err, desk.ErrInUse) {
		t.Errorf("the usual code: %v", err)
	}
	if err := d.Office.PutClassification("500.12", sop.Classification{Code: "500.12.16", Name: "Aplikasi informatika"}); err != nil {
		t.Fatal(err)
	}
	if number, err := d.Letters.Draft("biasa", "", wib(0, 0)); err != nil || number != "B/500.12.16/1/DISKOMINFO/2026" {
		t.Errorf("%q, %v", number, err)
	}
	if number, err := d.Letters.Draft("biasa", "500.11", wib(0, 0)); err != nil || number != "B/500.11/1/DISKOMINFO/2026" {
		t.Errorf("%q, %v", number, err)
	}
	if err := d.Office.RemoveClassification("500.11"); err != nil {
		t.Fatal(err)
	}
	if got := codes(); got != "000.8.3.3 500.2 500.12.16" {
		t.Errorf("after removing: %s", got)
	}
	if _, err := d.Acts.Undo(); err != nil {
		t.Fatal(err)
	}
	if got := codes(); got != "000.8.3.3 500.2 500.11 500.12.16" {
		t.Errorf("after taking it back: %s", got)
	}
}

func TestImportClassifications_is_one_act(t *testing.T) {
	d, _ := openOffice(t)
	csv := "\ufeffKode;Nama\r\n045;Kearsipan\r\n500.12;Kominfo\r\n500.12.16;Aplikasi informatika\r\n"
	if r, err := d.Office.ImportClassifications(t.Context(), strings.NewReader(csv), "klasifikasi.csv", false); err != nil || !r.OK() || r.Applied || len(r.Rows[1].Hints) != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	if list, _, err := d.Office.Classifications(); err != nil || len(list) != 3 {
		t.Fatalf("the dry run left %v, %v", list, err)
	}
	if r, err := d.Office.ImportClassifications(t.Context(), strings.NewReader(csv), "klasifikasi.csv", true); err != nil || !r.Applied {
		t.Fatalf("%+v, %v", r, err)
	}
	if list, _, err := d.Office.Classifications(); err != nil || len(list) != 5 || list[1] != (sop.Classification{Code: "045", Name: "Kearsipan"}) || list[3].Name != "Kominfo" {
		t.Errorf("%v, %v", list, err)
	}
	for _, bad := range []string{"kode,nama\n,X\n", "kode,nama\nabc,X\n", "kode,nama\n1,\n", "kode,nama\n1,X\n1,Y\n"} {
		if r, err := d.Office.ImportClassifications(t.Context(), strings.NewReader(bad), "x.csv", true); !errors.Is(err, desk.ErrBadRows) || r.Bad() != 1 {
			t.Errorf("%q: %+v, %v", bad, r, err)
		}
	}
	if _, err := d.Acts.Undo(); err != nil {
		t.Fatal(err)
	}
	if list, _, err := d.Office.Classifications(); err != nil || len(list) != 3 {
		t.Errorf("after taking it back: %v, %v", list, err)
	}
}
