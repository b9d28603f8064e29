package aws

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	docCORSRule      = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CORSRule.html"
	docCORSElements  = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html"
	docPutBucketCORS = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html"
)

// corsWith is a CORS configuration with one rule, changed by the option.
func corsWith(option func(*types.CORSRule)) *types.CORSConfiguration {
	r := types.CORSRule{AllowedMethods: []string{"GET"}, AllowedOrigins: []string{"https://www.example.com"}}
	option(&r)
	return &types.CORSConfiguration{CORSRules: []types.CORSRule{r}}
}

func corsMethods(methods ...string) *types.CORSConfiguration {
	return corsWith(func(r *types.CORSRule) { r.AllowedMethods = methods })
}

func corsOrigins(origins ...string) *types.CORSConfiguration {
	return corsWith(func(r *types.CORSRule) { r.AllowedOrigins = origins })
}

func corsHeaders(headers ...string) *types.CORSConfiguration {
	return corsWith(func(r *types.CORSRule) { r.AllowedHeaders = headers })
}

func corsExposing(headers ...string) *types.CORSConfiguration {
	return corsWith(func(r *types.CORSRule) { r.ExposeHeaders = headers })
}

// manyCORSRules is a configuration of n rules.
func manyCORSRules(n int) *types.CORSConfiguration {
	d := &types.CORSConfiguration{CORSRules: make([]types.CORSRule, n)}
	for i := range d.CORSRules {
		d.CORSRules[i] = corsMethods("GET").CORSRules[0]
	}
	return d
}

// someCORSRule makes a predicate that is true if one rule of a CORS
// configuration fulfils the test, which gets the path below the rule.
func someCORSRule(name string, test func(*types.CORSRule) (path string, found bool), yes, no []any) *compat.Predicate {
	return compat.Document(name, func(d *types.CORSConfiguration) (string, bool) {
		for i := range d.CORSRules {
			if path, found := test(&d.CORSRules[i]); found {
				return element("CORSRules", i, path), true
			}
		}
		return "", false
	}, yes, no)
}

// someText returns the path to the first text in a list that fulfils the test.
func someText(list string, texts []string, test func(string) bool) (string, bool) {
	for i, s := range texts {
		if test(s) {
			return element(list, i, ""), true
		}
	}
	return "", false
}

func corsEmpty() *compat.Predicate {
	return compat.Document("has no rules", func(d *types.CORSConfiguration) (string, bool) {
		return "CORSRules", len(d.CORSRules) == 0
	}, []any{&types.CORSConfiguration{CORSRules: []types.CORSRule{}}}, []any{corsMethods("GET")})
}

func corsTooLong() *compat.Predicate {
	return compat.Document("has more than 100 rules", func(d *types.CORSConfiguration) (string, bool) {
		return "CORSRules", len(d.CORSRules) > 100
	}, []any{manyCORSRules(101)}, []any{manyCORSRules(100)})
}

func corsWithoutOrigin() *compat.Predicate {
	return someCORSRule("has a rule without an origin", func(r *types.CORSRule) (string, bool) {
		return "AllowedOrigins", len(r.AllowedOrigins) == 0
	}, []any{corsWith(func(r *types.CORSRule) { r.AllowedOrigins = []string{} })}, []any{corsOrigins("*"), corsOrigins("")})
}

func corsWithoutMethod() *compat.Predicate {
	return someCORSRule("has a rule without a method", func(r *types.CORSRule) (string, bool) {
		return "AllowedMethods", len(r.AllowedMethods) == 0
	}, []any{corsWith(func(r *types.CORSRule) { r.AllowedMethods = []string{} })}, []any{corsMethods("HEAD")})
}

func corsUnknownMethod() *compat.Predicate {
	return someCORSRule("allows a method other than GET, PUT, POST, DELETE and HEAD", func(r *types.CORSRule) (string, bool) {
		return someText("AllowedMethods", r.AllowedMethods, func(m string) bool {
			switch m {
			case "GET", "PUT", "POST", "DELETE", "HEAD":
				return false
			}
			return true
		})
	}, []any{corsMethods("OPTIONS"), corsMethods("GET", "PATCH"), corsMethods("get"), corsMethods("*")},
		[]any{corsMethods("GET", "PUT", "POST", "DELETE", "HEAD")})
}

func manyWildcards(s string) bool { return strings.Count(s, "*") > 1 }

func corsOriginWildcards() *compat.Predicate {
	return someCORSRule("allows an origin with more than one wildcard", func(r *types.CORSRule) (string, bool) {
		return someText("AllowedOrigins", r.AllowedOrigins, manyWildcards)
	}, []any{corsOrigins("*example*.com"), corsOrigins("https://www.example.com", "http://*.example.*")},
		[]any{corsOrigins("http://*.example.com"), corsOrigins("http://*.example.com", "https://*.example.com")})
}

func corsHeaderWildcards() *compat.Predicate {
	return someCORSRule("allows a header with more than one wildcard", func(r *types.CORSRule) (string, bool) {
		return someText("AllowedHeaders", r.AllowedHeaders, manyWildcards)
	}, []any{corsHeaders("*-amz-*")}, []any{corsHeaders("*"), corsHeaders("x-amz-*", "content-*")})
}

func corsExposedWildcard() *compat.Predicate {
	return someCORSRule("exposes a header with a wildcard", func(r *types.CORSRule) (string, bool) {
		return someText("ExposeHeaders", r.ExposeHeaders, func(s string) bool { return strings.Contains(s, "*") })
	}, []any{corsExposing("*"), corsExposing("ETag", "x-amz-meta-*")}, []any{corsExposing("ETag", "x-amz-version-id")})
}

// notInHeaderNames reports whether a text has a character that can't stand in
// the name of an HTTP header.
func notInHeaderNames(s string) bool {
	for i := range len(s) {
		c := s[i]
		if ('a' > c|0x20 || c|0x20 > 'z') && (c < '0' || c > '9') && strings.IndexByte("!#$%&'*+-.^_`|~", c) < 0 {
			return true
		}
	}
	return false
}

func corsExposedCharacter() *compat.Predicate {
	return someCORSRule("exposes a header whose name has a character that no name has", func(r *types.CORSRule) (string, bool) {
		return someText("ExposeHeaders", r.ExposeHeaders, notInHeaderNames)
	}, []any{corsExposing("ETag, x-amz-version-id"), corsExposing("x amz version")}, []any{corsExposing("ETag", "x-amz-version-id")})
}

func corsHeaderBlank() *compat.Predicate {
	return someCORSRule("allows a header with a blank in its name", func(r *types.CORSRule) (string, bool) {
		return someText("AllowedHeaders", r.AllowedHeaders, func(s string) bool { return strings.Contains(strings.TrimSpace(s), " ") })
	}, []any{corsHeaders("not a header"), corsHeaders("*", "x amz date")}, []any{corsHeaders("Content-Type", " Content-MD5"), corsHeaders("*")})
}

func corsHeaderCharacter() *compat.Predicate {
	return someCORSRule("allows a header whose name has a character that no name has", func(r *types.CORSRule) (string, bool) {
		return someText("AllowedHeaders", r.AllowedHeaders, notInHeaderNames)
	}, []any{corsHeaders("Content-Type, Content-MD5"), corsHeaders("x amz date")}, []any{corsHeaders("Content-Type", "Content-MD5"), corsHeaders("*")})
}

func corsIDTooLong() *compat.Predicate {
	return someCORSRule("has a rule whose ID is longer than 255 characters", func(r *types.CORSRule) (string, bool) {
		return "ID", longer(r.ID, maxRuleID)
	}, []any{corsWith(func(r *types.CORSRule) { id := strings.Repeat("a", 256); r.ID = &id })},
		[]any{corsWith(func(r *types.CORSRule) { id := strings.Repeat("a", 255); r.ID = &id })})
}

// corsRules are the rules about a bucket's configuration of cross-origin
// requests.
func corsRules() []compat.Rule {
	var rules []compat.Rule
	add := func(p *compat.Predicate, a compat.Answer, rank int, r compat.Rule) {
		r.Topic, r.Answer, r.Rank = "cors", a, rank
		rules = append(rules, configuration(operation.PutBucketCors, member.CORSConfiguration, p, r))
	}
	request := func(message string) compat.Answer {
		return compat.Answer{Status: 400, Code: "InvalidRequest", Message: message}
	}
	add(corsEmpty(), malformedXML, rankSchema, compat.Rule{
		ID: "cors-no-rules", Title: "A CORS configuration has at least one rule",
		Problem: "The CORS configuration has no rules",
		Remedy:  "Use DeleteBucketCors",
		Why:     "An empty configuration is not a way to remove one.",
		Fix:     "Use DeleteBucketCors to remove the configuration.",
		Sources: []string{docPutBucketCORS, localStack("validation.py#L411"), "https://github.com/versity/versitygw/pull/1885"},
	})
	add(corsWithoutOrigin(), malformedXML, rankSchema, compat.Rule{
		ID: "cors-no-origin", Title: "A CORS rule allows at least one origin",
		Problem: "A rule has no origin: {at}",
		Remedy:  "Add one, or *",
		Why:     "A rule without an origin would match no request.",
		Fix:     "Add the origins to AllowedOrigins, or * for all.",
		Sources: []string{docCORSRule, "https://github.com/versity/versitygw/pull/1885"},
	})
	add(corsWithoutMethod(), malformedXML, rankSchema, compat.Rule{
		ID: "cors-no-method", Title: "A CORS rule allows at least one method",
		Problem: "A rule has no method: {at}",
		Remedy:  "Add one",
		Why:     "A rule without a method would match no request.",
		Fix:     "Add the methods to AllowedMethods.",
		Sources: []string{docCORSRule, "https://github.com/versity/versitygw/pull/1885"},
	})
	add(corsTooLong(), request("The number of CORS rules should not exceed allowed limit of 100 rules."), rankValue, compat.Rule{
		ID: "cors-too-many-rules", Title: "A CORS configuration has at most 100 rules",
		Problem: "The CORS configuration has {count CORSConfiguration.CORSRules} rules; S3 allows 100",
		Remedy:  "Join rules",
		Why:     "S3 looks through them at each cross-origin request.",
		Fix:     "Join rules: each can have many origins, methods and headers.",
		Sources: []string{docCORSElements},
	})
	add(corsUnknownMethod(), request("Found unsupported HTTP method in CORS config. Unsupported method is …"), rankValue, compat.Rule{
		ID: "cors-method", Title: "CORS rules allow only GET, PUT, POST, DELETE and HEAD",
		Problem: "A method isn't GET, PUT, POST, DELETE or HEAD: {at}",
		Remedy:  "Leave it out",
		Why:     "These are the methods of S3's API. OPTIONS, with which browsers ask first, is always answered; there is no wildcard.",
		Fix:     "List the methods in capitals, without OPTIONS and PATCH.",
		Sources: []string{docCORSRule, docCORSElements, "https://github.com/versity/versitygw/pull/1885", motoS3, stackdCaptures + "/cors_replay.json"},
	})
	add(corsOriginWildcards(), request(`AllowedOrigin "…" can not have more than one wildcard.`), rankValue, compat.Rule{
		ID: "cors-origin-wildcards", Title: "An allowed origin has at most one wildcard",
		Problem: "An origin has several wildcards: {at}",
		Remedy:  "Use one *",
		Why:     "S3 compares what stands before and after a single *.",
		Fix:     "List the origins, or use one * in each.",
		Sources: []string{docCORSElements, "https://github.com/versity/versitygw/issues/1870", stackdCaptures + "/cors_replay.json"},
	})
	add(corsHeaderWildcards(), request(`AllowedHeader "…" can not have more than one wildcard.`), rankValue, compat.Rule{
		ID: "cors-header-wildcards", Title: "An allowed header has at most one wildcard",
		Problem: "A header has several wildcards: {at}",
		Remedy:  "Use one *",
		Why:     "S3 compares what stands before and after a single *.",
		Fix:     "List the headers, or use one * in each.",
		Sources: []string{docCORSElements},
	})
	add(corsExposedWildcard(), request(`ExposeHeader "…" contains wildcard. We currently do not support wildcard for ExposeHeader.`), rankValue, compat.Rule{
		ID: "cors-expose-wildcard", Title: "Exposed headers are named without wildcards",
		Problem: "An exposed header has a wildcard: {at}",
		Remedy:  "List each header",
		Why:     "S3 sends the names to browsers as they are, and doesn't support wildcards here.",
		Fix:     "List each header in ExposeHeaders.",
		Sources: []string{docCORSElements, "https://github.com/google/neuroglancer/issues/788"},
	})
	add(corsExposedCharacter(), request(`AllowedHeader "…" contains invalid character.`), rankValue, compat.Rule{
		ID: "cors-expose-header-name", Title: "An exposed header is the name of one HTTP header",
		Problem: "An exposed header isn't the name of one: {at}",
		Remedy:  "List each header",
		Why:     "Names of headers have no spaces, commas or other separators. S3's message speaks of AllowedHeader.",
		Fix:     "Give each header as an element of ExposeHeaders.",
		Sources: []string{docCORSElements, "https://github.com/scality/cloudserver/pull/497", versitygwCORS},
	})
	add(corsHeaderBlank(), request(`AllowedHeader "…" contains invalid character.`), rankValue, compat.Rule{
		ID: "cors-allowed-header-blank", Title: "An allowed header has no blank in it",
		Problem: "An allowed header has a blank in it: {at}",
		Remedy:  "List each header",
		Why:     "Names of headers have no blanks.",
		Fix:     "Give each header as an element of AllowedHeaders.",
		Sources: []string{docCORSElements, "recorded:cap-stackd-0227"},
	})
	add(corsHeaderCharacter(), request(`AllowedHeader "…" contains invalid character.`), rankValue, compat.Rule{
		ID: "cors-allowed-header-name", Title: "An allowed header is the name of one HTTP header, or has a wildcard",
		Problem: "An allowed header isn't the name of one: {at}",
		Remedy:  "List each header",
		Why:     "Names of headers have no spaces, commas or other separators, so such an element matches nothing.",
		Fix:     "Give each header as an element of AllowedHeaders.",
		Sources: []string{docCORSElements, versitygwCORS, "https://github.com/scality/cloudserver/pull/497", stackdS3 + "/cors.go"},
		Doubt:   "S3 was recorded to reject a name with blanks, which cors-allowed-header-blank is about; whether it looks at other characters of AllowedHeaders isn't known.",
	})
	add(corsIDTooLong(), compat.Answer{Status: 400, Code: "InvalidRequest"}, rankValue, compat.Rule{
		ID: "cors-id-length", Title: "The ID of a CORS rule has at most 255 characters",
		Problem: "A rule's ID has {length} bytes; S3 allows 255 characters: {at}",
		Remedy:  "Shorten it",
		Why:     "The limit is part of the API.",
		Fix:     "Shorten the ID, or leave it out.",
		Sources: []string{docCORSRule},
		Doubt:   "The API reference gives the limit, but no answer to longer IDs is known.",
	})
	return append(rules, absentConfiguration(operation.GetBucketCors, compat.CORS, compat.Rule{
		ID: "cors-absent", Topic: "cors", Title: "The bucket has no CORS configuration to read",
		Problem: "The bucket has no CORS configuration",
		Remedy:  "Take it as empty",
		Answer:  compat.Answer{Status: 404, Code: "NoSuchCORSConfiguration", Message: "The CORS configuration does not exist"},
		Why:     "S3 answers an error, not an empty configuration.",
		Fix:     "Take the error for an empty configuration.",
		Sources: []string{"recorded:ls-e-0344", "recorded:ls-e-0350"},
	}))
}
