package opt_test

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/restoreobject"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// A copy of an archived object is readable for a week.
func ExampleRestoreCopy() {
	optest.Print(restoreobject.General("reports-2026", "q3.csv", opt.RestoreCopy(7).Tier(opt.Bulk)))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?restore=
	// Content-Type: application/xml
	// <RestoreRequest xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Days>7</Days><GlacierJobParameters><Tier>Bulk</Tier></GlacierJobParameters></RestoreRequest>
}

// An object comes back from an archive tier for good.
func ExampleRestoreFromTiering() {
	optest.Print(restoreobject.General("reports-2026", "q3.csv", opt.RestoreFromTiering()))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?restore=
	// Content-Type: application/xml
	// <RestoreRequest xmlns="http://s3.amazonaws.com/doc/2006-03-01/"></RestoreRequest>
}

// A query of an archived object.
func ExampleRestoreSelect() {
	optest.Print(restoreobject.General("reports-2026", "q3.csv", opt.RestoreSelect("SELECT * FROM object", opt.CSV(), opt.CSVOutput(), types.S3Location{BucketName: aws.String("results"), Prefix: aws.String("q3")})))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?restore=
	// Content-Type: application/xml
	// <RestoreRequest xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><OutputLocation><S3><BucketName>results</BucketName><Prefix>q3</Prefix></S3></OutputLocation><SelectParameters><Expression>SELECT * FROM object</Expression><ExpressionType>SQL</ExpressionType><InputSerialization><CSV></CSV></InputSerialization><OutputSerialization><CSV></CSV></OutputSerialization></SelectParameters><Type>SELECT</Type></RestoreRequest>
}
