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

// Rules returns the rules of the catalogue in source form, topic by topic. Within an operation
// S3's order of checks is given by each rule's Rank, then by this order.
func Rules() []compat.Rule {
	return confirmed(dated(slices.Concat(
		[]compat.Rule(nil),
		targetOperationRules(), targetMemberRules(), bucketNameRules(), objectKeyRules(), listingRules(),
		regionRules(), endpointRules(), directoryEndpointRules(), signatureRules(), credentialsRules(), sessionRules(),
		bodyLengthRules(), checksumRules(), outpostsChecksumRules(), multipartRules(), writeOffsetRules(), conditionalRules(), rangeRules(),
		encryptionRules(), customerKeyRules(), updateObjectEncryptionRules(), bucketEncryptionRules(),
		objectLockRules(), eventHoldRules(), versioningRules(), deleteRules(),
		ownerRules(), aclRules(), aclStateRules(), ownershipRules(), policyRules(), policyElementRules(), policyConditionRules(), policyReachRules(), publicAccessBlockRules(),
		requestPayerRules(), abacRules(), existsRules(),
		lifecycleRules(), replicationRules(), notificationRules(), corsRules(), websiteRules(),
		copyRules(), metadataRules(), websiteRedirectRules(), taggingRules(), storageClassRules(), restoreRules(), selectRules(),
		renameRules(), annotationRules(), writeGetObjectResponseRules(), attributesRules(), getObjectRules(),
		createBucketRules(), documentRules(), configurationRules(), inventoryRules(), analyticsRules(), metricsRules(),
		intelligentTieringRules(), loggingRules(), metadataTableRules(),
		annotationSupportRules(), targetValueRules(), listBucketsRules(), listPartsRules(), renameConditionRules(), headObjectRules(),
		policyDirectoryRules(), deleteDirectoryRules(), documentSizeRules(), completePartRules(), uploadedPartRules(), objectChecksumRules(), otherBucketRules(), copySourceVersionRules(),
		annotationNameRules(), metricsIDRules(), selectCSVRules(), sessionEncryptionRules(), documentMissingRules(), documentElementRules(), copyAccessPointRules(),
	)))
}

// Catalog returns the catalogue in compiled form, which is what applications use:
// static data, of which a process makes what its operations need, when they
// first need it. Its rules have no examples, and its predicates no samples.
func Catalog() *compat.Catalog {
	loaded.once.Do(func() { loaded.catalog = compat.LoadCatalog(sdk.Schema, compiled()) })
	return loaded.catalog
}

var loaded, source struct {
	once    sync.Once
	catalog *compat.Catalog
}

// Source returns the catalogue in source form, with examples and samples. It is
// for documentation, generators and tests: making it takes milliseconds, and an
// application that calls it links all of them.
func Source() *compat.Catalog {
	source.once.Do(func() {
		c, err := compat.NewCatalog(sdk.Schema, Rules()...)
		if err != nil {
			// The rules are part of the program: tests keep this from happening.
			panic(err)
		}
		source.catalog = c
	})
	return source.catalog
}
