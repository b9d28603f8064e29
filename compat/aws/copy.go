package aws

import (
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const docUploadPartCopy = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html"

func copySourceBadBucket() *compat.Predicate {
	return compat.CopySourceProblem("names no bucket that can exist",
		[]any{"/", "", "a/photos/a.jpg", "arn:aws:s3:us-west-2:123456789012:accesspoint/reports/photos/a.jpg"},
		[]any{"amzn-s3-demo-bucket/photos/a.jpg", "arn:aws:s3:us-west-2:123456789012:accesspoint/reports/object/photos/a.jpg"},
		compat.EmptySource, compat.EmptySourceBucket, compat.BadSourceBucket, compat.NoObjectInARN)
}

func copySourceWithoutKey() *compat.Predicate {
	return compat.CopySourceProblem("names a bucket but no key",
		[]any{"amzn-s3-demo-bucket", "amzn-s3-demo-bucket/", "/amzn-s3-demo-bucket?versionId=null"},
		[]any{"amzn-s3-demo-bucket/photos/a.jpg", "/amzn-s3-demo-bucket/a"},
		compat.NoSourceKey)
}

func copySourceBadEscape() *compat.Predicate {
	return compat.CopySourceProblem("has a percent sign that two hexadecimal digits don't follow",
		[]any{"amzn-s3-demo-bucket/100%", "amzn-s3-demo-bucket/50%off.txt", "amzn-s3-demo-bucket/a%2"},
		[]any{"amzn-s3-demo-bucket/100%25", "amzn-s3-demo-bucket/a%20b.txt"},
		compat.BadEscape)
}

func copySourceUnencoded() *compat.Predicate {
	return compat.CopySourceProblem("has characters that should be percent-encoded",
		[]any{"amzn-s3-demo-bucket/año.txt", "amzn-s3-demo-bucket/what?.txt"},
		[]any{"amzn-s3-demo-bucket/a%C3%B1o.txt", "amzn-s3-demo-bucket/what%3F.txt", "amzn-s3-demo-bucket/a?versionId=3sL4kqtJlcpXroDTDmJ"},
		compat.UnencodedCharacter, compat.UnencodedQuestionMark)
}

// keyInSource returns the key of a copy source as it is written.
func keyInSource(s string) string {
	object, _, _ := strings.Cut(s, "?")
	if strings.HasPrefix(s, "arn:") {
		return object
	}
	_, key, _ := strings.Cut(strings.TrimPrefix(object, "/"), "/")
	return key
}

// unusualSource is passed by copy sources with a character by which a plus sign, a number
// sign, a version or the end of a line may be meant.
var unusualSource = compat.Sieve{Text: func(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < '@' && sourceByte>>c&1 != 0 {
			return true
		}
	}
	return false
}}

const sourceByte uint64 = 1<<'+' | 1<<'#' | 1<<'?' | 1<<'\n' | 1<<'\r' | 1<<0

// copySourceControl is textWithControl of a copy source.
func copySourceControl() *compat.Predicate { return textWithControl().Sifted(&unusualSource) }

// copySourcePlus is true of keys with a plus sign that isn't percent-encoded.
func copySourcePlus() *compat.Predicate {
	return compat.Text("has a plus sign that isn't percent-encoded in its key", func(s string) bool {
		return strings.Contains(keyInSource(s), "+")
	}, []any{"amzn-s3-demo-bucket/c++", "/amzn-s3-demo-bucket/a+b?versionId=3sL4kqtJlcpXroDTDmJ"},
		[]any{"amzn-s3-demo-bucket/c%2B%2B", "amzn-s3-demo-bucket/a?versionId=a+b", "amzn-s3-demo-bucket"}).Sifted(&unusualSource)
}

// copySourceCut is true of keys with a number sign that isn't percent-encoded.
func copySourceCut() *compat.Predicate {
	return compat.Text("has a # that isn't percent-encoded in its key", func(s string) bool {
		return strings.Contains(keyInSource(s), "#")
	}, []any{"amzn-s3-demo-bucket/c#", "/amzn-s3-demo-bucket/a#b?versionId=3sL4kqtJlcpXroDTDmJ"},
		[]any{"amzn-s3-demo-bucket/c%23", "amzn-s3-demo-bucket/a?versionId=a#b", "amzn-s3-demo-bucket"}).Sifted(&unusualSource)
}

func copySourceURL() *compat.Predicate {
	return compat.CopySourceProblem("is a URL or the ARN of a bucket's object",
		[]any{"s3://amzn-s3-demo-bucket/photos/a.jpg", "https://amzn-s3-demo-bucket.s3.amazonaws.com/photos/a.jpg", "arn:aws:s3:::amzn-s3-demo-bucket/photos/a.jpg"},
		[]any{"amzn-s3-demo-bucket/photos/a.jpg", "amzn-s3-demo-bucket/s3://a"},
		compat.URLSource, compat.BucketARNSource)
}

// notADirective is true of everything but COPY and REPLACE, which S3 compares
// with case.
func notADirective() *compat.Predicate {
	return compat.Text("is neither COPY nor REPLACE", func(s string) bool {
		return s != "COPY" && s != "REPLACE"
	}, []any{"MERGE", "NONE", "copy", "Replace"}, []any{"COPY", "REPLACE"})
}

// copyKeeps is true if the directive leaves what it governs as it is at the
// source.
func copyKeeps(directive compat.Member) compat.Condition {
	return compat.Any(compat.Not(compat.Set(directive)), compat.Equals(directive, "COPY"))
}

// copyRules are the rules about CopySource and about what a copy takes over.
func copyRules() []compat.Rule {
	copies := []compat.Operation{operation.CopyObject, operation.UploadPartCopy}
	onto := func(pairs ...any) compat.Case {
		return compat.Given(operation.CopyObject, append([]any{
			member.Bucket, "amzn-s3-demo-bucket", member.Key, "photos/a.jpg", member.CopySource, "amzn-s3-demo-bucket/photos/a.jpg",
		}, pairs...)...)
	}
	from := func(source string, pairs ...any) compat.Case {
		return compat.Given(operation.CopyObject, append([]any{
			member.Bucket, "amzn-s3-demo-bucket", member.Key, "copy", member.CopySource, source,
		}, pairs...)...)
	}
	return []compat.Rule{
		{
			ID:         "copy-source-encoding",
			Topic:      "copy",
			Title:      "The copy source must be percent-encoded correctly",
			Problem:    "CopySource has a percent sign without two hex digits",
			Remedy:     "Encode it as %25",
			Operations: copies,
			When:       compat.Matches(member.CopySource, copySourceBadEscape()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Invalid copy source encoding"},
			Why:        "S3 decodes the copy source before it looks for the bucket and the key. A percent sign that belongs to the key must itself be encoded.",
			Fix:        "Encode the key: a percent sign is %25. compat.FormatCopySource does it.",
			Sources:    []string{docCopyObject, docUploadPartCopy, "https://github.com/versity/versitygw/issues/1401"},
			Violating:  []compat.Case{from("amzn-s3-demo-bucket/100%"), compat.Given(operation.UploadPartCopy, member.CopySource, "amzn-s3-demo-bucket/%zz")},
			Allowed:    []compat.Case{from("amzn-s3-demo-bucket/100%25"), compat.Given(operation.UploadPartCopy, member.CopySource, "amzn-s3-demo-bucket/a%20b")},
		},
		{
			ID:         "copy-source-bucket",
			Topic:      "copy",
			Title:      "The copy source must begin with a bucket, or be the ARN of an object behind an access point",
			Problem:    "CopySource begins with no bucket that can exist",
			Remedy:     "Give bucket/key",
			Operations: copies,
			When:       compat.Matches(member.CopySource, copySourceBadBucket()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Invalid copy source bucket name"},
			Why:        "What stands before the first slash is taken for a bucket's name. In the ARN of an access point the key must follow /object/, otherwise the ARN itself is taken for a name.",
			Fix:        "Give bucket/key, or the access point's ARN, /object/ and the key.",
			Sources:    []string{docCopyObject, docUploadPartCopy, "https://github.com/aws/aws-sdk-php/issues/2299", "https://github.com/versity/versitygw/issues/1388"},
			Violating: []compat.Case{
				from("/"),
				from("a/photos/a.jpg"),
				compat.Given(operation.UploadPartCopy, member.CopySource, "arn:aws:s3:us-west-2:123456789012:accesspoint/reports/photos/a.jpg"),
			},
			Allowed: []compat.Case{
				from("/amzn-s3-demo-bucket/photos/a.jpg"),
				compat.Given(operation.UploadPartCopy, member.CopySource, "arn:aws:s3:us-west-2:123456789012:accesspoint/reports/object/photos/a.jpg"),
			},
		},
		{
			ID:         "copy-source-key",
			Topic:      "copy",
			Title:      "The copy source must name a key",
			Problem:    "CopySource names a bucket and no key",
			Remedy:     "Give bucket/key",
			Operations: copies,
			When:       compat.Matches(member.CopySource, copySourceWithoutKey()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Invalid copy source object key"},
			Why:        "A copy reads one object, so a bucket alone doesn't say what to copy.",
			Fix:        "Give bucket/key.",
			Sources:    []string{docCopyObject, docUploadPartCopy, "https://github.com/versity/versitygw/issues/1389"},
			Violating:  []compat.Case{from("amzn-s3-demo-bucket"), compat.Given(operation.UploadPartCopy, member.CopySource, "amzn-s3-demo-bucket/")},
			Allowed:    []compat.Case{from("amzn-s3-demo-bucket/photos/"), compat.Given(operation.UploadPartCopy, member.CopySource, "amzn-s3-demo-bucket/a")},
		},
		{
			ID:         "copy-source-url",
			Topic:      "copy",
			Title:      "The copy source isn't a URL, nor the ARN of an object in a bucket",
			Problem:    "CopySource is a URL, or the ARN of an object",
			Remedy:     "Give bucket/key",
			Operations: copies,
			When:       compat.Matches(member.CopySource, copySourceURL()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Invalid copy source bucket name"},
			Why:        "S3 documents two forms: bucket/key, and the ARN of an object behind an access point or on an Outpost.",
			Fix:        "Give bucket/key.",
			Sources:    []string{docCopyObject, docUploadPartCopy},
			Doubt:      "The documentation knows other forms only, but no answer of S3 to these is known.",
			Violating:  []compat.Case{from("s3://amzn-s3-demo-bucket/photos/a.jpg"), from("arn:aws:s3:::amzn-s3-demo-bucket/photos/a.jpg")},
			Allowed:    []compat.Case{from("amzn-s3-demo-bucket/photos/a.jpg")},
		},
		{
			ID:         "copy-source-unencoded",
			Topic:      "copy",
			Title:      "Special characters in the copy source should be percent-encoded",
			Problem:    "CopySource has characters that aren't percent-encoded",
			Remedy:     "Encode the key",
			Operations: copies,
			When:       compat.Matches(member.CopySource, copySourceUnencoded()),
			Answer:     compat.Answer{Status: 403, Code: "SignatureDoesNotMatch"},
			Why:        "The value must be URL-encoded. A question mark can end the key, and a character outside ASCII can be signed in one form and arrive in another.",
			Fix:        "Encode the key, for example with compat.FormatCopySource.",
			Sources:    []string{docCopyObject, docUploadPartCopy, "https://github.com/aws/aws-sdk-js-v3/issues/5475"},
			Doubt:      "S3 takes many unencoded sources.",
			Violating:  []compat.Case{from("amzn-s3-demo-bucket/año.txt"), from("amzn-s3-demo-bucket/what?.txt")},
			Allowed:    []compat.Case{from("amzn-s3-demo-bucket/a%C3%B1o.txt"), from("amzn-s3-demo-bucket/a?versionId=3sL4kqtJlcpXroDTDmJ")},
		},
		{
			ID:         "copy-source-line-break",
			Topic:      "copy",
			Title:      "The copy source has no line breaks or null characters",
			Problem:    "CopySource has a line break or a null character",
			Remedy:     "Encode the key",
			Operations: copies,
			When:       compat.Matches(member.CopySource, copySourceControl()),
			Answer:     compat.Answer{Status: 400, Code: "BadRequest", Message: "An error occurred when parsing the HTTP request."},
			Rank:       -10,
			Why:        "The source travels in a header, as it is given, and a line break would end the header. Go's client refuses to send it.",
			Fix:        "Encode the key, for example with compat.FormatCopySource.",
			Sources:    []string{docCopyObject, docUploadPartCopy},
			Violating:  []compat.Case{from("amzn-s3-demo-bucket/two\nlines.txt")},
			Allowed:    []compat.Case{from("amzn-s3-demo-bucket/two%0Alines.txt")},
		},
		{
			ID:         "copy-source-plus",
			Topic:      "copy",
			Title:      "A plus sign in the copy source stands for a blank",
			Problem:    "CopySource has a + in its key, which S3 reads as a blank",
			Remedy:     "Write %2B",
			Operations: copies,
			When:       compat.Matches(member.CopySource, copySourcePlus()),
			Answer:     compat.Answer{Status: 404, Code: "NoSuchKey", Message: "The specified key does not exist."},
			Why:        "The value is URL-encoded, and the SDK sends it as it is given. S3 looks for the object whose key has blanks in place of the plus signs.",
			Fix:        "Encode the key, + as %2B, for example with compat.FormatCopySource.",
			Sources:    []string{docCopyObject, "https://github.com/awslabs/aws-sdk-rust/issues/1357"},
			Doubt:      "There may be an object with blanks in place of the signs, and it may be the one that is meant.",
			Violating:  []compat.Case{from("amzn-s3-demo-bucket/etc/alternatives/c++")},
			Allowed:    []compat.Case{from("amzn-s3-demo-bucket/etc/alternatives/c%2B%2B")},
		},
		{
			ID:         "copy-source-cut",
			Topic:      "copy",
			Title:      "A # in the copy source should be percent-encoded",
			Problem:    "CopySource has a # in its key",
			Remedy:     "Write %23",
			Operations: copies,
			When:       compat.Matches(member.CopySource, copySourceCut()),
			Answer:     compat.Answer{Status: 404, Code: "NoSuchKey", Message: "The specified key does not exist."},
			Why:        "The value must be URL-encoded, and the SDK sends it as it is given. In a URL a # ends the path: what reads the value as one looks for the key in front of it.",
			Fix:        "Encode the key, # as %23, for example with compat.FormatCopySource.",
			Sources:    []string{docCopyObject, docUploadPartCopy},
			Doubt:      "The documentation demands the encoding, but no answer of S3 to a # is known.",
			Violating:  []compat.Case{from("amzn-s3-demo-bucket/lessons/c#.pdf")},
			Allowed:    []compat.Case{from("amzn-s3-demo-bucket/lessons/c%23.pdf")},
		},
		{
			ID:         "copy-anonymous",
			Topic:      "copy",
			Title:      "Copies can't be anonymous",
			Problem:    "The copy is anonymous",
			Remedy:     "Sign it",
			Operations: copies,
			When:       compat.Signature(compat.SignatureScheme, "anonymous"),
			Answer:     compat.Answer{Status: 403, Code: "AccessDenied", Message: "Anonymous users cannot copy objects. Please authenticate."},
			Why:        "S3 demands a signature on every copy, even between public buckets.",
			Fix:        "Sign the request, or download the object and upload it again.",
			Sources:    []string{docCopyObject, docUploadPartCopy},
			Rank:       -10,
			Violating:  []compat.Case{from("amzn-s3-demo-bucket/a").Over(compat.SignatureScheme, "anonymous")},
			Allowed:    []compat.Case{from("amzn-s3-demo-bucket/a").Over(compat.SignatureScheme, "SigV4")},
		},
		{
			ID:         "copy-across-outposts",
			Topic:      "copy",
			Title:      "Objects on an Outpost can only be copied within their bucket",
			Problem:    "The copy goes from {source} to {target}",
			Remedy:     "Download and upload",
			Operations: []compat.Operation{operation.CopyObject},
			When: compat.Any(
				compat.All(compat.On(compat.OutpostsAccessPoint), compat.CopiesFrom(outsideOutposts...)),
				compat.All(compat.On(outsideOutposts...), compat.CopiesFrom(compat.OutpostsAccessPoint, compat.OutpostsBucket)),
			),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
			Why:        "S3 on Outposts copies neither between buckets nor between an Outpost and the Region.",
			Fix:        "Download the object and upload it again, or use AWS DataSync.",
			Sources:    []string{docCopyObject},
			AmazonOnly: true,
			Doubt:      "The documentation says that it isn't supported, not what S3 answers.",
			Violating: []compat.Case{
				from("amzn-s3-demo-bucket/photos/a.jpg", member.Bucket, "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01ac5d28a6a232904/accesspoint/reports-ap"),
			},
			Allowed: []compat.Case{
				from("amzn-s3-demo-bucket/photos/a.jpg"),
			},
		},
		{
			ID:         "copy-onto-itself",
			Topic:      "copy",
			Title:      "A copy of an object onto itself must change something",
			Problem:    "The object is copied onto itself, and nothing changes",
			Remedy:     "Set MetadataDirective to REPLACE",
			Needs:      []compat.Member{member.MetadataDirective},
			Operations: []compat.Operation{operation.CopyObject},
			When: compat.All(
				compat.CopiesOntoItself(),
				copyKeeps(member.MetadataDirective),
				compat.Not(compat.AnySet(member.StorageClass, member.WebsiteRedirectLocation,
					member.ServerSideEncryption, member.SSECustomerAlgorithm, member.SSEKMSKeyId, member.BucketKeyEnabled,
					member.ChecksumAlgorithm)),
				compat.Not(compat.Equals(member.TaggingDirective, "REPLACE")),
			),
			Answer: compat.Answer{Status: 400, Code: "InvalidRequest",
				Message: "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes."},
			Why: "S3 refuses a copy in place that leaves the metadata, the storage class, the website redirect location and the encryption as they are. Metadata in the request counts only with MetadataDirective REPLACE; a storage class counts even if it is the one the object has.",
			Fix: "Set MetadataDirective to REPLACE and give all of the metadata, or give the storage class or the encryption.",
			Sources: []string{
				docCopyObject, "recorded:ls-a-0148", "recorded:ls-a-0147", "recorded:ls-a-0150", "recorded:ls-a-0152",
			},
			Doubt: "S3 accepts it if the bucket's encryption has been configured or differs from the object's, and for an object restored from an archive.",
			Violating: []compat.Case{
				onto(),
				onto(member.Metadata, map[string]string{"key": "value"}),
				onto(member.MetadataDirective, "COPY"),
			},
			Allowed: []compat.Case{
				onto(member.MetadataDirective, "REPLACE"),
				onto(member.StorageClass, "STANDARD"),
				onto(member.ServerSideEncryption, "AES256"),
				onto().With(member.Key, "photos/b.jpg"),
				onto().With(member.CopySource, "amzn-s3-demo-bucket/photos/a.jpg?versionId=3sL4kqtJlcpXroDTDmJ"),
			},
		},
		{
			ID:         "copy-metadata-directive",
			Topic:      "copy",
			Title:      "MetadataDirective is COPY or REPLACE",
			Problem:    "MetadataDirective is {value MetadataDirective|an unknown word}",
			Remedy:     "Use COPY or REPLACE",
			Operations: with(member.MetadataDirective),
			When:       compat.Matches(member.MetadataDirective, notADirective()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Unknown metadata directive."},
			Why:        "S3 either takes the metadata over from the source or replaces all of it by the request's; it can't merge the two.",
			Fix:        "Use REPLACE and give all of the metadata that the copy shall have.",
			Sources:    []string{docCopyObject, "https://github.com/Seagate/cortx-s3server/pull/587"},
			Violating: []compat.Case{
				from("amzn-s3-demo-bucket/a", member.MetadataDirective, "MERGE"),
				from("amzn-s3-demo-bucket/a", member.MetadataDirective, "copy"),
			},
			Allowed: []compat.Case{from("amzn-s3-demo-bucket/a", member.MetadataDirective, "REPLACE")},
		},
		{
			ID:         "copy-tagging-directive",
			Topic:      "copy",
			Title:      "TaggingDirective is COPY or REPLACE",
			Problem:    "TaggingDirective is {value TaggingDirective|an unknown word}",
			Remedy:     "Use COPY or REPLACE",
			Operations: with(member.TaggingDirective),
			When:       compat.Matches(member.TaggingDirective, notADirective()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Unknown tagging directive."},
			Why:        "S3 either takes the tags over from the source or replaces all of them by the request's.",
			Fix:        "Use REPLACE and give all of the tags that the copy shall have.",
			Sources:    []string{docCopyObject, "https://github.com/scality/cloudserver/pull/730", "https://github.com/versity/versitygw/blob/v1.8.0/s3api/controllers/object-put.go"},
			Violating: []compat.Case{
				from("amzn-s3-demo-bucket/a", member.TaggingDirective, "MERGE"),
				from("amzn-s3-demo-bucket/a", member.TaggingDirective, "replace"),
			},
			Allowed: []compat.Case{from("amzn-s3-demo-bucket/a", member.TaggingDirective, "REPLACE", member.Tagging, "stage=done")},
		},
		{
			ID:         "copy-metadata-without-replace",
			Topic:      "copy",
			Title:      "Metadata given with a copy takes effect only with MetadataDirective REPLACE",
			Problem:    "MetadataDirective is {value MetadataDirective|not set}, so the source's metadata is kept ({set})",
			Remedy:     "Set it to REPLACE",
			Needs:      []compat.Member{member.MetadataDirective},
			Effect:     compat.Ignored,
			Operations: with(member.MetadataDirective),
			When: compat.All(
				compat.AnySet(member.Metadata, member.CacheControl, member.ContentDisposition, member.ContentEncoding,
					member.ContentLanguage, member.ContentType, member.Expires),
				copyKeeps(member.MetadataDirective),
			),
			Why:     "By default a copy keeps the source's metadata, Content-Type and the other content headers included; what the request says of them is dropped without a word.",
			Fix:     "Set MetadataDirective to REPLACE and give all of the metadata, or leave it out.",
			Sources: []string{docCopyObject, "recorded:ls-a-0151"},
			Violating: []compat.Case{
				from("amzn-s3-demo-bucket/a", member.Metadata, map[string]string{"owner": "me"}),
				from("amzn-s3-demo-bucket/a", member.ContentType, "text/csv", member.MetadataDirective, "COPY"),
			},
			Allowed: []compat.Case{
				from("amzn-s3-demo-bucket/a", member.Metadata, map[string]string{"owner": "me"}, member.MetadataDirective, "REPLACE"),
				from("amzn-s3-demo-bucket/a", member.WebsiteRedirectLocation, "/b"),
			},
		},
		{
			ID:         "copy-tags-without-replace",
			Topic:      "copy",
			Title:      "Tags given with a copy take effect only with TaggingDirective REPLACE",
			Problem:    "TaggingDirective is {value TaggingDirective|not set}, so the source's tags are kept",
			Remedy:     "Set it to REPLACE",
			Needs:      []compat.Member{member.TaggingDirective},
			Effect:     compat.Ignored,
			Operations: with(member.TaggingDirective),
			When:       compat.All(compat.Set(member.Tagging), copyKeeps(member.TaggingDirective)),
			Why:        "By default a copy takes over the source's tags; the request's are dropped without a word.",
			Fix:        "Set TaggingDirective to REPLACE, or leave the tags out.",
			Sources:    []string{docCopyObject, "recorded:ls-a-0113", "recorded:ls-a-0115"},
			Violating: []compat.Case{
				from("amzn-s3-demo-bucket/a", member.Tagging, "key2=value2"),
				from("amzn-s3-demo-bucket/a", member.Tagging, "key2=value2", member.TaggingDirective, "COPY"),
			},
			Allowed: []compat.Case{from("amzn-s3-demo-bucket/a", member.Tagging, "key2=value2", member.TaggingDirective, "REPLACE")},
		},
	}
}

// outsideOutposts are the kinds of target that certainly aren't on an Outpost.
var outsideOutposts = []compat.TargetKind{
	compat.GeneralPurposeBucket, compat.DirectoryBucket, compat.AccessPoint, compat.DirectoryAccessPoint,
	compat.MultiRegionAccessPoint,
}
