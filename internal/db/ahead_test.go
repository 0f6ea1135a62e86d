package db_test

import (
	"testing"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
)

// Records are decoded ahead of the walk; the walk itself must not show it.
func TestAll_keeps_the_order_of_a_long_list_and_may_be_left(t *testing.T) {
	const many = 1500
	s := open(t, t.TempDir())
	write(t, s, func(tx *db.Tx) error {
		for n := range many {
			if err := tx.Requests().Put(tx, numbered(n+1), lifelike(n+1)); err != nil {
				return err
			}
		}
		return nil
	})
	for _, leave := range []int{1, 16, 17, 700, many} {
		seen := 0
		read(t, s, func(tx *db.Tx) error {
			var last ulid.ULID
			for id, r := range tx.Requests().All(tx) {
				if id.Compare(last) <= 0 || r.ID != id || r.Number != lifelike(seen+1).Number {
					t.Fatalf("record %d is %s %s after %s", seen, id, r.Number, last)
				}
				last = id
				if seen++; seen == leave {
					break
				}
			}
			return nil
		})
		if seen != leave {
			t.Errorf("left after %d, saw %d", leave, seen)
		}
	}
}
