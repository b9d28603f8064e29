package wire_test

import (
	"net/http/httptest"
	"testing"

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
