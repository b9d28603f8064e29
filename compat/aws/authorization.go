package aws

import (
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// authorizationRules are the rules about the form of what authorizes a request.
func authorizationRules() []compat.Rule {
	get := sent()
	wellFormed := get.Over(compat.Authorization, "well-formed")
	authorization := func(value string) (compat.Condition, compat.Case) {
		return compat.Wire(compat.Authorization, value), get.Over(compat.Authorization, value)
	}
	scope := func(value string) (compat.Condition, compat.Case) {
		return compat.Wire(compat.CredentialScope, value), wellFormed.Over(compat.CredentialScope, value)
	}
	rightScope := wellFormed.Over(compat.CredentialScope, "right")
	var rules []compat.Rule
	add := func(w wireRule) { rules = append(rules, w.rule("request")) }

	when, bad := authorization("two mechanisms")
	add(wireRule{
		id: "two-authorizations", title: "A request is authorized in one way",
		problem: "The request is authorized both by a header and by its URL", remedy: "Send a presigned URL without an Authorization header",
		when: when, status: 400, code: "InvalidArgument",
		message:   "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified",
		why:       "S3 doesn't choose between two signatures.",
		fix:       "Send a presigned URL as it is, without an Authorization header: some HTTP clients keep it when they follow a redirection.",
		sources:   []string{pageAuthenticating, "https://github.com/catalyst/moodle-tool_objectfs/issues/303", "https://github.com/request/request/issues/860"},
		violating: bad, allowed: wellFormed,
	})
	when, bad = authorization("unsupported")
	add(wireRule{
		id: "authorization-type", title: "S3 takes only signatures of its own kind",
		problem: "The Authorization header is of a type that S3 doesn't know", remedy: "Sign the request",
		when: when, status: 400, code: "InvalidArgument", message: "Unsupported Authorization Type",
		why:       "S3 knows Signature Version 4 and, in old Regions, Version 2; a bearer token or a password says nothing to it.",
		fix:       "Sign the request with AWS4-HMAC-SHA256, or leave the header out.",
		sources:   []string{pageHeaderAuth, "https://github.com/versity/versitygw/issues/1705", "https://github.com/danialfarid/ng-file-upload/issues/615"},
		violating: bad, allowed: wellFormed,
	})
	when, bad = authorization("incomplete header")
	add(wireRule{
		id: "authorization-incomplete", title: "An Authorization header has three components",
		problem: "The Authorization header lacks Credential, SignedHeaders or Signature", remedy: "Give all three",
		when: when, status: 400, code: "AuthorizationHeaderMalformed",
		message:   "The authorization header is malformed; the authorization header requires three components: Credential, SignedHeaders, and Signature.",
		why:       "S3 needs all of them to calculate the signature.",
		fix:       "Send Credential, SignedHeaders and Signature, separated by commas.",
		sources:   []string{pageHeaderAuth, versityAuth},
		violating: bad, allowed: wellFormed,
	})
	when, bad = authorization("incomplete URL")
	add(wireRule{
		id: "presigned-incomplete", title: "A presigned URL has six parameters",
		problem: "The presigned URL lacks one of its six parameters", remedy: "Give all of them",
		when: when, status: 400, code: "AuthorizationQueryParametersError",
		message:   "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
		why:       "S3 needs all of them to calculate the signature.",
		fix:       "Use the URL as it was presigned, with all of its query.",
		sources:   []string{pageQueryAuth, versityURLs},
		violating: bad, allowed: wellFormed,
	})
	when, bad = authorization("malformed credential")
	add(wireRule{
		id: "credential-malformed", title: "A credential has five parts",
		problem: "The credential isn't of the form id/date/Region/service/aws4_request", remedy: "Give all five parts",
		when: when, status: 400, code: "AuthorizationHeaderMalformed",
		message:   "The authorization header is malformed; the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".",
		why:       "The signing key is made of these parts.",
		fix:       "Write the credential as the access key id, the date, the Region, s3 and aws4_request, with slashes between them.",
		sources:   []string{pageHeaderAuth, versityAuth},
		violating: bad, allowed: wellFormed,
	})
	when, bad = authorization("malformed credential in URL")
	add(wireRule{
		id: "presigned-credential-malformed", title: "The credential of a presigned URL has five parts",
		problem: "X-Amz-Credential isn't of the form id/date/Region/service/aws4_request", remedy: "Give all five parts",
		when: when, status: 400, code: "AuthorizationQueryParametersError",
		message:   "Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".",
		why:       "The signing key is made of these parts.",
		fix:       "Write X-Amz-Credential as the access key id, the date, the Region, s3 and aws4_request, with slashes between them.",
		sources:   []string{pageQueryAuth, versityURLs},
		violating: bad, allowed: wellFormed,
	})
	when, bad = scope("another region")
	add(wireRule{
		id: "credential-region", title: "A request is signed for the endpoint's Region",
		problem: "The request is signed for another Region than the endpoint's", remedy: "Sign for the endpoint's Region",
		when: when, status: 400, code: "AuthorizationHeaderMalformed", message: "The authorization header is malformed; the region '…' is wrong; expecting '…'",
		why:       "The signing key is made for one Region. A pseudo Region such as aws-global is none.",
		fix:       "Sign for the Region that the endpoint's host names, us-east-1 if it names none.",
		sources:   []string{pageHeaderAuth, "recorded:ls-b-0059"},
		violating: bad, allowed: rightScope,
	})
	when, bad = scope("another region in URL")
	add(wireRule{
		id: "presigned-region", title: "A URL is presigned for the endpoint's Region",
		problem: "The URL is presigned for another Region than the endpoint's", remedy: "Presign for the endpoint's Region",
		when: when, status: 400, code: "AuthorizationQueryParametersError", message: "Error parsing the X-Amz-Credential parameter; the region '…' is wrong; expecting '…'",
		why:       "The signing key is made for one Region.",
		fix:       "Presign for the Region that the endpoint's host names, us-east-1 if it names none.",
		sources:   []string{pageQueryAuth, versityURLs},
		violating: bad, allowed: rightScope,
	})
	when, bad = scope("another service")
	add(wireRule{
		id: "credential-service", title: "A request is signed for S3",
		problem: "The request is signed for another service than S3", remedy: "Sign for the service s3",
		when: when, status: 400, code: "AuthorizationHeaderMalformed", message: "The authorization header is malformed; incorrect service \"…\". This endpoint belongs to \"s3\".",
		why:       "The signing key is made for one service.",
		fix:       "Write s3 for the service in the credential.",
		sources:   []string{pageHeaderAuth, versityAuth},
		violating: bad, allowed: rightScope,
	})
	when, bad = scope("another service in URL")
	add(wireRule{
		id: "presigned-service", title: "A URL is presigned for S3",
		problem: "The URL is presigned for another service than S3", remedy: "Presign for the service s3",
		when: when, status: 400, code: "AuthorizationQueryParametersError", message: "Error parsing the X-Amz-Credential parameter; incorrect service \"…\". This endpoint belongs to \"s3\".",
		why:       "The signing key is made for one service.",
		fix:       "Write s3 for the service in X-Amz-Credential.",
		sources:   []string{pageQueryAuth, versityURLs},
		violating: bad, allowed: rightScope,
	})
	when, bad = authorization("unsupported in URL")
	add(wireRule{
		id: "presigned-algorithm", title: "A URL is presigned with Signature Version 4",
		problem: "X-Amz-Algorithm is one that S3 doesn't know", remedy: "Presign with AWS4-HMAC-SHA256",
		when: when, status: 400, code: "AuthorizationQueryParametersError", message: "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256\"",
		why:       "S3 knows two algorithms.",
		fix:       "Presign with AWS4-HMAC-SHA256, or for a Multi-Region Access Point with AWS4-ECDSA-P256-SHA256.",
		sources:   []string{pageQueryAuth, versityURLs},
		violating: bad, allowed: wellFormed,
	})
	when, bad = authorization("malformed expiry")
	add(wireRule{
		id: "presigned-expiry-not-a-number", title: "X-Amz-Expires is a number of seconds",
		problem: "X-Amz-Expires isn't a number of seconds from 0 up", remedy: "Give a number of seconds",
		when: when, status: 400, code: "AuthorizationQueryParametersError", message: "X-Amz-Expires should be a number",
		why:       "S3 reads it as a number.",
		fix:       "Give the validity in seconds, in decimal digits and without a sign.",
		sources:   []string{pageQueryAuth, versityURLs},
		violating: bad, allowed: wellFormed,
	})
	version2 := get.Over(compat.Authorization, "version 2")
	add(wireRule{
		id: "signature-version-2-region", title: "Newer Regions take no Signature Version 2",
		problem: "The request is signed with Signature Version 2, which the Region doesn't support", remedy: "Sign with Signature Version 4",
		when:   compat.All(compat.Wire(compat.Authorization, "version 2"), compat.EndpointRegion(withoutVersion2())),
		status: 400, code: "InvalidRequest", message: "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
		why:       "Regions that were opened after January 30, 2014 support Signature Version 4 only.",
		fix:       "Let the client sign with Signature Version 4: all SDKs of today do.",
		sources:   []string{pageSignatureVersion, "https://github.com/s3tools/s3cmd/issues/1376", "https://github.com/timkay/aws/issues/91"},
		violating: version2.Regions("", "eu-central-1"), allowed: version2.Regions("", "us-east-1"),
	})
	kms := compat.Given(operation.PutObject, member.Bucket, exampleBucket, member.Key, "q3.csv", member.ServerSideEncryption, "aws:kms")
	add(wireRule{
		id: "signature-version-2-kms", title: "Encryption with KMS needs Signature Version 4",
		problem: "ServerSideEncryption is {value ServerSideEncryption}, and the request is signed with Signature Version 2", remedy: "Sign with Signature Version 4",
		ops:    with(member.ServerSideEncryption),
		when:   compat.All(compat.Wire(compat.Authorization, "version 2"), compat.Equals(member.ServerSideEncryption, "aws:kms", "aws:kms:dsse")),
		status: 400, code: "InvalidArgument",
		message:   "Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.",
		why:       "S3 calls KMS in the name of the one who signed, which takes Signature Version 4.",
		fix:       "Let the client sign with Signature Version 4, or encrypt with AES256.",
		sources:   []string{userGuide + "UsingKMSEncryption.html", pageSignatureVersion},
		violating: kms.Over(compat.Authorization, "version 2"), allowed: kms.Over(compat.Authorization, "well-formed"),
	})
	all := wellFormed.Over(compat.SignedHeaders, "all")
	add(wireRule{
		id: "header-unsigned", title: "Headers of Amazon's are signed",
		problem: "A header that begins with x-amz- isn't signed", remedy: "Sign it, or leave it out",
		when: compat.Wire(compat.SignedHeaders, "not all"), status: 403, code: "AccessDenied",
		message:   "There were headers present in the request which were not signed",
		why:       "Such a header changes what the request does, so one that isn't signed could have been added by anybody.",
		fix:       "Give the header before signing. For a presigned URL, presign with it, and send just the headers that it was presigned with.",
		sources:   []string{pageHeaderAuth, "recorded:ls-c-0030", "https://github.com/soto-project/soto/issues/374"},
		violating: wellFormed.Over(compat.SignedHeaders, "not all"), allowed: all,
	})
	add(wireRule{
		id: "host-unsigned", title: "The host is signed",
		problem: "The Host header isn't signed", remedy: "Sign it",
		when: compat.Wire(compat.SignedHeaders, "without host"), status: 403, code: "AccessDenied",
		message:   "There were headers present in the request which were not signed",
		why:       "A request that doesn't sign its host could be sent to another.",
		fix:       "List host among the signed headers.",
		doubt:     "The documentation says that the host must be signed, and not what S3 answers.",
		sources:   []string{pageHeaderAuth},
		violating: wellFormed.Over(compat.SignedHeaders, "without host"), allowed: all,
	})
	return rules
}

// withoutVersion2 is true of Regions that were opened without Signature Version 2. It
// is false of those with it, and of what isn't a Region of the AWS partition.
func withoutVersion2() *compat.Predicate {
	return compat.Text("is a Region without Signature Version 2", func(region string) bool {
		switch region {
		case "us-east-1", "us-west-1", "us-west-2", "eu-west-1", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1", "sa-east-1":
			return false
		}
		for _, area := range []string{"us-east-", "us-west-", "eu-", "ap-", "ca-", "me-", "af-", "il-", "mx-", "sa-"} {
			if strings.HasPrefix(region, area) {
				return true
			}
		}
		return false
	}, []any{"eu-central-1", "us-east-2"}, []any{"us-east-1", "us-gov-west-1", "local"})
}
