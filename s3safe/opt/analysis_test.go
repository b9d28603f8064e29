package opt_test

import (
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/putbucketanalyticsconfiguration"
	"github.com/s3safe/s3safe-go/s3safe/op/putbucketintelligenttieringconfiguration"
	"github.com/s3safe/s3safe-go/s3safe/op/putbucketmetricsconfiguration"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// An analysis of when objects below a prefix get cold, exported as CSV.
func ExampleAnalyze() {
	optest.Print(putbucketanalyticsconfiguration.General("reports-2026", opt.Analyze("cold").Filter(opt.WithPrefix("logs/")).Export("arn:aws:s3:::analysis", "cold/")))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?analytics=&id=cold
	// Content-Type: application/xml
	// <AnalyticsConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Filter><Prefix>logs/</Prefix></Filter><Id>cold</Id><StorageClassAnalysis><DataExport><Destination><S3BucketDestination><Bucket>arn:aws:s3:::analysis</Bucket><Format>CSV</Format><Prefix>cold/</Prefix></S3BucketDestination></Destination><OutputSchemaVersion>V_1</OutputSchemaVersion></DataExport></StorageClassAnalysis></AnalyticsConfiguration>
}

// Metrics of the requests for objects with a tag.
func ExampleMeasure() {
	optest.Print(putbucketmetricsconfiguration.General("reports-2026", opt.Measure("finance").Filter(opt.WithTag("team", "finance"))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?id=finance&metrics=
	// Content-Type: application/xml
	// <MetricsConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Filter><Tag><Key>team</Key><Value>finance</Value></Tag></Filter><Id>finance</Id></MetricsConfiguration>
}

// Objects in INTELLIGENT_TIERING go to the archive tier after 90 days.
func ExampleTier() {
	optest.Print(putbucketintelligenttieringconfiguration.General("reports-2026", opt.Tier("archive", opt.ArchiveAfter(90))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?id=archive&intelligent-tiering=
	// Content-Type: application/xml
	// <IntelligentTieringConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Id>archive</Id><Status>Enabled</Status><Tiering><AccessTier>ARCHIVE_ACCESS</AccessTier><Days>90</Days></Tiering></IntelligentTieringConfiguration>
}

// To the archive tier.
func ExampleArchiveAfter() {
	optest.Print(putbucketintelligenttieringconfiguration.General("reports-2026", opt.Tier("archive", opt.ArchiveAfter(180))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?id=archive&intelligent-tiering=
	// Content-Type: application/xml
	// <IntelligentTieringConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Id>archive</Id><Status>Enabled</Status><Tiering><AccessTier>ARCHIVE_ACCESS</AccessTier><Days>180</Days></Tiering></IntelligentTieringConfiguration>
}

// To both archive tiers, one after the other.
func ExampleDeepArchiveAfter() {
	optest.Print(putbucketintelligenttieringconfiguration.General("reports-2026", opt.Tier("archive", opt.ArchiveAfter(90), opt.DeepArchiveAfter(365))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?id=archive&intelligent-tiering=
	// Content-Type: application/xml
	// <IntelligentTieringConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Id>archive</Id><Status>Enabled</Status><Tiering><AccessTier>ARCHIVE_ACCESS</AccessTier><Days>90</Days></Tiering><Tiering><AccessTier>DEEP_ARCHIVE_ACCESS</AccessTier><Days>365</Days></Tiering></IntelligentTieringConfiguration>
}
