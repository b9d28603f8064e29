package multipart_test

import (
	"context"
	"crypto/md5"
	"encoding/base64"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/op/completemultipartupload"
	"github.com/s3safe/s3safe-go/s3safe/op/createmultipartupload"
	"github.com/s3safe/s3safe-go/s3safe/op/multipart"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// creator answers to the creation of an upload.
type creator struct {
	in *s3.CreateMultipartUploadInput
}

func (c *creator) CreateMultipartUpload(_ context.Context, in *s3.CreateMultipartUploadInput, _ ...func(*s3.Options)) (*s3.CreateMultipartUploadOutput, error) {
	c.in = in
	return &s3.CreateMultipartUploadOutput{UploadId: aws.String("upload"), ServerSideEncryption: in.ServerSideEncryption}, nil
}

func begin(t *testing.T, change func(createmultipartupload.GeneralBuilder) createmultipartupload.GeneralBuilder) multipart.Session {
	t.Helper()
	s, err := change(createmultipartupload.General("reports-2026", "video.mp4")).Start(context.Background(), &creator{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestCarries: every request of the session has what the creation chose.
func TestCarries(t *testing.T) {
	key := opt.CustomerKey([32]byte{1})
	s := begin(t, func(b createmultipartupload.GeneralBuilder) createmultipartupload.GeneralBuilder {
		return b.Encryption(key).Checksum(opt.Composite(opt.SHA256())).ExpectedBucketOwner("123456789012").RequesterPays()
	})
	if s.Bucket() != "reports-2026" || s.Key() != "video.mp4" || s.UploadID() != "upload" {
		t.Errorf("%s %s %s", s.Bucket(), s.Key(), s.UploadID())
	}
	parts := opt.Parts().PartWithChecksum(2, "b", opt.SHA256Value([32]byte{2})).PartWithChecksum(1, "a", opt.SHA256Value([32]byte{1}))
	part, err1 := s.Part(1, strings.NewReader("x")).ContentLength(1).Build()
	copied, err2 := s.CopyPart(2, opt.Source("other", "k")).SourceRange(opt.SourceRange(0, 9)).SourceIf(opt.Match("e")).ExpectedSourceBucketOwner("123456789012").Build()
	list, err3 := s.List().MaxParts(10).AfterPart(1).Build()
	done, err4 := s.Complete(parts).If(opt.Absent()).MpuObjectSize(6 << 20).Build()
	abort, err5 := s.Abort().Build()
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"Bucket": "reports-2026", "Key": "video.mp4", "UploadId": "upload", "ExpectedBucketOwner": "123456789012", "SSECustomerKeyMD5": customerKeyMD5([32]byte{1})}
	for _, in := range []any{part, copied, list, done, abort} {
		v := reflect.ValueOf(in).Elem()
		for name, text := range want {
			if f := v.FieldByName(name); f.IsValid() && (f.IsNil() || f.Elem().String() != text) {
				t.Errorf("%T.%s: %v", in, name, f)
			}
		}
		if f := v.FieldByName("RequestPayer"); f.String() != "requester" {
			t.Errorf("%T: the requester doesn't pay", in)
		}
	}
	if part.ChecksumAlgorithm != types.ChecksumAlgorithmSha256 || done.ChecksumType != types.ChecksumTypeComposite {
		t.Errorf("%s, %s", part.ChecksumAlgorithm, done.ChecksumType)
	}
	if n := *done.MultipartUpload.Parts[0].PartNumber; n != 1 {
		t.Errorf("the first part is %d", n)
	}
}

// TestContradictions: what doesn't fit the upload is found before it is sent.
func TestContradictions(t *testing.T) {
	s := begin(t, func(b createmultipartupload.GeneralBuilder) createmultipartupload.GeneralBuilder {
		return b.Checksum(opt.Composite(opt.SHA256()))
	})
	var stopped *s3safe.IncompatibleError
	if _, err := s.Complete(opt.Parts().Part(1, "a")).Build(); !errors.As(err, &stopped) || stopped.Findings[0].Rule.ID != "complete-part-checksum-missing" {
		t.Errorf("a part without a checksum: %v", err)
	}
	if _, err := s.Complete(opt.Parts().PartWithChecksum(1, "a", opt.CRC32Value(1))).Build(); !errors.As(err, &stopped) {
		t.Errorf("a part with another checksum: %v", err)
	}
	var bad *opt.ValueError
	if _, err := s.Part(1, nil).ChecksumValue("AAAA").Build(); !errors.As(err, &stopped) || errors.As(err, &bad) ||
		stopped.Findings[0].Rule.ID != "checksum-value-malformed" || !strings.Contains(err.Error(), "ChecksumSHA256") {
		t.Errorf("a short checksum: %v", err)
	}
	plain := begin(t, func(b createmultipartupload.GeneralBuilder) createmultipartupload.GeneralBuilder { return b })
	if _, err := plain.Part(1, nil).ChecksumValue("AAAA").Build(); !errors.As(err, &bad) {
		t.Errorf("a checksum of an unknown algorithm: %v", err)
	}
	if _, err := plain.Part(0, nil).Build(); !errors.As(err, &stopped) {
		t.Errorf("part 0: %v", err)
	}
	if _, err := plain.Complete(opt.Parts()).Build(); !errors.As(err, &stopped) {
		t.Errorf("no parts: %v", err)
	}
	if _, err := multipart.Of(nil, nil); err == nil {
		t.Error("a session of nothing")
	}
}

// TestUploaded: parts come from S3's answers, with their checksums where the upload
// has an algorithm.
func TestUploaded(t *testing.T) {
	sum := "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
	part := &s3.UploadPartOutput{ETag: aws.String("a"), ChecksumSHA256: &sum}
	copied := &s3.UploadPartCopyOutput{CopyPartResult: &types.CopyPartResult{ETag: aws.String("b"), ChecksumSHA256: &sum}}
	parts := opt.Parts().Uploaded(1, part).Copied(2, copied)
	composite := begin(t, func(b createmultipartupload.GeneralBuilder) createmultipartupload.GeneralBuilder {
		return b.Checksum(opt.Composite(opt.SHA256()))
	})
	plain := begin(t, func(b createmultipartupload.GeneralBuilder) createmultipartupload.GeneralBuilder { return b })
	general := completemultipartupload.General("reports-2026", "video.mp4", "upload", parts)
	with := completemultipartupload.General("reports-2026", "video.mp4", "upload", opt.Parts().UploadedWithChecksum(1, part).CopiedWithChecksum(2, copied))
	for name, c := range map[string]struct {
		build  func() (*s3.CompleteMultipartUploadInput, error)
		listed bool
	}{"composite": {composite.Complete(parts).Build, true}, "plain": {plain.Complete(parts).Build, false}, "without a session": {general.Build, false}, "asked for": {with.Build, true}} {
		in, err := c.build()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for i, p := range in.MultipartUpload.Parts {
			if *p.PartNumber != int32(i+1) || *p.ETag != []string{"a", "b"}[i] || (p.ChecksumSHA256 != nil) != c.listed {
				t.Errorf("%s: %+v", name, p)
			}
		}
	}
	_, err := plain.Complete(opt.Parts().Uploaded(1, nil).Copied(2, &s3.UploadPartCopyOutput{}).Uploaded(3, &s3.UploadPartOutput{})).Build()
	for _, text := range []string{"[complete-part-incomplete]", "MultipartUpload.Parts[0].ETag isn't set", "MultipartUpload.Parts[1].ETag", "MultipartUpload.Parts[2].ETag"} {
		if err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("%q isn't in %v", text, err)
		}
	}
}

// TestNotStarted: a creation with findings sends nothing.
func TestNotStarted(t *testing.T) {
	c := &creator{}
	if _, err := createmultipartupload.General("reports-2026", "k").Encryption(opt.KMS("")).Start(context.Background(), c); err == nil || c.in != nil {
		t.Errorf("%v, %v", err, c.in)
	}
}

func customerKeyMD5(key [32]byte) string {
	sum := md5.Sum(key[:])
	return base64.StdEncoding.EncodeToString(sum[:])
}
