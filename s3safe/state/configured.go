package state

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
)

// The functions of this file read bucket configurations, alike in what is sent
// to S3 and in what it answers.

func (e *evidence) versioning(status types.BucketVersioningStatus, mfaDelete string) {
	if status == "" {
		e.set(compat.Versioning, "Unversioned")
	} else {
		e.set(compat.Versioning, string(status))
	}
	if mfaDelete == "" {
		mfaDelete = "Disabled"
	}
	e.set(compat.MFADelete, mfaDelete)
}

func (e *evidence) objectLock(c *types.ObjectLockConfiguration) {
	if c == nil || c.ObjectLockEnabled != types.ObjectLockEnabledEnabled {
		// A bucket without object lock has no configuration; an empty one isn't
		// S3's.
		return
	}
	e.set(compat.ObjectLock, "Enabled")
	retention, hold := "none", "none"
	if c.Rule != nil && c.Rule.DefaultRetention != nil {
		if mode := c.Rule.DefaultRetention.Mode; mode != "" {
			retention = string(mode)
		}
		if c.Rule.DefaultRetention.DefaultEventHold != nil {
			hold = "some"
		}
	}
	e.set(compat.DefaultRetention, retention)
	e.set(compat.DefaultEventHold, hold)
}

func (e *evidence) noObjectLock() {
	e.set(compat.ObjectLock, "none")
	e.set(compat.DefaultRetention, "none")
	e.set(compat.DefaultEventHold, "none")
}

func (e *evidence) ownership(c *types.OwnershipControls) {
	if c == nil || len(c.Rules) != 1 {
		return
	}
	e.set(compat.OwnershipControls, "some")
	e.set(compat.Ownership, string(c.Rules[0].ObjectOwnership))
}

// encryption reads a configuration. One that S3 answered with and that blocks
// nothing says so by silence; what S3 makes of silence when it is sent isn't
// documented.
func (e *evidence) encryption(c *types.ServerSideEncryptionConfiguration, answered bool) {
	if c == nil || len(c.Rules) == 0 {
		return
	}
	e.set(compat.Encryption, "some")
	rule := c.Rules[0]
	if d := rule.ApplyServerSideEncryptionByDefault; d != nil && d.SSEAlgorithm != "" {
		e.set(compat.DefaultEncryption, string(d.SSEAlgorithm))
	}
	e.setBool(compat.BucketKey, rule.BucketKeyEnabled != nil && *rule.BucketKeyEnabled)
	b := rule.BlockedEncryptionTypes
	switch {
	case b != nil:
		e.setBool(compat.BlockedSSEC, slices.Contains(b.EncryptionType, types.EncryptionTypeSseC))
	case answered:
		e.set(compat.BlockedSSEC, "false")
	default:
		e.forgets(compat.BlockedSSEC)
	}
}

// publicAccessBlock reads a configuration. S3 answers with all settings, so one
// that isn't there isn't known; in what is sent, it is off.
func (e *evidence) publicAccessBlock(c *types.PublicAccessBlockConfiguration, answered bool) {
	if c == nil {
		return
	}
	e.set(compat.PublicAccessBlock, "some")
	for f, on := range map[compat.Feature]*bool{
		compat.BlockPublicACLs: c.BlockPublicAcls, compat.IgnorePublicACLs: c.IgnorePublicAcls,
		compat.BlockPublicPolicy: c.BlockPublicPolicy, compat.RestrictPublic: c.RestrictPublicBuckets,
	} {
		if on != nil || !answered {
			e.setBool(f, on != nil && *on)
		}
	}
}

// noPublicAccessBlock records that the bucket has none of its own. Its account
// may still have one; that S3 then refuses isn't known beforehand.
func (e *evidence) noPublicAccessBlock() {
	e.publicAccessBlock(new(types.PublicAccessBlockConfiguration), false)
	e.set(compat.PublicAccessBlock, "none")
}

// grants reads an ACL.
func (e *evidence) grants(owner *types.Owner, grants []types.Grant) {
	if owner == nil || aws.ToString(owner.ID) == "" {
		return
	}
	for _, g := range grants {
		if g.Grantee == nil || aws.ToString(g.Grantee.ID) != *owner.ID {
			e.set(compat.Grants, "others")
			return
		}
	}
	e.set(compat.Grants, "owner")
}

func (e *evidence) acceleration(status types.BucketAccelerateStatus) {
	if status == "" {
		status = "none"
	}
	e.set(compat.Acceleration, string(status))
}

// some records that the bucket has a configuration, or that it has none.
func (e *evidence) some(f compat.Feature, exists bool) {
	if exists {
		e.set(f, "some")
	} else {
		e.set(f, "none")
	}
}

// location records a Region as GetBucketLocation names it: nothing for us-east-1,
// and EU for eu-west-1 in buckets of old.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
func (e *evidence) location(constraint types.BucketLocationConstraint) {
	switch constraint {
	case "":
		e.region("us-east-1")
	case types.BucketLocationConstraintEu:
		e.region("eu-west-1")
	default:
		e.region(string(constraint))
	}
}

// region records a Region, if it has the form of one.
func (e *evidence) region(name string) {
	if len(name) < 40 && regionForm().MatchString(name) {
		e.facts.Region = name
	}
}
