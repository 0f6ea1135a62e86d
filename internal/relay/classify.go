package relay

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"os"
	"syscall"

	"github.com/bluenviron/gortsplib/v4/pkg/base"
	"github.com/bluenviron/gortsplib/v4/pkg/liberrors"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay/internal/feed"
)

// classify gives an error of the network or the library its kind. It is the
// border: behind it nobody looks at foreign errors.
func classify(op string, err error) *Fault {
	var f *Fault
	if errors.As(err, &f) {
		return f
	}
	if kind := kindOfDialogue(err); kind != "" {
		return fault(kind, op, err)
	}
	if kind := kindOfNetwork(op, err); kind != "" {
		return fault(kind, op, err)
	}
	return fault(FaultProtocol, op, err)
}

func kindOfDialogue(err error) FaultKind {
	var status liberrors.ErrClientBadStatusCode
	var auth liberrors.ErrClientAuthSetup
	switch {
	case errors.Is(err, feed.ErrTLS):
		return FaultTLSExpected
	case errors.Is(err, feed.ErrNotRTSP):
		return FaultNotRTSP
	case errors.As(err, &auth):
		return FaultLoginMethod
	case errors.As(err, &status):
		return kindOfStatus(status.Code)
	case errors.As(err, new(liberrors.ErrClientRequestTimedOut)):
		return FaultTimeout
	case errors.As(err, new(liberrors.ErrClientTCPTimeout)), errors.As(err, new(liberrors.ErrClientUDPTimeout)):
		return FaultSilent
	}
	return ""
}

func kindOfStatus(code base.StatusCode) FaultKind {
	switch {
	case code == base.StatusUnauthorized || code == base.StatusForbidden:
		return FaultLogin // some makers answer 403 to a wrong password
	case code == base.StatusNotFound || code == base.StatusGone:
		return FaultNoPath
	case code == base.StatusNotEnoughBandwidth || code == base.StatusServiceUnavailable:
		return FaultBusy
	case code >= 300 && code < 400:
		return FaultRedirect
	}
	return FaultProtocol
}

func kindOfNetwork(op string, err error) FaultKind {
	var dns *net.DNSError
	var record tls.RecordHeaderError
	var cert *tls.CertificateVerificationError
	var timeout net.Error
	switch {
	case errors.As(err, &dns):
		return FaultName
	case errors.As(err, &record):
		return FaultTLSUnexpected
	case errors.As(err, &cert), errors.As(err, new(x509.UnknownAuthorityError)):
		return FaultCertificate
	case errors.Is(err, syscall.ECONNREFUSED):
		return FaultPortClosed
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EADDRNOTAVAIL):
		return FaultNoRoute
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, syscall.ETIMEDOUT):
		return FaultTimeout
	case errors.As(err, &timeout) && timeout.Timeout():
		return FaultTimeout
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET),
		errors.Is(err, syscall.EPIPE), errors.Is(err, net.ErrClosed):
		if op == "tls" {
			return FaultTLSUnexpected // who speaks plain RTSP hangs up on a TLS greeting
		}
		return FaultClosedByCamera
	}
	return ""
}

// listenFault tells why an address cannot be listened on.
func listenFault(err error) *Fault {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return fault(FaultPortBusy, "listen", err)
	case errors.Is(err, syscall.EACCES), errors.Is(err, syscall.EPERM):
		return fault(FaultListenDenied, "listen", err)
	}
	return fault(FaultBadAddress, "listen", err)
}
