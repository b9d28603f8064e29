package multipart

import (
	"context"
	"io"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
	"github.com/s3safe/s3safe-go/s3safe/op/uploadpart"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// PartBuilder builds the upload of one part; see [Session.Part].
type PartBuilder struct {
	s      Session
	number opt.PartNumber
	body   io.Reader
	length *int64
	value  *string
	with   []func(*s3.UploadPartInput)
}

// Part begins the upload of a part, from 1 to 10,000. Each but the last has at
// least 5 MiB. The SDK computes the checksum by the upload's algorithm.
//
// Rules: part-number-out-of-range, upload-too-large.
func (s Session) Part(number opt.PartNumber, body io.Reader) PartBuilder {
	return PartBuilder{s: s, number: number, body: body}
}

// ContentLength is the size of the body in bytes, for bodies whose size can't be
// found out.
func (p PartBuilder) ContentLength(n int64) PartBuilder { p.length = &n; return p }

// ChecksumValue is the part's checksum by the upload's algorithm, if it is known
// already: the base64 of its bytes.
//
// Rules: checksum-value-malformed, part-checksum-not-of-upload.
func (p PartBuilder) ChecksumValue(base64 string) PartBuilder { p.value = &base64; return p }

// With changes the input that Build makes, after everything else and before it is
// judged: for members that the builder has no setter for. Several changes add up.
// Replace the values behind pointers, don't change them.
func (p PartBuilder) With(change func(*s3.UploadPartInput)) PartBuilder {
	if change != nil {
		p.with = append(p.with[:len(p.with):len(p.with)], change)
	}
	return p
}

// Build returns the input, or an error that lists everything that is wrong.
func (p PartBuilder) Build() (*s3.UploadPartInput, error) {
	s, number := p.s, int32(p.number)
	in := &s3.UploadPartInput{
		Bucket: &s.bucket, Key: &s.key, UploadId: &s.id, PartNumber: &number, Body: p.body, ContentLength: p.length,
		ExpectedBucketOwner: s.owner, RequestPayer: s.payer,
		SSECustomerAlgorithm: s.customer.SSECustomerAlgorithm, SSECustomerKey: s.customer.SSECustomerKey, SSECustomerKeyMD5: s.customer.SSECustomerKeyMD5,
	}
	var bad *fill.Problem
	a := algorithms[s.algorithm]
	switch {
	case p.value == nil:
		in.ChecksumAlgorithm = s.algorithm
	case a == nil:
		bad = bad.Add("ChecksumAlgorithm", "isn't known of the upload, so no value can be given")
	default:
		c := fill.Read.Checksum(opt.Base64Value(a, *p.value))
		bad = c.Bad
		in.ChecksumCRC32, in.ChecksumCRC32C, in.ChecksumCRC64NVME = c.ChecksumCRC32, c.ChecksumCRC32C, c.ChecksumCRC64NVME
		in.ChecksumMD5, in.ChecksumSHA1, in.ChecksumSHA256, in.ChecksumSHA512 = c.ChecksumMD5, c.ChecksumSHA1, c.ChecksumSHA256, c.ChecksumSHA512
		in.ChecksumXXHASH3, in.ChecksumXXHASH64, in.ChecksumXXHASH128 = c.ChecksumXXHASH3, c.ChecksumXXHASH64, c.ChecksumXXHASH128
	}
	for _, change := range p.with {
		change(in)
	}
	if err := s.judge("UploadPart.Session", in, bad); err != nil {
		return nil, err
	}
	return in, nil
}

// Send builds the request and sends it.
func (p PartBuilder) Send(ctx context.Context, api uploadpart.API, optFns ...func(*s3.Options)) (*s3.UploadPartOutput, error) {
	in, err := p.Build()
	if err != nil {
		return nil, err
	}
	return api.UploadPart(ctx, in, optFns...)
}
