package diagnose_test

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/diagnose"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/diagtest"
)

// The last failures of a client, without their secrets.
func ExampleRecorder() {
	recorder := diagnose.NewRecorder()
	client := s3.New(diagtest.FakeOptions(&diagtest.Fake{Status: 400, Body: diagtest.InvalidRequest}), recorder.Option())

	_, err := client.PutObject(context.Background(), &s3.PutObjectInput{
		Bucket: aws.String("amzn-s3-demo-bucket"), Key: aws.String("q3.csv"),
		ACL: types.ObjectCannedACLPublicRead, Tagging: aws.String("project=secret"),
	})
	fmt.Println(err != nil)
	for _, c := range recorder.Failures() {
		fmt.Println(c.Operation, c.Endpoint.URL, c.Answer.Status, c.Answer.Code)
		for _, m := range c.Members {
			fmt.Printf("  %s=%s masked=%v\n", m.Name, m.Value, m.Masked)
		}
	}
	// Output:
	// true
	// PutObject https://amzn-s3-demo-bucket.s3.eu-west-1.amazonaws.com 400 InvalidRequest
	//   ACL=public-read masked=false
	//   Bucket=amzn-s3-demo-bucket masked=false
	//   Key=q3.csv masked=false
	//   Tagging= masked=true
}

// What a request has that the SDK wouldn't send by itself.
func ExampleBaseline() {
	const log = `> PUT /q3.csv HTTP/1.1
> Host: amzn-s3-demo-bucket.s3.eu-west-1.amazonaws.com
> Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261122/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=abc
> X-Amz-Storage-Class: GLACIER
>
< HTTP/1.1 400 Bad Request
<
<Error><Code>AuthorizationHeaderMalformed</Code></Error>
`
	captures, err := diagnose.ParseCurl("curl.log", strings.NewReader(log))
	if err != nil {
		fmt.Println(err)
		return
	}
	baseline, err := diagnose.Baseline(context.Background(), captures[0])
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range diagnose.Diff(captures[0], baseline).Of(diagnose.GroupSignature) {
		fmt.Println(d.Name, d.A, d.B)
	}
	// Output:
	// region us-east-1 eu-west-1
}

// Captures are kept as JSON, one for each line.
func ExampleWriteJSON() {
	c, _ := diagnose.ParseDump("request.txt", strings.NewReader("GET /?x-id=ListBuckets HTTP/1.1\r\nHost: s3.amazonaws.com\r\nCookie: secret\r\n\r\n"), nil)
	_ = diagnose.WriteJSON(os.Stdout, c)
	// Output:
	// {"schema":1,"source":"dump","operation":"ListBuckets","endpoint":{"provider":"Amazon"},"signature":{"scheme":"anonymous"},"payload":{"mode":"none","length":0},"signed":{},"sent":{"method":"GET","host":"s3.amazonaws.com","path":"/","query":"x-id=ListBuckets","header":{"Cookie":["(masked)"]}},"answer":{},"missing":["answer","signed"]}
}
