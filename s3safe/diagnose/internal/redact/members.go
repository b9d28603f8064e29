package redact

import (
	"encoding/base64"
	"strings"
	"sync"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// memberIDs are the members by name.
var memberIDs = sync.OnceValue(func() map[string]member.ID {
	m := map[string]member.ID{}
	for op := operation.ID(1); op < operation.Count; op++ {
		for _, id := range sdk.Schema.Members(op).IDs() {
			m[id.String()] = id
		}
	}
	return m
})

// MemberByName returns a member of any operation.
func MemberByName(name string) (member.ID, bool) {
	id, ok := memberIDs()[name]
	return id, ok
}

// LearnMembers notes the secrets among the members of a typed input. The wire
// has them in another form: the SDK encodes a customer's key.
func LearnMembers(mask *Redactor, r *compat.Request) {
	for _, id := range r.Present.IDs() {
		v := r.Value(id)
		if m, ok := v.Strings(); ok {
			for _, s := range m {
				mask.suspectParts(s)
			}
		}
		s, ok := v.Text()
		if !ok {
			continue
		}
		b, _ := sdk.BindingOf(r.Operation, id)
		switch {
		case b.Location == sdk.Header && IsSourceHeader(b.Name):
			_, q, _ := strings.Cut(s, "?")
			mask.LearnQuery(q)
		case IsSecretName(b.Name):
			mask.LearnParts(s)
			// The SDK sends a key in Base64.
			mask.learn(base64.StdEncoding.EncodeToString([]byte(s)))
		case !MayShowMember(r.Operation, id.String()):
			mask.suspectParts(s)
		}
	}
}
