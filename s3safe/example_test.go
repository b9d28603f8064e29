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

// Every S3 client that is made from the configuration is guarded, whoever makes it.
func ExampleInstall() {
	cfg := aws.Config{Region: "us-east-1"} // config.LoadDefaultConfig makes one
	s3safe.Install(&cfg, s3safe.WithEnvironment())

	client := s3.NewFromConfig(cfg)
	fmt.Println(s3safe.Guarded(client))
	// Output: true
}

// A client tells whether its calls are guarded, with options of a call too.
func ExampleGuarded() {
	client := s3.New(s3.Options{Region: "us-east-1"}, s3safe.Guard())
	fmt.Println(s3safe.Guarded(client))
	fmt.Println(s3safe.Guarded(client, func(o *s3.Options) { o.APIOptions = nil }))
	// Output:
	// true
	// false
}

// The mode is asked for anew for each call.
func ExampleWithModeFunc() {
	enforce := false // a feature flag
	client := s3.New(s3.Options{Region: "us-east-1"}, s3safe.Guard(s3safe.WithModeFunc(func(context.Context) s3safe.Mode {
		if enforce {
			return s3safe.Enforce
		}
		return s3safe.Report
	})))
	enforce = true
	_, err := client.GetObject(context.Background(), &s3.GetObjectInput{
		Bucket: aws.String("reports"), Key: aws.String("q3.csv"), Range: aws.String("bytes=0-99"), PartNumber: aws.Int32(1),
	})
	var incompatible *s3safe.IncompatibleError
	fmt.Println(errors.As(err, &incompatible))
	// Output: true
}

// What S3 would accept and silently ignore is stopped.
func ExampleWithStrict() {
	in := &s3.CopyObjectInput{
		Bucket: aws.String("reports"), Key: aws.String("q3.csv"), CopySource: aws.String("reports/q2.csv"),
		Metadata: map[string]string{"quarter": "3"}, // takes effect with MetadataDirective REPLACE only
	}
	fmt.Println(s3safe.Check(in))
	var incompatible *s3safe.IncompatibleError
	if errors.As(s3safe.Check(in, s3safe.WithStrict()), &incompatible) {
		fmt.Println(incompatible.Findings[0].Rule.ID)
	}
	// Output:
	// <nil>
	// copy-metadata-without-replace
}

// A test against an emulator stops what production would.
func ExampleAssumeAmazon() {
	emulator := s3.Options{Region: "us-east-1", BaseEndpoint: aws.String("http://localhost:4566"), UsePathStyle: true}
	in := &s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("q3.csv"), ACL: "public"} // no such ACL
	fmt.Println(s3safe.Check(in, s3safe.WithClientOptions(emulator)) != nil)
	fmt.Println(s3safe.Check(in, s3safe.WithClientOptions(emulator), s3safe.AssumeAmazon()) != nil)
	// Output:
	// false
	// true
}

// Only what an answer of S3 was recorded for, or AWS documents, stops a request.
func ExampleWithEvidence() {
	fmt.Println(s3safe.Validate(
		s3safe.WithEvidence(compat.Documented),
		s3safe.WithRulesAsOf("v0.1"),
	))
	// Output: <nil>
}
