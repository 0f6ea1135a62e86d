package simcam

import (
	"fmt"
	"net"
	"slices"
	"strings"
)

// The namespaces of the services that a device offers.
const (
	spaceMedia  = "http://www.onvif.org/ver10/media/wsdl"
	spaceMedia2 = "http://www.onvif.org/ver20/media/wsdl"
	spacePTZ    = "http://www.onvif.org/ver20/ptz/wsdl"
)

// reply makes the body of an answer; false when the question is not known.
func (d *ONVIF) reply(a answer) (string, bool) {
	switch a.name {
	case "GetSystemDateAndTime":
		return d.dateAndTime(), true
	case "GetDeviceInformation":
		s := d.spec
		return fmt.Sprintf(`<tds:GetDeviceInformationResponse><tds:Manufacturer>%s</tds:Manufacturer><tds:Model>%s</tds:Model>`+
			`<tds:FirmwareVersion>%s</tds:FirmwareVersion><tds:SerialNumber>%s</tds:SerialNumber><tds:HardwareId>1.0</tds:HardwareId></tds:GetDeviceInformationResponse>`,
			escape(s.Maker), escape(s.Model), escape(s.Firmware), escape(s.Serial)), true
	case "GetEndpointReference":
		return `<tds:GetEndpointReferenceResponse><tds:GUID>` + escape(d.spec.Endpoint) + `</tds:GUID></tds:GetEndpointReferenceResponse>`, true
	case "GetHostname":
		return `<tds:GetHostnameResponse><tds:HostnameInformation><tt:FromDHCP>false</tt:FromDHCP><tt:Name>` + escape(d.spec.Model) + `</tt:Name></tds:HostnameInformation></tds:GetHostnameResponse>`, true
	case "GetScopes":
		return d.scopesReply(), true
	case "GetServices":
		return d.services(a.fault), true
	case "GetCapabilities":
		return d.capabilities(a.fault), true
	case "GetVideoSources":
		return fmt.Sprintf(`<trt:GetVideoSourcesResponse><trt:VideoSources token="VS1"><tt:Framerate>%d</tt:Framerate><tt:Resolution><tt:Width>%d</tt:Width><tt:Height>%d</tt:Height></tt:Resolution></trt:VideoSources></trt:GetVideoSourcesResponse>`,
			d.fps(), d.sizes[0][0], d.sizes[0][1]), true
	case "GetNodes", "GetConfigurations":
		if a.space == spacePTZ {
			return d.ptz(a.name)
		}
	case "GetPresets", "GotoPreset", "ContinuousMove", "Stop":
		return d.move(a.name, a.ptz)
	}
	return d.media(a)
}

// media answers the questions of the two media services.
func (d *ONVIF) media(a answer) (string, bool) {
	second := a.space == spaceMedia2
	if second && d.spec.OldMedia || !second && (a.space != spaceMedia || d.spec.NewMedia) {
		return "", false
	}
	switch a.name {
	case "GetProfiles":
		if a.fault == ONVIFCrowd {
			return `<trt:GetProfilesResponse>` + strings.Repeat(`<trt:Profiles/>`, 60_000) + `</trt:GetProfilesResponse>`, true
		}
		if second {
			return d.profiles2(a.types), true
		}
		return d.profiles1(), true
	case "GetStreamUri":
		uri, ok := d.streamURI(a)
		if second {
			return `<tr2:GetStreamUriResponse><tr2:Uri>` + escape(uri) + `</tr2:Uri></tr2:GetStreamUriResponse>`, ok
		}
		return mediaURI("GetStreamUri", uri), ok
	case "GetSnapshotUri":
		uri := "http://" + d.host(a.fault, d.addr) + "/onvif/snapshot"
		if second {
			return `<tr2:GetSnapshotUriResponse><tr2:Uri>` + uri + `</tr2:Uri></tr2:GetSnapshotUriResponse>`, true
		}
		return mediaURI("GetSnapshotUri", uri), true
	}
	return "", false
}

func mediaURI(name, uri string) string {
	return `<trt:` + name + `Response><trt:MediaUri><tt:Uri>` + escape(uri) + `</tt:Uri><tt:InvalidAfterConnect>false</tt:InvalidAfterConnect>` +
		`<tt:InvalidAfterReboot>false</tt:InvalidAfterReboot><tt:Timeout>PT60S</tt:Timeout></trt:MediaUri></trt:` + name + `Response>`
}

// host is host:port as an answer names it.
func (d *ONVIF) host(fault ONVIFFault, addr string) string {
	if fault != ONVIFForeign {
		return addr
	}
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		return d.spec.ForeignHost
	}
	return net.JoinHostPort(d.spec.ForeignHost, port)
}

func (d *ONVIF) streamURI(a answer) (string, bool) {
	path := ""
	switch {
	case a.token == "main":
		path = d.cam.spec.Main
	case a.token == "sub" && d.cam.spec.Sub:
		path = d.cam.spec.SubPath
	default:
		return "", false
	}
	return d.cam.scheme() + d.host(a.fault, d.cam.addr) + path, true
}

func (d *ONVIF) dateAndTime() string {
	t := d.clock()
	stamp := fmt.Sprintf(`<tt:Time><tt:Hour>%d</tt:Hour><tt:Minute>%d</tt:Minute><tt:Second>%d</tt:Second></tt:Time><tt:Date><tt:Year>%d</tt:Year><tt:Month>%d</tt:Month><tt:Day>%d</tt:Day></tt:Date>`,
		t.Hour(), t.Minute(), t.Second(), t.Year(), int(t.Month()), t.Day())
	return `<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>Manual</tt:DateTimeType><tt:DaylightSavings>false</tt:DaylightSavings>` +
		`<tt:TimeZone><tt:TZ>WIB-7</tt:TZ></tt:TimeZone><tt:UTCDateTime>` + stamp + `</tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>`
}

// offered are the services behind the device service, by namespace.
func (d *ONVIF) offered() map[string]string {
	all := map[string]string{"http://www.onvif.org/ver10/device/wsdl": "/onvif/device_service"}
	if !d.spec.NewMedia {
		all[spaceMedia] = "/onvif/media_service"
	}
	if !d.spec.OldMedia {
		all[spaceMedia2] = "/onvif/media2_service"
	}
	if d.spec.PTZ {
		all[spacePTZ] = "/onvif/ptz_service"
	}
	return all
}

func (d *ONVIF) services(fault ONVIFFault) string {
	var b strings.Builder
	for space, path := range d.offered() {
		fmt.Fprintf(&b, `<tds:Service><tds:Namespace>%s</tds:Namespace><tds:XAddr>http://%s%s</tds:XAddr><tds:Version><tt:Major>2</tt:Major><tt:Minor>60</tt:Minor></tds:Version></tds:Service>`,
			space, d.host(fault, d.addr), path)
	}
	return `<tds:GetServicesResponse>` + b.String() + `</tds:GetServicesResponse>`
}

func (d *ONVIF) capabilities(fault ONVIFFault) string {
	base, all := "http://"+d.host(fault, d.addr), d.offered()
	body := `<tt:Device><tt:XAddr>` + base + `/onvif/device_service</tt:XAddr></tt:Device>`
	if path, ok := all[spaceMedia]; ok {
		body += `<tt:Media><tt:XAddr>` + base + path + `</tt:XAddr><tt:StreamingCapabilities><tt:RTP_RTSP_TCP>true</tt:RTP_RTSP_TCP></tt:StreamingCapabilities></tt:Media>`
	}
	if path, ok := all[spacePTZ]; ok {
		body += `<tt:PTZ><tt:XAddr>` + base + path + `</tt:XAddr></tt:PTZ>`
	}
	return `<tds:GetCapabilitiesResponse><tds:Capabilities>` + body + `</tds:Capabilities></tds:GetCapabilitiesResponse>`
}

func (d *ONVIF) scopesReply() string {
	var b strings.Builder
	for scope := range strings.FieldsSeq(d.scopes()) {
		b.WriteString(`<tds:Scopes><tt:ScopeDef>Fixed</tt:ScopeDef><tt:ScopeItem>` + escape(scope) + `</tt:ScopeItem></tds:Scopes>`)
	}
	return `<tds:GetScopesResponse>` + b.String() + `</tds:GetScopesResponse>`
}

func (d *ONVIF) fps() int {
	if d.cam.spec.FPS != 0 {
		return d.cam.spec.FPS
	}
	return 15
}

// streams names the profiles: the sub stream first, as some makers do.
func (d *ONVIF) streams() []string {
	if d.cam.spec.Sub {
		return []string{"sub", "main"}
	}
	return []string{"main"}
}

func (d *ONVIF) size(token string) [2]int {
	if token == "sub" {
		return d.sizes[1]
	}
	return d.sizes[0]
}

func (d *ONVIF) profiles1() string {
	var b strings.Builder
	for _, token := range d.streams() {
		encoding := map[string]string{"mjpeg": "JPEG"}[d.cam.spec.Codec]
		if encoding == "" {
			encoding = "H264" // Media1 knows nothing newer
		}
		fmt.Fprintf(&b, `<trt:Profiles token="%s" fixed="true"><tt:Name>%sStream</tt:Name>%s<tt:VideoEncoderConfiguration token="VE_%s"><tt:Name>VE_%s</tt:Name><tt:UseCount>1</tt:UseCount>`+
			`<tt:Encoding>%s</tt:Encoding>%s<tt:Quality>5</tt:Quality>`+
			`<tt:RateControl><tt:FrameRateLimit>%d</tt:FrameRateLimit><tt:EncodingInterval>1</tt:EncodingInterval><tt:BitrateLimit>2048</tt:BitrateLimit></tt:RateControl>`+
			`<tt:SessionTimeout>PT60S</tt:SessionTimeout></tt:VideoEncoderConfiguration>%s</trt:Profiles>`,
			token, token, d.source("tt:VideoSourceConfiguration"), token, token, encoding, resolution(d.size(token)), d.fps(), d.ptzConfiguration("tt:PTZConfiguration"))
	}
	return `<trt:GetProfilesResponse>` + b.String() + `</trt:GetProfilesResponse>`
}

func (d *ONVIF) profiles2(types []string) string {
	all := slices.Contains(types, "All")
	var b strings.Builder
	for _, token := range d.streams() {
		encoding := map[string]string{"h265": "H265", "mjpeg": "JPEG"}[d.cam.spec.Codec]
		if encoding == "" {
			encoding = "H264"
		}
		fmt.Fprintf(&b, `<tr2:Profiles token="%s" fixed="true"><tr2:Name>%sStream</tr2:Name>`, token, token)
		if all {
			fmt.Fprintf(&b, `<tr2:Configurations>%s<tr2:VideoEncoder token="VE_%s" GovLength="50" Profile="Main"><tt:Name>VE_%s</tt:Name><tt:UseCount>1</tt:UseCount>`+
				`<tt:Encoding>%s</tt:Encoding>%s<tt:RateControl ConstantBitRate="false"><tt:FrameRateLimit>%d</tt:FrameRateLimit><tt:BitrateLimit>2048</tt:BitrateLimit></tt:RateControl>`+
				`<tt:Quality>5</tt:Quality></tr2:VideoEncoder>%s</tr2:Configurations>`,
				d.source("tr2:VideoSource"), token, token, encoding, resolution(d.size(token)), d.fps(), d.ptzConfiguration("tr2:PTZ"))
		}
		b.WriteString(`</tr2:Profiles>`)
	}
	return `<tr2:GetProfilesResponse>` + b.String() + `</tr2:GetProfilesResponse>`
}

func resolution(size [2]int) string {
	return fmt.Sprintf(`<tt:Resolution><tt:Width>%d</tt:Width><tt:Height>%d</tt:Height></tt:Resolution>`, size[0], size[1])
}

func (d *ONVIF) source(element string) string {
	return fmt.Sprintf(`<%s token="VSC1"><tt:Name>VSC1</tt:Name><tt:UseCount>2</tt:UseCount><tt:SourceToken>VS1</tt:SourceToken><tt:Bounds x="0" y="0" width="%d" height="%d"></tt:Bounds></%s>`,
		element, d.sizes[0][0], d.sizes[0][1], element)
}

func (d *ONVIF) ptzConfiguration(element string) string {
	if !d.spec.PTZ {
		return ""
	}
	return `<` + element + ` token="PTZ1"><tt:Name>PTZ1</tt:Name><tt:UseCount>2</tt:UseCount><tt:NodeToken>NODE1</tt:NodeToken></` + element + `>`
}

func (d *ONVIF) ptz(name string) (string, bool) {
	if !d.spec.PTZ {
		return "", false
	}
	if name == "GetNodes" {
		return `<tptz:GetNodesResponse><tptz:PTZNode token="NODE1"><tt:Name>NODE1</tt:Name><tt:MaximumNumberOfPresets>16</tt:MaximumNumberOfPresets><tt:HomeSupported>true</tt:HomeSupported></tptz:PTZNode></tptz:GetNodesResponse>`, true
	}
	return `<tptz:GetConfigurationsResponse>` + d.ptzConfiguration("tptz:PTZConfiguration") + `</tptz:GetConfigurationsResponse>`, true
}
