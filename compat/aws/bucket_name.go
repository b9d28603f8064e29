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
	pageBucketNames      = userGuide + "bucketnamingrules.html"
	pageDirectoryNames   = userGuide + "directory-bucket-naming-rules.html"
	pageBucketNamespaces = userGuide + "gpbucketnamespaces.html"
)

const (
	// Tests that run against Amazon S3 as well, and the server they are for.
	pageNamespaceAnswers = "https://github.com/justincormack/argmin/blob/main/crates/s3-tests/tests/bucket_crud.rs"
	pageNamespaceHeader  = "https://github.com/justincormack/argmin/blob/main/crates/server-http/src/http/mod.rs"
)

var invalidBucketName = compat.Answer{Status: 400, Code: "InvalidBucketName", Message: "The specified bucket is not valid."}

const arnPrefix = "arn:"

// Predicates of the Bucket member. They look at the text before they parse it:
// nearly every request has a plain name.

func impossibleName() *compat.Predicate {
	return compat.Text("can't be the name of a bucket", func(s string) bool {
		if ordinaryName(s) || strings.HasPrefix(s, arnPrefix) {
			return false
		}
		p := compat.ParseTarget(s).Problem
		return p.Certain() && p != compat.URLForName
	}, []any{"ab", "my bucket", "", "reports--x-s3", strings.Repeat("a", 256)},
		[]any{"my.bucket", "Legacy_Bucket", "arn:aws:s3:::my-bucket", "s3://my-bucket", "my-bucket/2026"})
}

func urlForName() *compat.Predicate {
	return compat.Text("is a URL", func(s string) bool {
		return strings.IndexByte(s, '/') >= 0 && compat.ParseTarget(s).Problem == compat.URLForName
	}, []any{"s3://my-bucket", "https://my-bucket.s3.amazonaws.com"}, []any{"my-bucket", "my-bucket/2026"})
}

func slashInName() *compat.Predicate {
	return compat.Text("goes on after a slash", func(s string) bool {
		return strings.IndexByte(s, '/') >= 0 && compat.ParseTarget(s).Problem == compat.SlashInName
	}, []any{"my-bucket/2026", "my-bucket/"}, []any{"my-bucket", "s3://my-bucket", exampleAccessPoint})
}

func aliasForARN() *compat.Predicate {
	return compat.Text("is the alias of a Multi-Region Access Point", func(s string) bool {
		return strings.HasSuffix(s, ".mrap") && compat.ParseTarget(s).Problem == compat.AliasNeedsARN
	}, []any{"mfzwi23gnjvgw.mrap"}, []any{"my-bucket", exampleMultiRegion})
}

func malformedARN() *compat.Predicate {
	return compat.Text("is an ARN that can't be one of a target", func(s string) bool {
		if !strings.HasPrefix(s, arnPrefix) {
			return false
		}
		p := compat.ParseTarget(s).Problem
		return p.Certain() && p != compat.BucketARN && p != compat.ARNNotAccepted
	}, []any{"arn:aws:s3:us-west-2:123456789012", "arn:aws:sns:us-west-2:123456789012:topic", exampleAccessPoint + "/object/q3.csv"},
		[]any{exampleAccessPoint, exampleMultiRegion, "arn:aws:s3:::my-bucket", "my-bucket"})
}

func bucketARN() *compat.Predicate {
	return compat.Text("is the ARN of a bucket", func(s string) bool {
		return strings.HasPrefix(s, arnPrefix) && compat.ParseTarget(s).Problem == compat.BucketARN
	}, []any{"arn:aws:s3:::my-bucket", "arn:aws:s3express:us-west-2:123456789012:bucket/" + exampleDirectory},
		[]any{exampleAccessPoint, "my-bucket"})
}

func unacceptedARN() *compat.Predicate {
	return compat.Text("is an ARN where a name or another ARN belongs", func(s string) bool {
		return strings.HasPrefix(s, arnPrefix) && compat.ParseTarget(s).Problem == compat.ARNNotAccepted
	}, []any{
		"arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01ac5d28a6a232904/bucket/reports",
		"arn:aws:s3express:us-west-2:123456789012:accesspoint/" + exampleDirectoryAP,
	}, []any{exampleAccessPoint, exampleOutposts, "my-bucket"})
}

func impossibleNewName() *compat.Predicate {
	return compat.Text("can't be the name of a new bucket", func(s string) bool {
		p := compat.ParseTarget(s).CreateProblem()
		return p != 0 && p != compat.AccountRegionalName && p != compat.ReservedPrefix
	}, []any{"Reports", "reports_2026", "reports..2026", "192.168.5.4", "ab", "reports-s3alias", "reports-an"},
		[]any{exampleBucket, exampleDirectory, "reports.2026", "reports-123456789012-us-west-2-an", "amzn-s3-demo-bucket"})
}

func brokenLabel() *compat.Predicate {
	return compat.Text("has a hyphen next to a period", func(s string) bool {
		return strings.Contains(s, ".-") || strings.Contains(s, "-.")
	}, []any{"reports.-2026", "reports-.2026"}, []any{"reports.2026", "reports-2026", "reports--2026"})
}

func encodedName() *compat.Predicate {
	return compat.Text("begins with xn--", func(s string) bool { return strings.HasPrefix(s, "xn--") },
		[]any{"xn--reports"}, []any{exampleBucket, "reports-xn--a"})
}

func reservedPrefix() *compat.Predicate {
	return compat.Text("begins as reserved names do", func(s string) bool {
		return compat.ParseTarget(s).CreateProblem() == compat.ReservedPrefix && !strings.HasPrefix(s, "xn--")
	}, []any{"sthree-reports", "amzn-s3-demo-bucket"}, []any{exampleBucket, "xn--reports"})
}

func accountRegionalName() *compat.Predicate {
	return compat.Text("has the form prefix-account-region-an", func(s string) bool {
		return compat.ParseTarget(s).CreateProblem() == compat.AccountRegionalName
	}, []any{"reports-123456789012-us-west-2-an"}, []any{exampleBucket, "reports-an"})
}

func sharedName() *compat.Predicate {
	return compat.Text("hasn't the form prefix-account-region-an", func(s string) bool {
		return compat.ParseTarget(s).CreateProblem() != compat.AccountRegionalName
	}, []any{exampleBucket, "reports-an"}, []any{"reports-123456789012-us-west-2-an"})
}

func unknownNamespace() *compat.Predicate {
	return compat.Text("is neither global nor account-regional", func(s string) bool {
		return s != "global" && s != "account-regional"
	}, []any{"regional", "Global"}, []any{"global", "account-regional"})
}

func namespaceElsewhere() *compat.Relation {
	return &compat.Relation{
		Name:    "the Region in the bucket's name isn't the location constraint",
		Members: []compat.Member{member.Bucket, member.CreateBucketConfiguration},
		Test: func(bucket, configuration, _ compat.Value) compat.Truth {
			name, ok := bucket.Text()
			d, is := configuration.Object().(*types.CreateBucketConfiguration)
			if !ok || !is || d == nil {
				return compat.Unknown
			}
			_, _, region, regional := compat.ParseTarget(name).AccountRegional()
			location := string(d.LocationConstraint)
			if location == locationEU {
				location = "eu-west-1"
			}
			return compat.TruthOf(regional && location != "" && region != location)
		},
		Yes: [][]any{{"reports-123456789012-us-west-2-an", located("eu-west-1")}},
		No: [][]any{{"reports-123456789012-us-west-2-an", located("us-west-2")}, {"reports-123456789012-eu-west-1-an", located(locationEU)},
			{"reports-123456789012-us-west-2-an", &types.CreateBucketConfiguration{}}, {exampleBucket, located("us-west-2")}},
	}
}

func namespaceOfOtherEndpoint() *compat.Relation {
	return &compat.Relation{
		Name:    "the Region in the bucket's name isn't the endpoint's",
		Members: []compat.Member{member.Bucket},
		Test: func(bucket, region, _ compat.Value) compat.Truth {
			name, ok := bucket.Text()
			here, known := region.Text()
			if !ok || !known {
				return compat.Unknown
			}
			_, _, there, regional := compat.ParseTarget(name).AccountRegional()
			return compat.TruthOf(regional && there != here)
		},
		Yes: [][]any{{"reports-123456789012-us-west-2-an", defaultRegion}},
		No:  [][]any{{"reports-123456789012-us-east-1-an", defaultRegion}, {exampleBucket, defaultRegion}},
	}
}

// bucketWrites are the operations on a bucket, not on an object in it, that
// S3 has no request like them for without the bucket's name: only a GET has a
// meaning there, that of ListBuckets.
func bucketWrites() []compat.Operation {
	return slices.DeleteFunc(except(with(member.Bucket), with(member.Key)...), func(op compat.Operation) bool {
		name := op.String()
		return strings.HasPrefix(name, "Get") || strings.HasPrefix(name, "List") || op == operation.CreateSession
	})
}

// ordinaryName reports whether s is certainly the name of a general purpose
// bucket, or an access point's alias, without parsing it: a label of lower-case
// letters, digits and hyphens that doesn't end as the names of other kinds do.
func ordinaryName(s string) bool {
	if len(s) < 3 || len(s) > 63 || s[len(s)-1] == '3' {
		return false
	}
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return true
}

// bucketNameRules are the rules about the Bucket member itself: names, aliases
// and ARNs that S3 can't take, and what a new bucket may be called.
func bucketNameRules() []compat.Rule {
	inBucket := except(with(member.Bucket), operation.CreateBucket)
	get := func(bucket string) compat.Case {
		return compat.Given(operation.GetObject, member.Bucket, bucket, member.Key, "q3.csv")
	}
	create := func(bucket string) compat.Case { return compat.Given(operation.CreateBucket, member.Bucket, bucket) }
	ours := "reports-123456789012-us-west-2-an"
	regional := func(d *types.CreateBucketConfiguration, region string) compat.Case {
		c := create(ours).With(member.BucketNamespace, "account-regional").Regions("", region)
		if d != nil {
			c = c.With(member.CreateBucketConfiguration, d)
		}
		return c
	}
	return slices.Concat(withHead(compat.Rule{
		ID:         "bucket-name-invalid",
		Topic:      "bucket name",
		Title:      "No bucket can have this name",
		Problem:    "Bucket isn't valid: {problem|no bucket has such a name}",
		Remedy:     "See ListBuckets",
		Operations: inBucket,
		When:       compat.Matches(member.Bucket, impossibleName()),
		Answer:     invalidBucketName,
		Why:        "Not even under the rules of the past was such a bucket created: names have at least 3 characters and no others than letters, digits, periods, hyphens and underscores; those of directory buckets name their zone.",
		Fix:        "Give the bucket's name as ListBuckets shows it.",
		Sources:    []string{pageBucketNames, pageDirectoryNames},
		AmazonOnly: true,
		Rank:       -40,
		Violating:  []compat.Case{get("ab"), get("my bucket"), get("reports--x-s3")},
		Allowed:    []compat.Case{get("my.bucket"), get("Legacy_Bucket"), get(exampleDirectory)},
	}), withHead(compat.Rule{
		ID:         "bucket-name-url",
		Topic:      "bucket name",
		Title:      "A URL isn't the name of a bucket",
		Problem:    "Bucket is a URL",
		Remedy:     "Give the name alone",
		Operations: inBucket,
		When:       compat.Matches(member.Bucket, urlForName()),
		Answer:     invalidBucketName,
		Why:        "The Bucket member takes a name or an ARN; s3:// and https:// addresses are notations of other tools.",
		Fix:        "Give the name alone, and what follows it as Key or Prefix.",
		Sources:    []string{pageBucketNames},
		AmazonOnly: true,
		Rank:       -40,
		Violating:  []compat.Case{get("s3://my-bucket")},
		Allowed:    []compat.Case{get("my-bucket")},
	}), []compat.Rule{
		{
			ID:         "bucket-name-empty",
			Topic:      "bucket name",
			Title:      "Without a bucket's name, only a listing of the buckets can be asked for",
			Problem:    "Bucket is empty",
			Operations: bucketWrites(),
			When:       compat.Equals(member.Bucket, ""),
			Answer:     methodNotAllowed,
			Why:        "The name is all that the request's path consists of. Without it the request is one to the service itself, which knows GET only.",
			Fix:        "Give the bucket's name.",
			Sources: []string{
				referencePage(operation.ListBuckets),
				"https://github.com/versity/versitygw/blob/main/s3api/router.go",
				"https://github.com/justincormack/argmin/blob/0190b7f32c268428c67e352517dc6275c627bc4b/crates/server-http/src/http/router.rs",
			},
			AmazonOnly: true,
			Rank:       -41,
			Violating:  []compat.Case{create(""), compat.Given(operation.DeleteBucketPolicy, member.Bucket, "")},
			Allowed:    []compat.Case{create(exampleBucket)},
		},
		{
			ID:         "bucket-name-with-path",
			Topic:      "bucket name",
			Title:      "The name of a bucket doesn't contain a slash",
			Problem:    "Bucket goes on after a slash",
			Remedy:     "Give the name alone",
			Operations: inBucket,
			When:       compat.Matches(member.Bucket, slashInName()),
			Answer:     invalidBucketName,
			Why:        "What follows the slash belongs to the key.",
			Fix:        "Give the name alone, and what follows it as Key or Prefix.",
			Doubt:      "In a path-style request S3 may take the slash for the one between bucket and key.",
			Sources:    []string{pageBucketNames},
			AmazonOnly: true,
			Rank:       -40,
			Violating:  []compat.Case{get("my-bucket/2026")},
			Allowed:    []compat.Case{get("my-bucket")},
		},
		{
			ID:         "bucket-alias-needs-arn",
			Topic:      "bucket name",
			Title:      "A Multi-Region Access Point is addressed by its ARN, not by its alias",
			Problem:    "Bucket is the alias of a Multi-Region Access Point",
			Remedy:     "Give its ARN",
			Operations: inBucket,
			When:       compat.Matches(member.Bucket, aliasForARN()),
			Answer:     compat.Answer{Status: 404, Code: "NoSuchBucket", Message: "The specified bucket does not exist"},
			Why:        "Unlike those of other access points, this alias doesn't stand for a bucket name.",
			Fix:        "Give arn:aws:s3::account-id:accesspoint/alias.",
			Doubt:      "A bucket of this name can be older than Multi-Region Access Points.",
			Sources:    []string{userGuide + "MultiRegionAccessPointRequests.html"},
			AmazonOnly: true,
			Rank:       -40,
			Violating:  []compat.Case{get("mfzwi23gnjvgw.mrap")},
			Allowed:    []compat.Case{get(exampleMultiRegion)},
		},
		{
			ID:         "bucket-arn-malformed",
			Topic:      "bucket name",
			Title:      "This ARN isn't one of an access point",
			Problem:    "Bucket isn't valid: {problem|no access point has such an ARN}",
			Remedy:     "Copy the ARN",
			Operations: inBucket,
			When:       compat.Matches(member.Bucket, malformedARN()),
			Answer:     invalidBucketName,
			Why:        "A target's ARN names service, Region, account and access point, and nothing after it. The SDK finds no endpoint for others.",
			Fix:        "Copy the ARN of the access point; give the key in Key.",
			Sources:    []string{userGuide + "access-points-naming.html", "https://github.com/paws-r/paws/issues/403"},
			AmazonOnly: true,
			Rank:       -40,
			Violating:  []compat.Case{get("arn:aws:s3:us-west-2:123456789012"), get(exampleAccessPoint + "/object/q3.csv")},
			Allowed:    []compat.Case{get(exampleAccessPoint)},
		},
		{
			ID:         "bucket-arn",
			Topic:      "bucket name",
			Title:      "A bucket is addressed by its name, not by its ARN",
			Problem:    "Bucket is the ARN of a bucket",
			Remedy:     "Give the bucket's name",
			Operations: inBucket,
			When:       compat.Matches(member.Bucket, bucketARN()),
			Answer:     invalidBucketName,
			Why:        "Policies and other configurations name buckets by ARN; requests name them by name.",
			Fix:        "Give what follows the last colon or slash.",
			Sources:    []string{pageBucketNames, userGuide + "access-points-naming.html"},
			AmazonOnly: true,
			Rank:       -40,
			Violating:  []compat.Case{get("arn:aws:s3:::my-bucket")},
			Allowed:    []compat.Case{get("my-bucket")},
		},
		{
			ID:         "bucket-outposts-bucket",
			Topic:      "bucket name",
			Title:      "S3 operations don't take this ARN",
			Problem:    "Bucket is an ARN of a kind that S3 operations don't take",
			Remedy:     "Use an access point",
			Operations: inBucket,
			When:       compat.Matches(member.Bucket, unacceptedARN()),
			Answer:     invalidBucketName,
			Why:        "Objects on Outposts are reached through an access point, and an access point for a directory bucket has a name instead of an ARN in requests.",
			Fix:        "Give the ARN or the alias of an Outposts access point, or the name that ends in --xa-s3.",
			Sources:    []string{pageOutposts, userGuide + "access-points-directory-buckets-naming.html"},
			AmazonOnly: true,
			Rank:       -40,
			Violating:  []compat.Case{get("arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01ac5d28a6a232904/bucket/reports")},
			Allowed:    []compat.Case{get(exampleOutposts), get(exampleDirectoryAP)},
		},
		{
			ID:         "create-bucket-name",
			Topic:      "bucket name",
			Title:      "No new bucket can have this name",
			Problem:    "Bucket isn't valid: {problem|no new bucket can have it}",
			Remedy:     "Follow the naming rules",
			Operations: []compat.Operation{operation.CreateBucket},
			When:       compat.Matches(member.Bucket, impossibleNewName()),
			Answer:     invalidBucketName,
			Why:        "A new name has 3 to 63 lowercase letters, digits, periods and hyphens, begins and ends with a letter or digit, and looks neither like an IP address nor like names that S3 gives.",
			Fix:        "Choose a name that follows the naming rules.",
			Sources:    []string{pageBucketNames, pageDirectoryNames},
			AmazonOnly: true,
			Rank:       -40,
			Violating:  []compat.Case{create("Reports"), create("reports_2026"), create("192.168.5.4"), create("reports--x-s3")},
			Allowed:    []compat.Case{create(exampleBucket), create("reports.2026")},
		},
		{
			ID:         "create-bucket-name-label",
			Topic:      "bucket name",
			Title:      "In the name of a new bucket, no hyphen is next to a period",
			Problem:    "Bucket has a hyphen next to a period",
			Remedy:     "Follow the naming rules",
			Operations: []compat.Operation{operation.CreateBucket},
			When:       compat.All(compat.On(compat.GeneralPurposeBucket), compat.Matches(member.Bucket, brokenLabel())),
			Answer:     invalidBucketName,
			Why:        "Periods separate the labels of a host name, which begin and end with a letter or digit.",
			Fix:        "Choose a name that follows the naming rules.",
			Doubt:      "The documentation forbade it once, as other servers do, and doesn't mention it any more.",
			Sources: []string{
				pageBucketNames,
				"https://github.com/pushkin-consortium/pushkin/issues/157",
				"https://github.com/justincormack/argmin/blob/0190b7f32c268428c67e352517dc6275c627bc4b/crates/server-http/src/http/router.rs",
			},
			AmazonOnly: true,
			Rank:       -40,
			Violating:  []compat.Case{create("reports.-2026"), create("reports-.2026")},
			Allowed:    []compat.Case{create("reports.2026"), create("reports--2026")},
		},
		{
			ID:         "create-bucket-encoded-name",
			Topic:      "bucket name",
			Title:      "The name of a new bucket can't begin with xn--",
			Problem:    "Bucket begins with xn--",
			Operations: []compat.Operation{operation.CreateBucket},
			When:       compat.Matches(member.Bucket, encodedName()),
			Answer:     invalidBucketName,
			Why:        "So begin host names that stand for others with letters outside ASCII. Since February 2020, buckets can't have such names.",
			Fix:        "Choose another name.",
			Sources: []string{
				pageBucketNames, pageDirectoryNames,
				"https://github.com/awsdocs/amazon-s3-developer-guide/blob/master/doc_source/BucketRestrictions.md",
				"https://github.com/justincormack/argmin/blob/0190b7f32c268428c67e352517dc6275c627bc4b/crates/server-http/src/http/router.rs",
			},
			AmazonOnly: true,
			Rank:       -40,
			Violating:  []compat.Case{create("xn--reports")},
			Allowed:    []compat.Case{create(exampleBucket)},
		},
		{
			ID:         "create-bucket-reserved-prefix",
			Topic:      "bucket name",
			Title:      "The name of a new bucket can't begin with sthree- or amzn-s3-demo-",
			Problem:    "Bucket begins with a reserved prefix",
			Operations: []compat.Operation{operation.CreateBucket},
			When:       compat.Matches(member.Bucket, reservedPrefix()),
			Answer:     invalidBucketName,
			Why:        "The prefixes are reserved: for S3 itself, and for examples in AWS's documentation.",
			Fix:        "Choose another name.",
			Doubt:      "The naming rules forbid it, but no answer of S3 is on record, and AWS's own examples create buckets whose names begin with amzn-s3-demo-.",
			Sources:    []string{pageBucketNames, pageDirectoryNames},
			AmazonOnly: true,
			Rank:       -40,
			Violating:  []compat.Case{create("sthree-reports"), create("amzn-s3-demo-bucket")},
			Allowed:    []compat.Case{create(exampleBucket)},
		},
		{
			ID:         "create-bucket-account-regional",
			Topic:      "bucket name",
			Title:      "A name that ends in account, Region and -an needs BucketNamespace account-regional",
			Problem:    "Bucket ends in account, Region and -an, and BucketNamespace isn't set",
			Remedy:     "Set it to account-regional",
			Needs:      []compat.Member{member.BucketNamespace},
			Operations: []compat.Operation{operation.CreateBucket},
			When: compat.All(compat.Matches(member.Bucket, accountRegionalName()),
				compat.Not(compat.Set(member.BucketNamespace))),
			Answer: compat.Answer{Status: 400, Code: "MissingNamespaceHeader",
				Message: "The requested bucket is an account-regional namespace bucket, but your request is missing the required x-amz-bucket-namespace header."},
			Why:        "Such names are reserved for the account regional namespace, in which only that account creates buckets.",
			Fix:        "Set BucketNamespace to account-regional, or choose a name without the suffix -an.",
			Sources:    []string{pageBucketNames, pageBucketNamespaces, "https://github.com/ansible-collections/amazon.aws/issues/2935"},
			AmazonOnly: true,
			Rank:       -40,
			Violating:  []compat.Case{create(ours)},
			Allowed:    []compat.Case{create(ours).With(member.BucketNamespace, "account-regional")},
		},
		{
			ID:         "create-bucket-namespace-global",
			Topic:      "bucket name",
			Title:      "A name that ends in account, Region and -an isn't one of the global namespace",
			Problem:    "Bucket ends in account, Region and -an, and BucketNamespace is global",
			Remedy:     "Set it to account-regional",
			Operations: []compat.Operation{operation.CreateBucket},
			When: compat.All(compat.Equals(member.BucketNamespace, "global"),
				compat.Matches(member.Bucket, accountRegionalName())),
			Answer:     compat.Answer{Status: 400, Code: "InvalidNamespaceHeader"},
			Why:        "Such names are reserved for the account regional namespace, and the request asks for the other one.",
			Fix:        "Set BucketNamespace to account-regional, or choose a name without the suffix -an.",
			Sources:    []string{pageBucketNames, pageNamespaceHeader},
			Doubt:      "Only another server's code says what S3 answers.",
			AmazonOnly: true,
			Rank:       -40,
			Violating:  []compat.Case{create(ours).With(member.BucketNamespace, "global")},
			Allowed: []compat.Case{
				create(ours).With(member.BucketNamespace, "account-regional"),
				create(exampleBucket).With(member.BucketNamespace, "global"),
			},
		},
		{
			ID:         "create-bucket-namespace-unknown",
			Topic:      "bucket name",
			Title:      "A bucket's namespace is global or account-regional",
			Problem:    "BucketNamespace is {value BucketNamespace|an unknown word}",
			Remedy:     "Use global or account-regional",
			Operations: []compat.Operation{operation.CreateBucket},
			When:       compat.Matches(member.BucketNamespace, unknownNamespace()),
			Answer:     invalidArgument(""),
			Why:        "There are these two namespaces.",
			Fix:        "Use one of the SDK's constants, or leave BucketNamespace out for the global one.",
			Doubt:      "Only other servers are known to check it.",
			Sources:    []string{pageBucketNamespaces, pageNamespaceHeader},
			AmazonOnly: true,
			Violating:  []compat.Case{create(exampleBucket).With(member.BucketNamespace, "regional")},
			Allowed:    []compat.Case{create(exampleBucket).With(member.BucketNamespace, "global")},
		},
		{
			ID:         "create-bucket-namespace-region",
			Topic:      "bucket name",
			Title:      "In the account regional namespace, a bucket's name has the Region in which the bucket is created",
			Problem:    "Bucket names another Region than the bucket is created in",
			Remedy:     "Make them equal",
			Operations: []compat.Operation{operation.CreateBucket},
			When: compat.All(compat.Equals(member.BucketNamespace, "account-regional"), compat.Any(
				compat.Related(namespaceElsewhere()),
				compat.All(compat.Not(compat.Matches(member.CreateBucketConfiguration, hasLocation())), compat.RelatedToRegion(namespaceOfOtherEndpoint())),
			)),
			Answer: compat.Answer{Status: 400, Code: "InvalidBucketNamespace",
				Message: "The requested bucket is an account-regional namespace bucket, but the requested region '…' does not match the current region '…'. Specify the targeted region in the bucket name."},
			Why:        "Each Region has a namespace of its own, and the name says which one the bucket belongs to.",
			Fix:        "Give the name and the location constraint the same Region; for us-east-1 leave the constraint out.",
			Sources:    []string{pageBucketNamespaces, pageNamespaceAnswers},
			AmazonOnly: true,
			Violating:  []compat.Case{regional(located("eu-west-1"), "eu-west-1"), regional(nil, defaultRegion)},
			Allowed:    []compat.Case{regional(located("us-west-2"), "us-west-2"), regional(located("us-west-2"), defaultRegion)},
		},
		{
			ID:         "create-bucket-namespace-name",
			Topic:      "bucket name",
			Title:      "In the account regional namespace, a bucket's name ends in account, Region and -an",
			Problem:    "BucketNamespace is account-regional, and Bucket doesn't end in account, Region and -an",
			Remedy:     "Name it prefix-account-region-an",
			Operations: []compat.Operation{operation.CreateBucket},
			When: compat.All(compat.Equals(member.BucketNamespace, "account-regional"),
				compat.Not(compat.On(compat.DirectoryBucket)), compat.Matches(member.Bucket, sharedName())),
			Answer: compat.Answer{Status: 400, Code: "InvalidNamespaceHeader",
				Message: "The requested bucket name did not include the account-regional namespace suffix, but the provided x-amz-bucket-namespace header value is account-regional. Specify -… as the bucket name suffix to create a bucket in your account-regional namespace, or remove the header."},
			Why:        "The suffix is what sets the namespace apart from the global one.",
			Fix:        "Name the bucket prefix-account-region-an, with the 12 digits of your account and the code of the bucket's Region.",
			Sources:    []string{pageBucketNames, pageBucketNamespaces, "https://github.com/getmoto/moto/pull/9871"},
			AmazonOnly: true,
			Rank:       -40,
			Violating:  []compat.Case{create(exampleBucket).With(member.BucketNamespace, "account-regional")},
			Allowed: []compat.Case{
				create("reports-123456789012-us-west-2-an").With(member.BucketNamespace, "account-regional"),
				create(exampleBucket).With(member.BucketNamespace, "global"),
			},
		},
	})
}
