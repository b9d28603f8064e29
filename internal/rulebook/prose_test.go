package rulebook

import (
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
)

// A sentence says which members exclude and need each other, however many they are.
func TestRelationsInWords(t *testing.T) {
	list := func(m ...compat.Member) []compat.Member { return m }
	for want, got := range map[string]string{
		"ACL with Tagging":                       Group{Members: list(member.ACL, member.Tagging)}.String(),
		"ACL or Body with Tagging":               Group{Members: list(member.ACL, member.Body), Against: list(member.Tagging)}.String(),
		"more than one of ACL, Body and Tagging": Group{Members: list(member.ACL, member.Body, member.Tagging)}.String(),
		"ACL with Tagging, for some values":      Group{Members: list(member.ACL), Against: list(member.Tagging), Some: true}.String(),
		"ACL needs Body or Tagging":              Relation{Members: list(member.ACL), Missing: list(member.Body, member.Tagging)}.NeedText(),
		"ACL and Body need Tagging":              Relation{Members: list(member.ACL, member.Body), Missing: list(member.Tagging)}.NeedText(),
		"ACL and Body need Key, for some values": Relation{Members: list(member.ACL, member.Body), Missing: list(member.Key), Some: true}.NeedText(),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
