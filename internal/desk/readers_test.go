package desk_test

import (
	"bufio"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

func TestAddReader_takes_what_makes_sense_and_nothing_else(t *testing.T) {
	d, now := openOffice(t)
	for name, row := range map[string]struct {
		draft desk.ReaderDraft
		field string // refused there; "" = taken
		rule  desk.FieldRule
		want  db.Account
	}{
		"everything": {draft: desk.ReaderDraft{Name: " kendali ", Paths: []string{" /dishub/* ", "", "dishub/*"}, Networks: []string{"10.1.2.3/16", " 10.9.9.9 ", "fd00::1/64"},
			Expires: now.now().Add(time.Hour), Sessions: 4}, want: db.Account{Name: "kendali", Paths: []string{"dishub/*"},
			Networks: []string{"10.1.0.0/16", "10.9.9.9/32", "fd00::/64"}, Expires: now.now().Add(time.Hour), Sessions: 4}},
		"nothing but a name":  {draft: desk.ReaderDraft{Name: "vms"}, want: db.Account{Name: "vms"}},
		"no name":             {draft: desk.ReaderDraft{}, field: "name", rule: desk.FieldName},
		"a name to escape":    {draft: desk.ReaderDraft{Name: "a b"}, field: "name", rule: desk.FieldName},
		"a broken pattern":    {draft: desk.ReaderDraft{Name: "x", Paths: []string{"dishub/["}}, field: "paths", rule: desk.FieldPath},
		"a pattern of blanks": {draft: desk.ReaderDraft{Name: "x", Paths: []string{"a b"}}, field: "paths", rule: desk.FieldPath},
		"half a network":      {draft: desk.ReaderDraft{Name: "x", Networks: []string{"10.1.2/24"}}, field: "networks", rule: desk.FieldNetwork},
		"a mask too long":     {draft: desk.ReaderDraft{Name: "x", Networks: []string{"10.1.2.0/33"}}, field: "networks", rule: desk.FieldNetwork},
		"a name as network":   {draft: desk.ReaderDraft{Name: "x", Networks: []string{"kantor"}}, field: "networks", rule: desk.FieldNetwork},
		"an end that is over": {draft: desk.ReaderDraft{Name: "x", Expires: now.now()}, field: "expires", rule: desk.FieldPast},
		"fewer than none":     {draft: desk.ReaderDraft{Name: "x", Sessions: -1}, field: "sessions", rule: desk.FieldCount},
		"too many":            {draft: desk.ReaderDraft{Name: "x", Sessions: 5000}, field: "sessions", rule: desk.FieldCount},
	} {
		t.Run(name, func(t *testing.T) {
			before, _ := d.Cameras.Readers()
			password, err := d.Cameras.AddReader(row.draft)
			after, listErr := d.Cameras.Readers()
			if listErr != nil {
				t.Fatal(listErr)
			}
			var refusal *desk.FieldError
			if row.field != "" {
				if !errors.As(err, &refusal) || refusal.Field != row.field || refusal.Rule != row.rule || len(after) != len(before) || !password.Empty() {
					t.Errorf("%v, %d accounts", err, len(after))
				}
				return
			}
			i := slices.IndexFunc(after, func(a db.Account) bool { return a.Name == row.want.Name })
			if err != nil || i < 0 {
				t.Fatal(err, after)
			}
			got := after[i]
			if !slices.Equal(got.Paths, row.want.Paths) || !slices.Equal(got.Networks, row.want.Networks) ||
				!got.Expires.Equal(row.want.Expires) || got.Sessions != row.want.Sessions || got.Password != password {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestUpdateReader_keeps_the_password_and_RenewReader_the_rights(t *testing.T) {
	d, now := openOffice(t)
	first, err := d.Cameras.AddReader(desk.ReaderDraft{Name: "vms", Expires: now.now().Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	one := func() db.Account {
		all, err := d.Cameras.Readers()
		if err != nil || len(all) != 1 {
			t.Fatal(all, err)
		}
		return all[0]
	}
	now.set(now.now().Add(2 * time.Hour)) // it has ended; the rest can be changed all the same
	id, draft := one().ID, desk.ReaderDraft{Name: "vms", Networks: []string{"10.0.0.0/8"}, Expires: one().Expires, Sessions: 2, Disabled: true}
	if err := d.Cameras.UpdateReader(id, draft); err != nil {
		t.Fatal(err)
	}
	if a := one(); a.Password != first || a.Sessions != 2 || !a.Disabled || len(a.Networks) != 1 {
		t.Errorf("%+v", a)
	}
	second, err := d.Cameras.RenewReader(id)
	if a := one(); err != nil || second == first || a.Password != second || a.Sessions != 2 {
		t.Errorf("%+v, %v", a, err)
	}
	if err := d.Cameras.UpdateReader(ulid.Make(), draft); !errors.Is(err, db.ErrNotFound) {
		t.Errorf("an unknown account: %v", err)
	}
	trail, err := d.Ledger.Audit(desk.AuditFilter{ObjectID: id})
	if err != nil || len(trail) != 3 {
		t.Fatal(trail, err)
	}
	if text := fmt.Sprint(trail); strings.Contains(text, first.Reveal()) || strings.Contains(text, second.Reveal()) {
		t.Error("a password stands in the trail")
	}
}

// askFor sends one DESCRIBE with a login and gives the status line.
func askFor(t *testing.T, c net.Conn, url, name, password string) string {
	t.Helper()
	login := base64.StdEncoding.EncodeToString([]byte(name + ":" + password))
	_ = c.SetDeadline(time.Now().Add(patience))
	if _, err := fmt.Fprintf(c, "DESCRIBE %s RTSP/1.0\r\nCSeq: 1\r\nAuthorization: Basic %s\r\n\r\n", url, login); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(c).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

func dialRelay(t *testing.T, d *desk.Desk) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", d.Pulse().Listening)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// TestReader_rights_reach_the_running_relay: networks, switching off and a new
// password count from the next request on.
func TestReader_rights_reach_the_running_relay(t *testing.T) {
	d, cam := openRelay(t, t.TempDir()), openCamera(t)
	id := publish(t, d, cam, ulid.ULID{})
	await(t, "the camera is live", func() bool { return stateOf(d, id) == relay.Live })
	url := d.Cameras.Address("simpang-garuda")
	password, err := d.Cameras.AddReader(desk.ReaderDraft{Name: "vms"})
	if err != nil {
		t.Fatal(err)
	}
	all, err := d.Cameras.Readers()
	if err != nil {
		t.Fatal(err)
	}
	expect := func(what, want string, p secret.Text) {
		t.Helper()
		if got := askFor(t, dialRelay(t, d), url, "vms", p.Reveal()); !strings.Contains(got, want) {
			t.Errorf("%s: %s", what, got)
		}
	}
	change := func(draft desk.ReaderDraft) {
		t.Helper()
		draft.Name = "vms"
		if err := d.Cameras.UpdateReader(all[0].ID, draft); err != nil {
			t.Fatal(err)
		}
	}
	expect("a new account", " 200 ", password)
	change(desk.ReaderDraft{Networks: []string{"10.0.0.0/8"}})
	expect("from another network", " 403 ", password)
	change(desk.ReaderDraft{Networks: []string{"127.0.0.0/8"}})
	expect("from its network", " 200 ", password)
	change(desk.ReaderDraft{Disabled: true})
	expect("switched off", " 401 ", password)
	change(desk.ReaderDraft{})
	renewed, err := d.Cameras.RenewReader(all[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	expect("the old password", " 401 ", password)
	expect("the new password", " 200 ", renewed)
}

// TestGuesses_are_one_line_of_the_trail: the rest of a flood is written when
// the office closes.
func TestGuesses_are_one_line_of_the_trail(t *testing.T) {
	dir := t.TempDir()
	d, err := desk.Open(desk.Config{Dir: dir, Keeper: db.KeyFile(dir), Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Cameras.AddReader(desk.ReaderDraft{Name: "vms"}); err != nil {
		t.Fatal(err)
	}
	for i := range 9 {
		askFor(t, dialRelay(t, d), "rtsp://"+d.Pulse().Listening+"/jalur", "vms", fmt.Sprint("tebakan", i))
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if d, err = desk.Open(desk.Config{Dir: dir, Keeper: db.KeyFile(dir), Offline: true}); err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	entries, err := d.Ledger.Audit(desk.AuditFilter{Text: desk.ActionGuesses})
	if err != nil || len(entries) != 1 {
		t.Fatalf("%+v, %v", entries, err)
	}
	e, got := entries[0], map[string]string{}
	for _, c := range e.Changes {
		got[c.Field] = c.New
	}
	if e.Name != "vms" || e.ObjectID == (ulid.ULID{}) || e.Who != "cctvdesk" || got["Remote"] != "127.0.0.1" || got["Wrong"] != "5" || got["Slowed"] != "4" || got["First"] == "" || got["Last"] == "" {
		t.Errorf("%+v", e)
	}
	if strings.Contains(fmt.Sprint(e), "tebakan") {
		t.Error("a guess stands in the trail")
	}
}
