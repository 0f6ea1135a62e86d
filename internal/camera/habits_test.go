package camera

import (
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

func Test_logins_of_the_factory_are_recognised_when_they_are_typed(t *testing.T) {
	for _, tc := range []struct {
		user, password string
		want           bool
	}{
		{"admin", "admin", true}, {"admin", "12345", true}, {"operator", "operator", true}, {"root", "pass", true},
		{"admin", "", false}, {"admin", "Khatulistiwa-0109", false}, {"viewer", "kapuas2026", false}, {"", "", false}, {"admin", "ADMIN", false},
	} {
		if got := DeliveredLogin(tc.user, secret.NewText(tc.password)); got != tc.want {
			t.Errorf("%q %q: %v", tc.user, tc.password, got)
		}
	}
}
