package inputs

import (
	"crypto/md5"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// TestAsCLI: a key without its MD5 gets it, whether it is in base64 or as it is; what
// has an MD5 is left alone.
func TestAsCLI(t *testing.T) {
	raw := strings.Repeat("k", keySize)
	encoded := base64.StdEncoding.EncodeToString([]byte(raw))
	digest := md5.Sum([]byte(raw))
	sum := base64.StdEncoding.EncodeToString(digest[:])
	for _, key := range []string{raw, encoded} {
		in := &s3.CopyObjectInput{SSECustomerKey: &key, CopySourceSSECustomerKey: aws.String(key)}
		AsCLI(in)
		if *in.SSECustomerKey != encoded || *in.CopySourceSSECustomerKey != encoded || *in.SSECustomerKeyMD5 != sum || *in.CopySourceSSECustomerKeyMD5 != sum {
			t.Errorf("%s: %q, %q", key, *in.SSECustomerKey, *in.SSECustomerKeyMD5)
		}
	}
	in := &s3.PutObjectInput{SSECustomerKey: &raw, SSECustomerKeyMD5: aws.String("given")}
	AsCLI(in)
	if *in.SSECustomerKey != raw || *in.SSECustomerKeyMD5 != "given" {
		t.Errorf("%q, %q", *in.SSECustomerKey, *in.SSECustomerKeyMD5)
	}
	AsCLI(&s3.GetObjectInput{})
	AsCLI(&s3.PutBucketAclInput{})
}
