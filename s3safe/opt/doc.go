// Package opt is the vocabulary of the builders below s3safe/op: values that say
// how to encrypt, which checksum to use, what to read, whom to give access.
//
// Where members of a request exclude or need each other, one option stands for
// all of them, so that a contradiction can't be written:
//
//	opt.KMS("alias/reports").BucketKey()     // encrypt with a KMS key
//	opt.CustomerKey(key)                     // or with the caller's own, never both
//	opt.Compliance(until)                    // a mode always with its date
//	opt.Range(0, 99), opt.Part(3)            // a range or a part
//
// The interfaces of this package are sealed: a setter that takes an
// [Encryption] takes the options of this package that implement it, and nothing
// else compiles. A builder for directory buckets takes a [DirectoryEncryption],
// which fewer options implement.
//
// Options are values. Methods return a changed copy, and options can be shared
// between goroutines. A value that can't be what it is meant for (an empty key,
// a range that ends before it begins) is reported by the builder's Build, as a
// [ValueError] that names the member.
package opt
