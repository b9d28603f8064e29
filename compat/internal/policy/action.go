package policy

import "strings"

// subject is what an action is about.
type subject uint8

const (
	unknownSubject subject = iota
	onObjects
	onBuckets
	onAccounts // and other things that no bucket policy is about
)

const service = "s3:"

// Actions of S3 by what they are about, without the prefix. Those of jobs, access
// points, Storage Lens and the like aren't sorted.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
var (
	objectActions = []string{
		"AbortMultipartUpload", "BypassGovernanceRetention",
		"DeleteObject", "DeleteObjectTagging", "DeleteObjectVersion", "DeleteObjectVersionTagging",
		"GetObject", "GetObjectAcl", "GetObjectAttributes", "GetObjectLegalHold", "GetObjectRetention", "GetObjectTagging", "GetObjectTorrent",
		"GetObjectVersion", "GetObjectVersionAcl", "GetObjectVersionAttributes", "GetObjectVersionForReplication", "GetObjectVersionTagging", "GetObjectVersionTorrent",
		"ListMultipartUploadParts",
		"PutObject", "PutObjectAcl", "PutObjectLegalHold", "PutObjectRetention", "PutObjectTagging", "PutObjectVersionAcl", "PutObjectVersionTagging",
		"ReplicateDelete", "ReplicateObject", "ReplicateTags", "RestoreObject",
	}
	bucketActions = []string{
		"DeleteBucket", "DeleteBucketPolicy", "DeleteBucketWebsite",
		"GetAccelerateConfiguration", "GetAnalyticsConfiguration", "GetBucketAcl", "GetBucketCORS", "GetBucketLocation", "GetBucketLogging", "GetBucketNotification",
		"GetBucketObjectLockConfiguration", "GetBucketOwnershipControls", "GetBucketPolicy", "GetBucketPolicyStatus", "GetBucketPublicAccessBlock",
		"GetBucketRequestPayment", "GetBucketTagging", "GetBucketVersioning", "GetBucketWebsite", "GetEncryptionConfiguration",
		"GetIntelligentTieringConfiguration", "GetInventoryConfiguration", "GetLifecycleConfiguration", "GetMetricsConfiguration", "GetReplicationConfiguration",
		"ListBucket", "ListBucketMultipartUploads", "ListBucketVersions",
		"PutAccelerateConfiguration", "PutAnalyticsConfiguration", "PutBucketAcl", "PutBucketCORS", "PutBucketLogging", "PutBucketNotification",
		"PutBucketObjectLockConfiguration", "PutBucketOwnershipControls", "PutBucketPolicy", "PutBucketPublicAccessBlock",
		"PutBucketRequestPayment", "PutBucketTagging", "PutBucketVersioning", "PutBucketWebsite", "PutEncryptionConfiguration",
		"PutIntelligentTieringConfiguration", "PutInventoryConfiguration", "PutLifecycleConfiguration", "PutMetricsConfiguration", "PutReplicationConfiguration",
	}
	accountActions = []string{"ListAllMyBuckets"} // which has no resource

	// Newer actions, and ones about both, about access points, jobs, Storage Lens,
	// Access Grants and metadata tables. CreateBucket has buckets as its resource,
	// but whether S3 takes it in the policy of one that exists isn't known.
	otherActions = []string{
		"AllowVendedLogDeliveryForResource", "AssociateAccessGrantsIdentityCenter", "CreateAccessGrant", "CreateAccessGrantsInstance", "CreateAccessGrantsLocation",
		"CreateAccessPoint", "CreateAccessPointForObjectLambda", "CreateBucket", "CreateBucketMetadataTableConfiguration", "CreateJob", "CreateMultiRegionAccessPoint", "CreateStorageLensGroup",
		"DeleteAccessGrant", "DeleteAccessGrantsInstance", "DeleteAccessGrantsInstanceResourcePolicy", "DeleteAccessGrantsLocation", "DeleteAccessPoint", "DeleteAccessPointForObjectLambda",
		"DeleteAccessPointPolicy", "DeleteAccessPointPolicyForObjectLambda", "DeleteBucketMetadataTableConfiguration", "DeleteJobTagging", "DeleteMultiRegionAccessPoint",
		"DeleteObjectAnnotation", "DeleteObjectVersionAnnotation", "DeleteStorageLensConfiguration", "DeleteStorageLensConfigurationTagging", "DeleteStorageLensGroup",
		"DescribeJob", "DescribeMultiRegionAccessPointOperation", "DissociateAccessGrantsIdentityCenter",
		"GetAccessGrant", "GetAccessGrantsInstance", "GetAccessGrantsInstanceForPrefix", "GetAccessGrantsInstanceResourcePolicy", "GetAccessGrantsLocation", "GetAccessPoint",
		"GetAccessPointConfigurationForObjectLambda", "GetAccessPointForObjectLambda", "GetAccessPointPolicy", "GetAccessPointPolicyForObjectLambda", "GetAccessPointPolicyStatus",
		"GetAccessPointPolicyStatusForObjectLambda", "GetAccountPublicAccessBlock", "GetBucketAbac", "GetBucketMetadataTableConfiguration", "GetDataAccess", "GetJobTagging",
		"GetMultiRegionAccessPoint", "GetMultiRegionAccessPointPolicy", "GetMultiRegionAccessPointPolicyStatus", "GetMultiRegionAccessPointRoutes",
		"GetObjectAnnotation", "GetObjectVersionAnnotation", "GetObjectVersionAnnotationForReplication", "GetStorageLensConfiguration", "GetStorageLensConfigurationTagging",
		"GetStorageLensDashboard", "GetStorageLensGroup", "InitiateReplication", "ListAccessGrants", "ListAccessGrantsInstances", "ListAccessGrantsLocations", "ListAccessPoints",
		"ListAccessPointsForObjectLambda", "ListCallerAccessGrants", "ListJobs", "ListMultiRegionAccessPoints", "ListObjectAnnotations", "ListObjectVersionAnnotations",
		"ListStorageLensConfigurations", "ListStorageLensGroups", "ListTagsForResource", "ObjectOwnerOverrideToBucketOwner", "PauseReplication",
		"PutAccessGrantsInstanceResourcePolicy", "PutAccessPointConfigurationForObjectLambda", "PutAccessPointPolicy", "PutAccessPointPolicyForObjectLambda", "PutAccessPointPublicAccessBlock",
		"PutAccountPublicAccessBlock", "PutBucketAbac", "PutJobTagging", "PutMultiRegionAccessPointPolicy", "PutObjectAnnotation", "PutObjectVersionAnnotation", "PutStorageLensConfiguration",
		"PutStorageLensConfigurationTagging", "ReplicateObjectAnnotation", "SubmitMultiRegionAccessPointRoutes", "TagResource", "UntagResource", "UpdateAccessGrantsLocation",
		"UpdateBucketMetadataAnnotationTableConfiguration", "UpdateBucketMetadataInventoryTableConfiguration", "UpdateBucketMetadataJournalTableConfiguration", "UpdateJobPriority", "UpdateJobStatus",
		"UpdateObjectEncryption", "UpdateStorageLensGroup",
	}

	// Operations that need the permission of another one, so no action is called
	// like them.
	operationsWithoutAction = []string{
		"HeadObject", "ListObjectsV2", "CopyObject", "DeleteObjects", "UploadPart", "UploadPartCopy", "CreateMultipartUpload", "CompleteMultipartUpload",
	}
)

// listed reports whether a name is in the list, without regard to case.
func listed(list []string, name string) bool {
	for _, x := range list {
		if len(x) == len(name) && strings.EqualFold(x, name) {
			return true
		}
	}
	return false
}

// action returns the name of an action of S3 without the prefix.
func action(s string) (name string, ok bool) {
	if len(s) < len(service) || !strings.EqualFold(s[:len(service)], service) {
		return "", false
	}
	return s[len(service):], true
}

// about tells what an action is about.
func about(s string) subject {
	name, ok := action(s)
	switch {
	case !ok:
		return unknownSubject
	case listed(objectActions, name):
		return onObjects
	case listed(bucketActions, name):
		return onBuckets
	case listed(accountActions, name):
		return onAccounts
	}
	return unknownSubject
}

// noAction reports whether a text certainly is no action of S3.
func noAction(s string) bool {
	if name, ok := action(s); ok {
		return listed(operationsWithoutAction, name)
	}
	prefix, _, ok := strings.Cut(s, ":")
	if !ok {
		return !strings.ContainsAny(s, wildcards)
	}
	return !strings.ContainsAny(prefix, wildcards) && (len(prefix) < 2 || !strings.EqualFold(prefix[:2], "s3"))
}

// unheardOf reports whether a text is an action of S3, without wildcards, that the
// lists don't have. S3 gets new ones.
func unheardOf(s string) bool {
	name, ok := action(s)
	return ok && !strings.ContainsAny(name, wildcards) && !listed(objectActions, name) && !listed(bucketActions, name) &&
		!listed(accountActions, name) && !listed(otherActions, name) && !listed(operationsWithoutAction, name)
}
