package inputs

import (
	"crypto/md5"
	"encoding/base64"
	"reflect"
)

// keySize is the size of a customer-provided key in bytes.
const keySize = 32

// AsCLI fills in what the AWS CLI does of a customer-provided key that comes without
// its MD5: the MD5, and the base64 of a key that is given as it is. The SDK for Go
// fills in neither.
//
// https://github.com/boto/botocore/blob/develop/botocore/handlers.py, sse_md5
func AsCLI(in any) {
	v := reflect.ValueOf(in).Elem()
	for _, name := range []string{"SSECustomerKey", "CopySourceSSECustomerKey"} {
		key, sum := v.FieldByName(name), v.FieldByName(name+"MD5")
		if !key.IsValid() || !sum.IsValid() || key.IsNil() || !sum.IsNil() {
			continue
		}
		text := key.Elem().String()
		raw, err := base64.StdEncoding.DecodeString(text)
		if err != nil || len(raw) != keySize && len(text) == keySize {
			raw = []byte(text)
			text = base64.StdEncoding.EncodeToString(raw)
		}
		digest := md5.Sum(raw)
		encoded := base64.StdEncoding.EncodeToString(digest[:])
		key.Set(reflect.ValueOf(&text))
		sum.Set(reflect.ValueOf(&encoded))
	}
}
