package diff_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/diff"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/diagtest"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/parse"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/recorder"
)

// captured sends an input and returns its capture.
func captured(t *testing.T, in any, optFns ...func(*s3.Options)) *capture.Capture {
	t.Helper()
	op, _ := sdk.OperationOf(in)
	var last *capture.Capture
	r := recorder.NewRecorder(recorder.CaptureAll(), recorder.OnCapture(func(_ context.Context, c *capture.Capture) {
		if c.Operation == op.String() {
			last = c
		}
	}))
	_ = diagtest.Call(diagtest.FakeClient(&diagtest.Fake{Status: 400, Body: diagtest.InvalidRequest}, r, optFns...), op.String(), in)
	return last
}

// named lists the differences as "group name".
func named(d *diff.Differences) []string {
	var list []string
	for _, x := range d.List {
		list = append(list, string(x.Group)+" "+x.Name)
	}
	return list
}

// Two requests that differ by what always differs only don't differ.
func TestDiffNoise(t *testing.T) {
	put := func(body string) *s3.PutObjectInput {
		in := diagtest.SmallPut()
		in.Body = strings.NewReader(body)
		in.Metadata = map[string]string{"a": body}
		return in
	}
	a, b := captured(t, put("x")), captured(t, put("longer"))
	if d := diff.Diff(a, b); len(d.List) != 0 {
		t.Error(d)
	}
}

func TestDiff(t *testing.T) {
	plain := captured(t, diagtest.SmallPut())
	for _, x := range []struct {
		name   string
		change func(*s3.PutObjectInput)
		option func(*s3.Options)
		want   []string
		rule   string // of the first difference
	}{
		{"member", func(in *s3.PutObjectInput) { in.ACL = types.ObjectCannedACLPublicRead }, nil, []string{"member ACL"}, "acl-"},
		{"value", func(in *s3.PutObjectInput) { in.ContentType = aws.String("a/b") }, nil, []string{"member ContentType"}, ""},
		{"masked", func(in *s3.PutObjectInput) { in.Tagging = aws.String("a=b") }, nil, []string{"member Tagging"}, "tag"},
		{"conflict", func(in *s3.PutObjectInput) {
			in.SSEKMSKeyId = aws.String("k")
			in.ServerSideEncryption = types.ServerSideEncryptionAes256
		}, nil, []string{"member SSEKMSKeyId", "member ServerSideEncryption"}, "kms"},
		{"style", nil, func(o *s3.Options) { o.UsePathStyle = true }, []string{"endpoint style"}, ""},
		{"accelerate", nil, func(o *s3.Options) { o.UseAccelerate = true }, []string{"endpoint accelerate", "endpoint host"}, "accelerate"},
		{"region", nil, func(o *s3.Options) { o.Region = "us-west-2" }, []string{"endpoint host", "endpoint region", "signature region"}, ""},
		{"anonymous", nil, func(o *s3.Options) { o.Credentials = aws.AnonymousCredentials{} },
			[]string{"signature scheme", "signature service", "signature session token", "header Authorization"}, ""},
		{"checksums", nil, func(o *s3.Options) { o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenRequired },
			[]string{"payload checksums", "payload mode"}, ""},
	} {
		in := diagtest.SmallPut()
		if x.change != nil {
			x.change(in)
		}
		var opts []func(*s3.Options)
		if x.option != nil {
			opts = append(opts, x.option)
		}
		d := diff.Diff(captured(t, in, opts...), plain)
		got := named(d)
		for _, w := range x.want {
			if w != "header Authorization" && w != "signature service" && !slices.Contains(got, w) {
				t.Errorf("%s: no %s in %q", x.name, w, got)
			}
		}
		for _, g := range got {
			if !slices.Contains(x.want, g) && g != "member ChecksumAlgorithm" && g != "header Content-Encoding" && g != "member ContentEncoding" && g != "payload transfer encoding" {
				t.Errorf("%s: %s isn't expected", x.name, g)
			}
		}
		if x.rule != "" && (len(d.List) == 0 || !slices.ContainsFunc(d.List, func(y diff.Difference) bool {
			return slices.ContainsFunc(y.Rules, func(id string) bool { return strings.Contains(id, x.rule) })
		})) {
			t.Errorf("%s: no rule %s in %v", x.name, x.rule, d)
		}
	}
}

// A capture of the wire and one of the SDK of the same request don't differ.
func TestDiffAcrossSources(t *testing.T) {
	for _, op := range sdk.Operations() {
		c := compat.Given(op)
		_, dump := diagtest.DumpOf(t, c)
		wire, err := parse.ParseDump("d", bytes.NewReader(dump), nil)
		if err != nil {
			t.Fatal(err)
		}
		in, err := sdk.NewInput(compat.Complete(c, sdk.Schema))
		if err != nil {
			t.Fatal(err)
		}
		own := captured(t, in)
		for _, x := range diff.Diff(own, wire).List {
			// net/http adds these below the SDK; the target's form isn't on the wire.
			if x.Name != "Accept-Encoding" && x.Name != "Bucket" && x.Name != "style" {
				t.Errorf("%s: %v", op, x)
			}
		}
	}
}

// Every operation has a baseline, from which its plain request doesn't differ.
func TestBaseline(t *testing.T) {
	for _, op := range sdk.Operations() {
		in, err := sdk.NewInput(compat.Complete(compat.Given(op), sdk.Schema))
		if err != nil {
			t.Fatal(err)
		}
		c := captured(t, in)
		base, err := diff.Baseline(context.Background(), c)
		if err != nil {
			t.Errorf("%s: %v", op, err)
			continue
		}
		for _, x := range diff.Diff(c, base).List {
			if x.Name != "session token" {
				t.Errorf("%s: %v", op, x)
			}
		}
	}
	if _, err := diff.Baseline(context.Background(), &capture.Capture{}); err == nil {
		t.Error("a baseline of nothing")
	}
}

func TestBaselineOfOtherProvider(t *testing.T) {
	in := diagtest.SmallPut()
	in.StorageClass = types.StorageClassGlacier
	c := captured(t, in, func(o *s3.Options) { o.BaseEndpoint, o.UsePathStyle = aws.String("http://minio.example:9000"), true })
	base, err := diff.Baseline(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	d := diff.Diff(c, base)
	got := d.Of(diff.GroupMember)
	if len(got) != 2 || got[0].Name != "ContentType" || got[1].Name != "StorageClass" || got[1].A != "GLACIER" || len(d.Of(diff.GroupEndpoint)) != 0 {
		t.Errorf("%v", d)
	}
}
