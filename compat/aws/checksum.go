package aws

import (
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"hash"
	"hash/crc32"
	"hash/crc64"
	"strconv"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// checksumAlgorithm is one of the algorithms of S3's additional checksums.
type checksumAlgorithm struct {
	name   string                            // as ChecksumAlgorithm spells it
	member compat.Member                     // the member that gives a value
	size   int                               // of a value, in bytes
	hash   func() hash.Hash                  // nil if the standard library lacks it
	part   func(*types.CompletedPart) string // the value given for a part, "" if none
}

// crc64NVMEPolynomial is the polynomial of CRC-64/NVME, bits reversed.
const crc64NVMEPolynomial = 0x9a6c9329ac4bc9b5

// crc64NVME returns the table of CRC-64/NVME, made when it is first needed.
func crc64NVME() *crc64.Table {
	crc64Table.once.Do(func() {
		crc64Table.table = crc64.MakeTable(crc64NVMEPolynomial)
	})
	return crc64Table.table
}

var crc64Table struct {
	once  sync.Once
	table *crc64.Table
}

var checksumAlgorithms = []checksumAlgorithm{
	{"CRC32", member.ChecksumCRC32, 4, func() hash.Hash { return crc32.NewIEEE() }, func(p *types.CompletedPart) string { return text(p.ChecksumCRC32) }},
	{"CRC32C", member.ChecksumCRC32C, 4, func() hash.Hash { return crc32.New(crc32.MakeTable(crc32.Castagnoli)) }, func(p *types.CompletedPart) string { return text(p.ChecksumCRC32C) }},
	{"CRC64NVME", member.ChecksumCRC64NVME, 8, func() hash.Hash { return crc64.New(crc64NVME()) }, func(p *types.CompletedPart) string { return text(p.ChecksumCRC64NVME) }},
	{"SHA1", member.ChecksumSHA1, sha1.Size, sha1.New, func(p *types.CompletedPart) string { return text(p.ChecksumSHA1) }},
	{"SHA256", member.ChecksumSHA256, sha256.Size, sha256.New, func(p *types.CompletedPart) string { return text(p.ChecksumSHA256) }},
	{"SHA512", member.ChecksumSHA512, sha512.Size, sha512.New, func(p *types.CompletedPart) string { return text(p.ChecksumSHA512) }},
	{"MD5", member.ChecksumMD5, md5.Size, md5.New, func(p *types.CompletedPart) string { return text(p.ChecksumMD5) }},
	{"XXHASH64", member.ChecksumXXHASH64, 8, nil, func(p *types.CompletedPart) string { return text(p.ChecksumXXHASH64) }},
	{"XXHASH3", member.ChecksumXXHASH3, 8, nil, func(p *types.CompletedPart) string { return text(p.ChecksumXXHASH3) }},
	{"XXHASH128", member.ChecksumXXHASH128, 16, nil, func(p *types.CompletedPart) string { return text(p.ChecksumXXHASH128) }},
}

// text returns what a string pointer points to, "" for nil.
func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// checksumValues are the members that give a checksum value.
func checksumValues() []compat.Member {
	var ms []compat.Member
	for _, a := range checksumAlgorithms {
		ms = append(ms, a.member)
	}
	return ms
}

// algorithmNamed returns the algorithm with the name.
func algorithmNamed(name string) *checksumAlgorithm {
	for i := range checksumAlgorithms {
		if checksumAlgorithms[i].name == name {
			return &checksumAlgorithms[i]
		}
	}
	panic("aws: no checksum algorithm " + name)
}

// anyChecksum is true if the condition made for some algorithm is.
func anyChecksum(condition func(checksumAlgorithm) compat.Condition) compat.Condition {
	var kids []compat.Condition
	for _, a := range checksumAlgorithms {
		kids = append(kids, condition(a))
	}
	return compat.Any(kids...)
}

// decodedSize returns how many bytes a base64 text stands for, counting only
// characters of the two base64 alphabets. A text whose count is wrong is wrong
// for strict and for lenient decoders.
func decodedSize(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '+', c == '/', c == '-', c == '_':
			n++
		}
	}
	return n * 6 / 8
}

// notDigest returns a predicate over texts that can't be the base64 of a digest
// of that many bytes.
func notDigest(size int) *compat.Predicate {
	return compat.Text("isn't the base64 of "+strconv.Itoa(size)+" bytes",
		func(s string) bool { return decodedSize(s) != size },
		[]any{"1a2b3c4d", "", zerosInBase64(size + 1), strings.Repeat("00", size)},
		[]any{zerosInBase64(size)})
}

func zerosInBase64(size int) string { return base64.StdEncoding.EncodeToString(make([]byte, size)) }

// notDigestOfNothing returns a predicate over digests that certainly aren't that
// of an empty body. It leaves texts that are no digest to other rules.
func notDigestOfNothing(algorithm string) *compat.Predicate {
	return compat.Text("is a digest, but not that of an empty body", func(s string) bool {
		given, err := base64.StdEncoding.DecodeString(s)
		if err != nil {
			return false
		}
		empty := algorithmNamed(algorithm).hash().Sum(nil)
		return len(given) == len(empty) && !bytes.Equal(given, empty)
	},
		[]any{base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{1}, algorithmNamed(algorithm).size))},
		[]any{digestOf(algorithm, ""), "1a2b3c4d", ""})
}

// digestOf returns the digest of a text, in base64.
func digestOf(algorithm, text string) string {
	h := algorithmNamed(algorithm).hash()
	h.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(h.Sum(nil))
}

// notComposite returns a predicate over the values of CompleteMultipartUpload,
// where the number of parts may follow: "…==-3".
func notComposite(size int) *compat.Predicate {
	return compat.Text("isn't the base64 of "+strconv.Itoa(size)+" bytes, alone or with a number of parts",
		func(s string) bool {
			if i := strings.LastIndexByte(s, '-'); i >= 0 && onlyDigits(s[i+1:]) && decodedSize(s[:i]) == size {
				return false
			}
			return decodedSize(s) != size
		},
		[]any{"1a2b3c4d", "1a2b3c4d-2"}, []any{zerosInBase64(size), zerosInBase64(size) + "-2"})
}

func onlyDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// digestDiffers returns a relation that holds if the value isn't the digest of
// the body. It judges bodies in memory only, see hashBody, and leaves values
// that aren't digests to other rules.
func digestDiffers(value, body compat.Member, algorithm string) *compat.Relation {
	return &compat.Relation{
		Name:    value.String() + " isn't the " + algorithm + " of " + body.String(),
		Members: []compat.Member{value, body},
		Test: func(v, b, _ compat.Value) compat.Truth {
			s, ok := v.Text()
			if !ok || b.Kind() != compat.KindStream {
				return compat.Unknown
			}
			a := algorithmNamed(algorithm)
			if decodedSize(s) != a.size {
				return compat.False
			}
			given, err := base64.StdEncoding.DecodeString(s)
			if err != nil {
				return compat.Unknown
			}
			h := a.hash()
			if !hashBody(h, b.Object()) {
				return compat.Unknown
			}
			return compat.TruthOf(!bytes.Equal(given, h.Sum(nil)))
		},
		Yes: [][]any{
			{digestOf(algorithm, "something else"), strings.NewReader("something")},
			{digestOf(algorithm, ""), bytes.NewReader([]byte("something"))},
			{digestOf(algorithm, "Something"), bytes.NewBufferString("something")},
		},
		No: [][]any{
			{digestOf(algorithm, "something"), strings.NewReader("something")},
			{digestOf(algorithm, ""), bytes.NewReader(nil)},
			{digestOf(algorithm, "something"), bytes.NewBufferString("something")},
		},
	}
}

// notAlgorithm returns a predicate over algorithm names other than that one.
// S3 and the SDK compare without case.
func notAlgorithm(name string) *compat.Predicate {
	return compat.Text("isn't "+name, func(s string) bool { return !strings.EqualFold(s, name) },
		[]any{otherAlgorithm(name)}, []any{name, strings.ToLower(name)})
}

func otherAlgorithm(name string) string {
	if name == "CRC32" {
		return "SHA256"
	}
	return "CRC32"
}

// unknownAlgorithm is true of names that aren't an algorithm of S3.
func unknownAlgorithm() *compat.Predicate {
	return compat.Text("isn't a checksum algorithm of S3", func(s string) bool {
		for _, a := range checksumAlgorithms {
			if strings.EqualFold(s, a.name) {
				return false
			}
		}
		return true
	}, []any{"SHA384", "crc64"}, []any{"CRC32", "sha256", "XXHASH128"})
}

// unknownChecksumType is true of names that aren't a checksum type.
func unknownChecksumType() *compat.Predicate {
	return compat.Text("is neither COMPOSITE nor FULL_OBJECT", func(s string) bool {
		return !strings.EqualFold(s, "COMPOSITE") && !strings.EqualFold(s, "FULL_OBJECT")
	}, []any{"FULL", "PARTIAL"}, []any{"COMPOSITE", "FULL_OBJECT", "composite"})
}

// If S3 compares these with case it refuses other spellings by themselves, with
// the same code.

func isFullObject() *compat.Predicate {
	return compat.Text("is FULL_OBJECT", func(s string) bool { return strings.EqualFold(s, "FULL_OBJECT") },
		[]any{"FULL_OBJECT", "full_object"}, []any{"COMPOSITE", "FULL"})
}

func isComposite() *compat.Predicate {
	return compat.Text("is COMPOSITE", func(s string) bool { return strings.EqualFold(s, "COMPOSITE") },
		[]any{"COMPOSITE", "composite"}, []any{"FULL_OBJECT"})
}

func isCRC64NVME() *compat.Predicate {
	return compat.Text("is CRC64NVME", func(s string) bool { return strings.EqualFold(s, "CRC64NVME") },
		[]any{"CRC64NVME", "crc64nvme"}, []any{"CRC32C"})
}

func noCRC() *compat.Predicate {
	return compat.Text("is an algorithm other than a CRC", func(s string) bool {
		for _, a := range checksumAlgorithms {
			if strings.EqualFold(s, a.name) {
				return !strings.HasPrefix(a.name, "CRC")
			}
		}
		return false
	}, []any{"SHA256", "sha1", "XXHASH3"}, []any{"CRC32", "CRC64NVME", "SHA384"})
}

// unknownChecksumMode is true of checksum modes other than ENABLED.
func unknownChecksumMode() *compat.Predicate {
	return compat.Text("isn't ENABLED", func(s string) bool {
		return !strings.EqualFold(s, "ENABLED")
	}, []any{"DISABLED", "true"}, []any{"ENABLED", "enabled"})
}

// checksumMismatch is true if a digest is certainly not that of the body.
func checksumMismatch(body compat.Member) compat.Condition {
	var kids []compat.Condition
	for _, a := range checksumAlgorithms {
		if a.hash != nil {
			kids = append(kids, compat.Related(digestDiffers(a.member, body, a.name)))
		}
	}
	return compat.Any(kids...)
}

const (
	refIntegrity    = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html"
	refPutObject    = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html"
	refUploadPart   = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html"
	refCreateUpload = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html"
	refComplete     = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html"
	refCopyObject   = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html"

	// What S3 answered to the combinations of checksum algorithm and type.
	measuredTypes = "https://github.com/floci-io/floci/pull/3093"

	// What servers that are compared with Amazon S3 do, and why.
	refVersityUtils = "https://github.com/versity/versitygw/blob/v1.8.0/s3api/utils/utils.go"
	refVersityPosix = "https://github.com/versity/versitygw/blob/v1.8.0/backend/posix/posix.go"
)

// Digests of the body "something".
const (
	somethingMD5    = "Q3uTDbhLgHnC3YBKcZNrXw=="
	somethingSHA256 = "P8m2iUWdc4+MiKOkiqnjNUIBa3pAUuABqqU2/KdIE8s="
	someOtherMD5    = "CYketZBSTjX8czcs3cXVlg=="
	emptyMD5        = "1B2M2Y8AsgTpgAmY7PhCfg=="
	emptySHA256     = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
	emptySHA1       = "2jmj7l5rSw0yVb/vlWAYkK/YBwk="
	emptyCRC32      = "AAAAAA=="
	emptyCRC64      = "AAAAAAAAAAA="
)

// something returns a fresh body; a reader must not be shared between examples.
func something() *strings.Reader { return strings.NewReader("something") }

// rankBody is the rank of what S3 finds only once it has received the body: every
// header and the state of the bucket and of the upload are looked at before.
const rankBody = 100

// checksumRules are about digests: Content-MD5, the additional checksums and
// what must agree with them.
func checksumRules() []compat.Rule {
	uploads := []compat.Operation{operation.PutObject, operation.UploadPart}
	allUploads := append(uploads[:2:2], operation.PutObjectAnnotation)
	// In directory buckets Content-MD5 isn't supported at all.
	readsContentMD5 := compat.Not(compat.On(compat.DirectoryBucket, compat.DirectoryAccessPoint))

	// The body of a presigned request is given by whoever sends it.
	sendsNothing := compat.All(compat.Not(compat.Set(member.Body)), compat.Signature(compat.Presigned, "false"))
	// With directory buckets the transfer manager adds an algorithm later on.
	notDirectory := readsContentMD5

	contradiction := anyChecksum(func(a checksumAlgorithm) compat.Condition {
		return compat.All(compat.Set(a.member), compat.Matches(member.ChecksumAlgorithm, notAlgorithm(a.name)))
	})

	return append([]compat.Rule{
		{
			ID:         "content-md5-malformed",
			Topic:      "checksum",
			Title:      "Content-MD5 must be the base64 of the 16 bytes of an MD5",
			Problem:    "ContentMD5 isn't the base64 of 16 bytes (length {length ContentMD5})",
			Remedy:     "Encode the raw digest",
			Operations: with(member.ContentMD5),
			When:       compat.All(compat.Matches(member.ContentMD5, notDigest(md5.Size)), readsContentMD5),
			Answer:     compat.Answer{Status: 400, Code: "InvalidDigest", Message: "The Content-MD5 you specified was invalid."},
			Why:        "S3 decodes the header before it looks at the body, and rejects what doesn't decode to 16 bytes, an empty value included. The usual mistakes are the hexadecimal form and the base64 of that form.",
			Fix:        "Encode the 16 raw bytes in base64: 24 characters, of which the last two are ==. Or leave the member out: the SDK sends a checksum anyway.",
			Sources: []string{
				"recorded:ls-b-0019", "recorded:ls-b-0023", "recorded:ls-b-0030",
				"https://github.com/versity/versitygw/issues/2179", "https://github.com/scality/cloudserver/issues/281",
			},
			Rank: -1,
			Violating: []compat.Case{
				compat.Given(operation.PutObject, member.Body, something(), member.ContentMD5, "437b930db84b8079c2dd804a71936b5f"),
				compat.Given(operation.UploadPart, member.ContentMD5, "MTIz"),
				compat.Given(operation.PutBucketTagging, member.ContentMD5, "not base64 encoded checksum"),
				compat.Given(operation.PutObject, member.Body, something(), member.ContentMD5, ""),
			},
			Allowed: []compat.Case{compat.Given(operation.PutObject, member.Body, something(), member.ContentMD5, somethingMD5)},
		},
		{
			ID:         "content-md5-mismatch",
			Topic:      "checksum",
			Title:      "Content-MD5 must be the MD5 of the body",
			Problem:    "ContentMD5 isn't the MD5 of the body",
			Remedy:     "Compute it from the bytes sent",
			Operations: allUploads,
			When: compat.All(compat.Any(
				compat.Related(digestDiffers(member.ContentMD5, member.Body, "MD5")),
				compat.Related(digestDiffers(member.ContentMD5, member.AnnotationPayload, "MD5")),
			), readsContentMD5),
			Rank:    rankBody,
			Answer:  compat.Answer{Status: 400, Code: "BadDigest", Message: "The Content-MD5 you specified did not match what we received."},
			Why:     "S3 computes the MD5 of what it receives and rejects the request if it isn't the one announced. Only bodies in memory of up to 64 KiB are compared beforehand.",
			Fix:     "Compute the digest from the very bytes that are sent, after compression or encryption, or leave the member out.",
			Sources: []string{refPutObject, "recorded:ls-b-0024", "recorded:ls-b-0031", stackdCaptures + "/owned_binary_headers.json"},
			Violating: []compat.Case{
				compat.Given(operation.PutObject, member.Body, something(), member.ContentMD5, someOtherMD5),
				compat.Given(operation.UploadPart, member.Body, bytes.NewReader([]byte("something")), member.ContentMD5, someOtherMD5),
			},
			Allowed: []compat.Case{
				compat.Given(operation.PutObject, member.Body, something(), member.ContentMD5, somethingMD5),
				compat.Given(operation.UploadPart, member.Body, something(), member.ContentMD5, somethingMD5),
			},
		},
		{
			ID:         "content-md5-without-body",
			Topic:      "checksum",
			Title:      "Without a body Content-MD5 must be the MD5 of nothing",
			Problem:    "ContentMD5 is of a body, and there is none",
			Needs:      []compat.Member{member.Body},
			Operations: uploads,
			When:       compat.All(sendsNothing, compat.Matches(member.ContentMD5, notDigestOfNothing("MD5")), readsContentMD5),
			Rank:       rankBody,
			Answer:     compat.Answer{Status: 400, Code: "BadDigest", Message: "The Content-MD5 you specified did not match what we received."},
			Why:        "A request without a Body sends an empty one, and S3 compares its MD5.",
			Fix:        "Set Body, or leave the digest out.",
			Sources:    []string{refPutObject, "https://github.com/versity/versitygw/issues/2034"},
			Violating: []compat.Case{
				compat.Given(operation.PutObject, member.ContentMD5, somethingMD5).Over(compat.Presigned, "false"),
				compat.Given(operation.UploadPart, member.ContentMD5, somethingMD5).Over(compat.Presigned, "false"),
			},
			Allowed: []compat.Case{
				compat.Given(operation.PutObject, member.ContentMD5, emptyMD5).Over(compat.Presigned, "false"),
				compat.Given(operation.PutObject, member.ContentMD5, somethingMD5).Over(compat.Presigned, "url"),
			},
		},
		{
			ID:         "checksum-several-values",
			Topic:      "checksum",
			Title:      "A request can carry only one checksum value",
			Problem:    "{set} are set; S3 takes one checksum",
			Remedy:     "Keep one",
			Operations: append(uploads[:2:2], operation.WriteGetObjectResponse),
			When:       compat.TwoSet(checksumValues()...),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed."},
			Why:        "S3 stores one checksum with an object or part, so it refuses to choose between several, even if they are empty.",
			Fix:        "Keep one of the checksum members. Content-MD5 isn't one of them and may be given as well.",
			Sources: []string{
				"https://docs.aws.amazon.com/AmazonS3/latest/API/API_WriteGetObjectResponse.html",
				"https://github.com/versity/versitygw/issues/1186", "https://github.com/versity/versitygw/issues/1188",
			},
			Rank: -1,
			Violating: []compat.Case{
				compat.Given(operation.PutObject, member.ChecksumCRC32, emptyCRC32, member.ChecksumSHA1, emptySHA1),
				compat.Given(operation.UploadPart, member.ChecksumCRC64NVME, emptyCRC64, member.ChecksumSHA256, emptySHA256),
			},
			Allowed: []compat.Case{
				compat.Given(operation.PutObject, member.Body, something(), member.ChecksumSHA256, somethingSHA256, member.ContentMD5, somethingMD5),
			},
		},
		{
			ID:         "checksum-several-values-unsure",
			Topic:      "checksum",
			Title:      "Only one checksum value is expected",
			Problem:    "{set} are set; S3 expects one checksum",
			Remedy:     "Keep the upload's",
			Operations: []compat.Operation{operation.CompleteMultipartUpload, operation.PutObjectAnnotation},
			When:       compat.TwoSet(checksumValues()...),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed."},
			Why:        "PutObject and UploadPart refuse several checksum values. Servers that copy S3 do the same here, some with the code BadDigest.",
			Fix:        "Keep the one value whose algorithm is that of the upload.",
			Sources:    []string{refVersityUtils, localStack("utils.py#L201")},
			Doubt:      "Amazon documents this for other operations only, and the servers compared with it disagree about the code",
			Violating:  []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(1), member.ChecksumCRC32, emptyCRC32, member.ChecksumSHA1, emptySHA1)},
			Allowed:    []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(1), member.ChecksumCRC32, emptyCRC32)},
		},
		{
			ID:         "checksum-value-malformed",
			Topic:      "checksum",
			Title:      "A checksum value must be the base64 of as many bytes as its algorithm yields",
			Problem:    "{set} isn't a digest in base64 (length {length})",
			Remedy:     "Let the SDK compute it",
			Operations: allUploads,
			When: anyChecksum(func(a checksumAlgorithm) compat.Condition {
				return compat.Matches(a.member, notDigest(a.size))
			}),
			Answer:  compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Value for x-amz-checksum-… header is invalid."},
			Why:     "S3 decodes the header before it compares it. CRC32 and CRC32C have 4 bytes, CRC64NVME, XXHASH64 and XXHASH3 8, MD5 and XXHASH128 16, SHA1 20, SHA256 32 and SHA512 64; a hexadecimal digest or a decimal number never fits.",
			Fix:     "Encode the raw bytes, most significant byte first, in base64. Or give only ChecksumAlgorithm and let the SDK compute the value.",
			Sources: []string{refIntegrity, refPutObject, "recorded:ls-d-0104", "recorded:ls-d-0112", "recorded:ls-d-0168", "recorded:ls-d-0123"},
			Rank:    -1,
			Violating: []compat.Case{
				compat.Given(operation.PutObject, member.ChecksumSHA1, "1a2b3c4d"),
				compat.Given(operation.PutObject, member.ChecksumXXHASH128, emptyCRC64),
				compat.Given(operation.UploadPart, member.ChecksumSHA256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
				compat.Given(operation.PutObjectAnnotation, member.ChecksumCRC32, "0"),
			},
			Allowed: []compat.Case{
				compat.Given(operation.PutObject, member.ChecksumSHA1, emptySHA1),
				compat.Given(operation.UploadPart, member.ChecksumSHA256, emptySHA256),
				compat.Given(operation.PutObject, member.ChecksumXXHASH3, emptyCRC64),
			},
		},
		{
			ID:         "complete-checksum-malformed",
			Topic:      "checksum",
			Title:      "The checksum of the whole object must have the length of its algorithm",
			Problem:    "{set} isn't a digest in base64 (length {length})",
			Remedy:     "Leave it out",
			Operations: []compat.Operation{operation.CompleteMultipartUpload},
			When: anyChecksum(func(a checksumAlgorithm) compat.Condition {
				return compat.Matches(a.member, notComposite(a.size))
			}),
			Answer:    compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Value for x-amz-checksum-… header is invalid."},
			Why:       "The value is the base64 of the digest, for a composite checksum optionally followed by a hyphen and the number of parts. Anything else can't be the checksum of the object.",
			Fix:       "Give the value in base64, or leave it out: S3 computes it from the parts.",
			Sources:   []string{refComplete, refVersityUtils, argminChecksums},
			Violating: []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(1), member.ChecksumSHA256, "1a2b3c4d-1")},
			Allowed:   []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(1), member.ChecksumSHA256, emptySHA256+"-1")},
		},
		{
			ID:         "checksum-mismatch",
			Topic:      "checksum",
			Title:      "A checksum value must be that of the body",
			Problem:    "{set} don't match",
			Remedy:     "Let the SDK compute it",
			Operations: allUploads,
			When:       compat.Any(checksumMismatch(member.Body), checksumMismatch(member.AnnotationPayload)),
			Rank:       rankBody,
			Answer:     compat.Answer{Status: 400, Code: "BadDigest", Message: "The … you specified did not match the calculated checksum."},
			Why:        "S3 computes the checksum of what it receives and rejects the request if it isn't the one announced. Only bodies in memory of up to 64 KiB are compared beforehand, and not the XXHASH algorithms.",
			Fix:        "Compute the value from the very bytes that are sent, or give only ChecksumAlgorithm and let the SDK compute it.",
			Sources:    []string{refIntegrity, "recorded:ls-d-0105", "recorded:ls-d-0113", "recorded:ls-d-0169"},
			Violating: []compat.Case{
				compat.Given(operation.PutObject, member.Body, something(), member.ChecksumSHA256, emptySHA256),
				compat.Given(operation.UploadPart, member.Body, something(), member.ChecksumCRC64NVME, "8dM07oiUKIk="),
				compat.Given(operation.PutObjectAnnotation, member.AnnotationPayload, something(), member.ChecksumCRC32, emptyCRC32),
			},
			Allowed: []compat.Case{
				compat.Given(operation.PutObject, member.Body, something(), member.ChecksumSHA256, somethingSHA256),
				compat.Given(operation.PutObject, member.Body, strings.NewReader("test data.."), member.ChecksumCRC64NVME, "qUVrWYOrIAM="),
			},
		},
		{
			ID:         "checksum-without-body",
			Topic:      "checksum",
			Title:      "Without a body a checksum value must be that of nothing",
			Problem:    "{set} is of a body, and there is none",
			Needs:      []compat.Member{member.Body},
			Operations: uploads,
			When: compat.All(sendsNothing, anyChecksum(func(a checksumAlgorithm) compat.Condition {
				if a.hash == nil {
					return compat.Any()
				}
				return compat.Matches(a.member, notDigestOfNothing(a.name))
			})),
			Rank:    rankBody,
			Answer:  compat.Answer{Status: 400, Code: "BadDigest", Message: "The … you specified did not match the calculated checksum."},
			Why:     "A request without a Body sends an empty one, and S3 compares its checksum.",
			Fix:     "Set Body, or leave the value out.",
			Sources: []string{refIntegrity, "recorded:ls-d-0105", "recorded:ls-d-0169"},
			Violating: []compat.Case{
				compat.Given(operation.PutObject, member.ChecksumSHA256, somethingSHA256).Over(compat.Presigned, "false"),
				compat.Given(operation.UploadPart, member.ChecksumCRC64NVME, "8dM07oiUKIk=").Over(compat.Presigned, "false"),
			},
			Allowed: []compat.Case{
				compat.Given(operation.PutObject, member.ChecksumSHA256, emptySHA256).Over(compat.Presigned, "false"),
				compat.Given(operation.PutObject, member.ChecksumSHA256, somethingSHA256).Over(compat.Presigned, "url"),
			},
		},
		{
			ID:         "checksum-algorithm-contradicts-value",
			Topic:      "checksum",
			Title:      "ChecksumAlgorithm must be the algorithm of the checksum value given",
			Problem:    "The value isn't of ChecksumAlgorithm {value ChecksumAlgorithm|given} ({set})",
			Remedy:     "Leave ChecksumAlgorithm out",
			Operations: []compat.Operation{operation.PutObject},
			When:       contradiction,
			Rank:       -1, // headers are read before the body
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Value for x-amz-sdk-checksum-algorithm header is invalid."},
			Why:        "The SDK sends ChecksumAlgorithm as x-amz-sdk-checksum-algorithm and the value as it is; S3 rejects two algorithms in one request. The documentation gives BadDigest as the code, S3 has been seen to answer InvalidRequest.",
			Fix:        "Leave ChecksumAlgorithm out when you give a value, or give the value of that algorithm.",
			Sources:    []string{refPutObject, "https://github.com/versity/versitygw/issues/1598", argminChecksums},
			Violating: []compat.Case{
				compat.Given(operation.PutObject, member.ChecksumAlgorithm, "CRC32", member.ChecksumSHA256, emptySHA256),
			},
			Allowed: []compat.Case{
				compat.Given(operation.PutObject, member.ChecksumAlgorithm, "SHA256", member.ChecksumSHA256, emptySHA256),
				compat.Given(operation.PutObject, member.ChecksumAlgorithm, "sha1", member.ChecksumSHA1, emptySHA1),
			},
		},
		{
			ID:         "part-checksum-algorithm-contradicts-value",
			Topic:      "checksum",
			Title:      "ChecksumAlgorithm of a part must be the algorithm of the checksum value given",
			Problem:    "The value isn't of ChecksumAlgorithm {value ChecksumAlgorithm|given} ({set})",
			Remedy:     "Leave ChecksumAlgorithm out",
			Operations: []compat.Operation{operation.UploadPart},
			When:       compat.All(contradiction, notDirectory), // in directory buckets it wasn't seen
			Rank:       -1,                                      // as for an object
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Value for x-amz-sdk-checksum-algorithm header is invalid."},
			Why:        "S3 rejects two algorithms in one request. The documentation says that the value wins; S3 was seen to reject it here as well.",
			Fix:        "Leave ChecksumAlgorithm out when you give a value, or give the value of that algorithm.",
			Sources:    []string{refUploadPart, "https://github.com/versity/versitygw/issues/1598", capturedUploads},
			Violating: []compat.Case{
				compat.Given(operation.UploadPart, member.ChecksumAlgorithm, "CRC32", member.ChecksumSHA256, emptySHA256),
				compat.Given(operation.UploadPart, member.ChecksumAlgorithm, "SHA256", member.ChecksumXXHASH3, emptyCRC64),
			},
			Allowed: []compat.Case{compat.Given(operation.UploadPart, member.ChecksumAlgorithm, "SHA256", member.ChecksumSHA256, emptySHA256)},
		},
		{
			ID:         "annotation-checksum-algorithm-contradicts-value",
			Topic:      "checksum",
			Title:      "ChecksumAlgorithm should be the algorithm of the checksum value given",
			Problem:    "The value isn't of ChecksumAlgorithm {value ChecksumAlgorithm|given} ({set})",
			Remedy:     "Leave ChecksumAlgorithm out",
			Operations: []compat.Operation{operation.PutObjectAnnotation},
			When:       contradiction,
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Value for x-amz-sdk-checksum-algorithm header is invalid."},
			Why:        "PutObject and UploadPart reject two algorithms in one request. For annotations the documentation says that the value wins.",
			Fix:        "Leave ChecksumAlgorithm out when you give a value, or give the value of that algorithm.",
			Sources:    []string{referencePage(operation.PutObjectAnnotation)},
			Doubt:      "the documentation says that S3 ignores ChecksumAlgorithm when a value is given",
			Violating:  []compat.Case{compat.Given(operation.PutObjectAnnotation, member.AnnotationPayload, something(), member.ChecksumAlgorithm, "CRC32", member.ChecksumSHA256, somethingSHA256)},
			Allowed:    []compat.Case{compat.Given(operation.PutObjectAnnotation, member.AnnotationPayload, something(), member.ChecksumAlgorithm, "SHA256", member.ChecksumSHA256, somethingSHA256)},
		},
		{
			ID:         "checksum-algorithm-unknown",
			Topic:      "checksum",
			Title:      "The checksum algorithm must be one that S3 knows",
			Problem:    "ChecksumAlgorithm is {value ChecksumAlgorithm|an unknown word}",
			Remedy:     "Use the SDK's constants",
			Operations: []compat.Operation{operation.CopyObject, operation.CreateMultipartUpload},
			When:       compat.Matches(member.ChecksumAlgorithm, unknownAlgorithm()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, MD5, SHA1, SHA256, SHA512, XXHASH128, XXHASH3, XXHASH64]"},
			Why:        "These operations make S3 itself compute the checksum, and unrecognised algorithms are answered with 400.",
			Fix:        "Use one of the ChecksumAlgorithm constants of the SDK.",
			Sources:    []string{refCopyObject, refCreateUpload, refVersityUtils, localStack("provider.py#L2340"), argminChecksums},
			Violating: []compat.Case{
				compat.Given(operation.CreateMultipartUpload, member.ChecksumAlgorithm, "SHA384"),
				compat.Given(operation.CopyObject, member.ChecksumAlgorithm, "CRC64"),
			},
			Allowed: []compat.Case{
				compat.Given(operation.CreateMultipartUpload, member.ChecksumAlgorithm, "SHA512"),
				compat.Given(operation.CopyObject, member.ChecksumAlgorithm, "CRC32C"),
			},
		},
		{
			ID:         "checksum-type-without-algorithm",
			Topic:      "checksum",
			Title:      "ChecksumType needs ChecksumAlgorithm",
			Problem:    "ChecksumType is set without ChecksumAlgorithm",
			Remedy:     "Set both",
			Needs:      []compat.Member{member.ChecksumAlgorithm},
			Operations: []compat.Operation{operation.CreateMultipartUpload},
			When:       compat.All(compat.Set(member.ChecksumType), compat.Not(compat.Set(member.ChecksumAlgorithm)), notDirectory),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header."},
			Why:        "The type says how the checksums of the parts are combined, which means nothing without an algorithm. The SDK adds none when it creates an upload.",
			Fix:        "Set ChecksumAlgorithm as well, or leave ChecksumType out.",
			Sources:    []string{refCreateUpload, measuredTypes, refVersityUtils, localStack("provider.py#L2350")},
			Violating:  []compat.Case{compat.Given(operation.CreateMultipartUpload, member.ChecksumType, "FULL_OBJECT")},
			Allowed:    []compat.Case{compat.Given(operation.CreateMultipartUpload, member.ChecksumType, "FULL_OBJECT", member.ChecksumAlgorithm, "CRC32")},
		},
		{
			ID:         "checksum-type-unknown",
			Topic:      "checksum",
			Title:      "ChecksumType must be COMPOSITE or FULL_OBJECT",
			Problem:    "ChecksumType is {value ChecksumType|an unknown word}",
			Remedy:     "Use COMPOSITE or FULL_OBJECT",
			Operations: []compat.Operation{operation.CreateMultipartUpload, operation.CompleteMultipartUpload},
			When:       compat.Matches(member.ChecksumType, unknownChecksumType()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Value for x-amz-checksum-type header is invalid."},
			Why:        "S3 knows two ways to make the checksum of an object from those of its parts.",
			Fix:        "Use one of the ChecksumType constants of the SDK.",
			Sources:    []string{refCreateUpload, refComplete, measuredTypes, refVersityUtils, "https://github.com/scality/cloudserver/pull/6170"},
			Rank:       -1,
			Violating: []compat.Case{
				compat.Given(operation.CreateMultipartUpload, member.ChecksumType, "FULL", member.ChecksumAlgorithm, "CRC32"),
				compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(1), member.ChecksumType, "FULL"),
			},
			Allowed: []compat.Case{
				compat.Given(operation.CreateMultipartUpload, member.ChecksumType, "COMPOSITE", member.ChecksumAlgorithm, "CRC32"),
				compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(1), member.ChecksumType, "FULL_OBJECT"),
			},
		},
		{
			ID:         "checksum-full-object-needs-crc",
			Topic:      "checksum",
			Title:      "Only CRC algorithms give the checksum of a full object",
			Problem:    "ChecksumType is FULL_OBJECT with {value ChecksumAlgorithm|an algorithm that is no CRC}",
			Remedy:     "Use a CRC, or COMPOSITE",
			Operations: []compat.Operation{operation.CreateMultipartUpload},
			When:       compat.All(compat.Matches(member.ChecksumType, isFullObject()), compat.Matches(member.ChecksumAlgorithm, noCRC())),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "The FULL_OBJECT checksum type cannot be used with the … checksum algorithm."},
			Why:        "The CRC of an object follows from the CRCs of its parts; the digest of an object doesn't follow from the digests of its parts, so those can only be composed.",
			Fix:        "Use CRC64NVME, CRC32 or CRC32C for a full-object checksum, or the type COMPOSITE.",
			Sources:    []string{refIntegrity, measuredTypes, refVersityUtils, localStack("provider.py#L2364"), capturedUploads},
			Violating: []compat.Case{
				compat.Given(operation.CreateMultipartUpload, member.ChecksumType, "FULL_OBJECT", member.ChecksumAlgorithm, "SHA256"),
				compat.Given(operation.CreateMultipartUpload, member.ChecksumType, "FULL_OBJECT", member.ChecksumAlgorithm, "XXHASH3"),
				compat.Given(operation.CreateMultipartUpload, member.ChecksumType, "FULL_OBJECT", member.ChecksumAlgorithm, "sha1"),
			},
			Allowed: []compat.Case{
				compat.Given(operation.CreateMultipartUpload, member.ChecksumType, "COMPOSITE", member.ChecksumAlgorithm, "SHA256"),
				compat.Given(operation.CreateMultipartUpload, member.ChecksumType, "FULL_OBJECT", member.ChecksumAlgorithm, "CRC64NVME"),
			},
		},
		{
			ID:         "checksum-composite-crc64nvme",
			Topic:      "checksum",
			Title:      "A CRC64NVME checksum is never composite",
			Problem:    "ChecksumType is COMPOSITE with CRC64NVME",
			Remedy:     "Use FULL_OBJECT",
			Operations: []compat.Operation{operation.CreateMultipartUpload},
			When:       compat.All(compat.Matches(member.ChecksumType, isComposite()), compat.Matches(member.ChecksumAlgorithm, isCRC64NVME())),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "The COMPOSITE checksum type cannot be used with the crc64nvme checksum algorithm."},
			Why:        "CRC64NVME is always the checksum of the full object.",
			Fix:        "Leave ChecksumType out or set it to FULL_OBJECT.",
			Sources:    []string{refCreateUpload, refIntegrity, localStack("provider.py#L2358"), refVersityUtils},
			Violating:  []compat.Case{compat.Given(operation.CreateMultipartUpload, member.ChecksumType, "COMPOSITE", member.ChecksumAlgorithm, "CRC64NVME")},
			Allowed: []compat.Case{
				compat.Given(operation.CreateMultipartUpload, member.ChecksumAlgorithm, "CRC64NVME"),
				compat.Given(operation.CreateMultipartUpload, member.ChecksumType, "COMPOSITE", member.ChecksumAlgorithm, "CRC32C"),
			},
		},
	}, withHead(compat.Rule{
		ID:         "checksum-mode-unknown",
		Topic:      "checksum",
		Title:      "ChecksumMode can only be ENABLED",
		Problem:    "ChecksumMode is {value ChecksumMode|a word other than ENABLED}",
		Remedy:     "Set it to ENABLED",
		Operations: []compat.Operation{operation.GetObject, operation.HeadObject},
		// In a URL S3 was seen to take no notice of the mode.
		When:      compat.All(compat.Matches(member.ChecksumMode, unknownChecksumMode()), compat.Not(compat.Signature(compat.Presigned, "url"))),
		Answer:    compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Value for x-amz-checksum-mode header is invalid."},
		Why:       "There is no value for off: without the member S3 returns no checksums.",
		Fix:       "Set ENABLED or leave the member out.",
		Sources:   []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html", "https://github.com/versity/versitygw/blob/v1.8.0/s3api/controllers/object-get.go", measuredByBacklot},
		Violating: []compat.Case{compat.Given(operation.GetObject, member.ChecksumMode, "DISABLED").Over(compat.Presigned, "false")},
		Allowed: []compat.Case{
			compat.Given(operation.GetObject, member.ChecksumMode, "ENABLED").Over(compat.Presigned, "false"),
			compat.Given(operation.GetObject, member.ChecksumMode, "DISABLED").Over(compat.Presigned, "url"),
		},
	})...,
	)
}
