package putobject_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe"
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
		Encryption(opt.KMS("alias/reports")).
		Encryption(opt.CustomerKey([32]byte{})).
		If(opt.Match("*")).
		Build()
	var value *opt.ValueError
	fmt.Println(errors.As(err, &value), value)
	fmt.Println(strings.Contains(err.Error(), "object-key-too-long"), strings.Contains(err.Error(), "if-match-any"))
	// Output:
	// true s3safe: PutObject.General: ServerSideEncryption has two answers: Encryption called twice: KMS(alias/reports), CustomerKey
	// true true
}

// An input that is there already becomes a builder, and goes on like any other.
func ExampleFrom() {
	in := &s3.PutObjectInput{
		Bucket: aws.String("amzn-s3-demo-bucket"), Key: aws.String("reports/q3.csv"),
		StorageClass: types.StorageClassStandardIa, Tagging: aws.String("team=finance"),
	}
	out, err := putobject.From(in).General().StorageClass(opt.GlacierInstant).Build()
	fmt.Println(out.StorageClass, aws.ToString(out.Tagging), err)
	in.Bucket = aws.String("amzn-s3-demo-bucket--usw2-az1--x-s3")
	_, err = putobject.From(in).Directory().StorageClass(opt.ExpressOneZone).Build()
	var value *opt.ValueError
	fmt.Println(errors.As(err, &value), value)
	// Output:
	// GLACIER_IR team=finance <nil>
	// true s3safe: PutObject.Directory: Tagging is set in the input, and this builder has no setter for it
}

// With sets what a builder has no setter for. It is judged like all else.
func ExampleGeneralBuilder_With() {
	_, err := putobject.General("amzn-s3-demo-bucket", "reports/q3.csv").
		Checksum(opt.SHA256()).
		With(func(in *s3.PutObjectInput) { in.ChecksumCRC32 = aws.String("AAAAAA==") }).
		Build()
	var stopped *s3safe.IncompatibleError
	fmt.Println(errors.As(err, &stopped), stopped.Findings[0].Rule.ID)
	// Output:
	// true checksum-algorithm-contradicts-value
}
