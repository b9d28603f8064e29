package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// givenTwiceRules are the rules about what a presigned request says both by a header and
// by a parameter of its URL. Of other headers S3 takes that if they agree, as it was seen to
// take X-Amz-Checksum-Mode.
func givenTwiceRules() []compat.Rule {
	get := sent().Over(compat.Presigned, "url")
	pays := get.InBucket(compat.Payer, "Requester")
	rules := []compat.Rule{wireRule{
		id: "expected-owner-twice", title: "The expected owner is given by a header or by a parameter",
		problem: "The expected owner is given by a header and in the URL", remedy: "Leave one out",
		when: compat.Wire(compat.Headers, "expected owner twice"), ops: with(member.ExpectedBucketOwner),
		status: 400, code: "InvalidBucketOwnerAWSAccountID", message: "Expected bucket owner must be provided as either a header or parameter, not both",
		why:       "S3 doesn't choose between the two, even if they agree.",
		fix:       "Send the presigned URL without the header X-Amz-Expected-Bucket-Owner, or presign it with the header and without the parameter.",
		sources:   []string{docOwnerCondition, stackdCaptures + "/presigned_headers.json"},
		violating: get.Over(compat.Headers, "expected owner twice"), allowed: get.Over(compat.Headers, "right"),
	}.rule("owner"), wireRule{
		id: "request-payer-twice", title: "The payer is given by a header or by a parameter",
		problem: "The request payer is given by a header and in the URL", remedy: "Leave one out",
		when: compat.All(compat.Wire(compat.Headers, "payer twice"), compat.Bucket(compat.Payer, "Requester")), ops: with(member.RequestPayer),
		status: 400, code: "InvalidArgument",
		why:       "S3 refuses both together, even if they agree. This was seen of buckets whose requester pays.",
		fix:       "Send the presigned URL without the header X-Amz-Request-Payer, or presign it with the header and without the parameter.",
		sources:   []string{docRequesterPays, stackdCaptures + "/requester_presigned_replay.json"},
		violating: pays.Over(compat.Headers, "payer twice"), allowed: get.InBucket(compat.Payer, "BucketOwner").Over(compat.Headers, "payer twice"),
	}.rule("request-payer"), wireRule{
		id: "checksum-mode-twice", title: "A header and a parameter agree about the checksum mode",
		problem: "The checksum mode's header and the one in the URL differ", remedy: "Leave one out",
		when: compat.Wire(compat.Headers, "checksum mode twice"), ops: with(member.ChecksumMode),
		status: 403, code: "SignatureDoesNotMatch", message: "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
		why:       "S3 counts the parameter among the headers when it computes the signature, so that the two can't be told apart there. This was seen of a header that was signed.",
		fix:       "Send the header X-Amz-Checksum-Mode alone. In a URL, S3 takes no notice of it.",
		sources:   []string{pageQueryAuth, stackdCaptures + "/presigned_headers.json"},
		violating: get.Over(compat.Headers, "checksum mode twice"), allowed: get.Over(compat.Headers, "right"),
	}.rule("checksum")}
	rules[1].Allowed = append(rules[1].Allowed, pays.Over(compat.Headers, "right"))
	return rules
}

// absentHeaderRules are the rules about headers that a request can be sent without, but
// that the SDK makes sure of.
func absentHeaderRules() []compat.Rule {
	asked := compat.Given(operation.GetObjectAttributes, member.Bucket, exampleBucket, member.Key, "q3.csv")
	r := wireRule{
		id: "object-attributes-missing", title: "At least one attribute must be asked for",
		problem: "The header X-Amz-Object-Attributes is missing", remedy: "Name the attributes",
		when: compat.Wire(compat.Headers, "no object attributes"), ops: []compat.Operation{operation.GetObjectAttributes},
		status: 400, code: "InvalidRequest", message: "The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty",
		why:       "S3 returns only the attributes that are named.",
		fix:       "Name the attributes in the header, separated by commas: ETag,ObjectSize.",
		sources:   []string{docGetObjectAttributes, "https://github.com/versity/versitygw/pull/1170"},
		violating: asked.Over(compat.Headers, "no object attributes"),
		allowed:   asked.Over(compat.Headers, "right"),
	}.rule("object attributes")
	r.Rank = rankAfterBucket
	list := compat.Given(operation.ListObjectsV2, member.Bucket, exampleBucket)
	encryption := wireRule{
		id: "encryption-header-elsewhere", title: "X-Amz-Server-Side-Encryption is sent where an object is made",
		problem: "The header X-Amz-Server-Side-Encryption is set, which {operation} doesn't take", remedy: "Leave it out",
		// Of directory buckets no answer is known.
		when: compat.All(compat.Wire(compat.Headers, "encryption of no object"), compat.On(compat.GeneralPurposeBucket, compat.AccessPoint)), ops: []compat.Operation{operation.ListObjects, operation.ListObjectsV2, operation.UploadPart, operation.CompleteMultipartUpload},
		status: 400, code: "InvalidArgument", message: "x-amz-server-side-encryption header is not supported for this operation.",
		why: "How an object is encrypted is said once, when it is made: by PutObject, CopyObject, CreateMultipartUpload. Of other operations it isn't known whether S3 refuses the header too.",
		fix: "Send the header only with what makes an object. A client that adds it to each of its requests fails at the first listing or part.",
		sources: []string{
			goldenKeys + "upload_part_sse_c/golden", "https://github.com/ClickHouse/ClickHouse/issues/64570",
			"https://github.com/s3tools/s3cmd/issues/276", "https://github.com/s3tools/s3cmd/issues/142",
		},
		violating: list.Over(compat.Headers, "encryption of no object"),
		allowed:   list.Over(compat.Headers, "right"),
	}.rule("encryption")
	encryption.AmazonOnly = true // other stores were seen to take no notice of headers that aren't an operation's
	return []compat.Rule{r, encryption}
}
