package camera

import (
	"cmp"
	"context"
	"encoding/xml"
	"errors"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/kerberos-io/onvif/media"
	"github.com/kerberos-io/onvif/xsd/onvif"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// encoder is what we read of a profile's encoder, the same in both media
// services. Only what is used is named, so that a maker's odd extension does
// not make the whole answer unreadable.
type encoder struct {
	Encoding    string
	Resolution  struct{ Width, Height int }
	RateControl struct{ FrameRateLimit float64 }
}

// profileList1 is what we read of Media1's profiles.
type profileList1 struct {
	Profiles []struct {
		Token  string `xml:"token,attr"`
		Name   string
		Source struct {
			SourceToken string
		} `xml:"VideoSourceConfiguration"`
		Encoder encoder   `xml:"VideoEncoderConfiguration"`
		PTZ     *struct{} `xml:"PTZConfiguration"`
	}
}

// profileList2 is what we read of Media2's; the library's own type leaves the
// configurations out.
type profileList2 struct {
	Profiles []struct {
		Token          string `xml:"token,attr"`
		Name           string
		Configurations struct {
			Source struct {
				SourceToken string
			} `xml:"VideoSource"`
			Encoder encoder   `xml:"VideoEncoder"`
			PTZ     *struct{} `xml:"PTZ"`
		}
	}
}

// The questions of Media2 that the library does not know.
type (
	getProfiles2 struct {
		XMLName xml.Name `xml:"tr2:GetProfiles"`
		Type    []string `xml:"tr2:Type"`
	}
	getStreamURI2 struct {
		XMLName  xml.Name `xml:"tr2:GetStreamUri"`
		Protocol string   `xml:"tr2:Protocol"`
		Token    string   `xml:"tr2:ProfileToken"`
	}
	getSnapshotURI2 struct {
		XMLName xml.Name `xml:"tr2:GetSnapshotUri"`
		Token   string   `xml:"tr2:ProfileToken"`
	}
)

// listed is a profile and the service that named it.
type listed struct {
	Profile
	service string
}

func allCategories() []onvif.CapabilityCategory { return []onvif.CapabilityCategory{"All"} }

// profiles asks Media2, which knows H.265, and Media1 for what it knows alone.
func (c *caller) profiles(ctx context.Context) ([]Profile, error) {
	found, err2 := c.profiles2(ctx)
	old, err1 := c.profiles1(ctx)
	if len(found)+len(old) == 0 {
		return nil, errors.Join(err2, err1)
	}
	for _, p := range old {
		if !slices.ContainsFunc(found, func(q listed) bool { return q.Token == p.Token }) {
			found = append(found, p)
		}
	}
	found = found[:min(len(found), maxProfiles)]
	out := make([]Profile, len(found))
	for i, p := range found {
		c.locate(ctx, &p)
		out[i] = p.Profile
	}
	slices.SortStableFunc(out, func(a, b Profile) int { return cmp.Compare(b.Width*b.Height, a.Width*a.Height) })
	return out, ctx.Err()
}

func (c *caller) profiles2(ctx context.Context) ([]listed, error) {
	if c.services[nsMedia2] == "" {
		return nil, nil
	}
	var list profileList2
	if err := c.secured(ctx, nsMedia2, getProfiles2{Type: []string{"All"}}, &list); err != nil {
		return nil, err
	}
	var out []listed
	for _, p := range list.Profiles {
		conf := p.Configurations
		out = append(out, listed{profileOf(p.Token, p.Name, conf.Source.SourceToken, conf.Encoder, conf.PTZ != nil), nsMedia2})
	}
	return out, nil
}

func (c *caller) profiles1(ctx context.Context) ([]listed, error) {
	if c.services[nsMedia] == "" {
		return nil, nil
	}
	var list profileList1
	if err := c.secured(ctx, nsMedia, media.GetProfiles{}, &list); err != nil {
		return nil, err
	}
	var out []listed
	for _, p := range list.Profiles {
		out = append(out, listed{profileOf(p.Token, p.Name, p.Source.SourceToken, p.Encoder, p.PTZ != nil), nsMedia})
	}
	return out, nil
}

func profileOf(token, name, source string, e encoder, ptz bool) Profile {
	const huge = 1 << 15 // a picture that large is a lie or an error
	p := Profile{Token: token, Name: cmp.Or(word(name), word(token)), Source: word(source), Codec: codecName(e.Encoding), PTZ: ptz, FPS: e.RateControl.FrameRateLimit}
	if w, h := e.Resolution.Width, e.Resolution.Height; w > 0 && h > 0 && w < huge && h < huge {
		p.Width, p.Height = w, h
	}
	return p
}

// codecName brings both services' names together.
func codecName(s string) string {
	s = strings.ToUpper(strings.ReplaceAll(word(s), ".", ""))
	if s == "JPEG" {
		return "MJPEG"
	}
	return s
}

// locate asks where a profile's stream and its snapshot are. What a device
// does not tell stays empty.
func (c *caller) locate(ctx context.Context, p *listed) {
	stream, snapshot := "", ""
	if p.service == nsMedia2 {
		var reply struct{ Uri string } //nolint:revive // the element's name
		if c.secured(ctx, nsMedia2, getStreamURI2{Protocol: "RTSP", Token: p.Token}, &reply) == nil {
			stream = reply.Uri
		}
		reply.Uri = ""
		if c.secured(ctx, nsMedia2, getSnapshotURI2{Token: p.Token}, &reply) == nil {
			snapshot = reply.Uri
		}
	} else {
		token, unicast, protocol := onvif.ReferenceToken(p.Token), onvif.StreamType("RTP-Unicast"), onvif.TransportProtocol("RTSP")
		setup := &onvif.StreamSetup{Stream: &unicast, Transport: &onvif.Transport{Protocol: &protocol}}
		var reply struct{ MediaUri struct{ Uri string } } //nolint:revive // the elements' names
		if c.secured(ctx, nsMedia, media.GetStreamUri{StreamSetup: setup, ProfileToken: &token}, &reply) == nil {
			stream = reply.MediaUri.Uri
		}
		reply.MediaUri.Uri = ""
		if c.secured(ctx, nsMedia, media.GetSnapshotUri{ProfileToken: token}, &reply) == nil {
			snapshot = reply.MediaUri.Uri
		}
	}
	p.URL, p.Foreign = c.stream(stream)
	p.Snapshot = c.own(snapshot)
}

// stream reads a stream's address. A login inside is dropped: the user has
// typed one, and a device has no business to hand out another.
func (c *caller) stream(address string) (_ secret.URL, foreign bool) {
	u, err := ParseAddress(strings.TrimSpace(address))
	if err != nil || len(address) > 1024 {
		return secret.URL{}, false
	}
	u = u.WithLogin("", secret.Text{})
	return u, !c.isOwn(hostOnly(u.Host()))
}

// own lets an address of the device itself through and nothing else.
func (c *caller) own(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || len(address) > 1024 || u.Scheme != "http" && u.Scheme != "https" || !c.isOwn(u.Hostname()) {
		return ""
	}
	u.User = nil
	return u.String()
}

func (c *caller) isOwn(host string) bool {
	asked, pinned := hostOnly(c.host), hostOnly(c.pinned)
	if strings.EqualFold(host, asked) {
		return true
	}
	ip, err := netip.ParseAddr(host)
	have, err2 := netip.ParseAddr(pinned)
	return err == nil && err2 == nil && ip.Unmap() == have.Unmap()
}
