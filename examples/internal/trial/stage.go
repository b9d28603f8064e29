package trial

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

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
	marked     bool // it is given a tag when it is made
	occupied   bool // an object is in it that no request touches
	empty      bool // certainly nothing is in it

	// full is set if the store has the states below; otherwise they are what they
	// are there.
	full       bool
	payer      string // BucketOwner or Requester
	encryption string
	bucketKey  bool
	blockSSEC  bool
	accelerate string // none, Enabled or Suspended
	blocks     blocks
	noBlocks   bool // no public access block
	abac       bool
	lifecycle  bool
	analytics  bool
	metrics    bool
	tiering    bool
}

// blocks is a public access block.
type blocks struct{ publicACLs, ignoreACLs, publicPolicy, restrict bool }

// stageOf makes the stage that the facts ask for. At a store that has all states,
// those that the facts leave open are a fresh bucket's.
func (at *Store) stageOf(x *compat.Facts, op compat.Operation) stage {
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
	if at.Scratch != nil {
		s.marked = true
		s.tags = get(compat.Tags) != "none"
	}
	if at.Limits.State != nil {
		s.extend(x)
	}
	return s
}

// extend adds the states that only Amazon S3 is sure to have.
func (s *stage) extend(x *compat.Facts) {
	get := func(f compat.Feature, fresh string) string {
		if v, ok := x.Get(f); ok {
			return v
		}
		return fresh
	}
	s.full = true
	s.payer = get(compat.Payer, "BucketOwner")
	s.encryption = get(compat.DefaultEncryption, "AES256")
	s.bucketKey = get(compat.BucketKey, "false") == "true"
	s.blockSSEC = get(compat.BlockedSSEC, "false") == "true"
	s.accelerate = get(compat.Acceleration, "none")
	s.noBlocks = get(compat.PublicAccessBlock, "some") == "none"
	if !s.noBlocks {
		s.blocks = blocks{
			publicACLs:   get(compat.BlockPublicACLs, "true") == "true",
			ignoreACLs:   get(compat.IgnorePublicACLs, "true") == "true",
			publicPolicy: get(compat.BlockPublicPolicy, "true") == "true",
			restrict:     get(compat.RestrictPublic, "true") == "true",
		}
	}
	s.abac = get(compat.ABAC, "Disabled") == "Enabled"
	s.lifecycle = get(compat.Lifecycle, "none") == "some"
	s.analytics = get(compat.Analytics, "none") == "some"
	s.metrics = get(compat.Metrics, "none") == "some"
	s.tiering = get(compat.Tiering, "none") == "some"
}

// open lets everyone do everything in the bucket, or, if the facts say that it
// has no policy, what its ACL can allow.
func (s *stage) open(x *compat.Facts) {
	if s.full {
		s.noBlocks, s.blocks = false, blocks{}
	}
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
	if s.full {
		s.describeAll(&y, some)
	}
	x.Join(&y)
}

func (s stage) describeAll(y *compat.Facts, some func(bool) string) {
	bool := func(b bool) string { return strconv.FormatBool(b) }
	abac := "Disabled"
	if s.abac {
		abac = "Enabled"
	}
	*y = y.With(compat.Payer, s.payer).With(compat.DefaultEncryption, s.encryption).With(compat.BucketKey, bool(s.bucketKey)).
		With(compat.BlockedSSEC, bool(s.blockSSEC)).With(compat.Acceleration, s.accelerate).
		With(compat.BlockPublicACLs, bool(s.blocks.publicACLs)).With(compat.IgnorePublicACLs, bool(s.blocks.ignoreACLs)).
		With(compat.BlockPublicPolicy, bool(s.blocks.publicPolicy)).With(compat.RestrictPublic, bool(s.blocks.restrict)).
		With(compat.PublicAccessBlock, some(!s.noBlocks)).With(compat.ABAC, abac).With(compat.Lifecycle, some(s.lifecycle)).
		With(compat.Analytics, some(s.analytics)).With(compat.Metrics, some(s.metrics)).With(compat.Tiering, some(s.tiering)).
		With(compat.Replication, "none").With(compat.Inventory, "none").With(compat.DefaultEventHold, "none")
	if s.ownership == "" || s.ownership == "BucketOwnerEnforced" {
		*y = y.With(compat.Grants, "owner")
	}
}

// build creates the bucket in the stage.
func (s stage) build(ctx context.Context, client *s3.Client, name, account string, made func(context.Context, string) error) error {
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
	if err := made(ctx, name); err != nil {
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
		if _, err := client.PutObject(ctx, &s3.PutObjectInput{Bucket: b, Key: aws.String("occupied"), Body: strings.NewReader(Body)}); err != nil {
			return err
		}
	}
	// Before ABAC is enabled, after which tags are changed by other operations only.
	if err := s.configureTags(ctx, client, b); err != nil {
		return err
	}
	if s.full {
		if err := s.configureAll(ctx, client, b); err != nil {
			return err
		}
	}
	return s.configure(ctx, client, b, account)
}

// configureAll puts the states that only Amazon S3 is sure to have. Those whose
// default has changed over the years are put in any case.
func (s stage) configureAll(ctx context.Context, client *s3.Client, b *string) error {
	var errs []error
	rule := types.ServerSideEncryptionRule{
		ApplyServerSideEncryptionByDefault: &types.ServerSideEncryptionByDefault{SSEAlgorithm: types.ServerSideEncryption(s.encryption)},
		BlockedEncryptionTypes:             &types.BlockedEncryptionTypes{EncryptionType: []types.EncryptionType{types.EncryptionTypeNone}},
	}
	if s.bucketKey {
		rule.BucketKeyEnabled = aws.Bool(true)
	}
	if s.blockSSEC {
		rule.BlockedEncryptionTypes.EncryptionType[0] = types.EncryptionTypeSseC
	}
	_, err := client.PutBucketEncryption(ctx, &s3.PutBucketEncryptionInput{Bucket: b,
		ServerSideEncryptionConfiguration: &types.ServerSideEncryptionConfiguration{Rules: []types.ServerSideEncryptionRule{rule}}})
	errs = append(errs, err)
	if s.noBlocks {
		_, err = client.DeletePublicAccessBlock(ctx, &s3.DeletePublicAccessBlockInput{Bucket: b})
	} else {
		_, err = client.PutPublicAccessBlock(ctx, &s3.PutPublicAccessBlockInput{Bucket: b,
			PublicAccessBlockConfiguration: &types.PublicAccessBlockConfiguration{
				BlockPublicAcls: &s.blocks.publicACLs, IgnorePublicAcls: &s.blocks.ignoreACLs,
				BlockPublicPolicy: &s.blocks.publicPolicy, RestrictPublicBuckets: &s.blocks.restrict,
			}})
	}
	errs = append(errs, err)
	if s.payer != "BucketOwner" {
		_, err = client.PutBucketRequestPayment(ctx, &s3.PutBucketRequestPaymentInput{Bucket: b,
			RequestPaymentConfiguration: &types.RequestPaymentConfiguration{Payer: types.Payer(s.payer)}})
		errs = append(errs, err)
	}
	if s.accelerate != "none" {
		// Suspended acceleration has been enabled before.
		for _, status := range []string{"Enabled", s.accelerate} {
			_, err = client.PutBucketAccelerateConfiguration(ctx, &s3.PutBucketAccelerateConfigurationInput{Bucket: b,
				AccelerateConfiguration: &types.AccelerateConfiguration{Status: types.BucketAccelerateStatus(status)}})
			errs = append(errs, err)
		}
	}
	if s.abac {
		_, err = client.PutBucketAbac(ctx, &s3.PutBucketAbacInput{Bucket: b, AbacStatus: &types.AbacStatus{Status: types.BucketAbacStatusEnabled}})
		errs = append(errs, err)
	}
	if s.lifecycle {
		_, err = client.PutBucketLifecycleConfiguration(ctx, &s3.PutBucketLifecycleConfigurationInput{Bucket: b,
			LifecycleConfiguration: &types.BucketLifecycleConfiguration{Rules: []types.LifecycleRule{{
				ID: aws.String("r"), Status: types.ExpirationStatusEnabled, Filter: &types.LifecycleRuleFilter{Prefix: aws.String("old/")},
				Expiration: &types.LifecycleExpiration{Days: aws.Int32(365)},
			}}}})
		errs = append(errs, err)
	}
	if s.analytics {
		_, err = client.PutBucketAnalyticsConfiguration(ctx, &s3.PutBucketAnalyticsConfigurationInput{Bucket: b, Id: aws.String("a"),
			AnalyticsConfiguration: &types.AnalyticsConfiguration{Id: aws.String("a"), StorageClassAnalysis: &types.StorageClassAnalysis{}}})
		errs = append(errs, err)
	}
	if s.metrics {
		_, err = client.PutBucketMetricsConfiguration(ctx, &s3.PutBucketMetricsConfigurationInput{Bucket: b, Id: aws.String("m"),
			MetricsConfiguration: &types.MetricsConfiguration{Id: aws.String("m")}})
		errs = append(errs, err)
	}
	if s.tiering {
		_, err = client.PutBucketIntelligentTieringConfiguration(ctx, &s3.PutBucketIntelligentTieringConfigurationInput{Bucket: b, Id: aws.String("t"),
			IntelligentTieringConfiguration: &types.IntelligentTieringConfiguration{Id: aws.String("t"), Status: types.IntelligentTieringStatusEnabled,
				Tierings: []types.Tiering{{AccessTier: types.IntelligentTieringAccessTierArchiveAccess, Days: aws.Int32(90)}}}})
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// configureTags gives the bucket the tags that it is to have, or none.
func (s stage) configureTags(ctx context.Context, client *s3.Client, b *string) error {
	if s.marked && !s.tags {
		if _, err := client.DeleteBucketTagging(ctx, &s3.DeleteBucketTaggingInput{Bucket: b}); err != nil {
			return err
		}
	}
	if s.tags && !s.marked {
		if _, err := client.PutBucketTagging(ctx, &s3.PutBucketTaggingInput{Bucket: b, Tagging: &types.Tagging{
			TagSet: []types.Tag{{Key: aws.String("k"), Value: aws.String("v")}},
		}}); err != nil {
			return err
		}
	}
	return nil
}

// configure puts the other configurations of the bucket.
func (s stage) configure(ctx context.Context, client *s3.Client, b *string, account string) error {
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
		if _, err := client.PutBucketPolicy(ctx, &s3.PutBucketPolicyInput{Bucket: b, Policy: aws.String(s.policyOf(*b, client.Options().Region, account))}); err != nil {
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

// policyOf is the bucket's policy. At a store that has all states it is about the
// account's own users, unless everyone is to be let in: a public one is refused where
// public policies are blocked, as they are in a fresh bucket.
func (s stage) policyOf(bucket, region, account string) string {
	arn := "arn:" + Partition(region) + ":s3:::" + bucket
	principal, action, resources := `"*"`, "s3:GetObject", []string{arn + "/public/*"}
	if s.public {
		action, resources = "s3:*", []string{arn, arn + "/*"}
	} else if s.full {
		principal = `{"AWS":"` + account + `"}`
	}
	return fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":%s,"Action":"%s","Resource":["%s"]}]}`,
		principal, action, strings.Join(resources, `","`))
}

// settles is how many times as long as others the stage takes to be known everywhere:
// of acceleration AWS says thirty minutes, of versioning fifteen.
//
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAccelerateConfiguration.html,
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel
func (s stage) settles() time.Duration {
	switch {
	case s.accelerate == "Enabled":
		return 15
	case s.versioning != "Unversioned":
		return 8
	}
	return 1
}

// Partition is that of a Region, as ARNs have it.
func Partition(region string) string {
	switch {
	case strings.HasPrefix(region, "cn-"):
		return "aws-cn"
	case strings.HasPrefix(region, "us-gov-"):
		return "aws-us-gov"
	case strings.HasPrefix(region, "eusc-"):
		return "aws-eusc"
	}
	return "aws"
}
