package db

import (
	"encoding"
	"encoding/json"
	"reflect"
	"strings"
	"time"
)

// lean is the JSON of v as it is stored and compared: every time in UTC, and
// without the fields of structs that are zero, because a field that is not
// there is read as zero. Most of a request is zero for most of its life (six
// activities with their times and evidence), and reading JSON takes time by
// the byte. An empty list that is not nil stays, and so does whatever a map, a
// list or a pointer holds.
func lean(v any) ([]byte, error) {
	if v == nil {
		return []byte("null"), nil
	}
	return leanValue(nil, reflect.ValueOf(v))
}

func leanValue(out []byte, v reflect.Value) ([]byte, error) {
	if t, ok := v.Interface().(time.Time); ok {
		v = reflect.ValueOf(t.UTC())
	}
	switch {
	case ownWords(v.Type()):
	case v.Kind() == reflect.Pointer && !v.IsNil():
		return leanValue(out, v.Elem())
	case v.Kind() == reflect.Slice && !v.IsNil() && composed(v.Type().Elem().Kind()):
		return leanList(out, v)
	case v.Kind() == reflect.Struct:
		out, err := leanFields(append(out, '{'), v, map[string]bool{})
		return append(out, '}'), err
	}
	text, err := json.Marshal(v.Interface())
	return append(out, text...), err
}

// ownWords says whether a type says itself what it is in JSON.
func ownWords(t reflect.Type) bool {
	return t.Implements(reflect.TypeFor[json.Marshaler]()) || t.Implements(reflect.TypeFor[encoding.TextMarshaler]())
}

// composed says whether there may be fields or times inside.
func composed(k reflect.Kind) bool {
	return k == reflect.Struct || k == reflect.Slice || k == reflect.Pointer
}

func leanList(out []byte, v reflect.Value) (_ []byte, err error) {
	out = append(out, '[')
	for i := range v.Len() {
		if i > 0 {
			out = append(out, ',')
		}
		if out, err = leanValue(out, v.Index(i)); err != nil {
			return out, err
		}
	}
	return append(out, ']'), nil
}

// leanFields writes the fields of a struct that are not zero, then those of
// the structs embedded in it: an outer field stands before an inner one of the
// same name, as in package json.
func leanFields(out []byte, v reflect.Value, seen map[string]bool) (_ []byte, err error) {
	var embedded []reflect.Value
	for i := range v.NumField() {
		field := v.Type().Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case field.Anonymous && field.Type.Kind() == reflect.Struct:
			embedded = append(embedded, v.Field(i))
			continue
		case !field.IsExported() || name == "-":
			continue
		case name == "":
			name = field.Name
		}
		if seen[name] {
			continue
		}
		seen[name] = true
		if zero(v.Field(i)) {
			continue
		}
		key, err := json.Marshal(name)
		if err != nil {
			return out, err
		}
		if out[len(out)-1] != '{' {
			out = append(out, ',')
		}
		if out, err = leanValue(append(append(out, key...), ':'), v.Field(i)); err != nil {
			return out, err
		}
	}
	for _, inner := range embedded {
		if out, err = leanFields(out, inner, seen); err != nil {
			return out, err
		}
	}
	return out, nil
}

func zero(v reflect.Value) bool {
	if t, ok := v.Interface().(time.Time); ok {
		return t.IsZero() // in whatever zone
	}
	return v.IsZero()
}
