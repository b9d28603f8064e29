package verify

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/s3control"

	"github.com/s3safe/s3safe-go/compat"
)

const (
	directorySuffix = "--x-s3"        // ends the name of a directory bucket
	accessBucket    = "access-bucket" // ends the name of the access point's bucket
)

// targets makes the directory bucket and the access point that are asked for. undo
// removes what isn't a general purpose bucket; it is never nil.
func (r *Run) targets(ctx context.Context, l *ledger) (own map[compat.TargetKind]string, undo func(context.Context) error, err error) {
	own = map[compat.TargetKind]string{}
	undo = func(context.Context) error { return nil }
	if r.Endpoint != "" && (r.Zone != "" || r.AccessPoint) {
		return own, undo, errors.New("verify: only Amazon S3 has directory buckets and access points")
	}
	client, err := r.client(r.own())
	if err != nil {
		return own, undo, err
	}
	if r.Zone != "" {
		name := r.own() + "directory--" + r.Zone + directorySuffix
		if err := l.add(entry{Bucket: name, Run: r.id}); err != nil {
			return own, undo, err
		}
		if _, err := client.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: &name, CreateBucketConfiguration: &types.CreateBucketConfiguration{
			Location: &types.LocationInfo{Type: types.LocationTypeAvailabilityZone, Name: &r.Zone},
			Bucket:   &types.BucketInfo{Type: types.BucketTypeDirectory, DataRedundancy: types.DataRedundancySingleAvailabilityZone},
		}}); err != nil {
			return own, undo, fmt.Errorf("verify: making a directory bucket: %w", err)
		}
		own[compat.DirectoryBucket] = name
	}
	if r.AccessPoint {
		name := r.own() + "access"
		bucket := r.own() + accessBucket
		if err := l.add(entry{Bucket: bucket, Run: r.id}); err != nil {
			return own, undo, err
		}
		in := &s3.CreateBucketInput{Bucket: &bucket}
		if r.Config.Region != "us-east-1" {
			in.CreateBucketConfiguration = &types.CreateBucketConfiguration{LocationConstraint: types.BucketLocationConstraint(r.Config.Region)}
		}
		if _, err := client.CreateBucket(ctx, in); err != nil {
			return own, undo, fmt.Errorf("verify: making the bucket of an access point: %w", err)
		}
		if err := mark(ctx, client, bucket, r.id); err != nil {
			return own, undo, err
		}
		// As other scratch buckets have it: since April 2026 a fresh one doesn't.
		if err := allowCustomerKeys(ctx, client, bucket); err != nil {
			return own, undo, fmt.Errorf("verify: the bucket of an access point: %w", err)
		}
		undo = func(ctx context.Context) error { return r.removeAccessPoints(ctx, r.id) }
		out, err := r.control().CreateAccessPoint(ctx, &s3control.CreateAccessPointInput{AccountId: &r.Account, Name: &name, Bucket: &bucket})
		if err != nil {
			return own, undo, fmt.Errorf("verify: making an access point: %w", err)
		}
		own[compat.AccessPoint] = aws.ToString(out.AccessPointArn)
	}
	return own, undo, nil
}

// allowCustomerKeys lets a bucket take SSE-C.
func allowCustomerKeys(ctx context.Context, c *s3.Client, bucket string) error {
	_, err := c.PutBucketEncryption(ctx, &s3.PutBucketEncryptionInput{Bucket: &bucket,
		ServerSideEncryptionConfiguration: &types.ServerSideEncryptionConfiguration{Rules: []types.ServerSideEncryptionRule{{
			ApplyServerSideEncryptionByDefault: &types.ServerSideEncryptionByDefault{SSEAlgorithm: types.ServerSideEncryptionAes256},
			BlockedEncryptionTypes:             &types.BlockedEncryptionTypes{EncryptionType: []types.EncryptionType{types.EncryptionTypeNone}},
		}}}})
	return err
}

// control is the client of the operations on access points. Their names begin with
// the run's prefix wherever it calls them.
func (r *Run) control() *s3control.Client {
	return s3control.NewFromConfig(r.Config, func(o *s3control.Options) { o.HTTPClient = r.meter })
}

// removeAccessPoints removes those with the prefix, of the run with the id or of all.
func (r *Run) removeAccessPoints(ctx context.Context, id string) error {
	prefix := r.prefix()
	if id != "" {
		prefix += id + "-"
	}
	control := r.control()
	var errs []error
	pages := s3control.NewListAccessPointsPaginator(control, &s3control.ListAccessPointsInput{AccountId: &r.Account})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return fmt.Errorf("verify: the access points that are to be removed can't be listed: %w", err)
		}
		for _, p := range page.AccessPointList {
			// An access point has no tag to tell it by; it has the prefix and is on
			// a bucket with the prefix.
			if !strings.HasPrefix(aws.ToString(p.Name), prefix) || !strings.HasPrefix(aws.ToString(p.Bucket), prefix) {
				continue
			}
			if _, err := control.DeleteAccessPoint(ctx, &s3control.DeleteAccessPointInput{AccountId: &r.Account, Name: p.Name}); err != nil {
				errs = append(errs, fmt.Errorf("verify: access point %s: %w", aws.ToString(p.Name), err))
			}
		}
	}
	return errors.Join(errs...)
}
