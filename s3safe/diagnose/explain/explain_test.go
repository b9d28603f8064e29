package explain

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/diagtest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	catalog "github.com/s3safe/s3safe-go/compat/aws"
)

// explainServer is an S3 client of a server that gives one answer.
func explainServer(t *testing.T, status int, body string) *s3.Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Amz-Request-Id", "REQUEST1")
		w.Header().Set("X-Amz-Id-2", "HOST2")
		w.WriteHeader(status)
		_, _ = fmt.Fprint(w, body)
	}))
	t.Cleanup(server.Close)
	return s3.New(s3.Options{Region: "us-east-1", BaseEndpoint: &server.URL, UsePathStyle: true, Retryer: aws.NopRetryer{},
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "secret"}, nil
		})})
}

func explainXML(code, message string) string {
	return "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>" + message + "</Message><RequestId>R</RequestId></Error>"
}

func TestExplainSDKError(t *testing.T) {
	client := explainServer(t, 400, explainXML("InvalidRequest", "Cannot specify both Range header and partNumber query parameter"))
	in := &s3.GetObjectInput{Bucket: aws.String("amzn-s3-demo-bucket"), Key: aws.String("k"), Range: aws.String("bytes=0-9"), PartNumber: aws.Int32(1)}
	_, err := client.GetObject(context.Background(), in)
	for name, x := range map[string]*Explanation{
		"error alone": Explain(err, nil),
		"input":       ExplainInput(err, in, nil),
		"document": ExplainInput(&S3Error{Status: 400, Code: "InvalidRequest", RequestID: "R",
			Message: "Cannot specify both Range header and partNumber query parameter"}, in, nil),
		"capture": Explain(err, &capture.Capture{Operation: "GetObject", Members: []capture.Member{
			{Name: "Bucket", Value: "amzn-s3-demo-bucket"}, {Name: "Key", Masked: true, Length: 1}, {Name: "PartNumber", Value: "1"}, {Name: "Range", Value: "bytes=0-9"}}}),
	} {
		if !x.Recognised || len(x.Causes) == 0 || x.Causes[0].ID != "range-with-part-number" || x.Operation != "GetObject" || x.Status != 400 || x.RequestID == "" {
			t.Errorf("%s: %s", name, x)
			continue
		}
		want := Certain
		if name == "error alone" {
			want = Likely
		}
		if x.Causes[0].Certainty != want || len(x.Causes[0].Sources) == 0 {
			t.Errorf("%s: %+v", name, x.Causes[0])
		}
	}
}

// TestExplainHead explains answers without a body.
func TestExplainHead(t *testing.T) {
	for status, want := range map[int]string{404: "s3:not-found", 403: "s3:access-denied", 400: "s3:head-bad-request"} {
		_, err := explainServer(t, status, "").HeadObject(context.Background(), &s3.HeadObjectInput{Bucket: aws.String("amzn-s3-demo-bucket"), Key: aws.String("k")})
		if x := Explain(err, nil); !x.Recognised || x.Causes[0].ID != want {
			t.Errorf("%d: %s", status, x)
		}
	}
}

func TestExplainSignatureWithAudit(t *testing.T) {
	c := diagtest.Sound()
	diagtest.SetHeader(&c.Sent, "Content-Type", "text/html")
	x := Explain(&S3Error{Status: 403, Code: "SignatureDoesNotMatch", Message: usualMessages["SignatureDoesNotMatch"][0]}, c)
	if !x.Recognised || x.Causes[0].ID != "audit:header-changed:Content-Type" || len(x.Discrepancies) != 1 {
		t.Errorf("%s", x)
	}
	// Without a discrepancy the general cause remains.
	x = Explain(&S3Error{Status: 403, Code: "SignatureDoesNotMatch", Message: usualMessages["SignatureDoesNotMatch"][0]}, diagtest.Sound())
	if !x.Recognised || x.Causes[0].ID != "s3:signature-differs" {
		t.Errorf("%s", x)
	}
	c = diagtest.Sound()
	c.Time = c.Time.Add(-time.Hour)
	c.Signature.Date = c.Time
	x = Explain(&S3Error{Status: 403, Code: "RequestTimeTooSkewed", Message: usualMessages["RequestTimeTooSkewed"][0]}, c)
	if x.Causes[0].ID != "audit:clock-skew" {
		t.Errorf("%s", x)
	}
}

// TestExplainUnknown tests that unknown answers are called unknown.
func TestExplainUnknown(t *testing.T) {
	for _, err := range []error{
		&S3Error{Status: 400, Code: "InvalidRequest", Message: "Something that nobody has seen yet."},
		&S3Error{Status: 400, Code: "InvalidArgument", Message: "Argument of the day"},
		&S3Error{Status: 418, Code: "Teapot", Message: "short and stout"},
		&S3Error{Status: 403, Code: "AccessDenied", Message: "Not on a Sunday"},
		errors.New("dial tcp: lookup s3.example: no such host"),
		fmt.Errorf("wrapped: %w", context.DeadlineExceeded),
	} {
		c := diagtest.Sound()
		c.Answer = capture.Answer{}
		x := Explain(err, c)
		if x.Recognised {
			t.Errorf("%v is said to be recognised: %s", err, x)
		}
		if len(x.Next) == 0 || len(x.Causes) > 0 && x.Causes[0].Certainty != Possible {
			t.Errorf("%v: %s", err, x)
		}
		if s := x.String(); !strings.Contains(s, "isn't in the catalogue") || !strings.Contains(s, "next:") {
			t.Errorf("%s", s)
		}
	}
	if x := Explain(nil, nil); x.Recognised || x.String() == "" {
		t.Errorf("%+v", x)
	}
	// Whatever is in the capture is used if there is no error.
	c := diagtest.Sound()
	c.Answer.Code, c.Answer.Message = "NoSuchKey", "The specified key does not exist."
	if x := Explain(nil, c); !x.Recognised || x.Causes[0].ID != "s3:no-such-key" || x.Operation != "PutObject" {
		t.Errorf("%s", x)
	}
}

// TestExplainContradiction: the words are a rule's, but the request isn't one
// that the rule is true of.
func TestExplainContradiction(t *testing.T) {
	x := ExplainInput(&S3Error{Status: 400, Code: "InvalidRequest", Message: "Cannot specify both Range header and partNumber query parameter"},
		&s3.GetObjectInput{Bucket: aws.String("amzn-s3-demo-bucket"), Key: aws.String("k")}, &capture.Capture{Operation: "GetObject"})
	if !x.Recognised || x.Causes[0].ID != "range-with-part-number" || x.Causes[0].Certainty != Possible || !strings.Contains(x.Causes[0].Fits, "doesn't fulfil") {
		t.Errorf("%s", x)
	}
}

// TestExplainKeepsSecrets plants secrets wherever an error can repeat them.
func TestExplainKeepsSecrets(t *testing.T) {
	document := "<Error><Code>SignatureDoesNotMatch</Code><Message>AWSAccessKeyId=" + diagtest.Secrets[0] + " token=" + diagtest.Secrets[1] + "</Message>" +
		"<AWSAccessKeyId>" + diagtest.Secrets[0] + "</AWSAccessKeyId><StringToSign>" + diagtest.Secrets[2] + "</StringToSign><SignatureProvided>" + diagtest.Secrets[2] +
		"</SignatureProvided><Resource>/b/k?X-Amz-Signature=" + diagtest.Secrets[2] + "</Resource><ArgumentName>x-amz-server-side-encryption-customer-key</ArgumentName>" +
		"<ArgumentValue>" + diagtest.Secrets[3] + "</ArgumentValue><Cookie>" + diagtest.Secrets[4] + "</Cookie></Error>"
	parsed, err := ParseError([]byte(document))
	if err != nil {
		t.Fatal(err)
	}
	in := &s3.PutObjectInput{Bucket: aws.String("amzn-s3-demo-bucket"), Key: aws.String("k"), SSECustomerKey: aws.String(diagtest.Secrets[3]), SSECustomerAlgorithm: aws.String("AES256"),
		ServerSideEncryption: types.ServerSideEncryptionAes256, Metadata: map[string]string{"a": diagtest.Secrets[1]}}
	_, fromSDK := explainServer(t, 403, document).PutObject(context.Background(), in)
	transport := fmt.Errorf("Put \"https://b.s3.amazonaws.com/k?X-Amz-Credential=%s%%2F20260301&X-Amz-Signature=%s&token=%s\": EOF", diagtest.Secrets[0], diagtest.Secrets[2], diagtest.Secrets[1])
	for _, err := range []error{parsed, transport, fromSDK} {
		for _, c := range []*capture.Capture{nil, diagtest.Sound()} {
			x := ExplainInput(err, in, c)
			raw, err := json.Marshal(x)
			if err != nil {
				t.Fatal(err)
			}
			diagtest.NoSecrets(t, "the explanation", append(raw, x.String()...))
		}
	}
	diagtest.NoSecrets(t, "the parsed error", fmt.Appendf(nil, "%+v %s", *parsed, parsed.Error()))
}

func TestParseError(t *testing.T) {
	e, err := ParseError([]byte(`<?xml version="1.0" encoding="UTF-8"?>
<ErrorResponse xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Error><Code>InvalidArgument</Code><Message>a &amp; b</Message>
<ArgumentName>partNumber</ArgumentName></Error><RequestId>R1</RequestId></ErrorResponse>`))
	if err != nil || e.Code != "InvalidArgument" || e.Message != "a & b" || e.ArgumentName != "partNumber" || e.RequestID != "R1" {
		t.Errorf("%+v, %v", e, err)
	}
	for name, document := range map[string]string{
		"empty":     "",
		"cut":       "<Error><Code>InvalidRequest</Code><Mess",
		"binary":    "\x00\x01\xff",
		"html":      "<html><body>502 Bad Gateway</body></html>",
		"json":      `{"code":"InvalidRequest"}`,
		"no code":   "<Error><Message>m</Message></Error>",
		"deep":      "<Error>" + strings.Repeat("<a>", 100),
		"wide":      "<Error>" + strings.Repeat("<a/>", 5000),
		"huge":      "<Error><Code>" + strings.Repeat("x", 2<<20) + "</Code></Error>",
		"entity":    `<!DOCTYPE a [<!ENTITY b "c">]><Error><Code>&b;</Code></Error>`,
		"unclosed":  "<Error><Code>A</Error>",
		"charset":   `<?xml version="1.0" encoding="EBCDIC"?><Error><Code>A</Code></Error>`,
		"bad utf-8": "<Error><Code>\xff\xfe</Code></Error>",
	} {
		if e, err := ParseError([]byte(document)); err == nil {
			t.Errorf("%s: read as %+v", name, e)
		} else if !strings.HasPrefix(err.Error(), "diagnose: ") || len(err.Error()) > 500 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzParseError(f *testing.F) {
	f.Add([]byte(explainXML("InvalidRequest", "Cannot specify both Range header and partNumber query parameter")))
	f.Add([]byte("<ErrorResponse><Error><Code>A</Code></Error></ErrorResponse>"))
	f.Add([]byte("<Error><Code>SlowDown</Code><Message>" + diagtest.Secrets[0] + "</Message></Error>"))
	f.Fuzz(func(t *testing.T, document []byte) {
		e, err := ParseError(document)
		if (e == nil) == (err == nil) {
			t.Fatalf("%v, %v", e, err)
		}
		if err != nil {
			return
		}
		if e.Code == "" {
			t.Error("an error without a code")
		}
		x := Explain(e, nil)
		if _, err := json.Marshal(x); err != nil {
			t.Error(err)
		}
		if strings.Contains(x.String(), diagtest.Secrets[0]) {
			t.Error("it repeats an access key")
		}
	})
}

// TestServiceCauses checks the table: complete, ids unique, and no cause in the
// catalogue's name space.
func TestServiceCauses(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range allServiceCauses {
		if s.id == "" || s.codes == "" || s.title == "" || s.why == "" || s.fix == "" || s.sources == "" {
			t.Errorf("incomplete: %+v", s)
		}
		if seen[s.id] || catalog.Catalog().Rule(s.id) != nil {
			t.Errorf("%s is there twice", s.id)
		}
		seen[s.id] = true
		for source := range strings.FieldsSeq(s.sources) {
			if !soundSource(source) {
				t.Errorf("%s: source %q", s.id, source)
			}
		}
	}
	for code, forms := range usualMessages {
		for _, form := range forms {
			x := Explain(&S3Error{Status: 400, Code: code, Message: strings.ReplaceAll(form, "…", "this")}, nil)
			if !x.Recognised || len(x.Causes) == 0 {
				t.Errorf("%s: %q isn't recognised", code, form)
			}
		}
	}
}

// soundSource: AWS's documentation, a recorded answer, or a place on GitHub where
// Amazon's answer is quoted.
func soundSource(source string) bool {
	for _, p := range []string{"https://docs.aws.amazon.com/", "recorded:", "https://github.com/"} {
		if strings.HasPrefix(source, p) {
			return true
		}
	}
	return false
}

// TestRulesMessages: whatever message the catalogue knows is recognised, with
// its rule among the causes unless S3 says the same to much else.
func TestRulesMessages(t *testing.T) {
	for _, r := range catalog.Catalog().Rules() {
		if r.Answer.Message == "" {
			continue
		}
		message := strings.ReplaceAll(r.Answer.Message, "…", "something")
		c := &capture.Capture{Operation: r.Operations[0].String(), Missing: []string{"members"}}
		if x := Explain(&S3Error{Status: r.Answer.Status, Code: r.Answer.Code, Message: message}, c); !x.Recognised {
			t.Errorf("%s: %s", r.ID, x)
		}
	}
}

// An explanation states the problem of this request, with every place in a document.
func TestExplainsWithTheProblem(t *testing.T) {
	in := &s3.PutBucketLifecycleConfigurationInput{Bucket: aws.String("reports"), LifecycleConfiguration: &types.BucketLifecycleConfiguration{Rules: []types.LifecycleRule{
		{ID: aws.String("a"), Status: "enabled", Filter: &types.LifecycleRuleFilter{}, Expiration: &types.LifecycleExpiration{Days: aws.Int32(1)}},
		{ID: aws.String("b"), Status: "Enabled", Filter: &types.LifecycleRuleFilter{}, Expiration: &types.LifecycleExpiration{Days: aws.Int32(1)}},
		{ID: aws.String("c"), Status: "on", Filter: &types.LifecycleRuleFilter{}, Expiration: &types.LifecycleExpiration{Days: aws.Int32(1)}},
	}}}
	text := ExplainInput(&S3Error{Status: 400, Code: "MalformedXML", Message: usualMessages["MalformedXML"][0]}, in, nil).String()
	for _, says := range []string{"LifecycleConfiguration.Rules[0].Status", "LifecycleConfiguration.Rules[2].Status", "A rule's status is enabled"} {
		if !strings.Contains(text, says) {
			t.Errorf("doesn't say %q:\n%s", says, text)
		}
	}
	policy := `{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::other/*"}]}`
	text = ExplainInput(&S3Error{Status: 400, Code: "MalformedPolicy", Message: "Policy has invalid resource"}, &s3.PutBucketPolicyInput{Bucket: aws.String("reports"), Policy: &policy}, nil).String()
	if want := "Policy.Statement[0].Resource (Sid Read, an ARN of another bucket)"; !strings.Contains(text, want) {
		t.Errorf("doesn't say %q:\n%s", want, text)
	}
}
