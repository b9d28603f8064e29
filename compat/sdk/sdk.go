// Package sdk connects the AWS SDK for Go to the engine: it describes an SDK
// input as a compat.Request, and knows each operation's members, their types and
// their places on the wire.
//
//	var r compat.Request
//	if sdk.Describe(&s3.PutObjectInput{
//		Bucket: aws.String("amzn-s3-demo-bucket"),
//		Key:    aws.String("photos/a.jpg"),
//		ACL:    types.ObjectCannedACLPublicRead,
//	}, &r) {
//		findings := catalog.Check(&r, nil)
//	}
//
// All of it is generated from the pinned release of service/s3, whose version is
// Version. An application may be built with a newer release: members that the
// release added aren't seen, so they neither cause a finding nor prevent one.
package sdk

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
)

// Describe fills Operation, Present, Values, Target and Source of the request
// from an SDK input such as *s3.PutObjectInput, and clears Unsure: of an input
// everything is known. Other fields keep what they have. It reports false, and
// changes nothing, for anything that isn't a pointer to an input, and for nil.
//
// A member is present when the SDK would serialise it: pointers, maps, lists
// and bodies that aren't nil, enumerations that aren't empty. The request reads
// the input when it is evaluated, so the input must not change meanwhile.
func Describe(input any, r *compat.Request) bool {
	bucket, ok := read(input, r)
	if !ok {
		return false
	}
	// A request that is used again must not keep what its predecessor addressed.
	r.Unsure = member.Set{}
	if r.Source.Bucket != "" || r.Source.Key != "" || r.Source.Problem != 0 {
		r.Source = compat.Source{}
	}
	switch {
	case r.Present.Has(member.CopySource) && bucket != nil:
		r.SetTarget(*bucket)
		source, _ := r.Values.Text(member.CopySource)
		r.SetCopySource(source)
	case r.Present.Has(member.CopySource) || r.Present.Has(member.RenameSource):
		r.Target = compat.Target{}
		r.Resolve()
	case bucket != nil:
		// What Resolve would do. Nearly all requests come this way, and asking
		// the Reader for members that aren't there takes longer than the rest.
		r.SetTarget(*bucket)
	default:
		r.Target = compat.Target{}
	}
	return true
}
