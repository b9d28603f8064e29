package opt_test

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/s3safe/op/getobject"
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/writegetobjectresponse"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// The caller's own key encrypts the object, and reads it again.
func ExampleCustomerKey() {
	optest.Print(getobject.General("reports-2026", "q3.csv").Decryption(opt.CustomerKey([32]byte{1})))
	// Output:
	// GET https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// X-Amz-Server-Side-Encryption-Customer-Algorithm: AES256
	// X-Amz-Server-Side-Encryption-Customer-Key: (a key)
	// X-Amz-Server-Side-Encryption-Customer-Key-Md5: s5rG4qp+N1w4unrpIbW6iQ==
}

// A presigned URL for an object with a customer key: whoever uses it adds the key.
func ExamplePresignedKey() {
	client := s3.NewPresignClient(s3.New(s3.Options{Region: "us-east-1", Credentials: someone}))
	url, err := getobject.General("reports-2026", "q3.csv").Decryption(opt.PresignedKey()).Presign(context.Background(), client)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(url.SignedHeader.Get("X-Amz-Server-Side-Encryption-Customer-Algorithm"))
	// Output: AES256
}

// A Lambda function reports how the object is encrypted.
func ExampleReportedKey() {
	optest.Print(writegetobjectresponse.New("io-cell001", "token").Encryption(opt.ReportedKey("ZjQrne1X/iTcskbY2m3tFg==")))
	// Output:
	// POST https://io-cell001.s3-object-lambda.us-east-1.amazonaws.com/WriteGetObjectResponse
	// Content-Type: application/octet-stream
	// X-Amz-Fwd-Header-X-Amz-Server-Side-Encryption-Customer-Algorithm: AES256
	// X-Amz-Fwd-Header-X-Amz-Server-Side-Encryption-Customer-Key-Md5: ZjQrne1X/iTcskbY2m3tFg==
	// X-Amz-Request-Route: io-cell001
	// X-Amz-Request-Token: token
}

var someone = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "example"}, nil
})
