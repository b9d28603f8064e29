package opt_test

import (
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/putbucketinventoryconfiguration"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// A weekly list of all current objects as CSV.
func ExampleInventory() {
	optest.Print(putbucketinventoryconfiguration.General("reports-2026", opt.Inventory("all", opt.Weekly, "arn:aws:s3:::inventories", opt.ReportCSV)))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?id=all&inventory=
	// Content-Type: application/xml
	// <InventoryConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Destination><S3BucketDestination><Bucket>arn:aws:s3:::inventories</Bucket><Format>CSV</Format></S3BucketDestination></Destination><Id>all</Id><IncludedObjectVersions>Current</IncludedObjectVersions><IsEnabled>true</IsEnabled><Schedule><Frequency>Weekly</Frequency></Schedule></InventoryConfiguration>
}
