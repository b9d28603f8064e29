package diagnose_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/s3safe/diagnose"
)

// TestAuditOfRecorded audits what the recorder captures of real calls: nothing
// is wrong with the SDK's own requests, and what middleware plants after signing
// is named.
func TestAuditOfRecorded(t *testing.T) {
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Server", "AmazonS3")
		w.Header().Set("X-Amz-Request-Id", "R1")
		w.WriteHeader(http.StatusBadRequest)
		_, _ = fmt.Fprint(w, "<Error><Code>InvalidRequest</Code><Message>m</Message></Error>")
	})
	plain, secure := httptest.NewServer(handler), httptest.NewTLSServer(handler)
	defer plain.Close()
	defer secure.Close()
	plant := func(name, value string) func(*s3.Options) {
		return func(o *s3.Options) {
			o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
				return stack.Finalize.Add(middleware.FinalizeMiddlewareFunc("planted", func(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (middleware.FinalizeOutput, middleware.Metadata, error) {
					if r, ok := in.Request.(*smithyhttp.Request); ok {
						r.Header.Set(name, value)
					}
					return next.HandleFinalize(ctx, in)
				}), middleware.After)
			})
		}
	}
	ctx := context.Background()
	bucket, key := aws.String("amzn-s3-demo-bucket"), aws.String("a+b//ü c")
	for _, server := range []*httptest.Server{plain, secure} {
		for name, test := range map[string]struct {
			planted func(*s3.Options)
			want    string
		}{
			"sound":    {func(*s3.Options) {}, ""},
			"unsigned": {plant("X-Amz-Tagging", "secret=1"), "header-added header X-Amz-Tagging"},
			"changed":  {plant("X-Amz-Acl", "public-read"), "header-changed header X-Amz-Acl"},
		} {
			rec := diagnose.NewRecorder()
			client := s3.New(s3.Options{Region: "us-east-1", BaseEndpoint: &server.URL, UsePathStyle: true, HTTPClient: server.Client(), Retryer: aws.NopRetryer{},
				RequestChecksumCalculation: aws.RequestChecksumCalculationWhenSupported,
				Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
					return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "secret", SessionToken: "token"}, nil
				})}, rec.Option(), test.planted)
			_, err := client.PutObject(ctx, &s3.PutObjectInput{Bucket: bucket, Key: key, Body: strings.NewReader("body"), ACL: types.ObjectCannedACLPrivate,
				Metadata: map[string]string{"a": "1"}, ServerSideEncryption: types.ServerSideEncryptionAes256})
			if err == nil {
				t.Fatal("no error")
			}
			failures := rec.Failures()
			if len(failures) != 1 {
				t.Fatalf("%d failures", len(failures))
			}
			var got []string
			for _, d := range diagnose.Audit(failures[0]) {
				got = append(got, string(d.Kind)+" "+d.What)
			}
			if strings.Join(got, "; ") != test.want {
				t.Errorf("%s, %s: got %q, want %q", server.URL, name, got, test.want)
				t.Logf("%+v", failures[0])
			}
			if x := diagnose.Explain(err, failures[0]); strings.Contains(x.String(), "secret=1") || x.Operation != "PutObject" {
				t.Errorf("%s", x)
			}
		}
	}
}
