package s3safe_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
)

// changeSent changes a request after it was signed, in place.
func changeSent(h http.Header) {
	h["Cache-Control"][0] = "changed"
	h.Del("Content-Language")
	h.Set("X-Amz-Acl", "private")
}

// changes is middleware that does so.
type changes struct{}

func (changes) ID() string { return "changes" }

func (changes) HandleFinalize(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (
	middleware.FinalizeOutput, middleware.Metadata, error,
) {
	changeSent(in.Request.(*smithyhttp.Request).Header)
	return next.HandleFinalize(ctx, in)
}

func (changes) HandleDeserialize(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (
	middleware.DeserializeOutput, middleware.Metadata, error,
) {
	changeSent(in.Request.(*smithyhttp.Request).Header)
	return next.HandleDeserialize(ctx, in)
}

// changingClient sends other requests than it is given.
type changingClient struct{ s3.HTTPClient }

func (c changingClient) Do(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	changeSent(r.Header)
	return c.HTTPClient.Do(r)
}

// What was signed is told apart from what was sent, whoever changes the request, and
// wherever that is given. A call that nobody can change is taken down only when it has
// failed.
func TestSignedIsToldFromSent(t *testing.T) {
	in := func() *s3.PutObjectInput {
		return &s3.PutObjectInput{
			Bucket: aws.String("reports"), Key: aws.String("q3.csv"), CacheControl: aws.String("no-cache"), ContentLanguage: aws.String("en"),
		}
	}
	first := func(f func(*middleware.Stack) error) func(*s3.Options) {
		return func(o *s3.Options) { o.APIOptions = slices.Insert(o.APIOptions, 0, f) }
	}
	added := map[string]func(*middleware.Stack) error{
		"last":        func(s *middleware.Stack) error { return s.Finalize.Add(changes{}, middleware.After) },
		"first seen":  func(s *middleware.Stack) error { return s.Deserialize.Add(changes{}, middleware.Before) },
		"in the wire": func(s *middleware.Stack) error { return s.Deserialize.Add(changes{}, middleware.After) },
		"between": func(s *middleware.Stack) error {
			return s.Deserialize.Insert(changes{}, "OperationDeserializer", middleware.Before)
		},
		"below the reader": func(s *middleware.Stack) error {
			return s.Deserialize.Insert(changes{}, "OperationDeserializer", middleware.After)
		},
	}
	options := map[string]func(*s3.Options){
		"the transport": func(o *s3.Options) { o.HTTPClient = changingClient{o.HTTPClient} },
	}
	for name, f := range added {
		options[name], options[name+", before all others"] = s3.WithAPIOptions(f), first(f)
	}
	type some = []func(*s3.Options)
	failing := func() s3.Options { return rejecting().options() }
	clients := map[string]func(own, call some) *capture.Capture{
		"New": func(own, call some) *capture.Capture {
			c := s3safe.New(s3.New(failing(), own...))
			_, _ = c.PutObject(t.Context(), in(), call...)
			return c.Recorder().Last()
		},
		"New, another client in it": func(own, call some) *capture.Capture {
			c := s3safe.New(s3.New(failing()))
			r := c.Recorder()
			c.Client = s3.New(c.Options(), own...)
			_, _ = c.PutObject(t.Context(), in(), call...)
			return r.Last()
		},
		"New, the client in it": func(own, call some) *capture.Capture {
			c := s3safe.New(s3.New(failing(), own...))
			_, _ = c.Client.PutObject(t.Context(), in(), call...)
			return c.Recorder().Last()
		},
		"Guard": func(own, call some) *capture.Capture {
			c := s3.New(failing(), slices.Concat(some{s3safe.Guard()}, own)...)
			_, _ = c.PutObject(t.Context(), in(), call...)
			return s3safe.RecorderOf(c).Last()
		},
		"known state": func(own, call some) *capture.Capture {
			c := s3safe.New(s3.New(failing(), own...), s3safe.WithState(knownBucket(t)))
			_, _ = c.PutObject(t.Context(), in(), call...)
			return c.Recorder().Last()
		},
	}
	check := func(t *testing.T, c *capture.Capture, changed bool) {
		if c == nil {
			t.Fatal("no failure")
		}
		get := func(m capture.Message, name string) string { return strings.Join(m.Header[name], ",") }
		for name, want := range map[string][2]string{
			"Cache-Control": {"no-cache", "changed"}, "Content-Language": {"en", ""}, "X-Amz-Acl": {"", "private"},
		} {
			if !changed {
				want[1] = want[0]
			}
			if got := [2]string{get(c.Signed, name), get(c.Sent, name)}; got != want {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
	}
	for where, call := range clients {
		t.Run(where, func(t *testing.T) {
			check(t, call(nil, nil), false)
			for who, option := range options {
				t.Run(who, func(t *testing.T) { check(t, call(some{option}, nil), true) })
				t.Run(who+", of the call", func(t *testing.T) { check(t, call(nil, some{option}), true) })
			}
		})
	}
}
