package sdk

import (
	"slices"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Schema tells the engine about the SDK's operations.
var Schema compat.Schema = schema{}

type schema struct{}

// Members implements compat.Schema.
func (schema) Members(op operation.ID) member.Set { return info(op).members }

// Required implements compat.Schema.
func (schema) Required(op operation.ID) member.Set { return info(op).required }

// Samples implements compat.Schema.
func (schema) Samples(op operation.ID, m member.ID) []any { return samples(op, m) }

// operationInfo is what is known of an operation.
type operationInfo struct {
	method, path, query string
	members, required   member.Set
	first, count        uint16 // its members in uses
}

// useInfo is what is known of one member of one operation.
type useInfo struct {
	member   member.ID
	kind     compat.Kind
	binding  Binding
	goType   string
	enum     uint8 // counts from 1 in enumerations; 0 if there is none
	nonEmpty bool
}

func info(op operation.ID) *operationInfo {
	if int(op) >= len(operations) {
		op = 0
	}
	return &operations[op]
}

// usesOf returns an operation's members in ascending order.
func usesOf(op operation.ID) []useInfo {
	o := info(op)
	return uses[o.first : o.first+o.count]
}

// use returns what is known of an operation's member, nil if it has no such.
func use(op operation.ID, m member.ID) *useInfo {
	list := usesOf(op)
	i, ok := slices.BinarySearchFunc(list, m, func(u useInfo, m member.ID) int { return int(u.member) - int(m) })
	if !ok {
		return nil
	}
	return &list[i]
}

// Kind returns the form of a member's values, compat.KindUnknown if the
// operation has no such member.
func Kind(op operation.ID, m member.ID) compat.Kind {
	if u := use(op, m); u != nil {
		return u.kind
	}
	return compat.KindUnknown
}

// GoType returns the type of the input's field as package s3 writes it, such as
// *string or types.ObjectCannedACL; empty if the operation has no such member.
func GoType(op operation.ID, m member.ID) string {
	if u := use(op, m); u != nil {
		return u.goType
	}
	return ""
}

// NonEmpty reports whether the SDK refuses an empty text for the member, as it
// does for labels, which would vanish from the path.
func NonEmpty(op operation.ID, m member.ID) bool {
	u := use(op, m)
	return u != nil && u.nonEmpty
}

// Enum returns the values of a member that is an enumeration or a list of one,
// as the pinned release knows them; nil for other members. The SDK and S3 may
// accept others. The list must not be changed.
func Enum(op operation.ID, m member.ID) []string {
	if u := use(op, m); u != nil && u.enum != 0 {
		return enumerations[u.enum-1]
	}
	return nil
}
