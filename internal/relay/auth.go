package relay

import (
	"crypto/md5" //nolint:gosec // RFC 2069 digest, as readers speak it
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"net/netip"
	stdpath "path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/base"
	"github.com/bluenviron/gortsplib/v4/pkg/headers"
)

const (
	realm        = "cctvdesk"
	freeGuesses  = 5
	penaltyFirst = time.Second
	penaltyMost  = time.Minute
	guessersKept = 4096
	friendsKept  = 4096
)

// doorman knows who may read, and slows down who guesses.
type doorman struct {
	required bool // no reading without an account

	mu       sync.Mutex
	accounts map[string]Account
	guessers map[string]*guesser // by address and by account name
	friends  map[friend]struct{} // who came with the right password before
	told     guessLog            // what the office is told of it
}

// friend is an address from which an account was used with its right password.
// Guesses from elsewhere must not keep it out.
type friend struct {
	name string
	from netip.Addr
}

// guesser is somebody who gave wrong passwords.
type guesser struct {
	wrong int
	until time.Time
	last  time.Time
}

func newDoorman(accounts []Account, required bool) *doorman {
	d := &doorman{required: required, guessers: map[string]*guesser{}, friends: map[friend]struct{}{}}
	d.set(accounts)
	return d
}

func (d *doorman) set(accounts []Account) {
	d.mu.Lock()
	defer d.mu.Unlock()
	before := d.accounts
	d.accounts = make(map[string]Account, len(accounts))
	for _, a := range clone(accounts) {
		d.accounts[a.Name] = a
	}
	for f := range d.friends {
		if a, ok := d.accounts[f.name]; !ok || a.Password != before[f.name].Password {
			delete(d.friends, f)
		}
	}
}

// entry is what the doorman says to one request.
type entry int

const (
	entryOpen      entry = iota
	entryAsk             // show who you are
	entryStale           // with the newest nonce
	entryWrong           // that was wrong
	entrySlow            // too many wrong ones; later
	entryForbidden       // known, but not this path
)

// claim is what a request shows of its sender.
type claim struct {
	method base.Method
	url    *base.URL
	header base.HeaderValue
	nonce  string // the one we gave this connection
	from   netip.Addr
	path   string
	holder string // the account of the session on this connection, "" = none
}

// admit judges a claim. The account's name is empty for this machine without one.
func (d *doorman) admit(c claim, now time.Time) (account string, e entry) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(c.header) == 0 {
		if !d.required && c.from.IsLoopback() {
			return "", entryOpen
		}
		return "", entryAsk
	}
	h, ok := credentials(c.header)
	if !ok {
		return "", entryAsk
	}
	if h.Method == headers.AuthMethodDigest && (h.Nonce != c.nonce || c.nonce == "" || h.Realm != realm) {
		return "", entryStale
	}
	a, known := d.accounts[h.Username]
	if d.braked(c, h.Username, now) {
		d.told.note(c.from, h.Username, known, false, now)
		return "", entrySlow
	}
	if right := matches(c, h, a.Password.Reveal()); !known || !right || expired(a, now) {
		d.wrong(c.from.String(), now)
		d.told.note(c.from, h.Username, known, true, now)
		if known {
			d.wrong("name "+h.Username, now)
		}
		return h.Username, entryWrong
	}
	d.befriend(friend{h.Username, c.from})
	if !mayRead(a, c.path) || !mayCome(a, c.from) {
		return a.Name, entryForbidden
	}
	return a.Name, entryOpen
}

// braked says whether a claim is turned away without a look, because too many
// wrong ones came from its address or for its account. The session that an
// account has on this connection goes on, and an address that was let in before
// pays for its own guesses only.
func (d *doorman) braked(c claim, name string, now time.Time) bool {
	if name == c.holder && name != "" {
		return false
	}
	if d.slowed(c.from.String(), now) {
		return true
	}
	_, known := d.friends[friend{name, c.from}]
	return !known && d.slowed("name "+name, now)
}

// befriend notes a right password and forgives the few wrong ones before it;
// more than a few are forgiven by time only, or one right account would buy
// guesses at another.
func (d *doorman) befriend(f friend) {
	if g := d.guessers[f.from.String()]; g != nil && g.wrong < freeGuesses {
		delete(d.guessers, f.from.String())
	}
	if len(d.friends) >= friendsKept {
		clear(d.friends)
	}
	d.friends[f] = struct{}{}
}

// credentials reads what a request shows. Basic is read here, because the
// library refuses a colon in a password.
func credentials(v base.HeaderValue) (h headers.Authorization, ok bool) {
	if enc, basic := strings.CutPrefix(v[0], "Basic "); basic {
		b, err := base64.StdEncoding.DecodeString(strings.TrimSpace(enc))
		h.Method = headers.AuthMethodBasic
		h.Username, h.BasicPass, ok = strings.Cut(string(b), ":")
		return h, ok && err == nil
	}
	return h, h.Unmarshal(v) == nil
}

// still says whether an account that was let in still may read the path, with
// the rights that it had then: one whose record changed has to ask anew.
func (d *doorman) still(name, path string, since Account, now time.Time) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if name == "" {
		return !d.required
	}
	a, ok := d.accounts[name]
	return ok && !expired(a, now) && mayRead(a, path) && sameRights(a, since)
}

// sameRights says whether nothing of an account has changed; until when it
// holds is looked at by itself.
func sameRights(a, b Account) bool {
	return a.Password == b.Password && a.Sessions == b.Sessions &&
		slices.Equal(a.Paths, b.Paths) && slices.Equal(a.Networks, b.Networks)
}

func (d *doorman) account(name string) Account {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.accounts[name]
}

func expired(a Account, now time.Time) bool { return !a.Expires.IsZero() && !now.Before(a.Expires) }

func (d *doorman) slowed(who string, now time.Time) bool {
	g := d.guessers[who]
	return g != nil && now.Before(g.until)
}

// wrong counts a wrong password: after five a second, doubling to a minute.
func (d *doorman) wrong(who string, now time.Time) {
	g := d.guessers[who]
	if g == nil || now.Sub(g.last) > 10*penaltyMost {
		if len(d.guessers) >= guessersKept {
			d.forget(now)
		}
		g = &guesser{}
		d.guessers[who] = g
	}
	g.wrong++
	g.last = now
	if over := g.wrong - freeGuesses; over >= 0 {
		g.until = now.Add(min(penaltyFirst<<min(over, 6), penaltyMost))
	}
}

// forget makes room: who is quiet for long, else anybody.
func (d *doorman) forget(now time.Time) {
	for who, g := range d.guessers {
		if now.Sub(g.last) > penaltyMost || len(d.guessers) >= guessersKept {
			delete(d.guessers, who)
		}
	}
}

// matches compares without telling by its time how much was right.
func matches(c claim, h headers.Authorization, password string) bool {
	if h.Method == headers.AuthMethodBasic {
		return same(h.BasicPass, password)
	}
	if !sameResource(c, h.URI) {
		return false
	}
	sum := sumMD5
	if h.Algorithm != nil && *h.Algorithm == headers.AuthAlgorithmSHA256 {
		sum = sumSHA256
	}
	want := sum(sum(h.Username+":"+realm+":"+password) + ":" + c.nonce + ":" + sum(string(c.method)+":"+h.URI))
	return same(want, h.Response)
}

func same(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}

// sameResource says whether a digest was made for this request. Readers write
// the whole address, only its path, or at SETUP that of the stream.
func sameResource(c claim, uri string) bool {
	if c.url == nil {
		return uri == "*"
	}
	u := c.url.CloneWithoutCredentials()
	full := u.String()
	rel := full
	if _, rest, ok := strings.Cut(full, "://"); ok {
		if i := strings.IndexByte(rest, '/'); i >= 0 {
			rel = rest[i:]
		}
	}
	got := strings.TrimSuffix(uri, "/")
	for _, want := range []string{full, rel} {
		if got == strings.TrimSuffix(want, "/") {
			return true
		}
		if b, _, ok := strings.Cut(want, "/trackID="); ok && got == strings.TrimSuffix(b, "/") {
			return true
		}
	}
	return false
}

// mayCome says whether an account may be used from an address.
func mayCome(a Account, from netip.Addr) bool {
	for _, n := range a.Networks {
		if n.Contains(from) {
			return true
		}
	}
	return len(a.Networks) == 0
}

// mayRead says whether an account's globs cover a path; a camera's sub stream
// goes with the camera.
func mayRead(a Account, p string) bool {
	if len(a.Paths) == 0 {
		return true
	}
	for _, glob := range a.Paths {
		if covers(glob, p) || covers(glob, strings.TrimSuffix(p, "/sub")) {
			return true
		}
	}
	return false
}

func covers(glob, p string) bool {
	if glob == "*" || glob == "**" {
		return true
	}
	if base, ok := strings.CutSuffix(glob, "/**"); ok {
		return p == base || strings.HasPrefix(p, base+"/")
	}
	ok, err := stdpath.Match(glob, p)
	return err == nil && ok
}

// challenge asks for an account. The plain digest stands last, because some
// readers take the last they meet and know only that.
func challenge(nonce string, stale bool) base.HeaderValue {
	s := ""
	if stale {
		s = `, stale="TRUE"`
	}
	return base.HeaderValue{
		`Basic realm="` + realm + `"`,
		`Digest realm="` + realm + `", nonce="` + nonce + `", algorithm="SHA-256"` + s,
		`Digest realm="` + realm + `", nonce="` + nonce + `", algorithm="MD5"` + s,
	}
}

func newNonce() string {
	var b [16]byte
	_, _ = rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

func sumMD5(s string) string {
	h := md5.Sum([]byte(s)) //nolint:gosec // see the import
	return hex.EncodeToString(h[:])
}

func sumSHA256(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}
