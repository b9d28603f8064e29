package s3safe_test

import (
	"context"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	smithyendpoints "github.com/aws/smithy-go/endpoints"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// fixedResolver leads to one host, whatever is asked. It isn't comparable.
type fixedResolver struct {
	host string
	_    []int
}

func (r fixedResolver) ResolveEndpoint(ctx context.Context, p s3.EndpointParameters) (smithyendpoints.Endpoint, error) {
	e, err := s3.NewDefaultEndpointResolverV2().ResolveEndpoint(ctx, p)
	e.URI = url.URL{Scheme: "https", Host: r.host, Path: "/" + aws.ToString(p.Bucket)}
	return e, err
}

// reroute sends a request leadsAway when the SDK is done with it.
func reroute(host string) func(*s3.Options) {
	return s3.WithAPIOptions(func(stack *middleware.Stack) error {
		return stack.Finalize.Add(middleware.FinalizeMiddlewareFunc("reroute", func(
			ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
		) (middleware.FinalizeOutput, middleware.Metadata, error) {
			in.Request.(*smithyhttp.Request).URL.Host = host
			return next.HandleFinalize(ctx, in)
		}), middleware.After)
	})
}

// leadsAway are options of a call that lead it to another service than the
// client's, which is in eu-central-1.
var leadsAway = map[string]func(*s3.Options){
	"BaseEndpoint":          func(o *s3.Options) { o.BaseEndpoint = aws.String("http://minio.example:9000") },
	"EndpointResolverV2":    func(o *s3.Options) { o.EndpointResolverV2 = fixedResolver{host: "minio.example:9000"} },
	"its pointer":           func(o *s3.Options) { o.EndpointResolverV2 = &fixedResolver{host: "minio.example:9000"} },
	"EndpointResolver":      func(o *s3.Options) { o.EndpointResolver = s3.EndpointResolverFromURL("http://minio.example:9000") },
	"an old resolver's URL": s3.WithEndpointResolver(s3.EndpointResolverFromURL("https://s3.example.com")),
	"cn-north-1":            func(o *s3.Options) { o.Region = "cn-north-1" },
	"us-gov-west-1":         func(o *s3.Options) { o.Region = "us-gov-west-1" },
	"fips-us-gov-west-1":    func(o *s3.Options) { o.Region = "fips-us-gov-west-1" },
	"us-iso-east-1":         func(o *s3.Options) { o.Region = "us-iso-east-1" },
	"eusc-de-east-1":        func(o *s3.Options) { o.Region = "eusc-de-east-1" },
}

// nearby are options of a call that leave it with the client's service.
var nearby = map[string]func(*s3.Options){
	"none":       func(*s3.Options) {},
	"Region":     func(o *s3.Options) { o.Region = "us-west-2" },
	"path":       func(o *s3.Options) { o.UsePathStyle = true },
	"dual-stack": func(o *s3.Options) { o.EndpointOptions.UseDualStackEndpoint = aws.DualStackEndpointStateEnabled },
	"FIPS": func(o *s3.Options) {
		o.Region, o.EndpointOptions.UseFIPSEndpoint = "us-west-2", aws.FIPSEndpointStateEnabled
	},
	"us-east-1":   func(o *s3.Options) { o.Region = "us-east-1" },
	"aws-global":  func(o *s3.Options) { o.Region = "aws-global" },
	"credentials": func(o *s3.Options) { o.Credentials = new(fakeS3).options().Credentials },
}

func inFrankfurt(f *fakeS3) s3.Options {
	o := f.options()
	o.Region = "eu-central-1"
	return o
}

type asker interface {
	putter
	GetObjectLockConfiguration(context.Context, *s3.GetObjectLockConfigurationInput, ...func(*s3.Options)) (*s3.GetObjectLockConfigurationOutput, error)
	DeleteBucket(context.Context, *s3.DeleteBucketInput, ...func(*s3.Options)) (*s3.DeleteBucketOutput, error)
}

// eitherWay makes the two kinds of guarded client of the options.
func eitherWay(o s3.Options, opts ...s3safe.Option) map[string]asker {
	return map[string]asker{
		"Client": s3safe.New(s3.New(o), opts...),
		"Guard":  s3.New(o, s3safe.Guard(opts...)),
	}
}

// What isn't certainly the client's own service has other buckets: what is known
// here isn't used there, nor the other way round, and nothing is asked for.
func TestNothingCrossesOver(t *testing.T) {
	own := map[string]func(*fakeS3) s3.Options{
		"Amazon": inFrankfurt,
		"a store": func(f *fakeS3) s3.Options {
			o := inFrankfurt(f)
			o.BaseEndpoint = aws.String("https://store.example.net")
			return o
		},
		"a resolver": func(f *fakeS3) s3.Options {
			o := inFrankfurt(f)
			o.EndpointResolverV2 = &fixedResolver{host: "store.example.net"}
			return o
		},
	}
	ask := &s3.GetObjectLockConfigurationInput{Bucket: reports()}
	for service, options := range own {
		for name, option := range leadsAway {
			if service != "Amazon" && (name[2] == '-' || name[4] == '-') {
				continue // there, a Region doesn't lead leadsAway
			}
			if service == "a resolver" && name == "BaseEndpoint" {
				continue // it isn't looked at
			}
			for _, way := range []string{"Client", "Guard"} {
				f := new(fakeS3)
				cache := newCache(t, state.Probe())
				client := eitherWay(options(f), s3safe.WithState(cache))[way]
				_, _ = client.GetObjectLockConfiguration(t.Context(), ask)
				if _, err := client.PutObject(t.Context(), locked()); !stopped(err) {
					t.Fatalf("%s, %s: nothing is learned from the client's own: %v", service, way, err)
				}
				if _, err := client.PutObject(t.Context(), locked(), option); stopped(err) {
					t.Errorf("%s, %s, %s: stopped by what holds here: %v", service, way, name, err)
				}
				f = new(fakeS3)
				cache = newCache(t)
				client = eitherWay(options(f), s3safe.WithState(cache))[way]
				_, _ = client.GetObjectLockConfiguration(t.Context(), ask, option)
				_, _ = client.DeleteBucket(t.Context(), &s3.DeleteBucketInput{Bucket: reports()}, option)
				_, _ = client.PutObject(t.Context(), locked(), option)
				if n := len(cache.Buckets()); n != 0 || f.count("GET object-lock") != 1 {
					t.Errorf("%s, %s, %s: %d buckets are known from there, %d times asked", service, way, name, n, f.count("GET object-lock"))
				}
			}
		}
	}
}

// Within the client's service everything is as for the client.
func TestNearbyIsntElsewhere(t *testing.T) {
	for name, option := range nearby {
		for _, way := range []string{"Client", "Guard"} {
			f := new(fakeS3)
			client := eitherWay(inFrankfurt(f), s3safe.WithState(newCache(t)))[way]
			if _, err := client.PutObject(t.Context(), locked(), option); !stopped(err) {
				t.Errorf("%s, %s: not stopped: %v", way, name, err)
			}
			if n := f.count("GET object-lock"); n != 1 {
				t.Errorf("%s, %s: %d probes", way, name, n)
			}
		}
	}
}

// A call's own transport may lead anywhere.
func TestForeignTransport(t *testing.T) {
	f, other := new(fakeS3), new(fakeS3)
	other.set("object-lock", lockEnabled)
	client := s3safe.New(s3.New(f.options()), s3safe.WithState(newCache(t)))
	if _, err := client.PutObject(t.Context(), locked()); !stopped(err) {
		t.Fatal(err)
	}
	if _, err := client.PutObject(t.Context(), locked(), func(o *s3.Options) { o.HTTPClient = other }); err != nil {
		t.Errorf("stopped: %v", err)
	}
	if len(other.sent) != 1 {
		t.Errorf("sent there: %v", other.sent)
	}
}

// Where middleware sends a request is seen when it is answered.
func TestNothingIsLearnedFromRerouted(t *testing.T) {
	for _, way := range []string{"Client", "Guard"} {
		f := new(fakeS3)
		cache := newCache(t)
		client := eitherWay(inFrankfurt(f), s3safe.WithState(cache))[way]
		_, _ = client.GetObjectLockConfiguration(t.Context(), &s3.GetObjectLockConfigurationInput{Bucket: reports()}, reroute("minio.example:9000"))
		if n := len(cache.Buckets()); n != 0 {
			t.Errorf("%s: something is known of %d buckets", way, n)
		}
		_, _ = client.DeleteBucket(t.Context(), &s3.DeleteBucketInput{Bucket: reports()}, reroute("s3.us-gov-west-1.amazonaws.com"))
		if v, ok := cache.Bucket(t.Context(), "reports").Get(compat.Exists); ok {
			t.Errorf("%s: existence is %s", way, v)
		}
	}
}

type tenant struct{}

// A probe has the call's endpoint, Region and credentials, and nothing else of
// it: none of its middleware, of what its context carries, or of its loggers.
func TestProbesHaveNothingElseOfTheCall(t *testing.T) {
	for _, way := range []string{"Client", "Guard", "Guard of the call"} {
		synctest.Test(t, func(t *testing.T) {
			f := new(fakeS3)
			f.set("object-lock", lockEnabled)
			var inProbe atomic.Int64
			f.setFault(func(r *http.Request) (*http.Response, error) {
				if r.Method == http.MethodGet {
					if r.Context().Value(tenant{}) != nil || httptrace.ContextClientTrace(r.Context()) != nil && httptrace.ContextClientTrace(r.Context()).GotConn != nil {
						inProbe.Add(1)
					}
					time.Sleep(30 * time.Millisecond)
				}
				return nil, nil
			})
			cache := newCache(t)
			o := inFrankfurt(f)
			var client putter
			var first []func(*s3.Options)
			switch way {
			case "Client":
				client = s3safe.New(s3.New(o), s3safe.WithState(cache))
			case "Guard":
				client = s3.New(o, s3safe.Guard(s3safe.WithState(cache)))
			default:
				client = s3.New(o)
				first = []func(*s3.Options){s3safe.Guard(s3safe.WithState(cache))}
			}
			for range 6 {
				// The common way to get at headers that the output doesn't have: no
				// lock, since the call's middleware runs in the call.
				ran, initialised := 0, 0
				keep := s3.WithAPIOptions(func(stack *middleware.Stack) error {
					if err := stack.Initialize.Add(middleware.InitializeMiddlewareFunc("count", func(
						ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
					) (middleware.InitializeOutput, middleware.Metadata, error) {
						initialised++
						return next.HandleInitialize(ctx, in)
					}), middleware.Before); err != nil {
						return err
					}
					return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("keep", func(
						ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
					) (middleware.DeserializeOutput, middleware.Metadata, error) {
						ran++
						return next.HandleDeserialize(ctx, in)
					}), middleware.After)
				})
				west := func(o *s3.Options) { o.Region = "us-west-2" }
				ctx := context.WithValue(context.Background(), tenant{}, "blue")
				ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) {}})
				options := append(append([]func(*s3.Options){keep}, first...), west)
				if _, err := client.PutObject(ctx, locked(), options...); err != nil {
					t.Fatal(err)
				}
				time.Sleep(state.DefaultTTL + time.Second)
				if ran != 1 || initialised != 1 {
					t.Errorf("%s: the call's middleware ran %d and %d times", way, initialised, ran)
				}
			}
			cache.Wait()
			if n := f.count("GET object-lock"); n < 2 {
				t.Errorf("%s: %d probes", way, n)
			}
			for i, sent := range f.sent {
				if host := f.hosts[i]; sent == "GET object-lock" && host != "reports.s3.us-west-2.amazonaws.com" {
					t.Errorf("%s: asked at %s", way, host)
				}
			}
			if inProbe.Load() != 0 {
				t.Errorf("%s: %d probes carry what the call's context does", way, inProbe.Load())
			}
		})
	}
}

// The credentials are the call's.
func TestProbesHaveTheCallsCredentials(t *testing.T) {
	f := new(fakeS3)
	client := s3safe.New(s3.New(f.options()), s3safe.WithState(newCache(t)))
	_, _ = client.PutObject(t.Context(), locked(), func(o *s3.Options) {
		o.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIAI44QH8DHBEXAMPLE", SecretAccessKey: "other"}, nil
		})
	})
	if len(f.heads) != 1 || !containsKey(f.heads[0].Get("Authorization"), "AKIAI44QH8DHBEXAMPLE") {
		t.Errorf("asked with other credentials: %d requests", len(f.heads))
	}
}

func containsKey(authorization, id string) bool {
	const begin = "AWS4-HMAC-SHA256 Credential="
	return len(authorization) > len(begin)+len(id) && authorization[len(begin):len(begin)+len(id)] == id
}
