package opt

import (
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// DefaultMethod is the encryption that a bucket uses by default: [SSES3], [KMS],
// [ManagedKMS] or [DSSE].
type DefaultMethod interface {
	yieldsEncryption() fill.Encryption
	bucketsTakeNoFSxOrReportedEncryption()
	bucketDefaultsTakeNoCustomerKeys()
}

// DirectoryDefault is the encryption that a directory bucket uses by default:
// [SSES3] or [KMS] with its key.
//
// Rules: directory-bucket-encryption-method, directory-bucket-encryption-needs-key.
type DirectoryDefault interface {
	yieldsEncryption() fill.Encryption
	yieldsBucketEncryption() fill.Value[*types.ServerSideEncryptionConfiguration]
	directoryBucketsTakeOnlySSES3OrKMS()
	sessionsTakeOnlySSES3OrKMSWithItsKey()
}

func (SSES3Encryption) bucketDefaultsTakeNoCustomerKeys()      {}
func (KMSEncryption) bucketDefaultsTakeNoCustomerKeys()        {}
func (ManagedKMSEncryption) bucketDefaultsTakeNoCustomerKeys() {}
func (PlainKMSEncryption) bucketDefaultsTakeNoCustomerKeys()   {}
func (DSSEEncryption) bucketDefaultsTakeNoCustomerKeys()       {}

// BucketEncryption is a bucket's default encryption; see [EncryptByDefault].
type BucketEncryption struct {
	by      DefaultMethod
	blocked []types.EncryptionType
}

// EncryptByDefault encrypts objects that are written without saying how. An
// encryption context can't be part of it.
//
// Rules: bucket-encryption-one-rule, bucket-encryption-key-without-kms.
func EncryptByDefault(m DefaultMethod) BucketEncryption { return BucketEncryption{by: m} }

// BlockCustomerKeys lets nobody write objects with customer keys (SSE-C).
//
// Rule: sse-c-blocked.
func (b BucketEncryption) BlockCustomerKeys() BucketEncryption {
	b.blocked = []types.EncryptionType{types.EncryptionTypeSseC}
	return b
}

// AllowCustomerKeys lets objects be written with customer keys (SSE-C).
//
// Rule: bucket-encryption-blocks-none.
func (b BucketEncryption) AllowCustomerKeys() BucketEncryption {
	b.blocked = []types.EncryptionType{types.EncryptionTypeNone}
	return b
}

// yieldsBucketEncryption returns the document.
func (b BucketEncryption) yieldsBucketEncryption() fill.Value[*types.ServerSideEncryptionConfiguration] {
	if b.by == nil {
		return fill.Value[*types.ServerSideEncryptionConfiguration]{Bad: (*fill.Problem)(nil).Add("ServerSideEncryptionConfiguration", "has no encryption")}
	}
	v := bucketDefault(b.by.yieldsEncryption())
	if b.blocked != nil {
		v.V.Rules[0].BlockedEncryptionTypes = &types.BlockedEncryptionTypes{EncryptionType: append([]types.EncryptionType(nil), b.blocked...)}
	}
	return v
}

// yieldsBucketEncryption implements [DirectoryDefault].
func (e SSES3Encryption) yieldsBucketEncryption() fill.Value[*types.ServerSideEncryptionConfiguration] {
	return bucketDefault(e.yieldsEncryption())
}

// yieldsBucketEncryption implements [DirectoryDefault].
func (e KMSEncryption) yieldsBucketEncryption() fill.Value[*types.ServerSideEncryptionConfiguration] {
	return bucketDefault(e.yieldsEncryption())
}

func bucketDefault(e fill.Encryption) fill.Value[*types.ServerSideEncryptionConfiguration] {
	v := fill.Value[*types.ServerSideEncryptionConfiguration]{Bad: e.Bad}
	if e.SSEKMSEncryptionContext != nil {
		v.Bad = v.Bad.Add("ServerSideEncryptionConfiguration", "can't have an encryption context")
	}
	v.V = &types.ServerSideEncryptionConfiguration{Rules: []types.ServerSideEncryptionRule{{
		ApplyServerSideEncryptionByDefault: &types.ServerSideEncryptionByDefault{
			SSEAlgorithm: types.ServerSideEncryption(e.ServerSideEncryption), KMSMasterKeyID: e.SSEKMSKeyId,
		},
		BucketKeyEnabled: e.BucketKeyEnabled,
	}}}
	return v
}
