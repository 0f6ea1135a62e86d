//go:build soak

package video

import "testing"

func TestA_million_mutated_units_end_nothing(t *testing.T) { assault(t, 334_000) }
