// Package rtpx looks at RTP packets as bytes: the header, whether a payload
// begins a key picture, and the cutting of packets too large for the network.
// It never depacketises and never alters what it is given.
package rtpx

import "encoding/binary"

// Header is what the relay needs of an RTP header.
type Header struct {
	Marker  bool
	Type    uint8
	Seq     uint16
	Time    uint32
	SSRC    uint32
	Payload []byte // without padding; a view into the packet
}

// Parse reads the header of an RTP packet. It says false when the bytes are not one.
func Parse(b []byte) (h Header, ok bool) {
	if len(b) < 12 || b[0]>>6 != 2 {
		return h, false
	}
	start := 12 + 4*int(b[0]&0x0f)
	if b[0]&0x10 != 0 { // extension
		if len(b) < start+4 {
			return h, false
		}
		start += 4 + 4*int(binary.BigEndian.Uint16(b[start+2:]))
	}
	end := len(b)
	if b[0]&0x20 != 0 { // padding
		end -= int(b[end-1])
	}
	if start > end {
		return h, false
	}
	return Header{
		Marker: b[1]&0x80 != 0, Type: b[1] & 0x7f,
		Seq: binary.BigEndian.Uint16(b[2:]), Time: binary.BigEndian.Uint32(b[4:]),
		SSRC: binary.BigEndian.Uint32(b[8:]), Payload: b[start:end],
	}, true
}

// Stamp writes sequence number, time and source into a packet of our own.
func Stamp(b []byte, seq uint16, ts, ssrc uint32) {
	binary.BigEndian.PutUint16(b[2:], seq)
	binary.BigEndian.PutUint32(b[4:], ts)
	binary.BigEndian.PutUint32(b[8:], ssrc)
}

// AppendHeader appends a plain twelve byte header.
func AppendHeader(b []byte, marker bool, typ uint8, seq uint16, ts, ssrc uint32) []byte {
	if marker {
		typ |= 0x80
	}
	b = append(b, 0x80, typ)
	b = binary.BigEndian.AppendUint16(b, seq)
	b = binary.BigEndian.AppendUint32(b, ts)
	return binary.BigEndian.AppendUint32(b, ssrc)
}

// Frames walks a buffer of interleaved frames ("$", channel, length, packet)
// and yields offset and packet of each; it stops at the first that is not whole.
func Frames(b []byte, yield func(at int, packet []byte) bool) {
	for at := 0; at+4 <= len(b); {
		n := int(binary.BigEndian.Uint16(b[at+2:]))
		if b[at] != '$' || at+4+n > len(b) {
			return
		}
		if !yield(at, b[at+4:at+4+n]) {
			return
		}
		at += 4 + n
	}
}

// AppendFrame appends an interleaved frame and returns the packet's place in it.
func AppendFrame(b []byte, channel byte, packet []byte) (out, inside []byte) {
	b = append(b, '$', channel, byte(len(packet)>>8), byte(len(packet)))
	b = append(b, packet...)
	return b, b[len(b)-len(packet):]
}
