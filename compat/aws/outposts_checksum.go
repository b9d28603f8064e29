package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// outpostsChecksumRules are about checksums of what is sent to an Outpost.
func outpostsChecksumRules() []compat.Rule {
	put := compat.Given(operation.PutObject, member.Bucket, exampleOutposts, member.Key, "q3.csv")
	return []compat.Rule{{
		ID:         "outposts-checksum",
		Topic:      "checksum",
		Title:      "S3 on Outposts takes no checksums in trailers",
		Problem:    "The body gets a checksum in a trailer, for {target}",
		Remedy:     "Send checksums only where required",
		Operations: []compat.Operation{operation.PutObject, operation.UploadPart},
		When:       compat.All(compat.On(compat.OutpostsAccessPoint), compat.Signature(compat.Payload, "unsigned-trailer", "streaming-trailer")),
		Answer:     compat.Answer{Status: 501, Code: "NotImplemented"},
		Doubt:      "AWS's developers said in 2024 that such uploads fail, not with which answer. The SDKs send checksums by default since 2025, so it may work by now.",
		Why:        "S3 on Outposts doesn't have the additional checksums of S3 in the Region, and with its default settings the SDK sends one in the trailer of every upload.",
		Fix:        "Set RequestChecksumCalculation to aws.RequestChecksumCalculationWhenRequired for clients of Outposts.",
		Sources:    []string{"https://github.com/awslabs/mountpoint-s3/issues/516", "https://github.com/awslabs/mountpoint-s3/pull/849", pageOutposts},
		Violating:  []compat.Case{put.Over(compat.Payload, "unsigned-trailer")},
		Allowed: []compat.Case{
			put.Over(compat.Payload, "unsigned"), put.With(member.Bucket, exampleBucket).Over(compat.Payload, "unsigned-trailer"),
		},
	}}
}
