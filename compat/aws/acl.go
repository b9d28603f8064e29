package aws

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/ptr"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// The groups that S3 defines. Granting to one of the first two makes an ACL
// public.
const (
	groupAllUsers           = "http://acs.amazonaws.com/groups/global/AllUsers"
	groupAuthenticatedUsers = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
	groupLogDelivery        = "http://acs.amazonaws.com/groups/s3/LogDelivery"
)

// A canonical user ID, for examples.
const canonicalID = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"

const (
	docACLOverview  = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html"
	docPutBucketACL = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html"
	docPutObjectACL = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html"
)

// grantMembers are the members that grant a permission in a header.
var grantMembers = []compat.Member{
	member.GrantFullControl, member.GrantRead, member.GrantReadACP, member.GrantWrite, member.GrantWriteACP,
}

// anyGrant is true if one of the grant headers fulfils the predicate.
func anyGrant(p *compat.Predicate) compat.Condition {
	kids := make([]compat.Condition, len(grantMembers))
	for i, m := range grantMembers {
		kids[i] = compat.Matches(m, p)
	}
	return compat.Any(kids...)
}

// putACLs replace the ACL of something that exists.
var putACLs = []compat.Operation{operation.PutBucketAcl, operation.PutObjectAcl}

// cannedACLs lists every canned ACL; some have a meaning only for buckets or
// only for objects, but none is unknown to the other kind.
var cannedACLs = []string{
	"private", "public-read", "public-read-write", "authenticated-read", "aws-exec-read",
	"bucket-owner-read", "bucket-owner-full-control", "log-delivery-write",
}

func unknownCannedACL() *compat.Predicate {
	return compat.Text("is no canned ACL", func(s string) bool {
		if s = headerValue(s); s == "" {
			return false
		}
		for _, known := range cannedACLs {
			if strings.EqualFold(s, known) {
				return false
			}
		}
		return true
	}, []any{"fakeacl", "read-only", "public"}, []any{"private", "public-read", "log-delivery-write", "bucket-owner-full-control", "private "})
}

// grantees calls yield for every grantee in a grant header, until it returns
// false. The kind is empty if the grantee isn't written as kind=value. Commas
// within quotes don't separate.
func grantees(header string, yield func(kind, value string) bool) {
	for header != "" {
		quoted, end := false, len(header)
		for i := 0; i < len(header); i++ {
			if header[i] == '"' {
				quoted = !quoted
			} else if header[i] == ',' && !quoted {
				end = i
				break
			}
		}
		part := strings.TrimSpace(header[:end])
		header = header[min(end+1, len(header)):]
		if part == "" {
			continue
		}
		kind, value, ok := strings.Cut(part, "=")
		if !ok {
			kind, value = "", part
		}
		if !yield(strings.TrimSpace(kind), strings.Trim(strings.TrimSpace(value), `"`)) {
			return
		}
	}
}

// someGrantee makes a predicate that is true if one grantee of a header fulfils
// the test.
func someGrantee(name string, test func(kind, value string) bool, yes, no []any) *compat.Predicate {
	return compat.Text(name, func(header string) (found bool) {
		grantees(header, func(kind, value string) bool {
			found = test(kind, value)
			return !found
		})
		return found
	}, yes, no)
}

func malformedGrantee() *compat.Predicate {
	return someGrantee("has a grantee that isn't written as id=, uri= or emailAddress=", func(kind, _ string) bool {
		return !strings.EqualFold(kind, "id") && !strings.EqualFold(kind, "uri") && !strings.EqualFold(kind, "emailAddress")
	}, []any{`fakekey="1234"`, canonicalID, `id="` + canonicalID + `", account="111122223333"`},
		[]any{`id="` + canonicalID + `"`, `uri="` + groupLogDelivery + `", id=` + canonicalID})
}

func isGroup(uri string) bool {
	return uri == groupAllUsers || uri == groupAuthenticatedUsers || uri == groupLogDelivery
}

func isPublicGroup(uri string) bool { return uri == groupAllUsers || uri == groupAuthenticatedUsers }

func unknownGroupGrantee() *compat.Predicate {
	return someGrantee("grants to a group that S3 doesn't define", func(kind, value string) bool {
		return strings.EqualFold(kind, "uri") && !isGroup(value)
	}, []any{`uri="http://acs.amazonaws.com/groups/s3/FakeGroup"`}, []any{`uri="` + groupAllUsers + `"`, "uri=" + groupLogDelivery})
}

// shortestID is the length of the anonymous user's canonical ID. Those of
// accounts have 64 hexadecimal digits, those of CloudFront's identities more.
const shortestID = 32

// notCanonicalID reports whether a text can't be a canonical user ID, by its
// characters or since it is too short, as the numbers of accounts are.
func notCanonicalID(s string) bool {
	if len(s) < shortestID {
		return true
	}
	for i := 0; i < len(s); i++ {
		c := s[i] | 0x20
		if (c < '0' || c > '9' || s[i] != c) && (c < 'a' || c > 'f') {
			return true
		}
	}
	return false
}

func invalidIDGrantee() *compat.Predicate {
	return someGrantee("grants to an id that isn't a canonical user ID", func(kind, value string) bool {
		return strings.EqualFold(kind, "id") && notCanonicalID(value)
	}, []any{`id="wrong-id"`, `id="arn:aws:iam::111122223333:root"`, "id=", "id=111122223333"}, []any{`id="` + canonicalID + `"`})
}

func emailGrantee() *compat.Predicate {
	return someGrantee("grants to an email address", func(kind, _ string) bool {
		return strings.EqualFold(kind, "emailAddress")
	}, []any{`emailAddress="xyz@example.com"`}, []any{`id="` + canonicalID + `"`, `uri="` + groupLogDelivery + `"`})
}

// policyWith is an ACL document with one grant.
func policyWith(permission types.Permission, grantee *types.Grantee) *types.AccessControlPolicy {
	return &types.AccessControlPolicy{
		Owner:  &types.Owner{ID: ptr.String(canonicalID)},
		Grants: []types.Grant{{Permission: permission, Grantee: grantee}},
	}
}

func userGrantee(id string) *types.Grantee {
	return &types.Grantee{Type: types.TypeCanonicalUser, ID: ptr.String(id)}
}

func groupGrantee(uri string) *types.Grantee {
	return &types.Grantee{Type: types.TypeGroup, URI: ptr.String(uri)}
}

func emailGranteeDocument() *types.Grantee {
	return &types.Grantee{Type: types.TypeAmazonCustomerByEmail, EmailAddress: ptr.String("xyz@example.com")}
}

func ownACL() *types.AccessControlPolicy {
	return policyWith(types.PermissionFullControl, userGrantee(canonicalID))
}
func logACL() *types.AccessControlPolicy {
	return policyWith(types.PermissionReadAcp, groupGrantee(groupLogDelivery))
}

// someGrant makes a predicate that is true if one grant of an ACL document
// fulfils the test, which gets the path below the grant.
func someGrant(name string, test func(*types.Grant) (path string, found bool), yes, no []any) *compat.Predicate {
	return compat.Document(name, func(d *types.AccessControlPolicy) (string, bool) {
		for i := range d.Grants {
			if path, found := test(&d.Grants[i]); found {
				return element("Grants", i, path), true
			}
		}
		return "", false
	}, yes, no)
}

func incompleteACL() *compat.Predicate {
	return compat.Document("lacks its owner or its list of grants", func(d *types.AccessControlPolicy) (string, bool) {
		switch {
		case d.Owner == nil:
			return "Owner", true
		case d.Grants == nil:
			return "Grants", true
		}
		return "", false
	}, []any{
		&types.AccessControlPolicy{},
		&types.AccessControlPolicy{Grants: ownACL().Grants},
		&types.AccessControlPolicy{Owner: ownACL().Owner},
	}, []any{ownACL(), logACL()})
}

func malformedGrant() *compat.Predicate {
	return someGrant("has a grant whose permission or grantee type is missing or unknown", func(g *types.Grant) (string, bool) {
		switch g.Permission {
		case types.PermissionFullControl, types.PermissionRead, types.PermissionReadAcp, types.PermissionWrite, types.PermissionWriteAcp:
		default:
			return "Permission", true
		}
		if g.Grantee == nil {
			return "Grantee", true
		}
		switch g.Grantee.Type {
		case types.TypeCanonicalUser, types.TypeGroup, types.TypeAmazonCustomerByEmail:
			return "", false
		}
		return "Grantee.Type", true
	}, []any{
		policyWith("Write", userGrantee(canonicalID)),
		policyWith("", userGrantee(canonicalID)),
		policyWith(types.PermissionRead, nil),
		policyWith(types.PermissionRead, &types.Grantee{Type: "Canonical User", ID: ptr.String(canonicalID)}),
	}, []any{ownACL(), logACL()})
}

func unknownGroupGrant() *compat.Predicate {
	return someGrant("grants to a group that S3 doesn't define", func(g *types.Grant) (string, bool) {
		return "Grantee.URI", g.Grantee != nil && g.Grantee.Type == types.TypeGroup && !isGroup(ptr.ToString(g.Grantee.URI))
	}, []any{
		policyWith(types.PermissionRead, groupGrantee("http://acs.amazonaws.com/groups/s3/FakeGroup")),
		policyWith(types.PermissionRead, &types.Grantee{Type: types.TypeGroup}),
	}, []any{ownACL(), logACL()})
}

func emailGrant() *compat.Predicate {
	return someGrant("grants to an email address", func(g *types.Grant) (string, bool) {
		return "Grantee", g.Grantee != nil && g.Grantee.Type == types.TypeAmazonCustomerByEmail
	}, []any{policyWith(types.PermissionRead, emailGranteeDocument())}, []any{ownACL(), logACL()})
}

func invalidIDGrant() *compat.Predicate {
	return compat.Document("names an owner or a grantee by something that isn't a canonical user ID", func(d *types.AccessControlPolicy) (string, bool) {
		if d.Owner != nil && notCanonicalID(ptr.ToString(d.Owner.ID)) {
			return "Owner.ID", true
		}
		for i := range d.Grants {
			if g := d.Grants[i].Grantee; g != nil && g.Type == types.TypeCanonicalUser && notCanonicalID(ptr.ToString(g.ID)) {
				return element("Grants", i, "Grantee.ID"), true
			}
		}
		return "", false
	}, []any{
		policyWith(types.PermissionRead, userGrantee("wrong-id")),
		policyWith(types.PermissionRead, &types.Grantee{Type: types.TypeCanonicalUser}),
		&types.AccessControlPolicy{Owner: &types.Owner{ID: ptr.String("wrong-id")}, Grants: ownACL().Grants},
		&types.AccessControlPolicy{Owner: &types.Owner{DisplayName: ptr.String("me")}, Grants: ownACL().Grants},
	}, []any{ownACL(), logACL()})
}

const maxGrants = 100

func aclOf(grants int) *types.AccessControlPolicy {
	d := &types.AccessControlPolicy{Owner: ownACL().Owner}
	for range grants {
		d.Grants = append(d.Grants, ownACL().Grants[0])
	}
	return d
}

func tooManyGrants() *compat.Predicate {
	return compat.Document("has more than 100 grants", func(d *types.AccessControlPolicy) (string, bool) {
		return "Grants", len(d.Grants) > maxGrants
	}, []any{aclOf(maxGrants + 1)}, []any{ownACL(), aclOf(maxGrants)})
}

// aclRules: what S3 rejects about access control lists whatever the bucket.
func aclRules() []compat.Rule {
	writers := with(member.ACL, member.GrantRead)
	grant := `id="` + canonicalID + `"`
	invalid := func(message string) compat.Answer {
		return compat.Answer{Status: 400, Code: "InvalidArgument", Message: message}
	}
	malformed := compat.Answer{Status: 400, Code: "MalformedACLError", Message: "The XML you provided was not well-formed or did not validate against our published schema"}
	return []compat.Rule{{
		ID:         "acl-canned-with-grants",
		Topic:      "acl",
		Title:      "A canned ACL and grant headers can't both be given",
		Problem:    "{set} are set together",
		Remedy:     "Keep ACL, or the grants",
		Operations: writers,
		When:       compat.All(compat.Set(member.ACL), anyGrant(filled())),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Specifying both Canned ACLs and Header Grants is not allowed"},
		Why:        "A canned ACL is a complete set of grants, so S3 takes either its name or explicit grants.",
		Fix:        "Give ACL alone, or write what the canned ACL grants as GrantRead, GrantFullControl and so on.",
		Sources:    []string{docPutBucketACL, docPutObjectACL, localStack("provider.py#L4987")},
		Violating: []compat.Case{
			compat.Given(operation.PutObject, member.ACL, "public-read", member.GrantReadACP, grant),
			compat.Given(operation.PutBucketAcl, member.ACL, "public-read", member.GrantRead, `uri="`+groupLogDelivery+`"`),
		},
		Allowed: []compat.Case{
			compat.Given(operation.PutObject, member.ACL, "public-read"),
			compat.Given(operation.PutBucketAcl, member.GrantRead, grant, member.GrantWriteACP, grant),
		},
	}, {
		ID:         "acl-header-with-document",
		Topic:      "acl",
		Title:      "An ACL document excludes a canned ACL and grant headers",
		Problem:    "{set} are set together",
		Remedy:     "Keep one of them",
		Operations: putACLs,
		When: compat.All(compat.Set(member.AccessControlPolicy),
			compat.Any(compat.Set(member.ACL), anyGrant(filled()))),
		Answer:  compat.Answer{Status: 400, Code: "UnexpectedContent", Message: "This request does not support content"},
		Why:     "When the headers already say what the ACL is to be, S3 expects no body.",
		Fix:     "Give AccessControlPolicy alone, or no AccessControlPolicy.",
		Sources: []string{docPutBucketACL, docPutObjectACL, localStack("provider.py#L4990"), "https://github.com/minio/minio-java/pull/253"},
		Violating: []compat.Case{
			compat.Given(operation.PutBucketAcl, member.ACL, "private", member.AccessControlPolicy, ownACL()),
			compat.Given(operation.PutObjectAcl, member.GrantRead, grant, member.AccessControlPolicy, ownACL()),
		},
		Allowed: []compat.Case{
			compat.Given(operation.PutBucketAcl, member.AccessControlPolicy, ownACL()),
			compat.Given(operation.PutObjectAcl, member.ACL, "private"),
		},
	}, {
		ID:         "acl-nothing-given",
		Topic:      "acl",
		Title:      "Setting an ACL needs a canned ACL, grant headers or a document",
		Problem:    "Neither ACL nor a grant nor AccessControlPolicy is set",
		Remedy:     "Set one of them",
		Needs:      []compat.Member{member.ACL},
		Operations: putACLs,
		When: compat.All(compat.Not(compat.Set(member.ACL)), compat.Not(compat.AnySet(grantMembers...)),
			compat.Not(compat.Set(member.AccessControlPolicy))),
		Answer:    compat.Answer{Status: 400, Code: "MissingSecurityHeader", Message: "Your request was missing a required header"},
		Why:       "The request says that the ACL is to be replaced, but not by what.",
		Fix:       "Give ACL, one or more grants, or AccessControlPolicy; ACL \"private\" is the default ACL.",
		Sources:   []string{docErrors, localStack("provider.py#L4983")},
		Violating: []compat.Case{compat.Given(operation.PutBucketAcl), compat.Given(operation.PutObjectAcl)},
		Allowed: []compat.Case{
			compat.Given(operation.PutBucketAcl, member.ACL, "private"),
			compat.Given(operation.PutObjectAcl, member.AccessControlPolicy, ownACL()),
		},
	}, {
		ID:         "acl-unknown-canned",
		Topic:      "acl",
		Title:      "ACL must name a canned ACL",
		Problem:    "ACL is {value ACL|no canned ACL}",
		Remedy:     "Use one such as private",
		Operations: with(member.ACL),
		When:       compat.Matches(member.ACL, unknownCannedACL()),
		Answer:     invalid(""),
		Why:        "S3 knows a fixed list of canned ACLs and answers any other name with InvalidArgument.",
		Fix:        "Use a canned ACL such as private or public-read, or grant headers.",
		Sources:    []string{docACLOverview, localStack("validation.py#L89"), "https://github.com/versity/versitygw/issues/1367", "https://github.com/versity/versitygw/issues/1379"},
		Violating: []compat.Case{
			compat.Given(operation.PutBucketAcl, member.ACL, "fake-acl"),
			compat.Given(operation.PutObject, member.ACL, "public"),
		},
		Allowed: []compat.Case{
			compat.Given(operation.PutBucketAcl, member.ACL, "log-delivery-write"),
			compat.Given(operation.PutObject, member.ACL, "bucket-owner-read"),
		},
	}, {
		ID:         "acl-bucket-owner-canned-ignored",
		Topic:      "acl",
		Title:      "A canned ACL about the bucket owner has no effect on a new bucket",
		Problem:    "ACL is {value ACL}, which a new bucket ignores",
		Remedy:     "Leave it out",
		Effect:     compat.Ignored,
		Operations: []compat.Operation{operation.CreateBucket},
		When:       compat.Equals(member.ACL, "bucket-owner-read", "bucket-owner-full-control"),
		Why:        "These canned ACLs give rights on an object to the owner of its bucket. S3 ignores them when a bucket is created.",
		Fix:        "Leave ACL out; the creator of a bucket has full control of it.",
		Sources:    []string{docACLOverview},
		Violating:  []compat.Case{compat.Given(operation.CreateBucket, member.ACL, "bucket-owner-full-control")},
		Allowed:    []compat.Case{compat.Given(operation.CreateBucket, member.ACL, "private")},
	}, {
		ID:         "acl-grant-malformed",
		Topic:      "acl",
		Title:      "A grant header lists grantees as id=, uri= or emailAddress= with a value",
		Problem:    "A grantee isn't written as id=, uri= or emailAddress= ({set})",
		Remedy:     "Write it so",
		Operations: writers,
		When:       anyGrant(malformedGrantee()),
		Answer:     invalid("Argument format not recognized"),
		Why:        "Each grantee in a grant header is a type, an equals sign and a value; several are separated by commas.",
		Fix:        "Write id=\"canonical user ID\" or uri=\"group\".",
		Sources:    []string{docPutBucketACL, docACLOverview, localStack("validation.py#L103"), "https://github.com/versity/versitygw/issues/1384"},
		Violating: []compat.Case{
			compat.Given(operation.PutBucketAcl, member.GrantWrite, `fakekey="1234"`),
			compat.Given(operation.PutObject, member.GrantRead, canonicalID),
		},
		Allowed: []compat.Case{
			compat.Given(operation.PutBucketAcl, member.GrantWrite, `uri="`+groupLogDelivery+`", `+grant),
			compat.Given(operation.PutObject, member.GrantRead, grant),
		},
	}, {
		ID:         "acl-grant-unknown-group",
		Topic:      "acl",
		Title:      "A grant by uri must name one of S3's predefined groups",
		Problem:    "A grant goes to a group that S3 doesn't know ({set})",
		Remedy:     "Use a predefined group",
		Operations: writers,
		When:       anyGrant(unknownGroupGrantee()),
		Answer:     invalid("Invalid group uri"),
		AmazonOnly: true, // other servers have groups of their own
		Why:        "S3 defines three groups: all users, all authenticated users, and log delivery.",
		Fix:        "Use the URI of AllUsers, AuthenticatedUsers or LogDelivery; grant to an account by its canonical user ID.",
		Sources:    []string{docACLOverview, localStack("validation.py#L110")},
		Violating: []compat.Case{
			compat.Given(operation.PutBucketAcl, member.GrantWrite, `uri="http://acs.amazonaws.com/groups/s3/FakeGroup"`),
			compat.Given(operation.CopyObject, member.GrantRead, `uri="https://example.com/"`),
		},
		Allowed: []compat.Case{
			compat.Given(operation.PutBucketAcl, member.GrantWrite, `uri="`+groupLogDelivery+`"`),
			compat.Given(operation.CopyObject, member.GrantRead, `uri="`+groupAuthenticatedUsers+`"`),
		},
	}, {
		ID:         "acl-grant-invalid-id",
		Topic:      "acl",
		Title:      "A grant by id needs a canonical user ID",
		Problem:    "A grant's id isn't a canonical user ID ({set})",
		Remedy:     "Look it up",
		Operations: writers,
		When:       anyGrant(invalidIDGrantee()),
		Answer:     invalid("Invalid id"),
		AmazonOnly: true, // other servers have other ids
		Why:        "Accounts are named by their canonical user ID in ACLs, which consists of 64 hexadecimal digits; account numbers, ARNs and names aren't understood.",
		Fix:        "Look up the account's canonical user ID; ListBuckets returns one's own.",
		Sources:    []string{docACLOverview, localStack("validation.py#L122"), "https://github.com/aws/aws-cli/issues/2651", "https://github.com/versity/versitygw/issues/1384"},
		Violating: []compat.Case{
			compat.Given(operation.PutBucketAcl, member.GrantWrite, `id="wrong-id"`),
			compat.Given(operation.PutObject, member.GrantRead, `id="arn:aws:iam::111122223333:root"`),
			compat.Given(operation.CopyObject, member.GrantRead, "id=111122223333"),
		},
		Allowed: []compat.Case{
			compat.Given(operation.PutBucketAcl, member.GrantWrite, grant),
			compat.Given(operation.PutObject, member.GrantRead, grant),
		},
	}, {
		ID:         "acl-grant-by-email",
		Topic:      "acl",
		Title:      "Accounts can't be granted to by email address any more",
		Problem:    "A grant goes to an email address ({at})",
		Remedy:     "Use the canonical user ID",
		Operations: writers,
		When:       compat.Any(anyGrant(emailGrantee()), compat.Matches(member.AccessControlPolicy, emailGrant())),
		Answer:     compat.Answer{Status: 405, Code: "MethodNotAllowed"},
		AmazonOnly: true, // a decision about Amazon's Regions
		Why:        "Amazon S3 has not supported email grantees since 1 October 2025.",
		Fix:        "Grant to the account's canonical user ID, or use a bucket policy.",
		Sources:    []string{docPutBucketACL, docPutObjectACL},
		Violating: []compat.Case{
			compat.Given(operation.PutObjectAcl, member.GrantRead, `emailAddress="xyz@example.com"`),
			compat.Given(operation.PutBucketAcl, member.AccessControlPolicy, policyWith(types.PermissionRead, emailGranteeDocument())),
		},
		Allowed: []compat.Case{
			compat.Given(operation.PutObjectAcl, member.GrantRead, grant),
			compat.Given(operation.PutBucketAcl, member.AccessControlPolicy, ownACL()),
		},
	}, {
		ID:         "acl-document-incomplete",
		Topic:      "acl",
		Title:      "An ACL document needs its owner and its list of grants",
		Problem:    "{at} isn't set",
		Remedy:     "Set Owner and Grants",
		Operations: putACLs,
		When:       compat.Matches(member.AccessControlPolicy, incompleteACL()),
		Answer:     malformed,
		Why:        "The document replaces the whole ACL, so S3's schema requires Owner and AccessControlList, although the SDK doesn't.",
		Fix:        "Set Owner with the owner's canonical user ID, and Grants.",
		Sources:    []string{docACLOverview, "https://github.com/boto/boto3/issues/1615", localStack("validation.py#L146")},
		Violating: []compat.Case{
			compat.Given(operation.PutBucketAcl, member.AccessControlPolicy, &types.AccessControlPolicy{Grants: ownACL().Grants}),
			compat.Given(operation.PutObjectAcl, member.AccessControlPolicy, &types.AccessControlPolicy{Owner: ownACL().Owner}),
		},
		Allowed: []compat.Case{
			compat.Given(operation.PutBucketAcl, member.AccessControlPolicy, ownACL()),
			compat.Given(operation.PutObjectAcl, member.AccessControlPolicy, logACL()),
		},
	}, {
		ID:         "acl-document-malformed-grant",
		Topic:      "acl",
		Title:      "Each grant in an ACL document needs a known permission and a known type of grantee",
		Problem:    "{at} is {value|missing or unknown}",
		Remedy:     "Use one of S3's words",
		Operations: putACLs,
		When:       compat.Matches(member.AccessControlPolicy, malformedGrant()),
		Answer:     malformed,
		Why:        "The document doesn't validate against S3's schema: permissions and grantee types are fixed words, with case.",
		Fix:        "Use FULL_CONTROL, READ, READ_ACP, WRITE or WRITE_ACP, and CanonicalUser or Group.",
		Sources:    []string{docPutBucketACL, "https://github.com/aws/aws-sdk-go/issues/2288", "https://github.com/aws/aws-sdk-go/issues/917", "https://github.com/versity/versitygw/issues/986"},
		Violating: []compat.Case{
			compat.Given(operation.PutBucketAcl, member.AccessControlPolicy, policyWith("Write", groupGrantee(groupLogDelivery))),
			compat.Given(operation.PutObjectAcl, member.AccessControlPolicy, policyWith(types.PermissionRead, &types.Grantee{Type: "Canonical User", ID: ptr.String(canonicalID)})),
		},
		Allowed: []compat.Case{
			compat.Given(operation.PutBucketAcl, member.AccessControlPolicy, policyWith(types.PermissionWrite, groupGrantee(groupLogDelivery))),
			compat.Given(operation.PutObjectAcl, member.AccessControlPolicy, policyWith(types.PermissionRead, userGrantee(canonicalID))),
		},
	}, {
		ID:         "acl-document-unknown-group",
		Topic:      "acl",
		Title:      "A group in an ACL document must be one of S3's predefined groups",
		Problem:    "A grant goes to a group that S3 doesn't know: {at}",
		Remedy:     "Use a predefined group",
		Operations: putACLs,
		When:       compat.Matches(member.AccessControlPolicy, unknownGroupGrant()),
		Answer:     invalid("Invalid group uri"),
		AmazonOnly: true, // other servers have groups of their own
		Why:        "S3 defines three groups: all users, all authenticated users, and log delivery.",
		Fix:        "Use the URI of AllUsers, AuthenticatedUsers or LogDelivery.",
		Sources:    []string{docACLOverview, localStack("validation.py#L174")},
		Violating: []compat.Case{
			compat.Given(operation.PutBucketAcl, member.AccessControlPolicy, policyWith(types.PermissionWrite, groupGrantee("http://acs.amazonaws.com/groups/s3/FakeGroup"))),
		},
		Allowed: []compat.Case{
			compat.Given(operation.PutBucketAcl, member.AccessControlPolicy, policyWith(types.PermissionWrite, groupGrantee(groupLogDelivery))),
		},
	}, {
		ID:         "acl-document-invalid-id",
		Topic:      "acl",
		Title:      "Owner and users in an ACL document are named by canonical user ID",
		Problem:    "{at} isn't a canonical user ID",
		Remedy:     "Look it up",
		Operations: putACLs,
		When:       compat.Matches(member.AccessControlPolicy, invalidIDGrant()),
		Answer:     invalid("Invalid id"),
		AmazonOnly: true, // other servers have other ids
		Why:        "Accounts are named by their canonical user ID in ACLs, which consists of 64 hexadecimal digits.",
		Fix:        "Take the owner from GetBucketAcl or GetObjectAcl, and grantees by their canonical user ID.",
		Sources:    []string{docACLOverview, localStack("validation.py#L151")},
		Violating: []compat.Case{
			compat.Given(operation.PutBucketAcl, member.AccessControlPolicy, policyWith(types.PermissionRead, userGrantee("wrong-id"))),
			compat.Given(operation.PutObjectAcl, member.AccessControlPolicy, &types.AccessControlPolicy{Owner: &types.Owner{ID: ptr.String("owner")}, Grants: ownACL().Grants}),
		},
		Allowed: []compat.Case{
			compat.Given(operation.PutBucketAcl, member.AccessControlPolicy, policyWith(types.PermissionRead, userGrantee(canonicalID))),
			compat.Given(operation.PutObjectAcl, member.AccessControlPolicy, ownACL()),
		},
	}, {
		ID:         "acl-document-too-many-grants",
		Topic:      "acl",
		Title:      "An ACL can't have more than 100 grants",
		Problem:    "The ACL has {count AccessControlPolicy.Grants} grants; S3 allows 100",
		Remedy:     "Use a bucket policy",
		Operations: putACLs,
		When:       compat.Matches(member.AccessControlPolicy, tooManyGrants()),
		Answer:     malformed,
		Doubt:      "the limit is documented, S3's answer beyond it isn't",
		Why:        "An access control list holds at most 100 grants.",
		Fix:        "Use a bucket policy, or grant to a group.",
		Sources:    []string{docACLOverview},
		Violating:  []compat.Case{compat.Given(operation.PutBucketAcl, member.AccessControlPolicy, aclOf(maxGrants+1))},
		Allowed:    []compat.Case{compat.Given(operation.PutBucketAcl, member.AccessControlPolicy, aclOf(maxGrants))},
	}}
}
