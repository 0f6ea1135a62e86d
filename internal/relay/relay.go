// Package relay carries the city's cameras: it pulls every camera once and
// serves it again, packets untouched, to any number of readers.
//
// What it promises. One goroutine owns one camera's life (dial, describe, set
// up, play, watch, wait, again) and no camera can stop another one. A reader
// keeps its session while its camera is away; sequence numbers and timestamps
// only grow. A reader that is slow loses whole pictures, counted, and costs
// nobody else anything. What was received before a camera was lost is never
// handed out afterwards.
//
// What it never knows: requests, the store, decoding, words for people. States
// and faults are constants; package say makes sentences of them.
//
// How it dies. Open gives a running Engine or nothing; Close may be called
// twice and returns when the last goroutine has ended.
//
// The way of a packet, each file telling one part:
//
//	source.go, session.go   one attempt from dial to end, and the pauses between
//	answers.go, intake.go   what the camera says, mended; what it sends by UDP
//	path.go                 what one published address is: its source and its readers
//	stream.go               pictures put together, continued outward, kept and handed on
//	reader.go, server.go    who reads, and the RTSP they speak; handling.go how long that takes
//	tap.go                  the same pictures for the video wall and the test of an address
package relay

import (
	"crypto/tls"
	"log/slog"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// Transport is how packets travel between a camera and us, or us and a reader.
type Transport string

// The transports. Auto tries TCP, falls back to UDP and keeps what worked.
const (
	Auto Transport = "auto"
	TCP  Transport = "tcp"
	UDP  Transport = "udp"
)

// State is where a camera's life stands.
type State string

// The states of a camera.
const (
	// Disabled means that nobody wants this camera now: switched off, or on
	// demand without a reader.
	Disabled State = "disabled"
	// Connecting means that an attempt is under way.
	Connecting State = "connecting"
	// Live means that packets arrive.
	Live State = "live"
	// Stalled means that the connection stands but packets or key pictures do not come.
	Stalled State = "stalled"
	// Waiting means that an attempt failed and the next one has a time.
	Waiting State = "waiting"
	// Refused means that the camera did not take our login; no further attempt
	// is made until the record changes or somebody asks.
	Refused State = "refused"
	// Unsupported means that the camera offers nothing that can be relayed.
	Unsupported State = "unsupported"
)

// States lists every state a camera can be in.
func States() []State {
	return []State{Disabled, Connecting, Live, Stalled, Waiting, Refused, Unsupported}
}

// Account is somebody who may read.
type Account struct {
	Name     string
	Password secret.Text
	// Paths are globs of the paths that may be read ("*" stays within one
	// segment, a final "/**" and a lone "*" take everything below); empty means all.
	Paths []string
	// Expires ends the account; zero means never.
	Expires time.Time
	// Networks are the addresses it may come from; empty means all.
	Networks []netip.Prefix
	// Sessions is how many it may have at a time; zero means any number.
	Sessions int
}

// Camera is one source and the path under which it is published.
type Camera struct {
	ID          ulid.ULID
	Name, Path  string
	URL, SubURL secret.URL
	Transport   Transport
	// Way and SubWay are how the streams came the last time. To tell a running
	// camera another one changes nothing.
	Way, SubWay Way
	// Enabled is the office's switch: a camera that is off is not pulled.
	Enabled bool
	// AllowBasic permits answering a camera that asks for the password in clear
	// over a line without TLS.
	AllowBasic bool
	// OnDemand pulls the main stream only while somebody wants it. Sub streams
	// are always on demand.
	OnDemand bool
	// Wait lets in readers that ask while the camera is away: they get its last
	// description, or wait for one, instead of an answer that says why.
	Wait bool
	// Fingerprint is the SHA-256 of the certificate an rtsps camera must show,
	// in hex; empty means that the first one shown is kept.
	Fingerprint string
}

// Way is what was found out about a camera by trying, so that a later start
// need not try again.
type Way struct {
	// Transport brought the packets. Auto begins with it, with TCP when it is empty.
	Transport Transport
	// PlainDigest says that the camera offers a digest by SHA-256, refuses it,
	// and takes the one by MD5.
	PlainDigest bool
}

// Config says how an engine runs. Zero values are replaced by the defaults named.
type Config struct {
	// Listen is the address readers connect to; default 127.0.0.1:8554.
	Listen string
	// Accounts are those who may read.
	Accounts []Account
	// RequireAccount refuses readers without an account even from this machine;
	// it is always so when Listen is not a loopback address.
	RequireAccount bool
	// ListenTLS is the address for readers by rtsps, off when empty, and
	// Certificate what they are shown.
	ListenTLS   string
	Certificate *tls.Certificate
	// Log takes what the engine has to tell; default: nothing is written.
	Log *slog.Logger
	// Limits bound what cameras and readers may cost.
	Limits Limits
}

// Limits are the engine's bounds; a zero field takes its default.
type Limits struct {
	// Attempt is the longest a camera may take from dial to first packet (15 s).
	Attempt time.Duration
	// Silence without any packet is a stall and ends the session (5 s).
	Silence time.Duration
	// FirstRequest is how long a new connection may take to its first whole request (10 s).
	FirstRequest time.Duration
	// Idle is how long a connection that is not playing may be quiet (60 s).
	Idle time.Duration
	// DescribeWait is how long a reader waits for a camera that is being connected (4 s).
	DescribeWait time.Duration
	// Linger is how long a camera on demand runs after its last reader left (10 s).
	Linger time.Duration
	// Conns, ConnsPerHost bound connections that have not shown an account (256, 16).
	// Readers from this machine are bound by Conns only.
	Conns, ConnsPerHost int
	// Readers bounds all reader connections (4096).
	Readers int
	// CacheBytes and CacheAge bound the group of pictures kept per path (8 MiB, 10 s).
	CacheBytes int
	CacheAge   time.Duration
	// DialsPerSecond and DialsPerHost bound attempts at cameras (8, 2).
	DialsPerSecond, DialsPerHost int
	// LoginEvery is the least distance of two full attempts at one camera after
	// the quick first tries (5 s).
	LoginEvery time.Duration
}

func (l Limits) filled() Limits {
	fill(&l.Attempt, 15*time.Second)
	fill(&l.Silence, 5*time.Second)
	fill(&l.FirstRequest, 10*time.Second)
	fill(&l.Idle, 60*time.Second)
	fill(&l.DescribeWait, 4*time.Second)
	fill(&l.Linger, 10*time.Second)
	fill(&l.Conns, 256)
	fill(&l.ConnsPerHost, 16)
	fill(&l.Readers, 4096)
	fill(&l.CacheBytes, 8<<20)
	fill(&l.CacheAge, 10*time.Second)
	fill(&l.DialsPerSecond, 8)
	fill(&l.DialsPerHost, 2)
	fill(&l.LoginEvery, 5*time.Second)
	return l
}

func fill[T int | time.Duration](v *T, def T) {
	if *v <= 0 {
		*v = def
	}
}

// CheckPath says whether a path may be published: small letters, digits, dot,
// dash and underscore in segments parted by a slash. The last segment "sub" is
// kept for sub streams.
func CheckPath(path string) error {
	if path == "" || len(path) > 200 {
		return fault(FaultBadPath, "path", nil)
	}
	segments := strings.Split(path, "/")
	if segments[len(segments)-1] == "sub" {
		return fault(FaultBadPath, "path", nil)
	}
	for _, s := range segments {
		if s == "" || s == "." || s == ".." || strings.ContainsFunc(s, func(r rune) bool {
			return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '.' && r != '_' && r != '-'
		}) {
			return fault(FaultBadPath, "path", nil)
		}
	}
	return nil
}

func clone(a []Account) []Account {
	a = slices.Clone(a)
	for i := range a {
		a[i].Paths, a[i].Networks = slices.Clone(a[i].Paths), slices.Clone(a[i].Networks)
	}
	return a
}
