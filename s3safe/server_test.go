package s3safe_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/s3safe"
)

// answering is a transport whose answers have a Server header.
type answering struct {
	server   string
	status   int
	requests atomic.Int64
}

func (a *answering) Do(r *http.Request) (*http.Response, error) {
	a.requests.Add(1)
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	h := http.Header{}
	if a.server != "" {
		h.Set("Server", a.server)
	}
	return &http.Response{StatusCode: max(a.status, 200), Header: h, Body: io.NopCloser(strings.NewReader("")), Request: r}, nil
}

func (a *answering) client(opts ...s3safe.Option) *s3.Client {
	o := new(stub).options()
	toElsewhere(&o)
	o.HTTPClient, o.Retryer = a, aws.NopRetryer{}
	return s3.New(o, s3safe.Guard(append(opts, s3safe.WithoutRecorder())...))
}

// The store at a host that isn't known is learned from its answers: its own rules are
// found then, in its name, and what is certain of the version that it states stops a
// request.
func TestLearnedStore(t *testing.T) {
	acl := func() *s3.PutObjectInput {
		in := plain()
		in.ACL = types.ObjectCannedACLPublicRead
		return in
	}
	class := func() *s3.PutObjectInput {
		in := plain()
		in.StorageClass = "COLDLINE"
		return in
	}
	replicate := &s3.PutBucketWebsiteInput{Bucket: aws.String("reports"), WebsiteConfiguration: &types.WebsiteConfiguration{
		IndexDocument: &types.IndexDocument{Suffix: aws.String("index.html")}}}
	for _, c := range []struct {
		name   string
		server string
		status int
		opts   []s3safe.Option
		call   func(*s3.Client) error
		told   string
		stop   bool
	}{
		{name: "what MinIO drops is told", server: "MinIO", call: put(acl), told: "minio-acl-ignored"},
		{name: "a failure tells it too", server: "MinIO", status: 403, call: put(acl), told: "minio-acl-ignored"},
		{name: "what MinIO refuses isn't stopped: its version isn't known", server: "MinIO", call: put(class), told: "storage-class-unknown minio-storage-class"},
		{name: "what SeaweedFS refuses is stopped, in the version that was measured", server: "SeaweedFS 30GB 4.53", call: func(c *s3.Client) error {
			_, err := c.PutBucketWebsite(context.Background(), replicate)
			return err
		}, told: "seaweedfs-not-implemented", stop: true},
		{name: "and told in another", server: "SeaweedFS 30GB 5.01", call: func(c *s3.Client) error {
			_, err := c.PutBucketWebsite(context.Background(), replicate)
			return err
		}, told: "seaweedfs-not-implemented"},
		{name: "a name that begins alike", server: "MinIOther", call: put(acl)},
		{name: "a proxy", server: "nginx", call: put(acl)},
		{name: "anybody says so", server: "AmazonS3", call: put(acl)},
		{name: "nothing is said", call: put(acl)},
		{name: "what was declared counts", server: "MinIO", opts: []s3safe.Option{s3safe.WithProvider(provider.Garage)}, call: put(acl), told: "garage-acl-ignored"},
	} {
		a := &answering{server: c.server, status: c.status}
		var told []string
		client := a.client(append(c.opts, s3safe.OnFinding(func(_ context.Context, e s3safe.Event) {
			for _, f := range e.Findings {
				told = append(told, f.Rule.ID)
			}
		}))...)
		_, _ = client.HeadBucket(context.Background(), &s3.HeadBucketInput{Bucket: aws.String("reports")})
		if len(told) != 0 {
			t.Errorf("%s: told %q before anything is known", c.name, told)
		}
		a.status = 200
		err := c.call(client)
		var stop *s3safe.IncompatibleError
		if errors.As(err, &stop) != c.stop || c.stop && stop.Store != "SeaweedFS" {
			t.Errorf("%s: %v", c.name, err)
		}
		if got := strings.Join(told, " "); got != c.told {
			t.Errorf("%s: told %q, not %q", c.name, got, c.told)
		}
	}
}

func put(in func() *s3.PutObjectInput) func(*s3.Client) error {
	return func(c *s3.Client) error {
		_, err := c.PutObject(context.Background(), in())
		return err
	}
}

// Another server at the same host is noticed when a call fails.
func TestLearnedAnew(t *testing.T) {
	a := &answering{server: "SeaweedFS 30GB 4.53"}
	client := a.client()
	head := &s3.HeadBucketInput{Bucket: aws.String("reports")}
	website := &s3.PutBucketWebsiteInput{Bucket: aws.String("reports"), WebsiteConfiguration: &types.WebsiteConfiguration{
		IndexDocument: &types.IndexDocument{Suffix: aws.String("index.html")}}}
	_, _ = client.HeadBucket(context.Background(), head)
	_, err := client.PutBucketWebsite(context.Background(), website)
	mustStop(t, err)
	a.server, a.status = "SeaweedFS 30GB 5.01", 404
	_, _ = client.HeadBucket(context.Background(), head)
	a.status = 200
	if _, err := client.PutBucketWebsite(context.Background(), website); err != nil {
		t.Error(err)
	}
}

// A host whose store is learned costs a compatible call no allocation.
func TestLearningAllocatesNothing(t *testing.T) {
	measure := func(server string) float64 {
		a := &answering{server: server}
		client := a.client()
		in := &s3.HeadObjectInput{Bucket: aws.String("reports"), Key: aws.String("k")}
		return settled(func() {
			if _, err := client.HeadObject(context.Background(), in); err != nil {
				t.Fatal(err)
			}
		})
	}
	without, with := measure("nginx"), measure("MinIO")
	if !raceDetector && with > without+0.5 {
		t.Errorf("%v allocations with a learned store, %v without", with, without)
	}
}

// Check knows a store's own rules too: declared, or by the host of the client's endpoint.
func TestCheckKnowsStores(t *testing.T) {
	in := plain()
	in.Tagging = aws.String("a=b")
	o := new(stub).options()
	provider.R2.Options("0123")(&o)
	err := s3safe.Check(in, s3safe.WithClientOptions(o))
	var stop *s3safe.IncompatibleError
	if !errors.As(err, &stop) || stop.Findings[0].Rule.ID != "r2-tagging" || stop.Store != "Cloudflare R2" {
		t.Errorf("by the host: %v", err)
	}
	if err := s3safe.Check(in); err != nil {
		t.Errorf("at Amazon's: %v", err)
	}
	if err := s3safe.Check(plain(), s3safe.WithClientOptions(o)); err != nil {
		t.Errorf("a plain upload: %v", err)
	}
}
