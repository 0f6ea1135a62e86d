package camera

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/kerberos-io/onvif/device"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// Why a device could not be asked. The words for people are made elsewhere.
var (
	// ErrDeviceAddress means that the address of the device is none.
	ErrDeviceAddress = errors.New("camera: not the address of a device")
	// ErrDeviceSilent means that the device did not answer in time.
	ErrDeviceSilent = errors.New("camera: the device does not answer")
	// ErrNotDevice means that something answers there which is no ONVIF device.
	ErrNotDevice = errors.New("camera: not an ONVIF device")
	// ErrDeviceLogin means that the device refused the login; it was tried once
	// in each of the two ways and is not tried again.
	ErrDeviceLogin = errors.New("camera: the device refused the login")
	// ErrDeviceRefused means that the device answered with a fault.
	ErrDeviceRefused = errors.New("camera: the device refused the question")
	// ErrDeviceAnswer means that the answer is too large or cannot be read.
	ErrDeviceAnswer = errors.New("camera: the device's answer cannot be read")
)

// Device is what an ONVIF device says about itself. Nothing in it is secret,
// and nothing in it has been believed further than its own host.
type Device struct {
	Service  string // address of its device service
	Endpoint string // its lasting name (urn:uuid:…), empty when it has none
	Maker    string
	Model    string
	Firmware string
	Serial   string

	Clock      time.Duration // the device's clock less ours
	ClockKnown bool
	PTZ        bool
	Profiles   []Profile // largest picture first
}

// Profile is one stream of a device.
type Profile struct {
	Token, Name string
	Source      string // the lens or channel it shows; equal for main and sub stream
	Codec       string // H264, H265, JPEG …
	Width       int
	Height      int
	FPS         float64
	PTZ         bool
	URL         secret.URL // where it is, without a login; zero when it was not said
	Snapshot    string     // where a single picture is, empty without
	Foreign     bool       // URL leads to another host than the device: ask before using it
}

// Access says which device is asked, and as whom.
type Access struct {
	// Service is the address of the device service, or a host with or without a
	// port, for which the usual address is meant.
	Service  string
	Endpoint string // as discovered, when it was
	User     string
	Password secret.Text
}

const (
	maxProfiles   = 16
	inspectLimit  = 20 * time.Second
	usualService  = "/onvif/device_service"
	nsDevice      = "http://www.onvif.org/ver10/device/wsdl"
	nsMedia       = "http://www.onvif.org/ver10/media/wsdl"
	nsMedia2      = "http://www.onvif.org/ver20/media/wsdl"
	nsPTZ         = "http://www.onvif.org/ver20/ptz/wsdl"
	maxDeviceWord = 80
)

// Inspect asks one device what it is and which streams it has. It contacts
// only the host of Access, reads the device's clock first and without login,
// tries a login once by HTTP digest and once by WS-Security, and never sends a
// password itself. Each call ends within 5 s and 1 MiB, all of it within 20 s.
func Inspect(ctx context.Context, a Access) (Device, error) {
	ctx, cancel := context.WithTimeout(ctx, inspectLimit)
	defer cancel()
	c, err := newCaller(ctx, a)
	if err != nil {
		return Device{}, err
	}
	d := Device{Service: c.address(c.services[nsDevice]), Endpoint: a.Endpoint}
	if err := c.readClock(ctx, &d); err != nil {
		return Device{}, err
	}
	c.readServices(ctx)
	if err := c.readInformation(ctx, &d); err != nil {
		return Device{}, err
	}
	if d.Profiles, err = c.profiles(ctx); err != nil {
		return Device{}, err
	}
	_, d.PTZ = c.services[nsPTZ]
	d.PTZ = d.PTZ && slices.ContainsFunc(d.Profiles, func(p Profile) bool { return p.PTZ })
	return d, nil
}

// Clock reads only a device's clock, without a login: the gentlest question
// that tells an ONVIF device from anything else.
func Clock(ctx context.Context, service string) (time.Duration, error) {
	c, err := newCaller(ctx, Access{Service: service})
	if err != nil {
		return 0, err
	}
	var d Device
	err = c.readClock(ctx, &d)
	return d.Clock, err
}

// readClock reads the clock without login: the second way to log in needs it.
// A device that keeps its clock to itself may still be asked the rest.
func (c *caller) readClock(ctx context.Context, d *Device) error {
	var reply device.GetSystemDateAndTimeResponse
	before := time.Now()
	err := c.plain(ctx, nsDevice, device.GetSystemDateAndTime{}, &reply)
	switch {
	case errors.Is(err, ErrDeviceRefused), errors.Is(err, ErrDeviceLogin):
		return nil
	case err != nil:
		return err
	}
	now := before.Add(time.Since(before) / 2)
	day, clock := reply.SystemDateAndTime.UTCDateTime.Date, reply.SystemDateAndTime.UTCDateTime.Time
	year, month := int(day.Year), int(day.Month)
	if year < 1970 || year > 9999 || month < 1 || month > 12 {
		return nil // some cameras leave it empty
	}
	c.ahead = time.Date(year, time.Month(month), int(day.Day), int(clock.Hour), int(clock.Minute), int(clock.Second), 0, time.UTC).
		Sub(now).Round(time.Second)
	d.Clock, d.ClockKnown = c.ahead, true
	return nil
}

// serviceList is what we read of the answer to GetServices; the library's own
// type keeps only the last service.
type serviceList struct {
	Service []struct {
		Namespace string
		XAddr     string
	}
}

// readServices learns where the services live. Devices that do not say so
// usually serve everything at one address.
func (c *caller) readServices(ctx context.Context) {
	var list serviceList
	if c.either(ctx, nsDevice, device.GetServices{}, &list) == nil {
		for _, s := range list.Service {
			c.learn(s.Namespace, s.XAddr)
		}
	}
	if _, ok := c.services[nsMedia]; ok || c.services[nsMedia2] != "" {
		return
	}
	var caps struct {
		Capabilities struct {
			Media, PTZ struct{ XAddr string }
		}
	}
	if c.either(ctx, nsDevice, device.GetCapabilities{Category: allCategories()}, &caps) == nil {
		c.learn(nsMedia, caps.Capabilities.Media.XAddr)
		c.learn(nsPTZ, caps.Capabilities.PTZ.XAddr)
	}
	if c.services[nsMedia] == "" {
		c.services[nsMedia] = c.services[nsDevice]
	}
}

// learn remembers the path of a service. Its host is not believed: everything
// is asked at the address that was chosen.
func (c *caller) learn(namespace, address string) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || len(c.services) >= 32 || !strings.HasPrefix(u.Path, "/") {
		return
	}
	c.services[namespace] = u.RequestURI()
}

func (c *caller) readInformation(ctx context.Context, d *Device) error {
	var reply device.GetDeviceInformationResponse
	if err := c.secured(ctx, nsDevice, device.GetDeviceInformation{}, &reply); err != nil {
		return err
	}
	d.Maker, d.Model = word(reply.Manufacturer), word(reply.Model)
	d.Firmware, d.Serial = word(reply.FirmwareVersion), word(reply.SerialNumber)
	if d.Endpoint == "" {
		var guid device.GetEndpointReferenceResponse
		if c.secured(ctx, nsDevice, device.GetEndpointReference{}, &guid) == nil {
			d.Endpoint = endpointName(guid.GUID)
		}
	}
	return ctx.Err()
}

// endpointName brings the spellings of a device's lasting name together.
func endpointName(s string) string {
	s = strings.ToLower(word(s))
	s = strings.TrimPrefix(strings.TrimPrefix(s, "urn:"), "uuid:")
	if s == "" {
		return ""
	}
	return "urn:uuid:" + s
}

// word makes a foreign text fit to be shown: no control or directing signs, no
// more than a line.
func word(s string) string {
	s = strings.ToValidUTF8(s, "")
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > maxDeviceWord {
		s = string(r[:maxDeviceWord])
	}
	return s
}

// MainAndSub chooses two profiles of one lens: the largest picture for the
// archive and the citizen, and the smallest of at least 320 pixels for walls
// with many tiles; the second is -1 when there is only one stream.
func (d Device) MainAndSub() (main, sub int) {
	main, sub = -1, -1
	for i, p := range d.Profiles {
		switch {
		case p.URL.IsZero():
		case main < 0:
			main = i
		case p.Source == d.Profiles[main].Source && smaller(p, d.Profiles[main]) && (p.Width == 0 || p.Width >= 320):
			sub = i // sorted: the last that fits is the smallest
		}
	}
	return main, sub
}

func smaller(p, than Profile) bool { return p.Width*p.Height < than.Width*than.Height }
