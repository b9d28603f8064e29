package aws

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// targetFamily is a group of kinds of target that treat members alike.
type targetFamily struct {
	prefix string // of rule ids
	title  string // of rules, before what isn't supported
	kinds  []compat.TargetKind
	target string // a Bucket for examples
}

var (
	directoryFamily = targetFamily{"directory-bucket", "A directory bucket doesn't support ",
		[]compat.TargetKind{compat.DirectoryBucket, compat.DirectoryAccessPoint}, exampleDirectory}
	outpostsFamily = targetFamily{"outposts", "S3 on Outposts doesn't support ",
		[]compat.TargetKind{compat.OutpostsAccessPoint}, exampleOutposts}
	fsxFamily = targetFamily{"fsx", "An access point attached to an FSx volume doesn't support ",
		[]compat.TargetKind{compat.FSxAccessPoint}, exampleFSx}
	// regionalFamily lacks what only directory buckets support.
	regionalFamily = targetFamily{"directory-buckets-only", "Only directory buckets support ",
		[]compat.TargetKind{compat.GeneralPurposeBucket, compat.AccessPoint, compat.FSxAccessPoint,
			compat.MultiRegionAccessPoint, compat.ObjectLambdaAccessPoint}, exampleBucket}
)

// unsupportedMembers are groups of members that a family of targets doesn't
// support for one reason. Each member makes one rule, for all operations that
// have it and that the family supports.
type unsupportedMembers struct {
	family  targetFamily
	members []compat.Member
	ops     []compat.Operation // nil: every operation that has the member
	when    *compat.Predicate  // nil: the member must not be set at all
	suffix  string             // of the rule id, where a member has two rules
	with    []any              // further members of the examples, in pairs
	value   any                // the member's value in the violating example
	instead any                // its value in the allowed one; nil: absent
	what    string             // what isn't supported: "access control lists"
	answer  compat.Answer
	why     string
	fix     string
	doubt   string
	ignored bool     // S3 takes the member and makes nothing of it
	sources []string // the operations' reference pages are added
}

// silent is the doubt about members of which the documentation says only that
// the functionality isn't supported.
const silent = "The documentation says that it isn't supported, not that the request fails: it may be ignored."

func notOwnersACL() *compat.Predicate {
	return compat.Text("gives access to others than the bucket owner", func(s string) bool {
		return s != "private" && s != "bucket-owner-full-control" && s != "bucket-owner-read"
	}, []any{"public-read", "authenticated-read"}, []any{"private", "bucket-owner-full-control"})
}

func notEmptyText() *compat.Predicate {
	return compat.Text("isn't empty", func(s string) bool { return s != "" }, []any{"team=a"}, []any{""})
}

func notNullVersion() *compat.Predicate {
	return compat.Text("is a version ID other than null", func(s string) bool { return s != "null" },
		[]any{"3HL4kqtJlcpXroDTDmjVBH40Nrjfkd"}, []any{"null"})
}

func notChunkedEncoding() *compat.Predicate {
	return compat.Text("isn't aws-chunked", func(s string) bool { return s != "aws-chunked" },
		[]any{"gzip", "gzip, aws-chunked"}, []any{"aws-chunked"})
}

func kmsEncryption() *compat.Predicate {
	return compat.Text("is encryption with a KMS key", func(s string) bool { return strings.HasPrefix(s, "aws:kms") },
		[]any{"aws:kms", "aws:kms:dsse"}, []any{"AES256"})
}

func notFullControlACL() *compat.Predicate {
	return compat.Text("isn't bucket-owner-full-control", func(s string) bool { return s != "bucket-owner-full-control" },
		[]any{"private", "public-read"}, []any{"bucket-owner-full-control"})
}

func exampleDate() time.Time {
	return time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)
}

var (
	exampleMD5   = "1B2M2Y8AsgTpgAmY7PhCfg=="
	exampleOwner = "111122223333"
	exampleGrant = `id="79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"`
)

// zonalUploads are the operations that write objects, or begin to.
var zonalUploads = []compat.Operation{operation.CopyObject, operation.CreateMultipartUpload, operation.PutObject}

func targetMembers() []unsupportedMembers {
	return []unsupportedMembers{
		// Directory buckets.
		{
			family: directoryFamily, what: "access control lists", members: []compat.Member{member.ACL},
			ops: append(slices.Clone(zonalUploads), operation.CreateBucket), when: notOwnersACL(), value: "public-read",
			answer: notImplemented,
			why:    "Directory buckets always have the bucket owner enforced, so only policies give access.",
			fix:    "Leave the ACL out, and grant access in the bucket policy.", doubt: silent,
		},
		{
			family: directoryFamily, what: "grants", members: []compat.Member{member.GrantFullControl, member.GrantRead, member.GrantReadACP, member.GrantWrite, member.GrantWriteACP},
			ops: append(slices.Clone(zonalUploads), operation.CreateBucket), value: exampleGrant,
			answer: notImplemented,
			why:    "Directory buckets always have the bucket owner enforced, so only policies give access.",
			fix:    "Leave the grant out, and grant access in the bucket policy.", doubt: silent,
		},
		{
			family: directoryFamily, what: "the choice of object ownership", members: []compat.Member{member.ObjectOwnership},
			ops: []compat.Operation{operation.CreateBucket}, value: "ObjectWriter",
			answer: notImplemented,
			why:    "Directory buckets always have the bucket owner enforced.",
			fix:    "Leave ObjectOwnership out.", doubt: silent,
		},
		{
			family: directoryFamily, what: "bucket namespaces", members: []compat.Member{member.BucketNamespace},
			ops: []compat.Operation{operation.CreateBucket}, value: "account-regional",
			answer: compat.Answer{Status: 400, Code: "InvalidRequest"},
			why:    "The name of a directory bucket is unique in its zone; account regional namespaces are for general purpose buckets.",
			fix:    "Leave BucketNamespace out.", doubt: silent,
		},
		{
			family: directoryFamily, what: "Object Lock", members: []compat.Member{member.ObjectLockMode, member.ObjectLockLegalHoldStatus,
				member.ObjectLockEventHold, member.ObjectLockEventHoldDurationDays, member.ObjectLockEventHoldDurationYears},
			ops:    zonalUploads,
			answer: notImplemented,
			why:    "Directory buckets have neither versions nor Object Lock.",
			fix:    "Leave the lock out, or use a general purpose bucket with Object Lock.", doubt: silent,
		},
		{
			family: directoryFamily, what: "Object Lock", members: []compat.Member{member.ObjectLockRetainUntilDate},
			ops: zonalUploads, value: exampleDate(),
			answer: notImplemented,
			why:    "Directory buckets have neither versions nor Object Lock.",
			fix:    "Leave the date out, or use a general purpose bucket with Object Lock.", doubt: silent,
		},
		{
			family: directoryFamily, what: "Object Lock", members: []compat.Member{member.ObjectLockEnabledForBucket},
			ops: []compat.Operation{operation.CreateBucket}, value: true,
			answer: notImplemented,
			why:    "Directory buckets have neither versions nor Object Lock.",
			fix:    "Leave ObjectLockEnabledForBucket out, or create a general purpose bucket.", doubt: silent,
		},
		{
			family: directoryFamily, what: "governance retention, which could be bypassed", members: []compat.Member{member.BypassGovernanceRetention},
			value:  true,
			answer: notImplemented,
			why:    "Directory buckets don't have Object Lock, so there is nothing to bypass.",
			fix:    "Leave BypassGovernanceRetention out.", doubt: silent,
		},
		{
			family: directoryFamily, what: "MFA delete", members: []compat.Member{member.MFA},
			value:  "arn:aws:iam::123456789012:mfa/user 123456",
			answer: notImplemented,
			why:    "Directory buckets have no versions, so no MFA delete either.",
			fix:    "Leave MFA out.", doubt: silent,
		},
		{
			family: directoryFamily, what: "object tags", members: []compat.Member{member.Tagging},
			ops: []compat.Operation{operation.CreateMultipartUpload, operation.PutObject}, when: notEmptyText(), value: "team=a",
			answer: notImplemented,
			why:    "Objects in a directory bucket have no tags, and a request that would write some fails.",
			fix:    "Leave the tags out.", sources: []string{referencePage(operation.CopyObject) + "#AmazonS3-CopyObject-request-header-Tagging"},
		},
		{
			family: directoryFamily, what: "website redirects", members: []compat.Member{member.WebsiteRedirectLocation},
			value:  "/index.html",
			answer: notImplemented,
			why:    "Directory buckets don't host websites.",
			fix:    "Leave WebsiteRedirectLocation out.", doubt: silent,
		},
		{
			family: directoryFamily, what: "Content-MD5", members: []compat.Member{member.ContentMD5},
			ops:     []compat.Operation{operation.PutObject, operation.UploadPart},
			value:   exampleMD5,
			answer:  compat.Answer{Status: 501, Code: "NotImplemented", Message: "This bucket does not support Content Md5 header."},
			why:     "Directory buckets don't verify MD5 digests; they offer additional checksums.",
			fix:     "Leave ContentMD5 out, and use a checksum such as CRC32 or CRC64NVME.",
			sources: []string{"https://github.com/ByConity/ByConity/issues/1798"},
		},
		{
			family: directoryFamily, suffix: "configuration", what: "Content-MD5 of configurations", members: []compat.Member{member.ContentMD5},
			ops:    []compat.Operation{operation.PutBucketPolicy, operation.PutBucketEncryption},
			value:  exampleMD5,
			answer: compat.Answer{Status: 501, Code: "NotImplemented"},
			why:    "Directory buckets don't verify MD5 digests; they offer additional checksums.",
			fix:    "Leave ContentMD5 out: the SDK sends a checksum.", doubt: silent,
		},
		{
			family: directoryFamily, what: "Requester Pays", members: []compat.Member{member.RequestPayer},
			value:  "requester",
			answer: notImplemented,
			why:    "The owner of a directory bucket pays for all requests.",
			fix:    "Leave RequestPayer out.", doubt: silent,
		},
		{
			family: directoryFamily, what: "ExpectedBucketOwner in operations on the bucket", members: []compat.Member{member.ExpectedBucketOwner},
			ops:    except(marked('R', compat.DirectoryAccessPoint), lifecycleOperations...),
			value:  exampleOwner,
			answer: compat.Answer{Status: 501, Code: "NotImplemented"},
			why:    "The Regional operations on directory buckets don't check the owner: only the owner can call them.",
			fix:    "Leave ExpectedBucketOwner out.",
		},
		{
			family: directoryFamily, suffix: "lifecycle", what: "ExpectedBucketOwner in operations on the lifecycle", members: []compat.Member{member.ExpectedBucketOwner},
			ops:    lifecycleOperations,
			value:  exampleOwner,
			answer: compat.Answer{Status: 501, Code: "NotImplemented"},
			why:    "The Regional operations on directory buckets don't check the owner: only the owner can call them.",
			fix:    "Leave ExpectedBucketOwner out.", doubt: "The documentation says that it isn't supported; that the request fails, it says of the other operations on directory buckets only.",
		},
		{
			family: directoryFamily, what: "TransitionDefaultMinimumObjectSize", members: []compat.Member{member.TransitionDefaultMinimumObjectSize},
			value:  "all_storage_classes_128K",
			answer: notImplemented,
			why:    "Lifecycles of directory buckets don't move objects to other storage classes.",
			fix:    "Leave TransitionDefaultMinimumObjectSize out.", doubt: silent,
		},
		{
			family: directoryFamily, what: "ConfirmRemoveSelfBucketAccess", members: []compat.Member{member.ConfirmRemoveSelfBucketAccess},
			value:  true,
			answer: notImplemented,
			why:    "The owner of a directory bucket isn't locked out by its policy, which governs sessions only.",
			fix:    "Leave ConfirmRemoveSelfBucketAccess out.", doubt: silent,
		},
		{
			family: directoryFamily, what: "versions", members: []compat.Member{member.VersionId},
			when: notNullVersion(), value: "3HL4kqtJlcpXroDTDmjVBH40Nrjfkd", instead: "null",
			answer: compat.Answer{Status: 400, Code: "InvalidArgument"},
			why:    "Directory buckets have no versions, so null is the only version ID.",
			fix:    "Leave VersionId out.", doubt: "The documentation says that only null is supported, not what S3 answers to others.",
		},
		{
			family: directoryFamily, what: "OptionalObjectAttributes", members: []compat.Member{member.OptionalObjectAttributes},
			value: &[]types.OptionalObjectAttributes{types.OptionalObjectAttributesRestoreStatus}, ignored: true,
			why: "Objects in a directory bucket are never archived, so they have no restore status.",
			fix: "Leave OptionalObjectAttributes out.", sources: []string{"https://github.com/awslabs/mountpoint-s3/blob/main/mountpoint-s3-client/src/s3_crt_client/list_objects.rs"},
		},
		{
			family: directoryFamily, what: "StartAfter", members: []compat.Member{member.StartAfter},
			value:  "2026/q3.csv",
			answer: compat.Answer{Status: 400, Code: "InvalidRequest"},
			why:    "The listing of a directory bucket is in no order of keys.",
			fix:    "Leave StartAfter out, and continue with ContinuationToken.", doubt: silent,
		},
		{
			family: directoryFamily, what: "UploadIdMarker", members: []compat.Member{member.UploadIdMarker},
			value: "VXBsb2FkIElE", with: []any{member.KeyMarker, "2026/q3.csv"},
			answer: compat.Answer{Status: 400, Code: "InvalidRequest"},
			why:    "The key marker of a directory bucket's listing is opaque and suffices.",
			fix:    "Give NextKeyMarker of the answer before as KeyMarker, and no UploadIdMarker.", doubt: silent,
		},
		{
			family: directoryFamily, what: "content codings other than aws-chunked", members: []compat.Member{member.ContentEncoding},
			ops: []compat.Operation{operation.CopyObject, operation.CreateMultipartUpload}, when: notChunkedEncoding(), value: "gzip",
			answer: compat.Answer{Status: 400, Code: "InvalidRequest"},
			why:    "The documentation of copies and multipart uploads allows only aws-chunked.",
			fix:    "Note the coding in user metadata.", doubt: silent,
		},

		// Everything but directory buckets.
		{
			family: regionalFamily, what: "conditions on the time or the size", members: []compat.Member{member.IfMatchLastModifiedTime},
			value:  exampleDate(),
			answer: notImplemented,
			why:    "S3 evaluates this condition for directory buckets only.",
			fix:    "Use IfMatch with the ETag.", sources: []string{pageDirectoryOnly},
		},
		{
			family: regionalFamily, what: "conditions on the time or the size", members: []compat.Member{member.IfMatchInitiatedTime},
			value:   exampleDate(),
			answer:  notImplemented,
			why:     "S3 evaluates this condition for directory buckets only.",
			fix:     "Abort the upload without a condition.",
			doubt:   "The documentation says that it is supported for directory buckets only, not that the request fails; a server that follows S3 evaluates it for other buckets, too.",
			sources: []string{"https://github.com/versity/versitygw/blob/main/s3api/controllers/object-delete.go"},
		},
		{
			family: regionalFamily, what: "conditions on the time or the size", members: []compat.Member{member.IfMatchSize},
			value:  10,
			answer: notImplemented,
			why:    "S3 evaluates this condition for directory buckets only.",
			fix:    "Use IfMatch with the ETag.", sources: []string{"recorded:ls-e-0248"},
		},

		// S3 on Outposts, whose documentation says that attempts to use what it
		// doesn't support are rejected.
		{
			family: outpostsFamily, what: "access control lists", members: []compat.Member{member.ACL},
			ops: zonalUploads, when: notOwnersACL(), value: "public-read",
			answer: compat.Answer{Status: 501, Code: "NotImplemented"},
			why:    "Objects on Outposts belong to the bucket owner and have no ACLs.",
			fix:    "Leave the ACL out, and grant access in the policies of bucket and access point.", sources: []string{pageOutpostsLimits},
		},
		{
			family: outpostsFamily, what: "grants", members: []compat.Member{member.GrantFullControl, member.GrantRead, member.GrantReadACP, member.GrantWriteACP},
			ops: zonalUploads, value: exampleGrant,
			answer: compat.Answer{Status: 501, Code: "NotImplemented"},
			why:    "Objects on Outposts belong to the bucket owner and have no ACLs.",
			fix:    "Leave the grant out, and grant access in the policies of bucket and access point.", sources: []string{pageOutpostsLimits},
		},
		{
			family: outpostsFamily, what: "Object Lock", members: []compat.Member{member.ObjectLockMode, member.ObjectLockLegalHoldStatus},
			ops:    zonalUploads,
			answer: compat.Answer{Status: 501, Code: "NotImplemented"},
			why:    "S3 on Outposts has no Object Lock.",
			fix:    "Leave the lock out.", sources: []string{pageOutpostsLimits},
		},
		{
			family: outpostsFamily, what: "Object Lock", members: []compat.Member{member.ObjectLockRetainUntilDate},
			ops: zonalUploads, value: exampleDate(),
			answer: compat.Answer{Status: 501, Code: "NotImplemented"},
			why:    "S3 on Outposts has no Object Lock.",
			fix:    "Leave the date out.", sources: []string{pageOutpostsLimits},
		},
		{
			family: outpostsFamily, what: "MFA delete", members: []compat.Member{member.MFA},
			value:  "arn:aws:iam::123456789012:mfa/user 123456",
			answer: compat.Answer{Status: 501, Code: "NotImplemented"},
			why:    "S3 on Outposts has no MFA delete.",
			fix:    "Leave MFA out.", doubt: "The documentation says that attempts to use MFA delete are rejected; the header alone may be ignored.", sources: []string{pageOutpostsLimits},
		},
		{
			family: outpostsFamily, what: "Requester Pays", members: []compat.Member{member.RequestPayer},
			value:  "requester",
			answer: compat.Answer{Status: 501, Code: "NotImplemented"},
			why:    "S3 on Outposts has no Requester Pays.",
			fix:    "Leave RequestPayer out.", doubt: "The documentation says that attempts to use Requester Pays are rejected; the header alone may be ignored.", sources: []string{pageOutpostsLimits},
		},
		{
			family: outpostsFamily, what: "encryption with KMS keys", members: []compat.Member{member.ServerSideEncryption},
			when: kmsEncryption(), value: "aws:kms", instead: "AES256",
			answer: compat.Answer{Status: 501, Code: "NotImplemented"},
			why:    "S3 on Outposts encrypts with its own keys or with keys that the customer provides.",
			fix:    "Use AES256 or SSE-C.", sources: []string{pageOutpostsLimits},
		},
		{
			family: outpostsFamily, what: "website redirects", members: []compat.Member{member.WebsiteRedirectLocation},
			value:  "/index.html",
			answer: compat.Answer{Status: 501, Code: "NotImplemented"},
			why:    "Buckets on Outposts don't host websites.",
			fix:    "Leave WebsiteRedirectLocation out.", doubt: "The documentation says that attempts to use websites are rejected; the header alone may be ignored.", sources: []string{pageOutpostsLimits},
		},

		// Access points attached to FSx volumes.
		{
			family: fsxFamily, what: "access control lists", members: []compat.Member{member.ACL},
			ops: zonalUploads, when: notFullControlACL(), value: "public-read", instead: "bucket-owner-full-control",
			answer: notImplemented,
			why:    "The file system's permissions decide; the only ACL accepted is bucket-owner-full-control.",
			fix:    "Leave the ACL out.", doubt: silent, sources: []string{pageONTAP, pageFSx},
		},
		{
			family: fsxFamily, what: "grants", members: []compat.Member{member.GrantFullControl, member.GrantRead, member.GrantReadACP, member.GrantWriteACP},
			ops: zonalUploads, value: exampleGrant,
			answer: notImplemented,
			why:    "The file system's permissions decide.",
			fix:    "Leave the grant out.", doubt: silent, sources: []string{pageONTAP, pageFSx},
		},
		{
			family: fsxFamily, what: "conditional writes", members: []compat.Member{member.IfMatch, member.IfNoneMatch},
			ops: []compat.Operation{operation.PutObject, operation.CompleteMultipartUpload, operation.CopyObject}, value: "*",
			answer: notImplemented,
			why:    "Writes to a file system aren't checked against the ETag of what is there.",
			fix:    "Leave the condition out, and coordinate writers by other means.", doubt: "The reference pages of the operations don't mention it.", sources: []string{pageONTAP},
		},
		{
			family: fsxFamily, what: "annotations", members: []compat.Member{member.AnnotationDirective},
			value: "EXCLUDE", with: []any{member.CopySource, exampleFSx + "/a.csv"},
			answer: notImplemented,
			why:    "Files have no annotations, so there is no choice about them.",
			fix:    "Leave AnnotationDirective out.", doubt: silent, sources: []string{pageFSx, pageONTAP},
		},
		{
			family: fsxFamily, what: "Object Lock", members: []compat.Member{member.ObjectLockMode, member.ObjectLockLegalHoldStatus},
			ops:    zonalUploads,
			answer: notImplemented,
			why:    "Files have no Object Lock of S3.",
			fix:    "Use the file system's own means, such as SnapLock.", doubt: silent, sources: []string{pageONTAP},
		},
		{
			family: fsxFamily, what: "Requester Pays", members: []compat.Member{member.RequestPayer},
			value:  "requester",
			answer: notImplemented,
			why:    "File systems have no Requester Pays.",
			fix:    "Leave RequestPayer out.", doubt: silent, sources: []string{pageONTAP},
		},
		{
			family: fsxFamily, what: "website redirects", members: []compat.Member{member.WebsiteRedirectLocation},
			value:  "/index.html",
			answer: notImplemented,
			why:    "File systems don't host websites.",
			fix:    "Leave WebsiteRedirectLocation out.", doubt: silent, sources: []string{pageONTAP},
		},
	}
}

var lifecycleOperations = []compat.Operation{
	operation.DeleteBucketLifecycle, operation.GetBucketLifecycleConfiguration, operation.PutBucketLifecycleConfiguration,
}

// exampleValues are values of members in examples, where a group gives none.
func exampleValues() map[compat.Member]any {
	return map[compat.Member]any{
		member.ObjectLockMode:                   "GOVERNANCE",
		member.ObjectLockLegalHoldStatus:        "ON",
		member.ObjectLockEventHold:              "ON",
		member.ObjectLockEventHoldDurationDays:  30,
		member.ObjectLockEventHoldDurationYears: 1,
	}
}

// targetMemberRules are the rules about members that a kind of target doesn't
// support.
func targetMemberRules() []compat.Rule {
	var rules []compat.Rule
	groups := targetMembers()
	for i := range groups {
		for _, m := range groups[i].members {
			rules = append(rules, groups[i].rule(m))
		}
	}
	return rules
}

// rule makes the rule about one of the group's members.
func (g *unsupportedMembers) rule(m compat.Member) compat.Rule {
	ops := with(m)
	if g.ops != nil {
		ops = slices.DeleteFunc(slices.Clone(g.ops), func(op compat.Operation) bool { return !slices.Contains(ops, op) })
	}
	ops = supporting(ops, g.family.kinds[0])
	when := compat.Set(m)
	if g.when != nil {
		when = compat.Matches(m, g.when)
	}
	id := g.family.prefix + "-" + kebab(m.String())
	if g.suffix != "" {
		id += "-" + g.suffix
	}
	problem := m.String() + " is set, for {target}"
	if g.when != nil {
		problem = m.String() + " is {value " + m.String() + "|set}, for {target}"
	}
	title := g.family.title + g.what
	if !strings.HasPrefix(g.what, m.String()) {
		title += ": " + m.String()
	}
	value := g.value
	if value == nil {
		value = exampleValues()[m]
	}
	op := ops[0]
	if slices.Contains(ops, operation.PutObject) {
		op = operation.PutObject // a copy has a source that has to fit too
	}
	bad := compat.Given(op, append([]any{member.Bucket, g.family.target, m, value}, g.with...)...)
	good := bad.Without(m)
	if g.instead != nil {
		good = good.With(m, g.instead)
	}
	effect := compat.Rejected
	if g.ignored {
		effect = compat.Ignored
	}
	return compat.Rule{
		ID:         id,
		Topic:      "target",
		Title:      title,
		Problem:    problem,
		Remedy:     "Leave it out",
		Effect:     effect,
		Operations: ops,
		When:       compat.All(compat.On(g.family.kinds...), when),
		Answer:     g.answer,
		Why:        g.why,
		Fix:        g.fix,
		Doubt:      g.doubt,
		Sources:    append(slices.Clone(g.sources), referencePage(op)),
		AmazonOnly: true,
		Violating:  []compat.Case{bad},
		Allowed:    []compat.Case{good},
	}
}

// kebab writes a member's name as in rule ids: "if-match-size".
func kebab(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		upper := unicode.IsUpper(r)
		if i > 0 && upper && (!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])) {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
