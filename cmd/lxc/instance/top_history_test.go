package instance

import "testing"

// TestBars draws histories.
func TestBars(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		values []float64
		full   float64
		want   string
	}{
		{nil, 100, ""},
		{[]float64{0, 12.5, 50, 99, 100}, 100, "▁▂▅██"},
		{[]float64{0, 200, 400}, 100, "▁▅█"},
		{[]float64{0, 0}, 0, "▁▁"},
	} {
		if got := bars(c.values, c.full); got != c.want {
			t.Errorf("%v of %v: %q, want %q", c.values, c.full, got, c.want)
		}
	}
}

// TestHistory keeps the last samples of what is running.
func TestHistory(t *testing.T) {
	t.Parallel()
	s := &topScreen{}
	s.columns = s.withHistory(allTopColumns())
	for n := range 20 {
		s.take([]load{{Name: "a", CPU: float64(n * 10), Memory: 1 << 20}, {Name: "b"}})
	}
	if got := bars(s.past["/a"].cpu, 100); got != "▆▆▆▇▇███" || len(s.past) != 2 {
		t.Errorf("%q of %d", got, len(s.past))
	}
	s.take([]load{{Name: "b"}})
	if _, found := s.past["/a"]; found {
		t.Error("the history of an instance that stopped is kept")
	}
	wide, narrow := s.table(200, 20), s.table(60, 20)
	if wide[0] == narrow[0] || len(narrow) != 2 {
		t.Errorf("%q\n%q", wide, narrow)
	}
}
