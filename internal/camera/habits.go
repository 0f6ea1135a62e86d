package camera

import (
	"slices"
	"strings"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// DeliveredLogin recognises a login with which cameras leave the factory. It
// looks only at what somebody typed: none of these is ever tried.
func DeliveredLogin(user string, password secret.Text) bool {
	given := password.Reveal()
	if given == "" || given != strings.ToLower(given) {
		return false
	}
	common := []string{"admin", "12345", "123456", "1234", "12345678", "password", "888888", "666666", "111111", "9999", "0000", "pass", "admin123", "admin12345", "root", "service"}
	return slices.Contains(common, given) || given == strings.ToLower(user)
}
