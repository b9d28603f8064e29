package aws

import (
	"encoding/base64"
	"slices"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/internal/policy"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

func regionalEncryption() *compat.Predicate {
	return compat.Text("is an encryption that directory buckets don't have",
		func(s string) bool { return s == "aws:kms:dsse" || s == "aws:fsx" },
		[]any{"aws:kms:dsse", "aws:fsx"}, []any{"AES256", "aws:kms"})
}

func regionalStorageClass() *compat.Predicate {
	return compat.Text("is neither EXPRESS_ONEZONE nor ONEZONE_IA",
		func(s string) bool { return s != "EXPRESS_ONEZONE" && s != "ONEZONE_IA" },
		[]any{"STANDARD", "GLACIER"}, []any{"EXPRESS_ONEZONE", "ONEZONE_IA"})
}

func notOutpostsClass() *compat.Predicate {
	return compat.Text("isn't OUTPOSTS", func(s string) bool { return s != "OUTPOSTS" },
		[]any{"STANDARD"}, []any{"OUTPOSTS"})
}

func notFSxEncryption() *compat.Predicate {
	return compat.Text("isn't aws:fsx", func(s string) bool { return s != "aws:fsx" },
		[]any{"AES256", "aws:kms"}, []any{"aws:fsx"})
}

func additionalContext() *compat.Predicate {
	return compat.Text("has more than the bucket's ARN", hasAdditionalContext,
		[]any{"eyJkZXBhcnRtZW50IjoiZmluYW5jZSJ9"}, // {"department":"finance"}
		[]any{"e30=", base64.StdEncoding.EncodeToString([]byte(`{"aws:s3:arn":"arn:aws:s3express:us-west-2:111122223333:bucket/reports--usw2-az1--x-s3"}`)), "?"})
}

// hasAdditionalContext reports whether an encryption context certainly has a key
// other than that of the default context.
func hasAdditionalContext(s string) bool {
	text, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return false
	}
	names, ok := policy.Names(string(text))
	return ok && slices.ContainsFunc(names, func(name string) bool { return name != "aws:s3:arn" })
}

// targetValueRules are about values that a kind of target doesn't take for a
// member that it has. Members that it doesn't take at all are in
// targetMemberRules.
func targetValueRules() []compat.Rule {
	directory := compat.On(compat.DirectoryBucket, compat.DirectoryAccessPoint)
	put := func(bucket string, pairs ...any) compat.Case {
		return compat.Given(operation.PutObject, append([]any{member.Bucket, bucket, member.Key, "q3.csv"}, pairs...)...)
	}
	copied := func(bucket string, pairs ...any) compat.Case {
		return compat.Given(operation.CopyObject, append([]any{member.Bucket, bucket, member.Key, "q3.csv", member.CopySource, "reports-2025/q3.csv"}, pairs...)...)
	}
	invalidClass := compat.Answer{Status: 400, Code: "InvalidStorageClass", Message: "The storage class you specified is not valid"}
	oneClass := "A directory bucket has the storage class of its zone: EXPRESS_ONEZONE, or ONEZONE_IA in a Local Zone."
	twoMethods := "Directory buckets encrypt with keys of S3 or with one KMS key. They have neither dual-layer encryption nor customer-provided keys."
	return []compat.Rule{
		{
			ID:         "directory-bucket-sse-c",
			Topic:      "target",
			Title:      "A directory bucket doesn't support customer-provided keys",
			Problem:    "A customer key is set, for {target}",
			Remedy:     "Leave it out",
			Operations: supporting(with(member.SSECustomerAlgorithm), compat.DirectoryBucket),
			When:       compat.All(directory, compat.AnySet(member.SSECustomerAlgorithm, member.SSECustomerKey, member.SSECustomerKeyMD5)),
			Answer:     notImplemented,
			Why:        twoMethods,
			Fix:        "Leave the key out, or encrypt before sending.",
			Sources:    []string{referencePage(operation.GetObject), referencePage(operation.HeadObject)},
			Doubt:      silent,
			AmazonOnly: true,
			Violating: []compat.Case{put(exampleDirectory, member.SSECustomerAlgorithm, "AES256", member.SSECustomerKey, customerKey,
				member.SSECustomerKeyMD5, customerKeyMD5).Over(compat.Scheme, "https")},
			Allowed: []compat.Case{put(exampleDirectory)},
		},
		{
			ID:         "directory-copy-source-sse-c",
			Topic:      "target",
			Title:      "Objects in a directory bucket have no customer-provided keys to be read with",
			Problem:    "A customer key is set for {source}",
			Remedy:     "Leave it out",
			Operations: with(member.CopySourceSSECustomerAlgorithm),
			When: compat.All(compat.CopiesFrom(compat.DirectoryBucket, compat.DirectoryAccessPoint),
				compat.AnySet(member.CopySourceSSECustomerAlgorithm, member.CopySourceSSECustomerKey, member.CopySourceSSECustomerKeyMD5)),
			Answer:     notImplemented,
			Why:        twoMethods,
			Fix:        "Leave the key of the source out.",
			Sources:    []string{docCopyObject},
			Doubt:      silent,
			AmazonOnly: true,
			Violating: []compat.Case{copied(exampleBucket).With(member.CopySource, exampleDirectory+"/q3.csv").With(member.CopySourceSSECustomerAlgorithm, "AES256").
				With(member.CopySourceSSECustomerKey, customerKey).With(member.CopySourceSSECustomerKeyMD5, customerKeyMD5).Over(compat.Scheme, "https")},
			Allowed: []compat.Case{copied(exampleBucket).With(member.CopySource, exampleDirectory+"/q3.csv")},
		},
		{
			ID:         "directory-copy-encryption-method",
			Topic:      "target",
			Title:      "A copy into a directory bucket is encrypted with AES256 or aws:kms",
			Problem:    "ServerSideEncryption is {value ServerSideEncryption|set}, for {target}",
			Remedy:     "Leave it out",
			Operations: []compat.Operation{operation.CopyObject},
			When:       compat.All(directory, compat.Matches(member.ServerSideEncryption, regionalEncryption())),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
			Why:        twoMethods,
			Fix:        "Leave ServerSideEncryption out: the bucket's default applies.",
			Sources:    []string{docCopyObject},
			AmazonOnly: true,
			Violating:  []compat.Case{copied(exampleDirectory, member.ServerSideEncryption, "aws:kms:dsse")},
			Allowed:    []compat.Case{copied(exampleDirectory, member.ServerSideEncryption, "AES256")},
		},
		{
			ID:         "directory-encryption-method",
			Topic:      "target",
			Title:      "A directory bucket encrypts with AES256 or aws:kms",
			Problem:    "ServerSideEncryption is {value ServerSideEncryption|set}, for {target}",
			Remedy:     "Leave it out",
			Operations: []compat.Operation{operation.PutObject, operation.CreateMultipartUpload, operation.CreateSession},
			When:       compat.All(directory, compat.Matches(member.ServerSideEncryption, regionalEncryption())),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
			Why:        twoMethods,
			Fix:        "Leave ServerSideEncryption out: the bucket's default applies.",
			Sources:    []string{referencePage(operation.CreateMultipartUpload), referencePage(operation.CreateSession)},
			Doubt:      "Of copies the documentation says that other methods are answered with 400, of uploads only that they aren't supported.",
			AmazonOnly: true,
			Violating:  []compat.Case{put(exampleDirectory, member.ServerSideEncryption, "aws:kms:dsse")},
			Allowed:    []compat.Case{put(exampleDirectory, member.ServerSideEncryption, "AES256")},
		},
		{
			ID:         "directory-encryption-context",
			Topic:      "target",
			Title:      "In a directory bucket, the encryption context is the bucket's ARN alone",
			Problem:    "SSEKMSEncryptionContext isn't the bucket's ARN alone, for {target}",
			Remedy:     "Leave it out",
			Operations: supporting(with(member.SSEKMSEncryptionContext), compat.DirectoryBucket),
			When:       compat.All(directory, compat.Matches(member.SSEKMSEncryptionContext, additionalContext())),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
			Why:        "All objects of a directory bucket share the bucket's data key, which is bound to the ARN of the bucket. There is no room for more.",
			Fix:        "Leave SSEKMSEncryptionContext out.",
			Sources:    []string{docCopyObject, referencePage(operation.CreateSession)},
			Doubt:      silent,
			AmazonOnly: true,
			Violating:  []compat.Case{put(exampleDirectory, member.ServerSideEncryption, "aws:kms", member.SSEKMSEncryptionContext, "eyJkZXBhcnRtZW50IjoiZmluYW5jZSJ9")},
			Allowed:    []compat.Case{put(exampleDirectory, member.ServerSideEncryption, "aws:kms")},
		},
		{
			ID:         "directory-copy-storage-class",
			Topic:      "target",
			Title:      "A copy into a directory bucket can't choose a storage class of Regions",
			Problem:    "StorageClass is {value StorageClass|set}, for {target}",
			Remedy:     "Leave it out",
			Operations: []compat.Operation{operation.CopyObject},
			When:       compat.All(directory, compat.Matches(member.StorageClass, regionalStorageClass())),
			Answer:     invalidClass,
			Why:        oneClass,
			Fix:        "Leave StorageClass out.",
			Sources:    []string{docCopyObject},
			AmazonOnly: true,
			Violating:  []compat.Case{copied(exampleDirectory, member.StorageClass, "STANDARD_IA")},
			Allowed:    []compat.Case{copied(exampleDirectory, member.StorageClass, "EXPRESS_ONEZONE")},
		},
		{
			ID:         "directory-storage-class",
			Topic:      "target",
			Title:      "An object in a directory bucket can't have a storage class of Regions",
			Problem:    "StorageClass is {value StorageClass|set}, for {target}",
			Remedy:     "Leave it out",
			Operations: []compat.Operation{operation.PutObject, operation.CreateMultipartUpload},
			When:       compat.All(directory, compat.Matches(member.StorageClass, regionalStorageClass())),
			Answer:     invalidClass,
			Why:        oneClass,
			Fix:        "Leave StorageClass out.",
			Sources:    []string{docPutObject, referencePage(operation.CreateMultipartUpload)},
			Doubt:      "Of copies the documentation says that other classes are answered with 400, of uploads only that they aren't supported.",
			AmazonOnly: true,
			Violating:  []compat.Case{put(exampleDirectory, member.StorageClass, "STANDARD_IA")},
			Allowed:    []compat.Case{put(exampleDirectory, member.StorageClass, "EXPRESS_ONEZONE")},
		},
		{
			ID:         "directory-copy-tags",
			Topic:      "target",
			Title:      "A copy into a directory bucket can't get tags",
			Problem:    "Tagging is set, for {target}",
			Remedy:     "Leave it out",
			Operations: []compat.Operation{operation.CopyObject},
			When:       compat.All(directory, compat.Equals(member.TaggingDirective, "REPLACE"), compat.Matches(member.Tagging, notEmptyText())),
			Answer:     notImplemented,
			Why:        "Objects in a directory bucket have no tags, and a copy that would write some is refused.",
			Fix:        "Set TaggingDirective to REPLACE and leave Tagging out: then the tags of the source are left behind, too.",
			Sources:    []string{docCopyObject},
			AmazonOnly: true,
			Violating:  []compat.Case{copied(exampleDirectory, member.TaggingDirective, "REPLACE", member.Tagging, "team=a")},
			Allowed: []compat.Case{
				copied(exampleDirectory, member.TaggingDirective, "REPLACE", member.Tagging, ""),
				copied(exampleDirectory, member.TaggingDirective, "REPLACE"),
			},
		},
		{
			ID:         "directory-buckets-only-write-offset-bytes",
			Topic:      "target",
			Title:      "Only directory buckets support appending: WriteOffsetBytes",
			Problem:    "WriteOffsetBytes is set, for {target}",
			Remedy:     "Use a directory bucket",
			Operations: []compat.Operation{operation.PutObject},
			When:       compat.All(compat.On(regionalFamily.kinds...), compat.Set(member.WriteOffsetBytes)),
			Answer:     notImplemented,
			Why:        "Data can be appended to objects in S3 Express One Zone only; elsewhere an object is written as a whole.",
			Fix:        "Use a directory bucket; or upload the object anew, with UploadPartCopy for what exists.",
			Sources:    []string{docPutObject, userGuide + "directory-buckets-objects-append.html", pageDirectoryOnly},
			AmazonOnly: true,
			Violating:  []compat.Case{put(exampleBucket, member.Body, something(), member.WriteOffsetBytes, 0)},
			Allowed:    []compat.Case{put(exampleDirectory, member.Body, something(), member.WriteOffsetBytes, 0)},
		},
		{
			ID:         "outposts-storage-class",
			Topic:      "target",
			Title:      "The only storage class on Outposts is OUTPOSTS",
			Problem:    "StorageClass is {value StorageClass|set}, for {target}",
			Remedy:     "Leave it out",
			Operations: supporting(with(member.StorageClass), compat.OutpostsAccessPoint),
			When:       compat.All(compat.On(compat.OutpostsAccessPoint), compat.Matches(member.StorageClass, notOutpostsClass())),
			Answer:     invalidClass,
			Why:        "Objects lie on the Outpost itself, whatever class a request names.",
			Fix:        "Leave StorageClass out.",
			Sources:    []string{docPutObject, pageOutpostsLimits},
			Doubt:      "The documentation says that no other class is used, not that the request fails.",
			AmazonOnly: true,
			Violating:  []compat.Case{put(exampleOutposts, member.StorageClass, "STANDARD")},
			Allowed:    []compat.Case{put(exampleOutposts, member.StorageClass, "OUTPOSTS")},
		},
		{
			ID:         "outposts-if-none-match",
			Topic:      "target",
			Title:      "S3 on Outposts doesn't support conditional writes: IfNoneMatch",
			Problem:    "IfNoneMatch is set, for {target}",
			Remedy:     "Leave it out",
			Operations: []compat.Operation{operation.PutObject},
			When:       compat.All(compat.On(compat.OutpostsAccessPoint), compat.Set(member.IfNoneMatch)),
			Answer:     compat.Answer{Status: 501, Code: "NotImplemented"},
			Why:        "Writes to an Outpost aren't checked against what is there.",
			Fix:        "Leave the condition out, and coordinate writers by other means.",
			Sources:    []string{docPutObject},
			Doubt:      silent,
			AmazonOnly: true,
			Violating:  []compat.Case{put(exampleOutposts, member.IfNoneMatch, "*")},
			Allowed:    []compat.Case{put(exampleOutposts)},
		},
		{
			ID:         "fsx-encryption-method",
			Topic:      "target",
			Title:      "Behind an access point for FSx the only encryption is aws:fsx",
			Problem:    "ServerSideEncryption is {value ServerSideEncryption|set}, for {target}",
			Remedy:     "Leave it out",
			Operations: zonalUploads,
			When:       compat.All(compat.On(compat.FSxAccessPoint), compat.Matches(member.ServerSideEncryption, notFSxEncryption())),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument"},
			Why:        "The file system encrypts what is written to it, with its own key.",
			Fix:        "Leave ServerSideEncryption out.",
			Sources:    []string{docPutObject, docCopyObject},
			Doubt:      "The documentation calls aws:fsx the only valid option, and doesn't say what others are answered with.",
			AmazonOnly: true,
			Violating:  []compat.Case{put(exampleFSx, member.ServerSideEncryption, "aws:kms")},
			Allowed:    []compat.Case{put(exampleFSx)},
		},
	}
}
