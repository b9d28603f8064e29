package main

import (
	"slices"
	"strings"
	"testing"
)

func TestSentencesOfText(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"One line.\nTwo lines. And\nmore of it.", []string{"One line.", "Two lines.", "And more of it."}},
		{"See [the page]in the guide. Use\n[A] or `B` .\n\n[the page]: https://example.com/a\n[A]: https://example.com/b", []string{"See the page in the guide.", "Use A or B."}},
		{"In US East (N. Virginia) only, e.g. There. Etc.", []string{"In US East (N. Virginia) only, e.g. There.", "Etc."}},
		{"You can't:\n\n  - Do this. Ever.\n\n  - Do\n  that\n\nAfter.", []string{"You can't:", "You can't: → Do this.", "Ever.", "You can't: → Do that", "After."}},
		{"It must have the\n\n\tkms:Decrypt permission for\n\tthe key.\n\nNext.", []string{"It must have the kms:Decrypt permission for the key.", "Next."}},
		{" Heading You must.\n\n   1. first\n   2. second", []string{"Heading You must.", "first", "second"}},
	} {
		var got []string
		for _, s := range sentences(c.text) {
			got = append(got, s.String())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q:\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

// TestFingerprint: a change of markup isn't one of the sentence.
func TestFingerprint(t *testing.T) {
	same := fingerprint(plain("The [ETag]must match ."))
	if other := fingerprint(plain("the  `ETag` must match")); other != same {
		t.Error("markup changes the fingerprint")
	}
	if other := fingerprint("The ETag must not match."); other == same {
		t.Error("words don't change the fingerprint")
	}
}

// TestFingerprintsAreUnique: so far apart that no two sentences share one.
func TestFingerprintsAreUnique(t *testing.T) {
	all, err := readStatements()
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, s := range all {
		if other, ok := texts[s.fingerprint]; ok {
			t.Errorf("%s: %q and %q", s.fingerprint, other, s.text)
		}
		texts[s.fingerprint] = s.text
	}
}

// TestCriteria: the forms in which constraints are stated are all selected, and
// mere pointers aren't.
func TestCriteria(t *testing.T) {
	for _, s := range []string{
		"The value must be URL-encoded.", "You cannot specify both.", "This can't be used with Days.", "Mutually exclusive.",
		"Required if Status is set.", "It is not supported for directory buckets.", "Valid Values: A | B", "Maximum is 1,000.",
		"The minimum value is 1.", "between 1 and 10,000", "You can add up to 100 rules.", "The operator must have at least two predicates.",
		"at most 10", "Exactly one of A or B.", "The request fails.", "Amazon S3 rejects it.", "It returns a 400 error.",
		"returns HTTP 501 (Not Implemented)", "InvalidRequest", "If you specify A, you must specify B.", "Do not use with B.",
		"This header is ignored.", "The date is in the format ISO 8601.", "Must start with a letter.", "A and B must be together.",
		"Pattern: [a-z]+", "A unique string with a max of 64 ASCII characters.", "Only if versioning is on.", "No longer available.",
	} {
		if selectedBy(plain(s)) == nil {
			t.Errorf("not selected: %s", s)
		}
	}
	for _, s := range []string{
		"For more information about errors, see Error Responses.", "The name of the bucket.", "For a list of limits, see Quotas.",
	} {
		if by := selectedBy(s); by != nil {
			t.Errorf("selected by %s: %s", strings.Join(by, ", "), s)
		}
	}
}

func TestCompact(t *testing.T) {
	places := []string{"PutObject", "PutObject.ACL", "CopyObject.ACL", "types.Tag.Key", "error.NoSuchKey"}
	text := compact(places)
	if want := "PutObject error.NoSuchKey types.Tag.Key {CopyObject,PutObject}.ACL"; text != want {
		t.Errorf("got %q, want %q", text, want)
	}
	got := expand(text)
	slices.Sort(got)
	slices.Sort(places)
	if !slices.Equal(got, places) {
		t.Errorf("got %q, want %q", got, places)
	}
}
