package recorder

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/diagtest"
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
