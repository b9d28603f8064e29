package provider

import (
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/internal/policy"
	"github.com/s3safe/s3safe-go/compat/member"
)

// Conditions of causes that look into a document, or at how a text is made up. Each is
// made when the store's rules are made.

// lifecycle is true of a lifecycle configuration with a rule that the test finds something
// in, and says where. The sample is such a rule.
func lifecycle(name string, test func(*types.LifecycleRule) (path string, found bool), sample types.LifecycleRule) func() compat.Condition {
	return func() compat.Condition {
		with := func(r types.LifecycleRule) *types.BucketLifecycleConfiguration {
			r.Status = types.ExpirationStatusEnabled
			if r.Filter == nil {
				r.Filter = &types.LifecycleRuleFilter{Prefix: aws.String("logs/")}
			}
			return &types.BucketLifecycleConfiguration{Rules: []types.LifecycleRule{r}}
		}
		return compat.Matches(member.LifecycleConfiguration, compat.Document(name, func(d *types.BucketLifecycleConfiguration) (string, bool) {
			for i := range d.Rules {
				if path, found := test(&d.Rules[i]); found {
					return "Rules[" + strconv.Itoa(i) + "]." + path, true
				}
			}
			return "", false
		}, []any{with(sample)}, []any{with(types.LifecycleRule{Expiration: &types.LifecycleExpiration{Days: aws.Int32(7)}})}))
	}
}

var (
	onlyAborts = lifecycle("has a rule with nothing but AbortIncompleteMultipartUpload", func(r *types.LifecycleRule) (string, bool) {
		return "AbortIncompleteMultipartUpload", r.AbortIncompleteMultipartUpload != nil && r.Expiration == nil && len(r.Transitions) == 0 &&
			r.NoncurrentVersionExpiration == nil && len(r.NoncurrentVersionTransitions) == 0
	}, types.LifecycleRule{AbortIncompleteMultipartUpload: &types.AbortIncompleteMultipartUpload{DaysAfterInitiation: aws.Int32(7)}})

	// A disabled rule is taken as it is.
	hasTransitions = lifecycle("has an enabled rule with Transitions", func(r *types.LifecycleRule) (string, bool) {
		return "Transitions", len(r.Transitions) > 0 && r.Status == types.ExpirationStatusEnabled
	}, types.LifecycleRule{Transitions: []types.Transition{{Days: aws.Int32(30), StorageClass: types.TransitionStorageClassGlacier}}})

	hasTransitionsOrAbort = lifecycle("has a rule with Transitions or AbortIncompleteMultipartUpload", func(r *types.LifecycleRule) (string, bool) {
		if len(r.Transitions) > 0 {
			return "Transitions", true
		}
		return "AbortIncompleteMultipartUpload", r.AbortIncompleteMultipartUpload != nil
	}, types.LifecycleRule{Transitions: []types.Transition{{Days: aws.Int32(30), StorageClass: types.TransitionStorageClassGlacier}}})

	hasMoreThanExpiry = lifecycle("has a rule with more than Expiration and AbortIncompleteMultipartUpload", func(r *types.LifecycleRule) (string, bool) {
		switch {
		case len(r.Transitions) > 0:
			return "Transitions", true
		case r.NoncurrentVersionExpiration != nil:
			return "NoncurrentVersionExpiration", true
		case len(r.NoncurrentVersionTransitions) > 0:
			return "NoncurrentVersionTransitions", true
		case r.Expiration != nil && r.Expiration.ExpiredObjectDeleteMarker != nil:
			return "Expiration.ExpiredObjectDeleteMarker", true
		}
		return "Prefix", r.Prefix != nil
	}, types.LifecycleRule{NoncurrentVersionExpiration: &types.NoncurrentVersionExpiration{NoncurrentDays: aws.Int32(30)}})

	hasTagFilter = lifecycle("has a rule that filters by tags", func(r *types.LifecycleRule) (string, bool) {
		switch f := r.Filter; {
		case f == nil:
			return "", false
		case f.And != nil && len(f.And.Tags) > 0:
			return "Filter.And.Tags", true
		default:
			return "Filter.Tag", f.Tag != nil
		}
	}, types.LifecycleRule{
		Filter:     &types.LifecycleRuleFilter{Tag: &types.Tag{Key: aws.String("keep"), Value: aws.String("no")}},
		Expiration: &types.LifecycleExpiration{Days: aws.Int32(7)},
	})

	keepsNewerVersions = lifecycle("has a rule with NewerNoncurrentVersions", func(r *types.LifecycleRule) (string, bool) {
		return "NoncurrentVersionExpiration.NewerNoncurrentVersions", r.NoncurrentVersionExpiration != nil && r.NoncurrentVersionExpiration.NewerNoncurrentVersions != nil
	}, types.LifecycleRule{NoncurrentVersionExpiration: &types.NoncurrentVersionExpiration{NoncurrentDays: aws.Int32(30), NewerNoncurrentVersions: aws.Int32(3)}})
)

// notifies is true of a notification configuration that names one of the destinations:
// queues, topics or functions.
func notifies(queues, topics, functions bool) func() compat.Condition {
	return func() compat.Condition {
		on := []types.Event{types.EventS3ObjectCreated}
		queue := &types.NotificationConfiguration{QueueConfigurations: []types.QueueConfiguration{{Events: on, QueueArn: aws.String("arn:aws:sqs:us-east-1:123456789012:q")}}}
		topic := &types.NotificationConfiguration{TopicConfigurations: []types.TopicConfiguration{{Events: on, TopicArn: aws.String("arn:aws:sns:us-east-1:123456789012:t")}}}
		function := &types.NotificationConfiguration{LambdaFunctionConfigurations: []types.LambdaFunctionConfiguration{{Events: on, LambdaFunctionArn: aws.String("arn:aws:lambda:us-east-1:123456789012:function:f")}}}
		yes, no := []any{}, []any{&types.NotificationConfiguration{}}
		for _, x := range []struct {
			is     bool
			sample any
		}{{queues, queue}, {topics, topic}, {functions, function}} {
			if x.is {
				yes = append(yes, x.sample)
			} else {
				no = append(no, x.sample)
			}
		}
		return compat.Matches(member.NotificationConfiguration, compat.Document("names destinations that the store doesn't know", func(d *types.NotificationConfiguration) (string, bool) {
			switch {
			case queues && len(d.QueueConfigurations) > 0:
				return "QueueConfigurations", true
			case topics && len(d.TopicConfigurations) > 0:
				return "TopicConfigurations", true
			default:
				return "LambdaFunctionConfigurations", functions && len(d.LambdaFunctionConfigurations) > 0
			}
		}, yes, no))
	}
}

// redirects is true of a website with redirects.
func redirects() compat.Condition {
	index := &types.IndexDocument{Suffix: aws.String("index.html")}
	return compat.Matches(member.WebsiteConfiguration, compat.Document("redirects", func(d *types.WebsiteConfiguration) (string, bool) {
		if d.RedirectAllRequestsTo != nil {
			return "RedirectAllRequestsTo", true
		}
		return "RoutingRules", len(d.RoutingRules) > 0
	}, []any{&types.WebsiteConfiguration{RedirectAllRequestsTo: &types.RedirectAllRequestsTo{HostName: aws.String("www.example.com")}}},
		[]any{&types.WebsiteConfiguration{IndexDocument: index}}))
}

// restoresSelection is true of a restore that selects from an archived object.
func restoresSelection() compat.Condition {
	return compat.Matches(member.RestoreRequest, compat.Document("selects", func(d *types.RestoreRequest) (string, bool) {
		return "Type", d.Type == types.RestoreRequestTypeSelect
	}, []any{&types.RestoreRequest{Type: types.RestoreRequestTypeSelect}}, []any{&types.RestoreRequest{Days: aws.Int32(1)}}))
}

// denies is true of a policy with a statement whose effect is Deny.
func denies() compat.Condition {
	const allow, deny = `{"Version":"2023-04-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"reports/*"}]}`,
		`{"Version":"2023-04-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"reports/*"}]}`
	const single = `{"Statement":{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"reports/*"}}`
	return compat.Matches(member.Policy, compat.Text("denies something", func(s string) bool {
		return policy.Read(s).Denies()
	}, []any{deny, single}, []any{allow, "Deny"}))
}

// hasDots is true of a key with . or .. between slashes.
func hasDots() compat.Condition {
	return compat.Matches(member.Key, compat.Text("has . or .. between slashes", func(s string) bool {
		for part := range strings.SplitSeq(s, "/") {
			if part == "." || part == ".." {
				return true
			}
		}
		return false
	}, []any{"photos/../a", "./a"}, []any{"photos/a..b", ".../a"}))
}

// hasTwoMarks is true of a bucket's name with two hyphens or periods side by side.
func hasTwoMarks() compat.Condition {
	return compat.Matches(member.Bucket, compat.Text("has two of - and . side by side", func(s string) bool {
		for _, two := range [...]string{"--", "-.", ".-", ".."} {
			if strings.Contains(s, two) {
				return true
			}
		}
		return false
	}, []any{"my--reports"}, []any{"my-reports"}))
}

// lacksAppID is true of a bucket's name that doesn't end with a hyphen and digits, as an
// account's number is.
func lacksAppID() compat.Condition {
	return compat.Matches(member.Bucket, compat.Text("doesn't end with -APPID", func(s string) bool {
		at := strings.LastIndexByte(s, '-')
		return at < 0 || strings.Trim(s[at+1:], "0123456789") != "" || at == len(s)-1
	}, []any{"reports"}, []any{"reports-1250000000"}))
}

// checksumMismatched is true of an upload that asks for a type of checksum that isn't of
// the algorithm.
func checksumMismatched() compat.Condition {
	return compat.Any(
		compat.All(compat.Equals(member.ChecksumType, "FULL_OBJECT"), compat.Equals(member.ChecksumAlgorithm, "CRC32", "CRC32C", "SHA1", "SHA256")),
		compat.All(compat.Equals(member.ChecksumType, "COMPOSITE"), compat.Equals(member.ChecksumAlgorithm, "CRC64NVME")))
}

// encryptsInPlace is true of a copy of an object onto itself, with other metadata, that
// asks for encryption. What becomes of one that keeps the metadata isn't documented.
func encryptsInPlace() compat.Condition {
	return compat.All(compat.CopiesOntoItself(), compat.Equals(member.MetadataDirective, "REPLACE"), compat.AnySet(member.ServerSideEncryption, member.SSECustomerAlgorithm))
}

// logsIntoItself is true of a bucket whose logs are to go into itself.
func logsIntoItself() compat.Condition {
	status := func(target string) *types.BucketLoggingStatus {
		return &types.BucketLoggingStatus{LoggingEnabled: &types.LoggingEnabled{TargetBucket: aws.String(target), TargetPrefix: aws.String("logs/")}}
	}
	return compat.Related(&compat.Relation{
		Name: "the logs go into the bucket itself", Members: []compat.Member{member.Bucket, member.BucketLoggingStatus},
		Test: func(x, y, _ compat.Value) compat.Truth {
			name, ok := x.Text()
			s, is := y.Object().(*types.BucketLoggingStatus)
			if !ok || !is || s == nil {
				return compat.Unknown
			}
			return compat.TruthOf(s.LoggingEnabled != nil && aws.ToString(s.LoggingEnabled.TargetBucket) == name)
		},
		Yes: [][]any{{"reports", status("reports")}},
		No:  [][]any{{"reports", status("logs")}},
	})
}
