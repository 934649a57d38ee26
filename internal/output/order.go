package output

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// CompareNatural orders names the way people count, c2 before c10: runs of digits are compared as numbers, what stands
// between them byte by byte.
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

// cutRun cuts off the digits at the front, or what stands before the next digits.
func cutRun(s string) (run, rest string) {
	i := 1
	for i < len(s) && isDigit(s[i]) == isDigit(s[0]) {
		i++
	}
	return s[:i], s[i:]
}

// CompareCells orders the rows of a list: by the cells from left to right, empty ones last.
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

// sortRows puts rows into the order of a list, the one that format has or that of all lists.
func sortRows(format Format, rows [][]string) {
	if format.Order == nil {
		slices.SortStableFunc(rows, CompareCells)
		return
	}
	// The stock clients sort this way, so that equal rows come out in the same order.
	sort.Slice(rows, func(i, j int) bool { return format.Order(rows[i], rows[j]) < 0 })
}

// Unsorted is the order of rows that stay as they are.
func Unsorted(_, _ []string) int { return 0 }
