package strict_test

import (
	"bytes"
	"errors"
	"maps"
	"mime/multipart"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	catalogue "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/internal/exampletest"
	"github.com/s3safe/s3safe-go/s3safe/strict"
)

// presign presigns an input with a client, nil if there is no such method.
func presign(t *testing.T, client *s3.PresignClient, c *compat.Case, in any) (*v4.PresignedHTTPRequest, error) {
	method := reflect.ValueOf(client).MethodByName("Presign" + c.Operation.String())
	if !method.IsValid() {
		return nil, nil
	}
	expires := func(o *s3.PresignOptions) {
		if o.Expires = c.Expires; c.Expires == 0 {
			o.Expires = 15 * time.Minute
		}
	}
	out := method.Call([]reflect.Value{reflect.ValueOf(t.Context()), reflect.ValueOf(in), reflect.ValueOf(expires)})
	err, _ := out[1].Interface().(error)
	r, _ := out[0].Interface().(*v4.PresignedHTTPRequest)
	return r, err
}

// ofTheUser are rules about what whoever uses a URL or a form adds, or about what a
// bucket is then, each with the reason why the guard of the client that presigns can't
// know it.
var ofTheUser = map[string]string{
	"object-lock-digest":                        "the user can add a digest of the body",
	"object-lock-default-digest":                "the user can add a digest of the body",
	"object-lock-default-part-digest":           "the user can add a digest of the body",
	"accelerated-bucket-in-another-region":      "the bucket is another when the URL is used",
	"accelerated-bucket-in-another-region-head": "the bucket is another when the URL is used",
	"requester-pays-unannounced-head":           "other code can add the header before it is signed",
	"form-policy-condition":                     "a policy is JSON, which holds no key that isn't UTF-8",
}

// TestAgreementPresigned: URLs and forms that a client with a guard presigns aren't
// rejected by the handler.
func TestAgreementPresigned(t *testing.T) {
	urls, forms, stopped := 0, 0, 0
	excused := map[string]bool{}
	for _, rule := range catalogue.Source().Rules() {
		for _, c := range slices.Concat(rule.Violating, rule.Allowed) {
			c := compat.Complete(c, sdk.Schema)
			in, err := sdk.NewInput(c)
			if err != nil {
				continue // no input can say it
			}
			p := &inProcess{handler: strict.Handler(new(lax), strict.WithState(exampletest.State{Case: &c}))}
			guarded := s3safe.New(s3.New(exampleOptions(&c, p)), s3safe.WithState(exampletest.State{Case: &c}), s3safe.WithoutRecorder())
			r, err := presign(t, guarded.Presign(), &c, in)
			var incompatible *s3safe.IncompatibleError
			switch {
			case errors.As(err, &incompatible):
				stopped++
			case r != nil && err == nil:
				urls++
				use(t, p, rule, r.Method, r.URL, r.SignedHeader, "")
				excused[p.rule] = true
			}
			if scheme, _ := c.Signature.Get(compat.SignatureScheme); c.Operation != operation.PutObject || scheme == "anonymous" {
				continue // the SDK panics when it presigns a form without credentials
			}
			in, _ = sdk.NewInput(c)
			post, err := guarded.Presign().PresignPostObject(t.Context(), in.(*s3.PutObjectInput))
			if err != nil {
				continue
			}
			forms++
			var body bytes.Buffer
			form := multipart.NewWriter(&body)
			for _, name := range slices.Sorted(maps.Keys(post.Values)) {
				if err := form.WriteField(name, post.Values[name]); err != nil {
					t.Fatal(err)
				}
			}
			if file, err := form.CreateFormFile("file", "a.txt"); err != nil {
				t.Fatal(err)
			} else if _, err := file.Write([]byte("hello")); err != nil {
				t.Fatal(err)
			}
			if err := form.Close(); err != nil {
				t.Fatal(err)
			}
			use(t, p, rule, http.MethodPost, post.URL, http.Header{"Content-Type": {form.FormDataContentType()}}, body.String())
			excused[p.rule] = true
		}
	}
	t.Logf("%d URLs and %d forms are used and none is rejected, but for what their users add; %d URLs aren't made", urls, forms, stopped)
	for id := range ofTheUser {
		if !excused[id] {
			t.Errorf("nothing is rejected for %s: it needs no excuse", id)
		}
	}
	if urls < 300 || forms < 50 {
		t.Errorf("only %d URLs and %d forms were tried", urls, forms)
	}
}

// use uses what was presigned.
func use(t *testing.T, p *inProcess, rule *compat.Rule, method, url string, header http.Header, body string) {
	t.Helper()
	if body == "" && method == http.MethodPut {
		body = "hello"
	}
	r, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Errorf("%s: %v", rule.ID, err)
		return
	}
	for name, values := range header {
		if name != "Host" && name != "Content-Length" {
			r.Header[name] = values
		}
	}
	answer, err := p.Do(r)
	if err != nil {
		t.Errorf("%s: %v", rule.ID, err)
		return
	}
	if _, excused := ofTheUser[p.rule]; answer.StatusCode >= 400 && !excused {
		t.Errorf("%s: the handler rejects for %s what the guard presigns: %d %s %s", rule.ID, p.rule, answer.StatusCode, method, url)
	}
}
