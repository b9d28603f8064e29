package verify

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
)

// Cleaned is what a cleanup did.
type Cleaned struct {
	// Removed are the buckets that it removed.
	Removed []string
	// Left are those that it didn't, each with the reason.
	Left []string
}

// Cleanup removes what earlier runs left: the buckets that have the prefix and stand
// in the ledger or have the tag. With a run's id it removes that run's only; without
// it, those of a run that is still going too. Directory buckets and access points are
// looked for if Zone and AccessPoint say so, or if the ledger has the name of one.
func (r *Run) Cleanup(ctx context.Context, id string) (*Cleaned, error) {
	if err := r.begin(transportOf(r.Config)); err != nil {
		return nil, err
	}
	r.meter.clear()
	known, err := readLedger(r.ledgerName())
	if err != nil {
		return nil, err
	}
	var errs []error
	if r.AccessPoint || r.Endpoint == "" && known.has(r.prefix(), accessBucket) {
		errs = append(errs, r.removeAccessPoints(ctx, id))
	}
	cleaned, err := r.cleanup(ctx, known, id)
	return cleaned, errors.Join(append(errs, err)...)
}

func (r *Run) cleanup(ctx context.Context, known *noted, id string) (*Cleaned, error) {
	prefix := r.prefix()
	if id != "" {
		prefix += id + "-"
	}
	client, err := r.client(prefix)
	if err != nil {
		return &Cleaned{}, err
	}
	var names []types.Bucket
	pages := s3.NewListBucketsPaginator(client, &s3.ListBucketsInput{Prefix: &prefix})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return &Cleaned{}, fmt.Errorf("verify: the buckets that are to be removed can't be listed: %w", err)
		}
		names = append(names, page.Buckets...)
	}
	if r.Zone != "" || r.Endpoint == "" && known.has(prefix, directorySuffix) {
		express := s3.NewListDirectoryBucketsPaginator(client, &s3.ListDirectoryBucketsInput{})
		for express.HasMorePages() {
			page, err := express.NextPage(ctx)
			if err != nil {
				return &Cleaned{}, fmt.Errorf("verify: the directory buckets that are to be removed can't be listed: %w", err)
			}
			names = append(names, page.Buckets...)
		}
	}
	out := &Cleaned{}
	for _, b := range names {
		name := aws.ToString(b.Name)
		if !strings.HasPrefix(name, prefix) {
			continue // a store that doesn't know the parameter lists all
		}
		c := client
		if region := aws.ToString(b.BucketRegion); region != "" && region != r.Config.Region {
			if c, err = r.client(prefix, func(o *s3.Options) { o.Region = region }); err != nil {
				return out, err
			}
		}
		if !known.buckets[name] && !tagged(ctx, c, name) {
			out.Left = append(out.Left, name+": it has the prefix, but neither the tag nor a line in the ledger")
			continue
		}
		if err := known.remove(ctx, c, name); err != nil {
			out.Left = append(out.Left, fmt.Sprintf("%s: %v", name, err))
			continue
		}
		out.Removed = append(out.Removed, name)
	}
	slices.Sort(out.Removed)
	return out, nil
}

// tagged reports whether the bucket has the run's tag.
func tagged(ctx context.Context, c *s3.Client, bucket string) bool {
	out, err := c.GetBucketTagging(ctx, &s3.GetBucketTaggingInput{Bucket: &bucket})
	if err != nil {
		return false
	}
	return slices.ContainsFunc(out.TagSet, func(t types.Tag) bool { return aws.ToString(t.Key) == TagKey })
}

// remove deletes a bucket with all that is in it. That there is none is as good.
func (n *noted) remove(ctx context.Context, c *s3.Client, bucket string) error {
	b := aws.String(bucket)
	gone := func() error {
		_, err := c.DeleteBucket(ctx, &s3.DeleteBucketInput{Bucket: b})
		if code(err) == "NoSuchBucket" {
			return nil
		}
		return err
	}
	err := gone()
	if err == nil {
		return nil
	}
	if code(err) == "AccessDenied" {
		// A policy may keep even its author out of everything else.
		_, _ = c.DeleteBucketPolicy(ctx, &s3.DeleteBucketPolicyInput{Bucket: b})
	}
	if err := n.empty(ctx, c, b); err != nil {
		return err
	}
	return gone()
}

// empty removes all versions and unfinished uploads.
func (n *noted) empty(ctx context.Context, c *s3.Client, b *string) error {
	uploads := s3.NewListMultipartUploadsPaginator(c, &s3.ListMultipartUploadsInput{Bucket: b})
	for uploads.HasMorePages() {
		page, err := uploads.NextPage(ctx)
		if err != nil {
			break // what can't be listed here shows when the bucket goes
		}
		for _, u := range page.Uploads {
			_, _ = c.AbortMultipartUpload(ctx, &s3.AbortMultipartUploadInput{Bucket: b, Key: u.Key, UploadId: u.UploadId})
		}
	}
	if strings.HasSuffix(*b, directorySuffix) {
		return emptyDirectory(ctx, c, b)
	}
	// XML can't tell every key that an object can have.
	versions := s3.NewListObjectVersionsPaginator(c, &s3.ListObjectVersionsInput{Bucket: b, EncodingType: types.EncodingTypeUrl})
	for versions.HasMorePages() {
		page, err := versions.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, v := range page.Versions {
			if err := n.discard(ctx, c, b, plainKey(v.Key, page.EncodingType), v.VersionId); err != nil {
				return err
			}
		}
		for _, v := range page.DeleteMarkers {
			if err := n.discard(ctx, c, b, plainKey(v.Key, page.EncodingType), v.VersionId); err != nil {
				return err
			}
		}
	}
	return nil
}

// plainKey is the key that a listing tells.
func plainKey(key *string, encoding types.EncodingType) *string {
	if encoding != types.EncodingTypeUrl || key == nil {
		return key
	}
	plain, err := url.QueryUnescape(*key)
	if err != nil {
		return key
	}
	return &plain
}

func emptyDirectory(ctx context.Context, c *s3.Client, b *string) error {
	objects := s3.NewListObjectsV2Paginator(c, &s3.ListObjectsV2Input{Bucket: b})
	for objects.HasMorePages() {
		page, err := objects.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, o := range page.Contents {
			if _, err := c.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: b, Key: o.Key}); err != nil {
				return err
			}
		}
	}
	return nil
}

// discard removes a version by the key that a listing tells, and by those that it may
// stand for.
func (n *noted) discard(ctx context.Context, c *s3.Client, b, key, version *string) error {
	for _, odd := range n.keys[aws.ToString(key)] {
		if err := discard(ctx, c, b, &odd, version); err != nil {
			return err
		}
	}
	return discard(ctx, c, b, key, version)
}

// discard removes a version, and lifts first what locks it, if it is locked.
func discard(ctx context.Context, c *s3.Client, b, key, version *string) error {
	in := &s3.DeleteObjectInput{Bucket: b, Key: key, VersionId: version}
	_, err := c.DeleteObject(ctx, in)
	if err == nil {
		return nil
	}
	_, _ = c.PutObjectLegalHold(ctx, &s3.PutObjectLegalHoldInput{Bucket: b, Key: key, VersionId: version,
		LegalHold: &types.ObjectLockLegalHold{Status: types.ObjectLockLegalHoldStatusOff}})
	in.BypassGovernanceRetention = aws.Bool(true)
	_, err = c.DeleteObject(ctx, in)
	return err
}

func code(err error) string {
	var api smithy.APIError
	if errors.As(err, &api) {
		return api.ErrorCode()
	}
	return ""
}
