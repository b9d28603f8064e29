package compat

import (
	"strings"
	"sync/atomic"

	"github.com/s3safe/s3safe-go/compat/member"
)

// told remembers the problem of a rule that names nothing but members: a program that
// breaks a rule mostly breaks it again in the same way, and the text is the same.
type told struct{ first atomic.Pointer[problem] }

// problem is a problem text with the members that made the rule true.
type problem struct {
	present, missing member.Set
	text             string
}

// problem fills the problem of a finding without a path, or returns what it was the
// first time.
func (t *told) problem(f *Finding, r *Request, present, missing *member.Set) string {
	if p := t.first.Load(); p != nil {
		if p.text != "" && sameSet(&p.present, present) && sameSet(&p.missing, missing) {
			return p.text
		}
		return f.fill(r, f.Rule.Problem)
	}
	text := f.fill(r, f.Rule.Problem)
	first := &problem{present: *present, missing: *missing}
	if namesOnlyMembers(f.Rule.Problem) {
		first.text = text
	}
	t.first.CompareAndSwap(nil, first)
	return text
}

// namesOnlyMembers reports whether all slots of a problem text speak of which members
// are set and which aren't, so that the values make no difference.
func namesOnlyMembers(text string) bool {
	for {
		_, after, found := strings.Cut(text, "{")
		if !found {
			return true
		}
		slot, rest, _ := strings.Cut(after, "}")
		slot, _, _ = strings.Cut(slot, "|")
		switch slot {
		case "set", "missing", "at":
		default:
			return false
		}
		text = rest
	}
}
