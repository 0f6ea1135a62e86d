package desk

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func TestDailyBackup_is_made_once_a_day_and_rotated(t *testing.T) {
	now := time.Date(2026, 9, 7, 9, 0, 0, 0, sop.WIB())
	d, err := Open(Config{Dir: t.TempDir(), Offline: true, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	dir := filepath.Join(d.core.store.Dir(), "backups")
	for range keepDaily + 3 {
		for range 2 {
			if err := d.core.dailyBackup(); err != nil {
				t.Fatal(err)
			}
		}
		now = now.AddDate(0, 0, 1)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != keepDaily {
		t.Errorf("%d backups of one month are kept, not %d", len(files), keepDaily)
	}
	if newest := files[len(files)-1].Name(); newest != "cctvdesk-2026-09-23.cadangan" {
		t.Errorf("the newest is %s", newest)
	}
}
