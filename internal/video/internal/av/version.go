package av

// #cgo pkg-config: libavutil libavcodec
// #include <libavcodec/avcodec.h>
// #include <libavutil/avutil.h>
import "C"

// Version is the FFmpeg that this program runs with, which is the system's and
// may be newer than the one it was built with; and the licence of that build.
func Version() (version, licence string) {
	return C.GoString(C.av_version_info()), C.GoString(C.avcodec_license())
}
