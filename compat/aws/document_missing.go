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
	return []compat.Rule{{
		ID:         "document-missing",
		Topic:      "documents",
		Title:      "The request needs its document",
		Problem:    "LifecycleConfiguration isn't set",
		Remedy:     "Set it",
		Needs:      []compat.Member{member.LifecycleConfiguration},
		Operations: []compat.Operation{operation.PutBucketLifecycleConfiguration},
		When: compat.All(compat.On(compat.GeneralPurposeBucket, compat.AccessPoint),
			compat.Not(compat.Set(member.LifecycleConfiguration))),
		Answer:    compat.Answer{Status: 400, Code: "MissingRequestBodyError", Message: "Request Body is empty"},
		Why:       "The SDK sends an empty body when the member isn't set, and S3 doesn't take that for an empty document.",
		Fix:       "Set the document. A lifecycle is removed by DeleteBucketLifecycle.",
		Sources:   []string{docErrors},
		Violating: []compat.Case{compat.Given(operation.PutBucketLifecycleConfiguration)},
		Allowed:   []compat.Case{compat.Given(operation.PutBucketLifecycleConfiguration, member.LifecycleConfiguration, expiring)},
	}}
}
