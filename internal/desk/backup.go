package desk

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// Automatic backups: one a day into backups/ of the data folder, the newest
// keepDaily of them kept, and the last one of each of keepMonthly months.
const (
	keepDaily   = 14
	keepMonthly = 12
	backupLook  = 10 * time.Minute // how often it is asked whether a day has passed
	backupWait  = time.Minute      // the first look: not while the program starts
	backupName  = "cctvdesk-"
	backupEnd   = ".cadangan"
)

// backups makes the daily backup until ctx ends.
func (c *core) backups(ctx context.Context) {
	timer := time.NewTimer(backupWait)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
		if err := c.dailyBackup(); err != nil {
			c.log.Error("backup: the daily backup failed", "err", err)
		}
		timer.Reset(backupLook)
	}
}

// dailyBackup writes today's backup unless there is one.
func (c *core) dailyBackup() error {
	dir := filepath.Join(c.store.Dir(), "backups")
	path := filepath.Join(dir, backupName+c.now().In(sop.WIB()).Format("2006-01-02")+backupEnd)
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	// The copy stays beside the key and needs no passphrase of its own.
	if err := c.store.Backup(path, secret.Text{}); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	if err := c.noteBackup(); err != nil {
		return err
	}
	return rotate(dir)
}

func (c *core) noteBackup() error {
	return c.write("cadangan", "", time.Time{}, func(tx *db.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		set.LastBackup = c.now().UTC()
		return tx.PutSettings(set)
	})
}

// rotate removes automatic backups that are neither among the newest nor the
// last of their month. Files with other names are nobody's business here.
func rotate(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var names []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), backupName) && strings.HasSuffix(e.Name(), backupEnd) {
			names = append(names, e.Name())
		}
	}
	keep := kept(names)
	var failed error
	for _, n := range names {
		if !keep[n] {
			failed = errors.Join(failed, os.Remove(filepath.Join(dir, n)))
		}
	}
	return failed
}

// kept says which names stay; their dates sort as text.
func kept(names []string) map[string]bool {
	names = slices.Clone(names)
	slices.Sort(names)
	slices.Reverse(names)
	keep, months := map[string]bool{}, map[string]bool{}
	for i, n := range names {
		month := strings.TrimPrefix(n, backupName)
		if len(month) > 7 {
			month = month[:7]
		}
		if i < keepDaily || !months[month] && len(months) < keepMonthly {
			keep[n] = true
		}
		months[month] = true
	}
	return keep
}
