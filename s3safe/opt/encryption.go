package opt

import (
	"encoding/base64"
	"encoding/json"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

const (
	aes256  = "AES256"
	awsKMS  = "aws:kms"
	awsDSSE = "aws:kms:dsse"
	awsFSx  = "aws:fsx"
)

// Encryption is how S3 encrypts an object that is written to a general purpose
// bucket: [SSES3], [KMS], [ManagedKMS], [DSSE], [CustomerKey], or
// [BucketDefault].
type Encryption interface {
	yieldsEncryption() fill.Encryption
	bucketsTakeNoFSxOrReportedEncryption()
}

// DirectoryEncryption is how S3 encrypts an object that is written to a
// directory bucket: [SSES3], [KMS] or [ManagedKMS]. Bucket keys are always in use
// there; dual-layer encryption and customer keys aren't offered.
//
// Rules: directory-encryption-method, directory-bucket-sse-c.
type DirectoryEncryption interface {
	yieldsEncryption() fill.Encryption
	directoryBucketsTakeOnlySSES3OrKMS()
}

// OutpostsEncryption is how S3 on Outposts encrypts an object: [SSES3] or
// [CustomerKey]. KMS keys aren't offered.
type OutpostsEncryption interface {
	yieldsEncryption() fill.Encryption
	outpostsTakeOnlySSES3OrCustomerKeys()
}

// FSxEncryption is how an object is encrypted that is written through an access
// point attached to an FSx volume: [FSx] or [CustomerKey].
//
// Rule: fsx-encryption-method.
type FSxEncryption interface {
	yieldsEncryption() fill.Encryption
	fsxTakesOnlyFSxOrCustomerKeys()
}

// SessionEncryption is how the objects written in a session with a directory
// bucket are encrypted: [SSES3], or [KMS] with its key, which can't be left out.
type SessionEncryption interface {
	yieldsEncryption() fill.Encryption
	sessionsTakeOnlySSES3OrKMSWithItsKey()
}

// SSES3Encryption is encryption with keys that S3 manages; see [SSES3].
type SSES3Encryption struct{}

// SSES3 encrypts with keys that S3 manages (SSE-S3).
func SSES3() SSES3Encryption { return SSES3Encryption{} }

// yieldsEncryption implements [Encryption].
func (SSES3Encryption) yieldsEncryption() fill.Encryption {
	return fill.Encryption{ServerSideEncryption: aes256, Way: fill.WaySSES3}
}

func (SSES3Encryption) bucketsTakeNoFSxOrReportedEncryption() {}
func (SSES3Encryption) directoryBucketsTakeOnlySSES3OrKMS()   {}
func (SSES3Encryption) outpostsTakeOnlySSES3OrCustomerKeys()  {}
func (SSES3Encryption) sessionsTakeOnlySSES3OrKMSWithItsKey() {}

// kms is what the encryptions with KMS keys have in common. It is behind a
// pointer and never changed, so that the members can point into it.
type kms struct {
	way fill.Way
	// named and switched: the key and the bucket key are given.
	named, switched, on bool
	key                 string
	context             *string
	bad                 *fill.Problem
}

func newKMS(way fill.Way) *kms { return &kms{way: way} }

func (k *kms) clone() *kms {
	if k == nil {
		return &kms{bad: unmadeEncryption()}
	}
	c := *k
	return &c
}

func (k *kms) withKey(key string) *kms {
	k.named, k.key = true, key
	if key == "" {
		k.bad = k.bad.Add("SSEKMSKeyId", "is empty: name a KMS key, or use ManagedKMS")
	}
	return k
}

func (k *kms) withContext(pairs map[string]string) *kms {
	// A map of strings can always be encoded; its keys come out sorted.
	text, _ := json.Marshal(pairs)
	return k.withEncodedContext(base64.StdEncoding.EncodeToString(text))
}

func (k *kms) withEncodedContext(text string) *kms {
	k = k.clone()
	k.context = &text
	return k
}

func (k *kms) withBucketKey(on bool) *kms {
	k = k.clone()
	k.switched, k.on = true, on
	return k
}

func (k *kms) members() fill.Encryption {
	if k == nil {
		return fill.Encryption{Bad: unmadeEncryption()}
	}
	v := fill.Encryption{SSEKMSEncryptionContext: k.context, Way: k.way, Bad: k.bad}
	switch k.way {
	case fill.WayKMS, fill.WayManagedKMS:
		v.ServerSideEncryption = awsKMS
	case fill.WayDSSE:
		v.ServerSideEncryption = awsDSSE
	}
	if k.named {
		v.SSEKMSKeyId = &k.key
	}
	if k.switched {
		v.BucketKeyEnabled = &k.on
	}
	return v
}

func unmadeEncryption() *fill.Problem {
	return (*fill.Problem)(nil).Unmade("ServerSideEncryption", anyFunction)
}

// KMSEncryption is encryption with a KMS key; see [KMS].
type KMSEncryption struct{ k *kms }

// KMS encrypts with a KMS key (SSE-KMS): the key's id or ARN, or the name or ARN
// of an alias. Directory buckets take no alias.
//
// Rules: kms-key-malformed, directory-kms-alias.
func KMS(key string) KMSEncryption { return KMSEncryption{newKMS(fill.WayKMS).withKey(key)} }

// Context returns the option with an encryption context: pairs that KMS binds
// to the ciphertext and that appear in its audit log.
func (e KMSEncryption) Context(pairs map[string]string) KMSEncryption {
	return KMSEncryption{e.k.withContext(pairs)}
}

// EncodedContext is Context for pairs that are encoded already: the base64 of a
// JSON object whose values are strings.
//
// Rule: encryption-context-malformed.
func (e KMSEncryption) EncodedContext(base64 string) KMSEncryption {
	return KMSEncryption{e.k.withEncodedContext(base64)}
}

// BucketKey returns the option with an S3 Bucket Key, which saves requests to
// KMS. In directory buckets it is always in use.
func (e KMSEncryption) BucketKey() KMSEncryption { return KMSEncryption{e.k.withBucketKey(true)} }

// WithoutBucketKey returns the option with the S3 Bucket Key switched off for
// this object, whatever the bucket's default says. A directory bucket doesn't
// take that.
//
// Rule: directory-bucket-key-off.
func (e KMSEncryption) WithoutBucketKey() PlainKMSEncryption {
	return PlainKMSEncryption{e.k.withBucketKey(false)}
}

// yieldsEncryption implements [Encryption].
func (e KMSEncryption) yieldsEncryption() fill.Encryption { return e.k.members() }

func (KMSEncryption) bucketsTakeNoFSxOrReportedEncryption() {}
func (KMSEncryption) directoryBucketsTakeOnlySSES3OrKMS()   {}
func (KMSEncryption) sessionsTakeOnlySSES3OrKMSWithItsKey() {}

// ManagedKMSEncryption is encryption with the account's AWS managed key; see
// [ManagedKMS].
type ManagedKMSEncryption struct{ k *kms }

// ManagedKMS encrypts with KMS (SSE-KMS) without naming a key: S3 uses the
// account's AWS managed key, aws/s3, or the key of a directory bucket's default.
func ManagedKMS() ManagedKMSEncryption {
	return ManagedKMSEncryption{newKMS(fill.WayManagedKMS)}
}

// Context returns the option with an encryption context; see
// [KMSEncryption.Context].
func (e ManagedKMSEncryption) Context(pairs map[string]string) ManagedKMSEncryption {
	return ManagedKMSEncryption{e.k.withContext(pairs)}
}

// EncodedContext is Context for pairs that are encoded already; see
// [KMSEncryption.EncodedContext].
func (e ManagedKMSEncryption) EncodedContext(base64 string) ManagedKMSEncryption {
	return ManagedKMSEncryption{e.k.withEncodedContext(base64)}
}

// BucketKey returns the option with an S3 Bucket Key.
func (e ManagedKMSEncryption) BucketKey() ManagedKMSEncryption {
	return ManagedKMSEncryption{e.k.withBucketKey(true)}
}

// WithoutBucketKey returns the option with the S3 Bucket Key switched off; see
// [KMSEncryption.WithoutBucketKey].
func (e ManagedKMSEncryption) WithoutBucketKey() PlainKMSEncryption {
	return PlainKMSEncryption{e.k.withBucketKey(false)}
}

// yieldsEncryption implements [Encryption].
func (e ManagedKMSEncryption) yieldsEncryption() fill.Encryption { return e.k.members() }

func (ManagedKMSEncryption) bucketsTakeNoFSxOrReportedEncryption() {}
func (ManagedKMSEncryption) directoryBucketsTakeOnlySSES3OrKMS()   {}

// PlainKMSEncryption is encryption with a KMS key and without a bucket key; see
// [KMSEncryption.WithoutBucketKey].
type PlainKMSEncryption struct{ k *kms }

// yieldsEncryption implements [Encryption].
func (e PlainKMSEncryption) yieldsEncryption() fill.Encryption { return e.k.members() }

func (PlainKMSEncryption) bucketsTakeNoFSxOrReportedEncryption() {}

// DSSEEncryption is dual-layer encryption with a KMS key; see [DSSE].
type DSSEEncryption struct{ k *kms }

// DSSE encrypts in two layers with a KMS key (DSSE-KMS). Without a key S3 uses
// the account's AWS managed key; of several the last counts. Bucket keys can't
// be used.
//
// Rules: kms-key-malformed, bucket-key-with-dsse.
func DSSE(key ...string) DSSEEncryption {
	k := newKMS(fill.WayDSSE)
	for _, id := range key {
		k.withKey(id)
	}
	return DSSEEncryption{k}
}

// Context returns the option with an encryption context; see
// [KMSEncryption.Context].
func (e DSSEEncryption) Context(pairs map[string]string) DSSEEncryption {
	return DSSEEncryption{e.k.withContext(pairs)}
}

// EncodedContext is Context for pairs that are encoded already; see
// [KMSEncryption.EncodedContext].
func (e DSSEEncryption) EncodedContext(base64 string) DSSEEncryption {
	return DSSEEncryption{e.k.withEncodedContext(base64)}
}

// yieldsEncryption implements [Encryption].
func (e DSSEEncryption) yieldsEncryption() fill.Encryption { return e.k.members() }

func (DSSEEncryption) bucketsTakeNoFSxOrReportedEncryption() {}

// FSxFileEncryption is the encryption of an FSx volume; see [FSx].
type FSxFileEncryption struct{}

// FSx leaves encryption to the FSx volume behind an access point (SSE-FSX). No
// bucket takes it.
//
// Rule: fsx-method-in-bucket.
func FSx() FSxFileEncryption { return FSxFileEncryption{} }

// yieldsEncryption implements [FSxEncryption].
func (FSxFileEncryption) yieldsEncryption() fill.Encryption {
	return fill.Encryption{ServerSideEncryption: awsFSx, Way: fill.WayFSx}
}

func (FSxFileEncryption) fsxTakesOnlyFSxOrCustomerKeys() {}

// DefaultEncryption is the bucket's default; see [BucketDefault].
type DefaultEncryption struct{ k *kms }

// BucketDefault encrypts as the bucket's default says, which is what happens
// without any option too; but its methods change a part of it.
func BucketDefault() DefaultEncryption { return DefaultEncryption{newKMS(fill.WayBucketDefault)} }

// BucketKey switches the S3 Bucket Key on or off for this object, if the
// bucket's default uses a KMS key.
func (e DefaultEncryption) BucketKey(on bool) DefaultEncryption {
	return DefaultEncryption{e.k.withBucketKey(on)}
}

// yieldsEncryption implements [Encryption].
func (e DefaultEncryption) yieldsEncryption() fill.Encryption { return e.k.members() }

func (DefaultEncryption) bucketsTakeNoFSxOrReportedEncryption() {}
