package db

import (
	"encoding/json"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Camera is one camera as the office knows it. URL and SubURL are sealed in
// the file, address and login alike.
type Camera struct {
	ID          ulid.ULID
	Name, Path  string
	URL, SubURL secret.URL
	AgencyID    ulid.ULID
	RequestID   ulid.ULID // the request it was published for, zero if none
	Site        string
	District    string // kecamatan
	Village     string // kelurahan
	Category    string
	Lat, Lon    float64 // where it stands; both 0 = not known
	Tags        []string
	Transport   string // auto, tcp, udp
	AllowBasic  bool   // Basic login without TLS is allowed
	Enabled     bool
	OnDemand    bool
	Wait        bool   // readers may wait while it is away
	Fingerprint string // of the camera's certificate, as approved
	Codec       string // as last seen
	Width       int
	Height      int
	FPS, Kbps   float64
	Created     time.Time
	Trashed     time.Time // zero unless in the trash
	Serial      string
	Device      string // lasting name of its ONVIF device (urn:uuid:…), empty when not known
	Note        string
}

// Account is a reader's account at the relay. The password is sealed.
type Account struct {
	ID       ulid.ULID
	Name     string
	Password secret.Text
	Paths    []string  // globs, empty = all
	Networks []string  // CIDR, where it may come from; empty = everywhere
	Sessions int       // at a time, 0 = any number
	Expires  time.Time // zero = never
	Created  time.Time
	Disabled bool
}

// Outage is a stretch in which a camera was not live.
type Outage struct {
	ID       ulid.ULID
	CameraID ulid.ULID
	From, To time.Time // To zero = still
	Kind     string    // state of the relay
	Cause    string    // kind of the relay's fault
	Again    int       // how often it came back at once after it had ended
}

// Settings are what the office chose, in constants, never in words.
type Settings struct {
	Language string // id, en
	Theme    string

	Government, Office, Division, Section string // heading of papers
	Address, Phone, Web, Email, City      string
	NumberTemplate, UnitCode              string
	Classification                        string               // of a letter for which none was chosen
	Classifications                       []sop.Classification // of letters, by code; empty: those of the program
	UserName                              string               // who is at the desk
	ReportFolder                          string
	Listen                                string // the relay's address
	OpenToNetwork                         bool
	Secure                                string  // what readers by RTSPS are shown: "" = off, a Certificate constant
	SecureListen                          string  // the relay's address for RTSPS
	NearShare                             float64 // of the standard time: Mendekati Batas
	GoodShare                             float64 // of executions on time: berjalan dengan baik; 0 = as shipped
	Paper, Logo                           string  // "" = A4 or PaperF4; SHA-256 of the emblem on papers, "" = none
	NoNotices                             bool    // the desktop is told nothing of times
	Monitored, Evaluated                  time.Time
	Profiles                              []sop.Profile
	Holidays                              []sop.Holiday
	SOP                                   sop.Version
	SOPPast                               []sop.Version // versions that were in force before, oldest first
	FirstRunDone                          bool
	RequestFilters                        []SavedFilter // of the list of requests, by name
	Brands                                []Brand       // address templates; empty: those of the program
	Register                              RegisterSettings
	LastBackup                            time.Time
	Wall                                  json.RawMessage `json:",omitempty"` // layout of the glass; not audited
	Window                                json.RawMessage `json:",omitempty"` // place of the window; not audited
	Map                                   json.RawMessage `json:",omitempty"` // picture behind the city's map; not audited
	Told                                  json.RawMessage `json:",omitempty"` // what the desktop was told; not audited
}

// PaperF4 is the long sheet of Indonesian offices, 215 by 330 mm.
const PaperF4 = "F4"

// keepPlaces takes over what is nobody's choice: where things stand, what was
// shown.
func keepPlaces(s *Settings, from Settings) {
	s.Wall, s.Window, s.Map, s.Told = from.Wall, from.Window, from.Map, from.Told
}

// Brand is one line of the office's own table of address templates.
type Brand struct {
	Key, Name string
	Main, Sub string
	Port      int
	Habits    []string
	Note      string
}

// SavedFilter is a choice of requests that somebody has given a name. Period is
// one of the constants of the list, or "rentang": From to To, both days counted.
type SavedFilter struct {
	Name, Text, State string
	Shelf             string
	AgencyID          ulid.ULID
	District          string
	Step              int
	Late              bool
	Period            string
	Finished          string // a period, as Period has them: when it was finished
	From, To          time.Time
}

// Meta signs a write: who did it, what it was, when it happened and why.
type Meta struct {
	Who, Action, Reason string
	Happened            time.Time // zero = now
}

// AuditEntry is one line of the audit trail. Entries are only ever added.
type AuditEntry struct {
	ID                 ulid.ULID // grows with each entry, whatever the clock does
	Who                string
	Recorded, Happened time.Time
	Action             string // constant: what somebody did
	Object             string // constant: request, camera, agency, official, account, settings …
	ObjectID           ulid.ULID
	Name               string // of the object, as it was then
	Changes            []Change
	Reason             string
}

// Change is one field before and after. Secrets are masked.
type Change struct{ Field, Old, New string }

// Objects of audit entries that the store writes by itself.
const (
	ObjectRequest  = "request"
	ObjectCamera   = "camera"
	ObjectAgency   = "agency"
	ObjectOfficial = "official"
	ObjectAccount  = "account"
	ObjectOutage   = "outage"
	ObjectLetter   = "letter"
	ObjectSettings = "settings"
)
