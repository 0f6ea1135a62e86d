package kit_test

import (
	"context"
	"errors"
	"testing"

	"go.uber.org/goleak"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// pumpUntil plays the UI goroutine until stop says so; the test's own time
// limit is the way out.
func pumpUntil(t *testing.T, p *kit.Pump, stop func() bool) {
	t.Helper()
	for {
		p.Run()
		if stop() {
			return
		}
		select {
		case <-p.Wake():
		case <-t.Context().Done():
			t.Fatal("nothing more was posted")
		}
	}
}

func TestRun_answers_on_the_UI_goroutine(t *testing.T) {
	defer goleak.VerifyNone(t)
	p := kit.NewPump()
	owner := kit.NewTasks(p)
	defer owner.Close()
	got := 0
	kit.Run(owner, func(context.Context) (int, error) { return 7, nil }, func(v int, _ error) { got = v })
	if got != 0 {
		t.Fatal("the answer came before the pump ran")
	}
	pumpUntil(t, p, func() bool { return got == 7 })
}

func TestRun_cancelled_by_hand_answers_with_the_reason(t *testing.T) {
	defer goleak.VerifyNone(t)
	p := kit.NewPump()
	owner := kit.NewTasks(p)
	defer owner.Close()
	var got error
	task := kit.Run(owner, func(ctx context.Context) (int, error) { <-ctx.Done(); return 0, ctx.Err() }, func(_ int, err error) { got = err })
	task.Cancel()
	pumpUntil(t, p, func() bool { return got != nil })
	if !errors.Is(got, context.Canceled) {
		t.Fatalf("got %v", got)
	}
}

func TestTasks_dropped_are_mute_and_closed_ones_have_ended(t *testing.T) {
	defer goleak.VerifyNone(t)
	p := kit.NewPump()
	root := kit.NewTasks(p)
	page := root.Group()
	ended := false // written by the worker, read after Close has waited for it
	kit.Run(page, func(ctx context.Context) (int, error) { <-ctx.Done(); ended = true; return 1, nil },
		func(int, error) { t.Error("a dropped page was answered") })
	page.Drop()
	if !root.Live() {
		t.Fatal("dropping a page closed the shell")
	}
	root.Close()
	if !ended {
		t.Fatal("Close did not wait for the page's work")
	}
	p.Run()
}

func TestRunSteps_tells_everything_in_order_before_it_is_done(t *testing.T) {
	defer goleak.VerifyNone(t)
	p := kit.NewPump()
	owner := kit.NewTasks(p)
	defer owner.Close()
	var got []int
	done := false
	kit.RunSteps(owner, func(_ context.Context, tell func(int)) (struct{}, error) {
		for i := range 500 {
			tell(i)
		}
		return struct{}{}, nil
	}, func(i int) {
		if done {
			t.Error("a step came after the end")
		}
		got = append(got, i)
	}, func(struct{}, error) { done = true })
	pumpUntil(t, p, func() bool { return done })
	if len(got) != 500 {
		t.Fatalf("%d steps, want 500", len(got))
	}
	for i, v := range got {
		if i != v {
			t.Fatalf("step %d is %d", i, v)
		}
	}
}

func TestLatest_shows_the_newest_with_one_post(t *testing.T) {
	p := kit.NewPump()
	var got []int
	l := kit.NewLatest(p, func(v int) { got = append(got, v) })
	for i := range 100 {
		l.Put(i)
	}
	if n := p.Run(); n != 1 {
		t.Fatalf("%d posts, want 1", n)
	}
	if len(got) != 1 || got[0] != 99 {
		t.Fatalf("shown %v, want only 99", got)
	}
	l.Put(100)
	p.Run()
	if got[len(got)-1] != 100 {
		t.Fatal("a value after the first delivery was lost")
	}
}
