package compat_test

import (
	"fmt"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// A condition is data: it can be read, and evaluated on what is known.
func ExampleCondition() {
	when := compat.All(
		compat.Set(member.ObjectLockMode),
		compat.Bucket(compat.ObjectLock, "none"),
	)
	fmt.Println(when)

	request := compat.Given(operation.PutObject, member.ObjectLockMode, "COMPLIANCE")
	var wants compat.Wants
	fmt.Println(when.EvalWants(request.Request(), &wants), "- wants", wants)

	request = request.InBucket(compat.ObjectLock, "none")
	fmt.Println(when.Eval(request.Request()))
	// Output:
	// ObjectLockMode is set and the bucket's object lock is none
	// unknown - wants the bucket's object lock
	// true
}

func ExampleCatalog_Check() {
	request := compat.Given(operation.GetObject,
		member.Bucket, "reports", member.Key, "q3.csv",
		member.Range, "bytes=0-99", member.PartNumber, 1,
	)
	for _, f := range aws.Catalog().Check(request.Request(), nil) {
		fmt.Println(f)
	}
	// Output:
	// range-with-part-number: Range and PartNumber 1 are both set
}

func ExampleParseTarget() {
	for _, name := range []string{
		"reports",
		"reports--usw2-az1--x-s3",
		"arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap",
	} {
		fmt.Println(compat.ParseTarget(name).Kinds)
	}
	// Output:
	// a general purpose bucket
	// a directory bucket
	// a Multi-Region Access Point
}
