package simcam

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// openDeviceService starts a camera with its device service.
func openDeviceService(t *testing.T, spec ONVIFSpec) *ONVIF {
	t.Helper()
	cam := open(t, Spec{User: "operator", Password: "rahasia", Sub: true})
	d, err := OpenONVIF(spec, cam, nil)
	must(t, err)
	t.Cleanup(d.Close)
	return d
}

// post sends one SOAP body and returns status and answer.
func post(t *testing.T, d *ONVIF, body string) (int, string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, d.Service(), strings.NewReader(
		`<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body>`+body+`</e:Body></e:Envelope>`))
	must(t, err)
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Do(req)
	must(t, err)
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	must(t, err)
	return resp.StatusCode, string(data)
}

func TestONVIF_tells_the_time_to_everybody_and_the_rest_after_a_login(t *testing.T) {
	d := openDeviceService(t, ONVIFSpec{Serial: "A", Clock: time.Hour})
	if status, body := post(t, d, `<GetSystemDateAndTime xmlns="http://www.onvif.org/ver10/device/wsdl"/>`); status != 200 || !strings.Contains(body, fmt.Sprintf("<tt:Hour>%d<", d.clock().Hour())) {
		t.Errorf("%d %s", status, body)
	}
	if status, _ := post(t, d, `<GetDeviceInformation xmlns="http://www.onvif.org/ver10/device/wsdl"/>`); status != http.StatusUnauthorized {
		t.Errorf("told without a login: %d", status)
	}
	if status, body := post(t, d, `<`); status != http.StatusBadRequest || !strings.Contains(body, "WellFormed") {
		t.Errorf("%d %s", status, body)
	}
	open := openDeviceService(t, ONVIFSpec{Serial: "B", Login: "none"})
	if status, body := post(t, open, `<Reboot xmlns="http://www.onvif.org/ver10/device/wsdl"/>`); status != http.StatusBadRequest || !strings.Contains(body, "ActionNotSupported") {
		t.Errorf("%d %s", status, body)
	}
	if status, body := post(t, open, `<GetStreamUri xmlns="http://www.onvif.org/ver10/media/wsdl"><ProfileToken>main</ProfileToken></GetStreamUri>`); status != 200 || !strings.Contains(body, open.Camera().URL()) {
		t.Errorf("%d %s", status, body)
	}
	if err := d.Set("tidak-ada"); !errors.Is(err, ErrFault) {
		t.Error(err)
	}
}

// A client that nobody here wrote reads the device: the npm package onvif,
// which scripts/need test puts below build/npm.
func TestONVIF_is_understood_by_a_client_of_somebody_else(t *testing.T) {
	modules, err := filepath.Abs("../../build/npm/node_modules")
	must(t, err)
	node, err := exec.LookPath("node")
	if _, missing := os.Stat(filepath.Join(modules, "onvif")); err != nil || missing != nil {
		t.Skip("node or its package onvif is not installed (scripts/need test)")
	}
	for _, login := range []string{"", "digest", "token"} {
		d := openDeviceService(t, ONVIFSpec{Maker: "Khatulistiwa", Model: "KT-2040", Serial: "SN0042", Clock: -7 * time.Minute, Login: login, PTZ: true})
		host, port, err := net.SplitHostPort(d.Addr())
		must(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		cmd := exec.CommandContext(ctx, node, "testdata/client.js", host, port, "operator", "rahasia")
		cmd.Env = append(os.Environ(), "NODE_PATH="+modules)
		out, err := cmd.CombinedOutput()
		want := strings.Join([]string{"Khatulistiwa KT-2040 SN0042", "sub 320x180", "main 1280x720", d.Camera().URL(), "http://" + d.Addr() + "/onvif/snapshot", ""}, "\n")
		if err != nil || string(out) != want {
			t.Errorf("login %q: %v\n%s\nwant\n%s", login, err, out, want)
		}
	}
}

// The same client hears the street answer.
func TestStreet_is_heard_by_a_client_of_somebody_else(t *testing.T) {
	modules, err := filepath.Abs("../../build/npm/node_modules")
	must(t, err)
	node, err := exec.LookPath("node")
	if _, missing := os.Stat(filepath.Join(modules, "onvif")); err != nil || missing != nil {
		t.Skip("node or its package onvif is not installed (scripts/need test)")
	}
	d := openDeviceService(t, ONVIFSpec{Maker: "Khatulistiwa", Model: "KT-2040", Serial: "SN0042"})
	street, err := OpenStreet("127.0.0.1:0", nil, nil, d)
	must(t, err)
	t.Cleanup(street.Close)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, node, "testdata/call.js", street.Addr().String())
	cmd.Env = append(os.Environ(), "NODE_PATH="+modules)
	out, err := cmd.CombinedOutput()
	if want := d.Spec().Endpoint + " " + d.Service() + "\n"; err != nil || string(out) != want {
		t.Errorf("%v\n%s\nwant %s", err, out, want)
	}
}
