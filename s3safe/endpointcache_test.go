package s3safe_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	smithyendpoints "github.com/aws/smithy-go/endpoints"
	"github.com/aws/smithy-go/middleware"

	"github.com/s3safe/s3safe-go/s3safe"
)

// onWire is where a request went and how it was signed: all but the signature itself,
// which rests on the time and on the invocation's id.
func onWire(r *http.Request) string {
	if r == nil {
		return "nothing was sent"
	}
	names := make([]string, 0, len(r.Header))
	for name := range r.Header {
		names = append(names, name)
	}
	slices.Sort(names)
	scope, _, _ := strings.Cut(r.Header.Get("Authorization"), ", Signature=")
	return fmt.Sprintf("%s %s %s %s %v %s", r.Method, r.URL.Scheme, r.Host, r.URL.RequestURI(), names, scope)
}

// A client that remembers endpoints sends every request where the SDK's own sends it,
// signed for the same Region and service, in the first call to a bucket and later.
func TestRememberedEndpoints(t *testing.T) {
	buckets := []string{
		"amzn-s3-demo-bucket", "dotted.bucket.name", "reports--use1-az4--x-s3",
		"arn:aws:s3:us-west-2:123456789012:accesspoint/reports", "arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap",
		"arn:aws:s3-outposts:us-east-1:123456789012:outpost/op-01234567890123456/accesspoint/ap",
		"reports-abcdefghijklmnopqrstuvwxyz0123-s3alias",
	}
	clients := map[string]func(*s3.Options){
		"as it is":      func(*s3.Options) {},
		"path style":    func(o *s3.Options) { o.UsePathStyle = true },
		"accelerate":    func(o *s3.Options) { o.UseAccelerate = true },
		"dual-stack":    func(o *s3.Options) { o.EndpointOptions.UseDualStackEndpoint = aws.DualStackEndpointStateEnabled },
		"FIPS":          func(o *s3.Options) { o.EndpointOptions.UseFIPSEndpoint = aws.FIPSEndpointStateEnabled },
		"ARN Region":    func(o *s3.Options) { o.UseARNRegion = true },
		"base endpoint": func(o *s3.Options) { o.BaseEndpoint = aws.String("http://localhost:9000/base") },
		"no sessions":   func(o *s3.Options) { o.DisableS3ExpressSessionAuth = aws.Bool(true) },
		"no HTTPS":      func(o *s3.Options) { o.EndpointOptions.DisableHTTPS = true },
		"resolver":      func(o *s3.Options) { o.EndpointResolverV2 = &fixedResolver{host: "minio.example:9000"} },
		"China":         func(o *s3.Options) { o.Region = "cn-north-1" },
	}
	perCall := map[string][]func(*s3.Options){
		"":             nil,
		"Region":       {func(o *s3.Options) { o.Region = "eu-west-1" }},
		"path style":   {func(o *s3.Options) { o.UsePathStyle = true }},
		"resolver":     {func(o *s3.Options) { o.EndpointResolverV2 = &fixedResolver{host: "other.example"} }},
		"APIOptions":   {func(o *s3.Options) { o.APIOptions = nil }},
		"another hook": {func(o *s3.Options) { o.APIOptions = append(o.APIOptions, func(*middleware.Stack) error { return nil }) }},
	}
	calls := []func(context.Context, benchmarked, string, string, ...func(*s3.Options)) error{
		func(ctx context.Context, c benchmarked, bucket, key string, opts ...func(*s3.Options)) error {
			_, err := c.GetObject(ctx, &s3.GetObjectInput{Bucket: &bucket, Key: &key}, opts...)
			return err
		},
		func(ctx context.Context, c benchmarked, bucket, key string, opts ...func(*s3.Options)) error {
			_, err := c.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, Body: strings.NewReader("x"), StorageClass: types.StorageClassStandard}, opts...)
			return err
		},
		func(ctx context.Context, c benchmarked, bucket, key string, opts ...func(*s3.Options)) error {
			_, err := c.CopyObject(ctx, &s3.CopyObjectInput{Bucket: &bucket, Key: &key, CopySource: aws.String("amzn-s3-demo-bucket/" + key)}, opts...)
			return err
		},
		func(ctx context.Context, c benchmarked, bucket, key string, opts ...func(*s3.Options)) error {
			_, err := c.ListObjectsV2(ctx, &s3.ListObjectsV2Input{Bucket: &bucket, Prefix: &key}, opts...)
			return err
		},
	}
	ctx := s3safe.ContextWithMode(context.Background(), s3safe.Report)
	sent, refused := 0, 0
	for name, configure := range clients {
		wires := map[string]*stub{}
		made := map[string]benchmarked{}
		for _, kind := range []string{"SDK", "New", "Guard", "alone"} {
			s := &stub{body: "<CopyObjectResult/>"}
			o := s.options()
			o.Retryer, o.RetryMaxAttempts = aws.NopRetryer{}, 0
			o.ExpressCredentials = sessions{}
			if kind != "alone" {
				o.APIOptions = append(o.APIOptions, func(*middleware.Stack) error { return nil })
			}
			configure(&o)
			wires[kind] = s
			switch kind {
			case "SDK":
				made[kind] = s3.New(o)
			case "Guard":
				made[kind] = s3.New(o, s3safe.Guard(s3safe.WithEndpointCache()))
			default:
				made[kind] = s3safe.New(s3.New(o))
			}
		}
		for _, bucket := range buckets {
			for option, opts := range perCall {
				for i, call := range calls {
					for _, key := range []string{"a/b", "c--x-s3"} {
						wires["SDK"].last.Store(nil)
						wantErr := call(ctx, made["SDK"], bucket, key, opts...)
						want := onWire(wires["SDK"].last.Load())
						if wantErr == nil {
							sent++
						} else {
							refused++
						}
						for kind, s := range wires {
							s.last.Store(nil)
							err := call(ctx, made[kind], bucket, key, opts...)
							if got := onWire(s.last.Load()); got != want || fmt.Sprint(err) != fmt.Sprint(wantErr) {
								t.Errorf("%s, %s, call %d of %q with %q: %s, %v\nnot %s, %v", name, kind, i, bucket, option, got, err, want, wantErr)
							}
						}
					}
				}
			}
		}
	}
	if sent < 1000 || refused < 100 {
		t.Errorf("%d calls were sent, %d refused", sent, refused)
	}
}

// sessions are those of directory buckets, without asking for one.
type sessions struct{}

func (sessions) Retrieve(context.Context, string) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "secret", SessionToken: "token"}, nil
}

// counting is a resolver of the application's own.
type counting struct{ asked *int }

func (c counting) ResolveEndpoint(ctx context.Context, p s3.EndpointParameters) (smithyendpoints.Endpoint, error) {
	*c.asked++
	return s3.NewDefaultEndpointResolverV2().ResolveEndpoint(ctx, p)
}

// A resolver of the application's own is asked as often as the SDK asks it.
func TestOwnResolverIsAsked(t *testing.T) {
	asked := map[string]int{}
	for _, kind := range []string{"SDK", "New", "Guard"} {
		s := new(stub)
		o := s.options()
		n := 0
		o.EndpointResolverV2 = counting{&n}
		var c benchmarked = s3.New(o)
		switch kind {
		case "New":
			c = s3safe.New(s3.New(o))
		case "Guard":
			c = s3.New(o, s3safe.Guard(s3safe.WithEndpointCache()))
		}
		for range 3 {
			out, err := c.GetObject(t.Context(), &s3.GetObjectInput{Bucket: demoBucket, Key: demoKey})
			if err != nil {
				t.Fatal(err)
			}
			_, _ = io.Copy(io.Discard, out.Body)
		}
		asked[kind] = n
	}
	if asked["SDK"] != 6 || asked["New"] != 6 || asked["Guard"] != 6 {
		t.Error(asked)
	}
}

// What a client remembers saves more than half of the allocations of resolving twice.
func TestRememberingAllocatesLess(t *testing.T) {
	s := new(stub)
	o := s.options()
	call := func(c benchmarked) float64 {
		return settled(func() {
			if _, err := c.HeadObject(context.Background(), &s3.HeadObjectInput{Bucket: demoBucket, Key: demoKey}); err != nil {
				t.Fatal(err)
			}
		})
	}
	sdk := call(s3.New(o))
	for name, c := range map[string]benchmarked{"New": s3safe.New(s3.New(o)), "Guard": s3.New(o, s3safe.Guard(s3safe.WithEndpointCache()))} {
		if n := call(c); n > sdk-10 {
			t.Errorf("%s: %v allocations, the SDK alone has %v", name, n, sdk)
		}
	}
}
