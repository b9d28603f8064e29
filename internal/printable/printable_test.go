package printable

import (
	"encoding/json"
	"strconv"
	"testing"
	"unicode"
)

func TestLine(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"plain text, groß 東京", "plain text, groß 東京"},
		{"a\nb\r\tc", `a\nb\r\tc`},
		{"\x1b[31mred\x1b[0m\x07", `\x1b[31mred\x1b[0m\a`},
		{"\u009b31m \u202e \u2066 \u200e \u2028", `\u009b31m \u202e \u2066 \u200e \u2028`},
		{"\xff\x9b", `\xff\x9b`},
		{"tag \U000e0041", `tag \U000e0041`},
	} {
		got := Line(c.in)
		if got != c.want {
			t.Errorf("Line(%q) = %q, want %q", c.in, got, c.want)
		}
		if again := Line(got); again != got {
			t.Errorf("Line isn't stable: %q becomes %q", got, again)
		}
	}
}

func FuzzLine(f *testing.F) {
	f.Add("a\u202eb\x00\xc3")
	f.Fuzz(func(t *testing.T, s string) {
		for _, r := range Line(s) {
			if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || !strconv.IsPrint(r) {
				t.Fatalf("%U is left of %q", r, s)
			}
		}
		raw, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var was, is string
		if err := json.Unmarshal(raw, &was); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(JSON(raw), &is); err != nil || is != was {
			t.Fatalf("%q becomes %q (%v)", was, is, err)
		}
	})
}
