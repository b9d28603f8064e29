package opt

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/s3"
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
	part types.CompletedPart
	// known has the checksums of the part that S3 answered with, where they are
	// listed only if the upload has them.
	known  *types.CompletedPart
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

// Uploaded adds a part from S3's answer to UploadPart: its ETag. When a session of
// package multipart completes the upload, the checksum is listed where the upload
// has one; elsewhere [PartList.UploadedWithChecksum] lists it, which an upload with
// composite checksums needs and one without an algorithm doesn't take.
//
// Rules: complete-part-incomplete, complete-part-checksum-missing,
// complete-part-checksum-unexpected.
func (l PartList) Uploaded(number PartNumber, out *s3.UploadPartOutput) PartList {
	return l.answered(number, uploaded(out), false)
}

// UploadedWithChecksum is [PartList.Uploaded] with the part's checksum.
//
// Rules: complete-part-checksum-missing, complete-part-with-several-checksums.
func (l PartList) UploadedWithChecksum(number PartNumber, out *s3.UploadPartOutput) PartList {
	return l.answered(number, uploaded(out), true)
}

// Copied is [PartList.Uploaded] for a part that was copied.
func (l PartList) Copied(number PartNumber, out *s3.UploadPartCopyOutput) PartList {
	return l.answered(number, copied(out), false)
}

// CopiedWithChecksum is [PartList.UploadedWithChecksum] for a part that was copied.
func (l PartList) CopiedWithChecksum(number PartNumber, out *s3.UploadPartCopyOutput) PartList {
	return l.answered(number, copied(out), true)
}

func uploaded(out *s3.UploadPartOutput) *types.CompletedPart {
	if out == nil {
		return nil
	}
	return &types.CompletedPart{
		ETag: out.ETag, ChecksumCRC32: out.ChecksumCRC32, ChecksumCRC32C: out.ChecksumCRC32C, ChecksumCRC64NVME: out.ChecksumCRC64NVME,
		ChecksumMD5: out.ChecksumMD5, ChecksumSHA1: out.ChecksumSHA1, ChecksumSHA256: out.ChecksumSHA256, ChecksumSHA512: out.ChecksumSHA512,
		ChecksumXXHASH3: out.ChecksumXXHASH3, ChecksumXXHASH64: out.ChecksumXXHASH64, ChecksumXXHASH128: out.ChecksumXXHASH128,
	}
}

func copied(out *s3.UploadPartCopyOutput) *types.CompletedPart {
	if out == nil || out.CopyPartResult == nil {
		return nil
	}
	r := out.CopyPartResult
	return &types.CompletedPart{
		ETag: r.ETag, ChecksumCRC32: r.ChecksumCRC32, ChecksumCRC32C: r.ChecksumCRC32C, ChecksumCRC64NVME: r.ChecksumCRC64NVME,
		ChecksumMD5: r.ChecksumMD5, ChecksumSHA1: r.ChecksumSHA1, ChecksumSHA256: r.ChecksumSHA256, ChecksumSHA512: r.ChecksumSHA512,
		ChecksumXXHASH3: r.ChecksumXXHASH3, ChecksumXXHASH64: r.ChecksumXXHASH64, ChecksumXXHASH128: r.ChecksumXXHASH128,
	}
}

func (l PartList) answered(number PartNumber, known *types.CompletedPart, listed bool) PartList {
	n := int32(number)
	if known == nil {
		known = &types.CompletedPart{}
	}
	known.PartNumber = &n
	p := types.CompletedPart{PartNumber: &n, ETag: known.ETag}
	if listed {
		p, known = *known, nil
	}
	return l.append(p, known)
}

func (l PartList) append(p types.CompletedPart, known *types.CompletedPart) PartList {
	count := 1
	if l.last != nil {
		count += l.last.n
	}
	l.last = &listedPart{p, known, l.last, count}
	return l
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
	return l.append(p, nil)
}

// yieldsParts returns the document.
func (l PartList) yieldsParts() fill.Value[*types.CompletedMultipartUpload] {
	return l.document(false)
}

// yieldsPartsWithChecksums returns the document with the checksums that S3 answered
// with.
func (l PartList) yieldsPartsWithChecksums() fill.Value[*types.CompletedMultipartUpload] {
	return l.document(true)
}

func (l PartList) document(checksums bool) fill.Value[*types.CompletedMultipartUpload] {
	if l.last == nil {
		return fill.Value[*types.CompletedMultipartUpload]{V: &types.CompletedMultipartUpload{}, Bad: l.bad}
	}
	parts := make([]types.CompletedPart, l.last.n)
	for p := l.last; p != nil; p = p.before {
		parts[p.n-1] = p.part
		if checksums && p.known != nil {
			parts[p.n-1] = *p.known
		}
	}
	slices.SortStableFunc(parts, func(a, b types.CompletedPart) int { return int(*a.PartNumber) - int(*b.PartNumber) })
	return fill.Value[*types.CompletedMultipartUpload]{V: &types.CompletedMultipartUpload{Parts: parts}, Bad: l.bad}
}
