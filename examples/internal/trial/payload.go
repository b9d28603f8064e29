package trial

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"hash"
	"hash/crc32"
	"hash/crc64"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// digests are the members that tell the digest of a body.
var digests = map[compat.Member]func() hash.Hash{
	member.ContentMD5:        md5.New,
	member.ChecksumCRC32:     func() hash.Hash { return crc32.NewIEEE() },
	member.ChecksumCRC32C:    func() hash.Hash { return crc32.New(crc32.MakeTable(crc32.Castagnoli)) },
	member.ChecksumCRC64NVME: func() hash.Hash { return crc64.New(crc64.MakeTable(0x9a6c9329ac4bc9b5)) },
	member.ChecksumSHA1:      sha1.New,
	member.ChecksumSHA256:    sha256.New,
}

// placePayload gives a body to those who send a presigned upload that tells the
// body's digest but not the body.
func (a *attempt) placePayload() {
	if form, _ := a.now.Signature.Get(compat.Presigned); form != "url" {
		return
	}
	if op := a.now.Operation; op != operation.PutObject && op != operation.UploadPart {
		return
	}
	if _, given := a.now.Members[member.Body]; given {
		return
	}
	for m, newHash := range digests {
		if _, told := a.now.Members[m].(string); !told {
			continue
		}
		h := newHash()
		h.Write([]byte(Body))
		sum := base64.StdEncoding.EncodeToString(h.Sum(nil))
		if a.change(func(c compat.Case) compat.Case { return c.With(m, sum) }) {
			a.payload = Body
		}
	}
}
