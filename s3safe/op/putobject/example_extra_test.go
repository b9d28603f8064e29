package putobject_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// A base holds what several requests have in common; each finishes it in its
// own way.
func ExampleGeneral() {
	base := putobject.General("amzn-s3-demo-bucket", "reports/q3.csv").
		ContentType("text/csv").
		Encryption(opt.KMS("alias/reports").BucketKey()).
		If(opt.Absent())
	for _, language := range []string{"de", "en"} {
		in, err := base.ContentLanguage(language).Body(strings.NewReader("a;b\n")).Build()
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(in.ServerSideEncryption, aws.ToString(in.SSEKMSKeyId), aws.ToString(in.IfNoneMatch), aws.ToString(in.ContentLanguage))
	}
	// Output:
	// aws:kms alias/reports * de
	// aws:kms alias/reports * en
}

// Everything that is wrong comes at once: values that can't be what they are
// meant for, and the rules of the catalogue.
func ExampleGeneralBuilder_Build() {
	_, err := putobject.General("amzn-s3-demo-bucket", strings.Repeat("k", 1025)).
		ContentType("text/csv").
		ContentType("text/plain").
		If(opt.Match("*")).
		Build()
	var value *opt.ValueError
	fmt.Println(errors.As(err, &value), value)
	fmt.Println(strings.Contains(err.Error(), "object-key-too-long"), strings.Contains(err.Error(), "IfMatch isn't an ETag"))
	// Output:
	// true s3safe: PutObject.General: ContentType is set twice, to different values
	// true true
}
