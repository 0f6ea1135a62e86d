package desk

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Pulse is one immutable value of everything that is shown all the time.
type Pulse struct {
	At      time.Time
	Rev     uint64          // pages ask again when it differs
	Relay   *relay.Snapshot // never nil; empty when Offline
	Cameras []PulseCamera   // enabled or not, trash left out, by name
	Live    int             // cameras that are live
	Total   int             // cameras that should be live
	// Requests by what they need; a request may be in several.
	Late, Waiting, Paused, Running, Drafts, DoneThisMonth int
	LastBackup                                            time.Time
	Listening                                             string // where readers find the relay, "" when Offline
	WantedListen                                          string // set when that port is busy and Listening is another one
	LoadKbps                                              float64
	Mass                                                  *MassFailure // many cameras lost at once; nil for none
	HolidaysMissing                                       int          // year without holidays, 0 = none (rule T10)
	LongPauses                                            int          // requests on hold for long (rule T13)
	MonitoringDue                                         bool         // it is time for the form of monitoring (G11)
}

// PulseCamera is one camera with whose it is and how it stands.
type PulseCamera struct {
	ID, AgencyID, RequestID ulid.ULID
	Name, Path, SubPath     string // SubPath is "" without a sub stream
	Agency, AgencyName      string // short and full name
	Contact                 string // who can be asked, with telephone
	Request                 string // registration number
	Site, District, Village string
	Category                string
	Tags                    []string
	Lat, Lon                float64 // both 0 = not known
	OfSpot                  bool    // they are those of its titik in the register
	Codec                   string  // as last seen, for when the camera is away
	Enabled, OnDemand       bool
	Status                  relay.CameraStatus
	// Rates are the kbit/s of the last hour, one for each half minute, the
	// newest last; negative where nobody measured.
	Rates []float32
}

// pulse makes Pulses. What needs the store is kept until the store's revision
// or the minute changes, so that two pulses a second cost a snapshot and a copy.
type pulse struct {
	core *core

	mu      sync.Mutex
	facts   Pulse // the part that comes from the store
	valid   bool
	minute  int64
	loadAt  time.Time
	loadOut uint64
	load    float64
	rates   rateLog
}

func (p *pulse) take() *Pulse {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.core.now()
	p.refresh(now)
	out := p.facts
	out.At = now
	out.Relay = p.core.snapshot()
	p.rates.take(now, out.Relay.Cameras)
	status := make(map[ulid.ULID]relay.CameraStatus, len(out.Relay.Cameras))
	for _, s := range out.Relay.Cameras {
		status[s.ID] = s
	}
	out.Cameras = make([]PulseCamera, len(p.facts.Cameras))
	for i, cam := range p.facts.Cameras {
		cam.Status, cam.Rates = statusOf(status, cam.ID, cam.Name, cam.Path), p.rates.lines[cam.ID]
		if cam.Enabled {
			out.Total++
		}
		if cam.Status.State == relay.Live {
			out.Live++
		}
		out.Cameras[i] = cam
	}
	out.Listening, out.Mass = out.Relay.Listening, p.core.mass.current()
	if p.core.busy {
		out.WantedListen = p.core.wanted
	}
	out.LoadKbps = p.measure(out.Relay)
	return &out
}

// measure gives what the relay sends, averaged over at least a second.
func (p *pulse) measure(s *relay.Snapshot) float64 {
	took := s.At.Sub(p.loadAt)
	switch {
	case s.At.IsZero():
		return 0
	case p.loadAt.IsZero() || s.BytesOut < p.loadOut:
		p.loadAt, p.loadOut = s.At, s.BytesOut
	case took >= time.Second:
		p.load = float64(s.BytesOut-p.loadOut) * 8 / 1000 / took.Seconds()
		p.loadAt, p.loadOut = s.At, s.BytesOut
	}
	return p.load
}

// refresh reads the store again when something was committed or a minute has
// passed (lateness grows without an act). On failure the old facts stay.
func (p *pulse) refresh(now time.Time) {
	rev, minute := p.core.store.Rev(), now.Unix()/60
	if p.valid && rev == p.facts.Rev && minute == p.minute {
		return
	}
	facts, err := p.core.pulseFacts(now)
	if err != nil {
		p.core.log.Error("pulse: reading the store failed", "err", err)
		return
	}
	facts.Rev = rev
	p.facts, p.valid, p.minute = facts, true, minute
}

func (c *core) pulseFacts(now time.Time) (Pulse, error) {
	var out Pulse
	err := c.store.Read(func(tx *db.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		out.LastBackup = set.LastBackup
		agencies, err := allOf(tx.Agencies(), tx)
		if err != nil {
			return err
		}
		requests, err := c.countRequests(tx, set, now, &out)
		if err != nil {
			return err
		}
		out.Cameras, err = c.pulseCameras(tx, agencies, requests)
		return err
	})
	return out, err
}

// countRequests fills the counts and returns the requests by id.
func (c *core) countRequests(tx *db.Tx, set db.Settings, now time.Time, out *Pulse) (map[ulid.ULID]*RequestRow, error) {
	cal := calendarOf(set)
	// In December the office plans the next year.
	for _, t := range []time.Time{now.AddDate(0, 0, 31), now} {
		if year := t.In(sop.WIB()).Year(); cal.Empty(year) {
			out.HolidaysMissing = year
		}
	}
	month := now.In(sop.WIB()).Format("2006-01")
	rows, err := c.requestRows(tx)
	out.MonitoringDue = monitoringDue(set, rows, now)
	requests := make(map[ulid.ULID]*RequestRow, len(rows))
	for i, row := range rows {
		requests[row.ID] = &rows[i]
		if !row.Trashed.IsZero() {
			continue
		}
		switch row.Status {
		case sop.Draft:
			out.Drafts++
		case sop.Running:
			out.Running++
			if row.StepState == sop.StepWaiting {
				out.Waiting++
			}
		case sop.Paused:
			out.Paused++
			if row.LongPause {
				out.LongPauses++
			}
		}
		if !row.Finished.IsZero() && row.Finished.In(sop.WIB()).Format("2006-01") == month {
			out.DoneThisMonth++
		}
		if (row.Status == sop.Running || row.Status == sop.Paused) && row.LateStep > 0 {
			out.Late++
		}
	}
	return requests, err
}

// pulseCameras gives the cameras outside the trash, by name, without status.
func (c *core) pulseCameras(tx *db.Tx, agencies map[ulid.ULID]sop.Agency, requests map[ulid.ULID]*RequestRow) ([]PulseCamera, error) {
	where, err := c.whereabouts(tx)
	if err != nil {
		return nil, err
	}
	var out []PulseCamera
	for cam, err := range each(tx.Cameras(), tx) {
		if err != nil {
			return nil, err
		}
		if !cam.Trashed.IsZero() {
			continue
		}
		agency := agencies[cam.AgencyID]
		p := PulseCamera{
			ID: cam.ID, AgencyID: cam.AgencyID, RequestID: cam.RequestID, Name: cam.Name, Path: cam.Path,
			Agency: shortName(agency), AgencyName: agency.Name, Contact: contactLine(agency),
			Village: cam.Village, Category: cam.Category, Tags: cam.Tags, Lat: cam.Lat, Lon: cam.Lon,
			Codec: cam.Codec, Enabled: cam.Enabled, OnDemand: cam.OnDemand,
		}
		request := requests[cam.RequestID]
		if request != nil {
			p.Request = request.Number
		}
		p.Site, p.District = siteOf(cam, request)
		where.place(&p)
		if !cam.SubURL.IsZero() {
			p.SubPath = cam.Path + "/sub"
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b PulseCamera) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Path, b.Path))
	})
	return out, nil
}

// contactLine is who can be asked at an agency, with the telephone.
func contactLine(a sop.Agency) string {
	name, phone := a.Contact.Name, cmp.Or(a.Contact.Phone, a.Phone)
	switch {
	case name == "":
		return phone
	case phone == "":
		return name
	}
	return name + " · " + phone
}
