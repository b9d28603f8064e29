package recorder

import (
	"fmt"
	"net/http"
	"reflect"
	"testing"

	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/s3safe/internal/hook"
)

// typical is a request with as many headers as the SDK usually sends.
func typical(headers int) *smithyhttp.Request {
	req := smithyhttp.NewStackRequest().(*smithyhttp.Request)
	req.Method = http.MethodPut
	req.Header = http.Header{}
	for i := range headers {
		req.Header.Set(fmt.Sprint("X-Amz-Header-", i), "value")
	}
	return req
}

// A snapshot allocates nothing, and forgets everything when it is released.
func TestSnapshot(t *testing.T) {
	req := typical(18)
	s := new(snapshot)
	if n := testing.AllocsPerRun(100, func() { s.take(req.Request, lengthOf(req)) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	req.Header["X-Amz-Header-1"][0] = "changed"
	req.Header.Del("X-Amz-Header-2")
	raw := s.raw()
	if raw.Header.Get("X-Amz-Header-1") != "value" || raw.Header.Get("X-Amz-Header-2") != "value" || len(raw.Header) != 18 {
		t.Errorf("%v", raw.Header)
	}
	// One that serves again has nothing of the request before.
	next := &smithyhttp.Request{Request: &http.Request{Method: "GET", Header: http.Header{"X-Amz-Date": {"now"}, "Range": {"a", "b"}}}}
	s.take(next.Request, lengthOf(next))
	raw = s.raw()
	if raw.Method != "GET" || raw.Host != "" || raw.Path != "" || len(raw.Header) != 2 || raw.Header.Get("X-Amz-Date") != "now" || len(raw.Header["Range"]) != 2 {
		t.Errorf("%+v", raw)
	}
}

// A customer's key isn't kept in one that isn't in use.
func TestSnapshotForgetsKeys(t *testing.T) {
	for _, name := range []string{"X-Amz-Server-Side-Encryption-Customer-Key", "X-Amz-Copy-Source-Server-Side-Encryption-Customer-Key"} {
		for more, want := range map[string]bool{name: true, "X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id": false} {
			req := typical(18)
			req.Header.Set(more, "a secret")
			s := new(snapshot)
			s.take(req.Request, lengthOf(req))
			s.release()
			if forgotten := s.count == 0 && s.inline[0] == (singleHeader{}); forgotten != want {
				t.Errorf("with %s, forgotten: %v", more, forgotten)
			}
		}
	}
}

// BenchmarkSnapshot is what a successful call pays for the recorder, besides the
// SDK's handlers for two more middleware; with a guard it pays for the snapshot
// only.
func BenchmarkSnapshot(b *testing.B) {
	req := typical(18)
	b.Run("Take", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			s := snapshots.Get().(*snapshot)
			s.take(req.Request, lengthOf(req))
			s.release()
		}
	})
	b.Run("Install", func(b *testing.B) {
		r := NewRecorder()
		stack := middleware.NewStack("x", smithyhttp.NewStackRequest)
		_ = stack.Finalize.Add(middleware.FinalizeMiddlewareFunc(idSigning, nil), middleware.After)
		b.ReportAllocs()
		for b.Loop() {
			_ = install(stack, r)
			_, _ = stack.Serialize.Remove(hook.RecorderID)
			_, _ = stack.Finalize.Remove(hook.RecorderID)
		}
	})
}

// A snapshot of few headers is the same as one of any, and who has more is refused.
func TestSnapshotOfFew(t *testing.T) {
	two := typical(3)
	two.Header["Range"] = []string{"a", "b"}
	none := typical(3)
	none.Header["Range"] = nil
	secret := typical(3)
	secret.Header.Set("X-Amz-Server-Side-Encryption-Customer-Key", "a secret")
	for name, c := range map[string]struct {
		req  *smithyhttp.Request
		fits bool
	}{
		"none": {typical(0), true}, "a dozen": {typical(12), true}, "as many as fit": {typical(inlineHeaders), true}, "a key": {secret, true},
		"one more": {typical(inlineHeaders + 1), false}, "two values": {two, false}, "no value": {none, false},
	} {
		var few, any snapshot
		any.take(c.req.Request, 7)
		fits := few.takeFew(c.req.Header)
		if fits != c.fits {
			t.Errorf("%s: fits: %v", name, fits)
		}
		if !fits {
			continue
		}
		few.takeHead(c.req.Request, 7)
		if !reflect.DeepEqual(few.raw(), any.raw()) || few.keys != any.keys {
			t.Errorf("%s: %+v, not %+v", name, few.raw(), any.raw())
		}
		if n := testing.AllocsPerRun(10, func() {
			var s snapshot
			s.takeFew(c.req.Header)
		}); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}
