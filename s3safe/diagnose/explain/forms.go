package explain

import "strings"

// A ruleForm is a message that S3 gives for a rule of the catalogue, in addition
// to the one that the rule itself has: other wordings, those that a page of AWS
// paraphrases, and those of rules whose answer no page of AWS quotes. Recognising
// them needs less certainty than telling beforehand what S3 will answer.
type ruleForm struct {
	rule    string
	code    string // S3's code with this message, which can be another than the rule's
	message string // forms, separated by |
	sources string
}

const (
	arsenalLifecycle = "https://github.com/scality/Arsenal/blob/94c7038e7416afea35e03ca9a472cc813a654887/lib/models/LifecycleConfiguration.ts"
	noobaaLifecycle  = "https://github.com/noobaa/noobaa-core/pull/9969"
	motoTable        = "https://github.com/getmoto/moto/blob/0af643a5dbfc98797f08ee64f5be3ef8002d56ff/moto/s3/exceptions.py"
)

var ruleForms = []ruleForm{
	{"accelerate-path-style", "InvalidRequest", "S3 Transfer Acceleration endpoint only supports virtual style requests", errorList},

	{"lifecycle-no-action", "InvalidRequest", "At least one action must be specified in a lifecycle rule", errorList},
	{"lifecycle-no-rules", "InvalidRequest", "At least one lifecycle rule must be specified", errorList},
	{"lifecycle-too-many-rules", "InvalidRequest", "Number of lifecycle rules should not exceed allowed limit of 1000 rules|The number of lifecycle rules must not exceed the allowed limit of 1000 rules", errorList},
	{"lifecycle-mixed-forms", "InvalidRequest", "Filter element can only be used in Lifecycle V2|Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.", "https://github.com/ansible/ansible/issues/53751 https://github.com/hashicorp/terraform-provider-aws/issues/23299"},
	{"lifecycle-overlapping-prefixes", "InvalidRequest", "Found overlapping prefixes '…' and '…' for same action type '…'", "https://github.com/noobaa/noobaa-core/issues/8426 https://github.com/ceph/ceph/pull/23668"},
	{"lifecycle-same-prefix", "InvalidRequest", "Found two rules with same prefix '…'", "https://github.com/hashicorp/terraform-provider-aws/issues/23132"},
	{"lifecycle-mixed-times", "InvalidRequest", "Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for …|Found mixed 'Date' and 'Days' based Transition actions in lifecycle rule for …", arsenalLifecycle + " " + noobaaLifecycle},
	{"lifecycle-transition-class-twice", "InvalidRequest", "'StorageClass' must be different for '…' actions in same 'Rule' with …", arsenalLifecycle},
	{"lifecycle-expiration-order", "InvalidArgument", "'…' in the Expiration action for … must be greater than '…' in the Transition action", noobaaLifecycle},
	{"lifecycle-noncurrent-expiration-order", "InvalidArgument", "'NoncurrentDays' in the NoncurrentVersionExpiration action for … must be greater than 'NoncurrentDays' in the NoncurrentVersionTransition action", noobaaLifecycle},
	{"lifecycle-transition-ia-days", "InvalidArgument", "'Days' in Transition action must be greater than or equal to 30 for storageClass '…'", guidePages + "lifecycle-transition-general-considerations.html https://github.com/hashicorp/terraform-provider-aws/pull/6201"},
	{"lifecycle-transition-days", "InvalidArgument", "'…' in … action must be nonnegative", arsenalLifecycle},

	{"cors-method", "InvalidRequest", "Found unsupported HTTP method in CORS config. Unsupported method is …", motoTable + " " + awsAnswers},
	{"cors-origin-wildcards", "InvalidRequest", "AllowedOrigin \"…\" can not have more than one wildcard", versityIssue + "1870"},
	{"cors-header-wildcards", "InvalidRequest", "AllowedHeader \"…\" can not have more than one wildcard", "https://github.com/scality/cloudserver/pull/497"},
	{"cors-expose-header-name", "InvalidRequest", "AllowedHeader \"…\" contains invalid character", "https://github.com/scality/cloudserver/pull/497"},
	{"cors-allowed-header-name", "InvalidRequest", "AllowedHeader \"…\" contains invalid character", versityTable},
	{"cors-expose-wildcard", "InvalidRequest", "ExposeHeader \"…\" contains wildcard. We currently do not support wildcard for ExposeHeader", "https://github.com/google/neuroglancer/issues/788"},

	{"website-too-many-routing-rules", "InvalidRequest", "… routing rules provided, the number of routing rules in a website configuration is limited to 50", versityTable},
	{"website-error-code", "InvalidRequest", "The provided HTTP error code (…) is not valid. Valid codes are 4XX or 5XX", versityTable},
	{"website-redirect-code", "InvalidRequest", "The provided HTTP redirect code (…) is not valid. Valid codes are 3XX except 300", versityTable},

	{"replication-account-empty", "InvalidArgument", "The <Account> element is empty. It must contain a valid account ID", replicaErrors},
	{"replication-account-empty", "InvalidRequest", "The <Account> element is empty. It must contain a valid account ID", replicaErrors},
	{"replication-owner-account", "InvalidRequest", "The <Owner> in <AccessControlTranslation> has a value, so the <Account> element must be specified", replicaErrors},
	{"replication-id-ascii", "InvalidArgument", "Rule ID must not contain non-ASCII characters", replicaErrors},
	{"replication-time-minutes", "InvalidArgument", "Replication-ReplicationTimeValue-Minutes value must be 15|ReplicationTime-ReplicationTimeValue must contain a value", replicaErrors},
	{"replication-metrics-threshold", "InvalidArgument", "EventThreshold-ReplicationTimeValue-Minutes value must be 15|ReplicationMetrics must contain an EventThreshold", replicaErrors},
	{"replication-time-status", "InvalidArgument", "ReplicationTime-Status must contain a value|ReplicationMetrics must contain a Status", replicaErrors},
	{"replication-time-metrics", "InvalidRequest", "The replication destination must contain both ReplicationTime and Metrics, or neither", replicaErrors},
	{"replication-time-metrics-disabled", "InvalidRequest", "ReplicationTime and ReplicationMetrics must have the same status", replicaErrors},

	{"copy-source-key", "InvalidArgument", "Copy Source must mention the source bucket and key: sourcebucket/sourcekey|Copy Source must mention the source bucket and key: /sourcebucket/sourcekey", versityTable},
	{"notification-destination-arn", "InvalidArgument", "The ARN is not well formed", motoTable},
	{"notification-event", "InvalidArgument", "The event '…' is not supported for notifications. Supported events are as follows: …", motoTable},
	{"write-offset-without-body", "InvalidRequest", "Request body cannot be empty when 'write offset' is specified.", errorList},
	{"object-lock-date-past", "InvalidArgument", "The retain until date must be provided in ISO 8601 format", versityIssue + "1733"},
	{"mpu-object-size-negative", "InvalidRequest", "Value for x-amz-mp-object-size header is invalid: '…'", versityIssue + "1398"},
	{"object-ownership-unknown", "InvalidArgument", "Invalid x-amz-object-ownership header: …", awsAnswers},
	{"lifecycle-minimum-size-value", "InvalidRequest", "Invalid TransitionDefaultMinimumObjectSize found: …", awsAnswers},
	{"policy-effect-unknown", "MalformedPolicy", "Invalid effect: …", awsAnswers},
	{"policy-statement-incomplete", "MalformedPolicy", "Missing required field …", awsAnswers},
	{"list-buckets-region", "InvalidArgument", "Argument value … is not a valid AWS Region", awsAnswers},
	{"list-buckets-other-region", "InvalidArgument", "A ListBuckets request is made to a Regional endpoint that is different from the Region specified in the bucket-region parameter", errorList},
	{"max-keys-negative", "InvalidArgument", "Provided max-keys not an integer or within integer range", motoTable},
	{"max-keys-negative-versions", "InvalidArgument", "Provided max-keys not an integer or within integer range", motoTable},
	{"annotation-directive-unknown", "InvalidArgument", "The annotation directive is not valid. Valid values are COPY and EXCLUDE", annotatePage},
	{"max-annotation-results-out-of-range", "InvalidArgument", "For ListObjectAnnotations, max-annotation-results must be between 1 and 1000", annotatePage},
	{"object-lock-needs-versioning", "InvalidBucketState", "Object Lock configuration cannot be enabled on existing buckets", "https://github.com/localstack/localstack/pull/10071"},
}

// formsOf are the additional forms by rule.
var formsOf = func() map[string][]ruleForm {
	forms := map[string][]ruleForm{}
	for _, f := range ruleForms {
		forms[f.rule] = append(forms[f.rule], f)
	}
	return forms
}()

// formsFit is messageFits for several forms, of which the one with the most
// words counts.
func formsFit(forms, message string) (words int, fits bool) {
	for form := range strings.SplitSeq(forms, "|") {
		if n, ok := messageFits(form, message); ok && (!fits || n > words) {
			words, fits = n, true
		}
	}
	return words, fits
}
