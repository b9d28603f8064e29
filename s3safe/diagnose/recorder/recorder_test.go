package recorder_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/diagtest"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/recorder"
)

func TestRecorderKeepsFailure(t *testing.T) {
	r := recorder.NewRecorder()
	f := &diagtest.Fake{Status: 400, Body: diagtest.InvalidRequest, Header: http.Header{"Server": {"AmazonS3"}, "X-Amz-Request-Id": {"R1"}, "X-Amz-Id-2": {"H1"}}}
	_, err := diagtest.FakeClient(f, r).PutObject(context.Background(), diagtest.SmallPut())
	if err == nil {
		t.Fatal("no error")
	}
	c := diagtest.Only(t, r)
	if c.Operation != "PutObject" || c.Source != "sdk" || c.Attempt != 1 || len(c.Missing) != 0 {
		t.Errorf("%+v", c)
	}
	want := []capture.Member{
		{Name: "Body", Masked: true}, {Name: "Bucket", Value: "reports"},
		{Name: "ContentType", Value: "text/csv"}, {Name: "Key", Value: "2026/q3.csv"},
	}
	if !slices.Equal(c.Members, want) {
		t.Errorf("members %+v", c.Members)
	}
	if a := c.Answer; a.Status != 400 || a.Code != "InvalidRequest" || a.Message != "no" || a.RequestID != "R1" || a.HostID != "H1" {
		t.Errorf("answer %+v", a)
	}
	if e := c.Endpoint; e.URL != "https://reports.s3.eu-west-1.amazonaws.com" || e.Style != "virtual-hosted" || e.Region != "eu-west-1" || e.Provider != "Amazon" {
		t.Errorf("endpoint %+v", e)
	}
	if s := c.Signature; s.Scheme != "SigV4" || s.Service != "s3" || s.Region != "eu-west-1" || !slices.Contains(s.SignedHeaders, "host") || s.Date.IsZero() {
		t.Errorf("signature %+v", s)
	}
	if p := c.Payload; p.Mode != "unsigned-trailer" || !slices.Equal(p.Checksums, []string{"X-Amz-Checksum-Crc32"}) {
		t.Errorf("payload %+v", p)
	}
	if c.Signed.Path != "/2026/q3.csv" || c.Signed.Query != "x-id=PutObject" || c.Sent.Header["Content-Type"][0] != "text/csv" {
		t.Errorf("message %+v", c.Signed)
	}
	auth := c.Sent.Header["Authorization"][0]
	if !strings.HasPrefix(auth, "AWS4-HMAC-SHA256 Credential=(masked)/") || !strings.HasSuffix(auth, "Signature=(masked)") {
		t.Errorf("Authorization: %s", auth)
	}
	if r.Last() != c || r.Total() != 1 {
		t.Error("Last, Total")
	}
	r.Reset()
	if len(r.Failures()) != 0 || r.Last() != nil {
		t.Error("not reset")
	}
}

// What succeeds isn't kept, nor that something is as it was.
func TestRecorderLeavesOut(t *testing.T) {
	for _, status := range []int{200, 304} {
		r := recorder.NewRecorder()
		_, _ = diagtest.FakeClient(&diagtest.Fake{Status: status}, r).GetObject(context.Background(), &s3.GetObjectInput{Bucket: aws.String("b-b"), Key: aws.String("k")})
		if n := len(r.Failures()); n != 0 {
			t.Errorf("%d: %d failures", status, n)
		}
	}
	r := recorder.NewRecorder()
	_, _ = diagtest.FakeClient(&diagtest.Fake{Status: 404}, r).HeadObject(recorder.ContextWithout(context.Background()), &s3.HeadObjectInput{Bucket: aws.String("b-b"), Key: aws.String("k")})
	if len(r.Failures()) != 0 {
		t.Error("ContextWithout")
	}
	canceled, cancel := context.WithCancel(context.Background())
	cancel()
	_, _ = diagtest.FakeClient(&diagtest.Fake{}, r, func(o *s3.Options) { o.HTTPClient = http.DefaultClient }).GetObject(canceled, &s3.GetObjectInput{Bucket: aws.String("b-b"), Key: aws.String("k")})
	if len(r.Failures()) != 0 {
		t.Error("a call that the caller ended")
	}
}

// What S3 failed at, and what got no answer, is kept, and LastFor finds each.
func TestRecorderLastFor(t *testing.T) {
	r := recorder.NewRecorder()
	type failed struct {
		err error
		is  func(*capture.Capture) bool
	}
	var all []failed
	for i, status := range []int{500, 503, 400, 403, 400} {
		id := fmt.Sprintf("REQ-%d", i)
		_, err := diagtest.FakeClient(&diagtest.Fake{Status: status, Body: diagtest.InvalidRequest, Header: http.Header{"X-Amz-Request-Id": {id}}}, r).GetObject(context.Background(), &s3.GetObjectInput{Bucket: aws.String("b-b"), Key: aws.String("k")})
		all = append(all, failed{err, func(c *capture.Capture) bool { return c.Answer.Status == status && c.Answer.RequestID == id }})
	}
	_, err := diagtest.FakeClient(&diagtest.Fake{}, r, func(o *s3.Options) {
		o.HTTPClient, o.BaseEndpoint = http.DefaultClient, aws.String("http://127.0.0.1:1")
	}).PutObject(context.Background(), diagtest.SmallPut())
	all = append(all, failed{err, func(c *capture.Capture) bool { return c.Operation == "PutObject" && c.Answer.Error != "" }})
	if n := len(r.Failures()); n != len(all) {
		t.Fatalf("%d failures, want %d", n, len(all))
	}
	for i, f := range all {
		if c := r.LastFor(f.err); c == nil || !f.is(c) {
			t.Errorf("%d: %v: %+v", i, f.err, c)
		}
	}
	if c := r.LastFor(errors.New("another")); c != nil {
		t.Errorf("of an error of another client: %+v", c)
	}
	if c := r.LastFor(nil); c != nil {
		t.Error("of no error")
	}
}

// An error inside a 200 is a failure.
func TestRecorderErrorIn200(t *testing.T) {
	r := recorder.NewRecorder()
	_, _ = diagtest.FakeClient(&diagtest.Fake{Status: 200, Body: diagtest.InvalidRequest}, r).CopyObject(context.Background(),
		&s3.CopyObjectInput{Bucket: aws.String("b-b"), Key: aws.String("k"), CopySource: aws.String("a/b")})
	if c := diagtest.Only(t, r); c.Answer.Status != 200 || c.Answer.Code != "InvalidRequest" {
		t.Errorf("%+v", c.Answer)
	}
}

func TestRecorderRing(t *testing.T) {
	r := recorder.NewRecorder(recorder.Keep(3))
	client := diagtest.FakeClient(&diagtest.Fake{Status: 404}, r)
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			_, _ = client.HeadObject(context.Background(), &s3.HeadObjectInput{Bucket: aws.String("b-b"), Key: aws.String(fmt.Sprint(i))})
		})
	}
	wg.Wait()
	for _, k := range []string{"x", "y"} {
		_, _ = client.HeadObject(context.Background(), &s3.HeadObjectInput{Bucket: aws.String("b-b"), Key: aws.String(k)})
	}
	list := r.Failures()
	if len(list) != 3 || list[1].Signed.Path != "/x" || list[2].Signed.Path != "/y" || r.Last() != list[2] || r.Total() != 42 {
		t.Errorf("%d kept, %d in all", len(list), r.Total())
	}
}

// Every attempt is captured, each with its number, and the retry's clone is what
// is looked at.
func TestRecorderRetry(t *testing.T) {
	r := recorder.NewRecorder()
	f := &diagtest.Fake{Status: 400, Body: strings.ReplaceAll(diagtest.InvalidRequest, "InvalidRequest", "RequestTimeout")}
	client := diagtest.FakeClient(f, r, func(o *s3.Options) {
		o.Retryer = retry.AddWithMaxBackoffDelay(retry.NewStandard(), 1)
	})
	_, _ = client.PutObject(context.Background(), diagtest.SmallPut())
	list := r.Failures()
	if len(list) != 3 {
		t.Fatalf("%d failures", len(list))
	}
	for i, c := range list {
		if c.Attempt != i+1 || !strings.HasPrefix(c.Sent.Header["Amz-Sdk-Request"][0], fmt.Sprintf("attempt=%d", i+1)) {
			t.Errorf("attempt %d: %v", c.Attempt, c.Sent.Header["Amz-Sdk-Request"])
		}
	}
}

// What middleware changes after signing is in Sent, not in Signed; of a withheld
// value it is told that it differs.
func TestRecorderChangedAfterSigning(t *testing.T) {
	r := recorder.NewRecorder()
	change := func(stack *middleware.Stack) error {
		return stack.Finalize.Add(middleware.FinalizeMiddlewareFunc("change", func(
			ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
		) (middleware.FinalizeOutput, middleware.Metadata, error) {
			h := in.Request.(*smithyhttp.Request).Header
			h.Set("Content-Type", "text/plain")
			h["X-Amz-Meta-A"][0] = "changed in place"
			h.Del("X-Amz-Meta-B")
			h.Set("X-Amz-Acl", "private")
			return next.HandleFinalize(ctx, in)
		}), middleware.After)
	}
	in := diagtest.SmallPut()
	in.Metadata = map[string]string{"a": "1", "b": "2"}
	_, _ = diagtest.FakeClient(&diagtest.Fake{Status: 403, Body: diagtest.InvalidRequest}, r, s3.WithAPIOptions(change)).PutObject(context.Background(), in)
	c := diagtest.Only(t, r)
	get := func(m capture.Message, name string) string { return strings.Join(m.Header[name], ",") }
	for name, want := range map[string][2]string{
		"Content-Type": {"text/csv", "text/plain"},
		"X-Amz-Meta-A": {capture.Masked, redact.MaskedChanged},
		"X-Amz-Meta-B": {capture.Masked, ""},
		"X-Amz-Acl":    {"", "private"},
	} {
		if got := [2]string{get(c.Signed, name), get(c.Sent, name)}; got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

type changing struct{ http.RoundTripper }

func (c changing) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("X-Amz-Added", "1")
	return c.RoundTripper.RoundTrip(r)
}

// What a round tripper changes is seen, over a real connection.
func TestRecorderSeesRoundTripper(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Via", "1.1 proxy")
		w.WriteHeader(400)
		_, _ = w.Write([]byte(diagtest.InvalidRequest))
	}))
	defer server.Close()
	r := recorder.NewRecorder()
	httpClient := server.Client()
	httpClient.Transport = changing{httpClient.Transport}
	client := diagtest.FakeClient(&diagtest.Fake{}, r, func(o *s3.Options) {
		o.HTTPClient, o.BaseEndpoint, o.UsePathStyle = httpClient, aws.String(server.URL), true
	})
	_, _ = client.PutObject(context.Background(), diagtest.SmallPut())
	c := diagtest.Only(t, r)
	if c.Sent.Header["X-Amz-Added"] == nil || c.Signed.Header["X-Amz-Added"] != nil {
		t.Errorf("%v", c.Sent.Header)
	}
	if c.Endpoint.Style != "path" || c.Endpoint.Provider != "other" || c.Answer.Header["Via"] == nil || c.Answer.Duration <= 0 {
		t.Errorf("%+v %+v", c.Endpoint, c.Answer)
	}
}

// Presigned requests are captured on demand, and work without it.
func TestRecorderPresign(t *testing.T) {
	var got []*capture.Capture
	hook := recorder.OnCapture(func(_ context.Context, c *capture.Capture) { got = append(got, c) })
	for _, r := range []*recorder.Recorder{recorder.NewRecorder(hook), recorder.NewRecorder(hook, recorder.CaptureAll())} {
		got = nil
		p := s3.NewPresignClient(diagtest.FakeClient(&diagtest.Fake{}, r))
		out, err := p.PresignGetObject(context.Background(), &s3.GetObjectInput{Bucket: aws.String("reports"), Key: aws.String("k")})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.PresignPostObject(context.Background(), diagtest.SmallPut()); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.URL, "X-Amz-Signature") || len(r.Failures()) != 0 {
			t.Error(out.URL)
		}
	}
	if len(got) != 1 {
		t.Fatalf("%d captures", len(got))
	}
	c := got[0]
	if !c.Signature.Presigned || c.Signature.Expires == 0 || c.Signature.Region != "eu-west-1" || c.Operation != "GetObject" ||
		!slices.Equal(c.Missing, []string{"answer", "sent"}) || strings.Contains(c.Signed.Query, "AKIA") {
		t.Errorf("%+v", c)
	}
}

// A directory bucket's session is a call inside the call; both work.
func TestRecorderExpress(t *testing.T) {
	var ops []string
	r := recorder.NewRecorder(recorder.CaptureAll(), recorder.OnCapture(func(_ context.Context, c *capture.Capture) {
		ops = append(ops, c.Operation+" "+c.Signature.Scheme)
	}))
	in := diagtest.SmallPut()
	in.Bucket = aws.String("reports--euw1-az1--x-s3")
	_, _ = diagtest.FakeClient(&diagtest.Fake{Status: 400, Body: diagtest.InvalidRequest}, r).PutObject(context.Background(), in)
	if !slices.Equal(ops, []string{"CreateSession SigV4", "PutObject S3Express"}) {
		t.Errorf("%q", ops)
	}
	diagtest.Only(t, r)
}

// With CaptureAll the hook gets successes and calls without an answer.
func TestCaptureAll(t *testing.T) {
	var got []*capture.Capture
	r := recorder.NewRecorder(recorder.CaptureAll(), recorder.OnCapture(func(_ context.Context, c *capture.Capture) { got = append(got, c) }))
	if _, err := diagtest.FakeClient(&diagtest.Fake{}, r).PutObject(context.Background(), diagtest.SmallPut()); err != nil {
		t.Fatal(err)
	}
	broken := diagtest.FakeClient(&diagtest.Fake{}, r, func(o *s3.Options) {
		o.HTTPClient, o.BaseEndpoint = http.DefaultClient, aws.String("http://127.0.0.1:1")
	})
	_, _ = broken.PutObject(context.Background(), diagtest.SmallPut())
	if len(got) != 2 || got[0].Answer.Status != 200 || got[1].Answer.Error == "" || len(r.Failures()) != 1 {
		t.Errorf("%+v", got)
	}
}

// Two recorders, and one recorder twice.
func TestRecordersTogether(t *testing.T) {
	a, b := recorder.NewRecorder(), recorder.NewRecorder()
	client := diagtest.FakeClient(&diagtest.Fake{Status: 400, Body: diagtest.InvalidRequest}, a, a.Option(), b.Option())
	_, _ = client.PutObject(context.Background(), diagtest.SmallPut(), b.Option(), func(o *s3.Options) { o.UsePathStyle = true })
	if diagtest.Only(t, a) != diagtest.Only(t, b) {
		t.Error("captured twice")
	}
	if c := diagtest.Only(t, a); c.Endpoint.Style != "path" {
		t.Errorf("%+v", c.Endpoint)
	}
}

// A request with more headers than a snapshot holds inline.
func TestRecorderManyHeaders(t *testing.T) {
	r := recorder.NewRecorder()
	in := diagtest.SmallPut()
	in.Metadata = map[string]string{}
	for i := range 40 {
		in.Metadata[fmt.Sprint("k", i)] = "v"
	}
	in.StorageClass = types.StorageClassGlacier
	_, _ = diagtest.FakeClient(&diagtest.Fake{Status: 400, Body: diagtest.InvalidRequest}, r).PutObject(context.Background(), in)
	if c := diagtest.Only(t, r); len(c.Signed.Header) < 50 || len(c.Signed.Header) != len(c.Sent.Header) {
		t.Errorf("%d signed, %d sent", len(c.Signed.Header), len(c.Sent.Header))
	}
}

// A call may fail at the session that it needs: LastFor finds the capture of that.
func TestRecorderLastForSession(t *testing.T) {
	r := recorder.NewRecorder()
	f := &diagtest.Fake{Status: 404, Body: strings.ReplaceAll(diagtest.InvalidRequest, "InvalidRequest", "NoSuchBucket"), Header: http.Header{"X-Amz-Request-Id": {"R1"}}}
	client := diagtest.FakeClient(f, r, func(o *s3.Options) { o.HTTPClient = refusing{f} })
	in := diagtest.SmallPut()
	in.Bucket = aws.String("reports--euw1-az1--x-s3")
	_, err := client.PutObject(context.Background(), in)
	if c := r.LastFor(err); c == nil || c.Operation != "CreateSession" || c.Answer.Code != "NoSuchBucket" {
		t.Errorf("%v: %+v", err, c)
	}
}

// refusing answers requests for a session like all others.
type refusing struct{ *diagtest.Fake }

func (f refusing) Do(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.RawQuery = ""
	return f.Fake.Do(r)
}
