package verify

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// hosts notes what reached the network.
type hosts struct {
	stub
	mu   sync.Mutex
	seen []*http.Request
	// point is the access point while it exists.
	point, bucket string
}

func (h *hosts) Do(r *http.Request) (*http.Response, error) {
	h.mu.Lock()
	h.seen = append(h.seen, r)
	name := filepath.Base(r.URL.Path)
	control := strings.Contains(r.URL.Host, ".s3-control.")
	switch {
	case control && r.Method == http.MethodPut:
		h.point, h.bucket = name, name+"-bucket"
	case control && r.Method == http.MethodDelete && name == h.point:
		h.point = ""
	case control && r.Method == http.MethodGet && h.point != "":
		text := fmt.Sprintf("<ListAccessPointsResult><AccessPointList><AccessPoint><Name>%s</Name><Bucket>%s</Bucket></AccessPoint>"+
			"<AccessPoint><Name>finance</Name><Bucket>reports</Bucket></AccessPoint></AccessPointList></ListAccessPointsResult>", h.point, h.bucket)
		h.mu.Unlock()
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: readCloser(text), Request: r}, nil
	}
	h.mu.Unlock()
	return h.stub.Do(r)
}

// At Amazon S3, with a directory bucket and an access point, every request is about
// what the run owns, and the access point goes. Amazon is a stub here: what is shown is
// what is sent.
func TestAmazon(t *testing.T) {
	network := &hosts{}
	run := &Run{
		Config:  aws.Config{Region: "us-east-1", HTTPClient: network, Credentials: aws.CredentialsProviderFunc(keys)},
		Account: "444455556666", Zone: "use1-az4", AccessPoint: true, Rules: sample(8), Ledger: filepath.Join(t.TempDir(), "ledger"),
	}
	report, err := run.do(t.Context(), network, run.Ledger)
	if err != nil {
		t.Fatal(err)
	}
	if network.point != "" {
		t.Errorf("the access point %s is left", network.point)
	}
	kinds := map[string]int{}
	for _, r := range network.seen {
		own := run.own()
		host, path := r.URL.Host, strings.TrimPrefix(r.URL.Path, "/")
		switch {
		case strings.Contains(host, ".s3-control."):
			kinds["control"]++
			if r.Method != http.MethodGet && !strings.Contains(path, own) {
				t.Errorf("%s %s", r.Method, r.URL)
			}
		case strings.HasPrefix(host, own):
			for _, kind := range []string{".s3-accesspoint.", ".s3express-", ".s3-accelerate.", ".dualstack.", ".s3-fips"} {
				if strings.Contains(host, kind) {
					kinds[kind]++
				}
			}
			if r.URL.Scheme == "http" {
				kinds["http"]++
			}
		case strings.HasPrefix(path, own):
			kinds["path"]++
		case r.Method == http.MethodGet:
			kinds["listing"]++
		default:
			t.Errorf("%s %s", r.Method, r.URL)
		}
	}
	for _, kind := range []string{"control", ".s3-accesspoint.", ".s3express-", "path", "listing"} {
		if kinds[kind] == 0 {
			t.Errorf("nothing was sent that is %s: %v", kind, kinds)
		}
	}
	if report.Counts[string(NotTested)] == len(report.Rules) {
		t.Error("nothing was tried")
	}
}

// The policy allows nothing but what has the prefix, and listings.
func TestPolicy(t *testing.T) {
	run := &Run{Config: aws.Config{Region: "us-gov-west-1"}, Account: "444455556666", Zone: "z", AccessPoint: true}
	text, err := run.Policy()
	if err != nil {
		t.Fatal(err)
	}
	var policy struct {
		Statement []struct{ Action, Resource []string }
	}
	if err := json.Unmarshal([]byte(text), &policy); err != nil {
		t.Fatal(err)
	}
	for _, s := range policy.Statement {
		for _, resource := range s.Resource {
			narrow := strings.HasPrefix(resource, "arn:aws-us-gov:") && strings.HasSuffix(resource, DefaultPrefix+"*")
			for _, action := range s.Action {
				_, name, _ := strings.Cut(action, ":")
				if !narrow && !strings.HasPrefix(name, "List") {
					t.Errorf("%s on %s", action, resource)
				}
			}
		}
	}
}

// Every rule is either tried at Amazon S3 or has a reason why not.
func TestPlan(t *testing.T) {
	run := &Run{Config: aws.Config{Region: "us-east-1"}, Rules: sample(30)}
	plan, err := run.Plan(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	held := 0
	for why, n := range plan.Held {
		if why == "" {
			t.Error("no reason")
		}
		held += n
	}
	if plan.Rules == 0 || plan.Rules+held != plan.Of {
		t.Errorf("%d tried and %d held of %d", plan.Rules, held, plan.Of)
	}
	if plan.Spent.Requests == 0 || plan.Spent.Dollars == 0 {
		t.Errorf("%+v", plan.Spent)
	}
}

func readCloser(text string) io.ReadCloser { return io.NopCloser(strings.NewReader(text)) }

func keys(context.Context) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "secret"}, nil
}
