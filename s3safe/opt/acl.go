package opt

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// ObjectACL gives access to an object when it is written: a canned ACL
// ([Private], [PublicRead], [PublicReadWrite], [AuthenticatedRead],
// [AWSExecRead], [BucketOwnerRead], [BucketOwnerFullControl]) or [GrantTo].
type ObjectACL interface {
	AsACL() fill.ACL
	objectACL()
}

// OwnerACL is an ACL that gives access to nobody but owners: [Private] or
// [BucketOwnerFullControl]. Where there are no ACLs (directory buckets,
// Outposts) S3 takes no other.
type OwnerACL interface {
	AsACL() fill.ACL
	ownerACL()
}

// FSxACL is the only ACL that an access point attached to an FSx volume takes:
// [BucketOwnerFullControl].
type FSxACL interface {
	AsACL() fill.ACL
	fsxACL()
}

// ObjectAccess replaces the access control list of an object: a canned ACL,
// [GrantTo], or a whole list, [AccessList].
type ObjectAccess interface {
	AsAccess() fill.ACL
	objectAccess()
}

// BucketAccess replaces the access control list of a bucket: a canned ACL
// ([Private], [PublicRead], [PublicReadWrite], [AuthenticatedRead],
// [LogDeliveryWrite]), [GrantTo], or a whole list, [AccessList].
type BucketAccess interface {
	AsAccess() fill.ACL
	bucketAccess()
}

// Canned ACLs are constants of types without a name, so that no other text can
// stand for one.
type (
	anyCannedACL    string // for objects and buckets
	privateACL      string
	objectCannedACL string
	ownerCannedACL  string
	bucketCannedACL string
)

// Canned ACLs.
const (
	// Private gives the owner full control and nobody else anything.
	Private privateACL = "private"
	// PublicRead lets everyone read.
	PublicRead anyCannedACL = "public-read"
	// PublicReadWrite lets everyone read and write.
	PublicReadWrite anyCannedACL = "public-read-write"
	// AuthenticatedRead lets everyone with an AWS account read.
	AuthenticatedRead anyCannedACL = "authenticated-read"
	// AWSExecRead lets Amazon EC2 read a machine image.
	AWSExecRead objectCannedACL = "aws-exec-read"
	// BucketOwnerRead lets the owner of the bucket read the object.
	BucketOwnerRead objectCannedACL = "bucket-owner-read"
	// BucketOwnerFullControl gives the owner of the bucket full control.
	BucketOwnerFullControl ownerCannedACL = "bucket-owner-full-control"
	// LogDeliveryWrite lets S3 deliver access logs into the bucket.
	LogDeliveryWrite bucketCannedACL = "log-delivery-write"
)

func (a anyCannedACL) AsACL() fill.ACL    { return fill.ACL{ACL: string(a)} }
func (a privateACL) AsACL() fill.ACL      { return fill.ACL{ACL: string(a)} }
func (a objectCannedACL) AsACL() fill.ACL { return fill.ACL{ACL: string(a)} }
func (a ownerCannedACL) AsACL() fill.ACL  { return fill.ACL{ACL: string(a)} }
func (a bucketCannedACL) AsACL() fill.ACL { return fill.ACL{ACL: string(a)} }

func (a anyCannedACL) AsAccess() fill.ACL    { return a.AsACL() }
func (a privateACL) AsAccess() fill.ACL      { return a.AsACL() }
func (a objectCannedACL) AsAccess() fill.ACL { return a.AsACL() }
func (a ownerCannedACL) AsAccess() fill.ACL  { return a.AsACL() }
func (a bucketCannedACL) AsAccess() fill.ACL { return a.AsACL() }

func (anyCannedACL) objectACL()       {}
func (anyCannedACL) objectAccess()    {}
func (anyCannedACL) bucketAccess()    {}
func (privateACL) objectACL()         {}
func (privateACL) ownerACL()          {}
func (privateACL) objectAccess()      {}
func (privateACL) bucketAccess()      {}
func (privateACL) creationACL()       {}
func (objectCannedACL) objectACL()    {}
func (objectCannedACL) objectAccess() {}
func (ownerCannedACL) objectACL()     {}
func (ownerCannedACL) ownerACL()      {}
func (ownerCannedACL) fsxACL()        {}
func (ownerCannedACL) objectAccess()  {}
func (bucketCannedACL) bucketAccess() {}
func (bucketCannedACL) creationACL()  {}

// Grantee is who gets access: [CanonicalUser], [Email], [Everyone],
// [EveryAWSUser] or [LogDelivery].
type Grantee interface {
	grantee() (header string, g types.Grantee, bad string)
}

type canonicalUser string

// CanonicalUser is an AWS account, by its canonical user ID.
//
// Rules: acl-grant-invalid-id, acl-document-invalid-id.
func CanonicalUser(id string) Grantee { return canonicalUser(id) }

func (u canonicalUser) grantee() (string, types.Grantee, string) {
	id := string(u)
	bad := ""
	if strings.ContainsAny(id, `",`) || id == "" {
		bad = "names a grantee whose id isn't one"
	}
	return `id="` + id + `"`, types.Grantee{Type: types.TypeCanonicalUser, ID: &id}, bad
}

type email string

// Email is an AWS account, by its address. Only some Regions take that.
//
// Rule: acl-grant-by-email.
func Email(address string) Grantee { return email(address) }

func (e email) grantee() (string, types.Grantee, string) {
	address := string(e)
	bad := ""
	if strings.ContainsAny(address, `",`) || address == "" {
		bad = "names a grantee whose address isn't one"
	}
	return `emailAddress="` + address + `"`, types.Grantee{Type: types.TypeAmazonCustomerByEmail, EmailAddress: &address}, bad
}

type group string

// The groups that S3 defines.
const (
	// Everyone is everyone, with or without an AWS account.
	Everyone group = "http://acs.amazonaws.com/groups/global/AllUsers"
	// EveryAWSUser is everyone with an AWS account.
	EveryAWSUser group = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
	// LogDelivery is the service that delivers access logs.
	LogDelivery group = "http://acs.amazonaws.com/groups/s3/LogDelivery"
)

func (g group) grantee() (string, types.Grantee, string) {
	uri := string(g)
	return `uri="` + uri + `"`, types.Grantee{Type: types.TypeGroup, URI: &uri}, ""
}

// Grants give access to grantees. They begin with [GrantTo].
type Grants struct{ acl fill.ACL }

// BucketGrants are grants among which is the right to write into a bucket.
type BucketGrants struct{ acl fill.ACL }

// GrantTo gives access to single grantees instead of a canned ACL:
//
//	opt.GrantTo().Read(opt.Everyone).FullControl(opt.CanonicalUser(id))
//
// Rules: acl-canned-with-grants, acl-grant-malformed.
func GrantTo() Grants { return Grants{} }

// grant adds the grantees to those that the member at names already.
func grant(acl *fill.ACL, at **string, member string, to []Grantee) {
	var b strings.Builder
	if *at != nil {
		b.WriteString(**at)
	}
	for _, g := range to {
		if g == nil {
			acl.Bad = acl.Bad.Add(member, "names no grantee")
			continue
		}
		header, _, bad := g.grantee()
		if bad != "" {
			acl.Bad = acl.Bad.Add(member, bad)
		}
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		b.WriteString(header)
	}
	if len(to) == 0 {
		acl.Bad = acl.Bad.Add(member, "names no grantee")
	}
	text := b.String()
	*at = &text
}

// FullControl gives every right.
func (g Grants) FullControl(to ...Grantee) Grants {
	grant(&g.acl, &g.acl.GrantFullControl, "GrantFullControl", to)
	return g
}

// Read gives the right to read an object and its metadata, or to list a bucket.
func (g Grants) Read(to ...Grantee) Grants {
	grant(&g.acl, &g.acl.GrantRead, "GrantRead", to)
	return g
}

// ReadACP gives the right to read the access control list.
func (g Grants) ReadACP(to ...Grantee) Grants {
	grant(&g.acl, &g.acl.GrantReadACP, "GrantReadACP", to)
	return g
}

// WriteACP gives the right to change the access control list.
func (g Grants) WriteACP(to ...Grantee) Grants {
	grant(&g.acl, &g.acl.GrantWriteACP, "GrantWriteACP", to)
	return g
}

// Write gives the right to write objects into a bucket; objects have no such
// right, so what it returns can't be used when one is written.
func (g Grants) Write(to ...Grantee) BucketGrants {
	grant(&g.acl, &g.acl.GrantWrite, "GrantWrite", to)
	return BucketGrants(g)
}

func (g Grants) members() fill.ACL {
	a := g.acl
	if a.GrantFullControl == nil && a.GrantRead == nil && a.GrantReadACP == nil && a.GrantWrite == nil && a.GrantWriteACP == nil && a.Bad == nil {
		a.Bad = a.Bad.Add("GrantRead", "isn't given, nor any other grant: GrantTo needs at least one")
	}
	return a
}

// AsACL implements [ObjectACL].
func (g Grants) AsACL() fill.ACL { return g.members() }

// AsAccess implements [ObjectAccess].
func (g Grants) AsAccess() fill.ACL { return g.members() }

// AsACL implements [CreationACL].
func (g BucketGrants) AsACL() fill.ACL { return g.acl }

// AsAccess implements [BucketAccess].
func (g BucketGrants) AsAccess() fill.ACL { return g.acl }

func (Grants) objectACL()          {}
func (Grants) objectAccess()       {}
func (Grants) bucketAccess()       {}
func (Grants) creationACL()        {}
func (BucketGrants) objectAccess() {}
func (BucketGrants) bucketAccess() {}
func (BucketGrants) creationACL()  {}

// AccessControl is a whole access control list; see [AccessList].
type AccessControl struct {
	owner  string
	grants []types.Grant
	bad    *fill.Problem
}

// AccessList replaces the whole access control list. The owner is the canonical
// user ID of whom the object or bucket belongs to, which can't be changed.
//
// Rules: acl-document-incomplete, acl-header-with-document.
func AccessList(ownerID string) AccessControl { return AccessControl{owner: ownerID} }

func (a AccessControl) with(p types.Permission, to []Grantee) AccessControl {
	a.grants = a.grants[:len(a.grants):len(a.grants)]
	for _, g := range to {
		if g == nil {
			a.bad = a.bad.Add("AccessControlPolicy", "names no grantee")
			continue
		}
		_, who, bad := g.grantee()
		if bad != "" {
			a.bad = a.bad.Add("AccessControlPolicy", bad)
		}
		a.grants = append(a.grants, types.Grant{Grantee: &who, Permission: p})
	}
	return a
}

// FullControl gives every right.
func (a AccessControl) FullControl(to ...Grantee) AccessControl {
	return a.with(types.PermissionFullControl, to)
}

// Read gives the right to read an object and its metadata, or to list a bucket.
func (a AccessControl) Read(to ...Grantee) AccessControl { return a.with(types.PermissionRead, to) }

// Write gives the right to write objects into a bucket.
func (a AccessControl) Write(to ...Grantee) AccessControl { return a.with(types.PermissionWrite, to) }

// ReadACP gives the right to read the access control list.
func (a AccessControl) ReadACP(to ...Grantee) AccessControl {
	return a.with(types.PermissionReadAcp, to)
}

// WriteACP gives the right to change the access control list.
func (a AccessControl) WriteACP(to ...Grantee) AccessControl {
	return a.with(types.PermissionWriteAcp, to)
}

// AsAccess implements [ObjectAccess].
func (a AccessControl) AsAccess() fill.ACL {
	owner := a.owner
	grants := make([]types.Grant, len(a.grants))
	for i, g := range a.grants {
		who := *g.Grantee
		grants[i] = types.Grant{Grantee: &who, Permission: g.Permission}
	}
	return fill.ACL{
		AccessControlPolicy: &types.AccessControlPolicy{Owner: &types.Owner{ID: &owner}, Grants: grants},
		Bad:                 a.bad,
	}
}

func (AccessControl) objectAccess() {}
func (AccessControl) bucketAccess() {}
