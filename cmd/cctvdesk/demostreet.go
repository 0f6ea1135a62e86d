package main

import (
	"log/slog"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// demoStreet answers when the assistant calls for devices: two cameras of the
// city speak ONVIF, and two more wait to be connected.
type demoStreet struct {
	street    *simcam.Street
	devices   []*simcam.ONVIF
	strangers []*simcam.Camera // not yet connected
}

// open starts the devices on free ports and the street that answers for them.
// A stranger that somebody has connected meanwhile stays where it was: homes
// are host:port by serial number.
func (s *demoStreet) open(city []*simcam.Camera, homes map[string]string, log *slog.Logger) error {
	for _, r := range simcam.Residents() {
		cam, err := s.cameraOf(r, city, homes[r.Device.Serial], log)
		if err != nil {
			return err
		}
		device, err := simcam.OpenONVIF(r.Device, cam, log)
		if err != nil {
			return err
		}
		s.devices = append(s.devices, device)
	}
	var err error
	s.street, err = simcam.OpenStreet("127.0.0.1:0", nil, log, s.devices...)
	return err
}

func (s *demoStreet) cameraOf(r simcam.Resident, city []*simcam.Camera, home string, log *slog.Logger) (*simcam.Camera, error) {
	for _, cam := range city {
		if r.Known && cam.Spec().Name == r.Camera.Name {
			return cam, nil
		}
	}
	cam, err := openCamera(r.Camera, home, log)
	if err == nil {
		s.strangers = append(s.strangers, cam)
	}
	return cam, err
}

// close ends the street, then the devices, then the cameras behind them.
func (s *demoStreet) close() {
	if s.street != nil {
		s.street.Close()
	}
	for _, d := range s.devices {
		d.Close()
	}
	for _, c := range s.strangers {
		c.Close()
	}
	*s = demoStreet{}
}

// nearby is where the assistant finds the street; nothing without a demo.
func (m *demo) nearby() []camera.Network {
	if m == nil || m.street.street == nil {
		return nil
	}
	at := m.street.street.Addr()
	return []camera.Network{{Name: "Kota simulasi", Local: at.Addr(), Target: at}}
}

// residentOf is what the device of a camera of the city says of itself.
func residentOf(name string) (endpoint, serial string) {
	for _, r := range simcam.Residents() {
		if r.Known && r.Camera.Name == name {
			return simcam.EndpointOf(r.Device.Serial), r.Device.Serial
		}
	}
	return "", ""
}

// homes are the places of the cameras that say which device they belong to.
func (m *demo) homes() (map[string]string, error) {
	rows, err := m.desk.Cameras.List(desk.CameraFilter{})
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, row := range rows {
		view, err := m.desk.Cameras.Get(row.ID)
		if err != nil {
			return nil, err
		}
		if view.Camera.Serial != "" {
			out[view.Camera.Serial] = row.Host
		}
	}
	return out, nil
}
