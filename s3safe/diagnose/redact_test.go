package diagnose_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe/diagnose"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/diagtest"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/leaktest"
)

// secretOf makes a secret of a form that a pattern for one kind wouldn't know.
func secretOf(r *rand.Rand) string {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/"
	b := make([]byte, 20+r.IntN(30))
	for i := range b {
		b[i] = letters[r.IntN(len(letters))]
	}
	return string(b) + "9z"
}

// echoAnswer is S3's answer that repeats what it was given.
func echoAnswer(secrets []string) string {
	return "<Error><Code>SignatureDoesNotMatch</Code><Message>We got " + strings.ReplaceAll(strings.Join(secrets, " and "), "<", "") +
		" with Signature=0123456789abcdef and https://u:pw1234pw@h/k?X-Amz-Signature=0123456789abcdef</Message></Error>"
}

// Secrets planted in every member that isn't on the allow-list, of every
// operation, sent through the SDK and repeated in S3's message.
func TestNoLeakMembers(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, op := range sdk.Operations() {
		all := sdk.Schema.Members(op)
		for _, m := range all.IDs() {
			b, _ := sdk.BindingOf(op, m)
			name := strings.ToLower(b.Name)
			secret := secretOf(rng)
			var value any = secret
			var hidden = []string{secret}
			switch {
			case strings.Contains(name, "copy-source") && name == "x-amz-copy-source" || name == "x-amz-rename-source":
				value = "bucket/key?versionId=7&X-Amz-Signature=" + url.QueryEscape(secret) + "&X-Amz-Security-Token=" + url.QueryEscape(secret)
			case sdk.Kind(op, m) == compat.KindStrings:
				value = map[string]string{"a": secret}
			case sdk.Kind(op, m) != compat.KindString:
				continue
			case strings.Contains(name, "customer-key"), strings.Contains(name, "token") && !strings.Contains(name, "continuation"),
				strings.Contains(name, "mfa"), strings.Contains(name, "tagging") && !strings.Contains(name, "directive"),
				strings.Contains(name, "grant-"), strings.Contains(name, "encryption-context"),
				strings.Contains(name, "redirect"), strings.Contains(name, "content-disposition") && b.Location == sdk.Query,
				b.Location == sdk.Element, b.Location == sdk.Payload:
			default:
				continue
			}
			in, err := sdk.NewInput(compat.Complete(compat.Given(op, m, value), sdk.Schema))
			if err != nil {
				t.Fatal(err)
			}
			var got []*diagnose.Capture
			r := diagnose.NewRecorder(diagnose.CaptureAll(), diagnose.OnCapture(func(_ context.Context, c *diagnose.Capture) { got = append(got, c) }))
			err = diagtest.Call(diagtest.FakeClient(&diagtest.Fake{Status: 403, Body: echoAnswer(hidden)}, r), op.String(), in)
			if len(got) == 0 {
				t.Errorf("%s.%s: not captured: %v", op, m, err)
				continue
			}
			leaktest.NoLeak(t, op.String()+"."+m.String(), got, append(hidden, "planted-session-token", "AKIAIOSFODNN7EXAMPLE", "0123456789abcdef", "pw1234pw")...)
		}
	}
}

// Secrets in every place of a request of another client: a header of each name
// that holds one or that nobody knows, a parameter likewise, the URL's user, the
// answer; through all three parsers.
func TestNoLeakImport(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	headers := []string{
		"Authorization: AWS4-HMAC-SHA256 Credential=%s/20261122/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=%s",
		"Authorization: AWS4-HMAC-SHA256 Credential=%s", "Authorization: AWS %s:%s", "Authorization: Bearer %s", "Authorization: %s",
		"Authorization: AWS4-HMAC-SHA256 Credential=a/20261122/us-east-1/s3/aws4_request/%s, SignedHeaders=%s, Signature=b",
		"Proxy-Authorization: Basic %s", "Cookie: session=%s", "X-Amz-Security-Token: %s", "X-Amz-S3session-Token: %s",
		"X-Amz-Server-Side-Encryption-Customer-Key: %s", "X-Amz-Server-Side-Encryption-Customer-Key-Md5: %s",
		"X-Amz-Copy-Source-Server-Side-Encryption-Customer-Key: %s", "X-Amz-Mfa: 20899872 %s", "X-Amz-Meta-Note: %s", "X-Amz-Tagging: a=%s",
		"X-Api-Key: %s", "X-Nobody-Knows: %s", "X-Amz-Copy-Source: /b/k?X-Amz-Signature=%s&X-Amz-Credential=%s", "X-Amz-Server-Side-Encryption-Context: %s",
		"Referer: https://h/?X-Amz-Signature=%s", "X-Amz-Website-Redirect-Location: https://h/?t=%s", "User-Agent: tool token=%s",
		"User-Agent: https://me:%s@host", "X-Forwarded-For: %s", "X-Amz-Grant-Read: emailAddress=\"%s\"",
	}
	targets := []string{
		"/b/k?X-Amz-Signature=%s", "/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=%s%%2F20261122%%2Fus-east-1%%2Fs3%%2Faws4_request",
		"/b/k?AWSAccessKeyId=%s&Signature=%s&Expires=1", "/b/k?X-Amz-Security-Token=%s", "/b/k?x-amz-server-side-encryption-customer-key=%s",
		"/b/k?unknown=%s", "/b/k?%s", "/b/k?%s=1", "/b/k?x-amz-meta-a=%s", "https://user:%s@h/b/k", "/b/k?a=1;X-Amz-Signature=%s", "/b/k#%s",
	}
	all := map[string][]*diagnose.Capture{}
	check := func(target, header, secret string) {
		target, header = strings.ReplaceAll(target, "%%", "%"), strings.ReplaceAll(header, "%%", "%")
		request := "PUT " + target + " HTTP/1.1\r\nHost: s3.amazonaws.com\r\n" + header + "\r\nX-Amz-Acl: private\r\n\r\n"
		answer := "HTTP/1.1 403 Forbidden\r\nSet-Cookie: " + secret + "\r\nLocation: https://h/?X-Amz-Signature=" + secret + "\r\n\r\n" + echoAnswer([]string{secret})
		where := target + " " + header
		c, err := diagnose.ParseDump("dump", strings.NewReader(request), strings.NewReader(answer))
		if err != nil {
			leaktest.NoLeakIn(t, where, err.Error(), secret)
			return
		}
		log := "> " + strings.ReplaceAll(strings.TrimSpace(request), "\r\n", "\n> ") + "\n>\n"
		list, err := diagnose.ParseCurl("log", strings.NewReader(log))
		if err != nil {
			t.Fatal(err)
		}
		leaktest.NoLeak(t, where, append(list, c), secret)
		all[where] = append(list, c)
		if !strings.Contains(target, "://") {
			target = "https://s3.amazonaws.com" + target
		}
		name, value, _ := strings.Cut(header, ": ")
		h := diagtest.HAR(fmt.Sprintf(`{"request":{"method":"PUT","url":%q,"headers":[{"name":%q,"value":%q}]},"response":{"status":403,"headers":[{"name":"Set-Cookie","value":%q}],"content":{"text":%q}}}`,
			target, name, value, secret, echoAnswer([]string{secret})))
		if list, err = diagnose.ParseHAR("har", strings.NewReader(h)); err != nil {
			leaktest.NoLeakIn(t, where, err.Error(), secret)
			return
		}
		leaktest.NoLeak(t, where, list, secret)
	}
	for range 20 {
		secret := secretOf(rng)
		for _, h := range headers {
			check("/b/k", strings.ReplaceAll(h, "%s", secret), secret)
		}
		slashed := "p" + strings.ReplaceAll(secret, "+", "/") // a digit would make it a port
		check("https://user:"+slashed+"@h/b/k", "X-A: b", slashed)
		for _, target := range targets {
			check(strings.ReplaceAll(target, "%s", url.QueryEscape(secret)), "X-A: b", secret)
		}
	}
}

// The transport's errors have the URL in them.
func TestNoLeakTransportError(t *testing.T) {
	const secret = "SECRETsecret1234567890"
	var got []*diagnose.Capture
	r := diagnose.NewRecorder(diagnose.CaptureAll(), diagnose.OnCapture(func(_ context.Context, c *diagnose.Capture) { got = append(got, c) }))
	client := diagtest.FakeClient(&diagtest.Fake{}, r, func(o *s3.Options) {
		o.HTTPClient = failing("Put \"https://u:" + secret + "@h/k?X-Amz-Signature=" + secret + "&foo=" + secret + "\": Authorization: Bearer " + secret + "; proxy password=" + secret)
	})
	_, _ = client.PutObject(context.Background(), diagtest.SmallPut())
	if len(got) != 1 || got[0].Answer.Error == "" {
		t.Fatalf("%+v", got)
	}
	leaktest.NoLeak(t, "transport", got, secret)
}

type failing string

func (f failing) Do(*http.Request) (*http.Response, error) { return nil, fmt.Errorf("%s", string(f)) }

// What isn't secret stays readable.
func TestNotMaskedTooMuch(t *testing.T) {
	r := diagnose.NewRecorder()
	in := diagtest.SmallPut()
	in.Key = aws.String("reports/signature=none/AKI.txt")
	in.CacheControl = aws.String("max-age=60")
	_, _ = diagtest.FakeClient(&diagtest.Fake{Status: 400, Body: strings.ReplaceAll(diagtest.InvalidRequest, "no", "x-amz-storage-class isn't valid: see ?versionId=7")}, r).PutObject(context.Background(), in)
	c := diagtest.Only(t, r)
	if c.Answer.Message != "x-amz-storage-class isn't valid: see ?versionId=7" || c.Sent.Header["Cache-Control"][0] != "max-age=60" {
		t.Errorf("%+v", c)
	}
}
