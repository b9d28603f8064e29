package s3safe_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// A unit test judges an input without a client.
func ExampleCheck() {
	err := s3safe.Check(&s3.GetObjectInput{
		Bucket:     aws.String("reports"),
		Key:        aws.String("2026/q3.csv"),
		Range:      aws.String("bytes=0-99"),
		PartNumber: aws.Int32(1),
	})
	var incompatible *s3safe.IncompatibleError
	if errors.As(err, &incompatible) {
		fmt.Println(incompatible.HTTPStatusCode(), incompatible.ErrorCode())
		for _, f := range incompatible.Findings {
			fmt.Println(f.Rule.ID, f.Members)
		}
	}
	// Output:
	// 400 InvalidRequest
	// range-with-part-number [PartNumber Range]
}

// Inspect names the facts that would decide what isn't decided.
func ExampleInspect() {
	in := &s3.PutObjectInput{
		Bucket: aws.String("reports"),
		Key:    aws.String("2026/q3.csv"),
		ACL:    types.ObjectCannedACLPublicRead,
	}
	verdict, err := s3safe.Inspect(in)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, u := range verdict.Undecided {
		if u.Rule.ID == "acl-public-blocked" {
			fmt.Println("undecided:", u.Rule.Title)
			fmt.Println("needs:", u.Wants)
		}
	}
	// Output:
	// undecided: The bucket's public access block doesn't allow public ACLs
	// needs: the bucket's BlockPublicAcls
}

// A call is stopped when what is known of the bucket says that S3 will refuse.
func ExampleNew() {
	known := state.Buckets{
		"reports": state.Bucket(state.Is(compat.Ownership, "BucketOwnerEnforced")),
	}
	client := s3safe.New(s3.New(s3.Options{Region: "us-east-1"}), s3safe.WithState(known))
	_, err := client.PutObject(context.Background(), &s3.PutObjectInput{
		Bucket: aws.String("reports"),
		Key:    aws.String("2026/q3.csv"),
		ACL:    types.ObjectCannedACLPublicRead,
	})
	var incompatible *s3safe.IncompatibleError
	if errors.As(err, &incompatible) {
		f := incompatible.Findings[0]
		fmt.Println(f.Rule.Answer.Code)
		fmt.Println(f.Facts)
	}
	// Output:
	// AccessControlListNotSupported
	// [the bucket's object ownership is BucketOwnerEnforced]
}
