package opt

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// Text holds an option that is read from text and written as text: as a field of
// what is decoded from JSON or YAML, or with flag.TextVar. T is the interface that
// a setter takes; what [Parse] says of the text counts. Option is nil where there was
// no text, which setters leave out:
//
//	var config struct {
//		Class      opt.Text[opt.StorageClass]
//		Encryption opt.Text[opt.Encryption]
//	}
//	err := json.Unmarshal(data, &config)
//	b = b.StorageClass(config.Class.Option).Encryption(config.Encryption.Option)
type Text[T any] struct{ Option T }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (t *Text[T]) UnmarshalText(text []byte) error {
	o, err := Parse[T](string(text))
	if err == nil {
		t.Option = o
	}
	return err
}

// MarshalText implements [encoding.TextMarshaler]. Options that have no form as
// text, such as customer keys, are an error.
func (t Text[T]) MarshalText() ([]byte, error) {
	text, ok := textForm(any(t.Option))
	if !ok {
		return nil, fmt.Errorf("s3safe: %T has no form as text", t.Option)
	}
	// What it is read back as must be the same.
	if _, err := Parse[T](text); err != nil {
		return nil, errors.New("s3safe: the option has no form as text that is read back")
	}
	return []byte(text), nil
}

// String returns the text, empty for an option without one.
func (t Text[T]) String() string {
	text, _ := textForm(any(t.Option))
	return text
}

func textForm(option any) (string, bool) {
	switch o := option.(type) {
	case nil:
		return "", true
	case LockRetention:
		l := o.yieldsLock()
		if l.Bad != nil || l.ObjectLockRetainUntilDate == nil {
			return "", false
		}
		return l.ObjectLockMode + "," + l.ObjectLockRetainUntilDate.Format(time.RFC3339Nano), true
	case interface{ yieldsEncryption() fill.Encryption }:
		return encryptionText(o.yieldsEncryption())
	case interface{ yieldsChecksum() fill.Checksum }:
		return checksumText(o.yieldsChecksum())
	case fmt.Stringer:
		text := o.String()
		return text, text != ""
	}
	return "", false
}

func encryptionText(e fill.Encryption) (string, bool) {
	if e.Bad != nil || e.ServerSideEncryption == "" || e.SSECustomerAlgorithm != nil || e.SSEKMSEncryptionContext != nil {
		return "", false
	}
	text := e.ServerSideEncryption
	if e.SSEKMSKeyId != nil {
		text += "=" + *e.SSEKMSKeyId
	}
	if e.BucketKeyEnabled != nil {
		text += ",bucket-key=" + strconv.FormatBool(*e.BucketKeyEnabled)
	}
	return text, true
}

func checksumText(c fill.Checksum) (string, bool) {
	if c.Bad != nil {
		return "", false
	}
	if c.ChecksumAlgorithm == "" {
		for _, a := range []algorithm{crc32, crc32c, crc64nvme, sha1, sha256, sha512, md5sum, xxhash3, xxhash64, xxhash128} {
			if v := *a.at(&c); v != nil {
				return a.name + "=" + *v, c.ChecksumType == ""
			}
		}
		return "", false
	}
	if c.ChecksumType != "" {
		return c.ChecksumAlgorithm + "," + c.ChecksumType, true
	}
	return c.ChecksumAlgorithm, true
}
