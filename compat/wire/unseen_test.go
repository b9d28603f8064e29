package wire_test

import (
	"slices"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	awsrules "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/wire"
)

// Requests that look like ones which S3 was seen to refuse, but of which no answer is known,
// break no such rule.
func TestUnseenRequests(t *testing.T) {
	const directory = "Host: reports--usw2-az1--x-s3.s3express-usw2-az1.us-west-2.amazonaws.com\r\n"
	const presignedV2 = "AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Expires=1795953600&Signature=abc%3D"
	for name, x := range map[string]struct{ text, rule string }{
		"an empty encryption header":       {"GET /?list-type=2 HTTP/1.1\r\n" + host + "x-amz-server-side-encryption:\r\n", "encryption-header-elsewhere"},
		"one of a blank":                   {"GET /?list-type=2 HTTP/1.1\r\n" + host + "x-amz-server-side-encryption:  \r\n", "encryption-header-elsewhere"},
		"one for a part in a directory":    {"PUT /k?partNumber=1&uploadId=a HTTP/1.1\r\n" + directory + "x-amz-server-side-encryption: AES256\r\nContent-Length: 0\r\n", "encryption-header-elsewhere"},
		"two checksum modes, version 2":    {"GET /k?" + presignedV2 + "&X-Amz-Checksum-Mode=ENABLED HTTP/1.1\r\n" + host + "x-amz-checksum-mode: DISABLED\r\n", "checksum-mode-twice"},
		"two algorithms in a directory":    {"PUT /k?partNumber=1&uploadId=a HTTP/1.1\r\n" + directory + "x-amz-sdk-checksum-algorithm: CRC32\r\nx-amz-checksum-sha256: 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\r\nContent-Length: 0\r\n", "part-checksum-algorithm-contradicts-value"},
		"an empty element among encodings": {"GET /?versions HTTP/1.1\r\n" + host + "Transfer-Encoding: identity,\r\n", "transfer-unknown-coding"},
	} {
		m, err := wire.Decode(request(t, x.text+"\r\n"), wire.Clock(clock))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if found := awsrules.WireCatalog().Check(&m.Request, nil); slices.ContainsFunc(found, func(f compat.Finding) bool { return f.Rule.ID == x.rule }) {
			t.Errorf("%s: breaks %s", name, x.rule)
		}
	}
}
