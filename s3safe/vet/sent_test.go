package vet

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// headers answers requests with nothing, and keeps what was sent.
type headers struct{ sent http.Header }

func (h *headers) Do(r *http.Request) (*http.Response, error) {
	h.sent = r.Header
	body := `<CopyObjectResult/>`
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

// TestKeyDigest: the SDK doesn't compute the MD5 of a customer-provided key, as others
// do. So that it is missing is a mistake of the source, which is reported.
func TestKeyDigest(t *testing.T) {
	stub := new(headers)
	client := s3.New(s3.Options{Region: "us-west-2", HTTPClient: stub, Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: "id", SecretAccessKey: "secret"}, nil
	})})
	bucket, key, algorithm, secret := aws.String("reports"), aws.String("k"), aws.String("AES256"), aws.String("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
	for name, call := range map[string]func() error{
		"PutObject": func() error {
			_, err := client.PutObject(t.Context(), &s3.PutObjectInput{Bucket: bucket, Key: key, SSECustomerAlgorithm: algorithm, SSECustomerKey: secret})
			return err
		},
		"GetObject": func() error {
			_, err := client.GetObject(t.Context(), &s3.GetObjectInput{Bucket: bucket, Key: key, SSECustomerAlgorithm: algorithm, SSECustomerKey: secret})
			return err
		},
		"HeadObject": func() error {
			_, err := client.HeadObject(t.Context(), &s3.HeadObjectInput{Bucket: bucket, Key: key, SSECustomerAlgorithm: algorithm, SSECustomerKey: secret})
			return err
		},
		"CopyObject": func() error {
			_, err := client.CopyObject(t.Context(), &s3.CopyObjectInput{Bucket: bucket, Key: key, CopySource: aws.String("reports/l"), SSECustomerAlgorithm: algorithm, SSECustomerKey: secret,
				CopySourceSSECustomerAlgorithm: algorithm, CopySourceSSECustomerKey: secret})
			return err
		},
		"CreateMultipartUpload": func() error {
			_, err := client.CreateMultipartUpload(t.Context(), &s3.CreateMultipartUploadInput{Bucket: bucket, Key: key, SSECustomerAlgorithm: algorithm, SSECustomerKey: secret})
			return err
		},
		"UploadPart": func() error {
			_, err := client.UploadPart(t.Context(), &s3.UploadPartInput{Bucket: bucket, Key: key, UploadId: aws.String("u"), PartNumber: aws.Int32(1), SSECustomerAlgorithm: algorithm, SSECustomerKey: secret})
			return err
		},
	} {
		stub.sent = nil
		if err := call(); err != nil && stub.sent == nil {
			t.Errorf("%s: %v", name, err)
		}
		if stub.sent.Get("X-Amz-Server-Side-Encryption-Customer-Key") == "" {
			t.Errorf("%s: the key isn't sent", name)
		}
		for header := range stub.sent {
			if strings.HasSuffix(strings.ToLower(header), "customer-key-md5") {
				t.Errorf("%s: the SDK computes the MD5 of a customer-provided key: rules that miss it aren't true of what it sends", name)
			}
		}
	}
}
