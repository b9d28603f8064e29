package policy

import (
	"net/netip"
	"strconv"
	"strings"
)

// operators are those of the policy language, without what quantifies them.
var operators = []string{
	"StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike",
	"NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals",
	"DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals",
	"Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "Null",
}

// operator is an operator taken apart.
type operator struct {
	base     string // without prefix and suffix
	all      bool   // ForAllValues:, which is true of a key that is absent
	ifExists bool   // the same by another name
}

// cutFold cuts a prefix without regard to case.
func cutFold(s, prefix string) (string, bool) {
	if len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
		return s[len(prefix):], true
	}
	return s, false
}

func parseOperator(s string) (o operator) {
	o.base, o.all = cutFold(s, "ForAllValues:")
	if !o.all {
		o.base, _ = cutFold(s, "ForAnyValue:")
	}
	const suffix = "IfExists"
	if n := len(o.base) - len(suffix); n >= 0 && strings.EqualFold(o.base[n:], suffix) {
		o.base, o.ifExists = o.base[:n], true
	}
	return o
}

func (o operator) is(name string) bool { return strings.EqualFold(o.base, name) }

// negated reports whether the operator is true of what isn't listed.
func (o operator) negated() bool {
	for _, name := range [...]string{
		"StringNotEquals", "StringNotEqualsIgnoreCase", "StringNotLike", "NotIpAddress", "ArnNotEquals", "ArnNotLike",
		"NumericNotEquals", "DateNotEquals",
	} {
		if o.is(name) {
			return true
		}
	}
	return false
}

// opposite returns the operator that is true of what a negated one isn't.
func (o operator) opposite() string {
	i := strings.Index(strings.ToLower(o.base), "not")
	if i < 0 {
		return o.base
	}
	return o.base[:i] + o.base[i+len("not"):]
}

// arn reports whether the operator compares ARNs.
func (o operator) arn() bool { return len(o.base) > 3 && strings.EqualFold(o.base[:3], "Arn") }

// unknown reports whether a text certainly is no operator. The operators once had
// short names, such as streq, so short texts in lower case can be anything.
func (o operator) unknown(s string) bool {
	if o.is("Null") {
		return o.ifExists // whether the key is there is what Null asks
	}
	return !listed(operators, o.base) && (len(o.base) > len("datelteq") || strings.ToLower(s) != s)
}

func (d *Document) judgeCondition(s *statement) {
	d.inCondition(s, func(p Problem, _, _ int32) { d.note(p, true) })
}

// inCondition finds the problems of a statement's condition, each with the places of the
// operator's name and of the key; 0 where it is about neither.
func (d *Document) inCondition(s *statement, found func(p Problem, operator, key int32)) {
	if s.condition == 0 {
		return
	}
	n := &d.nodes[s.condition]
	if n.kind != object {
		if n.kind != null {
			found(NoObject, 0, 0)
		}
		return
	}
	lacked := d.lackedKeys(s.action)
	for name := s.condition + 1; name < n.next; name = d.nodes[name+1].next {
		written := d.text(name)
		op := parseOperator(written)
		if op.unknown(written) {
			found(Operator, name, 0)
		}
		keys := &d.nodes[name+1]
		if keys.kind != object {
			if keys.kind != null {
				found(NoObject, name, 0)
			}
			continue
		}
		for key := name + 2; key < keys.next; key = d.nodes[key+1].next {
			k := d.text(key)
			if strings.IndexByte(k, ':') < 0 {
				found(KeyWithoutPrefix, name, key)
			}
			if keyIn(lacked, k) {
				found(KeyOfOtherAction, name, key)
			}
			if (op.is("IpAddress") || op.is("NotIpAddress")) && strings.EqualFold(k, "aws:SourceIp") && d.some(key+1, noAddress) {
				found(Address, name, key)
			}
			if op.arn() && listed(keysWithoutARN, k) {
				// What was recorded is ArnEquals, which ArnLike is another name of, and
				// a value without wildcards: neither a negation nor IfExists or a set
				// operator.
				switch recorded := !op.negated() && strings.EqualFold(op.base, written) && d.some(key+1, plainNoARN); {
				case recorded:
					found(ARNOperator, name, key)
				case d.some(key+1, noARN):
					found(ARNPattern, name, key)
				}
			}
		}
	}
}

// keysWithoutARN are keys whose values aren't ARNs. That S3 rejects an ARN operator with
// what is none was recorded of aws:SourceVpc; whether it goes by the key or by the value,
// it goes for those like it.
var keysWithoutARN = []string{
	"aws:SourceVpc", "aws:SourceVpce", "aws:SourceAccount", "aws:SourceOwner", "aws:SourceOrgID",
	"aws:PrincipalAccount", "aws:PrincipalOrgID", "aws:userid", "aws:username",
}

// noARN reports whether a text certainly is neither an ARN nor a pattern or a
// variable that could stand for one.
func noARN(s string) bool {
	const scheme = "arn:"
	if i := strings.IndexAny(s, wildcards); i >= 0 {
		s = s[:i]
	}
	return !strings.HasPrefix(s, scheme) && !strings.HasPrefix(scheme, s)
}

// plainNoARN is noARN of a text without wildcards and variables.
func plainNoARN(s string) bool { return !strings.ContainsAny(s, wildcards) && noARN(s) }

// noAddress reports whether a text certainly is no IP address and no range of
// them. Texts made of the characters of addresses are given the benefit of the
// doubt, but for IPv4 with a number beyond its range and prefixes longer than the
// address.
func noAddress(s string) bool {
	if strings.ContainsAny(s, wildcards) {
		return false
	}
	s = strings.TrimSpace(s)
	if _, err := netip.ParseAddr(s); err == nil {
		return false
	}
	if _, err := netip.ParsePrefix(s); err == nil {
		return false
	}
	if address, length, ok := strings.Cut(s, "/"); ok {
		if a, err := netip.ParseAddr(address); err == nil {
			n, err := strconv.Atoi(length)
			return err == nil && n > a.BitLen()
		}
	}
	for _, c := range s {
		if !strings.ContainsRune("0123456789abcdefABCDEF.:/", c) {
			return true
		}
	}
	for part := range strings.FieldsFuncSeq(s, func(c rune) bool { return c == '.' || c == '/' }) {
		if number := strings.TrimLeft(part, "0"); !strings.Contains(s, ":") && (len(number) > 3 || len(number) == 3 && number > "255") {
			return true
		}
	}
	return s == ""
}

// keys with the actions that certainly don't have them.
var keysWithoutAction = []struct{ keys, actions []string }{
	{
		keys: []string{"s3:prefix", "s3:delimiter", "s3:max-keys"},
		actions: []string{
			"GetBucketLocation", "GetBucketAcl", "GetBucketVersioning", "PutBucketVersioning", "GetBucketPolicy", "PutBucketPolicy", "ListBucketMultipartUploads",
			"GetObject", "GetObjectVersion", "PutObject", "DeleteObject", "DeleteObjectVersion", "GetObjectAcl", "PutObjectAcl", "GetObjectTagging",
			"PutObjectTagging", "AbortMultipartUpload", "ListMultipartUploadParts", "RestoreObject",
		},
	}, {
		keys: []string{
			"s3:x-amz-acl", "s3:x-amz-grant-read", "s3:x-amz-grant-write", "s3:x-amz-grant-read-acp", "s3:x-amz-grant-write-acp", "s3:x-amz-grant-full-control",
			"s3:x-amz-copy-source", "s3:x-amz-metadata-directive", "s3:x-amz-server-side-encryption", "s3:x-amz-server-side-encryption-customer-algorithm",
		},
		actions: []string{
			"GetObject", "GetObjectVersion", "DeleteObject", "DeleteObjectVersion", "GetObjectAcl", "GetObjectTagging",
			"ListBucket", "ListBucketVersions", "GetBucketLocation", "GetBucketAcl",
		},
	}, {
		keys:    []string{"s3:VersionId"}, // those on versions have it
		actions: []string{"GetObject", "GetObjectAcl", "PutObject", "DeleteObject", "ListBucket"},
	}, {
		keys: []string{"s3:ExistingObjectTag/"},
		actions: []string{
			"PutObject", "DeleteObject", "DeleteObjectVersion", "ListBucket", "GetObjectRetention", "PutObjectRetention",
			"GetObjectLegalHold", "PutObjectLegalHold", "BypassGovernanceRetention",
		},
	}, {
		keys: []string{"s3:RequestObjectTag/"},
		actions: []string{
			"GetObject", "GetObjectVersion", "DeleteObject", "ListBucket", "PutObjectAcl", "PutObjectRetention", "PutObjectLegalHold",
		},
	},
}

// lackedKeys returns which of the groups of keysWithoutAction one of the actions
// doesn't have, as a bit set. One such action is enough for S3 to reject the
// statement.
func (d *Document) lackedKeys(actions int32) (set uint32) {
	first, end := d.texts(actions)
	for j := first; j < end; j++ {
		name, ok := action(d.text(j))
		if !ok {
			continue
		}
		for i := range keysWithoutAction {
			if set>>i&1 == 0 && listed(keysWithoutAction[i].actions, name) {
				set |= 1 << i
			}
		}
	}
	return set
}

// keyIn reports whether a key is in one of the groups.
func keyIn(set uint32, key string) bool {
	if rest, ok := cutFold(key, service); set == 0 || !ok {
		return false
	} else if i := strings.IndexByte(rest, '/'); i >= 0 { // the key of a tag follows
		key = key[:len(service)+i+1]
	}
	for i := range keysWithoutAction {
		if set>>i&1 != 0 && listed(keysWithoutAction[i].keys, key) {
			return true
		}
	}
	return false
}
