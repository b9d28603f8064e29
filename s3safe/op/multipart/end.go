package multipart

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
	"github.com/s3safe/s3safe-go/s3safe/op/abortmultipartupload"
	"github.com/s3safe/s3safe-go/s3safe/op/completemultipartupload"
	"github.com/s3safe/s3safe-go/s3safe/op/listparts"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// CompleteBuilder builds the completion of the upload; see [Session.Complete].
type CompleteBuilder struct {
	s     Session
	parts opt.PartList
	in    s3.CompleteMultipartUploadInput
	with  []func(*s3.CompleteMultipartUploadInput)
	way   fill.Way
	bad   *fill.Problem
}

// Complete begins the completion of the upload from its parts.
//
// Rules: complete-without-parts, complete-parts-not-consecutive,
// complete-part-checksum-missing, complete-part-checksum-not-of-upload.
func (s Session) Complete(parts opt.PartList) CompleteBuilder {
	return CompleteBuilder{s: s, parts: parts}
}

// If completes the upload only if the key is as expected.
//
// Rules: if-match-with-if-none-match, if-match-any, if-none-match-etag.
func (c CompleteBuilder) If(condition opt.WritePrecondition) CompleteBuilder {
	if condition == nil {
		return c
	}
	f := fill.Read.Precondition(condition)
	c.bad = c.bad.Forget("IfMatch", "IfNoneMatch").Join(f.Bad)
	if c.way.Excludes(f.Way) {
		c.bad = fill.Contradict(c.bad, "IfMatch", "If", c.way, c.in.IfMatch, f.Way, f.IfMatch)
	}
	c.way = f.Way
	c.in.IfMatch, c.in.IfNoneMatch = f.IfMatch, f.IfNoneMatch
	return c
}

// ObjectChecksum is the checksum of the whole object by the upload's algorithm,
// which S3 compares: the base64 of its bytes, for a composite checksum followed
// by a hyphen and the number of parts.
//
// Rules: complete-checksum-not-of-upload, complete-checksum-type-not-of-upload.
func (c CompleteBuilder) ObjectChecksum(text string) CompleteBuilder {
	at := map[types.ChecksumAlgorithm]**string{
		types.ChecksumAlgorithmCrc32: &c.in.ChecksumCRC32, types.ChecksumAlgorithmCrc32c: &c.in.ChecksumCRC32C,
		types.ChecksumAlgorithmCrc64nvme: &c.in.ChecksumCRC64NVME, types.ChecksumAlgorithmSha1: &c.in.ChecksumSHA1,
		types.ChecksumAlgorithmSha256: &c.in.ChecksumSHA256, types.ChecksumAlgorithmSha512: &c.in.ChecksumSHA512,
		types.ChecksumAlgorithmMd5: &c.in.ChecksumMD5, types.ChecksumAlgorithmXxhash3: &c.in.ChecksumXXHASH3,
		types.ChecksumAlgorithmXxhash64: &c.in.ChecksumXXHASH64, types.ChecksumAlgorithmXxhash128: &c.in.ChecksumXXHASH128,
	}[c.s.algorithm]
	if at == nil {
		c.bad = c.bad.Add("ChecksumAlgorithm", "isn't known of the upload, so no value can be given")
		return c
	}
	*at = &text
	return c
}

// MpuObjectSize is the size of the whole object in bytes, which S3 compares.
//
// Rules: mpu-object-size-negative, mpu-object-size-impossible.
func (c CompleteBuilder) MpuObjectSize(n int64) CompleteBuilder {
	c.in.MpuObjectSize = &n
	return c
}

// With changes the input that Build makes, after everything else and before it is
// judged: for members that the builder has no setter for. Several changes add up.
// Replace the values behind pointers, don't change them.
func (c CompleteBuilder) With(change func(*s3.CompleteMultipartUploadInput)) CompleteBuilder {
	if change != nil {
		c.with = append(c.with[:len(c.with):len(c.with)], change)
	}
	return c
}

// Build returns the input, or an error that lists everything that is wrong.
func (c CompleteBuilder) Build() (*s3.CompleteMultipartUploadInput, error) {
	s, in := c.s, c.in
	v := fill.Read.Parts(c.parts)
	if s.algorithm != "" {
		v = fill.Read.PartsWithChecksums(c.parts)
	}
	in.Bucket, in.Key, in.UploadId, in.MultipartUpload = &s.bucket, &s.key, &s.id, v.V
	in.ExpectedBucketOwner, in.RequestPayer, in.ChecksumType = s.owner, s.payer, s.kind
	in.SSECustomerAlgorithm, in.SSECustomerKey, in.SSECustomerKeyMD5 = s.customer.SSECustomerAlgorithm, s.customer.SSECustomerKey, s.customer.SSECustomerKeyMD5
	for _, change := range c.with {
		change(&in)
	}
	if err := s.judge("CompleteMultipartUpload.Session", &in, c.bad.Join(v.Bad)); err != nil {
		return nil, err
	}
	return &in, nil
}

// Send builds the request and sends it.
func (c CompleteBuilder) Send(ctx context.Context, api completemultipartupload.API, optFns ...func(*s3.Options)) (*s3.CompleteMultipartUploadOutput, error) {
	in, err := c.Build()
	if err != nil {
		return nil, err
	}
	return api.CompleteMultipartUpload(ctx, in, optFns...)
}

// ListBuilder builds the listing of the upload's parts; see [Session.List].
type ListBuilder struct {
	s    Session
	in   s3.ListPartsInput
	with []func(*s3.ListPartsInput)
	bad  *fill.Problem
}

// List begins a listing of the parts that were uploaded.
func (s Session) List() ListBuilder { return ListBuilder{s: s} }

// MaxParts limits the number of parts in an answer, up to 1,000.
//
// Rule: max-parts-negative.
func (l ListBuilder) MaxParts(n int32) ListBuilder {
	l.in.MaxParts = &n
	return l
}

// AfterPart lists the parts after the number.
func (l ListBuilder) AfterPart(n int32) ListBuilder {
	v := fill.PartMarker(n)
	l.in.PartNumberMarker, l.bad = v.V, l.bad.Forget("PartNumberMarker").Join(v.Bad)
	return l
}

// With changes the input that Build makes, after everything else and before it is
// judged: for members that the builder has no setter for. Several changes add up.
// Replace the values behind pointers, don't change them.
func (l ListBuilder) With(change func(*s3.ListPartsInput)) ListBuilder {
	if change != nil {
		l.with = append(l.with[:len(l.with):len(l.with)], change)
	}
	return l
}

// Build returns the input, or an error that lists everything that is wrong.
func (l ListBuilder) Build() (*s3.ListPartsInput, error) {
	s, in := l.s, l.in
	in.Bucket, in.Key, in.UploadId, in.ExpectedBucketOwner, in.RequestPayer = &s.bucket, &s.key, &s.id, s.owner, s.payer
	in.SSECustomerAlgorithm, in.SSECustomerKey, in.SSECustomerKeyMD5 = s.customer.SSECustomerAlgorithm, s.customer.SSECustomerKey, s.customer.SSECustomerKeyMD5
	for _, change := range l.with {
		change(&in)
	}
	if err := s.judge("ListParts.Session", &in, l.bad); err != nil {
		return nil, err
	}
	return &in, nil
}

// Send builds the request and sends it.
func (l ListBuilder) Send(ctx context.Context, api listparts.API, optFns ...func(*s3.Options)) (*s3.ListPartsOutput, error) {
	in, err := l.Build()
	if err != nil {
		return nil, err
	}
	return api.ListParts(ctx, in, optFns...)
}

// AbortBuilder builds the end of an upload that isn't completed; see
// [Session.Abort].
type AbortBuilder struct {
	s    Session
	with []func(*s3.AbortMultipartUploadInput)
}

// Abort begins the abortion of the upload, which frees its parts.
func (s Session) Abort() AbortBuilder { return AbortBuilder{s: s} }

// With changes the input that Build makes, after everything else and before it is
// judged: for members that the builder has no setter for. Several changes add up.
// Replace the values behind pointers, don't change them.
func (a AbortBuilder) With(change func(*s3.AbortMultipartUploadInput)) AbortBuilder {
	if change != nil {
		a.with = append(a.with[:len(a.with):len(a.with)], change)
	}
	return a
}

// Build returns the input, or an error that lists everything that is wrong.
func (a AbortBuilder) Build() (*s3.AbortMultipartUploadInput, error) {
	s := a.s
	in := &s3.AbortMultipartUploadInput{Bucket: &s.bucket, Key: &s.key, UploadId: &s.id, ExpectedBucketOwner: s.owner, RequestPayer: s.payer}
	for _, change := range a.with {
		change(in)
	}
	if err := s.judge("AbortMultipartUpload.Session", in, nil); err != nil {
		return nil, err
	}
	return in, nil
}

// Send builds the request and sends it.
func (a AbortBuilder) Send(ctx context.Context, api abortmultipartupload.API, optFns ...func(*s3.Options)) (*s3.AbortMultipartUploadOutput, error) {
	in, err := a.Build()
	if err != nil {
		return nil, err
	}
	return api.AbortMultipartUpload(ctx, in, optFns...)
}
