package aws

import (
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const docGetObjectAttributes = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html"

// The SDK sends an empty header for a list without elements, and none for one of
// empty elements only.

func attributesEmpty() *compat.Predicate {
	return compat.Document("has no elements", func(l *[]types.ObjectAttributes) (string, bool) {
		return "", len(*l) == 0
	}, []any{&[]types.ObjectAttributes{}}, []any{&[]types.ObjectAttributes{"ETag"}, &[]types.ObjectAttributes{""}})
}

func attributesBlank() *compat.Predicate {
	return compat.Document("has empty elements only", func(l *[]types.ObjectAttributes) (string, bool) {
		for _, a := range *l {
			if a != "" {
				return "", false
			}
		}
		return "", len(*l) > 0
	}, []any{&[]types.ObjectAttributes{""}}, []any{&[]types.ObjectAttributes{"ETag"}, &[]types.ObjectAttributes{"ETag", ""}})
}

func attributesUnknown() *compat.Predicate {
	return compat.Document("contains something that is no attribute", func(l *[]types.ObjectAttributes) (string, bool) {
		for i, a := range *l {
			switch types.ObjectAttributes(headerValue(string(a))) {
			case types.ObjectAttributesEtag, types.ObjectAttributesChecksum, types.ObjectAttributesObjectParts,
				types.ObjectAttributesStorageClass, types.ObjectAttributesObjectSize, "":
			default:
				return "[" + strconv.Itoa(i) + "]", true
			}
		}
		return "", false
	}, []any{&[]types.ObjectAttributes{"ETag", "Owner"}, &[]types.ObjectAttributes{"Etag"}}, []any{&[]types.ObjectAttributes{"ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"}})
}

func attributesWithoutParts() *compat.Predicate {
	return compat.Document("doesn't ask for ObjectParts", func(l *[]types.ObjectAttributes) (string, bool) {
		for _, a := range *l {
			if a == types.ObjectAttributesObjectParts {
				return "", false
			}
		}
		return "", true
	}, []any{&[]types.ObjectAttributes{"ETag"}}, []any{&[]types.ObjectAttributes{"ETag", "ObjectParts"}})
}

func negativeMarker() *compat.Predicate {
	return compat.Text("is a negative number", func(s string) bool {
		n, err := strconv.ParseInt(s, 10, 64)
		return err == nil && n < 0
	}, []any{"-1", "-10001"}, []any{"0", "2", "", "part-2"})
}

// attributesRules are the rules about GetObjectAttributes.
func attributesRules() []compat.Rule {
	ops := []compat.Operation{operation.GetObjectAttributes}
	get := func(attributes ...types.ObjectAttributes) compat.Case {
		return compat.Given(operation.GetObjectAttributes, member.ObjectAttributes, &attributes)
	}
	return []compat.Rule{
		{
			ID:         "object-attributes-none",
			Topic:      "object attributes",
			Title:      "At least one attribute must be asked for",
			Problem:    "ObjectAttributes has only empty elements",
			Remedy:     "Name the attributes",
			Operations: ops,
			When:       compat.Matches(member.ObjectAttributes, attributesBlank()),
			Answer: compat.Answer{Status: 400, Code: "InvalidRequest",
				Message: "The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty"},
			Rank:      rankAfterBucket,
			Why:       "S3 returns only the attributes that are named. The SDK leaves empty elements out, and then the header.",
			Fix:       "Name the attributes.",
			Sources:   []string{docGetObjectAttributes, "https://github.com/versity/versitygw/pull/1170", measuredByBacklot},
			Violating: []compat.Case{get("")},
			Allowed:   []compat.Case{get("ETag")},
		},
		{
			ID:         "object-attributes-empty",
			Topic:      "object attributes",
			Title:      "The list of attributes can't be empty",
			Problem:    "ObjectAttributes is empty",
			Remedy:     "Name the attributes",
			Operations: ops,
			When:       compat.Matches(member.ObjectAttributes, attributesEmpty()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Invalid attribute name specified."},
			Rank:       rankBeforeBucket,
			Why:        "The SDK sends an empty header for it, which S3 takes for an attribute without a name.",
			Fix:        "Name the attributes.",
			Sources:    []string{docGetObjectAttributes, measuredByBacklot},
			Violating:  []compat.Case{compat.Given(operation.GetObjectAttributes, member.ObjectAttributes, &[]types.ObjectAttributes{})},
			Allowed:    []compat.Case{get("ETag")},
		},
		{
			ID:         "object-attributes-unknown",
			Topic:      "object attributes",
			Title:      "Attributes are ETag, Checksum, ObjectParts, StorageClass and ObjectSize",
			Problem:    "{at} is none of S3's attributes",
			Remedy:     "Use the SDK's constants",
			Operations: ops,
			When:       compat.Matches(member.ObjectAttributes, attributesUnknown()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Invalid attribute name specified."},
			Rank:       rankBeforeBucket,
			Why:        "S3 refuses names that it doesn't know, written exactly like this.",
			Fix:        "Use the SDK's constants, for example types.ObjectAttributesEtag.",
			Sources:    []string{docGetObjectAttributes, "https://github.com/versity/versitygw/issues/917", measuredByBacklot, stackdCaptures + "/multipart_read_bounds_replay.json"},
			Violating:  []compat.Case{get("ETag", "Owner"), get("etag")},
			Allowed:    []compat.Case{get("ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"), get("ETag", "ETag")},
		},
		{
			ID:         "object-attributes-parts-not-asked",
			Topic:      "object attributes",
			Title:      "MaxParts and PartNumberMarker matter only if ObjectParts is asked for",
			Problem:    "ObjectAttributes lacks ObjectParts, so MaxParts and PartNumberMarker do nothing",
			Remedy:     "Add ObjectParts",
			Effect:     compat.Ignored,
			Operations: ops,
			When: compat.All(
				compat.AnySet(member.MaxParts, member.PartNumberMarker),
				compat.Matches(member.ObjectAttributes, attributesWithoutParts()),
			),
			Why:       "They page through the parts of the object, of which S3 tells nothing here.",
			Fix:       "Add ObjectParts to the attributes, or leave the members out.",
			Sources:   []string{docGetObjectAttributes, "recorded:ls-a-0054"},
			Violating: []compat.Case{get("ETag").With(member.MaxParts, 3)},
			Allowed:   []compat.Case{get("ETag", "ObjectParts").With(member.MaxParts, 3)},
		},
		{
			ID:         "object-attributes-max-parts-negative",
			Topic:      "object attributes",
			Title:      "With a negative MaxParts S3 lists no parts",
			Problem:    "MaxParts is {value MaxParts}: S3 lists no parts",
			Remedy:     "Leave it out",
			Effect:     compat.Ignored,
			Operations: ops,
			When:       compat.Matches(member.MaxParts, negativeNumber()),
			Why:        "Unlike ListParts, GetObjectAttributes doesn't refuse the number. It answers with no parts and calls the list truncated, so code that reads on doesn't come to an end.",
			Fix:        "Leave MaxParts out for the largest page.",
			Sources:    []string{docGetObjectAttributes, "https://github.com/versity/versitygw/issues/1806", stackdCaptures + "/multipart_read_bounds_replay.json"},
			Violating:  []compat.Case{get("ObjectParts").With(member.MaxParts, -1)},
			Allowed:    []compat.Case{get("ObjectParts").With(member.MaxParts, 3)},
		},
		{
			ID:         "object-attributes-marker-malformed",
			Topic:      "object attributes",
			Title:      "PartNumberMarker must be a number",
			Problem:    "PartNumberMarker isn't a whole number, or has too many digits",
			Remedy:     "Pass on NextPartNumberMarker",
			Operations: ops,
			When: compat.All(compat.Matches(member.PartNumberMarker, notANumber()),
				compat.Not(compat.Matches(member.ObjectAttributes, attributesWithoutParts()))),
			Answer:    compat.Answer{Status: 400, Code: "InvalidArgument"},
			Why:       "The marker is a text in the SDK but a number for S3: the last part number already seen.",
			Fix:       "Pass on NextPartNumberMarker of the previous answer.",
			Sources:   []string{docGetObjectAttributes, readBounds, stackdCaptures + "/multipart_read_bounds_replay.json"},
			Violating: []compat.Case{get("ObjectParts").With(member.PartNumberMarker, "part-2")},
			Allowed: []compat.Case{
				get("ObjectParts").With(member.PartNumberMarker, "2"),
				// A marker may be beyond the last part that there is, or can be.
				get("ObjectParts").With(member.PartNumberMarker, "10001"),
			},
		},
		{
			ID:         "object-attributes-marker-negative",
			Topic:      "object attributes",
			Title:      "PartNumberMarker isn't negative",
			Problem:    "PartNumberMarker is a negative number",
			Remedy:     "Pass on NextPartNumberMarker",
			Operations: ops,
			When: compat.All(compat.Matches(member.PartNumberMarker, negativeMarker()),
				compat.Not(compat.Matches(member.ObjectAttributes, attributesWithoutParts()))),
			Answer:     compat.Answer{Status: 500, Code: "InternalError"},
			Doubt:      "One answer is on record; as an internal error, it may have been a passing fault.",
			AmazonOnly: true,
			Why:        "S3 was seen to fail with an internal error, which the SDK tries again in vain.",
			Fix:        "Pass on NextPartNumberMarker of the previous answer, or leave PartNumberMarker out to begin with the first part.",
			Sources:    []string{docGetObjectAttributes, stackdCaptures + "/multipart_read_bounds_replay.json"},
			Violating:  []compat.Case{get("ObjectParts").With(member.PartNumberMarker, "-1")},
			Allowed:    []compat.Case{get("ObjectParts").With(member.PartNumberMarker, "0"), get("ETag").With(member.PartNumberMarker, "-1")},
		},
	}
}
