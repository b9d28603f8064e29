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

// givingUp gives a call up when what up returns is closed, and lets it go on.
func givingUp(up func(context.Context) <-chan struct{}, goesOn *sync.WaitGroup) func(*middleware.Stack) error {
	type built struct {
		out      middleware.BuildOutput
		metadata middleware.Metadata
		err      error
	}
	return func(stack *middleware.Stack) error {
		return stack.Build.Add(middleware.BuildMiddlewareFunc("give up", func(
			ctx context.Context, in middleware.BuildInput, next middleware.BuildHandler,
		) (middleware.BuildOutput, middleware.Metadata, error) {
			done := make(chan built, 1)
			goesOn.Go(func() {
				out, metadata, err := next.HandleBuild(ctx, in)
				done <- built{out, metadata, err}
			})
			select {
			case b := <-done:
				return b.out, b.metadata, b.err
			case <-up(ctx):
			}
			return middleware.BuildOutput{}, middleware.Metadata{}, errors.New("given up")
		}), middleware.After)
	}
}

// Middleware may give a call up, as one with a time-out does, while the call goes on in
// another goroutine. What is kept of such a call isn't used for another one.
func TestCallGivenUp(t *testing.T) {
	for _, mode := range []s3safe.Mode{s3safe.Enforce, s3safe.Off} {
		t.Run(mode.String(), func(t *testing.T) { testCallGivenUp(t, mode) })
	}
}

func testCallGivenUp(t *testing.T, mode s3safe.Mode) {
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
	o.APIOptions = append(o.APIOptions, givingUp(context.Context.Done, &over))
	client := s3safe.New(s3.New(o), s3safe.WithMode(mode))

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

// TestCallGivenUpAtAnyTime: a call that is given up, wherever it is by then, is left to
// what goes on with it, and other calls are judged as ever.
func TestCallGivenUpAtAnyTime(t *testing.T) {
	const calls = 8 * 100
	var over, callers sync.WaitGroup
	s := new(stub)
	o := s.options()
	type patience struct{}
	o.APIOptions = append(o.APIOptions, givingUp(func(ctx context.Context) <-chan struct{} {
		after, limited := ctx.Value(patience{}).(time.Duration)
		if !limited {
			return nil
		}
		up := make(chan struct{})
		time.AfterFunc(after, func() { close(up) })
		return up
	}, &over))
	client := s3.New(o, s3safe.Guard(s3safe.WithRules(noTags())))
	for range 8 {
		callers.Go(func() {
			for i := range calls / 8 {
				soon := context.WithValue(t.Context(), patience{}, time.Duration(i)*4*time.Microsecond)
				_, _ = client.PutObject(soon, plain())
				_, _ = client.PutObject(s3safe.ContextWithMode(soon, s3safe.Off), plain())
				if _, err := client.PutObject(t.Context(), tagged()); !stopped(err) {
					t.Errorf("a call that breaks a rule: %v", err)
				}
				if _, err := client.PutObject(t.Context(), plain()); err != nil {
					t.Errorf("one that breaks none: %v", err)
				}
			}
		})
	}
	callers.Wait()
	over.Wait()
}
