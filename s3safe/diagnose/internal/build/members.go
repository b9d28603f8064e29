package build

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// membersOf lists the members of a typed input.
func membersOf(mask *redact.Redactor, r *compat.Request) []capture.Member {
	ids := r.Present.IDs()
	list := make([]capture.Member, 0, len(ids))
	for _, id := range ids {
		list = append(list, memberOf(mask, r.Operation, id, r.Value(id)))
	}
	sortMembers(list)
	return list
}

func sortMembers(list []capture.Member) {
	slices.SortFunc(list, func(a, b capture.Member) int { return strings.Compare(a.Name, b.Name) })
}

// memberOf masks one member.
func memberOf(mask *redact.Redactor, op operation.ID, id member.ID, v compat.Value) capture.Member {
	m := capture.Member{Name: id.String()}
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
func textMember(mask *redact.Redactor, op operation.ID, id member.ID, s string) capture.Member {
	m := capture.Member{Name: id.String()}
	if !redact.MayShowMember(op, m.Name) {
		m.Masked, m.Length = true, len(s)
		return m
	}
	m.Value = mask.Value(s)
	if b, ok := sdk.BindingOf(op, id); ok && redact.IsSourceHeader(b.Name) {
		m.Value = mask.Source(s)
	}
	return m
}

// OperationByName returns an operation by its name in the API.
func OperationByName(name string) (operation.ID, bool) { return operation.Parse(name) }

// isSecretMember reports whether a member holds a secret.
func isSecretMember(op operation.ID, id member.ID) bool {
	b, ok := sdk.BindingOf(op, id)
	return ok && redact.IsSecretName(b.Name)
}
