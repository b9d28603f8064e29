// Package multipart carries a multipart upload from its creation to its end: the
// builders of a [Session] have the bucket, the key and the id of the upload, its
// customer key and its checksum already, so that nothing can contradict them.
//
//	s, err := createmultipartupload.General("amzn-s3-demo-bucket", "video.mp4").
//		Checksum(opt.FullObject(opt.CRC64NVME())).
//		Start(ctx, client)
//	a, err := s.Part(1, first).Send(ctx, client)
//	b, err := s.Part(2, second).Send(ctx, client)
//	out, err := s.Complete(opt.Parts().Uploaded(1, a).Uploaded(2, b)).Send(ctx, client)
package multipart

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe/internal/build"
	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// Session is a multipart upload that was created. It is a value, and safe for
// concurrent use.
type Session struct {
	bucket, key, id string
	takes           compat.TargetSet
	owner           *string
	payer           types.RequestPayer
	customer        fill.CustomerKey
	encryption      types.ServerSideEncryption
	algorithm       types.ChecksumAlgorithm
	kind            types.ChecksumType
}

// Of returns the session of an upload that was created with the input. The
// output tells the upload's id and, if the input chose none, its checksum.
func Of(in *s3.CreateMultipartUploadInput, out *s3.CreateMultipartUploadOutput) (Session, error) {
	if in == nil || out == nil || in.Bucket == nil || in.Key == nil || out.UploadId == nil {
		return Session{}, errors.New("s3safe: a session needs the bucket, the key and the id of the upload")
	}
	s := Session{
		bucket: *in.Bucket, key: *in.Key, id: *out.UploadId, takes: compat.ParseTarget(*in.Bucket).Kinds,
		owner: in.ExpectedBucketOwner, payer: in.RequestPayer,
		encryption: out.ServerSideEncryption, algorithm: in.ChecksumAlgorithm, kind: in.ChecksumType,
		customer: fill.CustomerKey{
			SSECustomerAlgorithm: in.SSECustomerAlgorithm, SSECustomerKey: in.SSECustomerKey, SSECustomerKeyMD5: in.SSECustomerKeyMD5,
		},
	}
	if s.algorithm == "" {
		s.algorithm = out.ChecksumAlgorithm
	}
	if s.kind == "" {
		s.kind = out.ChecksumType
	}
	return s, nil
}

// Bucket is the target of the upload.
func (s Session) Bucket() string { return s.bucket }

// Key is the key of the object.
func (s Session) Key() string { return s.key }

// UploadID is the id of the upload.
func (s Session) UploadID() string { return s.id }

// facts is what is known of the upload: with it Build finds parts that don't fit.
func (s Session) facts() *compat.Facts {
	var f compat.Facts
	// Values that a newer S3 may answer with aren't known to the catalogue.
	if s.algorithm != "" {
		_ = f.Set(compat.UploadChecksumAlgorithm, string(s.algorithm))
	}
	if s.kind != "" {
		_ = f.Set(compat.UploadChecksumType, string(s.kind))
	}
	switch {
	case s.customer.SSECustomerAlgorithm != nil:
		_ = f.Set(compat.UploadEncryption, "SSE-C")
		if s.customer.SSECustomerKeyMD5 != nil {
			f.KeyMD5 = *s.customer.SSECustomerKeyMD5
		}
	case s.encryption != "":
		_ = f.Set(compat.UploadEncryption, string(s.encryption))
	}
	return &f
}

func (s Session) judge(builder string, in any, bad *fill.Problem) error {
	return build.JudgeUpload(builder, s.takes, in, s.facts(), bad)
}

// algorithms are the options for the upload's algorithm.
var algorithms = map[types.ChecksumAlgorithm]opt.Algorithm{
	types.ChecksumAlgorithmCrc32: opt.CRC32(), types.ChecksumAlgorithmCrc32c: opt.CRC32C(), types.ChecksumAlgorithmCrc64nvme: opt.CRC64NVME(),
	types.ChecksumAlgorithmSha1: opt.SHA1(), types.ChecksumAlgorithmSha256: opt.SHA256(), types.ChecksumAlgorithmSha512: opt.SHA512(),
	types.ChecksumAlgorithmMd5: opt.MD5(), types.ChecksumAlgorithmXxhash3: opt.XXHASH3(), types.ChecksumAlgorithmXxhash64: opt.XXHASH64(),
	types.ChecksumAlgorithmXxhash128: opt.XXHASH128(),
}
