package camera

import (
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// Habit is something a brand is known for and that deserves a word before the
// camera is accepted. The words are made elsewhere.
type Habit string

// The habits worth a warning.
const (
	HabitSmartCodec Habit = "smart-codec"  // H.264+/H.265+, Smart Codec: key pictures very far apart unless switched off
	HabitLockedSub  Habit = "locked-sub"   // the sub stream's size cannot be raised
	HabitH265First  Habit = "h265-first"   // the main stream is H.265 as delivered
	HabitOneMJPEG   Habit = "one-mjpeg"    // the first profile is Motion JPEG, the second H.264
	HabitFewReaders Habit = "few-readers"  // serves only a handful of connections
	HabitViewOnly   Habit = "view-only"    // delivered with an administrator alone: ask for a view-only account
	HabitHTTPOnRTSP Habit = "http-on-rtsp" // answers HTTP on the RTSP port when it is set so
)

// Habits returns every habit known here, the weightiest first.
func Habits() []Habit {
	return []Habit{HabitSmartCodec, HabitLockedSub, HabitH265First, HabitOneMJPEG, HabitFewReaders, HabitViewOnly, HabitHTTPOnRTSP}
}

// Brand is how a maker's cameras and recorders name their streams. In Main and
// Sub "{c}" stands for the channel, "{cc}" for the channel in two digits.
type Brand struct {
	Key    string
	Name   string
	Main   string
	Sub    string // empty when there is none
	Port   int
	Habits []Habit
	Note   string // a warning in the office's own words
}

// Brands returns the templates as shipped, most common in the city first. They
// come from the makers' own papers; an office may have cameras of another
// make under the same name, so whoever uses them still probes.
func Brands() []Brand {
	smart := []Habit{HabitSmartCodec, HabitViewOnly}
	return []Brand{
		{"hikvision", "Hikvision, HiLook, Annke", "/Streaming/Channels/{c}01", "/Streaming/Channels/{c}02", 554, smart, ""},
		{"dahua", "Dahua, Amcrest, Imou", "/cam/realmonitor?channel={c}&subtype=0", "/cam/realmonitor?channel={c}&subtype=1", 554, smart, ""},
		{"uniview", "Uniview (kamera)", "/media/video1", "/media/video2", 554, smart, ""},
		{"uniview-nvr", "Uniview (NVR)", "/unicast/c{c}/s0/live", "/unicast/c{c}/s1/live", 554, smart, ""},
		{"axis", "Axis", "/axis-media/media.amp?videocodec=h264&camera={c}", "/axis-media/media.amp?videocodec=h264&camera={c}&resolution=640x360", 554, []Habit{HabitViewOnly}, ""},
		{"hanwha", "Hanwha, Samsung Wisenet", "/profile2/media.smp", "/profile3/media.smp", 554, []Habit{HabitOneMJPEG, HabitViewOnly}, ""},
		{"bosch", "Bosch", "/?inst=1", "/?inst=2", 554, []Habit{HabitViewOnly}, ""},
		{"tplink", "TP-Link VIGI, Tapo", "/stream1", "/stream2", 554, []Habit{HabitFewReaders}, ""},
		{"reolink", "Reolink", "/Preview_{cc}_main", "/Preview_{cc}_sub", 554, []Habit{HabitH265First, HabitLockedSub, HabitFewReaders}, ""},
		{"tiandy", "Tiandy", "/{c}/1", "/{c}/2", 554, smart, ""},
		{"other", "", "/", "", 554, nil, ""},
	}
}

// Addresses fills the template for a host (with or without a port) and a
// channel, counted from 1.
func (b Brand) Addresses(host string, channel int) (main, sub secret.URL, err error) {
	channel = max(channel, 1)
	if b.Port != 0 && b.Port != 554 && !strings.Contains(host, ":") {
		host = net.JoinHostPort(strings.TrimSpace(host), fmt.Sprint(b.Port))
	}
	if main, err = ParseAddress("rtsp://" + host + b.fill(b.Main, channel)); err != nil {
		return secret.URL{}, secret.URL{}, err
	}
	if b.Sub != "" {
		sub, err = ParseAddress("rtsp://" + host + b.fill(b.Sub, channel))
	}
	return main, sub, err
}

func (b Brand) fill(template string, channel int) string {
	return strings.NewReplacer("{cc}", fmt.Sprintf("%02d", channel), "{c}", fmt.Sprint(channel)).Replace(template)
}

// ErrTemplate means that a brand's template makes no address.
var ErrTemplate = errors.New("camera: the template makes no address")

// Check refuses templates that could never make an address: a path begins with
// a slash, and there is no host and no login in it.
func (b Brand) Check() error {
	for _, template := range []string{b.Main, b.Sub} {
		if template == "" && b.Main != "" {
			continue
		}
		if !strings.HasPrefix(template, "/") || strings.HasPrefix(template, "//") || len(template) > 256 || strings.ContainsAny(template, " \t\r\n@") {
			return ErrTemplate
		}
	}
	if b.Port < 0 || b.Port > 65535 {
		return ErrTemplate
	}
	_, _, err := b.Addresses("192.0.2.1", 1)
	if err != nil {
		return ErrTemplate
	}
	return nil
}

// BrandOf recognises the brand from the path of an address somebody pasted;
// false when it could be anything.
func BrandOf(u secret.URL) (Brand, bool) {
	path := strings.ToLower(u.Path())
	for _, sign := range []struct{ part, key string }{
		{"/streaming/channels/", "hikvision"}, {"/cam/realmonitor", "dahua"}, {"/media/video", "uniview"}, {"/unicast/c", "uniview-nvr"},
		{"/axis-media/", "axis"}, {"/media.smp", "hanwha"}, {"?inst=", "bosch"}, {"/preview_", "reolink"}, {"/h264preview_", "reolink"},
	} {
		if !strings.Contains(path, sign.part) {
			continue
		}
		for _, b := range Brands() {
			if b.Key == sign.key {
				return b, true
			}
		}
	}
	return Brand{}, false
}
