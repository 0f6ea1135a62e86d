package kit

import (
	"context"
	"sync"
)

// Tasks owns work that runs off the UI goroutine: it can cancel all of it and
// it waits for all of it. The shell has one; a page takes a Group of it, so
// that leaving the page ends the page's work.
type Tasks struct {
	main   Main            // set once
	ctx    context.Context //nolint:containedctx // the owner's life, handed to every piece of work
	cancel context.CancelFunc
	wg     *sync.WaitGroup // the root's, shared by its groups: who waits owns
}

// NewTasks returns an owner without work. Close ends it.
func NewTasks(main Main) *Tasks {
	ctx, cancel := context.WithCancel(context.Background())
	return &Tasks{main: main, ctx: ctx, cancel: cancel, wg: &sync.WaitGroup{}}
}

// Group returns an owner inside t: its work ends with Drop or with t's Close,
// and t's Close waits for it.
func (t *Tasks) Group() *Tasks {
	ctx, cancel := context.WithCancel(t.ctx)
	return &Tasks{main: t.main, ctx: ctx, cancel: cancel, wg: t.wg}
}

// Drop cancels the work and mutes its answers without waiting. It is what a
// page does when it is left.
func (t *Tasks) Drop() { t.cancel() }

// Close cancels the work, mutes its answers and waits until the last piece
// has ended. It is for the root; it may be called twice.
func (t *Tasks) Close() {
	t.cancel()
	t.wg.Wait()
}

// Live says whether answers are still wanted.
func (t *Tasks) Live() bool { return t.ctx.Err() == nil }

// Task is one piece of work that was started.
type Task struct{ cancel context.CancelFunc }

// Cancel asks the work to end; its answer comes as the context's error.
func (t *Task) Cancel() {
	if t != nil {
		t.cancel()
	}
}

// Run does work off the UI goroutine and hands the answer to done on it. Done
// is called once, unless the owner was dropped or closed meanwhile.
func Run[T any](owner *Tasks, work func(context.Context) (T, error), done func(T, error)) *Task {
	ctx, cancel := context.WithCancel(owner.ctx)
	owner.wg.Go(func() {
		defer cancel()
		value, err := work(ctx)
		owner.main.Post(func() {
			if owner.Live() {
				done(value, err)
			}
		})
	})
	return &Task{cancel: cancel}
}

// RunSteps is Run for work that tells how far it is. What it tells arrives on
// the UI goroutine in order and complete, before done; however fast it tells,
// one post is outstanding.
func RunSteps[P, T any](owner *Tasks, work func(ctx context.Context, tell func(P)) (T, error), step func(P), done func(T, error)) *Task {
	f := &feed[P]{main: owner.main, show: func(p P) {
		if owner.Live() {
			step(p)
		}
	}}
	return Run(owner, func(ctx context.Context) (T, error) { return work(ctx, f.put) }, done)
}

// feed delivers every value in order with one post outstanding.
type feed[P any] struct {
	main Main
	show func(P)

	mu    sync.Mutex
	queue []P // guarded by mu
}

func (f *feed[P]) put(p P) {
	f.mu.Lock()
	f.queue = append(f.queue, p)
	first := len(f.queue) == 1
	f.mu.Unlock()
	if first {
		f.main.Post(f.deliver)
	}
}

func (f *feed[P]) deliver() {
	f.mu.Lock()
	queue := f.queue
	f.queue = nil
	f.mu.Unlock()
	for _, p := range queue {
		f.show(p)
	}
}
