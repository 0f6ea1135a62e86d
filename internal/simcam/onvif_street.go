package simcam

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// StreetFault is something a network does wrong when devices are called for.
type StreetFault string

// What a network can do wrong.
const (
	StreetNone    StreetFault = "none"
	StreetEmpty   StreetFault = "empty"   // answers without a byte
	StreetNoise   StreetFault = "noise"   // 8 KiB that are no XML
	StreetFlood   StreetFault = "flood"   // 10,000 answers of devices that are not there
	StreetForeign StreetFault = "foreign" // answers that name another host
	StreetLarge   StreetFault = "large"   // answers of more than 8 KiB
)

// Street answers WS-Discovery for the devices that live in it.
type Street struct {
	// set by OpenStreet, never changed
	conn    *net.UDPConn
	devices []*ONVIF
	log     *slog.Logger
	wg      sync.WaitGroup

	// guarded by mu
	mu    sync.Mutex
	fault StreetFault
	calls int
}

// OpenStreet answers calls on a UDP address (port 0: a free one). With an
// interface it also joins the group of WS-Discovery there, which needs the
// port 3702.
func OpenStreet(listen string, on *net.Interface, log *slog.Logger, devices ...*ONVIF) (*Street, error) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	s := &Street{devices: devices, log: log, fault: StreetNone}
	address, err := net.ResolveUDPAddr("udp4", listen)
	if err != nil {
		return nil, fmt.Errorf("simcam: street: %w", err)
	}
	if on != nil {
		s.conn, err = net.ListenMulticastUDP("udp4", on, &net.UDPAddr{IP: net.IPv4(239, 255, 255, 250), Port: address.Port})
	} else {
		s.conn, err = net.ListenUDP("udp4", address)
	}
	if err != nil {
		return nil, fmt.Errorf("simcam: street: %w", err)
	}
	s.wg.Go(s.serve)
	return s, nil
}

// Addr returns where the street is called.
func (s *Street) Addr() netip.AddrPort { return s.conn.LocalAddr().(*net.UDPAddr).AddrPort() }

// Set switches to a fault, or to StreetNone.
func (s *Street) Set(f StreetFault) error {
	if !slices.Contains([]StreetFault{StreetNone, StreetEmpty, StreetNoise, StreetFlood, StreetForeign, StreetLarge}, f) {
		return fmt.Errorf("%w: %q", ErrFault, string(f))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = f
	return nil
}

// Calls counts the calls that were understood.
func (s *Street) Calls() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls
}

// Close ends the street; its devices stay.
func (s *Street) Close() {
	_ = s.conn.Close()
	s.wg.Wait()
}

// called is what is read of a call.
type called struct {
	Header struct{ MessageID string }
	Body   struct{ Probe *struct{ Types string } }
}

func (s *Street) serve() {
	buf := make([]byte, 8<<10)
	for {
		n, from, err := s.conn.ReadFromUDPAddrPort(buf)
		if err != nil {
			if !errors.Is(err, net.ErrClosed) {
				s.log.Error("simcam: street", "err", err)
			}
			return
		}
		var c called
		if xml.Unmarshal(buf[:n], &c) != nil || c.Body.Probe == nil || c.Header.MessageID == "" {
			continue
		}
		if t := c.Body.Probe.Types; t != "" && !strings.Contains(t, "NetworkVideoTransmitter") && !strings.Contains(t, "Device") {
			continue
		}
		s.mu.Lock()
		s.calls++
		fault := s.fault
		s.mu.Unlock()
		s.answer(fault, c.Header.MessageID, from)
	}
}

func (s *Street) answer(fault StreetFault, id string, to netip.AddrPort) {
	say := func(data []byte) { _, _ = s.conn.WriteToUDPAddrPort(data, to) } // nobody hears: as on any network
	switch fault {
	case StreetEmpty:
		say(nil)
	case StreetNoise:
		say(bytes.Repeat([]byte("<\x00&\xff"), 2<<10))
	case StreetLarge:
		say(match(id, "urn:uuid:00000000-0000-4000-8000-000000000001", "http://"+s.Addr().Addr().String()+"/onvif/device_service", strings.Repeat("onvif://www.onvif.org/name/x ", 400)))
	case StreetForeign:
		say(match(id, "urn:uuid:00000000-0000-4000-8000-000000000002", "http://127.0.0.2:80/onvif/device_service http://192.0.2.7/onvif/device_service", "onvif://www.onvif.org/name/asing"))
	case StreetFlood:
		for i := range 10_000 {
			say(match(id, fmt.Sprintf("urn:uuid:00000000-0000-4000-8000-%012x", i), fmt.Sprintf("http://%s:%d/onvif/device_service", s.Addr().Addr(), 1+i), "onvif://www.onvif.org/name/banjir"))
		}
	default:
		for _, d := range s.devices {
			say(match(id, d.spec.Endpoint, d.Service(), d.scopes()))
		}
	}
}

// scopes is what a device tells about itself to everybody.
func (d *ONVIF) scopes() string {
	scope := func(kind, text string) string { return " onvif://www.onvif.org/" + kind + "/" + url.PathEscape(text) }
	return "onvif://www.onvif.org/Profile/Streaming onvif://www.onvif.org/type/video_encoder" +
		scope("name", d.spec.Maker+" "+d.spec.Model) + scope("hardware", d.spec.Model) + scope("location", d.cam.spec.Site)
}

func match(to, endpoint, addresses, scopes string) []byte {
	return []byte(`<?xml version="1.0" encoding="UTF-8"?><e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"` +
		` xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"` +
		` xmlns:dn="http://www.onvif.org/ver10/network/wsdl"><e:Header><w:MessageID>urn:uuid:5e9f1a00-0000-4000-8000-000000000000</w:MessageID>` +
		`<w:RelatesTo>` + escape(to) + `</w:RelatesTo><w:To>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</w:To>` +
		`<w:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/ProbeMatches</w:Action></e:Header><e:Body><d:ProbeMatches><d:ProbeMatch>` +
		`<w:EndpointReference><w:Address>` + escape(endpoint) + `</w:Address></w:EndpointReference><d:Types>dn:NetworkVideoTransmitter</d:Types>` +
		`<d:Scopes>` + escape(scopes) + `</d:Scopes><d:XAddrs>` + escape(addresses) + `</d:XAddrs><d:MetadataVersion>1</d:MetadataVersion>` +
		`</d:ProbeMatch></d:ProbeMatches></e:Body></e:Envelope>`)
}
