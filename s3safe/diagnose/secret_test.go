package diagnose_test

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/s3safe/diagnose"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/leaktest"
)

const (
	secretKey    = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA="
	secretKeyMD5 = "bVbkOvlHZL2L1vnhvkoPrQ=="
	secretToken  = "FwoGZXIvYXdzEJrSESSIONTOKENSECRET1234567890abcdef=="
)

// quoting is a transport that repeats what it gets in its message.
type quoting func(*http.Request) string

func (q quoting) Do(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	var message strings.Builder
	_ = xml.EscapeText(&message, []byte(q(r)))
	body := "<Error><Code>InvalidArgument</Code><Message>" + message.String() + "</Message><RequestId>R1</RequestId></Error>"
	return &http.Response{StatusCode: 400, Status: "400 Bad Request", Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)), Request: r}, nil
}

// quotingClient sends temporary credentials to it.
func quotingClient(q quoting, opts ...func(*s3.Options)) *s3.Client {
	o := s3.Options{Region: "eu-central-1", HTTPClient: q, Retryer: aws.NopRetryer{},
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "wJalrXUtnFEMI", SessionToken: secretToken}, nil
		})}
	return s3.New(o, opts...)
}

func getWithKey() *s3.GetObjectInput {
	return &s3.GetObjectInput{Bucket: aws.String("reports"), Key: aws.String("k"), SSECustomerAlgorithm: aws.String("AES256"),
		SSECustomerKey: aws.String(secretKey), SSECustomerKeyMD5: aws.String(secretKeyMD5)}
}

// quoted sends a request to whom repeats its secrets, and returns all that is
// known then.
func quoted(t *testing.T, q quoting, opts ...func(*s3.Options)) (*diagnose.Capture, error) {
	t.Helper()
	r := diagnose.NewRecorder()
	_, err := quotingClient(q, append(opts, r.Option())...).GetObject(t.Context(), getWithKey())
	if r.Last() == nil {
		t.Fatalf("no capture: %v", err)
	}
	return r.Last(), err
}

func TestAuthorizationIsMaskedWhole(t *testing.T) {
	for _, s := range []string{
		"Authorization: Bearer TOPSECRET-0123456789", "Authorization: Bearer TOPSECRET", "Authorization=Custom a b TOPSECRET",
		"Proxy-Authorization: Basic dXNlcjpUT1BTRUNSRVQ=", `"authorization": "Bearer TOPSECRET-0123456789"`, `{'Authorization': 'Hawk id="1", mac="TOPSECRET"', 'Host': 'h'}`,
		"Cookie: a=1; session=TOPSECRET", "Set-Cookie: a=TOPSECRET; Path=/", "proxyconnect http://user:p@ss:TOPSECRET@proxy:3128", "got Bearer TOPSECRETTOPSECRETTOPSECRET",
	} {
		c, err := quoted(t, func(*http.Request) string { return s })
		for where, text := range map[string]string{
			"capture":             c.Answer.Message,
			"Explain":             diagnose.Explain(err, c).String(),
			"Explain, no capture": diagnose.Explain(err, nil).String(),
			"Explain, text":       diagnose.Explain(errors.New(s), nil).String(),
		} {
			leaktest.NoLeakIn(t, where+" of "+s, text, "TOPSECRET", "dXNlcjpUT1BTRUNSRVQ")
		}
	}
}

func TestCodesAreNoSecrets(t *testing.T) {
	const text = "AuthorizationHeaderMalformed: The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'us-west-2'"
	if got := diagnose.Explain(errors.New(text), nil).Message; !strings.Contains(got, "expecting 'us-west-2'") || strings.Contains(got, "masked") {
		t.Error(got)
	}
}

// No part of a secret is shown that stands where a text is cut.
func TestSecretAtTheCut(t *testing.T) {
	for at := 4096 - len(secretToken) - 2; at <= 4097; at++ {
		c, err := quoted(t, func(r *http.Request) string {
			return strings.Repeat("x", at) + r.Header.Get("X-Amz-Security-Token") + strings.Repeat("y", 9000)
		})
		for _, text := range []string{c.Answer.Message, diagnose.Explain(err, nil).Message, diagnose.Explain(err, c).Message} {
			if i := strings.Index(text, secretToken[:6]); i >= 0 {
				t.Fatalf("token at byte %d: %.60q", at, text[i:])
			}
		}
	}
	// Far behind, where many masks in front move it.
	c, _ := quoted(t, func(r *http.Request) string {
		return strings.Repeat(r.Header.Get("X-Amz-Security-Token")+" ", 700)
	})
	leaktest.NoLeakIn(t, "many", c.Answer.Message, secretToken[:8])
}

// Values that aren't on an allow-list don't crowd out secrets, and of secrets there
// is no limit.
func TestManySecrets(t *testing.T) {
	var words, cookies []string
	for i := range 300 {
		words = append(words, fmt.Sprintf("k%03d=%03d0123456789abcdef", i, i))
		cookies = append(cookies, fmt.Sprintf("c%03d=%03dSECRETCOOKIE", i, i))
	}
	for range 10 {
		c, _ := quoted(t, func(r *http.Request) string {
			return "got " + r.Header.Get("X-Amz-Security-Token") + " " + r.Header.Get("X-Amz-Server-Side-Encryption-Customer-Key") + " 000SECRETCOOKIE 299SECRETCOOKIE"
		}, s3.WithAPIOptions(smithyhttp.AddHeaderValue("Baggage", strings.Join(words, ",")), smithyhttp.AddHeaderValue("Cookie", strings.Join(cookies, "; "))))
		leaktest.NoLeakIn(t, "capture", c.Answer.Message, secretToken, secretKey, "SECRETCOOKIE")
	}
}

func TestExplainWithoutCaptureMasks(t *testing.T) {
	repeats := func(r *http.Request) string {
		return "bad key " + r.Header.Get("X-Amz-Server-Side-Encryption-Customer-Key") + " bad credentials " + r.Header.Get("X-Amz-Security-Token")
	}
	_, err := quoted(t, repeats)
	for where, x := range map[string]*diagnose.Explanation{
		"Explain":      diagnose.Explain(err, nil),
		"ExplainInput": diagnose.ExplainInput(err, getWithKey(), nil),
		"text":         diagnose.Explain(errors.New(err.Error()), nil),
		"document":     diagnose.Explain(&diagnose.S3Error{Code: "InvalidArgument", Message: "bad key " + secretKey + " " + secretToken}, nil),
	} {
		leaktest.NoLeakIn(t, where, x.String(), secretKey, secretToken)
		if !strings.Contains(x.Message, "bad key") {
			t.Errorf("%s: %s", where, x.Message)
		}
	}
}

func TestReplayAndMinimiseMask(t *testing.T) {
	repeats := quoting(func(r *http.Request) string {
		return "The key " + r.Header.Get("X-Amz-Server-Side-Encryption-Customer-Key") + " of " + r.Header.Get("X-Amz-Security-Token") + " can't be used"
	})
	c, _ := quoted(t, repeats)
	through := diagnose.Through(quotingClient(repeats))
	r, err := diagnose.Replay(t.Context(), getWithKey(), *c, through)
	if err != nil || len(r.Differences) > 0 {
		t.Errorf("the same failure is called different: %v, %v", r, err)
	}
	var steps strings.Builder
	m, err := diagnose.Minimise(t.Context(), getWithKey(), through.Sender(), func(o *diagnose.MinimiseOptions) {
		o.Progress = func(s diagnose.Step) { fmt.Fprintln(&steps, s) }
	})
	if err != nil {
		t.Fatal(err)
	}
	j, _ := json.Marshal(m)
	rj, _ := json.Marshal(r)
	leaktest.NoLeakIn(t, "Replay", r.String()+string(rj), secretKey, secretToken)
	leaktest.NoLeakIn(t, "Minimise", m.String()+string(j)+steps.String(), secretKey, secretToken)
	// A sender of one's own, and no answer that counts.
	own := func(ctx context.Context, in any) error {
		_, err := quotingClient(func(r *http.Request) string { return r.Header.Get("X-Amz-Security-Token") }).GetObject(ctx, in.(*s3.GetObjectInput))
		return err
	}
	m, err = diagnose.Minimise(t.Context(), getWithKey(), own)
	leaktest.NoLeakIn(t, "own sender", fmt.Sprint(m, err), secretToken)
	_, err = diagnose.Minimise(t.Context(), getWithKey(), func(context.Context, any) error {
		return &smithyhttp.RequestSendError{Err: errors.New("reset by peer, key " + secretKey)}
	})
	leaktest.NoLeakIn(t, "no answer", err.Error(), secretKey)
	_, err = diagnose.Replay(t.Context(), getWithKey(), *c, func(context.Context, any, ...func(*s3.Options)) error { return errors.New("reset, key " + secretKey) })
	leaktest.NoLeakIn(t, "no answer to a replay", err.Error(), secretKey)
}
