package db

import bbolt "go.etcd.io/bbolt"

// younger are the buckets that came after the first stores of this schema were
// written. They hold nothing until somebody writes into them, so a file
// without one is not damaged: it is older.
func younger() []string {
	return []string{bucketLetters, bucketAbsences, bucketCertificates, bucketDrafts, bucketWays, bucketRetests, bucketEquipment, bucketSpots, bucketAnnualNotes, bucketAnnualLocks}
}

// grow makes the younger buckets of an older file. A file that has them is
// not written to.
func grow(bolt *bbolt.DB) error {
	var missing []string
	err := bolt.View(func(tx *bbolt.Tx) error {
		for _, name := range younger() {
			if tx.Bucket([]byte(name)) == nil {
				missing = append(missing, name)
			}
		}
		return nil
	})
	if err != nil || len(missing) == 0 {
		return err
	}
	return fault("grow", bolt.Update(func(tx *bbolt.Tx) error {
		for _, name := range missing {
			if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
				return err
			}
		}
		return nil
	}))
}
