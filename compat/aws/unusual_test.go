package aws_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/internal/ordinary"
)

// No ordinary text fulfils a predicate that is promised to be about unusual ones.
func TestUnusual(t *testing.T) {
	list := map[string]*compat.Predicate{}
	for _, rule := range aws.Rules() {
		for _, p := range rule.When.Predicates() {
			if p.IsUnusual() {
				list[p.Name] = p
			}
		}
	}
	if len(list) < 5 {
		t.Fatalf("%d predicates are about unusual texts", len(list))
	}
	var tried, found int
	try := func(text string) {
		is := ordinary.Text(text)
		if is {
			tried++
		}
		for name, p := range list {
			if !holds(p, text) {
				continue
			}
			if found++; is {
				t.Fatalf("%s: %q is ordinary", name, text)
			}
		}
	}
	for _, p := range list {
		for _, x := range append(append([]any(nil), p.Yes...), p.No...) {
			try(x.(string))
		}
	}
	for c := range 256 {
		for _, text := range []string{"k", "key/of/an/object"} {
			for i := range len(text) + 1 {
				try(text[:i] + string([]byte{byte(c)}) + text[i:])
			}
		}
	}
	pieces := []string{"a", "b/", "/", "..", ".", "../", " ", "é", "\n", "\x00", "\xff", "~", "\x7f", "中", "key-1.csv", strings.Repeat("k", 300)}
	r := rand.New(rand.NewPCG(7, 11))
	for range 100_000 {
		var b strings.Builder
		for range r.IntN(7) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		try(b.String())
	}
	if tried < 1000 || found < 1000 {
		t.Errorf("%d ordinary texts, and %d that fulfil a predicate: nothing is tested", tried, found)
	}
}
