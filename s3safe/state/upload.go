package state

import (
	"context"
	"crypto/md5"
	"encoding/base64"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
)

// upload is what is known of one multipart upload. It isn't changed once it is
// in the table. It never holds a customer's key, only the key's MD5, which S3's
// answers show too.
type upload struct {
	bucket, key string
	facts       compat.Facts
	end         int32
}

// Upload implements [Source]. It takes no lock and allocates nothing.
func (c *Cache) Upload(_ context.Context, bucket, key, uploadID string) *compat.Facts {
	if !c.hasUploads() {
		return nil
	}
	return c.UploadAt(time.Now(), bucket, key, uploadID)
}

// hasUploads reports whether anything is known of any upload. None is pinned, so all
// count.
func (c *Cache) hasUploads() bool { return c.uploads.count.Load() != 0 }

// UploadAt is Upload for a caller that has just read the clock, as with
// [Cache.BucketAt].
func (c *Cache) UploadAt(now time.Time, bucket, key, uploadID string) *compat.Facts {
	if !c.hasUploads() {
		return nil
	}
	u := c.uploads.get(uploadID)
	if u == nil || u.bucket != bucket || u.key != key {
		return nil
	}
	if ticks(now.Sub(c.start)) >= u.end {
		c.uploads.update(uploadID, func(*upload) *upload { return nil })
		return nil
	}
	return &u.facts
}

// learnUpload takes over what an answer says of an upload. It reports false for
// answers to calls that aren't about one.
func (c *Cache) learnUpload(a *Answer) bool {
	switch in := a.Input.(type) {
	case *s3.CreateMultipartUploadInput:
		if out, ok := a.Output.(*s3.CreateMultipartUploadOutput); ok && a.Err == nil && aws.ToString(out.UploadId) != "" {
			f := uploadCreated(in, out)
			c.putUpload(in.Bucket, in.Key, out.UploadId, &f)
		}
	case *s3.ListPartsInput:
		if out, ok := a.Output.(*s3.ListPartsOutput); ok && a.Err == nil {
			if aws.ToString(out.UploadId) != aws.ToString(in.UploadId) {
				return true // not S3's answer
			}
			f := uploadListed(in, out)
			c.putUpload(in.Bucket, in.Key, in.UploadId, &f)
			parts := make([]part, len(out.Parts))
			for i := range out.Parts {
				parts[i] = partListed(&out.Parts[i])
			}
			c.putParts(in.Bucket, in.Key, in.UploadId, parts...)
		} else {
			c.uploadGone(a, in.Bucket, in.Key, in.UploadId)
		}
	case *s3.UploadPartInput:
		if out, ok := a.Output.(*s3.UploadPartOutput); ok && a.Err == nil {
			c.putParts(in.Bucket, in.Key, in.UploadId, partSent(in, out, a.Length))
		}
		c.uploadGone(a, in.Bucket, in.Key, in.UploadId)
	case *s3.UploadPartCopyInput:
		if out, ok := a.Output.(*s3.UploadPartCopyOutput); ok && a.Err == nil && out.CopyPartResult != nil {
			c.putParts(in.Bucket, in.Key, in.UploadId, partCopied(in, out.CopyPartResult))
		}
		c.uploadGone(a, in.Bucket, in.Key, in.UploadId)
	case *s3.CompleteMultipartUploadInput:
		c.endUpload(a, in.Bucket, in.Key, in.UploadId)
	case *s3.AbortMultipartUploadInput:
		c.endUpload(a, in.Bucket, in.Key, in.UploadId)
	default:
		return false
	}
	return true
}

// uploadCreated reads what an upload was created with: what S3 answered, and
// where it is silent what was sent.
func uploadCreated(in *s3.CreateMultipartUploadInput, out *s3.CreateMultipartUploadOutput) compat.Facts {
	var f compat.Facts
	set := func(feature compat.Feature, value string) {
		// A value that this release doesn't know stays unknown.
		_ = f.Set(feature, value)
	}
	set(compat.UploadExists, "true")
	algorithm, kind := out.ChecksumAlgorithm, out.ChecksumType
	if algorithm == "" {
		algorithm = in.ChecksumAlgorithm
	}
	if kind == "" {
		kind = in.ChecksumType
	}
	if kind == "" {
		kind = defaultChecksumType(algorithm)
	}
	if algorithm == "" {
		set(compat.UploadChecksumAlgorithm, "none")
		if kind == "" {
			set(compat.UploadChecksumType, "none")
		}
	} else {
		set(compat.UploadChecksumAlgorithm, string(algorithm))
	}
	if kind != "" {
		set(compat.UploadChecksumType, string(kind))
	}
	switch {
	case aws.ToString(out.SSECustomerAlgorithm) != "" || aws.ToString(in.SSECustomerAlgorithm) != "" || aws.ToString(in.SSECustomerKey) != "":
		set(compat.UploadEncryption, "SSE-C")
		f.KeyMD5 = fingerprint(in, out)
	case out.ServerSideEncryption != "":
		set(compat.UploadEncryption, string(out.ServerSideEncryption))
	case in.ServerSideEncryption != "":
		set(compat.UploadEncryption, string(in.ServerSideEncryption))
	}
	return f
}

// defaultChecksumType returns the type of an upload that was created with an
// algorithm alone.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
func defaultChecksumType(a types.ChecksumAlgorithm) types.ChecksumType {
	switch a {
	case types.ChecksumAlgorithmCrc64nvme:
		return types.ChecksumTypeFullObject
	case types.ChecksumAlgorithmCrc32, types.ChecksumAlgorithmCrc32c, types.ChecksumAlgorithmSha1, types.ChecksumAlgorithmSha256,
		types.ChecksumAlgorithmSha512, types.ChecksumAlgorithmMd5, types.ChecksumAlgorithmXxhash64, types.ChecksumAlgorithmXxhash3, types.ChecksumAlgorithmXxhash128:
		return types.ChecksumTypeComposite
	}
	return ""
}

// fingerprint returns the base64 MD5 of the customer's key.
func fingerprint(in *s3.CreateMultipartUploadInput, out *s3.CreateMultipartUploadOutput) string {
	if sum := aws.ToString(out.SSECustomerKeyMD5); sum != "" {
		return sum
	}
	if sum := strings.Trim(aws.ToString(in.SSECustomerKeyMD5), " \t"); sum != "" {
		return sum // as it is sent
	}
	raw, err := base64.StdEncoding.DecodeString(aws.ToString(in.SSECustomerKey))
	if err != nil || len(raw) == 0 {
		return ""
	}
	sum := md5.Sum(raw)
	return base64.StdEncoding.EncodeToString(sum[:])
}

// uploadListed reads an answer to ListParts, which says nothing of encryption.
func uploadListed(_ *s3.ListPartsInput, out *s3.ListPartsOutput) compat.Facts {
	var f compat.Facts
	_ = f.Set(compat.UploadExists, "true")
	if out.ChecksumAlgorithm != "" {
		_ = f.Set(compat.UploadChecksumAlgorithm, string(out.ChecksumAlgorithm))
	}
	if out.ChecksumType != "" {
		_ = f.Set(compat.UploadChecksumType, string(out.ChecksumType))
	}
	return f
}

// putUpload adds to what is known of an upload. Nothing about an upload ever
// changes but its end.
func (c *Cache) putUpload(bucket, key, id *string, f *compat.Facts) {
	end := c.now() + max(ticks(c.uploadTTL), 1)
	c.uploads.update(aws.ToString(id), func(old *upload) *upload {
		// Clones, since the caller's strings may be parts of something big.
		u := &upload{bucket: strings.Clone(aws.ToString(bucket)), key: strings.Clone(aws.ToString(key)), facts: *f, end: end}
		if old != nil && old.bucket == u.bucket && old.key == u.key {
			u.facts.Join(&old.facts)
		}
		return u
	})
}

func (a *Answer) noSuchUpload() bool {
	api := a.refusal()
	return api != nil && api.ErrorCode() == "NoSuchUpload"
}

// uploadGone learns from NoSuchUpload.
func (c *Cache) uploadGone(a *Answer, bucket, key, id *string) {
	if a.Err == nil || !a.noSuchUpload() {
		return
	}
	c.putEnded(bucket, key, id, "false")
	c.stats.learned.Add(1)
}

// endUpload learns that an upload was completed or aborted, or is gone. Upload ids
// aren't given twice, so what has ended doesn't come back: no part can be uploaded
// any more. But parts that were on their way when an upload was aborted may have got
// there, which is found out by listing them, and then it is aborted again.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html
func (c *Cache) endUpload(a *Answer, bucket, key, id *string) {
	if a.Err != nil && !a.noSuchUpload() {
		return
	}
	how := "false"
	if _, aborts := a.Input.(*s3.AbortMultipartUploadInput); aborts {
		how = "aborted"
	} else if out, ok := a.Output.(*s3.CompleteMultipartUploadOutput); a.Err == nil && (!ok || aws.ToString(out.ETag) == "") {
		how = "" // S3's answer has the object's ETag: this is none
	}
	c.putEnded(bucket, key, id, how)
}

// putEnded remembers that an upload has ended, and how, in the place of all that was
// known of it; if how is empty, that is only forgotten. That it was aborted stays. It is remembered anew, so that it makes room
// before uploads that are asked for. An upload of another object that was confused with
// it stays.
func (c *Cache) putEnded(bucket, key, id *string, how string) {
	ended := &upload{bucket: strings.Clone(aws.ToString(bucket)), key: strings.Clone(aws.ToString(key)), end: c.now() + max(ticks(min(c.uploadTTL, time.Hour)), 1)}
	other := false
	c.uploads.update(aws.ToString(id), func(old *upload) *upload {
		if other = old != nil && (old.bucket != ended.bucket || old.key != ended.key); other {
			return old
		}
		if old != nil {
			if before, _ := old.facts.Get(compat.UploadExists); before == "aborted" {
				how = before
			}
		}
		return nil
	})
	if !other && how != "" {
		_ = ended.facts.Set(compat.UploadExists, how)
		c.uploads.update(aws.ToString(id), func(*upload) *upload { return ended })
	}
}
