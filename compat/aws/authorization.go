package aws

import (
	"github.com/s3safe/s3safe-go/compat"
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
