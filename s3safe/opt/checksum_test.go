package opt_test

import (
	"github.com/s3safe/s3safe-go/s3safe/op/completemultipartupload"
	"github.com/s3safe/s3safe-go/s3safe/op/copyobject"
	"github.com/s3safe/s3safe-go/s3safe/op/createmultipartupload"
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/uploadpart"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// The copy gets a checksum by the algorithm.
func ExampleCRC32() {
	optest.Print(copyobject.General("reports-2026", "q3.csv", opt.Source("reports-2025", "q3.csv")).Checksum(opt.CRC32()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// X-Amz-Checksum-Algorithm: CRC32
	// X-Amz-Copy-Source: reports-2025/q3.csv
}

// The copy gets a checksum by the algorithm.
func ExampleCRC32C() {
	optest.Print(copyobject.General("reports-2026", "q3.csv", opt.Source("reports-2025", "q3.csv")).Checksum(opt.CRC32C()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// X-Amz-Checksum-Algorithm: CRC32C
	// X-Amz-Copy-Source: reports-2025/q3.csv
}

// The copy gets a checksum by the algorithm.
func ExampleCRC64NVME() {
	optest.Print(copyobject.General("reports-2026", "q3.csv", opt.Source("reports-2025", "q3.csv")).Checksum(opt.CRC64NVME()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// X-Amz-Checksum-Algorithm: CRC64NVME
	// X-Amz-Copy-Source: reports-2025/q3.csv
}

// The copy gets a checksum by the algorithm.
func ExampleSHA1() {
	optest.Print(copyobject.General("reports-2026", "q3.csv", opt.Source("reports-2025", "q3.csv")).Checksum(opt.SHA1()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// X-Amz-Checksum-Algorithm: SHA1
	// X-Amz-Copy-Source: reports-2025/q3.csv
}

// The copy gets a checksum by the algorithm.
func ExampleSHA256() {
	optest.Print(copyobject.General("reports-2026", "q3.csv", opt.Source("reports-2025", "q3.csv")).Checksum(opt.SHA256()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// X-Amz-Checksum-Algorithm: SHA256
	// X-Amz-Copy-Source: reports-2025/q3.csv
}

// The copy gets a checksum by the algorithm.
func ExampleSHA512() {
	optest.Print(copyobject.General("reports-2026", "q3.csv", opt.Source("reports-2025", "q3.csv")).Checksum(opt.SHA512()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// X-Amz-Checksum-Algorithm: SHA512
	// X-Amz-Copy-Source: reports-2025/q3.csv
}

// The copy gets a checksum by the algorithm.
func ExampleMD5() {
	optest.Print(copyobject.General("reports-2026", "q3.csv", opt.Source("reports-2025", "q3.csv")).Checksum(opt.MD5()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// X-Amz-Checksum-Algorithm: MD5
	// X-Amz-Copy-Source: reports-2025/q3.csv
}

// The copy gets a checksum by the algorithm.
func ExampleXXHASH3() {
	optest.Print(copyobject.General("reports-2026", "q3.csv", opt.Source("reports-2025", "q3.csv")).Checksum(opt.XXHASH3()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// X-Amz-Checksum-Algorithm: XXHASH3
	// X-Amz-Copy-Source: reports-2025/q3.csv
}

// The copy gets a checksum by the algorithm.
func ExampleXXHASH64() {
	optest.Print(copyobject.General("reports-2026", "q3.csv", opt.Source("reports-2025", "q3.csv")).Checksum(opt.XXHASH64()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// X-Amz-Checksum-Algorithm: XXHASH64
	// X-Amz-Copy-Source: reports-2025/q3.csv
}

// The copy gets a checksum by the algorithm.
func ExampleXXHASH128() {
	optest.Print(copyobject.General("reports-2026", "q3.csv", opt.Source("reports-2025", "q3.csv")).Checksum(opt.XXHASH128()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// X-Amz-Checksum-Algorithm: XXHASH128
	// X-Amz-Copy-Source: reports-2025/q3.csv
}

// A part whose checksum was computed before.
func ExampleCRC32Value() {
	optest.Print(uploadpart.General("reports-2026", "q3.csv", "ibZBv75gd9r8lHgqXatLdxMVpAlj6Z", 1).Checksum(opt.CRC32Value(0x3610a686)))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?partNumber=1&uploadId=ibZBv75gd9r8lHgqXatLdxMVpAlj6Z
	// Content-Type: application/octet-stream
	// X-Amz-Checksum-Crc32: NhCmhg==
}

// A part whose checksum was computed before.
func ExampleCRC32CValue() {
	optest.Print(uploadpart.General("reports-2026", "q3.csv", "ibZBv75gd9r8lHgqXatLdxMVpAlj6Z", 1).Checksum(opt.CRC32CValue(0x9a71bb4c)))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?partNumber=1&uploadId=ibZBv75gd9r8lHgqXatLdxMVpAlj6Z
	// Content-Type: application/octet-stream
	// X-Amz-Checksum-Crc32c: mnG7TA==
}

// A part whose checksum was computed before.
func ExampleCRC64NVMEValue() {
	optest.Print(uploadpart.General("reports-2026", "q3.csv", "ibZBv75gd9r8lHgqXatLdxMVpAlj6Z", 1).Checksum(opt.CRC64NVMEValue(0x3377857006524257)))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?partNumber=1&uploadId=ibZBv75gd9r8lHgqXatLdxMVpAlj6Z
	// Content-Type: application/octet-stream
	// X-Amz-Checksum-Crc64nvme: M3eFcAZSQlc=
}

// A part whose checksum was computed before.
func ExampleXXHASH3Value() {
	optest.Print(uploadpart.General("reports-2026", "q3.csv", "ibZBv75gd9r8lHgqXatLdxMVpAlj6Z", 1).Checksum(opt.XXHASH3Value(1)))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?partNumber=1&uploadId=ibZBv75gd9r8lHgqXatLdxMVpAlj6Z
	// Content-Type: application/octet-stream
	// X-Amz-Checksum-Xxhash3: AAAAAAAAAAE=
}

// A part whose checksum was computed before.
func ExampleXXHASH64Value() {
	optest.Print(uploadpart.General("reports-2026", "q3.csv", "ibZBv75gd9r8lHgqXatLdxMVpAlj6Z", 1).Checksum(opt.XXHASH64Value(1)))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?partNumber=1&uploadId=ibZBv75gd9r8lHgqXatLdxMVpAlj6Z
	// Content-Type: application/octet-stream
	// X-Amz-Checksum-Xxhash64: AAAAAAAAAAE=
}

// A part whose digest was computed before.
func ExampleSHA1Value() {
	optest.Print(uploadpart.General("reports-2026", "q3.csv", "ibZBv75gd9r8lHgqXatLdxMVpAlj6Z", 1).Checksum(opt.SHA1Value([20]byte{1})))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?partNumber=1&uploadId=ibZBv75gd9r8lHgqXatLdxMVpAlj6Z
	// Content-Type: application/octet-stream
	// X-Amz-Checksum-Sha1: AQAAAAAAAAAAAAAAAAAAAAAAAAA=
}

// A part whose digest was computed before.
func ExampleSHA256Value() {
	optest.Print(uploadpart.General("reports-2026", "q3.csv", "ibZBv75gd9r8lHgqXatLdxMVpAlj6Z", 1).Checksum(opt.SHA256Value([32]byte{1})))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?partNumber=1&uploadId=ibZBv75gd9r8lHgqXatLdxMVpAlj6Z
	// Content-Type: application/octet-stream
	// X-Amz-Checksum-Sha256: AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
}

// A part whose digest was computed before.
func ExampleSHA512Value() {
	optest.Print(uploadpart.General("reports-2026", "q3.csv", "ibZBv75gd9r8lHgqXatLdxMVpAlj6Z", 1).Checksum(opt.SHA512Value([64]byte{1})))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?partNumber=1&uploadId=ibZBv75gd9r8lHgqXatLdxMVpAlj6Z
	// Content-Type: application/octet-stream
	// X-Amz-Checksum-Sha512: AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==
}

// A part whose digest was computed before.
func ExampleMD5Value() {
	optest.Print(uploadpart.General("reports-2026", "q3.csv", "ibZBv75gd9r8lHgqXatLdxMVpAlj6Z", 1).Checksum(opt.MD5Value([16]byte{1})))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?partNumber=1&uploadId=ibZBv75gd9r8lHgqXatLdxMVpAlj6Z
	// Content-Type: application/octet-stream
	// X-Amz-Checksum-Md5: AQAAAAAAAAAAAAAAAAAAAA==
}

// A part whose digest was computed before.
func ExampleXXHASH128Value() {
	optest.Print(uploadpart.General("reports-2026", "q3.csv", "ibZBv75gd9r8lHgqXatLdxMVpAlj6Z", 1).Checksum(opt.XXHASH128Value([16]byte{1})))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?partNumber=1&uploadId=ibZBv75gd9r8lHgqXatLdxMVpAlj6Z
	// Content-Type: application/octet-stream
	// X-Amz-Checksum-Xxhash128: AQAAAAAAAAAAAAAAAAAAAA==
}

// A checksum in the form in which S3 tells it.
func ExampleBase64Value() {
	optest.Print(uploadpart.General("reports-2026", "q3.csv", "ibZBv75gd9r8lHgqXatLdxMVpAlj6Z", 1).Checksum(opt.Base64Value(opt.CRC32(), "NhCmhg==")))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?partNumber=1&uploadId=ibZBv75gd9r8lHgqXatLdxMVpAlj6Z
	// Content-Type: application/octet-stream
	// X-Amz-Checksum-Crc32: NhCmhg==
}

// The checksum of a multipart upload is that of the whole object.
func ExampleFullObject() {
	optest.Print(createmultipartupload.General("reports-2026", "q3.csv").Checksum(opt.FullObject(opt.CRC32C())))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?uploads=
	// X-Amz-Checksum-Algorithm: CRC32C
	// X-Amz-Checksum-Type: FULL_OBJECT
}

// The checksum of a multipart upload is made of those of its parts.
func ExampleComposite() {
	optest.Print(createmultipartupload.General("reports-2026", "q3.csv").Checksum(opt.Composite(opt.SHA256())))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?uploads=
	// X-Amz-Checksum-Algorithm: SHA256
	// X-Amz-Checksum-Type: COMPOSITE
}

// S3 compares the checksum of the whole object.
func ExampleFullObjectValue() {
	optest.Print(completemultipartupload.General("reports-2026", "q3.csv", "ibZBv75gd9r8lHgqXatLdxMVpAlj6Z", opt.Parts().Part(1, `"07d590a51db9d946f16aa218bd2c7c87"`)).Checksum(opt.FullObjectValue(opt.CRC32Value(0x3610a686))))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?uploadId=ibZBv75gd9r8lHgqXatLdxMVpAlj6Z
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: NhCmhg==
	// X-Amz-Checksum-Type: FULL_OBJECT
	// <CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Part><ETag>&#34;07d590a51db9d946f16aa218bd2c7c87&#34;</ETag><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>
}

// S3 compares the checksum of the parts' checksums.
func ExampleCompositeValue() {
	optest.Print(completemultipartupload.General("reports-2026", "q3.csv", "ibZBv75gd9r8lHgqXatLdxMVpAlj6Z", opt.Parts().PartWithChecksum(1, `"07d590a51db9d946f16aa218bd2c7c87"`, opt.CRC32Value(1))).Checksum(opt.CompositeValue(opt.CRC32(), "NhCmhg==", 1)))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?uploadId=ibZBv75gd9r8lHgqXatLdxMVpAlj6Z
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: NhCmhg==-1
	// X-Amz-Checksum-Type: COMPOSITE
	// <CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Part><ChecksumCRC32>AAAAAQ==</ChecksumCRC32><ETag>&#34;07d590a51db9d946f16aa218bd2c7c87&#34;</ETag><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>
}

// Only the type is said.
func ExampleFullObjectType() {
	optest.Print(completemultipartupload.General("reports-2026", "q3.csv", "ibZBv75gd9r8lHgqXatLdxMVpAlj6Z", opt.Parts().Part(1, `"07d590a51db9d946f16aa218bd2c7c87"`)).Checksum(opt.FullObjectType()))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?uploadId=ibZBv75gd9r8lHgqXatLdxMVpAlj6Z
	// Content-Type: application/xml
	// X-Amz-Checksum-Type: FULL_OBJECT
	// <CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Part><ETag>&#34;07d590a51db9d946f16aa218bd2c7c87&#34;</ETag><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>
}

// Only the type is said.
func ExampleCompositeType() {
	optest.Print(completemultipartupload.General("reports-2026", "q3.csv", "ibZBv75gd9r8lHgqXatLdxMVpAlj6Z", opt.Parts().PartWithChecksum(1, `"07d590a51db9d946f16aa218bd2c7c87"`, opt.CRC32Value(1))).Checksum(opt.CompositeType()))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?uploadId=ibZBv75gd9r8lHgqXatLdxMVpAlj6Z
	// Content-Type: application/xml
	// X-Amz-Checksum-Type: COMPOSITE
	// <CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Part><ChecksumCRC32>AAAAAQ==</ChecksumCRC32><ETag>&#34;07d590a51db9d946f16aa218bd2c7c87&#34;</ETag><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>
}
