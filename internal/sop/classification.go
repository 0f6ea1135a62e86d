package sop

import (
	"regexp"
	"slices"
	"strings"
)

// Classification is one line of the office's table of klasifikasi arsip: the
// code in a letter's number, and what it stands for (domain 4.2). The whole
// list of Permendagri 83/2022 is the office's to enter or import.
type Classification struct{ Code, Name string }

// DefaultClassifications are the codes that letters about a relay are known to
// bear. All of them are the office's to change.
func DefaultClassifications() []Classification {
	return []Classification{
		{Code: "000.8.3.3", Name: "Standar operasional prosedur"},
		{Code: "500.11", Name: "Perhubungan"},
		{Code: DefaultClassification, Name: "Komunikasi dan informatika"},
	}
}

// ClassificationCode says whether s is written as codes are: figures parted by
// full stops, 500.12.16.3 or the older 045.
func ClassificationCode(s string) bool {
	return regexp.MustCompile(`^[0-9]+(\.[0-9]+)*$`).MatchString(s)
}

// SortClassifications orders a table by its codes, part by part as numbers:
// 500.2 stands before 500.12.
func SortClassifications(list []Classification) {
	slices.SortStableFunc(list, func(a, b Classification) int {
		return slices.CompareFunc(strings.Split(a.Code, "."), strings.Split(b.Code, "."), func(a, b string) int {
			if n := len(strings.TrimLeft(a, "0")) - len(strings.TrimLeft(b, "0")); n != 0 {
				return n
			}
			return strings.Compare(strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0"))
		})
	})
}
