package explain

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/diagtest"
)

func sdkError(operation string, status int, id, code, message string) error {
	var inner error = &smithy.GenericAPIError{Code: code, Message: message}
	if code == "" {
		inner = errors.New(message)
	}
	if status != 0 {
		inner = &awshttp.ResponseError{RequestID: id, ResponseError: &smithyhttp.ResponseError{
			Response: &smithyhttp.Response{Response: &http.Response{StatusCode: status}}, Err: inner}}
	}
	return &smithy.OperationError{ServiceID: "S3", OperationName: operation, Err: inner}
}

// A capture of another request explains nothing.
func TestCaptureBelongsToItsError(t *testing.T) {
	other := func() *capture.Capture {
		c := diagtest.Sound()
		c.Answer.Status, c.Answer.Code, c.Answer.RequestID = 403, "SignatureDoesNotMatch", "OTHER"
		c.Answer.Message = "The request signature we calculated does not match the signature you provided. Check your key and signing method."
		diagtest.SetHeader(&c.Sent, "X-Amz-Acl", "public-read")
		return c
	}
	for name, err := range map[string]error{
		"another operation":  sdkError("GetObject", 501, "OTHER", "NotImplemented", "A header you provided implies functionality that is not implemented"),
		"another request id": sdkError("PutObject", 501, "MINE", "NotImplemented", "A header you provided implies functionality that is not implemented"),
		"no answer":          sdkError("PutObject", 0, "", "", "dial tcp: lookup b.s3.eu-west-1.amazonaws.com: no such host"),
		"not sent":           sdkError("PutObject", 0, "", "", "resolve auth scheme: resolve endpoint: endpoint rule error, A region must be set when sending requests to S3."),
		"a line of a log":    errors.New("operation error S3: PutObject, https response error StatusCode: 400, RequestID: MINE, HostID: H, api error InvalidRequest: no"),
		"a document":         &S3Error{Status: 400, Code: "InvalidRequest", Message: "no", RequestID: "MINE"},
	} {
		x := Explain(err, other())
		if text := x.String(); strings.Contains(text, "SignatureDoesNotMatch") || strings.Contains(text, "OTHER") && name != "another operation" || len(x.Discrepancies) > 0 {
			t.Errorf("%s: %s", name, text)
		}
	}
	mine := other()
	mine.Answer.RequestID = "MINE"
	if x := Explain(sdkError("PutObject", 403, "MINE", "SignatureDoesNotMatch", mine.Answer.Message), mine); len(x.Discrepancies) == 0 {
		t.Errorf("its own capture is left out: %s", x)
	}
}

type stopped struct{ findings []compat.Finding }

func (stopped) Error() string              { return "stopped" }
func (s stopped) Unsent() []compat.Finding { return s.findings }

// A request that was stopped wasn't sent, certainly.
func TestStopped(t *testing.T) {
	r := aws.Catalog().Rules()[0]
	x := Explain(stopped{[]compat.Finding{{Rule: r}}}, nil)
	if !x.NotSent || len(x.Causes) != 1 || x.Causes[0].ID != r.ID || x.Causes[0].Certainty != Certain || !strings.Contains(x.String(), "not sent") || len(x.Next) > 0 {
		t.Errorf("%s", x)
	}
}

// Nothing of what was examined being wrong is no all-clear.
func TestNoAllClear(t *testing.T) {
	c := diagtest.Sound()
	c.Answer.Code, c.Answer.Message = "SomethingNew", "who knows"
	if x := Explain(nil, c); strings.Contains(x.String(), "nothing is wrong") {
		t.Errorf("%s", x)
	}
}

// S3's canonical request has every header: what is secret in it stays so.
func TestCanonicalRequestIsMasked(t *testing.T) {
	s := diagtest.Secrets
	document := "<Error><Code>SignatureDoesNotMatch</Code><Message>m</Message><AWSAccessKeyId>" + s[0] + "</AWSAccessKeyId>" +
		"<SignatureProvided>" + s[2] + "</SignatureProvided><StringToSign>AWS4-HMAC-SHA256\n20260301T120000Z\n20260301/eu-west-1/s3/aws4_request\n" + s[2] + "</StringToSign>" +
		"<CanonicalRequest>GET\n/k\nX-Amz-Security-Token=" + s[1] + "&amp;X-Amz-Signature=" + s[2] + "\ncookie:" + s[4] + "\nhost:h\nrange:\nx-amz-meta-note:" + s[1] +
		"\nx-amz-security-token:" + s[1] + "\nx-amz-server-side-encryption-customer-key:" + s[3] + "\n\ncookie;host;range\n" + s[2] + "</CanonicalRequest>" +
		"<ArgumentName1>x-amz-security-token</ArgumentName1><ArgumentValue1>" + s[1] + "</ArgumentValue1></Error>"
	e, err := ParseError([]byte(document))
	if err != nil {
		t.Fatal(err)
	}
	x := Explain(e, nil)
	text := x.String()
	for name, v := range e.Details {
		text += "\n" + name + v
	}
	diagtest.NoSecrets(t, "the document", []byte(text))
	if !strings.Contains(e.Details["CanonicalRequest"], "\nrange:\n") || e.Details["SignatureProvided"] == "" || len(x.Causes) == 0 || !strings.HasPrefix(x.Causes[0].ID, "s3:header-arrived-empty") {
		t.Errorf("%q: %s", e.Details, x)
	}
	e, _ = ParseError([]byte("<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>" + s[1] + "</CanonicalRequest><StringToSign>" + s[2] + "</StringToSign></Error>"))
	diagtest.NoSecrets(t, "another form", []byte(e.Details["CanonicalRequest"]+e.Details["StringToSign"]))
}
