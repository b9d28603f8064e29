package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// stage is the state of a bucket in which a request is tried. Stages are
// comparable: requests that need the same one can share a bucket.
type stage struct {
	missing    bool   // the bucket doesn't exist
	versioning string // Unversioned, Enabled or Suspended
	lock       bool
	retention  string // default retention: none, GOVERNANCE or COMPLIANCE
	ownership  string // empty: as S3 sets it up
	noControls bool   // no ownership controls
	policy     bool
	public     bool // the policy allows everyone everything
	publicACL  bool // the ACL allows everyone to read and write
	cors       bool
	website    bool
	tags       bool
	occupied   bool // an object is in it that no request touches
	empty      bool // certainly nothing is in it
}

// stageOf makes the stage that the facts ask for.
func stageOf(x *compat.Facts, op compat.Operation) stage {
	get := func(f compat.Feature) string { v, _ := x.Get(f); return v }
	s := stage{
		missing:    get(compat.Exists) == "false",
		versioning: "Unversioned",
		lock:       get(compat.ObjectLock) == "Enabled",
		retention:  "none",
		ownership:  get(compat.Ownership),
		noControls: get(compat.OwnershipControls) == "none",
		policy:     get(compat.Policy) == "some",
		cors:       get(compat.CORS) == "some",
		website:    get(compat.Website) == "some",
		tags:       get(compat.Tags) == "some",
		occupied:   get(compat.Empty) == "false",
		empty:      get(compat.Empty) == "true" || get(compat.Empty) == "" && op == operation.DeleteBucket,
	}
	if op == operation.CreateBucket && get(compat.Exists) != "true" {
		s.missing = true
	}
	if v := get(compat.DefaultRetention); v != "" && v != "none" {
		s.retention, s.lock = v, true
	}
	if v := get(compat.Versioning); v != "" {
		s.versioning = v
	}
	if s.lock {
		s.versioning = "Enabled"
	}
	return s
}

// open lets everyone do everything in the bucket, or, if the facts say that it
// has no policy, what its ACL can allow.
func (s *stage) open(x *compat.Facts) {
	switch v, known := x.Get(compat.Policy); {
	case s.missing:
	case !known || v == "some":
		s.policy, s.public = true, true
	default:
		s.publicACL = !s.noControls && (s.ownership == "BucketOwnerPreferred" || s.ownership == "ObjectWriter")
	}
}

// describe adds to the facts what is true of the stage.
func (s stage) describe(x *compat.Facts) {
	lock, controls := "none", "some"
	if s.lock {
		lock = "Enabled"
	}
	if s.noControls {
		controls = "none"
	}
	ownership := s.ownership
	if ownership == "" {
		ownership = "BucketOwnerEnforced"
	}
	some := func(b bool) string {
		if b {
			return "some"
		}
		return "none"
	}
	var y compat.Facts
	y = y.With(compat.Versioning, s.versioning).With(compat.ObjectLock, lock).With(compat.DefaultRetention, s.retention).
		With(compat.Ownership, ownership).With(compat.OwnershipControls, controls).
		With(compat.Policy, some(s.policy)).With(compat.CORS, some(s.cors)).With(compat.Website, some(s.website)).
		With(compat.Tags, some(s.tags)).With(compat.OwnedByCaller, "true").With(compat.MFADelete, "Disabled")
	if !s.missing {
		y = y.With(compat.Exists, "true")
	}
	if s.occupied {
		y = y.With(compat.Empty, "false")
	} else if s.empty {
		y = y.With(compat.Empty, "true")
	}
	x.Join(&y)
}

// build creates the bucket in the stage.
func (s stage) build(ctx context.Context, client *s3.Client, name string) error {
	if s.missing {
		return nil
	}
	b := aws.String(name)
	in := &s3.CreateBucketInput{Bucket: b, ObjectOwnership: types.ObjectOwnership(s.ownership)}
	if s.ownership == "" {
		// The server's own default differs.
		in.ObjectOwnership = types.ObjectOwnershipBucketOwnerEnforced
	}
	if s.lock {
		in.ObjectLockEnabledForBucket = aws.Bool(true)
	}
	if region := client.Options().Region; region != "us-east-1" {
		in.CreateBucketConfiguration = &types.CreateBucketConfiguration{LocationConstraint: types.BucketLocationConstraint(region)}
	}
	if _, err := client.CreateBucket(ctx, in); err != nil {
		return err
	}
	if s.versioning != "Unversioned" && !s.lock {
		// Suspended versioning has been enabled before.
		for _, status := range []string{"Enabled", s.versioning} {
			if _, err := client.PutBucketVersioning(ctx, &s3.PutBucketVersioningInput{
				Bucket:                  b,
				VersioningConfiguration: &types.VersioningConfiguration{Status: types.BucketVersioningStatus(status)},
			}); err != nil {
				return err
			}
		}
	}
	if s.retention != "none" {
		if _, err := client.PutObjectLockConfiguration(ctx, &s3.PutObjectLockConfigurationInput{
			Bucket: b,
			ObjectLockConfiguration: &types.ObjectLockConfiguration{
				ObjectLockEnabled: types.ObjectLockEnabledEnabled,
				Rule: &types.ObjectLockRule{DefaultRetention: &types.DefaultRetention{
					Mode: types.ObjectLockRetentionMode(s.retention), Days: aws.Int32(1),
				}},
			},
		}); err != nil {
			return err
		}
	}
	if s.occupied {
		if _, err := client.PutObject(ctx, &s3.PutObjectInput{Bucket: b, Key: aws.String("occupied"), Body: strings.NewReader(body)}); err != nil {
			return err
		}
	}
	return s.configure(ctx, client, b)
}

// configure puts the configurations of the bucket.
func (s stage) configure(ctx context.Context, client *s3.Client, b *string) error {
	if s.tags {
		if _, err := client.PutBucketTagging(ctx, &s3.PutBucketTaggingInput{Bucket: b, Tagging: &types.Tagging{
			TagSet: []types.Tag{{Key: aws.String("k"), Value: aws.String("v")}},
		}}); err != nil {
			return err
		}
	}
	if s.cors {
		if _, err := client.PutBucketCors(ctx, &s3.PutBucketCorsInput{Bucket: b, CORSConfiguration: &types.CORSConfiguration{
			CORSRules: []types.CORSRule{{AllowedMethods: []string{"GET"}, AllowedOrigins: []string{"*"}}},
		}}); err != nil {
			return err
		}
	}
	if s.website {
		if _, err := client.PutBucketWebsite(ctx, &s3.PutBucketWebsiteInput{Bucket: b, WebsiteConfiguration: &types.WebsiteConfiguration{
			IndexDocument: &types.IndexDocument{Suffix: aws.String("index.html")},
		}}); err != nil {
			return err
		}
	}
	if s.publicACL {
		if _, err := client.PutBucketAcl(ctx, &s3.PutBucketAclInput{Bucket: b, ACL: types.BucketCannedACLPublicReadWrite}); err != nil {
			return err
		}
	}
	if s.policy {
		action, resource := "s3:GetObject", *b+"/public/*"
		if s.public {
			action, resource = "s3:*", *b+`","arn:aws:s3:::`+*b+"/*"
		}
		if _, err := client.PutBucketPolicy(ctx, &s3.PutBucketPolicyInput{Bucket: b, Policy: aws.String(fmt.Sprintf(
			`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"%s","Resource":["arn:aws:s3:::%s"]}]}`, action, resource,
		))}); err != nil {
			return err
		}
	}
	if s.noControls {
		if _, err := client.DeleteBucketOwnershipControls(ctx, &s3.DeleteBucketOwnershipControlsInput{Bucket: b}); err != nil {
			return err
		}
	}
	return nil
}
