package wire_test

import (
	"slices"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	awsrules "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/wire"
)

// A form as it was sent has all its fields: what it lacks of a customer-provided key is
// missing, as it is in a request that isn't presigned. S3's answers were recorded.
func TestFormCustomerKey(t *testing.T) {
	const (
		algorithm, key, sum = "x-amz-server-side-encryption-customer-algorithm", "x-amz-server-side-encryption-customer-key", "x-amz-server-side-encryption-customer-key-MD5"
		theKey, theSum      = "K0+/yQHJcx5CgotqScZJqhfJ8hpfw4leiB3Bzyo8HSo=", "I0aPuXuw4REDJuP1fw07QQ=="
	)
	for _, x := range []struct {
		fields []string
		rule   string
	}{
		{nil, ""},
		{[]string{algorithm, "AES256", key, theKey, sum, theSum}, ""},
		{[]string{algorithm, "AES256"}, "sse-c-without-key"},
		{[]string{algorithm, "AES256", sum, theSum}, "sse-c-without-key"},
		{[]string{key, theKey}, "sse-c-without-algorithm"},
		{[]string{key, ""}, "sse-c-without-algorithm"},
		{[]string{key, theKey, sum, theSum}, "sse-c-without-algorithm"},
		{[]string{sum, theSum}, "sse-c-md5-alone"},
		{[]string{algorithm, "AES256", key, theKey}, "sse-c-without-md5"},
		{[]string{algorithm, "", key, theKey, sum, theSum}, "sse-c-algorithm"},
	} {
		m, err := wire.Decode(request(t, form("abc", append([]string{"key", "k"}, x.fields...)...)))
		if err != nil {
			t.Fatal(err)
		}
		if is, _ := m.Request.Signature.Get(compat.Presigned); is != "form" {
			t.Errorf("%q: form %q", x.fields, is)
		}
		var found []string
		for _, f := range awsrules.WireCatalog().Check(&m.Request, nil) {
			if f.Rule.Doubt == "" && f.Rule.Effect == compat.Rejected {
				found = append(found, f.Rule.ID)
			}
		}
		if len(found) > 1 || x.rule == "" != (len(found) == 0) || x.rule != "" && !slices.Contains(found, x.rule) {
			t.Errorf("%q: %v, want %q", x.fields, found, x.rule)
		}
	}
}
