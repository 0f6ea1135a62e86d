package ui

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// wizardTest probes the address while the user looks on.
type wizardTest struct {
	w       *wizard
	hops    *hopList
	result  *fyne.Container // beside the hops
	figures *fyne.Container // beneath both
	again   *kit.Button
	stop    *kit.Button
	task    *kit.Task
	verdict *camera.Verdict
	twin    *desk.Twin       // one of ours that shows the same picture now
	peek    *kit.Task        // looks for it
	seen    bool             // what is odd about the picture was accepted
	tested  desk.CameraDraft // what was tested last: going back and forth does not test again
}

func newWizardTest(w *wizard) *wizardTest { return &wizardTest{w: w} }

func (t *wizardTest) body() fyne.CanvasObject {
	t.hops = newHopList()
	t.result, t.figures = container.NewStack(), container.New(kit.Tight(0))
	t.again = kit.NewButton(lang.X("cameras.test.again", "Uji lagi"), t.probe)
	t.stop = kit.NewButton(lang.X("cameras.test.stop", "Hentikan"), func() { t.task.Cancel() })
	left := container.NewVBox(t.hops.Object(), container.NewHBox(t.again, t.stop))
	return container.NewBorder(nil, t.figures, container.New(kit.AtLeast(300, 0), left), nil, container.New(kit.Margins(12, 0, 0, 0), t.result))
}

// start tests when the step is shown, unless this address was tested already.
func (t *wizardTest) start() {
	if t.verdict != nil && !t.verdict.Cancelled && t.w.address.same(t.tested) {
		t.ready()
		return
	}
	t.probe()
}

func (t *wizardTest) probe() {
	draft := t.w.address.draft()
	t.tested, t.verdict, t.twin, t.seen = draft, nil, nil, false
	t.peek.Cancel()
	t.hops.reset()
	t.show()
	t.w.assist.SetReady(false)
	t.again.Disable()
	t.stop.Enable()
	t.task = kit.RunSteps(t.w.env.Tasks, func(ctx context.Context, tell func(camera.Hop)) (camera.Verdict, error) {
		return t.w.env.Cameras.Probe(ctx, draft, tell), nil
	}, t.hops.show, func(v camera.Verdict, _ error) {
		if !t.w.closed {
			t.ended(v)
		}
	})
}

// ended shows what came of the test.
func (t *wizardTest) ended(v camera.Verdict) {
	t.verdict = &v
	t.hops.showAll(v.Hops)
	t.show()
	t.ready()
	t.lookAround()
}

// lookAround looks whether one of ours shows the same picture; the user need
// not wait for it.
func (t *wizardTest) lookAround() {
	if !t.passed() || t.verdict.Picture == nil {
		return
	}
	verdict, finder, kept := t.verdict, t.w.env.Finder, t.w.kept
	t.peek = kit.Run(t.w.env.Tasks, func(ctx context.Context) (*desk.Twin, error) { return finder.Alike(ctx, verdict.Picture, kept) }, func(twin *desk.Twin, err error) {
		if err != nil || twin == nil || t.w.closed || t.verdict != verdict {
			return
		}
		t.twin = twin
		t.show()
	})
}

func sameSight(twin *desk.Twin) string {
	return lang.X("cameras.twice.sight", "Gambarnya sama dengan {{.Name}} saat ini. Mungkin kamera yang sama lewat alamat lain.", map[string]any{"Name": twin.Row.Name})
}

// ready allows going on when there is something to relay.
func (t *wizardTest) ready() {
	t.again.Enable()
	t.stop.Disable()
	if t.w.assist.At() == wizardStepTest {
		t.w.assist.SetReady(t.passed())
	}
}

// show lays out what is known by now: nothing while the test runs.
func (t *wizardTest) show() {
	t.result.Objects, t.figures.Objects = nil, nil
	if v := t.verdict; v != nil {
		t.result.Objects = []fyne.CanvasObject{container.NewVBox(verdictCard(*v))}
		t.figures.Objects = []fyne.CanvasObject{verdictFigures(*v)}
		if t.twin != nil {
			t.figures.Add(kit.Note(kit.ToneWarn, sameSight(t.twin), nil))
		}
		if brand, ok := t.w.address.ways.brand.known(t.tested.URL); ok && t.passed() {
			brand.Habits = t.unmeasured(brand.Habits)
			t.figures.Objects = append(t.figures.Objects, habitNotes(brand)...)
		}
	}
	t.result.Refresh()
	t.figures.Refresh()
}

// unmeasured leaves out what the test has just shown not to be so, and what it
// warns of by itself: whose account it is.
func (t *wizardTest) unmeasured(habits []camera.Habit) []camera.Habit {
	every := t.verdict.KeyInterval
	return slices.DeleteFunc(slices.Clone(habits), func(h camera.Habit) bool {
		return h == camera.HabitViewOnly || h == camera.HabitSmartCodec && every > 0 && every <= 2500*time.Millisecond
	})
}

// passed says whether there is something to relay.
func (t *wizardTest) passed() bool {
	return t.verdict != nil && (t.verdict.OK || t.verdict.Relayable)
}

func (t *wizardTest) next(proceed func()) {
	switch odd := t.odd(); {
	case !t.passed():
	case len(odd) == 0 || t.seen:
		proceed()
	default:
		t.w.env.Dialogs.Confirm(kit.Confirm{
			Title: lang.X("cameras.test.odd", "Lihat gambarnya dahulu"), Text: joined("\n\n", odd...),
			Do: lang.X("cameras.twice.do", "Lanjutkan"), OK: func() { t.seen = true; proceed() },
		})
	}
}

// odd is what should be looked at before the camera is accepted.
func (t *wizardTest) odd() []string {
	if t.verdict == nil {
		return nil
	}
	var out []string
	for _, w := range t.verdict.Warnings {
		if slices.Contains(camera.SightWarnings(), w) {
			out = append(out, say.Warning(w))
		}
	}
	if t.twin != nil {
		out = append(out, sameSight(t.twin))
	}
	return out
}

// wizardProof publishes nothing: it reads the published path back and shows
// what a reader sees.
type wizardProof struct {
	w      *wizard
	hops   *hopList
	result *fyne.Container
	again  *kit.Button
	task   *kit.Task
	known  bool // the camera as it is published was proven: coming back shows that
}

func newWizardProof(w *wizard) *wizardProof { return &wizardProof{w: w} }

func (p *wizardProof) body() fyne.CanvasObject {
	p.hops = newHopList()
	p.result = container.NewStack()
	p.again = kit.NewButton(lang.X("cameras.prove.again", "Buktikan lagi"), p.prove)
	left := container.NewVBox(p.hops.Object(), container.NewHBox(p.again))
	return container.NewBorder(nil, nil, container.New(kit.AtLeast(300, 0), left), nil, container.New(kit.Margins(12, 0, 0, 0), p.result))
}

// start proves the camera when the step is shown, unless that was done.
func (p *wizardProof) start() {
	if !p.known {
		p.prove()
	}
}

// prove reads the camera back. The assistant can be closed whatever comes out,
// because the camera is published and the result is noted; until then one can
// still go back, which changes the record and proves it anew.
func (p *wizardProof) prove() {
	p.task.Cancel()
	p.hops.reset()
	p.result.Objects = nil
	p.result.Refresh()
	p.again.Disable()
	p.w.assist.SetReady(false)
	p.task = prove(p.w.env, p.w.kept, p.hops, func(o fyne.CanvasObject) {
		p.known = true
		p.again.Enable()
		if p.w.assist.At() == wizardStepProof {
			p.w.assist.SetReady(true)
		}
		p.result.Objects = []fyne.CanvasObject{container.NewVBox(o)}
		p.result.Refresh()
	})
}
