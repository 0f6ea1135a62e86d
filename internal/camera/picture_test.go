package camera

import (
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/format"
	"github.com/pion/rtp"
)

func at(tenths int) time.Time {
	return time.Unix(1_790_000_000, 0).Add(time.Duration(tenths) * 100 * time.Millisecond)
}

func Test_key_pictures_are_recognised_in_every_packing(t *testing.T) {
	h265SPS := []byte{0x42, 0x01}
	for name, r := range map[string]struct {
		look    look
		payload []byte
		key     bool
		width   int
	}{
		"H.264 IDR":               {lookH264, []byte{0x65, 1, 2}, true, 0},
		"H.264 slice":             {lookH264, []byte{0x41, 1, 2}, false, 0},
		"H.264 SPS":               {lookH264, spsFullHD, false, 1920},
		"H.264 STAP-A":            {lookH264, append([]byte{24, 0, byte(len(spsFullHD))}, append(append([]byte{}, spsFullHD...), 0, 2, 0x65, 1)...), true, 1920},
		"H.264 FU-A begins":       {lookH264, []byte{28, 0x85, 1}, true, 0},
		"H.264 FU-A goes on":      {lookH264, []byte{28, 0x05, 1}, false, 0},
		"H.264 STAP-A cut":        {lookH264, []byte{24, 0, 200, 0x65}, false, 0},
		"H.265 IDR":               {lookH265, []byte{19 << 1, 1, 0}, true, 0},
		"H.265 CRA":               {lookH265, []byte{21 << 1, 1, 0}, true, 0},
		"H.265 slice":             {lookH265, []byte{1 << 1, 1, 0}, false, 0},
		"H.265 FU begins":         {lookH265, []byte{49 << 1, 1, 0x80 | 19}, true, 0},
		"H.265 FU goes on":        {lookH265, []byte{49 << 1, 1, 19}, false, 0},
		"H.265 broken SPS":        {lookH265, append(h265SPS, 0), false, 0},
		"MJPEG first fragment":    {lookMJPEG, []byte{0, 0, 0, 0, 1, 80, 80, 45, 9}, true, 640},
		"MJPEG later fragment":    {lookMJPEG, []byte{0, 0, 4, 0, 1, 80, 80, 45, 9}, false, 0},
		"nothing":                 {lookH264, nil, false, 0},
		"nothing, the other kind": {lookH265, []byte{1}, false, 0},
	} {
		if p := r.look(r.payload); p.key != r.key || p.width != r.width {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

func Test_a_key_picture_with_a_hole_is_not_offered(t *testing.T) {
	m := newMeter(&format.H264{PayloadTyp: 96}, lookH264)
	put := func(seq uint16, stamp uint32, marker bool, payload ...byte) {
		m.put(&rtp.Packet{Header: rtp.Header{SequenceNumber: seq, Timestamp: stamp, Marker: marker}, Payload: payload}, at(int(seq)))
	}
	put(1, 0, false, 28, 0x85, 1)
	put(3, 0, true, 28, 0x45, 1) // packet 2 never came
	select {
	case <-m.keys:
		t.Fatal("a broken key picture was offered")
	default:
	}
	put(4, 9000, false, 28, 0x85, 1)
	put(5, 9000, true, 28, 0x45, 1)
	select {
	case key := <-m.keys:
		if len(key.packets) != 2 || key.packets[0].SequenceNumber != 4 || !key.at.Equal(at(5)) {
			t.Errorf("%d packets from %d, come at %v", len(key.packets), key.packets[0].SequenceNumber, key.at)
		}
	default:
		t.Fatal("the whole key picture was not offered")
	}
	if r := m.read(at(0), at(5)); r.lost != 1 || r.keys != 2 || r.keyInterval != 200*time.Millisecond {
		t.Errorf("%+v", r)
	}
}

func Test_frame_rate_follows_the_clock_of_the_camera_unless_it_lies(t *testing.T) {
	for name, step := range map[string]uint32{"honest": 9000, "stopped": 0, "wild": 900_000} {
		m := newMeter(&format.H264{PayloadTyp: 96}, lookH264)
		m.restart(at(0))
		for i := range 21 { // ten pictures a second for two seconds
			m.put(&rtp.Packet{Header: rtp.Header{SequenceNumber: uint16(i), Timestamp: uint32(i) * step, Marker: true}, Payload: []byte{0x41, 1}}, at(i))
		}
		if r := m.read(at(0), at(20)); r.fps < 9.9 || r.fps > 10.1 {
			t.Errorf("%s: %.2f fps", name, r.fps)
		}
	}
}
