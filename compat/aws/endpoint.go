package aws

import (
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	pageAcceleration = userGuide + "transfer-acceleration.html"
	pageResolver     = "https://pkg.go.dev/github.com/aws/aws-sdk-go-v2/service/s3#EndpointParameters"
)

func dottedName() *compat.Predicate {
	return compat.Text("contains a period", func(s string) bool {
		return strings.IndexByte(s, '.') >= 0 && !strings.HasPrefix(s, arnPrefix)
	}, []any{"reports.2026"}, []any{exampleBucket, exampleMultiRegion})
}

func anARN() *compat.Predicate {
	return compat.Text("is an ARN", func(s string) bool { return strings.HasPrefix(s, arnPrefix) },
		[]any{exampleAccessPoint, exampleObjectLambda}, []any{exampleBucket, exampleAlias})
}

func withoutAccelerate() *compat.Predicate {
	return compat.Text("lacks Transfer Acceleration", func(s string) bool {
		return s == "eu-north-1" || s == "ap-northeast-3" || isRegionName(s) && inStandardPartition(s) && !openToAll(s)
	}, []any{"eu-north-1", "af-south-1", "eu-south-2"}, []any{"us-east-1", "eu-west-1", "us-gov-west-1"})
}

func unknownAcceleration() *compat.Predicate {
	return compat.Document("is neither Enabled nor Suspended", func(d *types.AccelerateConfiguration) (string, bool) {
		return "Status", d.Status != types.BucketAccelerateStatusEnabled && d.Status != types.BucketAccelerateStatusSuspended && d.Status != ""
	}, []any{&types.AccelerateConfiguration{Status: "enabled"}},
		[]any{&types.AccelerateConfiguration{Status: "Enabled"}, &types.AccelerateConfiguration{Status: "Suspended"}, &types.AccelerateConfiguration{}})
}

func noAcceleration() *compat.Predicate {
	return compat.Document("has no Status", func(d *types.AccelerateConfiguration) (string, bool) {
		return "Status", d.Status == ""
	}, []any{&types.AccelerateConfiguration{}}, []any{&types.AccelerateConfiguration{Status: "Enabled"}, &types.AccelerateConfiguration{Status: "enabled"}})
}

// endpointRules are the rules about the way a request takes to S3: transfer
// acceleration, addressing, HTTP, and what only some endpoints offer.
func endpointRules() []compat.Rule {
	accelerated := compat.Endpoint(compat.Accelerate, "true")
	withoutAcceleration := []compat.Operation{operation.CreateBucket, operation.DeleteBucket, operation.ListBuckets, operation.ListDirectoryBuckets}
	ops := except(with(member.Bucket), withoutAcceleration...)
	general := compat.On(compat.GeneralPurposeBucket)
	// An alias of an access point shares the acceleration of its bucket. For an ARN there
	// is no accelerate endpoint at all.
	byName := compat.All(compat.On(compat.GeneralPurposeBucket, compat.AccessPoint), compat.Not(compat.Matches(member.Bucket, anARN())))
	get := func(bucket string) compat.Case {
		return compat.Given(operation.GetObject, member.Bucket, bucket, member.Key, "q3.csv")
	}
	fast := func(bucket string) compat.Case { return get(bucket).Over(compat.Accelerate, "true") }
	configure := func(bucket string, status types.BucketAccelerateStatus) compat.Case {
		return compat.Given(operation.PutBucketAccelerateConfiguration, member.Bucket, bucket,
			member.AccelerateConfiguration, &types.AccelerateConfiguration{Status: status})
	}
	invalid := func(message string) compat.Answer {
		return compat.Answer{Status: 400, Code: "InvalidRequest", Message: message}
	}
	rules := []compat.Rule{
		{
			ID:         "acceleration-name-with-period",
			Topic:      "endpoint",
			Title:      "Transfer Acceleration can't be set for a bucket with a period in its name",
			Problem:    "Bucket contains a period, which rules out acceleration",
			Remedy:     "Use a bucket without",
			Operations: []compat.Operation{operation.PutBucketAccelerateConfiguration},
			When:       compat.All(general, compat.Matches(member.Bucket, dottedName())),
			Answer:     invalid("S3 Transfer Acceleration is not supported for buckets with periods (.) in their names"),
			Why:        "The accelerate endpoint's certificate covers one label before it.",
			Fix:        "Use a bucket whose name has no periods.",
			Sources:    []string{"recorded:ls-e-0192", referencePage(operation.PutBucketAccelerateConfiguration)},
			Rank:       -10,
			Violating:  []compat.Case{configure("reports.2026", "Enabled")},
			Allowed:    []compat.Case{configure(exampleBucket, "Enabled")},
		},
		{
			ID:         "acceleration-unknown-status",
			Topic:      "endpoint",
			Title:      "Transfer Acceleration is Enabled or Suspended",
			Problem:    "The status of acceleration is {value|an unknown word}",
			Remedy:     "Use Enabled or Suspended",
			Operations: []compat.Operation{operation.PutBucketAccelerateConfiguration},
			When:       compat.Matches(member.AccelerateConfiguration, unknownAcceleration()),
			Answer:     compat.Answer{Status: 400, Code: "MalformedXML", Message: "The XML you provided was not well-formed or did not validate against our published schema"},
			Rank:       rankAfterBucket,
			Why:        "S3's schema knows these two words, with their capital letters.",
			Fix:        "Use types.BucketAccelerateStatusEnabled or types.BucketAccelerateStatusSuspended.",
			Sources:    []string{"recorded:ls-e-0190", "recorded:ls-e-0191", referencePage(operation.PutBucketAccelerateConfiguration)},
			Violating:  []compat.Case{configure(exampleBucket, "enabled")},
			Allowed:    []compat.Case{configure(exampleBucket, "Suspended")},
		},
		{
			ID:         "acceleration-status-missing",
			Topic:      "endpoint",
			Title:      "A configuration of Transfer Acceleration has a status",
			Problem:    "{at} isn't set",
			Remedy:     "Use Enabled or Suspended",
			Operations: []compat.Operation{operation.PutBucketAccelerateConfiguration},
			When:       compat.Matches(member.AccelerateConfiguration, noAcceleration()),
			Answer:     compat.Answer{Status: 400, Code: "IllegalAccelerateConfigurationException", Message: "The Accelerate element must be specified"},
			Rank:       rankAfterBucket,
			Why:        "The document is well-formed without it, but says nothing.",
			Fix:        "Set Status to Enabled or Suspended.",
			Sources:    []string{stackdCaptures + "/acceleration_controls_replay.json", referencePage(operation.PutBucketAccelerateConfiguration)},
			Violating:  []compat.Case{configure(exampleBucket, "")},
			Allowed:    []compat.Case{configure(exampleBucket, "Suspended")},
		},
		{
			ID:         "acceleration-region",
			Topic:      "endpoint",
			Title:      "Transfer Acceleration isn't offered in every Region",
			Problem:    "{endpoint Region|The endpoint's Region} has no Transfer Acceleration",
			Remedy:     "Don't use it there",
			Operations: []compat.Operation{operation.PutBucketAccelerateConfiguration, operation.GetBucketAccelerateConfiguration},
			When:       compat.All(general, compat.EndpointRegion(withoutAccelerate())),
			Answer:     methodNotAllowed,
			Why:        "The younger Regions, and eu-north-1, aren't connected to the edge locations; they don't know the configuration at all.",
			Fix:        "Leave acceleration alone in this Region.",
			Doubt:      "Regions get Transfer Acceleration over time.",
			Sources: []string{pageAcceleration, "https://github.com/hashicorp/terraform-provider-aws/pull/6873", "https://github.com/ansible-collections/amazon.aws/issues/2266",
				"https://github.com/serverless-nextjs/serverless-next.js/pull/443"},
			Rank:      -10,
			Violating: []compat.Case{configure(exampleBucket, "Enabled").Regions("", "eu-north-1")},
			Allowed:   []compat.Case{configure(exampleBucket, "Enabled").Regions("", "eu-west-1")},
		},
		{
			ID:         "accelerate-name-with-period",
			Topic:      "endpoint",
			Title:      "A bucket with a period in its name can't be reached at the accelerate endpoint",
			Problem:    "UseAccelerate is on, and Bucket contains a period",
			Remedy:     "Turn UseAccelerate off",
			Operations: ops,
			When:       compat.All(accelerated, general, compat.Matches(member.Bucket, dottedName())),
			Answer:     invalid("S3 Transfer Acceleration is not supported for buckets with periods (.) in their names"),
			Why:        "The accelerate endpoint's certificate covers one label before it.",
			Fix:        "Turn UseAccelerate off for this bucket.",
			Sources:    []string{pageAcceleration},
			Rank:       -10,
			Violating:  []compat.Case{fast("reports.2026")},
			Allowed:    []compat.Case{get("reports.2026").Over(compat.Accelerate, "false"), fast(exampleBucket)},
		},
		{
			ID:         "accelerate-not-configured",
			Topic:      "endpoint",
			Title:      "The accelerate endpoint serves only buckets for which acceleration is enabled",
			Problem:    "UseAccelerate is on, the bucket's acceleration off",
			Remedy:     "Enable it, or turn it off",
			Operations: ops,
			When:       compat.All(accelerated, byName, compat.Bucket(compat.Acceleration, "none")),
			Answer:     invalid("S3 Transfer Acceleration is not configured on this bucket"),
			Why:        "Acceleration costs extra, so the bucket's owner has to turn it on.",
			Fix:        "Enable it with PutBucketAccelerateConfiguration, or turn UseAccelerate off.",
			Sources:    []string{pageAcceleration, docErrors, stackdCaptures + "/acceleration_routing_replay.json", capturedAcceleration},
			Violating: []compat.Case{
				fast(exampleBucket).InBucket(compat.Acceleration, "none"),
				fast(exampleAlias).InBucket(compat.Acceleration, "none"),
			},
			Allowed: []compat.Case{
				fast(exampleBucket).InBucket(compat.Acceleration, "Enabled"), get(exampleBucket).InBucket(compat.Acceleration, "none"),
				fast(exampleAlias).InBucket(compat.Acceleration, "Enabled"), get(exampleAlias).InBucket(compat.Acceleration, "none"),
			},
		},
		{
			ID:         "accelerate-suspended",
			Topic:      "endpoint",
			Title:      "The bucket's acceleration is suspended",
			Problem:    "UseAccelerate is on, the bucket's acceleration suspended",
			Remedy:     "Enable it, or turn it off",
			Operations: ops,
			When:       compat.All(accelerated, byName, compat.Bucket(compat.Acceleration, "Suspended")),
			Answer:     invalid("S3 Transfer Acceleration is disabled on this bucket"),
			Why:        "The accelerate endpoint refuses requests until acceleration is enabled again.",
			Fix:        "Enable it with PutBucketAccelerateConfiguration, or turn UseAccelerate off.",
			Sources:    []string{pageAcceleration, docErrors, stackdCaptures + "/acceleration_routing_replay.json", capturedAcceleration},
			Violating: []compat.Case{
				fast(exampleBucket).InBucket(compat.Acceleration, "Suspended"),
				fast(exampleAlias).InBucket(compat.Acceleration, "Suspended"),
			},
			Allowed: []compat.Case{
				fast(exampleBucket).InBucket(compat.Acceleration, "Enabled"),
				fast(exampleAlias).InBucket(compat.Acceleration, "Enabled"), get(exampleAlias).InBucket(compat.Acceleration, "Suspended"),
			},
		},
		{
			ID:         "accelerate-path-style",
			Topic:      "endpoint",
			Title:      "The accelerate endpoint takes virtual-hosted-style requests only",
			Problem:    "UsePathStyle and UseAccelerate are both on",
			Remedy:     "Turn one of them off",
			Operations: ops,
			When:       compat.All(accelerated, compat.Endpoint(compat.Addressing, "path")),
			Answer:     invalid("The Amazon S3 Transfer Acceleration endpoint supports only virtual style requests."),
			Why:        "The bucket is in the host name, by which the nearest edge location is found.",
			Fix:        "Turn UsePathStyle or UseAccelerate off.",
			Sources:    []string{pageAcceleration},
			Rank:       -10,
			Violating:  []compat.Case{fast(exampleBucket).Over(compat.Addressing, "path")},
			Allowed:    []compat.Case{fast(exampleBucket).Over(compat.Addressing, "virtual-hosted"), get(exampleBucket).Over(compat.Addressing, "path")},
		},
		{
			ID:         "accelerate-operation",
			Topic:      "endpoint",
			Title:      "Buckets aren't deleted or listed at the accelerate endpoint",
			Problem:    "{operation} goes to the accelerate endpoint",
			Remedy:     "Use the usual endpoint",
			Operations: withoutAcceleration[1:], // S3 was seen to create one there
			When:       accelerated,
			Answer:     compat.Answer{Status: 405, Code: "MethodNotAllowed"},
			Why:        "It serves requests to a bucket that has acceleration.",
			Fix:        "Nothing needs to be done with the SDK for Go: it sends these to the usual endpoint.",
			Doubt:      "The SDK sends these requests to the usual endpoint even with UseAccelerate.",
			Sources:    []string{userGuide + "transfer-acceleration-getting-started.html", pageAcceleration},
			Violating:  []compat.Case{compat.Given(operation.DeleteBucket, member.Bucket, exampleBucket).Over(compat.Accelerate, "true")},
			Allowed:    []compat.Case{compat.Given(operation.DeleteBucket, member.Bucket, exampleBucket).Over(compat.Accelerate, "false")},
		},
		{
			ID:         "access-point-over-http",
			Topic:      "endpoint",
			Title:      "Access points are reached over HTTPS only",
			Problem:    "The request to {target} goes over HTTP",
			Operations: with(member.Bucket),
			When: compat.All(compat.Endpoint(compat.Scheme, "http"), compat.Endpoint(compat.Provider, "Amazon"),
				compat.On(compat.AccessPoint, compat.FSxAccessPoint, compat.DirectoryAccessPoint, compat.MultiRegionAccessPoint)),
			Answer:    compat.Answer{Status: 403, Code: "AccessDenied"},
			Why:       "S3 offers no HTTP endpoint for access points.",
			Fix:       "Use HTTPS.",
			Doubt:     "The documentation says that HTTP isn't supported, not what happens to the request.",
			Sources:   []string{userGuide + "access-points-directory-buckets-naming.html", userGuide + "access-points-naming.html"},
			Violating: []compat.Case{get(exampleAccessPoint).Over(compat.Scheme, "http").Over(compat.Provider, "Amazon")},
			Allowed: []compat.Case{
				get(exampleAccessPoint).Over(compat.Scheme, "https").Over(compat.Provider, "Amazon"),
				get(exampleBucket).Over(compat.Scheme, "http").Over(compat.Provider, "Amazon"),
			},
		},
	}

	// Combinations for which there is no endpoint.
	for _, c := range []struct {
		id, title, problem string
		when               compat.Condition
		bucket             string
		bad                compat.Case
		good               compat.Feature // which, when false, makes the request possible
	}{
		{"accelerate-with-fips", "The accelerate endpoint isn't a FIPS endpoint", "FIPS is on, with UseAccelerate",
			compat.All(accelerated, compat.Endpoint(compat.FIPS, "true")),
			exampleBucket, fast(exampleBucket).Over(compat.FIPS, "true"), compat.FIPS},
		{"accelerate-with-directory-bucket", "Directory buckets have no accelerate endpoint", "UseAccelerate is on for {target}",
			compat.All(accelerated, compat.On(compat.DirectoryBucket, compat.DirectoryAccessPoint)),
			exampleDirectory, fast(exampleDirectory), compat.Accelerate},
		{"accelerate-with-arn", "What is addressed by an ARN has no accelerate endpoint", "UseAccelerate is on, and Bucket is an ARN",
			compat.All(accelerated, compat.Matches(member.Bucket, anARN())),
			exampleAccessPoint, fast(exampleAccessPoint), compat.Accelerate},
		{"multi-region-with-fips", "Multi-Region Access Points have no FIPS endpoint", "FIPS is on for {target}",
			compat.All(compat.Endpoint(compat.FIPS, "true"), compat.On(compat.MultiRegionAccessPoint)),
			exampleMultiRegion, get(exampleMultiRegion).Over(compat.FIPS, "true"), compat.FIPS},
		{"multi-region-with-dual-stack", "Multi-Region Access Points have no dual-stack endpoint", "Dual-stack is on for {target}",
			compat.All(compat.Endpoint(compat.DualStack, "true"), compat.On(compat.MultiRegionAccessPoint)),
			exampleMultiRegion, get(exampleMultiRegion).Over(compat.DualStack, "true"), compat.DualStack},
		{"object-lambda-with-dual-stack", "Object Lambda Access Points have no dual-stack endpoint", "Dual-stack is on for {target}",
			compat.All(compat.Endpoint(compat.DualStack, "true"), compat.On(compat.ObjectLambdaAccessPoint)),
			exampleObjectLambda, get(exampleObjectLambda).Over(compat.DualStack, "true"), compat.DualStack},
		{"outposts-with-dual-stack", "S3 on Outposts has no dual-stack endpoint", "Dual-stack is on for {target}",
			compat.All(compat.Endpoint(compat.DualStack, "true"), compat.On(compat.OutpostsAccessPoint)),
			exampleOutposts, get(exampleOutposts).Over(compat.DualStack, "true"), compat.DualStack},
		{"outposts-with-fips", "S3 on Outposts has no FIPS endpoint", "FIPS is on for {target}",
			compat.All(compat.Endpoint(compat.FIPS, "true"), compat.On(compat.OutpostsAccessPoint)),
			exampleOutposts, get(exampleOutposts).Over(compat.FIPS, "true"), compat.FIPS},
	} {
		rules = append(rules, compat.Rule{
			ID: c.id, Topic: "endpoint", Title: c.title, Problem: c.problem, Remedy: "Turn it off",
			Operations: ops, When: c.when,
			Answer:    invalid(""),
			Why:       "There is no such endpoint, so the SDK can't resolve one.",
			Fix:       "Turn the option off for this request.",
			Doubt:     "The SDK finds no endpoint for the request, so no answer of S3 is known.",
			Sources:   []string{pageResolver},
			Violating: []compat.Case{c.bad},
			Allowed:   []compat.Case{c.bad.Over(c.good, "false")},
		})
	}
	// A refusal by the accelerate endpoint has a code only if it has a body.
	refused := []string{"accelerate-not-configured", "accelerate-suspended"}
	var split []compat.Rule
	for _, r := range rules {
		if slices.Contains(refused, r.ID) {
			split = append(split, withHead(r)...)
		} else {
			split = append(split, r)
		}
	}
	return append(split, compat.Rule{
		ID:         "path-style-with-arn",
		Topic:      "endpoint",
		Title:      "What is addressed by an ARN can't be addressed in path style",
		Problem:    "UsePathStyle is on, and Bucket is an ARN",
		Remedy:     "Turn it off",
		Operations: ops,
		When:       compat.All(compat.Endpoint(compat.Addressing, "path"), compat.Matches(member.Bucket, anARN())),
		Answer:     invalidBucketName,
		Why:        "The ARN decides on the host name, and can't be the first segment of a path.",
		Fix:        "Turn UsePathStyle off for this request.",
		Doubt:      "The SDK finds no endpoint for the request, so no answer of S3 is known but in a report of another SDK.",
		Sources:    []string{pageResolver, "https://github.com/paws-r/paws/issues/403"},
		Violating:  []compat.Case{get(exampleAccessPoint).Over(compat.Addressing, "path")},
		Allowed:    []compat.Case{get(exampleAccessPoint).Over(compat.Addressing, "virtual-hosted"), get(exampleBucket).Over(compat.Addressing, "path")},
	})
}
