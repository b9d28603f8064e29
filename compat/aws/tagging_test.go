package aws

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzTaggingHeader compares the reader of the tagging header, which doesn't
// allocate, with the standard library's parser of URL queries.
func FuzzTaggingHeader(f *testing.F) {
	for _, s := range []string{"a=1&b=2", "a=1&%61=2", "a%zz=b", "=", "a+b=%C3%B1", "&&", "a=b=c", "aws%3Aa=b", strings.Repeat("a=1&", 12)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		_, malformed := taggingHeaderMalformed().Judge(textValue(s), noTime)
		var pairs int
		for rest := s; rest != ""; {
			var key, value string
			key, value, _, rest = nextTag(rest)
			pairs++
			for _, part := range []string{key, value} {
				e := readEncoded(part)
				decoded, err := url.QueryUnescape(part)
				if err != nil {
					if !e.malformed || malformed.String() != "true" {
						t.Fatalf("%q isn't found malformed: %v", part, err)
					}
					continue
				}
				if utf8.ValidString(decoded) && e.length != utf8.RuneCountInString(decoded) {
					t.Fatalf("%q has %d characters, not %d", part, utf8.RuneCountInString(decoded), e.length)
				}
				if !sameDecoded(part, url.QueryEscape(decoded)) {
					t.Fatalf("%q isn't the same as its own encoding", part)
				}
			}
		}
		if want := strings.Count(s, "&") + 1; s != "" && pairs != want && !strings.HasSuffix(s, "&") {
			t.Fatalf("%q: %d pairs, want %d", s, pairs, want)
		}
	})
}

// A tagging header of absurd size is judged in no time.
func TestTaggingHeaderOfAbsurdSize(t *testing.T) {
	s := strings.Repeat("a=1&", 1<<20)
	taggingHeaderMalformed().Judge(textValue(s), noTime)
	if _, got := taggingHeaderTooMany().Judge(textValue(s), noTime); got.String() != "true" {
		t.Error("a million tags aren't too many")
	}
}
