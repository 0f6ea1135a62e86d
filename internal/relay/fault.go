package relay

import (
	"errors"
	"fmt"
)

// FaultKind names one way the world can fail.
type FaultKind string

// The kinds of fault.
const (
	FaultPortBusy       FaultKind = "port-busy"
	FaultListenDenied   FaultKind = "listen-denied"
	FaultBadAddress     FaultKind = "bad-address"
	FaultBadPath        FaultKind = "bad-path"
	FaultPathTaken      FaultKind = "path-taken"
	FaultName           FaultKind = "name"
	FaultNoRoute        FaultKind = "no-route"
	FaultPortClosed     FaultKind = "port-closed"
	FaultTimeout        FaultKind = "timeout"
	FaultNotRTSP        FaultKind = "not-rtsp"
	FaultTLSExpected    FaultKind = "tls-expected"
	FaultTLSUnexpected  FaultKind = "tls-unexpected"
	FaultCertificate    FaultKind = "certificate"
	FaultLogin          FaultKind = "login"
	FaultLoginMethod    FaultKind = "login-method"
	FaultNoPath         FaultKind = "no-path"
	FaultRedirect       FaultKind = "redirect"
	FaultNoVideo        FaultKind = "no-video"
	FaultNoPackets      FaultKind = "no-packets"
	FaultNoKeyPicture   FaultKind = "no-key-picture"
	FaultClosedByCamera FaultKind = "closed-by-camera"
	FaultSilent         FaultKind = "silent"
	FaultBusy           FaultKind = "busy" // no room for one more, or not ready yet
	FaultProtocol       FaultKind = "protocol"
	FaultInternal       FaultKind = "internal"
)

// FaultKinds lists every kind of fault.
func FaultKinds() []FaultKind {
	return []FaultKind{
		FaultPortBusy, FaultListenDenied, FaultBadAddress, FaultBadPath, FaultPathTaken,
		FaultName, FaultNoRoute, FaultPortClosed, FaultTimeout, FaultNotRTSP,
		FaultTLSExpected, FaultTLSUnexpected, FaultCertificate, FaultLogin,
		FaultLoginMethod, FaultNoPath, FaultRedirect, FaultNoVideo, FaultNoPackets,
		FaultNoKeyPicture, FaultClosedByCamera, FaultSilent, FaultBusy, FaultProtocol, FaultInternal,
	}
}

// Fault says what failed, at which operation, and why. Err is for the log; it
// comes from the network and never from a login.
type Fault struct {
	Kind FaultKind
	Op   string
	Err  error
}

// Error tells kind, operation and cause; it carries no secret.
func (f *Fault) Error() string {
	if f.Err == nil {
		return fmt.Sprintf("%s: %s", f.Op, f.Kind)
	}
	return fmt.Sprintf("%s: %s: %v", f.Op, f.Kind, f.Err)
}

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.Err }

// Is lets errors.Is compare two faults by kind.
func (f *Fault) Is(target error) bool {
	var t *Fault
	return errors.As(target, &t) && t.Kind == f.Kind
}

func fault(kind FaultKind, op string, err error) *Fault { return &Fault{Kind: kind, Op: op, Err: err} }
