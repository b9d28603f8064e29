package recorder

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/diagtest"
	"github.com/s3safe/s3safe-go/s3safe/internal/errordoc"
)

// A failure that leaves the ring serves again for another, but not while somebody makes
// a capture of it: what a capture says is of one attempt.
func TestFailuresThatServeAgain(t *testing.T) {
	const calls = 300
	r := NewRecorder(Keep(2))
	client := diagtest.Client(diagtest.Answering(404, ""), r.Option(), func(o *s3.Options) { o.Retryer = aws.NopRetryer{} })
	var calling, reading sync.WaitGroup
	done := make(chan struct{})
	for w := range 4 {
		calling.Go(func() {
			for i := range calls {
				key := fmt.Sprintf("k-%d-%d", w, i)
				in := &s3.HeadObjectInput{Bucket: aws.String("b-" + key), Key: aws.String(key)}
				_, _ = client.HeadObject(context.Background(), in)
			}
		})
	}
	seen := 0
	reading.Go(func() {
		for {
			list := r.Failures()
			if last := r.Last(); last != nil {
				list = append(list, last)
			}
			for _, c := range list {
				seen++
				key := strings.TrimPrefix(c.Signed.Path, "/")
				if key == "" || !strings.HasPrefix(c.Signed.Host, "b-"+key+".") || c.Operation != "HeadObject" || c.Answer.Status != 404 {
					t.Errorf("a capture of %s %q at %q, answer %d", c.Operation, c.Signed.Path, c.Signed.Host, c.Answer.Status)
				}
			}
			select {
			case <-done:
				return
			default:
			}
		}
	})
	calling.Wait()
	close(done)
	reading.Wait()
	if seen == 0 || r.Total() != 4*calls {
		t.Errorf("%d captures, %d failures", seen, r.Total())
	}
}

// A failure that serves again has nothing of the one before, whatever that had and it
// hasn't.
func TestReleasedFailure(t *testing.T) {
	input := &s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("k"), Metadata: map[string]string{"a": "b"}, Tagging: aws.String("a=b")}
	head := &s3.HeadObjectInput{Bucket: aws.String("reports"), Key: aws.String("k")}
	made := func(f *failure, in any, full bool) *failure {
		req := typical(30)
		req.URL = &url.URL{Scheme: "https", Host: "reports.s3.amazonaws.com", Path: "/k"}
		a := attempt{input: in, number: 1, sent: req, status: 400, signed: new(snapshot), answer: &http.Response{StatusCode: 400, Header: http.Header{}}}
		a.signed.take(req.Request, 0)
		e := &rawError{code: "InvalidRequest"}
		if full {
			a.answer.TLS, a.answer.Request = &tls.ConnectionState{ServerName: "reports"}, req.Request
			a.answer.Header = http.Header{"Server": {"AmazonS3"}, "X-Amz-Id-2": {"1"}}
			a.answer.Body = &errordoc.Body{ReadCloser: io.NopCloser(strings.NewReader(errorOf("InvalidRequest", "no")))}
			_, _ = io.ReadAll(a.answer.Body)
			e.message, e.requestID, e.hostID = "no", "1", "2"
		}
		a.err = identified{e}
		if !a.keepIn(t.Context(), f) {
			t.Fatal("not kept")
		}
		return f
	}
	want, _ := json.Marshal(made(new(failure), head, false).capture())
	again := made(new(failure), input, true)
	again.shown = true
	again.forget()
	if got, _ := json.Marshal(made(again, head, false).capture()); string(got) != string(want) || again.shown {
		t.Errorf("serving again: %s\nthe first time: %s", got, want)
	}
}
