package wall

import (
	"testing"
	"time"

	"github.com/oklog/ulid/v2"
)

func TestWatch_tells_what_lasts_and_keeps_what_is_over(t *testing.T) {
	w := NewWatch(HoldOff)
	at := time.Date(2026, 11, 2, 1, 0, 0, 0, time.UTC)
	cams := []Camera{{ID: ulid.Make(), Name: "A", State: stateLive}, {ID: ulid.Make(), Name: "B", State: stateLive}, {ID: ulid.Make(), Name: "C", State: stateDisabled}}
	var tiles []TileState
	look := func(d time.Duration) bool {
		at = at.Add(d)
		return w.Look(at, cams, tiles)
	}
	if look(0) || len(w.Now()) != 0 {
		t.Fatal("nothing is wrong")
	}
	down := func(i int, since time.Time) {
		cams[i].State, cams[i].Since, cams[i].Reason = stateWaiting, since, "Port tertutup"
	}
	down(0, at)
	if look(30*time.Second) || len(w.Now()) != 0 {
		t.Error("half a minute is the network's daily business")
	}
	cams[0].State = stateLive
	look(time.Second)
	if len(w.Past()) != 0 {
		t.Error("what was never told is in the history")
	}
	down(0, at)
	look(time.Second)
	if !look(HoldOff) {
		t.Error("it lasts, and nobody is told")
	}
	if look(time.Second) {
		t.Error("it is told twice")
	}
	// A stream that runs and shows the same picture for ever.
	tiles = []TileState{{ID: cams[1].ID, State: Repeated}}
	look(time.Second)
	look(HoldOff)
	now := w.Now()
	if len(now) != 2 || now[0].Name != "B" || now[0].State != Repeated || now[1].State != Offline || now[1].Reason == "" {
		t.Fatalf("%+v", now)
	}
	w.PutOff(cams[1].ID, at.Add(time.Hour), "teknisi di lokasi")
	if now = w.Now(); now[1].Name != "B" || now[1].Put.Reason == "" {
		t.Errorf("put off stands last: %+v", now)
	}
	if look(30 * time.Minute) {
		t.Error("what is put off is told")
	}
	if !look(31 * time.Minute) {
		t.Error("its time is over and nobody is told")
	}
	tiles, cams[0].State = []TileState{{ID: cams[1].ID, State: Live}}, stateLive
	look(time.Second)
	at = at.Add(-time.Second)
	look(time.Second) // the pictures must stay well for a moment
	if len(w.Now()) != 1 {
		t.Error("a stream that has just begun is believed")
	}
	look(wellAfter)
	at = at.Add(-wellAfter)
	past := w.Past()
	if len(w.Now()) != 0 || len(past) != 2 || !past[0].To.Equal(at) || past[0].To.Before(past[0].Since) {
		t.Fatalf("%+v, %+v", w.Now(), past)
	}
	down(1, at)
	look(2 * HoldOff)
	cams = cams[:1]
	look(time.Second)
	if len(w.Now()) != 0 || w.Past()[0].Name != "B" {
		t.Error("a camera that was taken away still makes trouble")
	}
}

func TestWatch_tells_after_the_chosen_time_and_remembers_earlier_runs(t *testing.T) {
	for seconds, want := range map[int]time.Duration{-1: 0, 0: HoldOff, 15: 15 * time.Second, 99999: time.Hour} {
		if got := (Alarm{Hold: seconds}).HoldOff(); got != want {
			t.Errorf("%d: %v, not %v", seconds, got, want)
		}
	}
	w := NewWatch(HoldOff)
	at := time.Date(2026, 11, 2, 1, 0, 0, 0, time.UTC)
	cams := []Camera{{ID: ulid.Make(), Name: "A", State: stateWaiting, Since: at}}
	w.SetHold(0)
	if !w.Look(at, cams, nil) {
		t.Error("at once is at once")
	}
	cams[0].State = stateLive
	w.Look(at.Add(time.Minute), cams, nil)
	kept := ParseSetup(Setup{Past: w.Past(), Alarm: Alarm{Hold: 15, Sound: true}}.Bytes())
	again := NewWatch(kept.Alarm.HoldOff())
	again.Remember(kept.Past)
	if past := again.Past(); len(past) != 1 || past[0].Name != "A" || !past[0].To.Equal(at.Add(time.Minute)) || !kept.Alarm.Sound {
		t.Errorf("%+v", past)
	}
}

// What only pictures showed is not forgotten when nobody looks at them: the page
// is hidden, or another page of the wall is shown.
func TestWatch_keeps_what_only_pictures_showed_while_nobody_looks(t *testing.T) {
	at := time.Date(2026, 11, 2, 1, 0, 0, 0, time.UTC)
	for _, state := range []State{Repeated, Frozen, Covered, Black, Broken, Late} {
		w := NewWatch(time.Minute)
		cams := []Camera{{ID: ulid.Make(), Name: "A", State: stateLive}}
		now := at
		look := func(d time.Duration, tile State) (fresh bool) {
			now = now.Add(d)
			if tile == "" {
				return w.Look(now, cams, nil)
			}
			return w.Look(now, cams, []TileState{{ID: cams[0].ID, State: tile}})
		}
		look(0, state)
		if look(time.Hour, "") || len(w.Now()) != 0 {
			t.Errorf("%s is told although nobody has seen it last", state)
		}
		at := now.Add(time.Second)
		look(time.Second, state)
		look(time.Minute, state)
		if len(w.Now()) != 1 {
			t.Fatalf("%s is not told", state)
		}
		hidden := now.Add(time.Second)
		for _, tile := range []State{"", Connecting, Paused, ""} {
			if look(time.Second, tile); len(w.Now()) != 1 || !w.Now()[0].Unwatched.Equal(hidden) || w.Now()[0].State != state || !w.Now()[0].Since.Equal(at) {
				t.Errorf("%s, nobody looks (%q): %+v", state, tile, w.Now())
			}
		}
		if look(time.Second, state) || !w.Now()[0].Unwatched.IsZero() {
			t.Errorf("%s is seen again: %+v", state, w.Now())
		}
		look(time.Second, "")
		look(time.Second, Live)
		well := now
		if look(wellAfter-time.Second, Live); len(w.Now()) != 1 {
			t.Errorf("%s is over at the first picture", state)
		}
		if look(time.Second, Live); len(w.Now()) != 0 || len(w.Past()) != 1 || !w.Past()[0].To.Equal(well) {
			t.Errorf("%s, well again: %+v, %+v", state, w.Now(), w.Past())
		}
		// What the relay tells needs nobody who looks.
		cams[0].State, cams[0].Since = stateStalled, now
		if look(time.Minute, ""); len(w.Now()) != 1 {
			t.Error("silence is not told")
		}
		cams[0].State = stateLive
		if look(time.Second, ""); len(w.Now()) != 0 {
			t.Error("silence is over and still told")
		}
	}
}
