package simcam

import (
	"os"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// open starts a camera for one test and checks that it can be closed twice.
func open(t *testing.T, spec Spec) *Camera {
	t.Helper()
	spec.Clips = os.DirFS("../../assets/clips")
	c, err := Open(spec, nil)
	if err != nil {
		t.Fatalf("open %q: %v (scripts/make-clips draws the clips)", spec.Clip, err)
	}
	t.Cleanup(func() {
		c.Close()
		c.Close()
	})
	return c
}
