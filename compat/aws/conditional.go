package aws

import (
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	awssdk "github.com/aws/aws-sdk-go-v2/aws"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// notStar is true of values of If-None-Match other than an asterisk. An empty
// value counts as none, and a quoted asterisk isn't certain.
func notStar() *compat.Predicate {
	return compat.Text(`isn't "*"`, func(s string) bool {
		return s != "" && s != "*" && s != `"*"`
	}, []any{`"d41d8cd98f00b204e9800998ecf8427e"`, "abcdef"}, []any{"*", ""})
}

// anyETag is true of the asterisk, which S3 understands in quotes too.
func anyETag() *compat.Predicate {
	return compat.Text(`is "*"`, func(s string) bool {
		s = headerValue(s)
		return s == "*" || s == `"*"`
	}, []any{"*", `"*"`}, []any{"", "%2A", `"d41d8cd98f00b204e9800998ecf8427e"`})
}

// isNotEmpty is true of every text but the empty one, which the SDK sends as an
// empty header.
func isNotEmpty() *compat.Predicate {
	return compat.Text("isn't empty", func(s string) bool { return s != "" }, []any{"*", "abcdef"}, []any{""})
}

// passed is true of times that have passed. S3 ignores an If-Modified-Since that
// lies in the future.
func passed() *compat.Predicate {
	return compat.Time("has passed", func(t, now time.Time) bool { return t.Before(now) },
		[]any{time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)}, []any{time.Date(2999, 1, 1, 0, 0, 0, 0, time.UTC)})
}

// neverModifiedBetween returns a relation that holds if no time of modification
// is after the one and not after the other.
func neverModifiedBetween(modified, unmodified compat.Member) *compat.Relation {
	return &compat.Relation{
		Name:    unmodified.String() + " isn't after " + modified.String(),
		Members: []compat.Member{modified, unmodified},
		Test: func(a, b, _ compat.Value) compat.Truth {
			since, ok1 := a.Time()
			until, ok2 := b.Time()
			if !ok1 || !ok2 {
				return compat.Unknown
			}
			// The headers carry whole seconds.
			return compat.TruthOf(until.Unix() <= since.Unix())
		},
		Yes: [][]any{{inJanuary(2), inJanuary(1)}, {inJanuary(1), inJanuary(1)}},
		No:  [][]any{{inJanuary(1), inJanuary(2)}},
	}
}

func inJanuary(day int) time.Time { return time.Date(2024, 1, day, 0, 0, 0, 0, time.UTC) }

// sameTag returns a relation that holds if both members have the same ETag.
func sameTag(match, noneMatch compat.Member) *compat.Relation {
	return &compat.Relation{
		Name:    match.String() + " and " + noneMatch.String() + " are the same",
		Members: []compat.Member{match, noneMatch},
		Test: func(a, b, _ compat.Value) compat.Truth {
			s, ok1 := a.Text()
			t, ok2 := b.Text()
			if !ok1 || !ok2 {
				return compat.Unknown
			}
			return compat.TruthOf(s != "" && strings.Trim(s, `"`) == strings.Trim(t, `"`))
		},
		Yes: [][]any{{`"abc"`, `"abc"`}, {`"abc"`, "abc"}},
		No:  [][]any{{`"abc"`, `"def"`}},
	}
}

func hasSizeOrTimeCondition() *compat.Predicate {
	return compat.Document("makes the deletion of an object depend on its size or time",
		func(d *types.Delete) (string, bool) {
			for i := range d.Objects {
				if d.Objects[i].Size != nil || d.Objects[i].LastModifiedTime != nil {
					return "Objects[" + strconv.Itoa(i) + "]", true
				}
			}
			return "", false
		},
		[]any{
			&types.Delete{Objects: []types.ObjectIdentifier{{Key: awssdk.String("a"), Size: awssdk.Int64(3)}}},
			&types.Delete{Objects: []types.ObjectIdentifier{{Key: awssdk.String("a"), LastModifiedTime: awssdk.Time(time.Unix(0, 0))}}},
		},
		[]any{&types.Delete{Objects: []types.ObjectIdentifier{{Key: awssdk.String("a"), ETag: awssdk.String(partETag)}}}})
}

// rankNotImplemented puts preconditions that S3 doesn't offer before what the
// request's document and its bucket are found to lack.
const rankNotImplemented = -6

// conditionalRules are about preconditions: If-Match and its relatives.
func conditionalRules() []compat.Rule {
	writes := []compat.Operation{operation.PutObject, operation.CopyObject, operation.CompleteMultipartUpload}
	reads := []compat.Operation{operation.GetObject, operation.HeadObject}
	copies := []compat.Operation{operation.CopyObject, operation.UploadPartCopy}

	general := compat.On(compat.GeneralPurposeBucket, compat.AccessPoint, compat.MultiRegionAccessPoint)
	notDirectory := compat.Not(compat.On(compat.DirectoryBucket, compat.DirectoryAccessPoint))

	const (
		docWrites         = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html"
		docGet            = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html"
		msgNotImplemented = "A header you provided implies functionality that is not implemented"
		msgPrecondition   = "At least one of the pre-conditions you specified did not hold"
		refVersityCommon  = "https://github.com/versity/versitygw/blob/v1.8.0/backend/common.go"
	)
	date := func(day int) time.Time { return time.Date(2024, 5, day, 0, 0, 0, 0, time.UTC) }

	return []compat.Rule{
		{
			ID:         "if-match-with-if-none-match",
			Topic:      "conditional requests",
			Title:      "A write takes IfMatch or IfNoneMatch, not both",
			Problem:    "IfMatch and IfNoneMatch are both set",
			Remedy:     "Keep one",
			Operations: writes,
			When:       compat.All(compat.Matches(member.IfMatch, isNotEmpty()), compat.Matches(member.IfNoneMatch, isNotEmpty())),
			Answer:     compat.Answer{Status: 501, Code: "NotImplemented", Message: msgNotImplemented},
			Why:        "IfNoneMatch: * asks that no such object exists, IfMatch that one does and has a certain ETag. S3 accepts one precondition per write.",
			Fix:        "Use IfNoneMatch to create an object, IfMatch to replace a known one.",
			Rank:       rankNotImplemented,
			Sources:    []string{docWrites, "recorded:ls-e-0220", refVersityCommon, localStack("provider.py#L2732")},
			Violating: []compat.Case{
				compat.Given(operation.PutObject, member.IfMatch, "abcdef", member.IfNoneMatch, "*"),
				compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(1), member.IfMatch, "abcdef", member.IfNoneMatch, "*"),
			},
			Allowed: []compat.Case{
				compat.Given(operation.PutObject, member.IfNoneMatch, "*"),
				compat.Given(operation.CopyObject, member.IfMatch, `"06becddd7457b4bad77f1d3bca3a3ad1"`),
			},
		},
		{
			ID:         "if-match-any",
			Topic:      "conditional requests",
			Title:      "A write can't be conditional on any ETag at all",
			Problem:    "IfMatch is *",
			Remedy:     "Give the object's ETag",
			Operations: writes,
			When:       compat.All(compat.Matches(member.IfMatch, anyETag()), notDirectory),
			Answer:     compat.Answer{Status: 501, Code: "NotImplemented", Message: msgNotImplemented},
			Why:        "S3 compares IfMatch of a write with one ETag. The asterisk, which would ask only that the object exists, is accepted by DeleteObject alone.",
			Fix:        "Give the ETag of the object that is to be replaced, from HeadObject or GetObject.",
			Rank:       rankNotImplemented,
			Sources:    []string{refPutObject, "recorded:ls-e-0207", argminConditions},
			Violating:  []compat.Case{compat.Given(operation.PutObject, member.IfMatch, "*"), compat.Given(operation.CopyObject, member.IfMatch, "*"), compat.Given(operation.PutObject, member.IfMatch, `"*"`)},
			Allowed:    []compat.Case{compat.Given(operation.PutObject, member.IfMatch, "abcdef")},
		},
		{
			ID:         "if-none-match-etag",
			Topic:      "conditional requests",
			Title:      "IfNoneMatch of a write can only be an asterisk",
			Problem:    "IfNoneMatch is an ETag",
			Remedy:     "Use *, or IfMatch",
			Operations: writes,
			When:       compat.All(compat.Matches(member.IfNoneMatch, notStar()), notDirectory),
			Answer:     compat.Answer{Status: 501, Code: "NotImplemented", Message: msgNotImplemented},
			Why:        "S3 can make a write depend on there being no such object, but not on the object having another ETag.",
			Fix:        "Use \"*\" to create an object only if there is none, or IfMatch to replace a certain one.",
			Rank:       rankNotImplemented,
			Sources:    []string{refPutObject, refCopyObject, refComplete, "https://github.com/aws/aws-sdk-ruby/issues/3144", "https://github.com/versity/versitygw/issues/1708", localStack("provider.py#L759")},
			Violating:  []compat.Case{compat.Given(operation.PutObject, member.IfNoneMatch, partETag), compat.Given(operation.CopyObject, member.IfNoneMatch, partETag)},
			Allowed:    []compat.Case{compat.Given(operation.PutObject, member.IfNoneMatch, "*")},
		},
		{
			ID:         "delete-version-if-match",
			Topic:      "conditional requests",
			Title:      "The deletion of a version can't be conditional",
			Problem:    "IfMatch is set for the deletion of a version",
			Remedy:     "Leave IfMatch out",
			Operations: []compat.Operation{operation.DeleteObject},
			When:       compat.All(compat.Matches(member.IfMatch, isNotEmpty()), compat.Matches(member.VersionId, someVersion()), general),
			Answer:     compat.Answer{Status: 501, Code: "NotImplemented", Message: msgNotImplemented},
			Why:        "S3 compares IfMatch with the current version of the object only, and doesn't take it along with a version, even if that is the current one.",
			Fix:        "Leave IfMatch out: a version never changes. Or leave VersionId out to act on the current version.",
			Sources: []string{
				"https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html",
				"https://github.com/localstack/localstack/issues/13894", capturedVersions,
			},
			AmazonOnly: true,
			Violating: []compat.Case{
				compat.Given(operation.DeleteObject, member.Bucket, "amzn-s3-demo-bucket", member.VersionId, "L4kqtJlcpXroDTDmpUMLUo", member.IfMatch, partETag),
				compat.Given(operation.DeleteObject, member.Bucket, "amzn-s3-demo-bucket", member.VersionId, "null", member.IfMatch, "*"),
			},
			Allowed: []compat.Case{
				compat.Given(operation.DeleteObject, member.Bucket, "amzn-s3-demo-bucket", member.IfMatch, partETag),
				compat.Given(operation.DeleteObject, member.Bucket, "amzn-s3-demo-bucket", member.VersionId, "L4kqtJlcpXroDTDmpUMLUo"),
			},
		},
		{
			ID:         "delete-objects-if-size-or-time",
			Topic:      "conditional requests",
			Title:      "Only directory buckets delete listed objects by size or modification time",
			Problem:    "An entry depends on size or time, in {target}: {at}",
			Remedy:     "Use its ETag",
			Operations: []compat.Operation{operation.DeleteObjects},
			When:       compat.All(compat.Matches(member.Delete, hasSizeOrTimeCondition()), general),
			Answer:     malformedXML,
			Why:        "Size and LastModifiedTime of an entry are offered by directory buckets only; elsewhere S3 refuses the whole list and deletes nothing.",
			Fix:        "Use the ETag of the entry.",
			Sources: []string{
				"https://docs.aws.amazon.com/AmazonS3/latest/API/API_ObjectIdentifier.html",
				"https://github.com/ministackorg/ministack/pull/1452", "https://github.com/aws/aws-sdk-js-v3/issues/6857",
			},
			AmazonOnly: true,
			Violating: []compat.Case{compat.Given(operation.DeleteObjects, member.Bucket, "amzn-s3-demo-bucket",
				member.Delete, &types.Delete{Objects: []types.ObjectIdentifier{{Key: awssdk.String("a"), Size: awssdk.Int64(3)}}})},
			Allowed: []compat.Case{compat.Given(operation.DeleteObjects, member.Bucket, "amzn-s3-demo-bucket",
				member.Delete, &types.Delete{Objects: []types.ObjectIdentifier{{Key: awssdk.String("a"), ETag: awssdk.String(partETag)}}})},
		},
		{
			ID:         "read-never-modified-between",
			Topic:      "conditional requests",
			Title:      "IfUnmodifiedSince must be later than IfModifiedSince",
			Problem:    "IfUnmodifiedSince isn't after IfModifiedSince",
			Remedy:     "Keep one, or swap them",
			Operations: reads,
			When: compat.All(
				compat.Related(neverModifiedBetween(member.IfModifiedSince, member.IfUnmodifiedSince)),
				compat.Matches(member.IfModifiedSince, passed()),
				// Either would take precedence over one of the two.
				compat.Not(compat.AnySet(member.IfMatch, member.IfNoneMatch)),
			),
			Answer:    compat.Answer{Status: 412, Code: "PreconditionFailed", Message: msgPrecondition},
			Why:       "No object was modified after the one and not after the other, so S3 answers 412, or 304 for an object that was modified before both.",
			Fix:       "Keep one of the two, or swap them.",
			Doubt:     "An object older than both dates is answered 304 Not Modified, which isn't an error to every caller.",
			Sources:   []string{docGet, "recorded:ls-a-0171", "recorded:ls-a-0172"},
			Violating: []compat.Case{compat.Given(operation.GetObject, member.IfModifiedSince, date(2), member.IfUnmodifiedSince, date(1))},
			Allowed: []compat.Case{
				compat.Given(operation.GetObject, member.IfModifiedSince, date(1), member.IfUnmodifiedSince, date(2)),
				compat.Given(operation.HeadObject, member.IfModifiedSince, date(2), member.IfUnmodifiedSince, date(1), member.IfMatch, partETag, member.IfNoneMatch, "abcdef"),
			},
		},
		{
			ID:         "copy-never-modified-between",
			Topic:      "conditional requests",
			Title:      "CopySourceIfUnmodifiedSince must be later than CopySourceIfModifiedSince",
			Problem:    "CopySourceIfUnmodifiedSince isn't after CopySourceIfModifiedSince",
			Remedy:     "Keep one, or swap them",
			Operations: copies,
			When: compat.All(
				compat.Related(neverModifiedBetween(member.CopySourceIfModifiedSince, member.CopySourceIfUnmodifiedSince)),
				compat.Matches(member.CopySourceIfModifiedSince, passed()),
				compat.Not(compat.AnySet(member.CopySourceIfMatch, member.CopySourceIfNoneMatch)),
			),
			Answer:    compat.Answer{Status: 412, Code: "PreconditionFailed", Message: msgPrecondition},
			Why:       "No source was modified after the one and not after the other.",
			Fix:       "Keep one of the two, or swap them.",
			Sources:   []string{refCopyObject, "recorded:ls-e-0064", "recorded:ls-e-0361"},
			Violating: []compat.Case{compat.Given(operation.CopyObject, member.CopySourceIfModifiedSince, date(2), member.CopySourceIfUnmodifiedSince, date(1))},
			Allowed:   []compat.Case{compat.Given(operation.CopyObject, member.CopySourceIfModifiedSince, date(1), member.CopySourceIfUnmodifiedSince, date(2))},
		},
		{
			ID:         "read-match-and-none-match-same",
			Topic:      "conditional requests",
			Title:      "IfMatch and IfNoneMatch of a read can't name the same ETag",
			Problem:    "IfMatch and IfNoneMatch are the same ETag",
			Operations: reads,
			When:       compat.Related(sameTag(member.IfMatch, member.IfNoneMatch)),
			Answer:     compat.Answer{Status: 412, Code: "PreconditionFailed", Message: msgPrecondition},
			Why:        "An object that has the ETag fails IfNoneMatch (304), any other fails IfMatch (412).",
			Fix:        "Keep one of the two.",
			Doubt:      "An object that has the ETag is answered 304 Not Modified, which isn't an error to every caller.",
			Sources:    []string{docGet, "recorded:ls-a-0168", "recorded:ls-a-0170"},
			Violating:  []compat.Case{compat.Given(operation.GetObject, member.IfMatch, partETag, member.IfNoneMatch, partETag)},
			Allowed:    []compat.Case{compat.Given(operation.GetObject, member.IfMatch, partETag, member.IfNoneMatch, "etag123")},
		},
		{
			ID:         "copy-match-and-none-match-same",
			Topic:      "conditional requests",
			Title:      "CopySourceIfMatch and CopySourceIfNoneMatch can't name the same ETag",
			Problem:    "CopySourceIfMatch and CopySourceIfNoneMatch are the same ETag",
			Operations: copies,
			When:       compat.Related(sameTag(member.CopySourceIfMatch, member.CopySourceIfNoneMatch)),
			Answer:     compat.Answer{Status: 412, Code: "PreconditionFailed", Message: msgPrecondition},
			Why:        "A source that has the ETag fails the one, any other the other.",
			Fix:        "Keep one of the two.",
			Sources:    []string{refCopyObject, "recorded:ls-e-0060"},
			Violating:  []compat.Case{compat.Given(operation.UploadPartCopy, member.CopySourceIfMatch, partETag, member.CopySourceIfNoneMatch, partETag)},
			Allowed:    []compat.Case{compat.Given(operation.UploadPartCopy, member.CopySourceIfMatch, partETag, member.CopySourceIfUnmodifiedSince, date(1))},
		},
	}
}
