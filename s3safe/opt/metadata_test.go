package opt_test

import (
	"github.com/s3safe/s3safe-go/s3safe/op/copyobject"
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// The copy has the source's metadata.
func ExampleKeepMetadata() {
	optest.Print(copyobject.General("reports-2026", "q3.csv", opt.Source("reports-2025", "q3.csv")).Metadata(opt.KeepMetadata()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// X-Amz-Copy-Source: reports-2025/q3.csv
	// X-Amz-Metadata-Directive: COPY
}

// The copy has metadata of its own.
func ExampleReplaceMetadata() {
	optest.Print(copyobject.General("reports-2026", "q3.csv", opt.Source("reports-2025", "q3.csv")).Metadata(opt.ReplaceMetadata().ContentType("text/csv").User("team", "finance")))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// Content-Type: text/csv
	// X-Amz-Copy-Source: reports-2025/q3.csv
	// X-Amz-Meta-Team: finance
	// X-Amz-Metadata-Directive: REPLACE
}
