package opt

import (
	"crypto/md5"
	"encoding/base64"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// Decryption is the key that S3 needs to read an object which was encrypted with
// the caller's own key: [CustomerKey], or [PresignedKey] in a request that is
// presigned for someone else.
type Decryption interface {
	yieldsDecryption() fill.CustomerKey
}

// CustomerKeyEncryption is encryption with the caller's own key; see
// [CustomerKey].
type CustomerKeyEncryption struct{ k *customerKey }

type customerKey struct{ algorithm, key, sum string }

// CustomerKey encrypts or decrypts with the caller's own key of 256 bits
// (SSE-C). S3 doesn't keep the key: reading the object takes the same one. The
// request needs HTTPS.
//
// Rules: sse-c-needs-https, sse-c-with-managed-encryption, sse-c-blocked.
func CustomerKey(key [32]byte) CustomerKeyEncryption {
	// SSE-C identifies keys by their MD5.
	sum := md5.Sum(key[:])
	return CustomerKeyEncryption{&customerKey{
		algorithm: aes256,
		key:       base64.StdEncoding.EncodeToString(key[:]),
		sum:       base64.StdEncoding.EncodeToString(sum[:]),
	}}
}

// yieldsDecryption implements [Decryption].
func (e CustomerKeyEncryption) yieldsDecryption() fill.CustomerKey {
	if e.k == nil {
		return fill.CustomerKey{Bad: (*fill.Problem)(nil).Unmade("SSECustomerKey", "CustomerKey")}
	}
	return fill.CustomerKey{SSECustomerAlgorithm: &e.k.algorithm, SSECustomerKey: &e.k.key, SSECustomerKeyMD5: &e.k.sum, Way: fill.WayCustomerKey}
}

// yieldsEncryption implements [Encryption].
func (e CustomerKeyEncryption) yieldsEncryption() fill.Encryption {
	k := e.yieldsDecryption()
	return fill.Encryption{
		SSECustomerAlgorithm: k.SSECustomerAlgorithm, SSECustomerKey: k.SSECustomerKey, SSECustomerKeyMD5: k.SSECustomerKeyMD5,
		Way: k.Way, Bad: k.Bad,
	}
}

// yieldsReported implements [ReportedEncryption].
func (e CustomerKeyEncryption) yieldsReported() fill.Encryption {
	k := e.yieldsEncryption()
	k.SSECustomerKey = nil
	return k
}

func (CustomerKeyEncryption) bucketsTakeNoFSxOrReportedEncryption() {}
func (CustomerKeyEncryption) outpostsTakeOnlySSES3OrCustomerKeys()  {}
func (CustomerKeyEncryption) fsxTakesOnlyFSxOrCustomerKeys()        {}

// PresignedKeyDecryption announces a key; see [PresignedKey].
type PresignedKeyDecryption struct{ algorithm *string }

// PresignedKey announces in a presigned request that whoever sends it will add
// the key: only the algorithm is signed. In a request that is sent directly S3
// would miss the key.
//
// Rule: sse-c-without-key.
func PresignedKey() PresignedKeyDecryption {
	algorithm := aes256
	return PresignedKeyDecryption{&algorithm}
}

// yieldsDecryption implements [Decryption].
func (e PresignedKeyDecryption) yieldsDecryption() fill.CustomerKey {
	return fill.CustomerKey{SSECustomerAlgorithm: e.algorithm, Way: fill.WayPresignedKey}
}

// yieldsEncryption implements [Encryption].
func (e PresignedKeyDecryption) yieldsEncryption() fill.Encryption {
	return fill.Encryption{SSECustomerAlgorithm: e.algorithm, Way: fill.WayPresignedKey}
}

func (PresignedKeyDecryption) bucketsTakeNoFSxOrReportedEncryption() {}

// ReportedEncryption is how the object was encrypted that a Lambda function
// answers with: [SSES3], [KMS], [ManagedKMS], [DSSE] or [CustomerKey]. It is
// passed on to the reader as information.
type ReportedEncryption interface {
	yieldsReported() fill.Encryption
}

// yieldsReported implements [ReportedEncryption].
func (e SSES3Encryption) yieldsReported() fill.Encryption { return e.yieldsEncryption() }

// yieldsReported implements [ReportedEncryption].
func (e KMSEncryption) yieldsReported() fill.Encryption { return e.yieldsEncryption() }

// yieldsReported implements [ReportedEncryption].
func (e ManagedKMSEncryption) yieldsReported() fill.Encryption { return e.yieldsEncryption() }

// yieldsReported implements [ReportedEncryption].
func (e PlainKMSEncryption) yieldsReported() fill.Encryption { return e.yieldsEncryption() }

// yieldsReported implements [ReportedEncryption].
func (e DSSEEncryption) yieldsReported() fill.Encryption { return e.yieldsEncryption() }

// ReportedKeyEncryption is a customer key, known by its MD5; see [ReportedKey].
type ReportedKeyEncryption struct{ algorithm, sum *string }

// ReportedKey reports encryption with a customer key of which only the MD5 is
// known, as S3 tells it with the object.
func ReportedKey(md5Base64 string) ReportedKeyEncryption {
	algorithm := aes256
	return ReportedKeyEncryption{&algorithm, &md5Base64}
}

// yieldsReported implements [ReportedEncryption].
func (e ReportedKeyEncryption) yieldsReported() fill.Encryption {
	return fill.Encryption{SSECustomerAlgorithm: e.algorithm, SSECustomerKeyMD5: e.sum, Way: fill.WayReportedKey}
}
