package s3safe_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// changedBehind are requests that are stopped for what S3 said, and that somebody
// else makes good.
var changedBehind = map[string]struct {
	// before and after are the answers, by subresource.
	sub, before, after string
	request            func(context.Context, api) error
}{
	"object lock": {"object-lock", "", lockEnabled, func(ctx context.Context, c api) error {
		_, err := c.PutObject(ctx, locked())
		return err
	}},
	"ownership": {"ownershipControls", ownerEnforced, objectWriter, func(ctx context.Context, c api) error {
		_, err := c.PutObject(ctx, withACL())
		return err
	}},
	"versioning": {"versioning", versioningAnswer("Suspended"), versioningAnswer("Enabled"), func(ctx context.Context, c api) error {
		_, err := c.PutObjectLockConfiguration(ctx, enableLock())
		return err
	}},
}

// What S3 said a while ago doesn't stop a request: it is asked again.
func TestStaleKnowledgeStopsNothing(t *testing.T) {
	for name, x := range changedBehind {
		for way, newClient := range clients {
			synctest.Test(t, func(t *testing.T) {
				f := new(fakeS3)
				if x.before != "" {
					f.set(x.sub, x.before)
				}
				f.setFault(func(r *http.Request) (*http.Response, error) {
					if r.Method == http.MethodPut && r.URL.Query().Has("object-lock") {
						return errorAnswer(r, 403, "AccessDenied", "no"), nil // else it would be an own change
					}
					return nil, nil
				})
				cache := newCache(t)
				client := newClient(f, s3safe.WithState(cache)).(api)
				ctx := context.Background()
				if err := x.request(ctx, client); !stopped(err) {
					t.Fatalf("%s: not stopped: %v", name, err)
				}
				probes := f.count("GET " + x.sub)
				for range 5 {
					if err := x.request(ctx, client); !stopped(err) {
						t.Fatalf("%s: not stopped: %v", name, err)
					}
				}
				if n := f.count("GET " + x.sub); n != probes {
					t.Errorf("%s: what S3 has just said is asked for again", name)
				}
				time.Sleep(state.Fresh + time.Second)
				if err := x.request(ctx, client); !stopped(err) {
					t.Errorf("%s: what still holds doesn't stop it: %v", name, err)
				}
				if n := f.count("GET " + x.sub); n != probes+1 {
					t.Errorf("%s: %d probes to make sure", name, n-probes)
				}
				f.set(x.sub, x.after)
				for _, wait := range []time.Duration{state.Fresh + time.Second, time.Minute, state.DefaultTTL, 3 * state.DefaultTTL} {
					time.Sleep(wait)
					if err := x.request(ctx, client); stopped(err) {
						t.Errorf("%s, %s: %s after: %v", way, name, wait, err)
					}
				}
				cache.Wait()
			})
		}
	}
}

// If S3 can't be asked, the request is sent, and the finding reported; S3 isn't
// asked again each time.
func TestUnconfirmedIsReported(t *testing.T) {
	faults := map[string]func(r *http.Request) (*http.Response, error){
		"denied": func(r *http.Request) (*http.Response, error) { return errorAnswer(r, 403, "AccessDenied", "no"), nil },
		"down":   func(*http.Request) (*http.Response, error) { return nil, errors.New("connection refused") },
		"slow": func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		},
		"page": func(r *http.Request) (*http.Response, error) { return answer(r, 200, "<html></html>"), nil },
	}
	for name, x := range changedBehind {
		for fault, answers := range faults {
			synctest.Test(t, func(t *testing.T) {
				f := new(fakeS3)
				if x.before != "" {
					f.set(x.sub, x.before)
				}
				var events []s3safe.Event
				cache := newCache(t)
				client := s3safe.New(s3.New(f.options()), s3safe.WithState(cache), s3safe.OnFinding(func(_ context.Context, e s3safe.Event) { events = append(events, e) }))
				ctx := context.Background()
				if err := x.request(ctx, client); !stopped(err) {
					t.Fatalf("%s: not stopped: %v", name, err)
				}
				f.setFault(func(r *http.Request) (*http.Response, error) {
					if r.Method == http.MethodGet {
						return answers(r)
					}
					return errorAnswer(r, 400, "InvalidRequest", "S3 says no"), nil
				})
				probes := f.count("GET " + x.sub)
				time.Sleep(state.Fresh + time.Second)
				events = nil
				began := time.Now()
				for range 10 {
					if err := x.request(ctx, client); stopped(err) {
						t.Fatalf("%s, %s: stopped by what nobody confirms: %v", name, fault, err)
					}
				}
				if d := time.Since(began); d > state.DefaultProbeTimeout {
					t.Errorf("%s, %s: 10 calls were held up by %s", name, fault, d)
				}
				if n := f.count("GET "+x.sub) - probes; n != 1 {
					t.Errorf("%s, %s: asked %d times", name, fault, n)
				}
				if len(events) != 10 || events[0].Stopped || len(events[0].Findings) == 0 {
					t.Errorf("%s, %s: reported: %+v", name, fault, events)
				}
				cache.Wait()
			})
		}
	}
}

// What is declared, or in a snapshot, stands, however old, and nobody is asked.
func TestDeclaredStands(t *testing.T) {
	facts := *state.Bucket(state.Is(compat.ObjectLock, "none"))
	for name, opt := range map[string]state.Option{
		"declared": state.Declare("reports", state.Is(compat.ObjectLock, "none")),
		"snapshot": state.WithSnapshot(&state.Snapshot{Buckets: map[string]state.SnapshotBucket{"reports": {Facts: facts, Taken: time.Now().Add(-1000 * time.Hour)}}}),
	} {
		synctest.Test(t, func(t *testing.T) {
			f := new(fakeS3)
			client := s3safe.New(s3.New(f.options()), s3safe.WithState(newCache(t, opt)))
			for range 3 {
				if _, err := client.PutObject(context.Background(), locked()); !stopped(err) {
					t.Errorf("%s: %v", name, err)
				}
				time.Sleep(24 * time.Hour)
			}
			if len(f.sent) != 0 {
				t.Errorf("%s: asked %v", name, f.sent)
			}
		})
	}
}

// Of those that are stopped at once, one asks.
func TestConfirmationIsOneFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := new(fakeS3)
		cache := newCache(t)
		client := s3safe.New(s3.New(f.options()), s3safe.WithState(cache))
		_, _ = client.PutObject(context.Background(), locked())
		time.Sleep(time.Minute)
		f.setFault(func(*http.Request) (*http.Response, error) { time.Sleep(100 * time.Millisecond); return nil, nil })
		var wg sync.WaitGroup
		for range 500 {
			wg.Go(func() {
				if _, err := client.PutObject(context.Background(), locked()); !stopped(err) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		cache.Wait()
		if n := f.count("GET object-lock"); n != 2 {
			t.Errorf("%d probes", n)
		}
	})
}

// A Region that was learned is asked for before it stops a request again.
func TestRegionIsConfirmed(t *testing.T) {
	for way, newClient := range clients {
		synctest.Test(t, func(t *testing.T) {
			f := new(fakeS3)
			region := "eu-west-1"
			f.setFault(func(r *http.Request) (*http.Response, error) {
				status := 301
				if region == "us-east-1" {
					status = 200
				}
				a := errorAnswer(r, status, "PermanentRedirect", "elsewhere")
				if r.Method == http.MethodHead {
					a = answer(r, status, "")
				}
				a.Header.Set("X-Amz-Bucket-Region", region)
				return a, nil
			})
			cache := newCache(t)
			client := newClient(f, s3safe.WithState(cache))
			put := func() error { _, err := client.PutObject(context.Background(), plain()); return err }
			if err := put(); err == nil || stopped(err) {
				t.Fatalf("not S3's answer: %v", err)
			}
			if err := put(); !stopped(err) {
				t.Errorf("%s: not stopped: %v", way, err)
			}
			time.Sleep(time.Minute)
			if err := put(); !stopped(err) || f.count("HEAD ") != 1 {
				t.Errorf("%s: after %d HeadBuckets: %v", way, f.count("HEAD "), err)
			}
			region = "us-east-1" // deleted, and made again
			time.Sleep(time.Minute)
			if err := put(); stopped(err) {
				t.Errorf("%s: stopped by a Region that isn't any more: %v", way, err)
			}
			cache.Wait()
		})
	}
}

// A presigned request is stopped by what S3 has just said, and by nothing older:
// there is nothing to send meanwhile.
func TestPresignIsntConfirmed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := new(fakeS3)
		client := s3safe.New(s3.New(f.options()), s3safe.WithState(newCache(t)))
		_, _ = client.PutObject(context.Background(), locked())
		if _, err := client.Presign().PresignPutObject(context.Background(), locked()); !stopped(err) {
			t.Errorf("not stopped: %v", err)
		}
		sent := len(f.sent)
		time.Sleep(time.Minute)
		if _, err := client.Presign().PresignPutObject(context.Background(), locked()); stopped(err) {
			t.Errorf("stopped: %v", err)
		}
		if len(f.sent) != sent {
			t.Errorf("asked %v", f.sent[sent:])
		}
	})
}

// What comes from a store is S3's answer to somebody else, by another clock.
func TestSharedIsConfirmed(t *testing.T) {
	for _, skew := range []time.Duration{-time.Minute, 0, 15 * time.Second, time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			store, ctx := new(state.MemoryStore), context.Background()
			for feature, v := range map[compat.Feature]string{compat.Versioning: "Suspended", compat.MFADelete: "Disabled"} {
				if err := store.Put(ctx, "reports", feature, state.Item{Value: v, Origin: state.Probed, At: time.Now().Add(skew)}, time.Hour); err != nil {
					t.Fatal(err)
				}
			}
			f := new(fakeS3)
			f.set("versioning", versioningAnswer("Enabled"))
			cache := newCache(t, state.WithStore(store), state.WithTTL(time.Minute))
			client := s3safe.New(s3.New(f.options()), s3safe.WithState(cache))
			for range 100 {
				if _, err := client.PutObjectLockConfiguration(ctx, enableLock()); stopped(err) {
					t.Fatalf("skew %s: %v", skew, err)
				}
				time.Sleep(time.Second)
			}
			cache.Wait()
		})
	}
}

// Rules of one's own, and several sources, are treated alike.
func TestConfirmedBySeveralSources(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := new(fakeS3)
		cache := newCache(t)
		declared := state.Buckets{"reports": state.Bucket(state.Is(compat.Versioning, "Enabled"))}
		client := s3safe.New(s3.New(f.options()), s3safe.WithState(declared), s3safe.WithState(cache))
		_, err := client.PutObject(context.Background(), locked())
		if !stopped(err) || !strings.Contains(details(err), "(probed") {
			t.Fatalf("not stopped: %v", err)
		}
		time.Sleep(time.Minute)
		f.set("object-lock", lockEnabled)
		if _, err := client.PutObject(context.Background(), locked()); stopped(err) {
			t.Errorf("stopped: %v", err)
		}
		first := s3safe.New(s3.New(f.options()), s3safe.WithState(state.Buckets{"reports": state.Bucket(state.Is(compat.ObjectLock, "none"))}), s3safe.WithState(cache))
		time.Sleep(time.Minute)
		if _, err := first.PutObject(context.Background(), locked()); !stopped(err) {
			t.Errorf("what is declared doesn't stand: %v", err)
		}
		cache.Wait()
	})
}

// What was learned of a copy source's bucket is made sure of, too, before it stops
// a copy.
func TestCopySourceIsConfirmed(t *testing.T) {
	for way, newClient := range clients {
		synctest.Test(t, func(t *testing.T) {
			f := new(fakeS3)
			f.set("versioning", "<VersioningConfiguration/>")
			cache := newCache(t)
			client := newClient(f, s3safe.WithState(cache)).(api)
			ctx := context.Background()
			copied := func() error {
				_, err := client.CopyObject(ctx, &s3.CopyObjectInput{
					Bucket: reports(), Key: aws.String("k"), CopySource: aws.String("other/k?versionId=3HL4kqtJlcpXroDTDmjVBH40Nrjfkd"),
				})
				return err
			}
			if _, err := client.GetBucketVersioning(ctx, &s3.GetBucketVersioningInput{Bucket: aws.String("other")}); err != nil {
				t.Fatal(err)
			}
			if err := copied(); !stopped(err) {
				t.Fatalf("%s: what S3 has just said doesn't stop: %v", way, err)
			}
			if n := f.count("GET versioning"); n != 1 {
				t.Errorf("%s: asked %d times", way, n)
			}
			time.Sleep(state.Fresh + time.Second)
			if err := copied(); !stopped(err) {
				t.Errorf("%s: what still holds doesn't stop it: %v", way, err)
			}
			if n := f.count("GET versioning"); n != 2 {
				t.Errorf("%s: %d questions instead of 2", way, n)
			}
			f.set("versioning", versioningAnswer("Enabled"))
			time.Sleep(state.Fresh + time.Second)
			if err := copied(); err != nil {
				t.Errorf("%s: somebody else versioned the bucket: %v", way, err)
			}
			if n := f.count("GET versioning"); n != 3 {
				t.Errorf("%s: %d questions instead of 3", way, n)
			}
			cache.Wait()
		})
	}
}
