package sdk_test

import (
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

func ExampleDescribe() {
	var r compat.Request
	ok := sdk.Describe(&s3.PutObjectInput{
		Bucket: aws.String("amzn-s3-demo-bucket"),
		Key:    aws.String("photos/a.jpg"),
		ACL:    types.ObjectCannedACLPublicRead,
	}, &r)
	acl, _ := r.Value(member.ACL).Text()
	fmt.Println(ok, r.Operation, r.Present.IDs(), r.Target.Name, acl)
	// Output: true PutObject [ACL Bucket Key] amzn-s3-demo-bucket public-read
}

func ExampleNewInput() {
	in, err := sdk.NewInput(compat.Given(operation.PutObject,
		member.Bucket, "amzn-s3-demo-bucket",
		member.Key, "photos/a.jpg",
		member.ACL, "public-read"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(in.(*s3.PutObjectInput).ACL)
	_, err = sdk.NewInput(compat.Given(operation.PutObject, member.Key, 7))
	fmt.Println(err)
	// Output:
	// public-read
	// sdk: PutObject.Key: a value of type int doesn't fit the field's type *string
}

func ExampleHeaderMember() {
	m, ok := sdk.HeaderMember(operation.PutObject, "x-amz-acl")
	b, _ := sdk.BindingOf(operation.PutObject, m)
	fmt.Println(m, ok, b)
	// Output: ACL true header X-Amz-Acl
}
