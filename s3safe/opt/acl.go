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
	yieldsACL() fill.ACL
	objectACLsGrantNoWriteOrLogDelivery()
}

// OwnerACL is an ACL that gives access to nobody but owners: [Private] or
// [BucketOwnerFullControl]. Where there are no ACLs (directory buckets,
// Outposts) S3 takes no other.
type OwnerACL interface {
	yieldsACL() fill.ACL
	withoutACLsOnlyPrivateOrBucketOwnerFullControl()
}

// FSxACL is the only ACL that an access point attached to an FSx volume takes:
// [BucketOwnerFullControl].
type FSxACL interface {
	yieldsACL() fill.ACL
	fsxTakesOnlyBucketOwnerFullControl()
}

// ObjectAccess replaces the access control list of an object: a canned ACL,
// [GrantTo], or a whole list, [AccessList].
type ObjectAccess interface {
	yieldsAccess() fill.ACL
	logDeliveryWriteIsForBuckets()
}

// BucketAccess replaces the access control list of a bucket: a canned ACL
// ([Private], [PublicRead], [PublicReadWrite], [AuthenticatedRead],
// [LogDeliveryWrite]), [GrantTo], or a whole list, [AccessList].
type BucketAccess interface {
	yieldsAccess() fill.ACL
	bucketOwnerACLsAreForObjects()
}

// CannedACLChoice is a canned ACL of objects and buckets. Its values are the
// constants below; Build refuses other numbers.
type CannedACLChoice uint8

var anyCannedACLTexts = [...]string{PublicRead: "public-read", PublicReadWrite: "public-read-write", AuthenticatedRead: "authenticated-read"}

// String returns the value as S3 writes it.
func (c CannedACLChoice) String() string { return textOf(anyCannedACLTexts[:], c) }

// PrivateACLChoice is the canned ACL that everything takes. Its values are the
// constants below; Build refuses other numbers.
type PrivateACLChoice uint8

var privateACLTexts = [...]string{Private: "private"}

// String returns the value as S3 writes it.
func (c PrivateACLChoice) String() string { return textOf(privateACLTexts[:], c) }

// ObjectACLChoice is a canned ACL of objects. Its values are the constants
// below; Build refuses other numbers.
type ObjectACLChoice uint8

var objectCannedACLTexts = [...]string{AWSExecRead: "aws-exec-read", BucketOwnerRead: "bucket-owner-read"}

// String returns the value as S3 writes it.
func (c ObjectACLChoice) String() string { return textOf(objectCannedACLTexts[:], c) }

// OwnerACLChoice is the canned ACL of objects that gives access to owners only.
// Its values are the constants below; Build refuses other numbers.
type OwnerACLChoice uint8

var ownerCannedACLTexts = [...]string{BucketOwnerFullControl: "bucket-owner-full-control"}

// String returns the value as S3 writes it.
func (c OwnerACLChoice) String() string { return textOf(ownerCannedACLTexts[:], c) }

// BucketACLChoice is a canned ACL of buckets. Its values are the constants
// below; Build refuses other numbers.
type BucketACLChoice uint8

var bucketCannedACLTexts = [...]string{LogDeliveryWrite: "log-delivery-write"}

// String returns the value as S3 writes it.
func (c BucketACLChoice) String() string { return textOf(bucketCannedACLTexts[:], c) }

// GroupChoice is a group that S3 defines. Its values are the constants below;
// Build refuses other numbers.
type GroupChoice uint8

var groupTexts = [...]string{Everyone: "http://acs.amazonaws.com/groups/global/AllUsers", EveryAWSUser: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers", LogDelivery: "http://acs.amazonaws.com/groups/s3/LogDelivery"}

// String returns the value as S3 writes it.
func (c GroupChoice) String() string { return textOf(groupTexts[:], c) }

// Canned ACLs.
const (
	// Private gives the owner full control and nobody else anything.
	Private PrivateACLChoice = 1
	// PublicRead lets everyone read.
	PublicRead CannedACLChoice = 1
	// PublicReadWrite lets everyone read and write.
	PublicReadWrite CannedACLChoice = 2
	// AuthenticatedRead lets everyone with an AWS account read.
	AuthenticatedRead CannedACLChoice = 3
	// AWSExecRead lets Amazon EC2 read a machine image.
	AWSExecRead ObjectACLChoice = 1
	// BucketOwnerRead lets the owner of the bucket read the object.
	BucketOwnerRead ObjectACLChoice = 2
	// BucketOwnerFullControl gives the owner of the bucket full control.
	BucketOwnerFullControl OwnerACLChoice = 1
	// LogDeliveryWrite lets S3 deliver access logs into the bucket.
	LogDeliveryWrite BucketACLChoice = 1
)

func (a CannedACLChoice) yieldsACL() fill.ACL {
	return cannedACL(a.String())
}
func (a PrivateACLChoice) yieldsACL() fill.ACL {
	return cannedACL(a.String())
}
func (a ObjectACLChoice) yieldsACL() fill.ACL {
	return cannedACL(a.String())
}
func (a OwnerACLChoice) yieldsACL() fill.ACL { return cannedACL(a.String()) }
func (a BucketACLChoice) yieldsACL() fill.ACL {
	return cannedACL(a.String())
}

func (a CannedACLChoice) yieldsAccess() fill.ACL  { return a.yieldsACL() }
func (a PrivateACLChoice) yieldsAccess() fill.ACL { return a.yieldsACL() }
func (a ObjectACLChoice) yieldsAccess() fill.ACL  { return a.yieldsACL() }
func (a OwnerACLChoice) yieldsAccess() fill.ACL   { return a.yieldsACL() }
func (a BucketACLChoice) yieldsAccess() fill.ACL  { return a.yieldsACL() }

func (CannedACLChoice) objectACLsGrantNoWriteOrLogDelivery()             {}
func (CannedACLChoice) logDeliveryWriteIsForBuckets()                    {}
func (CannedACLChoice) bucketOwnerACLsAreForObjects()                    {}
func (PrivateACLChoice) objectACLsGrantNoWriteOrLogDelivery()            {}
func (PrivateACLChoice) withoutACLsOnlyPrivateOrBucketOwnerFullControl() {}
func (PrivateACLChoice) logDeliveryWriteIsForBuckets()                   {}
func (PrivateACLChoice) bucketOwnerACLsAreForObjects()                   {}
func (PrivateACLChoice) newBucketsTakeNoPublicACL()                      {}
func (ObjectACLChoice) objectACLsGrantNoWriteOrLogDelivery()             {}
func (ObjectACLChoice) logDeliveryWriteIsForBuckets()                    {}
func (OwnerACLChoice) objectACLsGrantNoWriteOrLogDelivery()              {}
func (OwnerACLChoice) withoutACLsOnlyPrivateOrBucketOwnerFullControl()   {}
func (OwnerACLChoice) fsxTakesOnlyBucketOwnerFullControl()               {}
func (OwnerACLChoice) logDeliveryWriteIsForBuckets()                     {}
func (BucketACLChoice) bucketOwnerACLsAreForObjects()                    {}
func (BucketACLChoice) newBucketsTakeNoPublicACL()                       {}

func cannedACL(text string) fill.ACL {
	v := chosen("ACL", text)
	return fill.ACL{ACL: v.V, Way: fill.WayCannedACL, Bad: v.Bad}
}

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
	if strings.ContainsAny(id, `",`) { // would name more grantees
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
	if strings.ContainsAny(address, `",`) || address == "" { // would name more grantees, or none
		bad = "names a grantee whose address isn't one"
	}
	return `emailAddress="` + address + `"`, types.Grantee{Type: types.TypeAmazonCustomerByEmail, EmailAddress: &address}, bad
}

// The groups that S3 defines.
const (
	// Everyone is everyone, with or without an AWS account.
	Everyone GroupChoice = 1
	// EveryAWSUser is everyone with an AWS account.
	EveryAWSUser GroupChoice = 2
	// LogDelivery is the service that delivers access logs.
	LogDelivery GroupChoice = 3
)

func (g GroupChoice) grantee() (string, types.Grantee, string) {
	uri := g.String()
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
	if b.Len() == 0 {
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

// members are the grants. That a request about an ACL needs some is a rule,
// acl-nothing-given.
func (g Grants) members() fill.ACL {
	a := g.acl
	a.Way = fill.WayGrantTo
	return a
}

// some are the grants where a request without them would mean another ACL.
func (g Grants) some() fill.ACL {
	a := g.members()
	if a.GrantFullControl == nil && a.GrantRead == nil && a.GrantReadACP == nil && a.GrantWrite == nil && a.GrantWriteACP == nil && a.Bad == nil {
		a.Bad = a.Bad.Add("GrantRead", "isn't given, nor any other grant: GrantTo needs at least one")
	}
	return a
}

// yieldsACL implements [ObjectACL].
func (g Grants) yieldsACL() fill.ACL { return g.some() }

// yieldsAccess implements [ObjectAccess].
func (g Grants) yieldsAccess() fill.ACL { return g.members() }

// yieldsACL implements [CreationACL].
func (g BucketGrants) yieldsACL() fill.ACL { return Grants(g).some() }

// yieldsAccess implements [BucketAccess].
func (g BucketGrants) yieldsAccess() fill.ACL { return Grants(g).members() }

func (Grants) objectACLsGrantNoWriteOrLogDelivery() {}
func (Grants) logDeliveryWriteIsForBuckets()        {}
func (Grants) bucketOwnerACLsAreForObjects()        {}
func (Grants) newBucketsTakeNoPublicACL()           {}
func (BucketGrants) logDeliveryWriteIsForBuckets()  {}
func (BucketGrants) bucketOwnerACLsAreForObjects()  {}
func (BucketGrants) newBucketsTakeNoPublicACL()     {}

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

// yieldsAccess implements [ObjectAccess].
func (a AccessControl) yieldsAccess() fill.ACL {
	owner := a.owner
	grants := make([]types.Grant, len(a.grants))
	for i, g := range a.grants {
		who := *g.Grantee
		grants[i] = types.Grant{Grantee: &who, Permission: g.Permission}
	}
	return fill.ACL{
		AccessControlPolicy: &types.AccessControlPolicy{Owner: &types.Owner{ID: &owner}, Grants: grants},
		Way:                 fill.WayAccessList,
		Bad:                 a.bad,
	}
}

func (AccessControl) logDeliveryWriteIsForBuckets() {}
func (AccessControl) bucketOwnerACLsAreForObjects() {}
