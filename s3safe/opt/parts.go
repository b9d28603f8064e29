package opt

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// PartList lists the parts of an upload that is completed; see [Parts].
type PartList struct {
	last *listedPart
	bad  *fill.Problem
}

// listedPart links a part to those before it: lists that share a beginning stay
// independent, and adding 10,000 parts one by one takes 10,000 steps.
type listedPart struct {
	part   types.CompletedPart
	before *listedPart
	n      int
}

// Parts begins the list of the parts that make up the object. They can be added
// in any order; S3 gets them in ascending order.
//
// Rules: complete-without-parts, complete-parts-out-of-order.
func Parts() PartList { return PartList{} }

// Part adds a part with the ETag that S3 answered with when it was uploaded.
//
// Rule: complete-part-incomplete.
func (l PartList) Part(number PartNumber, etag string) PartList {
	return l.add(number, etag, nil)
}

// PartWithChecksum adds a part whose checksum goes with it, as an upload with
// composite checksums needs.
//
// Rules: complete-part-checksum-missing, complete-part-with-several-checksums.
func (l PartList) PartWithChecksum(number PartNumber, etag string, v Value) PartList {
	if v == nil {
		l.bad = l.bad.Add("MultipartUpload", "lists a part with a nil checksum")
	}
	return l.add(number, etag, v)
}

func (l PartList) add(number PartNumber, etag string, v Value) PartList {
	n := int32(number)
	p := types.CompletedPart{PartNumber: &n, ETag: &etag}
	if v != nil {
		c := v.yieldsChecksum()
		l.bad = l.bad.Join(c.Bad)
		p.ChecksumCRC32, p.ChecksumCRC32C, p.ChecksumCRC64NVME = c.ChecksumCRC32, c.ChecksumCRC32C, c.ChecksumCRC64NVME
		p.ChecksumMD5, p.ChecksumSHA1, p.ChecksumSHA256, p.ChecksumSHA512 = c.ChecksumMD5, c.ChecksumSHA1, c.ChecksumSHA256, c.ChecksumSHA512
		p.ChecksumXXHASH3, p.ChecksumXXHASH64, p.ChecksumXXHASH128 = c.ChecksumXXHASH3, c.ChecksumXXHASH64, c.ChecksumXXHASH128
	}
	count := 1
	if l.last != nil {
		count += l.last.n
	}
	l.last = &listedPart{p, l.last, count}
	return l
}

// yieldsParts returns the document.
func (l PartList) yieldsParts() fill.Value[*types.CompletedMultipartUpload] {
	if l.last == nil {
		return fill.Value[*types.CompletedMultipartUpload]{V: &types.CompletedMultipartUpload{}, Bad: l.bad}
	}
	parts := make([]types.CompletedPart, l.last.n)
	for p := l.last; p != nil; p = p.before {
		parts[p.n-1] = p.part
	}
	slices.SortStableFunc(parts, func(a, b types.CompletedPart) int { return int(*a.PartNumber) - int(*b.PartNumber) })
	for i := 1; i < len(parts); i++ {
		if *parts[i].PartNumber == *parts[i-1].PartNumber {
			l.bad = l.bad.Add("MultipartUpload", "lists a part number twice")
		}
	}
	return fill.Value[*types.CompletedMultipartUpload]{V: &types.CompletedMultipartUpload{Parts: parts}, Bad: l.bad}
}
