package minimise

import (
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/internal/printable"
)

// Minimal is the result of [Minimise].
type Minimal struct {
	// Operation is the name of the API operation; Status, Code and Message are
	// the answer to the whole request.
	Operation string `json:"operation"`
	Status    int    `json:"status,omitempty"`
	Code      string `json:"code"`
	Message   string `json:"message,omitempty"`

	// Members are the optional members that make the request fail: with these
	// alone it does, and without any one of them it doesn't. If there are none
	// the request fails with its required members alone, so that the cause is
	// there, in the client, or in the state of the bucket.
	Members []string `json:"members"`
	// Cleared are the optional members that have no part in it.
	Cleared []string `json:"cleared,omitempty"`
	// Cures say for each of Members what becomes of the whole request without it.
	Cures []Cure `json:"cures,omitempty"`

	// Proved is unset if the search ended early: Members fail, but there may be
	// a smaller set.
	Proved bool `json:"proved"`
	// Requests is the number of requests sent.
	Requests int `json:"requests"`

	// Rules are the ids of the catalogue's rules that say why, Possible those
	// which would if more were known of the bucket, the endpoint or the upload.
	Rules    []string `json:"rules,omitempty"`
	Possible []string `json:"possible,omitempty"`
	// Skeleton is Go source for a new rule, if no rule is known.
	Skeleton string `json:"skeleton,omitempty"`

	// Findings are what the catalogue says of the smallest request, and Input is
	// that request, with the scratch key if there was one.
	Findings []compat.Finding `json:"-"`
	Input    any              `json:"-"`
}

// Cure says what becomes of the whole request without one member.
type Cure struct {
	Member string `json:"member"`
	// Cured is set if it succeeds; else Code and Message are the answer, which
	// may be another one than before.
	Cured   bool   `json:"cured"`
	Code    string `json:"code,omitempty"`
	Message string `json:"message,omitempty"`
}

// findings are the catalogue's for an input.
func (m *minimiser) findings(input any) []compat.Finding {
	var r compat.Request
	if !sdk.Describe(input, &r) {
		return nil
	}
	return m.options.Catalog.Check(&r, nil)
}

// result makes the result of what was found.
func (m *minimiser) result(cures []Cure, proved bool) *Minimal {
	all := uint64(1)<<len(m.units) - 1
	r := &Minimal{
		Operation: m.template.Op.String(),
		Status:    m.want.Status, Code: m.want.Code, Message: m.want.Message,
		Members: m.names(m.least), Cleared: m.names(all &^ m.least),
		Cures: cures, Proved: proved, Requests: m.requests,
	}
	in, err := m.template.CopyWithout(m.missing(m.least), m.options.ScratchKey)
	if err != nil {
		return r
	}
	r.Input = in
	m.explain(r, in)
	return r
}

// explain looks the smallest request up in the catalogue.
func (m *minimiser) explain(r *Minimal, in any) {
	var req compat.Request
	if !sdk.Describe(in, &req) {
		return
	}
	for _, f := range m.options.Catalog.Check(&req, nil) {
		if f.Answer().Code == r.Code {
			r.Findings = append(r.Findings, f)
			r.Rules = append(r.Rules, f.Rule.ID)
		}
	}
	if len(r.Rules) > 0 || len(r.Members) == 0 {
		return
	}
	for _, u := range m.options.Catalog.Undecided(&req) {
		members := u.Rule.When.Members()
		if u.Rule.Answer.To(req.Operation).Code == r.Code && slices.ContainsFunc(r.Members, func(name string) bool {
			return slices.ContainsFunc(members.IDs(), func(id compat.Member) bool { return id.String() == name })
		}) {
			r.Possible = append(r.Possible, u.Rule.ID)
		}
	}
	r.Skeleton = skeleton(r, &req)
}

// String tells the result in a few lines.
func (r *Minimal) String() string {
	var b strings.Builder
	printable.Fprintf(&b, "%s fails with %d %s", r.Operation, r.Status, r.Code)
	if r.Message != "" {
		printable.Fprintf(&b, ": %s", r.Message)
	}
	switch {
	case len(r.Members) == 0:
		b.WriteString("\n  cause:    none of its optional members: it fails without them")
	case r.Proved:
		printable.Fprintf(&b, "\n  cause:    %s", strings.Join(r.Members, " + "))
	default:
		printable.Fprintf(&b, "\n  cause:    among %s (the search ended early)", strings.Join(r.Members, ", "))
	}
	for _, c := range r.Cures {
		switch {
		case c.Cured:
			printable.Fprintf(&b, "\n  cure:     without %s it succeeds", c.Member)
		case c.Code == r.Code && c.Message == r.Message:
			printable.Fprintf(&b, "\n  no cure:  without %s it still fails: something else is wrong, too", c.Member)
		default:
			printable.Fprintf(&b, "\n  no cure:  without %s it fails with %s", c.Member, orDash(c.Code))
		}
	}
	if len(r.Cleared) > 0 {
		printable.Fprintf(&b, "\n  cleared:  %s", strings.Join(r.Cleared, ", "))
	}
	for _, f := range r.Findings {
		printable.Fprintf(&b, "\n  rule:     %s\n  why:      %s\n  fix:      %s", f, f.Rule.Why, f.Rule.Fix)
	}
	if len(r.Possible) > 0 {
		printable.Fprintf(&b, "\n  possible: %s, if the bucket, the endpoint or the upload is so", strings.Join(r.Possible, ", "))
	}
	if len(r.Rules) == 0 && len(r.Members) > 0 {
		b.WriteString("\n  rule:     not yet in the catalogue")
	}
	printable.Fprintf(&b, "\n  requests: %d", r.Requests)
	return b.String()
}

func orDash(s string) string {
	if s == "" {
		return "no answer"
	}
	return s
}
