package av

// #cgo pkg-config: libavutil
// #include <libavutil/frame.h>
// static int damage(void *frame) { return ((AVFrame *)frame)->decode_error_flags; }
import "C"

import "github.com/asticode/go-astiav"

// damaged says whether FFmpeg had to guess parts of a picture: it conceals what
// it cannot read, and a guess must not pass for what the camera saw. The
// binding does not offer the field.
func damaged(f *astiav.Frame) bool { return C.damage(f.UnsafePointer()) != 0 }
