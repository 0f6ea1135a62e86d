package kit_test

import (
	"sync"
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

func TestPump_runs_in_order_and_only_when_asked(t *testing.T) {
	p := kit.NewPump()
	var got []int
	p.Post(func() { got = append(got, 1); p.Post(func() { got = append(got, 3) }) })
	p.Post(func() { got = append(got, 2) })
	if len(got) != 0 {
		t.Fatal("a posted function ran before Run")
	}
	if n := p.Run(); n != 3 {
		t.Fatalf("Run ran %d functions, want 3", n)
	}
	for i, v := range got {
		if v != i+1 {
			t.Fatalf("order %v", got)
		}
	}
}

func TestPump_takes_posts_from_many_goroutines(t *testing.T) {
	p := kit.NewPump()
	var wg sync.WaitGroup
	sum := 0 // touched by Run's goroutine only
	for range 8 {
		wg.Go(func() {
			for range 100 {
				p.Post(func() { sum++ })
			}
		})
	}
	wg.Wait()
	p.Run()
	if sum != 800 {
		t.Fatalf("ran %d, want 800", sum)
	}
}
