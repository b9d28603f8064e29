package explain

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/aws/smithy-go"

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

		"SDK for Go, first, wrapped": "Error: error reading S3 Object (q3.csv): InvalidRequest: " + message + "\n\tstatus code: 400, request id: REQ1, host id: HOST+/1==",
		"s5cmd":                      `ERROR "cp s3://reports/q3.csv .": InvalidRequest: ` + message + ` status code: 400, request id: REQ1, host id: HOST+/1==`,
		"a session's error":          "operation error S3: PutObject, get identity: get credentials: operation error S3: GetObject, https response error StatusCode: 400, RequestID: REQ1, HostID: HOST+/1==, api error InvalidRequest: " + message,
		"boto, the response":         `{'Error': {'Code': 'InvalidRequest', 'Message': '` + message + `'}, 'ResponseMetadata': {'RequestId': 'REQ1', 'HostId': 'HOST+/1==', 'HTTPStatusCode': 400, 'HTTPHeaders': {}, 'RetryAttempts': 0}}`,
		"SDK for Java, no type":      "Caused by: software.amazon.awssdk.services.s3.model.S3Exception: " + message + " (Service: S3, Status Code: 400, Request ID: REQ1, Extended Request ID: HOST+/1==) (SDK Attempt Count: 1)",
		"SDK for JavaScript, class":  "S3ServiceException [InvalidRequest]: " + message + "\n    at x (/app/y.js:60:67) {\n  '$fault': 'client',\n  '$metadata': { httpStatusCode: 400, requestId: 'REQ1', extendedRequestId: 'HOST+/1==', attempts: 1 },\n  Code: 'InvalidRequest'\n}",
		"SDK for JavaScript, 2":      "InvalidRequest: " + message + "\n    at Request.extractError (/app/s3.js:712:35) {\n  code: 'InvalidRequest',\n  region: null,\n  requestId: 'REQ1',\n  extendedRequestId: 'HOST+/1==',\n  cfId: undefined,\n  statusCode: 400,\n  retryable: false\n}",
		"SDK for JavaScript, caught": "Uncaught (in promise) Error: upload: InvalidRequest: " + message,
		"SDK for Ruby":               "app.rb:3:in 'call': " + message + " (Aws::S3::Errors::InvalidRequest)",
		"SDK for .NET":               "Unhandled exception. Amazon.S3.AmazonS3Exception: " + message,
		"a trace of Java":            "software.amazon.awssdk.services.s3.model.S3Exception: " + message + " (Service: S3, Status Code: 400, Request ID: REQ1)\n\tat software.amazon.awssdk.core.Foo.bar(Foo.java:1)\n\tat software.amazon.awssdk.services.s3.DefaultS3Client.getObject(DefaultS3Client.java:5)",
		"a trace of Java, 1":         "com.amazonaws.services.s3.model.AmazonS3Exception: " + message + " (Service: Amazon S3; Status Code: 400; Error Code: InvalidRequest; Request ID: REQ1)\n\tat com.amazonaws.services.s3.AmazonS3Client.getObject(AmazonS3Client.java:5)",
		"a trace of JavaScript":      "InvalidRequest: " + message + "\n    at de_GetObjectCommandError (/app/x.js:1:2) {\n  '$metadata': {\n    httpStatusCode: 400,\n    requestId: 'REQ1'\n  }\n}",
		"s3cmd":                      "ERROR: S3 error: 400 (InvalidRequest): " + message,
		"Terraform, with its place":  "╷\n│ Error: reading S3 Object (q3.csv): operation error S3: GetObject, https response error StatusCode: 400, RequestID: REQ1, HostID: HOST+/1==, api error InvalidRequest: " + message + "\n│ \n│   with module.a[\"b c\"].aws_s3_object.q3[0],\n│   on modules/a/main.tf line 12, in resource \"aws_s3_object\" \"q3\":\n│   12: resource \"aws_s3_object\" \"q3\" {\n│ \n╵",
		"Terraform, 1, its place":    "Error: reading S3 Object (q3.csv): InvalidRequest: " + message + "\n\tstatus code: 400, request id: REQ1, host id: HOST+/1==\n\n  with aws_s3_object.q3,\n  on main.tf line 3, in resource \"aws_s3_object\" \"q3\":",
		"slog":                       `time=2026-11-29T10:00:00Z level=ERROR msg=failed err="operation error S3: GetObject, https response error StatusCode: 400, RequestID: REQ1, HostID: HOST+/1==, api error InvalidRequest: ` + message + `" bucket=reports`,
		"JSON":                       `{"level":"error","error":"operation error S3: GetObject, https response error StatusCode: 400, RequestID: REQ1, HostID: HOST+/1==, api error InvalidRequest: ` + message + `","bucket":"reports"}`,
		"boto in JSON":               `{"error": "An error occurred (InvalidRequest) when calling the GetObject operation: ` + message + `"}`,
		"JavaScript, no metadata":    "InvalidRequest: " + message + "\n    at throwDefaultError (/app/node_modules/x.js:838:20)\n    at async /app/y.js:5:3",
		"a place in front":           "ERROR at (handler.js:12:3) InvalidRequest: " + message,
		"Go, with a trace":           "operation error S3: GetObject, https response error StatusCode: 400, RequestID: REQ1, HostID: HOST+/1==, api error InvalidRequest: " + message + "\n    at main.run (/app/main.go:12)",
		"a log's next line":          "2026-11-29 ERROR operation error S3: GetObject, https response error StatusCode: 400, RequestID: REQ1, HostID: HOST+/1==, api error InvalidRequest: " + message + "\n2026-11-29 ERROR operation error S3: PutObject, https response error StatusCode: 404, RequestID: R2, HostID: H, api error NoSuchKey: The specified key does not exist.",
		"AWS CLI, two":               "download failed: s3://b/a to ./a An error occurred (InvalidRequest) when calling the GetObject operation: " + message + "\ndownload failed: s3://b/b to ./b An error occurred (AccessDenied) when calling the GetObject operation: Access Denied",
		"mc":                         "mc: <ERROR> Unable to read. " + message + ".",
	} {
		x := Explain(errors.New(text), nil)
		if x.Code != "InvalidRequest" || x.Message != message || len(x.Causes) == 0 || x.Causes[0].ID != "range-with-part-number" || !x.Recognised {
			t.Errorf("%s: %s", name, x)
		}
		if strings.Contains(text, "REQ1") && x.RequestID != "REQ1" {
			t.Errorf("%s: request id %q", name, x.RequestID)
		}
		if strings.Contains(strings.ToLower(text), "getobject") && x.Operation != "GetObject" {
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

// Where an answer has no document, clients write the status in the place of the code.
func TestLogLinesOfStatus(t *testing.T) {
	for text, want := range map[string]string{
		"An error occurred (404) when calling the HeadObject operation: Not Found":                                                                     "s3:not-found",
		`fatal error: An error occurred (404) when calling the HeadObject operation: Key "q3.csv" does not exist`:                                      "s3:not-found",
		"botocore.exceptions.ClientError: An error occurred (403) when calling the HeadBucket operation: Forbidden":                                    "s3:access-denied",
		"An error occurred (400) when calling the HeadObject operation: Bad Request":                                                                   "s3:head-bad-request",
		"AmazonS3Exception: Not Found (Service: Amazon S3; Status Code: 404; Error Code: 404 Not Found; Request ID: REQ1)":                             "s3:not-found",
		"S3Exception: null (Service: S3, Status Code: 403, Request ID: REQ1, Extended Request ID: HOST+/1==)":                                          "s3:access-denied",
		"NoSuchKeyException: null (Service: S3, Status Code: 404, Request ID: REQ1)":                                                                   "s3:no-such-key",
		"NotFound: UnknownError\n    at x (/app/y.js:1:2) {\n  '$metadata': {\n    httpStatusCode: 404,\n    requestId: 'REQ1'\n  }\n}":                "s3:not-found",
		"403: UnknownError\n    at x (/app/y.js:1:2) {\n  '$metadata': {\n    httpStatusCode: 403,\n    requestId: 'REQ1'\n  }\n}":                     "s3:access-denied",
		"An error occurred (400) when calling the HeadObject operation: Bad Request\n\n  with data.aws_s3_object.q3,\n  on main.tf line 3:":            "s3:head-bad-request",
		"403: UnknownError\n    at throwDefaultError (/app/x.js:1:2)":                                                                                  "s3:access-denied",
		"An error occurred (301) when calling the HeadBucket operation: Moved Permanently":                                                             "s3:other-endpoint",
		"operation error S3: HeadBucket, https response error StatusCode: 301, RequestID: R, HostID: H, api error MovedPermanently: Moved Permanently": "s3:other-endpoint",
		"operation error S3: HeadObject, https response error StatusCode: 404, RequestID: R, HostID: H, NotFound: ":                                    "s3:not-found",
		"operation error S3: HeadObject, https response error StatusCode: 403, RequestID: R, HostID: H, api error Forbidden: Forbidden":                "s3:access-denied",
	} {
		x := Explain(errors.New(text), nil)
		if len(x.Causes) == 0 || x.Causes[0].ID != want || x.Status == 0 {
			t.Errorf("%s: %s", text, x)
		}
	}
}

// The message of the answer isn't mixed with what stands behind it, where the message
// is one with values in it, and nothing is said of a status that isn't known.
func TestLogLineTails(t *testing.T) {
	x := Explain(errors.New("IllegalLocationConstraintException: The af-south-1 location constraint is incompatible for the region specific endpoint this request was sent to.\n    at throwDefaultError (/app/x.js:388:20)"), nil)
	if !x.Recognised || strings.Contains(x.Message, "throwDefaultError") {
		t.Errorf("%s", x)
	}
	x = Explain(errors.New("NotFound: UnknownError"), nil)
	if x.Code != "NotFound" || x.Message != "" || !x.Recognised || len(x.Causes) == 0 || x.Causes[0].ID != "s3:not-found" {
		t.Errorf("%s", x)
	}
	// A message with a tail's own word in it is cut behind its end only.
	const locked = "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters"
	x = Explain(errors.New("Error: operation error S3: PutObject, https response error StatusCode: 400, RequestID: R, HostID: H, api error InvalidRequest: "+locked+"\n\n  with aws_s3_object.x[\"a b\"],\n  on main.tf line 3:"), nil)
	if x.Message != locked || !x.Recognised {
		t.Errorf("%s", x)
	}
	// What looks like a tail only in part is the message's own.
	const message = "Something new with a comma, on the line of 3"
	x = Explain(errors.New("operation error S3: GetObject, https response error StatusCode: 400, RequestID: R, HostID: H, api error NewCode: "+message), nil)
	if x.Message != message {
		t.Errorf("%q", x.Message)
	}
}

// A message that isn't known, and comes without a code, isn't taken for the answer to a
// HEAD of the same status.
func TestLogLineWithoutCode(t *testing.T) {
	x := Explain(errors.New("S3Exception: Something that nobody has seen yet. (Service: S3, Status Code: 400, Request ID: REQ1, Extended Request ID: H)"), nil)
	if x.Code != "" || x.Status != 400 || x.RequestID != "REQ1" || x.Recognised || len(x.Causes) > 0 || !strings.Contains(x.String(), "no code of S3's") {
		t.Errorf("%s", x)
	}
	x = Explain(errors.New("S3Exception: "+usualMessages["MalformedXML"][0]+" (Service: S3, Status Code: 400, Request ID: REQ1)"), nil)
	if x.Code != "MalformedXML" || !x.Recognised {
		t.Errorf("%s", x)
	}
}

// A text without an answer of S3's in it isn't taken for one, and the network is
// blamed only for what looks like it.
func TestNoAnswerInText(t *testing.T) {
	for text, network := range map[string]bool{
		"Nobody has ever seen this message":                                                          false,
		"Error: cannot open file: permission denied":                                                 false,
		"TypeError: undefined is not a function":                                                     false,
		"dial tcp: lookup s3.example: no such host":                                                  true,
		"SdkClientException: Unable to execute HTTP request: Connect to s3.amazonaws.com:443 failed": true,
		"Could not connect to the endpoint URL: \"https://b.s3.amazonaws.com/\"":                     true,
	} {
		x := Explain(errors.New(text), nil)
		if x.Code != "" || x.Recognised || len(x.Causes) > 0 || strings.Contains(x.String(), "check the host name") != network {
			t.Errorf("%s: %s", text, x)
		}
	}
}

// A word that looks like a code isn't the code of a message that S3 gives with another.
func TestCodeOfMessage(t *testing.T) {
	for message, want := range map[string]string{
		"The bucket does not allow ACLs":    "AccessControlListNotSupported",
		"The specified key does not exist.": "NoSuchKey",
		"The request signature we calculated does not match the signature you provided. Check your key and signing method.": "SignatureDoesNotMatch",
		"Something that nobody has seen yet.": "",
	} {
		if got := codeOf(message, 0); got != want {
			t.Errorf("%s: %q, want %q", message, got, want)
		}
	}
	if code, _, known := splitCode("upload: KMS.DisabledException: arn:aws:kms:eu-west-1:111122223333:key/k is disabled."); code != "KMS.DisabledException" || !known {
		t.Error(code, known)
	}
	if code, message, known := splitCode("Error: StillUnheardOf: no"); code != "StillUnheardOf" || message != "no" || known {
		t.Error(code, message, known)
	}
}

// The answer of another service isn't explained by what S3 would mean by it.
func TestOtherServices(t *testing.T) {
	denied := &smithy.GenericAPIError{Code: "AccessDenied", Message: "Access Denied"}
	role := &smithy.OperationError{ServiceID: "STS", OperationName: "AssumeRole", Err: denied}
	for _, err := range []error{
		role,
		fmt.Errorf("deploy: %w", role),
		errors.New("An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::111122223333:user/me is not authorized to perform: sts:AssumeRole"),
		errors.New("operation error STS: AssumeRole, https response error StatusCode: 403, RequestID: R, api error AccessDenied: Access Denied"),
		errors.New("Access Denied (Service: AWSSecurityTokenService; Status Code: 403; Error Code: AccessDenied; Request ID: R)"),
	} {
		x := Explain(err, nil)
		if len(x.Causes) != 1 || x.Causes[0].ID != "answer:other-service" || x.Code != "AccessDenied" {
			t.Errorf("%v: %s", err, x)
		}
	}
	// Credentials that can't be got are a reason not to send.
	for _, err := range []error{
		&smithy.OperationError{ServiceID: "S3", OperationName: "PutObject", Err: fmt.Errorf("get identity: get credentials: failed to refresh cached credentials, %w", role)},
		errors.New("operation error S3: PutObject, get identity: get credentials: failed to refresh cached credentials, operation error STS: AssumeRole, https response error StatusCode: 403, RequestID: R, api error AccessDenied: Access Denied"),
	} {
		if x := Explain(err, nil); !x.NotSent || len(x.Causes) != 1 || x.Causes[0].ID != "sdk:credentials" {
			t.Errorf("%v: %s", err, x)
		}
	}
	// A session for a directory bucket is S3's own.
	session := &smithy.OperationError{ServiceID: "S3", OperationName: "CreateSession", Err: denied}
	if x := Explain(&smithy.OperationError{ServiceID: "S3", OperationName: "PutObject", Err: fmt.Errorf("get identity: get credentials: %w", session)}, nil); x.Operation != "CreateSession" || x.NotSent {
		t.Errorf("%s", x)
	}
}

// TestLineSays: a code that ends in Exception is S3's as it stands, and an answer with
// a message, of which no code is known, isn't taken for one to HEAD, which has none.
func TestLineSays(t *testing.T) {
	x := Explain(errors.New("IllegalLocationConstraintException: The af-south-1 location constraint is incompatible for the region specific endpoint this request was sent to."), nil)
	if x.Code != "IllegalLocationConstraintException" || len(x.Causes) == 0 {
		t.Errorf("%s", x)
	}
	x = Explain(errors.New("S3Exception: Nobody has ever seen this (Service: S3, Status Code: 400, Request ID: REQ1)"), nil)
	for _, c := range x.Causes {
		if c.ID == "s3:head-bad-request" {
			t.Errorf("an answer with a message is taken for one to HEAD: %s", x)
		}
	}
}
