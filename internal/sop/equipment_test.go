package sop_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/oklog/ulid/v2"
	"pgregory.net/rapid"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func onDay(y, m, d int) time.Time {
	return time.Date(y, time.Month(m), d, 9, 0, 0, 0, sop.WIB())
}

func aCamera() sop.Equipment {
	return sop.Equipment{
		ID: ulid.Make(), Code: "CAM-0001", Kind: "kamera", Name: "Kamera Simpang Garuda", Brand: "Hikvision", Serial: "DS-1",
		Camera: sop.CameraSpec{Type: "ptz"}, Owned: sop.Ownership{AgencyID: ulid.Make(), Year: 2020},
		Movements: []sop.Movement{{Kind: sop.MoveAdd, Date: onDay(2020, 3, 2), Condition: sop.Good}},
	}
}

func TestEquipment_of_any_day_follows_from_its_movements(t *testing.T) {
	garuda, flamboyan := ulid.Make(), ulid.Make()
	e := aCamera()
	e.Movements = []sop.Movement{
		{Kind: sop.MoveAdd, Date: onDay(2020, 3, 2), SiteID: garuda, Condition: sop.Good},
		{Kind: sop.MoveSite, Date: onDay(2022, 5, 1), SiteID: flamboyan},
		{Kind: sop.MoveRemove, Date: onDay(2025, 12, 31)},
		// Recorded last, happened earlier: the books are by day.
		{Kind: sop.MoveCondition, Date: onDay(2023, 1, 10), Condition: sop.HeavyFault},
		{Kind: sop.MovePropose, Date: onDay(2024, 7, 1)},
	}
	e.Inspections = []sop.Inspection{
		{At: onDay(2021, 1, 1), Found: sop.Online},
		{At: onDay(2023, 1, 9), Found: sop.Offline, Cause: "listrik"},
	}
	for _, c := range []struct {
		day  time.Time
		want sop.EquipmentState
	}{
		{onDay(2020, 3, 1), sop.EquipmentState{}},
		{onDay(2020, 3, 2), sop.EquipmentState{Status: sop.AssetActive, Quantity: 1, SiteID: garuda, Condition: sop.Good, Moved: onDay(2020, 3, 2)}},
		{onDay(2022, 5, 1), sop.EquipmentState{Status: sop.AssetActive, Quantity: 1, SiteID: flamboyan, Condition: sop.Good,
			Operation: sop.Online, Inspected: onDay(2021, 1, 1), Moved: onDay(2022, 5, 1)}},
		{onDay(2023, 1, 10), sop.EquipmentState{Status: sop.AssetActive, Quantity: 1, SiteID: flamboyan, Condition: sop.HeavyFault,
			Operation: sop.Offline, Cause: "listrik", Inspected: onDay(2023, 1, 9), Moved: onDay(2023, 1, 10)}},
		{onDay(2025, 12, 30), sop.EquipmentState{Status: sop.AssetProposed, Quantity: 1, SiteID: flamboyan, Condition: sop.HeavyFault,
			Operation: sop.Offline, Cause: "listrik", Inspected: onDay(2023, 1, 9), Moved: onDay(2024, 7, 1)}},
		{onDay(2025, 12, 31), sop.EquipmentState{Status: sop.AssetRemoved, SiteID: flamboyan, Condition: sop.HeavyFault,
			Operation: sop.Offline, Cause: "listrik", Inspected: onDay(2023, 1, 9), Moved: onDay(2025, 12, 31)}},
	} {
		if diff := cmp.Diff(c.want, e.At(c.day)); diff != "" {
			t.Errorf("on %s (-want +got):\n%s", c.day.Format("2006-01-02"), diff)
		}
	}
	// The day is the office's: 23.30 WIB of the day before is not yet there,
	// 00.30 WIB is.
	if e.At(time.Date(2020, 3, 1, 16, 30, 0, 0, time.UTC)).Held() || !e.At(time.Date(2020, 3, 1, 17, 30, 0, 0, time.UTC)).Held() {
		t.Error("the day of a movement is not the office's day")
	}
}

func TestEquipment_checks(t *testing.T) {
	today := onDay(2026, 10, 1)
	cases := map[string]struct {
		change  func(*sop.Equipment)
		field   string
		rule    sop.FlawRule
		warning bool
	}{
		"no name":          {func(e *sop.Equipment) { e.Name = " " }, "nama", sop.FlawMissing, false},
		"no kind":          {func(e *sop.Equipment) { e.Kind = "" }, "jenis", sop.FlawMissing, false},
		"unknown kind":     {func(e *sop.Equipment) { e.Kind = "drone" }, "jenis", sop.FlawChoice, false},
		"no owner":         {func(e *sop.Equipment) { e.Owned.AgencyID = ulid.ULID{} }, "opd", sop.FlawMissing, false},
		"PTZ or statis":    {func(e *sop.Equipment) { e.Camera.Type = "" }, "tipe_kamera", sop.FlawMissing, false},
		"year too early":   {func(e *sop.Equipment) { e.Owned.Year = 1989 }, "tahun_perolehan", sop.FlawYear, false},
		"year to come":     {func(e *sop.Equipment) { e.Owned.Year = 2027 }, "tahun_perolehan", sop.FlawYear, false},
		"price below zero": {func(e *sop.Equipment) { e.Owned.Price = -1 }, "harga", sop.FlawPrice, false},
		"register":         {func(e *sop.Equipment) { e.Register = "A1" }, "register", sop.FlawRegister, false},
		"kode barang":      {func(e *sop.Equipment) { e.ItemCode = "CCTV" }, "kode_barang", sop.FlawItemCode, false},
		"address":          {func(e *sop.Equipment) { e.Link.IP = "10.1.2.300" }, "ip", sop.FlawAddress, false},
		"MAC":              {func(e *sop.Equipment) { e.Link.MAC = "xx" }, "mac", sop.FlawMAC, false},
		"media":            {func(e *sop.Equipment) { e.Link.Media = "merpati" }, "media", sop.FlawChoice, false},
		"two of a serial":  {func(e *sop.Equipment) { e.Movements[0].Quantity = 2 }, "jumlah", sop.FlawSerial, false},
		"rusak berat yet online": {func(e *sop.Equipment) {
			e.Movements[0].Condition = sop.HeavyFault
			e.Inspections = []sop.Inspection{{At: today, Found: sop.Online}}
		}, "kondisi", sop.FlawWorking, true},
		"offline without cause": {func(e *sop.Equipment) {
			e.Inspections = []sop.Inspection{{At: today, Found: sop.Offline}}
		}, "penyebab_offline", sop.FlawNeedCause, false},
	}
	if flaws := sop.CheckEquipment(aCamera(), sop.DefaultKinds(), today); len(flaws) != 0 {
		t.Fatalf("a good camera: %+v", flaws)
	}
	for name, c := range cases {
		e := aCamera()
		c.change(&e)
		flaws := sop.CheckEquipment(e, sop.DefaultKinds(), today)
		if len(flaws) != 1 || flaws[0].Field != c.field || flaws[0].Rule != c.rule || flaws[0].Warning != c.warning {
			t.Errorf("%s: %+v, want one of %s %s", name, flaws, c.field, c.rule)
		}
	}
}

func TestEquipment_movements_must_make_sense(t *testing.T) {
	today := onDay(2026, 10, 1)
	add := sop.Movement{Kind: sop.MoveAdd, Date: onDay(2020, 1, 1), Condition: sop.Good, Quantity: 3}
	cases := map[string]struct {
		moves []sop.Movement
		rule  sop.FlawRule
	}{
		"none":               {nil, sop.FlawFirst},
		"before the first":   {[]sop.Movement{add, {Kind: sop.MoveRepair, Date: onDay(2019, 1, 1)}}, sop.FlawFirst},
		"twice added":        {[]sop.Movement{add, {Kind: sop.MoveAdd, Date: onDay(2021, 1, 1), Condition: sop.Good}}, sop.FlawTwice},
		"after the end":      {[]sop.Movement{add, {Kind: sop.MoveRemove, Date: onDay(2021, 1, 1)}, {Kind: sop.MoveRepair, Date: onDay(2022, 1, 1)}}, sop.FlawGone},
		"in the future":      {[]sop.Movement{add, {Kind: sop.MoveRepair, Date: onDay(2026, 10, 2)}}, sop.FlawFuture},
		"without a day":      {[]sop.Movement{add, {Kind: sop.MoveRepair}}, sop.FlawMissing},
		"the same condition": {[]sop.Movement{add, {Kind: sop.MoveCondition, Date: onDay(2021, 1, 1), Condition: sop.Good}}, sop.FlawSame},
		"the same place":     {[]sop.Movement{add, {Kind: sop.MoveSite, Date: onDay(2021, 1, 1)}}, sop.FlawSame},
		"more than there is": {[]sop.Movement{add, {Kind: sop.MoveRemove, Date: onDay(2021, 1, 1), Quantity: 4}}, sop.FlawTooMany},
		"unknown":            {[]sop.Movement{add, {Kind: "sulap", Date: onDay(2021, 1, 1)}}, sop.FlawChoice},
		"twice proposed":     {[]sop.Movement{add, {Kind: sop.MovePropose, Date: onDay(2021, 1, 1)}, {Kind: sop.MovePropose, Date: onDay(2021, 2, 1)}}, sop.FlawTwice},
		"no such condition":  {[]sop.Movement{add, {Kind: sop.MoveRepair, Date: onDay(2021, 1, 1), Condition: "C"}}, sop.FlawChoice},
	}
	for name, c := range cases {
		flaws := sop.CheckMovements(c.moves, today)
		if !slices.ContainsFunc(flaws, func(f sop.Flaw) bool { return f.Rule == c.rule }) {
			t.Errorf("%s: %+v, want %s", name, flaws, c.rule)
		}
	}
	back := []sop.Movement{add, {Kind: sop.MoveRemove, Date: onDay(2021, 1, 1), Quantity: 1}, {Kind: sop.MoveRemove, Date: onDay(2022, 1, 1), HandedTo: "Dinas Sosial"},
		{Kind: sop.MoveAdd, Date: onDay(2023, 1, 1), Condition: sop.LightFault}}
	if flaws := sop.CheckMovements(back, today); len(flaws) != 0 {
		t.Errorf("handed over and come back: %+v", flaws)
	}
}

// What the yearly table promises: whatever the movements, saldo awal + tambah
// − kurang = saldo akhir over any two days, and the order in which movements
// were recorded changes nothing.
func TestEquipment_balances_add_up(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := onDay(2020, 1, 1)
		e := sop.Equipment{}
		at := 0
		for range rapid.IntRange(1, 12).Draw(t, "moves") {
			at += rapid.IntRange(1, 90).Draw(t, "days")
			m := sop.Movement{
				Date: start.AddDate(0, 0, at), Kind: rapid.SampledFrom(sop.MovementKinds()).Draw(t, "kind"),
				Condition: rapid.SampledFrom(sop.Conditions()).Draw(t, "condition"), Quantity: rapid.IntRange(0, 4).Draw(t, "quantity"),
			}
			with := append(slices.Clone(e.Movements), m)
			if len(sop.CheckMovements(with, start.AddDate(9, 0, 0))) == 0 {
				e.Movements = with
			}
		}
		from := start.AddDate(0, 0, rapid.IntRange(0, 1000).Draw(t, "from"))
		to := from.AddDate(0, 0, rapid.IntRange(0, 500).Draw(t, "to"))
		plus, minus := 0, 0
		for _, h := range e.History() {
			if d := h.Movement.Date; d.After(from.Add(14*time.Hour)) && !d.After(to.Add(14*time.Hour)) {
				plus, minus = plus+max(h.Delta(), 0), minus+max(-h.Delta(), 0)
			}
		}
		if first, last := e.At(from).Quantity, e.At(to).Quantity; first+plus-minus != last {
			t.Fatalf("%d + %d − %d is not %d: %+v", first, plus, minus, last, e.Movements)
		}
		state := e.At(to)
		if state.Held() != (state.Quantity > 0) {
			t.Fatalf("in the books and how many disagree: %+v", state)
		}
		shuffled := e
		shuffled.Movements = rapid.Permutation(e.Movements).Draw(t, "recorded")
		if diff := cmp.Diff(state, shuffled.At(to)); diff != "" {
			t.Fatalf("the order of recording changes the state:\n%s", diff)
		}
	})
}

func TestTaken_knows_what_belongs_to_one_thing_alone(t *testing.T) {
	owner := ulid.Make()
	a := sop.Equipment{ID: ulid.Make(), Code: "CAM-0009", Brand: "Axis", Serial: "AC-12 3", ItemCode: "1.3.2", Register: "0004", Owned: sop.Ownership{AgencyID: owner}}
	taken := sop.NewTaken()
	taken.Add(a)
	b := sop.Equipment{ID: ulid.Make(), Code: "cam-0009", Brand: "AXIS", Serial: "ac123", ItemCode: "1.3.2", Register: "4", Owned: sop.Ownership{AgencyID: owner}}
	var fields []string
	for _, f := range taken.Check(b) {
		fields = append(fields, f.Field)
		if f.Rule != sop.FlawTaken || f.Other != "CAM-0009" {
			t.Errorf("%+v", f)
		}
	}
	if diff := cmp.Diff([]string{"kode_internal", "nomor_seri", "register"}, fields); diff != "" {
		t.Error(diff)
	}
	if flaws := taken.Check(a); len(flaws) != 0 {
		t.Errorf("a thing stands in its own way: %+v", flaws)
	}
	b.Brand, b.Code, b.Owned.AgencyID = "Bosch", "CAM-0010", ulid.Make()
	if flaws := taken.Check(b); len(flaws) != 0 {
		t.Errorf("another brand, another owner: %+v", flaws)
	}
	if code := taken.NextCode("CAM"); code != "CAM-0010" {
		t.Errorf("next code %s", code)
	}
	if id, ok := taken.BySerial("axis", "AC123"); !ok || id != a.ID {
		t.Error("not found by brand and serial")
	}
	taken.Remove(a)
	a.Trashed = onDay(2026, 1, 1)
	taken.Add(a)
	if _, ok := taken.BySerial("axis", "AC123"); ok {
		t.Error("a thing in the trash holds its serial number")
	}
	if _, ok := taken.ByCode("CAM-0009"); !ok {
		t.Error("a code of the trash is free")
	}
}

func TestReminders(t *testing.T) {
	now := onDay(2026, 10, 1)
	e := aCamera()
	kinds := func() (out []string) {
		for _, r := range sop.Reminders(e, now) {
			out = append(out, r.Kind)
		}
		return out
	}
	e.Inspections = []sop.Inspection{{At: onDay(2026, 9, 1), Found: sop.Online}}
	if got := kinds(); got != nil {
		t.Errorf("nothing is due: %v", got)
	}
	e.Owned.Warranty, e.Link.Due = onDay(2026, 11, 1), onDay(2026, 9, 15)
	e.Inspections[0].At = onDay(2026, 3, 20)
	want := []string{sop.RemindWarranty, sop.RemindSubscription, sop.RemindInspection}
	if diff := cmp.Diff(want, kinds()); diff != "" {
		t.Error(diff)
	}
	e.Movements = append(e.Movements, sop.Movement{Kind: sop.MoveRemove, Date: onDay(2026, 9, 30)})
	if got := kinds(); got != nil {
		t.Errorf("a thing that is gone reminds of %v", got)
	}
}

func TestKinds_are_found_by_what_people_write(t *testing.T) {
	for text, key := range map[string]string{"kamera": "kamera", "NVR": "nvr", "dvr": "nvr", "Access Point": "radio", "access point/radio": "radio", "video wall": "monitor", "MCV": "konverter"} {
		if k, ok := sop.FindKind(sop.DefaultKinds(), text); !ok || k.Key != key {
			t.Errorf("%q: %+v", text, k)
		}
	}
	if _, ok := sop.FindKind(sop.DefaultKinds(), "drone"); ok {
		t.Error("found a drone")
	}
}

func TestSpots(t *testing.T) {
	good := sop.Spot{Site: sop.Site{Name: "Simpang Garuda", Purpose: "lalu-lintas"}, Lat: -0.03, Lon: 109.34}
	if flaws := sop.CheckSpot(good); len(flaws) != 0 {
		t.Errorf("%+v", flaws)
	}
	far := good
	far.Lat, far.Purpose = -6.2, ""
	flaws := sop.CheckSpot(far)
	if len(flaws) != 2 || !flaws[0].Warning || !flaws[1].Warning {
		t.Errorf("%+v", flaws)
	}
}
