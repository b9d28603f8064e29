package s3safe_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"

	"github.com/s3safe/s3safe-go/s3safe"
)

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) Do(r *http.Request) (*http.Response, error) { return f(r) }

// Middleware may give a call up, as one with a time-out does, while the call goes on in
// another goroutine. What is kept of such a call isn't used for another one.
func TestCallGivenUp(t *testing.T) {
	const calls = 32
	var begun, over sync.WaitGroup
	answer, others := make(chan struct{}), make(chan struct{})
	s := rejecting()
	o := s.options()
	o.RetryMaxAttempts = 1
	o.HTTPClient = roundTrip(func(r *http.Request) (*http.Response, error) {
		begun.Done()
		if strings.Contains(r.URL.Path, "abandoned") {
			<-answer
			return s.Do(r)
		}
		<-others
		return new(stub).Do(r)
	})
	o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
		return stack.Build.Add(middleware.BuildMiddlewareFunc("give up", func(
			ctx context.Context, in middleware.BuildInput, next middleware.BuildHandler,
		) (middleware.BuildOutput, middleware.Metadata, error) {
			done := make(chan struct{})
			over.Go(func() {
				defer close(done)
				_, _, _ = next.HandleBuild(ctx, in)
			})
			select {
			case <-done:
			case <-ctx.Done():
			}
			return middleware.BuildOutput{}, middleware.Metadata{}, errors.New("given up")
		}), middleware.After)
	})
	client := s3safe.New(s3.New(o))

	ctx, giveUp := context.WithCancel(t.Context())
	var callers sync.WaitGroup
	begun.Add(calls)
	for range calls {
		callers.Go(func() {
			_, _ = client.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: aws.String("reports"), Key: aws.String("abandoned")})
		})
	}
	begun.Wait()
	giveUp()
	callers.Wait()

	begun.Add(calls)
	for range calls {
		callers.Go(func() { _, _ = client.PutObject(t.Context(), plain()) })
	}
	begun.Wait()
	close(answer)
	for deadline := time.Now().Add(10 * time.Second); client.Recorder().Total() < calls && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}
	close(others)
	callers.Wait()
	over.Wait()
	if n := client.Recorder().Total(); n != calls {
		t.Errorf("%d failures", n)
	}
	for _, f := range client.Recorder().Failures() {
		if f.Operation != "DeleteObject" {
			t.Errorf("%s failed, recorded as %s", "DeleteObject", f.Operation)
		}
	}
}
