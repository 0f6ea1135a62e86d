package desk_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// rules lists what is wrong with each row, as column:rule.
func rules(r desk.ImportReport) [][]string {
	var out [][]string
	for _, row := range r.Rows {
		list := []string{}
		for _, p := range row.Problems {
			list = append(list, p.Field+":"+string(p.Rule))
		}
		out = append(out, list)
	}
	return out
}

const cameraFile = "nama;url;opd;kecamatan;transport;aktif;catatan\n" +
	"Simpang Garuda;rtsp://admin:s@ndi#1@10.0.0.1:554/ch1;Dishub;pontianakkota;tcp;ya;x\n" +
	"Pasar Tengah;10.0.0.2;dinas perhubungan;;;tidak;\n"

func TestImport_cameras_dry_run_keeps_nothing(t *testing.T) {
	d, _ := openOffice(t)
	rev := d.Rev()
	report, err := d.Cameras.Import(t.Context(), strings.NewReader(cameraFile), "kamera.csv", false)
	if err != nil {
		t.Fatal(err)
	}
	if !report.OK() || report.Applied || len(report.Rows) != 2 || report.Rows[0].Path != "simpang-garuda" {
		t.Errorf("%+v", report)
	}
	if diff := cmp.Diff([]string{"catatan"}, report.Unknown); diff != "" {
		t.Error(diff)
	}
	rows, err := d.Cameras.List(desk.CameraFilter{})
	if err != nil || len(rows) != 0 || d.Rev() != rev {
		t.Errorf("kept: %v, %v, rev %d → %d", rows, err, rev, d.Rev())
	}
}

func TestImport_cameras_applies_all_as_one_act(t *testing.T) {
	d, _ := openOffice(t)
	rev := d.Rev()
	report, err := d.Cameras.Import(t.Context(), strings.NewReader(cameraFile), "kamera.csv", true)
	if err != nil || !report.Applied {
		t.Fatalf("%+v, %v", report, err)
	}
	if d.Rev() != rev+1 {
		t.Errorf("%d acts", d.Rev()-rev)
	}
	rows, err := d.Cameras.List(desk.CameraFilter{})
	if err != nil || len(rows) != 2 {
		t.Fatalf("%v, %v", rows, err)
	}
	if r := rows[0]; r.Name != "Pasar Tengah" || r.Enabled || r.Agency != "Dishub" || r.Host != "10.0.0.2:554" {
		t.Errorf("%+v", r)
	}
	v, err := d.Cameras.Get(rows[1].ID)
	if err != nil || v.Camera.District != "Pontianak Kota" || v.Camera.URL.Password().Reveal() != "s@ndi#1" || v.Camera.Transport != "tcp" {
		t.Errorf("%+v, %v", v.Camera, err)
	}
	again, err := d.Cameras.Import(t.Context(), strings.NewReader(cameraFile), "kamera.csv", true)
	if !errors.Is(err, desk.ErrBadRows) || again.Applied {
		t.Errorf("the same file again: %+v, %v", again, err)
	}
	if diff := cmp.Diff([][]string{{"jalur:sudah-ada"}, {"jalur:sudah-ada"}}, rules(again)); diff != "" {
		t.Error(diff)
	}
}

func TestImport_cameras_with_one_bad_row_applies_none(t *testing.T) {
	d, _ := openOffice(t)
	file := "nama,url,jalur,opd,kecamatan,transport,aktif\n" +
		"Baik,rtsp://10.0.0.1/1,,,,,\n" +
		",rtsp://10.0.0.2/1,,,,,\n" +
		"Tanpa alamat,,,,,,\n" +
		"Alamat salah,http://10.0.0.3/,,,,,\n" +
		"Jalur salah,rtsp://10.0.0.4/1,Jalur Besar!,,,,\n" +
		"Kembar,rtsp://10.0.0.5/1,baik,,,,\n" +
		"Asing,rtsp://10.0.0.6/1,,Dinas Antariksa,Pontianak Antah,sctp,mungkin\n"
	report, err := d.Cameras.Import(t.Context(), strings.NewReader(file), "kamera.csv", true)
	if !errors.Is(err, desk.ErrBadRows) {
		t.Fatal(err)
	}
	want := [][]string{
		{}, {"nama:kosong"}, {"url:kosong"}, {"url:alamat"}, {"jalur:jalur"}, {"jalur:ganda"},
		{"opd:tidak-dikenal", "kecamatan:tidak-dikenal", "transport:pilihan", "aktif:pilihan"},
	}
	if diff := cmp.Diff(want, rules(report)); diff != "" {
		t.Error(diff)
	}
	if rows, _ := d.Cameras.List(desk.CameraFilter{}); len(rows) != 0 {
		t.Errorf("half applied: %v", rows)
	}
}

func TestImport_says_which_columns_are_missing(t *testing.T) {
	d, _ := openOffice(t)
	report, err := d.Cameras.Import(t.Context(), strings.NewReader("judul;alamat\nA;B\n"), "x.csv", false)
	if err != nil || report.OK() {
		t.Fatalf("%+v, %v", report, err)
	}
	if diff := cmp.Diff([]string{"nama", "url"}, report.Missing); diff != "" {
		t.Error(diff)
	}
}

func TestImport_reports_a_column_that_is_named_twice(t *testing.T) {
	d, _ := openOffice(t)
	report, err := d.Cameras.Import(t.Context(), strings.NewReader("nama;nama;url\nA;B;10.0.0.1\n"), "x.csv", false)
	if err != nil || len(report.Rows) != 1 || report.Rows[0].Name != "A" {
		t.Fatalf("%+v, %v", report, err)
	}
	if diff := cmp.Diff([]string{"nama"}, report.Unknown); diff != "" {
		t.Error(diff)
	}
}

// A whole city at once. How the time grows with the rows is the benchmark's.
func TestImport_takes_a_whole_city(t *testing.T) {
	d, _ := openOffice(t)
	report, err := d.Cameras.Import(t.Context(), strings.NewReader(city(600)), "kota.csv", false)
	if err != nil || !report.OK() || len(report.Rows) != 600 {
		t.Fatalf("%d rows, %v", len(report.Rows), err)
	}
}

func BenchmarkImport_of_a_city(b *testing.B) {
	d, _ := openOffice(b)
	file := city(2000)
	for b.Loop() {
		if _, err := d.Cameras.Import(b.Context(), strings.NewReader(file), "kota.csv", false); err != nil {
			b.Fatal(err)
		}
	}
}

// city is a table of n cameras.
func city(n int) string {
	var file strings.Builder
	file.WriteString("nama;url\n")
	for i := range n {
		fmt.Fprintf(&file, "Kamera %d;rtsp://10.%d.%d.1/a\n", i, i/250, i%250)
	}
	return file.String()
}

const requestFile = "opd;hal;tanggal;asal;lokasi;mulai1;selesai1;mulai2;selesai2;mulai3;selesai3;mulai4;selesai4;mulai5;selesai5;mulai6;selesai6;kamera;nomor_surat;nomor_laporan;keterangan\n" +
	"Dishub;Relay selesai;04-09-2026;diminta;Simpang Garuda|Bundaran;" +
	"04-09-2026 08.00;04-09-2026 08.12;04-09-2026 11.20;04-09-2026 13.05;04-09-2026 14.00;04-09-2026 14.10;" +
	"04-09-2026 16.10;07-09-2026 07.25;07-09-2026 11.00;07-09-2026 14.00;07-09-2026 15.00;07-09-2026 15.10;3;B/1;B/2;dari arsip\n" +
	"PUPR;Relay berjalan;07-09-2026;diusulkan;Rumah Pompa;07-09-2026 12.10;07-09-2026 12.50;07-09-2026 13.30;;;;;;;;;;;;;\n" +
	"Dinsos;Relay baru;07-09-2026;diminta;Kantor;;;;;;;;;;;;;;;;\n"

func TestImport_requests_gives_numbers_in_order_and_judges_their_times(t *testing.T) {
	d, _ := openOffice(t)
	report, err := d.Requests.Import(t.Context(), strings.NewReader(requestFile), "permintaan.csv", true)
	if err != nil {
		t.Fatalf("%v %v", err, rules(report))
	}
	var numbers []string
	for _, row := range report.Rows {
		numbers = append(numbers, row.Number)
	}
	if diff := cmp.Diff([]string{"RLY-2026-0001", "RLY-2026-0002", "RLY-2026-0003"}, numbers); diff != "" {
		t.Fatal(diff)
	}
	v, err := d.Requests.Get(report.Rows[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	var minutes []int
	for _, s := range v.Steps {
		minutes = append(minutes, s.Judgement.Minutes)
	}
	if diff := cmp.Diff([]int{12, 15, 10, 15, 120, 10}, minutes); diff != "" {
		t.Error(diff)
	}
	if v.Request.Status != sop.Done || len(v.Request.Cameras) != 3 || len(v.Request.Sites) != 2 {
		t.Errorf("%s, %d cameras, %d sites", v.Request.Status, len(v.Request.Cameras), len(v.Request.Sites))
	}
	v, err = d.Requests.Get(report.Rows[1].ID)
	if err != nil || v.Request.Status != sop.Running || v.Current != 2 || v.Steps[0].Judgement.Minutes != 40 {
		t.Errorf("%s at %d, %d minutes over lunch, %v", v.Request.Status, v.Current, v.Steps[0].Judgement.Minutes, err)
	}
	if v, err = d.Requests.Get(report.Rows[2].ID); err != nil || v.Request.Status != sop.Draft {
		t.Errorf("%s, %v", v.Request.Status, err)
	}
}

func TestImport_requests_refuses_by_the_rules_of_single_acts(t *testing.T) {
	d, _ := openOffice(t)
	file := "opd;hal;tanggal;asal;lokasi;mulai1;selesai1;mulai2\n" +
		"Dishub;Mundur;07-09-2026;diminta;A;07-09-2026 09.00;07-09-2026 08.00;\n" +
		"Dishub;Mendahului;07-09-2026;diminta;A;07-09-2026 08.00;07-09-2026 08.10;07-09-2026 08.05\n" +
		"Dishub;Besok;07-09-2026;diminta;A;08-09-2026 08.00;;\n" +
		"Dishub;Melompat;07-09-2026;diminta;A;;;07-09-2026 08.00\n" +
		"Dishub;Selesai saja;07-09-2026;diminta;A;;07-09-2026 08.00;\n" +
		";;besok;dipesan;;;;\n"
	report, err := d.Requests.Import(t.Context(), strings.NewReader(file), "permintaan.csv", false)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"selesai1:ditolak"}, {"mulai2:ditolak"}, {"mulai1:ditolak"}, {"mulai1:tidak-urut"}, {"mulai1:tidak-urut"},
		{"opd:kosong", "hal:kosong", "lokasi:kosong", "asal:pilihan", "tanggal:tanggal"},
	}
	if diff := cmp.Diff(want, rules(report)); diff != "" {
		t.Error(diff)
	}
	if next := draft(t, d, "Sesudahnya"); next.IsZero() {
		t.Error("no draft")
	} else if v, _ := d.Requests.Get(next); v.Request.Number != "RLY-2026-0001" {
		t.Errorf("the dry run used up numbers: %s", v.Request.Number)
	}
}

func TestExport_requests_as_JSON_follows_the_contract(t *testing.T) {
	d, _ := openOffice(t)
	if _, err := d.Requests.Import(t.Context(), strings.NewReader(requestFile), "permintaan.csv", true); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := d.Papers.List(&b, "requests", "json", desk.ListOptions{}); err != nil {
		t.Fatal(err)
	}
	var got []map[string]any
	if err := json.Unmarshal(b.Bytes(), &got); err != nil || len(got) != 3 {
		t.Fatalf("%v\n%s", err, b.String())
	}
	step := got[0]["langkah"].([]any)[4].(map[string]any)
	want := map[string]any{"n": 5.0, "mulai": "07-09-2026 11.00", "selesai": "07-09-2026 14.00", "menit": 120.0, "standar": 60.0, "nilai": "terlambat"}
	if diff := cmp.Diff(want, step); diff != "" {
		t.Error(diff)
	}
	if got[0]["nomor"] != "RLY-2026-0001" || got[0]["opd"] != "Dinas Perhubungan" || got[0]["asal"] != "diminta" || got[0]["status"] != "selesai" {
		t.Errorf("%v", got[0])
	}
	if step := got[0]["langkah"].([]any)[0].(map[string]any); step["nilai"] != "tepat" {
		t.Errorf("%v", step)
	}
}

func TestExport_lists_carry_no_address_and_no_login(t *testing.T) {
	d, _ := openOffice(t)
	if _, err := d.Cameras.Import(t.Context(), strings.NewReader(cameraFile), "kamera.csv", true); err != nil {
		t.Fatal(err)
	}
	for _, name := range desk.Lists() {
		for _, format := range desk.ListFormats(name) {
			var b bytes.Buffer
			if err := d.Papers.List(&b, name, format, desk.ListOptions{}); err != nil {
				t.Errorf("%s as %s: %v", name, format, err)
			}
			if name != "audit" && strings.Contains(b.String(), "10.0.0.") || strings.Contains(b.String(), "s@ndi") {
				t.Errorf("%s as %s tells too much", name, format)
			}
		}
	}
	if err := d.Papers.List(&bytes.Buffer{}, "requests", "doc", desk.ListOptions{}); !errors.Is(err, desk.ErrFormat) {
		t.Errorf("doc: %v", err)
	}
}
