package aws

import (
	"encoding/base64"
	"hash"
	"hash/crc32"
	"hash/crc64"
	"math/rand/v2"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/ptr"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// TestJoinedCRC cuts texts at random, and joins the parts' values.
func TestJoinedCRC(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for name, hashed := range map[string]func() hash.Hash{
		"CRC32":     func() hash.Hash { return crc32.NewIEEE() },
		"CRC32C":    func() hash.Hash { return crc32.New(crc32.MakeTable(crc32.Castagnoli)) },
		"CRC64NVME": func() hash.Hash { return crc64.New(crc64NVME()) },
	} {
		of := func(b []byte) uint64 {
			h := hashed()
			h.Write(b)
			d := digest{size: h.Size()}
			copy(d.bytes[:], h.Sum(nil))
			return d.number()
		}
		c := crc{crcPolynomial(name), uint(8 * algorithmNamed(name).size)}
		for range 200 {
			b := make([]byte, r.IntN(3000))
			for i := range b {
				b[i] = byte(r.Uint32())
			}
			cut := r.IntN(len(b) + 1)
			if got := c.joined(of(b[:cut]), of(b[cut:]), int64(len(b)-cut)); got != of(b) {
				t.Fatalf("%s of %d and %d bytes: %x, not %x", name, cut, len(b)-cut, got, of(b))
			}
		}
	}
}

// TestObjectChecksums judges completions that S3 accepted, and the same with another
// value.
func TestObjectChecksums(t *testing.T) {
	type part struct {
		size int64
		sum  string
	}
	for _, c := range []struct {
		algorithm, kind string
		value           compat.Member
		right, wrong    string
		rule            string
		parts           []part
	}{{
		"CRC64NVME", "FULL_OBJECT", member.ChecksumCRC64NVME, "ZMNX55lZurA=", "ZMNX55lZurE=", "complete-full-object-checksum-wrong",
		[]part{{5242881, "Kg7TOs6algM="}, {5242881, "Kg7TOs6algM="}, {10, "DBqAA21lxVU="}}, // ls-d-0187
	}, {
		"SHA256", "COMPOSITE", member.ChecksumSHA256, "9AuRjLTbsiPKqvcuc1gMiuOiJbE4gbr1mcLijBhc/dw=-1", "M0gCMF3MUcfElfg4c4UvpgV8u7AteipVMo+Pi8mCE9M=", "complete-composite-checksum-wrong",
		[]part{{34, "M0gCMF3MUcfElfg4c4UvpgV8u7AteipVMo+Pi8mCE9M="}}, // cap-stackd-0320
	}, {
		"MD5", "COMPOSITE", member.ChecksumMD5, "f53SihZr8rZZOzrV6o5CKg==-2", "uPyFeiXnlYhowvAD1eCVLQ==-2", "complete-composite-checksum-wrong",
		[]part{{5242880, "uPyFeiXnlYhowvAD1eCVLQ=="}, {20, "J0m7hCcJG9Zf7wwcA45fuQ=="}}, // checksum_algorithms_multipart_replay.json, see stackdCaptures
	}} {
		var listed types.CompletedMultipartUpload
		var known []compat.Part
		for i, p := range c.parts {
			one := types.CompletedPart{PartNumber: ptr.Int32(int32(i + 1)), ETag: ptr.String(partETag)}
			set(*algorithmNamed(c.algorithm), p.sum)(&one)
			listed.Parts = append(listed.Parts, one)
			known = append(known, compat.Part{Number: int32(i + 1), Size: p.size, ETag: compat.Mark(partETag)})
		}
		judge := func(value string, parts *compat.Parts) (ids []string) {
			r := compat.Given(operation.CompleteMultipartUpload, c.value, value, member.ChecksumType, c.kind, member.MultipartUpload, &listed).
				Over(compat.UploadChecksumAlgorithm, c.algorithm).Over(compat.UploadChecksumType, c.kind).Uploaded(parts).Request()
			for _, f := range Catalog().Check(r, nil) {
				ids = append(ids, f.Rule.ID)
			}
			return ids
		}
		all := compat.AllParts(known...)
		if ids := judge(c.right, all); len(ids) > 0 {
			t.Errorf("%s, as S3 accepted it: %v", c.algorithm, ids)
		}
		if ids := judge(c.wrong, all); len(ids) != 1 || ids[0] != c.rule {
			t.Errorf("%s with another value: %v, want %s", c.algorithm, ids, c.rule)
		}
		if c.kind == "FULL_OBJECT" {
			// Without the sizes nothing is certain.
			if ids := judge(c.wrong, nil); len(ids) > 0 {
				t.Errorf("%s of parts of unknown size: %v", c.algorithm, ids)
			}
		}
	}
}

func TestDecodeDigest(t *testing.T) {
	for size := range maxDigest + 1 {
		d, ok := decodeDigest(zerosInBase64(size), size)
		if !ok || d.size != size {
			t.Errorf("%d bytes: %v", size, ok)
		}
		if _, ok := decodeDigest(zerosInBase64(size+1), size); ok {
			t.Errorf("%d bytes taken for %d", size+1, size)
		}
	}
	if _, ok := decodeDigest(base64.StdEncoding.EncodeToString(make([]byte, 1000)), 4); ok {
		t.Error("1,000 bytes taken for 4")
	}
}
