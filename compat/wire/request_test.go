package wire_test

import (
	"bufio"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	awsrules "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/wire"
)

// now is when the requests of these tests are judged.
var now = time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return now }

// authorized is the header of a well-formed signature over the headers.
func authorized(signed string) string {
	return "Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261129/us-west-2/s3/aws4_request, SignedHeaders=" + signed +
		", Signature=" + strings.Repeat("0", 64) + "\r\n"
}

const (
	dated    = "X-Amz-Date: 20261129T115900Z\r\n"
	unsigned = "X-Amz-Content-Sha256: UNSIGNED-PAYLOAD\r\n"
	host     = "Host: reports.s3.us-west-2.amazonaws.com\r\n"
	basics   = "host;x-amz-content-sha256;x-amz-date"
	version2 = "Authorization: AWS AKIAIOSFODNN7EXAMPLE:abc\r\nDate: Sun, 29 Nov 2026 12:00:00 GMT\r\n"
)

// presignedURL is the query of a presigned URL, changed.
func presignedURL(change ...string) string {
	q := "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261129%2Fus-west-2%2Fs3%2Faws4_request" +
		"&X-Amz-Date=20261129T115900Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature=" + strings.Repeat("0", 64)
	return strings.NewReplacer(change...).Replace(q)
}

// form is a form with the fields, in order, and a file.
func form(file string, fields ...string) string {
	var b strings.Builder
	for i := 0; i+1 < len(fields); i += 2 {
		fmt.Fprintf(&b, "--x\r\nContent-Disposition: form-data; name=%q\r\n\r\n%s\r\n", fields[i], fields[i+1])
	}
	if file != "" {
		fmt.Fprintf(&b, "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n%s\r\n", file)
	}
	b.WriteString("--x--\r\n")
	return fmt.Sprintf("POST / HTTP/1.1\r\n%sContent-Type: multipart/form-data; boundary=x\r\nContent-Length: %d\r\n\r\n%s", host, b.Len(), b.String())
}

func policy(conditions string) string {
	return base64.StdEncoding.EncodeToString([]byte(`{"expiration": "2026-11-30T00:00:00Z", "conditions": [` + conditions + `]}`))
}

func request(t *testing.T, text string) *http.Request {
	t.Helper()
	// net/http reads no request with a transfer encoding other than chunked: such a one is
	// in a log, or made by a program.
	coding := codings.FindStringSubmatch(text)
	if coding != nil {
		text = strings.Replace(text, coding[0], "", 1)
	}
	r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(text)))
	if err != nil {
		t.Fatalf("%v: %q", err, text)
	}
	if coding != nil {
		r.Header.Set("Transfer-Encoding", coding[1])
	}
	return r
}

// codings find a transfer encoding that net/http doesn't read.
var codings = regexp.MustCompile("\r\nTransfer-Encoding: ([^c\r][^\r]*)")

// S3 was seen to refuse these transfer encodings, and not to refuse identity.
func TestTransferEncodings(t *testing.T) {
	for coding, want := range map[string]string{
		"gzip": "compressed", "compress": "compressed", "deflate": "compressed", "chunked, gzip": "compressed",
		"gzip, chunked": "compressed", "GZIP": "compressed",
		"br": "unknown coding", "chunked, br": "unknown coding", "unknown": "unknown coding", "": "unknown coding",
		"identity": "none", "x-gzip": "none",
	} {
		for _, text := range []string{"GET /?versions HTTP/1.1\r\n" + host + "\r\n", "PUT /k HTTP/1.1\r\n" + host + "Content-Length: 3\r\n\r\nabc"} {
			for where, give := range map[string]func(*http.Request){
				"header": func(r *http.Request) { r.Header.Set("Transfer-Encoding", coding) },
				"field": func(r *http.Request) {
					r.ContentLength, r.TransferEncoding = -1, []string{coding}
					r.Header.Del("Content-Length")
				},
			} {
				r := request(t, text)
				give(r)
				m, err := wire.Decode(r)
				if err != nil {
					t.Errorf("%q in the %s: %v", coding, where, err)
					continue
				}
				got, _ := m.Request.Wire.Get(compat.Transfer)
				if got != want && (want != "none" || where != "field") {
					t.Errorf("%q in the %s: %s, want %s", coding, where, got, want)
				}
			}
		}
	}
}

// broken are requests that break a rule about requests as they were sent, and next
// to each one that doesn't.
var broken = map[string][2]string{
	"expected-owner-twice": {
		"GET /k?" + presignedURL() + "&x-amz-expected-bucket-owner=111122223333 HTTP/1.1\r\n" + host + "x-amz-expected-bucket-owner: 111122223333\r\n",
		"GET /k?" + presignedURL() + "&x-amz-expected-bucket-owner=111122223333 HTTP/1.1\r\n" + host,
	},
	"request-payer-twice": {
		"GET /k?" + presignedURL() + "&x-amz-request-payer=requester HTTP/1.1\r\n" + host + "x-amz-request-payer: requester\r\n",
		"GET /k?" + presignedURL() + "&x-amz-request-payer=requester HTTP/1.1\r\n" + host,
	},
	"checksum-mode-twice": {
		"GET /k?" + presignedURL("=host", "=host%3Bx-amz-checksum-mode") + "&X-Amz-Checksum-Mode=ENABLED HTTP/1.1\r\n" + host + "x-amz-checksum-mode: DISABLED\r\n",
		"GET /k?" + presignedURL("=host", "=host%3Bx-amz-checksum-mode") + "&X-Amz-Checksum-Mode=ENABLED HTTP/1.1\r\n" + host + "x-amz-checksum-mode: ENABLED\r\n",
	},
	"object-attributes-missing": {
		"GET /k?attributes HTTP/1.1\r\n" + host + dated + unsigned + authorized(basics),
		"GET /k?attributes&" + presignedURL() + "&x-amz-object-attributes=ETag HTTP/1.1\r\n" + host,
	},
	"two-authorizations": {
		"GET /k?" + presignedURL() + " HTTP/1.1\r\n" + host + authorized(basics) + dated + unsigned,
		"GET /k?" + presignedURL() + " HTTP/1.1\r\n" + host,
	},
	"authorization-type": {
		"GET /k HTTP/1.1\r\n" + host + "Authorization: Bearer abc\r\n",
		"GET /k HTTP/1.1\r\n" + host + "Authorization: AWS AKIAIOSFODNN7EXAMPLE:abc\r\nDate: Sun, 29 Nov 2026 12:00:00 GMT\r\n",
	},
	"authorization-incomplete": {
		"GET /k HTTP/1.1\r\n" + host + dated + unsigned + "Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261129/us-west-2/s3/aws4_request\r\n",
		"GET /k HTTP/1.1\r\n" + host + dated + unsigned + strings.ReplaceAll(authorized(basics), ", ", ","),
	},
	"presigned-incomplete": {
		"GET /k?" + presignedURL("&X-Amz-SignedHeaders=host", "") + " HTTP/1.1\r\n" + host,
		"GET /k?" + presignedURL() + "&x-id=GetObject HTTP/1.1\r\n" + host,
	},
	"credential-malformed": {
		"GET /k HTTP/1.1\r\n" + host + dated + unsigned + strings.Replace(authorized(basics), "/us-west-2", "", 1),
		"GET /k HTTP/1.1\r\n" + host + dated + unsigned + authorized(basics),
	},
	"presigned-credential-malformed": {
		"GET /k?" + presignedURL("%2Faws4_request", "") + " HTTP/1.1\r\n" + host,
		"GET /k?" + presignedURL() + " HTTP/1.1\r\n" + host,
	},
	"credential-region": {
		"GET /k HTTP/1.1\r\n" + host + dated + unsigned + strings.Replace(authorized(basics), "us-west-2", "eu-west-1", 1),
		"GET /bbb/k HTTP/1.1\r\nHost: s3.amazonaws.com\r\n" + dated + unsigned + strings.Replace(authorized(basics), "us-west-2", "eu-west-1", 1),
	},
	"presigned-region": {
		"GET /k?" + presignedURL("us-west-2", "eu-west-1") + " HTTP/1.1\r\n" + host,
		"GET /bbb/k?" + presignedURL("us-west-2", "auto") + " HTTP/1.1\r\nHost: 127.0.0.1:9000\r\n",
	},
	"credential-service": {
		"GET /k HTTP/1.1\r\n" + host + dated + unsigned + strings.Replace(authorized(basics), "/s3/", "/ec2/", 1),
		"GET /k HTTP/1.1\r\nHost: reports-ap-123456789012.s3-object-lambda.us-west-2.amazonaws.com\r\n" + dated + unsigned + strings.Replace(authorized(basics), "/s3/", "/s3-object-lambda/", 1),
	},
	"presigned-service": {
		"GET /k?" + presignedURL("%2Fs3%2F", "%2Fec2%2F") + " HTTP/1.1\r\n" + host,
		"GET /k?" + presignedURL() + " HTTP/1.1\r\n" + host,
	},
	"presigned-algorithm": {
		"GET /k?" + presignedURL("=AWS4-HMAC-SHA256", "=AWS4-HMAC-SHA1") + " HTTP/1.1\r\n" + host,
		"GET /k?" + presignedURL() + " HTTP/1.1\r\n" + host,
	},
	"presigned-expiry-not-a-number": {
		"GET /k?" + presignedURL("=3600", "=1h") + " HTTP/1.1\r\n" + host,
		"GET /k?" + presignedURL() + " HTTP/1.1\r\n" + host,
	},
	"signature-version-2-region": {
		"GET /k HTTP/1.1\r\nHost: reports.s3.eu-central-1.amazonaws.com\r\n" + version2,
		"GET /k HTTP/1.1\r\nHost: reports.s3.amazonaws.com\r\n" + version2,
	},
	"signature-version-2-kms": {
		"PUT /k HTTP/1.1\r\n" + host + version2 + "x-amz-server-side-encryption: aws:kms\r\n",
		"PUT /k HTTP/1.1\r\n" + host + version2 + "x-amz-server-side-encryption: AES256\r\n",
	},
	"header-unsigned": {
		"PUT /k?" + presignedURL() + " HTTP/1.1\r\n" + host + "x-amz-acl: private\r\nContent-Length: 0\r\n",
		"PUT /k?" + presignedURL("=host", "=host%3Bx-amz-acl") + " HTTP/1.1\r\n" + host + "x-amz-acl: private\r\nx-amz-content-sha256: UNSIGNED-PAYLOAD\r\nx-amzn-trace-id: a\r\nContent-Length: 0\r\n",
	},
	"host-unsigned": {
		"GET /k HTTP/1.1\r\n" + host + dated + unsigned + authorized("x-amz-content-sha256;x-amz-date"),
		"GET /k HTTP/1.1\r\n" + host + dated + unsigned + authorized(basics),
	},
	"presigned-expired": {
		"GET /k?" + presignedURL("=3600", "=59") + " HTTP/1.1\r\n" + host,
		"GET /k?" + presignedURL("=3600", "=61") + " HTTP/1.1\r\n" + host,
	},
	"request-time-skewed": {
		"GET /k HTTP/1.1\r\n" + host + strings.Replace(dated, "T1159", "T1144", 1) + unsigned + authorized(basics),
		"GET /k HTTP/1.1\r\n" + host + strings.Replace(dated, "T1159", "T1146", 1) + unsigned + authorized(basics),
	},
	"request-time-missing": {
		"GET /k HTTP/1.1\r\n" + host + unsigned + authorized("host;x-amz-content-sha256"),
		"GET /k HTTP/1.1\r\n" + host + unsigned + "Date: Sun, 29 Nov 2026 11:59:00 GMT\r\n" + authorized("host;x-amz-content-sha256;date"),
	},
	"request-time-malformed": {
		"GET /k HTTP/1.1\r\n" + host + unsigned + "X-Amz-Date: 20261329T115900Z\r\n" + authorized(basics),
		"GET /k HTTP/1.1\r\n" + host + unsigned + dated + authorized(basics),
	},
	"presigned-time-malformed": {
		"GET /k?" + presignedURL("20261129T115900Z", "2026-11-29") + " HTTP/1.1\r\n" + host,
		"GET /k?" + presignedURL() + " HTTP/1.1\r\n" + host,
	},
	"payload-hash-missing": {
		"GET /k HTTP/1.1\r\n" + host + dated + authorized("host;x-amz-date"),
		"GET /k HTTP/1.1\r\n" + host,
	},
	"payload-hash-malformed": {
		"GET /k HTTP/1.1\r\n" + host + dated + "X-Amz-Content-Sha256: tjnVEQ5UTP/DL91eAGOmew==\r\n" + authorized(basics),
		"GET /k HTTP/1.1\r\n" + host + dated + "X-Amz-Content-Sha256: " + strings.Repeat("0", 64) + "\r\n" + authorized(basics),
	},
	"payload-hash-differs": {
		"PUT /?versioning HTTP/1.1\r\n" + host + dated + "X-Amz-Content-Sha256: " + strings.Repeat("0", 64) + "\r\n" + authorized(basics) + versioning,
		"PUT /?versioning HTTP/1.1\r\n" + host + dated + unsigned + authorized(basics) + versioning,
	},
	"document-md5-differs": {
		"PUT /?versioning HTTP/1.1\r\n" + host + "Content-MD5: AAAAAAAAAAAAAAAAAAAAAA==\r\n" + versioning,
		"PUT /?versioning HTTP/1.1\r\n" + host + "Content-MD5: " + versioningMD5 + "\r\n" + versioning,
	},
	"document-md5-malformed": {
		"POST /?delete HTTP/1.1\r\n" + host + "Content-MD5: b7dcaa5d8e9f4b1e8a6f5d4c3b2a1908\r\n" + deletion,
		"POST /?delete HTTP/1.1\r\n" + host + "Content-MD5: " + deletionMD5 + "\r\n" + deletion,
	},
	"document-empty": {
		"PUT /?versioning HTTP/1.1\r\n" + host + "Content-Length: 0\r\n",
		"PUT /?versioning HTTP/1.1\r\n" + host + versioning,
	},
	"delete-objects-digest": {
		"POST /?delete HTTP/1.1\r\n" + host + deletion,
		"POST /?delete HTTP/1.1\r\n" + host + "x-amz-checksum-crc32: AAAAAA==\r\n" + deletion,
	},
	"transfer-chunked": {
		"PUT /k HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n",
		"PUT /k HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\nContent-Encoding: aws-chunked\r\nX-Amz-Decoded-Content-Length: 3\r\nX-Amz-Content-Sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r\n\r\n3\r\nabc\r\n0\r\n",
	},
	"form-enclosure-type": {"POST / HTTP/1.1\r\n" + host + "Content-Length: 0\r\n", form("abc", "key", "k")},
	"form-fields-too-large": {
		form("abc", "key", "k", "x-ignore-1", strings.Repeat("a", 21<<10)),
		form(strings.Repeat("a", 21<<10), "key", "k", "x-ignore-1", strings.Repeat("a", 19<<10)),
	},
	"form-key":  {form("abc"), form("abc", "key", "k")},
	"form-file": {form("", "key", "k"), form("abc", "key", "k")},
	"form-algorithm": {
		form("abc", "key", "k", "x-amz-date", "20261129T115900Z", "x-amz-signature", "00"),
		form("abc", "key", "k", "X-Amz-Date", "20261129T115900Z", "X-Amz-Signature", "00", "X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
	},
	"form-signature": {
		form("abc", "key", "k", "x-amz-algorithm", "AWS4-HMAC-SHA256"),
		form("abc", "key", "k", "AWSAccessKeyId", "AKIAIOSFODNN7EXAMPLE", "signature", "00"),
	},
	"form-policy-expired": {
		form("abc", "key", "k", "policy", base64.StdEncoding.EncodeToString([]byte(`{"expiration": "2026-11-29T11:00:00Z", "conditions": []}`))),
		form("abc", "key", "k", "policy", policy(`{"bucket": "reports"}, {"key": "k"}`)),
	},
	"form-policy-condition": {
		form("abc", "key", "K", "policy", policy(`["starts-with", "$key", "k"]`)),
		form("abc", "key", "kk", "policy", policy(`["starts-with", "$key", "k"]`)),
	},
	"form-policy-extra-field": {
		form("abc", "key", "k", "acl", "private", "policy", policy(`{"key": "k"}`)),
		form("abc", "key", "k", "x-ignore-me", "1", "Policy", policy(`["eq", "$key", "k"]`)),
	},
	"form-file-too-small": {
		form("abc", "key", "k", "policy", policy(`{"key": "k"}, ["content-length-range", 4, 9]`)),
		form("abcd", "key", "k", "policy", policy(`{"key": "k"}, ["content-length-range", 4, 9]`)),
	},
	"form-file-too-large": {
		form("0123456789", "key", "k", "policy", policy(`{"key": "k"}, ["content-length-range", 4, 9]`)),
		form("012345678", "key", "k", "policy", policy(`{"key": "k"}, ["content-length-range", 4, 9]`)),
	},
	"max-keys-not-a-number":         {"GET /?list-type=2&max-keys=ten HTTP/1.1\r\n" + host, "GET /?list-type=2&max-keys=10 HTTP/1.1\r\n" + host},
	"max-uploads-not-a-number":      {"GET /?uploads&max-uploads=1.5 HTTP/1.1\r\n" + host, "GET /?uploads&max-uploads=10 HTTP/1.1\r\n" + host},
	"max-parts-not-a-number":        {"GET /k?uploadId=u&max-parts=x HTTP/1.1\r\n" + host, "GET /k?uploadId=u&max-parts=10 HTTP/1.1\r\n" + host},
	"read-part-number-not-a-number": {"GET /k?partNumber=abc HTTP/1.1\r\n" + host, "GET /k?partNumber=1 HTTP/1.1\r\n" + host},
	"object-attributes-max-parts-not-a-number": {
		"GET /k?attributes HTTP/1.1\r\n" + host + "x-amz-object-attributes: ObjectParts\r\nx-amz-max-parts: abc\r\n",
		"GET /k?attributes HTTP/1.1\r\n" + host + "x-amz-object-attributes: ObjectParts\r\nx-amz-max-parts: 10\r\n",
	},
	"checksum-announced-missing": {
		"PUT /?logging HTTP/1.1\r\n" + host + "x-amz-sdk-checksum-algorithm: SHA256\r\nContent-Length: 22\r\n\r\n<BucketLoggingStatus/>",
		"PUT /?logging HTTP/1.1\r\n" + host + "Content-Length: 22\r\n\r\n<BucketLoggingStatus/>",
	},
	"document-digest": {
		"PUT /?tagging HTTP/1.1\r\n" + host + "Content-Length: 75\r\n\r\n<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>",
		"PUT /?tagging HTTP/1.1\r\n" + host + "Content-MD5: EbdZDxVT2OADmYhaGBi6mA==\r\nContent-Length: 75\r\n\r\n<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>",
	},
	"acl-document-elements": {
		"PUT /?acl HTTP/1.1\r\n" + host + "Content-Length: 157\r\n\r\n<AccessControlPolicy><Owner><ID>75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a</ID></Owner><AccessControlList/><New/></AccessControlPolicy>",
		"PUT /?acl HTTP/1.1\r\n" + host + "Content-Length: 151\r\n\r\n<AccessControlPolicy><Owner><ID>75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a</ID></Owner><AccessControlList/></AccessControlPolicy>",
	},
	"part-number-not-a-number": {"PUT /k?uploadId=u&partNumber=one HTTP/1.1\r\n" + host, "PUT /k?uploadId=u&partNumber=1 HTTP/1.1\r\n" + host},
	"retain-until-not-a-time": {
		"PUT /k HTTP/1.1\r\n" + host + "x-amz-object-lock-mode: GOVERNANCE\r\nx-amz-checksum-crc32: AAAAAA==\r\nx-amz-object-lock-retain-until-date: tomorrow\r\n",
		"PUT /k HTTP/1.1\r\n" + host + "x-amz-object-lock-mode: GOVERNANCE\r\nx-amz-checksum-crc32: AAAAAA==\r\nx-amz-object-lock-retain-until-date: 2027-01-01T00:00:00Z\r\n",
	},
	"subresource-method": {"DELETE /?acl HTTP/1.1\r\n" + host, "GET /?acl HTTP/1.1\r\n" + host},
	"website-method": {
		"POST / HTTP/1.1\r\nHost: reports.s3-website-us-east-1.amazonaws.com\r\n", "DELETE /k HTTP/1.1\r\n" + host,
	},
	"website-preflight-origin": {
		"OPTIONS /k HTTP/1.1\r\nHost: reports.s3-website-us-east-1.amazonaws.com\r\n", "GET /k HTTP/1.1\r\n" + host,
	},
	"subresources-conflict":              {"GET /?versioning&acl HTTP/1.1\r\n" + host, "GET /?acl&acl HTTP/1.1\r\n" + host},
	"version-id-not-accepted":            {"GET /?versioning&versionId=null HTTP/1.1\r\n" + host, "GET /k?tagging&versionId=null HTTP/1.1\r\n" + host},
	"listing-parameter-of-other-version": {"GET /?start-after=a HTTP/1.1\r\n" + host, "GET /?list-type=2&start-after=a HTTP/1.1\r\n" + host},
	"website-parameter-value":            {"GET /?website=v HTTP/1.1\r\n" + host, "GET /?website= HTTP/1.1\r\n" + host},
	"payload-hash-of-upload": {
		"GET /k HTTP/1.1\r\n" + host + "X-Amz-Content-Sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r\n" + dated + authorized(basics),
		"GET /k HTTP/1.1\r\n" + host + "X-Amz-Content-Sha256: UNSIGNED-PAYLOAD\r\n" + dated + authorized(basics),
	},
	"payload-hash-of-upload-head": {
		"HEAD /k HTTP/1.1\r\n" + host + "X-Amz-Content-Sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r\n" + dated + authorized(basics),
		"HEAD /k HTTP/1.1\r\n" + host + "X-Amz-Content-Sha256: UNSIGNED-PAYLOAD\r\n" + dated + authorized(basics),
	},
	"document-large": {
		"PUT /?versioning HTTP/1.1\r\n" + host + padded(1<<20), "PUT /?versioning HTTP/1.1\r\n" + host + padded(1<<14),
	},
	"encryption-header-elsewhere": {
		"GET /?list-type=2 HTTP/1.1\r\n" + host + "x-amz-server-side-encryption: AES256\r\n",
		"PUT /k HTTP/1.1\r\n" + host + "x-amz-server-side-encryption: AES256\r\n",
	},
	"transfer-compressed":     {"GET /?versions HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip, chunked\r\n", "GET /?versions HTTP/1.1\r\n" + host + "Transfer-Encoding: identity\r\n"},
	"transfer-unknown-coding": {"GET /?versions HTTP/1.1\r\n" + host + "Transfer-Encoding: br\r\n", "GET /?versions HTTP/1.1\r\n" + host + "Transfer-Encoding: x-gzip\r\n"},
	"uploads-with-key":        {"GET /k?uploads HTTP/1.1\r\n" + host, "GET /?uploads&prefix=k HTTP/1.1\r\n" + host},
	"document-malformed":      {"PUT /?versioning HTTP/1.1\r\n" + host + "Content-Length: 25\r\n\r\n<VersioningConfiguration>", "PUT /?versioning HTTP/1.1\r\n" + host + versioning},
	"form-malformed": {
		"POST / HTTP/1.1\r\n" + host + "Content-Type: multipart/form-data\r\nContent-Length: 3\r\n\r\nabc", form("abc", "key", "k"),
	},
	"chunk-too-small": {
		inChunks("19\r\n<VersioningConfiguration>\r\n32\r\n<Status>Enabled</Status></VersioningConfiguration>\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n"),
		inChunks("4b\r\n<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n"),
	},
	"chunk-last-missing": {
		inChunks("4b\r\n<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>\r\n"),
		inChunks("4b\r\n<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n"),
	},
}

// inChunks is a request for a bucket's versioning whose document comes in chunks.
func inChunks(chunks string) string {
	return fmt.Sprintf("PUT /?versioning HTTP/1.1\r\n%sX-Amz-Content-Sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r\nX-Amz-Decoded-Content-Length: 75\r\n%sContent-Length: %d\r\n\r\n%s",
		host+dated, "X-Amz-Trailer: x-amz-checksum-crc32\r\n"+authorized(basics+";x-amz-decoded-content-length;x-amz-trailer"), len(chunks), chunks)
}

// padded is a document with a comment, of so many bytes.
func padded(size int) string {
	const document = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
	return fmt.Sprintf("Content-Length: %d\r\n\r\n<!--%s-->%s", size, strings.Repeat("x", size-len(document)-len("<!---->")), document)
}

const (
	versioning    = "Content-Length: 75\r\n\r\n<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
	versioningMD5 = "8qj8HSeDu3APPMQZVG06WQ=="
	deletionMD5   = "0bZrx9/cacswLjQEsCRW1Q=="
	deletion      = "Content-Length: 53\r\n\r\n<Delete><Object><Key>a</Key></Object></Delete>       "
)

// found returns what is found of a request, or the rule for which it can't be decoded.
func found(catalog *compat.Catalog, m *wire.Message, unread *wire.Error) []compat.Finding {
	if unread == nil {
		return catalog.Check(&m.Request, nil)
	}
	rule := catalog.Rule(unread.Rule)
	if rule == nil || rule.When.Eval(&unread.Message.Request) != compat.True || m.Operation != 0 && !slices.Contains(rule.Operations, m.Operation) {
		return nil
	}
	return []compat.Finding{compat.NewFinding(rule, &unread.Message.Request)}
}

// TestRulesOfRequests: each rule about requests as they were sent is broken by a
// request, and not by one beside it, which breaks no enforced rule at all.
func TestRulesOfRequests(t *testing.T) {
	catalog := awsrules.WireCatalog()
	for _, rule := range awsrules.WireRules() {
		texts, ok := broken[rule.ID]
		if !ok {
			t.Errorf("no request breaks %s", rule.ID)
			continue
		}
		for i, text := range texts {
			m, err := wire.Decode(request(t, text+"\r\n"), wire.Clock(clock))
			var unread *wire.Error
			switch {
			case errors.As(err, &unread) && unread.Rule == rule.ID:
				m = unread.Message
			case err != nil:
				t.Errorf("%s: %v: %q", rule.ID, err, text)
				continue
			}
			m.Request.Bucket = rule.Violating[0].Request().Bucket // what the rule needs to know of it
			var ids []string
			for _, f := range found(catalog, m, unread) {
				ids = append(ids, f.Rule.ID)
				if i == 1 && f.Rule.Effect == compat.Rejected && f.Rule.Doubt == "" && !strings.HasPrefix(f.Rule.ID, "anonymous-") {
					t.Errorf("%s: the allowed request breaks %s: %s", rule.ID, f.Rule.ID, f)
				}
			}
			if slices.Contains(ids, rule.ID) != (i == 0) {
				t.Errorf("%s, request %d: found %v: %q", rule.ID, i, ids, text)
			}
		}
	}
	if len(broken) != len(awsrules.WireRules()) {
		t.Errorf("%d requests for %d rules", len(broken), len(awsrules.WireRules()))
	}
}

// TestFormDigest: whether a form without a digest is rejected isn't known, whatever is
// locked; and one has a digest in its fields.
func TestFormDigest(t *testing.T) {
	lock := []string{"key", "k", "x-amz-object-lock-mode", "GOVERNANCE", "x-amz-object-lock-retain-until-date", "2099-01-01T00:00:00Z"}
	var bucket compat.Facts
	for f, value := range map[compat.Feature]string{compat.ObjectLock: "Enabled", compat.DefaultRetention: "GOVERNANCE"} {
		if err := bucket.Set(f, value); err != nil {
			t.Fatal(err)
		}
	}
	for _, x := range []struct {
		digest string
		fields []string
	}{
		{"", []string{"key", "k"}},
		{"", lock},
		{"some", append(lock[:len(lock):len(lock)], "Content-MD5", "kAFQmDzST7DWlj99KOF/cg==")},
		{"some", append(lock[:len(lock):len(lock)], "x-amz-checksum-crc32", "NSRBwg==")},
	} {
		m, err := wire.Decode(request(t, form("abc", x.fields...)))
		if err != nil {
			t.Fatal(err)
		}
		if digest, _ := m.Request.Signature.Get(compat.Digest); digest != x.digest {
			t.Errorf("%q: digest %q", x.fields, digest)
		}
		m.Request.Bucket = &bucket
		for _, f := range awsrules.WireCatalog().Check(&m.Request, nil) {
			t.Errorf("%q: %s", x.fields, f.Rule.ID)
		}
	}
}

// TestUndocumented: what S3 makes of these isn't known, so no enforced rule finds them.
func TestUndocumented(t *testing.T) {
	accessPoint := strings.NewReplacer(host, "Host: reports-ap-123456789012.s3-accesspoint.us-west-2.amazonaws.com\r\n")
	for name, text := range map[string]string{
		"blanks between signed headers": "GET /k HTTP/1.1\r\n" + host + dated + unsigned +
			authorized("host; x-amz-content-sha256; x-amz-date; x-amz-request-payer") + "X-Amz-Request-Payer: requester\r\n",
		"a validity with a sign":               "GET /k?" + presignedURL("=3600", "=%2B3600") + " HTTP/1.1\r\n" + host,
		"the hash of a body that isn't signed": "PUT /?versioning HTTP/1.1\r\n" + host + "X-Amz-Content-Sha256: " + strings.Repeat("0", 64) + "\r\n" + versioning,
		"what a policy calls an access point":  accessPoint.Replace(form("abc", "key", "k", "policy", policy(`{"bucket": "reports-ap-alias"}, {"key": "k"}`))),
	} {
		m, err := wire.Decode(request(t, text+"\r\n"), wire.Clock(clock))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, f := range awsrules.WireCatalog().Check(&m.Request, nil) {
			if awsrules.Catalog().Rule(f.Rule.ID) == nil && f.Rule.Doubt == "" {
				t.Errorf("%s: %s", name, f)
			}
		}
	}
}

// TestAnswers: what can't be a request of the engine is answered as S3 does, or is
// said not to be decodable.
func TestAnswers(t *testing.T) {
	put := func(subresource, body string) string {
		return fmt.Sprintf("PUT /?%s HTTP/1.1\r\n%sContent-Length: %d\r\n\r\n%s", subresource, host, len(body), body)
	}
	website := "Host: reports.s3-website-us-east-1.amazonaws.com\r\n"
	for _, x := range []struct{ name, text, rule string }{
		{"a method that a subresource doesn't have", "DELETE /?acl HTTP/1.1\r\n" + host, "subresource-method"},
		{"the same of an object", "POST /k?tagging HTTP/1.1\r\n" + host, "subresource-method"},
		{"a method that S3 doesn't have", "PATCH /k HTTP/1.1\r\n" + host, ""},
		{"CORS", "OPTIONS /k HTTP/1.1\r\n" + host, ""},
		{"two subresources", "GET /?acl&tagging HTTP/1.1\r\n" + host, "subresources-conflict"},
		{"a subresource of buckets", "GET /k?policy HTTP/1.1\r\n" + host, ""},
		{"a bucket's uploads, under a key", "GET /k?uploads HTTP/1.1\r\n" + host, "uploads-with-key"},
		{"an id is missing", "PUT /?analytics HTTP/1.1\r\n" + host, ""},
		{"an upload without a part", "PUT /k?uploadId=u HTTP/1.1\r\n" + host, ""},
		{"another service", "GET / HTTP/1.1\r\nHost: ec2.us-east-1.amazonaws.com\r\n", ""},
		{"S3 Control", "GET / HTTP/1.1\r\nHost: 123456789012.s3-control.us-east-1.amazonaws.com\r\n", ""},
		{"an unknown host", "GET / HTTP/1.1\r\nHost: reports.example.com\r\n", ""},
		{"a website", "GET / HTTP/1.1\r\n" + website, ""},
		{"a website, posted to", "POST / HTTP/1.1\r\n" + website, "website-method"},
		{"a website, patched", "PATCH /k HTTP/1.1\r\n" + website, "website-method"},
		{"a website, with a method that HTTP doesn't have", "REPORT /k HTTP/1.1\r\n" + website, "website-method"},
		{"a website's preflight without its origin", "OPTIONS /k HTTP/1.1\r\n" + website, "website-preflight-origin"},
		{"a website's preflight", "OPTIONS /k HTTP/1.1\r\n" + website + "Origin: https://www.example.com\r\nAccess-Control-Request-Method: GET\r\n", ""},
		{"a website in a newer Region", "DELETE /k HTTP/1.1\r\nHost: reports.s3-website.eu-central-1.amazonaws.com\r\n", "website-method"},
		{"a form that ends early", strings.Replace(form("abc", "key", "k"), "--x\r\nContent-Disposition: form-data; name=\"file\"", "--x\r\nContent-Disp", 1), ""},
		{"a form without an end", "POST / HTTP/1.1\r\n" + host + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 62\r\n\r\n--x\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nk                ", "form-malformed"},
		{"no XML", put("tagging", "tags"), "document-malformed"},
		{"unclosed XML", put("tagging", "<Tagging><TagSet>"), "document-malformed"},
		{"a control character as itself", put("tagging", "<Tagging><TagSet><Tag><Key>a\x10b</Key><Value/></Tag></TagSet></Tagging>"), "document-malformed"},
		{"the same in XML 1.1", put("tagging", "<?xml version=\"1.1\"?><Tagging>\x10</Tagging>"), ""},
		{"text after the root", put("versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>wrongxml"), "document-malformed"},
		{"text after the root, in no UTF-8", put("tagging", "<Tagging><TagSet/></Tagging>\xff"), ""},
		{"two roots", put("tagging", "<Tagging/><Tagging/>"), "document-malformed"},
		{"a word for a number", put("lifecycle", "<LifecycleConfiguration><Rule><Expiration><Days>ten</Days></Expiration></Rule></LifecycleConfiguration>"), "document-malformed"},
		{"another encoding", put("tagging", `<?xml version="1.0" encoding="UTF-16"?><Tagging/>`), ""},
		{"a control character", put("tagging", "<Tagging>&#1;</Tagging>"), ""},
		{"a document type", put("tagging", "<!DOCTYPE a []><Tagging/>"), ""},
		{"a malformed chunk", "PUT /?tagging HTTP/1.1\r\n" + host + "Content-Encoding: aws-chunked\r\nContent-Length: 10\r\n\r\n<Tagging/>", ""},
		{"a bad escape in the query", "GET /?prefix=%zz HTTP/1.1\r\n" + host, ""},
		{"an empty bucket", "GET //k HTTP/1.1\r\nHost: s3.amazonaws.com\r\n", ""},
		{"nothing at the service", "PUT / HTTP/1.1\r\nHost: s3.amazonaws.com\r\nContent-Length: 0\r\n", ""},
	} {
		if !strings.Contains(x.text, "\r\n\r\n") {
			x.text += "\r\n"
		}
		m, err := wire.Decode(request(t, x.text))
		var e *wire.Error
		switch {
		case err == nil:
			t.Errorf("%s: decoded as %s", x.name, m.Operation)
		case !errors.As(err, &e) || e.Rule != x.rule || errors.Is(err, wire.ErrNotDecodable) != (x.rule == "") || (e.Message != nil) != (x.rule != ""):
			t.Errorf("%s: %v, want %q", x.name, err, x.rule)
		case e.Message != nil && len(found(awsrules.WireCatalog(), e.Message, e)) != 1:
			t.Errorf("%s: the rule %s isn't true of it", x.name, e.Rule)
		}
	}
}

// TestSmuggling: forms by which one request could pass for two, or for another, are
// refused by net/http or by Decode.
func TestSmuggling(t *testing.T) {
	for _, x := range []struct{ name, text string }{
		{"two lengths", "PUT /k HTTP/1.1\r\n" + host + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"},
		{"a length with a sign", "PUT /k HTTP/1.1\r\n" + host + "Content-Length: +3\r\n\r\nabc"},
		{"a length that is no number", "PUT /k HTTP/1.1\r\n" + host + "Content-Length: 0x3\r\n\r\nabc"},
		{"a blank before the colon", "PUT /k HTTP/1.1\r\n" + host + "Content-Length : 3\r\n\r\nabc"},
		{"another transfer encoding", "PUT /k HTTP/1.1\r\n" + host + "Transfer-Encoding: xchunked\r\n\r\nabc"},
		{"a bad escape in the path", "GET /k%2 HTTP/1.1\r\n" + host + "\r\n"},
		{"two hosts", "GET /k HTTP/1.1\r\n" + host + "Host: other.s3.amazonaws.com\r\n\r\n"},
	} {
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(x.text)))
		if err != nil {
			continue
		}
		if m, err := wire.Decode(r); err == nil {
			t.Errorf("%s: decoded as %s", x.name, m.Operation)
		}
	}
	// What a program makes itself, net/http doesn't look at.
	for name, change := range map[string]func(*http.Request){
		"two lengths":    func(r *http.Request) { r.Header["Content-Length"] = []string{"3", "4"} },
		"another length": func(r *http.Request) { r.Header["Content-Length"] = []string{"4"} },
		"a length and chunks": func(r *http.Request) {
			r.Header["Content-Length"] = []string{"3"}
			r.TransferEncoding = []string{"chunked"}
		},
		"a length below zero":         func(r *http.Request) { r.Header["Content-Length"] = []string{"-3"} },
		"a path without a slash":      func(r *http.Request) { r.URL.Opaque, r.URL.Path, r.URL.RawPath = "", "k", "" },
		"no host":                     func(r *http.Request) { r.Host, r.URL.Host = "", "" },
		"a percent sign in the query": func(r *http.Request) { r.URL.RawQuery = "versionId=%" },
		"more parameters than S3 has": func(r *http.Request) { r.URL.RawQuery = strings.Repeat("a=b&", 1000) },
	} {
		r, err := http.NewRequest("PUT", "http://localhost/b/k", strings.NewReader("abc"))
		if err != nil {
			t.Fatal(err)
		}
		change(r)
		if m, err := wire.Decode(r); err == nil {
			t.Errorf("%s: decoded as %s", name, m.Operation)
		}
	}
}

// TestHosts reads the forms of hosts that the SDK doesn't make.
func TestHosts(t *testing.T) {
	for _, x := range []struct{ host, path, bucket, key, region string }{
		{"s3.amazonaws.com", "/b/k", "b", "k", ""},
		{"S3.AMAZONAWS.COM:443", "/b/k", "b", "k", ""},
		{"s3.amazonaws.com.", "/b/k", "b", "k", ""},
		{"b.s3.amazonaws.com", "/k", "b", "k", ""},
		{"b.s3-eu-west-1.amazonaws.com", "/k", "b", "k", "eu-west-1"},
		{"s3-eu-west-1.amazonaws.com", "/b/k", "b", "k", "eu-west-1"},
		{"b.s3-external-1.amazonaws.com", "/k", "b", "k", "us-east-1"},
		{"foo.s3.s3.us-west-2.amazonaws.com", "/k", "foo.s3", "k", "us-west-2"},
		{"s3.us-east-1.s3.us-west-2.amazonaws.com", "/k", "s3.us-east-1", "k", "us-west-2"},
		{"my.bucket.s3.dualstack.ap-southeast-12.amazonaws.com", "/k", "my.bucket", "k", "ap-southeast-12"},
		{"b.s3.cn-north-1.amazonaws.com.cn", "/k", "b", "k", "cn-north-1"},
		{"b.localhost:9000", "/k", "b", "k", ""},
		{"[::1]:9000", "/b/k", "b", "k", ""},
		{"minio:9000", "/b/k", "b", "k", ""},
		{"b.s3.store.example.com", "/k", "b", "k", ""},
		{"s3.store.example.com", "/b/k", "b", "k", ""},
		{"s3.amazonaws.com", "/b/a%2Fb//c+d%20", "b", "a/b//c+d ", ""},
		{"s3.amazonaws.com", "/b//k", "b", "/k", ""},
	} {
		r := request(t, "GET "+x.path+" HTTP/1.1\r\nHost: "+x.host+"\r\n\r\n")
		m, err := wire.Decode(r, wire.Domains("store.example.com", "s3.store.example.com"))
		if err != nil || m.Bucket != x.bucket || m.Key != x.key || m.Request.Endpoint.Region != x.region {
			t.Errorf("%s%s: %+v, %v", x.host, x.path, m, err)
		}
	}
}

// TestStrayElement: of some documents it is on record that S3 refuses an element that it
// doesn't know, or one twice, and of some that the root element can have any name. Of
// others it isn't known. An element in a text is left out.
func TestStrayElement(t *testing.T) {
	for _, x := range []struct{ sub, body, rule string }{
		{"logging", "<BucketLoggingStatus><Unrecognized>ignored?</Unrecognized></BucketLoggingStatus>", "document-malformed"},
		{"logging", "<BucketLoggingStatus><LoggingEnabled><TargetBucket>logs</TargetBucket><TargetPrefix/></LoggingEnabled><New/></BucketLoggingStatus>", "document-malformed"},
		{"logging", "<Wrong/>", ""},
		{"logging", "<BucketLoggingStatus><LoggingEnabled><TargetBucket>logs</TargetBucket><TargetPrefix/><New/></LoggingEnabled></BucketLoggingStatus>", ""},
		{"logging", "<BucketLoggingStatus/>", ""},
		{"cors", "<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod><New/></CORSRule></CORSConfiguration>", "document-malformed"},
		{"cors", "<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule><New/></CORSConfiguration>", "document-malformed"},
		{"cors", "<CORSConfiguration><CORSRule><ID>a</ID><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod><ID>a</ID></CORSRule></CORSConfiguration>", "document-malformed"},
		{"cors", "<CORSConfiguration><CORSRule><AllowedOrigin>a</AllowedOrigin><AllowedOrigin>b</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>", ""},
		{"publicAccessBlock", "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><New>ignored?</New></PublicAccessBlockConfiguration>", "document-malformed"},
		{"publicAccessBlock", "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><BlockPublicAcls>false</BlockPublicAcls></PublicAccessBlockConfiguration>", "document-malformed"},
		{"publicAccessBlock", "<PublicAccessBlockConfiguration><BlockPublicAcls>true<New/></BlockPublicAcls></PublicAccessBlockConfiguration>", ""},
		{"publicAccessBlock", "<PublicAccessBlockConfiguration><BlockPublicAcls>yes</BlockPublicAcls></PublicAccessBlockConfiguration>", ""},
		{"publicAccessBlock", "<Wrong><BlockPublicAcls>true</BlockPublicAcls></Wrong>", ""},
		{"encryption", "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm><New/></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>", "document-malformed"},
		{"encryption", "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>2</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>", ""},
		{"ownershipControls", "<OwnershipControls><Rule><ObjectOwnership>BucketOwnerPreferred</ObjectOwnership></Rule><New><ObjectOwnership/></New></OwnershipControls>", "document-malformed"},
		{"ownershipControls", "<OwnershipControls><Rule><ObjectOwnership>ObjectWriter</ObjectOwnership><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule></OwnershipControls>", "document-malformed"},
		{"ownershipControls", "<Wrong><Rule><ObjectOwnership>BucketOwnerPreferred<New/></ObjectOwnership></Rule></Wrong>", ""},
		{"acl", "<AccessControlPolicy><Owner><ID>a</ID></Owner><AccessControlList/><New/></AccessControlPolicy>", "acl-document-elements"},
		{"acl", "<AccessControlPolicy><Owner><ID>a</ID><ID>a</ID></Owner><AccessControlList/></AccessControlPolicy>", "acl-document-elements"},
		{"acl", "<AccessControlPolicy><Owner><ID>a</ID></Owner><AccessControlList/></AccessControlPolicy>", ""},
		{"requestPayment", "<Other><Payer>Requester</Payer></Other>", ""},
		{"tagging", "<Tagging><TagSet/><New/></Tagging>", ""},
		{"versioning", "<VersioningConfiguration><Status>Enabled</Status><New/></VersioningConfiguration>", "document-malformed"},
		{"versioning", "<VersioningConfiguration><Status>Enabled</Status><Status>Enabled</Status></VersioningConfiguration>", "document-malformed"},
		{"delete", "<Delete><Object><Key>k</Key></Object><New/></Delete>", "document-malformed"},
		{"delete", "<Delete><Object><Key>k</Key><Key>j</Key></Object></Delete>", "document-malformed"},
		{"delete", "<Delete><Object><Key>k</Key></Object><Quiet>true</Quiet><Quiet>true</Quiet></Delete>", "document-malformed"},
		{"delete", "<Delete><Object><VersionId>null</VersionId><Key>k</Key><ETag>x</ETag></Object><Quiet>maybe</Quiet></Delete>", ""},
		{"encryption", "<ObjectEncryption><SSE-S3/></ObjectEncryption>", ""}, // which S3 knows, and the SDK doesn't
	} {
		method, path := "PUT", "/"
		switch {
		case x.sub == "delete":
			method = "POST"
		case strings.HasPrefix(x.body, "<ObjectEncryption>"):
			path = "/k"
		}
		r := request(t, fmt.Sprintf("%s %s?%s HTTP/1.1\r\n%sContent-Length: %d\r\n\r\n%s", method, path, x.sub, host, len(x.body), x.body))
		_, err := wire.Decode(r)
		var unread *wire.Error
		if errors.As(err, &unread) != (x.rule != "") || x.rule != "" && unread.Rule != x.rule {
			t.Errorf("%s: want %q: %v", x.body, x.rule, err)
		}
	}
}

// TestStrayParameter: S3 was seen to refuse a parameter of another listing, a versionId
// where there are no versions, and two subresources. What else there may be is left out.
func TestStrayParameter(t *testing.T) {
	for line, want := range map[string]string{
		"GET /?acl&versioning":                       "subresources-conflict",
		"GET /?versionId=x&location&acl":             "subresources-conflict",
		"GET /k?tagging&acl":                         "subresources-conflict",
		"POST /?delete&acl":                          "subresources-conflict",
		"GET /k?metrics&acl":                         "not decodable", // a bucket's beside a key
		"GET /?versionId=x":                          "version-id-not-accepted",
		"GET /?list-type=2&versionId=":               "version-id-not-accepted",
		"GET /?versions&versionId=null":              "version-id-not-accepted",
		"DELETE /?versionId=x":                       "version-id-not-accepted",
		"PUT /?versioning&versionId=x":               "version-id-not-accepted",
		"GET /?delete&versionId=x":                   "version-id-not-accepted",
		"PUT /k?partNumber=1&uploadId=u&versionId=x": "version-id-not-accepted",
		"GET /k?uploadId=u&versionId=x":              "version-id-not-accepted",
		"GET /k?torrent&versionId=null":              "version-id-not-accepted",
		"PUT /?policy&versionId=x":                   "",
		"PUT /?versionId=x":                          "",
		"GET /k?acl&versionId=null":                  "",
		"GET /?list-type=2&marker=x":                 "listing-parameter-of-other-version",
		"GET /?list-type=1&continuation-token=x":     "listing-parameter-of-other-version",
		"GET /?start-after=":                         "listing-parameter-of-other-version",
		"GET /?fetch-owner=true&marker=x":            "",
		"GET /?versions&start-after=x":               "",
		"GET /k?start-after=x":                       "",
		"PUT /?website=v":                            "website-parameter-value",
		"DELETE /?website=v":                         "",
		"GET /?versioning=v&annotationName=v":        "",
	} {
		_, err := wire.Decode(request(t, line+" HTTP/1.1\r\n"+host+"\r\n"))
		var unread *wire.Error
		got := ""
		if errors.As(err, &unread) {
			if got = unread.Rule; got == "" {
				got = "not decodable"
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
	directory := "GET /?start-after=x HTTP/1.1\r\nHost: reports--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com\r\n\r\n"
	if _, err := wire.Decode(request(t, directory)); err != nil {
		t.Errorf("of a directory bucket it isn't known: %v", err)
	}
}

// TestGivenTwice: two parameters of a name are not a header and a parameter, and what a
// request that isn't presigned has in its URL is no header.
func TestGivenTwice(t *testing.T) {
	const owner = "x-amz-expected-bucket-owner"
	for text, want := range map[string]string{
		"GET /k?" + presignedURL() + "&" + owner + "=111122223333&" + owner + "=111122223333 HTTP/1.1\r\n" + host:                                               "right",
		"GET /k?" + owner + "=111122223333 HTTP/1.1\r\n" + host + owner + ": 111122223333\r\n":                                                                  "right",
		"GET /k?" + presignedURL() + "&" + owner + "=1 HTTP/1.1\r\n" + host + owner + ": 2\r\n":                                                                 "expected owner twice",
		"GET /k?" + presignedURL() + "&x-amz-request-payer=requester&" + owner + "=1 HTTP/1.1\r\n" + host + owner + ": 1\r\nx-amz-request-payer: requester\r\n": "expected owner twice",
	} {
		m, err := wire.Decode(request(t, text+"\r\n"), wire.Clock(clock))
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if got, _ := m.Request.Wire.Get(compat.Headers); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// TestOdd: the values of a document with something in it that isn't known aren't
// known either.
func TestOdd(t *testing.T) {
	for _, body := range []string{
		"<Tagging><TagSet/><New/></Tagging>", "<Other/>", "<Tagging xmlns='urn:other'/>", "<Tagging>text</Tagging>",
		"<Tagging><TagSet/><TagSet/></Tagging>", "<Tagging><TagSet><Tag><Key><b/></Key></Tag></TagSet></Tagging>",
	} {
		r := request(t, fmt.Sprintf("PUT /?tagging HTTP/1.1\r\n%sContent-Length: %d\r\n\r\n%s", host, len(body), body))
		m, err := wire.Decode(r)
		if err != nil {
			t.Errorf("%s: %v", body, err)
			continue
		}
		if v := m.Request.Value(member.Tagging); m.Odd == "" || v.Kind() != compat.KindUnknown {
			t.Errorf("%s: %q, %v", body, m.Odd, v)
		}
	}
	body := "\ufeff<?xml version=\"1.0\"?>\n<!-- tags -->\n<s3:Tagging xmlns:s3=\"http://s3.amazonaws.com/doc/2006-03-01/\">\n <s3:TagSet>\n</s3:TagSet></s3:Tagging>\n"
	r := request(t, fmt.Sprintf("PUT /?tagging HTTP/1.1\r\n%sContent-Length: %d\r\n\r\n%s", host, len(body), body))
	if m, err := wire.Decode(r); err != nil || m.Odd != "" || !m.Request.Present.Has(member.Tagging) {
		t.Errorf("%+v, %v", m, err)
	}
}

// TestSecrets: no error and no message has a key, a signature or a token in it.
func TestSecrets(t *testing.T) {
	secret := "SECRETSECRET"
	for _, text := range []string{
		"GET /k?X-Amz-Algorithm=" + secret + "&X-Amz-Credential=" + secret + "&X-Amz-Signature=" + secret + " HTTP/1.1\r\n" + host,
		"PUT /?" + secret + "&acl&tagging HTTP/1.1\r\n" + host + "Authorization: " + secret + "\r\nX-Amz-Security-Token: " + secret + "\r\n",
		"GET /k HTTP/1.1\r\nHost: " + secret + ".example.com\r\n",
		form("abc", "key", secret, "policy", secret, "x-amz-signature", secret),
	} {
		if !strings.Contains(text, "\r\n\r\n") {
			text += "\r\n"
		}
		m, err := wire.Decode(request(t, text), wire.Clock(clock))
		if err != nil {
			if strings.Contains(err.Error(), secret) {
				t.Errorf("%v", err)
			}
			continue
		}
		if strings.Contains(fmt.Sprint(m.Signature), secret) {
			t.Errorf("%+v", m.Signature)
		}
		for _, f := range awsrules.WireCatalog().Check(&m.Request, nil) {
			if strings.Contains(fmt.Sprintf("%+v %s %s", f, f.Text(), f.Remedy()), secret) {
				t.Errorf("%s", f)
			}
		}
	}
}

// TestLogs: of a request in a log, whose body isn't there or is cut, it is known that
// it has the members of the body.
func TestLogs(t *testing.T) {
	for _, body := range []string{"", "<Delete><Obj"} {
		r := request(t, "POST /?delete HTTP/1.1\r\n"+host+"\r\n")
		r.Body, r.ContentLength = nil, 100
		if body != "" {
			r.Body = io.NopCloser(strings.NewReader(body))
		}
		m, err := wire.Decode(r)
		if err != nil || !m.Request.Present.Has(member.Delete) || m.Request.Value(member.Delete).Kind() != compat.KindUnknown {
			t.Errorf("%q: %+v, %v", body, m, err)
		}
	}
	r := request(t, form("abc", "key", "k"))
	r.Body = nil
	m, err := wire.Decode(r)
	if err != nil || m.Operation != operation.PutObject || m.Request.Has(member.Key) != compat.Unknown || len(awsrules.WireCatalog().Check(&m.Request, nil)) > 0 {
		t.Errorf("%+v, %v", m, err)
	}
	// Of a length that isn't known, it isn't known how the body was sent.
	upload, err := http.NewRequest("PUT", "https://reports.s3.us-west-2.amazonaws.com/k", nil)
	if err != nil {
		t.Fatal(err)
	}
	upload.ContentLength = -1
	if m, err := wire.Decode(upload); err != nil {
		t.Error(err)
	} else if sent, known := m.Request.Wire.Get(compat.Transfer); known {
		t.Errorf("the transfer encoding is %s", sent)
	}
	r = request(t, "POST /k?select&select-type=2 HTTP/1.1\r\n"+host+"\r\n")
	r.Body, r.ContentLength = nil, 100
	m, err = wire.Decode(r)
	if err != nil || m.Request.Has(member.Expression) != compat.True || m.Request.Has(member.ScanRange) != compat.Unknown {
		t.Errorf("%+v, %v", m, err)
	}
}
