package db

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Every field of a thing is read as package json reads it, and none in the slow
// way: a field that somebody adds to the register must be added to the reader.
func TestSwift_reads_a_thing_as_json_does(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		var was, want, got sop.Equipment
		fill(reflect.ValueOf(&was).Elem(), random)
		data, err := lean(was)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatal(err)
		}
		r := swift{data: data}
		if r.equipment(&got); r.odd || r.at != len(data) {
			t.Fatalf("odd at %d of %s", r.at, data)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s\nof %s", diff, data)
		}
	}
}

// What lean never writes is read by package json, or refused by it.
func TestSwift_leaves_to_json_what_is_odd(t *testing.T) {
	for _, text := range []string{
		`{"Code":"CAM-0001" }`, `{"code":"CAM-0001"}`, `{"Code":"CAM-0001","Weight":3}`, `{"Files":null}`, `{"Owned":{"Year":-0}}`,
		`{"Camera":{"Infrared":false}}`, "{\"Name\":\"\xff\"}", `{"Owned":{"Year":007}}`, `{"Code":"CAM-0001`, `{"Code":"CAM`, `{}{}`, ``, `[]`,
		`{"Created":"2026-01-01"}`, `{"ID":"01"}`, `{"Code":"a\qb"}`, `{"Code":"a\`, `{"Movements":[{"Kind":"tambah"}`, `{"Owned":{"Price":1e3}}`, "{\"Name\":\"\x01\"}",
	} {
		id := sop.Equipment{}.ID
		record := append([]byte{recordForm, 0, 0, 0, 0}, text...)
		sum := checksum(bucketEquipment, id[:], []byte(text))
		record[1], record[2], record[3], record[4] = byte(sum>>24), byte(sum>>16), byte(sum>>8), byte(sum)
		var want sop.Equipment
		refused := unpack(bucketEquipment, id[:], record, &want)
		got, err := readEquipment(id, record)
		if (refused == nil) != (err == nil) || err == nil && !cmp.Equal(want, got) || err != nil && err.Error() != refused.Error() {
			t.Errorf("%s: %+v, %v; json says %+v, %v", strings.ToValidUTF8(text, "?"), got, err, want, refused)
		}
	}
}

// FuzzSwift_agrees_with_json looks for JSON that both read, but not alike.
func FuzzSwift_agrees_with_json(f *testing.F) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 8 {
		var e sop.Equipment
		fill(reflect.ValueOf(&e).Elem(), random)
		data, err := lean(e)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var want, got sop.Equipment
		r := swift{data: data}
		if r.equipment(&got); r.odd || r.at != len(data) {
			return
		}
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatalf("json refuses what was read: %v", err)
		}
		if !cmp.Equal(want, got) && !strings.Contains(string(data), "[") { // a list named twice is not written by lean
			t.Fatal(cmp.Diff(want, got))
		}
	})
}
