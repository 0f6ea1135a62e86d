// Package secret holds values that cannot be printed by accident: passwords
// and camera addresses with their login. Whatever prints, formats, logs or
// encodes them shows a mask; so does a dump of a struct that has one in a
// private field. Only Reveal gives the clear text, and a test of the house
// counts the packages that call it.
//
// It promises nothing about memory: a secret that was revealed is an ordinary
// string. It has no goroutine and nothing to close.
package secret

import (
	"fmt"
	"log/slog"
	"unique"
)

// Mask is what is shown in place of a secret.
const Mask = "•••"

// Text is a secret text, such as a password. Two Texts are == when their clear
// texts are. The zero Text is empty.
//
// A Text can be encoded as JSON (as its mask) but never decoded: otherwise a
// mask that came back from an export would one day become the password.
type Text struct {
	// The clear text stands behind a pointer, because fmt prints strings in
	// private fields of foreign structs without asking any method.
	h unique.Handle[string]
}

// NewText makes a secret of s.
func NewText(s string) Text {
	if s == "" {
		return Text{}
	}
	return Text{unique.Make(s)}
}

// Reveal gives the clear text.
func (t Text) Reveal() string {
	if t.Empty() {
		return ""
	}
	return t.h.Value()
}

// Empty reports whether there is no secret at all.
func (t Text) Empty() bool { return t.h == unique.Handle[string]{} }

// Equal reports whether both are the same secret.
func (t Text) Equal(o Text) bool { return t == o }

// String gives the mask, or nothing when the secret is empty.
func (t Text) String() string {
	if t.Empty() {
		return ""
	}
	return Mask
}

// GoString gives what String gives.
func (t Text) GoString() string { return t.String() }

// Format writes what String gives, whatever the verb.
func (t Text) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(t.String())) }

// LogValue gives what String gives to slog.
func (t Text) LogValue() slog.Value { return slog.StringValue(t.String()) }

// MarshalJSON encodes what String gives.
func (t Text) MarshalJSON() ([]byte, error) { return []byte(`"` + t.String() + `"`), nil }

// MarshalText encodes what String gives.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.String()), nil }
