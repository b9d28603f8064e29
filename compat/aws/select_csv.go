package aws

import (
	"unicode/utf8"

	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// several reports whether a text is given that has more than one character.
func several(s *string) bool { return s != nil && utf8.RuneCountInString(*s) > 1 }

// quotedBy is CSV with the quotation mark.
func quotedBy(mark string) *types.InputSerialization {
	return &types.InputSerialization{CSV: &types.CSVInput{QuoteCharacter: awssdk.String(mark)}}
}

// outQuotedBy is CSV with the quotation mark as the output.
func outQuotedBy(mark string) *types.OutputSerialization {
	return &types.OutputSerialization{CSV: &types.CSVOutput{QuoteCharacter: awssdk.String(mark)}}
}

func severalInputMarks() *compat.Predicate {
	return compat.Document("has a mark of several characters", func(d *types.InputSerialization) (string, bool) {
		switch c := d.CSV; {
		case c == nil:
		case several(c.QuoteCharacter):
			return "CSV.QuoteCharacter", true
		case several(c.QuoteEscapeCharacter):
			return "CSV.QuoteEscapeCharacter", true
		case several(c.Comments):
			return "CSV.Comments", true
		}
		return "", false
	}, []any{quotedBy("''")}, []any{quotedBy("'"), selectPlain})
}

func severalOutputMarks() *compat.Predicate {
	return compat.Document("has a mark of several characters", func(d *types.OutputSerialization) (string, bool) {
		switch c := d.CSV; {
		case c == nil:
		case several(c.QuoteCharacter):
			return "CSV.QuoteCharacter", true
		case several(c.QuoteEscapeCharacter):
			return "CSV.QuoteEscapeCharacter", true
		}
		return "", false
	}, []any{outQuotedBy("''")}, []any{outQuotedBy("'"), selectCSVOut})
}

// selectCSVRules are about the marks of CSV. Delimiters can be arbitrary.
func selectCSVRules() []compat.Rule {
	query := func(in *types.InputSerialization) compat.Case {
		return compat.Given(operation.SelectObjectContent, member.Expression, "SELECT * FROM S3Object s", member.ExpressionType, "SQL",
			member.InputSerialization, in, member.OutputSerialization, selectCSVOut)
	}
	return []compat.Rule{{
		ID:         "select-csv-marks",
		Topic:      "select",
		Title:      "Quotation, escape and comment marks of CSV are single characters",
		Problem:    "{at} has {length} bytes; S3 takes one character",
		Remedy:     "Give one",
		Operations: []compat.Operation{operation.SelectObjectContent},
		When:       compat.Any(compat.Matches(member.InputSerialization, severalInputMarks()), compat.Matches(member.OutputSerialization, severalOutputMarks())),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequestParameter"},
		Why:        "S3 Select looks at single characters for these marks.",
		Fix:        "Give one character each.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_CSVInput.html", "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CSVOutput.html"},
		Doubt:      "The documentation speaks of single characters, not of an error.",
		Violating:  []compat.Case{query(quotedBy("''"))},
		Allowed:    []compat.Case{query(quotedBy("'"))},
	}}
}
