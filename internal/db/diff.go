package db

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

// maxChange bounds one side of a change in the trail: the record itself keeps
// the whole text.
const maxChange = 500

// diff compares two values by what JSON shows of them, where secrets are
// masks. Fields are named by their way from the top (Contact.Phone,
// Steps.4.Ended). Of a value that is new or gone, lists count as one field
// each: their content stands in the record, and in every later change.
func diff(old, now any) ([]Change, error) {
	before, err := leaves(old, old != nil && now == nil)
	if err != nil {
		return nil, err
	}
	after, err := leaves(now, old == nil && now != nil)
	if err != nil {
		return nil, err
	}
	fields := slices.Collect(maps.Keys(before))
	for f := range after {
		if _, both := before[f]; !both {
			fields = append(fields, f)
		}
	}
	slices.Sort(fields)
	var changes []Change
	for _, f := range fields {
		if before[f] != after[f] {
			changes = append(changes, Change{f, clip(before[f]), clip(after[f])})
		}
	}
	return changes, nil
}

// diffHidden finds secrets that changed although their masks look alike.
func diffHidden(old, now map[string]string) []Change {
	fields := maps.Clone(old)
	if fields == nil {
		fields = map[string]string{}
	}
	maps.Copy(fields, now)
	var changes []Change
	for _, f := range slices.Sorted(maps.Keys(fields)) {
		if old[f] != now[f] {
			changes = append(changes, Change{f, mask(old[f]), mask(now[f])})
		}
	}
	return changes
}

func mask(s string) string { return secret.NewText(s).String() }

func clip(s string) string {
	if len(s) <= maxChange {
		return s
	}
	runes := []rune(s)
	return string(runes[:min(len(runes), maxChange)]) + "…"
}

// leaves flattens a value into its non-empty leaves.
func leaves(v any, short bool) (map[string]string, error) {
	out := map[string]string{}
	if v == nil {
		return out, nil
	}
	data, err := lean(v)
	if err != nil {
		return nil, fmt.Errorf("db: diff: %w", err)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var tree any
	if err := dec.Decode(&tree); err != nil {
		return nil, fmt.Errorf("db: diff: %w", err)
	}
	flatten(out, "", tree, short)
	return out, nil
}

func flatten(out map[string]string, path string, v any, short bool) {
	switch v := v.(type) {
	case map[string]any:
		for k, e := range v {
			flatten(out, join(path, k), e, short)
		}
	case []any:
		if short {
			if len(v) > 0 {
				out[path] = strconv.Itoa(len(v))
			}
			return
		}
		for i, e := range v {
			flatten(out, join(path, strconv.Itoa(i+1)), e, short)
		}
	case nil:
	case bool:
		if v {
			out[path] = "true"
		}
	default:
		text := fmt.Sprint(v)
		if text != "" && text != "0" && text != zeroTime && text != zeroID {
			out[path] = text
		}
	}
}

// What JSON shows of a time and an id that are not set.
const (
	zeroTime = "0001-01-01T00:00:00Z"
	zeroID   = "00000000000000000000000000"
)

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
