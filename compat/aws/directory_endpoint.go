package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// directoryEndpointRules are about directory buckets at endpoints that aren't theirs.
func directoryEndpointRules() []compat.Rule {
	get := compat.Given(operation.GetObject, member.Bucket, exampleDirectory, member.Key, "q3.csv")
	list := compat.Given(operation.ListObjectsV2, member.Bucket, exampleDirectory)
	const issue = "https://github.com/peak/s5cmd/issues/854"
	return withHead(compat.Rule{
		ID:         "directory-bucket-general-endpoint",
		Topic:      "endpoint",
		Title:      "A directory bucket isn't known at an endpoint for general purpose buckets",
		Problem:    "The endpoint has no directory buckets",
		Remedy:     "Leave BaseEndpoint out",
		Operations: supporting(except(with(member.Bucket), operation.CreateBucket), compat.DirectoryBucket),
		When:       compat.All(compat.On(compat.DirectoryBucket), compat.Endpoint(compat.EndpointService, "s3")),
		Answer:     compat.Answer{Status: 404, Code: "NoSuchBucket", Message: "The specified bucket does not exist"},
		AmazonOnly: true,
		Rank:       -10,
		Why:        "Directory buckets are reached at Zonal and Regional endpoints of their own, such as s3express-usw2-az1.us-west-2.amazonaws.com. The others look for a general purpose bucket of the name.",
		Fix:        "Leave the endpoint to the SDK, which finds it by the bucket's name: without BaseEndpoint, AWS_ENDPOINT_URL and options such as UseAccelerate.",
		Sources:    []string{issue, userGuide + "s3-express-Regions-and-Zones.html", userGuide + "s3-express-networking.html"},
		Violating:  []compat.Case{get.Over(compat.EndpointService, "s3"), list.Over(compat.EndpointService, "s3")},
		Allowed: []compat.Case{
			get.Over(compat.EndpointService, "s3express"), get.Over(compat.EndpointService, "other"), get, list,
			get.With(member.Bucket, exampleBucket).Over(compat.EndpointService, "s3"),
		},
	})
}
