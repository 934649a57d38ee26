package output

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// CompareNatural compares names in natural order, c2 before c10: runs of digits are compared as numbers, everything else byte
// by byte.
func CompareNatural(a, b string) int {
	for a != "" && b != "" {
		x, restA := cutRun(a)
		y, restB := cutRun(b)
		c := strings.Compare(x, y)
		m, errA := strconv.Atoi(x)
		n, errB := strconv.Atoi(y)
		if errA == nil && errB == nil {
			c = cmp.Compare(m, n)
		}
		if c != 0 {
			return c
		}
		a, b = restA, restB
	}
	return cmp.Compare(len(a), len(b))
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// cutRun cuts the leading run of digits, or of other characters, off s.
func cutRun(s string) (run, rest string) {
	i := 1
	for i < len(s) && isDigit(s[i]) == isDigit(s[0]) {
		i++
	}
	return s[:i], s[i:]
}

// CompareCells compares two rows by their cells from left to right; empty cells come last.
func CompareCells(a, b []string) int {
	for i := range a {
		switch {
		case a[i] == b[i]:
			continue
		case a[i] == "":
			return 1
		case b[i] == "":
			return -1
		}
		if c := CompareNatural(a[i], b[i]); c != 0 {
			return c
		}
	}
	return 0
}

// sortRows sorts rows in the order of format, or in that of all lists.
func sortRows(format Format, rows [][]string) {
	if format.Order == nil {
		slices.SortStableFunc(rows, CompareCells)
		return
	}
	// The stock clients use this unstable sort; using it too puts equal rows in the same order.
	sort.Slice(rows, func(i, j int) bool { return format.Order(rows[i], rows[j]) < 0 })
}

// Unsorted keeps rows in their order.
func Unsorted(_, _ []string) int { return 0 }
