package ui

import (
	"errors"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// showFieldError shows a refusal outside the procedure at its field, and says
// whether there was one to show.
func showFieldError(err error, at map[string]*kit.Field) bool {
	var f *desk.FieldError
	if !errors.As(err, &f) {
		return false
	}
	field, ok := at[f.Field]
	if ok {
		field.SetRefusal(say.Error(err).String())
	}
	return ok
}
