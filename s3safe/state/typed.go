package state

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
)

// The functions below are [Is] with the SDK's types, so that the compiler finds a
// value of something else. Where an empty value is what S3 answers for a bucket of
// which nothing was ever configured, it means that.

// or is the text of a value, or what an empty one means.
func or[T ~string](v T, empty string) string {
	if v == "" {
		return empty
	}
	return string(v)
}

func onOff(on bool) string {
	if on {
		return "true"
	}
	return "false"
}

func some(yes bool) string {
	if yes {
		return "some"
	}
	return "none"
}

// Versioning states whether the bucket has versioning; the empty status, that it
// never had.
func Versioning(s types.BucketVersioningStatus) Fact {
	return Is(compat.Versioning, or(s, "Unversioned"))
}

// MFADelete states whether deleting a version takes the code of a device.
func MFADelete(s types.MFADeleteStatus) Fact { return Is(compat.MFADelete, or(s, "Disabled")) }

// ObjectLock states whether the bucket has object lock; the empty value, that it
// hasn't.
func ObjectLock(s types.ObjectLockEnabled) Fact { return Is(compat.ObjectLock, or(s, "none")) }

// DefaultRetention states the mode in which new objects are retained by default;
// the empty mode, that they aren't.
func DefaultRetention(m types.ObjectLockRetentionMode) Fact {
	return Is(compat.DefaultRetention, or(m, "none"))
}

// Ownership states whom the bucket's objects belong to, and so whether ACLs count.
func Ownership(o types.ObjectOwnership) Fact { return Is(compat.Ownership, string(o)) }

// Acceleration states whether the bucket has transfer acceleration; the empty
// status, that it never had.
func Acceleration(s types.BucketAccelerateStatus) Fact {
	return Is(compat.Acceleration, or(s, "none"))
}

// Payer states who pays for requests.
func Payer(p types.Payer) Fact { return Is(compat.Payer, string(p)) }

// DefaultEncryption states how objects are encrypted by default.
func DefaultEncryption(e types.ServerSideEncryption) Fact {
	return Is(compat.DefaultEncryption, or(e, "none"))
}

// BucketKey states whether the default encryption uses an S3 Bucket Key.
func BucketKey(on bool) Fact { return Is(compat.BucketKey, onOff(on)) }

// BlockedSSEC states whether the bucket blocks writes with customer keys.
func BlockedSSEC(blocked bool) Fact { return Is(compat.BlockedSSEC, onOff(blocked)) }

// ABAC states whether the bucket's tags count in policies.
func ABAC(s types.BucketAbacStatus) Fact { return Is(compat.ABAC, or(s, "Disabled")) }

// PublicAccessBlock states the bucket's public access block. What is nil in it is
// off.
func PublicAccessBlock(c types.PublicAccessBlockConfiguration) Fact {
	return func(x *compat.Facts) {
		for _, f := range []Fact{
			Is(compat.PublicAccessBlock, "some"),
			Is(compat.BlockPublicACLs, onOff(aws.ToBool(c.BlockPublicAcls))),
			Is(compat.IgnorePublicACLs, onOff(aws.ToBool(c.IgnorePublicAcls))),
			Is(compat.BlockPublicPolicy, onOff(aws.ToBool(c.BlockPublicPolicy))),
			Is(compat.RestrictPublic, onOff(aws.ToBool(c.RestrictPublicBuckets))),
		} {
			f(x)
		}
	}
}

// Exists states whether the bucket exists.
func Exists(yes bool) Fact { return Is(compat.Exists, onOff(yes)) }

// OwnedByCaller states whether the bucket belongs to the account whose credentials
// the client has.
func OwnedByCaller(yes bool) Fact { return Is(compat.OwnedByCaller, onOff(yes)) }

// Empty states whether the bucket holds no object and no version.
func Empty(yes bool) Fact { return Is(compat.Empty, onOff(yes)) }

// Policy states whether the bucket has a policy.
func Policy(yes bool) Fact { return Is(compat.Policy, some(yes)) }

// CORS states whether the bucket has rules for requests of other origins.
func CORS(yes bool) Fact { return Is(compat.CORS, some(yes)) }

// Website states whether the bucket has a website configuration.
func Website(yes bool) Fact { return Is(compat.Website, some(yes)) }

// Lifecycle states whether the bucket has lifecycle rules.
func Lifecycle(yes bool) Fact { return Is(compat.Lifecycle, some(yes)) }

// Replication states whether the bucket has replication rules.
func Replication(yes bool) Fact { return Is(compat.Replication, some(yes)) }

// Tags states whether the bucket has tags.
func Tags(yes bool) Fact { return Is(compat.Tags, some(yes)) }
