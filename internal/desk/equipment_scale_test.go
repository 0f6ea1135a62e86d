package desk_test

import (
	"bytes"
	"fmt"
	"syscall"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// bigRegister opens an office with n things, each with ten movements and four
// inspections.
func bigRegister(b *testing.B, n int) *desk.Desk {
	b.Helper()
	dir := b.TempDir()
	store, err := db.Open(db.Config{Dir: dir, Keeper: db.KeyFile(dir)})
	if err != nil {
		b.Fatal(err)
	}
	agency, spots := ulid.Make(), make([]ulid.ULID, 200)
	for from := 0; from < n; from += 1000 {
		err := store.Write(db.Meta{Action: "impor-peralatan"}, func(tx *db.Tx) error {
			for i := range spots {
				if from == 0 {
					spots[i] = ulid.Make()
					s := sop.Spot{ID: spots[i], Site: sop.Site{Name: fmt.Sprintf("Titik %d", i), District: sop.Districts()[i%6].Name}}
					if err := tx.Spots().Put(tx, s.ID, s); err != nil {
						return err
					}
				}
			}
			for i := from; i < min(from+1000, n); i++ {
				e := oldThing(i, agency, spots)
				if err := tx.Equipment().Put(tx, e.ID, e); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := store.Close(); err != nil {
		b.Fatal(err)
	}
	d, err := desk.Open(desk.Config{Dir: dir, Keeper: db.KeyFile(dir), Offline: true, NoSeed: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := d.Close(); err != nil {
			b.Error(err)
		}
	})
	return d
}

// processorTime is what this process has used of all processors: a figure that
// does not grow when the machine is busy with something else.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func oldThing(i int, agency ulid.ULID, spots []ulid.ULID) sop.Equipment {
	day := time.Date(2018+i%5, time.Month(1+i%12), 1+i%27, 1, 0, 0, 0, time.UTC)
	e := sop.Equipment{ID: ulid.Make(), Code: sop.EquipmentCode("CAM", i+1), Kind: "kamera", Name: fmt.Sprintf("Kamera %d", i), Brand: "Axis", Serial: fmt.Sprintf("AX%07d", i),
		ItemCode: "1.3.2.05.01.05.002", Register: fmt.Sprintf("%04d", i+1), Camera: sop.CameraSpec{Type: "statis"}, Owned: sop.Ownership{AgencyID: agency, Year: day.Year(), Price: 9_000_000},
		Link: sop.Connection{Media: "fiber-optic", IP: fmt.Sprintf("10.%d.%d.%d", i/65536, i/256%256, i%256)}, Created: day}
	for m := range 10 {
		move := sop.Movement{ID: ulid.Make(), Kind: sop.MoveSite, Date: day.AddDate(0, m*5, 0), SiteID: spots[(i+m)%len(spots)], Basis: "SK 1"}
		if m == 0 {
			move.Kind, move.Condition = sop.MoveAdd, sop.Good
		}
		e.Movements = append(e.Movements, move)
	}
	for c := range 4 {
		e.Inspections = append(e.Inspections, sop.Inspection{ID: ulid.Make(), At: day.AddDate(c, 3, 0), Found: sop.Online, Officer: "Ratna"})
	}
	return e
}

// BenchmarkEquipment_list is the list of the register as the page asks for it:
// the first time, again, and after one act. Growth from 1.250 to 5.000 things.
func BenchmarkEquipment_list(b *testing.B) {
	for _, n := range []int{1250, 5000} {
		d := bigRegister(b, n)
		began, work := time.Now(), processorTime(b)
		rows, err := d.Equipment.List(desk.EquipmentFilter{})
		if err != nil || len(rows) != n {
			b.Fatal(len(rows), err)
		}
		first := time.Since(began)
		work = processorTime(b) - work
		b.Run(fmt.Sprintf("again/%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := d.Equipment.List(desk.EquipmentFilter{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(first.Milliseconds()), "ms-first")
			b.ReportMetric(float64(work.Milliseconds()), "cpu-ms-first")
		})
		b.Run(fmt.Sprintf("after-act/%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := d.Equipment.Inspect(rows[0].ID, sop.Inspection{At: time.Now(), Found: sop.Online}); err != nil {
					b.Fatal(err)
				}
				if _, err := d.Equipment.List(desk.EquipmentFilter{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkEquipment_xlsx is the register with its movements as a workbook.
func BenchmarkEquipment_xlsx(b *testing.B) {
	for _, n := range []int{2500, 10_000} {
		d := bigRegister(b, n)
		b.Run(fmt.Sprintf("things/%d", n), func(b *testing.B) {
			for b.Loop() {
				var w bytes.Buffer
				if err := d.Papers.List(&w, "equipment", "xlsx", desk.ListOptions{}); err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(w.Len()))
			}
		})
	}
}
