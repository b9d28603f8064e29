package aws

import (
	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// documentMissingRules are about operations whose document the SDK doesn't ask
// for, although S3 needs it.
func documentMissingRules() []compat.Rule {
	expiring := &types.BucketLifecycleConfiguration{Rules: []types.LifecycleRule{{
		Status: types.ExpirationStatusEnabled, Filter: &types.LifecycleRuleFilter{}, Expiration: &types.LifecycleExpiration{Days: awssdk.Int32(30)},
	}}}
	retention := &types.ObjectLockRetention{Mode: types.ObjectLockRetentionModeGovernance, RetainUntilDate: &exampleDate}
	return []compat.Rule{{
		ID:         "document-missing",
		Topic:      "documents",
		Title:      "The request needs its document",
		Operations: []compat.Operation{operation.PutBucketLifecycleConfiguration, operation.PutObjectRetention, operation.PutObjectLegalHold, operation.PutObjectLockConfiguration},
		When: compat.All(compat.On(compat.GeneralPurposeBucket, compat.AccessPoint),
			compat.Not(compat.AnySet(member.LifecycleConfiguration, member.Retention, member.LegalHold, member.ObjectLockConfiguration))),
		Answer:    compat.Answer{Status: 400, Code: "MissingRequestBodyError", Message: "Request Body is empty"},
		Why:       "The SDK sends an empty body when the member isn't set, and S3 doesn't take that for an empty document.",
		Fix:       "Set the document. A lifecycle is removed by DeleteBucketLifecycle, a retention by an empty document, a legal hold by the status OFF.",
		Sources:   []string{docErrors},
		Violating: []compat.Case{compat.Given(operation.PutBucketLifecycleConfiguration), compat.Given(operation.PutObjectRetention), compat.Given(operation.PutObjectLegalHold), compat.Given(operation.PutObjectLockConfiguration)},
		Allowed: []compat.Case{
			compat.Given(operation.PutBucketLifecycleConfiguration, member.LifecycleConfiguration, expiring),
			compat.Given(operation.PutObjectRetention, member.Retention, retention),
		},
	}}
}
