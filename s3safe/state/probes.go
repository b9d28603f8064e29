package state

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// API is the part of an S3 client that probes use. *s3.Client implements it.
type API interface {
	HeadBucket(context.Context, *s3.HeadBucketInput, ...func(*s3.Options)) (*s3.HeadBucketOutput, error)
	GetBucketVersioning(context.Context, *s3.GetBucketVersioningInput, ...func(*s3.Options)) (*s3.GetBucketVersioningOutput, error)
	GetObjectLockConfiguration(context.Context, *s3.GetObjectLockConfigurationInput, ...func(*s3.Options)) (*s3.GetObjectLockConfigurationOutput, error)
	GetBucketOwnershipControls(context.Context, *s3.GetBucketOwnershipControlsInput, ...func(*s3.Options)) (*s3.GetBucketOwnershipControlsOutput, error)
	GetBucketEncryption(context.Context, *s3.GetBucketEncryptionInput, ...func(*s3.Options)) (*s3.GetBucketEncryptionOutput, error)
	GetPublicAccessBlock(context.Context, *s3.GetPublicAccessBlockInput, ...func(*s3.Options)) (*s3.GetPublicAccessBlockOutput, error)
	GetBucketAccelerateConfiguration(context.Context, *s3.GetBucketAccelerateConfigurationInput, ...func(*s3.Options)) (*s3.GetBucketAccelerateConfigurationOutput, error)
	GetBucketRequestPayment(context.Context, *s3.GetBucketRequestPaymentInput, ...func(*s3.Options)) (*s3.GetBucketRequestPaymentOutput, error)
	GetBucketAcl(context.Context, *s3.GetBucketAclInput, ...func(*s3.Options)) (*s3.GetBucketAclOutput, error)
	GetBucketAbac(context.Context, *s3.GetBucketAbacInput, ...func(*s3.Options)) (*s3.GetBucketAbacOutput, error)
	GetBucketTagging(context.Context, *s3.GetBucketTaggingInput, ...func(*s3.Options)) (*s3.GetBucketTaggingOutput, error)
	GetBucketPolicy(context.Context, *s3.GetBucketPolicyInput, ...func(*s3.Options)) (*s3.GetBucketPolicyOutput, error)
	GetBucketCors(context.Context, *s3.GetBucketCorsInput, ...func(*s3.Options)) (*s3.GetBucketCorsOutput, error)
	GetBucketWebsite(context.Context, *s3.GetBucketWebsiteInput, ...func(*s3.Options)) (*s3.GetBucketWebsiteOutput, error)
	GetBucketLifecycleConfiguration(context.Context, *s3.GetBucketLifecycleConfigurationInput, ...func(*s3.Options)) (*s3.GetBucketLifecycleConfigurationOutput, error)
	GetBucketReplication(context.Context, *s3.GetBucketReplicationInput, ...func(*s3.Options)) (*s3.GetBucketReplicationOutput, error)
}

var _ API = (*s3.Client)(nil)

// option is an option of a call.
type option = func(*s3.Options)

// probe is one SDK call that asks for features of a bucket.
type probe struct {
	operation compat.Operation
	features  compat.FeatureSet
	// iam is the action that the caller must be allowed on the bucket.
	iam string
	// lazy is set if a request may cause the call. The others state facts that
	// nearly every request rests on, or that only their own GET does: they are
	// asked for only by Read.
	lazy bool
	// directory is set if directory buckets have the operation too.
	directory bool
	// call makes the call, with the option of tamed.
	call func(ctx context.Context, api API, bucket, owner *string, tame option) (in, out any, err error)
}

// probes lists the calls, and with them the features that can be looked up. The
// IAM actions are those of the service authorization reference:
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
var probes = []*probe{
	{
		operation: operation.GetBucketVersioning, iam: "s3:GetBucketVersioning", lazy: true,
		features: 1<<compat.Versioning | 1<<compat.MFADelete,
		call: func(ctx context.Context, api API, bucket, owner *string, tame option) (any, any, error) {
			in := &s3.GetBucketVersioningInput{Bucket: bucket, ExpectedBucketOwner: owner}
			out, err := api.GetBucketVersioning(ctx, in, tame)
			return in, out, err
		},
	},
	{
		operation: operation.GetObjectLockConfiguration, iam: "s3:GetBucketObjectLockConfiguration", lazy: true,
		features: 1<<compat.ObjectLock | 1<<compat.DefaultRetention | 1<<compat.DefaultEventHold,
		call: func(ctx context.Context, api API, bucket, owner *string, tame option) (any, any, error) {
			in := &s3.GetObjectLockConfigurationInput{Bucket: bucket, ExpectedBucketOwner: owner}
			out, err := api.GetObjectLockConfiguration(ctx, in, tame)
			return in, out, err
		},
	},
	{
		operation: operation.GetBucketOwnershipControls, iam: "s3:GetBucketOwnershipControls", lazy: true,
		features: 1<<compat.Ownership | 1<<compat.OwnershipControls,
		call: func(ctx context.Context, api API, bucket, owner *string, tame option) (any, any, error) {
			in := &s3.GetBucketOwnershipControlsInput{Bucket: bucket, ExpectedBucketOwner: owner}
			out, err := api.GetBucketOwnershipControls(ctx, in, tame)
			return in, out, err
		},
	},
	{
		operation: operation.GetBucketEncryption, iam: "s3:GetEncryptionConfiguration", lazy: true, directory: true,
		features: 1<<compat.Encryption | 1<<compat.DefaultEncryption | 1<<compat.BucketKey | 1<<compat.BlockedSSEC,
		call: func(ctx context.Context, api API, bucket, owner *string, tame option) (any, any, error) {
			in := &s3.GetBucketEncryptionInput{Bucket: bucket, ExpectedBucketOwner: owner}
			out, err := api.GetBucketEncryption(ctx, in, tame)
			return in, out, err
		},
	},
	{
		operation: operation.GetPublicAccessBlock, iam: "s3:GetBucketPublicAccessBlock", lazy: true,
		features: 1<<compat.PublicAccessBlock | 1<<compat.BlockPublicACLs | 1<<compat.IgnorePublicACLs | 1<<compat.BlockPublicPolicy | 1<<compat.RestrictPublic,
		call: func(ctx context.Context, api API, bucket, owner *string, tame option) (any, any, error) {
			in := &s3.GetPublicAccessBlockInput{Bucket: bucket, ExpectedBucketOwner: owner}
			out, err := api.GetPublicAccessBlock(ctx, in, tame)
			return in, out, err
		},
	},
	{
		operation: operation.GetBucketAccelerateConfiguration, iam: "s3:GetAccelerateConfiguration", lazy: true,
		features: 1 << compat.Acceleration,
		call: func(ctx context.Context, api API, bucket, owner *string, tame option) (any, any, error) {
			in := &s3.GetBucketAccelerateConfigurationInput{Bucket: bucket, ExpectedBucketOwner: owner}
			out, err := api.GetBucketAccelerateConfiguration(ctx, in, tame)
			return in, out, err
		},
	},
	{
		operation: operation.GetBucketAcl, iam: "s3:GetBucketAcl", lazy: true,
		features: 1 << compat.Grants,
		call: func(ctx context.Context, api API, bucket, owner *string, tame option) (any, any, error) {
			in := &s3.GetBucketAclInput{Bucket: bucket, ExpectedBucketOwner: owner}
			out, err := api.GetBucketAcl(ctx, in, tame)
			return in, out, err
		},
	},
	{
		operation: operation.GetBucketAbac, iam: "s3:GetBucketAbac", lazy: true,
		features: 1 << compat.ABAC,
		call: func(ctx context.Context, api API, bucket, owner *string, tame option) (any, any, error) {
			in := &s3.GetBucketAbacInput{Bucket: bucket, ExpectedBucketOwner: owner}
			out, err := api.GetBucketAbac(ctx, in, tame)
			return in, out, err
		},
	},
	{
		operation: operation.GetBucketTagging, iam: "s3:GetBucketTagging", lazy: true,
		features: 1 << compat.Tags,
		call: func(ctx context.Context, api API, bucket, owner *string, tame option) (any, any, error) {
			in := &s3.GetBucketTaggingInput{Bucket: bucket, ExpectedBucketOwner: owner}
			out, err := api.GetBucketTagging(ctx, in, tame)
			return in, out, err
		},
	},
	{
		operation: operation.HeadBucket, iam: "s3:ListBucket", directory: true,
		features: 1 << compat.Exists,
		call: func(ctx context.Context, api API, bucket, owner *string, tame option) (any, any, error) {
			in := &s3.HeadBucketInput{Bucket: bucket, ExpectedBucketOwner: owner}
			out, err := api.HeadBucket(ctx, in, tame)
			return in, out, err
		},
	},
	{
		operation: operation.GetBucketRequestPayment, iam: "s3:GetBucketRequestPayment",
		features: 1 << compat.Payer,
		call: func(ctx context.Context, api API, bucket, owner *string, tame option) (any, any, error) {
			in := &s3.GetBucketRequestPaymentInput{Bucket: bucket, ExpectedBucketOwner: owner}
			out, err := api.GetBucketRequestPayment(ctx, in, tame)
			return in, out, err
		},
	},
	{
		operation: operation.GetBucketPolicy, iam: "s3:GetBucketPolicy", directory: true,
		features: 1 << compat.Policy,
		call: func(ctx context.Context, api API, bucket, owner *string, tame option) (any, any, error) {
			in := &s3.GetBucketPolicyInput{Bucket: bucket, ExpectedBucketOwner: owner}
			out, err := api.GetBucketPolicy(ctx, in, tame)
			return in, out, err
		},
	},
	{
		operation: operation.GetBucketCors, iam: "s3:GetBucketCORS",
		features: 1 << compat.CORS,
		call: func(ctx context.Context, api API, bucket, owner *string, tame option) (any, any, error) {
			in := &s3.GetBucketCorsInput{Bucket: bucket, ExpectedBucketOwner: owner}
			out, err := api.GetBucketCors(ctx, in, tame)
			return in, out, err
		},
	},
	{
		operation: operation.GetBucketWebsite, iam: "s3:GetBucketWebsite",
		features: 1 << compat.Website,
		call: func(ctx context.Context, api API, bucket, owner *string, tame option) (any, any, error) {
			in := &s3.GetBucketWebsiteInput{Bucket: bucket, ExpectedBucketOwner: owner}
			out, err := api.GetBucketWebsite(ctx, in, tame)
			return in, out, err
		},
	},
	{
		operation: operation.GetBucketLifecycleConfiguration, iam: "s3:GetLifecycleConfiguration", directory: true,
		features: 1 << compat.Lifecycle,
		call: func(ctx context.Context, api API, bucket, owner *string, tame option) (any, any, error) {
			in := &s3.GetBucketLifecycleConfigurationInput{Bucket: bucket, ExpectedBucketOwner: owner}
			out, err := api.GetBucketLifecycleConfiguration(ctx, in, tame)
			return in, out, err
		},
	},
	{
		operation: operation.GetBucketReplication, iam: "s3:GetReplicationConfiguration",
		features: 1 << compat.Replication,
		call: func(ctx context.Context, api API, bucket, owner *string, tame option) (any, any, error) {
			in := &s3.GetBucketReplicationInput{Bucket: bucket, ExpectedBucketOwner: owner}
			out, err := api.GetBucketReplication(ctx, in, tame)
			return in, out, err
		},
	},
}

// probeOf returns the call that asks for a feature, nil if there is none.
func probeOf(f compat.Feature) *probe {
	for _, p := range probes {
		if p.features.Has(f) {
			return p
		}
	}
	return nil
}

// lazyFeatures returns the features that a request may cause to be looked up.
func lazyFeatures() (all compat.FeatureSet) {
	for _, p := range probes {
		if p.lazy {
			all |= p.features
		}
	}
	return all
}

// everyProbe returns the features that can be asked for.
func everyProbe() (all compat.FeatureSet) {
	for _, p := range probes {
		all |= p.features
	}
	return all
}

// ProbeInfo describes a call by which features are looked up.
type ProbeInfo struct {
	// Operation is the API operation that is called.
	Operation compat.Operation
	// Features are what it tells.
	Features []compat.Feature
	// Permission is the IAM action that the caller needs on the bucket. Without
	// it the features stay unknown.
	Permission string
	// Lazy is set if a request that can't be judged without one of the features
	// causes the call; otherwise only [Read] makes it, and a request that is about
	// to be stopped by what it would tell.
	Lazy bool
}

// Probes lists the calls by which features are looked up, with the IAM actions
// that they need.
//
// Most features that rules name aren't looked up for a request, whatever is
// allowed: whether the bucket exists, who owns it and who pays matter to nearly
// every request, and looking them up would cost one each time; a configuration
// that only its own GET asks for costs no less than the GET.
func Probes() []ProbeInfo {
	infos := make([]ProbeInfo, len(probes))
	for i, p := range probes {
		infos[i] = ProbeInfo{p.operation, p.features.List(), p.iam, p.lazy}
	}
	return infos
}

// rare are the operations for which it is worth a request to know beforehand
// that they will be rejected, whatever their members: those that configure a
// bucket, and those that exist for object lock only.
var rare = []compat.Operation{
	operation.PutBucketVersioning, operation.PutObjectLockConfiguration,
	operation.PutBucketPolicy, operation.PutBucketAcl, operation.PutBucketTagging, operation.DeleteBucketTagging,
	operation.PutBucketOwnershipControls, operation.DeleteBucketOwnershipControls,
	operation.PutBucketReplication, operation.PutBucketLifecycleConfiguration,
	operation.PutBucketEncryption, operation.PutBucketLogging, operation.PutBucketAccelerateConfiguration,
	operation.PutObjectRetention, operation.GetObjectRetention,
	operation.PutObjectLegalHold, operation.GetObjectLegalHold,
}

// Policy implements [Prober].
func (c *Cache) Policy() compat.LookupPolicy {
	var directory compat.FeatureSet
	for _, p := range probes {
		if p.directory {
			directory |= p.features
		}
	}
	return compat.LookupPolicy{
		Features: map[compat.TargetKind]compat.FeatureSet{
			compat.GeneralPurposeBucket: c.probes,
			compat.DirectoryBucket:      c.probes & directory,
		},
		Rare: slices.Clone(rare),
	}
}
