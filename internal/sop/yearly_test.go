package sop

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// aYear is 2026 in the office's time.
func aYear() YearData {
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, WIB())
	return YearData{Year: 2026, From: from, To: from.AddDate(1, 0, 0), Until: from.AddDate(1, 0, 0), SOP: DefaultVersion(), Calendar: NewCalendar(DefaultCalendar())}
}

func TestTally_of_an_empty_year_has_no_faults_and_no_shares(t *testing.T) {
	y := Tally(aYear())
	if len(y.Faults) > 0 || y.Items != 0 || len(y.Kinds) > 0 || len(y.Troubles) > 0 {
		t.Fatalf("%+v", y)
	}
	for _, i := range y.Indicators {
		if i.Share && i.Known {
			t.Errorf("%s is known to be %v", i.Key, i.Value)
		}
	}
}

func TestTally_counts_a_request_over_the_turn_of_the_year_in_both(t *testing.T) {
	d := aYear()
	came := d.To.AddDate(0, 0, -3)
	r := Request{Registered: came, Status: Done, Finished: d.To.AddDate(0, 0, 4)}
	d.Asked = []Asked{{Request: r, Agency: "Dinas Perhubungan", Closed: r.Finished}}
	first := Tally(d)
	if got := first.Months[11]; got != (MonthRow{Came: 1, Running: 1}) || first.Carried != 0 || first.Whole.Count != 0 || len(first.Faults) > 0 {
		t.Errorf("first year: %+v, carried %d, %v", got, first.Carried, first.Faults)
	}
	d.Year, d.From, d.To, d.Until = 2027, d.To, d.To.AddDate(1, 0, 0), d.To.AddDate(1, 0, 0)
	second := Tally(d)
	if got := second.Months[0]; got != (MonthRow{Finished: 1}) || second.Carried != 1 || second.Whole.Count != 1 || len(second.AskedBy) != 0 || len(second.Faults) > 0 {
		t.Errorf("second year: %+v, carried %d, %v", got, second.Carried, second.Faults)
	}
}

func TestTally_leaves_months_that_have_not_begun_empty(t *testing.T) {
	d := aYear()
	d.Until = time.Date(2026, 3, 10, 9, 0, 0, 0, WIB())
	d.Asked = []Asked{{Request: Request{Registered: d.From, Status: Running}}}
	y := Tally(d)
	if y.Months[2].Running != 1 || y.Months[3] != (MonthRow{}) || len(y.Faults) > 0 {
		t.Errorf("%+v %v", y.Months, y.Faults)
	}
}

func TestTally_says_which_sum_does_not_add_up(t *testing.T) {
	d := aYear()
	d.Closing = []Holding{{Kind: "Kamera", Camera: true, Count: 3}}
	d.Flows = []Flow{{Kind: "Kamera", Count: 2}} // one was never entered
	y := Tally(d)
	if len(y.Faults) != 1 || y.Faults[0] != (SumFault{Table: "1", What: "Kamera", Sum: 2, Total: 3}) {
		t.Errorf("%+v", y.Faults)
	}
}

func TestAge_of_equipment(t *testing.T) {
	until := aYear().To
	for year, want := range map[int]string{0: "", 2027: "2", 2026: "2", 2024: "2", 2023: "5", 2021: "5", 2020: "lebih", 1995: "lebih"} {
		if got := ageOf(year, until); got != want {
			t.Errorf("%d: %q, want %q", year, got, want)
		}
	}
}

// Whatever the register holds, each cut of it adds up to the same total.
func TestTally_every_cut_adds_up(t *testing.T) {
	word := func(list ...string) *rapid.Generator[string] { return rapid.SampledFrom(append(list, "")) }
	holding := rapid.Custom(func(t *rapid.T) Holding {
		camera := rapid.Bool().Draw(t, "camera")
		h := Holding{
			Kind: word("UPS", "Server").Draw(t, "kind"), Camera: camera, Agency: word("Dishub", "Dinsos", "Kominfo").Draw(t, "agency"),
			Site: word("Simpang A", "simpang  a", "Pasar B").Draw(t, "site"), District: word("Pontianak Kota", "Elsewhere").Draw(t, "district"),
			Count: rapid.IntRange(1, 9).Draw(t, "count"), Condition: word("B", "RR", "RB", "?").Draw(t, "condition"), Operation: word("online", "offline", "dibongkar").Draw(t, "operation"),
			Cause: word("cctv", "listrik", "hantu").Draw(t, "cause"), Medium: word("lan", "tali").Draw(t, "medium"), Year: rapid.SampledFrom([]int{0, 1990, 2022, 2026}).Draw(t, "year"),
		}
		if camera {
			h.Kind, h.Form = "Kamera", word("ptz", "statis").Draw(t, "form")
		}
		return h
	})
	rapid.Check(t, func(t *rapid.T) {
		d := aYear()
		d.Closing = rapid.SliceOfN(holding, 0, 30).Draw(t, "closing")
		for _, h := range d.Closing {
			d.Flows = append(d.Flows, Flow{Kind: h.Kind, Count: h.Count})
		}
		y := Tally(d)
		if len(y.Faults) > 0 {
			t.Fatalf("%+v", y.Faults)
		}
		total := 0
		for _, h := range d.Closing {
			total += h.Count
		}
		if y.Items != total {
			t.Fatalf("%d items, want %d", y.Items, total)
		}
	})
}

func TestSumUptimes_weighs_only_what_was_watched(t *testing.T) {
	list := []Uptime{
		{Camera: "B", Agency: "Dishub", District: "Pontianak Kota", Asked: 100 * time.Hour, Watched: 50 * time.Hour, Down: 5 * time.Hour, Outages: []UptimeOutage{{"timeout", 3 * time.Hour}, {"timeout", 2 * time.Hour}}},
		{Camera: "A", Agency: "Dishub", Asked: 100 * time.Hour, Watched: 50 * time.Hour, Outages: []UptimeOutage{{"login", time.Hour}}},
		{Camera: "C", Agency: "Dinsos", Asked: 100 * time.Hour, OnDemand: true, Outages: []UptimeOutage{{"", time.Minute}}},
	}
	s := SumUptimes(list)
	share, known := s.All.Share()
	if !known || share != 0.95 || s.All.WatchedShare() != 0.5 || s.All.Cameras != 3 || s.All.OnDemand != 1 || s.All.Outages != 4 || s.All.Longest != 3*time.Hour || s.All.Cause != "timeout" {
		t.Errorf("%+v %v", s.All, share)
	}
	if s.Cameras[0].Name != "A" || s.Agencies[0].Name != "Dinsos" || s.Districts[len(s.Districts)-1].Name != "" {
		t.Errorf("order: %+v", s)
	}
	if _, known := s.Agencies[0].Share(); known {
		t.Error("a camera on demand was weighed")
	}
	if len(s.Causes) != 3 || s.Causes[0] != (CauseRow{"timeout", 2, 5 * time.Hour}) {
		t.Errorf("%+v", s.Causes)
	}
}
