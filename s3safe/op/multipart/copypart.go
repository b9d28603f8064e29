package multipart

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
	"github.com/s3safe/s3safe-go/s3safe/op/uploadpartcopy"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// CopyBuilder builds the copy of one part; see [Session.CopyPart].
type CopyBuilder struct {
	s      Session
	number opt.PartNumber
	in     s3.UploadPartCopyInput
	with   []func(*s3.UploadPartCopyInput)
	bad    *fill.Problem
}

// CopyPart begins a part that is copied from an object: [opt.Source] or
// [opt.DirectorySource].
//
// Rules: copy-source-bucket, copy-source-key, part-number-out-of-range.
func (s Session) CopyPart(number opt.PartNumber, source opt.CopySource) CopyBuilder {
	c := CopyBuilder{s: s, number: number}
	if source == nil {
		c.bad = c.bad.Add("CopySource", "is given as nil")
		return c
	}
	f := fill.Read.Source(source)
	c.bad = f.Bad
	c.in.CopySource = f.CopySource
	c.in.CopySourceSSECustomerAlgorithm, c.in.CopySourceSSECustomerKey, c.in.CopySourceSSECustomerKeyMD5 = f.CopySourceSSECustomerAlgorithm, f.CopySourceSSECustomerKey, f.CopySourceSSECustomerKeyMD5
	return c
}

// SourceRange copies a range of the source's bytes instead of all.
//
// Rules: copy-source-range-malformed, copy-source-range-too-long.
func (c CopyBuilder) SourceRange(r opt.ByteSpan) CopyBuilder {
	v := fill.Read.Span(r)
	c.bad = c.bad.Forget("CopySourceRange").Join(v.Bad)
	c.in.CopySourceRange = v.V
	return c
}

// SourceIf copies only if the source is as expected. Several conditions add up.
//
// Rules: copy-never-modified-between, copy-match-and-none-match-same.
func (c CopyBuilder) SourceIf(conditions ...opt.ReadPrecondition) CopyBuilder {
	for _, x := range conditions {
		if x == nil {
			continue
		}
		f := fill.Read.Precondition(x)
		if f.IfMatch != nil {
			c.in.CopySourceIfMatch = f.IfMatch
		}
		if f.IfNoneMatch != nil {
			c.in.CopySourceIfNoneMatch = f.IfNoneMatch
		}
		if f.IfModifiedSince != nil {
			c.in.CopySourceIfModifiedSince = f.IfModifiedSince
		}
		if f.IfUnmodifiedSince != nil {
			c.in.CopySourceIfUnmodifiedSince = f.IfUnmodifiedSince
		}
		c.bad = c.bad.Join(f.Bad)
	}
	return c
}

// ExpectedSourceBucketOwner makes the request fail if the source's bucket
// belongs to another account.
//
// Rules: expected-source-owner-format, expected-source-owner-differs.
func (c CopyBuilder) ExpectedSourceBucketOwner(account opt.AccountID) CopyBuilder {
	c.in.ExpectedSourceBucketOwner = fill.Text(account)
	return c
}

// With changes the input that Build makes, after everything else and before it is
// judged: for members that the builder has no setter for. Several changes add up.
// Replace the values behind pointers, don't change them.
func (c CopyBuilder) With(change func(*s3.UploadPartCopyInput)) CopyBuilder {
	if change != nil {
		c.with = append(c.with[:len(c.with):len(c.with)], change)
	}
	return c
}

// Build returns the input, or an error that lists everything that is wrong.
func (c CopyBuilder) Build() (*s3.UploadPartCopyInput, error) {
	s, in, number := c.s, c.in, int32(c.number)
	in.Bucket, in.Key, in.UploadId, in.PartNumber = &s.bucket, &s.key, &s.id, &number
	in.ExpectedBucketOwner, in.RequestPayer = s.owner, s.payer
	in.SSECustomerAlgorithm, in.SSECustomerKey, in.SSECustomerKeyMD5 = s.customer.SSECustomerAlgorithm, s.customer.SSECustomerKey, s.customer.SSECustomerKeyMD5
	for _, change := range c.with {
		change(&in)
	}
	if err := s.judge("UploadPartCopy.Session", &in, c.bad); err != nil {
		return nil, err
	}
	return &in, nil
}

// Send builds the request and sends it.
func (c CopyBuilder) Send(ctx context.Context, api uploadpartcopy.API, optFns ...func(*s3.Options)) (*s3.UploadPartCopyOutput, error) {
	in, err := c.Build()
	if err != nil {
		return nil, err
	}
	return api.UploadPartCopy(ctx, in, optFns...)
}
