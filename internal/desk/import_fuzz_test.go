package desk_test

import (
	"bytes"
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
)

// FuzzCameraRows: whatever a table of cameras says, a dry run ends with a
// verdict on each row, repeats no password and keeps nothing.
func FuzzCameraRows(f *testing.F) {
	d, err := desk.Open(desk.Config{Dir: f.TempDir(), Offline: true})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = d.Close() })
	for _, seed := range []string{
		"nama;url\nSimpang;rtsp://operator:r4h@s!a@10.10.5.21/1\n",
		"nama,url,jalur,opd\n\"a\"\"b\",rtsp://[::1]:554/x,../../x,Dishub\n,,,\n",
		"\ufeffurl;nama;transport;aktif\n=HYPERLINK(1);'=1+1;tcp;mungkin\n",
		"nama;url\nx;rtsp://:@/\ny;rtsp://a b/\nz;http://10.0.0.1/\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		report, err := d.Cameras.Import(t.Context(), bytes.NewReader(data), "x.csv", false)
		if err == nil && report.Applied {
			t.Error("a dry run was applied")
		}
		if all, err := d.Cameras.List(desk.CameraFilter{}); err != nil || len(all) != 0 {
			t.Errorf("%d cameras are kept, %v", len(all), err)
		}
	})
}
