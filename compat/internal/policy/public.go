package policy

import (
	"net/netip"
	"slices"
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
	if verdict == compat.True && (!d.opens(s) || d.mayBeDenied(s)) {
		return compat.Unknown
	}
	return verdict
}

// countedAction is an action, with whether it is on objects.
type countedAction struct {
	name    string
	objects bool
}

// opened are actions that S3 certainly counts. Pages of SDKs say that others, such as s3:ReplicateObject, may be anyone's.
// https://docs.aws.amazon.com/sdkfornet/v3/apidocs/items/S3/TPublicAccessBlockConfiguration.html
var opened = [...]countedAction{
	{"s3:GetObject", true},
	{"s3:GetObjectAcl", true},
	{"s3:GetObjectVersion", true},
	{"s3:PutObject", true},
	{"s3:PutObjectAcl", true},
	{"s3:DeleteObject", true},
	{"s3:DeleteObjectVersion", true},
	{"s3:AbortMultipartUpload", true},
	{"s3:RestoreObject", true},
	{"s3:ListBucket", false},
	{"s3:ListBucketVersions", false},
	{"s3:GetBucketLocation", false},
	{"s3:PutBucketPolicy", false},
	{"s3:DeleteBucket", false},
}

// counted is how the names of all actions begin that S3 certainly counts.
var counted = [...]string{"s3:Get", "s3:List", "s3:Put", "s3:Delete"}

// opens reports whether a statement certainly is about something that S3 counts, which
// one with NotAction or NotResource needn't be.
func (d *Document) opens(s *statement) bool {
	if s.notAction == 0 && s.notResource == 0 {
		return d.some(s.action, func(a string) bool {
			for _, beginning := range counted {
				if _, ok := cutFold(a, beginning); ok {
					return true
				}
			}
			return slices.ContainsFunc(opened[:], func(x countedAction) bool { return matches(a, x.name) })
		})
	}
	objects, buckets := d.resources(s.resource)
	if s.notResource != 0 {
		// Names without wildcards leave other objects, but maybe no bucket.
		objects, buckets = !d.some(s.notResource, func(r string) bool { return strings.ContainsAny(r, wildcards) }), false
	}
	for _, a := range opened {
		if a.objects && !objects || !a.objects && !buckets {
			continue
		}
		named := func(pattern string) bool { return matches(pattern, a.name) }
		if s.notAction != 0 && !d.some(s.notAction, named) || d.some(s.action, named) {
			return true
		}
	}
	return false
}

// matches reports whether a pattern with * and ? stands for a text, in any letters.
func matches(pattern, s string) bool {
	star, back := -1, 0
	i, j := 0, 0
	for j < len(s) {
		switch {
		case i < len(pattern) && pattern[i] == '*':
			star, back = i, j
			i++
		case i < len(pattern) && (pattern[i] == '?' || strings.EqualFold(pattern[i:i+1], s[j:j+1])):
			i, j = i+1, j+1
		case star >= 0:
			back++
			i, j = star+1, back
		default:
			return false
		}
	}
	return strings.Trim(pattern[i:], "*") == ""
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
			if strings.EqualFold(d.text(k), key) && d.isFalse(k+1) {
				return true
			}
		}
	}
	return false
}

// isFalse reports whether a value is false, as a JSON value or as a text.
func (d *Document) isFalse(i int32) bool {
	if n := &d.nodes[i]; n.kind == other {
		return d.source[n.from:n.to] == "false"
	}
	v, ok := d.only(i)
	return ok && strings.EqualFold(v, "false")
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
		"aws:RequestedRegion", "s3:prefix", "s3:delimiter", "s3:max-keys", "s3:x-amz-acl", "s3:TlsVersion", "s3:VersionId",
		"s3:x-amz-server-side-encryption", "s3:x-amz-storage-class", "s3:authType", "s3:signatureversion", "s3:signatureAge",
	}},
	{fixedText, []string{
		"aws:SourceVpc", "aws:SourceVpce", "aws:SourceAccount", "s3:DataAccessPointAccount",
		"aws:PrincipalAccount", "aws:PrincipalOrgID", "aws:SourceOrgID",
	}},
	{arnOfAccount, []string{"aws:SourceArn", "aws:PrincipalArn", "s3:DataAccessPointArn"}},
	{userID, []string{"aws:userid"}},
	{addresses, []string{"aws:SourceIp"}},
}

func kindOfKey(key string) keyKind {
	if _, ok := cutFold(key, "s3:ExistingObjectTag/"); ok {
		return noLimit
	}
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
	case kind == noLimit || op.is("Null"): // that a key is there says nothing of its value
		return compat.False
	case kind == unknownKey:
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
		fixed = fixed.And(d.fixedValue(kind, op, d.text(i)))
	}
	return fixed
}

// variable tells whether a value has a variable of the language, which is no fixed
// value. Earlier versions of the language have none, and ${*}, ${?} and ${$} stand for
// the one character.
func (d *Document) variable(value string) compat.Truth {
	_, after, found := strings.Cut(value, "${")
	switch {
	case !found:
		return compat.False
	case d.version() != "2012-10-17":
		return compat.Unknown
	case len(after) > 1 && after[1] == '}':
		return compat.Unknown
	}
	return compat.TruthOf(strings.Contains(after, "}")).Or(compat.Unknown)
}

// version returns the version of the language, empty if the policy doesn't say.
func (d *Document) version() string {
	for name := int32(1); name < d.nodes[0].next; name = d.nodes[name+1].next {
		if d.names(name, "Version") {
			v, _ := d.only(name + 1)
			return v
		}
	}
	return ""
}

func (d *Document) fixedValue(kind keyKind, op operator, value string) compat.Truth {
	equals := op.is("StringEquals") || op.is("StringEqualsIgnoreCase")
	like := op.is("StringLike")
	if kind != addresses && (equals || like || op.arn()) {
		switch d.variable(value) {
		case compat.True:
			return compat.False
		case compat.Unknown:
			return compat.Unknown
		}
	}
	wild := like && strings.ContainsAny(value, "*?")
	switch kind {
	case fixedText:
		if !equals && !like {
			return compat.Unknown
		}
		return compat.TruthOf(!wild)
	case userID:
		switch {
		case !equals && !like:
			return compat.Unknown
		case like && value == "*":
			return compat.False
		case wild:
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
	literal := !strings.ContainsAny(value, "*?")
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
	if equals { // an asterisk is none there
		return compat.Unknown
	}
	parts := strings.SplitN(value, ":", 6)
	if len(parts) < 6 || parts[0] != "arn" {
		return compat.Unknown
	}
	switch account := parts[4]; {
	case account == "*":
		return compat.False
	case op.arn() && len(account) == 12 && strings.Trim(account, "0123456789") == "":
		return compat.True
	}
	return compat.Unknown
}

// The widest ranges of addresses that S3 takes for a limit.
const (
	widestIPv4 = 8
	widestIPv6 = 32
)

// fixedAddresses tells whether a range is narrow enough to be a limit. Of private
// addresses, too, that was recorded to count: fc00::/7 is too wide.
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
	return compat.False
}

// mayBeDenied reports whether other statements could deny everyone, or everyone
// but fixed ones, all of what this one allows. One that denies it to all but some
// principals was recorded not to count.
func (d *Document) mayBeDenied(allow *statement) bool {
	const looked = 16 // at more, nothing is certain
	var denies *statement
	for i, denying := 0, 0; i < len(d.statements); i++ {
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
		switch {
		case d.apart(s.action, allow.action), d.apart(s.resource, allow.resource):
		case s.condition != 0 && allow.condition == 0 && d.leavesSome(s.condition):
		case s.condition != 0 && d.onlyWithoutLimit(s.condition) && !d.shareKey(s.condition, allow.condition):
		case denies != nil:
			return true // both together may deny all of it
		default:
			denies = s
		}
	}
	return denies != nil && !d.leaves(denies, allow)
}

// leaves reports whether a denial certainly leaves something of what is allowed: an
// action on a resource that it doesn't cover.
func (d *Document) leaves(denied, allowed *statement) bool {
	resource, last := d.texts(allowed.resource)
	if denied.action == 0 || last-resource > 64 {
		return false
	}
	for _, a := range opened {
		named := func(pattern string) bool { return matches(pattern, a.name) }
		if !d.some(allowed.action, named) {
			continue
		}
		free := !d.some(denied.action, named)
		for j := resource; j < last; j++ {
			r := d.text(j)
			if strings.Contains(r, "/") == a.objects && (free || d.uncovered(r, denied.resource)) {
				return true
			}
		}
	}
	return false
}

// uncovered reports whether a pattern certainly stands for something for which none of
// the others does.
func (d *Document) uncovered(s string, others int32) bool {
	first, end := d.texts(others)
	if first == end || end-first > 64 || end-first > 1 && strings.ContainsAny(s, wildcards) {
		return false // several may cover it together
	}
	for i := first; i < end; i++ {
		if !exceeds(s, d.text(i)) {
			return false
		}
	}
	return true
}

// exceeds reports whether a pattern certainly stands for something that another doesn't.
func exceeds(s, pattern string) bool {
	prefix, wild := strings.CutSuffix(pattern, "*")
	if strings.ContainsAny(prefix, wildcards) {
		return false
	}
	if !wild {
		return !strings.EqualFold(s, pattern)
	}
	literal := s
	if i := strings.IndexAny(s, wildcards); i >= 0 {
		literal = s[:i]
	}
	_, within := cutFold(literal, prefix)
	return !within
}

// leavesSome reports whether a denial under the condition leaves everyone something: if
// it is one condition that is true of fixed ones only, or false of ones that aren't fixed.
func (d *Document) leavesSome(condition int32) bool {
	n := &d.nodes[condition]
	if n.kind != object || n.next == condition+1 {
		return false
	}
	name := condition + 1
	keys := &d.nodes[name+1]
	if keys.kind != object || keys.next == name+2 || keys.next != n.next {
		return false // none, or several operators
	}
	key := name + 2
	if d.nodes[key+1].next != keys.next {
		return false // several keys
	}
	op := parseOperator(d.text(name))
	switch kind := kindOfKey(d.text(key)); {
	case kind == noLimit || kind == unknownKey || op.is("Null") || op.all:
		return false
	case !op.negated():
		return !op.ifExists && d.limitedBy(op, d.text(key), key+1) == compat.True
	}
	op.base, op.ifExists = op.opposite(), false
	return d.limitedBy(op, d.text(key), key+1) == compat.False
}

// shareKey reports whether two conditions may ask for the same key.
func (d *Document) shareKey(a, b int32) bool {
	if b == 0 {
		return false
	}
	shared := false
	d.eachKey(a, func(x string) {
		d.eachKey(b, func(y string) { shared = shared || strings.EqualFold(x, y) })
	})
	return shared
}

// eachKey visits the keys of a condition.
func (d *Document) eachKey(condition int32, visit func(key string)) {
	n := &d.nodes[condition]
	if n.kind != object {
		return
	}
	for name := condition + 1; name < n.next; name = d.nodes[name+1].next {
		keys := &d.nodes[name+1]
		if keys.kind != object {
			continue
		}
		for key := name + 2; key < keys.next; key = d.nodes[key+1].next {
			visit(d.text(key))
		}
	}
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
