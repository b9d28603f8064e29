package diagtest

import (
	"maps"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
)

// Sound returns an attempt of which nothing is wrong.
func Sound() *capture.Capture {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	m := capture.Message{Method: "PUT", Host: "amzn-s3-demo-bucket.s3.eu-west-1.amazonaws.com", Path: "/a%2Bb/c.txt", Query: "x-id=PutObject",
		Header: map[string][]string{
			"Authorization":        {"AWS4-HMAC-SHA256 Credential=" + capture.Masked + "/20260301/eu-west-1/s3/aws4_request, SignedHeaders=content-type;host;x-amz-acl;x-amz-content-sha256;x-amz-date, Signature=" + capture.Masked},
			"Content-Type":         {"text/plain"},
			"X-Amz-Acl":            {"private"},
			"X-Amz-Date":           {"20260301T120000Z"},
			"X-Amz-Content-Sha256": {"UNSIGNED-PAYLOAD"},
		}, ContentLength: 5}
	return &capture.Capture{
		Schema: capture.SchemaVersion, Source: "sdk", Time: at, Operation: "PutObject",
		Members:  []capture.Member{{Name: "ACL", Value: "private"}, {Name: "Bucket", Value: "amzn-s3-demo-bucket"}, {Name: "Key", Value: "a+b/c.txt"}},
		Endpoint: capture.Endpoint{URL: "https://amzn-s3-demo-bucket.s3.eu-west-1.amazonaws.com", Style: "virtual-hosted", Region: "eu-west-1", Provider: "Amazon"},
		Signature: capture.Signature{Scheme: "SigV4", Service: "s3", Region: "eu-west-1", Date: at,
			SignedHeaders: []string{"content-type", "host", "x-amz-acl", "x-amz-content-sha256", "x-amz-date"}},
		Payload: capture.Payload{Mode: "unsigned", Length: 5},
		Signed:  m, Sent: CopyMessage(m),
		Answer: capture.Answer{Status: 400, Code: "InvalidRequest", RequestID: "R", TLSName: "amzn-s3-demo-bucket.s3.eu-west-1.amazonaws.com",
			Header: map[string][]string{"Date": {"Sun, 01 Mar 2026 12:00:01 GMT"}, "Server": {"AmazonS3"}}},
	}
}

// CopyMessage returns a copy with a header of its own.
func CopyMessage(m capture.Message) capture.Message {
	m.Header = maps.Clone(m.Header)
	return m
}

// SetHeader replaces a header with one value.
func SetHeader(m *capture.Message, name, value string) { m.Header[name] = []string{value} }
