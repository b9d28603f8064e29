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
// which fewer options implement. The method that the compiler then misses has the
// reason for its name, such as directoryBucketsTakeOnlySSES3OrKMS.
//
// Closed sets of values are constants: [Standard], [PublicRead], [Enabled]. They are
// numbers, so that no other text can stand for one, and print as S3 writes them.
//
// An option that is nil is left out, so conditional code needs no ifs. [Parse] reads
// options from text, and [Text] holds one that comes from JSON, YAML or a flag:
//
//	class, err := opt.ParseStorageClass(os.Getenv("REPORTS_CLASS")) // nil if it isn't set
//	b = b.StorageClass(class)
//
// [Defaults] are options that writes, copies and multipart uploads have in common.
//
// Options are values. Methods return a changed copy, and options can be shared
// between goroutines. A value that can't be what it is meant for (an empty key,
// a range that ends before it begins) is reported by the builder's Build, as a
// [ValueError] that names the member.
package opt
