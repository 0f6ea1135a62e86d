package db

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
)

// A record on the disk is
//
//	byte 0     form of the record, 1
//	byte 1-4   CRC-32C of bucket, key and JSON, big endian
//	byte 5-    JSON
//
// The sum is not against an enemy (who could compute it) but against disks: a
// bit that flipped in a number would still be a number. Bucket and key belong
// to it, so that a record that wandered is found.
const (
	recordForm = 1
	recordHead = 5
)

func checksum(bucket string, key, payload []byte) uint32 {
	table := crc32.MakeTable(crc32.Castagnoli) // made once, kept by the library
	sum := crc32.Update(0, table, []byte(bucket))
	sum = crc32.Update(sum, table, []byte{0})
	sum = crc32.Update(sum, table, key)
	return crc32.Update(sum, table, payload)
}

// pack makes a record of v: see lean.
func pack(bucket string, key []byte, v any) ([]byte, error) {
	payload, err := lean(v)
	if err != nil {
		return nil, fmt.Errorf("db: encode %s: %w", bucket, err)
	}
	out := make([]byte, recordHead, recordHead+len(payload))
	out[0] = recordForm
	binary.BigEndian.PutUint32(out[1:], checksum(bucket, key, payload))
	return append(out, payload...), nil
}

// unpack reads a record into v, which must be a pointer to a zero value.
func unpack(bucket string, key, data []byte, v any) error {
	payload, err := payloadOf(bucket, key, data)
	if err != nil {
		return err
	}
	// The sum was right, so this is what somebody once wrote: text that is not
	// the record's JSON was never written by us.
	if err := json.Unmarshal(payload, v); err != nil {
		return fmt.Errorf("%w: %s/%x: %v", ErrDamaged, bucket, key, err)
	}
	return nil
}

// payloadOf gives the JSON of a record whose sum is right.
func payloadOf(bucket string, key, data []byte) ([]byte, error) {
	if len(data) < recordHead || data[0] != recordForm {
		return nil, fmt.Errorf("%w: %s/%x: not a record", ErrDamaged, bucket, key)
	}
	payload := data[recordHead:]
	if binary.BigEndian.Uint32(data[1:]) != checksum(bucket, key, payload) {
		return nil, fmt.Errorf("%w: %s/%x: checksum", ErrDamaged, bucket, key)
	}
	return payload, nil
}
