package trial

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Only what the SDK or net/http refuses to send is unsent: a server that has gone away
// may accept the request.
func TestUnsent(t *testing.T) {
	answering := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer answering.Close()
	cutting := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	defer cutting.Close()
	gone := httptest.NewServer(nil)
	gone.Close()
	put := compat.Given(operation.PutObject, member.Bucket, "reports", member.Key, "k")
	head := put.With(member.Metadata, map[string]string{"a": "b\x00"})
	nothing := compat.Given(operation.PutObject, member.Key, "k")
	presigned := func(c compat.Case) compat.Case { return c.Over(compat.Presigned, "url") }
	for name, x := range map[string]struct {
		at     string
		c      compat.Case
		unsent bool
		status int
	}{
		"answered":                       {answering.URL, put, false, 200},
		"cut off":                        {cutting.URL, put, false, 0},
		"no server":                      {gone.URL, put, false, 0},
		"a header that net/http refuses": {answering.URL, head, true, 0},
		"a header and no server":         {gone.URL, head, true, 0},
		"no bucket":                      {answering.URL, nothing, true, 0},
		"presigned":                      {answering.URL, presigned(put), false, 200},
		"presigned, no server":           {gone.URL, presigned(put), false, 0},
		"presigned, no bucket":           {answering.URL, presigned(nothing), true, 0},
	} {
		client := s3.New(s3.Options{
			Region: "us-east-1", BaseEndpoint: &x.at, UsePathStyle: true, RetryMaxAttempts: 1,
			Credentials: credentials.NewStaticCredentialsProvider("a", "s", ""), HTTPClient: http.DefaultClient,
		})
		got := send(t.Context(), client, x.c, "", nil)
		if got.Unsent != x.unsent || got.Status != x.status || (got.Failure == "") != (x.status != 0) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// A browser's upload isn't sent: whoever is known to send one isn't the SDK.
func TestFormsAreOutOfReach(t *testing.T) {
	put := compat.Given(operation.PutObject, member.Bucket, "reports", member.Key, "k")
	for _, form := range compat.Presigned.Values() {
		why := Embedded().unreachable(put.Over(compat.Presigned, form))
		if reached := form == "false" || form == "url"; reached != (why == "") {
			t.Errorf("%s: %q", form, why)
		}
	}
}
