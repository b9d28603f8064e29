// Package aws is the catalogue of Amazon S3: every way in which S3 rejects a
// request, or silently drops a part of it, that can be known before the request
// is sent.
//
//	findings := aws.Catalog().Check(request, nil)
//
// Each topic has a file. A rule is added to its topic's function; everything
// else (guard, builders, analyzer, documentation, tests) derives from it.
package aws

import (
	"slices"
	"sync"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Rules returns the rules of the catalogue, topic by topic. Within an operation
// S3's order of checks is given by each rule's Rank, then by this order.
func Rules() []compat.Rule {
	return slices.Concat(
		[]compat.Rule(nil),
		targetOperationRules(), targetMemberRules(), bucketNameRules(), objectKeyRules(), listingRules(),
		regionRules(), endpointRules(), signatureRules(), sessionRules(),
		bodyLengthRules(), checksumRules(), multipartRules(), writeOffsetRules(), conditionalRules(), rangeRules(),
		encryptionRules(), customerKeyRules(), updateObjectEncryptionRules(), bucketEncryptionRules(),
		objectLockRules(), eventHoldRules(), versioningRules(), deleteRules(),
		ownerRules(), aclRules(), aclStateRules(), ownershipRules(), policyRules(), policyElementRules(), policyConditionRules(), publicAccessBlockRules(),
		requestPayerRules(), abacRules(), existsRules(),
		lifecycleRules(), replicationRules(), notificationRules(), corsRules(), websiteRules(),
		copyRules(), metadataRules(), websiteRedirectRules(), taggingRules(), storageClassRules(), restoreRules(), selectRules(),
		renameRules(), annotationRules(), writeGetObjectResponseRules(), attributesRules(), getObjectRules(),
		createBucketRules(), documentRules(), configurationRules(), inventoryRules(), analyticsRules(), metricsRules(),
		intelligentTieringRules(), loggingRules(), metadataTableRules(),
		annotationSupportRules(), targetValueRules(), listBucketsRules(), listPartsRules(), renameConditionRules(), headObjectRules(),
		policyDirectoryRules(), deleteDirectoryRules(), documentSizeRules(), completePartRules(), uploadedPartRules(), copySourceVersionRules(),
		annotationNameRules(), metricsIDRules(), selectCSVRules(), sessionEncryptionRules(), documentMissingRules(),
	)
}

// Catalog returns the compiled catalogue. It is compiled once, at first use.
func Catalog() *compat.Catalog { return catalog() }

var catalog = sync.OnceValue(func() *compat.Catalog {
	c, err := compat.NewCatalog(sdk.Schema, Rules()...)
	if err != nil {
		// The rules are part of the program: tests keep this from happening.
		panic(err)
	}
	return c
})
