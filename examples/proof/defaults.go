package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/examples/internal/trial"
	"github.com/s3safe/s3safe-go/examples/s3server"
	"github.com/s3safe/s3safe-go/s3safe"
)

// defaults calls the store over TLS as an application does that sets nothing, and
// with the settings of the store's profile, and tells for each what was answered and
// whether the guard foretold it.
func (s *server) defaults(ctx context.Context, out io.Writer) (err error) {
	server, err := s.Start(ctx, trial.Session{Region: s3server.DefaultRegion, TLS: true, Account: trial.Account})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Close()) }()
	bucket := aws.String("defaults")
	// It may be there from an earlier run; if it isn't, the calls tell.
	_, _ = server.Client().CreateBucket(ctx, &s3.CreateBucketInput{Bucket: bucket})
	key := aws.String("k")
	calls := []struct {
		name string
		do   func(*s3.Client) error
	}{
		{"PutObject", func(c *s3.Client) error {
			_, err := c.PutObject(ctx, &s3.PutObjectInput{Bucket: bucket, Key: key, Body: strings.NewReader(trial.Body)})
			return err
		}},
		{"PutObject with ChecksumAlgorithm SHA256", func(c *s3.Client) error {
			_, err := c.PutObject(ctx, &s3.PutObjectInput{Bucket: bucket, Key: key, Body: strings.NewReader(trial.Body), ChecksumAlgorithm: types.ChecksumAlgorithmSha256})
			return err
		}},
		{"GetObject", func(c *s3.Client) error {
			got, err := c.GetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: key})
			if err != nil {
				return err
			}
			_, err = io.Copy(io.Discard, got.Body)
			return errors.Join(err, got.Body.Close())
		}},
		{"multipart upload", func(c *s3.Client) error {
			created, err := c.CreateMultipartUpload(ctx, &s3.CreateMultipartUploadInput{Bucket: bucket, Key: key})
			if err != nil {
				return err
			}
			part, err := c.UploadPart(ctx, &s3.UploadPartInput{Bucket: bucket, Key: key, UploadId: created.UploadId, PartNumber: aws.Int32(1), Body: strings.NewReader(trial.Body)})
			if err != nil {
				_, abort := c.AbortMultipartUpload(ctx, &s3.AbortMultipartUploadInput{Bucket: bucket, Key: key, UploadId: created.UploadId})
				return errors.Join(err, abort)
			}
			_, err = c.CompleteMultipartUpload(ctx, &s3.CompleteMultipartUploadInput{Bucket: bucket, Key: key, UploadId: created.UploadId,
				MultipartUpload: &types.CompletedMultipartUpload{Parts: []types.CompletedPart{{ETag: part.ETag, PartNumber: aws.Int32(1)}}}})
			return err
		}},
		{"DeleteObjects", func(c *s3.Client) error {
			_, err := c.DeleteObjects(ctx, &s3.DeleteObjectsInput{Bucket: bucket, Delete: &types.Delete{Objects: []types.ObjectIdentifier{{Key: aws.String("gone")}}}})
			return err
		}},
	}
	fmt.Fprintf(out, "%-42s %-34s %-34s %s\n", "over https", "as the SDK does it", "with the profile's Options", "foretold")
	for _, c := range calls {
		var told []string
		guard := s3safe.Guard(s3safe.WithProvider(s.profile()), s3safe.WithMode(s3safe.Report),
			s3safe.OnFinding(func(_ context.Context, e s3safe.Event) {
				for _, f := range e.Findings {
					told = append(told, f.Rule.ID)
				}
			}))
		plainly := said(c.do(server.Client(guard)))
		foretold := strings.Join(told, " ")
		cured := said(c.do(server.Client(s.profile().Options(server.Endpoint()), guard)))
		fmt.Fprintf(out, "%-42s %-34s %-34s %s\n", c.name, plainly, cured, foretold)
	}
	return nil
}

func said(err error) string {
	if err == nil {
		return "carried out"
	}
	var status interface{ HTTPStatusCode() int }
	var code interface{ ErrorCode() string }
	switch {
	case errors.As(err, &status) && errors.As(err, &code):
		return fmt.Sprintf("%d %s", status.HTTPStatusCode(), code.ErrorCode())
	}
	return err.Error()
}
