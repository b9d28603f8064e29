package diagnose_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/diagnose"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/leaktest"
)

// canonicalOf is the canonical request of what arrived, as S3 computes it.
func canonicalOf(r *http.Request) string {
	_, list, _ := strings.Cut(r.Header.Get("Authorization"), "SignedHeaders=")
	list, _, _ = strings.Cut(list, ",")
	var b strings.Builder
	query := strings.ReplaceAll(r.URL.Query().Encode(), "+", "%20")
	fmt.Fprintf(&b, "%s\n%s\n%s\n", r.Method, r.URL.EscapedPath(), query)
	for name := range strings.SplitSeq(list, ";") {
		v := strings.Join(r.Header.Values(name), ",")
		switch name {
		case "host":
			if v = r.Host; v == "" {
				v = r.URL.Host
			}
		case "content-length":
			v = fmt.Sprint(r.ContentLength)
		}
		fmt.Fprintf(&b, "%s:%s\n", name, strings.TrimSpace(v))
	}
	fmt.Fprintf(&b, "\n%s\n%s", list, r.Header.Get("X-Amz-Content-Sha256"))
	return b.String()
}

// differs is S3's answer to a signature that it computes otherwise.
func differs(r *http.Request) string {
	_, scope, _ := strings.Cut(r.Header.Get("Authorization"), "Credential=")
	scope, _, _ = strings.Cut(scope, ",")
	_, scope, _ = strings.Cut(scope, "/")
	_, signature, _ := strings.Cut(r.Header.Get("Authorization"), "Signature=")
	canonical := canonicalOf(r)
	toSign := "AWS4-HMAC-SHA256\n" + r.Header.Get("X-Amz-Date") + "\n" + scope + "\n" + strings.Repeat("ab", 32)
	return documentOf("SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
		"AWSAccessKeyId", "AKIAIOSFODNN7EXAMPLE", "StringToSign", toSign, "SignatureProvided", signature, "StringToSignBytes", bytesOf(toSign),
		"CanonicalRequest", canonical, "CanonicalRequestBytes", bytesOf(canonical))
}

func bytesOf(s string) string { return fmt.Sprintf("% x", s) }

func documentOf(code, message string, more ...string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<Error>")
	for i, all := 0, append([]string{"Code", code, "Message", message}, append(more, "RequestId", "R1", "HostId", "H1")...); i < len(all); i += 2 {
		b.WriteString("<" + all[i] + ">")
		_ = xml.EscapeText(&b, []byte(all[i+1]))
		b.WriteString("</" + all[i] + ">")
	}
	return b.String() + "</Error>"
}

// between is a transport with something in front of S3 that changes requests.
type between struct {
	status int
	change func(*http.Request)
	answer func(*http.Request) string
}

func (b between) Do(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	arrived := r.Clone(r.Context())
	if b.change != nil {
		b.change(arrived)
	}
	body := b.answer(arrived)
	status := b.status
	if status == 0 {
		status = 403
	}
	h := http.Header{"Content-Type": {"application/xml"}, "X-Amz-Request-Id": {"R1"}, "X-Amz-Id-2": {"H1"}, "Server": {"AmazonS3"}}
	return &http.Response{StatusCode: status, Status: fmt.Sprint(status), Header: h, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)), Request: r}, nil
}

func (b between) options() s3.Options {
	o := quotingClient(nil).Options()
	o.HTTPClient = b
	return o
}

func signedPut() *s3.PutObjectInput {
	return &s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("2026/a+b.csv"), Body: bytes.NewReader([]byte("x")), ContentType: aws.String("text/csv"),
		Metadata: map[string]string{"owner": "somebody whose name is nobody's business"}, CacheControl: aws.String("no-cache")}
}

// What became of a request between the client and S3 is found by S3's own account of
// it, through the guard's recorder and through one of its own.
func TestSignatureDiffers(t *testing.T) {
	set := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	for name, c := range map[string]struct {
		change func(*http.Request)
		cause  string
	}{
		"nothing":                   {nil, "s3:secret-key-differs"},
		"a header dropped":          {func(r *http.Request) { r.Header.Del("Content-Type") }, "audit:canonical-request:Content-Type"},
		"a header changed":          {set("Cache-Control", "max-age=0"), "audit:canonical-request:Cache-Control"},
		"a withheld header changed": {set("X-Amz-Meta-Owner", "another"), "audit:canonical-request:X-Amz-Meta-Owner"},
		"the token replaced":        {set("X-Amz-Security-Token", "another"), "audit:canonical-request:X-Amz-Security-Token"},
		"the host rewritten":        {func(r *http.Request) { r.Host = "s3-proxy.internal" }, "audit:canonical-request:host"},
		"the method changed":        {func(r *http.Request) { r.Method = "POST" }, "audit:canonical-request:method"},
		"a prefix added":            {func(r *http.Request) { r.URL.Path, r.URL.RawPath = "/s3"+r.URL.Path, "" }, "audit:canonical-request:path"},
		"plus taken for a space":    {func(r *http.Request) { r.URL.Path, r.URL.RawPath = strings.ReplaceAll(r.URL.Path, "+", " "), "" }, "audit:canonical-request:path"},
		"the query dropped":         {func(r *http.Request) { r.URL.RawQuery = "" }, "audit:canonical-request:query parameter x-id"},
		"the hash of the body":      {set("X-Amz-Content-Sha256", strings.Repeat("0a", 32)), "audit:canonical-request:X-Amz-Content-Sha256"},
		"the time":                  {set("X-Amz-Date", "20260101T000000Z"), "audit:canonical-request:X-Amz-Date"},
		"the Region of the scope": {func(r *http.Request) {
			r.Header.Set("Authorization", strings.Replace(r.Header.Get("Authorization"), "eu-central-1", "us-east-1", 1))
		}, "audit:string-to-sign:Region of the credential scope"},
	} {
		t.Run(name, func(t *testing.T) {
			to := between{change: c.change, answer: differs}
			own := diagnose.NewRecorder()
			guarded := s3.New(to.options(), s3safe.Guard())
			for _, w := range []struct {
				client *s3.Client
				last   *diagnose.Recorder
			}{{guarded, s3safe.RecorderOf(guarded)}, {s3.New(to.options(), own.Option()), own}} {
				_, err := w.client.PutObject(t.Context(), signedPut())
				capture := w.last.LastFor(err)
				if capture == nil {
					t.Fatalf("no capture of %v", err)
				}
				x := diagnose.Explain(err, capture)
				if len(x.Causes) == 0 || x.Causes[0].ID != c.cause {
					t.Errorf("want %s:\n%s", c.cause, x)
				}
				kept, err := json.Marshal(capture)
				if err != nil {
					t.Fatal(err)
				}
				for _, text := range []string{x.String(), string(kept)} {
					leaktest.NoLeakIn(t, name, text, secretToken, "AKIAIOSFODNN7EXAMPLE", "nobody's business", "abababab")
				}
				// It is the same read again.
				again, err := diagnose.ReadJSON("kept", bytes.NewReader(kept))
				if err != nil || len(again) != 1 {
					t.Fatal(err)
				}
				if !maps.Equal(again[0].Answer.Details, capture.Answer.Details) {
					t.Errorf("%q, read again %q", capture.Answer.Details, again[0].Answer.Details)
				}
			}
		})
	}
}

// What S3's document names beyond code and message is used for errors of the SDK,
// also for one inside a 200.
func TestDocumentOfSDKError(t *testing.T) {
	upload := &types.CompletedMultipartUpload{Parts: []types.CompletedPart{{PartNumber: aws.Int32(1), ETag: aws.String("a")}, {PartNumber: aws.Int32(2), ETag: aws.String("b")}}}
	for _, c := range []struct {
		name   string
		status int
		body   string
		call   func(*s3.Client) error
		says   []string
	}{
		{"sizes", 400, documentOf("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", "ProposedSize", "5123000", "MinSizeAllowed", "5242880", "PartNumber", "1", "ETag", "dac58c3bc3316365210fc576472b529a"),
			func(client *s3.Client) error {
				_, err := client.CompleteMultipartUpload(t.Context(), &s3.CompleteMultipartUploadInput{Bucket: aws.String("reports"), Key: aws.String("k"), UploadId: aws.String("u"), MultipartUpload: upload})
				return err
			}, []string{"proposed size 5123000", "smallest size allowed 5242880", "part 1"}},
		{"in a 200", 200, documentOf("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", "ProposedSize", "5123000", "PartNumber", "1"),
			func(client *s3.Client) error {
				_, err := client.CompleteMultipartUpload(t.Context(), &s3.CompleteMultipartUploadInput{Bucket: aws.String("reports"), Key: aws.String("k"), UploadId: aws.String("u"), MultipartUpload: upload})
				return err
			}, []string{"200 with an error inside", "proposed size 5123000"}},
		{"arguments", 400, documentOf("InvalidArgument", "Unable to validate the following destination configurations", "ArgumentName1", "arn:aws:lambda:eu-central-1:111122223333:function:f, null", "ArgumentValue1", "Not authorized to invoke function [arn:aws:lambda:eu-central-1:111122223333:function:f]"),
			func(client *s3.Client) error {
				_, err := client.PutBucketNotificationConfiguration(t.Context(), &s3.PutBucketNotificationConfigurationInput{Bucket: aws.String("reports"), NotificationConfiguration: &types.NotificationConfiguration{}})
				return err
			}, []string{"Not authorized to invoke function"}},
		{"the header", 501, documentOf("NotImplemented", "A header you provided implies functionality that is not implemented", "Header", "Transfer-Encoding"),
			func(client *s3.Client) error {
				_, err := client.PutObject(t.Context(), &s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("k"), Body: strings.NewReader("x")})
				return err
			}, []string{"s3:unknown-length", "Transfer-Encoding"}},
		{"the principal", 400, documentOf("MalformedPolicy", "Invalid principal in policy", "Detail", `"AWS" : "arn:aws:iam::111122223333:user/gone"`),
			func(client *s3.Client) error {
				_, err := client.PutBucketPolicy(t.Context(), &s3.PutBucketPolicyInput{Bucket: aws.String("reports"), Policy: aws.String(`{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::111122223333:user/gone"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}]}`)})
				return err
			}, []string{"user/gone"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			to := between{status: c.status, answer: func(*http.Request) string { return c.body }}
			own := diagnose.NewRecorder()
			guarded := s3.New(to.options(), s3safe.Guard())
			for _, w := range []struct {
				client *s3.Client
				last   *diagnose.Recorder
			}{{guarded, s3safe.RecorderOf(guarded)}, {s3.New(to.options(), own.Option()), own}} {
				err := c.call(w.client)
				text := diagnose.Explain(err, w.last.LastFor(err)).String()
				for _, says := range c.says {
					if !strings.Contains(text, says) {
						t.Errorf("doesn't say %q:\n%s", says, text)
					}
				}
			}
		})
	}
}

// A document may repeat all that a request has, in any of its elements.
func TestDocumentLeaksNothing(t *testing.T) {
	for _, element := range []string{"ArgumentValue", "Detail", "CanonicalRequest", "StringToSign", "SignatureProvided", "Resource", "Key", "Condition", "Header", "HeaderName", "Anything"} {
		to := between{status: 400, answer: func(r *http.Request) string {
			var all strings.Builder
			for _, name := range slices.Sorted(maps.Keys(r.Header)) {
				fmt.Fprintf(&all, "%s:%s\n", strings.ToLower(name), r.Header.Get(name))
			}
			text := all.String()
			if element == "CanonicalRequest" {
				text = canonicalOf(r) + "\n" + r.Header.Get("X-Amz-Security-Token")
			}
			return documentOf("InvalidArgument", "no", "ArgumentName", "x-amz-meta-owner", element, text, "AWSAccessKeyId", "AKIAIOSFODNN7EXAMPLE")
		}}
		own := diagnose.NewRecorder()
		client := s3.New(to.options(), own.Option())
		_, err := client.PutObject(t.Context(), signedPut())
		_, withKey := client.GetObject(t.Context(), getWithKey())
		for _, err := range []error{err, withKey} {
			c := own.LastFor(err)
			kept, _ := json.Marshal(own.Failures())
			text, _ := url.QueryUnescape(string(kept))
			for where, s := range map[string]string{"capture": string(kept), "unescaped": text, "explanation": diagnose.Explain(err, c).String()} {
				leaktest.NoLeakIn(t, element+", "+where, s, secretToken, secretKey, secretKeyMD5, "AKIAIOSFODNN7EXAMPLE", "nobody's business")
			}
		}
	}
}
