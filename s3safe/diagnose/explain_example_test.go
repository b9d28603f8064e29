package diagnose_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/diagnose"
)

// A call fails: what was recorded and the input explain it.
func Example() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, "<Error><Code>InvalidRequest</Code><Message>The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.</Message></Error>")
	}))
	defer server.Close()
	recorder := diagnose.NewRecorder()
	client := s3.New(s3.Options{Region: "us-east-1", BaseEndpoint: &server.URL, UsePathStyle: true, Credentials: aws.AnonymousCredentials{}}, recorder.Option())

	in := &s3.CreateMultipartUploadInput{Bucket: aws.String("amzn-s3-demo-bucket"), Key: aws.String("video.mp4"), ChecksumType: types.ChecksumTypeFullObject}
	if _, err := client.CreateMultipartUpload(context.Background(), in); err != nil {
		x := diagnose.ExplainInput(err, in, recorder.Last())
		fmt.Println(x.Operation, x.Status, x.Code, x.Recognised)
		for _, c := range x.Causes {
			fmt.Println(c.Certainty, c.ID, c.Members)
			fmt.Println(c.Fix)
		}
	}
	// Output:
	// CreateMultipartUpload 400 InvalidRequest true
	// certain checksum-type-without-algorithm [ChecksumType]
	// Set ChecksumAlgorithm as well, or leave ChecksumType out.
}

// A raw answer of S3, as a log has it, is explained without anything else.
func ExampleParseError() {
	answer := []byte(`<Error><Code>RequestTimeTooSkewed</Code>
<Message>The difference between the request time and the current time is too large.</Message></Error>`)
	e, err := diagnose.ParseError(answer)
	if err != nil {
		fmt.Println(err)
		return
	}
	x := diagnose.Explain(e, nil)
	fmt.Println(x.Recognised, x.Causes[0].ID)
	fmt.Println(x.Causes[0].Fix)
	// Output:
	// true s3:clock-skewed
	// synchronise the clock (NTP), and sign right before sending
}

// With the operation's input, the rule that was broken is certain.
func ExampleExplainInput() {
	in := &s3.GetObjectInput{
		Bucket: aws.String("amzn-s3-demo-bucket"), Key: aws.String("video.mp4"),
		Range: aws.String("bytes=0-1023"), PartNumber: aws.Int32(2),
	}
	// What client.GetObject(ctx, in) returned.
	err := &diagnose.S3Error{Status: 400, Code: "InvalidRequest", Message: "Cannot specify both Range header and partNumber query parameter"}
	x := diagnose.ExplainInput(err, in, &diagnose.Capture{Operation: "GetObject"})
	c := x.Causes[0]
	fmt.Println(c.Certainty, c.ID, c.Members)
	fmt.Println(c.Fits)
	// Output:
	// certain range-with-part-number [PartNumber Range]
	// the request fulfils the rule's condition, and S3's code and message are the rule's: Range and PartNumber 2 are both set
}

// A proxy that changes requests is found by putting an Echo behind it.
func ExampleAuditProxy() {
	echo := httptest.NewServer(&diagnose.Echo{})
	defer echo.Close()
	u, err := url.Parse(echo.URL)
	if err != nil {
		fmt.Println(err)
		return
	}
	proxy := httptest.NewServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(u) // and with that it sends the host of the URL
		r.Out.Header.Set("X-Amz-Storage-Class", "GLACIER")
	}})
	defer proxy.Close()

	found, err := diagnose.AuditProxy(context.Background(), proxy.URL)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range found {
		fmt.Println(d.Severity, d.Kind, d.What, d.Codes)
	}
	// Output:
	// breaks host-rewritten host [SignatureDoesNotMatch]
	// breaks header-added header X-Amz-Storage-Class [AccessDenied SignatureDoesNotMatch]
}

// A header that middleware adds after the Signing step isn't covered by the
// signature.
func ExampleAudit() {
	c := &diagnose.Capture{
		Operation: "PutObject",
		Signature: diagnose.Signature{Scheme: "SigV4", SignedHeaders: []string{"host", "x-amz-date"}},
		Signed:    diagnose.Message{Method: "PUT", Host: "amzn-s3-demo-bucket.s3.amazonaws.com", Path: "/k", Header: map[string][]string{"X-Amz-Date": {"20260301T120000Z"}}},
		Sent: diagnose.Message{Method: "PUT", Host: "amzn-s3-demo-bucket.s3.amazonaws.com", Path: "/k", Header: map[string][]string{
			"X-Amz-Date": {"20260301T120000Z"}, "X-Amz-Tagging-Directive": {"COPY"}}},
	}
	for _, d := range diagnose.Audit(c) {
		fmt.Println(d)
	}
	// Output:
	// header-added: header X-Amz-Tagging-Directive: expected nothing, got "COPY"
	//   why: the header was added after signing, so the signature doesn't cover it, and S3 demands that of every x-amz-* header (AccessDenied, SignatureDoesNotMatch)
	//   fix: set it before signing (a member of the input, or middleware that runs before the Signing step), or take it out of the proxy
}
