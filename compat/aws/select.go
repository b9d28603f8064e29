package aws

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/ptr"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const docSelectObjectContent = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_SelectObjectContent.html"

const maxSelectExpression = 256 << 10

// isOneOf compares without case: S3 isn't known to mind it in S3 Select.
func isOneOf(s string, values ...string) bool {
	for _, v := range values {
		if strings.EqualFold(s, v) {
			return true
		}
	}
	return false
}

// The samples of the predicates below.

func selectQuoted() *types.InputSerialization {
	return &types.InputSerialization{CSV: &types.CSVInput{AllowQuotedRecordDelimiter: ptr.Bool(true)}}
}

func scanGood() *types.ScanRange {
	return &types.ScanRange{Start: ptr.Int64(50), End: ptr.Int64(100)}
}

var (
	selectCSV         = &types.InputSerialization{CSV: &types.CSVInput{FileHeaderInfo: types.FileHeaderInfoUse}, CompressionType: types.CompressionTypeGzip}
	selectPlain       = &types.InputSerialization{CSV: &types.CSVInput{}, CompressionType: types.CompressionTypeNone}
	selectLines       = &types.InputSerialization{JSON: &types.JSONInput{Type: types.JSONTypeLines}}
	selectParquet     = &types.InputSerialization{Parquet: &types.ParquetInput{}}
	selectTwoInputs   = &types.InputSerialization{CSV: &types.CSVInput{}, JSON: &types.JSONInput{Type: types.JSONTypeLines}}
	selectNoInput     = &types.InputSerialization{CompressionType: types.CompressionTypeGzip}
	selectZipped      = &types.InputSerialization{CSV: &types.CSVInput{}, CompressionType: "ZIP"}
	selectGzipParquet = &types.InputSerialization{Parquet: &types.ParquetInput{}, CompressionType: types.CompressionTypeGzip}
	selectBadHeader   = &types.InputSerialization{CSV: &types.CSVInput{FileHeaderInfo: "SKIP"}}
	selectBadJSON     = &types.InputSerialization{JSON: &types.JSONInput{Type: "ARRAY"}}
	selectDocument    = &types.InputSerialization{JSON: &types.JSONInput{Type: types.JSONTypeDocument}}
	selectCSVOut      = &types.OutputSerialization{CSV: &types.CSVOutput{QuoteFields: types.QuoteFieldsAsneeded}}
	selectJSONOut     = &types.OutputSerialization{JSON: &types.JSONOutput{}}
	selectTwoOutputs  = &types.OutputSerialization{CSV: &types.CSVOutput{}, JSON: &types.JSONOutput{}}
	selectBadQuote    = &types.OutputSerialization{CSV: &types.CSVOutput{QuoteFields: "NEVER"}}
)

func selectNotSQL() *compat.Predicate {
	return compat.Text("isn't SQL", func(s string) bool { return !isOneOf(s, "SQL") }, []any{"JSONPath"}, []any{"SQL"})
}

func selectTooLong() *compat.Predicate {
	return compat.Longer("is longer than 256 KB", maxSelectExpression,
		[]any{strings.Repeat(" ", maxSelectExpression) + "SELECT 1"}, []any{"SELECT * FROM S3Object s"})
}

func selectInputs(in *types.InputSerialization) (n int) {
	for _, set := range [...]bool{in.CSV != nil, in.JSON != nil, in.Parquet != nil} {
		if set {
			n++
		}
	}
	return n
}

func selectInputMany() *compat.Predicate {
	return compat.Document("names more than one format", func(in *types.InputSerialization) (string, bool) {
		return "", selectInputs(in) > 1
	}, []any{selectTwoInputs}, []any{selectCSV, selectLines, selectParquet})
}

func selectInputNone() *compat.Predicate {
	return compat.Document("names no format", func(in *types.InputSerialization) (string, bool) {
		return "", selectInputs(in) == 0
	}, []any{selectNoInput, &types.InputSerialization{}}, []any{selectCSV, selectLines, selectParquet})
}

func selectInputCompression() *compat.Predicate {
	return compat.Document("has a compression other than NONE, GZIP and BZIP2", func(in *types.InputSerialization) (string, bool) {
		return "CompressionType", in.CompressionType != "" && !isOneOf(string(in.CompressionType), "NONE", "GZIP", "BZIP2")
	}, []any{selectZipped}, []any{selectCSV, selectLines})
}

func selectInputParquet() *compat.Predicate {
	return compat.Document("is compressed Parquet", func(in *types.InputSerialization) (string, bool) {
		return "CompressionType", in.Parquet != nil && isOneOf(string(in.CompressionType), "GZIP", "BZIP2")
	}, []any{selectGzipParquet}, []any{selectParquet, selectCSV})
}

func selectInputHeader() *compat.Predicate {
	return compat.Document("has a FileHeaderInfo other than USE, IGNORE and NONE", func(in *types.InputSerialization) (string, bool) {
		return "CSV.FileHeaderInfo", in.CSV != nil && in.CSV.FileHeaderInfo != "" && !isOneOf(string(in.CSV.FileHeaderInfo), "USE", "IGNORE", "NONE")
	}, []any{selectBadHeader}, []any{selectCSV, selectPlain})
}

func selectInputJSON() *compat.Predicate {
	return compat.Document("has a JSON type other than DOCUMENT and LINES", func(in *types.InputSerialization) (string, bool) {
		return "JSON.Type", in.JSON != nil && in.JSON.Type != "" && !isOneOf(string(in.JSON.Type), "DOCUMENT", "LINES")
	}, []any{selectBadJSON}, []any{selectLines, selectDocument, selectCSV})
}

func selectInputUntyped() *compat.Predicate {
	return compat.Document("is JSON without a type", func(in *types.InputSerialization) (string, bool) {
		return "JSON.Type", in.JSON != nil && in.JSON.Type == ""
	}, []any{&types.InputSerialization{JSON: &types.JSONInput{}}}, []any{selectLines, selectDocument, selectCSV})
}

func selectInputWhole() *compat.Predicate {
	return compat.Document("can only be read as a whole", func(in *types.InputSerialization) (string, bool) {
		switch {
		case in.Parquet == nil && isOneOf(string(in.CompressionType), "GZIP", "BZIP2"):
			return "CompressionType", true
		case in.JSON != nil && isOneOf(string(in.JSON.Type), "DOCUMENT"):
			return "JSON.Type", true
		case in.CSV != nil && in.CSV.AllowQuotedRecordDelimiter != nil && *in.CSV.AllowQuotedRecordDelimiter:
			return "CSV.AllowQuotedRecordDelimiter", true
		}
		return "", false
	}, []any{selectCSV, selectDocument, selectQuoted()}, []any{selectPlain, selectLines, selectParquet})
}

func selectOutputMany() *compat.Predicate {
	return compat.Document("names both formats", func(out *types.OutputSerialization) (string, bool) {
		return "", out.CSV != nil && out.JSON != nil
	}, []any{selectTwoOutputs}, []any{selectCSVOut, selectJSONOut})
}

func selectOutputNone() *compat.Predicate {
	return compat.Document("names no format", func(out *types.OutputSerialization) (string, bool) {
		return "", out.CSV == nil && out.JSON == nil
	}, []any{&types.OutputSerialization{}}, []any{selectCSVOut, selectJSONOut})
}

func selectOutputQuotes() *compat.Predicate {
	return compat.Document("has QuoteFields other than ALWAYS and ASNEEDED", func(out *types.OutputSerialization) (string, bool) {
		return "CSV.QuoteFields", out.CSV != nil && out.CSV.QuoteFields != "" && !isOneOf(string(out.CSV.QuoteFields), "ALWAYS", "ASNEEDED")
	}, []any{selectBadQuote}, []any{selectCSVOut, selectJSONOut})
}

func scanInvalid() *compat.Predicate {
	return compat.Document("is empty, negative or ends before it starts", func(r *types.ScanRange) (string, bool) {
		switch {
		case r.Start == nil && r.End == nil:
			return "", true
		case r.Start != nil && *r.Start < 0:
			return "Start", true
		case r.End != nil && *r.End < 0, r.Start != nil && r.End != nil && *r.End < *r.Start:
			return "End", true
		}
		return "", false
	},
		[]any{&types.ScanRange{}, &types.ScanRange{Start: ptr.Int64(100), End: ptr.Int64(50)}, &types.ScanRange{End: ptr.Int64(-1)}},
		[]any{scanGood(), &types.ScanRange{Start: ptr.Int64(50)}, &types.ScanRange{End: ptr.Int64(50)}})
}

// selectRules are the rules about SelectObjectContent.
func selectRules() []compat.Rule {
	ops := []compat.Operation{operation.SelectObjectContent}
	query := func(pairs ...any) compat.Case {
		return compat.Given(operation.SelectObjectContent, append([]any{
			member.Expression, "SELECT * FROM S3Object s", member.ExpressionType, "SQL",
			member.InputSerialization, selectPlain, member.OutputSerialization, selectCSVOut,
		}, pairs...)...)
	}
	return []compat.Rule{
		{
			ID:         "select-anonymous",
			Topic:      "select",
			Title:      "S3 Select can't be used anonymously",
			Problem:    "The query is anonymous",
			Remedy:     "Sign it",
			Operations: ops,
			When:       compat.Signature(compat.SignatureScheme, "anonymous"),
			Answer:     compat.Answer{Status: 403, Code: "AccessDenied"},
			Why:        "S3 Select doesn't support anonymous access, not even to public objects.",
			Fix:        "Sign the request.",
			Sources:    []string{docSelectObjectContent},
			Rank:       -10,
			Violating:  []compat.Case{query().Over(compat.SignatureScheme, "anonymous")},
			Allowed:    []compat.Case{query().Over(compat.SignatureScheme, "SigV4")},
		},
		{
			ID:         "select-expression-type",
			Topic:      "select",
			Title:      "S3 Select understands SQL only",
			Problem:    "ExpressionType is {value ExpressionType|a word other than SQL}",
			Remedy:     "Set it to SQL",
			Operations: ops,
			When:       compat.Matches(member.ExpressionType, selectNotSQL()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidExpressionType", Message: "The ExpressionType is invalid. Only SQL expressions are supported."},
			Why:        "There is one query language.",
			Fix:        "Set ExpressionType to SQL.",
			Sources:    []string{docSelectObjectContent, docSelectErrors},
			Violating:  []compat.Case{query(member.ExpressionType, "JSONPath")},
			Allowed:    []compat.Case{query()},
		},
		{
			ID:         "select-expression-too-long",
			Topic:      "select",
			Title:      "A query is at most 256 KB long",
			Problem:    "Expression has {length Expression} bytes; S3 allows 262,144",
			Remedy:     "Split it",
			Operations: ops,
			When:       compat.Matches(member.Expression, selectTooLong()),
			Answer:     compat.Answer{Status: 400, Code: "ExpressionTooLong", Message: "The SQL expression is too long. The maximum byte-length for an SQL expression is 256 KB."},
			Why:        "S3 Select reads queries up to this length.",
			Fix:        "Split the query, for example a long list of values.",
			Sources:    []string{docSelectErrors, "https://docs.aws.amazon.com/AmazonS3/latest/userguide/selecting-content-from-objects.html"},
			Violating:  []compat.Case{query(member.Expression, strings.Repeat(" ", maxSelectExpression)+"SELECT 1")},
			Allowed:    []compat.Case{query()},
		},
		{
			ID:         "select-several-input-formats",
			Topic:      "select",
			Title:      "The input of a query has one format",
			Problem:    "InputSerialization has several formats",
			Remedy:     "Keep one",
			Operations: ops,
			When:       compat.Matches(member.InputSerialization, selectInputMany()),
			Answer: compat.Answer{Status: 400, Code: "ObjectSerializationConflict",
				Message: "InputSerialization specifies more than one format (CSV, JSON, or Parquet), or OutputSerialization specifies more than one format (CSV or JSON). InputSerialization and OutputSerialization can only specify one format each."},
			Why:       "An object is CSV, JSON or Parquet.",
			Fix:       "Set one of CSV, JSON and Parquet.",
			Sources:   []string{docSelectObjectContent, docSelectErrors},
			Violating: []compat.Case{query(member.InputSerialization, selectTwoInputs)},
			Allowed:   []compat.Case{query(member.InputSerialization, selectLines)},
		},
		{
			ID:         "select-no-input-format",
			Topic:      "select",
			Title:      "The input of a query needs a format",
			Problem:    "InputSerialization has no format",
			Remedy:     "Set one",
			Operations: ops,
			When:       compat.Matches(member.InputSerialization, selectInputNone()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidDataSource", Message: "Invalid data source type. Only CSV, JSON, and Parquet are supported."},
			Why:        "S3 doesn't guess whether the object is CSV, JSON or Parquet.",
			Fix:        "Set one of CSV, JSON and Parquet.",
			Sources:    []string{docSelectObjectContent, docSelectErrors},
			Violating:  []compat.Case{query(member.InputSerialization, selectNoInput)},
			Allowed:    []compat.Case{query(member.InputSerialization, selectParquet)},
		},
		{
			ID:         "select-compression-type",
			Topic:      "select",
			Title:      "The input of a query is compressed with GZIP, BZIP2 or not at all",
			Problem:    "{at} is {value|an unknown word}",
			Remedy:     "Use NONE, GZIP or BZIP2",
			Operations: ops,
			When:       compat.Matches(member.InputSerialization, selectInputCompression()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidCompressionFormat", Message: "The file is not in a supported compression format. Only GZIP and BZIP2 are supported."},
			Why:        "S3 Select reads these compressions only.",
			Fix:        "Store the object compressed with GZIP or BZIP2.",
			Sources:    []string{docSelectObjectContent, docSelectErrors},
			Violating:  []compat.Case{query(member.InputSerialization, selectZipped)},
			Allowed:    []compat.Case{query(member.InputSerialization, selectCSV)},
		},
		{
			ID:         "select-compressed-parquet",
			Topic:      "select",
			Title:      "Parquet as a whole can't be compressed",
			Problem:    "{at} is {value|set} for Parquet",
			Remedy:     "Leave it out",
			Operations: ops,
			When:       compat.Matches(member.InputSerialization, selectInputParquet()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequestParameter", Message: "The value of a parameter in SelectRequest element is invalid. Check the service API documentation and try again."},
			Why:        "Parquet compresses its columns itself, with GZIP or Snappy, and S3 finds that out; CompressionType is about the whole object.",
			Fix:        "Leave CompressionType out or set it to NONE.",
			Sources:    []string{docSelectObjectContent, docSelectErrors},
			Violating:  []compat.Case{query(member.InputSerialization, selectGzipParquet)},
			Allowed:    []compat.Case{query(member.InputSerialization, selectParquet)},
		},
		{
			ID:         "select-file-header-info",
			Topic:      "select",
			Title:      "FileHeaderInfo is USE, IGNORE or NONE",
			Problem:    "{at} is {value|an unknown word}",
			Remedy:     "Use the SDK's constants",
			Operations: ops,
			When:       compat.Matches(member.InputSerialization, selectInputHeader()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidFileHeaderInfo", Message: "The FileHeaderInfo is invalid. Only NONE, USE, and IGNORE are supported."},
			Why:        "S3 refuses other ways to treat the first line.",
			Fix:        "Use one of the SDK's constants.",
			Sources:    []string{docSelectObjectContent, docSelectErrors},
			Violating:  []compat.Case{query(member.InputSerialization, selectBadHeader)},
			Allowed:    []compat.Case{query(member.InputSerialization, selectCSV)},
		},
		{
			ID:         "select-json-type",
			Topic:      "select",
			Title:      "The type of JSON is DOCUMENT or LINES",
			Problem:    "{at} is {value|an unknown word}",
			Remedy:     "Use the SDK's constants",
			Operations: ops,
			When:       compat.Matches(member.InputSerialization, selectInputJSON()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidJsonType", Message: "The JsonType is invalid. Only DOCUMENT and LINES are supported."},
			Why:        "S3 refuses other types.",
			Fix:        "Use one of the SDK's constants.",
			Sources:    []string{docSelectObjectContent, docSelectErrors},
			Violating:  []compat.Case{query(member.InputSerialization, selectBadJSON)},
			Allowed:    []compat.Case{query(member.InputSerialization, selectDocument)},
		},
		{
			ID:         "select-json-without-type",
			Topic:      "select",
			Title:      "JSON that is queried has a type",
			Problem:    "{at} isn't set",
			Remedy:     "Set DOCUMENT or LINES",
			Operations: ops,
			When:       compat.Matches(member.InputSerialization, selectInputUntyped()),
			Answer:     compat.Answer{Status: 400, Code: "MissingRequiredParameter", Message: "Type is required. Please check the service documentation and try again."},
			Why:        "There is no default: the object is one document, or has one on each line.",
			Fix:        "Set JSON.Type to types.JSONTypeDocument or types.JSONTypeLines.",
			Sources:    []string{docSelectObjectContent, docSelectErrors, "https://github.com/aws/aws-sdk-java/issues/1609"},
			Violating:  []compat.Case{query(member.InputSerialization, &types.InputSerialization{JSON: &types.JSONInput{}})},
			Allowed:    []compat.Case{query(member.InputSerialization, selectDocument)},
		},
		{
			ID:         "select-several-output-formats",
			Topic:      "select",
			Title:      "The output of a query has one format",
			Problem:    "OutputSerialization has both formats",
			Remedy:     "Keep one",
			Operations: ops,
			When:       compat.Matches(member.OutputSerialization, selectOutputMany()),
			Answer: compat.Answer{Status: 400, Code: "ObjectSerializationConflict",
				Message: "InputSerialization specifies more than one format (CSV, JSON, or Parquet), or OutputSerialization specifies more than one format (CSV or JSON). InputSerialization and OutputSerialization can only specify one format each."},
			Why:       "Results come as CSV or as JSON.",
			Fix:       "Set CSV or JSON.",
			Sources:   []string{docSelectObjectContent, docSelectErrors},
			Violating: []compat.Case{query(member.OutputSerialization, selectTwoOutputs)},
			Allowed:   []compat.Case{query(member.OutputSerialization, selectJSONOut)},
		},
		{
			ID:         "select-no-output-format",
			Topic:      "select",
			Title:      "The output of a query needs a format",
			Problem:    "OutputSerialization has no format",
			Remedy:     "Set CSV or JSON",
			Operations: ops,
			When:       compat.Matches(member.OutputSerialization, selectOutputNone()),
			Answer:     compat.Answer{Status: 400, Code: "MissingRequiredParameter", Message: "The SelectRequest entity is missing a required parameter. Check the service documentation and try again."},
			Why:        "There is no default format for the results.",
			Fix:        "Set CSV or JSON.",
			Sources:    []string{docSelectObjectContent, docSelectErrors},
			Violating:  []compat.Case{query(member.OutputSerialization, &types.OutputSerialization{})},
			Allowed:    []compat.Case{query(member.OutputSerialization, selectJSONOut)},
		},
		{
			ID:         "select-quote-fields",
			Topic:      "select",
			Title:      "QuoteFields is ALWAYS or ASNEEDED",
			Problem:    "{at} is {value|an unknown word}",
			Remedy:     "Use the SDK's constants",
			Operations: ops,
			When:       compat.Matches(member.OutputSerialization, selectOutputQuotes()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidQuoteFields", Message: "The QuoteFields is invalid. Only ALWAYS and ASNEEDED are supported."},
			Why:        "S3 refuses other ways to quote the fields of the results.",
			Fix:        "Use one of the SDK's constants.",
			Sources:    []string{docSelectObjectContent, docSelectErrors},
			Violating:  []compat.Case{query(member.OutputSerialization, selectBadQuote)},
			Allowed:    []compat.Case{query(member.OutputSerialization, selectCSVOut)},
		},
		{
			ID:         "select-scan-range",
			Topic:      "select",
			Title:      "A scan range has a start or an end, and doesn't end before it starts",
			Problem:    "ScanRange is empty, negative or ends before it starts",
			Remedy:     "Give Start, End or both",
			Operations: ops,
			When:       compat.Matches(member.ScanRange, scanInvalid()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidScanRange", Message: "The provided scan range is not valid."},
			Why:        "The range selects records by the bytes at which they begin. It is optional, but not empty if it is given.",
			Fix:        "Leave ScanRange out to read everything, or give Start, End or both.",
			Sources:    []string{docSelectObjectContent, docSelectErrors},
			Violating:  []compat.Case{query(member.ScanRange, &types.ScanRange{}), query(member.ScanRange, &types.ScanRange{Start: ptr.Int64(100), End: ptr.Int64(50)})},
			Allowed:    []compat.Case{query(member.ScanRange, scanGood()), query(member.ScanRange, &types.ScanRange{End: ptr.Int64(50)})},
		},
		{
			ID:         "select-scan-range-input",
			Topic:      "select",
			Title:      "A scan range needs input that can be read from the middle",
			Problem:    "ScanRange is set for input that is read whole: {at}",
			Remedy:     "Leave it out",
			Operations: ops,
			When:       compat.All(compat.Set(member.ScanRange), compat.Matches(member.InputSerialization, selectInputWhole())),
			Answer:     compat.Answer{Status: 400, Code: "UnsupportedScanRangeInput", Message: "Scan range queries are not supported on this type of object. Scan range queries are supported on uncompressed CSV, JSON Lines, and Parquet."},
			Why:        "Scan ranges work on Parquet, and on uncompressed CSV without quoted record delimiters and JSON with one record per line.",
			Fix:        "Leave ScanRange out, or store the object uncompressed.",
			Sources:    []string{docSelectErrors, "https://docs.aws.amazon.com/AmazonS3/latest/userguide/selecting-content-from-objects.html"},
			Violating: []compat.Case{
				query(member.ScanRange, scanGood(), member.InputSerialization, selectCSV),
				query(member.ScanRange, scanGood(), member.InputSerialization, selectDocument),
			},
			Allowed: []compat.Case{
				query(member.ScanRange, scanGood(), member.InputSerialization, selectLines),
				query(member.InputSerialization, selectDocument),
			},
		},
	}
}
