package wire_test

import (
	"fmt"
	"net/http/httptest"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/wire"
)

// The Region that a request is signed for is taken for the endpoint's only if it can
// be one.
func TestRegionOfScope(t *testing.T) {
	for region, want := range map[string]string{
		"eu-west-1": "eu-west-1", "us-gov-east-1": "us-gov-east-1", "US": "", "auto": "", "garage": "", "": "", "us-east": "",
	} {
		r := httptest.NewRequest("PUT", "http://127.0.0.1:9000/reports", nil)
		r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261129/"+region+"/s3/aws4_request, SignedHeaders=host, Signature=00")
		m, err := wire.Decode(r)
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Request.Endpoint.Region; got != want {
			t.Errorf("signed for %q, the endpoint's Region is %q", region, got)
		}
	}
}

// What a request doesn't say of its endpoint can be told: the Region and the scheme.
func ExampleNewDecoder() {
	d := wire.NewDecoder(wire.Region("eu-west-1"), wire.Scheme("https"), wire.Domains("s3.example.com"))
	for _, url := range []string{"/", "http://s3.us-west-2.amazonaws.com/"} {
		r := httptest.NewRequest("GET", url, nil)
		r.Host = "reports.s3.example.com"
		if r.URL.Host != "" {
			r.Host = r.URL.Host
		}
		m, err := d.Decode(r)
		if err != nil {
			fmt.Println(err)
			return
		}
		scheme, _ := m.Request.Endpoint.Get(compat.Scheme)
		fmt.Println(m.Operation, m.Bucket, m.Request.Endpoint.Region, scheme)
	}
	// Output:
	// ListObjects reports eu-west-1 https
	// ListBuckets  us-west-2 http
}
