package aws

import (
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// payloadRules are the rules about what a request says of its body.
func payloadRules() []compat.Rule {
	get := sent()
	given := get.Over(compat.PayloadHash, "given")
	put := compat.Given(operation.PutObject, member.Bucket, exampleBucket, member.Key, "q3.csv")
	remove := compat.Complete(compat.Given(operation.DeleteObjects, member.Bucket, exampleBucket), sdk.Schema)
	var rules []compat.Rule
	add := func(w wireRule) { rules = append(rules, w.rule("request")) }

	add(wireRule{
		id: "payload-hash-missing", title: "A signed request says what its payload is",
		problem: "The request is signed and has no X-Amz-Content-Sha256", remedy: "Send X-Amz-Content-Sha256",
		when: compat.Wire(compat.PayloadHash, "missing"), status: 400, code: "InvalidRequest",
		message:   "Missing required header for this request: x-amz-content-sha256",
		why:       "The hash of the payload is part of what is signed, and S3 is told it, or that there is none.",
		fix:       "Send the SHA-256 of the body in hexadecimal digits, or UNSIGNED-PAYLOAD, and sign the header. Signers for other services leave it out.",
		sources:   []string{pageHeaderAuth, "https://github.com/request/request/issues/2708", "https://github.com/awslabs/aws-sdk-rust/issues/291"},
		violating: get.Over(compat.PayloadHash, "missing"), allowed: given,
	})
	add(wireRule{
		id: "payload-hash-malformed", title: "X-Amz-Content-Sha256 is a SHA-256 or one of six words",
		problem: "X-Amz-Content-Sha256 is neither a SHA-256 nor one of the words that stand for none", remedy: "Send a SHA-256 or UNSIGNED-PAYLOAD",
		when: compat.Wire(compat.PayloadHash, "malformed"), status: 400, code: "InvalidArgument",
		message:   "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.",
		why:       "The header says how the payload is signed.",
		fix:       "Send 64 hexadecimal digits, not base64, or UNSIGNED-PAYLOAD.",
		sources:   []string{pageHeaderAuth, "https://github.com/irods/irods_resource_plugin_s3/issues/1833", "https://github.com/arnemolland/sigv4/issues/8"},
		violating: get.Over(compat.PayloadHash, "malformed"), allowed: given,
	})
	add(wireRule{
		id: "payload-hash-differs", title: "X-Amz-Content-Sha256 is the SHA-256 of the body",
		problem: "X-Amz-Content-Sha256 isn't the SHA-256 of the document", remedy: "Send the SHA-256 of what is sent",
		when: compat.Wire(compat.PayloadHash, "differs"), status: 400, code: "XAmzContentSHA256Mismatch",
		message:   "The provided 'x-amz-content-sha256' header does not match what was computed.",
		why:       "S3 computes it of what it receives.",
		fix:       "Compute it of the bytes that are sent, after every change to them.",
		sources:   []string{pageHeaderAuth, "https://github.com/electron-userland/electron-builder/pull/9863"},
		violating: remove.Over(compat.PayloadHash, "differs"), allowed: remove.Over(compat.PayloadHash, "given"),
	})
	var withoutUpload []compat.Operation // that have no body, or whose document was seen to be refused
	for _, op := range with() {
		switch name := op.String(); {
		case strings.HasPrefix(name, "Get"), strings.HasPrefix(name, "Head"), strings.HasPrefix(name, "List"), strings.HasPrefix(name, "Delete"),
			op == operation.PutObjectTagging:
			withoutUpload = append(withoutUpload, op)
		}
	}
	trailer := wireRule{
		id: "payload-hash-of-upload", title: "Only an upload has its checksum in a trailer",
		problem: "X-Amz-Content-Sha256 is the word for a body with a trailer", remedy: "Send a SHA-256 or UNSIGNED-PAYLOAD",
		ops:  withoutUpload,
		when: compat.All(compat.Wire(compat.PayloadHash, "trailer"), compat.On(compat.GeneralPurposeBucket)), status: 400, code: "InvalidRequest",
		message:   "The value of x-amz-content-sha256 header is invalid.",
		why:       "The word says that the body comes in chunks, and its checksum after them. S3 takes that of PutObject and UploadPart.",
		fix:       "Send the SHA-256 of the document, or of nothing if there is no body, or UNSIGNED-PAYLOAD.",
		sources:   []string{pageHeaderAuth, backlotTests},
		violating: get.Over(compat.PayloadHash, "trailer"), allowed: given,
	}.rule("request")
	trailer.AmazonOnly = true
	rules = append(rules, withHead(trailer)...)
	add(wireRule{
		id: "document-md5-differs", title: "Content-MD5 is the MD5 of the body",
		problem: "Content-MD5 isn't the MD5 of the document", remedy: "Send the MD5 of what is sent",
		when: compat.Wire(compat.BodyMD5, "differs"), status: 400, code: "BadDigest",
		message:   "The Content-MD5 you specified did not match what we received.",
		why:       "S3 computes it of what it receives.",
		fix:       "Compute it of the bytes that are sent, after every change to them.",
		sources:   []string{reference + "RESTCommonRequestHeaders.html", "recorded:ls-b-0024"},
		violating: remove.Over(compat.BodyMD5, "differs"), allowed: remove.Over(compat.BodyMD5, "right"),
	})
	add(wireRule{
		id: "document-md5-malformed", title: "Content-MD5 of a DeleteObjects document is the base64 of 16 bytes",
		problem: "Content-MD5 isn't the base64 of 16 bytes", remedy: "Encode the raw digest",
		ops:  []compat.Operation{operation.DeleteObjects}, // the SDK has a member for it in the others
		when: compat.All(compat.Wire(compat.BodyMD5, "malformed"), compat.On(compat.GeneralPurposeBucket)), status: 400, code: "InvalidDigest",
		message:   "The Content-MD5 you specified was invalid.",
		why:       "S3 decodes the header before it looks at the body. The usual mistakes are the hexadecimal form and the base64 of that form.",
		fix:       "Encode the 16 raw bytes in base64: 24 characters, of which the last two are ==.",
		sources:   []string{referencePage(operation.DeleteObjects), "recorded:ls-b-0019", "recorded:ls-b-0023"},
		violating: remove.Over(compat.BodyMD5, "malformed"), allowed: remove.Over(compat.BodyMD5, "right"),
	})
	add(wireRule{
		id: "delete-objects-digest", title: "DeleteObjects carries a digest of its document",
		problem: "The document has neither a Content-MD5 nor a checksum", remedy: "Send Content-MD5 or a checksum",
		ops:  []compat.Operation{operation.DeleteObjects},
		when: compat.All(compat.Signature(compat.Digest, "none"), compat.On(compat.GeneralPurposeBucket)), status: 400, code: "InvalidRequest",
		message:   "Missing required header for this request: Content-MD5",
		why:       "A document that was damaged on the way could delete other objects.",
		fix:       "Send the base64 of the document's MD5 as Content-MD5, or an x-amz-checksum- header.",
		sources:   []string{referencePage(operation.DeleteObjects)},
		violating: remove.Over(compat.Digest, "none"), allowed: remove.Over(compat.Digest, "some"),
	})
	tagged := compat.Complete(compat.Given(operation.PutBucketTagging, member.Bucket, exampleBucket), sdk.Schema)
	add(wireRule{
		id: "document-digest", title: "A CORS configuration and a bucket's tags carry a digest",
		problem: "The document has neither a Content-MD5 nor a checksum", remedy: "Send Content-MD5 or a checksum",
		ops:  []compat.Operation{operation.PutBucketCors, operation.PutBucketTagging},
		when: compat.Signature(compat.Digest, "none"), status: 400, code: "InvalidRequest",
		message:   "Missing required header for this request: Content-MD5 OR x-amz-checksum-*",
		why:       "Most documents S3 takes without a digest. Of these two it was seen not to.",
		fix:       "Send the base64 of the document's MD5 as Content-MD5, or an x-amz-checksum- header.",
		sources:   []string{referencePage(operation.PutBucketCors), stackdCaptures + "/cors_raw_replay.json", stackdNotes + "#s3-cors-and-static-websites"},
		violating: tagged.Over(compat.Digest, "none"), allowed: tagged.Over(compat.Digest, "some"),
	})
	versioned := compat.Complete(compat.Given(operation.PutBucketVersioning, member.Bucket, exampleBucket), sdk.Schema)
	empty := wireRule{
		id: "document-empty", title: "The operation has a document",
		problem: "The body is empty", remedy: "Send the document",
		ops:  []compat.Operation{operation.DeleteObjects, operation.PutBucketNotificationConfiguration, operation.PutBucketVersioning},
		when: compat.All(compat.Wire(compat.RequestForm, "empty document"), compat.On(compat.GeneralPurposeBucket)), status: 400, code: "MissingRequestBodyError",
		message:   "Request Body is empty",
		why:       "S3 doesn't take an empty body for an empty document.",
		fix:       "Send the document, with at least its root element. An empty NotificationConfiguration removes all notifications.",
		sources:   []string{referencePage(operation.PutBucketVersioning), meeseeksVersioning, "https://github.com/aws/aws-sdk-cpp/issues/733", "https://github.com/open-io/swift3/pull/55"},
		violating: versioned.Over(compat.RequestForm, "empty document"), allowed: versioned.Over(compat.RequestForm, "readable"),
	}.rule("documents")
	empty.Rank = 0 // after the digests
	rules = append(rules, empty)
	var announced []compat.Operation // those that announce a checksum by the SDK's header
	for _, op := range with(member.ChecksumAlgorithm) {
		if b, ok := sdk.BindingOf(op, member.ChecksumAlgorithm); ok && b.Name == "X-Amz-Sdk-Checksum-Algorithm" {
			announced = append(announced, op)
		}
	}
	algorithm := put.With(member.ChecksumAlgorithm, "SHA256").Over(compat.Presigned, "false")
	add(wireRule{
		id: "checksum-announced-missing", title: "A checksum that is announced is there",
		problem: "x-amz-sdk-checksum-algorithm is set, and there is no checksum", remedy: "Send the checksum",
		ops:  announced,
		when: compat.All(anyFilled(member.ChecksumAlgorithm), compat.Signature(compat.Digest, "none"), compat.Signature(compat.Presigned, "false")), status: 400, code: "InvalidRequest",
		message:   "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
		why:       "The header says by which algorithm the checksum of the request is; the checksum is in a header or a trailer of its own.",
		fix:       "Send the checksum as x-amz-checksum- and the algorithm's name, or leave x-amz-sdk-checksum-algorithm out.",
		sources:   []string{docPutObject, "https://github.com/versity/versitygw/issues/1593", "https://github.com/apache/hadoop/pull/6467", stackdCaptures + "/logging_raw_replay.json"},
		violating: algorithm.Over(compat.Digest, "none"), allowed: algorithm.Over(compat.Digest, "some"),
	})
	add(wireRule{
		id: "transfer-chunked", title: "S3 takes no chunked transfer encoding",
		problem: "The body is sent with the transfer encoding chunked", remedy: "Send Content-Length",
		ops:  []compat.Operation{operation.PutObject, operation.UploadPart},
		when: compat.Wire(compat.Transfer, "chunked"), status: 501, code: "NotImplemented",
		message:   "A header you provided implies functionality that is not implemented",
		why:       "S3 wants to know the length before the body. aws-chunked, which is another thing, says it in X-Amz-Decoded-Content-Length.",
		fix:       "Send Content-Length. HTTP clients choose the chunked encoding by themselves for a stream whose length they don't know.",
		sources:   []string{pageHeaderAuth, "https://github.com/Automattic/knox/issues/43", "https://github.com/irods/irods_resource_plugin_s3/issues/2301"},
		violating: put.Over(compat.Transfer, "chunked"), allowed: put.Over(compat.Transfer, "none"),
	})
	add(wireRule{
		id: "transfer-compressed", title: "A body isn't compressed for the transfer",
		problem: "Transfer-Encoding names a compression, which S3 doesn't implement", remedy: "Send the body without a transfer encoding",
		when: compat.Wire(compat.Transfer, "compressed"), status: 501, code: "NotImplemented",
		why:       "S3 takes gzip, compress and deflate for transfer encodings that it doesn't implement, with chunked beside them too. Its answer has no body.",
		fix:       "Leave Transfer-Encoding out. To store what is compressed, compress it before and say so in Content-Encoding, which S3 keeps.",
		sources:   []string{meeseeksVersioning, meeseeksListings},
		violating: get.Over(compat.Transfer, "compressed"), allowed: get.Over(compat.Transfer, "none"),
	})
	add(wireRule{
		id: "transfer-unknown-coding", title: "Transfer-Encoding is one that HTTP knows",
		problem: "Transfer-Encoding is empty or names no transfer encoding", remedy: "Leave Transfer-Encoding out",
		when: compat.Wire(compat.Transfer, "unknown coding"), status: 400, code: "BadRequest",
		why:       "A request whose body can't be told from what follows it isn't read. br is a content encoding, not a transfer encoding. The answer has no body.",
		fix:       "Leave Transfer-Encoding out, and send Content-Length.",
		sources:   []string{meeseeksVersioning, meeseeksListings},
		violating: get.Over(compat.Transfer, "unknown coding"), allowed: get.Over(compat.Transfer, "none"),
	})
	return rules
}
