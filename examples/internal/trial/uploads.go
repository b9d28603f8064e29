package trial

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
)

// placeUpload begins the upload that the request belongs to.
func (a *attempt) placeUpload(ctx context.Context) {
	if _, ok := a.now.Members[member.UploadId].(string); !ok || a.bucket.missing {
		return
	}
	exists, _ := a.now.Upload.Get(compat.UploadExists)
	if exists == "false" {
		return
	}
	bucket, _ := a.now.Members[member.Bucket].(string)
	key, _ := a.now.Members[member.Key].(string)
	in := &s3.CreateMultipartUploadInput{Bucket: &bucket, Key: &key}
	algorithm, _ := a.now.Upload.Get(compat.UploadChecksumAlgorithm)
	kind, _ := a.now.Upload.Get(compat.UploadChecksumType)
	if algorithm != "none" {
		in.ChecksumAlgorithm = types.ChecksumAlgorithm(algorithm)
		if kind != "none" {
			in.ChecksumType = types.ChecksumType(kind)
		}
	}
	upload, err := a.setup.CreateMultipartUpload(ctx, in)
	if err != nil {
		// With a key or a bucket that can't be there can be no upload.
		if algorithm != "none" {
			a.err = fmt.Errorf("preparing an upload with %s: %w", algorithm, err)
		}
		return
	}
	if !a.change(func(c compat.Case) compat.Case { return c.With(member.UploadId, *upload.UploadId) }) {
		return
	}
	if exists == "aborted" {
		if _, err := a.setup.AbortMultipartUpload(ctx, &s3.AbortMultipartUploadInput{Bucket: &bucket, Key: &key, UploadId: upload.UploadId}); err != nil {
			a.err = fmt.Errorf("aborting the upload: %w", err)
		}
		return
	}
	if document, ok := a.now.Members[member.MultipartUpload].(*types.CompletedMultipartUpload); ok && document != nil {
		a.placeParts(ctx, in, upload.UploadId, document)
	}
}

const (
	// partsLimit bounds the parts that are really uploaded: where there are
	// several, they have to be large.
	partsLimit = 3
	partSize   = 5 << 20
)

// placeParts uploads the parts that the document lists and puts their entity
// tags and checksums in place of the document's.
func (a *attempt) placeParts(ctx context.Context, in *s3.CreateMultipartUploadInput, upload *string, document *types.CompletedMultipartUpload) {
	if len(document.Parts) > partsLimit {
		return
	}
	text, algorithm := Body, in.ChecksumAlgorithm
	if len(document.Parts) > 1 {
		text = strings.Repeat("x", partSize)
	}
	parts := slices.Clone(document.Parts)
	full := slices.Clone(document.Parts) // with all checksums there are
	for i := range parts {
		n := parts[i].PartNumber
		if n == nil || *n < 1 || *n > 10000 {
			continue
		}
		out, err := a.setup.UploadPart(ctx, &s3.UploadPartInput{
			Bucket: in.Bucket, Key: in.Key, UploadId: upload, PartNumber: n,
			ChecksumAlgorithm: algorithm, Body: strings.NewReader(text),
		})
		if err != nil {
			a.err = fmt.Errorf("preparing part %d: %w", *n, err)
			return
		}
		fill(&parts[i], out, false)
		fill(&full[i], out, algorithm != "")
	}
	with := func(parts []types.CompletedPart) func(compat.Case) compat.Case {
		return func(c compat.Case) compat.Case {
			return c.With(member.MultipartUpload, &types.CompletedMultipartUpload{Parts: parts})
		}
	}
	if !a.change(with(full)) {
		a.change(with(parts))
	}
}

// fill puts into a listed part what the server said of it: in place of what the
// list says, or also where it says nothing.
func fill(p *types.CompletedPart, out *s3.UploadPartOutput, all bool) {
	for _, x := range []struct {
		to   **string
		from *string
	}{
		{&p.ETag, out.ETag},
		{&p.ChecksumCRC32, out.ChecksumCRC32},
		{&p.ChecksumCRC32C, out.ChecksumCRC32C},
		{&p.ChecksumCRC64NVME, out.ChecksumCRC64NVME},
		{&p.ChecksumSHA1, out.ChecksumSHA1},
		{&p.ChecksumSHA256, out.ChecksumSHA256},
	} {
		if x.from != nil && (all || *x.to != nil) {
			*x.to = x.from
		}
	}
}
