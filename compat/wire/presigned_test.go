package wire_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	awsrules "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/compat/wire"
)

func presigner() *s3.PresignClient {
	return s3.NewPresignClient(s3.New(s3.Options{
		Region: "us-west-2", ExpressCredentials: express{},
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "secret", SessionToken: "token"}, nil
		}),
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenRequired,
	}), func(o *s3.PresignOptions) { o.Expires = 10 * time.Minute })
}

// presign presigns an input, and returns the request that one sends with the URL;
// nil if the SDK can't presign the operation.
func presign(op operation.ID, in any) (*http.Request, error) {
	method := reflect.ValueOf(presigner()).MethodByName("Presign" + op.String())
	if !method.IsValid() {
		return nil, nil
	}
	out := method.Call([]reflect.Value{reflect.ValueOf(context.Background()), reflect.ValueOf(in)})
	if err, _ := out[1].Interface().(error); err != nil {
		return nil, err
	}
	p := out[0].Interface().(*v4.PresignedHTTPRequest)
	r, err := http.NewRequest(p.Method, p.URL, http.NoBody)
	if err != nil {
		return nil, err
	}
	for name, values := range p.SignedHeader {
		if name != "Host" && name != "Content-Length" {
			r.Header[name] = values
		}
	}
	return r, nil
}

// unsureInURL are members that the presigner writes into the URL, of which it isn't
// known whether S3 takes them from there: headers that aren't Amazon's.
func unsureInURL(op operation.ID, m member.ID) bool {
	b, _ := sdk.BindingOf(op, m)
	return b.Location == sdk.Header && !strings.HasPrefix(b.Name, "X-Amz-") && !strings.HasPrefix(b.Name, "If-")
}

// TestPresignedRoundTrip: what is presigned comes back from the URL, is well-formed,
// and doesn't break a rule about presigned URLs.
func TestPresignedRoundTrip(t *testing.T) {
	presigned := map[operation.ID]int{}
	for _, op := range sdk.Operations() {
		for n := range 40 {
			rnd := random{rand.New(rand.NewPCG(uint64(op), uint64(n))), n%2 == 0}
			in := rnd.input(op)
			if v := reflect.ValueOf(in).Elem().FieldByName("Body"); v.IsValid() {
				v.SetZero()
			}
			r, err := presign(op, in)
			if err != nil || r == nil {
				continue
			}
			presigned[op]++
			m, err := wire.Decode(r)
			if err != nil {
				t.Errorf("%s, seed %d: %v: %s", op, n, err, r.URL)
				continue
			}
			var want compat.Request
			sdk.Describe(in, &want)
			all := sdk.Schema.Members(op)
			for _, id := range all.IDs() {
				w, g := want.Has(id), m.Request.Has(id)
				switch {
				case w == compat.True && g == compat.True:
					if text, ok := m.Request.Text(id); ok && text != strings.Trim(text, " ") {
						break // a header would have lost the blanks
					}
					if a, b := want.Value(id), m.Request.Value(id); !same(id, a, b) && (id != member.Bucket || !strings.HasPrefix(m.Bucket, "arn:")) {
						t.Errorf("%s, seed %d: %s is %v, want %v: %s", op, n, id, b, a, r.URL)
					}
				case g == compat.Unknown && unsureInURL(op, id):
				case w != g && !added(op, id):
					t.Errorf("%s, seed %d: %s: %v, want %v: %s %v", op, n, id, g, w, r.URL, r.Header)
				}
			}
			if form, _ := m.Request.Signature.Get(compat.Presigned); form != "url" || m.Request.Expires != 10*time.Minute || !m.Signature.Presigned {
				t.Errorf("%s: %s, valid for %s", op, form, m.Request.Expires)
			}
			for _, f := range awsrules.WireCatalog().Check(&m.Request, nil) {
				if awsrules.Catalog().Rule(f.Rule.ID) == nil {
					t.Errorf("%s, seed %d: %s: %s", op, n, f, r.URL)
				}
			}
		}
	}
	if len(presigned) < 7 {
		t.Errorf("presigned: %v", presigned)
	}
	t.Logf("%v", presigned)
}

// TestFormRoundTrip: the form that the SDK presigns is complete and meets its policy,
// and its fields are the members.
func TestFormRoundTrip(t *testing.T) {
	in := &s3.PutObjectInput{
		Bucket: aws.String("reports"), Key: aws.String("2026/q3.csv"),
	}
	p, err := presigner().PresignPostObject(context.Background(), in, func(o *s3.PresignPostOptions) {
		o.Expires = time.Minute
		o.Conditions = []any{[]any{"content-length-range", 1, 10}, map[string]string{"acl": "private"}, []any{"starts-with", "$content-type", "text/"}}
	})
	if err != nil {
		t.Fatal(err)
	}
	send := func(file string, change map[string]string, clock func() time.Time) (*wire.Message, []string) {
		t.Helper()
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		values := map[string]string{"acl": "private", "Content-Type": "text/csv"}
		for _, fields := range []map[string]string{p.Values, change} {
			for name, value := range fields {
				values[name] = value
			}
		}
		for name, value := range values {
			if value != "" {
				_ = form.WriteField(name, value)
			}
		}
		part, _ := form.CreateFormFile("file", "q3.csv")
		_, _ = part.Write([]byte(file))
		_ = form.Close()
		r, err := http.NewRequest("POST", p.URL, &body)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", form.FormDataContentType())
		m, err := wire.Decode(r, wire.Clock(clock))
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, f := range awsrules.WireCatalog().Check(&m.Request, nil) {
			ids = append(ids, f.Rule.ID)
		}
		return m, ids
	}
	m, found := send("a,b\n", nil, time.Now)
	if len(found) > 0 || m.Operation != operation.PutObject || m.Bucket != "reports" || m.Key != "2026/q3.csv" || !m.Signature.Form {
		t.Errorf("%v, %+v", found, m)
	}
	for id, want := range map[member.ID]string{member.ACL: "private", member.ContentType: "text/csv", member.Key: "2026/q3.csv"} {
		if got, _ := m.Request.Text(id); got != want {
			t.Errorf("%s is %q", id, got)
		}
	}
	if form, _ := m.Request.Wire.Get(compat.PostPolicy); form != "met" {
		t.Errorf("policy: %s", form)
	}
	for _, x := range []struct {
		file   string
		change map[string]string
		clock  func() time.Time
		rule   string
	}{
		{"a,b\n", map[string]string{"acl": "public-read"}, time.Now, "form-policy-condition"},
		{"a,b\n", map[string]string{"Content-Type": "image/png"}, time.Now, "form-policy-condition"},
		{"a,b\n", map[string]string{"x-amz-meta-a": "b"}, time.Now, "form-policy-extra-field"},
		{"more than ten bytes", nil, time.Now, "form-file-too-large"},
		{strings.Repeat("a", 1<<20), nil, time.Now, "form-file-too-large"},
		{"", nil, time.Now, "form-file-too-small"},
		{"a,b\n", nil, func() time.Time { return time.Now().Add(time.Hour) }, "form-policy-expired"},
		{"a,b\n", map[string]string{"X-Amz-Signature": ""}, time.Now, "form-signature"},
	} {
		if _, found := send(x.file, x.change, x.clock); !slices.Contains(found, x.rule) {
			t.Errorf("%v, %d bytes: %v, want %s", x.change, len(x.file), found, x.rule)
		}
	}
}
