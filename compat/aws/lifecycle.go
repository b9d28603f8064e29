package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	docLifecycleRules       = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html"
	docLifecycleTransitions = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html"
	docLifecycleExamples    = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html"
	docLifecycleDirectory   = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-buckets-objects-lifecycle.html"
	docLifecycleRule        = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html"
	docLifecycleFilter      = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRuleFilter.html"
	docLifecycleExpiration  = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleExpiration.html"
	docTransition           = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_Transition.html"
	docNoncurrentExpiration = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_NoncurrentVersionExpiration.html"
	docNoncurrentTransition = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_NoncurrentVersionTransition.html"
	docPutLifecycle         = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html"
	noobaaLifecycle         = "https://github.com/noobaa/noobaa-core/issues/8426"
	stackdLifecycle         = stackdS3 + "/lifecycle_rules.go"
	stackdLifecycleAnswers  = stackdCaptures + "/lifecycle_control_replay.json"
	argminLifecycle         = "https://github.com/justincormack/argmin/blob/main/crates/s3-types/src/lifecycle.rs" // compared with S3
	noobaaOverlap           = "https://github.com/noobaa/noobaa-core/issues/8341"
)

// lifecycleRules are the rules about a bucket's lifecycle configuration: when
// its objects move to other storage classes and when they expire.
func lifecycleRules() []compat.Rule {
	var rules []compat.Rule
	add := func(p *compat.Predicate, r compat.Rule) {
		r.Topic = "lifecycle"
		rules = append(rules, configuration(putLifecycle, member.LifecycleConfiguration, p, r))
	}
	malformed := func(p *compat.Predicate, r compat.Rule) {
		r.Answer, r.Rank = malformedXML, rankSchema
		add(p, r)
	}
	argument := func(p *compat.Predicate, message string, r compat.Rule) {
		r.Answer, r.Rank = compat.Answer{Status: 400, Code: "InvalidArgument", Message: message}, rankValue
		add(p, r)
	}
	request := func(p *compat.Predicate, message string, r compat.Rule) {
		r.Answer, r.Rank = compat.Answer{Status: 400, Code: "InvalidRequest", Message: message}, rankValue
		add(p, r)
	}

	malformed(lifecycleScopeMissing(), compat.Rule{
		ID: "lifecycle-rule-scope", Title: "A lifecycle rule says with Filter, or the older Prefix, which objects it is for",
		Problem: "A rule has neither Filter nor Prefix: {at}",
		Remedy:  "Give it a Filter",
		Why:     "An empty Filter is how a rule applies to the whole bucket; a rule without any doesn't fit the schema.",
		Fix:     "Give the rule a Filter: an empty one, or one with an empty Prefix, for all objects.",
		Sources: []string{docLifecycleRule, "recorded:ls-c-0138", "recorded:ls-c-0139"},
	})
	malformed(lifecyclePrefixAndFilter(), compat.Rule{
		ID: "lifecycle-prefix-and-filter", Title: "A lifecycle rule has a Filter or a Prefix, not both",
		Problem: "A rule has both Filter and Prefix: {at}",
		Remedy:  "Move the prefix into the Filter",
		Why:     "Prefix is how rules chose objects before there were filters; the schema admits one of the two.",
		Fix:     "Move the prefix into the Filter.",
		Sources: []string{docLifecycleRule, motoS3, stackdLifecycleAnswers},
	})
	malformed(lifecycleFilterAmbiguous(), compat.Rule{
		ID: "lifecycle-filter-one-predicate", Title: "A lifecycle filter has at most one predicate of its own",
		Problem: "A filter has several predicates outside And: {at}",
		Remedy:  "Put all into And",
		Why:     "Filter holds one of Prefix, Tag, ObjectSizeGreaterThan, ObjectSizeLessThan and And.",
		Fix:     "Put all predicates into And.",
		Sources: []string{docLifecycleFilter, "recorded:ls-c-0141", "recorded:ls-c-0142"},
	})
	malformed(lifecycleAndTooSmall(), compat.Rule{
		ID: "lifecycle-and-two-predicates", Title: "And in a lifecycle filter joins at least two predicates",
		Problem: "An And has fewer than two predicates: {at}",
		Remedy:  "Put it into Filter",
		Why:     "And exists to join predicates; a prefix or a size alone stands in the filter itself.",
		Fix:     "Put the only predicate directly into Filter.",
		Sources: []string{docLifecycleFilter, "https://github.com/hashicorp/terraform-provider-aws/issues/23882"},
	})
	malformed(lifecycleAndOneTag(), compat.Rule{
		ID: "lifecycle-and-one-tag", Title: "And in a lifecycle filter joins more than a single tag",
		Problem: "An And has a single tag: {at}",
		Remedy:  "Put it into Filter.Tag",
		Why:     "And is for two or more predicates; a tag alone stands in the filter itself.",
		Fix:     "Put the tag into Filter.Tag.",
		Sources: []string{docLifecycleFilter},
		Doubt:   "The documentation asks for two predicates, but no answer of S3 to a single tag is known.",
	})
	malformed(lifecycleBadStatus(), compat.Rule{
		ID: "lifecycle-status", Title: "A lifecycle rule is Enabled or Disabled",
		Problem: "A rule's status is {value|none that S3 knows}: {at}",
		Remedy:  "Use Enabled or Disabled",
		Why:     "Status has these two values, and is required.",
		Fix:     "Set Status to Enabled or Disabled, written like this.",
		Sources: []string{docLifecycleRule, docLifecycleRules},
	})
	malformed(lifecycleExpirationForm(), compat.Rule{
		ID: "lifecycle-expiration-form", Title: "An expiration has exactly one of Days, Date and ExpiredObjectDeleteMarker",
		Problem: "An expiration has none or several of Days, Date and ExpiredObjectDeleteMarker: {at}",
		Remedy:  "Keep one",
		Why:     "The three are different expirations. An ExpiredObjectDeleteMarker counts even if it is false, and Days removes expired delete markers anyway.",
		Fix:     "Keep one of the three; use two rules for two expirations.",
		Sources: []string{docLifecycleExpiration, "https://github.com/boto/boto3/issues/1793", "recorded:ls-c-0145"},
	})
	malformed(lifecycleTransitionForm(), compat.Rule{
		ID: "lifecycle-transition-form", Title: "A transition has either Days or Date",
		Problem: "A transition has both or neither of Days and Date: {at}",
		Remedy:  "Set one",
		Why:     "It happens at an age of the object or at a date.",
		Fix:     "Set one of Days and Date.",
		Sources: []string{docTransition, docLifecycleRules, stackdLifecycleAnswers},
	})
	malformed(lifecycleClassUnknown(), compat.Rule{
		ID: "lifecycle-transition-class", Title: "A transition names a storage class that objects can be moved to",
		Problem: "A transition's class is {value|none that one can have}: {at}",
		Remedy:  "Use the SDK's constants",
		Why:     "Transitions go to STANDARD_IA, ONEZONE_IA, INTELLIGENT_TIERING, GLACIER_IR, GLACIER or DEEP_ARCHIVE; the schema lists them.",
		Fix:     "Set StorageClass to one of these, in capitals.",
		Sources: []string{docTransition, docNoncurrentTransition},
	})
	malformed(lifecycleClassForeign(), compat.Rule{
		ID: "lifecycle-transition-class-foreign", Title: "A transition names a storage class that S3 knows",
		Problem: "A transition's class is none of S3's: {at}",
		Remedy:  "Use the SDK's constants",
		Why:     "The schema lists the classes; names that other servers have for theirs aren't among them.",
		Fix:     "Set StorageClass to STANDARD_IA, ONEZONE_IA, INTELLIGENT_TIERING, GLACIER_IR, GLACIER or DEEP_ARCHIVE.",
		Sources: []string{docTransition, docNoncurrentTransition, stackdLifecycleAnswers}, AmazonOnly: true,
	})
	malformed(lifecycleNoncurrentDaysMissing(), compat.Rule{
		ID: "lifecycle-noncurrent-days-missing", Title: "Actions on noncurrent versions need NoncurrentDays",
		Problem: "The days aren't set: {at}",
		Remedy:  "Set them, if need be to 1",
		Why:     "NewerNoncurrentVersions limits the action, but doesn't replace the age; the API reference calls both optional.",
		Fix:     "Set NoncurrentDays, if need be to 1.",
		Sources: []string{docNoncurrentExpiration, docNoncurrentTransition, "https://github.com/scality/Arsenal/pull/2085", "recorded:ls-c-0140"},
	})
	malformed(lifecycleAbortDaysMissing(), compat.Rule{
		ID: "lifecycle-abort-days-missing", Title: "Aborting incomplete multipart uploads needs DaysAfterInitiation",
		Problem: "The days aren't set: {at}",
		Remedy:  "Set them",
		Why:     "It is the only member of AbortIncompleteMultipartUpload.",
		Fix:     "Set DaysAfterInitiation.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortIncompleteMultipartUpload.html", motoS3},
	})

	malformed(lifecycleEmpty(), compat.Rule{
		ID: "lifecycle-no-rules", Title: "A lifecycle configuration has at least one rule",
		Problem: "The lifecycle has no rules",
		Remedy:  "Use DeleteBucketLifecycle",
		Why:     "An empty configuration is not a way to remove one, and doesn't fit the schema. The list of errors has InvalidRequest for it, which nobody has been seen to get.",
		Fix:     "Use DeleteBucketLifecycle to remove the configuration.",
		Sources: []string{docErrors, "https://github.com/mapbox/s3life/issues/6", stackdLifecycle, stackdLifecycleAnswers},
	})
	malformed(lifecycleTooLong(), compat.Rule{
		ID: "lifecycle-too-many-rules", Title: "A lifecycle configuration has at most 1,000 rules",
		Problem: "The lifecycle has {count LifecycleConfiguration.Rules} rules; S3 allows 1,000",
		Remedy:  "Join rules",
		Why:     "The limit can't be raised.",
		Fix:     "Join rules, for example by choosing prefixes or tags that several kinds of objects share.",
		Sources: []string{docPutLifecycle, "https://github.com/flightstats/hub/issues/529", stackdLifecycle},
	})
	request(lifecycleIdle(), "At least one action needs to be specified in a rule", compat.Rule{
		ID: "lifecycle-no-action", Title: "A lifecycle rule has at least one action",
		Problem: "A rule has no action: {at}",
		Remedy:  "Give it one",
		Why:     "A rule that does nothing is taken for a mistake.",
		Fix:     "Give the rule an Expiration, Transitions, an action on noncurrent versions or AbortIncompleteMultipartUpload.",
		Sources: []string{docErrors, "https://github.com/crossplane-contrib/provider-aws/issues/1337"},
	})
	request(lifecycleMixedForms(), "Filter element can only be used in Lifecycle V2.", compat.Rule{
		ID: "lifecycle-mixed-forms", Title: "A lifecycle configuration uses Filter in all rules or Prefix in all",
		Problem: "Some rules have Filter, others Prefix: {at}",
		Remedy:  "Move the prefixes into filters",
		Why: "The first rule decides whether the configuration is of the older or of today's form, and the others must be alike. " +
			"If it has a Filter, S3 complains of the prefix: \"Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.\"",
		Fix: "Move the prefixes into filters.",
		Sources: []string{docLifecycleRule, noobaaLifecycle, "https://github.com/ansible/ansible/issues/53751", "https://github.com/aws/aws-sdk-ruby/issues/1653",
			"https://github.com/cloud-custodian/cloud-custodian/issues/5826", "https://github.com/hashicorp/terraform-provider-aws/issues/23299", stackdLifecycleAnswers},
	})
	request(lifecycleOverlap(), "Found overlapping prefixes '…' and '…' for same action type '…'", compat.Rule{
		ID: "lifecycle-overlapping-prefixes", Title: "Without filters, rules with the same action have prefixes that don't overlap",
		Problem: "A prefix overlaps another with the same action: {at}",
		Remedy:  "Use Filter in all rules",
		Why:     "In the older form of the configuration, only one rule may say what happens to an object. With filters, S3 resolves the overlap.",
		Fix:     "Use Filter instead of Prefix in all rules.",
		Sources: []string{docLifecycleRule, noobaaLifecycle, noobaaOverlap, "https://github.com/ceph/ceph/pull/23668"},
	})
	request(lifecycleSamePrefix(), "Found two rules with same prefix '…'", compat.Rule{
		ID: "lifecycle-same-prefix", Title: "Without filters, rules with the same action have different prefixes",
		Problem: "A prefix with the same action occurs twice: {at}",
		Remedy:  "Join the two rules",
		Why:     "In the older form of the configuration, only one rule may say what happens to an object.",
		Fix:     "Join the two rules, or use Filter instead of Prefix in all rules.",
		Sources: []string{docLifecycleRule, "https://github.com/hashicorp/terraform-provider-aws/issues/23132", "https://github.com/hashicorp/terraform-provider-aws/issues/23730"},
	})
	argument(lifecycleIDTooLong(), "ID length should not exceed allowed limit of 255", compat.Rule{
		ID: "lifecycle-id-length", Title: "The ID of a lifecycle rule has at most 255 characters",
		Problem: "A rule's ID has {length} bytes; S3 allows 255 characters: {at}",
		Remedy:  "Shorten it",
		Why:     "The limit is part of the API.",
		Fix:     "Shorten the ID, or leave it out: S3 makes one.",
		Sources: []string{docLifecycleRule, docLifecycleRules},
	})
	argument(lifecycleIDTwice(), "Rule ID must be unique. Found same ID for more than one rule", compat.Rule{
		ID: "lifecycle-id-unique", Title: "The IDs of lifecycle rules differ",
		Problem: "A rule's ID occurs twice: {at}",
		Remedy:  "Rename it",
		Why:     "The ID identifies the rule, for example in the x-amz-expiration header.",
		Fix:     "Rename one of the rules, or leave the IDs out: S3 makes them.",
		Sources: []string{docLifecycleRule, docLifecycleRules},
	})

	request(lifecyclePrefixTooLong(), "The maximum size of a prefix is 1024", compat.Rule{
		ID: "lifecycle-prefix-length", Title: "A prefix in a lifecycle rule has at most 1,024 characters",
		Problem: "A prefix has {length} bytes; S3 allows 1,024 characters: {at}",
		Why:     "No key is longer than that.",
		Fix:     "Shorten the prefix.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html", argminLifecycle, "https://github.com/scality/Arsenal/pull/604"},
	})
	request(lifecycleTagTwice(), "Duplicate Tag Keys are not allowed.", compat.Rule{
		ID: "lifecycle-duplicate-tag-keys", Title: "The tags in a lifecycle filter have different keys",
		Problem: "A filter has two tags of the same key: {at}",
		Remedy:  "Remove one",
		Why:     "An object has each key at most once, so no object has both tags.",
		Fix:     "Remove one of the tags; use two rules if either value should match.",
		Sources: []string{docLifecycleRules, "recorded:ls-c-0144"},
	})
	request(lifecycleTagLength(), "A Tag's … must be a length between … and ….", compat.Rule{
		ID: "lifecycle-tag-length", Title: "A tag in a lifecycle filter is no longer than a tag of an object can be",
		Problem: "A tag is empty or too long ({length} bytes): {at}",
		Why:     "A key has 1 to 128 characters, a value at most 256.",
		Fix:     "Use a tag that objects can have.",
		Sources: []string{docObjectTagging, argminLifecycle},
	})
	request(lifecycleSizeRange(), "'ObjectSizeLessThan' should be between 1 and 1099511627776000.", compat.Rule{
		ID: "lifecycle-size-range", Title: "Object sizes in a lifecycle filter lie within S3's limits",
		Problem: "A size is {value} bytes, out of S3's range: {at}",
		Remedy:  "Leave it out",
		Why:     "ObjectSizeGreaterThan is between 0 and 1,099,511,627,776,000, ObjectSizeLessThan between 1 and that number of bytes.",
		Fix:     "Leave the size out if every object matches.",
		Sources: []string{docLifecycleRules, "https://github.com/hashicorp/terraform-provider-aws/issues/41521"},
	})
	request(lifecycleSizeOrder(), "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.", compat.Rule{
		ID: "lifecycle-size-order", Title: "ObjectSizeLessThan is greater than ObjectSizeGreaterThan",
		Problem: "ObjectSizeLessThan isn't above ObjectSizeGreaterThan: {at}",
		Remedy:  "Exchange them",
		Why:     "Otherwise no object has a size between the two.",
		Fix:     "Exchange or correct the sizes.",
		Sources: []string{docLifecycleRules, stackdLifecycleAnswers},
	})
	request(abortsByTag(), "AbortIncompleteMultipartUpload cannot be specified with Tags.", compat.Rule{
		ID: "lifecycle-abort-with-tags", Title: "Incomplete multipart uploads can't be chosen by tag",
		Problem: "Uploads are aborted by tag: {at}",
		Remedy:  "Use a rule of its own",
		Why:     "The tags belong to the object, which doesn't exist before the upload is complete.",
		Fix:     "Put AbortIncompleteMultipartUpload into a rule of its own that has no filter or a prefix only.",
		Sources: []string{docLifecycleRules},
	})
	request(abortsBySize(), "AbortIncompleteMultipartUpload cannot be specified with Object Size.", compat.Rule{
		ID: "lifecycle-abort-with-size", Title: "Incomplete multipart uploads can't be chosen by size",
		Problem: "Uploads are aborted by size: {at}",
		Remedy:  "Use a rule of its own",
		Why:     "The object has no size before the upload is complete.",
		Fix:     "Put AbortIncompleteMultipartUpload into a rule of its own that has no filter or a prefix only.",
		Sources: []string{docLifecycleRules},
	})
	request(markersByTag(), "ExpiredObjectDeleteMarker cannot be specified with Tags.", compat.Rule{
		ID: "lifecycle-markers-with-tags", Title: "Delete markers can't be chosen by tag",
		Problem: "Delete markers are chosen by tag: {at}",
		Remedy:  "Use a rule of its own",
		Why:     "A delete marker has no tags. An ExpiredObjectDeleteMarker counts even if it is false.",
		Fix:     "Put ExpiredObjectDeleteMarker into a rule of its own that has no filter or a prefix only.",
		Sources: []string{docLifecycleRules, stackdLifecycle, stackdLifecycleAnswers},
	})
	request(markersBySize(), "ExpiredObjectDeleteMarker cannot be specified with Object Size.", compat.Rule{
		ID: "lifecycle-markers-with-size", Title: "Delete markers can't be chosen by size",
		Problem: "Delete markers are chosen by size: {at}",
		Remedy:  "Use a rule of its own",
		Why:     "A delete marker has no size. An ExpiredObjectDeleteMarker counts even if it is false.",
		Fix:     "Put ExpiredObjectDeleteMarker into a rule of its own that has no filter or a prefix only.",
		Sources: []string{docLifecycleRules, stackdLifecycle},
	})

	argument(lifecycleExpirationDays(), "'Days' for Expiration action must be a positive integer", compat.Rule{
		ID: "lifecycle-expiration-days", Title: "Objects expire after at least one day",
		Problem: "An expiration is after {value} days: {at}",
		Remedy:  "Set 1 or more",
		Why:     "Zero days would remove each object at once.",
		Fix:     "Set Days to 1 or more; to empty a bucket, use a Date in the past.",
		Sources: []string{docLifecycleExpiration},
	})
	argument(lifecycleDateInDay(), "'Date' must be at midnight GMT", compat.Rule{
		ID: "lifecycle-date-midnight", Title: "Dates in a lifecycle are midnight UTC",
		Problem: "A date isn't midnight UTC: {at} is {value}",
		Remedy:  "Set the time to zero",
		Why:     "Lifecycles run once a day, so a date has no time of day.",
		Fix:     "Set the hour, minute and second to zero, in UTC.",
		Sources: []string{docLifecycleExpiration, docTransition, "recorded:ls-c-0143"},
	})
	argument(lifecycleNegativeDays(), "'Days' in Transition action must be nonnegative", compat.Rule{
		ID: "lifecycle-transition-days", Title: "Objects move to another storage class after zero or more days",
		Problem: "A transition is after {value} days: {at}",
		Remedy:  "Set 0 or more",
		Why:     "A number of days can't be negative.",
		Fix:     "Set the days to 0 to move objects at the next midnight.",
		Sources: []string{docTransition},
	})
	argument(lifecycleNoncurrentDays(), "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer", compat.Rule{
		ID: "lifecycle-noncurrent-days", Title: "Noncurrent versions expire after at least one day",
		Problem: "An expiration is after {value} days: {at}",
		Remedy:  "Set 1 or more",
		Why:     "Zero days would remove each version as soon as it is replaced.",
		Fix:     "Set NoncurrentDays to 1 or more.",
		Sources: []string{docNoncurrentExpiration, "https://github.com/hashicorp/terraform-provider-aws/issues/35328"},
	})
	argument(lifecycleAbortDays(), "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer", compat.Rule{
		ID: "lifecycle-abort-days", Title: "Incomplete multipart uploads are aborted after at least one day",
		Problem: "Uploads are aborted after {value} days: {at}",
		Remedy:  "Set 1 or more",
		Why:     "Zero days would abort uploads that are under way.",
		Fix:     "Set DaysAfterInitiation to 1 or more.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html"},
	})
	request(lifecycleNewerUnfiltered(), "NewerNoncurrentVersions element can only be used in Lifecycle V2.", compat.Rule{
		ID: "lifecycle-newer-versions-filter", Title: "NewerNoncurrentVersions needs a Filter instead of Prefix",
		Problem: "A rule has NewerNoncurrentVersions with Prefix: {at}",
		Remedy:  "Move the prefix into a Filter",
		Why:     "It isn't part of the older form of the configuration.",
		Fix:     "Move the prefix into a Filter, in all rules.",
		Sources: []string{docLifecycleRules, stackdLifecycleAnswers},
	})
	argument(lifecycleNewerNotPositive(), "'NewerNoncurrentVersions' for … action must be a positive integer", compat.Rule{
		ID: "lifecycle-newer-versions-positive", Title: "NewerNoncurrentVersions is at least 1",
		Problem: "NewerNoncurrentVersions is {value}: {at}",
		Remedy:  "Leave it out",
		Why:     "To keep no noncurrent version, the member is left out.",
		Fix:     "Leave NewerNoncurrentVersions out, or set it to 1 or more.",
		Sources: []string{docNoncurrentExpiration},
	})
	argument(lifecycleNewerTooMany(), "", compat.Rule{
		ID: "lifecycle-newer-versions-limit", Title: "At most 100 noncurrent versions can be kept by number",
		Problem: "NewerNoncurrentVersions is {value}; S3 allows 100: {at}",
		Remedy:  "Give less",
		Why:     "That is the documented limit of NewerNoncurrentVersions.",
		Fix:     "Set NewerNoncurrentVersions to 100 or less.",
		Sources: []string{docNoncurrentExpiration, docLifecycleRules, stackdLifecycleAnswers},
		Doubt:   "The documentation gives the limit, but S3 was recorded to accept 101, and reported to accept 500.",
	})

	argument(lifecycleClassUnsupported(), "Invalid target Storage class for Transition action", compat.Rule{
		ID: "lifecycle-transition-target", Title: "No lifecycle moves objects to STANDARD or REDUCED_REDUNDANCY",
		Problem: "A transition goes to {value|a class that none can have}: {at}",
		Remedy:  "Use another class",
		Why:     "Transitions only go to classes for data that is read less often.",
		Fix:     "Copy the objects to change their class to STANDARD, or use INTELLIGENT_TIERING.",
		Sources: []string{docLifecycleTransitions, stackdLifecycleAnswers},
	})
	request(lifecycleClassTwice(), "'StorageClass' must be different for 'Transition' actions in same 'Rule' with …", compat.Rule{
		ID: "lifecycle-transition-class-twice", Title: "A lifecycle rule moves objects to each storage class once",
		Problem: "Two transitions go to {value|the same class}: {at}",
		Remedy:  "Remove one",
		Why:     "The second transition would find them there already.",
		Fix:     "Remove one of the two transitions.",
		Sources: []string{docLifecycleTransitions, "https://github.com/scality/Arsenal/pull/604", "https://github.com/noobaa/noobaa-core/pull/9969", stackdS3, stackdLifecycleAnswers},
	})
	request(lifecycleMixedTimes(), "Found mixed 'Date' and 'Days' based … in lifecycle rule for …", compat.Rule{
		ID: "lifecycle-mixed-times", Title: "The actions of a lifecycle rule all have days or all have dates",
		Problem: "Days and dates are mixed in a rule: {at}",
		Remedy:  "Use days for all",
		Why:     "Otherwise their order would depend on the age of the object.",
		Fix:     "Use Days for all of them, or two rules.",
		Sources: []string{docLifecycleExamples, stackdLifecycleAnswers},
	})
	argument(lifecycleExpiresEarly(), "'Days' in the Expiration action for … must be greater than 'Days' in the Transition action", compat.Rule{
		ID: "lifecycle-expiration-order", Title: "Objects expire later than they move to another storage class",
		Problem: "Objects expire no later than they move: {at} is {value}",
		Remedy:  "Let them expire later",
		Why:     "An object that has expired can't be moved any more.",
		Fix:     "Let the objects expire later, or leave the transition out.",
		Sources: []string{docLifecycleTransitions, "https://github.com/noobaa/noobaa-core/pull/9969"},
	})
	argument(lifecycleExpiresNoncurrentEarly(), "'NoncurrentDays' in the NoncurrentVersionExpiration action for … must be greater than 'NoncurrentDays' in the NoncurrentVersionTransition action", compat.Rule{
		ID: "lifecycle-noncurrent-expiration-order", Title: "Noncurrent versions expire later than they move to another storage class",
		Problem: "Versions expire no later than they move: {at} is {value}",
		Remedy:  "Let them expire later",
		Why:     "A version that has expired can't be moved any more.",
		Fix:     "Let the versions expire later, or leave the transition out.",
		Sources: []string{docLifecycleTransitions, "https://github.com/noobaa/noobaa-core/pull/9969"},
	})
	argument(lifecycleTransitionOrder(), "'…' in the '…' action for StorageClass '…' for … must be greater than '…' in the '…' action for StorageClass '…' for …", compat.Rule{
		ID: "lifecycle-transition-order", Title: "Objects move from warmer to colder storage classes",
		Problem: "A colder class comes no later than a warmer: {at} is {value}",
		Remedy:  "Exchange the days",
		Why:     "A lifecycle can't bring objects back: what is in GLACIER can only go to DEEP_ARCHIVE, what is in ONEZONE_IA to one of these two.",
		Fix:     "Give the colder class more days than the warmer one, or remove the transition that can't happen.",
		Sources: []string{docLifecycleTransitions},
	})
	argument(lifecycleYoungIA(), "'Days' in Transition action must be greater than or equal to 30 for storageClass '…'", compat.Rule{
		ID: "lifecycle-transition-ia-days", Title: "Objects move to STANDARD_IA or ONEZONE_IA after at least 30 days",
		Problem: "Objects move to IA after {value} days: {at}",
		Remedy:  "Set 30 or more",
		Why:     "These classes are charged for at least 30 days, and S3 long refused to move younger objects there.",
		Fix:     "Set the days to 30 or more, or use INTELLIGENT_TIERING.",
		Sources: []string{docLifecycleTransitions, docTransition, stackdLifecycleAnswers},
		Doubt:   "The user guide had this minimum, and S3 enforced it; S3 has since been recorded to accept 29 days, and 1 for noncurrent versions.", AmazonOnly: true,
	})
	argument(lifecycleTransitionGap(), "'…' in the '…' action for StorageClass '…' for … must be … days more than '…' in the '…' action for StorageClass '…'", compat.Rule{
		ID: "lifecycle-transition-gap", Title: "Objects stay for at least 30 days in STANDARD_IA or ONEZONE_IA, 90 in GLACIER_IR or GLACIER",
		Problem: "Objects move on too soon: {at} is {value}",
		Remedy:  "Leave 30 or 90 days between",
		Why:     "These classes are charged for at least that long, so one rule can't move objects on earlier.",
		Fix:     "Leave 30 or 90 days between the transitions, or leave the first one out.",
		Sources: []string{docLifecycleTransitions, stackdLifecycle, stackdLifecycleAnswers}, AmazonOnly: true,
	})

	directory := func(p *compat.Predicate, r compat.Rule) {
		r.Topic, r.Rank, r.Answer = "lifecycle", rankValue, notImplemented
		r.Why = "Lifecycles of directory buckets only expire objects after some days and abort multipart uploads."
		r.Sources = append(r.Sources, docLifecycleDirectory, docPutLifecycle)
		r.Doubt = "The documentation says that directory buckets don't support it, not what S3 answers."
		r = configuration(putLifecycle, member.LifecycleConfiguration, p, r)
		r.When = compat.All(compat.On(compat.DirectoryBucket), r.When)
		for _, cases := range [][]compat.Case{r.Violating, r.Allowed} {
			for i := range cases {
				cases[i] = cases[i].With(member.Bucket, "amzn-s3-demo-bucket--usw2-az1--x-s3")
			}
		}
		rules = append(rules, r)
	}
	directory(lifecycleMovesAny(), compat.Rule{
		ID: "lifecycle-directory-transition", Title: "Objects in a directory bucket don't move to other storage classes",
		Problem: "A rule has a transition, in {target}: {at}",
		Remedy:  "Leave it out",
		Fix:     "Leave the transitions out.",
	})
	directory(lifecycleNoncurrentAny(), compat.Rule{
		ID: "lifecycle-directory-noncurrent", Title: "A directory bucket has no noncurrent versions to act on",
		Problem: "A rule is about noncurrent versions, in {target}: {at}",
		Remedy:  "Leave it out",
		Fix:     "Leave the actions on noncurrent versions out.",
	})
	directory(lifecycleNotByDays(), compat.Rule{
		ID: "lifecycle-directory-expiration", Title: "Objects in a directory bucket expire after some days only",
		Problem: "Objects expire other than by days, in {target}: {at}",
		Remedy:  "Use Expiration.Days",
		Fix:     "Use Expiration.Days.", Sources: []string{docLifecycleExpiration},
	})
	directory(lifecycleTagAny(), compat.Rule{
		ID: "lifecycle-directory-tags", Title: "Objects in a directory bucket have no tags to choose them by",
		Problem: "A rule filters by tags, in {target}: {at}",
		Remedy:  "Filter by prefix or size",
		Fix:     "Filter by prefix or size.", Sources: []string{docLifecycleRule},
	})

	return append(rules,
		compat.Rule{
			ID: "lifecycle-minimum-size-value", Topic: "lifecycle", Title: "The default minimum size for transitions has one of two values",
			Problem:    "TransitionDefaultMinimumObjectSize is {value TransitionDefaultMinimumObjectSize|an unknown word}",
			Remedy:     "Use the SDK's constants",
			Operations: with(member.TransitionDefaultMinimumObjectSize),
			When:       compat.Matches(member.TransitionDefaultMinimumObjectSize, unknownMinimumSize()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Invalid TransitionDefaultMinimumObjectSize found: …"},
			Why:        "S3 knows two defaults; other sizes are set by filters.",
			Fix:        "Use all_storage_classes_128K or varies_by_storage_class; for another size, filter by ObjectSizeGreaterThan.",
			Sources:    []string{docPutLifecycle, localStack("provider.py#L3513")},
			Violating:  []compat.Case{compat.Given(putLifecycle, member.TransitionDefaultMinimumObjectSize, "128K", member.LifecycleConfiguration, lifecycleWith(expiresAfter(7)))},
			Allowed:    []compat.Case{compat.Given(putLifecycle, member.TransitionDefaultMinimumObjectSize, "varies_by_storage_class", member.LifecycleConfiguration, lifecycleWith(expiresAfter(7)))},
		},
		absentConfiguration(operation.GetBucketLifecycleConfiguration, compat.Lifecycle, compat.Rule{
			ID: "lifecycle-absent", Topic: "lifecycle", Title: "The bucket has no lifecycle configuration to read",
			Problem: "The bucket has no lifecycle configuration",
			Remedy:  "Take it as empty",
			Answer:  compat.Answer{Status: 404, Code: "NoSuchLifecycleConfiguration", Message: "The lifecycle configuration does not exist"},
			Why:     "S3 answers an error, not an empty configuration.",
			Fix:     "Take the error for an empty configuration.",
			Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html", "recorded:ls-c-0134", "recorded:ls-c-0136", "recorded:ls-c-0137"},
		}),
	)
}
