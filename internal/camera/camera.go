// Package camera understands a camera before the relay is given it: what
// somebody pasted, whether the address leads to a picture, and if it does not,
// at which hop the way ends and why.
//
// It promises to end within its time whatever the other side does, to contact
// nobody but the address it was given, to try one login at most twice, and
// never to send a login in clear unless it was allowed to. It never knows the
// store, the relay or the decoder: a Still function is handed in. Nothing
// lives on after Probe returns.
package camera

import (
	"context"
	"image"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/pion/rtp"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// Still decodes the first picture of one access unit. It is handed in because
// decoding is not this package's business.
type Still func(ctx context.Context, f format.Format, picture []*rtp.Packet) (*image.RGBA, error)

// Target is the camera to be probed and what is allowed on the way.
type Target struct {
	URL         secret.URL
	Transport   string        // "auto" (or empty), "tcp", "udp"
	AllowBasic  bool          // a Basic login may go over an unencrypted connection
	Fingerprint string        // expected SHA-256 of the certificate; empty = take what comes and report it
	Measure     time.Duration // how long to measure once pictures come; 0 = 5 s, negative = not at all
	Patience    time.Duration // how long to measure at most while a second key picture is awaited; 0 = 10 s after the newest one if Measure is 5 s or more, else no longer than Measure
}

// HopName names one stretch of the way to a camera.
type HopName string

// The hops, in the order in which they are travelled.
const (
	HopResolve     HopName = "name"        // the host name is looked up
	HopPort        HopName = "port"        // the port answers (and TLS, where it is asked for)
	HopRTSP        HopName = "rtsp"        // somebody there speaks RTSP
	HopLogin       HopName = "login"       // the login is accepted
	HopDescription HopName = "description" // the description names a video
	HopPlay        HopName = "play"        // the camera agrees to send it
	HopPackets     HopName = "packets"     // packets come
	HopKeyPicture  HopName = "key-picture" // a picture that stands by itself comes
	HopMeasure     HopName = "measure"     // pictures are counted for a while
)

// Hops returns all hops in order.
func Hops() []HopName {
	return []HopName{
		HopResolve, HopPort, HopRTSP, HopLogin, HopDescription,
		HopPlay, HopPackets, HopKeyPicture, HopMeasure,
	}
}

// Result is where a hop stands.
type Result string

// The results of a hop.
const (
	Waiting Result = "waiting"
	Running Result = "running"
	Done    Result = "done"
	Failed  Result = "failed"
	Skipped Result = "skipped"
)

// Hop is one stretch of the way, as it stands now.
type Hop struct {
	Name   HopName
	Result Result
	Took   time.Duration
	Cause  Cause // why it failed; also set on a done hop that deserves a warning
}

// Cause is why a probe did not end with a picture. The words for people are
// made elsewhere.
type Cause string

// The causes told apart. The empty cause means that nothing is wrong.
const (
	NoCause            Cause = ""
	CauseName          Cause = "name"           // the host name does not exist
	CauseRoute         Cause = "route"          // no way to that network or host
	CauseRefused       Cause = "refused"        // the host answers, the port is closed
	CauseFiltered      Cause = "filtered"       // no answer at all: a firewall, or the host is off
	CauseNotRTSP       Cause = "not-rtsp"       // something else listens there
	CauseTLSExpected   Cause = "tls-expected"   // the port wants rtsps://
	CauseTLSUnexpected Cause = "tls-unexpected" // rtsps:// was typed, the port speaks clear RTSP
	CauseCertificate   Cause = "certificate"    // the certificate is not the one that was trusted
	CauseLogin         Cause = "login"          // name or password refused
	CauseLoginMethod   Cause = "login-method"   // only a login method that may not be used
	CauseLocked        Cause = "locked"         // the camera has locked the account or this address
	CausePath          Cause = "path"           // no stream under this path
	CauseNoVideo       Cause = "no-video"       // the description has no video
	CauseCodec         Cause = "codec"          // relayed, but cannot be shown here
	CauseRedirect      Cause = "redirect"       // the camera sends us to another host
	CauseNoPackets     Cause = "no-packets"     // agreed to send, nothing came
	CauseNoKeyPicture  Cause = "no-key-picture" // packets, but no picture to begin with
	CauseRareKeys      Cause = "rare-keys"      // key pictures more than ten seconds apart
	CauseTooMany       Cause = "too-many"       // the camera serves no further connection
)

// Causes returns every cause a verdict can carry, the empty one left out. The
// command line prints these words: they are part of its contract.
func Causes() []Cause {
	return []Cause{
		CauseName, CauseRoute, CauseRefused, CauseFiltered, CauseNotRTSP,
		CauseTLSExpected, CauseTLSUnexpected, CauseCertificate, CauseLogin,
		CauseLoginMethod, CauseLocked, CausePath, CauseNoVideo, CauseCodec,
		CauseRedirect, CauseNoPackets, CauseNoKeyPicture, CauseRareKeys,
		CauseTooMany,
	}
}

// Warning constants: the camera works, but somebody should know.
const (
	WarnBasicClear = "basic-clear"     // the login goes over the line in clear
	WarnTCPOnly    = "tcp-only"        // UDP brought nothing, TCP works
	WarnLongKeys   = "long-keys"       // key pictures four to ten seconds apart
	WarnLoss       = "loss"            // packets were lost while measuring
	WarnAdmin      = "admin"           // logged in with an administrator's name
	WarnNewCert    = "certificate-new" // the certificate was seen for the first time
	WarnBlack      = "black"           // the picture is black
	WarnCovered    = "covered"         // the picture is one surface: covered, painted over, no signal
	WarnFrozen     = "frozen"          // the picture is the same seconds later
	WarnUnwatched  = "unwatched"       // no second picture came to compare: whether it is frozen is not known
	WarnClock      = "clock"           // the camera's clock is off by half a minute or more
	WarnHeld       = "login-held"      // nobody was asked: this login was refused twice a short while ago
)

// SightWarnings are those about what is to be seen: whoever accepts the camera
// is asked about them first.
func SightWarnings() []string { return []string{WarnBlack, WarnCovered, WarnFrozen} }

// Verdict is what a probe found. It is a value; nothing in it is secret.
type Verdict struct {
	OK           bool // a picture came and everything is as it should be
	Cancelled    bool // the caller gave up before the end; the cause is then empty
	Relayable    bool // packets come: the relay can carry it even if it cannot be shown here
	Hop          HopName
	Cause        Cause
	Codec        string // H264, H265, MJPEG, or the name in the description
	AudioCodec   string
	Transport    string // tcp or udp, whichever brought the packets
	PlainDigest  bool   // of two digests offered only the one by MD5 was taken
	Propose      string // transport to propose instead of the one asked for, "" if none
	Width        int
	Height       int
	FPS          float64
	Kbps         float64
	KeyInterval  time.Duration
	Lost         uint64        // packets, while measuring
	Received     uint64        // packets, while measuring
	Jitter       time.Duration // how unevenly pictures arrive, as RFC 3550 6.4.1 counts
	Clock        time.Duration // the camera's clock less ours, as its sender reports say
	ClockKnown   bool
	Measured     time.Duration // how long was measured
	FirstPicture time.Duration // from PLAY to the first picture that stands by itself
	Picture      *image.RGBA   // nil when it was not decoded
	Hops         []Hop
	Fingerprint  string // SHA-256 of the certificate met, lower-case hex
	Warnings     []string

	refused int // logins that went out and were refused
}
