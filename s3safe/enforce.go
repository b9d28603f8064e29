package s3safe

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/provider"
)

// enforceable reports whether a rule can stop a request anywhere. Asked says that the
// rule has the mode Enforce of its own.
func (g *guard) enforceable(r *compat.Rule, asked bool) bool {
	switch {
	case r.Doubt != "" && !g.chosen[r.ID]:
		return false
	case r.Effect == compat.Ignored && !g.strict:
		return false
	case asked, r.Since == "" && g.evidence == compat.Inferred:
		return true
	}
	return !g.isNew(r) && g.rests(r)
}

// rests reports whether the rule has the evidence that is asked for. The application's
// own rules, and other stores', have their own.
func (g *guard) rests(r *compat.Rule) bool {
	if g.evidence == compat.Inferred || g.own[r.ID] || r.ID == SDKEndpoint || r.ID == SDKRequired || provider.Owns(r.ID) {
		return true
	}
	kinds := r.Evidence()
	return len(kinds) > 0 && kinds[0] <= g.evidence
}

// isNew reports whether the rule is only reported by the release whose rules count:
// that brought it, or came before it.
func (g *guard) isNew(r *compat.Rule) bool {
	since, err := parseRelease(r.Since)
	if err != nil || g.own[r.ID] {
		return false
	}
	first, _ := parseRelease(aws.FirstRelease)
	as := g.asOf
	if as == (release{}) {
		as, _ = parseRelease(aws.Release)
	}
	return first.before(since) && !since.before(as)
}

// pin sets the release whose rules are enforced.
func (g *guard) pin(asOf string) error {
	if asOf == "" {
		return nil
	}
	as, err := parseRelease(asOf)
	if err != nil {
		return fmt.Errorf("s3safe: WithRulesAsOf: %w", err)
	}
	first, _ := parseRelease(aws.FirstRelease)
	this, _ := parseRelease(aws.Release)
	if as.before(first) || this.before(as) {
		return fmt.Errorf("s3safe: WithRulesAsOf: there is no release %q: the first is %s, and this one %s", asOf, aws.FirstRelease, aws.Release)
	}
	g.asOf = as
	return nil
}

// choose adds the doubtful rules that are enforced nevertheless.
func (g *guard) choose(ids []string) error {
	var errs []error
	for _, id := range ids {
		if g.rule(id) == nil {
			errs = append(errs, fmt.Errorf("s3safe: WithStrict: there is no rule %q", id))
			continue
		}
		if g.chosen == nil {
			g.chosen = map[string]bool{}
		}
		g.chosen[id] = true
	}
	return errors.Join(errs...)
}

// settable returns why a rule can't have the mode; nil if it can.
func (g *guard) settable(id string, m Mode) error {
	if id == SDKEndpoint {
		return nil
	}
	r := g.rule(id)
	switch {
	case r == nil:
		return fmt.Errorf("s3safe: mode %s is set for the unknown rule %q", m, id)
	case m != Enforce:
	case r.Doubt != "" && !g.chosen[id]:
		return fmt.Errorf("s3safe: rule %q isn't enforced: S3 doesn't certainly reject what it is true of. WithStrict(%q) enforces it", id, id)
	case r.Effect == compat.Ignored && !g.strict:
		return fmt.Errorf("s3safe: rule %q isn't enforced: S3 accepts what it is true of, and drops a part. WithStrict() enforces it", id)
	}
	return nil
}

// rule returns the catalogue's rule, or a store's own one, nil if there is none.
func (g *guard) rule(id string) *compat.Rule {
	if r := g.catalog.Rule(id); r != nil {
		return r
	}
	for _, p := range provider.All() {
		if !strings.HasPrefix(id, p.ID+"-") {
			continue
		}
		for _, r := range p.Rules() {
			if r.ID == id {
				return r
			}
		}
	}
	return nil
}

// release is a minor release of this module.
type release struct{ major, minor int }

func (r release) before(other release) bool {
	return r.major < other.major || r.major == other.major && r.minor < other.minor
}

// parseRelease reads "v0.3", or a version of that release: "v0.3.2". A pre-release
// isn't one: which rules it has isn't said by its name.
func parseRelease(s string) (release, error) {
	rest, isVersion := strings.CutPrefix(s, "v")
	parts := strings.Split(rest, ".")
	var numbers [3]int // the last one is the patch, which changes nothing
	if !isVersion || len(parts) < 2 || len(parts) > len(numbers) {
		return release{}, notARelease(s)
	}
	for i, part := range parts {
		n, err := strconv.ParseUint(part, 10, 31)
		if err != nil || len(part) > 1 && part[0] == '0' {
			return release{}, notARelease(s)
		}
		numbers[i] = int(n)
	}
	return release{numbers[0], numbers[1]}, nil
}

func notARelease(s string) error { return fmt.Errorf("%q isn't a release such as v0.3", s) }
