package strict_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	catalogue "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/internal/exampletest"
	"github.com/s3safe/s3safe-go/s3safe/strict"
)

// inProcess hands requests to a handler as a server would have read them.
type inProcess struct {
	handler  http.Handler
	requests int
	rule     string // the last answer's
}

// Do implements aws.HTTPClient.
func (p *inProcess) Do(out *http.Request) (*http.Response, error) {
	p.requests++
	p.rule = ""
	var text bytes.Buffer
	if err := out.Clone(out.Context()).Write(&text); err != nil {
		return nil, err
	}
	in, err := http.ReadRequest(bufio.NewReader(&text))
	if err != nil {
		return nil, err
	}
	if out.URL.Scheme == "https" {
		in.TLS = new(tls.ConnectionState)
	}
	w := httptest.NewRecorder()
	p.handler.ServeHTTP(w, in)
	answer := w.Result()
	p.rule = answer.Header.Get(strict.RuleHeader)
	answer.Request = out
	return answer, nil
}

// exampleOptions are the options of a client that has what the example says of
// endpoint and signature, as far as options can say it.
func exampleOptions(c *compat.Case, transport aws.HTTPClient) s3.Options {
	o := s3.Options{Region: "us-west-2", Credentials: credentials, HTTPClient: transport, Retryer: aws.NopRetryer{}}
	exampletest.Configure(&o, c)
	return o
}

// call calls the operation of an input.
func call(ctx context.Context, client any, c *compat.Case, in any) error {
	out := reflect.ValueOf(client).MethodByName(c.Operation.String()).Call([]reflect.Value{reflect.ValueOf(ctx), reflect.ValueOf(in)})
	if body := reflect.Indirect(out[0]); body.IsValid() {
		if f := body.FieldByName("Body"); f.IsValid() {
			if closer, ok := f.Interface().(io.Closer); ok && closer != nil {
				_ = closer.Close()
			}
		}
	}
	err, _ := out[1].Interface().(error)
	return err
}

// onlySeen are rules about what only a request that was sent shows, each with the reason
// why a guard can't know it, and the rules in whose examples it is so.
var onlySeen = map[string]struct {
	why string
	of  []string
}{
	"document-md5-differs": {"the SDK makes the document of the input when the guard has judged that, and leaves a digest of it that is given", nil},
	"part-checksum-not-of-upload": {"where it goes as a header, a guard doesn't tell the SDK's default checksum from what other code adds",
		[]string{"part-default-checksum-not-of-upload", "part-default-checksum-header-not-of-upload"}},
}

// TestAgreement: of all examples of all rules, a client with a guard is never rejected
// by the handler; and what the guard stops, the handler rejects when a client without
// one sends it.
func TestAgreement(t *testing.T) {
	var sent, stopped, both, onlyGuard, unsent int
	missed, excused := map[string]int{}, map[string]bool{}
	for _, rule := range catalogue.Source().Rules() {
		for _, c := range slices.Concat(rule.Violating, rule.Allowed) {
			c := compat.Complete(c, sdk.Schema)
			if form, _ := c.Signature.Get(compat.Presigned); form == "url" || form == "post" || form == "form" {
				continue // what is presigned isn't sent by the client that presigns it
			}
			in, err := sdk.NewInput(c)
			if err != nil {
				continue // no input can say it
			}
			p := &inProcess{handler: strict.Handler(new(lax), strict.WithState(exampletest.State{Case: &c}))}
			guarded := s3safe.New(s3.New(exampleOptions(&c, p)), s3safe.WithState(exampletest.State{Case: &c}), s3safe.WithoutRecorder())
			var incompatible *s3safe.IncompatibleError
			err = call(t.Context(), guarded, &c, in)
			if !errors.As(err, &incompatible) {
				if p.requests > 0 {
					sent++
				}
				excused[p.rule] = true
				if seen, ok := onlySeen[p.rule]; p.rule != "" && (!ok || seen.of != nil && !slices.Contains(seen.of, rule.ID)) {
					t.Errorf("%s: the guard lets pass what the handler rejects for %s: %s", rule.ID, p.rule, c.Operation)
				}
				continue
			}
			stopped++
			in, _ = sdk.NewInput(c) // bodies are read
			p = &inProcess{handler: p.handler}
			_ = call(t.Context(), s3.New(exampleOptions(&c, p)), &c, in)
			switch {
			case p.requests == 0:
				unsent++ // the SDK itself refuses it
			case p.rule != "":
				both++
			default:
				onlyGuard++
				missed[incompatible.Findings[0].Rule.ID]++
			}
		}
	}
	t.Logf("with a guard %d examples are sent and none is rejected; %d are stopped, of which without a guard %d are rejected, %d pass and %d are refused by the SDK",
		sent, stopped, both, onlyGuard, unsent)
	t.Logf("stopped by the guard only: %v", missed)
	for id := range onlySeen {
		if !excused[id] {
			t.Errorf("nothing is rejected for %s: it needs no excuse", id)
		}
	}
	if sent < 800 || both < 600 {
		t.Errorf("only %d examples were sent, and %d rejected", sent, both)
	}
}
