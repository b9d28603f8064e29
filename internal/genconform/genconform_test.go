package main

import (
	"slices"
	"testing"

	"github.com/s3safe/s3safe-go/internal/generated/generatedtest"
	"github.com/s3safe/s3safe-go/internal/measured"
)

func TestUpToDate(t *testing.T) { generatedtest.UpToDate(t, generate) }

// Only what a store was seen to refuse, and none to accept, holds everywhere.
func TestHoldEverywhere(t *testing.T) {
	const rule = "checksum-several-values"
	refused := measured.Rule{Refused: []string{"PutObject", "UploadPart"}}
	for name, c := range map[string]struct {
		seen  []measured.Rule
		facts facts
		holds bool
		only  []string
	}{
		// The rule applies to WriteGetObjectResponse too, where nothing was seen.
		"refused":               {seen: []measured.Rule{refused}, holds: true, only: refused.Refused},
		"refused, then nothing": {seen: []measured.Rule{refused, {}}, holds: true, only: refused.Refused},
		"refused for all":       {seen: []measured.Rule{refused, {Unsent: []string{"WriteGetObjectResponse"}}}, holds: true},
		"otherwise for another": {seen: []measured.Rule{{Refused: []string{"UploadPart"}, Otherwise: []string{"PutObject"}}}, holds: true, only: refused.Refused},
		"refused otherwise":     {seen: []measured.Rule{{Otherwise: []string{"PutObject"}}}},
		"not sent":              {seen: []measured.Rule{{Unsent: []string{"PutObject"}}}, holds: true, only: []string{"PutObject"}},
		"accepted":              {seen: []measured.Rule{{Accepted: []string{"PutObject"}}}},
		"accepted by one":       {seen: []measured.Rule{refused, {Accepted: []string{"PutObject", "UploadPart"}}}},
		"accepted for one":      {seen: []measured.Rule{refused, {Accepted: []string{"PutObject"}}}},
		"accepted for one only": {seen: []measured.Rule{refused, {Accepted: []string{"PutObject"}}, refused}, holds: true, only: []string{"UploadPart"}},
		"contradicted":          {seen: []measured.Rule{refused}, facts: facts{contradicted: map[string]bool{rule: true}}},
	} {
		var stores []measurement
		for i, x := range c.seen {
			stores = append(stores, measurement{Store: string(rune('a' + i)), Rules: map[string]measured.Rule{rule: x}})
		}
		only, holds := holdEverywhere(stores, &c.facts)[rule]
		if holds != c.holds || !slices.Equal(only, c.only) {
			t.Errorf("%s: %v for %v", name, holds, only)
		}
	}
	// A rule that rests on Amazon, one that is in doubt and one that is gone.
	for _, id := range []string{"upload-id-malformed", "mfa-malformed", "gone-long-ago"} {
		if _, holds := holdEverywhere([]measurement{{Rules: map[string]measured.Rule{id: refused}}}, &facts{})[id]; holds {
			t.Errorf("%s holds", id)
		}
	}
}
