package simcam

import (
	"bytes"
	"crypto/md5"  //nolint:gosec // HTTP digest of cameras is defined with it
	"crypto/sha1" //nolint:gosec // and the UsernameToken with this
	"encoding/base64"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"net/http"
	"strings"
	"time"
)

// question is what is read of a request.
type question struct {
	Header struct {
		Security struct {
			UsernameToken struct {
				Username string
				Password string
				Nonce    string
				Created  string
			}
		}
	}
	Body struct {
		Asked struct {
			XMLName      xml.Name
			ProfileToken string
			Type         []string
			ptzAsked
		} `xml:",any"`
	}
}

// answer is a question together with what is known about its sender.
type answer struct {
	name, space string
	token       string
	types       []string
	ptz         ptzAsked
	fault       ONVIFFault
}

const realm = "onvif-simcam"

// ServeHTTP answers one question, or hands out the snapshot.
func (d *ONVIF) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.talking.RLock()
	defer d.talking.RUnlock()
	fault := d.now()
	if fault == ONVIFRedirect {
		w.Header().Set("Location", "http://"+d.spec.ForeignHost+r.URL.Path)
		w.WriteHeader(http.StatusFound)
		return
	}
	if r.Method == http.MethodGet && r.URL.Path == "/onvif/snapshot" {
		d.snapshot(w, r)
		return
	}
	data, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	var q question
	if err != nil || xml.Unmarshal(data, &q) != nil {
		fail(w, http.StatusBadRequest, "env:Sender", "ter:WellFormed")
		return
	}
	a := answer{name: q.Body.Asked.XMLName.Local, space: q.Body.Asked.XMLName.Space, token: q.Body.Asked.ProfileToken, types: q.Body.Asked.Type, ptz: q.Body.Asked.ptzAsked, fault: fault}
	d.count(a.name)
	if d.misbehave(w, r, fault) {
		return
	}
	if !beforeLogin(a.name) && !d.admitted(w, r, q) {
		return
	}
	body, ok := d.reply(a)
	if !ok {
		fail(w, http.StatusBadRequest, "env:Receiver", "ter:ActionNotSupported")
		return
	}
	write(w, http.StatusOK, body)
}

// beforeLogin are the questions that ONVIF lets everybody ask.
func beforeLogin(name string) bool {
	switch name {
	case "GetSystemDateAndTime", "GetServices", "GetCapabilities", "GetServiceCapabilities", "GetHostname", "GetEndpointReference", "GetWsdlUrl":
		return true
	}
	return false
}

// misbehave gives the hostile answers.
func (d *ONVIF) misbehave(w http.ResponseWriter, r *http.Request, fault ONVIFFault) bool {
	switch fault {
	case ONVIFHuge:
		chunk := bytes.Repeat([]byte("<!-- -->"), 8<<10)
		for range 100 << 20 / len(chunk) {
			if _, err := w.Write(chunk); err != nil {
				return true
			}
		}
	case ONVIFSlow:
		w.Header().Set("Content-Length", "1000")
		_, _ = w.Write([]byte("<"))
		if f, ok := w.(http.Flusher); ok {
			f.Flush()
		}
		<-r.Context().Done()
	case ONVIFNoise:
		_, _ = w.Write([]byte("\x00\xff<<<&&&]]>\x1b[2J"))
	case ONVIFEntities:
		_, _ = w.Write([]byte(`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><x>&b;</x>`))
	default:
		return false
	}
	return true
}

// admitted checks the login, in either way the spec allows.
func (d *ONVIF) admitted(w http.ResponseWriter, r *http.Request, q question) bool {
	if d.spec.Login == "none" || d.cam.spec.User == "" {
		return true
	}
	token, digest := q.Header.Security.UsernameToken, r.Header.Get("Authorization")
	locked := d.now() == ONVIFLocked
	switch {
	case locked && (token.Username != "" || digest != ""):
		d.refuse()
	case token.Username != "" && d.spec.Login != "digest":
		if d.tokenFits(token.Username, token.Password, token.Nonce, token.Created) {
			return true
		}
		d.refuse()
	case digest != "" && d.spec.Login != "token":
		if d.digestFits(r.Method, digest) {
			return true
		}
		d.refuse()
	}
	if d.spec.Login == "token" {
		fail(w, http.StatusBadRequest, "env:Sender", "ter:NotAuthorized")
		return false
	}
	w.Header().Set("WWW-Authenticate", fmt.Sprintf(`Digest realm="%s", qop="auth", nonce="%s"`, realm, d.nonce))
	w.WriteHeader(http.StatusUnauthorized)
	return false
}

// tokenFits checks a UsernameToken: its password's digest, and that it was
// made now by the device's own clock.
func (d *ONVIF) tokenFits(user, password, nonce, created string) bool {
	at, err := time.Parse(time.RFC3339Nano, created)
	if err != nil || at.Sub(d.clock()).Abs() > 5*time.Second || user != d.cam.spec.User {
		return false
	}
	raw, err := base64.StdEncoding.DecodeString(nonce)
	if err != nil {
		return false
	}
	sum := sha1.Sum(append(raw, created+d.cam.spec.Password...)) //nolint:gosec // see above
	return base64.StdEncoding.EncodeToString(sum[:]) == password
}

func (d *ONVIF) digestFits(method, header string) bool {
	fields := map[string]string{}
	for part := range strings.SplitSeq(strings.TrimPrefix(header, "Digest "), ",") {
		key, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		fields[key] = strings.Trim(value, `"`)
	}
	hash := func(s string) string {
		sum := md5.Sum([]byte(s)) //nolint:gosec // see above
		return hex.EncodeToString(sum[:])
	}
	first := hash(d.cam.spec.User + ":" + realm + ":" + d.cam.spec.Password)
	second := hash(method + ":" + fields["uri"])
	want := hash(strings.Join([]string{first, d.nonce, fields["nc"], fields["cnonce"], fields["qop"], second}, ":"))
	return fields["nonce"] == d.nonce && fields["response"] == want
}

// snapshot hands out one picture: the colour bars that encoders show when
// nothing is asked of their lens.
func (d *ONVIF) snapshot(w http.ResponseWriter, r *http.Request) {
	if !d.admitted(w, r, question{}) {
		return
	}
	img := image.NewRGBA(image.Rect(0, 0, 320, 180))
	for y := range 180 {
		for x := range 320 {
			bar := uint8(x / 40)
			img.SetRGBA(x, y, color.RGBA{R: 255 * (bar & 1), G: 255 * (bar >> 1 & 1), B: 255 * (bar >> 2 & 1), A: 255})
		}
	}
	w.Header().Set("Content-Type", "image/jpeg")
	_ = jpeg.Encode(w, img, nil)
}

func fail(w http.ResponseWriter, status int, code, subcode string) {
	write(w, status, `<env:Fault><env:Code><env:Value>`+code+`</env:Value><env:Subcode><env:Value>`+subcode+
		`</env:Value></env:Subcode></env:Code><env:Reason><env:Text xml:lang="en">`+subcode+`</env:Text></env:Reason></env:Fault>`)
}

func write(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/soap+xml; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, `<?xml version="1.0" encoding="UTF-8"?><env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"`+
		` xmlns:tds="http://www.onvif.org/ver10/device/wsdl" xmlns:trt="http://www.onvif.org/ver10/media/wsdl"`+
		` xmlns:tr2="http://www.onvif.org/ver20/media/wsdl" xmlns:tptz="http://www.onvif.org/ver20/ptz/wsdl"`+
		` xmlns:tt="http://www.onvif.org/ver10/schema" xmlns:ter="http://www.onvif.org/ver10/error"><env:Body>`+body+`</env:Body></env:Envelope>`)
}

// escape makes a text fit to stand in an answer.
func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	return b.String()
}
