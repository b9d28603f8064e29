package aws

import (
	"slices"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// openToAll tells the Regions of the partition aws that every account has. All
// that came after March 2019 must be enabled, so these are all there will be.
//
// https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
func openToAll(s string) bool {
	switch s {
	case "us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1",
		"eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3",
		"ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2":
		return true
	}
	return false
}

// MustBeEnabled reports whether a Region is one that accounts must enable.
func MustBeEnabled(region string) bool {
	return !openToAll(region) && isRegionName(region) && inStandardPartition(region)
}

func enabledByAccount() *compat.Predicate {
	return compat.Text("must be enabled by an account", MustBeEnabled,
		[]any{"af-south-1", "eu-south-1", "me-south-1"}, []any{"us-east-1", "eu-west-3", "us-gov-west-1", "cn-north-1"})
}

// regionRules are about the bucket's Region and the endpoint's.
//
// CreateBucket has rules of its own about locations, and GetBucketLocation exists to
// find the Region out. So does HeadBucket, the SDK's GetBucketRegion asks by it: S3's
// rejection has the Region in a header.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
func regionRules() []compat.Rule {
	located := except(with(member.Bucket), operation.CreateBucket, operation.GetBucketLocation)
	ops := except(located, operation.HeadBucket)
	get := compat.Given(operation.GetObject, member.Bucket, exampleBucket, member.Key, "q3.csv")
	signed := get.Over(compat.Accelerate, "true").Over(compat.SignatureScheme, "SigV4")
	regional := compat.Endpoint(compat.Accelerate, "false")
	return slices.Concat(withHead(
		compat.Rule{
			ID:         "bucket-in-another-region",
			Topic:      "region",
			Title:      "The bucket is in another Region than the endpoint",
			Problem:    "The bucket is in {bucket Region|another Region}, the client in {endpoint Region|its own}",
			Remedy:     "Use the bucket's",
			Operations: ops,
			When: compat.All(regional, compat.On(compat.GeneralPurposeBucket),
				compat.Not(compat.EndpointRegion(enabledByAccount())), compat.Not(compat.BucketRegion(enabledByAccount())), compat.RegionDiffers()),
			Answer: compat.Answer{Status: 301, Code: "PermanentRedirect",
				Message: "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint."},
			Why:        "A Regional endpoint serves the buckets of its Region. The SDK for Go doesn't follow the redirect, since the request would have to be signed anew. A request that DNS has led to the right Region is answered with AuthorizationHeaderMalformed.",
			Fix:        "Configure the client, or this call, for the bucket's Region; HeadBucket tells it in every Region.",
			Sources:    []string{userGuide + "RESTRedirect.html", "https://github.com/aws/aws-cli/pull/9113"},
			AmazonOnly: true,
			Rank:       -30,
			Violating:  []compat.Case{get.Over(compat.Accelerate, "false").Regions("eu-west-1", "us-east-1")},
			Allowed:    []compat.Case{get.Over(compat.Accelerate, "false").Regions("eu-west-1", "eu-west-1"), get.Over(compat.Accelerate, "false").Regions("", "us-east-1")},
		}), withHead(
		compat.Rule{
			ID:         "bucket-outside-enabled-region",
			Topic:      "region",
			Title:      "The bucket is in another Region than the endpoint, and one of the two is a Region that accounts must enable",
			Problem:    "The bucket is in {bucket Region|another Region}, the client in {endpoint Region|its own}",
			Remedy:     "Use the bucket's",
			Operations: ops,
			When: compat.All(regional, compat.On(compat.GeneralPurposeBucket),
				compat.RegionDiffers(), compat.Any(compat.EndpointRegion(enabledByAccount()), compat.BucketRegion(enabledByAccount()))),
			Answer: compat.Answer{Status: 400, Code: "IllegalLocationConstraintException",
				Message: "The … location constraint is incompatible for the region specific endpoint this request was sent to."},
			Why:        "A Regional endpoint serves the buckets of its Region. Those of the younger Regions, which an account must enable, don't redirect.",
			Fix:        "Configure the client, or this call, for the bucket's Region; HeadBucket tells it in every Region.",
			Sources:    []string{userGuide + "RESTRedirect.html", "https://github.com/cloud-custodian/cloud-custodian/issues/8005", "https://github.com/boto/boto3/issues/3055"},
			AmazonOnly: true,
			Rank:       -30,
			Violating: []compat.Case{
				get.Over(compat.Accelerate, "false").Regions("us-west-2", "af-south-1"),
				get.Over(compat.Accelerate, "false").Regions("ap-east-1", "us-east-1"),
			},
			Allowed: []compat.Case{get.Over(compat.Accelerate, "false").Regions("af-south-1", "af-south-1")},
		}), withHead(
		compat.Rule{
			ID:         "accelerated-bucket-in-another-region",
			Topic:      "region",
			Title:      "A request to the accelerate endpoint is signed for another Region than the bucket's",
			Problem:    "The bucket is in {bucket Region|another Region}, the client in {endpoint Region|its own}",
			Remedy:     "Use the bucket's",
			Operations: located,
			When: compat.All(compat.Endpoint(compat.Accelerate, "true"), compat.On(compat.GeneralPurposeBucket),
				compat.RegionDiffers(), compat.Not(compat.Signature(compat.SignatureScheme, "anonymous"))),
			Answer:     compat.Answer{Status: 400, Code: "AuthorizationHeaderMalformed", Message: "The authorization header is malformed; the region '…' is wrong; expecting '…'"},
			Why:        "The accelerate endpoint leads to the bucket wherever it is, but the signature is made for the client's Region.",
			Fix:        "Configure the client, or this call, for the bucket's Region.",
			Sources:    []string{"recorded:ls-b-0059", "https://github.com/aws/aws-sdk-cpp/issues/552", "https://github.com/archiecobbs/s3backer/issues/107"},
			AmazonOnly: true,
			Rank:       -30,
			Violating:  []compat.Case{signed.Regions("eu-west-1", "us-east-1")},
			Allowed:    []compat.Case{signed.Regions("eu-west-1", "eu-west-1"), signed.Over(compat.SignatureScheme, "anonymous").Regions("eu-west-1", "us-east-1")},
		}))
}
