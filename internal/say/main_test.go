package say_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
)

func TestMain(m *testing.M) {
	if err := say.Load("id"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}
