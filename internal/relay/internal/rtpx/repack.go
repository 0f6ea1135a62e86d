package rtpx

// Repack cuts a packet whose payload is too large into several of at most max
// bytes of payload, with the same time and the marker on the last. It gives nil
// for what it cannot cut; such a packet is carried as it is. Sequence numbers
// are the caller's matter.
func Repack(c Codec, h Header, limit int) [][]byte {
	if limit < 64 || len(h.Payload) <= limit {
		return nil
	}
	var parts [][]byte
	switch c {
	case H264:
		parts = cutNALs(c, h.Payload, limit)
	case H265:
		parts = cutNALs(c, h.Payload, limit)
	case MJPEG:
		parts = cutJPEG(h.Payload, limit)
	}
	for i, p := range parts {
		head := AppendHeader(make([]byte, 0, 12+len(p)), h.Marker && i == len(parts)-1, h.Type, 0, h.Time, h.SSRC)
		parts[i] = append(head, p...)
	}
	return parts
}

func cutNALs(c Codec, p []byte, limit int) (parts [][]byte) {
	if c == H264 && len(p) > 2 && p[0]&0x1f == 28 {
		return fragments(p[:1:1], p[1]&0x1f, p[2:], limit, p[1]&0x80 != 0, p[1]&0x40 != 0)
	}
	if c == H265 && len(p) > 3 && p[0]>>1&0x3f == 49 {
		return fragments(p[:2:2], p[2]&0x3f, p[3:], limit, p[2]&0x80 != 0, p[2]&0x40 != 0)
	}
	EachNAL(c, p, func(nal []byte) {
		switch {
		case len(nal) <= limit:
			parts = append(parts, nal)
		case c == H264:
			parts = append(parts, fragments([]byte{nal[0]&0xe0 | 28}, nal[0]&0x1f, nal[1:], limit, true, true)...)
		default:
			head := []byte{nal[0]&0x81 | 49<<1, nal[1]}
			parts = append(parts, fragments(head, nal[0]>>1&0x3f, nal[2:], limit, true, true)...)
		}
	})
	return parts
}

// fragments cuts one unit's body; first and last say whether it begins and ends here.
func fragments(head []byte, typ byte, body []byte, limit int, first, last bool) (parts [][]byte) {
	room := limit - len(head) - 1
	for len(body) > 0 {
		n := min(room, len(body))
		flags := typ
		if first {
			flags |= 0x80
		}
		if last && n == len(body) {
			flags |= 0x40
		}
		part := append(append(make([]byte, 0, len(head)+1+n), head...), flags)
		parts = append(parts, append(part, body[:n]...))
		body, first = body[n:], false
	}
	return parts
}

// cutJPEG cuts an RFC 2435 payload: every part repeats the main header (and the
// restart header) with its own offset; tables stay with the first.
func cutJPEG(p []byte, limit int) (parts [][]byte) {
	head := 8
	if len(p) < 8 {
		return nil
	}
	if p[4] >= 64 && p[4] < 128 {
		head += 4
	}
	offset := int(p[1])<<16 | int(p[2])<<8 | int(p[3])
	tables := 0
	if offset == 0 && p[5] >= 128 && len(p) >= head+4 {
		tables = 4 + int(p[head+2])<<8 + int(p[head+3])
	}
	if len(p) < head+tables || head+tables >= limit {
		return nil
	}
	data := p[head+tables:]
	for first := true; len(data) > 0; first = false {
		part := append(make([]byte, 0, limit), p[:head]...)
		part[1], part[2], part[3] = byte(offset>>16), byte(offset>>8), byte(offset)
		if first {
			part = append(part, p[head:head+tables]...)
		}
		n := min(limit-len(part), len(data))
		parts = append(parts, append(part, data[:n]...))
		data, offset = data[n:], offset+n
	}
	return parts
}
