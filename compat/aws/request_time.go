package aws

import (
	"github.com/s3safe/s3safe-go/compat"
)

// requestTimeRules are the rules about the time at which a request was signed.
func requestTimeRules() []compat.Rule {
	get := sent()
	current := get.Over(compat.RequestTime, "current")
	at := func(value string) (compat.Condition, compat.Case) {
		return compat.Wire(compat.RequestTime, value), get.Over(compat.RequestTime, value)
	}
	var rules []compat.Rule
	add := func(w wireRule) { rules = append(rules, w.rule("request")) }

	when, bad := at("expired")
	add(wireRule{
		id: "presigned-expired", title: "A presigned URL expires",
		problem: "The presigned URL has expired", remedy: "Presign again",
		when: when, status: 403, code: "AccessDenied", message: "Request has expired",
		why:       "The URL is valid for as long as it was presigned for.",
		fix:       "Presign the URL when it is needed. One presigned with temporary credentials ends with these, however long it is valid.",
		sources:   []string{pageQueryAuth, "recorded:ls-c-0018", "recorded:ls-c-0040"},
		violating: bad, allowed: current,
	})
	when, bad = at("skewed")
	add(wireRule{
		id: "request-time-skewed", title: "A request is signed when it is sent",
		problem: "The request was signed more than 15 minutes before or after now", remedy: "Set the clock, and sign again",
		when: when, status: 403, code: "RequestTimeTooSkewed", message: "The difference between the request time and the current time is too large.",
		why:       "A request that was overheard can't be sent again later.",
		fix:       "Set the clock of the machine that signs, and sign each request when it is sent.",
		sources:   []string{reference + "RESTAuthentication.html"},
		violating: bad, allowed: current,
	})
	when, bad = at("missing")
	add(wireRule{
		id: "request-time-missing", title: "A signed request says when it was signed",
		problem: "The request is signed and has neither X-Amz-Date nor Date", remedy: "Send X-Amz-Date",
		when: when, status: 403, code: "AccessDenied", message: "AWS authentication requires a valid Date or x-amz-date header",
		why:       "The time is part of what is signed.",
		fix:       "Send X-Amz-Date, and sign it.",
		sources:   []string{pageHeaderAuth, reference + "RESTAuthentication.html", "https://github.com/aws/aws-sdk-js/issues/2070"},
		violating: bad, allowed: current,
	})
	when, bad = at("malformed")
	add(wireRule{
		id: "request-time-malformed", title: "The time of signing is written as S3 reads it",
		problem: "X-Amz-Date or Date isn't a time that S3 reads", remedy: "Write it as 20060102T150405Z",
		when: when, status: 403, code: "AccessDenied", message: "AWS authentication requires a valid Date or x-amz-date header",
		why:       "The time is part of what is signed.",
		fix:       "Write X-Amz-Date as yyyyMMddTHHmmssZ in UTC.",
		doubt:     "S3 reads forms of dates that aren't documented.",
		sources:   []string{pageHeaderAuth, "https://github.com/hubrick/vertx-s3-client/issues/5"},
		violating: bad, allowed: current,
	})
	when, bad = at("malformed in URL")
	add(wireRule{
		id: "presigned-time-malformed", title: "X-Amz-Date is written as S3 reads it",
		problem: "X-Amz-Date is missing from the presigned URL, or isn't of the form 20060102T150405Z", remedy: "Write it as 20060102T150405Z",
		when: when, status: 400, code: "AuthorizationQueryParametersError", message: "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"",
		why:       "The time is part of what is signed.",
		fix:       "Write X-Amz-Date as yyyyMMddTHHmmssZ in UTC.",
		sources:   []string{pageQueryAuth, versityURLs},
		violating: bad, allowed: current,
	})
	return rules
}
