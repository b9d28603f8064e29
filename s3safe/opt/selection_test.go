package opt_test

import (
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/selectobjectcontent"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// A query of compressed CSV whose first line has the names.
func ExampleCSV() {
	optest.Print(selectobjectcontent.General("reports-2026", "q3.csv.gz", "SELECT s.name FROM s3object s", opt.CSV().Header(opt.UseHeader).Compressed(opt.Gzip), opt.CSVOutput()))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv.gz?select=&select-type=2
	// Content-Type: application/xml
	// <SelectObjectContentRequest xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Expression>SELECT s.name FROM s3object s</Expression><ExpressionType>SQL</ExpressionType><InputSerialization><CompressionType>GZIP</CompressionType><CSV><FileHeaderInfo>USE</FileHeaderInfo></CSV></InputSerialization><OutputSerialization><CSV></CSV></OutputSerialization></SelectObjectContentRequest>
}

// A query of JSON, an object a line.
func ExampleJSONLines() {
	optest.Print(selectobjectcontent.General("reports-2026", "q3.json", "SELECT s.name FROM s3object s", opt.JSONLines(), opt.JSONOutput()))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.json?select=&select-type=2
	// Content-Type: application/xml
	// <SelectObjectContentRequest xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Expression>SELECT s.name FROM s3object s</Expression><ExpressionType>SQL</ExpressionType><InputSerialization><JSON><Type>LINES</Type></JSON></InputSerialization><OutputSerialization><JSON></JSON></OutputSerialization></SelectObjectContentRequest>
}

// A query of a JSON document.
func ExampleJSONDocument() {
	optest.Print(selectobjectcontent.General("reports-2026", "q3.json", "SELECT s.name FROM s3object s", opt.JSONDocument(), opt.JSONOutput()))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.json?select=&select-type=2
	// Content-Type: application/xml
	// <SelectObjectContentRequest xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Expression>SELECT s.name FROM s3object s</Expression><ExpressionType>SQL</ExpressionType><InputSerialization><JSON><Type>DOCUMENT</Type></JSON></InputSerialization><OutputSerialization><JSON></JSON></OutputSerialization></SelectObjectContentRequest>
}

// A query of Apache Parquet.
func ExampleParquet() {
	optest.Print(selectobjectcontent.General("reports-2026", "q3.parquet", "SELECT s.name FROM s3object s", opt.Parquet(), opt.JSONOutput()))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.parquet?select=&select-type=2
	// Content-Type: application/xml
	// <SelectObjectContentRequest xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Expression>SELECT s.name FROM s3object s</Expression><ExpressionType>SQL</ExpressionType><InputSerialization><Parquet></Parquet></InputSerialization><OutputSerialization><JSON></JSON></OutputSerialization></SelectObjectContentRequest>
}

// The result of a query is CSV with semicolons.
func ExampleCSVOutput() {
	optest.Print(selectobjectcontent.General("reports-2026", "q3.csv", "SELECT s.name FROM s3object s", opt.CSV(), opt.CSVOutput().Fields(";")))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?select=&select-type=2
	// Content-Type: application/xml
	// <SelectObjectContentRequest xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Expression>SELECT s.name FROM s3object s</Expression><ExpressionType>SQL</ExpressionType><InputSerialization><CSV></CSV></InputSerialization><OutputSerialization><CSV><FieldDelimiter>;</FieldDelimiter></CSV></OutputSerialization></SelectObjectContentRequest>
}

// The result of a query is JSON.
func ExampleJSONOutput() {
	optest.Print(selectobjectcontent.General("reports-2026", "q3.csv", "SELECT s.name FROM s3object s", opt.CSV(), opt.JSONOutput()))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?select=&select-type=2
	// Content-Type: application/xml
	// <SelectObjectContentRequest xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Expression>SELECT s.name FROM s3object s</Expression><ExpressionType>SQL</ExpressionType><InputSerialization><CSV></CSV></InputSerialization><OutputSerialization><JSON></JSON></OutputSerialization></SelectObjectContentRequest>
}
