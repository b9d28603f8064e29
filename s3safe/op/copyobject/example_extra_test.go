package copyobject_test

import (
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/s3safe/s3safe-go/s3safe/op/copyobject"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// New metadata comes with the directive that makes S3 heed it.
func ExampleGeneral() {
	in, err := copyobject.General("amzn-s3-demo-bucket", "archive/q3.csv", opt.Source("reports-2026", "q3 final.csv").Version("3HL4kqtJlcpXroDTDmjVBH40Nrjfkd")).
		Metadata(opt.ReplaceMetadata().ContentType("text/csv").User("origin", "reports")).
		Tags(opt.ReplaceTags(opt.Tag{Key: "team", Value: "finance"})).
		StorageClass(opt.GlacierInstant).
		Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(aws.ToString(in.CopySource), in.MetadataDirective, in.TaggingDirective, aws.ToString(in.Tagging))
	// Output: reports-2026/q3%20final.csv?versionId=3HL4kqtJlcpXroDTDmjVBH40Nrjfkd REPLACE REPLACE team=finance
}
