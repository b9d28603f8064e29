package opt

import (
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// CreationACL is an ACL with which a bucket can be created: [Private],
// [LogDeliveryWrite] or [GrantTo]. A public one can only be set later, because a
// new bucket blocks public access.
type CreationACL interface {
	yieldsACL() fill.ACL
	newBucketsTakeNoPublicACL()
}

// BucketOwnership says whom the objects of a new bucket belong to, and what that
// allows: an ACL only where ACLs aren't disabled. [OwnerEnforced],
// [OwnerPreferred], [WriterOwns] or [DefaultOwnership].
type BucketOwnership interface {
	yieldsOwnership() fill.ACL
}

// Ownership is one of the settings of S3 Object Ownership: [OwnerEnforced],
// [OwnerPreferred] or [WriterOwns].
type Ownership interface {
	yieldsOwnership() fill.ACL
	yieldsOwnershipControls() fill.Value[*types.OwnershipControls]
}

// EnforcedOwnership disables ACLs; see [OwnerEnforced].
type EnforcedOwnership struct{}

// OwnerEnforced disables ACLs: the bucket's owner owns every object. It is the
// default of new buckets.
//
// Rules: bucket-acl-with-enforced-owner, acl-disabled.
func OwnerEnforced() EnforcedOwnership { return EnforcedOwnership{} }

// Private says that the new bucket has the ACL private, the only one that is
// possible.
func (EnforcedOwnership) Private() OwnershipWithACL {
	return OwnershipWithACL{"BucketOwnerEnforced", Private}
}

// yieldsOwnership implements [BucketOwnership].
func (EnforcedOwnership) yieldsOwnership() fill.ACL {
	return fill.ACL{ObjectOwnership: "BucketOwnerEnforced"}
}

// ACLOwnership is an ownership with which ACLs count; see [OwnerPreferred] and
// [WriterOwns].
type ACLOwnership struct{ setting string }

// OwnerPreferred enables ACLs: the bucket's owner owns what is written with
// [BucketOwnerFullControl].
func OwnerPreferred() ACLOwnership { return ACLOwnership{"BucketOwnerPreferred"} }

// WriterOwns enables ACLs: every object belongs to the account that wrote it.
func WriterOwns() ACLOwnership { return ACLOwnership{"ObjectWriter"} }

// ACL returns the ownership with an ACL for the new bucket.
//
// Rules: bucket-acl-needs-ownership, bucket-acl-public-at-creation.
func (o ACLOwnership) ACL(a CreationACL) OwnershipWithACL { return OwnershipWithACL{o.setting, a} }

// yieldsOwnership implements [BucketOwnership].
func (o ACLOwnership) yieldsOwnership() fill.ACL {
	f := fill.ACL{ObjectOwnership: o.setting}
	if o.setting == "" {
		f.Bad = f.Bad.Unmade("ObjectOwnership", anyFunction)
	}
	return f
}

// OwnershipWithACL is an ownership with an ACL; see [ACLOwnership.ACL].
type OwnershipWithACL struct {
	setting string
	acl     CreationACL
}

// yieldsOwnership implements [BucketOwnership].
func (o OwnershipWithACL) yieldsOwnership() fill.ACL {
	if o.acl == nil {
		return fill.ACL{ObjectOwnership: o.setting, Bad: (*fill.Problem)(nil).Add("ACL", "is nil")}
	}
	f := o.acl.yieldsACL()
	f.ObjectOwnership = o.setting
	return f
}

// PrivateOwnership is the default ownership; see [DefaultOwnership].
type PrivateOwnership struct{}

// DefaultOwnership leaves the ownership to S3 and gives the new bucket the ACL
// private, which it would have anyway.
func DefaultOwnership() PrivateOwnership { return PrivateOwnership{} }

// yieldsOwnership implements [BucketOwnership].
func (PrivateOwnership) yieldsOwnership() fill.ACL { return fill.ACL{ACL: Private.String()} }
