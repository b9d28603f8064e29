package explain

// The threads in which people quote Amazon's answers, where no page of AWS has
// them; and two servers that are tested against Amazon's.
const (
	versityIssue = "https://github.com/versity/versitygw/issues/"
	versityPull  = "https://github.com/versity/versitygw/pull/"
	versityTable = "https://github.com/versity/versitygw/tree/5d9d54802d890a3f46a6adc9ee55e15a5a59ab86/s3err"
	awsAnswers   = "https://github.com/localstack/localstack/blob/8b9a79f05846835cf4dff63ab7eefdde9df83783/localstack-core/localstack/services/s3/provider.py"

	payloadPage   = apiPages + "sig-v4-header-based-auth.html"
	trailerPage   = apiPages + "sigv4-streaming-trailers.html"
	grantS3Page   = guidePages + "grant-destinations-permissions-to-s3.html"
	replicatePage = guidePages + "replication-requirements.html"
	outpostsPage  = guidePages + "S3onOutposts.html"
	annotatePage  = apiPages + "ErrorResponses.html#S3AnnotationErrorCodeList"
	taggingErrors = apiPages + "ErrorResponses.html#S3TaggingErrorCodeList"
	outpostErrors = apiPages + "ErrorResponses.html#S3OutpostsErrorCodeList"
)

// invalidCauses is the part of the table for InvalidRequest and InvalidArgument:
// S3 has hundreds of messages for these, and this is what lies behind those that
// no rule can foresee.
var invalidCauses = []serviceCause{
	// Signature, headers, trailers: mostly what something on the way did.
	{id: "sigv4-needed", codes: "InvalidRequest", message: "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.|Please use AWS4-HMAC-SHA256.|The request is using the wrong signature version. Use AWS4-HMAC-SHA256 (Signature Version 4).",
		title: "the request is signed with a version of the signature that S3 doesn't take",
		why:   "S3 takes Signature Version 4", fix: "use an SDK of today with its default signer", sources: errorList},
	{id: "two-authorizations", codes: "InvalidArgument", message: "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified",
		title: "the request is authorized twice: by its query and by the Authorization header",
		why:   "a presigned URL carries its signature in the query; a client, or one that followed a redirection to it, sent an Authorization header of its own as well (a bearer token, basic authentication)",
		fix:   "send presigned requests without Authorization; let clients drop it when they are redirected to another host", sources: presignPage + " https://github.com/catalyst/moodle-tool_objectfs/issues/303"},
	{id: "authorization-type", codes: "InvalidArgument", message: "Unsupported Authorization Type",
		title: "the Authorization header isn't of S3's kind",
		why:   "it begins with something else than AWS4-HMAC-SHA256: a token for another service (Bearer, Basic), or a misspelt algorithm",
		fix:   "let the SDK sign, and see what sets or replaces Authorization on the way", sources: payloadPage + " " + versityIssue + "1705"},
	{id: "authorization-spaces", codes: "InvalidArgument", message: "Authorization header is invalid -- one and only one ' ' (space) required",
		title: "the Authorization header has blanks where none belong",
		why:   "the access key id holds a blank or a line break, as it does when a placeholder or a whole line of a file got into it",
		fix:   "check the access key id that the client uses, byte by byte", sources: payloadPage + " https://github.com/laurilehmijoki/s3_website/issues/178"},
	{id: "payload-hash-missing", codes: "InvalidRequest", message: "Missing required header for this request: x-amz-content-sha256",
		title: "the header X-Amz-Content-Sha256 didn't arrive",
		why:   "S3 demands it of every signed request; the SDK always sends it, so a proxy dropped it, or a signer that isn't made for S3 signed",
		fix:   "see the audit for dropped headers; sign with the SDK's S3 client", sources: payloadPage + " " + versityIssue + "1427"},
	{id: "payload-hash-value", codes: "InvalidArgument InvalidRequest", message: "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, … or a valid sha256 value|The value of x-amz-content-sha256 header is invalid",
		title: "the header X-Amz-Content-Sha256 holds neither a hash nor one of S3's constants",
		why:   "a hash is written as 64 hexadecimal digits there, not in Base64, and the constants as they are listed; a signer or a proxy put something else",
		fix:   "let the SDK set it; see the audit for changed headers", sources: payloadPage + " " + versityIssue + "1352"},
	{id: "chunked-unsigned", codes: "InvalidArgument", message: "aws-chunked encoding is not supported when x-amz-content-sha256 UNSIGNED-PAYLOAD is supplied",
		title: "the body is framed as aws-chunked, but the payload is declared unsigned as a whole",
		why:   "the SDK frames a body to send its checksum behind it, and declares STREAMING-UNSIGNED-PAYLOAD-TRAILER; something replaced that by UNSIGNED-PAYLOAD, such as middleware that swaps the payload hash",
		fix:   "don't swap the payload hash, or switch the checksum off (RequestChecksumCalculation: WhenRequired) or give its value, so that no trailer is needed", sources: trailerPage + " https://github.com/benbjohnson/litestream/pull/890"},
	{id: "trailer-missing", codes: "InvalidRequest", message: "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
		title: "a checksum was announced, but neither a value nor a trailer arrived",
		why:   "the SDK adds a value or a trailer whenever it announces an algorithm, so something dropped it on the way, or the request was presigned and the client that sent it didn't add it",
		fix:   "see the audit for X-Amz-Trailer and X-Amz-Checksum headers; presign without ChecksumAlgorithm, or send the value with the request", sources: integrityPage + " " + versityIssue + "1593"},
	{id: "trailer-unknown", codes: "InvalidRequest", message: "The value specified in the x-amz-trailer header is not supported",
		title: "the trailer that X-Amz-Trailer announces isn't one that S3 takes",
		why:   "only the checksum headers may follow the body", fix: "let the SDK set it; see the audit for changed headers", sources: trailerPage + " " + versityIssue + "1161"},
	{id: "trailer-value", codes: "InvalidRequest", message: "Value for x-amz-checksum-… trailing header is invalid",
		title: "the checksum that followed the body isn't one of its algorithm",
		why:   "it isn't Base64, or not as long as the algorithm's, or the frames of the body were changed on the way", fix: "let the SDK compute it; see the audit for what changed the body", sources: trailerPage + " " + versityTable},
	{id: "checksum-header-unknown", codes: "InvalidRequest", message: "The algorithm type you specified in x-amz-checksum- header is invalid",
		title: "a checksum header has the name of no algorithm that S3 knows",
		why:   "the SDK has a member for each algorithm; this header was added by middleware or on the way", fix: "use the Checksum members; see the audit for added headers", sources: integrityPage + " " + versityTable},
	{id: "content-md5-missing", codes: "InvalidRequest", message: "Missing required header for this request: Content-MD5|Missing required header for this request: Content-MD5 OR x-amz-checksum-*",
		title: "the request needs a checksum of its body, and none arrived",
		why:   "S3 demands one of deletions of several objects and of most configurations; the SDK sends it for these by itself, so it was dropped on the way, or removed by middleware or by an option for servers that don't know the checksums",
		fix:   "see the audit for dropped headers; leave the SDK's checksum middleware in place, or set ContentMD5", sources: integrityPage + " " + versityIssue + "1301"},
	{id: "object-lock-needs-checksum", codes: "InvalidRequest", message: "Content-MD5 OR x-amz-checksum- HTTP header is required for Put … requests with Object Lock parameters|Content-MD5 HTTP header is required for Put … requests with Object Lock parameters",
		title: "an object that Object Lock will protect needs a checksum, and none arrived",
		why:   "S3 demands one if the request has Object Lock members, and also if the bucket's default retention applies; the signature's hash of the payload isn't enough",
		fix:   "leave the SDK's default checksum on (RequestChecksumCalculation: WhenSupported), or set ChecksumAlgorithm or ContentMD5, of each part too", sources: guidePages + "object-lock-managing.html " + versityIssue + "1740"},
	{id: "conflicting-headers-query", codes: "InvalidRequest", message: "Conflicting values provided in HTTP headers and query parameters.", title: "a header and a query parameter say different things",
		why: "a presigned URL carries in the query what is also sent as a header", fix: "send it in one place only", sources: errorList},
	{id: "conflicting-headers-form", codes: "InvalidRequest", message: "Conflicting values provided in HTTP headers and POST form fields.", title: "a header and a form field say different things",
		why: "the same value is given twice", fix: "send it in one place only", sources: errorList},
	{id: "header-not-for-operation", codes: "InvalidArgument", message: "… header is not supported for this operation",
		title: "the operation doesn't take a header that arrived",
		why:   "encryption, for example, is chosen when a multipart upload is created; the SDK has no member for it on UploadPart and CompleteMultipartUpload, so middleware or something on the way added the header to every request",
		fix:   "set the member on the operation that has it, instead of a header on all requests; see the audit for added headers", sources: mpuPage + " https://github.com/aws/aws-sdk-java/issues/1876"},
	{id: "copy-header", codes: "InvalidArgument", message: "You can only specify a copy source header for copy requests.",
		title: "the header X-Amz-Copy-Source arrived with a request that isn't a copy",
		why:   "only CopyObject and UploadPartCopy take it; middleware or something on the way added it, or made a copy into something else", fix: "see the audit for added headers and a changed query", sources: apiPages + "API_CopyObject.html " + versityTable},
	{id: "body-not-expected", codes: "InvalidRequest", message: "The request included a body. Requests of this type must not include a non-empty body.",
		title: "a body arrived with an operation that has none",
		why:   "the method was changed on the way, or something added the body", fix: "see the audit for method and Content-Length", sources: errorList + " " + versityTable},
	{id: "conflicting-sub-resources", codes: "InvalidArgument", message: "Conflicting query string parameters: …",
		title: "the query names two things of the bucket or object at once",
		why:   "each operation has its own parameter (acl, policy, uploads …) and takes no other's; parameters of a form, or of a URL that was put together by hand, got into the query",
		fix:   "send the fields of a POST form in the form; let the SDK build the URL", sources: postFormPage + " https://github.com/jamhall/s3rver/blob/0b3287632f56bc84520544d9752fc638391cfebc/lib/routes.js"},
	{id: "key-not-expected", codes: "InvalidRequest", message: "Key is not expected for the GET method ?uploads subresource|There is no such thing as the ?… sub-resource for a key",
		title: "a listing of the bucket arrived as a request for a key",
		why:   "the path was changed on the way, or the addressing style is another one than the endpoint's, so that the bucket's name or a prefix is taken for a key",
		fix:   "see the audit for path and host; check UsePathStyle and BaseEndpoint", sources: regionPage + " " + versityTable},
	{id: "part-number-alone", codes: "InvalidArgument", message: "This operation does not accept partNumber without uploadId",
		title: "an upload of a part arrived without the id of its upload",
		why:   "a parameter of the query was lost on the way, or of a presigned URL that was cut", fix: "see the audit for the query; send the URL as it was presigned", sources: apiPages + "API_UploadPart.html " + versityTable},

	// What S3 holds.
	{id: "stored-with-sse-c", codes: "InvalidRequest", message: "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.",
		title: "the object is encrypted with a customer key (SSE-C) that the request doesn't give",
		why:   "S3 keeps no such key: every read, and the source of every copy, needs it", fix: "GetObject and HeadObject: SSECustomerAlgorithm, SSECustomerKey and its MD5; CopyObject and UploadPartCopy: the CopySourceSSECustomer members for the source", sources: ssecPage + " recorded:ls-d-0071"},
	{id: "not-sse-c", codes: "InvalidRequest", message: "The encryption parameters are not applicable to this object.", title: "the object isn't encrypted with a customer key, but the request gives one",
		why: "SSE-C members are for objects that were written with them", fix: "leave the SSECustomer members out", sources: ssecPage},
	{id: "kms-read-signature-v4", codes: "InvalidArgument", message: "Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.",
		title: "an object that is encrypted with KMS was asked for without Signature Version 4",
		why:   "such objects aren't served to anonymous requests and to older signatures, a plain link in a browser for example", fix: "use a presigned URL made with Signature Version 4, or a signed request", sources: kmsPage + " https://github.com/ryanto/next-s3-upload/issues/115"},
	{id: "annotation-sse-c", codes: "InvalidRequest", message: "The object is encrypted with SSE-C, which does not support annotations.", title: "the object is encrypted with a customer key, and such objects have no annotations",
		why: "S3 couldn't encrypt the annotations without the key", fix: "encrypt the object another way", sources: annotatePage},
	{id: "annotation-region", codes: "InvalidRequest", message: "The source object has annotations that cannot be copied to the destination because the destination is in an unsupported Region.", title: "the source has annotations, and the destination's Region doesn't have them",
		why: "a copy takes the annotations along, unless it is told not to", fix: "CopyObject with the annotation directive EXCLUDE", sources: annotatePage},
	{id: "annotation-table", codes: "InvalidRequest", message: "The annotation table configuration request is not valid…", title: "the annotation table can't be changed like this now",
		why: "it is being created, is enabled already, is to be disabled and encrypted at once, or the request is empty", fix: "read the table's state (GetBucketMetadataConfiguration), wait for CREATING to end, and send one change", sources: annotatePage},
	{id: "copy-too-large", codes: "InvalidRequest", message: "The specified copy source is larger than the maximum allowable size for a copy source: …|CopyObject request made on objects larger than 5GB in size", title: "the source of the copy is larger than 5 GB",
		why: "one CopyObject copies up to 5 GB", fix: "copy in parts with UploadPartCopy", sources: errorList + " " + guidePages + "copy-object.html"},
	{id: "copy-delete-marker", codes: "InvalidRequest", message: "The source of a copy request may not specifically refer to a delete marker by version id.",
		title: "the version that is to be copied is a delete marker",
		why:   "a delete marker has no data", fix: "copy the version before it; ListObjectVersions shows which are delete markers", sources: guidePages + "DeleteMarker.html " + versityPull + "2417 " + awsAnswers},
	{id: "copy-range-beyond", codes: "InvalidArgument InvalidRequest", message: "Range specified is not valid for source object of size: …|The specified copy range is invalid for the source object size",
		title: "the range to copy reaches beyond the end of the source",
		why:   "unlike a read, a copy of a part isn't cut at the end: both offsets must be inside, and the last byte of n has the offset n-1",
		fix:   "ask HeadObject for the source's length, and end the last part at length-1", sources: apiPages + "API_UploadPartCopy.html " + versityIssue + "610"},
	{id: "version-id-form", codes: "InvalidArgument", message: "Invalid version id specified",
		title: "the version id isn't one that S3 gave",
		why:   "it was cut, changed by encoding, or is that of another provider; a bucket that was never versioned takes none but null", fix: "take it from ListObjectVersions or from the answer that wrote the version, and pass it on unchanged", sources: guidePages + "versioning-workflows.html " + versityTable},
	{id: "upload-id-marker", codes: "InvalidArgument", message: "Invalid uploadId marker",
		title: "the marker isn't the id of an upload in this bucket",
		why:   "a listing goes on from an upload of the same bucket; it may be gone since", fix: "go on with what the last answer gave (NextKeyMarker, NextUploadIdMarker), or begin again", sources: apiPages + "API_ListMultipartUploads.html " + awsAnswers},
	{id: "restore-days-tiering", codes: "InvalidArgument", message: "INTELLIGENT_TIERING objects are not subject to restore expiry. Do not specify Days when restoring this object",
		title: "the object is in Intelligent-Tiering, from where a restore has no end",
		why:   "it moves back to the frequent tier for good, so there is nothing to count days for", fix: "RestoreObject without Days", sources: archivePage + " https://github.com/s3tools/s3cmd/issues/1377"},
	{id: "acceleration-unavailable", codes: "InvalidRequest", message: "S3 Transfer Acceleration is not supported on this bucket…|S3 Transfer Acceleration cannot be enabled on this bucket…", title: "transfer acceleration isn't available for this bucket",
		why: "AWS has closed it for the bucket", fix: "contact AWS Support, and use the ordinary endpoint meanwhile", sources: errorList + " " + accelPage},
	{id: "acceleration-name", codes: "InvalidRequest", message: "S3 Transfer Acceleration is not supported for buckets with non-DNS compliant names", title: "the bucket's name can't be part of the accelerate endpoint",
		why: "the accelerate endpoint takes the bucket as a part of the host", fix: "use the ordinary endpoint, or another bucket", sources: errorList + " " + accelPage},
	{id: "list-buckets-unpaged", codes: "InvalidRequest", message: "An unpaginated ListBuckets request is made from an account …", title: "the account may have more than 10,000 buckets, so they are listed in pages only",
		why: "an account with such a quota gets no answer in one piece", fix: "set MaxBuckets, or use the SDK's paginator", sources: errorList + " " + apiPages + "API_ListBuckets.html"},

	{id: "lifecycle-transitions-apart", codes: "InvalidArgument", message: "'…' in the 'Transition' action for StorageClass '…' for … must be at least one day apart from … in the 'Transition' action for StorageClass '…'",
		title: "a lifecycle rule moves objects to two storage classes on the same day",
		why:   "each transition of a rule has its own day", fix: "give the transitions different days, or leave one out", sources: guidePages + "lifecycle-transition-general-considerations.html " + arsenalLifecycle},

	// Configurations that name other resources.
	{id: "notification-destination", codes: "InvalidArgument", message: "Unable to validate the following destination configurations…",
		title: "S3 can't reach a destination of the notifications",
		why:   "the queue, topic or function doesn't exist, or its own policy (for an encrypted queue or topic, the KMS key's as well) doesn't let s3.amazonaws.com use it for this bucket. S3 tries every destination of the whole configuration",
		fix:   "allow it in the destination's policy with the bucket's ARN as aws:SourceArn, before the notification is configured; the error document names the destination and what failed. To save the configuration untested, SkipDestinationValidation", sources: grantS3Page + " https://github.com/aws/aws-cli/issues/8162"},
	{id: "replication-one-destination", codes: "InvalidRequest", message: "Number of distinct destination bucket ARNs cannot exceed 1",
		title: "in the older form of the configuration all rules have one destination",
		why:   "a rule without Filter makes the whole configuration one of the older form", fix: "give every rule a Filter (an empty one for all objects), a Priority and DeleteMarkerReplication", sources: guidePages + "replication-add-config.html https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/730"},
	{id: "replication-account", codes: "InvalidArgument", message: "The AWS account specified in the … element must match the destination bucket owner", title: "Account isn't the account that owns the destination bucket",
		why: "S3 compares the two before it hands objects over", fix: "correct Account, or leave it out within one account", sources: replicaErrors},
	{id: "replication-time-region", codes: "InvalidRequest", message: "S3 Replication Time Control (S3 RTC) is not supported in this AWS Region", title: "the Region doesn't have replication time control",
		why: "some Regions lack it", fix: "leave ReplicationTime and Metrics out, or replicate between other Regions", sources: replicaErrors},

	// Requests to S3 Control.
	{id: "access-point-bucket", codes: "InvalidRequest", message: "An access point can be created only for an existing bucket.|An access point can be listed only for an existing bucket.|The access point can only be created for existing bucket.", title: "the bucket of the access point doesn't exist",
		why: "access points are created and listed for buckets that exist", fix: "check the bucket's name, account and Region (this is a request to S3 Control)", sources: errorList},
	{id: "access-point-state", codes: "InvalidRequest", message: "The access point is not in a state where it can be deleted", title: "the access point can't be deleted now",
		why: "it is being created or deleted", fix: "wait until it is ready, then try again", sources: errorList},
	{id: "access-point-vpc", codes: "InvalidRequest", message: "Amazon VPC configuration is required.|Public access is not allowed on S3 on Outposts access points.", title: "an access point on Outposts is for one VPC only",
		why: "buckets on Outposts are reached from the VPC, never from outside", fix: "create the access point with VpcConfiguration", sources: outpostErrors + " " + outpostsPage},
	{id: "resource-arn", codes: "InvalidRequest", message: "The AWS Region in the resource ARN doesn't match the Region that's specified in this request.|The AWS account in the resource ARN doesn't match the account ID that's specified in this request.|The AWS partition in the resourceArn is invalid.", title: "the resource's ARN is of another Region, account or partition than the request",
		why: "tags are set where the resource is, by its own account", fix: "send the request to the ARN's Region, with its account as AccountId", sources: taggingErrors},
	{id: "next-token", codes: "InvalidRequest", message: "The next token is not valid.|The next token is invalid.", title: "the token for the next page isn't one that S3 gave",
		why: "tokens belong to one listing, with the same parameters", fix: "use the SDK's paginator, or begin the listing again", sources: errorList},
	{id: "max-results", codes: "InvalidRequest", message: "The range for the MaxResults parameter is not valid.|Invalid range for parameter MaxResults.", title: "the number of results asked for is out of range", why: "each listing has its limit",
		fix: "ask for fewer, at least 1, and page", sources: errorList},
	{id: "soap-https", codes: "InvalidRequest", message: "SOAP requests must be made over an HTTPS connection.", title: "a SOAP request came over http", why: "SOAP is served over https only", fix: "use the REST API", sources: errorList},

	// Forms.
	{id: "post-field", codes: "InvalidArgument", message: "Bucket POST must contain a field named '…'. If it is specified, please check the order of the fields.", title: "the POST form lacks a field, or has it after the file",
		why: "S3 ignores whatever comes after the file field; a form with any field of Signature Version 4 needs all of them", fix: "send the named field, and file as the last one", sources: postFormPage + " recorded:ls-d-0006"},
	{id: "post-file", codes: "InvalidArgument", message: "POST requires exactly one file upload per request.", title: "the POST form has no field named file, or several",
		why: "one form uploads one object; the file's content must be in a field with the name file", fix: "name the field file, send it once and last, and a form for each object", sources: postFormPage + " https://github.com/itinance/react-native-fs/issues/992"},
	{id: "post-algorithm", codes: "InvalidArgument", message: "Only AWS4-HMAC-SHA256 is supported", title: "the POST form names an algorithm that S3 doesn't take",
		why: "the field X-Amz-Algorithm of a form is AWS4-HMAC-SHA256", fix: "send the fields as PresignPostObject returned them", sources: postFormPage + " " + versityTable},
	{id: "post-date", codes: "InvalidArgument", message: "X-Amz-Date must be formated via ISO8601 Long format", title: "the date of the POST form isn't written as S3 wants it",
		why: "it is like 20260301T120000Z", fix: "send the fields as PresignPostObject returned them", sources: postFormPage + " " + versityTable},

	{id: "argument", codes: "InvalidArgument", title: "S3 doesn't accept the value of a header or parameter, or misses one",
		why: "it isn't valid, incomplete, too short or in the wrong format", fix: "the error document names the argument (ArgumentName): compare it with the operation's page", sources: errorList},
}
