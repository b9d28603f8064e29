package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// regionRules are about the bucket's Region and the endpoint's.
//
// CreateBucket has rules of its own about locations, and GetBucketLocation
// exists to find the Region out.
func regionRules() []compat.Rule {
	ops := except(with(member.Bucket), operation.CreateBucket, operation.GetBucketLocation)
	get := compat.Given(operation.GetObject, member.Bucket, exampleBucket, member.Key, "q3.csv")
	return []compat.Rule{
		{
			ID:         "bucket-in-another-region",
			Topic:      "region",
			Title:      "The bucket is in another Region than the endpoint",
			Operations: ops,
			When: compat.All(compat.Endpoint(compat.Accelerate, "false"), compat.On(compat.GeneralPurposeBucket),
				compat.RegionDiffers()),
			Answer: compat.Answer{Status: 301, Code: "PermanentRedirect",
				Message: "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint."},
			Why:        "A Regional endpoint serves the buckets of its Region. The SDK for Go doesn't follow the redirect, since the request would have to be signed anew. In Regions that an account must enable, the answer is IllegalLocationConstraintException, and to a request that DNS has led to the right Region AuthorizationHeaderMalformed.",
			Fix:        "Configure the client, or this call, for the bucket's Region; HeadBucket tells it in every Region.",
			Sources:    []string{userGuide + "RESTRedirect.html", "https://github.com/aws/aws-cli/pull/9113"},
			AmazonOnly: true,
			Rank:       -30,
			Violating:  []compat.Case{get.Over(compat.Accelerate, "false").Regions("eu-west-1", "us-east-1")},
			Allowed:    []compat.Case{get.Over(compat.Accelerate, "false").Regions("eu-west-1", "eu-west-1"), get.Over(compat.Accelerate, "false").Regions("", "us-east-1")},
		},
		{
			ID:         "accelerated-bucket-in-another-region",
			Topic:      "region",
			Title:      "A request to the accelerate endpoint is signed for another Region than the bucket's",
			Operations: ops,
			When: compat.All(compat.Endpoint(compat.Accelerate, "true"), compat.On(compat.GeneralPurposeBucket),
				compat.RegionDiffers()),
			Answer:     compat.Answer{Status: 400, Code: "AuthorizationHeaderMalformed"},
			Why:        "The accelerate endpoint leads to the bucket wherever it is, but the signature is made for the client's Region.",
			Fix:        "Configure the client, or this call, for the bucket's Region.",
			Sources:    []string{"recorded:ls-b-0059"},
			AmazonOnly: true,
			Rank:       -30,
			Violating:  []compat.Case{get.Over(compat.Accelerate, "true").Regions("eu-west-1", "us-east-1")},
			Allowed:    []compat.Case{get.Over(compat.Accelerate, "true").Regions("eu-west-1", "eu-west-1")},
		},
	}
}
