//go:build !soak

package db_test

// How often the power goes, how many acts a life has, and how often a writing
// process is killed: what the tests of every day can afford (R1, R2).
const (
	cuts  = 200
	acts  = 30
	kills = 100
)
