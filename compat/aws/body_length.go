package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// bodyLengthRules are about how long a body is said to be when it is sent.
func bodyLengthRules() []compat.Rule {
	return []compat.Rule{{
		ID:         "body-length-unknown",
		Topic:      "body",
		Title:      "S3 takes no body of unknown length",
		Problem:    "The length of the body isn't known",
		Remedy:     "Set ContentLength, or give a body that can seek",
		Operations: []compat.Operation{operation.PutObject, operation.UploadPart},
		When:       compat.Signature(compat.Length, "unknown"),
		Answer:     compat.Answer{Status: 411, Code: "MissingContentLength", Message: "You must provide the Content-Length HTTP header."},
		Rank:       -10,
		Why:        "The SDK can't tell the length of a body that can't seek, and sends it in chunks without saying how long it will be.",
		Fix:        "Set ContentLength, give a body that can seek, or use the transfer manager, which reads ahead.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html",
			"https://github.com/aws/aws-sdk-go-v2/blob/main/service/internal/integrationtest/s3/checksum_test.go"},
		Violating: []compat.Case{
			compat.Given(operation.PutObject).Over(compat.Length, "unknown"),
			compat.Given(operation.UploadPart).Over(compat.Length, "unknown"),
		},
		Allowed: []compat.Case{compat.Given(operation.PutObject).Over(compat.Length, "known")},
	}}
}
