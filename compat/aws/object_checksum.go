package aws

import (
	"bytes"
	"encoding/base64"
	"hash/crc32"
	"strconv"
	"strings"

	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// The rules of this file compute the checksum of an object from those of its parts, as
// they are listed. If a listed one isn't its part's, S3 rejects the list anyway.

// maxDigest is the size of the longest digest.
const maxDigest = 64

// digest is a decoded checksum.
type digest struct {
	bytes [maxDigest]byte
	size  int
}

// decodeDigest decodes a checksum of the size; it reports false for anything else.
func decodeDigest(s string, size int) (d digest, ok bool) {
	if base64.StdEncoding.DecodedLen(len(s)) > maxDigest+2 {
		return d, false
	}
	var raw [maxDigest + 2]byte
	n, err := base64.StdEncoding.Decode(raw[:], []byte(s))
	if err != nil || n != size {
		return d, false
	}
	d.size = copy(d.bytes[:], raw[:n])
	return d, true
}

// of returns the digest's bytes.
func (d *digest) of() []byte { return d.bytes[:d.size] }

// objectDigest decodes the checksum of an object, which the number of its parts may
// follow.
func objectDigest(s string, size int) (digest, bool) {
	if i := strings.LastIndexByte(s, '-'); i >= 0 && onlyDigits(s[i+1:]) {
		s = s[:i]
	}
	return decodeDigest(s, size)
}

// compositeDiffers relates the checksum of the object to the listed checksums of its
// parts: it is the checksum of theirs, one after the other.
func compositeDiffers(algorithm string) *compat.Relation {
	a := *algorithmNamed(algorithm)
	return &compat.Relation{
		Name:    a.member.String() + " isn't the " + a.name + " of those of the listed parts",
		Members: []compat.Member{a.member, member.MultipartUpload},
		Test: func(v, list, _ compat.Value) compat.Truth {
			s, ok := v.Text()
			d, isList := list.Object().(*types.CompletedMultipartUpload)
			if !ok || !isList || d == nil {
				return compat.Unknown
			}
			given, ok := objectDigest(s, a.size)
			if !ok || len(d.Parts) == 0 {
				return compat.False // another rule's
			}
			h := a.hash()
			for i := range d.Parts {
				part, ok := decodeDigest(a.part(&d.Parts[i]), a.size)
				if !ok {
					return compat.Unknown
				}
				h.Write(part.of())
			}
			return compat.TruthOf(!bytes.Equal(h.Sum(nil), given.of()))
		},
		Yes: [][]any{{zerosInBase64(a.size), listedPartsWith(set(a, zerosInBase64(a.size)), 1, 2)}, {zerosInBase64(a.size) + "-1", listedPartsWith(set(a, zerosInBase64(a.size)), 1)}},
		No: [][]any{
			{digestOf(a.name, strings.Repeat("\x00", 2*a.size)), listedPartsWith(set(a, zerosInBase64(a.size)), 1, 2)},
			{digestOf(a.name, strings.Repeat("\x00", a.size)) + "-1", listedPartsWith(set(a, zerosInBase64(a.size)), 1)},
			{"1a2b3c4d-2", listedPartsWith(set(a, zerosInBase64(a.size)), 1, 2)},
		},
	}
}

// countDiffers relates a checksum that ends in a number of parts to the listed parts: it
// is their number.
func countDiffers(algorithm string) *compat.Relation {
	a := *algorithmNamed(algorithm)
	return &compat.Relation{
		Name:    a.member.String() + " ends in another number than that of the listed parts",
		Members: []compat.Member{a.member, member.MultipartUpload},
		Test: func(v, list, _ compat.Value) compat.Truth {
			s, ok := v.Text()
			d, isList := list.Object().(*types.CompletedMultipartUpload)
			if !ok || !isList || d == nil {
				return compat.Unknown
			}
			i := strings.LastIndexByte(s, '-')
			if i < 0 || !onlyDigits(s[i+1:]) || len(d.Parts) == 0 {
				return compat.False // none, or another rule's
			}
			if _, ok := decodeDigest(s[:i], a.size); !ok {
				return compat.False // another rule's
			}
			n, err := strconv.Atoi(s[i+1:])
			return compat.TruthOf(err != nil || n != len(d.Parts))
		},
		Yes: [][]any{{zerosInBase64(a.size) + "-3", listedParts(1, 2)}, {zerosInBase64(a.size) + "-1", listedParts(1, 2)}, {zerosInBase64(a.size) + "-99999999999999999999", listedParts(1)}},
		No:  [][]any{{zerosInBase64(a.size) + "-2", listedParts(1, 2)}, {zerosInBase64(a.size), listedParts(1, 2)}, {"1a2b3c4d-3", listedParts(1, 2)}, {zerosInBase64(a.size) + "-3", listedParts()}},
	}
}

// crcPolynomial returns the polynomial, bits reversed, of an algorithm that can be
// computed from the parts', 0 for others.
func crcPolynomial(algorithm string) uint64 {
	switch algorithm {
	case "CRC32":
		return crc32.IEEE
	case "CRC32C":
		return crc32.Castagnoli
	case "CRC64NVME":
		return crc64NVMEPolynomial
	}
	return 0
}

// crc is a cyclic redundancy check of so many bits, whose value begins and ends as the
// complement of the remainder.
type crc struct {
	polynomial uint64 // bits reversed
	bits       uint
}

// times multiplies two remainders.
func (c crc) times(a, b uint64) (product uint64) {
	for m := uint64(1) << (c.bits - 1); m != 0; m >>= 1 {
		if a&m != 0 {
			product ^= b
		}
		if b&1 != 0 {
			b = b>>1 ^ c.polynomial
		} else {
			b >>= 1
		}
	}
	return product
}

// joined returns the value of two texts together, by theirs and the length of the second.
func (c crc) joined(first, second uint64, length int64) uint64 {
	shift := uint64(1) << (c.bits - 1) // the remainder of 1
	for power := c.times(shift>>1, shift>>7); length > 0; length >>= 1 {
		if length&1 != 0 {
			shift = c.times(power, shift)
		}
		power = c.times(power, power)
	}
	return c.times(shift, first) ^ second
}

// number reads a digest as a number.
func (d *digest) number() (n uint64) {
	for _, b := range d.of() {
		n = n<<8 | uint64(b)
	}
	return n
}

// fullObjectDiffers relates the checksum of the object to the listed checksums of its
// parts and what is known of their sizes.
func fullObjectDiffers(algorithm string) *compat.Relation {
	a := *algorithmNamed(algorithm)
	c := crc{crcPolynomial(algorithm), uint(8 * a.size)}
	return &compat.Relation{
		Name:    a.member.String() + " isn't the " + a.name + " that the listed parts have together",
		Members: []compat.Member{a.member, member.MultipartUpload},
		Test: func(v, list, parts compat.Value) compat.Truth {
			s, ok := v.Text()
			if !ok {
				return compat.Unknown
			}
			given, isDigest := decodeDigest(s, a.size)
			return listedAgainst(func(listed []types.CompletedPart, up *compat.Parts) compat.Truth {
				if !isDigest || len(listed) == 0 {
					return compat.False // another rule's
				}
				var together uint64
				for i := range listed {
					part, ok := decodeDigest(a.part(&listed[i]), a.size)
					known, pinned := pinned(up, &listed[i])
					if !ok || !pinned || known.Size < 0 {
						return compat.Unknown
					}
					together = c.joined(together, part.number(), known.Size)
				}
				return compat.TruthOf(together != given.number())
			})(list, parts, compat.Value{})
		},
		Yes: [][]any{{digestOf(algorithm, "something else"), listedPartsWith(set(a, digestOf(algorithm, "some")), 1), uploaded(4, 1)}},
		No: [][]any{
			{digestOf(algorithm, "some"), listedPartsWith(set(a, digestOf(algorithm, "some")), 1), uploaded(4, 1)},
			{digestOf(algorithm, "somesome"), listedPartsWith(set(a, digestOf(algorithm, "some")), 1, 2), uploaded(4, 2)},
		},
	}
}

// objectChecksumRules are about the checksum of the whole object, given when its upload
// is completed.
func objectChecksumRules() []compat.Rule {
	complete := []compat.Operation{operation.CompleteMultipartUpload}
	given := func(sum string, up *types.CompletedMultipartUpload, kind string) compat.Case {
		return compat.Given(operation.CompleteMultipartUpload, member.ChecksumCRC32, sum, member.MultipartUpload, up, member.ChecksumType, kind).
			Over(compat.UploadChecksumAlgorithm, "CRC32").Over(compat.UploadChecksumType, kind)
	}
	with := func(sum string) *types.CompletedMultipartUpload {
		return listedPartsWith(func(p *types.CompletedPart) { p.ChecksumCRC32 = awssdk.String(sum) }, 1)
	}
	// An upload with a customer key isn't known to insist on its algorithm.
	insists := compat.All(compat.Not(compat.Set(member.SSECustomerAlgorithm)), compat.Not(compat.On(compat.DirectoryBucket, compat.DirectoryAccessPoint)))
	mismatch := compat.Answer{Status: 400, Code: "BadDigest", Message: "The … you specified did not match the calculated checksum."}
	const rank = 2 // the object's checksum is compared last
	hello := digestOf("CRC32", "hello, world")
	digest, _ := decodeDigest(hello, 4)
	composed := digestOf("CRC32", string(digest.of()))
	some, sized := digestOf("CRC32", "some"), compat.AllParts(compat.Part{Number: 1, Size: 4, ETag: compat.Mark(partETag)})
	return []compat.Rule{{
		ID:         "complete-composite-checksum-wrong",
		Topic:      "multipart",
		Title:      "A composite checksum is that of the checksums of the parts",
		Problem:    "The object's checksum isn't the one that follows from those of its parts ({set})",
		Remedy:     "Leave it out",
		Operations: complete,
		When: compat.All(compat.Upload(compat.UploadChecksumType, "COMPOSITE"), insists, anyChecksum(func(a checksumAlgorithm) compat.Condition {
			if a.hash == nil {
				return compat.Any()
			}
			return compat.All(compat.Upload(compat.UploadChecksumAlgorithm, a.name), compat.Related(compositeDiffers(a.name)))
		})),
		Answer:  mismatch,
		Rank:    rank,
		Why:     "S3 computes the checksum of the decoded checksums of the parts, one after the other, and compares. That of the object's own bytes is another.",
		Fix:     "Leave the value out, or compute it from the parts' checksums; ChecksumType FULL_OBJECT in CreateMultipartUpload lets a CRC be that of the whole object.",
		Sources: []string{refComplete, "https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html", "https://github.com/apache/arrow-rs-object-store/issues/709", stackdS3 + "/multipart_integrity.go", "recorded:cap-stackd-0320"},
		Violating: []compat.Case{
			given(some, with(some), "COMPOSITE"), given(some+"-1", with(some), "COMPOSITE"),
		},
		Allowed: []compat.Case{
			given(digestOf("CRC32", "\x00\x00\x00\x00"), with(emptyCRC32), "COMPOSITE"),
			given(digestOf("CRC32", "\x00\x00\x00\x00")+"-1", with(emptyCRC32), "COMPOSITE"),
		},
	}, {
		ID:         "complete-composite-checksum-count",
		Topic:      "multipart",
		Title:      "The number behind a composite checksum is that of the parts",
		Problem:    "The object's checksum ends in another number than that of the listed parts ({set})",
		Remedy:     "Leave it out",
		Operations: complete,
		When: compat.All(compat.Upload(compat.UploadChecksumType, "COMPOSITE"), insists, anyChecksum(func(a checksumAlgorithm) compat.Condition {
			return compat.All(compat.Upload(compat.UploadChecksumAlgorithm, a.name), compat.Related(countDiffers(a.name)))
		})),
		Answer:  mismatch,
		Rank:    rank,
		Why:     "S3 compares the whole text, with the hyphen and the number of parts if they are there.",
		Fix:     "Leave the value out, or end it in the number of listed parts.",
		Sources: []string{refComplete, "https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html", capturedUploads},
		Violating: []compat.Case{
			given(composed+"-2", with(hello), "COMPOSITE"),
			compat.Given(operation.CompleteMultipartUpload, member.ChecksumXXHASH128, zerosInBase64(16)+"-2", member.MultipartUpload, listedParts(1)).
				Over(compat.UploadChecksumAlgorithm, "XXHASH128").Over(compat.UploadChecksumType, "COMPOSITE"),
		},
		Allowed: []compat.Case{
			given(composed, with(hello), "COMPOSITE"),
			given(composed+"-1", with(hello), "COMPOSITE"),
		},
	}, {
		ID:         "complete-full-object-checksum-wrong",
		Topic:      "multipart",
		Title:      "The checksum of the whole object follows from those of its parts",
		Problem:    "The object's checksum isn't the one that follows from those of its parts ({set})",
		Remedy:     "Leave it out",
		Operations: complete,
		When: compat.All(compat.Upload(compat.UploadChecksumType, "FULL_OBJECT"), insists, anyChecksum(func(a checksumAlgorithm) compat.Condition {
			if crcPolynomial(a.name) == 0 {
				return compat.Any()
			}
			return compat.All(compat.Upload(compat.UploadChecksumAlgorithm, a.name), compat.RelatedToParts(fullObjectDiffers(a.name)))
		})),
		Answer:  mismatch,
		Rank:    rank,
		Why:     "S3 computes the CRC of the object from the CRCs and the sizes of its parts, and compares.",
		Fix:     "Compute the CRC over all bytes of the object in the order of the parts, or leave it out.",
		Sources: []string{refComplete, "https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html", "https://github.com/floci-io/floci/pull/1980", stackdS3 + "/multipart_integrity.go", "recorded:ls-d-0187"},
		Violating: []compat.Case{
			given(digestOf("CRC32", "something else"), with(some), "FULL_OBJECT").Uploaded(sized),
		},
		Allowed: []compat.Case{
			given(some, with(some), "FULL_OBJECT").Uploaded(sized),
			given(digestOf("CRC32", "something else"), listedParts(1), "FULL_OBJECT").Uploaded(sized),
			given(digestOf("CRC32", "something else"), with(some), "FULL_OBJECT"),
		},
	}}
}
