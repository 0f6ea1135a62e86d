package db_test

import (
	"fmt"
	"testing"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// lifelike is a request in the middle of its life.
func lifelike(n int) sop.Request {
	r := sop.Request{ID: numbered(n), Number: fmt.Sprintf("RLY-2026-%04d", n), Subject: "Relay CCTV Simpang Garuda", Status: sop.Running,
		Sites: []sop.Site{{Name: "Simpang Garuda", District: "Pontianak Kota"}}}
	for step := range 6 {
		r.Steps = append(r.Steps, sop.Step{N: step + 1, Round: 1, Executor: sop.RoleKasi, Standard: 15,
			Checks: []sop.Check{{Key: "ip", Label: "Alamat IP", Mandatory: true, Met: true}, {Key: "internet", Label: "Sambungan internet", Mandatory: true}}})
	}
	return r
}

// BenchmarkPut is one act as a user does it: one record, its line of the
// trail, and the disk has it.
func BenchmarkPut(b *testing.B) {
	s := open(b, b.TempDir())
	n := 0
	for b.Loop() {
		n++
		write(b, s, func(tx *db.Tx) error { return tx.Requests().Put(tx, numbered(n), lifelike(n)) })
	}
}

// BenchmarkList_10000 reads ten thousand requests, as the longest list does.
func BenchmarkList_10000(b *testing.B) {
	s := open(b, b.TempDir())
	for batch := range 10 {
		write(b, s, func(tx *db.Tx) error {
			for i := range 1000 {
				n := batch*1000 + i + 1
				if err := tx.Requests().Put(tx, numbered(n), lifelike(n)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for b.Loop() {
		count := 0
		read(b, s, func(tx *db.Tx) error {
			for range tx.Requests().All(tx) {
				count++
			}
			return nil
		})
		if count != 10000 {
			b.Fatal(count)
		}
	}
}

// BenchmarkOpen is what a start pays: inspecting and opening a file with ten
// thousand agencies.
func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	s := open(b, dir)
	write(b, s, func(tx *db.Tx) error {
		for n := range 10000 {
			id := ulid.Make()
			if err := tx.Agencies().Put(tx, id, sop.Agency{ID: id, Name: fmt.Sprint("Dinas ", n)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s, err := db.Open(db.Config{Dir: dir, Keeper: db.KeyFile(dir)})
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
