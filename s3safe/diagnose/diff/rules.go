package diff

import (
	"slices"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/audit"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/judge"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"

	"github.com/s3safe/s3safe-go/compat"
	catalogue "github.com/s3safe/s3safe-go/compat/aws"
)

// link names for each difference the rules that speak of it.
func (d *differ) link() {
	op := d.sideA.op
	rules := catalogue.Catalog().RulesFor(op)
	if len(rules) == 0 || len(d.out.List) == 0 {
		return
	}
	a, okA := judge.Request(d.a, nil, op)
	b, okB := judge.Request(d.b, nil, op)
	if !okA {
		return
	}
	if !okB || d.sideB.op != op {
		b = nil
	}
	for i := range d.out.List {
		x := &d.out.List[i]
		x.Rules = rulesOf(rules, x, a, b)
	}
}

// rulesOf lists the rules that speak of a difference and can be true of the
// first request, the most telling first.
func rulesOf(rules []*compat.Rule, x *Difference, a, b *compat.Request) []string {
	type told struct {
		id   string
		rank int
	}
	var list []told
	for _, r := range rules {
		if !speaks(r, x, a) {
			continue
		}
		inA, inB := r.When.Eval(a), compat.Unknown
		if b != nil {
			inB = r.When.Eval(b)
		}
		switch {
		case inA == compat.False:
		case inA == compat.True && inB != compat.True:
			list = append(list, told{r.ID, 0})
		case inA == compat.Unknown && inB == compat.False:
			list = append(list, told{r.ID, 1})
		default:
			list = append(list, told{r.ID, 2})
		}
	}
	slices.SortStableFunc(list, func(x, y told) int { return x.rank - y.rank })
	var ids []string
	for _, t := range list[:min(len(list), audit.MaxRules)] {
		ids = append(ids, t.id)
	}
	return ids
}

// speaks reports whether a rule's condition is about what differs.
func speaks(r *compat.Rule, x *Difference, a *compat.Request) bool {
	if x.Group == GroupMember {
		id, ok := redact.MemberByName(x.Name)
		s := r.When.Members()
		return ok && s.Has(id)
	}
	f, ok := featureOf(x)
	if !ok || !r.RestsOnAmazon() {
		return false
	}
	// A condition doesn't list its features, but says for want of which it
	// can't be decided.
	blank := *a
	blank.Endpoint, blank.Signature = nil, nil
	var w compat.Wants
	r.When.EvalWants(&blank, &w)
	return slices.Contains(w.Features(f.Scope()), f)
}

// featureOf returns the engine's name of what differs.
func featureOf(x *Difference) (compat.Feature, bool) {
	f, ok := map[Group]map[string]compat.Feature{
		GroupEndpoint: {
			"scheme": compat.Scheme, "style": compat.Addressing, "provider": compat.Provider,
			"accelerate": compat.Accelerate, "dual-stack": compat.DualStack, "FIPS": compat.FIPS,
		},
		GroupSignature: {"scheme": compat.SignatureScheme, "presigned": compat.Presigned},
		GroupPayload:   {"mode": compat.Payload},
	}[x.Group][x.Name]
	return f, ok
}
