package aws

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// pageAnnotationErrors lists what the operations on annotations answer.
const pageAnnotationErrors = docErrorResponses + "#S3AnnotationErrorCodeList"

func notAnnotationDirective() *compat.Predicate {
	return compat.Text("is neither COPY nor EXCLUDE", func(s string) bool { return s != "COPY" && s != "EXCLUDE" },
		[]any{"REPLACE", "copy"}, []any{"COPY", "EXCLUDE"})
}

func notAnnotationPage() *compat.Predicate {
	return compat.Int("isn't between 1 and 1,000", func(n int64) bool { return n < 1 || n > 1000 },
		[]any{0, -1, 1001}, []any{1, 1000})
}

// payloadNotUTF8 judges payloads that are in memory, without moving them.
func payloadNotUTF8() *compat.Predicate {
	return compat.Stream("isn't UTF-8", func(payload any) compat.Truth {
		size, ok := bodySize(payload)
		if !ok || size > maxJudgedBody {
			return compat.Unknown
		}
		rest := make([]byte, size)
		switch r := payload.(type) {
		case *bytes.Buffer:
			rest = r.Bytes()
		case interface {
			io.ReaderAt
			Size() int64
		}:
			if n, _ := r.ReadAt(rest, r.Size()-size); int64(n) < size {
				return compat.Unknown
			}
		default:
			return compat.Unknown
		}
		return compat.TruthOf(!utf8.Valid(rest))
	}, []any{strings.NewReader("\xff\xd8\xff"), bytes.NewBufferString("a\xc3")},
		[]any{strings.NewReader(`{"sentiment":"gut — très bien"}`), bytes.NewReader(nil)})
}

func annotationTableOffEncrypted() *compat.Predicate {
	return compat.Document("disables the table and has EncryptionConfiguration", func(c *types.AnnotationTableConfigurationUpdates) (string, bool) {
		return "EncryptionConfiguration", c.ConfigurationState == types.AnnotationConfigurationStateDisabled && c.EncryptionConfiguration != nil
	}, []any{disabledAnnotations(true)}, []any{disabledAnnotations(false), annotationUpdate(types.TableSseAlgorithmAes256, nil)})
}

// disabledAnnotations makes an update that disables the table.
func disabledAnnotations(encrypted bool) *types.AnnotationTableConfigurationUpdates {
	c := &types.AnnotationTableConfigurationUpdates{ConfigurationState: types.AnnotationConfigurationStateDisabled}
	if encrypted {
		c.EncryptionConfiguration = &types.MetadataTableEncryptionConfiguration{SseAlgorithm: types.TableSseAlgorithmAes256}
	}
	return c
}

// annotationSupportRules are about where annotations exist, how they are listed
// and copied, and what their table and payload can be.
func annotationSupportRules() []compat.Rule {
	annotate := []compat.Operation{operation.PutObjectAnnotation, operation.GetObjectAnnotation, operation.DeleteObjectAnnotation, operation.ListObjectAnnotations}
	get := func(bucket string) compat.Case {
		return compat.Given(operation.GetObjectAnnotation, member.Bucket, bucket, member.Key, "q3.csv", member.AnnotationName, "ml.sentiment")
	}
	list := func(bucket string) compat.Case {
		return compat.Given(operation.ListObjectAnnotations, member.Bucket, bucket, member.Key, "q3.csv")
	}
	copied := func(bucket, directive string) compat.Case {
		return compat.Given(operation.CopyObject, member.Bucket, bucket, member.Key, "q3.csv",
			member.CopySource, "reports-2025/q3.csv", member.AnnotationDirective, directive)
	}
	put := func(payload any) compat.Case {
		return compat.Given(operation.PutObjectAnnotation, member.AnnotationName, "ml.sentiment", member.AnnotationPayload, payload)
	}
	update := func(c *types.AnnotationTableConfigurationUpdates) compat.Case {
		return compat.Given(operation.UpdateBucketMetadataAnnotationTableConfiguration, member.AnnotationTableConfiguration, c)
	}
	elsewhere := "Store what you would annotate in user metadata, or in an object of its own."
	return []compat.Rule{
		{
			ID:         "directory-bucket-annotations",
			Topic:      "annotations",
			Title:      "Objects in a directory bucket have no annotations",
			Problem:    "{operation} goes to {target}",
			Remedy:     "Use user metadata",
			Operations: annotate,
			When:       compat.On(compat.DirectoryBucket, compat.DirectoryAccessPoint),
			Answer:     compat.Answer{Status: 501, Code: "NotImplemented"},
			Why:        "Directory buckets don't support annotations, and answer so.",
			Fix:        elsewhere,
			Sources:    []string{pageAnnotationErrors, docAnnotations},
			AmazonOnly: true,
			Violating:  []compat.Case{get(exampleDirectory), list(exampleDirectoryAP)},
			Allowed:    []compat.Case{get(exampleBucket)},
		},
		{
			ID:         "outposts-annotations",
			Topic:      "annotations",
			Title:      "Objects on Outposts have no annotations",
			Problem:    "{operation} goes to {target}",
			Remedy:     "Use user metadata",
			Operations: annotate,
			When:       compat.On(compat.OutpostsAccessPoint),
			Answer:     compat.Answer{Status: 404, Code: "UnsupportedOperation", Message: "The specified action was not supported."},
			Why:        "S3 on Outposts doesn't have these operations.",
			Fix:        elsewhere,
			Sources:    []string{docDelObjectAnnotation, pageOutposts},
			AmazonOnly: true,
			Violating:  []compat.Case{get(exampleOutposts), list(exampleOutposts)},
			Allowed:    []compat.Case{get(exampleBucket)},
		},
		{
			ID:         "fsx-annotations",
			Topic:      "annotations",
			Title:      "Files behind an access point for FSx have no annotations",
			Problem:    "{operation} goes to {target}",
			Remedy:     "Use user metadata",
			Operations: annotate,
			When:       compat.On(compat.FSxAccessPoint),
			Answer:     compat.Answer{Status: 501, Code: "NotImplemented"},
			Why:        "What is behind the access point is a file system, which doesn't know annotations.",
			Fix:        elsewhere,
			Sources:    []string{docDelObjectAnnotation, pageFSx},
			AmazonOnly: true,
			Violating:  []compat.Case{get(exampleFSx), list(exampleFSx)},
			Allowed:    []compat.Case{get(exampleBucket)},
		},
		{
			ID:         "directory-bucket-annotation-copy",
			Topic:      "annotations",
			Title:      "Annotations can't be copied into a directory bucket",
			Problem:    "AnnotationDirective is COPY, for {target}",
			Remedy:     "Set it to EXCLUDE",
			Operations: []compat.Operation{operation.CopyObject},
			When: compat.All(compat.On(compat.DirectoryBucket, compat.DirectoryAccessPoint),
				compat.Equals(member.AnnotationDirective, "COPY")),
			Answer:     notImplemented,
			Why:        "Directory buckets don't support annotations, so a copy that asks for them is refused.",
			Fix:        "Set AnnotationDirective to EXCLUDE.",
			Sources:    []string{docCopyObject},
			AmazonOnly: true,
			Violating:  []compat.Case{copied(exampleDirectory, "COPY")},
			Allowed:    []compat.Case{copied(exampleDirectory, "EXCLUDE"), copied(exampleBucket, "COPY")},
		},
		{
			ID:         "annotation-directive-unknown",
			Topic:      "annotations",
			Title:      "AnnotationDirective is COPY or EXCLUDE",
			Problem:    "AnnotationDirective is {value AnnotationDirective|an unknown word}",
			Remedy:     "Use COPY or EXCLUDE",
			Operations: with(member.AnnotationDirective),
			When:       compat.Matches(member.AnnotationDirective, notAnnotationDirective()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument"},
			Why:        "Annotations are copied or left behind; a copy can't bring others.",
			Fix:        "Use one of the SDK's constants, and PutObjectAnnotation for other annotations.",
			Sources:    []string{pageAnnotationErrors, docCopyObject},
			AmazonOnly: true,
			Violating:  []compat.Case{copied(exampleBucket, "REPLACE")},
			Allowed:    []compat.Case{copied(exampleBucket, "EXCLUDE")},
		},
		{
			ID:         "max-annotation-results-out-of-range",
			Topic:      "annotations",
			Title:      "MaxAnnotationResults is between 1 and 1,000",
			Problem:    "MaxAnnotationResults is {value MaxAnnotationResults}; S3 takes 1 to 1,000",
			Remedy:     "Leave it out",
			Operations: with(member.MaxAnnotationResults),
			When:       compat.Matches(member.MaxAnnotationResults, notAnnotationPage()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument"},
			Why:        "Unlike other listings, this one doesn't take a larger number for its maximum.",
			Fix:        "Leave MaxAnnotationResults out: an object has at most 1,000 annotations.",
			Sources:    []string{pageAnnotationErrors, referencePage(operation.ListObjectAnnotations)},
			AmazonOnly: true,
			Violating:  []compat.Case{list(exampleBucket).With(member.MaxAnnotationResults, 0), list(exampleBucket).With(member.MaxAnnotationResults, 1001)},
			Allowed:    []compat.Case{list(exampleBucket).With(member.MaxAnnotationResults, 1000)},
		},
		{
			ID:         "annotation-payload-not-utf8",
			Topic:      "annotations",
			Title:      "An annotation is text in UTF-8",
			Problem:    "AnnotationPayload isn't UTF-8",
			Remedy:     "Encode it",
			Operations: []compat.Operation{operation.PutObjectAnnotation},
			When:       compat.Matches(member.AnnotationPayload, payloadNotUTF8()),
			Answer:     compat.Answer{Status: 415, Code: "UnsupportedMediaType", Message: "The annotation payload is not valid UTF-8 encoded text."},
			Why:        "Annotations are read by analytics as text, so other bytes are refused.",
			Fix:        "Encode binary data, for example in base64.",
			Sources:    []string{docPutObjectAnnotation},
			AmazonOnly: true,
			Violating:  []compat.Case{put(strings.NewReader("\xff\xd8\xff"))},
			Allowed:    []compat.Case{put(strings.NewReader(`{"sentiment":"très bien"}`))},
		},
		{
			ID:         "annotation-table-disabled-with-encryption",
			Topic:      "annotations",
			Title:      "An annotation table that is disabled gets no encryption",
			Problem:    "{at} is set for a disabled table",
			Remedy:     "Leave it out",
			Operations: []compat.Operation{operation.UpdateBucketMetadataAnnotationTableConfiguration},
			When:       compat.Matches(member.AnnotationTableConfiguration, annotationTableOffEncrypted()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
			Why:        "Disabling removes the table, so there is nothing to encrypt.",
			Fix:        "Leave EncryptionConfiguration out; give it when the table is enabled.",
			Sources:    []string{pageAnnotationErrors},
			AmazonOnly: true,
			Violating:  []compat.Case{update(disabledAnnotations(true))},
			Allowed:    []compat.Case{update(disabledAnnotations(false))},
		},
	}
}
