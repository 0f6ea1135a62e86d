package desk

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
)

// ActionGuesses is the trail's constant for wrong passwords at the relay.
const ActionGuesses = "sandi-salah"

// guessesEvery is how often the relay is asked for wrong passwords; it decides
// itself which are due.
const guessesEvery = 5 * time.Second

// watchGuesses writes wrong passwords of readers into the trail, summed up by
// the relay, until ctx ends, and then the rest.
func (c *core) watchGuesses(ctx context.Context) {
	tick := time.NewTicker(guessesEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			c.noteGuesses(c.engine.Guesses(false))
		case <-ctx.Done():
			c.noteGuesses(c.engine.Guesses(true))
			return
		}
	}
}

// noteGuesses writes one line for each address and account.
func (c *core) noteGuesses(list []relay.Guesses) {
	if len(list) == 0 {
		return
	}
	err := c.write(ActionGuesses, "", list[0].First, func(tx *db.Tx) error {
		ids := map[string]ulid.ULID{}
		for a, err := range each(tx.Accounts(), tx) {
			if err != nil {
				return err
			}
			ids[a.Name] = a.ID
		}
		var failed error
		for _, g := range list {
			failed = errors.Join(failed, tx.Note(guessEntry(g, ids[g.Account])))
		}
		return failed
	})
	if err != nil {
		c.log.Error("wrong passwords: could not be written", "err", err)
	}
}

func guessEntry(g relay.Guesses, account ulid.ULID) db.AuditEntry {
	e := db.AuditEntry{Who: programName, Object: db.ObjectAccount, ObjectID: account, Name: g.Account, Happened: g.First.UTC()}
	add := func(field, value string) { e.Changes = append(e.Changes, db.Change{Field: field, New: value}) }
	if g.From.IsValid() {
		add("Remote", g.From.String())
	}
	add("Wrong", strconv.Itoa(g.Wrong))
	if g.Slowed > 0 {
		add("Slowed", strconv.Itoa(g.Slowed))
	}
	add("First", g.First.UTC().Format(time.RFC3339))
	add("Last", g.Last.UTC().Format(time.RFC3339))
	return e
}
