package desk_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

const register = "No;Instansi;Perihal;Tgl;Asal Permintaan;Titik;Alamat;Kecamatan;Sifat;Telp\n" +
	"1;Dishub;Relay Simpang Garuda;07-09-2026;Diminta Diskominfo;Simpang Garuda|Bundaran;Jl. Tanjungpura;pontianak kota;Sangat Rahasia;0561-1\n" +
	"2;Dinsos;'=Relay;08/09/2026;diusulkan;Kantor;;;;\n"

func TestRequestTable_shows_a_file_and_guesses_its_columns(t *testing.T) {
	d, _ := openOffice(t)
	head, err := d.Requests.RequestTable(strings.NewReader(register))
	must(t, err)
	want := desk.Mapping{"opd": "Instansi", "hal": "Perihal", "tanggal": "Tgl", "asal": "Asal Permintaan", "lokasi": "Titik",
		"kecamatan": "Kecamatan", "sifat": "Sifat", "telepon": "Telp"}
	if diff := cmp.Diff(want, head.Guess); diff != "" {
		t.Error(diff)
	}
	if head.Rows != 2 || len(head.Columns) != 10 || head.Sample[0][2] != "Relay Simpang Garuda" {
		t.Errorf("%+v", head)
	}
	if _, err := d.Requests.RequestTable(strings.NewReader("")); !errors.Is(err, desk.ErrNotTable) {
		t.Error(err)
	}
}

func TestImport_takes_columns_of_other_names_and_follows_the_mapping(t *testing.T) {
	d, c := openOffice(t)
	c.set(wib(16, 0).AddDate(0, 0, 2))
	head, err := d.Requests.RequestTable(strings.NewReader(register))
	must(t, err)
	head.Guess["lokasi"] = "Alamat" // the user chose another column
	report, err := d.Requests.ImportMapped(t.Context(), strings.NewReader(register), "daftar.csv", head.Guess, false)
	must(t, err)
	if diff := cmp.Diff([][]string{{}, {"lokasi:kosong"}}, rules(report)); diff != "" {
		t.Error(diff)
	}
	head.Guess["lokasi"] = "Titik"
	report, err = d.Requests.ImportMapped(t.Context(), strings.NewReader(register), "daftar.csv", head.Guess, true)
	must(t, err)
	v, err := d.Requests.Get(report.Rows[0].ID)
	must(t, err)
	if q := v.Request; len(q.Sites) != 2 || q.Sites[1].District != "Pontianak Kota" || q.Nature != "sangat-rahasia" || q.Contact.Phone != "0561-1" || q.Origin != sop.AskedByOffice {
		t.Errorf("%+v", q)
	}
	if v, err = d.Requests.Get(report.Rows[1].ID); err != nil || v.Request.Subject != "=Relay" {
		t.Errorf("the apostrophe of an export was taken for text: %q", v.Request.Subject)
	}
	again, err := d.Requests.ImportMapped(t.Context(), strings.NewReader(register), "daftar.csv", head.Guess, false)
	must(t, err)
	if h := again.Rows[0].Hints; len(h) != 1 || h[0].Other != "RLY-2026-0001" {
		t.Errorf("a table that is imported twice goes unnoticed: %+v", h)
	}
	_, err = d.Requests.ImportMapped(t.Context(), strings.NewReader(register), "daftar.csv", desk.Mapping{"opd": "Tidak Ada"}, false)
	var field *desk.FieldError
	if !errors.As(err, &field) || field.Field != "opd" || field.Rule != desk.FieldUnknown {
		t.Error("a mapping to nowhere: ", err)
	}
}

func TestImport_refuses_choices_that_are_none(t *testing.T) {
	d, _ := openOffice(t)
	file := "opd;hal;tanggal;asal;lokasi;kecamatan;sifat;urgensi\nDishub;Relay;07-09-2026;diminta;A;Singkawang;gawat;nanti\n"
	report, err := d.Requests.Import(t.Context(), strings.NewReader(file), "a.csv", false)
	must(t, err)
	if diff := cmp.Diff([][]string{{"sifat:pilihan", "urgensi:pilihan", "kecamatan:tidak-dikenal"}}, rules(report)); diff != "" {
		t.Error(diff)
	}
}

func TestExport_writes_what_is_shown_in_the_style_that_is_chosen(t *testing.T) {
	d, _ := openOffice(t)
	wanted := draft(t, d, "=cmd|' /C calc'!A0")
	draft(t, d, "Yang lain")
	for _, style := range []struct {
		comma bool
		sep   rune
	}{{false, ';'}, {true, ','}} {
		o := desk.ListOptions{Requests: desk.RequestFilter{IDs: []ulid.ULID{wanted}}}
		o.CSV.Comma, o.CSV.NoBOM = style.comma, style.comma
		var b bytes.Buffer
		must(t, d.Papers.List(&b, "requests", "csv", o))
		text, bom := strings.CutPrefix(b.String(), "\ufeff")
		if bom == style.comma {
			t.Errorf("byte order mark: %v", bom)
		}
		r := csv.NewReader(strings.NewReader(text))
		r.Comma = style.sep
		rows, err := r.ReadAll()
		must(t, err)
		if len(rows) != 2 || rows[1][3] != "'=cmd|' /C calc'!A0" {
			t.Errorf("%q", rows)
		}
	}
	var b bytes.Buffer
	must(t, d.Papers.List(&b, "requests", "csv", desk.ListOptions{Requests: desk.RequestFilter{IDs: []ulid.ULID{}}}))
	if strings.Count(b.String(), "\n") != 1 {
		t.Errorf("nothing is shown, yet this is written: %q", b.String())
	}
}

func TestTie_gives_the_cameras_their_request_and_takes_it_back(t *testing.T) {
	d, _ := openOffice(t)
	id := draft(t, d, "Relay Simpang Garuda")
	_, err := d.Cameras.Import(t.Context(), strings.NewReader(cameraFile), "kamera.csv", true)
	must(t, err)
	rows, err := d.Cameras.List(desk.CameraFilter{})
	must(t, err)
	ref := func(i int) sop.CameraRef { return sop.CameraRef{CameraID: rows[i].ID, Name: rows[i].Name} }
	paper := sop.CameraRef{CameraID: ulid.Make(), Name: "Dari kertas"}
	_, err = d.Requests.Tie(id, []sop.CameraRef{ref(0), ref(1), paper})
	must(t, err)
	owner := func(i int) ulid.ULID {
		v, err := d.Cameras.Get(rows[i].ID)
		must(t, err)
		return v.Camera.RequestID
	}
	if owner(0) != id || owner(1) != id {
		t.Error("the cameras do not know their request")
	}
	v, err := d.Requests.Tie(id, []sop.CameraRef{ref(1)})
	must(t, err)
	if owner(0) != (ulid.ULID{}) || owner(1) != id || len(v.Request.Cameras) != 1 {
		t.Errorf("let go: %v %v", owner(0), v.Request.Cameras)
	}
	undo(t, d, string(sop.ActAttach))
	if v, err := d.Requests.Get(id); err != nil || len(v.Request.Cameras) != 3 || owner(0) != id {
		t.Errorf("taken back: %d cameras, %v", len(v.Request.Cameras), err)
	}
}
