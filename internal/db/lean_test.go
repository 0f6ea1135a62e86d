package db

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// fill puts something into every field, or leaves it zero, as chance has it.
func fill(v reflect.Value, r *rand.Rand) {
	if r.IntN(3) == 0 {
		return
	}
	if v.Type() == reflect.TypeFor[time.Time]() {
		v.Set(reflect.ValueOf(time.Unix(r.Int64N(2e9), r.Int64N(1e9)).In(sop.WIB())))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i), r)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), r.IntN(3), 3)) // also empty, which is not nil
		for i := range v.Len() {
			fill(v.Index(i), r)
		}
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), r)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), r)
	case reflect.String:
		v.SetString([]string{"Simpang \"A\" <&>", "ä\u2028", "\x00\n", "x"}[r.IntN(4)])
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(r.NormFloat64())
	case reflect.Int, reflect.Int64:
		v.SetInt(r.Int64() >> r.IntN(60))
	case reflect.Uint64:
		v.SetUint(r.Uint64() >> r.IntN(60))
	case reflect.Uint8:
		v.SetUint(uint64(r.IntN(256)))
	default:
		panic(v.Type())
	}
}

func TestLean_loses_nothing_of_a_request(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	long, short := 0, 0
	for range 500 {
		var was, is sop.Request
		fill(reflect.ValueOf(&was).Elem(), r)
		data, err := lean(was)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &is); err != nil {
			t.Fatalf("%v: %s", err, data)
		}
		if diff := cmp.Diff(was, is); diff != "" {
			t.Fatalf("%s\nof %s", diff, data)
		}
		if strings.Contains(string(data), "+07:00") {
			t.Fatalf("a time of the office's zone: %s", data)
		}
		full, err := json.Marshal(was)
		if err != nil {
			t.Fatal(err)
		}
		long, short = long+len(full), short+len(data)
	}
	if short >= long {
		t.Errorf("%d bytes, %d with every zero", short, long)
	}
}

func TestLean_outer_fields_hide_inner_ones(t *testing.T) {
	data, err := lean(sealedAccount{Account{Name: "polda"}, []byte{1, 2, 3}})
	if err != nil || string(data) != `{"Password":"AQID","Name":"polda"}` {
		t.Errorf("%s, %v", data, err)
	}
	data, err = lean(sealedAccount{Account: Account{Name: "polda"}}) // no password: its mask is not written instead
	if err != nil || string(data) != `{"Name":"polda"}` {
		t.Errorf("%s, %v", data, err)
	}
}
