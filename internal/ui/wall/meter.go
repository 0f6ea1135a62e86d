package wall

import (
	"image"
	"image/color"
	"runtime"
	"slices"
	"sync"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// meter measures what the wall costs where it happens: how long posts to the
// window wait, how long a repaint takes, how old a picture is when it stands on
// the glass. Its methods may be called from any goroutine.
type meter struct {
	main kit.Main

	mu      sync.Mutex
	posted  time.Time // the post that is outstanding
	drawing time.Time // the repaint that is under way
	onGlass []time.Time
	due     bool // something was put on the tiles since the last repaint
	first   bool // the tiles of a change are all there
	changed time.Time

	waits, draws, ages ring
	change, fill       time.Duration // of the newest change of the board: to its first repaint, to its last first picture

	painted time.Duration // since the last look
	longest time.Duration // wait since the last look
	asked   time.Time
	cpu     time.Duration // of the process, at the last look
}

// ring keeps the newest durations.
type ring struct {
	kept [512]time.Duration
	n    int
}

func (r *ring) add(d time.Duration) {
	r.kept[r.n%len(r.kept)] = d
	r.n++
}

// of is the duration below which this share of those kept lies.
func (r *ring) of(share float64) time.Duration {
	sorted := slices.Clone(r.kept[:min(r.n, len(r.kept))])
	if len(sorted) == 0 {
		return 0
	}
	slices.Sort(sorted)
	return sorted[min(int(float64(len(sorted))*share), len(sorted)-1)]
}

// pulse is a point that is drawn with the tiles: that it is asked for its
// picture tells that the window repaints them. A function that is posted then
// runs when the repaint is over.
func (m *meter) pulse() *canvas.Raster {
	point := image.NewRGBA(image.Rect(0, 0, 1, 1))
	point.SetRGBA(0, 0, color.RGBA{})
	r := canvas.NewRaster(func(int, int) image.Image {
		m.mu.Lock()
		begins := m.due && m.drawing.IsZero()
		if begins {
			m.drawing = time.Now()
		}
		m.mu.Unlock()
		if begins {
			m.main.Post(m.drawn)
		}
		return point
	})
	r.ScaleMode = canvas.ImageScaleFastest
	r.Resize(fyne.NewSize(1, 1))
	return r
}

// drawn notes that the repaint is over.
func (m *meter) drawn() {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := time.Now()
	took := now.Sub(m.drawing)
	m.draws.add(took)
	m.painted += took
	for _, at := range m.onGlass {
		m.ages.add(max(0, now.Sub(at)))
	}
	if m.changed != (time.Time{}) && m.change == 0 {
		m.change = now.Sub(m.changed)
	}
	if m.first && m.fill == 0 && m.changed != (time.Time{}) {
		m.fill = now.Sub(m.changed)
	}
	m.drawing, m.onGlass, m.due = time.Time{}, m.onGlass[:0], false
}

// moved notes that other tiles come on the board.
func (m *meter) moved() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.changed, m.change, m.fill, m.first, m.due = time.Now(), 0, 0, false, true
	m.ages = ring{} // they are the board's
}

// post notes that something is handed to the window.
func (m *meter) post() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.posted = time.Now()
}

// put notes what the window puts on the tiles now: when its new pictures had
// arrived, and whether every tile has one.
func (m *meter) put(arrived []time.Time, all bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.posted.IsZero() {
		wait := time.Since(m.posted)
		m.waits.add(wait)
		m.longest = max(m.longest, wait)
		m.posted = time.Time{}
	}
	m.onGlass = append(m.onGlass, arrived...)
	m.first = m.first || all
	m.due = true
}

// look gives what was measured since the last look: the share of the machine
// that this process used, the share of the time that the window painted, and
// the longest wait of a post.
func (m *meter) look() (cpu, paint float64, wait time.Duration) {
	used := processTime()
	m.mu.Lock()
	defer m.mu.Unlock()
	now := time.Now()
	if passed := now.Sub(m.asked); !m.asked.IsZero() && passed > 0 {
		cpu = float64(used-m.cpu) / float64(passed) / float64(runtime.NumCPU())
		paint = min(1, float64(m.painted)/float64(passed))
	}
	wait = m.longest
	if !m.posted.IsZero() {
		wait = max(wait, now.Sub(m.posted)) // it still waits
	}
	m.asked, m.cpu, m.painted, m.longest = now, used, 0, 0
	return cpu, paint, wait
}

// processTime is the CPU time that this process has used, on all cores.
func processTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// Figures is what the wall has measured of itself.
type Figures struct {
	Draw50, Draw95   time.Duration // one repaint of the window
	Wait50, Wait99   time.Duration // of a post, until the window took it
	Glass50, Glass95 time.Duration // from a picture's last packet to the end of the repaint that shows it
	Change, Fill     time.Duration // the newest change of tiles: until the repaint, until every tile had a picture
	CPU              float64       // share of all cores in the last half second
	Behind           time.Duration // of the slowest decoder then
	Drops            uint64        // pictures that slow decoders lost
	Slow             int           // how often the window's rhythm is halved
}

func (m *meter) figures() Figures {
	m.mu.Lock()
	defer m.mu.Unlock()
	return Figures{Draw50: m.draws.of(0.5), Draw95: m.draws.of(0.95), Wait50: m.waits.of(0.5), Wait99: m.waits.of(0.99),
		Glass50: m.ages.of(0.5), Glass95: m.ages.of(0.95), Change: m.change, Fill: m.fill}
}
