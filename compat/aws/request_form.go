package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// requestFormRules are the rules about requests for which there is no operation, and
// about those whose body can't be read. Package compat/wire names them in its errors: of
// such a request nothing else is judged.
func requestFormRules() []compat.Rule {
	get := sent()
	put := compat.Given(operation.PutObject, member.Bucket, exampleBucket, member.Key, "q3.csv")
	tags := compat.Complete(compat.Given(operation.PutBucketTagging, member.Bucket, exampleBucket), sdk.Schema)
	uploads := compat.Given(operation.ListMultipartUploads, member.Bucket, exampleBucket)
	var rules []compat.Rule
	add := func(value, topic string, example compat.Case, w wireRule) {
		w.when = compat.Wire(compat.RequestForm, value)
		w.violating, w.allowed = example.Over(compat.RequestForm, value), example.Over(compat.RequestForm, "readable")
		rules = append(rules, w.rule(topic))
		rules[len(rules)-1].AmazonOnly = w.amazonOnly
	}
	const notAllowed = "The specified method is not allowed against this resource."

	add("method of a subresource", "request", get, wireRule{
		id: "subresource-method", title: "A subresource has the methods that the API gives it",
		problem: "The request's method is none that the subresource has", remedy: "Use a method of the subresource's operations",
		status: 405, code: "MethodNotAllowed", message: notAllowed,
		why:     "A parameter such as acl or policy names what the request is about, and the method what is done with it. There is no operation for every pair.",
		fix:     "Look up the operation in the API reference. Documents of configurations are sent with PUT, and removed with DELETE where S3 has that; an acl is never removed.",
		sources: []string{docErrorResponses, "https://github.com/filestack/filestack-js/issues/55"},
	})
	add("method of a website", "request", get, wireRule{
		id: "website-method", title: "A website endpoint has GET and HEAD",
		problem: "The request to a website endpoint is neither GET nor HEAD", remedy: "Send it to an endpoint of the API",
		status: 405, code: "MethodNotAllowed", message: notAllowed,
		why:     "A website endpoint serves pages. It has no operations.",
		fix:     "Send uploads and other operations to an endpoint of the API, such as s3.us-east-1.amazonaws.com.",
		sources: []string{userGuide + "WebsiteEndpoints.html", "recorded:ls-c-0100", "recorded:ls-c-0101", stackdWebsiteServing},
	})
	add("preflight without origin", "request", get, wireRule{
		id: "website-preflight-origin", title: "A preflight request to a website endpoint names its origin",
		problem: "The OPTIONS request has no header Origin", remedy: "Set it",
		status: 400, code: "BadRequest",
		why:     "OPTIONS is the question of a browser whether pages of another origin may read the answer. Without the origin there is nothing to ask.",
		fix:     "Set Origin, and Access-Control-Request-Method, as browsers do. To learn whether a page is there, send HEAD.",
		sources: []string{stackdWebsiteServing, reference + "RESTOPTIONSobject.html"},
	})
	add("key with uploads", "request", uploads, wireRule{
		id: "uploads-with-key", title: "The multipart uploads of a bucket are listed without a key",
		problem: "The uploads of a bucket are asked for with a key in the path", remedy: "Leave the key out, and give the prefix",
		status: 400, code: "InvalidRequest", message: "Key is not expected for the GET method ?uploads subresource",
		why: "The listing is the bucket's. S3 takes which keys it is about from the parameter prefix.",
		fix: "Send GET /?uploads to the bucket, with the key, or its beginning, in the parameter prefix.",
		sources: []string{
			reference + "API_ListMultipartUploads.html", "https://github.com/cinely/mule-uploader/issues/17",
			"https://github.com/openstack/swift/blob/master/swift/common/middleware/s3api/controllers/multi_upload.py",
		},
		ops: []compat.Operation{operation.ListMultipartUploads},
	})
	add("two subresources", "request", get, wireRule{
		id: "subresources-conflict", amazonOnly: true, title: "A request names one subresource",
		problem: "The query names two subresources", remedy: "Send a request for each",
		status: 400, code: "InvalidArgument", message: "Conflicting query string parameters: acl, versioning",
		why:     "A parameter such as acl or policy names what the request is about. S3 doesn't choose one of two.",
		fix:     "Send one request for each subresource.",
		sources: []string{docErrorResponses, backlotTests},
	})
	add("version of a bucket", "request", get, wireRule{
		id: "version-id-not-accepted", amazonOnly: true, title: "What has no versions takes no version ID",
		problem: "The query has a versionId, and the request is about a bucket or a multipart upload", remedy: "Leave it out",
		status: 400, code: "InvalidArgument", message: "This operation does not accept a version-id.",
		why:     "Only objects have versions. S3 looks at the parameter before it looks for the bucket, and refuses null and an empty one, too.",
		fix:     "Leave versionId out. Give it beside a key to get, head, tag, copy or delete the version of an object.",
		sources: []string{userGuide + "versioning-workflows.html", backlotTests},
	})
	add("parameter of another listing", "listing", compat.Given(operation.ListObjects, member.Bucket, exampleBucket), wireRule{
		id: "listing-parameter-of-other-version", amazonOnly: true, title: "marker is ListObjects', continuation-token and start-after are ListObjectsV2's",
		problem: "The listing has a parameter of the other version", remedy: "Send list-type=2 or leave the parameter out",
		status: 400, code: "InvalidArgument", message: "startAfter only supported in REST.GET.BUCKET with list-type=2",
		why:     "Which listing it is, list-type says. S3 doesn't leave out the parameter by which the other one goes on, because the client would get the first page for ever.",
		fix:     "Send list-type=2 with continuation-token and start-after, and nothing of the kind with marker.",
		sources: []string{referencePage(operation.ListObjectsV2), backlotTests},
		ops:     []compat.Operation{operation.ListObjects, operation.ListObjectsV2},
	})
	add("website with a value", "website", compat.Given(operation.GetBucketWebsite, member.Bucket, exampleBucket), wireRule{
		id: "website-parameter-value", amazonOnly: true, title: "The parameter website has no value",
		problem: "The parameter website has a value", remedy: "Leave the value out",
		status: 400, code: "InvalidArgument", message: "The website parameter must not have a value",
		why:     "It says what the request is about. Of other subresources S3 leaves the value out.",
		fix:     "Send ?website. The configuration is the document of PutBucketWebsite.",
		sources: []string{referencePage(operation.GetBucketWebsite), backlotTests},
		ops:     []compat.Operation{operation.GetBucketWebsite, operation.PutBucketWebsite},
	})
	add("malformed document", "request", tags, wireRule{
		id: "document-malformed", title: "A document is well-formed XML of S3's schema",
		problem: "The body isn't an XML document that S3 has a schema for", remedy: "Send the document that the operation has",
		status: 400, code: "MalformedXML", message: "The XML you provided was not well-formed or did not validate against our published schema",
		why:     "S3 reads configurations, lists of keys and the like from XML documents.",
		fix:     "Close every element, escape & and <, send one root element, and numbers and times where the API has them. An XML library does so.",
		sources: []string{userGuide + "object-keys.html", "https://github.com/ex-aws/ex_aws_s3/issues/85", "https://github.com/aws/aws-sdk-php/issues/1790", stackdCaptures + "/logging_raw_replay.json", stackdCaptures + "/access_raw_replay.json", stackdCaptures + "/cors_raw_replay.json", backlotTests},
	})
	add("large document", "request", compat.Given(operation.PutBucketVersioning, member.Bucket, exampleBucket, member.VersioningConfiguration, versioningOn()), wireRule{
		id: "document-large", title: "A document isn't many times larger than its content",
		problem: "The document has 1 MiB or more", remedy: "Leave comments and blanks out",
		status: 400, code: "MaxMessageLengthExceeded", message: "Your request was too big.",
		why:     "S3 bounds what it reads of a document, comments and blanks too. The bound isn't documented; of the configuration of versioning 1 MiB was seen to be too much.",
		fix:     "Send the document without comments.",
		sources: []string{meeseeksVersioning, docErrorResponses},
		ops:     []compat.Operation{operation.PutBucketVersioning},
	})
	add("malformed ACL", "acl", compat.Given(operation.PutBucketAcl, member.Bucket, exampleBucket, member.AccessControlPolicy, ownACL()), wireRule{
		id: "acl-document-elements", title: "An ACL has the elements of S3's schema, each once",
		problem: "The ACL has an element that S3 doesn't know, or one twice", remedy: "Leave it out",
		status: 400, code: "MalformedACLError", message: "The XML you provided was not well-formed or did not validate against our published schema",
		why:     "S3 reads the document by its schema, and takes nothing for an extension.",
		fix:     "Send Owner and AccessControlList, and in each Grant one Grantee and one Permission.",
		sources: []string{referencePage(operation.PutBucketAcl), stackdCaptures + "/access_raw_replay.json"},
		ops:     []compat.Operation{operation.PutBucketAcl},
	})
	add("malformed form", "form", put.Over(compat.Presigned, "form"), wireRule{
		id: "form-malformed", title: "A form is well-formed multipart/form-data",
		problem: "The form has no boundary, or ends before its file does", remedy: "Let the HTTP client make the body",
		status: 400, code: "MalformedPOSTRequest", message: "The body of your POST request is not well-formed multipart/form-data.",
		why:     "The header Content-Type names the boundary between the form's fields, and the last one ends the form.",
		fix:     "Give the form to the HTTP client and don't set Content-Type by hand: the client adds the boundary.",
		sources: []string{pagePostForms, "https://github.com/danialfarid/ng-file-upload/issues/23", "https://github.com/psf/requests/issues/2286"},
		ops:     []compat.Operation{operation.PutObject},
	})
	add("small chunk", "request", put, wireRule{
		id: "chunk-too-small", title: "Only the last chunk of aws-chunked has less than 8,192 bytes",
		problem: "A chunk of the body has less than 8,192 bytes and isn't the last", remedy: "Send chunks of 64 KB",
		status: 403, code: "InvalidChunkSizeError", message: "Only the last chunk is allowed to have a size less than 8192 bytes",
		why:     "S3 checks a signature, or a line, for each chunk.",
		fix:     "Buffer the stream that the body is read from. The SDK for JavaScript does so with requestStreamBufferSize.",
		sources: []string{reference + "sigv4-streaming.html", "https://github.com/aws/aws-sdk-cpp/issues/2727", "https://github.com/aws/aws-sdk-js-v3/issues/6949"},
	})
	add("no last chunk", "request", put, wireRule{
		id: "chunk-last-missing", title: "A body in aws-chunked ends with a chunk of no bytes",
		problem: "The body ends without a last chunk", remedy: "Send a chunk of no bytes at the end",
		status: 400, code: "IncompleteBody", message: "The request body terminated unexpectedly",
		why:     "The last chunk, which is empty, says that the object is complete.",
		fix:     "Let Content-Length count the lines of the chunks, too, and send all of the stream. X-Amz-Decoded-Content-Length is the length of the object.",
		sources: []string{reference + "sigv4-streaming.html", "https://github.com/aws/aws-sdk-java-v2/issues/2908", "https://github.com/aws/aws-sdk-net/issues/3616"},
	})
	return rules
}
