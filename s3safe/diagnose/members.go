package diagnose

import (
	"encoding/base64"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

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

func memberByName(name string) (member.ID, bool) {
	id, ok := memberIDs()[name]
	return id, ok
}

// learnMembers notes the secrets among the members of a typed input. The wire
// has them in another form: the SDK encodes a customer's key.
func learnMembers(mask *redactor, r *compat.Request) {
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
		case b.Location == sdk.Header && isSourceHeader(b.Name):
			_, q, _ := strings.Cut(s, "?")
			mask.learnQuery(q)
		case isSecretName(b.Name):
			mask.learnParts(s)
			// The SDK sends a key in Base64.
			mask.learn(base64.StdEncoding.EncodeToString([]byte(s)))
		case !mayShowMember(r.Operation, id.String()):
			mask.suspectParts(s)
		}
	}
}

// membersOf lists the members of a typed input.
func membersOf(mask *redactor, r *compat.Request) []Member {
	ids := r.Present.IDs()
	list := make([]Member, 0, len(ids))
	for _, id := range ids {
		list = append(list, memberOf(mask, r.Operation, id, r.Value(id)))
	}
	sortMembers(list)
	return list
}

func sortMembers(list []Member) {
	slices.SortFunc(list, func(a, b Member) int { return strings.Compare(a.Name, b.Name) })
}

// memberOf masks one member.
func memberOf(mask *redactor, op operation.ID, id member.ID, v compat.Value) Member {
	m := Member{Name: id.String()}
	if n, ok := v.Int(); ok {
		m.Value = strconv.FormatInt(n, 10)
		return m
	}
	if b, ok := v.Bool(); ok {
		m.Value = strconv.FormatBool(b)
		return m
	}
	if t, ok := v.Time(); ok {
		m.Value = t.UTC().Format(time.RFC3339)
		return m
	}
	if s, ok := v.Text(); ok {
		return textMember(mask, op, id, s)
	}
	if s, ok := v.Strings(); ok {
		m.Length = len(s)
	}
	m.Masked = true
	return m
}

// textMember masks a member that is a text.
func textMember(mask *redactor, op operation.ID, id member.ID, s string) Member {
	m := Member{Name: id.String()}
	if !mayShowMember(op, m.Name) {
		m.Masked, m.Length = true, len(s)
		return m
	}
	m.Value = mask.value(s)
	if b, ok := sdk.BindingOf(op, id); ok && isSourceHeader(b.Name) {
		m.Value = mask.source(s)
	}
	return m
}

// operationByName returns an operation by its name in the API.
func operationByName(name string) (operation.ID, bool) { return operation.Parse(name) }

// isSecretMember reports whether a member holds a secret.
func isSecretMember(op operation.ID, id member.ID) bool {
	b, ok := sdk.BindingOf(op, id)
	return ok && isSecretName(b.Name)
}

// member masks a member of a capture that somebody else may have written.
func (r *redactor) member(op operation.ID, m Member) Member {
	m.Name = r.value(m.Name)
	if m.Value == "" {
		return m
	}
	id, ok := memberByName(m.Name)
	if !ok {
		return Member{Name: m.Name, Masked: true, Length: len(m.Value)}
	}
	switch sdk.Kind(op, id) {
	case compat.KindInt, compat.KindBool, compat.KindTime:
		// Their form says that they are what they should be.
		if plainValue.MatchString(m.Value) {
			return m
		}
	case compat.KindString:
		if mayShowMember(op, m.Name) {
			if b, _ := sdk.BindingOf(op, id); isSourceHeader(b.Name) {
				m.Value = r.source(m.Value)
			} else {
				m.Value = r.value(m.Value)
			}
			return m
		}
	}
	return Member{Name: m.Name, Masked: true, Length: len(m.Value)}
}

// plainValue is the form of numbers, truth values and times.
var plainValue = regexp.MustCompile(`^(-?[0-9]{1,20}|true|false|[0-9]{4,5}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,20}Z)$`)
