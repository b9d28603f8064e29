package policy

import (
	"slices"
	"strings"
)

// wildcards are the characters with which a text may stand for others: the two
// wildcards, and what begins a variable.
const wildcards = "*?$"

func (d *Document) judgeStatement(s *statement) {
	d.note(Incomplete, s.effect == 0 || s.principal == 0 && s.notPrincipal == 0 ||
		s.action == 0 && s.notAction == 0 || s.resource == 0 && s.notResource == 0)
	if effect, ok := d.only(s.effect); ok {
		d.note(Effect, effect != "Allow" && effect != "Deny")
		d.note(AllowNotPrincipal, effect == "Allow" && s.notPrincipal != 0)
	}
	for _, i := range [...]int32{s.action, s.notAction, s.resource, s.notResource} {
		d.note(NamesNothing, d.empty(i))
	}
	d.judgePrincipal(s.principal)
	d.judgePrincipal(s.notPrincipal)
	d.judgeActions(s)
	d.judgeCondition(s)
}

// Denies reports whether some statement certainly denies something.
func (d *Document) Denies() bool {
	return slices.ContainsFunc(d.statements, func(s statement) bool {
		effect, ok := d.only(s.effect)
		return ok && effect == "Deny"
	})
}

// empty reports whether an element is there and names nothing.
func (d *Document) empty(i int32) bool {
	if i == 0 {
		return false
	}
	n := &d.nodes[i]
	return n.kind == array && n.next == i+1 || n.kind == text && n.from == n.to
}

func (d *Document) judgePrincipal(i int32) {
	if i == 0 {
		return
	}
	n := &d.nodes[i]
	if n.kind != object {
		if n.kind != null {
			s, ok := d.only(i)
			d.note(Principal, !ok || s != "*")
		}
		return
	}
	d.note(NamesNothing, n.next == i+1)
	for name := i + 1; name < n.next; name = d.nodes[name+1].next {
		who := name + 1
		d.note(NamesNothing, d.empty(who))
		switch {
		case d.names(name, "AWS"):
			d.note(Principal, d.some(who, noPrincipal))
		case d.names(name, "Service"):
			d.note(Principal, d.some(who, noService))
		case d.names(name, "Federated"), d.names(name, "CanonicalUser"):
		default:
			d.note(Principal, true)
		}
	}
}

// noPrincipal reports whether a text certainly names no AWS principal: those are
// the asterisk, ARNs without wildcards, and IDs of accounts, users and roles.
func noPrincipal(s string) bool {
	if s == "*" {
		return false
	}
	if strings.HasPrefix(s, "arn:") {
		return strings.ContainsAny(s, "*?") || noIAMPrincipal(s)
	}
	for i := range len(s) {
		if c := s[i] | 0x20; (c < 'a' || c > 'z') && (s[i] < '0' || s[i] > '9') {
			return true
		}
	}
	return len(s) < leastPrincipal
}

// noIAMPrincipal reports whether an ARN of IAM's is neither an account's nor a
// user's nor a role's, as those of groups and policies: they can't ask for
// anything.
func noIAMPrincipal(s string) bool {
	parts := splitARN(s)
	if parts[2] != "iam" || parts[5] == "root" {
		return false
	}
	kind, name, _ := strings.Cut(parts[5], "/")
	return kind != "user" && kind != "role" || name == ""
}

// splitARN splits an ARN into its six parts.
func splitARN(s string) (parts [6]string) {
	for i := range parts {
		if i == 5 {
			parts[i] = s
			break
		}
		parts[i], s, _ = strings.Cut(s, ":")
	}
	return parts
}

// noService reports whether a text certainly names no service: all of them, which
// is the asterisk alone, but with other characters before or after it.
func noService(s string) bool {
	return s != "*" && strings.ContainsAny(s, "*?")
}

func (d *Document) judgeActions(s *statement) {
	objects, buckets := d.resources(s.resource)
	for _, list := range [...]int32{s.action, s.notAction} {
		first, end := d.texts(list)
		for i := first; i < end; i++ {
			name := d.text(i)
			d.note(Action, noAction(name))
			d.note(ActionUnheardOf, unheardOf(name))
			if list != s.action {
				continue
			}
			d.note(NoSessionAction, !strings.ContainsAny(name, wildcards) && !strings.EqualFold(name, "s3express:CreateSession"))
			if objects || buckets {
				switch about(name) {
				case onObjects:
					d.note(ActionOnNothing, !objects)
				case onBuckets:
					d.note(ActionOnNothing, !buckets)
				case onAccounts:
					d.note(ActionOnNothing, true)
				}
			}
		}
	}
}

// resources reports whether the resources could be objects and whether they could
// be buckets.
func (d *Document) resources(i int32) (objects, buckets bool) {
	first, end := d.texts(i)
	for j := first; j < end; j++ {
		s := d.text(j)
		slash := strings.IndexByte(s, '/')
		objects = objects || slash >= 0 || strings.ContainsAny(s, wildcards)
		// A wildcard after the slash can't reach back to the bucket itself.
		buckets = buckets || slash < 0 || strings.ContainsAny(s[:max(slash, 0)], wildcards)
	}
	return objects, buckets
}

// Outside reports whether a resource of the policy certainly isn't the bucket or
// something in it. A wildcard that could stand for the bucket is only doubted; see
// Wide.
func (d *Document) Outside(bucket string) bool {
	return d.reaches(bucket, outside)
}

// Wide reports whether a resource of the policy begins like the bucket and has a
// wildcard within the bucket's name, so that other buckets fit it too.
func (d *Document) Wide(bucket string) bool {
	return d.reaches(bucket, wide)
}

func (d *Document) reaches(bucket string, what reach) bool {
	for i := range d.statements {
		first, end := d.texts(d.statements[i].resource)
		for j := first; j < end; j++ {
			if reachOf(d.text(j), bucket) == what {
				return true
			}
		}
	}
	return false
}

// reach is where a resource lies.
type reach uint8

const (
	inside  reach = iota // or not known
	wide                 // a pattern that the bucket fits as others do
	outside              // certainly not the bucket
)

// reachOf tells where a resource lies. A wildcard may follow the bucket's name.
// Names with variables can be anything.
func reachOf(resource, bucket string) reach {
	if resource == "*" {
		return outside
	}
	literal := resource
	if i := strings.IndexAny(resource, wildcards); i >= 0 {
		literal = resource[:i]
	}
	if !strings.HasPrefix(literal, "arn:") {
		if strings.HasPrefix("arn:", literal) {
			return inside
		}
		return outside
	}
	if strings.Count(resource, ":") < 5 {
		if literal == resource {
			return outside
		}
		return inside
	}
	parts := splitARN(resource)
	if strings.ContainsAny(resource[:len(resource)-len(parts[5])], wildcards) {
		return inside
	}
	if parts[2] != "s3" || parts[3] != "" || parts[4] != "" {
		return inside // access points and the like
	}
	name, _, _ := strings.Cut(parts[5], "/")
	i := strings.IndexAny(name, wildcards)
	switch {
	case i < 0 && name != bucket:
		return outside
	case i < 0 || strings.Contains(name, "$") || strings.HasPrefix(name[:i], bucket):
		return inside
	case strings.HasPrefix(bucket, name[:i]):
		return wide
	}
	return outside
}
