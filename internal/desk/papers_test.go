package desk_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func TestNotaDinas_reports_on_a_finished_activity_5_only(t *testing.T) {
	d, _ := openOffice(t)
	officials(t, d)
	id := draft(t, d, "Relay Simpang Garuda")
	walk(t, d, id, 4)
	if err := d.Papers.NotaDinas(id, &bytes.Buffer{}); !errors.Is(err, desk.ErrNotReady) {
		t.Fatalf("before activity 5: %v", err)
	}
	cam, err := d.Cameras.Publish(t.Context(), desk.CameraDraft{Name: "Simpang", Address: "rtsp://10.0.0.1/1"})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Cameras.Attach(id, cam); err != nil {
		t.Fatal(err)
	}
	act(t, d, id, sop.Act{Kind: sop.ActBegin, Step: 5, At: wib(10, 0)})
	if err := d.Cameras.NoteProof(id, cam, sop.Proof{Result: sop.Success, At: wib(10, 20), Codec: "H264"}); err != nil {
		t.Fatal(err)
	}
	checks := sop.DefaultVersion().Activity(5).Checks
	for i := range checks {
		checks[i].Met = true
	}
	act(t, d, id, sop.Act{Kind: sop.ActFinish, Step: 5, At: wib(10, 40), Checks: checks})
	path := filepath.Join(t.TempDir(), d.Papers.SuggestName("nota-dinas", "RLY-2026-0001", "pdf"))
	var first bytes.Buffer
	if err := d.Papers.NotaDinas(id, &first); err != nil {
		t.Fatal(err)
	}
	if err := d.Papers.Keep(path, desk.PaperNote, first.Bytes()); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil || !bytes.HasPrefix(text, []byte("%PDF-")) {
		t.Errorf("%d bytes, %v", len(text), err)
	}
	var again bytes.Buffer
	if err := d.Papers.NotaDinas(id, &again); err != nil || !bytes.Equal(text, again.Bytes()) {
		t.Errorf("the same request gives other bytes, %v", err)
	}
}

func TestOpen_closes_outages_that_a_crash_left_open(t *testing.T) {
	dir := t.TempDir()
	store, err := db.Open(db.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	from := time.Now().Add(-time.Hour).UTC()
	err = store.Write(db.Meta{Who: "tes", Action: "gangguan"}, func(tx *db.Tx) error {
		id := ulid.Make()
		return tx.Outages().Put(tx, id, db.Outage{ID: id, CameraID: ulid.Make(), From: from, Kind: "waiting", Cause: "timeout"})
	})
	if err = errors.Join(err, store.Close()); err != nil {
		t.Fatal(err)
	}
	d := openRelay(t, dir)
	rows, err := d.Ledger.Outages(desk.OutageFilter{})
	if err != nil || len(rows) != 1 || rows[0].To.Before(from) || rows[0].To.After(time.Now().Add(time.Minute)) {
		t.Errorf("%+v, %v", rows, err)
	}
}

func TestBackup_is_noted_and_brings_the_office_back(t *testing.T) {
	d, c := openOffice(t)
	draft(t, d, "Relay")
	path, phrase := filepath.Join(t.TempDir(), "cadangan"), secret.NewText("kata sandi cadangan")
	if err := d.Ledger.Backup(path, phrase); err != nil {
		t.Fatal(err)
	}
	if got := d.Pulse().LastBackup; !got.Equal(c.now()) {
		t.Errorf("last backup %v", got)
	}
	dir := t.TempDir()
	if err := db.Restore(path, dir, phrase); err != nil {
		t.Fatal(err)
	}
	back, err := desk.Open(desk.Config{Dir: dir, Offline: true})
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	if rows, err := back.Requests.List(desk.RequestFilter{}); err != nil || len(rows) != 1 || rows[0].Number != "RLY-2026-0001" {
		t.Errorf("%+v, %v", rows, err)
	}
}
