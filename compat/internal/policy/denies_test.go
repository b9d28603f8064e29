package policy_test

import (
	"testing"

	"github.com/s3safe/s3safe-go/compat/internal/policy"
)

func TestDenies(t *testing.T) {
	for text, want := range map[string]bool{
		`{"Statement":{"Effect":"Deny"}}`:                      true,
		`{"Statement":[{"Effect":"Allow"},{"Effect":"Deny"}]}`: true,
		`{"Statement":[{"Effect":"\u0044eny"}]}`:               true,
		`{"Statement":[{"Effect":"Allow","Sid":"Deny"}]}`:      false,
		`{"Statement":[{"Effect":["Deny","Allow"]}]}`:          false,
		`{"Id":"Deny","Statement":[]}`:                         false,
		`{"Statement":[{"Effect":"Deny"}`:                      false,
		``:                                                     false,
	} {
		if got := policy.Read(text).Denies(); got != want {
			t.Errorf("%s: %t", text, got)
		}
	}
}
