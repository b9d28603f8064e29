package state

import (
	"slices"

	"github.com/s3safe/s3safe-go/compat"
)

// names are the bucket features as snapshots and stores call them. They are
// never changed: files and other processes use them.
var names = [compat.Features]string{
	compat.Exists:            "exists",
	compat.Versioning:        "versioning",
	compat.MFADelete:         "mfaDelete",
	compat.ObjectLock:        "objectLock",
	compat.DefaultRetention:  "defaultRetention",
	compat.DefaultEventHold:  "defaultEventHold",
	compat.Ownership:         "ownership",
	compat.Acceleration:      "acceleration",
	compat.Payer:             "payer",
	compat.DefaultEncryption: "defaultEncryption",
	compat.BucketKey:         "bucketKey",
	compat.BlockedSSEC:       "blockedSSEC",
	compat.BlockPublicACLs:   "blockPublicAcls",
	compat.IgnorePublicACLs:  "ignorePublicAcls",
	compat.BlockPublicPolicy: "blockPublicPolicy",
	compat.RestrictPublic:    "restrictPublicBuckets",
	compat.PublicAccessBlock: "publicAccessBlock",
	compat.OwnershipControls: "ownershipControls",
	compat.ABAC:              "abac",
	compat.Policy:            "policy",
	compat.CORS:              "cors",
	compat.Website:           "website",
	compat.Lifecycle:         "lifecycle",
	compat.Replication:       "replication",
	compat.Tags:              "tags",
	compat.Encryption:        "encryption",
	compat.Analytics:         "analytics",
	compat.Inventory:         "inventory",
	compat.Metrics:           "metrics",
	compat.Tiering:           "intelligentTiering",
	compat.MetadataTable:     "metadataTable",
	compat.OwnedByCaller:     "ownedByCaller",
	compat.Empty:             "empty",
	compat.LogTarget:         "logTarget",

	compat.LogTargetOwnership: "logTargetOwnership",
	compat.ReplicaTarget:      "replicationDestination",
	compat.Grants:             "acl",
	compat.ExportTarget:       "exportDestination",
	compat.ReplicaTargetLock:  "replicationDestinationLock",
}

// FeatureName returns the name of a bucket feature in snapshots and stores, such
// as "objectLock"; empty for any other feature.
func FeatureName(f compat.Feature) string {
	if int(f) >= len(names) {
		return ""
	}
	return names[f]
}

// ParseFeature is the opposite of FeatureName.
func ParseFeature(name string) (compat.Feature, bool) {
	if name == "" {
		return 0, false
	}
	f := slices.Index(names[:], name)
	return compat.Feature(max(f, 0)), f >= 0
}

// bucketFeatures are the features that a bucket has, in the order of their
// numbers.
var bucketFeatures = func() (list []compat.Feature) {
	for f, name := range names {
		if name != "" {
			list = append(list, compat.Feature(f))
		}
	}
	return list
}()
