package aws

import (
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/ptr"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const docDeleteObjects = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html"

const maxDeletes = 1000

func deletion(keys ...string) *types.Delete {
	d := &types.Delete{Objects: []types.ObjectIdentifier{}}
	for _, k := range keys {
		d.Objects = append(d.Objects, types.ObjectIdentifier{Key: ptr.String(k)})
	}
	return d
}

func deleteVersion(key, version string) *types.Delete {
	return &types.Delete{Objects: []types.ObjectIdentifier{{Key: ptr.String(key), VersionId: ptr.String(version)}}}
}

// deleteVersionIf deletes a version on condition of an ETag.
func deleteVersionIf(key, version, etag string) *types.Delete {
	d := deleteVersion(key, version)
	d.Objects[0].ETag = ptr.String(etag)
	return d
}

// deleteIf deletes the current version on condition of an ETag.
func deleteIf(key, etag string) *types.Delete {
	d := deletion(key)
	d.Objects[0].ETag = ptr.String(etag)
	return d
}

func deleteMany(n int) *types.Delete {
	keys := make([]string, n)
	for i := range keys {
		keys[i] = strconv.Itoa(i)
	}
	return deletion(keys...)
}

func deletesNothing() *compat.Predicate {
	return compat.Document("lists no object", func(d *types.Delete) (string, bool) {
		return "Objects", len(d.Objects) == 0
	}, []any{deletion()}, []any{deletion("a.txt")})
}

func deletesTooMany() *compat.Predicate {
	return compat.Document("lists more than 1,000 objects", func(d *types.Delete) (string, bool) {
		return "Objects", len(d.Objects) > maxDeletes
	}, []any{deleteMany(maxDeletes + 1)}, []any{deletion("a.txt"), deleteMany(maxDeletes)})
}

func deletesEmptyKey() *compat.Predicate {
	return compat.Document("lists an object with an empty key", func(d *types.Delete) (string, bool) {
		for i := range d.Objects {
			if ptr.ToString(d.Objects[i].Key) == "" {
				return element("Objects", i, "Key"), true
			}
		}
		return "", false
	}, []any{deletion("a.txt", "")}, []any{deletion("a.txt")})
}

func deletesEmptyVersion() *compat.Predicate {
	return compat.Document("gives an empty version", func(d *types.Delete) (string, bool) {
		for i := range d.Objects {
			if v := d.Objects[i].VersionId; v != nil && *v == "" {
				return element("Objects", i, "VersionId"), true
			}
		}
		return "", false
	}, []any{deleteVersion("a.txt", "")}, []any{deletion("a.txt"), deleteVersion("a.txt", "null")})
}

func deletesVersionWithETag() *compat.Predicate {
	return compat.Document("gives an ETag together with a version", func(d *types.Delete) (string, bool) {
		for i := range d.Objects {
			if o := &d.Objects[i]; ptr.ToString(o.VersionId) != "" && ptr.ToString(o.ETag) != "" {
				return element("Objects", i, "ETag"), true
			}
		}
		return "", false
	}, []any{deleteVersionIf("a.txt", "null", partETag), deleteVersionIf("a.txt", "L4kqtJlcpXroDTDmpUMLUo", "*")},
		[]any{deleteIf("a.txt", "*"), deleteVersion("a.txt", "null")})
}

// deleteRules: what can't be deleted, and how.
func deleteRules() []compat.Rule {
	del := func(d *types.Delete) compat.Case { return compat.Given(operation.DeleteObjects, member.Delete, d) }
	only := []compat.Operation{operation.DeleteObjects}
	const partly = "the request succeeds: the answer's Errors tell that the entry failed"
	noSuchVersion := compat.Answer{Status: 404, Code: "NoSuchVersion", Message: "The specified version does not exist."}
	return []compat.Rule{{
		ID:         "delete-objects-empty",
		Topic:      "delete",
		Title:      "DeleteObjects needs at least one object",
		Problem:    "Delete lists no objects",
		Remedy:     "Skip the request",
		Operations: only,
		When:       compat.Matches(member.Delete, deletesNothing()),
		Answer:     malformedXML,
		Why:        "The document doesn't validate against S3's schema, which requires an object. The SDK only requires that the list isn't nil.",
		Fix:        "Don't send the request when there is nothing to delete.",
		Sources:    []string{docDeleteObjects, "https://github.com/taylorfinnell/awscr-s3/pull/147", "https://github.com/versity/versitygw/issues/2109", localStack("provider.py#L1373")},
		Violating:  []compat.Case{del(deletion())},
		Allowed:    []compat.Case{del(deletion("a.txt"))},
	}, {
		ID:         "delete-objects-too-many",
		Topic:      "delete",
		Title:      "DeleteObjects takes at most 1,000 objects",
		Problem:    "Delete lists {count Delete.Objects} objects; S3 allows 1,000",
		Remedy:     "Send several requests",
		Operations: only,
		When:       compat.Matches(member.Delete, deletesTooMany()),
		Answer:     malformedXML,
		Why:        "A longer list doesn't validate against S3's schema; S3 doesn't say that the length is the reason.",
		Fix:        "Send several requests with up to 1,000 objects each.",
		Sources:    []string{docDeleteObjects, "https://github.com/aws/aws-sdk-java/issues/1293", "https://github.com/boto/boto3/issues/3297"},
		Violating:  []compat.Case{del(deleteMany(maxDeletes + 1))},
		Allowed:    []compat.Case{del(deleteMany(maxDeletes)), del(deletion("a.txt"))},
	}, {
		ID:         "delete-objects-empty-key",
		Topic:      "delete",
		Title:      "Each object in DeleteObjects needs a key",
		Problem:    "A key is empty: {at}",
		Remedy:     "Leave the object out",
		Operations: only,
		When:       compat.Matches(member.Delete, deletesEmptyKey()),
		Answer:     compat.Answer{Status: 400, Code: "UserKeyMustBeSpecified", Message: "User key must be specified."},
		Rank:       1, // looked at after the schema
		Why:        "A key has at least one character. S3 refuses the whole request.",
		Fix:        "Leave out objects whose key is empty.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_ObjectIdentifier.html", measuredByBacklot},
		Violating:  []compat.Case{del(deletion("a.txt", ""))},
		Allowed:    []compat.Case{del(deletion("a.txt", "b.txt"))},
	}, {
		ID:         "delete-objects-empty-version",
		Topic:      "delete",
		Title:      "VersionId of an object in DeleteObjects can't be empty",
		Problem:    "A version is empty: {at}",
		Remedy:     "Leave it nil",
		Operations: only,
		When:       compat.Matches(member.Delete, deletesEmptyVersion()),
		Answer:     noSuchVersion,
		Doubt:      partly,
		Why:        "S3 looks for a version with the empty id, finds none and doesn't delete the object.",
		Fix:        "Leave VersionId nil to delete the current version.",
		Sources:    []string{docDeleteObjects, "https://github.com/wal-g/wal-g/pull/2549", "https://github.com/brendanhay/amazonka/issues/160"},
		Violating:  []compat.Case{del(deleteVersion("a.txt", ""))},
		Allowed:    []compat.Case{del(deletion("a.txt"))},
	}, {
		ID:         "delete-objects-version-unversioned",
		Topic:      "delete",
		Title:      "A bucket that was never versioned has no versions to delete",
		Problem:    "A version is named, and the bucket was never versioned: {at}",
		Remedy:     "Leave it out",
		Operations: only,
		When:       compat.All(compat.Bucket(compat.Versioning, "Unversioned"), compat.Matches(member.Delete, deletesNamedVersions())),
		Answer:     noSuchVersion,
		Doubt:      partly,
		Why:        "Without versioning the one version of an object is null; the entry fails and the object stays.",
		Fix:        "Leave VersionId out.",
		Sources:    []string{docDeleteObjects, "recorded:ls-e-0007"},
		Violating:  []compat.Case{del(deleteVersion("a.txt", "L4kqtJlcpXroDTDmpUMLUo")).InBucket(compat.Versioning, "Unversioned")},
		Allowed: []compat.Case{
			del(deletion("a.txt")).InBucket(compat.Versioning, "Unversioned"),
			del(deleteVersion("a.txt", "L4kqtJlcpXroDTDmpUMLUo")).InBucket(compat.Versioning, "Enabled"),
		},
	}, {
		ID:         "delete-objects-version-if-match",
		Topic:      "delete",
		Title:      "The deletion of a listed version can't be conditional",
		Problem:    "A version is listed with an ETag: {at}",
		Remedy:     "Leave the ETag out",
		Operations: only,
		When:       compat.All(compat.On(compat.GeneralPurposeBucket, compat.AccessPoint, compat.MultiRegionAccessPoint), compat.Matches(member.Delete, deletesVersionWithETag())),
		Answer:     compat.Answer{Status: 501, Code: "NotImplemented", Message: "A form field you provided implies functionality that is not implemented"},
		Doubt:      partly,
		Rank:       1, // looked at after the schema
		AmazonOnly: true,
		Why:        "S3 compares an ETag with the current version of the object only, and doesn't take it along with a version, even if that is the current one; the entry fails and the version stays.",
		Fix:        "Leave ETag out: a version never changes. Or leave VersionId out to act on the current version.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html", capturedVersions},
		Violating:  []compat.Case{del(deleteVersionIf("a.txt", "L4kqtJlcpXroDTDmpUMLUo", partETag)).With(member.Bucket, exampleBucket)},
		Allowed: []compat.Case{
			del(deleteIf("a.txt", partETag)).With(member.Bucket, exampleBucket), del(deleteIf("a.txt", "*")).With(member.Bucket, exampleBucket),
			del(deleteVersion("a.txt", "L4kqtJlcpXroDTDmpUMLUo")).With(member.Bucket, exampleBucket),
		},
	}, {
		ID:         "delete-bucket-not-empty",
		Topic:      "delete",
		Title:      "Only an empty bucket can be deleted",
		Problem:    "The bucket isn't empty",
		Remedy:     "Delete all objects and versions first",
		Operations: []compat.Operation{operation.DeleteBucket},
		When:       compat.Bucket(compat.Empty, "false"),
		Answer:     compat.Answer{Status: 409, Code: "BucketNotEmpty", Message: "The bucket you tried to delete is not empty"},
		Why:        "S3 deletes no bucket that still holds an object, a version or a delete marker.",
		Fix:        "Delete all objects first, in a versioned bucket all versions and delete markers.",
		Sources:    []string{docErrors, "https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html", stackdCaptures + "/versioning.json", stackdCaptures + "/logging_delivery_replay.json"},
		Violating:  []compat.Case{compat.Given(operation.DeleteBucket).InBucket(compat.Empty, "false")},
		Allowed:    []compat.Case{compat.Given(operation.DeleteBucket).InBucket(compat.Empty, "true"), compat.Given(operation.DeleteBucket)},
	}}
}
