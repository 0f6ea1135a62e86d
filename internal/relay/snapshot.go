package relay

import (
	"time"

	"github.com/oklog/ulid/v2"
)

// Snapshot is the whole truth about every camera and reader at one instant; it
// is never changed after it was handed out.
type Snapshot struct {
	At        time.Time
	Seq       uint64 // of the newest Change included
	Cameras   []CameraStatus
	Readers   []ReaderStatus
	Listening string
	BytesOut  uint64
	Handled   Handled
}

// CameraStatus is one camera in a snapshot. Everything measured is of the main stream.
type CameraStatus struct {
	ID         ulid.ULID
	Name, Path string
	State      State
	Since      time.Time
	// Fault is why the camera is not live, nil when nothing is wrong.
	Fault *Fault
	// Attempt counts attempts since the last good stream.
	Attempt int
	// NextTry is when the next attempt starts, zero when none is planned.
	NextTry                         time.Time
	Transport                       Transport
	VideoCodec, AudioCodec          string
	Width, Height                   int
	FPS, Kbps                       float64
	KeyInterval                     time.Duration
	BytesIn, PacketsIn, PacketsLost uint64
	Readers, Reconnects             int
	LastPacket, LastPicture         time.Time
	// Fingerprint is the SHA-256 of the certificate that is trusted, in hex, rtsps
	// only; Offered that of the one shown instead, empty when it is the same.
	Fingerprint, Offered string
	// PlainDigest says that the login is taken by the plain digest only, see Way.
	PlainDigest bool
	// Warnings are constants, see Warnings.
	Warnings []string
	// Sub is the sub stream, nil when the camera has none.
	Sub *CameraStatus
}

// ReaderStatus is one reader in a snapshot.
type ReaderStatus struct {
	ID, Account, Remote, Path, Transport string
	Since                                time.Time
	// Dropped are pictures that were left out because the reader was slow, Lost
	// packets that a UDP reader says have not reached it.
	BytesOut, Dropped, Lost uint64
}

// Change is one step of a camera's state. Of a sub stream only its going live
// is told.
type Change struct {
	Seq      uint64
	At       time.Time
	CameraID ulid.ULID
	Name     string
	Sub      bool
	From, To State
	Fault    *Fault
	// Fingerprint is the SHA-256 of the certificate trusted until now, in hex, rtsps only.
	Fingerprint string
	// Way is how the stream comes, when To is Live.
	Way Way
}

// What a camera may be warned about.
const (
	WarnBasicClear     = "basic-clear"      // the password goes over the line in clear
	WarnPacketLoss     = "packet-loss"      // packets were lost within the last minute
	WarnRareKeys       = "rare-keys"        // key pictures are more than 5 s apart
	WarnKeysMissing    = "keys-missing"     // no key picture for three times their usual distance
	WarnUnknownPackets = "unknown-packets"  // packets of a type that the description does not name
	WarnSSRCChanged    = "ssrc-changed"     // the camera changed its stream's identity
	WarnTimestampJump  = "timestamp-jump"   // the camera's timestamps jumped; joined outward
	WarnOversize       = "oversize-packets" // packets too large for the network were packed anew
	WarnRepairedSDP    = "repaired-sdp"     // the description had odd lines
	WarnParamsInBand   = "params-in-band"   // parameter sets came only with the pictures
	WarnSkippedTracks  = "skipped-tracks"   // back channels or broken tracks were left out
	WarnFellBackToUDP  = "fell-back-udp"    // TCP was refused
	WarnUnknownCodec   = "unknown-codec"    // relayed, cannot be shown
	WarnNewCertificate = "new-certificate"  // the certificate was seen for the first time
)

// Warnings lists every warning.
func Warnings() []string {
	return []string{
		WarnBasicClear, WarnPacketLoss, WarnRareKeys, WarnKeysMissing, WarnUnknownPackets,
		WarnSSRCChanged, WarnTimestampJump, WarnOversize, WarnRepairedSDP, WarnParamsInBand,
		WarnSkippedTracks, WarnFellBackToUDP, WarnUnknownCodec, WarnNewCertificate,
	}
}
