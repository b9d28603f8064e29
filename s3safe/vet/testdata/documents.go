package fixture

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

func lifecycle(ctx context.Context, c *s3.Client, bucket, prefix, id string, days int32) {
	_, _ = c.PutBucketLifecycleConfiguration(ctx, &s3.PutBucketLifecycleConfigurationInput{
		Bucket: &bucket,
		LifecycleConfiguration: &types.BucketLifecycleConfiguration{
			Rules: []types.LifecycleRule{
				{
					ID:         &id,
					Status:     types.ExpirationStatusEnabled,
					Filter:     &types.LifecycleRuleFilter{Prefix: &prefix},
					Expiration: &types.LifecycleExpiration{Days: &days},
				},
				{
					Status: "enabled", // want "lifecycle-status"
					Filter: &types.LifecycleRuleFilter{Prefix: &prefix},
					Expiration: &types.LifecycleExpiration{
						Days: &days,
					},
				},
			},
		},
	})
}

func lifecycleForms(ctx context.Context, c *s3.Client, bucket, prefix string, days int32, late bool) {
	rule := types.LifecycleRule{Status: types.ExpirationStatusEnabled}
	rule.Filter = &types.LifecycleRuleFilter{Prefix: &prefix}
	rule.Prefix = aws.String(prefix) // want "lifecycle-prefix-and-filter"
	rule.Expiration = &types.LifecycleExpiration{Days: &days}
	config := &types.BucketLifecycleConfiguration{}
	config.Rules = append(config.Rules, rule)
	_, _ = c.PutBucketLifecycleConfiguration(ctx, &s3.PutBucketLifecycleConfigurationInput{Bucket: &bucket, LifecycleConfiguration: config})
}

func tags(ctx context.Context, c *s3.Client, bucket, key, value string) {
	_, _ = c.PutObjectTagging(ctx, &s3.PutObjectTaggingInput{
		Bucket: &bucket,
		Key:    &key,
		Tagging: &types.Tagging{TagSet: []types.Tag{
			{Key: aws.String("team"), Value: &value},
			{Key: aws.String("team"), Value: &value}, // want "tag-duplicate"
		}},
	})
}

func cors(ctx context.Context, c *s3.Client, bucket, origin string, methods []string) {
	_, _ = c.PutBucketCors(ctx, &s3.PutBucketCorsInput{
		Bucket: &bucket,
		CORSConfiguration: &types.CORSConfiguration{CORSRules: []types.CORSRule{{
			AllowedOrigins: []string{origin},
			AllowedMethods: []string{"GET", "OPTIONS"}, // want "cors-method"
		}}},
	})
	_, _ = c.PutBucketCors(ctx, &s3.PutBucketCorsInput{
		Bucket: &bucket,
		CORSConfiguration: &types.CORSConfiguration{CORSRules: []types.CORSRule{{
			AllowedOrigins: []string{origin},
			AllowedMethods: methods,
		}}},
	})
}

func filters(ctx context.Context, c *s3.Client, bucket, id string) {
	_, _ = c.PutBucketMetricsConfiguration(ctx, &s3.PutBucketMetricsConfigurationInput{
		Bucket: &bucket,
		Id:     &id,
		MetricsConfiguration: &types.MetricsConfiguration{
			Id:     &id,
			Filter: &types.MetricsFilterMemberAnd{Value: types.MetricsAndOperator{Prefix: aws.String("a")}}, // want "configuration-filter-and"
		},
	})
}

func policy(ctx context.Context, c *s3.Client, bucket string) {
	_, _ = c.PutBucketPolicy(ctx, &s3.PutBucketPolicyInput{
		Bucket: &bucket,
		Policy: aws.String(`{"Version": "2012-10-17", "Statement": [{"Effect": "Permit", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"}]}`), // want "policy-effect-unknown"
	})
}
