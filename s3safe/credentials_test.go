package s3safe_test

import (
	"context"
	"math"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe"
)

// lasting are temporary credentials of one hour, fetched anew each time; fetched counts
// how often.
type lasting struct {
	fetched atomic.Int64
	token   string
	forever bool
}

// Retrieve implements aws.CredentialsProvider.
func (l *lasting) Retrieve(context.Context) (aws.Credentials, error) {
	l.fetched.Add(1)
	return aws.Credentials{
		AccessKeyID: "ASIAEXAMPLE", SecretAccessKey: "secret", SessionToken: l.token,
		CanExpire: !l.forever, Expires: time.Now().Add(time.Hour),
	}, nil
}

// TestPresignedOutlivesCredentials: a URL that is to be valid longer than its
// credentials is reported, by what is certain of the credentials that signed it.
func TestPresignedOutlivesCredentials(t *testing.T) {
	const rule = "presigned-outlives-credentials"
	for name, x := range map[string]struct {
		from    *lasting
		cached  bool
		valid   time.Duration
		call    func(*s3.Options) // of the call
		told    bool
		fetched int64 // by SDK and guard
	}{
		"a day of an hour":        {from: &lasting{token: "t"}, cached: true, valid: 24 * time.Hour, told: true, fetched: 1},
		"half an hour":            {from: &lasting{token: "t"}, cached: true, valid: 30 * time.Minute, fetched: 1},
		"within the window":       {from: &lasting{token: "t"}, cached: true, valid: 70 * time.Minute, fetched: 1},
		"beyond the window":       {from: &lasting{token: "t"}, cached: true, valid: 76 * time.Minute, told: true, fetched: 1},
		"long-term credentials":   {from: &lasting{forever: true}, cached: true, valid: 24 * time.Hour, fetched: 1},
		"a token without an end":  {from: &lasting{token: "t", forever: true}, cached: true, valid: 24 * time.Hour, fetched: 1},
		"not cached, never asked": {from: &lasting{token: "t"}, valid: 24 * time.Hour, fetched: 2},
		"others of the call": {from: &lasting{token: "t"}, cached: true, valid: 24 * time.Hour, call: func(o *s3.Options) {
			o.Credentials = aws.NewCredentialsCache(&lasting{token: "another"})
		}, fetched: 1},
	} {
		for _, way := range []string{"Guard", "Client"} {
			t.Run(name+" "+way, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					x.from.fetched.Store(0)
					var credentials aws.CredentialsProvider = x.from
					if x.cached {
						credentials = aws.NewCredentialsCache(x.from)
					}
					var told []string
					var shown strings.Builder
					hear := s3safe.OnFinding(func(_ context.Context, e s3safe.Event) {
						for _, f := range e.Findings {
							told = append(told, f.Rule.ID)
							shown.WriteString(f.Problem)
						}
					})
					f := new(fakeS3)
					o := f.options()
					o.Credentials = credentials
					present := func(opts ...s3safe.Option) *s3.PresignClient {
						opts = append(opts, hear)
						if way == "Client" {
							return s3safe.New(s3.New(o), opts...).Presign()
						}
						return s3.NewPresignClient(s3.New(o, s3safe.Guard(opts...)))
					}
					get := &s3.GetObjectInput{Bucket: aws.String("reports"), Key: aws.String("q3.csv")}
					valid := func(p *s3.PresignOptions) {
						p.Expires = x.valid
						if x.call != nil {
							p.ClientOptions = append(p.ClientOptions, x.call)
						}
					}
					r, err := present().PresignGetObject(t.Context(), get, valid)
					if err != nil || r == nil || r.URL == "" {
						t.Fatalf("it must be presigned: %v", err)
					}
					if got := slices.Contains(told, rule); got != x.told {
						t.Errorf("told %v, want %s: %v", told, rule, x.told)
					}
					if n := x.from.fetched.Load(); n > x.fetched {
						t.Errorf("credentials were fetched %d times, want %d", n, x.fetched)
					}
					u, _ := url.Parse(r.URL)
					for _, secret := range []string{u.Query().Get("X-Amz-Security-Token"), u.Query().Get("X-Amz-Signature"), "ASIAEXAMPLE"} {
						if len(secret) > 1 && strings.Contains(shown.String(), secret) {
							t.Error("a finding shows what the request was signed with")
						}
					}
					// Who wants to be stopped by what S3 ignores is.
					r, err = present(s3safe.WithStrict()).PresignGetObject(t.Context(), get, valid)
					if stopped(err) != x.told || x.told != (r == nil) {
						t.Errorf("strict: %v, %v", r, err)
					}
				})
			})
		}
	}
}

// brief are credentials that a cache has no use for: they expire within its window.
type brief struct {
	fetched atomic.Int64
	// free is how many are fetched at once; later ones wait until over is closed.
	free int64
	over chan struct{}
}

// Retrieve implements aws.CredentialsProvider.
func (b *brief) Retrieve(context.Context) (aws.Credentials, error) {
	if b.fetched.Add(1) > b.free {
		<-b.over
	}
	return aws.Credentials{
		AccessKeyID: "ASIAEXAMPLE", SecretAccessKey: "secret", SessionToken: "t",
		CanExpire: true, Expires: time.Now().Add(time.Minute),
	}, nil
}

// TestPresigningWaitsForNoCredentials: a URL that is made isn't kept back for credentials
// that would have to be fetched, and they aren't fetched over and over for it.
func TestPresigningWaitsForNoCredentials(t *testing.T) {
	const urls = 5
	for name, x := range map[string]struct {
		valid time.Duration
		more  int64 // how often they may be fetched beside what the SDK does
	}{
		"as the SDK has it":     {15 * time.Minute, 0},
		"longer than they last": {24 * time.Hour, 1},
	} {
		for way, free := range map[string]int64{"fetched each time": math.MaxInt64, "held up": 2} {
			t.Run(name+", "+way, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					b := &brief{free: free, over: make(chan struct{})}
					o := new(fakeS3).options()
					o.Credentials = aws.NewCredentialsCache(b, func(o *aws.CredentialsCacheOptions) { o.ExpiryWindow = 5 * time.Minute })
					presigner := s3.NewPresignClient(s3.New(o, s3safe.Guard()))
					get := &s3.GetObjectInput{Bucket: aws.String("reports"), Key: aws.String("q3.csv")}
					began, made := time.Now(), min(urls, int(free/2))
					for range made {
						if _, err := presigner.PresignGetObject(t.Context(), get, s3.WithPresignExpires(x.valid)); err != nil {
							t.Fatal(err)
						}
						synctest.Wait() // for what goes on in the background
					}
					if took := time.Since(began); took != 0 {
						t.Errorf("it took %v", took)
					}
					if n, most := b.fetched.Load(), 2*int64(made)+x.more; n > most { // the SDK asks twice
						t.Errorf("credentials were fetched %d times, want at most %d", n, most)
					}
					close(b.over)
				})
			})
		}
	}
}

// TestCredentialsOfARequest: an MFA code is stopped beside a session token, whoever
// brings that, and sent with long-term credentials.
func TestCredentialsOfARequest(t *testing.T) {
	in := func() *s3.PutBucketVersioningInput {
		return &s3.PutBucketVersioningInput{
			Bucket: aws.String("reports"), MFA: aws.String("arn:aws:iam::111122223333:mfa/user 123456"),
			VersioningConfiguration: &types.VersioningConfiguration{Status: types.BucketVersioningStatusEnabled, MFADelete: types.MFADeleteEnabled},
		}
	}
	for name, x := range map[string]struct {
		from *lasting
		call func(*s3.Options)
		stop bool
	}{
		"session":         {from: &lasting{token: "t"}, stop: true},
		"permanent":       {from: &lasting{forever: true}},
		"session of call": {from: &lasting{forever: true}, call: func(o *s3.Options) { o.Credentials = &lasting{token: "t"} }, stop: true},
		"permanent again": {from: &lasting{token: "t"}, call: func(o *s3.Options) { o.Credentials = &lasting{forever: true} }},
	} {
		f := new(fakeS3)
		o := f.options()
		o.Credentials = x.from
		client := s3.New(o, s3safe.Guard())
		for range 2 { // the second time by what is usual
			var opts []func(*s3.Options)
			if x.call != nil {
				opts = append(opts, x.call)
			}
			_, err := client.PutBucketVersioning(t.Context(), in(), opts...)
			if stopped(err) != x.stop || x.stop && !strings.Contains(err.Error(), "mfa-with-session-token") {
				t.Errorf("%s: %v", name, err)
			}
		}
		// One sent with the other credentials right after isn't judged by these.
		if _, err := client.PutBucketVersioning(t.Context(), in(), func(o *s3.Options) { o.Credentials = &lasting{forever: true} }); stopped(err) {
			t.Errorf("%s, then long-term credentials: %v", name, err)
		}
	}
}

// TestDirectoryBucketAtGeneralEndpoint: a directory bucket at an endpoint for general
// purpose buckets is stopped before a session is made for it.
func TestDirectoryBucketAtGeneralEndpoint(t *testing.T) {
	const bucket = "scratch--euw1-az1--x-s3"
	for name, x := range map[string]struct {
		change func(*s3.Options)
		bucket string
		rule   string
	}{
		"BaseEndpoint":    {func(o *s3.Options) { o.BaseEndpoint = aws.String("https://s3.eu-west-1.amazonaws.com") }, bucket, "directory-bucket-general-endpoint"},
		"dual-stack host": {func(o *s3.Options) { o.BaseEndpoint = aws.String("https://s3.dualstack.eu-west-1.amazonaws.com") }, bucket, "directory-bucket-general-endpoint"},
		"no sessions": {func(o *s3.Options) {
			o.BaseEndpoint, o.DisableS3ExpressSessionAuth = aws.String("https://s3.eu-west-1.amazonaws.com"), aws.Bool(true)
		}, bucket, "directory-bucket-general-endpoint"},
		"its own endpoint": {func(o *s3.Options) { o.Region = "eu-west-1" }, bucket, ""},
		"Zonal host":       {func(o *s3.Options) { o.BaseEndpoint = aws.String("https://s3express-euw1-az1.eu-west-1.amazonaws.com") }, bucket, ""},
		"private endpoint": {func(o *s3.Options) {
			o.BaseEndpoint = aws.String("https://bucket.vpce-1a2b3c4d.s3.eu-west-1.vpce.amazonaws.com")
		}, bucket, ""},
		"another store":  {func(o *s3.Options) { o.BaseEndpoint = aws.String("https://s3.example.com") }, bucket, ""},
		"another bucket": {func(o *s3.Options) { o.BaseEndpoint = aws.String("https://s3.eu-west-1.amazonaws.com") }, "scratch", ""},
	} {
		f := new(fakeS3)
		o := f.options()
		o.Region = "eu-west-1"
		x.change(&o)
		from := &lasting{forever: true}
		o.Credentials = from
		client := s3.New(o, s3safe.Guard())
		_, err := client.ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: aws.String(x.bucket)})
		_, head := client.HeadBucket(t.Context(), &s3.HeadBucketInput{Bucket: aws.String(x.bucket)})
		for _, err := range []error{err, head} {
			if stopped(err) != (x.rule != "") || x.rule != "" && !strings.Contains(err.Error(), x.rule) {
				t.Errorf("%s: want %q: %v", name, x.rule, err)
			}
		}
		if x.rule != "" && (len(f.sent) > 0 || from.fetched.Load() > 0) {
			t.Errorf("%s: %d requests, credentials fetched %d times", name, len(f.sent), from.fetched.Load())
		}
	}
}
