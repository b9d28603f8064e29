// Package op is the home of the builders: one package for each operation of S3,
// named like the operation in lower case.
//
//	in, err := putobject.General("amzn-s3-demo-bucket", "reports/q3.csv").
//		Body(f).
//		ContentType("text/csv").
//		Encryption(opt.KMS("alias/reports").BucketKey()).
//		If(opt.Absent()).
//		Build()
//
// A package has a constructor for each family of targets that the operation
// exists for: General for general purpose buckets, their access points and
// Multi-Region Access Points; FSx for access points attached to FSx volumes;
// Directory for directory buckets and their access points; Outposts and
// ObjectLambda for access points of those; New where an operation has no bucket.
// A builder has setters for what its targets support; what must be given is a
// parameter of the constructor.
//
// Builders are values: a setter returns a changed copy, so a half-built request
// can be kept, shared between goroutines and finished in several ways. A setter that
// is called again replaces what was said before, so a template can be overridden;
// lists and maps (Tags, TagMap, Metadata, MetadataMap, If) add up. The builders of the
// largest inputs remember every call until Build, also one that a later call replaces:
// begin each round of a loop with the same builder. An option that is
// nil is left out. Two options that exclude each other, such as an encryption with
// KMS and one with a customer key, are an error that names both. opt.Defaults are
// options that PutObject, CopyObject and CreateMultipartUpload have in common.
//
// From begins a builder with an input that is there already, and names what it has
// no setter for. With sets members that a builder has no setter for. Either way
// Build judges all of it. Build
// returns the SDK's input, or an error that lists everything that is wrong:
// *opt.ValueError for values that can't be what they are meant for, and
// *s3safe.IncompatibleError for the rules of the catalogue. Send builds and
// calls; Presign builds and presigns where the SDK can, and judges for how long.
//
// Beside the operations there are packages multipart, which carries an upload from
// its creation to its end, and presignpost, for forms that browsers send.
//
// The inputs that Build returns are separate, but the values behind the pointers
// in them may be shared with the builder: replace them, don't change them.
package op

//go:generate go run ../../internal/genop
//go:generate go run ../../internal/gendoc
