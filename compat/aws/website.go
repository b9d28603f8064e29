package aws

import (
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/ptr"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	docPutBucketWebsite = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html"
	docWebsiteConfig    = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_WebsiteConfiguration.html"
	docRedirect         = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_Redirect.html"
	docCondition        = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_Condition.html"
	docPageRedirect     = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html"
	cephWebsite         = "https://github.com/ceph/ceph/blob/main/src/rgw/rgw_website.cc"
)

// websiteWith is a website with an index document, changed by the option.
func websiteWith(option func(*types.WebsiteConfiguration)) *types.WebsiteConfiguration {
	w := &types.WebsiteConfiguration{IndexDocument: &types.IndexDocument{Suffix: ptr.String("index.html")}}
	option(w)
	return w
}

func websiteIndex(suffix string) *types.WebsiteConfiguration {
	return websiteWith(func(w *types.WebsiteConfiguration) { w.IndexDocument.Suffix = &suffix })
}

func websiteRouting(rules ...types.RoutingRule) *types.WebsiteConfiguration {
	return websiteWith(func(w *types.WebsiteConfiguration) { w.RoutingRules = rules })
}

// redirects is a website with one routing rule, for all requests.
func redirects(r types.Redirect) *types.WebsiteConfiguration {
	return websiteRouting(types.RoutingRule{Redirect: &r})
}

// redirectsIf is a website with one routing rule, for some requests.
func redirectsIf(c types.Condition) *types.WebsiteConfiguration {
	return websiteRouting(types.RoutingRule{Condition: &c, Redirect: &types.Redirect{HostName: ptr.String("www.example.com")}})
}

func redirectsAll(r types.RedirectAllRequestsTo) *types.WebsiteConfiguration {
	return &types.WebsiteConfiguration{RedirectAllRequestsTo: &r}
}

// manyRoutingRules is a website with n routing rules.
func manyRoutingRules(n int) *types.WebsiteConfiguration {
	rules := make([]types.RoutingRule, n)
	for i := range rules {
		rules[i] = types.RoutingRule{Redirect: &types.Redirect{HostName: ptr.String("www.example.com")}}
	}
	return websiteRouting(rules...)
}

// someRoutingRule makes a predicate that is true if one routing rule of a
// website fulfils the test, which gets the path below the rule. The members of
// the rule are never nil.
func someRoutingRule(name string, test func(*types.Condition, *types.Redirect) (path string, found bool), yes, no []any) *compat.Predicate {
	return compat.Document(name, func(w *types.WebsiteConfiguration) (string, bool) {
		for i := range w.RoutingRules {
			c, r := w.RoutingRules[i].Condition, w.RoutingRules[i].Redirect
			if c == nil {
				c = &noCondition
			}
			if r == nil {
				r = &noRedirect
			}
			if path, found := test(c, r); found {
				return element("RoutingRules", i, path), true
			}
		}
		return "", false
	}, yes, no)
}

var (
	noCondition types.Condition
	noRedirect  types.Redirect
)

func websiteWithoutIndex() *compat.Predicate {
	return compat.Document("has neither an index document nor a redirect of all requests", func(w *types.WebsiteConfiguration) (string, bool) {
		return "IndexDocument", w.IndexDocument == nil && w.RedirectAllRequestsTo == nil
	}, []any{
		&types.WebsiteConfiguration{ErrorDocument: &types.ErrorDocument{Key: ptr.String("error.html")}},
		&types.WebsiteConfiguration{},
	}, []any{websiteIndex("index.html"), redirectsAll(types.RedirectAllRequestsTo{HostName: ptr.String("www.example.com")})})
}

func websiteIndexSuffix() *compat.Predicate {
	return compat.Document("has an index document whose suffix is empty or has a slash", func(w *types.WebsiteConfiguration) (string, bool) {
		return "IndexDocument.Suffix", w.IndexDocument != nil && w.IndexDocument.Suffix != nil &&
			(*w.IndexDocument.Suffix == "" || strings.Contains(*w.IndexDocument.Suffix, "/"))
	}, []any{websiteIndex("/index.html"), websiteIndex(""), websiteIndex("site/index.html")}, []any{websiteIndex("index.html")})
}

func websiteRedirectsAllAndMore() *compat.Predicate {
	return compat.Document("redirects all requests and has something else", func(w *types.WebsiteConfiguration) (string, bool) {
		return "RedirectAllRequestsTo", w.RedirectAllRequestsTo != nil &&
			(w.IndexDocument != nil || w.ErrorDocument != nil || len(w.RoutingRules) > 0)
	}, []any{
		websiteWith(func(w *types.WebsiteConfiguration) {
			w.RedirectAllRequestsTo = &types.RedirectAllRequestsTo{HostName: ptr.String("www.example.com")}
		}),
		&types.WebsiteConfiguration{
			RedirectAllRequestsTo: &types.RedirectAllRequestsTo{HostName: ptr.String("www.example.com")},
			RoutingRules:          []types.RoutingRule{{Redirect: &types.Redirect{HostName: ptr.String("www.example.com")}}},
		},
	}, []any{redirectsAll(types.RedirectAllRequestsTo{HostName: ptr.String("www.example.com")}), websiteIndex("index.html")})
}

func websiteRedirectsNowhere() *compat.Predicate {
	return compat.Document("redirects all requests to an empty host name", func(w *types.WebsiteConfiguration) (string, bool) {
		r := w.RedirectAllRequestsTo
		return "RedirectAllRequestsTo.HostName", r != nil && r.HostName != nil && *r.HostName == ""
	}, []any{redirectsAll(types.RedirectAllRequestsTo{HostName: ptr.String("")})},
		[]any{redirectsAll(types.RedirectAllRequestsTo{HostName: ptr.String("www.example.com")})})
}

func unknownProtocol(p types.Protocol) bool {
	return p != "" && p != types.ProtocolHttp && p != types.ProtocolHttps
}

func websiteProtocol() *compat.Predicate {
	return compat.Document("redirects to a protocol other than http and https", func(w *types.WebsiteConfiguration) (string, bool) {
		if r := w.RedirectAllRequestsTo; r != nil && unknownProtocol(r.Protocol) {
			return "RedirectAllRequestsTo.Protocol", true
		}
		for i := range w.RoutingRules {
			if r := w.RoutingRules[i].Redirect; r != nil && unknownProtocol(r.Protocol) {
				return element("RoutingRules", i, "Redirect.Protocol"), true
			}
		}
		return "", false
	}, []any{
		redirects(types.Redirect{Protocol: "ftp"}),
		redirectsAll(types.RedirectAllRequestsTo{HostName: ptr.String("www.example.com"), Protocol: "HTTPS"}),
		redirectsAll(types.RedirectAllRequestsTo{HostName: ptr.String("www.example.com"), Protocol: "https://"}),
	}, []any{
		redirects(types.Redirect{Protocol: types.ProtocolHttps}),
		redirectsAll(types.RedirectAllRequestsTo{HostName: ptr.String("www.example.com"), Protocol: types.ProtocolHttp}),
	})
}

func websiteErrorKey() *compat.Predicate {
	return compat.Document("has an error document with an empty key", func(w *types.WebsiteConfiguration) (string, bool) {
		return "ErrorDocument.Key", w.ErrorDocument != nil && w.ErrorDocument.Key != nil && *w.ErrorDocument.Key == ""
	}, []any{websiteWith(func(w *types.WebsiteConfiguration) { w.ErrorDocument = &types.ErrorDocument{Key: ptr.String("")} })},
		[]any{websiteWith(func(w *types.WebsiteConfiguration) {
			w.ErrorDocument = &types.ErrorDocument{Key: ptr.String("test/error.html")}
		})})
}

// An absent list is no element at all, an empty one is an element without rules.
func websiteNoRoutingRules() *compat.Predicate {
	return compat.Document("has an empty list of routing rules", func(w *types.WebsiteConfiguration) (string, bool) {
		return "RoutingRules", w.RoutingRules != nil && len(w.RoutingRules) == 0
	}, []any{websiteWith(func(w *types.WebsiteConfiguration) { w.RoutingRules = []types.RoutingRule{} })},
		[]any{websiteIndex("index.html"), redirects(types.Redirect{HostName: ptr.String("www.example.com")})})
}

func websiteManyRoutingRules() *compat.Predicate {
	return compat.Document("has more than 50 routing rules", func(w *types.WebsiteConfiguration) (string, bool) {
		return "RoutingRules", len(w.RoutingRules) > 50
	}, []any{manyRoutingRules(51)}, []any{manyRoutingRules(50)})
}

func websiteReplacesTwice() *compat.Predicate {
	return someRoutingRule("replaces both the key and its prefix", func(_ *types.Condition, r *types.Redirect) (string, bool) {
		return "Redirect.ReplaceKeyWith", ptr.ToString(r.ReplaceKeyWith) != "" && r.ReplaceKeyPrefixWith != nil
	}, []any{redirects(types.Redirect{ReplaceKeyPrefixWith: ptr.String("docs/"), ReplaceKeyWith: ptr.String("index.html")})},
		[]any{redirects(types.Redirect{ReplaceKeyPrefixWith: ptr.String("docs/")}), redirects(types.Redirect{ReplaceKeyWith: ptr.String("index.html")})})
}

func websiteConditionEmpty() *compat.Predicate {
	return someRoutingRule("has a routing rule with an empty condition", func(c *types.Condition, _ *types.Redirect) (string, bool) {
		return "Condition", c != &noCondition && c.KeyPrefixEquals == nil && c.HttpErrorCodeReturnedEquals == nil
	}, []any{redirectsIf(types.Condition{})}, []any{redirectsIf(types.Condition{KeyPrefixEquals: ptr.String("docs/")}), redirects(types.Redirect{Protocol: "https"})})
}

func websiteRedirectEmpty() *compat.Predicate {
	return someRoutingRule("has a routing rule with an empty redirect", func(_ *types.Condition, r *types.Redirect) (string, bool) {
		return "Redirect", r != &noRedirect && r.HostName == nil && r.HttpRedirectCode == nil && r.Protocol == "" &&
			r.ReplaceKeyPrefixWith == nil && r.ReplaceKeyWith == nil
	}, []any{redirects(types.Redirect{})}, []any{redirects(types.Redirect{HttpRedirectCode: ptr.String("302")})})
}

func websiteHostEmpty() *compat.Predicate {
	return someRoutingRule("redirects to an empty host name", func(_ *types.Condition, r *types.Redirect) (string, bool) {
		return "Redirect.HostName", r.HostName != nil && *r.HostName == ""
	}, []any{redirects(types.Redirect{HostName: ptr.String(""), ReplaceKeyWith: ptr.String("index.html")})},
		[]any{redirects(types.Redirect{ReplaceKeyWith: ptr.String("index.html")})})
}

// httpCode reads a status code. ok is false if the text isn't a number.
func httpCode(s *string) (code int, ok bool) {
	code, err := strconv.Atoi(strings.TrimSpace(*s))
	return code, err == nil
}

func websiteCodeNotNumber() *compat.Predicate {
	return someRoutingRule("has a status code that isn't a number", func(c *types.Condition, r *types.Redirect) (string, bool) {
		if s := r.HttpRedirectCode; s != nil && *s != "" {
			if _, ok := httpCode(s); !ok {
				return "Redirect.HttpRedirectCode", true
			}
		}
		if s := c.HttpErrorCodeReturnedEquals; s != nil && *s != "" {
			if _, ok := httpCode(s); !ok {
				return "Condition.HttpErrorCodeReturnedEquals", true
			}
		}
		return "", false
	}, []any{
		redirects(types.Redirect{HttpRedirectCode: ptr.String("Found")}),
		redirectsIf(types.Condition{HttpErrorCodeReturnedEquals: ptr.String("4xx")}),
	}, []any{
		redirects(types.Redirect{HttpRedirectCode: ptr.String("307")}),
		redirectsIf(types.Condition{HttpErrorCodeReturnedEquals: ptr.String("404")}),
	})
}

func websiteRedirectCode() *compat.Predicate {
	return someRoutingRule("redirects with a status code that isn't one of redirects", func(_ *types.Condition, r *types.Redirect) (string, bool) {
		if r.HttpRedirectCode == nil {
			return "", false
		}
		code, ok := httpCode(r.HttpRedirectCode)
		return "Redirect.HttpRedirectCode", ok && (code <= 300 || code > 308)
	}, []any{
		redirects(types.Redirect{HttpRedirectCode: ptr.String("300")}),
		redirects(types.Redirect{HttpRedirectCode: ptr.String("200")}),
		redirects(types.Redirect{HttpRedirectCode: ptr.String("404")}),
		redirects(types.Redirect{HttpRedirectCode: ptr.String("399")}),
	}, []any{redirects(types.Redirect{HttpRedirectCode: ptr.String("301")}), redirects(types.Redirect{HttpRedirectCode: ptr.String("308")})})
}

func websiteErrorCode() *compat.Predicate {
	return someRoutingRule("redirects after a status code that isn't one of errors", func(c *types.Condition, _ *types.Redirect) (string, bool) {
		if c.HttpErrorCodeReturnedEquals == nil {
			return "", false
		}
		code, ok := httpCode(c.HttpErrorCodeReturnedEquals)
		return "Condition.HttpErrorCodeReturnedEquals", ok && (code < 400 || code > 599 ||
			code > 451 && code < 499 || code > 511 && code < 520 || code > 530) // no error has such a code
	}, []any{
		redirectsIf(types.Condition{HttpErrorCodeReturnedEquals: ptr.String("302")}),
		redirectsIf(types.Condition{HttpErrorCodeReturnedEquals: ptr.String("600")}),
		redirectsIf(types.Condition{HttpErrorCodeReturnedEquals: ptr.String("599")}),
	}, []any{
		redirectsIf(types.Condition{HttpErrorCodeReturnedEquals: ptr.String("404")}),
		redirectsIf(types.Condition{HttpErrorCodeReturnedEquals: ptr.String("503"), KeyPrefixEquals: ptr.String("docs/")}),
	})
}

// stackdWebsite is what S3 answered to website configurations.
const (
	stackdWebsite        = stackdCaptures + "/website_admission_replay.json"
	stackdWebsiteServing = stackdCaptures + "/website_http_replay.json"
)

// websiteRules are the rules about a bucket's website configuration.
func websiteRules() []compat.Rule {
	var rules []compat.Rule
	add := func(p *compat.Predicate, code, message string, r compat.Rule) {
		r.Topic = "website"
		r = answered(r, rankValue, code, message)
		rules = append(rules, configuration(operation.PutBucketWebsite, member.WebsiteConfiguration, p, r))
	}
	add(websiteNoRoutingRules(), "MalformedXML", "", compat.Rule{
		ID: "website-routing-rules-empty", Title: "A list of routing rules has at least one rule",
		Problem: "{at} is empty",
		Remedy:  "Leave it nil",
		Why:     "An empty list is sent as an empty element, which doesn't fit the schema.",
		Fix:     "Leave RoutingRules nil if there are none.",
		Sources: []string{docWebsiteConfig, "recorded:ls-c-0127"},
	})
	add(websiteCodeNotNumber(), "MalformedXML", "", compat.Rule{
		ID: "website-code-number", Title: "HTTP status codes in routing rules are numbers",
		Problem: "A status code isn't a number: {at}",
		Remedy:  "Write three digits",
		Why:     "They are text in the SDK, but numbers to S3.",
		Fix:     "Write the code as three digits.",
		Sources: []string{docRedirect, docCondition, versitygwWebsite, stackdWebsite},
	})
	add(websiteRedirectEmpty(), "MalformedXML", "", compat.Rule{
		ID: "website-redirect-empty", Title: "A redirect says where to",
		Problem: "A redirect is empty: {at}",
		Remedy:  "Say where to",
		Why:     "Without a host name, protocol, key or code nothing would change.",
		Fix:     "Set at least one member of Redirect.",
		Sources: []string{docRedirect, versitygwWebsite, stackdWebsite, stackdCaptures + "/website_rules_replay.json"},
		Doubt:   "The API reference asks for one of the members, but S3 accepted a redirect without any, twice on record, and keeps it as it is.",
	})
	add(websiteRedirectsAllAndMore(), "InvalidArgument", "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.", compat.Rule{
		ID: "website-redirect-all-only", Title: "RedirectAllRequestsTo stands alone",
		Problem: "{at} is set with others",
		Remedy:  "Leave them out",
		Why:     "If every request is redirected, documents and routing rules would never be used.",
		Fix:     "Leave out IndexDocument, ErrorDocument and RoutingRules, or use a routing rule without a condition instead.",
		Sources: []string{docWebsiteConfig, "recorded:ls-c-0122"},
	})
	add(websiteWithoutIndex(), "InvalidArgument", "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty", compat.Rule{
		ID: "website-index-required", Title: "A website has an index document, or redirects all requests",
		Problem: "Neither IndexDocument nor RedirectAllRequestsTo is set",
		Remedy:  "Set one",
		Why:     "Requests for a directory need an object to answer with, even if routing rules redirect some.",
		Fix:     "Set IndexDocument, or RedirectAllRequestsTo.",
		Sources: []string{docPutBucketWebsite, "recorded:ls-c-0123"},
	})
	add(websiteIndexSuffix(), "InvalidArgument", "The IndexDocument Suffix is not well formed", compat.Rule{
		ID: "website-index-suffix", Title: "The suffix of the index document is a name without slashes",
		Problem: "{at} is empty or has a slash",
		Remedy:  "Use index.html",
		Why:     "It is appended to the path of a directory, whatever that is.",
		Fix:     "Use a name such as index.html.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_IndexDocument.html", "recorded:ls-c-0120", "recorded:ls-c-0121"},
	})
	add(websiteErrorKey(), "InvalidArgument", "The ErrorDocument Key is not well formed", compat.Rule{
		ID: "website-error-key", Title: "The key of the error document isn't empty",
		Problem: "{at} is empty",
		Remedy:  "Name the object",
		Why:     "No object has an empty key.",
		Fix:     "Name the object, or leave ErrorDocument out.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_ErrorDocument.html", versitygwWebsite, stackdWebsite},
	})
	add(websiteRedirectsNowhere(), "InvalidRequest", `A host name must be provided to redirect all requests (e.g. "example.com").`, compat.Rule{
		ID: "website-redirect-all-host", Title: "RedirectAllRequestsTo names a host",
		Problem: "{at} is empty",
		Remedy:  "Name the host",
		Why:     "The host name is the only thing that all redirected requests share.",
		Fix:     "Set HostName, without a protocol or path.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_RedirectAllRequestsTo.html", "https://github.com/ceph/ceph/blob/main/src/rgw/rgw_rest_s3.cc", stackdWebsite},
	})
	add(websiteProtocol(), "InvalidRequest", "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.", compat.Rule{
		ID: "website-protocol", Title: "A website redirects to http or https",
		Problem: "{at} is {value|neither http nor https}",
		Remedy:  "Use http or https",
		Why:     "Browsers follow redirects to these only, which S3 knows in lower case; without one, the protocol of the request is kept.",
		Fix:     "Set Protocol to http or https, or leave it out.",
		Sources: []string{docRedirect, "https://docs.aws.amazon.com/AmazonS3/latest/API/API_RedirectAllRequestsTo.html", "recorded:ls-c-0124", stackdWebsite},
	})
	add(websiteManyRoutingRules(), "InvalidRequest", "… routing rules provided, the number of routing rules in a website configuration is limited to 50.", compat.Rule{
		ID: "website-too-many-routing-rules", Title: "A website has at most 50 routing rules",
		Problem: "There are {count WebsiteConfiguration.RoutingRules} routing rules; S3 allows 50",
		Remedy:  "Join rules",
		Why:     "S3 goes through them at each request.",
		Fix:     "Join rules with a common prefix, or redirect single objects with WebsiteRedirectLocation.",
		Sources: []string{docPutBucketWebsite, versitygwWebsite, "https://github.com/ceph/ceph/pull/23429"},
	})
	add(websiteReplacesTwice(), "InvalidRequest", "You can only define ReplaceKeyPrefix or ReplaceKey but not both.", compat.Rule{
		ID: "website-replace-key-once", Title: "A redirect replaces the key or its prefix, not both",
		Problem: "A redirect replaces key and prefix: {at}",
		Remedy:  "Keep one",
		Why:     "Once the whole key is replaced, the prefix is gone.",
		Fix:     "Keep one of ReplaceKeyWith and ReplaceKeyPrefixWith.",
		Sources: []string{docRedirect, "recorded:ls-c-0125"},
	})
	add(websiteConditionEmpty(), "InvalidRequest", "Condition cannot be empty. To redirect all requests without a condition, the condition element shouldn't be present.", compat.Rule{
		ID: "website-condition-empty", Title: "The condition of a routing rule isn't empty",
		Problem: "A condition is empty: {at}",
		Remedy:  "Leave it nil",
		Why:     "A rule for all requests has no condition at all.",
		Fix:     "Set KeyPrefixEquals or HttpErrorCodeReturnedEquals, or leave Condition nil.",
		Sources: []string{docCondition, "recorded:ls-c-0126"},
	})
	add(websiteHostEmpty(), "InvalidRequest", "", compat.Rule{
		ID: "website-redirect-host", Title: "The host name of a redirect isn't empty",
		Problem: "{at} is empty",
		Remedy:  "Leave it nil",
		Why:     "To stay on the same host, the member is left out.",
		Fix:     "Set HostName, or leave it nil.",
		Sources: []string{docRedirect, cephWebsite},
		Doubt:   "Servers that follow S3 reject it, with different codes; no answer of S3 is known.",
	})
	add(websiteRedirectCode(), "InvalidRequest", "The provided HTTP redirect code (…) is not valid. Valid codes are 3XX except 300.", compat.Rule{
		ID: "website-redirect-code", Title: "A redirect has a status code from 301 to 308",
		Problem: "A redirect's code isn't one of redirects: {at}",
		Remedy:  "Use 301, 302, 303, 307 or 308",
		Why:     "Only those redirect; 300 leaves the choice to the browser, and there are no others.",
		Fix:     "Use 301, 302, 303, 307 or 308.",
		Sources: []string{docRedirect, docPageRedirect, versitygwWebsite, cephWebsite, stackdWebsite},
	})
	add(websiteErrorCode(), "InvalidRequest", "The provided HTTP error code (…) is not valid. Valid codes are 4XX or 5XX.", compat.Rule{
		ID: "website-error-code", Title: "A condition on errors has the status code of an error, from 400 to 599",
		Problem: "A condition's code isn't one of errors: {at}",
		Remedy:  "Use one such as 404",
		Why:     "Other codes are no errors, and no error has the code 599.",
		Fix:     "Use the code of an error, such as 404.",
		Sources: []string{docCondition, docPageRedirect, versitygwWebsite, cephWebsite, stackdWebsite},
	})
	return append(rules, absentConfiguration(operation.GetBucketWebsite, compat.Website, compat.Rule{
		ID: "website-absent", Topic: "website", Title: "The bucket has no website configuration to read",
		Problem: "The bucket has no website configuration",
		Remedy:  "Take it as empty",
		Answer:  compat.Answer{Status: 404, Code: "NoSuchWebsiteConfiguration", Message: "The specified bucket does not have a website configuration"},
		Why:     "S3 answers an error, not an empty configuration.",
		Fix:     "Take the error for an empty configuration.",
		Sources: []string{docErrors, stackdWebsiteServing, localStack("provider.py#L3739")},
	}))
}
