package aws

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/ptr"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	docAnnotations         = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/annotations-overview.html"
	docAnnotationsManaging = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/annotations-managing.html"
	docPutObjectAnnotation = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAnnotation.html"
	docDelObjectAnnotation = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectAnnotation.html"
)

const (
	maxAnnotationName    = 512
	maxAnnotationPayload = 1 << 20
)

func annotationNameLong() *compat.Predicate {
	return compat.Longer("is longer than 512 bytes", maxAnnotationName,
		[]any{strings.Repeat("a", 513), strings.Repeat("ñ", 257)}, []any{strings.Repeat("a", 512), "ml.sentiment"})
}

func annotationNameReserved() *compat.Predicate {
	return compat.Text("begins with aws or s3", func(s string) bool {
		return hasFoldedPrefix(s, "aws") || hasFoldedPrefix(s, "s3")
	}, []any{"aws.labels", "AWSlabels", "s3-labels", "S3"}, []any{"ml.aws", "my-s3", "aw", ""})
}

func hasFoldedPrefix(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// Combining marks belong to letters in many scripts, so they aren't objected to.
func annotationNameCharacters() *compat.Predicate {
	return compat.Text("is empty or has something other than letters, digits, underscores, periods and hyphens", func(s string) bool {
		if s == "" || !utf8.ValidString(s) {
			return true
		}
		for _, c := range s {
			if c < utf8.RuneSelf {
				if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '.' || c == '-' {
					continue
				}
				return true
			}
			if unicode.IsControl(c) || unicode.IsSpace(c) {
				return true
			}
		}
		return false
	}, []any{"", "two words", "a/b", "a:b", "a,b"}, []any{"ml.sentiment", "año_2026-01", "ラベル"})
}

func payloadTooLarge() *compat.Predicate {
	return compat.Stream("is larger than 1 MiB", func(r any) compat.Truth {
		if n, ok := bodySize(r); ok {
			return compat.TruthOf(n > maxAnnotationPayload)
		}
		return compat.Unknown
	}, []any{bytes.NewReader(make([]byte, maxAnnotationPayload+1))}, []any{strings.NewReader(`{"sentiment":"good"}`)})
}

func payloadEmpty() *compat.Predicate {
	return compat.Stream("is empty", func(r any) compat.Truth {
		if n, ok := bodySize(r); ok {
			return compat.TruthOf(n == 0)
		}
		return compat.Unknown
	}, []any{strings.NewReader("")}, []any{strings.NewReader(`{"sentiment":"good"}`)})
}

func annotationStateUnknown() *compat.Predicate {
	return compat.Document("has a ConfigurationState other than ENABLED and DISABLED", func(c *types.AnnotationTableConfigurationUpdates) (string, bool) {
		s := c.ConfigurationState
		return "ConfigurationState", s != "" && s != types.AnnotationConfigurationStateEnabled && s != types.AnnotationConfigurationStateDisabled
	}, []any{&types.AnnotationTableConfigurationUpdates{ConfigurationState: "ON"}},
		[]any{&types.AnnotationTableConfigurationUpdates{ConfigurationState: types.AnnotationConfigurationStateEnabled}})
}

// annotationUpdate makes an update with an encryption.
func annotationUpdate(algorithm types.TableSseAlgorithm, key *string) *types.AnnotationTableConfigurationUpdates {
	return &types.AnnotationTableConfigurationUpdates{
		ConfigurationState:      types.AnnotationConfigurationStateEnabled,
		Role:                    ptr.String("arn:aws:iam::123456789012:role/s3-annotations"),
		EncryptionConfiguration: &types.MetadataTableEncryptionConfiguration{SseAlgorithm: algorithm, KmsKeyArn: key},
	}
}

func annotationKeyARN() *string {
	return ptr.String("arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab")
}

func annotationKeyMissing() *compat.Predicate {
	return compat.Document("asks for aws:kms without KmsKeyArn", func(c *types.AnnotationTableConfigurationUpdates) (string, bool) {
		e := c.EncryptionConfiguration
		return "EncryptionConfiguration.KmsKeyArn", e != nil && e.SseAlgorithm == types.TableSseAlgorithmAwsKms && e.KmsKeyArn == nil
	}, []any{annotationUpdate(types.TableSseAlgorithmAwsKms, nil)},
		[]any{annotationUpdate(types.TableSseAlgorithmAwsKms, annotationKeyARN()), annotationUpdate(types.TableSseAlgorithmAes256, nil), &types.AnnotationTableConfigurationUpdates{}})
}

// annotationRules are the rules about the annotations of objects.
func annotationRules() []compat.Rule {
	put := func(pairs ...any) compat.Case {
		return compat.Given(operation.PutObjectAnnotation, append([]any{
			member.AnnotationName, "ml.sentiment", member.AnnotationPayload, strings.NewReader(`{"sentiment":"good"}`),
		}, pairs...)...)
	}
	del := func(name string) compat.Case {
		return compat.Given(operation.DeleteObjectAnnotation, member.AnnotationName, name)
	}
	update := func(c *types.AnnotationTableConfigurationUpdates) compat.Case {
		return compat.Given(operation.UpdateBucketMetadataAnnotationTableConfiguration, member.AnnotationTableConfiguration, c)
	}
	return []compat.Rule{
		{
			ID:         "annotation-name-too-long",
			Topic:      "annotations",
			Title:      "The name of an annotation is at most 512 bytes long",
			Problem:    "AnnotationName has {length AnnotationName} bytes; S3 allows 512",
			Remedy:     "Shorten it",
			Operations: with(member.AnnotationName),
			When:       compat.Matches(member.AnnotationName, annotationNameLong()),
			Answer:     compat.Answer{Status: 400, Code: "AnnotationNameTooLong", Message: "The annotation name exceeds 512 bytes."},
			Why:        "What counts are the bytes of the name in UTF-8, not its characters.",
			Fix:        "Shorten the name, and put the rest into the payload.",
			Sources:    []string{docPutObjectAnnotation, docAnnotations},
			AmazonOnly: true,
			Violating:  []compat.Case{put(member.AnnotationName, strings.Repeat("a", 513))},
			Allowed:    []compat.Case{put(member.AnnotationName, strings.Repeat("a", 512))},
		},
		{
			ID:         "annotation-name-reserved",
			Topic:      "annotations",
			Title:      "The name of an annotation doesn't begin with aws or s3",
			Problem:    "AnnotationName begins with aws or s3",
			Remedy:     "Use another",
			Operations: []compat.Operation{operation.PutObjectAnnotation, operation.DeleteObjectAnnotation},
			When:       compat.Matches(member.AnnotationName, annotationNameReserved()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidAnnotationName", Message: "The annotation name you provided is invalid."},
			Why:        "Names that begin like this, in capital or small letters, are kept for AWS.",
			Fix:        "Use another prefix.",
			Sources:    []string{docDelObjectAnnotation, docAnnotations},
			AmazonOnly: true,
			Violating:  []compat.Case{put(member.AnnotationName, "aws.labels"), del("S3-labels")},
			Allowed:    []compat.Case{put(member.AnnotationName, "ml.aws"), del("labels")},
		},
		{
			ID:         "annotation-name-characters",
			Topic:      "annotations",
			Title:      "The name of an annotation consists of letters, digits, underscores, periods and hyphens",
			Problem:    "AnnotationName is empty or has invalid characters",
			Remedy:     "Use letters, digits, _, . and -",
			Operations: []compat.Operation{operation.PutObjectAnnotation},
			When:       compat.Matches(member.AnnotationName, annotationNameCharacters()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidAnnotationName", Message: "The annotation name you provided is invalid."},
			Why:        "Letters and digits may be of any script; spaces, slashes and other signs aren't allowed.",
			Fix:        "Join words by periods, hyphens or underscores.",
			Sources:    []string{docAnnotationsManaging, docAnnotations},
			AmazonOnly: true,
			Violating:  []compat.Case{put(member.AnnotationName, "two words"), put(member.AnnotationName, "a/b")},
			Allowed:    []compat.Case{put(member.AnnotationName, "año_2026-01")},
		},
		{
			ID:         "annotation-payload-too-large",
			Topic:      "annotations",
			Title:      "An annotation holds at most 1 MiB",
			Problem:    "AnnotationPayload has more than 1 MiB",
			Remedy:     "Split it",
			Operations: []compat.Operation{operation.PutObjectAnnotation},
			When:       compat.Matches(member.AnnotationPayload, payloadTooLarge()),
			Answer:     compat.Answer{Status: 400, Code: "EntityTooLarge"},
			Why:        "Larger payloads are refused.",
			Fix:        "Split the payload into several annotations, or keep it in an object of its own.",
			Sources:    []string{docPutObjectAnnotation, docAnnotations},
			AmazonOnly: true,
			Violating:  []compat.Case{put(member.AnnotationPayload, bytes.NewReader(make([]byte, maxAnnotationPayload+1)))},
			Allowed:    []compat.Case{put()},
		},
		{
			ID:         "annotation-payload-empty",
			Topic:      "annotations",
			Title:      "An annotation holds one byte at least",
			Problem:    "AnnotationPayload is empty",
			Remedy:     "Use DeleteObjectAnnotation",
			Operations: []compat.Operation{operation.PutObjectAnnotation},
			When:       compat.Matches(member.AnnotationPayload, payloadEmpty()),
			Answer:     compat.Answer{Status: 400, Code: "EntityTooSmall"},
			Why:        "An empty payload is refused; to remove an annotation is an operation of its own.",
			Fix:        "Use DeleteObjectAnnotation, or store a word such as null.",
			Sources:    []string{docPutObjectAnnotation, pageAnnotationErrors},
			AmazonOnly: true,
			Violating:  []compat.Case{put(member.AnnotationPayload, strings.NewReader(""))},
			Allowed:    []compat.Case{put()},
		},
		{
			ID:         "annotation-table-state",
			Topic:      "annotations",
			Title:      "An annotation table is ENABLED or DISABLED",
			Problem:    "{at} is {value|an unknown word}",
			Remedy:     "Use ENABLED or DISABLED",
			Operations: []compat.Operation{operation.UpdateBucketMetadataAnnotationTableConfiguration},
			When:       compat.Matches(member.AnnotationTableConfiguration, annotationStateUnknown()),
			Answer:     compat.Answer{Status: 400, Code: "MalformedXML", Message: "The XML you provided was not well-formed or did not validate against our published schema"},
			Why:        "S3's schema knows two states.",
			Fix:        "Use one of the SDK's constants.",
			Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_UpdateBucketMetadataAnnotationTableConfiguration.html"},
			AmazonOnly: true,
			Violating:  []compat.Case{update(&types.AnnotationTableConfigurationUpdates{ConfigurationState: "ON"})},
			Allowed:    []compat.Case{update(annotationUpdate(types.TableSseAlgorithmAes256, nil))},
		},
		{
			ID:         "annotation-table-kms-key",
			Topic:      "annotations",
			Title:      "An annotation table encrypted with KMS needs the key's ARN",
			Problem:    "{at} isn't set, with aws:kms",
			Remedy:     "Give the key's ARN",
			Operations: []compat.Operation{operation.UpdateBucketMetadataAnnotationTableConfiguration},
			When:       compat.Matches(member.AnnotationTableConfiguration, annotationKeyMissing()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
			Why:        "The table is written by the service, so there is no default key that it could use.",
			Fix:        "Set KmsKeyArn to a customer managed key in the bucket's Region.",
			Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_MetadataTableEncryptionConfiguration.html"},
			AmazonOnly: true,
			Violating:  []compat.Case{update(annotationUpdate(types.TableSseAlgorithmAwsKms, nil))},
			Allowed:    []compat.Case{update(annotationUpdate(types.TableSseAlgorithmAwsKms, annotationKeyARN()))},
		},
	}
}
