package compat

import (
	"time"

	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Member names a member of an operation's input. The constants are in package
// member.
type Member = member.ID

// MemberSet is a set of members.
type MemberSet = member.Set

// Operation names an S3 API operation. The constants are in package operation.
type Operation = operation.ID

// Reader gives the value of a member that is present. It is asked only for
// members of the request's operation.
type Reader interface {
	// Value returns the member's value.
	Value(Member) Value
	// Text returns the value of a string or enumeration member. It is what most
	// rules ask for, and cheaper than Value.
	Text(Member) (string, bool)
}

// Request says what is known of a request before it is sent. It knows nothing
// of the SDK; package compat/sdk makes one from an SDK input.
//
// Whatever is not known is left at its zero value and counts as unknown.
type Request struct {
	// Operation is the API operation.
	Operation Operation

	// Present holds the members that are certainly set, Unsure those of which
	// it isn't known whether they are. All other members are certainly absent.
	Present, Unsure MemberSet

	// Values reads the members that are present.
	Values Reader

	// Ordinary holds members that are present with a text of 1 to 1,024 bytes of
	// visible ASCII and blanks that neither begins nor ends with a blank and has no two
	// periods in a row. Most rules needn't look at such a text. A member that isn't in
	// it may have one all the same: an empty set is always right. Whoever changes
	// Values empties it.
	Ordinary MemberSet

	// Target is what the Bucket member addresses.
	Target Target

	// Source is the object that CopySource or RenameSource names.
	Source Source

	// Bucket is what is known of the bucket that the target leads to, CopyFrom
	// what is known of the bucket of the copy source. Nil: nothing.
	Bucket, CopyFrom *Facts

	// Endpoint is what is known of the way to S3, Signature of the
	// authentication. Nil: nothing.
	Endpoint, Signature *Facts

	// Upload is what is known of the multipart upload that UploadId names.
	Upload *Facts

	// Wire is what a request as it was sent says of itself beyond its members; nil
	// for SDK inputs.
	Wire *Facts

	// Expires is the time for which a presigned request is valid, 0 if unknown.
	Expires time.Duration

	// Now is the time at which timestamps are judged; zero means the current time.
	Now time.Time
}

// Has reports whether the member is present, absent, or not known to be either.
func (r *Request) Has(m Member) Truth {
	if r.Present.Has(m) {
		return True
	}
	if r.Unsure.Has(m) {
		return Unknown
	}
	return False
}

// Value returns the value of a member that is present; otherwise it is unknown.
func (r *Request) Value(m Member) Value {
	if r.Values == nil || !r.Present.Has(m) {
		return Value{}
	}
	return r.Values.Value(m)
}

// Text returns the value of a string or enumeration member that is present.
func (r *Request) Text(m Member) (string, bool) {
	if r.Values == nil || !r.Present.Has(m) {
		return "", false
	}
	return r.Values.Text(m)
}

func (r *Request) now() time.Time {
	if r.Now.IsZero() {
		return time.Now()
	}
	return r.Now
}

// facts returns what is known in a scope; nil if nothing is.
func (r *Request) facts(s Scope) *Facts {
	switch s {
	case ScopeBucket:
		return r.Bucket
	case ScopeSource:
		return r.CopyFrom
	case ScopeEndpoint:
		return r.Endpoint
	case ScopeSignature:
		return r.Signature
	case ScopeUpload:
		return r.Upload
	default:
		return r.Wire
	}
}

// kinds returns what the target can be. A request of an operation that has no
// Bucket member has no target; one whose Bucket isn't known can have any.
func (r *Request) kinds() TargetSet {
	if r.Target.Kinds == 0 && (r.Unsure.Has(member.Bucket) || r.Present.Has(member.Bucket)) {
		return AnyTarget
	}
	return r.Target.Kinds
}

// sourceKinds returns what the copy source's bucket can be.
func (r *Request) sourceKinds() TargetSet {
	if r.Source.Target.Kinds == 0 {
		return AnyTarget
	}
	return r.Source.Target.Kinds
}
