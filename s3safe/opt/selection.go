package opt

import (
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// SelectInput is the format of the object that a query reads: [CSV], [JSONLines],
// [JSONDocument] or [Parquet].
type SelectInput interface {
	yieldsInput() fill.Value[*types.InputSerialization]
}

// SelectOutput is the format of a query's result: [CSVOutput] or [JSONOutput].
type SelectOutput interface {
	yieldsOutput() fill.Value[*types.OutputSerialization]
}

// Compression is how CSV or JSON is compressed: [Gzip] or [Bzip2].
type Compression interface{ compression() types.CompressionType }

// CompressionChoice is a compression of objects that are queried. Its values are
// the constants below; Build refuses other numbers.
type CompressionChoice uint8

var compressionTexts = [...]string{Uncompressed: "NONE", Gzip: "GZIP", Bzip2: "BZIP2"}

// String returns the value as S3 writes it.
func (c CompressionChoice) String() string { return textOf(compressionTexts[:], c) }

// HeaderLineChoice is a treatment of the first line of CSV. Its values are the
// constants below; Build refuses other numbers.
type HeaderLineChoice uint8

var headerLineTexts = [...]string{UseHeader: "USE", IgnoreHeader: "IGNORE", NoHeader: "NONE"}

// String returns the value as S3 writes it.
func (c HeaderLineChoice) String() string { return textOf(headerLineTexts[:], c) }

// Compressions.
const (
	// Uncompressed is the default.
	Uncompressed CompressionChoice = 1
	// Gzip is the format of gzip.
	Gzip CompressionChoice = 2
	// Bzip2 is the format of bzip2.
	Bzip2 CompressionChoice = 3
)

func (c CompressionChoice) compression() types.CompressionType {
	return types.CompressionType(c.String())
}

// HeaderLine is what a CSV's first line is: [UseHeader], [IgnoreHeader] or
// [NoHeader].
type HeaderLine interface{ header() types.FileHeaderInfo }

// What the first line of a CSV is.
const (
	// UseHeader takes the names of columns from it.
	UseHeader HeaderLineChoice = 1
	// IgnoreHeader skips it.
	IgnoreHeader HeaderLineChoice = 2
	// NoHeader reads it as a record.
	NoHeader HeaderLineChoice = 3
)

func (h HeaderLineChoice) header() types.FileHeaderInfo { return types.FileHeaderInfo(h.String()) }

// CSVFormat is CSV; see [CSV].
type CSVFormat struct {
	csv  types.CSVInput
	pack types.CompressionType
}

// CSV is text with separated fields.
//
// Rules: select-several-input-formats, select-file-header-info.
func CSV() CSVFormat { return CSVFormat{} }

// Header says what the first line is.
func (f CSVFormat) Header(h HeaderLine) CSVFormat {
	if h != nil {
		f.csv.FileHeaderInfo = h.header()
	}
	return f
}

// Fields sets what separates fields.
func (f CSVFormat) Fields(delimiter string) CSVFormat { f.csv.FieldDelimiter = &delimiter; return f }

// Records sets what separates records.
func (f CSVFormat) Records(delimiter string) CSVFormat { f.csv.RecordDelimiter = &delimiter; return f }

// Quotes sets the quotation mark.
func (f CSVFormat) Quotes(mark string) CSVFormat { f.csv.QuoteCharacter = &mark; return f }

// QuoteEscape sets what escapes the quotation mark.
func (f CSVFormat) QuoteEscape(mark string) CSVFormat { f.csv.QuoteEscapeCharacter = &mark; return f }

// Comments sets what begins a line that is skipped.
func (f CSVFormat) Comments(mark string) CSVFormat { f.csv.Comments = &mark; return f }

// QuotedRecordDelimiter says that quoted fields can contain ends of records.
func (f CSVFormat) QuotedRecordDelimiter() CSVFormat {
	yes := true
	f.csv.AllowQuotedRecordDelimiter = &yes
	return f
}

// Compressed says how the object is compressed.
//
// Rule: select-compression-type.
func (f CSVFormat) Compressed(c Compression) CSVFormat {
	if c != nil {
		f.pack = c.compression()
	}
	return f
}

// yieldsInput implements [SelectInput].
func (f CSVFormat) yieldsInput() fill.Value[*types.InputSerialization] {
	csv := f.csv
	return fill.Value[*types.InputSerialization]{V: &types.InputSerialization{CSV: &csv, CompressionType: f.pack}}
}

// JSONFormat is JSON; see [JSONLines].
type JSONFormat struct {
	kind types.JSONType
	pack types.CompressionType
}

// JSONLines is one JSON value a line.
//
// Rules: select-several-input-formats, select-json-type.
func JSONLines() JSONFormat { return JSONFormat{kind: types.JSONTypeLines} }

// JSONDocument is JSON values that span lines.
func JSONDocument() JSONFormat { return JSONFormat{kind: types.JSONTypeDocument} }

// Compressed says how the object is compressed.
func (f JSONFormat) Compressed(c Compression) JSONFormat {
	if c != nil {
		f.pack = c.compression()
	}
	return f
}

// yieldsInput implements [SelectInput].
func (f JSONFormat) yieldsInput() fill.Value[*types.InputSerialization] {
	return fill.Value[*types.InputSerialization]{V: &types.InputSerialization{JSON: &types.JSONInput{Type: f.kind}, CompressionType: f.pack}}
}

// ParquetFormat is Apache Parquet; see [Parquet].
type ParquetFormat struct{}

// Parquet is the columnar format of Apache Parquet, which compresses by itself.
//
// Rule: select-compressed-parquet.
func Parquet() ParquetFormat { return ParquetFormat{} }

// yieldsInput implements [SelectInput].
func (ParquetFormat) yieldsInput() fill.Value[*types.InputSerialization] {
	return fill.Value[*types.InputSerialization]{V: &types.InputSerialization{Parquet: &types.ParquetInput{}}}
}

// CSVResult is CSV as a query's result; see [CSVOutput].
type CSVResult struct{ csv types.CSVOutput }

// CSVOutput writes the result as CSV.
//
// Rule: select-several-output-formats.
func CSVOutput() CSVResult { return CSVResult{} }

// Fields sets what separates fields.
func (f CSVResult) Fields(delimiter string) CSVResult { f.csv.FieldDelimiter = &delimiter; return f }

// Records sets what separates records.
func (f CSVResult) Records(delimiter string) CSVResult { f.csv.RecordDelimiter = &delimiter; return f }

// Quotes sets the quotation mark.
func (f CSVResult) Quotes(mark string) CSVResult { f.csv.QuoteCharacter = &mark; return f }

// QuoteEscape sets what escapes the quotation mark.
func (f CSVResult) QuoteEscape(mark string) CSVResult { f.csv.QuoteEscapeCharacter = &mark; return f }

// QuoteAlways quotes every field, not only those that need it.
func (f CSVResult) QuoteAlways() CSVResult { f.csv.QuoteFields = types.QuoteFieldsAlways; return f }

// QuoteAsNeeded quotes the fields that need it.
func (f CSVResult) QuoteAsNeeded() CSVResult { f.csv.QuoteFields = types.QuoteFieldsAsneeded; return f }

// yieldsOutput implements [SelectOutput].
func (f CSVResult) yieldsOutput() fill.Value[*types.OutputSerialization] {
	csv := f.csv
	return fill.Value[*types.OutputSerialization]{V: &types.OutputSerialization{CSV: &csv}}
}

// JSONResult is JSON as a query's result; see [JSONOutput].
type JSONResult struct{ json types.JSONOutput }

// JSONOutput writes the result as JSON.
//
// Rule: select-several-output-formats.
func JSONOutput() JSONResult { return JSONResult{} }

// Delimiter sets what separates records.
func (f JSONResult) Delimiter(record string) JSONResult { f.json.RecordDelimiter = &record; return f }

// yieldsOutput implements [SelectOutput].
func (f JSONResult) yieldsOutput() fill.Value[*types.OutputSerialization] {
	json := f.json
	return fill.Value[*types.OutputSerialization]{V: &types.OutputSerialization{JSON: &json}}
}
