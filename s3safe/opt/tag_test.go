package opt_test

import (
	"github.com/s3safe/s3safe-go/s3safe/op/copyobject"
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/putobjecttagging"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// Tags from a map.
func ExampleTagMap() {
	optest.Print(putobjecttagging.General("reports-2026", "q3.csv", opt.TagMap(map[string]string{"team": "finance", "year": "2026"})...))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?tagging=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: MBJ09g==
	// <Tagging xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><TagSet><Tag><Key>team</Key><Value>finance</Value></Tag><Tag><Key>year</Key><Value>2026</Value></Tag></TagSet></Tagging>
}

// The copy has the source's tags.
func ExampleKeepTags() {
	optest.Print(copyobject.General("reports-2026", "q3.csv", opt.Source("reports-2025", "q3.csv")).Tags(opt.KeepTags()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// X-Amz-Copy-Source: reports-2025/q3.csv
	// X-Amz-Tagging-Directive: COPY
}

// The copy has tags of its own.
func ExampleReplaceTags() {
	optest.Print(copyobject.General("reports-2026", "q3.csv", opt.Source("reports-2025", "q3.csv")).Tags(opt.ReplaceTags(opt.Tag{Key: "team", Value: "finance"})))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// X-Amz-Copy-Source: reports-2025/q3.csv
	// X-Amz-Tagging: team=finance
	// X-Amz-Tagging-Directive: REPLACE
}

// The copy has no tags.
func ExampleWithoutTags() {
	optest.Print(copyobject.General("reports-2026", "q3.csv", opt.Source("reports-2025", "q3.csv")).Tags(opt.WithoutTags()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// X-Amz-Copy-Source: reports-2025/q3.csv
	// X-Amz-Tagging-Directive: REPLACE
}
