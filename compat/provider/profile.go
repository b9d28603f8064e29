package provider

import (
	"slices"
	"strings"
	"sync"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Profile is what is known of one store. It doesn't change.
type Profile struct {
	// ID identifies the profile for ever: "minio".
	ID string
	// Name is the store's name, as its makers write it.
	Name string
	// Checked is the day, as 2026-11-29, on which what is known was last compared with
	// its sources.
	Checked string

	// hosts are the ends of the names of the store's hosts, as [under] reads them, and
	// hostsFrom are the pages that name them.
	hosts, hostsFrom []string
	server           server
	// measured is the version that keeps and breaks are of, and causes that rest on
	// nothing else; releases are names of versions.
	measured string
	releases []release
	// version is the one that is spoken of, if told is set: by the application, or by
	// answers of the store if learned is set too. Else it is any.
	version       string
	told, learned bool
	// keeps and breaks are the rules of Amazon S3 that the store was seen to keep,
	// and not to.
	keeps, breaks []entry
	// causes are the store's own rules.
	causes   []cause
	settings settings

	once  sync.Once
	rules [operation.Count][]*compat.Rule
	sent  [operation.Count]bool // rules of it ask how the payload is sent
	all   []*compat.Rule
}

// profiles are all of them but [Amazon].
var profiles = [...]*Profile{
	B2, Ceph, COS, Garage, GCS, Hetzner, IBM, Linode, MinIO, OCI, OSS, OVHcloud, R2, Scaleway, SeaweedFS, Spaces, StorageGRID,
	Storj, Supabase, Tigris, VersityGW, Wasabi,
}

// All returns the profiles of the stores that aren't Amazon's, by name of the
// variable.
func All() []*Profile { return slices.Clone(profiles[:]) }

// ByHost returns the profile of the store that a host, in lower case and without a
// port, belongs to, nil if it isn't known. Stores that people run themselves have no
// hosts of their own: they are declared.
func ByHost(host string) *Profile {
	for _, p := range profiles {
		for _, end := range p.hosts {
			if under(host, end) {
				return p
			}
		}
	}
	return nil
}

// under reports whether a host's name ends as a store's do, label by label; before it
// there may be a bucket or an account. A label that ends with an asterisk stands for
// all that begin like it: a Region, mostly. What else a store's owner runs, or lets
// others run, under the same domain isn't the store.
func under(host, end string) bool {
	for end != "" {
		if host == "" {
			return false
		}
		var label, want string
		host, label = cutLast(host)
		end, want = cutLast(end)
		if start, any := strings.CutSuffix(want, "*"); label != want && !(any && len(label) > len(start) && strings.HasPrefix(label, start)) {
			return false
		}
	}
	return true
}

// cutLast cuts a host's name before its last label.
func cutLast(name string) (before, label string) {
	i := strings.LastIndexByte(name, '.')
	return name[:max(i, 0)], name[i+1:]
}

// Standing returns what becomes of a rule of the catalogue of Amazon S3, by its id,
// for an operation at the store. Of a nil Profile nothing is known but what
// [Elsewhere] says.
func (p *Profile) Standing(rule string, op compat.Operation) Standing {
	switch {
	case p == nil:
	case p == Amazon:
		return Holds
	case isAmazonsOwn(rule):
		return Meaningless
	case p.rebounds(rule):
		return OtherBounds
	case has(p.breaks, rule, op):
		return Accepted
	case p.measuredHere() && has(p.keeps, rule, op):
		return Holds
	}
	return Elsewhere(rule, op)
}

// rebounds reports whether the store puts another bound in the place of a rule's.
func (p *Profile) rebounds(rule string) bool {
	for i := range p.causes {
		if slices.Contains(p.causes[i].instead, rule) {
			return true
		}
	}
	return false
}

// OtherBounds lists the rules of Amazon S3, by id, in whose place the store has a bound of
// its own: more metadata, say. The bound is a rule of the store's.
func (p *Profile) OtherBounds() []string {
	var out []string
	for i := range p.causes {
		out = append(out, p.causes[i].instead...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Owns reports whether the rule is one of a store's own.
func Owns(rule string) bool {
	for _, p := range profiles {
		for i := range p.causes {
			if p.causes[i].id == rule {
				return true
			}
		}
	}
	return false
}

// Rules lists the store's own rules: what it refuses, or silently drops, of what
// Amazon S3 takes. They are made on first use and must not be changed.
func (p *Profile) Rules() []*compat.Rule {
	p.once.Do(p.make)
	return p.all
}

func (p *Profile) make() {
	for i := range p.causes {
		if p.causes[i].concerns(p.version) == compat.False {
			continue
		}
		r := p.causes[i].rule(p)
		p.all = append(p.all, r)
		for _, op := range r.Operations {
			p.rules[op] = append(p.rules[op], r)
			p.sent[op] = p.sent[op] || p.causes[i].kind == hasTrailer
		}
	}
}

// AsksPayload reports whether rules of the operation ask how its payload is sent,
// which is known when the request is signed.
func (p *Profile) AsksPayload(op compat.Operation) bool {
	if p == nil || len(p.causes) == 0 {
		return false
	}
	p.once.Do(p.make)
	return p.sent[op]
}

// Check finds the store's own rules that are true of the request and appends them to
// found. It allocates nothing if there are none, but for the first time.
func (p *Profile) Check(r *compat.Request, found []compat.Finding) []compat.Finding {
	if p == nil || len(p.causes) == 0 {
		return found
	}
	p.once.Do(p.make)
	for _, rule := range p.rules[r.Operation] {
		if rule.When.Eval(r) == compat.True {
			found = append(found, compat.NewFinding(rule, r))
		}
	}
	return found
}

// Hosts lists the ends of the names of the store's hosts, by which it is recognised,
// such as s3.*.scw.cloud, and the pages that name them; none if it is to be declared.
// An asterisk stands for the rest of a label.
func (p *Profile) Hosts() (ends, sources []string) {
	return slices.Clone(p.hosts), slices.Clone(p.hostsFrom)
}

// Measured lists the rules of Amazon S3 that the store was seen to keep, and those
// that it was seen to break, by id. Both are empty for a store that wasn't measured.
func (p *Profile) Measured() (keeps, breaks []string) {
	for _, e := range p.keeps {
		keeps = append(keeps, e.rule)
	}
	for _, e := range p.breaks {
		breaks = append(breaks, e.rule)
	}
	return keeps, breaks
}
