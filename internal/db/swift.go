package db

import (
	"bytes"
	"encoding/json"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/oklog/ulid/v2"
)

// swift reads JSON as lean writes it, in one walk and without looking at types:
// package json walks each record twice and takes most of the time in which a
// long list opens. It knows nothing but what lean writes. Whatever else it meets
// makes it odd, and then what it has read counts for nothing: the record is
// read by package json, which judges.
type swift struct {
	data []byte
	at   int
	odd  bool
}

// next takes one sign, which must be c.
func (r *swift) next(c byte) {
	if r.at >= len(r.data) || r.data[r.at] != c {
		r.odd = true
		return
	}
	r.at++
}

// is says whether c comes next, and takes it.
func (r *swift) is(c byte) bool {
	if r.at < len(r.data) && r.data[r.at] == c {
		r.at++
		return true
	}
	return false
}

// fields goes through an object; each must read the value of the field that it
// is given the name of, or say that there is no such field.
func (r *swift) fields(each func(name string) bool) {
	r.next('{')
	for first := true; !r.odd && !r.is('}'); first = false {
		if !first {
			r.next(',')
		}
		name := r.quoted()
		r.next(':')
		if r.odd || !each(string(name)) {
			r.odd = true
		}
	}
}

// swiftList reads a list, which is not nil even when nothing is in it.
func swiftList[T any](r *swift, one func(*T)) []T {
	r.next('[')
	rest := r.data[r.at:]
	if end := bytes.IndexByte(rest, ']'); end >= 0 {
		rest = rest[:end]
	}
	out := make([]T, 0, bytes.Count(rest, []byte("{"))) // a guess: text may hold both signs
	for first := true; !r.odd && !r.is(']'); first = false {
		if !first {
			r.next(',')
		}
		var v T
		one(&v)
		out = append(out, v)
	}
	return out
}

// quoted gives what stands between two quotation marks; text with a backslash
// or that is no UTF-8 is odd.
func (r *swift) quoted() []byte {
	r.next('"')
	if r.odd {
		return nil
	}
	n := bytes.IndexByte(r.data[r.at:], '"')
	if n < 0 {
		r.odd = true
		return nil
	}
	text := r.data[r.at : r.at+n]
	plain := true
	for _, c := range text {
		if c < ' ' || c == '\\' {
			r.odd = true
			return nil
		}
		plain = plain && c < utf8.RuneSelf
	}
	if !plain && !utf8.Valid(text) {
		r.odd = true
	}
	r.at += n + 1
	return text
}

func (r *swift) text() string {
	if r.at < len(r.data) && r.data[r.at] == '"' {
		rest := r.data[r.at+1:]
		if n := bytes.IndexByte(rest, '"'); n >= 0 && bytes.IndexByte(rest[:n], '\\') >= 0 {
			return r.escaped()
		}
	}
	return string(r.quoted())
}

// escaped reads text in which something is written by a backslash: & and <
// are, and quotation marks.
func (r *swift) escaped() string {
	for end := r.at + 1; end < len(r.data); end++ {
		switch r.data[end] {
		case '\\':
			end++
		case '"':
			var s string
			if json.Unmarshal(r.data[r.at:end+1], &s) != nil {
				r.odd = true
			}
			r.at = end + 1
			return s
		}
	}
	r.odd = true
	return ""
}

func (r *swift) whole() int64 {
	from := r.at
	for r.at < len(r.data) && (r.data[r.at] == '-' || '0' <= r.data[r.at] && r.data[r.at] <= '9') {
		r.at++
	}
	digits := r.data[from:r.at]
	n, err := strconv.ParseInt(string(digits), 10, 64)
	if err != nil || !json.Valid(digits) { // -0 and 007 are numbers to one of them only
		r.odd = true
	}
	return n
}

// yes reads a switch that is on: one that is off is not written.
func (r *swift) yes() bool {
	if !bytes.HasPrefix(r.data[r.at:], []byte("true")) {
		r.odd = true
		return false
	}
	r.at += len("true")
	return true
}

func (r *swift) moment() (t time.Time) {
	if text := r.quoted(); !r.odd && t.UnmarshalText(text) != nil {
		r.odd = true
	}
	return t
}

func (r *swift) id() (id ulid.ULID) {
	if text := r.quoted(); !r.odd && id.UnmarshalText(text) != nil {
		r.odd = true
	}
	return id
}
