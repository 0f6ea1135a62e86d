package say

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"
)

// broken is a file system whose files cannot be read.
type broken struct{ fs.FS }

func (b broken) Open(name string) (fs.File, error) {
	if name == "." {
		return b.FS.Open(name)
	}
	return nil, fs.ErrPermission
}

func TestRegister_refuses_catalogues_that_are_none(t *testing.T) {
	bad := fstest.MapFS{"say.id.json": {Data: []byte("bukan JSON")}}
	if err := register(bad); err == nil {
		t.Error("a catalogue that is not JSON was taken")
	}
	mixed := fstest.MapFS{"say.en.json": {Data: []byte(`{"other": "x", "say.y": "z"}`)}}
	if err := register(mixed); err == nil {
		t.Error("a catalogue that Fyne cannot read was taken")
	}
	if err := register(broken{bad}); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("got %v", err)
	}
}
