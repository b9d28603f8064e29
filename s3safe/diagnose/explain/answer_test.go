package explain

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/build"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/diagtest"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/recorder"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// An answerCase is an answer as a server, or something in between, gives it.
type answerCase struct {
	name, op    string
	status      int
	contentType string // empty: S3's, with a request id
	body        string
	header      map[string]string
	want        string // the first cause, empty if the answer is unknown
}

var answerCases = []answerCase{
	{name: "HEAD, 404", op: "HeadObject", status: 404, want: "s3:not-found"},
	{name: "HEAD, 403", op: "HeadObject", status: 403, want: "s3:access-denied"},
	{name: "HEAD, 400", op: "HeadObject", status: 400, want: "s3:head-bad-request"},
	{name: "HEAD, another Region", op: "HeadObject", status: 301, header: map[string]string{"X-Amz-Bucket-Region": "eu-west-1"}, want: "audit:region-mismatch"},
	{name: "HEAD, 412", op: "HeadObject", status: 412, want: "s3:precondition"},
	{name: "HEAD, 304", op: "HeadObject", status: 304, want: "s3:not-modified"},
	{name: "HEAD, 503", op: "HeadObject", status: 503, want: "s3:slow-down"},
	{name: "HEAD, somebody else's 404", op: "HeadObject", status: 404, contentType: "text/html", want: "answer:not-s3"},
	{name: "an error in a 200", op: "CopyObject", status: 200, body: explainXML("InternalError", "We encountered an internal error. Please try again."), want: "s3:internal"},
	{name: "an error in a 200 after blanks", op: "CompleteMultipartUpload", status: 200, body: "\n \n" + explainXML("InvalidPart", usualMessages["InvalidPart"][0]), want: "s3:part-not-found"},
	{name: "a namespace", op: "GetObject", status: 404, body: `<?xml version="1.0"?><Error xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>`, want: "s3:no-such-key"},
	{name: "no message", op: "PutObject", status: 400, body: "<Error><Code>InvalidArgument</Code><Message></Message><ArgumentName>x-amz-acl</ArgumentName></Error>", want: "acl-unknown-canned"},
	{name: "an unknown code", op: "PutObject", status: 400, body: explainXML("XTeapot", "whatever")},
	{name: "a gateway's page", op: "GetObject", status: 502, contentType: "text/html", body: "<html><body>502 Bad Gateway</body></html>", want: "answer:not-s3"},
	{name: "a filter's page", op: "GetObject", status: 403, contentType: "text/html", body: "<!DOCTYPE html><html><head><meta charset=utf-8><title>Blocked</title></head></html>", want: "answer:not-s3"},
	{name: "a proxy's question", op: "GetObject", status: 407, contentType: "text/html", body: "<html><body>who are you</body></html>", want: "answer:not-s3"},
	{name: "a login page", op: "ListObjectsV2", status: 200, contentType: "text/html", body: "<html><body>Welcome<br></body></html>", want: "answer:not-s3"},
	{name: "a proxy's limit", op: "PutObject", status: 413, contentType: "text/html", body: "<html>413</html>", want: "answer:not-s3"},
	{name: "JSON", op: "GetObject", status: 403, contentType: "application/json", body: `{"message":"Missing Authentication Token"}`, want: "answer:not-s3"},
	{name: "text", op: "GetObject", status: 400, contentType: "text/plain", body: "Client sent an HTTP request to an HTTPS server.", want: "answer:not-s3"},
	{name: "nothing, with a request id", op: "GetObject", status: 400},
	{name: "nothing, 500", op: "GetObject", status: 500},
	{name: "a document that was cut", op: "GetObject", status: 400, body: "<Error><Code>InvalidRequest</Code><Message>Cannot spec", want: "answer:not-s3"},
	{name: "a listing that was cut", op: "ListObjectsV2", status: 200, body: "<ListBucketResult><Contents><Key>a", want: "answer:not-s3"},
}

// fail sends a request that gets the answer, and returns error and capture.
func (a answerCase) fail(t *testing.T) (error, *capture.Capture) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for k, v := range a.header {
			w.Header().Set(k, v)
		}
		w.Header().Set("Content-Type", a.contentType)
		if a.contentType == "" {
			w.Header().Set("Content-Type", "application/xml")
			w.Header().Set("X-Amz-Request-Id", "REQUEST1")
		}
		w.WriteHeader(a.status)
		_, _ = io.WriteString(w, a.body)
	}))
	defer server.Close()
	var last *capture.Capture
	recorder := recorder.NewRecorder(recorder.CaptureAll(), recorder.OnCapture(func(_ context.Context, c *capture.Capture) { last = c }))
	client := s3.New(s3.Options{Region: "us-east-1", BaseEndpoint: &server.URL, UsePathStyle: true, Retryer: aws.NopRetryer{},
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: diagtest.Secrets[0], SecretAccessKey: "secret", SessionToken: diagtest.Secrets[1]}, nil
		})}, recorder.Option())
	ctx, bucket, key := context.Background(), aws.String("amzn-s3-demo-bucket"), aws.String("k")
	var err error
	switch a.op {
	case "HeadObject":
		_, err = client.HeadObject(ctx, &s3.HeadObjectInput{Bucket: bucket, Key: key})
	case "GetObject":
		_, err = client.GetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: key})
	case "PutObject":
		_, err = client.PutObject(ctx, &s3.PutObjectInput{Bucket: bucket, Key: key, Body: strings.NewReader("x"), ACL: types.ObjectCannedACL("public")})
	case "CopyObject":
		_, err = client.CopyObject(ctx, &s3.CopyObjectInput{Bucket: bucket, Key: key, CopySource: aws.String("b/k")})
	case "CompleteMultipartUpload":
		_, err = client.CompleteMultipartUpload(ctx, &s3.CompleteMultipartUploadInput{Bucket: bucket, Key: key, UploadId: aws.String("u")})
	case "ListObjectsV2":
		_, err = client.ListObjectsV2(ctx, &s3.ListObjectsV2Input{Bucket: bucket})
	}
	if err == nil || last == nil {
		t.Fatalf("%s: %v, %v", a.name, err, last)
	}
	return err, last
}

// TestExplainAnswers explains what the SDK makes of answers of every kind.
func TestExplainAnswers(t *testing.T) {
	for _, a := range answerCases {
		err, c := a.fail(t)
		for name, x := range map[string]*Explanation{"error and capture": Explain(err, c), "capture alone": Explain(nil, c)} {
			if x.Status != a.status || x.Operation != a.op {
				t.Errorf("%s, %s: %d %s", a.name, name, x.Status, x.Operation)
			}
			if (a.want != "") != x.Recognised || a.want != "" && x.Causes[0].ID != a.want || a.want == "" && len(x.Next) == 0 {
				t.Errorf("%s, %s: want %q\n%s", a.name, name, a.want, x)
			}
			// What went wrong inside the SDK isn't S3's message.
			if strings.Contains(x.Message, "operation error") || strings.Contains(x.Message, "UnknownError") {
				t.Errorf("%s, %s: message %q", a.name, name, x.Message)
			}
		}
		// The error alone says less, but never something else.
		x := Explain(err, nil)
		if len(x.Causes) == 0 && len(x.Next) == 0 || x.String() == "" {
			t.Errorf("%s: nothing is said of %v", a.name, err)
		}
	}
}

// TestExplainAnswersKeepSecrets: whatever answers may repeat what it was sent, with
// and without saying what it is.
func TestExplainAnswersKeepSecrets(t *testing.T) {
	own := strings.Join(diagtest.Secrets[:2], " ") // what the requests were sent with
	for _, a := range answerCases {
		for i, secret := range []string{own, "AWSAccessKeyId=" + diagtest.Secrets[0] + "&Signature=" + diagtest.Secrets[2] + "&x-amz-security-token=" + diagtest.Secrets[1]} {
			a := a
			switch {
			case strings.Contains(a.body, "<Message>"):
				a.body = strings.Replace(a.body, "<Message>", "<Message>"+strings.ReplaceAll(secret, "&", "&amp;")+" ", 1)
			default:
				a.body += "<" + secret
			}
			a.header = map[string]string{"Server": diagtest.Secrets[0], "Via": "1.1 " + diagtest.Secrets[1], "X-Amz-Request-Id": diagtest.Secrets[0]}
			err, c := a.failOrNot(t)
			if err == nil {
				continue
			}
			tries := []*Explanation{Explain(err, c), Explain(nil, c), Explain(fmt.Errorf("upload: %w", err), c)}
			if i > 0 {
				// Without a capture a secret is known by what is said around it.
				tries = append(tries, Explain(err, nil))
			}
			for _, x := range tries {
				raw, err := json.Marshal(x)
				if err != nil {
					t.Fatal(err)
				}
				diagtest.NoSecrets(t, a.name, append(raw, x.String()...))
			}
		}
	}
}

// failOrNot is fail for answers that were changed, perhaps into a success.
func (a answerCase) failOrNot(t *testing.T) (error, *capture.Capture) {
	t.Helper()
	if a.status == 200 && strings.HasPrefix(a.body, "<"+diagtest.Secrets[0]) {
		return nil, nil
	}
	return a.fail(t)
}

// TestErrorBodyWrapped: S3 Control wraps its errors.
func TestErrorBodyWrapped(t *testing.T) {
	for body, want := range map[string]build.ErrorBody{
		`<ErrorResponse xmlns="http://x/"><Error><Type>Sender</Type><Code>InvalidRequest</Code><Message>m</Message></Error><RequestId>R</RequestId></ErrorResponse>`: {Code: "InvalidRequest", Message: "m", RequestID: "R"},
		`<Error><Code>A</Code><Detail><Code>B</Code></Detail><RequestId>R</RequestId></Error>`:                                                                       {Code: "A", RequestID: "R"},
		`<html><Code>A</Code></html>`: {},
		`<Error><Code>A</Code><Mess`:  {Code: "A"},
	} {
		if got := build.ParseErrorBody(body); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v", body, got)
		}
	}
}
