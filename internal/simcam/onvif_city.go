package simcam

import (
	"fmt"
	"time"
)

// Resident is one device of the demo's street: which camera it speaks for, and
// what it says of itself.
type Resident struct {
	Camera Spec
	Device ONVIFSpec
	Known  bool // the camera is one of City's; otherwise nobody has connected it yet
}

// Residents are the devices that answer a call in the demo: two cameras of the
// city and two that wait to be connected. One has a clock that is seven
// minutes late and takes only the login that depends on it, one can be moved,
// one names its sub stream first.
func Residents() []Resident {
	city := City()
	fresh := func(base int, name, site, village string) Spec {
		s := city[base]
		s.Name, s.Site, s.Village, s.Path, s.Agency = name, site, village, "", ""
		return s
	}
	return []Resident{
		{city[0], ONVIFSpec{Maker: "Khatulistiwa", Model: "KT-2040", Firmware: "5.7.3", Serial: "KT0001", PTZ: true}, true},
		{city[5], ONVIFSpec{Maker: "Kapuas", Model: "KP-200", Firmware: "2.800", Serial: "KP0006", NewMedia: true}, true},
		{
			fresh(2, "Parit Besar", "Parit Besar", "Benua Melayu Darat"),
			ONVIFSpec{Maker: "Kapuas", Model: "KP-110", Firmware: "2.610", Serial: "KP0107", Clock: -7 * time.Minute, Login: "token"}, false,
		},
		{
			fresh(1, "Simpang Pahlawan", "Simpang Pahlawan", "Benua Melayu Laut"),
			ONVIFSpec{Maker: "Khatulistiwa", Model: "KT-5060 PTZ", Firmware: "5.7.3", Serial: "KT0108", PTZ: true}, false,
		},
	}
}

// EndpointOf is the lasting name of a device with that serial number.
func EndpointOf(serial string) string {
	return fmt.Sprintf("urn:uuid:a7b0c0de-0000-4000-8000-%012x", fmt.Sprintf("%6.6s", serial))
}
