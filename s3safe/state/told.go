package state

import (
	"encoding/json"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// told reads what the answer to a question about a bucket says. It reports
// false for answers to anything else.
func (e *evidence) told(input, output any) bool {
	e.origin = Learned
	switch out := output.(type) {
	case *s3.HeadBucketOutput:
		e.set(compat.Exists, "true")
		e.region(aws.ToString(out.BucketRegion))
	case *s3.GetBucketLocationOutput:
		e.set(compat.Exists, "true")
		e.location(out.LocationConstraint)
	case *s3.GetBucketVersioningOutput:
		e.versioning(out.Status, string(out.MFADelete))
	case *s3.GetObjectLockConfigurationOutput:
		e.objectLock(out.ObjectLockConfiguration)
	case *s3.GetBucketOwnershipControlsOutput:
		e.ownership(out.OwnershipControls)
	case *s3.GetBucketEncryptionOutput:
		e.encryption(out.ServerSideEncryptionConfiguration, true)
	case *s3.GetPublicAccessBlockOutput:
		e.publicAccessBlock(out.PublicAccessBlockConfiguration, true)
	case *s3.GetBucketAccelerateConfigurationOutput:
		e.acceleration(out.Status)
	case *s3.GetBucketRequestPaymentOutput:
		e.set(compat.Payer, string(out.Payer))
	case *s3.GetBucketAclOutput:
		e.grants(out.Owner, out.Grants)
	case *s3.GetBucketAbacOutput:
		if out.AbacStatus != nil {
			e.set(compat.ABAC, string(out.AbacStatus.Status))
		}
	case *s3.GetBucketPolicyOutput:
		if policy := strings.TrimSpace(aws.ToString(out.Policy)); !strings.HasPrefix(policy, "{") || !json.Valid([]byte(policy)) {
			return false // some page
		}
		e.some(compat.Policy, true)
	case *s3.GetBucketCorsOutput:
		e.some(compat.CORS, true)
	case *s3.GetBucketWebsiteOutput:
		e.some(compat.Website, true)
	case *s3.GetBucketLifecycleConfigurationOutput:
		e.some(compat.Lifecycle, true)
	case *s3.GetBucketReplicationOutput:
		e.some(compat.Replication, true)
	case *s3.GetBucketTaggingOutput:
		e.some(compat.Tags, true)
	default:
		return e.listed(input, output)
	}
	return true
}

// listed is told for lists of configurations. A page that is empty says that
// there are none only if it is the first and the last.
func (e *evidence) listed(input, output any) bool {
	some := func(f compat.Feature, n int, token *string, truncated *bool) {
		if n > 0 || token == nil && !aws.ToBool(truncated) {
			e.some(f, n > 0)
		}
	}
	switch out := output.(type) {
	case *s3.ListBucketAnalyticsConfigurationsOutput:
		in := input.(*s3.ListBucketAnalyticsConfigurationsInput)
		some(compat.Analytics, len(out.AnalyticsConfigurationList), in.ContinuationToken, out.IsTruncated)
	case *s3.ListBucketInventoryConfigurationsOutput:
		in := input.(*s3.ListBucketInventoryConfigurationsInput)
		some(compat.Inventory, len(out.InventoryConfigurationList), in.ContinuationToken, out.IsTruncated)
	case *s3.ListBucketMetricsConfigurationsOutput:
		in := input.(*s3.ListBucketMetricsConfigurationsInput)
		some(compat.Metrics, len(out.MetricsConfigurationList), in.ContinuationToken, out.IsTruncated)
	case *s3.ListBucketIntelligentTieringConfigurationsOutput:
		in := input.(*s3.ListBucketIntelligentTieringConfigurationsInput)
		some(compat.Tiering, len(out.IntelligentTieringConfigurationList), in.ContinuationToken, out.IsTruncated)
	case *s3.GetBucketMetadataConfigurationOutput, *s3.GetBucketMetadataTableConfigurationOutput:
		e.some(compat.MetadataTable, true)
	default:
		return false
	}
	return true
}

// AskedBy returns the features that an operation asks S3 for. A guard must not hold
// what it only remembers of them against such a request: a program that waits for a
// configuration to appear would wait for the cache.
func AskedBy(op compat.Operation) compat.FeatureSet {
	switch op {
	case operation.HeadBucket, operation.GetBucketLocation:
		return compat.FeaturesOf(compat.Exists)
	case operation.CreateBucket:
		return compat.FeaturesOf(compat.Exists, compat.OwnedByCaller)
	case operation.DeleteBucket:
		return compat.FeaturesOf(compat.Exists, compat.Empty)
	case operation.GetBucketVersioning:
		return compat.FeaturesOf(compat.Versioning, compat.MFADelete)
	case operation.GetObjectLockConfiguration:
		return compat.FeaturesOf(compat.ObjectLock, compat.DefaultRetention, compat.DefaultEventHold)
	case operation.GetBucketOwnershipControls:
		return compat.FeaturesOf(compat.OwnershipControls, compat.Ownership)
	case operation.GetBucketEncryption:
		return compat.FeaturesOf(compat.Encryption, compat.DefaultEncryption)
	case operation.GetPublicAccessBlock:
		return compat.FeaturesOf(compat.PublicAccessBlock)
	case operation.GetBucketAccelerateConfiguration:
		return compat.FeaturesOf(compat.Acceleration)
	case operation.GetBucketRequestPayment:
		return compat.FeaturesOf(compat.Payer)
	case operation.GetBucketAbac:
		return compat.FeaturesOf(compat.ABAC)
	case operation.GetBucketAcl:
		return compat.FeaturesOf(compat.Grants)
	case operation.GetBucketPolicy, operation.GetBucketPolicyStatus:
		return compat.FeaturesOf(compat.Policy)
	case operation.GetBucketCors:
		return compat.FeaturesOf(compat.CORS)
	case operation.GetBucketWebsite:
		return compat.FeaturesOf(compat.Website)
	case operation.GetBucketLifecycleConfiguration:
		return compat.FeaturesOf(compat.Lifecycle)
	case operation.GetBucketReplication:
		return compat.FeaturesOf(compat.Replication)
	case operation.GetBucketTagging:
		return compat.FeaturesOf(compat.Tags)
	case operation.GetBucketAnalyticsConfiguration:
		return compat.FeaturesOf(compat.Analytics)
	case operation.GetBucketInventoryConfiguration:
		return compat.FeaturesOf(compat.Inventory)
	case operation.GetBucketMetricsConfiguration:
		return compat.FeaturesOf(compat.Metrics)
	case operation.GetBucketIntelligentTieringConfiguration:
		return compat.FeaturesOf(compat.Tiering)
	case operation.GetBucketMetadataConfiguration, operation.GetBucketMetadataTableConfiguration:
		return compat.FeaturesOf(compat.MetadataTable)
	}
	return 0
}

// AsksForRegion reports whether an operation asks S3 for the Region of a bucket,
// in whatever Region it is sent to. It is as [AskedBy] for what is no feature.
func AsksForRegion(op compat.Operation) bool {
	return op == operation.HeadBucket || op == operation.GetBucketLocation
}
