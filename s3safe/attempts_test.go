package s3safe_test

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/s3safe"
)

// slow are credentials that take a while.
type slow struct{ stub }

// Retrieve implements aws.CredentialsProvider.
func (s *slow) Retrieve(ctx context.Context) (aws.Credentials, error) {
	time.Sleep(time.Millisecond)
	return s.stub.Retrieve(ctx)
}

// attempting makes two attempts in the place of one, after a middleware of the SDK's: one
// after the other, or both at once, as one that hedges does.
func attempting(after string, atOnce bool) func(*s3.Options) {
	attempts := middleware.FinalizeMiddlewareFunc("twice", func(
		ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
	) (out middleware.FinalizeOutput, metadata middleware.Metadata, err error) {
		var first error
		attempt := func(req *smithyhttp.Request) {
			_, _, first = next.HandleFinalize(ctx, middleware.FinalizeInput{Request: req})
		}
		var others sync.WaitGroup
		if req := in.Request.(*smithyhttp.Request).Clone(); atOnce {
			others.Go(func() { attempt(req) })
		} else {
			attempt(req)
		}
		out, metadata, err = next.HandleFinalize(ctx, in)
		others.Wait()
		if first != nil {
			return out, metadata, first
		}
		return out, metadata, err
	})
	return func(o *s3.Options) {
		o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
			return stack.Finalize.Insert(attempts, after, middleware.After)
		})
	}
}

// TestAttemptsOfMiddleware: middleware may make several attempts where the SDK makes one.
// Each has credentials, and none of a call that is stopped is sent.
func TestAttemptsOfMiddleware(t *testing.T) {
	const calls = 50
	ways := map[string]bool{"one after the other": false, "at once": true}
	if raceDetector {
		delete(ways, "at once") // every step of the SDK's stack writes when it is run
	}
	for _, after := range []string{"Retry", "ResolveEndpointV2", "disableHTTPS"} {
		for way, atOnce := range ways {
			t.Run(way+" after "+after, func(t *testing.T) {
				from, seen := new(slow), new(stub)
				o := from.options()
				o.Credentials, o.Retryer = from, aws.NopRetryer{}
				o.HTTPClient = roundTrip(func(r *http.Request) (*http.Response, error) {
					if r.Header.Get("Authorization") == "" {
						t.Error("a request isn't signed")
					}
					return seen.Do(r)
				})
				client := s3.New(o, s3safe.Guard(), attempting(after, atOnce))
				for range calls {
					if _, err := client.PutObject(t.Context(), plain()); err != nil {
						t.Fatal(err)
					}
				}
				if n := seen.requests.Load(); n != 2*calls {
					t.Errorf("%d requests, want %d", n, 2*calls)
				}
				insecure := func(o *s3.Options) { o.EndpointOptions.DisableHTTPS = true }
				for range calls {
					if _, err := client.PutObject(t.Context(), encrypted(), insecure); !stopped(err) {
						t.Fatalf("a customer's key was sent without TLS: %v", err)
					}
				}
				if n := seen.requests.Load(); n != 2*calls {
					t.Errorf("%d requests of calls that were stopped", n-2*calls)
				}
			})
		}
	}
}
