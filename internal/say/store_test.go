package say_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

func TestEvery_error_of_the_store_has_a_sentence(t *testing.T) {
	both(t, func(t *testing.T) {
		bug, seen := say.Error(errors.New("anything")), map[say.Sentence]error{}
		for _, err := range db.Sentinels() {
			s := say.Error(fmt.Errorf("desk: %w", err))
			sound(t, err.Error(), s.String())
			// A reading transaction that writes is a mistake of ours, nothing else is.
			if (s == bug) != errors.Is(err, db.ErrReadOnly) {
				t.Errorf("%v is told as %q", err, s)
			}
			if other, twice := seen[s]; twice {
				t.Errorf("%v and %v are told alike", err, other)
			}
			seen[s] = err
		}
	})
	if got := say.Error(db.ErrOpenElsewhere).What; got != "Data sedang dibuka oleh aplikasi lain." {
		t.Errorf("got %q", got)
	}
}

func TestEvery_error_of_the_office_has_a_sentence(t *testing.T) {
	list := []error{desk.ErrNoRelay, desk.ErrNotReady, desk.ErrUnknownPaper, desk.ErrFormat, desk.ErrYearRunning, desk.ErrNoPreview,
		desk.ErrOnlyAtOnce, desk.ErrInUse, desk.ErrNotTable, desk.ErrTooLarge, desk.ErrBackupPlace, desk.ErrBadRows, desk.ErrCertificateChanged,
		desk.ErrNothingFailed, desk.ErrNotPicture}
	rules := []desk.FieldRule{desk.FieldColumns, desk.FieldText, desk.FieldQuotes, desk.FieldMissing, desk.FieldAddress,
		desk.FieldPath, desk.FieldTaken, desk.FieldTwice, desk.FieldUnknown, desk.FieldChoice, desk.FieldDate,
		desk.FieldName, desk.FieldIncomplete, desk.FieldNetwork, desk.FieldCount, desk.FieldPast, desk.FieldLoop, desk.FieldPair,
		desk.FieldDay, desk.FieldFormula, desk.FieldNone, desk.FieldIgnored, desk.FieldAssumed}
	for _, rule := range sop.FlawRules() {
		rules = append(rules, desk.FieldRule(rule))
	}
	for _, rule := range rules {
		list = append(list, &desk.FieldError{Field: "name", Rule: rule, Other: "Garuda", Row: 3, Choices: []string{"ya", "tidak"}})
	}
	both(t, func(t *testing.T) {
		bug, seen := say.Error(errors.New("anything")), map[say.Sentence]error{}
		for _, err := range list {
			s := say.Error(fmt.Errorf("import: %w", err))
			sound(t, err.Error(), s.String())
			if other, twice := seen[s]; twice || s == bug {
				t.Errorf("%v is told as %q, like %v", err, s, other)
			}
			seen[s] = err
		}
	})
}

func TestField_tells_the_cause_when_there_is_one(t *testing.T) {
	refused := &desk.FieldError{Field: "selesai3", Rule: desk.FieldRefused, Err: &sop.Refusal{Rule: sop.RuleFuture}}
	if got := say.Error(refused).String(); got != "Waktu tidak boleh melebihi waktu sekarang." {
		t.Errorf("got %q", got)
	}
	address := &desk.FieldError{Field: "address", Rule: desk.FieldAddress, Err: secret.ErrScheme}
	if got := say.Error(address).What; got != "Alamat harus diawali rtsp:// atau rtsps://." {
		t.Errorf("got %q", got)
	}
	taken := &desk.FieldError{Field: "path", Rule: desk.FieldTaken, Other: "Simpang Garuda"}
	if got := say.Error(taken).String(); got != "Jalur relay ini sudah dipakai oleh Simpang Garuda. Gunakan yang lain." {
		t.Errorf("got %q", got)
	}
	unknown := &desk.FieldError{Field: "name", Rule: "baru"}
	if got := say.Error(unknown); got != say.Error(errors.New("anything")) {
		t.Errorf("got %q", got)
	}
	for field, want := range map[string]string{"name": "Nama", "address": "Alamat", "paths": "Jalur relay", "agency": "Perangkat Daerah",
		"request": "Permintaan", "transport": "Transport", "role": "Jabatan", "to": "Berlaku sampai",
		"registered": "Tanggal registrasi", "": "Isian ini", "selesai3": "selesai3"} {
		if got := say.FieldName(field); got != want {
			t.Errorf("%q: %q, want %q", field, got, want)
		}
	}
}
