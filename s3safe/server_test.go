package s3safe_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/s3safe"
)

// answering is a transport whose answers have a Server header, and another for some hosts.
type answering struct {
	server   string
	at       map[string]string
	status   int
	portal   bool // the answers have no id, as those of a page that somebody else shows
	requests atomic.Int64
}

func (a *answering) Do(r *http.Request) (*http.Response, error) {
	a.requests.Add(1)
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	h := http.Header{}
	server, special := a.at[r.URL.Host]
	if !special {
		server = a.server
	}
	for _, v := range strings.Split(server, "|") {
		if v != "" {
			h.Add("Server", v)
		}
	}
	if !a.portal {
		h.Set("X-Amz-Request-Id", "18EC9069A2CA4C01")
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
			_, err := c.PutBucketWebsite(context.Background(), website())
			return err
		}, told: "seaweedfs-not-implemented", stop: true},
		{name: "and told in another", server: "SeaweedFS 30GB 5.01", call: func(c *s3.Client) error {
			_, err := c.PutBucketWebsite(context.Background(), website())
			return err
		}, told: "seaweedfs-not-implemented"},
		{name: "a name that begins alike", server: "MinIOther", call: put(acl)},
		{name: "a proxy", server: "nginx", call: put(acl)},
		{name: "anybody says so", server: "AmazonS3", call: put(acl)},
		{name: "nothing is said", call: put(acl)},
		{name: "what was declared counts, over what would be certain", server: "SeaweedFS 30GB 4.53", opts: []s3safe.Option{s3safe.WithProvider(provider.MinIO)}, call: func(c *s3.Client) error {
			_, err := c.PutBucketReplication(context.Background(), &s3.PutBucketReplicationInput{Bucket: aws.String("reports"), ReplicationConfiguration: &types.ReplicationConfiguration{
				Role: aws.String("arn:aws:iam::123456789012:role/replication"), Rules: []types.ReplicationRule{{Status: "Enabled", Prefix: aws.String(""),
					Destination: &types.Destination{Bucket: aws.String("arn:aws:s3:::reports-copy")}}}}})
			return err
		}},
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

// What answers say of a host stops nothing that another server behind it may carry out.
func TestLearnedAnew(t *testing.T) {
	const measured, other = "SeaweedFS 30GB 4.53", "SeaweedFS 30GB 5.01"
	type answer struct {
		server string
		status int
		portal bool
	}
	for _, c := range []struct {
		name    string
		answers []answer
		stop    bool
	}{
		{"the measured one", []answer{{server: measured}}, true},
		{"and a failure of it", []answer{{server: measured}, {server: measured, status: 404}}, true},
		{"and a page of a proxy", []answer{{server: measured}, {server: "nginx", status: 502, portal: true}}, true},
		{"a page of somebody else", []answer{{server: measured, portal: true}}, false},
		{"an error page of somebody else", []answer{{server: measured, status: 404, portal: true}}, false},
		{"another version, in a failure", []answer{{server: measured}, {server: other, status: 404}}, false},
		{"another version, in a success", []answer{{server: measured}, {server: other}}, false},
		{"another store", []answer{{server: measured}, {server: "MinIO"}}, false},
		{"another store, that says nothing", []answer{{server: measured}, {}}, false},
		{"another store, that says nothing, in a failure", []answer{{server: measured}, {status: 404}}, false},
		{"two versions in turn", []answer{{server: measured}, {server: other}, {server: measured}}, false},
		{"two stores in turn", []answer{{server: "MinIO"}, {server: measured}}, false},
		{"two stores in turn, for long", []answer{{server: measured}, {server: "MinIO"}, {server: measured}, {server: measured}}, false},
		{"a server that became the measured one", []answer{{server: other}, {server: measured}}, false},
		{"a proxy's version as well", []answer{{server: "SeaweedFS 30GB 4.53 nginx/1.26.0"}}, false},
		{"two headers", []answer{{server: "nginx|" + measured}}, false},
		{"two headers, the other way round", []answer{{server: measured + "|nginx"}}, false},
		{"a build of one's own", []answer{{server: "SeaweedFS 30GB 4.53-mine"}}, false},
	} {
		a := new(answering)
		client := a.client()
		for _, w := range c.answers {
			a.server, a.status, a.portal = w.server, w.status, w.portal
			_, _ = client.HeadBucket(context.Background(), &s3.HeadBucketInput{Bucket: aws.String("reports")})
		}
		a.status = 200
		_, err := client.PutBucketWebsite(context.Background(), website())
		var stop *s3safe.IncompatibleError
		if errors.As(err, &stop) != c.stop || err != nil && stop == nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func website() *s3.PutBucketWebsiteInput {
	return &s3.PutBucketWebsiteInput{Bucket: aws.String("reports"), WebsiteConfiguration: &types.WebsiteConfiguration{
		IndexDocument: &types.IndexDocument{Suffix: aws.String("index.html")}}}
}

// SeaweedFS renames objects, where versioning was never turned on; measured with 4.53.
func TestRenameAtSeaweedFS(t *testing.T) {
	for name, opts := range map[string][]s3safe.Option{"declared": {s3safe.WithProvider(provider.SeaweedFS)}, "learned": nil} {
		a := &answering{server: "SeaweedFS 30GB 4.53"}
		client := a.client(opts...)
		_, _ = client.HeadBucket(context.Background(), &s3.HeadBucketInput{Bucket: aws.String("reports")})
		if _, err := client.RenameObject(context.Background(), &s3.RenameObjectInput{Bucket: aws.String("reports"), Key: aws.String("new"), RenameSource: aws.String("reports/old")}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// at makes a call go to a host.
func at(host string) func(*s3.Options) {
	return func(o *s3.Options) { o.BaseEndpoint = aws.String("https://" + host) }
}

// What one host's answers say isn't said of another's, of Amazon's least of all.
func TestLearnedOfOneHost(t *testing.T) {
	a := &answering{server: "SeaweedFS 30GB 4.53"}
	client := a.client()
	head := &s3.HeadBucketInput{Bucket: aws.String("reports")}
	hosts := []string{"one.example.com", "two.example.com:9000", "s3.us-east-1.amazonaws.com"}
	a.at = map[string]string{hosts[1]: "MinIO"}
	for _, host := range hosts {
		_, _ = client.HeadBucket(context.Background(), head, at(host))
	}
	for i, host := range hosts {
		// Of few hosts something is kept, and one may have taken another's place.
		_, _ = client.HeadBucket(context.Background(), head, at(host))
		_, err := client.PutBucketWebsite(context.Background(), website(), at(host))
		var stop *s3safe.IncompatibleError
		if errors.As(err, &stop) != (i == 0) || err != nil && stop == nil {
			t.Errorf("%s: %v", host, err)
		}
	}
}

// Calls at the same time learn of many hosts, more than are kept, and of one whose servers
// differ: nothing is stopped there once each has answered.
func TestLearnedAtOnce(t *testing.T) {
	a := &answering{at: map[string]string{}}
	var hosts []string
	servers := []string{"SeaweedFS 30GB 4.53", "MinIO", "", "nginx", "SeaweedFS 30GB 5.01"}
	for i := range 40 {
		hosts = append(hosts, fmt.Sprintf("host%d.example.com", i))
		a.at[hosts[i]] = servers[i%len(servers)]
	}
	client := a.client()
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			for i := range 200 {
				host := hosts[(i*7+n)%len(hosts)]
				_, _ = client.HeadBucket(context.Background(), &s3.HeadBucketInput{Bucket: aws.String("reports")}, at(host))
				_, err := client.PutBucketWebsite(context.Background(), website(), at(host))
				if measured := a.at[host] == servers[0]; err != nil && !measured {
					t.Errorf("%s, which is %q: %v", host, a.at[host], err)
				}
			}
		})
	}
	wg.Wait()

	turns := &taking{servers: servers[:2]}
	o := new(stub).options()
	toElsewhere(&o)
	o.HTTPClient, o.Retryer = turns, aws.NopRetryer{}
	client = s3.New(o, s3safe.Guard(s3safe.WithoutRecorder()))
	for range 2 {
		_, _ = client.HeadBucket(context.Background(), &s3.HeadBucketInput{Bucket: aws.String("reports")})
	}
	for range 8 {
		wg.Go(func() {
			for range 100 {
				if _, err := client.PutBucketWebsite(context.Background(), website()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

// taking is a transport behind which servers take turns.
type taking struct {
	servers []string
	n       atomic.Int64
}

func (d *taking) Do(r *http.Request) (*http.Response, error) {
	return (&answering{server: d.servers[int(d.n.Add(1))%len(d.servers)]}).Do(r)
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
