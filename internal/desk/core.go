package desk

import (
	"errors"
	"iter"
	"log/slog"
	"net"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// write is the only door to a change: it signs the act with who is at the
// desk. A zero happened means now.
func (c *core) write(action, reason string, happened time.Time, f func(*db.Tx) error) error {
	if happened.IsZero() {
		happened = c.now()
	}
	meta := db.Meta{Who: c.who(), Action: action, Reason: reason, Happened: happened.UTC()}
	return c.journaled(meta, f)
}

// who signs an act: the name in the settings, else the desktop's user.
func (c *core) who() string {
	name := c.login
	err := c.store.Read(func(tx *db.Tx) error {
		s, err := tx.Settings()
		if err == nil && s.UserName != "" {
			name = s.UserName
		}
		return err
	})
	if err != nil {
		c.log.Warn("settings: who is at the desk could not be read", "err", err)
	}
	return name
}

// startEngine opens the relay at its address, or, when that is busy and the
// caller allows it, at any free port of the same host.
func (c *core) startEngine(cfg Config) error {
	var set db.Settings
	var accounts []db.Account
	err := c.store.Read(func(tx *db.Tx) (err error) {
		if set, err = tx.Settings(); err != nil {
			return err
		}
		accounts, err = listOf(tx.Accounts(), tx)
		return err
	})
	if err != nil {
		return err
	}
	c.wanted = cfg.Listen
	if c.wanted == "" {
		c.wanted = listenOf(set)
	}
	c.proof = relay.Account{Name: "uji-" + strings.ToLower(ulid.Make().String()[16:]), Password: newPassword()}
	rc := relay.Config{
		Listen: c.wanted, Accounts: c.readers(accounts), RequireAccount: set.OpenToNetwork,
		Log: c.log.With(slog.String("part", "relay")),
	}
	if rc.Certificate, err = c.secureCertificate(set.Secure); err != nil {
		// Readers without TLS must not suffer for it; the settings tell.
		c.log.Error("rtsps: the certificate cannot be used", "err", err)
		rc.Certificate = nil
	}
	rc.ListenTLS = secureListenOf(set)
	busy := func(err error) bool { return errors.Is(err, &relay.Fault{Kind: relay.FaultPortBusy}) }
	c.engine, err = relay.Open(rc)
	if rc.Certificate != nil && busy(err) {
		rc.Certificate, c.secureBusy = nil, true
		c.engine, err = relay.Open(rc)
	}
	if cfg.AnyPort && busy(err) {
		host, _, _ := net.SplitHostPort(c.wanted)
		rc.Listen, c.busy = net.JoinHostPort(host, "0"), true
		c.engine, err = relay.Open(rc)
	}
	return err
}

// secureListenOf is the relay's address for RTSPS by the settings.
func secureListenOf(set db.Settings) string {
	if set.SecureListen == "" {
		set.SecureListen = DefaultSecureListen
	}
	set.Listen = set.SecureListen
	return listenOf(set)
}

// listenOf is the relay's address by the settings.
func listenOf(set db.Settings) string {
	listen := set.Listen
	if listen == "" {
		listen = DefaultListen
	}
	if set.OpenToNetwork {
		if host, port, err := net.SplitHostPort(listen); err == nil && loopback(host) {
			listen = net.JoinHostPort("", port)
		}
	}
	return listen
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// putAll hands every enabled camera to the relay. One that the relay refuses
// is logged; the others run.
func (c *core) putAll() error {
	var all []db.Camera
	err := c.store.Read(func(tx *db.Tx) (err error) {
		all, err = listOf(tx.Cameras(), tx)
		return err
	})
	if err != nil {
		return err
	}
	for _, cam := range all {
		if !cam.Trashed.IsZero() {
			continue
		}
		if err := c.put(cam); err != nil {
			c.log.Error("camera: the relay refuses it", "camera", cam.ID, "err", err)
		}
	}
	return nil
}

// put brings the relay into agreement with one camera's record.
func (c *core) put(cam db.Camera) error {
	if c.engine == nil {
		return nil
	}
	if !cam.Trashed.IsZero() {
		c.engine.Remove(cam.ID)
		return nil
	}
	transport := relay.Transport(cam.Transport)
	if transport == "" {
		transport = relay.Auto
	}
	way, err := c.wayOf(cam)
	if err != nil { // it costs an attempt, no more
		c.log.Error("camera: the way of its pictures could not be read", "camera", cam.ID, "err", err)
	}
	main, sub := relay.Way{PlainDigest: way.MainPlain}, relay.Way{PlainDigest: way.SubPlain}
	if mayChoose(cam) {
		main.Transport, sub.Transport = relay.Transport(way.Main), relay.Transport(way.Sub)
	}
	return c.engine.Put(relay.Camera{
		ID: cam.ID, Name: cam.Name, Path: cam.Path, URL: cam.URL, SubURL: cam.SubURL,
		Transport: transport, Way: main, SubWay: sub, Enabled: cam.Enabled, AllowBasic: cam.AllowBasic,
		OnDemand: cam.OnDemand, Wait: cam.Wait, Fingerprint: cam.Fingerprint,
	})
}

// readers are the accounts the relay lets in: those of the store, and the one
// of proofs.
func (c *core) readers(accounts []db.Account) []relay.Account {
	out := []relay.Account{c.proof}
	for _, a := range accounts {
		if a.Disabled {
			continue
		}
		account := relay.Account{Name: a.Name, Password: a.Password, Paths: a.Paths, Expires: a.Expires, Sessions: a.Sessions}
		for _, n := range a.Networks {
			// What the store holds was checked; were it not, the account would
			// come from nowhere rather than from everywhere.
			prefix, _ := networkOf(n)
			account.Networks = append(account.Networks, prefix)
		}
		out = append(out, account)
	}
	return out
}

func (c *core) snapshot() *relay.Snapshot {
	if c.engine == nil {
		return &relay.Snapshot{}
	}
	return c.engine.Snapshot()
}

func (c *core) statuses() map[ulid.ULID]relay.CameraStatus {
	snap := c.snapshot()
	out := make(map[ulid.ULID]relay.CameraStatus, len(snap.Cameras))
	for _, s := range snap.Cameras {
		out[s.ID] = s
	}
	return out
}

// statusOf gives a camera's status; one that the relay does not know is off.
func statusOf(all map[ulid.ULID]relay.CameraStatus, id ulid.ULID, name, path string) relay.CameraStatus {
	if s, ok := all[id]; ok {
		return s
	}
	return relay.CameraStatus{ID: id, Name: name, Path: path, State: relay.Disabled}
}

// listening is the address readers are told: the one the relay has, or would
// have.
func (c *core) listening() string {
	switch {
	case c.engine != nil:
		return c.engine.Addr()
	case c.wanted != "":
		return c.wanted
	}
	return DefaultListen
}

func calendarOf(set db.Settings) *sop.Calendar { return sop.NewCalendar(set.Profiles, set.Holidays) }

// each walks a collection and ends with the error that stopped it.
func each[T any](coll db.Coll[T], tx *db.Tx) iter.Seq2[T, error] { return coll.Each(tx) }

func listOf[T any](coll db.Coll[T], tx *db.Tx) ([]T, error) {
	var out []T
	for v, err := range each(coll, tx) {
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// allOf gives a collection by id.
func allOf[T any](coll db.Coll[T], tx *db.Tx) (map[ulid.ULID]T, error) {
	out := map[ulid.ULID]T{}
	for id, v := range coll.All(tx) {
		out[id] = v
	}
	return out, nil
}

// getOrZero gives a record, or its zero value when there is none (a camera
// without a request, a request whose agency was removed by hand).
func getOrZero[T any](coll db.Coll[T], tx *db.Tx, id ulid.ULID) (T, error) {
	v, err := coll.Get(tx, id)
	if errors.Is(err, db.ErrNotFound) {
		var zero T
		return zero, nil
	}
	return v, err
}

func shortName(a sop.Agency) string {
	if a.Short != "" {
		return a.Short
	}
	return a.Name
}
