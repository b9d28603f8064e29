package s3safe_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

func locked() *s3.PutObjectInput {
	return &s3.PutObjectInput{
		Bucket: aws.String("reports"), Key: aws.String("q3.csv"), Body: strings.NewReader("x"),
		ObjectLockMode:            types.ObjectLockModeGovernance,
		ObjectLockRetainUntilDate: aws.Time(time.Now().Add(24 * time.Hour)),
		ChecksumAlgorithm:         types.ChecksumAlgorithmCrc32,
	}
}

func withACL() *s3.PutObjectInput {
	return &s3.PutObjectInput{
		Bucket: aws.String("reports"), Key: aws.String("q3.csv"), Body: strings.NewReader("x"),
		ACL: types.ObjectCannedACLPublicRead,
	}
}

// clients are the two ways of guarding.
var clients = map[string]func(f *fakeS3, opts ...s3safe.Option) putter{
	"Client": func(f *fakeS3, opts ...s3safe.Option) putter { return s3safe.New(s3.New(f.options()), opts...) },
	"Guard":  func(f *fakeS3, opts ...s3safe.Option) putter { return s3.New(f.options(), s3safe.Guard(opts...)) },
}

func stopped(err error) bool {
	var e *s3safe.IncompatibleError
	return errors.As(err, &e)
}

// What can't be judged without a fact about the bucket is judged after one
// probe, and says how it is known.
func TestProbeBeforeStopping(t *testing.T) {
	for name, newClient := range clients {
		t.Run(name, func(t *testing.T) {
			f := new(fakeS3)
			client := newClient(f, s3safe.WithState(newCache(t)))
			for range 3 {
				_, err := client.PutObject(t.Context(), locked())
				if !stopped(err) {
					t.Fatalf("not stopped: %v", err)
				}
				if !strings.Contains(details(err), "object lock is none (probed") {
					t.Errorf("the error doesn't say how the fact is known: %v", err)
				}
			}
			if n := f.count("GET object-lock"); n != 1 {
				t.Errorf("%d probes", n)
			}
			if n := f.count("PUT "); n != 0 {
				t.Errorf("%d objects were sent", n)
			}
		})
	}
}

func TestProbeBeforeAllowing(t *testing.T) {
	for name, newClient := range clients {
		t.Run(name, func(t *testing.T) {
			f := new(fakeS3)
			f.set("object-lock", lockEnabled)
			client := newClient(f, s3safe.WithState(newCache(t)))
			for range 3 {
				if _, err := client.PutObject(t.Context(), locked()); err != nil {
					t.Fatal(err)
				}
			}
			if got, put := f.count("GET object-lock"), f.count("PUT "); got != 1 || put != 3 {
				t.Errorf("%d probes, %d objects", got, put)
			}
		})
	}
}

// Plain requests never cause a probe.
func TestPlainRequestsDontProbe(t *testing.T) {
	for _, endpoint := range []*string{nil, aws.String("http://s3.example.com")} {
		f := new(fakeS3)
		o := f.options()
		o.BaseEndpoint = endpoint
		client := s3safe.New(s3.New(o), s3safe.WithState(newCache(t)))
		ctx, bucket, key := t.Context(), aws.String("reports"), aws.String("q3.csv")
		for _, call := range []func() error{
			func() error { _, err := client.PutObject(ctx, plain()); return err },
			func() error { _, err := client.PutObject(ctx, tenMembers()); return err },
			func() error {
				_, err := client.GetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: key})
				return err
			},
			func() error {
				_, err := client.ListObjectsV2(ctx, &s3.ListObjectsV2Input{Bucket: bucket, Prefix: key, MaxKeys: aws.Int32(7)})
				return err
			},
			func() error {
				_, err := client.HeadObject(ctx, &s3.HeadObjectInput{Bucket: bucket, Key: key})
				return err
			},
			func() error {
				_, err := client.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: bucket, Key: key})
				return err
			},
		} {
			if err := call(); err != nil && !strings.Contains(err.Error(), "deserializ") {
				t.Fatal(err)
			}
		}
		if probes := f.probes(); len(probes) > 0 {
			t.Errorf("plain requests caused %v", probes)
		}
	}
}

// 1,000 callers of one cold bucket cause one probe; after the TTL, one refresh
// for which nobody waits, or if they are to be stopped, one look to make sure.
func TestOneFlight(t *testing.T) {
	for _, enabled := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			f := new(fakeS3)
			if enabled {
				f.set("object-lock", lockEnabled)
			}
			const latency = 100 * time.Millisecond
			f.setFault(func(r *http.Request) (*http.Response, error) {
				if r.Method == http.MethodGet {
					time.Sleep(latency)
				}
				return nil, nil
			})
			cache := newCache(t)
			client := s3safe.New(s3.New(f.options()), s3safe.WithState(cache))
			storm := func() (slowest time.Duration) {
				var wg sync.WaitGroup
				var most atomic.Int64
				for range 1000 {
					wg.Go(func() {
						began := time.Now()
						if _, err := client.PutObject(context.Background(), locked()); stopped(err) == enabled {
							t.Errorf("enabled %v: %v", enabled, err)
						}
						for d := int64(time.Since(began)); ; {
							if m := most.Load(); d <= m || most.CompareAndSwap(m, d) {
								break
							}
						}
					})
				}
				wg.Wait()
				return time.Duration(most.Load())
			}
			storm()
			if n := f.count("GET object-lock"); n != 1 {
				t.Fatalf("%d probes of a cold bucket", n)
			}
			time.Sleep(state.DefaultTTL + time.Second)
			switch d := storm(); {
			case enabled && d != 0:
				t.Errorf("a caller waited %s for the refresh", d)
			case !enabled && d != latency:
				t.Errorf("before they were stopped, callers waited %s to make sure", d)
			}
			cache.Wait()
			if n := f.count("GET object-lock"); n != 2 {
				t.Errorf("%d probes after the TTL", n)
			}
			s := cache.Stats()
			if s.Probes != 2 || s.Misses == 0 || s.Hits == 0 {
				t.Errorf("counts: %+v", s)
			}
			if enabled && (s.Refreshes != 1 || s.Stale == 0 || s.Confirmations != 0) || !enabled && (s.Refreshes != 0 || s.Confirmations != 1) {
				t.Errorf("enabled %v, counts: %+v", enabled, s)
			}
			// Forgotten at twice the TTL: the next caller waits again.
			time.Sleep(3 * state.DefaultTTL)
			if d := storm(); d < latency {
				t.Errorf("after %s nobody waited", 3*state.DefaultTTL)
			}
			cache.Wait()
		})
	}
}

// However a probe fails, no request is stopped by it, and only one in a
// negative TTL is held up, by the probe timeout at most.
func TestFailingProbes(t *testing.T) {
	faults := map[string]func(r *http.Request) (*http.Response, error){
		"access denied": func(r *http.Request) (*http.Response, error) {
			return errorAnswer(r, 403, "AccessDenied", "Access Denied"), nil
		},
		"not implemented": func(r *http.Request) (*http.Response, error) {
			return errorAnswer(r, 501, "NotImplemented", "no"), nil
		},
		"500":        func(r *http.Request) (*http.Response, error) { return errorAnswer(r, 500, "InternalError", "no"), nil },
		"throttled":  func(r *http.Request) (*http.Response, error) { return errorAnswer(r, 503, "SlowDown", "no"), nil },
		"garbled":    func(r *http.Request) (*http.Response, error) { return answer(r, 200, "<<<\x00"), nil },
		"cut":        func(r *http.Request) (*http.Response, error) { return answer(r, 200, lockEnabled[:30]), nil },
		"foreign":    func(r *http.Request) (*http.Response, error) { return answer(r, 200, "<html>hello</html>"), nil },
		"connection": func(*http.Request) (*http.Response, error) { return nil, errors.New("connection reset") },
		"panic":      func(*http.Request) (*http.Response, error) { panic("transport") },
		"hang": func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		},
		"deaf hang": func(r *http.Request) (*http.Response, error) {
			time.Sleep(time.Hour)
			return nil, errors.New("too late")
		},
	}
	for name, fault := range faults {
		for way, newClient := range clients {
			t.Run(name+"/"+way, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					f := new(fakeS3)
					f.setFault(func(r *http.Request) (*http.Response, error) {
						if r.Method == http.MethodGet {
							return fault(r)
						}
						return nil, nil
					})
					cache := newCache(t)
					client := newClient(f, s3safe.WithState(cache))
					began := time.Now()
					for range 20 {
						if _, err := client.PutObject(context.Background(), locked()); err != nil {
							t.Fatal(err)
						}
					}
					if d := time.Since(began); d > state.DefaultProbeTimeout+state.DefaultProbeTimeout/10 {
						t.Errorf("20 calls were held up by %s", d)
					}
					if got, put := f.count("GET object-lock"), f.count("PUT "); got != 1 || put != 20 {
						t.Errorf("%d probes, %d objects", got, put)
					}
					time.Sleep(state.DefaultNegativeTTL + time.Second)
					f.setFault(nil)
					if _, err := client.PutObject(context.Background(), locked()); !stopped(err) {
						t.Errorf("after the negative TTL it isn't asked again: %v", err)
					}
					cache.Wait()
				})
			})
		}
	}
}

// A caller with little time gives at most half of it to a probe; one that gives
// up doesn't spoil it for others.
func TestCallerGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := new(fakeS3)
		f.setFault(func(r *http.Request) (*http.Response, error) {
			if r.Method == http.MethodGet {
				time.Sleep(time.Second)
			}
			return nil, nil
		})
		cache := newCache(t)
		client := s3safe.New(s3.New(f.options()), s3safe.WithState(cache))
		patient := make(chan error)
		go func() {
			_, err := client.PutObject(context.Background(), locked())
			patient <- err
		}()
		ctx, cancel := context.WithTimeout(context.Background(), 400*time.Millisecond)
		defer cancel()
		began := time.Now()
		if _, err := client.PutObject(ctx, locked()); err != nil {
			t.Errorf("the hurried call failed: %v", err)
		}
		if d := time.Since(began); d > 200*time.Millisecond {
			t.Errorf("the hurried call waited %s", d)
		}
		gone, cancelled := context.WithCancel(context.Background())
		cancelled()
		_, _ = client.PutObject(gone, locked())
		if err := <-patient; !stopped(err) {
			t.Errorf("the patient call: %v", err)
		}
		if n := f.count("GET object-lock"); n != 1 {
			t.Errorf("%d probes", n)
		}
		cache.Wait()
	})
}

// What is changed through the client is known at once, what failed isn't.
func TestOwnChanges(t *testing.T) {
	f := new(fakeS3)
	client := s3safe.New(s3.New(f.options()), s3safe.WithState(newCache(t)))
	f.set("ownershipControls", ownerEnforced)
	if _, err := client.PutObject(t.Context(), withACL()); !stopped(err) {
		t.Fatalf("not stopped: %v", err)
	}
	change := func() error {
		_, err := client.PutBucketOwnershipControls(t.Context(), &s3.PutBucketOwnershipControlsInput{
			Bucket:            aws.String("reports"),
			OwnershipControls: &types.OwnershipControls{Rules: []types.OwnershipControlsRule{{ObjectOwnership: types.ObjectOwnershipObjectWriter}}},
		})
		return err
	}
	f.setFault(func(r *http.Request) (*http.Response, error) {
		return errorAnswer(r, 403, "AccessDenied", "Access Denied"), nil
	})
	if change() == nil {
		t.Fatal("the change didn't fail")
	}
	f.setFault(nil)
	if _, err := client.PutObject(t.Context(), withACL()); !stopped(err) {
		t.Fatalf("a change that failed is believed: %v", err)
	}
	if err := change(); err != nil {
		t.Fatal(err)
	}
	if _, err := client.PutObject(t.Context(), withACL()); err != nil {
		t.Fatalf("still stopped: %v", err)
	}
}

// Changes are news whatever the mode.
func TestOwnChangesInModeOff(t *testing.T) {
	for name := range clients {
		f := new(fakeS3)
		cache := newCache(t, state.Probe())
		var client interface {
			PutBucketVersioning(context.Context, *s3.PutBucketVersioningInput, ...func(*s3.Options)) (*s3.PutBucketVersioningOutput, error)
		} = s3safe.New(s3.New(f.options()), s3safe.WithState(cache), s3safe.WithMode(s3safe.Off))
		if name == "Guard" {
			client = s3.New(f.options(), s3safe.Guard(s3safe.WithState(cache), s3safe.WithMode(s3safe.Off)))
		}
		if _, err := client.PutBucketVersioning(t.Context(), &s3.PutBucketVersioningInput{
			Bucket: aws.String("reports"), VersioningConfiguration: &types.VersioningConfiguration{Status: types.BucketVersioningStatusEnabled},
		}); err != nil {
			t.Fatal(err)
		}
		if v, _ := cache.Bucket(t.Context(), "reports").Get(compat.Versioning); v != "Enabled" {
			t.Errorf("%s: versioning is %q", name, v)
		}
	}
}

// An answer that refutes what is known corrects it.
func TestLearnedFromAnswers(t *testing.T) {
	for name, newClient := range clients {
		t.Run(name, func(t *testing.T) {
			f := new(fakeS3)
			f.set("ownershipControls", objectWriter)
			cache := newCache(t)
			client := newClient(f, s3safe.WithState(cache))
			if _, err := client.PutObject(t.Context(), withACL()); err != nil {
				t.Fatal(err)
			}
			f.setFault(func(r *http.Request) (*http.Response, error) {
				return errorAnswer(r, 400, "AccessControlListNotSupported", "The bucket does not allow ACLs"), nil
			})
			if _, err := client.PutObject(t.Context(), withACL()); err == nil || stopped(err) {
				t.Fatalf("S3 didn't answer: %v", err)
			}
			sent := f.count("PUT ")
			_, err := client.PutObject(t.Context(), withACL())
			if !stopped(err) || !strings.Contains(details(err), "(learned") {
				t.Errorf("not stopped from what was learned: %v", err)
			}
			if f.count("PUT ") != sent {
				t.Error("it was sent")
			}
		})
	}
}

// In the mode Report a call that succeeds against a rule refutes the fact.
func TestRefutedInReport(t *testing.T) {
	f := new(fakeS3)
	f.set("ownershipControls", ownerEnforced)
	cache := newCache(t)
	client := s3safe.New(s3.New(f.options()), s3safe.WithState(cache), s3safe.WithMode(s3safe.Report))
	if _, err := client.PutObject(t.Context(), withACL()); err != nil {
		t.Fatal(err)
	}
	if v, ok := cache.Bucket(t.Context(), "reports").Get(compat.Ownership); ok {
		t.Errorf("ownership is still %s", v)
	}
}

// A per-call endpoint is another service: nothing known of the client's buckets
// holds there, nothing is asked there or here, nothing is learned.
func TestForeignEndpoint(t *testing.T) {
	for name, newClient := range clients {
		t.Run(name, func(t *testing.T) {
			f := new(fakeS3)
			cache := newCache(t)
			client := newClient(f, s3safe.WithState(cache))
			if _, err := client.PutObject(t.Context(), locked()); !stopped(err) {
				t.Fatalf("not stopped: %v", err)
			}
			probes := f.count("GET object-lock")
			elsewhere := func(o *s3.Options) { o.BaseEndpoint = aws.String("https://minio.example.com") }
			if _, err := client.PutObject(t.Context(), locked(), elsewhere); err != nil {
				t.Errorf("stopped by what holds elsewhere: %v", err)
			}
			f.setFault(func(r *http.Request) (*http.Response, error) {
				return errorAnswer(r, 404, "NoSuchBucket", "The specified bucket does not exist"), nil
			})
			_, _ = client.PutObject(t.Context(), locked(), elsewhere)
			if _, ok := cache.Bucket(t.Context(), "reports").Get(compat.Exists); ok {
				t.Error("learned from another service")
			}
			if n := f.count("GET object-lock"); n != probes {
				t.Errorf("%d probes", n-probes)
			}
		})
	}
}

// The probe goes where the call goes, and carries what it accepts.
func TestProbeFollowsCall(t *testing.T) {
	for name, newClient := range clients {
		t.Run(name, func(t *testing.T) {
			f := new(fakeS3)
			client := newClient(f, s3safe.WithState(newCache(t)))
			in := locked()
			in.ExpectedBucketOwner = aws.String("123456789012")
			_, err := client.PutObject(t.Context(), in, func(o *s3.Options) { o.Region = "eu-central-1"; o.UsePathStyle = true })
			if !stopped(err) {
				t.Fatalf("not stopped: %v", err)
			}
			if len(f.hosts) != 1 || f.hosts[0] != "s3.eu-central-1.amazonaws.com" {
				t.Errorf("asked at %v", f.hosts)
			}
			if got := f.heads[0].Get("X-Amz-Expected-Bucket-Owner"); got != "123456789012" {
				t.Errorf("expected owner %q", got)
			}
		})
	}
}

func TestProbesOff(t *testing.T) {
	f := new(fakeS3)
	client := s3safe.New(s3.New(f.options()), s3safe.WithState(newCache(t, state.Probe())))
	if _, err := client.PutObject(t.Context(), locked()); err != nil {
		t.Fatal(err)
	}
	allowed := s3safe.New(s3.New(f.options()), s3safe.WithState(newCache(t, state.Probe(compat.Ownership))))
	if _, err := allowed.PutObject(t.Context(), locked()); err != nil {
		t.Fatal(err)
	}
	if probes := f.probes(); len(probes) > 0 {
		t.Errorf("asked for %v", probes)
	}
	ruleOff := s3safe.New(s3.New(f.options()), s3safe.WithState(newCache(t)), s3safe.WithRuleMode(s3safe.Off, "object-lock-not-enabled"))
	if _, err := ruleOff.PutObject(t.Context(), locked()); err != nil {
		t.Fatal(err)
	}
	if probes := f.probes(); len(probes) > 0 {
		t.Errorf("asked for %v on account of a rule that is off", probes)
	}
}

// Presigning sends nothing, so it asks for nothing either.
func TestPresignDoesntProbe(t *testing.T) {
	f := new(fakeS3)
	cache := newCache(t)
	client := s3safe.New(s3.New(f.options()), s3safe.WithState(cache))
	if _, err := client.Presign().PresignPutObject(t.Context(), locked()); err != nil {
		t.Fatal(err)
	}
	if len(f.sent) > 0 {
		t.Errorf("sent %v", f.sent)
	}
	if _, err := client.PutObject(t.Context(), locked()); !stopped(err) {
		t.Fatal(err)
	}
	if _, err := client.Presign().PresignPutObject(t.Context(), locked()); !stopped(err) {
		t.Errorf("what is known isn't used for presigning: %v", err)
	}
}

// What a request asks S3 for isn't answered from memory.
func TestQuestionsAreAsked(t *testing.T) {
	f := new(fakeS3)
	client := s3safe.New(s3.New(f.options()), s3safe.WithState(newCache(t)))
	for range 2 {
		_, err := client.GetObjectLockConfiguration(t.Context(), &s3.GetObjectLockConfigurationInput{Bucket: aws.String("reports")})
		if err == nil || stopped(err) {
			t.Fatalf("not S3's answer: %v", err)
		}
	}
	if _, err := client.PutObject(t.Context(), locked()); !stopped(err) {
		t.Errorf("S3's answer taught nothing: %v", err)
	}
	declared := s3safe.New(s3.New(f.options()), s3safe.WithState(newCache(t, state.Declare("reports", state.Is(compat.ObjectLock, "none")))))
	if _, err := declared.GetObjectLockConfiguration(t.Context(), &s3.GetObjectLockConfigurationInput{Bucket: aws.String("reports")}); !stopped(err) {
		t.Errorf("what is declared isn't believed: %v", err)
	}
}

// A bucket in another Region is recognised by S3's redirect.
func TestRegionLearned(t *testing.T) {
	for name, newClient := range clients {
		t.Run(name, func(t *testing.T) {
			f := new(fakeS3)
			f.setFault(func(r *http.Request) (*http.Response, error) {
				a := errorAnswer(r, 301, "PermanentRedirect", "elsewhere")
				a.Header.Set("X-Amz-Bucket-Region", "eu-west-1")
				return a, nil
			})
			client := newClient(f, s3safe.WithState(newCache(t)))
			if _, err := client.PutObject(t.Context(), plain()); err == nil || stopped(err) {
				t.Fatalf("not S3's answer: %v", err)
			}
			_, err := client.PutObject(t.Context(), plain())
			if !stopped(err) || !strings.Contains(err.Error(), "bucket-in-another-region") {
				t.Errorf("not stopped: %v", err)
			}
			f.setFault(nil)
			if _, err := client.PutObject(t.Context(), plain(), func(o *s3.Options) { o.Region = "eu-west-1" }); err != nil {
				t.Errorf("stopped in the right Region: %v", err)
			}
		})
	}
}

// A part that contradicts its upload's creation is stopped; after the end of
// the upload only that is known.
func TestUploadState(t *testing.T) {
	for name, newClient := range clients {
		t.Run(name, func(t *testing.T) {
			f := new(fakeS3)
			f.set("uploads", `<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>`)
			cache := newCache(t)
			client := newClient(f, s3safe.WithState(cache)).(interface {
				CreateMultipartUpload(context.Context, *s3.CreateMultipartUploadInput, ...func(*s3.Options)) (*s3.CreateMultipartUploadOutput, error)
				UploadPart(context.Context, *s3.UploadPartInput, ...func(*s3.Options)) (*s3.UploadPartOutput, error)
				AbortMultipartUpload(context.Context, *s3.AbortMultipartUploadInput, ...func(*s3.Options)) (*s3.AbortMultipartUploadOutput, error)
			})
			bucket, key, id := aws.String("reports"), aws.String("q3.csv"), aws.String("u1")
			if _, err := client.CreateMultipartUpload(t.Context(), &s3.CreateMultipartUploadInput{
				Bucket: bucket, Key: key, ChecksumAlgorithm: types.ChecksumAlgorithmSha256,
			}); err != nil {
				t.Fatal(err)
			}
			part := func(a types.ChecksumAlgorithm) error {
				_, err := client.UploadPart(t.Context(), &s3.UploadPartInput{
					Bucket: bucket, Key: key, UploadId: id, PartNumber: aws.Int32(1), Body: strings.NewReader("x"), ChecksumAlgorithm: a,
				})
				return err
			}
			if err := part(types.ChecksumAlgorithmCrc32c); !stopped(err) {
				t.Errorf("a part with another algorithm isn't stopped: %v", err)
			}
			if err := part(types.ChecksumAlgorithmSha256); err != nil {
				t.Error(err)
			}
			if _, err := client.AbortMultipartUpload(t.Context(), &s3.AbortMultipartUploadInput{Bucket: bucket, Key: key, UploadId: id}); err != nil {
				t.Fatal(err)
			}
			ended := cache.Upload(t.Context(), "reports", "q3.csv", "u1")
			if exists, _ := ended.Get(compat.UploadExists); exists != "aborted" {
				t.Errorf("exists: %q", exists)
			}
			if algorithm, known := ended.Get(compat.UploadChecksumAlgorithm); known {
				t.Errorf("its algorithm is %s", algorithm)
			}
		})
	}
}

// besides is a cache that answers, and notes, in its own way.
type besides struct {
	*state.Cache
	bucket, upload *compat.Facts
	announced      *atomic.Int64
}

func (b besides) Bucket(context.Context, string) *compat.Facts { return b.bucket }

func (b besides) Upload(context.Context, string, string, string) *compat.Facts { return b.upload }

func (b besides) Change(input any) *state.Change {
	b.announced.Add(1)
	return b.Cache.Change(input)
}

// What embeds a cache is asked itself, not the cache in it.
func TestEmbeddedCacheIsAskedByItsMethods(t *testing.T) {
	for name, newClient := range clients {
		t.Run(name, func(t *testing.T) {
			f := new(fakeS3)
			var announced atomic.Int64
			own := besides{Cache: newCache(t), bucket: state.Bucket(state.Is(compat.Ownership, "BucketOwnerEnforced")), announced: &announced}
			client := newClient(f, s3safe.WithState(own))
			if _, err := client.PutObject(t.Context(), withACL()); !stopped(err) {
				t.Errorf("not stopped: %v", err)
			}
			if got := f.probes(); len(got) > 0 {
				t.Errorf("looked up what is known: %v", got)
			}
			in := &s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("q3.csv"), Body: strings.NewReader("x")}
			if _, err := client.PutObject(t.Context(), in); err != nil {
				t.Error(err)
			}
			if announced.Load() == 0 {
				t.Error("Change isn't called")
			}
		})
	}
}
