package aws_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
)

// sifted lists the predicates of the catalogue that have a sieve, by their names.
func sifted() map[string]*compat.Predicate {
	found := map[string]*compat.Predicate{}
	for _, rule := range aws.Rules() {
		for _, p := range rule.When.Predicates() {
			if p.Sieve() != nil {
				found[p.Name] = p
			}
		}
	}
	return found
}

// passes reports whether a value passes a sieve.
func passes(t *testing.T, s *compat.Sieve, sample any) bool {
	t.Helper()
	switch x := sample.(type) {
	case string:
		return s.Text(x)
	case map[string]string:
		return s.Strings(x)
	case int:
		return s.Int(int64(x))
	case int64:
		return s.Int(x)
	}
	t.Fatalf("%T has no sieve", sample)
	return false
}

// holds reports whether a value fulfils a predicate.
func holds(p *compat.Predicate, sample any) bool {
	v := compat.UnknownValue()
	switch x := sample.(type) {
	case string:
		v = compat.StringValue(x)
	case map[string]string:
		v = compat.StringsValue(x)
	case int:
		v = compat.IntValue(int64(x))
	case int64:
		v = compat.IntValue(x)
	}
	_, is := p.Judge(v, time.Time{})
	return is == compat.True
}

// A value that doesn't pass a sieve fulfils none of the predicates that have it, and
// of the others some don't pass: else it would be of no use.
func TestSieves(t *testing.T) {
	list := sifted()
	if len(list) < 10 {
		t.Fatalf("%d predicates have a sieve", len(list))
	}
	stops := map[*compat.Sieve]bool{}
	for name, p := range list {
		for _, x := range p.Yes {
			if !passes(t, p.Sieve(), x) {
				t.Errorf("%s: %q doesn't pass", name, x)
			}
		}
		for _, x := range p.No {
			stops[p.Sieve()] = stops[p.Sieve()] || !passes(t, p.Sieve(), x)
		}
	}
	for s, stopped := range stops {
		if !stopped {
			t.Errorf("everything passes %v", s)
		}
	}
	r := rand.New(rand.NewPCG(3, 5))
	stopped := 0
	const rounds = 20_000
	for range rounds {
		text := anyText(r, 24)
		entries := map[string]string{}
		for range r.IntN(4) {
			entries[anyText(r, 5)] = anyText(r, 5)
		}
		for name, p := range list {
			var sample any = text
			switch {
			case p.Sieve().Strings != nil:
				sample = entries
			case p.Sieve().Int != nil:
				sample = r.IntN(20_000) - 5_000
			}
			switch pass := passes(t, p.Sieve(), sample); {
			case !pass && holds(p, sample):
				t.Fatalf("%s: %q doesn't pass", name, sample)
			case !pass:
				stopped++
			}
		}
	}
	if stopped < rounds {
		t.Errorf("%d values were stopped: nothing is tested", stopped)
	}
}

// anyText returns a text of pieces that mean something to some sieve.
func anyText(r *rand.Rand, most int) string {
	pieces := []string{"a", "b", "a", "b", "=", "&", "A", "+", " ", "%61", "%", "aws:", ";", "é", "\n", "?", "=?", ".", "-", "_", "/", "@", ":", "\xff", ",", "1", "~", "\x00",
		strings.Repeat("k", 127), strings.Repeat("v", 255)}
	n := len(pieces)
	if r.IntN(2) == 0 {
		n = 6 // what is usual
	}
	var b strings.Builder
	for range r.IntN(most) {
		b.WriteString(pieces[r.IntN(n)])
	}
	return b.String()
}

// FuzzSieves looks for a value that fulfils a predicate and doesn't pass its sieve.
func FuzzSieves(f *testing.F) {
	list := sifted()
	for _, p := range list {
		for _, x := range append(append([]any(nil), p.Yes...), p.No...) {
			switch x := x.(type) {
			case string:
				f.Add(x, "key", "value")
			case map[string]string:
				for k, v := range x {
					f.Add("a=b", k, v)
				}
			}
		}
	}
	f.Fuzz(func(t *testing.T, text, key, value string) {
		for name, p := range list {
			var sample any = text
			switch {
			case p.Sieve().Strings != nil:
				sample = map[string]string{key: value, text: value}
			case p.Sieve().Int != nil:
				sample = len(text)
			}
			if !passes(t, p.Sieve(), sample) && holds(p, sample) {
				t.Errorf("%s: %q doesn't pass", name, sample)
			}
		}
	})
}
