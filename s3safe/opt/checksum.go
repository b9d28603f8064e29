package opt

import (
	"encoding/base64"
	"encoding/binary"
	"strconv"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// Checksum is the checksum of a body: an algorithm, with which the SDK computes
// it while it sends, or a value that is known already.
type Checksum interface {
	yieldsChecksum() fill.Checksum
	bodiesHaveAnAlgorithmOrAValue()
}

// Algorithm is the algorithm of a checksum that the SDK or S3 computes: [CRC32],
// [CRC32C], [CRC64NVME], [SHA1], [SHA256], [SHA512], [MD5], [XXHASH3],
// [XXHASH64] or [XXHASH128].
type Algorithm interface {
	yieldsChecksum() fill.Checksum
	hereAnAlgorithmNotAValue()
}

// UploadChecksum is the checksum of a multipart upload: an algorithm, whose
// usual type is then used, or [FullObject] or [Composite] of one.
type UploadChecksum interface {
	yieldsChecksum() fill.Checksum
	uploadsHaveAnAlgorithmWithItsType()
}

// ObjectChecksum is the checksum of the whole object when a multipart upload is
// completed: [FullObjectValue], [CompositeValue], a value whose type S3 knows
// from the upload, or only a type.
type ObjectChecksum interface {
	yieldsChecksum() fill.Checksum
	wholeObjectsHaveAKnownValueOrType()
}

// Value is a checksum that is known: [CRC32Value] and its siblings.
type Value interface {
	yieldsChecksum() fill.Checksum
	hereAKnownValueNotAnAlgorithm()
}

// FullObjectAlgorithm is an algorithm whose checksums of parts add up to that of
// the object: [CRC32], [CRC32C] or [CRC64NVME].
type FullObjectAlgorithm interface {
	yieldsChecksum() fill.Checksum
	onlyCRCsAreOfTheFullObject()
}

// CompositeAlgorithm is an algorithm whose checksums of parts can be combined to
// a checksum of checksums: all but [CRC64NVME].
type CompositeAlgorithm interface {
	yieldsChecksum() fill.Checksum
	crc64NVMEIsNeverComposite()
}

// algorithm is one of S3's algorithms. The options hold a pointer to it, which
// fits into an interface without an allocation.
type algorithm struct {
	name string
	size int // of a value in bytes
	at   func(*fill.Checksum) **string
}

var (
	crc32     = algorithm{"CRC32", 4, func(c *fill.Checksum) **string { return &c.ChecksumCRC32 }}
	crc32c    = algorithm{"CRC32C", 4, func(c *fill.Checksum) **string { return &c.ChecksumCRC32C }}
	crc64nvme = algorithm{"CRC64NVME", 8, func(c *fill.Checksum) **string { return &c.ChecksumCRC64NVME }}
	sha1      = algorithm{"SHA1", 20, func(c *fill.Checksum) **string { return &c.ChecksumSHA1 }}
	sha256    = algorithm{"SHA256", 32, func(c *fill.Checksum) **string { return &c.ChecksumSHA256 }}
	sha512    = algorithm{"SHA512", 64, func(c *fill.Checksum) **string { return &c.ChecksumSHA512 }}
	md5sum    = algorithm{"MD5", 16, func(c *fill.Checksum) **string { return &c.ChecksumMD5 }}
	xxhash3   = algorithm{"XXHASH3", 8, func(c *fill.Checksum) **string { return &c.ChecksumXXHASH3 }}
	xxhash64  = algorithm{"XXHASH64", 8, func(c *fill.Checksum) **string { return &c.ChecksumXXHASH64 }}
	xxhash128 = algorithm{"XXHASH128", 16, func(c *fill.Checksum) **string { return &c.ChecksumXXHASH128 }}
)

func (a *algorithm) members() fill.Checksum {
	if a == nil {
		return fill.Checksum{Bad: (*fill.Problem)(nil).Unmade("ChecksumAlgorithm", anyFunction)}
	}
	return fill.Checksum{ChecksumAlgorithm: a.name, Way: fill.WayOfAlgorithm}
}

// CRC is CRC32 or CRC32C, which can be of the full object or composite.
type CRC struct{ a *algorithm }

// CRC32 is the checksum of ISO 3309, of 4 bytes.
func CRC32() CRC { return CRC{&crc32} }

// CRC32C is the Castagnoli checksum, of 4 bytes.
func CRC32C() CRC { return CRC{&crc32c} }

// yieldsChecksum implements [Checksum].
func (c CRC) yieldsChecksum() fill.Checksum { return c.a.members() }

func (CRC) bodiesHaveAnAlgorithmOrAValue()     {}
func (CRC) hereAnAlgorithmNotAValue()          {}
func (CRC) uploadsHaveAnAlgorithmWithItsType() {}
func (CRC) onlyCRCsAreOfTheFullObject()        {}
func (CRC) crc64NVMEIsNeverComposite()         {}

// CRC64 is CRC64NVME, which is always of the full object.
type CRC64 struct{ a *algorithm }

// CRC64NVME is the checksum that S3 itself uses by default, of 8 bytes.
func CRC64NVME() CRC64 { return CRC64{&crc64nvme} }

// yieldsChecksum implements [Checksum].
func (c CRC64) yieldsChecksum() fill.Checksum { return c.a.members() }

func (CRC64) bodiesHaveAnAlgorithmOrAValue()     {}
func (CRC64) hereAnAlgorithmNotAValue()          {}
func (CRC64) uploadsHaveAnAlgorithmWithItsType() {}
func (CRC64) onlyCRCsAreOfTheFullObject()        {}

// Digest is an algorithm whose values can't be added up, so that those of a
// multipart upload are composite.
type Digest struct{ a *algorithm }

// SHA1 is the digest of 20 bytes.
func SHA1() Digest { return Digest{&sha1} }

// SHA256 is the digest of 32 bytes.
func SHA256() Digest { return Digest{&sha256} }

// SHA512 is the digest of 64 bytes.
func SHA512() Digest { return Digest{&sha512} }

// MD5 is the digest of 16 bytes.
func MD5() Digest { return Digest{&md5sum} }

// XXHASH3 is the hash of 8 bytes.
func XXHASH3() Digest { return Digest{&xxhash3} }

// XXHASH64 is the hash of 8 bytes.
func XXHASH64() Digest { return Digest{&xxhash64} }

// XXHASH128 is the hash of 16 bytes.
func XXHASH128() Digest { return Digest{&xxhash128} }

// yieldsChecksum implements [Checksum].
func (d Digest) yieldsChecksum() fill.Checksum { return d.a.members() }

func (Digest) bodiesHaveAnAlgorithmOrAValue()     {}
func (Digest) hereAnAlgorithmNotAValue()          {}
func (Digest) uploadsHaveAnAlgorithmWithItsType() {}
func (Digest) crc64NVMEIsNeverComposite()         {}

// ChecksumValue is a checksum that is known.
type ChecksumValue struct{ v *checksumValue }

type checksumValue struct {
	a    *algorithm
	text string
	kind string
	bad  *fill.Problem
}

func valueOf(a *algorithm, raw []byte) ChecksumValue {
	return ChecksumValue{&checksumValue{a: a, text: base64.StdEncoding.EncodeToString(raw)}}
}

// CRC32Value is a known CRC32.
func CRC32Value(v uint32) ChecksumValue {
	return valueOf(&crc32, binary.BigEndian.AppendUint32(nil, v))
}

// CRC32CValue is a known CRC32C.
func CRC32CValue(v uint32) ChecksumValue {
	return valueOf(&crc32c, binary.BigEndian.AppendUint32(nil, v))
}

// CRC64NVMEValue is a known CRC64NVME.
func CRC64NVMEValue(v uint64) ChecksumValue {
	return valueOf(&crc64nvme, binary.BigEndian.AppendUint64(nil, v))
}

// SHA1Value is a known SHA-1.
func SHA1Value(v [20]byte) ChecksumValue { return valueOf(&sha1, v[:]) }

// SHA256Value is a known SHA-256.
func SHA256Value(v [32]byte) ChecksumValue { return valueOf(&sha256, v[:]) }

// SHA512Value is a known SHA-512.
func SHA512Value(v [64]byte) ChecksumValue { return valueOf(&sha512, v[:]) }

// MD5Value is a known MD5, sent as an additional checksum.
func MD5Value(v [16]byte) ChecksumValue { return valueOf(&md5sum, v[:]) }

// XXHASH3Value is a known XXH3.
func XXHASH3Value(v uint64) ChecksumValue {
	return valueOf(&xxhash3, binary.BigEndian.AppendUint64(nil, v))
}

// XXHASH64Value is a known XXH64.
func XXHASH64Value(v uint64) ChecksumValue {
	return valueOf(&xxhash64, binary.BigEndian.AppendUint64(nil, v))
}

// XXHASH128Value is a known XXH128.
func XXHASH128Value(v [16]byte) ChecksumValue { return valueOf(&xxhash128, v[:]) }

// Base64Value is a checksum that is known in the form in which S3 tells it: the
// base64 of its bytes.
func Base64Value(a Algorithm, text string) ChecksumValue {
	alg := algorithmOf(a)
	return ChecksumValue{&checksumValue{a: alg, text: text}}
}

func algorithmOf(a Algorithm) *algorithm {
	switch a := a.(type) {
	case CRC:
		return a.a
	case CRC64:
		return a.a
	case Digest:
		return a.a
	}
	return nil
}

// yieldsChecksum implements [Checksum].
func (v ChecksumValue) yieldsChecksum() fill.Checksum {
	if v.v == nil || v.v.a == nil {
		return (*algorithm)(nil).members()
	}
	c := fill.Checksum{ChecksumType: v.v.kind, Way: fill.WayOfValue, Bad: v.v.bad}
	*v.v.a.at(&c) = &v.v.text
	return c
}

func (ChecksumValue) bodiesHaveAnAlgorithmOrAValue()     {}
func (ChecksumValue) hereAKnownValueNotAnAlgorithm()     {}
func (ChecksumValue) wholeObjectsHaveAKnownValueOrType() {}

// MultipartChecksum is the checksum of a multipart upload with its type.
type MultipartChecksum struct {
	a    *algorithm
	kind string
}

// FullObject asks for a checksum of the whole object.
//
// Rule: checksum-full-object-needs-crc.
func FullObject(a FullObjectAlgorithm) MultipartChecksum {
	alg, _ := a.(Algorithm)
	return MultipartChecksum{algorithmOf(alg), fullObjectType}
}

// Composite asks for a checksum made of those of the parts.
//
// Rule: checksum-composite-crc64nvme.
func Composite(a CompositeAlgorithm) MultipartChecksum {
	alg, _ := a.(Algorithm)
	return MultipartChecksum{algorithmOf(alg), compositeType}
}

const (
	fullObjectType = "FULL_OBJECT"
	compositeType  = "COMPOSITE"
)

// yieldsChecksum implements [UploadChecksum].
func (m MultipartChecksum) yieldsChecksum() fill.Checksum {
	c := m.a.members()
	c.ChecksumType, c.Way = m.kind, fill.WayPlain // another type replaces this one
	return c
}

func (MultipartChecksum) uploadsHaveAnAlgorithmWithItsType() {}

// CompletedChecksum is the checksum of the whole object, or only its type.
type CompletedChecksum struct{ v *checksumValue }

// FullObjectValue is the checksum of the whole object, of an upload that was
// created with [FullObject].
func FullObjectValue(v ChecksumValue) CompletedChecksum {
	c := checksumValue{}
	if v.v != nil {
		c = *v.v
	}
	c.kind = fullObjectType
	return CompletedChecksum{&c}
}

// CompositeValue is the checksum of the checksums of the parts: its base64, and
// the number of parts.
func CompositeValue(a CompositeAlgorithm, base64 string, parts int) CompletedChecksum {
	alg, _ := a.(Algorithm)
	v := Base64Value(alg, base64)
	c := *v.v
	c.kind = compositeType
	c.text = base64 + "-" + strconv.Itoa(parts)
	if parts < 1 && c.a != nil {
		c.bad = c.bad.Add("Checksum"+c.a.name, "is composed of no parts")
	}
	return CompletedChecksum{&c}
}

// FullObjectType states only that the checksum is that of the full object.
func FullObjectType() CompletedChecksum {
	return CompletedChecksum{&checksumValue{kind: fullObjectType}}
}

// CompositeType states only that the checksum is composite.
func CompositeType() CompletedChecksum {
	return CompletedChecksum{&checksumValue{kind: compositeType}}
}

// yieldsChecksum implements [ObjectChecksum].
func (c CompletedChecksum) yieldsChecksum() fill.Checksum {
	if c.v == nil {
		return (*algorithm)(nil).members()
	}
	if c.v.a == nil {
		return fill.Checksum{ChecksumType: c.v.kind, Bad: c.v.bad}
	}
	return ChecksumValue(c).yieldsChecksum()
}

func (CompletedChecksum) wholeObjectsHaveAKnownValueOrType() {}
