package main

import (
	"slices"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// configurations are the bucket configurations that a case may describe, by the
// keys that recordings use for them.
var configurations = map[string]compat.Feature{
	"policy":                  compat.Policy,
	"cors":                    compat.CORS,
	"bucketCors":              compat.CORS,
	"website":                 compat.Website,
	"lifecycle":               compat.Lifecycle,
	"replication":             compat.Replication,
	"tags":                    compat.Tags,
	"tagging":                 compat.Tags,
	"bucketTags":              compat.Tags,
	"analyticsConfigurations": compat.Analytics,
	"inventoryConfigurations": compat.Inventory,
	"metricsConfigurations":   compat.Metrics,
	"bucketMetrics":           compat.Metrics,
	"tieringConfigurations":   compat.Tiering,

	"bucketPolicy":                     compat.Policy,
	"bucketWebsite":                    compat.Website,
	"bucketLifecycle":                  compat.Lifecycle,
	"lifecycleConfiguration":           compat.Lifecycle,
	"bucketReplication":                compat.Replication,
	"replicationConfiguration":         compat.Replication,
	"bucketTagging":                    compat.Tags,
	"bucketAnalytics":                  compat.Analytics,
	"bucketInventory":                  compat.Inventory,
	"intelligentTieringConfigurations": compat.Tiering,
	"bucketIntelligentTiering":         compat.Tiering,
}

// otherKeys are keys of a case's bucket that don't describe a configuration a
// GET could ask for.
var otherKeys = []string{"type", "region", "versioning", "objectLock", "ownership", "accelerate", "payer", "encryption",
	"encryptionExplicit", "publicAccessBlock", "exists", "owner", "acl", "targetBucket", "ownershipControls",
	"destinationBucket", "destination", "replicationDestination", "exportDestination", "features"}

// bucketFacts declares what a case says of its bucket. What it leaves out is as
// in a fresh bucket: general purpose, us-east-1, never versioned, no object
// lock, BucketOwnerEnforced, SSE-S3, all public access blocked, not
// accelerated, paid by its owner; if it says that the rest is unknown, it is.
func bucketFacts(c *Case) *compat.Facts {
	f := &compat.Facts{Region: "us-east-1"}
	set := func(feature compat.Feature, value string) {
		// A value that the engine doesn't know stays unknown.
		_ = f.Set(feature, value)
	}
	if exists, ok := c.Bucket["exists"].(bool); ok && !exists {
		set(compat.Exists, "false")
		f.Region = ""
		return f
	}
	set(compat.Exists, "true")
	rest := c.Bucket["rest"] == "unknown"
	text := func(key, fresh string) string {
		if s, ok := c.Bucket[key].(string); ok {
			return s
		}
		if c.Bucket[key] != nil {
			return "" // said in a way that isn't understood: unknown
		}
		if rest {
			return ""
		}
		return fresh
	}
	set(compat.Versioning, text("versioning", "Unversioned"))
	switch text("objectLock", "none") {
	case "none", "disabled":
		set(compat.ObjectLock, "none")
	case "enabled", "Enabled":
		set(compat.ObjectLock, "Enabled")
	}
	set(compat.Ownership, text("ownership", "BucketOwnerEnforced"))
	_, owned := f.Get(compat.Ownership)
	switch controls, said := c.Bucket["ownershipControls"]; {
	case said && (controls == nil || controls == "none"):
		set(compat.OwnershipControls, "none")
	case said || owned || !rest: // an ownership that is told is one that was set
		set(compat.OwnershipControls, "some")
	}
	set(compat.Acceleration, text("accelerate", "none"))
	set(compat.Payer, text("payer", "BucketOwner"))
	set(compat.ABAC, text("abac", ""))
	switch blocked, said := c.Bucket["blockedEncryption"]; {
	case blocked == "SSE-C":
		set(compat.BlockedSSEC, "true")
	case said && blocked == "NONE":
		set(compat.BlockedSSEC, "false")
	}
	set(compat.DefaultEncryption, text("encryption", "AES256"))
	block := map[string]string{"on": "true", "off": "false"}[text("publicAccessBlock", "on")]
	for _, feature := range []compat.Feature{compat.BlockPublicACLs, compat.IgnorePublicACLs, compat.BlockPublicPolicy, compat.RestrictPublic} {
		set(feature, block)
	}
	set(compat.PublicAccessBlock, map[string]string{"true": "some", "false": "none"}[block])
	if f.Region = text("region", "us-east-1"); f.Region == "unknown" {
		f.Region = ""
	}
	switch owner := text("owner", ""); owner {
	case "", "unknown":
	case "caller":
		set(compat.OwnedByCaller, "true")
	default:
		f.Owner = owner
	}
	if target, ok := c.Bucket["targetBucket"].(map[string]any); ok {
		switch region, _ := target["region"].(string); {
		case target["exists"] == false:
			set(compat.LogTarget, "missing")
		case target["owner"] == "other":
			set(compat.LogTarget, "another account")
		case region == "" || region == "unknown" || f.Region == "":
		case region != f.Region:
			set(compat.LogTarget, "another region")
		default:
			set(compat.LogTarget, "same region")
		}
		if ownership, ok := target["ownership"].(string); ok {
			set(compat.LogTargetOwnership, ownership)
		}
	}
	for _, key := range []string{"destinationBucket", "destination", "exportDestination"} {
		to, ok := c.Bucket[key].(map[string]any)
		if op, _ := operation.Parse(c.Op); !ok || op != operation.PutBucketInventoryConfiguration && op != operation.PutBucketAnalyticsConfiguration {
			continue
		}
		switch region, _ := to["region"].(string); {
		case to["exists"] == false:
			set(compat.ExportTarget, "missing")
		case region == "" || region == "unknown" || f.Region == "":
		case region != f.Region:
			set(compat.ExportTarget, "another region")
		default:
			set(compat.ExportTarget, "same region")
		}
	}
	for _, key := range []string{"destinationBucket", "destination", "replicationDestination"} {
		if to, ok := c.Bucket[key].(map[string]any); ok {
			versioning, _ := to["versioning"].(string)
			switch {
			case to["exists"] == false:
				set(compat.ReplicaTarget, "missing")
			case versioning == "Enabled":
				set(compat.ReplicaTarget, "versioned")
			case versioning != "" && versioning != "unknown":
				set(compat.ReplicaTarget, "not versioned")
			}
			lock, _ := to["objectLock"].(string)
			set(compat.ReplicaTargetLock, map[string]string{"none": "none", "enabled": "Enabled", "Enabled": "Enabled"}[lock])
		}
	}
	switch acl := text("acl", ""); acl {
	case "":
	case "private":
		set(compat.Grants, "owner")
	case "public-read", "public-read-write", "authenticated-read", "log-delivery-write":
		set(compat.Grants, "others")
	}
	for _, what := range []string{"objectsInBucket", "versionsInBucket", "deleteMarkersInBucket"} {
		if n, ok := c.Object[what].(float64); ok && n > 0 {
			set(compat.Empty, "false")
		}
	}
	declareConfigurations(c, set)
	declareFeatures(c, f)
	return f
}

// declareFeatures declares what a case says of its bucket by the names that snapshots
// have for the engine's features: {"features": {"mfaDelete": "Enabled"}}. An empty
// value makes one unknown.
func declareFeatures(c *Case, f *compat.Facts) {
	features, _ := c.Bucket["features"].(map[string]any)
	for name, value := range features {
		feature, ok := state.ParseFeature(name)
		text, isText := value.(string)
		if !ok || !isText {
			continue
		}
		if text == "" {
			f.Forget(feature)
			continue
		}
		_ = f.Set(feature, text)
	}
}

// declareConfigurations declares which configurations the bucket has. A fresh
// bucket has none; but where a case describes something by a key that isn't
// known here, the configurations it doesn't name stay unknown.
func declareConfigurations(c *Case, set func(compat.Feature, string)) {
	understood := true
	for key := range c.Bucket {
		_, isConfiguration := configurations[key]
		understood = understood && (isConfiguration || slices.Contains(otherKeys, key))
	}
	if understood && len(c.Object) == 0 {
		for _, feature := range configurations {
			set(feature, "none")
		}
	}
	for _, described := range []map[string]any{c.Bucket, c.Object} {
		for key, value := range described {
			feature, ok := configurations[key]
			if !ok || key == "tags" && len(c.Object) > 0 {
				continue // an object's tags aren't its bucket's
			}
			list, isList := value.([]any)
			if value == nil || value == "none" || isList && len(list) == 0 {
				set(feature, "none")
			} else {
				set(feature, "some")
			}
		}
	}
}

// uploadFacts declares that the case's upload is in progress, or that there is none,
// nil if it doesn't say so. How it was created is replayed, not declared: see creation.
func uploadFacts(c *Case) *compat.Facts {
	upload, ok := c.Object["upload"].(map[string]any)
	if !ok {
		return nil
	}
	f := new(compat.Facts)
	_ = f.Set(compat.UploadExists, "true")
	if upload["exists"] == false {
		_ = f.Set(compat.UploadExists, "false")
		return f
	}
	f.Parts = uploadParts(upload)
	return f
}

// uploadParts reads the parts of an upload: all that it has. Nil if the case doesn't
// say, or doesn't say enough of one.
func uploadParts(upload map[string]any) *compat.Parts {
	list, ok := upload["parts"].([]any)
	if !ok {
		return nil
	}
	algorithm, _ := upload["checksumAlgorithm"].(string)
	var parts []compat.Part
	for _, x := range list {
		described, _ := x.(map[string]any)
		first := func(keys ...string) any {
			for _, key := range keys {
				if v := described[key]; v != nil {
					return v
				}
			}
			return nil
		}
		number, ok := first("PartNumber", "partNumber").(float64)
		if !ok {
			return nil
		}
		part := compat.Part{Number: int32(number), Size: -1}
		if size, ok := first("Size", "size").(float64); ok {
			part.Size = int64(size)
		}
		tag, _ := first("ETag", "etag").(string)
		sum, _ := first("Checksum"+algorithm, "checksum"+algorithm).(string)
		part.ETag, part.Checksum = compat.Mark(tag), compat.Mark(sum)
		parts = append(parts, part)
	}
	return compat.AllParts(parts...)
}
