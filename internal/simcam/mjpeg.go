package simcam

import "bytes"

// bothTables gives a JPEG two quantisation tables where one served luminance
// and chrominance: on RTP, cameras send both, and some readers complain of
// each picture that has one.
func bothTables(jpeg []byte) []byte {
	const size = 2 + 67 // marker, then length, number and 64 bytes
	table := bytes.Index(jpeg, []byte{0xFF, 0xDB, 0x00, 67, 0x00})
	if table < 0 || table+size > len(jpeg) || bytes.Contains(jpeg, []byte{0xFF, 0xDB, 0x00, 67, 0x01}) {
		return jpeg
	}
	second := bytes.Clone(jpeg[table : table+size])
	second[4] = 1
	return bytes.Join([][]byte{jpeg[:table+size], second, jpeg[table+size:]}, nil)
}
