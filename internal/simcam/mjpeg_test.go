package simcam

import (
	"bytes"
	"testing"

	"github.com/bluenviron/gortsplib/v4/pkg/format"
)

// FFmpeg complains of every picture that has one quantisation table only.
func TestMJPEG_carries_both_tables(t *testing.T) {
	jpeg := append([]byte{0xFF, 0xD8, 0xFF, 0xDB, 0x00, 67, 0x00}, bytes.Repeat([]byte{7}, 64)...)
	rest := []byte{0xFF, 0xC0, 0x00, 17, 8, 0, 16, 0, 16, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0,
		0xFF, 0xDA, 0x00, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0, 1, 2, 3, 0xFF, 0xD9}
	encoder, err := (&format.MJPEG{}).CreateEncoder()
	if err != nil {
		t.Fatal(err)
	}
	both := bothTables(append(jpeg, rest...))
	packets, err := encoder.Encode(both)
	if err != nil {
		t.Fatal(err)
	}
	// RFC 2435: eight bytes of header, then two of precision, two of length.
	if head := packets[0].Payload; head[10] != 0 || head[11] != 128 {
		t.Errorf("%d bytes of tables", int(head[10])<<8|int(head[11]))
	}
	if again := bothTables(both); !bytes.Equal(again, both) {
		t.Error("a picture with both tables was changed")
	}
}
