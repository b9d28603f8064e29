package wire_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	awsrules "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/compat/wire"
)

var errSent = errors.New("sent")

// sender is a transport that keeps the request with its body, and answers nothing.
type sender struct {
	last *http.Request
	body []byte
}

func (w *sender) Do(r *http.Request) (*http.Response, error) {
	w.last = r
	if r.Body != nil {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		w.body = b
	}
	return nil, errSent
}

// send passes an input through the real SDK.
func send(op operation.ID, in any, change func(*s3.Options)) (*sender, error) {
	w := &sender{}
	o := s3.Options{
		Region: "us-west-2",
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "secret"}, nil
		}),
		HTTPClient:                 w,
		Retryer:                    aws.NopRetryer{},
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenRequired,
		ExpressCredentials:         express{},
	}
	if change != nil {
		change(&o)
	}
	out := reflect.ValueOf(s3.New(o)).MethodByName(op.String()).Call([]reflect.Value{
		reflect.ValueOf(context.Background()), reflect.ValueOf(in),
	})
	if err, _ := out[1].Interface().(error); !errors.Is(err, errSent) {
		return nil, fmt.Errorf("%s wasn't sent: %w", op, err)
	}
	return w, nil
}

// express gives sessions without asking for them.
type express struct{}

func (express) Retrieve(context.Context, string) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "secret", SessionToken: "session"}, nil
}

// received is the request as a server reads it: written by net/http, and parsed.
func (w *sender) received() (*http.Request, error) {
	r := w.last.Clone(context.Background())
	r.Body = io.NopCloser(bytes.NewReader(w.body))
	r.GetBody = nil
	if len(w.body) == 0 {
		r.Body, r.ContentLength = http.NoBody, 0
	}
	var text bytes.Buffer
	if err := r.Write(&text); err != nil {
		return nil, err
	}
	got, err := http.ReadRequest(bufio.NewReader(&text))
	if err != nil {
		return nil, err
	}
	got.URL.Scheme = w.last.URL.Scheme // what the connection would say
	return got, nil
}

// added are the members that the SDK adds by itself, and that a request on the wire
// therefore has beyond those of the input.
func added(op operation.ID, m member.ID) bool {
	b, _ := sdk.BindingOf(op, m)
	switch b.Name {
	case "Content-Length", // of every body
		"Content-Type",                                        // application/octet-stream
		"Content-Md5",                                         // where S3 requires it
		"X-Amz-Client-Token",                                  // a random one
		"X-Amz-Sdk-Checksum-Algorithm", "X-Amz-Checksum-Type": // with a checksum
		return true
	}
	return strings.HasPrefix(b.Name, "X-Amz-Checksum-")
}

// same compares the value that the SDK's input has with the decoded one. What
// differs, and why:
//   - HTTP has no case in the names of headers: names of metadata are in lower case;
//   - dates in headers have whole seconds;
//   - a list whose entries aren't in an element of its own, and that is empty, is
//     not sent.
func same(m member.ID, want, got compat.Value) bool {
	switch want.Kind() {
	case compat.KindTime:
		a, _ := want.Time()
		b, ok := got.Time()
		return ok && a.UTC().Truncate(time.Second).Equal(b.UTC().Truncate(time.Second))
	case compat.KindStrings:
		a, _ := want.Strings()
		b, ok := got.Strings()
		if !ok || len(a) != len(b) {
			return false
		}
		for k, v := range a {
			if b[strings.ToLower(k)] != strings.Trim(v, " \t") {
				return false
			}
		}
		return true
	case compat.KindStream:
		return got.Kind() == compat.KindStream
	case compat.KindDocument:
		return reflect.DeepEqual(sent(reflect.ValueOf(want.Object())).Interface(), sent(reflect.ValueOf(got.Object())).Interface())
	}
	return want == got
}

// sent returns a copy of a document with what the wire can't tell apart made one.
func sent(v reflect.Value) reflect.Value {
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		return reflect.ValueOf(v.Interface().(time.Time).UTC().Truncate(time.Second))
	case v.Kind() == reflect.Pointer && !v.IsNil():
		p := reflect.New(v.Type().Elem())
		p.Elem().Set(sent(v.Elem()))
		return p
	case v.Kind() == reflect.Interface && !v.IsNil():
		return sent(v.Elem())
	case v.Kind() == reflect.Struct:
		c := reflect.New(v.Type()).Elem()
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				c.Field(i).Set(sent(v.Field(i)))
			}
		}
		return c
	case v.Kind() == reflect.Slice:
		if v.Len() == 0 {
			return reflect.Zero(v.Type())
		}
		c := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			c.Index(i).Set(sent(v.Index(i)))
		}
		return c
	}
	return v
}

// compare decodes a request and compares it with the input it was made from.
func compare(name string, in any, r *http.Request, body []byte, options ...wire.Option) (problems []string) {
	fail := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	var want compat.Request
	if !sdk.Describe(in, &want) {
		fail("%s: no input", name)
		return problems
	}
	m, err := wire.Decode(r, options...)
	if err != nil {
		fail("%s: %s %s %s: %v", name, r.Method, r.Host, r.URL, err)
		return problems
	}
	replayed, err := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	if err != nil || !bytes.Equal(replayed, body) {
		fail("%s: the body is another: %d bytes, %v", name, len(replayed), err)
	}
	got := &m.Request
	if got.Operation != want.Operation || m.Operation != want.Operation {
		fail("%s: decoded as %s: %s %s", name, got.Operation, r.Method, r.URL)
		return problems
	}
	all := sdk.Schema.Members(want.Operation)
	for _, id := range all.IDs() {
		w, g := want.Has(id), got.Has(id)
		switch {
		case w == compat.True && g == compat.True:
			if id == member.Bucket && strings.HasPrefix(m.Bucket, "arn:") && want.Target.Kinds.Has(compat.MultiRegionAccessPoint) {
				break // its host doesn't name the account
			}
			if a, b := want.Value(id), got.Value(id); !same(id, a, b) {
				fail("%s: %s is %+v, want %+v; %s %s\n%s", name, id, show(b), show(a), r.Method, r.URL, body)
			}
		case w == compat.True && want.Value(id).Kind() == compat.KindStream && len(body) == 0:
			// No body, and one of no bytes, are the same.
		case w != g && !added(want.Operation, id):
			fail("%s: %s: %v, want %v: %s %s %v", name, id, g, w, r.Method, r.URL, r.Header)
		}
	}
	a, b := want.Target, got.Target
	if a.Kinds.Has(compat.MultiRegionAccessPoint) {
		a, b = compat.Target{Kinds: a.Kinds, Name: a.Name, ARN: true}, compat.Target{Kinds: b.Kinds, Name: b.Name, ARN: true}
	}
	if a != b {
		fail("%s: target %+v, want %+v: %s", name, b, a, r.Host)
	}
	if want.Source != got.Source {
		fail("%s: source %+v, want %+v", name, got.Source, want.Source)
	}
	return problems
}

func show(v compat.Value) any {
	if v.Kind() == compat.KindDocument {
		return fmt.Sprintf("%T %+v", v.Object(), v.Object())
	}
	return v
}

// examples calls f for every example of the catalogue, and for every sample of
// every member.
func examples(f func(name string, c compat.Case)) {
	for _, op := range sdk.Operations() {
		plain := compat.Complete(compat.Given(op), sdk.Schema)
		f(op.String(), plain)
		all := sdk.Schema.Members(op)
		for _, m := range all.IDs() {
			for i, v := range sdk.Schema.Samples(op, m) {
				f(fmt.Sprintf("%s.%s[%d]", op, m, i), plain.With(m, v))
			}
		}
	}
	for _, rule := range awsrules.Source().Rules() {
		for i, c := range rule.Violating {
			f(fmt.Sprintf("%s violating %d", rule.ID, i), compat.Complete(c, sdk.Schema))
		}
		for i, c := range rule.Allowed {
			f(fmt.Sprintf("%s allowed %d", rule.ID, i), compat.Complete(c, sdk.Schema))
		}
	}
}

// differ are the examples that say more than the wire carries, and why.
var differ = map[string]string{
	"PutObject.ContentLength[0]":                   "a length without a body",
	"UploadPart.ContentLength[0]":                  "a length without a body",
	"WriteGetObjectResponse.ContentLength[0]":      "a length without a body",
	"upload-too-large violating 0":                 "a length without a body",
	"upload-too-large violating 1":                 "a length without a body",
	"upload-too-large allowed 0":                   "a length without a body",
	"bucket-name-empty violating 0":                "without a bucket it is another request",
	"bucket-name-empty violating 1":                "without a bucket it is another request",
	"policy-first-character violating 0":           "an empty text leaves no body",
	"object-attributes-none violating 0":           "an empty list leaves no header",
	"delete-key-not-in-xml violating 0":            "the SDK replaces control characters in XML",
	"metadata-key-characters violating 0":          "net/http leaves out headers that have no valid name",
	"metadata-key-characters violating 1":          "net/http leaves out headers that have no valid name",
	"metadata-key-characters allowed 2":            "net/http cuts blanks around names",
	"metadata-value-control-character violating 0": "net/http writes blanks for line breaks",
	"content-header-control-character violating 0": "net/http writes blanks for line breaks",
	"copy-source-line-break violating 0":           "net/http writes blanks for line breaks",
	"metadata-keys-collide violating 0":            "names that differ in case are one header, of which the SDK keeps one",
	"metadata-too-large allowed 1":                 "names that differ in case are one header, of which the SDK keeps one",
}

// TestRoundTrip sends every example through the SDK, and decodes what a server
// receives.
func TestRoundTrip(t *testing.T) {
	decoded, refused, differ := 0, 0, maps.Clone(differ)
	examples(func(name string, c compat.Case) {
		in, err := sdk.NewInput(c)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		w, err := send(c.Operation, in, nil)
		if err != nil {
			refused++
			return // the SDK itself refuses it
		}
		r, err := w.received()
		if err != nil {
			refused++
			return // net/http refuses it
		}
		decoded++
		found := compare(name, in, r, w.body)
		reason, known := differ[name]
		delete(differ, name)
		if known && len(found) == 0 {
			t.Errorf("%s: decoded as it was: not true that %s", name, reason)
		}
		if !known {
			for _, problem := range found {
				t.Error(problem)
			}
		}
	})
	for name := range differ {
		t.Errorf("%s: no such example, or not sent", name)
	}
	t.Logf("%d decoded, %d not sent by the SDK or net/http", decoded, refused)
	if decoded < 3500 {
		t.Errorf("only %d requests", decoded)
	}
}

// inMemory are the rules that compare a body with its digest or ask whether it is
// empty, which a guard can of a body in memory, and nothing can of a stream.
func inMemory(rule *compat.Rule) bool {
	for _, p := range rule.When.Members().IDs() {
		if p == member.Body || p == member.AnnotationPayload {
			return true
		}
	}
	return false
}

// judgedOtherwise are the examples beyond differ of which something else is found,
// and why.
var judgedOtherwise = map[string]string{
	"metadata-key-case violating 0":            "HTTP has no case in the names of headers",
	"tiering-without-tiers violating 0":        "an empty list of elements leaves none",
	"part-algorithm-not-of-upload violating 0": "the SDK adds the checksum of the algorithm",
}

// TestSameFindings: of every example, the catalogue finds the same of the SDK's input
// and of the request that the SDK makes of it.
func TestSameFindings(t *testing.T) {
	catalog := awsrules.Catalog()
	ids := func(r *compat.Request) map[string]bool {
		found := map[string]bool{}
		for _, f := range catalog.CheckInput(r, nil) {
			if !inMemory(awsrules.Source().Rule(f.Rule.ID)) {
				found[f.Rule.ID] = true
			}
		}
		return found
	}
	compared := 0
	examples(func(name string, c compat.Case) {
		in, err := sdk.NewInput(c)
		if err != nil {
			return
		}
		w, err := send(c.Operation, in, nil)
		if err != nil {
			return
		}
		r, err := w.received()
		if err != nil {
			return
		}
		m, err := wire.Decode(r)
		if err != nil {
			return
		}
		compared++
		want := c.Request()
		sdk.Describe(in, want)
		m.Request.Bucket, m.Request.CopyFrom, m.Request.Upload = want.Bucket, want.CopyFrom, want.Upload
		a, b := ids(want), ids(&m.Request)
		_, differs := differ[name]
		_, loses := judgedOtherwise[name]
		if !maps.Equal(a, b) && !differs && !loses {
			t.Errorf("%s: %v is found of the request, %v of the input", name, b, a)
		}
		if loses && maps.Equal(a, b) {
			t.Errorf("%s: the same is found", name)
		}
	})
	if compared < 3500 {
		t.Errorf("only %d examples", compared)
	}
}
