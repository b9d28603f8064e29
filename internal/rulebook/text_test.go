package rulebook

import (
	"strings"
	"testing"
)

func TestGoString(t *testing.T) {
	for in, want := range map[string]string{
		"a":                            `"a"`,
		`say "x"`:                      "`say \"x\"`",
		"tick ` and \"":                "\"tick ` and \\\"\"",
		strings.Repeat("a", 100):       `"` + strings.Repeat("a", 100) + `"`,
		strings.Repeat("a", 101):       `strings.Repeat("a", 101)`,
		"p/" + strings.Repeat("é", 99): `"p/" + strings.Repeat("é", 99)`,
		strings.Repeat("ab", 99) + "x": `strings.Repeat("ab", 99) + "x"`,
	} {
		if got := goString(in); got != want {
			t.Errorf("%.40q: got %.200s, want %s", in, got, want)
		}
	}
	if got := Thousands(1234567); got != "1,234,567" {
		t.Error(got)
	}
}
