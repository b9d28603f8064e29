package compat_test

import (
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Exactly the operations whose requests are HEAD requests have answers without a
// code of S3's.
func TestAnswerToHead(t *testing.T) {
	bad := compat.Answer{Status: 400, Code: "InvalidRequest", Message: "no"}
	for _, op := range sdk.Operations() {
		want := bad
		if sdk.RouteOf(op).Method == "HEAD" {
			want = compat.Answer{Status: 400, Code: "BadRequest", Message: "Bad Request"}
		}
		f := compat.Finding{Operation: op, Rule: &compat.Rule{Answer: bad}}
		if got := f.Answer(); got != want {
			t.Errorf("%s: %+v, want %+v", op, got, want)
		}
	}
	for status, code := range map[int]string{
		304: "NotModified", 403: "Forbidden", 404: "NotFound", 405: "MethodNotAllowed", 412: "PreconditionFailed",
		416: "RequestedRangeNotSatisfiable", 501: "NotImplemented",
	} {
		if got := (compat.Answer{Status: status, Code: "x"}).To(operation.HeadObject).Code; got != code {
			t.Errorf("%d: %s, want %s", status, got, code)
		}
	}
	if got := (compat.Answer{}).To(operation.HeadObject); got != (compat.Answer{}) {
		t.Errorf("no answer became %+v", got)
	}
}
