package sdk_test

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// sent is a request as the SDK hands it to the transport.
type sent struct {
	*http.Request
	body string
}

var errSent = errors.New("sent")

// wire is a transport that keeps the request and answers nothing.
type wire struct{ last *sent }

func (w *wire) Do(r *http.Request) (*http.Response, error) {
	w.last = &sent{Request: r}
	if r.Body != nil {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		w.last.body = string(b)
	}
	return nil, errSent
}

// send passes an input through the real SDK.
func send(op operation.ID, in any) (*sent, error) {
	w := &wire{}
	client := s3.New(s3.Options{
		Region: "us-west-2",
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "id", SecretAccessKey: "secret"}, nil
		}),
		HTTPClient:                 w,
		Retryer:                    aws.NopRetryer{},
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenRequired,
	})
	out := reflect.ValueOf(client).MethodByName(op.String()).Call([]reflect.Value{
		reflect.ValueOf(context.Background()), reflect.ValueOf(in),
	})
	if err, _ := out[1].Interface().(error); !errors.Is(err, errSent) {
		return nil, fmt.Errorf("%s wasn't sent: %w", op, err)
	}
	return w.last, nil
}

// element reports whether the body has the element that a binding names.
func (s *sent) element(name string) bool {
	root, child, _ := strings.Cut(name, ">")
	var doc struct {
		XMLName  xml.Name
		Children []struct{ XMLName xml.Name } `xml:",any"`
	}
	if xml.Unmarshal([]byte(s.body), &doc) != nil || doc.XMLName.Local != root {
		return false
	}
	found := child == ""
	for _, c := range doc.Children {
		found = found || c.XMLName.Local == child
	}
	return found
}

// carries reports whether the request has the member where the binding says.
func (s *sent) carries(b sdk.Binding, value any) bool {
	switch b.Location {
	case sdk.Header:
		if b.Name == "Content-Length" {
			return fmt.Sprint(s.ContentLength) == fmt.Sprint(value)
		}
		_, ok := s.Header[b.Name]
		return ok
	case sdk.HeaderPrefix:
		for k := range s.Header {
			if strings.HasPrefix(k, b.Name) {
				return true
			}
		}
		return false
	case sdk.Query:
		return s.URL.Query().Has(b.Name)
	case sdk.Label:
		return strings.Contains(s.URL.Path, fmt.Sprint(value))
	case sdk.Host:
		return strings.Contains(s.URL.Host+s.URL.Path, fmt.Sprint(value))
	case sdk.Payload:
		return s.body != ""
	case sdk.Element:
		return s.element(b.Name)
	}
	return false
}

// uncomputed are the checksum algorithms that this release lists but can't
// compute: an upload that names one, without the checksum, isn't sent.
var uncomputed = []any{"MD5", "XXHASH64", "XXHASH3", "XXHASH128"}

// TestBindings sends every sample of every member through the SDK: it must pass
// the SDK's own checks, and be found where its binding says, and only then.
func TestBindings(t *testing.T) {
	for _, op := range sdk.Operations() {
		t.Run(op.String(), func(t *testing.T) {
			t.Parallel()
			plain := compat.Complete(compat.Given(op), sdk.Schema)
			without, err := transmit(plain)
			if err != nil {
				t.Fatal(err)
			}
			route := sdk.RouteOf(op)
			if without.Method != route.Method {
				t.Errorf("method %s, route says %s", without.Method, route.Method)
			}
			fixed, _ := url.ParseQuery(route.Query)
			for k := range fixed {
				if !without.URL.Query().Has(k) {
					t.Errorf("no query parameter %s", k)
				}
			}
			all, required := sdk.Schema.Members(op), sdk.Schema.Required(op)
			for _, m := range all.IDs() {
				b, ok := sdk.BindingOf(op, m)
				if !ok {
					t.Errorf("%s: no binding", m)
				}
				for _, v := range sdk.Schema.Samples(op, m) {
					with, err := transmit(plain.With(m, v))
					if m == member.ChecksumAlgorithm && b.Name == "X-Amz-Sdk-Checksum-Algorithm" && slices.Contains(uncomputed, v) {
						if err == nil || !strings.Contains(err.Error(), "unknown checksum algorithm") {
							t.Errorf("%s = %v: the SDK can compute it now: %v", m, v, err)
						}
						continue
					}
					if err != nil {
						t.Errorf("%s = %v: %v", m, v, err)
						continue
					}
					if !with.carries(b, v) {
						t.Errorf("%s = %v: not at %v: %s %s %v", m, v, b, with.Method, with.URL, with.Header)
					}
				}
				if s := sdk.Schema.Samples(op, m); !required.Has(m) && without.carries(b, s[0]) && !derived(b) {
					t.Errorf("%s: at %v although it isn't set", m, b)
				}
			}
		})
	}
}

func transmit(c compat.Case) (*sent, error) {
	in, err := sdk.NewInput(c)
	if err != nil {
		return nil, err
	}
	return send(c.Operation, in)
}

// derived reports whether the SDK adds the header of itself when it isn't given.
func derived(b sdk.Binding) bool {
	switch b.Name {
	case "Content-Length", "Content-Type", "Content-Md5", "X-Amz-Client-Token":
		return true
	}
	return strings.HasPrefix(b.Name, "X-Amz-Checksum-") || strings.HasPrefix(b.Name, "X-Amz-Sdk-Checksum-")
}

// TestRequired: without any one required member the SDK sends nothing, without
// the others it does.
func TestRequired(t *testing.T) {
	for _, op := range sdk.Operations() {
		required := sdk.Schema.Required(op)
		if all := sdk.Schema.Members(op); !all.Covers(&required) {
			t.Errorf("%s: requires what it doesn't have: %v", op, required.IDs())
		}
		plain := compat.Complete(compat.Given(op), sdk.Schema)
		for _, m := range required.IDs() {
			if _, err := transmit(plain.Without(m)); err == nil || !strings.Contains(err.Error(), m.String()) {
				t.Errorf("%s without %s: %v", op, m, err)
			}
			if sdk.NonEmpty(op, m) {
				if _, err := transmit(plain.With(m, "")); err == nil {
					t.Errorf("%s with an empty %s was sent", op, m)
				}
			}
		}
	}
}

// TestReverseLookup: header and parameter lead back to their member, and no
// place is that of two members.
func TestReverseLookup(t *testing.T) {
	for _, op := range sdk.Operations() {
		seen := map[sdk.Binding]member.ID{}
		all := sdk.Schema.Members(op)
		for _, m := range all.IDs() {
			b, _ := sdk.BindingOf(op, m)
			if other, ok := seen[b]; ok {
				t.Errorf("%s: %s and %s are both at %v", op, other, m, b)
			}
			seen[b] = m
			var got member.ID
			var ok bool
			switch b.Location {
			case sdk.Header:
				got, ok = sdk.HeaderMember(op, strings.ToLower(b.Name))
				if b.Name != http.CanonicalHeaderKey(b.Name) {
					t.Errorf("%s.%s: %s isn't canonical", op, m, b.Name)
				}
			case sdk.HeaderPrefix:
				got, ok = sdk.HeaderMember(op, strings.ToLower(b.Name)+"author")
			case sdk.Query:
				got, ok = sdk.QueryMember(op, b.Name)
			default:
				continue
			}
			if got != m || !ok {
				t.Errorf("%s: %v leads to %s, not %s", op, b, got, m)
			}
		}
		if m, ok := sdk.HeaderMember(op, "Authorization"); ok {
			t.Errorf("%s: Authorization leads to %s", op, m)
		}
		if m, ok := sdk.QueryMember(op, "x-id"); ok {
			t.Errorf("%s: x-id leads to %s", op, m)
		}
	}
	if _, ok := sdk.BindingOf(operation.GetObject, member.ACL); ok {
		t.Error("GetObject.ACL has a binding")
	}
}

func TestBindingString(t *testing.T) {
	b, _ := sdk.BindingOf(operation.SelectObjectContent, member.Expression)
	if got, want := b.String(), "element SelectObjectContentRequest>Expression"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for l := range sdk.Location(9) {
		if l.String() == "" {
			t.Error(strconv.Itoa(int(l)))
		}
	}
}

// TestUncomputedWithChecksum: given the checksum itself, the SDK sends it, and
// the algorithm as well.
func TestUncomputedWithChecksum(t *testing.T) {
	for algorithm, m := range map[string]member.ID{
		"MD5": member.ChecksumMD5, "XXHASH64": member.ChecksumXXHASH64,
		"XXHASH3": member.ChecksumXXHASH3, "XXHASH128": member.ChecksumXXHASH128,
	} {
		s, err := transmit(compat.Complete(compat.Given(operation.PutObject, member.ChecksumAlgorithm, algorithm,
			m, sdk.Schema.Samples(operation.PutObject, m)[0]), sdk.Schema))
		b, _ := sdk.BindingOf(operation.PutObject, m)
		if err != nil || !s.carries(b, nil) {
			t.Errorf("%s: %v", algorithm, err)
		}
	}
}
