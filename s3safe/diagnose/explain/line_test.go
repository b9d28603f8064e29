package explain

import (
	"errors"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/diagtest"
)

// A line of a log is enough, whoever wrote it.
func TestLogLines(t *testing.T) {
	const message = "Cannot specify both Range header and partNumber query parameter"
	for name, text := range map[string]string{
		"SDK for Go":         "operation error S3: GetObject, https response error StatusCode: 400, RequestID: REQ1, HostID: HOST+/1==, api error InvalidRequest: " + message,
		"SDK for Go, tried":  "upload: operation error S3: GetObject, exceeded maximum number of attempts, 3, https response error StatusCode: 400, RequestID: REQ1, HostID: HOST+/1==, InvalidRequest: " + message,
		"SDK for Go, first":  "InvalidRequest: " + message + "\n\tstatus code: 400, request id: REQ1, host id: HOST+/1==",
		"rclone":             "2026/11/29 10:00:00 ERROR : q3.csv: Failed to copy: failed to open source object: InvalidRequest: " + message + "\n\tstatus code: 400, request id: REQ1, host id: HOST+/1==",
		"rclone, newer":      "2026/11/29 10:00:00 ERROR : q3.csv: Failed to copy: failed to open source object: operation error S3: GetObject, https response error StatusCode: 400, RequestID: REQ1, HostID: HOST+/1==, api error InvalidRequest: " + message,
		"Terraform":          "╷\n│ Error: reading S3 Object (q3.csv): operation error S3: GetObject, https response error\n│ StatusCode: 400, RequestID: REQ1, HostID: HOST+/1==, api error\n│ InvalidRequest: " + message + "\n│ \n╵",
		"boto":               "botocore.exceptions.ClientError: An error occurred (InvalidRequest) when calling the GetObject operation: " + message,
		"AWS CLI":            "download failed: s3://reports/q3.csv to ./q3.csv An error occurred (InvalidRequest) when calling the GetObject operation (reached max retries: 4): " + message,
		"SDK for Java":       "software.amazon.awssdk.services.s3.model.InvalidRequestException: " + message + " (Service: S3, Status Code: 400, Request ID: REQ1, Extended Request ID: HOST+/1==)",
		"SDK for Java, 1":    "com.amazonaws.services.s3.model.AmazonS3Exception: " + message + " (Service: Amazon S3; Status Code: 400; Error Code: InvalidRequest; Request ID: REQ1; S3 Extended Request ID: HOST+/1==; Proxy: null)",
		"SDK for JavaScript": "InvalidRequest: " + message + "\n    at throwDefaultError (/app/node_modules/x.js:838:20) {\n  '$fault': 'client',\n  '$metadata': {\n    httpStatusCode: 400,\n    requestId: 'REQ1',\n    extendedRequestId: 'HOST+/1==',\n    attempts: 1\n  },\n  Code: 'InvalidRequest'\n}",
		"PHP":                `Error executing "GetObject" on "https://s3.amazonaws.com/b/k"; AWS HTTP error: Client error: 400 Bad Request response: <?xml version="1.0"?><Error><Code>InvalidRequest</Code><Message>` + message + `</Message><RequestId>REQ1</RequestId><HostId>HOST+/1==</HostId></Error>`,
		"SDK for Rust":       `service error: unhandled error (InvalidRequest): Error { code: "InvalidRequest", message: "` + message + `", aws_request_id: "REQ1" }`,
	} {
		x := Explain(errors.New(text), nil)
		if x.Code != "InvalidRequest" || x.Message != message || len(x.Causes) == 0 || x.Causes[0].ID != "range-with-part-number" || !x.Recognised {
			t.Errorf("%s: %s", name, x)
		}
		if strings.Contains(text, "REQ1") && x.RequestID != "REQ1" {
			t.Errorf("%s: request id %q", name, x.RequestID)
		}
		if strings.Contains(text, "GetObject") && x.Operation != "GetObject" {
			t.Errorf("%s: operation %q", name, x.Operation)
		}
	}
}

func FuzzLogLines(f *testing.F) {
	f.Add("operation error S3: GetObject, https response error StatusCode: 400, RequestID: R, HostID: H, api error X: y")
	f.Add("An error occurred (X) when calling the Y operation: " + diagtest.Secrets[0])
	f.Add("<Error><Code>X</Code><Message>Authorization: " + diagtest.Secrets[1] + "</Message></Error>")
	f.Fuzz(func(t *testing.T, text string) {
		x := Explain(errors.New(text), nil)
		if strings.Contains(x.String(), diagtest.Secrets[0]) {
			t.Errorf("leaks: %q", text)
		}
	})
}

// What the SDK refuses isn't sent, and then the network isn't to blame.
func TestNotSent(t *testing.T) {
	for text, id := range map[string]string{
		"operation error S3: PutObject, resolve auth scheme: resolve endpoint: endpoint rule error, Path-style addressing cannot be used with ARN buckets": "sdk:endpoint",
		"operation error S3: PutObject, 1 validation error(s) found.\n- missing required field, PutObjectInput.Bucket.\n":                                  "sdk:required-member",
		"operation error S3: PutObject, compute input header checksum failed, unseekable stream is not supported without TLS and trailing checksum":        "sdk:unseekable-stream",
		"operation error S3: GetObject, get identity: get credentials: failed to refresh cached credentials, no EC2 IMDS role found":                       "sdk:credentials",
		"botocore.exceptions.NoCredentialsError: Unable to locate credentials":                                                                             "sdk:credentials",
	} {
		x := Explain(errors.New(text), nil)
		if !x.NotSent || len(x.Causes) != 1 || x.Causes[0].ID != id || x.Causes[0].Certainty != Certain || !strings.Contains(x.String(), "wasn't sent") {
			t.Errorf("%s: %s", text, x)
		}
		if strings.Contains(x.String(), "proxy") || strings.Contains(x.String(), "network") {
			t.Errorf("advice about the network: %s", x)
		}
	}
}
