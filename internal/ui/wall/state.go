package wall

import (
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video"
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
)

// States returns all of them.
func States() []State {
	return []State{Connecting, Live, Late, Stale, Repeated, Reconnecting, Refused, Offline, Unsupported, Broken, Paused}
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
)

// offlineAfter is the hold-off: a camera that is away for less is reconnecting,
// not gone.
const offlineAfter = 60 * time.Second

// colour says whether the picture may be shown in colour.
func (s State) colour() bool { return s == Live || s == Late }

// stateOf joins the evidence of the pictures with what the relay knows. The
// relay can only take the word LIVE away, never give it.
func stateOf(c Camera, t video.Truth, now time.Time) State {
	switch c.State {
	case stateDisabled:
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
		return Live
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
		return lang.X("wall.refused", "Login ditolak"), first(c.Reason, lang.X("wall.refused.do", "Perbaiki kata sandi pada lembar kamera."))
	case Offline:
		return lang.X("wall.offline", "Terputus sejak {{.Since}}", map[string]any{"Since": clock(c.Since)}), join(c.Reason, c.Contact)
	case Reconnecting:
		return join(lang.X("wall.reconnecting", "Menyambung lagi…"), old), c.Reason
	case Unsupported:
		return lang.X("wall.unsupported", "Tidak dapat ditampilkan"), lang.X("wall.unsupported.text", "Codec ini tidak didukung layar; relay tetap berjalan.")
	case Broken:
		return lang.X("wall.broken", "Gambar rusak"), lang.X("wall.broken.text", "Data kamera tidak dapat dibaca. Menunggu gambar kunci berikutnya.")
	case Paused:
		return lang.X("wall.paused", "Nonaktif"), old
	}
	return lang.X("wall.connecting", "Menyambung…"), c.Reason
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
