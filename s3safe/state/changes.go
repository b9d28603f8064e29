package state

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
)

// changed reads what a successful call has changed about a bucket. It reports
// false for operations that change nothing of what a bucket is known by.
func (e *evidence) changed(input any) bool {
	e.origin = OwnChange
	switch in := input.(type) {
	case *s3.CreateBucketInput:
		e.created(in)
	case *s3.DeleteBucketInput:
		e.reset = true
		e.set(compat.Exists, "false")
	case *s3.PutBucketVersioningInput:
		if c := in.VersioningConfiguration; c != nil && c.Status != "" {
			e.set(compat.Versioning, string(c.Status))
			if c.MFADelete != "" {
				e.set(compat.MFADelete, string(c.MFADelete))
			}
		}
	case *s3.PutObjectLockConfigurationInput:
		if c := in.ObjectLockConfiguration; c != nil {
			// Once enabled, object lock can't be disabled.
			enabled := *c
			enabled.ObjectLockEnabled = types.ObjectLockEnabledEnabled
			e.objectLock(&enabled)
		}
	case *s3.PutBucketOwnershipControlsInput:
		e.ownership(in.OwnershipControls)
	case *s3.DeleteBucketOwnershipControlsInput:
		e.set(compat.OwnershipControls, "none")
		e.forgets(compat.Ownership)
	case *s3.PutBucketAclInput:
		if in.ACL == types.BucketCannedACLPrivate {
			e.set(compat.Grants, "owner")
		} else {
			e.forgets(compat.Grants)
		}
	case *s3.PutBucketEncryptionInput:
		e.encryption(in.ServerSideEncryptionConfiguration, false)
	case *s3.DeleteBucketEncryptionInput:
		e.forgets(compat.Encryption, compat.DefaultEncryption, compat.BucketKey, compat.BlockedSSEC)
	case *s3.PutBucketAccelerateConfigurationInput:
		if c := in.AccelerateConfiguration; c != nil && c.Status != "" {
			e.acceleration(c.Status)
		}
	case *s3.PutBucketRequestPaymentInput:
		if c := in.RequestPaymentConfiguration; c != nil {
			e.set(compat.Payer, string(c.Payer))
		}
	case *s3.PutPublicAccessBlockInput:
		e.publicAccessBlock(in.PublicAccessBlockConfiguration, false)
	case *s3.DeletePublicAccessBlockInput:
		e.noPublicAccessBlock()
	case *s3.PutBucketAbacInput:
		if in.AbacStatus != nil {
			e.set(compat.ABAC, string(in.AbacStatus.Status))
		}
	case *s3.PutBucketPolicyInput:
		e.some(compat.Policy, true)
	case *s3.DeleteBucketPolicyInput:
		e.some(compat.Policy, false)
	case *s3.PutBucketCorsInput:
		e.some(compat.CORS, true)
	case *s3.DeleteBucketCorsInput:
		e.some(compat.CORS, false)
	case *s3.PutBucketWebsiteInput:
		e.some(compat.Website, true)
	case *s3.DeleteBucketWebsiteInput:
		e.some(compat.Website, false)
	case *s3.PutBucketLifecycleConfigurationInput:
		e.some(compat.Lifecycle, true)
	case *s3.DeleteBucketLifecycleInput:
		e.some(compat.Lifecycle, false)
	case *s3.PutBucketReplicationInput:
		e.some(compat.Replication, true)
	case *s3.DeleteBucketReplicationInput:
		e.some(compat.Replication, false)
	case *s3.PutBucketTaggingInput:
		if in.Tagging != nil && len(in.Tagging.TagSet) > 0 {
			e.some(compat.Tags, true)
		} else {
			e.forgets(compat.Tags)
		}
	case *s3.DeleteBucketTaggingInput:
		// Tags of the system's stay.
		e.forgets(compat.Tags)
	default:
		return e.listChanged(input)
	}
	return true
}

// listChanged is changed for configurations of which a bucket can have many:
// that one is gone doesn't say that none is left.
func (e *evidence) listChanged(input any) bool {
	switch input.(type) {
	case *s3.PutBucketAnalyticsConfigurationInput:
		e.some(compat.Analytics, true)
	case *s3.DeleteBucketAnalyticsConfigurationInput:
		e.forgets(compat.Analytics)
	case *s3.PutBucketInventoryConfigurationInput:
		e.some(compat.Inventory, true)
	case *s3.DeleteBucketInventoryConfigurationInput:
		e.forgets(compat.Inventory)
	case *s3.PutBucketMetricsConfigurationInput:
		e.some(compat.Metrics, true)
	case *s3.DeleteBucketMetricsConfigurationInput:
		e.forgets(compat.Metrics)
	case *s3.PutBucketIntelligentTieringConfigurationInput:
		e.some(compat.Tiering, true)
	case *s3.DeleteBucketIntelligentTieringConfigurationInput:
		e.forgets(compat.Tiering)
	case *s3.CreateBucketMetadataConfigurationInput:
		e.some(compat.MetadataTable, true)
	case *s3.DeleteBucketMetadataConfigurationInput:
		e.some(compat.MetadataTable, false)
	case *s3.CreateBucketMetadataTableConfigurationInput:
		e.some(compat.MetadataTable, true)
	case *s3.DeleteBucketMetadataTableConfigurationInput:
		e.some(compat.MetadataTable, false)
	default:
		return false
	}
	return true
}

// created reads the creation of a bucket. In us-east-1, S3 answers with success
// too when the bucket is the caller's already, and changes nothing of it, so
// only what holds in both cases is believed; the rest is forgotten, and looked
// up when it is needed.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
func (e *evidence) created(in *s3.CreateBucketInput) {
	e.reset = true
	e.set(compat.Exists, "true")
	c := in.CreateBucketConfiguration
	if c == nil || c.LocationConstraint == "" || c.LocationConstraint == "us-east-1" {
		return
	}
	// Anywhere else, it is a new bucket.
	e.location(types.BucketLocationConstraint(c.LocationConstraint))
	if aws.ToBool(in.ObjectLockEnabledForBucket) {
		e.set(compat.ObjectLock, "Enabled")
		e.set(compat.Versioning, "Enabled")
	}
	if in.ObjectOwnership != "" {
		e.set(compat.Ownership, string(in.ObjectOwnership))
		e.some(compat.OwnershipControls, true)
	}
}
