package desk

import (
	"crypto/rand"
	"encoding/base32"
	"net/netip"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// ReaderDraft is a reader's account as somebody fills it in; empty lists and
// zeros mean no bound.
type ReaderDraft struct {
	Name     string
	Paths    []string  // globs of relay paths
	Networks []string  // CIDR or single addresses
	Expires  time.Time // the first moment at which it no longer holds
	Sessions int       // at a time
	Disabled bool
}

// sessionsMost is more than any recorder of the city reads at once.
const sessionsMost = 4096

// Readers gives the accounts that may read from the relay, by name. Their
// passwords do not print.
func (r *Cameras) Readers() ([]db.Account, error) {
	var out []db.Account
	err := r.core.store.Read(func(tx *db.Tx) (err error) {
		out, err = listOf(tx.Accounts(), tx)
		return err
	})
	slices.SortFunc(out, func(a, b db.Account) int { return strings.Compare(a.Name, b.Name) })
	return out, err
}

// AddReader makes an account and gives its password, which is shown this once.
func (r *Cameras) AddReader(d ReaderDraft) (secret.Text, error) {
	acc := db.Account{ID: ulid.Make(), Password: newPassword(), Created: r.core.now().UTC()}
	err := r.core.write("tambah-pembaca", "", time.Time{}, func(tx *db.Tx) error { return r.core.fillReader(tx, acc, d) })
	if err != nil {
		return secret.Text{}, err
	}
	return acc.Password, r.core.setAccounts()
}

// UpdateReader changes an account's rights; its password stays. The relay ends
// the sessions that it has; they may come back under the new rights.
func (r *Cameras) UpdateReader(id ulid.ULID, d ReaderDraft) error {
	err := r.core.write("ubah-pembaca", "", time.Time{}, func(tx *db.Tx) error {
		acc, err := tx.Accounts().Get(tx, id)
		if err != nil {
			return err
		}
		return r.core.fillReader(tx, acc, d)
	})
	if err != nil {
		return err
	}
	return r.core.setAccounts()
}

// RenewReader gives an account a new password, which is shown this once; the
// old one ends with the sessions that used it.
func (r *Cameras) RenewReader(id ulid.ULID) (secret.Text, error) {
	password := newPassword()
	err := r.core.write("sandi-pembaca", "", time.Time{}, func(tx *db.Tx) error {
		acc, err := tx.Accounts().Get(tx, id)
		if err != nil {
			return err
		}
		acc.Password = password
		return tx.Accounts().Put(tx, id, acc)
	})
	if err != nil {
		return secret.Text{}, err
	}
	return password, r.core.setAccounts()
}

// RemoveReader takes an account away; the relay ends its sessions.
func (r *Cameras) RemoveReader(id ulid.ULID) error {
	err := r.core.write("hapus-pembaca", "", time.Time{}, func(tx *db.Tx) error {
		return tx.Accounts().Delete(tx, id)
	})
	if err != nil {
		return err
	}
	return r.core.setAccounts()
}

// fillReader checks a draft and keeps the account with it.
func (c *core) fillReader(tx *db.Tx, acc db.Account, d ReaderDraft) (err error) {
	if acc.Name, err = checkName(tx, acc.ID, d.Name); err != nil {
		return err
	}
	if acc.Paths, err = checkGlobs(d.Paths); err != nil {
		return err
	}
	if acc.Networks, err = checkNetworks(d.Networks); err != nil {
		return err
	}
	if d.Sessions < 0 || d.Sessions > sessionsMost {
		return &FieldError{Field: "sessions", Rule: FieldCount}
	}
	// An account that has ended may stay as it is while something else is changed.
	if !d.Expires.IsZero() && !d.Expires.Equal(acc.Expires) && !c.now().Before(d.Expires) {
		return &FieldError{Field: "expires", Rule: FieldPast}
	}
	acc.Sessions, acc.Expires, acc.Disabled = d.Sessions, d.Expires, d.Disabled
	return tx.Accounts().Put(tx, acc.ID, acc)
}

// checkName allows a name that no other account has, in whatever letters.
func checkName(tx *db.Tx, id ulid.ULID, name string) (string, error) {
	name = strings.TrimSpace(name)
	if !accountName(name) {
		return "", &FieldError{Field: "name", Rule: FieldName, Value: name}
	}
	for other, err := range each(tx.Accounts(), tx) {
		if err != nil {
			return "", err
		}
		if other.ID != id && strings.EqualFold(other.Name, name) {
			return "", &FieldError{Field: "name", Rule: FieldTaken, Value: name, Other: other.Name}
		}
	}
	return name, nil
}

// checkGlobs allows patterns of paths, without the slashes and blanks around
// them.
func checkGlobs(paths []string) (out []string, _ error) {
	for _, p := range paths {
		if p = strings.Trim(strings.TrimSpace(p), "/"); p == "" {
			continue
		}
		if _, err := path.Match(p, ""); err != nil || len(p) > 200 || strings.ContainsFunc(p, func(r rune) bool { return r <= ' ' || r > '~' }) {
			return nil, &FieldError{Field: "paths", Rule: FieldPath, Value: p, Err: err}
		}
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out, nil
}

// checkNetworks allows networks and single addresses, and writes them as the
// network that they mean.
func checkNetworks(networks []string) (out []string, _ error) {
	for _, n := range networks {
		if n = strings.TrimSpace(n); n == "" {
			continue
		}
		prefix, ok := networkOf(n)
		if !ok {
			return nil, &FieldError{Field: "networks", Rule: FieldNetwork, Value: n}
		}
		if text := prefix.String(); !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out, nil
}

func networkOf(text string) (netip.Prefix, bool) {
	if addr, err := netip.ParseAddr(text); err == nil && addr.Zone() == "" {
		addr = addr.Unmap()
		return netip.PrefixFrom(addr, addr.BitLen()), true
	}
	prefix, err := netip.ParsePrefix(text)
	if err != nil || prefix.Addr().Is4In6() {
		return netip.Prefix{}, false
	}
	return prefix.Masked(), true
}

// setAccounts hands the accounts of the store to the relay.
func (c *core) setAccounts() error {
	if c.engine == nil {
		return nil
	}
	var accounts []db.Account
	err := c.store.Read(func(tx *db.Tx) (err error) {
		accounts, err = listOf(tx.Accounts(), tx)
		return err
	})
	if err != nil {
		return err
	}
	c.engine.SetAccounts(c.readers(accounts))
	return nil
}

// accountName allows what fits into an address without being escaped.
func accountName(s string) bool {
	if s == "" || len(s) > 64 {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("._-", r)
	})
}

// newPassword gives 100 bits from the system's source in letters that can be
// read over the telephone and typed into an address without being escaped.
func newPassword() secret.Text {
	var raw [13]byte
	_, _ = rand.Read(raw[:]) // since Go 1.24 it never fails: it ends the program
	s := strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw[:]))[:20]
	return secret.NewText(s[:5] + "-" + s[5:10] + "-" + s[10:15] + "-" + s[15:])
}
