package desk

import (
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// seed gives a new store what every office starts with: working hours, the
// holidays that are known, the SOP of 2020, the heading and the directory of
// Perangkat Daerah. All of it can be edited; nothing is written a second time.
func (c *core) seed() error {
	fresh := false
	err := c.store.Read(func(tx *db.Tx) error {
		set, err := tx.Settings()
		fresh = len(set.SOP.Activities) == 0
		return err
	})
	if err != nil || !fresh {
		return err
	}
	return c.write("isi-awal", "", time.Time{}, func(tx *db.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		defaults(&set)
		if err := tx.PutSettings(set); err != nil {
			return err
		}
		if tx.Agencies().Count(tx) > 0 {
			return nil
		}
		for _, s := range sop.DefaultAgencies() {
			a := sop.Agency{ID: ulid.Make(), Code: s.Code, Name: s.Name, Short: s.Short, Kind: s.Kind, HeadTitle: s.HeadTitle}
			if err := tx.Agencies().Put(tx, a.ID, a); err != nil {
				return err
			}
		}
		return nil
	})
}

// defaults are the shipped settings (domain 3.2, 3.3, 4.2); what is set stays.
func defaults(s *db.Settings) {
	s.Profiles, s.Holidays = sop.DefaultCalendar()
	s.SOP = sop.DefaultVersion()
	for _, f := range []struct {
		to *string
		v  string
	}{
		{&s.Language, "id"},
		{&s.Government, "Pemerintah Kota Pontianak"},
		{&s.Office, "Dinas Komunikasi dan Informatika"},
		{&s.Division, "Bidang Tata Kelola Pemerintahan Berbasis Elektronik dan Telematika"},
		{&s.Section, "Seksi Sarana dan Prasarana Teknologi Informasi dan Komunikasi"},
		{&s.City, "Pontianak"},
		{&s.Listen, DefaultListen},
		{&s.NumberTemplate, sop.DefaultNumberTemplate},
		{&s.UnitCode, sop.DefaultUnitCode},
		{&s.Classification, sop.DefaultClassification},
	} {
		if *f.to == "" {
			*f.to = f.v
		}
	}
	if s.NearShare == 0 {
		s.NearShare = 0.8 // rule T12
	}
}
