package desk

import (
	"context"
	"errors"
	"image"
	"io"
	"slices"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
)

// Trial is the dry run of a table of cameras: every row is read by the rules
// of an import and every camera is tested. Nothing of it is kept before Apply.
type Trial struct {
	Report ImportReport // columns that are missing or unknown
	Rows   []TrialRow
	Took   time.Duration

	core   *core
	table  *table
	drafts []CameraDraft // of each row, with its login
}

// TrialRow is one row and what its camera answered. It holds no login.
type TrialRow struct {
	ImportRow
	Host    string // host:port of the camera
	Running bool
	Verdict *camera.Verdict // nil: not tested (yet); its picture is a thumbnail
	Twin    *TrialTwin
	Take    bool // Apply keeps it; whoever looks at the rows may change that
}

// TrialTwin is the camera that a row seems to double: one of ours, or that of
// an earlier row.
type TrialTwin struct {
	Name string
	Line int       // of the earlier row, 0 for one of ours
	ID   ulid.ULID // of ours
	Why  TwinReason
	Sure bool // the same stream
}

// TrialState sums a row up in one word.
type TrialState string

// The states of a row.
const (
	TrialBad     TrialState = "bad"     // its cells break a rule: it cannot be kept
	TrialWaiting TrialState = "waiting" // not tested
	TrialRunning TrialState = "running"
	TrialFailed  TrialState = "failed" // the test found no picture
	TrialTwice   TrialState = "twice"  // the same stream is relayed, or stands in the file, already
	TrialLook    TrialState = "look"   // works, and something should be known
	TrialGood    TrialState = "good"
)

// State is how the row stands.
func (r TrialRow) State() TrialState {
	switch {
	case r.relayed():
		return TrialTwice
	case len(r.Problems) > 0:
		return TrialBad
	case r.Running:
		return TrialRunning
	case r.Verdict == nil || r.Verdict.Cancelled:
		return TrialWaiting
	case !r.Verdict.OK && !r.Verdict.Relayable:
		return TrialFailed
	case r.Twin != nil && r.Twin.Sure:
		return TrialTwice
	case !r.Verdict.OK, len(r.Verdict.Warnings) > 0, len(r.Hints) > 0, r.Twin != nil:
		return TrialLook
	}
	return TrialGood
}

// relayed says whether nothing is wrong with the row but that it is one of ours
// already, path and all: a table that is read a second time.
func (r TrialRow) relayed() bool {
	return r.Twin != nil && r.Twin.Sure && r.Twin.Line == 0 && len(r.Problems) == 1 && r.Problems[0].Rule == FieldTaken
}

// Good says whether the row can be kept without a second thought.
func (r TrialRow) Good() bool { return r.State() == TrialGood || r.State() == TrialLook }

// blind says whether there was nothing to be seen: such a camera is kept only
// when somebody who has looked at it says so.
func (r TrialRow) blind() bool {
	return r.Verdict != nil && slices.ContainsFunc(camera.SightWarnings(), func(w string) bool { return slices.Contains(r.Verdict.Warnings, w) })
}

// Bounds of a trial. Eight cameras are connected at a time, which is what a
// city's links and recorders bear; one that has shown its first picture makes
// room for the next and is only watched, until a second picture tells whether
// the first is frozen. Two hundred cameras that answer are done within a
// minute, and a short list is watched as long as a single camera is.
const (
	trialAtOnce  = 8
	trialOpen    = 24 // streams at a time, those that are only watched counted
	trialBudget  = 50 * time.Second
	trialConnect = 1200 * time.Millisecond // to the first picture, as cameras are
	trialShort   = time.Second
	trialLong    = 5 * time.Second
	trialPatient = 3 * time.Second // for the second picture, at least: most send one every two seconds
	trialWide    = 320             // of a thumbnail, in pixels: a quarter of a megabyte for each row
	trialHigh    = 180
)

// trialWatch is how long each of n cameras is measured, and how long at most
// its second picture is waited for; no limit of its own when it is measured as
// long as a single camera is.
func trialWatch(n int) (measure, patience time.Duration) {
	each := func(seats time.Duration) time.Duration {
		return trialBudget*seats/time.Duration(max(n, 1)) - trialConnect
	}
	measure = min(max(each(trialAtOnce), trialShort), trialLong)
	if measure == trialLong {
		return measure, 0
	}
	return measure, max(min(each(trialOpen), trialLong), trialPatient, measure)
}

// Try reads a table of cameras and tests each row, eight connections being made
// at a time; tell hears
// of every row as it is read, begins and ends, one at a time. A cancelled trial gives what
// it found so far beside the error of ctx.
func (r *Cameras) Try(ctx context.Context, rows io.Reader, name string, tell func(TrialRow)) (*Trial, error) {
	t := &Trial{core: r.core}
	began := time.Now()
	if err := t.read(ctx, rows, name); err != nil {
		return t, err
	}
	seen, err := (&Finder{core: r.core}).glances(ctx)
	if err == nil {
		err = t.test(ctx, r, tell)
	}
	t.pair(seen)
	for i := range t.Rows {
		t.Rows[i].Take = t.Rows[i].Good() && !t.Rows[i].blind()
	}
	t.Took = time.Since(began)
	return t, err
}

// read judges the cells of every row.
func (t *Trial) read(ctx context.Context, rows io.Reader, name string) (err error) {
	if t.table, err = t.Report.begin(rows, name, nil, cameraColumns()[:2], append(cameraColumns()[2:], ReasonColumn)); err != nil || len(t.Report.Missing) > 0 {
		return err
	}
	ours, err := (&Finder{core: t.core}).cameras()
	if err != nil {
		return err
	}
	return t.core.stage(ctx, &t.Report, "impor-kamera", false, func(tx *db.Tx) error {
		in, err := newCameraImport(t.core, tx, t.table)
		if err != nil {
			return err
		}
		for _, cells := range t.table.rows {
			verdict, draft, _, err := in.row(cells)
			if err != nil {
				return err
			}
			row := TrialRow{ImportRow: verdict, Host: draft.URL.Host()}
			row.Hints = nil // an address that is there already is a twin here
			row.Twin = t.twin(draft, ours)
			t.Report.Rows = append(t.Report.Rows, verdict)
			t.Rows, t.drafts = append(t.Rows, row), append(t.drafts, draft)
		}
		return nil
	})
}

// twin finds the stream of a draft among ours and in the rows before it.
func (t *Trial) twin(d CameraDraft, ours []db.Camera) *TrialTwin {
	for _, cam := range ours {
		if why, sure := twinOf(cam, d); why != "" {
			return &TrialTwin{Name: cam.Name, ID: cam.ID, Why: why, Sure: sure}
		}
	}
	for i, before := range t.drafts {
		if before.URL.IsZero() {
			continue
		}
		if why, sure := twinOf(db.Camera{URL: before.URL, SubURL: before.SubURL}, d); why != "" {
			return &TrialTwin{Name: before.Name, Line: t.Rows[i].Line, Why: why, Sure: sure}
		}
	}
	return nil
}

// test probes every row that can be.
func (t *Trial) test(ctx context.Context, r *Cameras, tell func(TrialRow)) error {
	var (
		wg    sync.WaitGroup
		mu    sync.Mutex
		seats = trialSeats{connect: make(chan struct{}, trialAtOnce), open: make(chan struct{}, trialOpen)}
	)
	say := func(i int, change func(*TrialRow)) {
		mu.Lock()
		defer mu.Unlock()
		change(&t.Rows[i])
		tell(t.Rows[i])
	}
	for i := range t.Rows {
		say(i, func(*TrialRow) {})
	}
	for i := range t.Rows {
		if len(t.Rows[i].Problems) > 0 {
			continue
		}
		if !seats.take(ctx) {
			break
		}
		say(i, func(row *TrialRow) { row.Running = true })
		wg.Go(func() {
			shown := sync.OnceFunc(func() { <-seats.connect })
			v := t.probe(ctx, r, t.drafts[i], shown)
			shown()
			<-seats.open
			say(i, func(row *TrialRow) { row.Running, row.Verdict = false, &v })
		})
	}
	wg.Wait()
	return ctx.Err()
}

// trialSeats bound the cameras that are being connected, and those open.
type trialSeats struct{ connect, open chan struct{} }

// take waits for a seat of both kinds; false when ctx ended before.
func (s trialSeats) take(ctx context.Context) bool {
	select {
	case s.open <- struct{}{}:
	case <-ctx.Done():
		return false
	}
	select {
	case s.connect <- struct{}{}:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}

// probe tests one draft and keeps a thumbnail of its picture; shown is called
// when the first one has come.
func (t *Trial) probe(ctx context.Context, r *Cameras, d CameraDraft, shown func()) camera.Verdict {
	url, _, err := d.addresses(db.Camera{})
	if err != nil {
		return camera.Verdict{Cause: camera.CauseName, Hop: camera.HopResolve}
	}
	target := camera.Target{URL: url, Transport: d.Transport, AllowBasic: d.AllowBasic}
	target.Measure, target.Patience = trialWatch(len(t.Rows))
	v := r.ProbeURL(ctx, target, func(h camera.Hop) {
		if h.Name == camera.HopMeasure && h.Result == camera.Running {
			shown()
		}
	})
	v.Picture = shrink(v.Picture, trialWide, trialHigh)
	return v
}

// pair points out rows whose picture is that of one of ours or of an earlier
// row, where no address said so.
func (t *Trial) pair(ours []glance) {
	likes := make([]camera.Likeness, len(t.Rows))
	for i := range t.Rows {
		row := &t.Rows[i]
		if row.Verdict == nil || row.Verdict.Picture == nil {
			continue
		}
		likes[i] = camera.LikenessOf(row.Verdict.Picture)
		if row.Twin != nil {
			continue
		}
		if twin := alike(ours, likes[i], ulid.ULID{}); twin != nil {
			row.Twin = &TrialTwin{Name: twin.Row.Name, ID: twin.Row.ID, Why: TwinSight}
			continue
		}
		for j := range i {
			if likes[j].Like(likes[i]) {
				row.Twin = &TrialTwin{Name: t.Rows[j].Name, Line: t.Rows[j].Line, Why: TwinSight}
				break
			}
		}
	}
}

// shrink makes a thumbnail, each point of it the mean of those it stands for;
// the picture itself is let go.
func shrink(img *image.RGBA, width, height int) *image.RGBA {
	if img == nil || img.Rect.Dx() <= width && img.Rect.Dy() <= height {
		return img
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	if w*height > h*width {
		height = max(1, h*width/w)
	} else {
		width = max(1, w*height/h)
	}
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			part := image.Rect(x*w/width, y*h/height, (x+1)*w/width, (y+1)*h/height)
			mean := meanOf(img, part)
			copy(out.Pix[y*out.Stride+4*x:], mean[:])
		}
	}
	return out
}

// meanOf is the mean colour of a part of a picture, counted from its corner.
func meanOf(img *image.RGBA, part image.Rectangle) (out [4]byte) {
	var sum [4]int
	for y := part.Min.Y; y < part.Max.Y; y++ {
		row := img.Pix[y*img.Stride:]
		for x := part.Min.X; x < part.Max.X; x++ {
			for c := range sum {
				sum[c] += int(row[4*x+c])
			}
		}
	}
	n := max(1, part.Dx()*part.Dy())
	for c := range sum {
		out[c] = byte(sum[c] / n)
	}
	return out
}

// Count counts the rows in one of the states given.
func (t *Trial) Count(states ...TrialState) int {
	n := 0
	for _, row := range t.Rows {
		for _, s := range states {
			if row.State() == s {
				n++
			}
		}
	}
	return n
}

// Apply keeps the rows whose Take is set as one act and gives their number;
// rows with bad cells never are. It is refused when the store changed so that
// a row breaks a rule now; then nothing is kept.
func (t *Trial) Apply(context.Context) (int, error) {
	var added []db.Camera
	err := t.core.write("impor-kamera", t.Report.File, time.Time{}, func(tx *db.Tx) error {
		added = nil
		used, err := pathsOf(tx)
		if err != nil {
			return err
		}
		for i, row := range t.Rows {
			if !row.Take || len(row.Problems) > 0 {
				continue
			}
			d := t.drafts[i]
			if v := row.Verdict; v != nil {
				d.Verdict, d.Fingerprint = v, v.Fingerprint
			}
			cam, err := t.core.publish(tx, d, used)
			if err != nil {
				return err
			}
			added = append(added, cam)
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	t.Report.Applied = true
	var errs []error
	for _, cam := range added {
		errs = append(errs, t.core.put(cam))
	}
	return len(added), errors.Join(errs...)
}
