package s3safe_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
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

// api is what the tests of this file call; *s3.Client and Client have it all.
type api interface {
	putter
	GetBucketLocation(context.Context, *s3.GetBucketLocationInput, ...func(*s3.Options)) (*s3.GetBucketLocationOutput, error)
	GetBucketVersioning(context.Context, *s3.GetBucketVersioningInput, ...func(*s3.Options)) (*s3.GetBucketVersioningOutput, error)
	GetBucketRequestPayment(context.Context, *s3.GetBucketRequestPaymentInput, ...func(*s3.Options)) (*s3.GetBucketRequestPaymentOutput, error)
	HeadBucket(context.Context, *s3.HeadBucketInput, ...func(*s3.Options)) (*s3.HeadBucketOutput, error)
	CreateBucket(context.Context, *s3.CreateBucketInput, ...func(*s3.Options)) (*s3.CreateBucketOutput, error)
	CopyObject(context.Context, *s3.CopyObjectInput, ...func(*s3.Options)) (*s3.CopyObjectOutput, error)
	PutBucketVersioning(context.Context, *s3.PutBucketVersioningInput, ...func(*s3.Options)) (*s3.PutBucketVersioningOutput, error)
	PutBucketOwnershipControls(context.Context, *s3.PutBucketOwnershipControlsInput, ...func(*s3.Options)) (*s3.PutBucketOwnershipControlsOutput, error)
	PutObjectLockConfiguration(context.Context, *s3.PutObjectLockConfigurationInput, ...func(*s3.Options)) (*s3.PutObjectLockConfigurationOutput, error)
}

func reports() *string { return aws.String("reports") }

func versioningTo(s types.BucketVersioningStatus) *s3.PutBucketVersioningInput {
	return &s3.PutBucketVersioningInput{Bucket: reports(), VersioningConfiguration: &types.VersioningConfiguration{Status: s}}
}

func enableLock() *s3.PutObjectLockConfigurationInput {
	return &s3.PutObjectLockConfigurationInput{Bucket: reports(), ObjectLockConfiguration: &types.ObjectLockConfiguration{
		ObjectLockEnabled: types.ObjectLockEnabledEnabled,
	}}
}

func versioningAnswer(status string) string {
	return "<VersioningConfiguration><Status>" + status + "</Status></VersioningConfiguration>"
}

// questions are calls by whose answers a cache learns.
var questions = map[string]func(context.Context, *s3.Client) error{
	"GetBucketLocation": func(ctx context.Context, c *s3.Client) error {
		_, err := c.GetBucketLocation(ctx, &s3.GetBucketLocationInput{Bucket: reports()})
		return err
	},
	"GetBucketVersioning": func(ctx context.Context, c *s3.Client) error {
		_, err := c.GetBucketVersioning(ctx, &s3.GetBucketVersioningInput{Bucket: reports()})
		return err
	},
	"GetObjectLockConfiguration": func(ctx context.Context, c *s3.Client) error {
		_, err := c.GetObjectLockConfiguration(ctx, &s3.GetObjectLockConfigurationInput{Bucket: reports()})
		return err
	},
	"GetBucketOwnershipControls": func(ctx context.Context, c *s3.Client) error {
		_, err := c.GetBucketOwnershipControls(ctx, &s3.GetBucketOwnershipControlsInput{Bucket: reports()})
		return err
	},
	"GetBucketEncryption": func(ctx context.Context, c *s3.Client) error {
		_, err := c.GetBucketEncryption(ctx, &s3.GetBucketEncryptionInput{Bucket: reports()})
		return err
	},
	"GetPublicAccessBlock": func(ctx context.Context, c *s3.Client) error {
		_, err := c.GetPublicAccessBlock(ctx, &s3.GetPublicAccessBlockInput{Bucket: reports()})
		return err
	},
	"GetBucketAccelerateConfiguration": func(ctx context.Context, c *s3.Client) error {
		_, err := c.GetBucketAccelerateConfiguration(ctx, &s3.GetBucketAccelerateConfigurationInput{Bucket: reports()})
		return err
	},
	"GetBucketRequestPayment": func(ctx context.Context, c *s3.Client) error {
		_, err := c.GetBucketRequestPayment(ctx, &s3.GetBucketRequestPaymentInput{Bucket: reports()})
		return err
	},
	"GetBucketAbac": func(ctx context.Context, c *s3.Client) error {
		_, err := c.GetBucketAbac(ctx, &s3.GetBucketAbacInput{Bucket: reports()})
		return err
	},
	"GetBucketPolicy": func(ctx context.Context, c *s3.Client) error {
		_, err := c.GetBucketPolicy(ctx, &s3.GetBucketPolicyInput{Bucket: reports()})
		return err
	},
	"GetBucketCors": func(ctx context.Context, c *s3.Client) error {
		_, err := c.GetBucketCors(ctx, &s3.GetBucketCorsInput{Bucket: reports()})
		return err
	},
	"GetBucketWebsite": func(ctx context.Context, c *s3.Client) error {
		_, err := c.GetBucketWebsite(ctx, &s3.GetBucketWebsiteInput{Bucket: reports()})
		return err
	},
	"GetBucketLifecycleConfiguration": func(ctx context.Context, c *s3.Client) error {
		_, err := c.GetBucketLifecycleConfiguration(ctx, &s3.GetBucketLifecycleConfigurationInput{Bucket: reports()})
		return err
	},
	"GetBucketReplication": func(ctx context.Context, c *s3.Client) error {
		_, err := c.GetBucketReplication(ctx, &s3.GetBucketReplicationInput{Bucket: reports()})
		return err
	},
	"GetBucketTagging": func(ctx context.Context, c *s3.Client) error {
		_, err := c.GetBucketTagging(ctx, &s3.GetBucketTaggingInput{Bucket: reports()})
		return err
	},
	"ListBucketAnalyticsConfigurations": func(ctx context.Context, c *s3.Client) error {
		_, err := c.ListBucketAnalyticsConfigurations(ctx, &s3.ListBucketAnalyticsConfigurationsInput{Bucket: reports()})
		return err
	},
	"ListBucketInventoryConfigurations": func(ctx context.Context, c *s3.Client) error {
		_, err := c.ListBucketInventoryConfigurations(ctx, &s3.ListBucketInventoryConfigurationsInput{Bucket: reports()})
		return err
	},
	"ListBucketMetricsConfigurations": func(ctx context.Context, c *s3.Client) error {
		_, err := c.ListBucketMetricsConfigurations(ctx, &s3.ListBucketMetricsConfigurationsInput{Bucket: reports()})
		return err
	},
	"ListBucketIntelligentTieringConfigurations": func(ctx context.Context, c *s3.Client) error {
		_, err := c.ListBucketIntelligentTieringConfigurations(ctx, &s3.ListBucketIntelligentTieringConfigurationsInput{Bucket: reports()})
		return err
	},
	"GetBucketMetadataConfiguration": func(ctx context.Context, c *s3.Client) error {
		_, err := c.GetBucketMetadataConfiguration(ctx, &s3.GetBucketMetadataConfigurationInput{Bucket: reports()})
		return err
	},
	"GetBucketMetadataTableConfiguration": func(ctx context.Context, c *s3.Client) error {
		_, err := c.GetBucketMetadataTableConfiguration(ctx, &s3.GetBucketMetadataTableConfigurationInput{Bucket: reports()})
		return err
	},
	"HeadBucket": func(ctx context.Context, c *s3.Client) error {
		_, err := c.HeadBucket(ctx, &s3.HeadBucketInput{Bucket: reports()})
		return err
	},
	"PutObject": func(ctx context.Context, c *s3.Client) error { _, err := c.PutObject(ctx, plain()); return err },
	"PutBucketPolicy": func(ctx context.Context, c *s3.Client) error {
		_, err := c.PutBucketPolicy(ctx, &s3.PutBucketPolicyInput{Bucket: reports(), Policy: aws.String(`{"Statement":[]}`)})
		return err
	},
	"PutBucketVersioning": func(ctx context.Context, c *s3.Client) error {
		_, err := c.PutBucketVersioning(ctx, versioningTo("Suspended"))
		return err
	},
	"DeleteBucket": func(ctx context.Context, c *s3.Client) error {
		_, err := c.DeleteBucket(ctx, &s3.DeleteBucketInput{Bucket: reports()})
		return err
	},
}

// Whatever answers in S3's place, nothing is learned from it.
func TestNothingIsLearnedFromOthers(t *testing.T) {
	pages := map[string]string{
		"HTML":    "<!DOCTYPE html><html><body><p>Please log in</p></body></html>",
		"nothing": "", "blanks": " \n ", "text": "OK", "JSON": `[{"error":"not S3"}]`, "bytes": "\x00\x01<",
		"foreign XML":    `<?xml version="1.0"?><Response><Status>Enabled</Status><LocationConstraint>eu-west-1</LocationConstraint><Payer>Requester</Payer></Response>`,
		"the wrong root": `<ErrorDocument><Code>NoSuchBucket</Code></ErrorDocument>`,
	}
	region := http.Header{"X-Amz-Bucket-Region": {"us-west-2"}}
	for name, page := range pages {
		for _, status := range []int{200, 204, 301, 302, 400, 403, 404, 407, 409, 500, 502, 503} {
			for _, way := range []string{"Client", "Guard"} {
				f := new(fakeS3)
				f.setFault(func(r *http.Request) (*http.Response, error) {
					a := answer(r, status, page)
					a.Header = region.Clone()
					return a, nil
				})
				cache := newCache(t, state.Probe())
				var client *s3.Client
				if way == "Client" {
					client = s3safe.New(s3.New(f.options()), s3safe.WithState(cache)).Client
				} else {
					client = s3.New(f.options(), s3safe.Guard(s3safe.WithState(cache)))
				}
				for _, ask := range questions {
					_ = ask(t.Context(), client)
				}
				if facts := cache.Buckets()["reports"]; facts != nil && (len(facts.Known()) > 0 || facts.Region != "") {
					t.Errorf("%s: from %d with %s it was learned: %v, Region %q", way, status, name, facts.Known(), facts.Region)
				}
			}
		}
	}
}

// The application's answer is the same, whoever looks at its document.
func TestDocumentsArriveWhole(t *testing.T) {
	long := strings.Repeat("<Rule><ID>x</ID><Status>Enabled</Status></Rule>", 1000)
	f := new(fakeS3)
	f.set("lifecycle", `<?xml version="1.0" encoding="UTF-8"?>`+"\n<LifecycleConfiguration>"+long+"</LifecycleConfiguration>")
	for name, client := range map[string]*s3.Client{
		"Client": s3safe.New(s3.New(f.options()), s3safe.WithState(newCache(t))).Client,
		"Guard":  s3.New(f.options(), s3safe.Guard(s3safe.WithState(newCache(t)))),
	} {
		out, err := client.GetBucketLifecycleConfiguration(t.Context(), &s3.GetBucketLifecycleConfigurationInput{Bucket: reports()})
		if err != nil || len(out.Rules) != 1000 {
			t.Errorf("%s: %v, %v", name, out, err)
		}
	}
}

// The Region is believed only if S3 says it and if it is one; and it isn't held
// against the requests that ask for it.
func TestRegionOnlyFromS3(t *testing.T) {
	for _, x := range []struct {
		status int
		region string
		id     bool
		want   string
	}{
		{301, "us-west-2", true, "us-west-2"}, {403, "us-west-2", true, "us-west-2"}, {400, "us-west-2", true, "us-west-2"},
		{403, "us-west-2", false, ""}, {502, "us-west-2", true, ""}, {502, "us-west-2", false, ""}, {503, "us-west-2", true, ""},
		{400, "%%%", true, ""}, {403, "US-WEST-2", true, ""}, {403, "us_west_2", true, ""}, {403, strings.Repeat("us-west-", 1000) + "2", true, ""},
		{403, "\x1b[2J", true, ""}, {403, "us-west-2, us-west-2", true, ""}, {403, "", true, ""},
	} {
		f := new(fakeS3)
		f.setFault(func(r *http.Request) (*http.Response, error) {
			a := errorAnswer(r, x.status, "AccessDenied", "no")
			a.Header = http.Header{"X-Amz-Bucket-Region": {x.region}}
			if x.id {
				a.Header.Set("X-Amz-Request-Id", "4442587FB7D0A2F9")
			}
			return a, nil
		})
		cache := newCache(t)
		client := s3safe.New(s3.New(f.options()), s3safe.WithState(cache))
		_, _ = client.GetObject(t.Context(), &s3.GetObjectInput{Bucket: reports(), Key: reports()})
		got := ""
		if facts := cache.Bucket(t.Context(), "reports"); facts != nil {
			got = facts.Region
		}
		if got != x.want {
			t.Errorf("%+v: Region %q", x, got)
		}
		f.setFault(nil)
		if _, err := client.HeadBucket(t.Context(), &s3.HeadBucketInput{Bucket: reports()}); stopped(err) {
			t.Errorf("HeadBucket is stopped: %v", err)
		}
		if _, err := client.GetBucketLocation(t.Context(), &s3.GetBucketLocationInput{Bucket: reports()}); stopped(err) {
			t.Errorf("GetBucketLocation is stopped: %v", err)
		}
	}
	declared := s3safe.New(s3.New(new(fakeS3).options()), s3safe.WithState(newCache(t, state.Declare("reports", state.Region("eu-west-1")))))
	if _, err := declared.PutObject(t.Context(), plain()); !stopped(err) {
		t.Errorf("a declared Region isn't believed: %v", err)
	}
}

// The Region of a bucket is found as often as it is asked for.
func TestGetBucketRegion(t *testing.T) {
	for name, newClient := range clients {
		f := new(fakeS3)
		f.setFault(func(r *http.Request) (*http.Response, error) {
			a := answer(r, 301, "")
			a.Header.Set("X-Amz-Bucket-Region", "us-west-2")
			return a, nil
		})
		client := newClient(f, s3safe.WithState(newCache(t))).(api)
		for range 3 {
			_, err := client.HeadBucket(t.Context(), &s3.HeadBucketInput{Bucket: reports()}, func(o *s3.Options) { o.Credentials = nil })
			if state.RegionOf(err) != "us-west-2" {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// HeadBucket without credentials is how the SDK's GetBucketRegion asks, whose answer is in
// a header of S3's rejection: what is declared of the bucket doesn't stop it.
func TestGetBucketRegionOfDeclared(t *testing.T) {
	for what, declared := range map[string]state.Option{
		"its Region":          state.Declare("reports", state.Region("eu-west-1")),
		"a Region of few":     state.Declare("reports", state.Region("af-south-1")),
		"that it is private":  state.Declare("reports", state.Ownership("BucketOwnerEnforced"), state.Policy(false)),
		"who pays, and whose": state.Declare("reports", state.Payer("Requester"), state.OwnedByCaller(false)),
	} {
		for name, newClient := range clients {
			f := new(fakeS3)
			f.setFault(func(r *http.Request) (*http.Response, error) {
				a := answer(r, 403, "")
				a.Header.Set("X-Amz-Bucket-Region", "us-west-2")
				return a, nil
			})
			client := newClient(f, s3safe.WithState(newCache(t, declared))).(api)
			_, err := client.HeadBucket(t.Context(), &s3.HeadBucketInput{Bucket: reports()}, func(o *s3.Options) { o.Credentials = nil })
			if stopped(err) || state.RegionOf(err) != "us-west-2" {
				t.Errorf("%s, %s declared: %v", name, what, err)
			}
		}
	}
}

// A change of which nobody knows whether it was made leaves nothing known of what
// it is about. One that S3 has rejected leaves everything as it was.
func TestAmbiguousChanges(t *testing.T) {
	type end func(r *http.Request) (*http.Response, error)
	coded := func(status int, code string) end {
		return func(r *http.Request) (*http.Response, error) { return errorAnswer(r, status, code, "no"), nil }
	}
	lost := map[string]end{
		"reset": func(*http.Request) (*http.Response, error) { return nil, errors.New("connection reset by peer") },
		"500":   coded(500, "InternalError"),
		"503":   coded(503, "SlowDown"),
		"504":   func(r *http.Request) (*http.Response, error) { return answer(r, 504, "<html>gateway</html>"), nil },
		"proxy's 200": func(r *http.Request) (*http.Response, error) {
			a := answer(r, 200, "OK")
			a.Header = nil
			return a, nil
		},
		"proxy's 403": func(r *http.Request) (*http.Response, error) {
			a := answer(r, 403, "<html>no</html>")
			a.Header = nil
			return a, nil
		},
		"another's":     coded(409, "OperationAborted"),
		"time-out":      coded(408, "RequestTimeout"),
		"too many":      coded(429, "TooManyRequests"),
		"cut":           func(r *http.Request) (*http.Response, error) { a := answer(r, 400, "<Error><Code>Acc"); return a, nil },
		"caller leaves": func(r *http.Request) (*http.Response, error) { return nil, context.Canceled },
	}
	for name, end := range lost {
		for way, newClient := range clients {
			synctest.Test(t, func(t *testing.T) {
				f := new(fakeS3)
				f.set("versioning", versioningAnswer("Suspended"))
				cache := newCache(t)
				client := newClient(f, s3safe.WithState(cache)).(api)
				ctx := context.Background()
				if _, err := client.PutObjectLockConfiguration(ctx, enableLock()); !stopped(err) {
					t.Fatalf("not stopped: %v", err)
				}
				f.setFault(func(r *http.Request) (*http.Response, error) {
					if r.Method == http.MethodPut && r.URL.Query().Has("versioning") {
						f.set("versioning", versioningAnswer("Enabled"))
						return end(r)
					}
					return nil, nil
				})
				if _, err := client.PutBucketVersioning(ctx, versioningTo("Enabled")); err == nil && name != "proxy's 200" {
					t.Fatal("it didn't fail")
				}
				for _, wait := range []time.Duration{0, time.Second, 20 * time.Second, time.Minute} {
					time.Sleep(wait)
					if _, err := client.PutObjectLockConfiguration(ctx, enableLock()); stopped(err) {
						t.Errorf("%s, %s: %s after, what S3 accepts is stopped: %v", way, name, wait, err)
					}
				}
				cache.Wait()
			})
		}
	}
	for _, code := range []string{"AccessDenied", "InvalidBucketState", "MalformedXML", "MethodNotAllowed"} {
		f := new(fakeS3)
		cache := newCache(t)
		client := s3safe.New(s3.New(f.options()), s3safe.WithState(cache))
		if _, err := client.PutBucketVersioning(t.Context(), versioningTo("Suspended")); err != nil {
			t.Fatal(err)
		}
		f.setFault(func(r *http.Request) (*http.Response, error) { return errorAnswer(r, 403, code, "no"), nil })
		_, _ = client.PutBucketVersioning(t.Context(), versioningTo("Enabled"))
		if v, _ := cache.Bucket(t.Context(), "reports").Get(compat.Versioning); v != "Suspended" {
			t.Errorf("%s: after a rejected change versioning is %q", code, v)
		}
	}
}

// While a change is on its way, and where several are, nobody knows what holds.
func TestChangesOnTheirWay(t *testing.T) {
	for way, newClient := range clients {
		synctest.Test(t, func(t *testing.T) {
			f := new(fakeS3)
			f.set("versioning", versioningAnswer("Suspended"))
			late := make(chan bool)
			f.setFault(func(r *http.Request) (*http.Response, error) {
				switch q := r.URL.Query(); {
				case r.Method != http.MethodPut:
				case q.Has("versioning"):
					<-late
				case q.Has("object-lock"):
					return errorAnswer(r, 403, "AccessDenied", "no"), nil
				}
				return nil, nil
			})
			cache := newCache(t)
			client := newClient(f, s3safe.WithState(cache)).(api)
			ctx := context.Background()
			if _, err := client.PutObjectLockConfiguration(ctx, enableLock()); !stopped(err) {
				t.Fatalf("not stopped: %v", err)
			}
			change := func(s types.BucketVersioningStatus) chan error {
				done := make(chan error, 1)
				go func() { _, err := client.PutBucketVersioning(ctx, versioningTo(s)); done <- err }()
				synctest.Wait()
				return done
			}
			enabled := change("Enabled")
			if _, err := client.PutObjectLockConfiguration(ctx, enableLock()); stopped(err) {
				t.Errorf("%s: stopped while the change is on its way: %v", way, err)
			}
			suspended := change("Suspended")
			close(late)
			if err := errors.Join(<-enabled, <-suspended); err != nil {
				t.Fatal(err)
			}
			f.set("versioning", versioningAnswer("Enabled"))
			for range 30 {
				if _, err := client.PutObjectLockConfiguration(ctx, enableLock()); stopped(err) {
					t.Errorf("%s: stopped by the change that was answered last: %v", way, err)
				}
				time.Sleep(time.Second)
			}
			cache.Wait()
		})
	}
}

// Where an answer contradicts an own change, neither is believed.
func TestContradictedChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := new(fakeS3)
		cache := newCache(t)
		client := s3safe.New(s3.New(f.options()), s3safe.WithState(cache))
		ctx := context.Background()
		if _, err := client.PutBucketVersioning(ctx, versioningTo("Suspended")); err != nil {
			t.Fatal(err)
		}
		f.set("versioning", versioningAnswer("Enabled")) // somebody else
		if _, err := client.GetBucketVersioning(ctx, &s3.GetBucketVersioningInput{Bucket: reports()}); err != nil {
			t.Fatal(err)
		}
		for range 40 {
			if _, err := client.PutObjectLockConfiguration(ctx, enableLock()); stopped(err) {
				t.Fatalf("what S3 accepts is stopped: %v", err)
			}
			time.Sleep(time.Second)
		}
		cache.Wait()
	})
}

// Whose a bucket is, is a fact about the caller; callers share caches.
func TestTwoCallers(t *testing.T) {
	create := &s3.CreateBucketInput{Bucket: reports(), CreateBucketConfiguration: &types.CreateBucketConfiguration{LocationConstraint: "eu-central-1"}}
	for _, code := range []string{"BucketAlreadyExists", "BucketAlreadyOwnedByYou", ""} {
		f := new(fakeS3)
		f.set("ownershipControls", ownerEnforced)
		f.set("requestPayment", `<RequestPaymentConfiguration><Payer>Requester</Payer></RequestPaymentConfiguration>`)
		cache := newCache(t)
		o := f.options()
		o.Region = "eu-central-1"
		guest := s3safe.New(s3.New(o), s3safe.WithState(cache))
		owner := s3safe.New(s3.New(o), s3safe.WithState(cache))
		if code != "" {
			f.setFault(func(r *http.Request) (*http.Response, error) { return errorAnswer(r, 409, code, "taken"), nil })
		}
		_, _ = guest.CreateBucket(t.Context(), create)
		f.setFault(nil)
		if _, ok := cache.Bucket(t.Context(), "reports").Get(compat.OwnedByCaller); ok {
			t.Errorf("%s: ownership by the caller is kept for all", code)
		}
		in := plain()
		in.Bucket, in.ACL = reports(), types.ObjectCannedACLPrivate
		if _, err := owner.PutObject(t.Context(), in); stopped(err) {
			t.Errorf("%s: the owner is stopped: %v", code, err)
		}
		if _, err := owner.GetBucketRequestPayment(t.Context(), &s3.GetBucketRequestPaymentInput{Bucket: reports()}); err != nil {
			t.Fatal(err)
		}
		if _, err := owner.GetObject(t.Context(), &s3.GetObjectInput{Bucket: reports(), Key: reports()}); stopped(err) {
			t.Errorf("%s: the owner is stopped: %v", code, err)
		}
	}
}
