//go:build soak

package db_test

// The same before a release.
const (
	cuts  = 2000
	acts  = 300
	kills = 1000
)
