package presignpost_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/op/presignpost"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

var example = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "example"}, nil
})

func presigner() *s3.PresignClient {
	return s3.NewPresignClient(s3.New(s3.Options{Region: "us-east-1", Credentials: example}))
}

type policy struct {
	Expiration time.Time
	Conditions []any
}

func policyOf(t *testing.T, f *presignpost.Form) (p policy) {
	t.Helper()
	raw, err := base64.StdEncoding.DecodeString(f.Fields["policy"])
	if err == nil {
		err = json.Unmarshal(raw, &p)
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// refused judges a form as S3 does: every field but those about the signature and
// the file needs a condition, and every condition must be met.
func refused(p policy, fields map[string]string, size int64) error {
	seen := map[string]bool{"x-amz-signature": true, "policy": true, "file": true}
	value := func(name string) (string, bool) {
		for k, v := range fields {
			if strings.EqualFold(k, name) {
				return v, true
			}
		}
		return "", false
	}
	for _, c := range p.Conditions {
		switch c := c.(type) {
		case map[string]any:
			for name, want := range c {
				seen[strings.ToLower(name)] = true
				if got, _ := value(name); name != "bucket" && got != want {
					return fmt.Errorf("%s is %q, the policy says %q", name, got, want)
				}
			}
		case []any:
			if c[0] == "content-length-range" {
				if float64(size) < c[1].(float64) || float64(size) > c[2].(float64) {
					return fmt.Errorf("%d bytes aren't within %v", size, c)
				}
				continue
			}
			name := strings.TrimPrefix(c[1].(string), "$")
			seen[strings.ToLower(name)] = true
			if got, ok := value(name); !ok || !strings.HasPrefix(got, c[2].(string)) {
				return fmt.Errorf("%s doesn't begin with %q", name, c[2])
			}
		}
	}
	for name := range fields {
		if !seen[strings.ToLower(name)] {
			return fmt.Errorf("the field %s has no condition", name)
		}
	}
	return nil
}

// TestForm: every field of a form has its condition, and the conditions hold what
// they say.
func TestForm(t *testing.T) {
	b := presignpost.Under("uploads", "user/eric/").Size(1, 10).ContentTypePrefix("image/").CacheControl("no-cache").ContentDisposition("inline").ContentEncoding("gzip").
		ACL(opt.PublicRead).Encryption(opt.KMS("alias/a").Context(map[string]string{"a": "b"}).BucketKey()).StorageClass(opt.StandardIA).Metadata("Uuid", "1").
		WebsiteRedirectLocation("/index.html").SuccessStatus(200).SuccessStatus(201).SuccessRedirect("https://example.com/").Expires(time.Hour).
		With(func(in *s3.PutObjectInput) { in.Expires = aws.Time(time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)) })
	begun := time.Now()
	form, err := b.Presign(context.Background(), presigner())
	if err != nil {
		t.Fatal(err)
	}
	p := policyOf(t, form)
	if d := p.Expiration.Sub(begun); d < 59*time.Minute || d > 61*time.Minute {
		t.Errorf("valid for %s", d)
	}
	if form.Fields["key"] != "user/eric/${filename}" || form.Fields["success_action_status"] != "201" || form.Fields["x-amz-meta-uuid"] != "1" || form.Fields["Expires"] != "Tue, 01 Jan 2030 00:00:00 GMT" {
		t.Errorf("%v", form.Fields)
	}
	if !strings.Contains(form.URL, "uploads") {
		t.Errorf("%s", form.URL)
	}
	form.Fields["Content-Type"] = "image/png"
	if err := refused(p, form.Fields, 5); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(map[string]string){
		"another prefix": func(f map[string]string) { f["key"] = "user/mallory/x" }, "another type": func(f map[string]string) { f["Content-Type"] = "text/html" },
		"another ACL": func(f map[string]string) { f["acl"] = "private" }, "another field": func(f map[string]string) { f["x-amz-tagging"] = "a=b" },
	} {
		changed := map[string]string{}
		for k, v := range form.Fields {
			changed[k] = v
		}
		change(changed)
		if refused(p, changed, 5) == nil {
			t.Errorf("%s is let pass", name)
		}
	}
	if refused(p, form.Fields, 11) == nil {
		t.Error("too many bytes are let pass")
	}
	exact, err := presignpost.Key("uploads", "k").Presign(context.Background(), presigner())
	if err != nil {
		t.Fatal(err)
	}
	if err := refused(policyOf(t, exact), exact.Fields, 5); err != nil {
		t.Error(err)
	}
}

// TestWrong: what can't be is found before anything is signed.
func TestWrong(t *testing.T) {
	key := [32]byte{1, 2, 3}
	for want, b := range map[string]presignpost.Builder{
		"PostObject: content-length-range is 10 to 1: it ends before it begins": presignpost.Key("uploads", "k").Size(10, 1),
		"PostObject: content-length-range begins at -5, below zero":             presignpost.Key("uploads", "k").Size(-5, 1),
		"PostObject: success_action_status is 404":                              presignpost.Key("uploads", "k").SuccessStatus(201).SuccessStatus(404),
		"PostObject: success_action_status is 302":                              presignpost.Key("uploads", "k").SuccessStatus(302),
		"PostObject: expiration isn't in the future: it is -1ns from now":       presignpost.Key("uploads", "k").Expires(-1),
		"PostObject: Content-Type has two answers":                              presignpost.Key("uploads", "k").ContentType("a/b").ContentTypePrefix("a/"),
		"PostObject: starts-with names no field":                                presignpost.Key("uploads", "k").StartsWith("", "x"),
		"PostObject: GrantRead has no field":                                    presignpost.Key("uploads", "k").ACL(opt.GrantTo().Read(opt.Everyone)),
		"PostObject: SSECustomerAlgorithm has no field":                         presignpost.Key("uploads", "k").Encryption(opt.CustomerKey(key)),
		"Key is empty":            presignpost.Key("uploads", ""),
		"object-key-too-long":     presignpost.Under("uploads", strings.Repeat("k", 1025)),
		"website-redirect-prefix": presignpost.Key("uploads", "k").WebsiteRedirectLocation("index.html"),
	} {
		_, err := b.Presign(context.Background(), nil)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), base64.StdEncoding.EncodeToString(key[:])) {
			t.Errorf("%v\nwant %s", err, want)
		}
	}
	// A guarded presigner takes it, too.
	client := s3safe.New(s3.New(s3.Options{Region: "us-east-1", Credentials: example}))
	if _, err := presignpost.Key("uploads", "k").Encryption(opt.SSES3()).Presign(context.Background(), client.Presign()); err != nil {
		t.Error(err)
	}
	var stopped *s3safe.IncompatibleError
	if _, err := presignpost.Key("uploads", "k").StorageClass(opt.Standard).With(func(in *s3.PutObjectInput) { in.StorageClass = "MINE" }).Presign(context.Background(), nil); !errors.As(err, &stopped) {
		t.Errorf("%v", err)
	}
}

// TestAgain: the last value wins over an earlier one that can't be, and metadata adds
// up.
func TestAgain(t *testing.T) {
	form, err := presignpost.Key("uploads", "k").
		Size(10, 1).Size(1, 10).
		SuccessStatus(302).SuccessStatus(201).
		Expires(-1).Expires(time.Minute).
		Metadata("a", "1").MetadataMap(map[string]string{"b": "2"}).MetadataMap(nil).
		Presign(context.Background(), presigner())
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"success_action_status": "201", "x-amz-meta-a": "1", "x-amz-meta-b": "2"} {
		if got := form.Fields[name]; got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	policy, err := base64.StdEncoding.DecodeString(form.Fields["policy"])
	if err != nil || !strings.Contains(string(policy), `["content-length-range",1,10]`) {
		t.Errorf("%s %v", policy, err)
	}
}

// A form that lets a browser upload images of up to 10 MB below a prefix.
func ExampleUnder() {
	form, err := presignpost.Under("amzn-s3-demo-bucket", "user/eric/").
		Size(1, 10<<20).
		ContentTypePrefix("image/").
		Encryption(opt.SSES3()).
		Expires(15*time.Minute).
		Presign(context.Background(), presigner())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(form.Fields["key"], form.Fields["x-amz-server-side-encryption"])
	// Output: user/eric/${filename} AES256
}
