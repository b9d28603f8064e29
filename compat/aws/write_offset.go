package aws

import (
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

func isPositive() *compat.Predicate {
	return compat.Int("is more than 0", func(n int64) bool { return n > 0 }, []any{1, 5242880}, []any{0, -1})
}

// emptyBody returns a fresh body with nothing in it.
func emptyBody() *strings.Reader { return strings.NewReader("") }

func hasMetadata() *compat.Predicate {
	return compat.Strings("has entries", func(m map[string]string) bool { return len(m) > 0 },
		[]any{map[string]string{"team": "blue"}}, []any{map[string]string{}})
}

// writeOffsetRules are about appending to an object with WriteOffsetBytes.
func writeOffsetRules() []compat.Rule {
	put := []compat.Operation{operation.PutObject}
	const (
		docAppend = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-buckets-objects-append.html"
		directory = "amzn-s3-demo-bucket--usw2-az1--x-s3"
	)
	return []compat.Rule{
		{
			ID:         "write-offset-negative",
			Topic:      "append",
			Title:      "WriteOffsetBytes can't be negative",
			Problem:    "WriteOffsetBytes is {value WriteOffsetBytes}",
			Remedy:     "Use the object's size",
			Operations: put,
			When:       compat.Matches(member.WriteOffsetBytes, isNegative()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidWriteOffset", Message: "The write offset value that you specified does not match the current object size."},
			Why:        "The offset must be the current size of the object, or 0 to begin a new one.",
			Fix:        "Take the offset from the Size of the previous answer, or from HeadObject.",
			Sources:    []string{docAppend, refPutObject},
			Violating:  []compat.Case{compat.Given(operation.PutObject, member.Bucket, directory, member.Body, something(), member.WriteOffsetBytes, -1)},
			Allowed:    []compat.Case{compat.Given(operation.PutObject, member.Bucket, directory, member.Body, something(), member.WriteOffsetBytes, 0)},
		},
		{
			ID:         "write-offset-with-metadata",
			Topic:      "append",
			Title:      "User metadata can't be given when data is appended",
			Problem:    "Metadata is set on an append at byte {value WriteOffsetBytes}",
			Remedy:     "Give it at offset 0",
			Operations: put,
			When:       compat.All(compat.Matches(member.WriteOffsetBytes, isPositive()), compat.Matches(member.Metadata, hasMetadata())),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Cannot specify both a write offset value and user-defined object metadata for existing objects."},
			Why:        "Metadata belongs to an object from its creation. An offset above 0 says that the object exists.",
			Fix:        "Give the metadata with the request that creates the object, at offset 0.",
			Sources:    []string{refPutObject},
			Violating:  []compat.Case{compat.Given(operation.PutObject, member.Bucket, directory, member.Body, something(), member.WriteOffsetBytes, 10, member.Metadata, map[string]string{"team": "blue"})},
			Allowed:    []compat.Case{compat.Given(operation.PutObject, member.Bucket, directory, member.Body, something(), member.WriteOffsetBytes, 0, member.Metadata, map[string]string{"team": "blue"})},
		},
		{
			ID:         "write-offset-without-body",
			Topic:      "append",
			Title:      "Appending needs something to append",
			Problem:    "The append at byte {value WriteOffsetBytes} has no data",
			Remedy:     "Skip the request",
			Operations: put,
			When: compat.All(compat.Matches(member.WriteOffsetBytes, isPositive()), compat.Any(
				compat.Equals(member.ContentLength, "0"),
				compat.Matches(member.Body, isEmptyBody()),
				// The body of a presigned request is given by whoever sends it.
				compat.All(compat.Not(compat.Set(member.Body)), compat.Signature(compat.Presigned, "false")),
			)),
			Answer:  compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Request body cannot be empty when 'write offset' is specified."},
			Why:     "Every append makes a part of the object, and an object has at most 10,000 of them, so S3 refuses empty ones. At offset 0 an empty object is created.",
			Fix:     "Skip the request if there is nothing to append.",
			Sources: []string{refPutObject, "https://github.com/awslabs/mountpoint-s3/blob/main/mountpoint-s3-client/src/s3_crt_client/put_object.rs"},
			Violating: []compat.Case{
				compat.Given(operation.PutObject, member.Bucket, directory, member.Body, emptyBody(), member.WriteOffsetBytes, 10),
				compat.Given(operation.PutObject, member.Bucket, directory, member.WriteOffsetBytes, 10).Over(compat.Presigned, "false"),
			},
			Allowed: []compat.Case{
				compat.Given(operation.PutObject, member.Bucket, directory, member.Body, something(), member.WriteOffsetBytes, 10),
				compat.Given(operation.PutObject, member.Bucket, directory, member.WriteOffsetBytes, 0).Over(compat.Presigned, "false"),
				compat.Given(operation.PutObject, member.Bucket, directory, member.WriteOffsetBytes, 10).Over(compat.Presigned, "url"),
			},
		},
		{
			ID:         "write-offset-if-absent",
			Topic:      "append",
			Title:      "An object that must not exist can't be appended to",
			Problem:    "IfNoneMatch is * on an append at byte {value WriteOffsetBytes}",
			Remedy:     "Use IfMatch",
			Operations: put,
			When:       compat.All(compat.Matches(member.WriteOffsetBytes, isPositive()), compat.Equals(member.IfNoneMatch, "*")),
			Answer:     compat.Answer{Status: 412, Code: "PreconditionFailed", Message: "At least one of the pre-conditions you specified did not hold"},
			Why:        "An offset above 0 must be the size of the existing object, while If-None-Match: * demands that there is none. If there is one the precondition fails; if not, the offset doesn't match.",
			Fix:        "Use IfNoneMatch with offset 0 to create the object, and IfMatch with later appends.",
			Sources:    []string{docAppend, refPutObject},
			Violating:  []compat.Case{compat.Given(operation.PutObject, member.Bucket, directory, member.Body, something(), member.WriteOffsetBytes, 10, member.IfNoneMatch, "*")},
			Allowed:    []compat.Case{compat.Given(operation.PutObject, member.Bucket, directory, member.Body, something(), member.WriteOffsetBytes, 0, member.IfNoneMatch, "*")},
		},
	}
}
