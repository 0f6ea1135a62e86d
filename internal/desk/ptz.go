package desk

import (
	"context"
	"errors"
	"net"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
)

// callForPTZ is how long a device is called for whose service is not known.
const callForPTZ = 4 * time.Second

// PTZ gives the way to move a camera, with the camera's own login: at the device
// as it was found, at the usual address of its host, or where it answers a call.
// camera.ErrNoPTZ when it cannot be moved.
func (r *Finder) PTZ(ctx context.Context, id ulid.ULID) (*camera.PTZ, error) {
	var cam db.Camera
	if err := r.core.store.Read(func(tx *db.Tx) (err error) {
		cam, err = tx.Cameras().Get(tx, id)
		return err
	}); err != nil {
		return nil, err
	}
	open := func(service string) (*camera.PTZ, error) {
		return camera.OpenPTZ(ctx, camera.Access{Service: service, Endpoint: cam.Device, User: cam.URL.User(), Password: cam.URL.Password()})
	}
	if service := r.serviceOf(cam); service != "" {
		return open(service)
	}
	p, err := open(hostOnly(cam))
	if err == nil || cam.Device == "" || errors.Is(err, camera.ErrNoPTZ) || errors.Is(err, camera.ErrDeviceLogin) {
		return p, err
	}
	networks, failed := r.Networks()
	if failed != nil {
		return nil, errors.Join(err, failed)
	}
	call, stop := context.WithTimeout(ctx, callForPTZ)
	defer stop()
	if _, failed := r.Call(call, networks, func(Sighting) {}); failed != nil && call.Err() == nil {
		return nil, errors.Join(err, failed)
	}
	if service := r.serviceOf(cam); service != "" {
		return open(service)
	}
	return nil, err
}

// serviceOf is where the newest search has seen a camera's device, on the
// camera's own host; empty when it has not.
func (r *Finder) serviceOf(cam db.Camera) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, f := range r.seen {
		if f.Endpoint != "" && f.Endpoint == cam.Device && f.Service != "" && sameHost(f.Host, hostOnly(cam)) {
			return f.Service
		}
	}
	return ""
}

// hostOnly is the camera's host without the port of its stream.
func hostOnly(cam db.Camera) string {
	host, _, err := net.SplitHostPort(cam.URL.Host())
	if err != nil {
		return cam.URL.Host()
	}
	return host
}
