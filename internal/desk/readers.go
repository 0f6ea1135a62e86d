package desk

import (
	"crypto/rand"
	"encoding/base32"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

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

// AddReader makes an account that may read the given paths (globs; none means
// all) and gives its password, which is shown this once.
func (r *Cameras) AddReader(name string, paths []string) (secret.Text, error) {
	name = strings.TrimSpace(name)
	if !accountName(name) {
		return secret.Text{}, &FieldError{Field: "name", Rule: FieldName, Value: name}
	}
	var globs []string
	for _, p := range paths {
		if p = strings.Trim(strings.TrimSpace(p), "/"); p == "" {
			continue
		}
		if _, err := path.Match(p, ""); err != nil {
			return secret.Text{}, &FieldError{Field: "paths", Rule: FieldPath, Value: p, Err: err}
		}
		globs = append(globs, p)
	}
	acc := db.Account{ID: ulid.Make(), Name: name, Password: newPassword(), Paths: globs, Created: r.core.now().UTC()}
	err := r.core.write("tambah-pembaca", "", time.Time{}, func(tx *db.Tx) error {
		for other, err := range each(tx.Accounts(), tx) {
			if err != nil {
				return err
			}
			if strings.EqualFold(other.Name, name) {
				return &FieldError{Field: "name", Rule: FieldTaken, Value: name, Other: other.Name}
			}
		}
		return tx.Accounts().Put(tx, acc.ID, acc)
	})
	if err != nil {
		return secret.Text{}, err
	}
	return acc.Password, r.core.setAccounts()
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
