// Package member names the members of the inputs of all S3 operations, and has
// sets of them.
//
//	set := member.SetOf(member.Bucket, member.Key)
//	set.Has(member.Key) // true
//
// The names are those of the API, which the SDK's fields have too. They are
// generated from the pinned SDK; numbers are not stable between releases.
package member
