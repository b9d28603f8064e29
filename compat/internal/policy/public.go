package policy

import (
	"net/netip"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
)

// Public tells whether S3 calls the policy public: whether it lets everyone do
// something, under no condition that ties them to fixed values of certain keys. It
// is unknown wherever documentation and recorded answers don't tell.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
func (d *Document) Public() compat.Truth {
	if len(d.nodes) == 0 {
		return compat.Unknown
	}
	public := compat.False
	for i := range d.statements {
		if public = public.Or(d.publicStatement(&d.statements[i])); public == compat.True {
			break
		}
	}
	return public
}

// publicStatement tells whether a statement lets everyone do something.
func (d *Document) publicStatement(s *statement) compat.Truth {
	if effect, ok := d.only(s.effect); !ok || effect != "Allow" || s.notPrincipal != 0 {
		return compat.False
	}
	verdict := d.everyone(s.principal)
	if verdict != compat.False {
		verdict = verdict.And(d.limits(s).Not())
	}
	if verdict == compat.True && d.mayBeDenied(s) {
		return compat.Unknown
	}
	return verdict
}

// everyone tells whether the principals are all there are, other accounts' and
// anonymous ones.
func (d *Document) everyone(i int32) compat.Truth {
	if i == 0 {
		return compat.Unknown
	}
	n := &d.nodes[i]
	if n.kind != object {
		s, ok := d.only(i)
		return compat.TruthOf(ok && s == "*")
	}
	for name := i + 1; name < n.next; name = d.nodes[name+1].next {
		if d.names(name, "AWS") && d.some(name+1, func(s string) bool { return s == "*" }) {
			return compat.True
		}
	}
	return compat.False
}

// limits tells whether the statement's conditions tie it to fixed values. One that
// does is enough, since all must hold.
func (d *Document) limits(s *statement) compat.Truth {
	if s.condition == 0 {
		return compat.False
	}
	n := &d.nodes[s.condition]
	if n.kind != object {
		return compat.Unknown
	}
	limited := compat.False
	for name := s.condition + 1; name < n.next; name = d.nodes[name+1].next {
		keys := &d.nodes[name+1]
		if keys.kind != object {
			return compat.Unknown
		}
		op := parseOperator(d.text(name))
		for key := name + 2; key < keys.next; key = d.nodes[key+1].next {
			o := op
			if (o.all || o.ifExists) && d.present(s.condition, d.text(key)) {
				o.all, o.ifExists = false, false
			}
			limited = limited.Or(d.limitedBy(o, d.text(key), key+1))
		}
	}
	return limited
}

// present reports whether a condition demands that the key is there.
func (d *Document) present(condition int32, key string) bool {
	n := &d.nodes[condition]
	for name := condition + 1; name < n.next; name = d.nodes[name+1].next {
		keys := &d.nodes[name+1]
		if keys.kind != object || !d.names(name, "Null") {
			continue
		}
		for k := name + 2; k < keys.next; k = d.nodes[k+1].next {
			if v, ok := d.only(k + 1); ok && strings.EqualFold(d.text(k), key) && v == "false" {
				return true
			}
		}
	}
	return false
}

// What a key says of who asks or where from.
type keyKind uint8

const (
	unknownKey   keyKind = iota
	noLimit              // says nothing that counts
	fixedText            // a text without wildcards
	arnOfAccount         // an ARN: its account must be fixed
	userID
	addresses
)

// Condition keys as S3 counts them, by kind. That aws:SourceOwner isn't counted,
// although it is documented to be, was recorded.
var keyKinds = [...]struct {
	kind keyKind
	keys []string
}{
	{noLimit, []string{
		"aws:SecureTransport", "aws:Referer", "aws:UserAgent", "aws:CurrentTime", "aws:EpochTime", "aws:SourceOwner",
		"s3:prefix", "s3:delimiter", "s3:max-keys", "s3:x-amz-acl", "s3:TlsVersion",
	}},
	{fixedText, []string{"aws:SourceVpc", "aws:SourceVpce", "aws:SourceAccount", "s3:DataAccessPointAccount"}},
	{arnOfAccount, []string{"aws:SourceArn", "aws:PrincipalArn", "s3:DataAccessPointArn"}},
	{userID, []string{"aws:userid"}},
	{addresses, []string{"aws:SourceIp"}},
}

func kindOfKey(key string) keyKind {
	for i := range keyKinds {
		if listed(keyKinds[i].keys, key) {
			return keyKinds[i].kind
		}
	}
	return unknownKey
}

// limitedBy tells whether one condition ties the statement to fixed values.
func (d *Document) limitedBy(op operator, key string, values int32) compat.Truth {
	kind := kindOfKey(key)
	switch {
	case kind == noLimit:
		return compat.False
	case kind == unknownKey || op.is("Null"):
		return compat.Unknown
	case op.negated() || op.all || op.ifExists:
		return compat.False // true of everyone else, or of who lacks the key
	}
	first, end := d.texts(values)
	if first == end {
		return compat.Unknown
	}
	fixed := compat.True
	for i := first; i < end; i++ { // one of several values is enough to get in
		fixed = fixed.And(fixedValue(kind, op, d.text(i)))
	}
	return fixed
}

func fixedValue(kind keyKind, op operator, value string) compat.Truth {
	equals := op.is("StringEquals") || op.is("StringEqualsIgnoreCase")
	like := op.is("StringLike")
	variable := strings.Contains(value, "${")
	wild := like && strings.ContainsAny(value, "*?")
	switch kind {
	case fixedText:
		if !equals && !like {
			return compat.Unknown
		}
		return compat.TruthOf(!variable && !wild)
	case userID:
		switch {
		case !equals && !like:
			return compat.Unknown
		case like && value == "*":
			return compat.False
		case wild || variable:
			return compat.Unknown // ROLEID:* counts as fixed
		}
		return compat.True
	case arnOfAccount:
		return fixedARN(op, value, equals, like)
	case addresses:
		if !op.is("IpAddress") {
			return compat.Unknown
		}
		return fixedAddresses(value)
	}
	return compat.Unknown
}

// fixedARN tells whether an ARN's account is fixed, in a condition that compares
// the parts of ARNs, or whether the whole of it is.
func fixedARN(op operator, value string, equals, like bool) compat.Truth {
	literal := !strings.Contains(value, "${") && !strings.ContainsAny(value, "*?")
	switch {
	case value == "*" && !equals:
		return compat.False
	case equals || like || op.arn():
		if literal {
			return compat.True
		}
	default:
		return compat.Unknown
	}
	if !op.arn() || strings.Count(value, ":") < 5 {
		return compat.Unknown
	}
	switch account := arnAccount(value); {
	case account == "*", strings.HasPrefix(account, "${") && strings.HasSuffix(account, "}"):
		return compat.False
	case len(account) == 12 && strings.Trim(account, "0123456789") == "" && !strings.Contains(value, "${"):
		return compat.True
	}
	return compat.Unknown
}

// arnAccount returns the account of an ARN. The colon in a variable doesn't part.
func arnAccount(s string) string {
	part, from, depth := 0, 0, 0
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			depth--
		case ':':
			if depth > 0 {
				continue
			}
			if part++; part == 4 {
				from = i + 1
			} else if part == 5 {
				return s[from:i]
			}
		}
	}
	return ""
}

// The widest ranges of addresses that S3 takes for a limit.
const (
	widestIPv4 = 8
	widestIPv6 = 32
)

// fixedAddresses tells whether a range is narrow enough to be a limit. Ranges in
// which private addresses lie are documented to be an exception, and how wide they
// may be isn't known.
func fixedAddresses(s string) compat.Truth {
	s = strings.TrimSpace(s)
	if _, err := netip.ParseAddr(s); err == nil {
		return compat.True
	}
	p, err := netip.ParsePrefix(s)
	if err != nil {
		return compat.Unknown
	}
	widest := widestIPv6
	if p.Addr().Is4() {
		widest = widestIPv4
	}
	if p.Bits() >= widest {
		return compat.True
	}
	if p.Addr().Is4() && p.Addr().IsPrivate() {
		return compat.Unknown
	}
	return compat.False
}

// mayBeDenied reports whether another statement could deny everyone, or everyone
// but fixed ones, what this one allows. One that denies it to all but some
// principals was recorded not to count.
func (d *Document) mayBeDenied(allow *statement) bool {
	const looked = 16 // at more, nothing is certain
	denying := 0
	for i := range d.statements {
		s := &d.statements[i]
		if effect, ok := d.only(s.effect); ok && effect == "Allow" || s.notPrincipal != 0 {
			continue
		}
		if d.everyone(s.principal) == compat.False {
			continue
		}
		if denying++; denying > looked {
			return true
		}
		if d.apart(s.action, allow.action) || d.apart(s.resource, allow.resource) {
			continue
		}
		if s.condition == 0 || !d.onlyWithoutLimit(s.condition) {
			return true
		}
	}
	return false
}

// onlyWithoutLimit reports whether all keys of a condition are such that S3 doesn't
// count them.
func (d *Document) onlyWithoutLimit(condition int32) bool {
	n := &d.nodes[condition]
	if n.kind != object || n.next == condition+1 {
		return false
	}
	for name := condition + 1; name < n.next; name = d.nodes[name+1].next {
		keys := &d.nodes[name+1]
		if keys.kind != object || keys.next == name+2 {
			return false
		}
		for key := name + 2; key < keys.next; key = d.nodes[key+1].next {
			if kindOfKey(d.text(key)) != noLimit {
				return false
			}
		}
	}
	return true
}

// apart reports whether two lists of names without wildcards have none in common.
// Long lists aren't compared.
func (d *Document) apart(a, b int32) bool {
	first, end := d.texts(a)
	from, to := d.texts(b)
	if first == end || from == to || (end-first)*(to-from) > 64 {
		return false
	}
	for i := first; i < end; i++ {
		x := d.text(i)
		if strings.ContainsAny(x, wildcards) {
			return false
		}
		for j := from; j < to; j++ {
			if y := d.text(j); strings.ContainsAny(y, wildcards) || strings.EqualFold(x, y) {
				return false
			}
		}
	}
	return true
}
