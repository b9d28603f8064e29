package state

import (
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// documents are the root elements of the answers from which something is
// learned, as AWS's API reference shows them. The SDK doesn't look at the root,
// so that any page which somebody puts in S3's place would pass for an answer.
// The roots of lists, and of what is named after its operation, are told by how
// they begin.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
var documents = [operation.Count]string{
	operation.GetBucketLocation:                          "LocationConstraint",
	operation.GetBucketVersioning:                        "VersioningConfiguration",
	operation.GetObjectLockConfiguration:                 "ObjectLockConfiguration",
	operation.GetBucketOwnershipControls:                 "OwnershipControls",
	operation.GetBucketEncryption:                        "ServerSideEncryptionConfiguration",
	operation.GetPublicAccessBlock:                       "PublicAccessBlockConfiguration",
	operation.GetBucketAccelerateConfiguration:           "AccelerateConfiguration",
	operation.GetBucketRequestPayment:                    "RequestPaymentConfiguration",
	operation.GetBucketAbac:                              "AbacStatus",
	operation.GetBucketAcl:                               "AccessControlPolicy",
	operation.GetBucketCors:                              "CORSConfiguration",
	operation.GetBucketWebsite:                           "WebsiteConfiguration",
	operation.GetBucketLifecycleConfiguration:            "LifecycleConfiguration",
	operation.GetBucketReplication:                       "ReplicationConfiguration",
	operation.GetBucketTagging:                           "Tagging",
	operation.ListBucketAnalyticsConfigurations:          "List…",
	operation.ListBucketInventoryConfigurations:          "List…",
	operation.ListBucketMetricsConfigurations:            "List…",
	operation.ListBucketIntelligentTieringConfigurations: "List…",
	operation.GetBucketMetadataConfiguration:             "GetBucketMetadata…",
	operation.GetBucketMetadataTableConfiguration:        "GetBucketMetadata…",
}

// isRoot reports whether a root element is the one expected.
func isRoot(root, expected string) bool {
	if begin, cut := strings.CutSuffix(expected, "…"); cut {
		return strings.HasPrefix(root, begin)
	}
	return root == expected
}

// HasDocument reports whether the root element of the answer to an operation,
// given by its name, tells S3's answers from others': a [Learner] wants it as
// Answer.Document.
func HasDocument(name string) bool {
	// Every call asks, so the calls for objects are told by a glance.
	if !ofBucket(name) {
		return false
	}
	op, ok := operation.Parse(name)
	return ok && documents[op] != ""
}

// ofBucket reports whether an operation may be one of those that documents names: all
// read something that is configured for a bucket.
func ofBucket(name string) bool {
	const least = len("GetBucket")
	if len(name) <= least {
		return false
	}
	switch name[:least] {
	case "GetBucket", "GetPublic", "ListBucke":
		return true
	case "GetObject":
		return strings.HasPrefix(name, "GetObjectLock")
	}
	return false
}

// documentOf returns what the root element of the answer to an operation is expected
// to be, "" if nothing is learned from it.
func documentOf(op compat.Operation) string {
	if int(op) >= len(documents) {
		return ""
	}
	return documents[op]
}
