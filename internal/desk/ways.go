package desk

import (
	"errors"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
)

// actionWay is no step of anybody: the relay has found out by itself.
const actionWay = "catat-jalan"

// mayChoose says whether a camera's transport is left to the relay.
func mayChoose(cam db.Camera) bool {
	return cam.Transport == "" || relay.Transport(cam.Transport) == relay.Auto
}

// wayOf is the way by which a camera's pictures came the last time; the zero
// one when none is known at its address.
func (c *core) wayOf(cam db.Camera) (w db.Way, err error) {
	err = c.store.Read(func(tx *db.Tx) error {
		w, err = tx.Ways().Get(tx, cam.ID)
		return err
	})
	if errors.Is(err, db.ErrNotFound) || err == nil && w.Host != cam.URL.Host() {
		return db.Way{}, nil
	}
	return w, err
}

// keepWay keeps the way by which a camera's pictures come now. It writes only
// what is new, and nothing for a camera that never needed anything but TCP and
// the digest it offers first.
func (c *core) keepWay(id ulid.ULID, sub bool, way relay.Way) {
	var cam db.Camera
	err := c.store.Read(func(tx *db.Tx) (err error) {
		cam, err = tx.Cameras().Get(tx, id)
		return err
	})
	if errors.Is(err, db.ErrNotFound) {
		return // erased meanwhile
	}
	var old db.Way
	if err == nil {
		old, err = c.wayOf(cam)
	}
	now := old
	transport, plain := &now.Main, &now.MainPlain
	if sub {
		transport, plain = &now.Sub, &now.SubPlain
	}
	if mayChoose(cam) && (*transport != "" || way.Transport == relay.UDP) {
		*transport = string(way.Transport)
	}
	*plain = way.PlainDigest
	if err == nil && now != old {
		now.ID, now.Host = id, cam.URL.Host()
		err = c.journaled(db.Meta{Who: programName, Action: actionWay, Happened: c.now().UTC()}, func(tx *db.Tx) error {
			return tx.Ways().Put(tx, id, now)
		})
	}
	if err != nil {
		c.log.Error("camera: the way of its pictures could not be kept", "camera", id, "err", err)
	}
}

// learnWay keeps the way that the test of a new camera found, so that its first
// attempt is not made the other way.
func learnWay(tx *db.Tx, cam db.Camera, v *camera.Verdict) error {
	if v == nil {
		return nil
	}
	way := db.Way{ID: cam.ID, Host: cam.URL.Host(), MainPlain: v.PlainDigest}
	if v.Transport == string(relay.UDP) && mayChoose(cam) {
		way.Main = v.Transport
	}
	if cam.SubURL.Host() == way.Host {
		way.Sub, way.SubPlain = way.Main, way.MainPlain
	}
	if way.Main == "" && !way.MainPlain {
		return nil
	}
	return tx.Ways().Put(tx, cam.ID, way)
}

// forgetWay goes with a camera that is erased.
func forgetWay(tx *db.Tx, id ulid.ULID) error {
	if err := tx.Ways().Delete(tx, id); err != nil && !errors.Is(err, db.ErrNotFound) {
		return err
	}
	return nil
}
