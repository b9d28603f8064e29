package s3safe_test

import (
	"context"
	"io"
	"net/http"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe"
)

// stub is a transport and a credentials provider that count.
type stub struct {
	requests, credentials atomic.Int64
	status                int
	body                  string
	last                  atomic.Pointer[http.Request]
}

func (s *stub) Do(r *http.Request) (*http.Response, error) {
	s.requests.Add(1)
	s.last.Store(r)
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	status := s.status
	if status == 0 {
		status = http.StatusOK
	}
	return &http.Response{
		StatusCode: status, Header: http.Header{}, Request: r,
		Body: io.NopCloser(strings.NewReader(s.body)),
	}, nil
}

func (s *stub) Retrieve(context.Context) (aws.Credentials, error) {
	s.credentials.Add(1)
	return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "secret"}, nil
}

func (s *stub) options() s3.Options {
	return s3.Options{Region: "us-east-1", Credentials: s, HTTPClient: s, RetryMaxAttempts: 2}
}

// untouched fails the test if anything was sent or credentials were fetched.
func (s *stub) untouched(t *testing.T) {
	t.Helper()
	if n := s.requests.Load(); n != 0 {
		t.Errorf("%d requests reached the transport", n)
	}
	if n := s.credentials.Load(); n != 0 {
		t.Errorf("credentials were fetched %d times", n)
	}
}

// everything is a rule that is true of every request.
func everything() compat.Rule {
	return ownRule("test-everything", compat.All(), allOperations(), compat.Given(operation.ListBuckets))
}

func allOperations() []compat.Operation {
	var ops []compat.Operation
	for op := compat.Operation(1); op < operation.Count; op++ {
		ops = append(ops, op)
	}
	return ops
}

// ownRule makes a complete rule for a test.
func ownRule(id string, when compat.Condition, ops []compat.Operation, example compat.Case) compat.Rule {
	return compat.Rule{
		ID: id, Topic: "test", Title: "the test says no", Operations: ops, When: when,
		Answer:    compat.Answer{Status: 400, Code: "InvalidRequest", Message: "no"},
		Why:       "It is a test.",
		Fix:       "Don't.",
		Sources:   []string{"recorded:none"},
		Violating: []compat.Case{example}, Allowed: []compat.Case{example},
	}
}

// complete makes an input of the operation that the SDK would send.
func complete(t testing.TB, op compat.Operation) any {
	t.Helper()
	in, err := sdk.NewInput(compat.Complete(compat.Given(op), sdk.Schema))
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// invoke calls the method of that name with a background context.
func invoke(on any, method string, input any, optFns ...func(*s3.Options)) error {
	args := []reflect.Value{reflect.ValueOf(context.Background()), reflect.ValueOf(input)}
	for _, f := range optFns {
		args = append(args, reflect.ValueOf(f))
	}
	out := reflect.ValueOf(on).MethodByName(method).Call(args)
	err, _ := out[len(out)-1].Interface().(error)
	return err
}

// noTags is an own rule that stops PutObject with tags.
func noTags() compat.Rule {
	return ownRule("test-no-tags", compat.Set(member.Tagging), []compat.Operation{operation.PutObject},
		compat.Given(operation.PutObject, member.Tagging, "a=b"))
}

func tagged() *s3.PutObjectInput {
	return &s3.PutObjectInput{
		Bucket: aws.String("reports"), Key: aws.String("q3.csv"), Tagging: aws.String("a=b"),
		Body: strings.NewReader("x"),
	}
}

func plain() *s3.PutObjectInput {
	return &s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("q3.csv"), Body: strings.NewReader("x")}
}

func newClient(s *stub, opts ...s3safe.Option) *s3safe.Client {
	return s3safe.New(s3.New(s.options()), opts...)
}
