package wall

import (
	"errors"
	"testing"

	"github.com/oklog/ulid/v2"
)

func TestViews_travel_by_the_paths_of_their_cameras(t *testing.T) {
	here := []Camera{{ID: ulid.Make(), Path: "a"}, {ID: ulid.Make(), Path: "b"}}
	there := []Camera{{ID: ulid.Make(), Path: "a"}}
	kept := []View{
		{Number: 1, Name: "Pagi", Kind: KindFixed, Layout: "4", Dwell: 20, Places: []ulid.ULID{here[0].ID, {}, here[1].ID}},
		{Number: 7, Name: "Dishub", Kind: KindAgency, Agency: "Dishub"},
	}
	data, err := ExportViews(kept, here)
	if err != nil {
		t.Fatal(err)
	}
	same, missing, err := ImportViews(data, here)
	if err != nil || missing != 0 || !SameViews(same, kept) {
		t.Errorf("at home: %+v, %d missing, %v", same, missing, err)
	}
	other, missing, err := ImportViews(data, there)
	if err != nil || missing != 1 || len(other) != 2 || other[0].Places[0] != there[0].ID || other[0].Places[2] != (ulid.ULID{}) {
		t.Errorf("elsewhere: %+v, %d missing, %v", other, missing, err)
	}
}

func FuzzImportViews(f *testing.F) {
	for _, seed := range []string{"", "{}", `{"cctvdesk":"tampilan-dinding"}`, `[1,2]`,
		`{"cctvdesk":"tampilan-dinding","views":[{"number":1,"name":"x","kind":"tetap","layout":"9999x9999"}]}`,
		`{"cctvdesk":"tampilan-dinding","views":[{"number":1,"name":"x","kind":"semua"}]}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		views, _, err := ImportViews(data, nil)
		if err != nil && !errors.Is(err, ErrViews) {
			t.Fatal(err)
		}
		for _, v := range views {
			if !v.valid() || v.Number < 1 || v.Number > 99 {
				t.Fatalf("%+v", v)
			}
		}
	})
}
