package trial

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// A policy at Amazon S3 lets in nobody but the account, in its partition, unless
// everyone is meant: fresh buckets block public policies.
func TestPolicyOfStage(t *testing.T) {
	for name, c := range map[string]struct {
		stage     stage
		region    string
		principal string // as JSON
		resources []string
	}{
		"at Amazon S3":      {stage{full: true}, "us-east-1", `{"AWS":"444455556666"}`, []string{"arn:aws:s3:::b/public/*"}},
		"in China":          {stage{full: true}, "cn-north-1", `{"AWS":"444455556666"}`, []string{"arn:aws-cn:s3:::b/public/*"}},
		"in GovCloud":       {stage{full: true}, "us-gov-west-1", `{"AWS":"444455556666"}`, []string{"arn:aws-us-gov:s3:::b/public/*"}},
		"open to everyone":  {stage{full: true, public: true}, "us-east-1", `"*"`, []string{"arn:aws:s3:::b", "arn:aws:s3:::b/*"}},
		"at another server": {stage{}, "us-east-1", `"*"`, []string{"arn:aws:s3:::b/public/*"}},
	} {
		var policy struct {
			Statement []struct {
				Principal json.RawMessage
				Resource  []string
			}
		}
		if err := json.Unmarshal([]byte(c.stage.policyOf("b", c.region, "444455556666")), &policy); err != nil {
			t.Fatal(name, err)
		}
		s := policy.Statement[0]
		if string(s.Principal) != c.principal || !slices.Equal(s.Resource, c.resources) {
			t.Errorf("%s: %s %q", name, s.Principal, s.Resource)
		}
	}
}

// keeping is a server with one bucket, which it removes or keeps.
type keeping struct{ there, removes bool }

func (k *keeping) Do(r *http.Request) (*http.Response, error) {
	status := 200
	switch {
	case !k.there:
		status = 404
	case r.Method == http.MethodDelete && !strings.Contains(r.URL.RawQuery, "policy"):
		k.there = !k.removes
		status = 204
	}
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("")), Request: r}, nil
}

// A bucket that an example needs to be missing, and that another one left, is removed, or
// the example isn't tested.
func TestVacate(t *testing.T) {
	for name, c := range map[string]struct {
		server keeping
		stage  stage
		fails  bool
	}{
		"missing":    {keeping{}, stage{missing: true}, false},
		"left":       {keeping{there: true, removes: true}, stage{missing: true}, false},
		"kept":       {keeping{there: true}, stage{missing: true}, true},
		"not needed": {keeping{there: true}, stage{}, false},
	} {
		w := &world{store: new(Store), setup: s3.New(s3.Options{Region: "us-east-1", HTTPClient: &c.server, Credentials: aws.AnonymousCredentials{}})}
		if err := w.vacate(t.Context(), c.stage, "reports"); (err != nil) != c.fails {
			t.Errorf("%s: %v", name, err)
		}
		if c.stage.missing && !c.fails && c.server.there {
			t.Errorf("%s: the bucket is there", name)
		}
	}
}

// calls notes the query parameters of what reaches the store.
type calls struct{ seen []string }

func (c *calls) Do(r *http.Request) (*http.Response, error) {
	query, _, _ := strings.Cut(r.URL.RawQuery, "=")
	c.seen = append(c.seen, r.Method+" "+query)
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("")), Request: r}, nil
}

// What a state keeps from being changed afterwards is changed before: where ABAC is
// enabled, PutBucketTagging and DeleteBucketTagging are refused.
func TestOrderOfStaging(t *testing.T) {
	network := &calls{}
	client := s3.New(s3.Options{Region: "us-east-1", HTTPClient: network, Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: "a", SecretAccessKey: "s"}, nil
	})})
	var x compat.Facts
	x = x.With(compat.ABAC, "Enabled").With(compat.Tags, "none")
	at := &Store{Scratch: &Scratch{}, Limits: Limits{Endpoints: true, State: func(compat.Feature, string) bool { return true }}}
	s := at.stageOf(&x, operation.PutObject)
	if err := s.build(t.Context(), client, "b", "444455556666", func(context.Context, string) error { return nil }); err != nil {
		t.Fatal(err)
	}
	abac, tags := slices.Index(network.seen, "PUT abac"), slices.Index(network.seen, "DELETE tagging")
	if abac < 0 || tags < 0 || tags > abac {
		t.Errorf("%q", network.seen)
	}
}
