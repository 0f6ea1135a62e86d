package wall

import (
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video/budget"
)

// State is what a tile claims: the truth of the pictures first, and when that
// is not LIVE, the relay's reason.
type State string

// The states of a tile (wall.md 5).
const (
	Connecting   State = "connecting"
	Live         State = "live"
	Late         State = "late"
	Stale        State = "stale"
	Repeated     State = "repeated"
	Reconnecting State = "reconnecting"
	Refused      State = "refused"
	Offline      State = "offline"
	Unsupported  State = "unsupported"
	Broken       State = "broken"
	Paused       State = "paused"
	Reduced      State = "reduced" // live, but less of it than its place deserves: the ladder
	Frozen       State = "frozen"  // pictures come and nothing in them changes, not even noise
	Black        State = "black"
	Covered      State = "covered"
)

// States returns all of them.
func States() []State {
	return []State{Connecting, Live, Late, Stale, Repeated, Reconnecting, Refused, Offline, Unsupported, Broken, Paused, Reduced, Frozen, Black, Covered}
}

// The relay's states, as they come in Camera.State.
const (
	stateDisabled    = "disabled"
	stateConnecting  = "connecting"
	stateLive        = "live"
	stateStalled     = "stalled"
	stateWaiting     = "waiting"
	stateRefused     = "refused"
	stateUnsupported = "unsupported"
	statePutAside    = "paused" // by hand, at the wall; the relay goes on
)

// offlineAfter is the hold-off: a camera that is away for less is reconnecting,
// not gone.
const offlineAfter = 60 * time.Second

// colour says whether the picture may be shown in colour.
func (s State) colour() bool { return s.calm() || s == Black || s == Covered }

// calm says whether a word at the foot is enough; any other state has a banner.
func (s State) calm() bool { return s == Live || s == Late || s == Reduced }

// lowered is a state on a rung of the ladder: what is live is then called
// reduced, and what is not decoded at all claims nothing.
func lowered(s State, rung budget.Rung) State {
	switch {
	case rung == budget.Paused && (s.calm() || s == Stale || s == Connecting):
		return Paused
	case rung != budget.Full && s.calm():
		return Reduced
	}
	return s
}

// stateOf joins the evidence of the pictures with what the relay knows. The
// relay can only take the word LIVE away, never give it.
func stateOf(c Camera, t video.Truth, now time.Time) State {
	switch c.State {
	case stateDisabled, statePutAside:
		return Paused
	case stateRefused:
		return Refused
	case stateUnsupported:
		return Unsupported
	case stateConnecting:
		if t.At.IsZero() {
			return Connecting
		}
		return Reconnecting
	case stateWaiting:
		if !c.Since.IsZero() && now.Sub(c.Since) > offlineAfter {
			return Offline
		}
		return Reconnecting
	case stateStalled:
		if t.State == video.Repeated {
			return Repeated
		}
		return Stale
	}
	switch t.State {
	case video.Live:
		return seen(t.Sight)
	case video.Late:
		return Late
	case video.Stale:
		return Stale
	case video.Repeated:
		return Repeated
	case video.Unsupported:
		return Unsupported
	case video.Broken:
		return Broken
	}
	return Connecting
}

// seen is the state of a picture that comes in time, by what it shows.
func seen(s video.Sight) State {
	switch s {
	case video.Frozen:
		return Frozen
	case video.Black:
		return Black
	case video.Covered:
		return Covered
	}
	return Live
}

// words tells the state in one line, and the reason in a second.
func words(c Camera, t video.Truth, s State, last *video.Picture, now time.Time) (line, reason string) {
	old := ""
	if last != nil {
		at := last.At
		if !t.At.IsZero() && t.At.Before(at) {
			at = t.At // what came since then repeats it
		}
		old = lang.X("wall.last", "Gambar terakhir {{.At}} ({{.Age}})", map[string]any{
			"At": clock(at), "Age": age(now.Sub(at))})
	}
	switch s {
	case Live:
		return lang.X("wall.live", "LANGSUNG {{.At}}", map[string]any{"At": clock(t.At)}), ""
	case Late:
		return lang.X("wall.late", "Tertinggal {{.N}} dtk", map[string]any{"N": say.Decimal(t.Age.Seconds())}), ""
	case Stale:
		return first(old, lang.X("wall.stale", "Tidak ada gambar baru")), c.Reason
	case Repeated:
		return lang.X("wall.repeated", "Kamera mengulang gambar"), old
	case Refused:
		return join(lang.X("wall.refused", "Login ditolak"), old), first(c.Reason, lang.X("wall.refused.do", "Perbaiki kata sandi pada lembar kamera."))
	case Offline:
		return join(lang.X("wall.offline", "Terputus sejak {{.Since}}", map[string]any{"Since": clock(c.Since)}), old), join(join(c.Reason, c.Contact), c.Request)
	case Reconnecting:
		return join(retrying(c, now), old), c.Reason
	case Unsupported:
		if t.TooLarge {
			return join(lang.X("wall.unsupported", "Tidak dapat ditampilkan"), old), lang.X("wall.toolarge.text", "Gambar lebih besar dari 4096×2304 piksel; relay tetap berjalan.")
		}
		return join(lang.X("wall.unsupported", "Tidak dapat ditampilkan"), old), lang.X("wall.unsupported.text", "Codec ini tidak didukung layar; relay tetap berjalan.")
	case Broken:
		return join(lang.X("wall.broken", "Gambar rusak"), old), lang.X("wall.broken.text", "Data kamera tidak dapat dibaca. Menunggu gambar kunci berikutnya.")
	case Paused:
		if c.State == statePutAside {
			return lang.X("wall.putaside", "Dijeda"), join(old, lang.X("wall.putaside.do", "J melanjutkan"))
		}
		return lang.X("wall.paused", "Nonaktif"), old
	case Reduced:
		return lang.X("wall.reduced", "HEMAT {{.At}}", map[string]any{"At": clock(t.At)}), ""
	case Frozen:
		return lang.X("wall.frozen", "Gambar tidak berubah sejak {{.At}}", map[string]any{"At": clock(t.SightSince)}),
			lang.X("wall.frozen.text", "Kamera mengirim, tetapi yang tampak selalu sama.")
	case Black:
		return lang.X("wall.black", "Gambar hitam sejak {{.At}}", map[string]any{"At": clock(t.SightSince)}), lang.X("wall.black.text", "Gelap seketika; periksa lensa dan lampu.")
	case Covered:
		return lang.X("wall.covered", "Kamera tertutup sejak {{.At}}", map[string]any{"At": clock(t.SightSince)}), lang.X("wall.covered.text", "Rincian gambar hilang seketika; periksa lensa.")
	}
	return join(lang.X("wall.connecting", "Menyambung…"), old), c.Reason
}

// retrying tells when a camera that is away is tried again.
func retrying(c Camera, now time.Time) string {
	if left := c.NextTry.Sub(now); !c.NextTry.IsZero() && left > 0 {
		return lang.X("wall.retry", "Menyambung lagi dalam {{.N}} dtk", map[string]any{"N": int(left.Seconds()) + 1})
	}
	return lang.X("wall.reconnecting", "Menyambung lagi…")
}

// StateWord names a state in a list, where no picture stands beside it.
func StateWord(s State) string {
	switch s {
	case Live:
		return lang.X("wall.word.live", "langsung")
	case Late:
		return lang.X("wall.word.late", "tertinggal")
	case Stale:
		return lang.X("wall.word.stale", "tidak ada gambar baru")
	case Repeated:
		return lang.X("wall.word.repeated", "mengulang gambar")
	case Refused:
		return lang.X("wall.word.refused", "login ditolak")
	case Offline:
		return lang.X("wall.word.offline", "terputus")
	case Unsupported:
		return lang.X("wall.word.unsupported", "tidak dapat ditampilkan")
	case Broken:
		return lang.X("wall.word.broken", "gambar rusak")
	case Paused:
		return lang.X("wall.word.paused", "nonaktif")
	case Reduced:
		return lang.X("wall.word.reduced", "dihemat")
	case Frozen:
		return lang.X("wall.word.frozen", "gambar tidak berubah")
	case Black:
		return lang.X("wall.word.black", "gambar hitam")
	case Covered:
		return lang.X("wall.word.covered", "kamera tertutup")
	}
	return lang.X("wall.word.connecting", "menyambung")
}

// clock is a time of day to the second, WIB.
func clock(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return say.Seconds(t)
}

// age is how old a picture is: seconds up to two minutes, then coarser.
func age(d time.Duration) string {
	if d < 2*time.Minute {
		return lang.X("wall.seconds", "{{.N}} dtk", map[string]any{"N": int(max(d, 0).Seconds())})
	}
	return say.Span(d)
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func join(a, b string) string {
	switch {
	case a == "":
		return b
	case b == "":
		return a
	}
	return a + " · " + b
}
