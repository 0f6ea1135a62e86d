package main

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/assets"
	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// demo is the city that shows the idea: simulated cameras on loopback that the
// relay pulls over real RTSP, and requests in different activities. It lives
// in a data folder of its own and is filled once.
//
// Its cameras stand before the office opens and fall after it has closed, so
// that neither start nor end looks like a night of broken cameras.
type demo struct {
	log   *slog.Logger
	clock func() time.Time
	desk  *desk.Desk // while the city is raised without a relay, then the open office

	cameras []*simcam.Camera // in the order of simcam.City
	ids     []ulid.ULID      // their records
	street  demoStreet       // where a call for devices is answered

	prove  func(context.Context, ulid.ULID) error // a camera through the relay; begin sets it
	stop   context.CancelFunc
	wg     sync.WaitGroup
	filled atomic.Bool
}

// raise starts the cameras and brings the store into agreement with where they
// listen, before a relay looks for them.
func (m *demo) raise(dir string, keeper db.Keeper) (err error) {
	m.desk, err = desk.Open(desk.Config{Dir: dir, Keeper: keeper, Offline: true, Log: m.log})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, m.desk.Close()) }()
	if err := m.openOffice(); err != nil {
		return err
	}
	if err := m.openCameras(); err != nil {
		return err
	}
	homes, err := m.homes()
	if err != nil {
		return err
	}
	return m.street.open(m.cameras, homes, m.log)
}

// begin fills in the requests in the background: some are proven by reading
// back through the relay, which takes as long as it takes.
func (m *demo) begin(ctx context.Context, d *desk.Desk) {
	m.desk, m.prove = d, m.proveOne
	ctx, m.stop = context.WithCancel(ctx)
	m.wg.Go(func() {
		if err := m.fill(ctx); err != nil && ctx.Err() == nil {
			m.log.Error("demo: the requests could not be filled in", "err", err)
			return
		}
		if err := m.fillRegister(); err != nil {
			m.log.Error("demo: the register could not be filled in", "err", err)
		}
		m.filled.Store(true)
	})
}

// seeded says whether everything the demo shows is there.
func (m *demo) seeded() bool { return m.filled.Load() }

// Close ends the filling and waits for it.
func (m *demo) Close() error {
	m.stop()
	m.wg.Wait()
	return nil
}

// fell ends the cameras.
func (m *demo) fell() error {
	m.street.close()
	for _, c := range m.cameras {
		c.Close()
	}
	m.cameras = nil
	return nil
}

// openOffice gives the demo its officials; their names are invented.
func (m *demo) openOffice() error {
	settings, err := m.desk.Office.Settings()
	if err != nil || settings.FirstRunDone {
		return err
	}
	since := workday{m.calendar(), m.clock()}.back(500)
	official := func(role sop.Role, title, name, rank, nip string) sop.Official {
		return sop.Official{Role: role, Title: title, Name: name, Rank: rank, NIP: nip, From: since}
	}
	return m.desk.Office.FirstRun(desk.FirstRunInput{
		Language: "id", UserName: "Operator SPTIK", City: "Pontianak",
		Address: "Jalan Contoh Nomor 1 Pontianak", Email: "contoh@pontianak.example",
		Officials: []sop.Official{
			official(sop.RoleKadis, "Kepala Dinas Komunikasi dan Informatika", "Hendra Contoh, S.Sos., M.Si.", "Pembina Utama Muda", "197003151996031004"),
			official(sop.RoleKabid, "Kepala Bidang TKPBET", "Rina Contoh, S.Kom., M.T.", "Pembina", "197808202003122003"),
			official(sop.RoleKasi, "Kepala Seksi SPTIK", "Agus Contoh, S.T.", "Penata Tingkat I", "198511102010011012"),
		},
	})
}

// openCameras starts every camera of the city, on the port it had before if
// that is free, and keeps its record in agreement with where it listens.
func (m *demo) openCameras() error {
	agencies, err := m.agencies()
	if err != nil {
		return err
	}
	rows, err := m.desk.Cameras.List(desk.CameraFilter{})
	if err != nil {
		return err
	}
	had := map[string]desk.CameraRow{}
	for _, r := range rows {
		had[r.Name] = r
	}
	for _, spec := range simcam.City() {
		old, known := had[spec.Name]
		cam, err := openCamera(spec, old.Host, m.log)
		if err != nil {
			return err
		}
		m.cameras = append(m.cameras, cam)
		draft, err := m.draft(spec, cam, agencies)
		if err != nil {
			return err
		}
		id := old.ID
		switch {
		case !known:
			id, err = m.desk.Cameras.Publish(context.Background(), draft)
		case old.Host != cam.Addr():
			err = m.moved(id, draft)
		}
		if err != nil {
			return err
		}
		m.ids = append(m.ids, id)
	}
	return nil
}

// openCamera starts one camera where it was, or anywhere.
func openCamera(spec simcam.Spec, before string, log *slog.Logger) (*simcam.Camera, error) {
	spec.Clips = assets.Clips()
	if before != "" {
		spec.Listen = before
		if cam, err := simcam.Open(spec, log); err == nil {
			return cam, nil
		}
	}
	spec.Listen = "127.0.0.1:0"
	return simcam.Open(spec, log)
}

// moved writes a camera's new address and leaves the rest of its record alone.
func (m *demo) moved(id ulid.ULID, fresh desk.CameraDraft) error {
	v, err := m.desk.Cameras.Get(id)
	if err != nil {
		return err
	}
	d := desk.DraftOf(v.Camera)
	d.URL, d.SubURL, d.User, d.Password = fresh.URL, fresh.SubURL, fresh.User, fresh.Password
	return m.desk.Cameras.Update(id, d)
}

func (m *demo) draft(spec simcam.Spec, cam *simcam.Camera, agencies map[string]ulid.ULID) (desk.CameraDraft, error) {
	d := desk.CameraDraft{
		Name: spec.Name, Path: spec.Path, Enabled: true, Transport: "auto", AllowBasic: spec.Auth == "basic",
		User: spec.User, Password: secret.NewText(spec.Password), AgencyID: agencies[spec.Agency],
		Site: spec.Site, District: spec.District, Village: spec.Village, Category: spec.Category,
		Verdict: &camera.Verdict{Codec: strings.ToUpper(spec.Codec)},
	}
	d.Device, d.Serial = residentOf(spec.Name)
	d.Lat, d.Lon = spotOf(spec.Name)
	var err error
	if d.URL, err = secret.ParseURL(cam.URL()); err != nil {
		return d, err
	}
	if sub := cam.SubURL(); sub != "" {
		d.SubURL, err = secret.ParseURL(sub)
	}
	return d, err
}

func (m *demo) agencies() (map[string]ulid.ULID, error) {
	list, err := m.desk.Office.Agencies(false)
	out := map[string]ulid.ULID{}
	for _, a := range list {
		out[a.Short] = a.ID
	}
	return out, err
}

// faults are what the demo menu offers.
func (m *demo) faults() []string {
	var out []string
	for _, f := range simcam.Faults() {
		out = append(out, string(f))
	}
	return out
}

// names are the cameras of the demo menu.
func (m *demo) names() []string {
	var out []string
	for _, c := range m.cameras {
		out = append(out, c.Spec().Name)
	}
	return out
}

// set provokes a fault of one camera, or ends it.
func (m *demo) set(name, fault string) error {
	for _, c := range m.cameras {
		if c.Spec().Name == name {
			m.log.Info("demo: fault", "camera", name, "fault", fault)
			return c.Set(simcam.Fault(fault))
		}
	}
	return db.ErrNotFound
}
