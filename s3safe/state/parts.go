package state

import (
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
)

// maxPages bounds the pages of parts in a cache, which have 2 KB each: those of a
// hundred uploads with as many parts as there can be.
const maxPages = 16_000

// putParts adds to what is known of an upload's parts. What a part's ETag stands
// for never changes, but somebody else may upload another part of the number; so
// these are never all parts.
func (c *Cache) putParts(bucket, key, id *string, parts ...part) {
	if len(parts) == 0 || c.pages.Load() >= maxPages && !c.recount() {
		return
	}
	now := c.now()
	c.uploads.update(aws.ToString(id), func(old *upload) *upload {
		if old == nil || old.bucket != aws.ToString(bucket) || old.key != aws.ToString(key) || now >= old.end {
			// Of an upload whose creation wasn't seen nothing is known by which its
			// parts could be judged.
			return old
		}
		if exists, known := old.facts.Get(compat.UploadExists); known && exists != "true" {
			return old // a part that was on its way when the upload ended
		}
		u := *old
		before := u.facts.Parts.Pages()
		algorithm, _ := u.facts.Get(compat.UploadChecksumAlgorithm)
		for _, p := range parts {
			if p.Number > 0 && p.ETag != 0 {
				p.Checksum = compat.Mark(p.checksums.of(algorithm))
				u.facts.Parts = u.facts.Parts.With(p.Part)
			}
		}
		c.pages.Add(int64(u.facts.Parts.Pages() - before))
		return &u
	})
}

// recount counts the pages that are in use: uploads end in many ways. It reports
// whether there is room.
func (c *Cache) recount() bool {
	var n int64
	c.uploads.each(func(_ string, u *upload) { n += int64(u.facts.Parts.Pages()) })
	c.pages.Store(n)
	return n < maxPages
}

// partSent is the part that S3 has taken.
func partSent(in *s3.UploadPartInput, out *s3.UploadPartOutput, length int64) part {
	return part{compat.Part{
		Number: aws.ToInt32(in.PartNumber), Size: length, ETag: compat.Mark(aws.ToString(out.ETag)),
	}, checksums{out.ChecksumCRC32, out.ChecksumCRC32C, out.ChecksumCRC64NVME, out.ChecksumSHA1, out.ChecksumSHA256,
		out.ChecksumSHA512, out.ChecksumMD5, out.ChecksumXXHASH3, out.ChecksumXXHASH64, out.ChecksumXXHASH128}}
}

// partCopied is the part that S3 has made of another object.
func partCopied(in *s3.UploadPartCopyInput, r *types.CopyPartResult) part {
	return part{compat.Part{
		Number: aws.ToInt32(in.PartNumber), Size: rangeLength(aws.ToString(in.CopySourceRange)), ETag: compat.Mark(aws.ToString(r.ETag)),
	}, checksums{r.ChecksumCRC32, r.ChecksumCRC32C, r.ChecksumCRC64NVME, r.ChecksumSHA1, r.ChecksumSHA256,
		r.ChecksumSHA512, r.ChecksumMD5, r.ChecksumXXHASH3, r.ChecksumXXHASH64, r.ChecksumXXHASH128}}
}

// partListed is a part as ListParts names it.
func partListed(p *types.Part) part {
	size := int64(-1)
	if p.Size != nil {
		size = *p.Size
	}
	return part{compat.Part{
		Number: aws.ToInt32(p.PartNumber), Size: size, ETag: compat.Mark(aws.ToString(p.ETag)),
	}, checksums{p.ChecksumCRC32, p.ChecksumCRC32C, p.ChecksumCRC64NVME, p.ChecksumSHA1, p.ChecksumSHA256,
		p.ChecksumSHA512, p.ChecksumMD5, p.ChecksumXXHASH3, p.ChecksumXXHASH64, p.ChecksumXXHASH128}}
}

// part is a part with the checksums that S3's answer has.
type part struct {
	compat.Part
	checksums checksums
}

// checksums are an answer's by algorithm, in the order of algorithms.
type checksums [10]*string

var algorithms = [10]types.ChecksumAlgorithm{
	types.ChecksumAlgorithmCrc32, types.ChecksumAlgorithmCrc32c, types.ChecksumAlgorithmCrc64nvme, types.ChecksumAlgorithmSha1, types.ChecksumAlgorithmSha256,
	types.ChecksumAlgorithmSha512, types.ChecksumAlgorithmMd5, types.ChecksumAlgorithmXxhash3, types.ChecksumAlgorithmXxhash64, types.ChecksumAlgorithmXxhash128,
}

// of returns the checksum of an algorithm, empty if there is none.
func (c *checksums) of(algorithm string) string {
	for i, a := range algorithms {
		if string(a) == algorithm {
			return aws.ToString(c[i])
		}
	}
	return ""
}

// rangeLength returns the length of a range "bytes=first-last", -1 for anything
// else: the length of the source isn't known.
func rangeLength(text string) int64 {
	bounds, ok := strings.CutPrefix(text, "bytes=")
	first, last, found := strings.Cut(bounds, "-")
	if !ok || !found {
		return -1
	}
	a, err := strconv.ParseInt(first, 10, 64)
	b, err2 := strconv.ParseInt(last, 10, 64)
	if err != nil || err2 != nil || a < 0 || b < a {
		return -1
	}
	return b - a + 1
}
